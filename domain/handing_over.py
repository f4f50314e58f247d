"""The end of a ladder from which another procedure takes over.

When its last stage has come to nothing the officer raises the matter anew there, naming
this dispute as what it follows on, and closes this one as referred out.
"""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.dispute import Dispute


def takes_over(dispute: "Dispute") -> str | None:
    """Name of the procedure that takes over from the present stage, if one does."""
    stage = dispute.stage
    if stage is None or dispute.ladder.after(stage.number) is not None:
        return None
    return dispute.ladder.hands_over_to


def end(dispute: "Dispute", at: datetime) -> None:
    """The present stage has come to nothing: where another takes over, it does now."""
    to = takes_over(dispute)
    if to is not None and dispute.visit is not None:
        dispute.visit.taken_over_by = to
        dispute.write(at, "procedure-ended", says(to))


def says(to: str) -> str:
    """What has happened, in one sentence."""
    return f"This procedure ends here; {to} takes over."


def asks(dispute: "Dispute", to: str) -> str:
    """What is asked of the officer."""
    reference = dispute.request.reference
    return (
        f"Please raise it anew under the procedure {to}, naming {reference} in"
        " `follows_on`, and close this one as referred out."
    )
