"""The officer takes it to another stage, or to another ladder."""

from typing import Annotated, Any

import typer

from starter.message_commands.answers import Within
from starter.message_commands.saying import Because, sends
from starter.session import text


@sends("escalate")
def escalate(
    reason: Annotated[
        str,
        typer.Option(
            help="no-response, unsatisfactory, agreed-task-not-done,"
            " officers-judgement, serious-safeguarding"
        ),
    ],
    because: Because,
    to_stage: Annotated[
        int | None, typer.Option("--to", help="Any stage; none means the next.")
    ] = None,
    within: Within = None,
) -> dict[str, Any]:
    """The officer takes it to the next stage, or to any other, now."""
    return {
        "reason": reason,
        "because": text(because),
        "to_stage": to_stage,
        "respond_within_working_days": within,
    }


@sends("switch_ladder")
def switch_ladder(
    ladder: Annotated[str, typer.Argument(help="Its name in the procedure: urgent")],
    because: Because,
    to_stage: Annotated[
        int | None, typer.Option("--to", help="Stage there; none means its first.")
    ] = None,
) -> dict[str, Any]:
    """The officer takes it to another ladder, such as the urgent one."""
    return {"ladder": ladder, "because": text(because), "to_stage": to_stage}
