"""Another calendar of working days comes into force."""

from domain.calendar import WorkingCalendar
from domain.messages.said import Message, Reference, Text


class ChangeCalendar(Message):
    """An operator brings another calendar of working days into force.

    Attributes:
        calendar: Its bank holidays and closures. Office hours are the procedure's, so
            those in it are passed over.
        version: Names what is in it, as `disputes calendar versions` shows it; a
            dispute that has it already changes nothing.
        because: Why it changed.
    """

    kind = "change_calendar"
    describes = "Another calendar of working days comes into force."

    calendar: WorkingCalendar
    version: Reference
    because: Text
