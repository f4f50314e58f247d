"""Opening a dispute: whether it may be raised as written, and where it starts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.calendar import WorkingCalendar, london
from domain.errors import RaiseRefused
from domain.messages import RaiseDispute
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, Stage
from domain.record import Written

OTHER_ISSUE = "other"
EARLIEST_RAISING = timedelta(days=366)


class Basis(Written):
    """What a dispute is opened with, looked up once and kept in its history.

    Attributes:
        procedure: The version in force when it was raised.
        calendar: As it was known then.
        require_encrypted: True: what comes plain is refused and recorded.
        allow_rehearsals: False in production.
    """

    procedure: Procedure
    calendar: WorkingCalendar
    require_encrypted: bool = False
    allow_rehearsals: bool = True


_SHARED: dict[str, Procedure] = {}


def shared(basis: Basis) -> Basis:
    """Return the same basis with the one copy of its procedure that is kept here.

    A procedure is never changed, so that all open disputes of a worker may share it; a
    copy for each would be most of what a dispute keeps in memory.
    """
    kept = _SHARED.setdefault(basis.procedure.fingerprint, basis.procedure)
    return basis.model_copy(update={"procedure": kept})


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
    usual = procedure.officers[request.raised_by.role].usually_starts_at
    preferred = ladder.stage(usual) if usual is not None else None
    fit = (
        stage
        for stage in ladder.stages
        if not stage.optional and not set(stage.not_for) & set(request.concerns)
    )
    return preferred or next(fit, ladder.stages[0])


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
    for concern in request.concerns:
        if concern not in procedure.concerns:
            yield (
                f"concerns: {concern!r} is not a concern here; write one of"
                f" {', '.join(procedure.concerns) or 'none at all'}."
            )


def _start_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    if request.ladder is not None and procedure.ladder(request.ladder) is None:
        names = ", ".join(one.name for one in procedure.ladders)
        yield f"ladder: there is no {request.ladder!r}; write one of {names}."
    ladder = chosen_ladder(request, procedure)
    numbers = [stage.number for stage in ladder.stages]
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
    if stage.number != numbers[0] and request.start_because is None:
        yield (
            f"start_because: is missing; say why it starts at {stage.title} and passes"
            " over what is below it."
        )


def _limit_faults(request: RaiseDispute, procedure: Procedure) -> Iterator[str]:
    ladder = chosen_ladder(request, procedure)
    for number, chosen in request.respond_within_working_days.items():
        stage = ladder.stage(number)
        bounds = stage.respond.officer_chooses if stage and stage.respond else None
        if bounds is None:
            yield (
                f"respond_within_working_days: at stage {number} the procedure sets"
                " the limit itself; leave it out."
            )
            continue
        least, most = bounds.least, bounds.most
        if least is not None and chosen < least.amount:
            yield f"respond_within_working_days: at least {least.says()}."
        if most is not None and chosen > most.amount:
            yield f"respond_within_working_days: at most {most.says()}."


def _time_faults(request: RaiseDispute, at: datetime) -> Iterator[str]:
    raised_at = request.raised_at
    if raised_at is None:
        return
    if raised_at > at + timedelta(minutes=5):
        yield (
            f"raised_at: {london(raised_at)} is in the future; it is now {london(at)}."
            " Leave it out to raise the dispute now."
        )
    if raised_at < at - EARLIEST_RAISING:
        yield (
            f"raised_at: {london(raised_at)} is more than a year ago; raise it with"
            " today's date and tell the history in `tried`."
        )
    if raised_at < at - timedelta(days=1) and request.entered_late_because is None:
        yield (
            f"entered_late_because: is missing; {london(raised_at)} is in the past, so"
            " say why it is entered only now. Stage limits run from when the manager"
            " is told, never from before."
        )
