"""The diary: what is written in it comes due beside the story, and never moves it.

Reminders before and after a limit, the warning on the whole process, dates of agreed
actions, and the officer asked again. Which lines there are is worked out from the
dispute each time; only which have been written is kept.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from domain import handing_over, telling
from domain.beside import due_of
from domain.calendar import (
    WorkingCalendar,
    before_office_time,
    due_at,
    due_day,
    london,
    london_day,
    says_day,
)
from domain.errors import BeyondCoverage
from domain.explaining.words import listed
from domain.limits import Counting, Unit
from domain.naming import whoever_raised_it
from domain.notices import NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.procedure.time import Span
from domain.record import Standing
from domain.situation import next_says
from domain.tasks import tasks_now

if TYPE_CHECKING:
    from domain.dispute import Dispute
    from domain.visit import Visit


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
        until: When it no longer makes sense; None: it always does.
        again: What it is said again and again of, if so: the name without its count.
        decide: Posts that are to decide, where it is about that.
        raiser: Who decides that raised it, in words, where it is about that.
        by_when: A date of its own that it tells, aware UTC; None: the dispute's.
    """

    at: datetime
    name: str
    kind: NoticeKind
    to: tuple[str, ...]
    says: str
    asked: str = ""
    until: datetime | None = None
    again: str = ""
    decide: tuple[str, ...] = ()
    raiser: str = ""
    by_when: datetime | None = None

    def asked_of(self, post: str) -> str:
        """What it asks of one post: some decide, others see to it that they do."""
        if self.kind is not NoticeKind.DECIDE:
            return self.asked
        if post in self.decide:
            officers = post == OFFICER
            return self.asked if officers else telling.SAY_WHETHER_SATISFIED
        if OFFICER in self.decide:
            return f"Please see that it is decided, by {self.raiser} or in their stead."
        return "Please see that they say so, or that it goes on without them."

    @property
    def matter(self) -> str:
        """What it is about, by which it is found again once it is written."""
        return self.again or self.name


def next_line_at(dispute: "Dispute") -> datetime | None:
    """When the next line comes due; None when the diary is empty."""
    return min((line.at for line in _unwritten(dispute)), default=None)


def write_diary(dispute: "Dispute", at: datetime) -> None:
    """Write every line that has come due: its notices are posted.

    After an outage of ours a line may come late; a reminder of a date that has passed
    meanwhile is left out.
    """
    due = [line for line in _unwritten(dispute) if line.at <= at]
    for line in sorted(due, key=lambda line: (line.at, line.name)):
        in_time = london_day(at) == london_day(line.at)
        dispute.diary_written[line.name] = line.at if in_time else at
        dispute.mark_changed()
        if line.until is not None and line.until <= at:
            continue
        dispute.write(at, line.kind.value, line.says)
        if line.kind is NoticeKind.OVERALL_PASSED:
            _ask_of_cafcass(dispute, line, at)
        for post in dict.fromkeys(line.to):
            telling.tell(
                dispute,
                line.kind,
                post,
                line.says,
                at,
                purpose=Purpose.TO_ACT if line.asked else Purpose.FOR_INFORMATION,
                asked=line.asked_of(post),
                otherwise=next_says(dispute),
                matter=line.matter,
                by_when=line.by_when,
            )


def still_stands(dispute: "Dispute", matter: str, post: str, at: datetime) -> bool:
    """True while a line about `matter` would be written to `post` at `at`, or was."""
    return any(
        line.matter == matter
        and post in line.to
        and (line.until is None or line.until > at)
        for line in _lines(dispute)
    )


def _ask_of_cafcass(dispute: "Dispute", line: Line, at: datetime) -> None:
    if dispute.procedure.cafcass.prompt_when_overall_passed:
        telling.ask_to_consider_cafcass(dispute, at, line.says)


