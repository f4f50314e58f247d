"""What was agreed is done, or is not."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import Because, sends
from starter.session import text

ActionNumber = Annotated[int, typer.Argument(help="Number of the agreed action.")]


@sends("action_done")
def act_done(
    action: ActionNumber,
    evidence: Annotated[str | None, typer.Option(help="How one can tell.")] = None,
) -> dict[str, Any]:
    """Something agreed has been done."""
    return {"action": action, "evidence": text(evidence)}


@sends("action_not_done")
def act_not_done(action: ActionNumber, because: Because) -> dict[str, Any]:
    """Something agreed has not been done: the dispute comes back."""
    return {"action": action, "because": text(because)}
