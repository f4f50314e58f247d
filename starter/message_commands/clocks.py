"""More time, a clock that is stopped, a start that was not as thought."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import Because, sends
from starter.session import in_london, text


@sends("extend_deadline")
def extend(
    working_days: Annotated[int, typer.Option(help="How many to add.")],
    because: Because,
    benefit_for_child: Annotated[
        str | None, typer.Option(help="What the child gains by waiting.")
    ] = None,
    further_enquiries: Annotated[
        str | None, typer.Option(help="What is still to be found out.")
    ] = None,
) -> dict[str, Any]:
    """More working days at the present stage, if the procedure offers them."""
    return {
        "working_days": working_days,
        "because": text(because),
        "benefit_for_child": text(benefit_for_child),
        "further_enquiries": text(further_enquiries),
    }


@sends("place_on_hold")
def hold(
    until: Annotated[str, typer.Option(help="The agreed date: 2026-05-01")],
    because: Because,
) -> dict[str, Any]:
    """The clock stops until an agreed date, if the procedure offers that."""
    return {"until": until, "because": text(because)}


@sends("resume")
def resume(
    because: Annotated[str | None, typer.Option(help="Why.")] = None,
) -> dict[str, Any]:
    """The clock runs again before the agreed date."""
    return {"because": text(because)}


@sends("correct_start")
def correct_start(
    started_at: Annotated[
        str, typer.Option(help="When it did start: 2026-03-27T15:30, London time.")
    ],
    because: Because,
) -> dict[str, Any]:
    """The present clock had started at another time than was thought."""
    return {"started_at": in_london(started_at), "because": text(because)}
