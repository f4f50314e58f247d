"""What letters have put into people's calendars, and who is to take it out again.

A post's letters may go to several people one after the other: the holder, a deputy while
they are away. Whoever was sent an entry is told when it no longer stands, and nobody else
is asked to take out what they never had.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.notices import Notice, NoticeKind, Outcome, Purpose
from domain.procedure.people import OFFICER

if TYPE_CHECKING:
    from domain.dispute import Dispute

DUE = "due"
"""Name of the entry for the date by which a post is asked to act."""

MEETING = "meeting"
"""How the names of entries for meetings begin: `meeting-2`, that of stage 2."""

_NO_LONGER_DUE = frozenset(
    {NoticeKind.ESCALATED, NoticeKind.CLOSED, NoticeKind.ON_HOLD}
)


def ends(notice: Notice, name: str, begins_at: datetime) -> bool:
    """True where an entry no longer stands once a notice has been written.

    Args:
        notice: What is told.
        name: `due`, or that of a meeting.
        begins_at: When the entry begins; a meeting that was is left where it is.
    """
    if notice.purpose is Purpose.TO_ACT:
        return False
    to_former_holder = notice.kind is NoticeKind.HANDED_OVER and in_person(notice)
    if name != DUE:
        over = notice.kind is NoticeKind.CLOSED or to_former_holder
        return over and begins_at > notice.at
    moved_away = notice.kind is NoticeKind.DEADLINE_MOVED and notice.due_at is None
    return notice.kind in _NO_LONGER_DUE or moved_away or to_former_holder


def in_person(notice: Notice) -> bool:
    """True for a notice to one person, whoever holds the post now."""
    return bool(notice.to_reference) and notice.to != OFFICER


def changes(calendar: str) -> Iterator[tuple[bool, str, datetime]]:
    """Yield whether an entry was put in, its name and its beginning, as in `Outcome`."""
    for line in filter(None, calendar.splitlines()):
        sign, name, begins = line.split()
        yield sign == "+", name, datetime.fromisoformat(begins)


def note(dispute: "Dispute", notice: Notice, outcome: Outcome, at: datetime) -> None:
    """Keep what a letter did to its reader's calendar; tell others who have the same."""
    for put_in, name, begins_at in changes(outcome.calendar):
        has = dispute.in_calendars.setdefault((notice.to, name), {})
        has.pop(outcome.told, None)
        if put_in:
            has[outcome.told] = begins_at
    if in_person(notice):
        return
    others = [
        person
        for (post, name), has in dispute.in_calendars.items()
        if post == notice.to
        for person, begins_at in has.items()
        if person != outcome.told and ends(notice, name, begins_at)
    ]
    for person in dict.fromkeys(others):
        telling.tell(
            dispute, notice.kind, notice.to, notice.says, at, to_reference=person
        )
