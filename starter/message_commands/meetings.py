"""Meetings and tasks of the present stage: recorded, and never a reason to move."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import sends
from starter.session import in_london, text


@sends("meeting_arranged")
def meeting_arranged(
    takes_place_at: Annotated[
        str, typer.Option("--at", help="When: 2026-04-02T14:00, London time.")
    ],
) -> dict[str, Any]:
    """A meeting of the present stage has been arranged; those concerned are told."""
    return {"takes_place_at": in_london(takes_place_at)}


@sends("meeting_held")
def meeting_held(
    held_on: Annotated[str, typer.Option("--on", help="Which day: 2026-04-02")],
    outcome: Annotated[str, typer.Option(help="What came of it.")],
    attended: Annotated[
        list[str] | None, typer.Option(help="Post that was there; repeat for more.")
    ] = None,
) -> dict[str, Any]:
    """A meeting of the present stage has been held."""
    return {
        "held_on": held_on,
        "outcome": text(outcome),
        "attended": attended or None,
    }


@sends("task_done")
def task_done(
    task: Annotated[
        str, typer.Argument(help="send, meeting, write-up, or a step of the stage.")
    ],
    evidence: Annotated[str | None, typer.Option(help="How one can tell.")] = None,
) -> dict[str, Any]:
    """A task that the procedure sets at this stage has been done."""
    return {"task": task, "evidence": text(evidence)}
