"""What a letter puts into the reader's calendar, as RFC 5545 and RFC 5546 have it.

Each post has one entry for each dispute: the date by which it is asked to act. A later
date moves that entry, and where the date no longer stands the entry is taken out, from
the calendars of exactly those who were sent it. So the name of the entry holds no stage:
a post that is passed over is told of the next stage, and its entry has to be found all
the same. A meeting is an entry of its own; it is called off when the dispute ends.

Everything else in it comes from the notice, and so the same notice makes the same entry.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

from domain.calendar import london
from domain.in_calendars import DUE, MEETING, ends
from domain.notices import Notice, NoticeKind, Purpose
from domain.procedure.people import OFFICER

_NOTHING: Mapping[str, datetime] = {}
_BEFORE_IT_IS_DUE = timedelta(minutes=30)
_A_MEETING_TAKES = timedelta(hours=1)
_DUE = {
    NoticeKind.RAISED: "reply due",
    NoticeKind.STAGE_BEGUN: "reply due",
    NoticeKind.REMINDER: "reply due",
    NoticeKind.ESCALATED: "reply due",
    NoticeKind.DEADLINE_MOVED: "reply due",
    NoticeKind.RESUMED: "reply due",
    NoticeKind.HANDED_OVER: "reply due",
    NoticeKind.DECIDE: "decision due",
    NoticeKind.AGREED: "agreed action due",
    NoticeKind.ACTION_DUE: "agreed action due",
}
"""Kinds of notice whose date is the one by which the reader is asked to act."""

_TELLS_EVERYBODY = frozenset({NoticeKind.DEADLINE_MOVED, NoticeKind.RESUMED})
_MAY_END = frozenset(
    {
        NoticeKind.ESCALATED,
        NoticeKind.CLOSED,
        NoticeKind.ON_HOLD,
        NoticeKind.DEADLINE_MOVED,
        NoticeKind.HANDED_OVER,
    }
)


class Method(StrEnum):
    """What is to be done with an entry (RFC 5546, section 1.4)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Between:
    """Whose entry it is.

    Attributes:
        sender: Address in whose name a due date is put into calendars.
        recipient: Address of the reader; stands in invitations to meetings only, where
            the answer has to say who answers.
        answers_to: Address to which the answer to an invitation goes.
        domain: Right-hand side of the entry's name.
    """

    sender: str
    recipient: str
    answers_to: str
    domain: str


@dataclass(frozen=True)
class Invitation:
    """An entry for the reader's calendar.

    Attributes:
        method: What is to be done with it.
        body: The whole iCalendar object.
        file_name: What it is called where it is attached.
        says: One sentence about it, for the letter.
        name: `due`, or that of a meeting: `meeting-2`.
        begins_at: When it begins, aware UTC.
    """

    method: Method
    body: str
    file_name: str
    says: str
    name: str
    begins_at: datetime

    @property
    def is_meeting(self) -> bool:
        """True for a meeting, which mail programs offer to accept or take out."""
        return self.name != DUE

    @property
    def mark(self) -> str:
        """What it does to the calendar, as `Outcome.calendar` keeps it."""
        sign = "-" if self.method is Method.CANCEL else "+"
        return f"{sign} {self.name} {self.begins_at.isoformat()}"


def invitations(
    notice: Notice,
    link: str,
    between: Between,
    has: Mapping[str, datetime] = _NOTHING,
) -> tuple[Invitation, ...]:
    """Return what a notice puts into the reader's calendar, or takes out of it.

    Args:
        notice: What is told.
        link: Where the reader finds the dispute, or empty.
        between: Whose entry it is.
        has: What was put in before and not taken out: by name, when it begins.
    """
    meets_at = notice.meets_at
    if meets_at is not None:
        return (_meeting(notice, meets_at, link, between),)
    if _is_asked(notice) and notice.due_at is not None and notice.due_at > notice.at:
        return (_due(notice, notice.due_at, link, between),)
    return tuple(
        _no_longer(notice, name, begins_at, between)
        for name, begins_at in has.items()
        if ends(notice, name, begins_at)
    )


def may_end_something(notice: Notice) -> bool:
    """True where it has to be known what stands in the reader's calendar."""
    return notice.kind in _MAY_END