def before(span: Span, moment: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment `span` before `moment`, aware UTC.

    Days end at closing time: one working day before Wed 8 Apr 17:00 is Tue 7 Apr 17:00.
    Working hours go back through office time: two before Wed 8 Apr 10:00 are Tue 7 Apr
    16:00. Where the calendar does not reach, every day and every hour counts.
    """
    day = due_day(moment)
    with suppress(BeyondCoverage):
        known = calendar.for_limit(span.limit(Counting.NEXT_DAY))
        if span.unit is Unit.WORKING_DAYS:
            earlier = known.working_day(day, -span.amount, span.skip_closures)
            return calendar.close_of(earlier)
        if span.unit is Unit.WORKING_HOURS:
            time = timedelta(hours=span.amount)
            return before_office_time(time, moment, known, span.skip_closures)
    if span.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        first = date.min.toordinal()
        earlier = date.fromordinal(max(first, day.toordinal() - span.amount))
        return calendar.close_of(earlier)
    return moment - timedelta(hours=span.amount)


def _unwritten(dispute: "Dispute") -> Iterator[Line]:
    for line in _lines(dispute):
        if line.name not in dispute.diary_written:
            yield line


def _lines(dispute: "Dispute") -> Iterator[Line]:
    if not dispute.standing.is_open or dispute.visit is None:
        return
    yield from _reminders(dispute)
    yield from _acknowledged(dispute)
    yield from _overall(dispute)
    yield from _agreed(dispute)
    yield from _tasks(dispute)
    yield from _beside(dispute)
    yield from _officer_again(dispute)


def _reminders(dispute: "Dispute") -> Iterator[Line]:
    """Before the limit while an answer is awaited; after it, for as long as none came."""
    visit = dispute.visit
    due = visit.clock.due() if visit and visit.clock else None
    if visit is None or due is None or not dispute.missing():
        return
    counting = dispute.procedure.timing.counting
    for number, reminder in enumerate(visit.stage.reminders, start=1):
        if reminder.before is not None:
            at, kind = before(reminder.before, due, dispute.calendar), "REMINDER"
            is_due, until = "is due", due
        elif reminder.after is not None:
            limit = reminder.after.limit(counting)
            at, kind = due_at(limit, due, dispute.calendar), "OVERDUE"
            is_due, until = "was due", None
        if at <= visit.began_at:
            continue
        yield Line(
            at=at,
            name=f"visit {visit.number}, reminder {number}, {london(due)}",
            kind=NoticeKind[kind],
            to=reminder.to or dispute.missing(),
            says=f"{visit.stage.title}: an answer {is_due} {london(due)}.",
            asked=f"{telling.answer_wanted(dispute)}.",
            until=until,
        )


def _acknowledged(dispute: "Dispute") -> Iterator[Line]:
    """What was said to be in hand is asked about again, before the limit."""
    visit = dispute.visit
    due = visit.clock.due() if visit and visit.clock else None
    if visit is None or dispute.is_held:
        return
    timing = dispute.procedure.timing
    limit = timing.acknowledged_for.limit(timing.counting)
    for post, since in visit.acknowledged.items():
        at = due_at(limit, since, dispute.calendar)
        if post not in dispute.missing() or (due is not None and at >= due):
            continue
        yield Line(
            at=at,
            name=f"visit {visit.number}, {post} works on it since {since.isoformat()}",
            kind=NoticeKind.REMINDER,
            to=(post,),
            says=f"{visit.stage.title}: you said that you work on it, and no answer has"
            " come yet.",
            asked=f"{telling.answer_wanted(dispute)}.",
            until=due,
        )


def _overall(dispute: "Dispute") -> Iterator[Line]:
    rule, clock = dispute.ladder.overall, dispute.overall
    if rule is None or clock is None or (due := clock.due()) is None:
        return
    to = tuple(dict.fromkeys((OFFICER, *rule.tell)))
    total, is_met = clock.limit.says(), dispute.accepted is not None
    if rule.warn_before is not None:
        yield Line(
            at=before(rule.warn_before, due, dispute.calendar),
            name=f"the whole process, warning, {london(due)}",
            kind=NoticeKind.OVERALL_WARNING,
            to=to,
            says=f"The whole process is to end within {total}, by {london(due)}"
            + ("; an answer is accepted." if is_met else "."),
            until=due,
        )
    yield Line(
        at=due,
        name=f"the whole process, passed, {london(due)}",
        kind=NoticeKind.OVERALL_PASSED,
        to=to,
        says=f"The {total} for the whole process ended {london(due)}; "
        + ("an answer was accepted before." if is_met else "it goes on."),
    )


def _agreed(dispute: "Dispute") -> Iterator[Line]:
    if dispute.standing is not Standing.MONITORING:
        return
    for one in dispute.agreed:
        if one.is_watched:
            looks_after = (one.looked_after_by,) if one.looked_after_by else ()
            yield Line(
                at=before(Span(working_days=1), one.due_at, dispute.calendar),
                name=f"agreed action {one.number}",
                kind=NoticeKind.ACTION_DUE,
                to=(one.owner, *looks_after, OFFICER),
                says=f"Agreed action {one.number} is due {says_day(one.due_on)}.",
                asked="Please say when it is done.",
            )


def _tasks(dispute: "Dispute") -> Iterator[Line]:
    """Tasks of the stage, or outlasting another, on the day they are due."""
    if dispute.is_held or dispute.visit is None:
        return
    for task in tasks_now(dispute):
        if task.due_at is not None:
            due = london(task.due_at)
            yield Line(
                at=task.due_at,
                name=f"visit {task.visit}, task {task.key}, {due}",
                kind=NoticeKind.OVERDUE,
                to=(task.by,),
                says=f"It was due {due}: {task.says}",
                asked="Please see to it, and say when it is done.",
                by_when=task.due_at,
            )


def _beside(dispute: "Dispute") -> Iterator[Line]:
    """Steps beside the stages that are still open when their time is over."""
    for key, one in dispute.side_steps.items():
        due = due_of(dispute, one)
        if due is not None:
            yield Line(
                at=due,
                name=f"side step {key} since {one.opened_at.isoformat()}, {london(due)}",
                kind=NoticeKind.OVERDUE,
                to=(one.by,),
                says=f"{one.step.title}: it was due {london(due)}, and is not ended.",
                asked="Please see to it, and say what came of it.",
                by_when=due,
            )


def _officer_again(dispute: "Dispute") -> Iterator[Line]:
    """The officer, and who else has to be satisfied, until they have said so."""
    visit = dispute.visit
    if visit is None or not _waits_for_a_decision(dispute, visit):
        return
    decide = tuple(visit.asked_to_decide) or (OFFICER,)
    since = visit.awaiting_officer_since or visit.began_at
    name = f"visit {visit.number}, officer again since {since.isoformat()}"
    asked = [at for key, at in dispute.diary_written.items() if key.startswith(name)]
    every = dispute.procedure.asked_again_every(dispute.ladder)
    limit = every.limit(dispute.procedure.timing.counting)
    others = [dispute.procedure.title_of(post) for post in decide if post != OFFICER]
    named = f" Still to say whether they are satisfied: {listed(others)}."
    yield Line(
        at=due_at(limit, max(asked, default=since), dispute.calendar),
        name=f"{name}, asked {len(asked)} times before",
        kind=NoticeKind.DECIDE,
        to=(*decide, OFFICER, dispute.officers_manager) if asked else decide,
        says=f"{visit.stage.title}: it has waited since {london(since)}."
        + (named if others else ""),
        asked=(
            handing_over.asks(dispute, visit.taken_over_by)
            if visit.taken_over_by
            else "Please decide, take it to another stage, or close it."
        ),
        again=name,
        decide=decide,
        raiser=whoever_raised_it(dispute),
    )


def _waits_for_a_decision(dispute: "Dispute", visit: "Visit") -> bool:
    if dispute.standing is Standing.AWAITING_RESPONSE:
        return dispute.due() is None or bool(visit.asked_to_decide)
    return dispute.standing is Standing.AWAITING_OFFICER
