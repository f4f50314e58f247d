"""Another calendar of working days comes into force."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.calendar import WorkingCalendar
from domain.messages.said import Message, Text

VERSION = r"^[0-9A-Za-z][0-9A-Za-z._-]*$"


class ChangeCalendar(Message):
    """An operator brings another calendar of working days into force.

    Attributes:
        calendar: Its bank holidays and closures. Office hours are the procedure's, so
            those in it are passed over.
        version: Names what is in it; a dispute that has it already changes nothing.
        because: Why it changed.
    """

    kind = "change_calendar"
    describes = "Another calendar of working days comes into force."

    calendar: WorkingCalendar
    version: Annotated[
        str,
        StringConstraints(pattern=VERSION, max_length=64),
        Field(description="As `disputes calendar versions` shows it."),
    ]
    because: Text
