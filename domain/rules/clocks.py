"""More time, and a clock that is stopped: only as the procedure offers it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.calendar import at_london, due_at, london_day, says_day
from domain.calendar_moves import Move
from domain.errors import BeyondCoverage
from domain.ledger import Ledger
from domain.limits import Limit, Unit
from domain.messages import ExtendDeadline, PlaceOnHold, Resume
from domain.naming import who
from domain.notices import NoticeKind
from domain.procedure.time import Span
from domain.record import Standing
from domain.rules.dates import unreckonable
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import acted
from domain.visit import Held

if TYPE_CHECKING:
    from domain.dispute import Dispute

NINE_O_CLOCK = 9 * 60
"""In minutes after midnight."""


def _extend_faults(
    dispute: "Dispute", message: ExtendDeadline, at: datetime
) -> Iterator[str]:
    rule = dispute.procedure.extension
    if not rule.offered:
        yield (
            f"{dispute.procedure.title} offers no extension"
            f" ({rule.reading or rule.source or 'it names none'}). If the answer will"
            " do, decide with a follow-up date; otherwise let the limit pass."
        )
        return
    if dispute.due() is None:
        yield "No limit is running, so there is nothing to extend."
    if rule.at_most and message.working_days > rule.at_most.amount:
        yield f"At most {rule.at_most.says()} may be added at once."
    visit = dispute.visit
    if visit and rule.times is not None and visit.extensions >= rule.times:
        often = "once" if visit.extensions == 1 else f"{visit.extensions} times"
        yield f"This stage was extended {often}, which is all that is offered."
    if rule.needs_benefit_for_child and message.benefit_for_child is None:
        yield "benefit_for_child: is missing; say what the child gains by waiting."
    if rule.needs_further_enquiries and message.further_enquiries is None:
        yield "further_enquiries: is missing; say what is still to be found out."
    if visit and visit.clock:
        try:
            visit.clock.model_copy().extend(_more_time(visit.clock, message), at)
        except BeyondCoverage as error:
            yield str(error)


def _more_time(clock: Ledger, message: ExtendDeadline) -> Limit:
    """Days that count for the limit count for what is added to it."""
    return Limit(
        amount=message.working_days,
        unit=Unit.WORKING_DAYS,
        skip_closures=clock.limit.skip_closures,
        bank_holidays_stand=clock.limit.bank_holidays_stand,
    )


def _extend(dispute: "Dispute", message: ExtendDeadline, at: datetime) -> None:
    visit = dispute.visit
    if visit is None or visit.clock is None:
        dispute.write(at, "nothing-to-extend", "No limit was running.", message=message)
        return
    by = _more_time(visit.clock, message)
    was = visit.clock.would_be_due()
    try:
        visit.clock.extend(by, at)
    except BeyondCoverage as error:  # `check` has refused it; a replay must not fail
        dispute.write(at, "nothing-to-extend", str(error), message=message)
        return
    visit.extensions += 1
    now = visit.clock.would_be_due()
    says = f"The limit is extended by {by.says()}."
    moved = Move(of=visit.stage.title, was_due_at=was, due_at=now).says()
    dispute.write(at, "extended", f"{says} {moved}", message=message)
    telling.of_move(dispute, at, says)


def _hold_faults(
    dispute: "Dispute", message: PlaceOnHold, at: datetime
) -> Iterator[str]:
    rule = dispute.procedure.hold
    if not rule.offered:
        yield (
            f"{dispute.procedure.title} knows no hold"
            f" ({rule.reading or rule.source or 'it names none'}). Decide with a"
            " follow-up date instead."
        )
        return
    if dispute.visit is None:
        yield "No stage has begun yet; send it again in a moment."
    if dispute.is_held:
        yield "It is on hold already; resume it first."
    if dispute.standing is Standing.MONITORING:
        yield "What was agreed is being watched; its dates stand."
    today = london_day(at)
    if message.until <= today:
        yield f"until must be after today, {today.isoformat()}."
    elif rule.at_most and _reach(dispute, rule.at_most, at) < message.until:
        yield f"A hold may last at most {rule.at_most.says()}."
    yield from unreckonable(dispute, "until", message.until)


def _opening(dispute: "Dispute", day: date) -> datetime:
    """When the office opens on `day`; a day without hours opens as at nine."""
    spans = dispute.calendar.office_hours.week[day.weekday()]
    return at_london(day, spans[0][0] if spans else NINE_O_CLOCK)


def _reach(dispute: "Dispute", span: Span, at: datetime) -> date:
    limit = span.limit(dispute.procedure.timing.counting)
    return london_day(due_at(limit, at, dispute.calendar))


def _hold(dispute: "Dispute", message: PlaceOnHold, at: datetime) -> None:
    if dispute.is_held or dispute.visit is None:
        dispute.write(at, "nothing-to-hold", "No clock was running.", message=message)
        return
    until = _opening(dispute, message.until)
    dispute.hold(Held(until=until, before=dispute.standing), at)
    says = f"On hold until {says_day(message.until)}."
    dispute.write(at, "placed-on-hold", says, message=message)
    telling.everybody(
        dispute, NoticeKind.ON_HOLD, says, at, but={acted(dispute, message.by)}
    )


def _resume_faults(dispute: "Dispute", message: Resume, at: datetime) -> Iterator[str]:
    if not dispute.is_held:
        yield "It is not on hold, so there is nothing to resume."


def _resume(dispute: "Dispute", message: Resume, at: datetime) -> None:
    if not dispute.is_held:
        dispute.write(at, "nothing-to-resume", "It was not on hold.", message=message)
        return
    ends_it = who(dispute, acted(dispute, message.by))
    says = f"{ends_it} ends the hold; the clock runs again."
    dispute.resume(at, says, message)
    telling.everybody(
        dispute, NoticeKind.RESUMED, says, at, but={acted(dispute, message.by)}
    )


RULES = (
    Rule(ExtendDeadline, SpokenBy.OFFICER, _extend_faults, _extend),
    Rule(PlaceOnHold, SpokenBy.OFFICER, _hold_faults, _hold),
    Rule(Resume, SpokenBy.OFFICER, _resume_faults, _resume),
)
