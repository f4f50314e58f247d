"""Where a dispute is within its ladder: the stage visited, the call, the hold."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.ledger import Ledger
from domain.messages import EscalationReason, OfficerDecision
from domain.procedure.ladder import Stage
from domain.record import Standing

WRITE_UP = "write-up"
"""Key of the task of writing up the outcome of a stage."""


@dataclass(frozen=True)
class Call:
    """Another stage is called for.

    Attributes:
        stage: Number of the stage called.
        reason: Why, as a code.
        by: Who called, `iro / IRO-7`; None for the clock.
        within_working_days: How long the officer gives them there, if the officer says.
        says: Who was not satisfied, where it was not the officer; else empty.
    """

    stage: int
    reason: EscalationReason
    by: str | None = None
    within_working_days: int | None = None
    says: str = ""


@dataclass(frozen=True)
class Held:
    """The clock is stopped.

    Attributes:
        until: When it runs again by itself, aware UTC.
        before: The standing to return to.
    """

    until: datetime
    before: Standing


@dataclass(frozen=True)
class Accepted:
    """One post is satisfied with the answer.

    Attributes:
        decision: What it said.
        holds: True once enough were satisfied, so that what it agreed is watched.
    """

    decision: OfficerDecision
    holds: bool = False


@dataclass
class Visit:
    """One time at one stage.

    Attributes:
        stage: Which.
        began_at: When, aware UTC.
        number: 1 for the first stage entered, 2 for the next ...
        clock: Its limit; None where it has none.
        asked: Posts that were asked to answer.
        answered: Posts that have given a whole answer.
        was_answered: True once somebody asked has answered, be it in part or late.
        chosen_working_days: The limit that the officer set for this visit, if so.
        reason: Why it was called for; None for the first.
        accepted: By post, who is satisfied with the answer, in their order.
        asked_to_decide: Posts that are asked to decide, the officer among them or not.
        done: Keys of the tasks of this stage that were reported done.
        extensions: How often its limit was extended.
        vacant: Posts asked that nobody holds, where the procedure passes them over.
        acknowledged: When a post said that it works on it, by post.
        awaiting_officer_since: When the officer was first asked to decide.
        meeting_at: When its meeting was held, or is arranged for, if either.
        has_met: True once its meeting was held.
        outcome_at: When the answer was accepted here, while that stands.
        taken_over_by: Procedure under which it is to be raised anew, once it came to that.
    """

    stage: Stage
    began_at: datetime
    number: int
    clock: Ledger | None = None
    asked: tuple[str, ...] = ()
    answered: list[str] = field(default_factory=list)
    was_answered: bool = False
    chosen_working_days: int | None = None
    reason: EscalationReason | None = None
    accepted: dict[str, Accepted] = field(default_factory=dict)
    asked_to_decide: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    extensions: int = 0
    vacant: list[str] = field(default_factory=list)
    acknowledged: dict[str, datetime] = field(default_factory=dict)
    awaiting_officer_since: datetime | None = None
    meeting_at: datetime | None = None
    has_met: bool = False
    outcome_at: datetime | None = None
    taken_over_by: str | None = None

    def has_outcome(self, at: datetime | None) -> None:
        """The answer was accepted at `at`; None: what was accepted no longer stands.

        What was written up before is no longer the outcome: it is to be written up anew.
        """
        if self.outcome_at is not None:
            self.done.discard(WRITE_UP)
        self.outcome_at = at
