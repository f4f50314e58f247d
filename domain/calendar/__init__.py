"""Working days: which there are, when a limit runs out, and how that was reached.

Nothing here asks the time or reads a file. A calendar is handed in, and so is the
moment at which a clock starts.

    london.py        the clock on the wall, UTC and back
    office_hours.py  when the office is open
    days_off.py      bank holidays and closures
    days.py          WorkingCalendar: which days are worked, when they end
    day_count.py     counting them without walking
    due.py           when a limit runs out
    steps.py         one line for each day of the way
    trace.py         both together: a Reckoning
    lateness.py      how many working days late or early
"""

from domain.calendar.days import WorkingCalendar, one_copy
from domain.calendar.days_off import BankHoliday, Closure, Status
from domain.calendar.due import before_office_time, due_at, must_be_aware
from domain.calendar.lateness import days_late, working_days_between
from domain.calendar.london import (
    LONDON,
    at_london,
    due_day,
    london,
    london_closing,
    london_day,
    says_day,
)
from domain.calendar.office_hours import OfficeHours
from domain.calendar.steps import Step
from domain.calendar.trace import Reckoning, reckon

__all__ = [
    "LONDON",
    "BankHoliday",
    "Closure",
    "OfficeHours",
    "Reckoning",
    "Status",
    "Step",
    "WorkingCalendar",
    "at_london",
    "before_office_time",
    "days_late",
    "due_at",
    "due_day",
    "london",
    "london_closing",
    "london_day",
    "must_be_aware",
    "one_copy",
    "reckon",
    "says_day",
    "working_days_between",
]
