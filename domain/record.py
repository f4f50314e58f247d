"""What is written down: entries, which are never changed, and the present situation.

The workflow makes both; the record in SQL and the mail are made of them. Neither holds a
child's name. An entry may hold what a person wrote (`details`), so it travels and rests
encrypted; the `Situation` holds only references, codes and dates.
"""

from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Standing(StrEnum):
    """Where a dispute stands, in one word.

    `awaiting-response` a manager is asked; `awaiting-officer` the officer has to decide;
    `on-hold` the clock is stopped; `monitoring` what was agreed is being watched;
    the rest are ends.
    """

    OPENING = "opening"
    AWAITING_RESPONSE = "awaiting-response"
    AWAITING_OFFICER = "awaiting-officer"
    ON_HOLD = "on-hold"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SUFFICIENTLY_PROGRESSED = "sufficiently-progressed"
    PARTLY_SETTLED = "partly-settled"
    NOT_RESOLVED = "not-resolved"
    REFERRED_OUT = "referred-out"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    CLOSED_BY_EVENTS = "closed-by-events"

    @property
    def is_open(self) -> bool:
        """True while somebody is still waited for."""
        return self in _OPEN


_OPEN = frozenset(
    {
        Standing.OPENING,
        Standing.AWAITING_RESPONSE,
        Standing.AWAITING_OFFICER,
        Standing.ON_HOLD,
        Standing.MONITORING,
    }
)


class Written(BaseModel):
    """Base of what is read back from storage or history: unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Entry(Written):
    """One thing that happened, never changed afterwards.

    Attributes:
        number: 1, 2, 3 ... within the dispute, without gaps.
        at: When, aware UTC.
        kind: Past participle or noun, such as `stage-begun`, `deadline-moved`.
        stage: Number of the stage at the time, or None before the first.
        by: Post and reference of who spoke, `iro / IRO-7`; None for the clock.
        message_id: Of the message that caused it, where one did.
        says: One sentence for a reader, without anything a person wrote.
        details: Everything else as JSON, including what a person wrote.
            With `restricted: true` in it, it is for the officer alone: privileged
            advice, information from family proceedings.
    """

    number: int
    at: AwareDatetime
    kind: str
    stage: int | None = None
    by: str | None = None
    message_id: str | None = None
    says: str
    details: dict[str, Any] = {}


class Situation(Written):
    """Where a dispute stands now: what an update answers and a list shows.

    Holds nothing a person wrote, only references, codes, titles of posts and dates.

    Attributes:
        reference: The council's own, as in `WSX-2026-0042`.
        authority: Short name of the council, as in `west-sussex`.
        procedure: Name of the procedure in use, as in `west-sussex-2020-06`.
        child_reference: Never a name.
        team: The child's team.
        themes: Codes of the issue.
        standing: One of `Standing`.
        stage: Number of the present stage.
        stage_title: The council's words for it.
        awaiting: Titles of the posts somebody is waiting for.
        due_at: When the present wait runs out, aware UTC; None when nothing runs.
        due_says: The same in words, London time with weekday.
        overall_due_at: When the limit on the whole process runs out.
        next_says: What happens next if nobody does anything, one sentence.
        may_send: Names of messages that may be sent now.
        wakes_at: When it looks again by itself, in answers from the dispute itself; an
            open dispute always has one.
        notices: How many notices have been written so far.
        waiting: Notices that wait until mail is sent again, in the morning.
        undelivered: Notices that could not be delivered yet.
        refused: Messages kept but not taken.
        raised_at: When it was raised.
        closed_at: When it ended.
        entries: Number of the newest entry: a later situation has a higher one.
        rehearsal: True for a rehearsal, which never counts.
    """

    reference: str
    authority: str
    procedure: str = ""
    child_reference: str = ""
    team: str = ""
    themes: tuple[str, ...] = ()
    standing: Standing
    stage: int | None = None
    stage_title: str = ""
    awaiting: tuple[str, ...] = ()
    due_at: AwareDatetime | None = None
    due_says: str = ""
    overall_due_at: AwareDatetime | None = None
    next_says: str = ""
    may_send: tuple[str, ...] = ()
    wakes_at: AwareDatetime | None = None
    notices: int = 0
    waiting: int = 0
    undelivered: int = 0
    refused: int = 0
    raised_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    entries: int = 0
    rehearsal: bool = False
