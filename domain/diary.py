"""The diary: what is written in it comes due beside the story, and never moves it.

Reminders before and after a limit, the warning on the whole process, dates of agreed
actions, and the officer asked again. Which lines there are is worked out from the
dispute each time; only which have been written is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from domain import telling
from domain.calendar import WorkingCalendar, due_at, due_day, london, says_day
from domain.limits import Unit
from domain.notices import NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.procedure.time import Span
from domain.record import Standing

if TYPE_CHECKING:
    from domain.dispute import Dispute


@dataclass(frozen=True)
class Line:
    """One line of the diary.

    Attributes:
        at: When it comes due, aware UTC.
        name: Names it for ever, so that it is written once.
        kind: Which notice it makes.
        to: Posts it goes to.
        says: What it says.
        asked: What it asks, or empty.
    """

    at: datetime
    name: str
    kind: NoticeKind
    to: tuple[str, ...]
    says: str
    asked: str = ""


def next_line_at(dispute: "Dispute") -> datetime | None:
    """When the next line comes due; None when the diary is empty."""
    return min((line.at for line in _unwritten(dispute)), default=None)


def write_diary(dispute: "Dispute", at: datetime) -> None:
    """Write every line that has come due: its notices are posted."""
    for line in sorted(_unwritten(dispute), key=lambda line: (line.at, line.name)):
        if line.at > at:
            continue
        dispute.diary_written.add(line.name)
        dispute.write(line.at, line.kind.value, line.says)
        for post in line.to:
            telling.tell(
                dispute,
                line.kind,
                post,
                line.says,
                at,
                purpose=Purpose.TO_ACT if line.asked else Purpose.FOR_INFORMATION,
                asked=line.asked,
                otherwise=telling.if_nothing(dispute),
            )


def before(span: Span, moment: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment `span` before `moment`, aware UTC.

    Days end at closing time: one working day before Wed 8 Apr 17:00 is Tue 7 Apr 17:00.
    Hours are elapsed hours whichever unit they are in, since a reminder need not fall in
    office time to be useful.
    """
    day = due_day(moment)
    if span.unit is Unit.WORKING_DAYS:
        earlier = calendar.working_day(day, -span.amount, span.skip_closures)
        return calendar.close_of(earlier)
    if span.unit is Unit.CALENDAR_DAYS:
        return calendar.close_of(day - timedelta(days=span.amount))
    return moment - timedelta(hours=span.amount)


def _unwritten(dispute: "Dispute") -> Iterator[Line]:
    if not dispute.standing.is_open or dispute.visit is None:
        return
    for line in (
        *_reminders(dispute),
        *_overall(dispute),
        *_agreed(dispute),
        *_officer_again(dispute),
    ):
        if line.name not in dispute.diary_written:
            yield line


def _reminders(dispute: "Dispute") -> Iterator[Line]:
    visit, due = dispute.visit, dispute.due()
    if visit is None or due is None:
        return
    counting = dispute.procedure.timing.counting
    for number, reminder in enumerate(visit.stage.reminders, start=1):
        if reminder.before is not None:
            at, kind = before(reminder.before, due, dispute.calendar), "REMINDER"
        elif reminder.after is not None:
            limit = reminder.after.limit(counting)
            at, kind = due_at(limit, due, dispute.calendar), "OVERDUE"
        if at <= visit.began_at:
            continue
        yield Line(
            at=at,
            name=f"visit {visit.number}, reminder {number}, {london(due)}",
            kind=NoticeKind[kind],
            to=reminder.to or dispute.awaited(),
            says=f"{visit.stage.title}: an answer is due {london(due)}.",
            asked="Please answer how the issue has been or will be resolved.",
        )


def _overall(dispute: "Dispute") -> Iterator[Line]:
    rule, clock = dispute.ladder.overall, dispute.overall
    due = clock.due() if clock else None
    if rule is None or due is None:
        return
    to = tuple(dict.fromkeys((OFFICER, *rule.tell)))
    total = rule.within.says()
    if rule.warn_before is not None:
        yield Line(
            at=before(rule.warn_before, due, dispute.calendar),
            name="the whole process, warning",
            kind=NoticeKind.OVERALL_WARNING,
            to=to,
            says=f"The whole process is to end within {total}, by {london(due)}.",
        )
    yield Line(
        at=due,
        name="the whole process, passed",
        kind=NoticeKind.OVERALL_PASSED,
        to=to,
        says=f"The {total} for the whole process ended {london(due)}; it goes on.",
    )


def _agreed(dispute: "Dispute") -> Iterator[Line]:
    if dispute.standing is not Standing.MONITORING:
        return
    for one in dispute.agreed:
        if one.is_watched:
            yield Line(
                at=before(Span(working_days=1), one.due_at, dispute.calendar),
                name=f"agreed action {one.number}",
                kind=NoticeKind.ACTION_DUE,
                to=tuple(dict.fromkeys((one.owner, OFFICER))),
                says=f"Agreed action {one.number} is due {says_day(one.due_on)}.",
                asked="Please say when it is done.",
            )


def _officer_again(dispute: "Dispute") -> Iterator[Line]:
    visit = dispute.visit
    waits = dispute.standing is Standing.AWAITING_OFFICER or (
        dispute.standing is Standing.AWAITING_RESPONSE and dispute.due() is None
    )
    if visit is None or not waits:
        return
    since = visit.awaiting_officer_since or visit.began_at
    name = f"visit {visit.number}, officer again since {since.isoformat()}"
    asked = sum(written.startswith(name) for written in dispute.diary_written)
    every = dispute.procedure.timing.chase_officer_every
    limit = every.limit(dispute.procedure.timing.counting)
    limit = limit.model_copy(update={"amount": limit.amount * (asked + 1)})
    role = dispute.procedure.officers[dispute.request.raised_by.role]
    first = asked == 0
    yield Line(
        at=due_at(limit, since, dispute.calendar),
        name=f"{name}, {asked + 1}",
        kind=NoticeKind.DECIDE,
        to=(OFFICER,) if first else (OFFICER, role.manager),
        says=f"{visit.stage.title}: it has waited since {london(since)}.",
        asked="Please decide, take it to another stage, or close it.",
    )
