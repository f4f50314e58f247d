"""What a stage asks in this very dispute: of whom, for how long, from when.

The procedure says it for every dispute; the issue type and what the officer set may say
it for this one.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from domain.calendar import due_at
from domain.errors import BeyondCoverage
from domain.ledger import Ledger
from domain.ledger_events import CalendarChanged
from domain.limits import Limit
from domain.messages import RaiseDispute
from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.matters import IssueType
from domain.procedure.people import Needed
from domain.procedure.time import Bounds, ClockStart, Span

if TYPE_CHECKING:
    from domain.dispute import Dispute


def issues_of(request: RaiseDispute, procedure: Procedure) -> Iterator[IssueType]:
    """The issue types that the dispute is about; `other` is none."""
    for theme in request.themes:
        issue = procedure.issue(theme)
        if issue is not None:
            yield issue


def asked_at(dispute: "Dispute") -> tuple[str, ...]:
    """Posts asked at the present stage: its own, or those of the issue where it starts.

    An issue type names who answers at the level where it starts (Hull, Appendix 1), or,
    where it names no level, wherever the dispute starts; after that, the stage's own
    posts do.
    """
    visit = dispute.visit
    if visit is None or visit.stage.responders is None:
        return ()
    named = [post for issue in _starting_here(dispute) for post in issue.responders]
    return tuple(dict.fromkeys(named)) or visit.stage.responders.posts


def needed_at(dispute: "Dispute") -> Needed:
    """Whether any one of those asked answers for all, or all must."""
    visit = dispute.visit
    if visit is None or visit.stage.responders is None:
        return Needed.ANY
    named = [issue for issue in _starting_here(dispute) if issue.responders]
    if named:
        every = any(issue.needed is Needed.ALL for issue in named)
        return Needed.ALL if every else Needed.ANY
    return visit.stage.responders.needed


def lead_at(dispute: "Dispute") -> str | None:
    """The post whose collated answer stands for all who must answer, if there is one."""
    visit = dispute.visit
    rule = visit.stage.responders if visit else None
    lead = rule.lead if rule else None
    several = len(asked_at(dispute)) > 1 and needed_at(dispute) is Needed.ALL
    return lead if several and lead in asked_at(dispute) else None


def limit_at(
    dispute: "Dispute", stage: Stage, at: datetime, chosen: int | None
) -> Limit | None:
    """How long there is at `stage`; None: no limit.

    Args:
        dispute: Which dispute.
        stage: The stage that begins.
        at: When it begins, aware UTC.
        chosen: Working days that the officer set when calling for it, if so.
    """
    within = stage.respond
    if within is None:
        return None
    counting = dispute.procedure.timing.counting
    if within.fixed is not None:
        return within.fixed.limit(counting)
    bounds = within.officer_chooses
    if bounds is None:  # it is the issue type that says it
        return _shortest(dispute, at)
    set_before = dispute.request.respond_within_working_days.get(stage.number)
    here = _chosen_here(dispute, stage)
    days = chosen or here or set_before or _as_before(dispute, bounds)
    span = Span(working_days=days) if days else bounds.usual
    return span.limit(counting) if span else None


def _chosen_here(dispute: "Dispute", stage: Stage) -> int | None:
    """The limit that the officer set for this stage when it was last called for."""
    visits = (one for one in reversed(dispute.left) if one.stage == stage)
    return next((one.chosen_working_days for one in visits), None)


def _as_before(dispute: "Dispute", bounds: Bounds) -> int | None:
    """The limit that the officer set last, where it holds on; at most what may be set."""
    days = dispute.days_set_last if bounds.as_before else None
    most = bounds.most.working_days if bounds.most else None
    return min(days, most) if days and most else days


def clock_starts_at(dispute: "Dispute", stage: Stage, at: datetime) -> datetime:
    """When a clock of its own of `stage`, which begins at `at`, starts.

    Everywhere it starts when those asked are told, which is when the stage begins; only
    where it runs from the meeting does it start at the last moment for that.
    """
    if stage.clock_starts is ClockStart.MEETING_HELD:
        return last_moment_to_meet(dispute, stage, at) or at
    return at


def on_shared_clock(dispute: "Dispute", own: Ledger, at: datetime) -> Ledger:
    """Return the clock by which a stage is counted that shares one with others.

    It started when the ladder was taken, and keeps what holds and extensions gave it at
    the stages before. One that has run out starts anew: no stage begins after its end.

    Args:
        dispute: Which dispute.
        own: A clock with the limit of the stage, which starts with it.
        at: When the stage begins, aware UTC.
    """
    before = dispute.shared_clock
    events = before.events if before else ()
    moved = tuple(one for one in events if not isinstance(one, CalendarChanged))
    since = before.started_at if before else dispute.on_ladder_since
    shared = own.model_copy(update={"started_at": since, "events": moved})
    with suppress(BeyondCoverage):  # a calendar without the days of the clock before
        if shared.would_be_due() > at:
            return shared
    return own


def last_moment_to_meet(
    dispute: "Dispute", stage: Stage, at: datetime
) -> datetime | None:
    """Until when the meeting of `stage`, begun at `at`, may be held; None: no limit."""
    within = stage.meeting.within if stage.meeting else None
    span = within.fixed if within else None
    return _counted(dispute, span, at) if span else None


def due_if_known(
    dispute: "Dispute", span: Span | None, since: datetime
) -> datetime | None:
    """By when something is due that has so much time from `since`; None: no date to tell.

    Nobody is told a date that no calendar knows.
    """
    with suppress(BeyondCoverage):
        return _counted(dispute, span, since) if span else None
    return None


def _counted(dispute: "Dispute", span: Span, since: datetime) -> datetime:
    limit = span.limit(dispute.procedure.timing.counting)
    return due_at(limit, since, dispute.calendar)


def _starting_here(dispute: "Dispute") -> list[IssueType]:
    visit = dispute.visit
    if visit is None or visit.number != 1:
        return []
    here = visit.stage.number
    issues = issues_of(dispute.request, dispute.procedure)
    return [
        one
        for one in issues
        if one.start_stage is None or here in (one.start_stage, one.or_stage)
    ]


def _shortest(dispute: "Dispute", at: datetime) -> Limit | None:
    """The limit of the issue types that runs out first, as the officer picked it."""
    counting = dispute.procedure.timing.counting
    picked = dispute.request.issue_within
    if picked is not None:
        return picked.limit(counting)
    issues = issues_of(dispute.request, dispute.procedure)
    limits = [one.within.limit(counting) for one in issues if one.within]
    return min(limits, key=lambda one: due_at(one, at, dispute.calendar), default=None)


def chosen_limit_faults(stage: Stage, chosen: int | None) -> Iterator[str]:
    """Yield why the officer may not give so many working days at that stage."""
    if chosen is None:
        return
    bounds = stage.respond.officer_chooses if stage.respond else None
    if bounds is None:
        yield (
            "respond_within_working_days: the officer sets no limit at"
            f" stage {stage.number}; leave it out."
        )
    elif bounds.most is not None and chosen > bounds.most.amount:
        yield f"respond_within_working_days: at most {bounds.most.says()}."
    elif bounds.least is not None and chosen < bounds.least.amount:
        yield f"respond_within_working_days: at least {bounds.least.says()}."