def is_still_asked(notice: Notice) -> bool:
    """True for news to somebody who was asked to act before, and still is.

    News goes to everybody alike; whoever is offered a command for answering is asked.
    The officer always is offered some.
    """
    answering = bool(notice.answers) and notice.to != OFFICER
    return notice.kind in _TELLS_EVERYBODY and answering


def _is_asked(notice: Notice) -> bool:
    """True where the date that is told is one by which the reader is asked to act."""
    if notice.kind not in _DUE or not notice.about.standing.is_open:
        return False
    return notice.purpose is Purpose.TO_ACT or is_still_asked(notice)


def _due(notice: Notice, due_at: datetime, link: str, between: Between) -> Invitation:
    # At a stage some are asked for other things than the answer.
    other = notice.kind is NoticeKind.STAGE_BEGUN and not notice.answers
    what = "to be done by" if other else _DUE[notice.kind]
    event, begins_at = _event(notice, DUE, between), due_at - _BEFORE_IT_IS_DUE
    # It ends when the time does: a limit that runs out at midnight belongs to the day
    # before, and would otherwise be shown on the day after.
    event.add("dtstart", begins_at)
    event.add("dtend", due_at)
    event.add("summary", f"{_about(notice)}: {what} {london(due_at)}")
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    _describe(event, notice, link)
    event.add("organizer", vCalAddress(f"mailto:{between.sender}"))
    return Invitation(
        Method.PUBLISH,
        _written(event, Method.PUBLISH),
        "due-date.ics",
        "The date is attached as an entry for your calendar.",
        DUE,
        begins_at,
    )


def _no_longer(
    notice: Notice, name: str, begins_at: datetime, between: Between
) -> Invitation:
    event = _event(notice, name, between)
    event.add("dtstart", begins_at)
    is_due = name == DUE
    what = "no longer due" if is_due else "the meeting is called off"
    event.add("summary", f"{_about(notice)}: {what}")
    event.add("status", "CANCELLED")
    # An entry is taken out by whoever put it in (RFC 5546, section 3.2.5).
    organizer = between.sender if is_due else between.answers_to
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    if not is_due:
        event.add("attendee", _attendee(notice, between))
    return Invitation(
        Method.CANCEL,
        _written(event, Method.CANCEL),
        "no-longer-due.ics" if is_due else "meeting-called-off.ics",
        "A date of this matter stands in your calendar; what is attached takes it out."
        if is_due
        else "The meeting is called off; what is attached takes it out of your calendar.",
        name,
        begins_at,
    )


def _meeting(
    notice: Notice, meets_at: datetime, link: str, between: Between
) -> Invitation:
    name = f"{MEETING}-{notice.about.stage}"
    event = _event(notice, name, between)
    event.add("dtstart", meets_at)
    event.add("dtend", meets_at + _A_MEETING_TAKES)
    event.add("summary", f"{_about(notice)}: meeting")
    event.add("status", "CONFIRMED")
    _describe(event, notice, link)
    event.add("organizer", vCalAddress(f"mailto:{between.answers_to}"))
    attendee = _attendee(notice, between)
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "TRUE"
    event.add("attendee", attendee)
    return Invitation(
        Method.REQUEST,
        _written(event, Method.REQUEST),
        "meeting.ics",
        "An invitation to the meeting is attached. Its length is only a guess.",
        name,
        meets_at,
    )


def _attendee(notice: Notice, between: Between) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{between.recipient}")
    attendee.params["CN"] = " ".join(notice.to_title.split())
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    return attendee


def _event(notice: Notice, what: str, between: Between) -> Event:
    """Return an entry with its name, its turn and when it was written."""
    dispute = notice.key.rpartition("/")[0]
    name = hashlib.sha256(f"{dispute}/{notice.to}/{what}".encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{name}@{between.domain}")
    event.add("sequence", notice.number)
    event.add("dtstamp", notice.at)
    return event


def _describe(event: Event, notice: Notice, link: str) -> None:
    parts = (notice.asked, notice.otherwise, link)
    event.add("description", "\n\n".join(part for part in parts if part))
    if link:
        event.add("url", link)


def _about(notice: Notice) -> str:
    about = notice.about
    marks = ["REHEARSAL"] if about.rehearsal else []
    marks += [
        f"[{about.reference}]",
        *([about.stage_title] if about.stage_title else []),
    ]
    return " ".join(" ".join(marks).split())


def _written(event: Event, method: Method) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Dispute service//Notices//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body.decode("utf-8")
