"""What was agreed: who is to do what by when, and whether it was done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

MONITORING_MEETING = "Hold the monitoring meeting."
"""What is agreed with every answer, where the procedure has a meeting look at progress."""


class ActionState(StrEnum):
    """How far something agreed has come."""

    OPEN = "open"
    REPORTED_DONE = "reported-done"
    DONE = "done"
    NOT_DONE = "not-done"
    SET_ASIDE = "set-aside"


@dataclass
class Agreed:
    """One thing agreed.

    Attributes:
        number: 1, 2, 3 ... within the dispute.
        what: In the words of who agreed it.
        owner: Post that is to do it; the officer for a follow-up.
        due_on: The last day on which it counts as done in time.
        due_at: Close of that day, aware UTC.
        agreed_by: Post that was satisfied with it; empty where all were.
        told_if_undone: Posts that hear of it if it is not done, besides the owner.
        looked_after_by: Post that looks after it with the owner, if one does.
        state: How far it has come.
    """

    number: int
    what: str
    owner: str
    due_on: date
    due_at: datetime
    agreed_by: str = ""
    told_if_undone: tuple[str, ...] = ()
    looked_after_by: str | None = None
    state: ActionState = ActionState.OPEN

    def as_written(self) -> dict[str, Any]:
        """It as the record keeps it, by the number that people are told."""
        return {
            "number": self.number,
            "what": self.what,
            "owner": self.owner,
            "due_on": self.due_on.isoformat(),
        }

    @property
    def is_watched(self) -> bool:
        """True while its date still counts."""
        return self.state is ActionState.OPEN

    @property
    def is_unsettled(self) -> bool:
        """True until the officer says whether it was done."""
        return self.state in (ActionState.OPEN, ActionState.REPORTED_DONE)
