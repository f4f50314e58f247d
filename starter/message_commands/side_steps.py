"""Steps beside the stages, and another post that carries the dispute."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import Because, Consulted, sends
from starter.session import text


@sends("open_side_step")
def open_side_step(
    step: Annotated[str, typer.Argument(help="Its name in the procedure: mediation")],
    because: Because,
    conflict: Annotated[
        bool,
        typer.Option("--conflict", help="The post asked first declares a conflict."),
    ] = False,
    consulted: Consulted = None,
) -> dict[str, Any]:
    """Mediation, legal advice or another step beside the stages begins."""
    return {
        "step": step,
        "because": text(because),
        "conflict": conflict or None,
        "consulted": consulted or None,
    }


@sends("close_side_step")
def close_side_step(
    step: Annotated[str, typer.Argument(help="A side step that is open.")],
    outcome: Annotated[str, typer.Option(help="What came of it; @FILE or -.")],
) -> dict[str, Any]:
    """What came of a step beside the stages; the stages go on either way."""
    return {"step": step, "outcome": text(outcome)}


@sends("hand_over")
def hand_over(
    to_post: Annotated[str, typer.Option("--to", help="Post that carries it now.")],
    because: Because,
) -> dict[str, Any]:
    """Another post carries the dispute from here; the officer may speak too."""
    return {"to_post": to_post, "because": text(because)}
