"""A manager answers; the officer decides."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import Because, sends
from starter.session import text

Actions = Annotated[
    list[str] | None,
    typer.Option(
        "--action",
        metavar="OWNER:DATE:WHAT",
        help="practice-manager:2026-05-01:Update the plan; repeat for more.",
    ),
]
Within = Annotated[
    int | None,
    typer.Option(
        "--within",
        metavar="WORKING_DAYS",
        help="How long the next stage has, where the procedure lets the officer say.",
    ),
]


@sends("manager_response")
def respond(
    said: Annotated[str, typer.Option("--answer", help="What was or will be done.")],
    extent: Annotated[
        str, typer.Option(help="whole, partial or more-time-needed")
    ] = "whole",
    action: Actions = None,
    collated: Annotated[
        bool, typer.Option("--collated", help="It speaks for several teams.")
    ] = False,
    stage: Annotated[
        int | None, typer.Option(help="Stage it answers; none means the present one.")
    ] = None,
) -> dict[str, Any]:
    """A manager answers at the present stage."""
    return {
        "answer": text(said),
        "extent": extent,
        "proposed_actions": actions_of(action),
        "collated": collated or None,
        "stage": stage,
    }


@sends("acknowledge")
def acknowledge(
    said: Annotated[
        str | None, typer.Option("--text", help="What you say about it.")
    ] = None,
) -> dict[str, Any]:
    """Say that you have seen it and work on it; every clock runs on."""
    return {"text": text(said)}


@sends("officer_decision")
def decide(
    because: Because,
    satisfied: Annotated[
        bool, typer.Option("--satisfied/--not-satisfied", help="Does it do?")
    ],
    outcome: Annotated[
        str, typer.Option(help="resolved, sufficiently-progressed, partly-settled")
    ] = "resolved",
    action: Actions = None,
    follow_up_on: Annotated[
        str | None, typer.Option(help="When you look again: 2026-05-01")
    ] = None,
    within: Within = None,
) -> dict[str, Any]:
    """The officer is satisfied with the answer, or is not."""
    return {
        "satisfied": satisfied,
        "because": text(because),
        "outcome": outcome if satisfied else None,
        "actions": actions_of(action),
        "follow_up_on": follow_up_on,
        "respond_within_working_days": within,
    }


def actions_of(given: list[str] | None) -> list[dict[str, str]] | None:
    """Return `OWNER:DATE:WHAT` as the contract has it.

    Raises:
        typer.BadParameter: One is written otherwise.
    """
    if not given:
        return None
    actions = []
    for one in given:
        parts = one.split(":", 2)
        if len(parts) != 3:  # noqa: PLR2004 (owner, date, what)
            raise typer.BadParameter(
                f"--action {one!r}: write OWNER:DATE:WHAT, as in"
                " practice-manager:2026-05-01:Update the plan."
            )
        owner, due_on, what = parts
        actions.append({"owner": owner, "due_on": due_on, "what": what})
    return actions
