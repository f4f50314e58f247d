"""When mail goes that can wait: on working days, in the hours the procedure names.

The window moves no date. Whatever cannot wait is mailed at any hour; see `cannot_wait`.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.calendar import OfficeHours, WorkingCalendar, at_london, london_day
from domain.calendar.office_hours import Week
from domain.errors import BeyondCoverage
from domain.limits import Unit
from domain.messages import EscalationReason
from domain.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from domain.dispute import Dispute

ALARMS = frozenset(
    {NoticeKind.MESSAGE_REFUSED, NoticeKind.NOT_DELIVERED, NoticeKind.POST_VACANT}
)
"""What is told of a notice or a message rather than of the dispute: always at once."""

LOOKS_AHEAD_DAYS = 31
"""A window that does not open for so long is taken for a slip, and holds up nothing."""

_HOURS = frozenset({Unit.ELAPSED_HOURS, Unit.WORKING_HOURS})
_A_DAY = timedelta(days=1)


def opens_at(dispute: "Dispute", at: datetime) -> datetime:
    """Return when mail that can wait is sent next; `at` itself while it is being sent.

    A day on which the council is closed is a day off here, though limits may count it.
    Where the calendar ends, nothing waits.

    Args:
        dispute: Whose procedure and calendar.
        at: Now, aware UTC.
    """
    hours = dispute.procedure.timing.notices_sent
    if not hours or dispute.mail_at_any_hour:
        return at
    try:
        return _opening(_week(hours), dispute.calendar, at)
    except BeyondCoverage:
        return at


def cannot_wait(
    dispute: "Dispute", notice: Notice, at: datetime, opens: datetime
) -> bool:
    """True for what is mailed at any hour.

    It is urgent; or an alarm; or of a stage that presses; or its date, or the one that
    its reader believes, would come before mail is sent again, at `opens`.
    """
    return (
        notice.urgent
        or notice.kind in ALARMS
        or presses(dispute)
        or any(at < date <= opens for date in _dates(notice))
    )


def presses(dispute: "Dispute") -> bool:
    """True during a stage in which everything is urgent.

    Its limit is in hours, or it was called for because a child may not be safe.
    """
    visit = dispute.visit
    return visit is not None and (
        visit.reason is EscalationReason.SERIOUS_SAFEGUARDING
        or (visit.clock is not None and visit.clock.limit.unit in _HOURS)
    )


def _dates(notice: Notice) -> list[datetime]:
    dates = [notice.due_at, notice.was_due_at, notice.meets_at]
    if notice.kind is NoticeKind.OVERALL_WARNING:
        dates.append(notice.about.overall_due_at)
    return [date for date in dates if date is not None]


def _opening(week: Week, calendar: WorkingCalendar, at: datetime) -> datetime:
    day = london_day(at)
    for _ in range(LOOKS_AHEAD_DAYS):
        if calendar.is_working_day(day, skip_closures=True):
            for opens, closes in week[day.weekday()]:
                if at < at_london(day, closes):
                    return max(at, at_london(day, opens))
        day += _A_DAY
    return at


@lru_cache(maxsize=64)
def _week(hours: str) -> Week:
    return OfficeHours.parse(hours).week
