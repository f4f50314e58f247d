"""Opening a dispute: whether it may be raised as written, and where it starts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from domain.calendar import (
    WorkingCalendar,
    london,
    london_day,
    one_copy,
    says_day,
)
from domain.errors import RaiseRefused
from domain.limits import Unit
from domain.messages import RaiseDispute
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, Stage
from domain.procedure.time import Span
from domain.record import Written
from domain.stage_rules import chosen_limit_faults, issues_of

OTHER_ISSUE = "other"
EARLIEST_RAISING = timedelta(days=366)
CALENDAR_AHEAD = timedelta(days=92)
"""How far a calendar must reach beyond the raising: the usual length of a dispute."""


class Newer(Written):
    """A calendar that came into force after a dispute was opened.

    Attributes:
        calendar: Its days, under its version.
        since: When it came into force, aware UTC.
    """

    calendar: WorkingCalendar
    since: AwareDatetime


class Basis(Written):
    """What a dispute is opened with, looked up once and kept in its history.

    Attributes:
        procedure: The version in force when it was raised.
        calendar: As it was known then.
        require_encrypted: True: what comes plain is refused and recorded.
        allow_rehearsals: False in production.
        mail_at_any_hour: True: nothing waits for the morning, except in a rehearsal.
    """

    procedure: Procedure
    calendar: WorkingCalendar
    require_encrypted: bool = False
    allow_rehearsals: bool = True
    mail_at_any_hour: bool = False


_SHARED: dict[str, Procedure] = {}


def shared(basis: Basis) -> Basis:
    """Return the same basis with the one copy that is kept here of what it holds.

    Procedures and calendars are never changed, so that all open disputes of a worker may
    share them; copies for each would be most of what a dispute keeps in memory.
    """
    kept = _SHARED.setdefault(basis.procedure.fingerprint, basis.procedure)
    calendar = one_copy(basis.calendar)
    return basis.model_copy(update={"procedure": kept, "calendar": calendar})


def check_raise(request: RaiseDispute, basis: Basis, at: datetime) -> None:
    """Refuse a dispute that may not be raised as it was written.

    Raises:
        RaiseRefused: With every fault, each saying what to write instead.
    """
    faults = [
        *_officer_faults(request, basis.procedure),
        *_subject_faults(request, basis.procedure),
        *_start_faults(request, basis.procedure),
        *_limit_faults(request, basis.procedure),
        *_time_faults(request, at),
        *_calendar_faults(basis.calendar, at),
    ]
    if request.rehearsal and not basis.allow_rehearsals:
        faults.append("rehearsal: rehearsals are switched off here; take it away.")
    if faults:
        raise RaiseRefused(faults)


def chosen_ladder(request: RaiseDispute, procedure: Procedure) -> Ladder:
    """Return the ladder named, or the first one made for such a dispute."""
    if request.ladder is not None and (named := procedure.ladder(request.ladder)):
        return named
    made_for = (one for one in procedure.ladders if _is_made_for(one, request))
    rest = next(one for one in procedure.ladders if one.chosen_for is None)
    return next(made_for, rest)


def first_stage(request: RaiseDispute, procedure: Procedure) -> Stage:
    """Return the stage a dispute starts at: the one named, or the usual one."""
    ladder = chosen_ladder(request, procedure)
    if request.start_stage is not None:
        named = ladder.stage(request.start_stage)
        if named is not None:
            return named
    fit = [
        stage
        for stage in ladder.stages
        if not stage.optional and not set(stage.not_for) & set(request.concerns)
    ]
    role = procedure.officers.get(request.raised_by.role)
    usual = role.usually_starts_at if role else None
    levels = [one.start_stage for one in issues_of(request, procedure)]
    for number in (
        max((one for one in levels if one is not None), default=None),
        usual,
    ):
        preferred = next((stage for stage in fit if stage.number == number), None)
        if preferred is not None:
            return preferred
    return fit[0] if fit else ladder.stages[-1]


def wrong_way_round(procedure: Procedure, ladder: Ladder, role: str) -> bool:
    """True where a dispute that `role` raises cannot be taken along this ladder.

    On a ladder in reverse it is the officer who answers: an officer's own dispute has no
    place there, and what is raised about an officer has its place nowhere else.
    """
    raisers = {
        raiser
        for one in procedure.ladders
        if one.reverse and one.chosen_for
        for raiser in one.chosen_for.officers
    }
    return ladder.reverse is not (role in raisers)


def _is_made_for(ladder: Ladder, request: RaiseDispute) -> bool:
    wanted = ladder.chosen_for
    if wanted is None:
        return False
    pairs = (
        (wanted.officers, (request.raised_by.role,)),
        (wanted.children, (request.child.kind,)),
        (wanted.issue_types, request.themes),
        (wanted.severities, request.concerns),
    )
    given = [(names, have) for names, have in pairs if names]
    return bool(given) and all(set(names) & set(have) for names, have in given)


def _officer_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    roles = procedure.officers
    if request.authority != procedure.authority:
        yield (
            f"procedure: {procedure.name} belongs to {procedure.authority}, not to"
            f" {request.authority}; name one of its own, or none."
        )
    if request.child.kind not in procedure.children:
        yield (
            f"child.kind: {request.child.kind!r} is not a kind of child here; write"
            f" one of {', '.join(procedure.children)}."
        )
    if request.raised_by.role not in roles:
        yield (
            f"raised_by.role: {request.raised_by.role!r} may not raise a dispute here;"
            f" write one of {', '.join(roles)}."
        )
    elif (
        request.child.kind in procedure.children
        and request.child.kind not in roles[request.raised_by.role].children
    ):
        yield (
            f"raised_by.role: {roles[request.raised_by.role].title} acts for"
            f" {', '.join(roles[request.raised_by.role].children)}; for"
            f" {request.child.kind} name another role."
        )


def _subject_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    known = [issue.key for issue in procedure.issues()]
    if procedure.other_issue_allowed:
        known.append(OTHER_ISSUE)
    for theme in request.themes:
        if theme not in known:
            yield (
                f"themes: {theme!r} is not an issue type here; write one of"
                f" {', '.join(known)}."
            )
    concerns = ", ".join(procedure.concerns)
    advice = f"write one of {concerns}" if concerns else "leave it out"
    for concern in request.concerns:
        if concern not in procedure.concerns:
            yield f"concerns: {concern!r} is not a concern here; {advice}."


def _start_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    if request.ladder is not None and procedure.ladder(request.ladder) is None:
        names = ", ".join(one.name for one in procedure.ladders)
        yield f"ladder: there is no {request.ladder!r}; write one of {names}."
    ladder = chosen_ladder(request, procedure)
    numbers = [stage.number for stage in ladder.stages]
    if wrong_way_round(procedure, ladder, request.raised_by.role):
        yield (
            f"ladder: {ladder.name} is not for what {request.raised_by.role} raises;"
            " leave it out, and the right one is taken."
        )
    if request.start_stage is None:
        return
    stage = ladder.stage(request.start_stage)
    if stage is None:
        yield (
            f"start_stage: there is no stage {request.start_stage}; write one of"
            f" {', '.join(map(str, numbers))}."
        )
        return
    forbidden = [procedure.concerns[c] for c in stage.not_for if c in request.concerns]
    if forbidden:
        yield (
            f"start_stage: {stage.title} is not to be used where there is"
            f" {' or '.join(forbidden)}; start at a later stage ({stage.source})."
        )
    usual = first_stage(request.model_copy(update={"start_stage": None}), procedure)
    expected = (numbers[0], usual.number)
    if stage.number not in expected and request.start_because is None:
        yield (
            f"start_because: is missing; say why it starts at {stage.title} and passes"
            " over what is below it."
        )


def _limit_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    ladder = chosen_ladder(request, procedure)
    yield from _range_faults(request, procedure)
    yield from _missing_limit(request, procedure, ladder)
    for number, chosen in request.respond_within_working_days.items():
        stage = ladder.stage(number)
        if stage is None:
            yield f"respond_within_working_days: there is no stage {number}; leave it out."
        else:
            yield from chosen_limit_faults(stage, chosen)


def _missing_limit(
    request: RaiseDispute, procedure: Procedure, ladder: Ladder
) -> Iterator[str]:
    start = request.start_stage
    stage = (
        ladder.stage(start) if start is not None else first_stage(request, procedure)
    )
    open_limit = stage.respond.officer_chooses if stage and stage.respond else None
    chosen_here = stage and stage.number in request.respond_within_working_days
    if stage and open_limit and open_limit.usual is None and not chosen_here:
        most = f", at most {open_limit.most.says()}" if open_limit.most else ""
        yield (
            f"respond_within_working_days: is missing for stage {stage.number}; the"
            f" officer sets that limit{most}."
        )


def _range_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    picked = request.issue_within
    if picked is None:
        return
    ranges = [
        (one.within, one.within_at_most)
        for one in issues_of(request, procedure)
        if one.within and one.within_at_most
    ]
    if not ranges:
        yield "issue_within: no issue type named gives a range; leave it out."
    for shortest, longest in ranges:
        if not rough_hours(shortest) <= rough_hours(picked) <= rough_hours(longest):
            yield f"issue_within: write {shortest.says()} to {longest.says()}."


def rough_hours(span: Span) -> int:
    """A length in hours, working days as whole days: good enough to compare bounds."""
    days = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
    return span.amount * (24 if span.unit in days else 1)


def _time_faults(request: RaiseDispute, at: datetime) -> Iterator[str]:
    raised_at = request.raised_at
    if raised_at is None:
        return
    if raised_at > at + timedelta(minutes=5):
        yield (
            f"raised_at: {raised_at.isoformat()} is in the future; it is {london(at)}."
            " Leave it out to raise the dispute now."
        )
    if raised_at < at - EARLIEST_RAISING:
        yield (
            f"raised_at: {raised_at.isoformat()} is over a year ago; raise it with"
            " today's date and tell the history in `tried`."
        )
    if raised_at < at - timedelta(days=1) and request.entered_late_because is None:
        yield (
            "entered_late_because: is missing; raised_at is in the past, so"
            " say why it is entered only now. Stage limits run from when the manager"
            " is told, never from before."
        )


def _calendar_faults(calendar: WorkingCalendar, at: datetime) -> Iterator[str]:
    today, first, last = london_day(at), calendar.covered_from, calendar.covered_until
    if today < first:
        yield (
            f"The calendar of bank holidays begins on {says_day(first)}, after the"
            " dispute is raised; load a list that begins earlier."
        )
    if today + CALENDAR_AHEAD > last:
        yield (
            f"The calendar of bank holidays ends on {says_day(last)}, too soon for a"
            " dispute raised now; load a newer list, and raise it again."
        )
