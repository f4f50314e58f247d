"""Which calendar is meant: by its version or its name, in a list file, or in force."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.calendar import WorkingCalendar
    from settings import Settings

SHIPPED = "shipped"
"""Names the calendar that a worker uses before any is imported."""


@dataclass(frozen=True)
class Choice:
    """A calendar, and how it came to be the one that is used.

    Attributes:
        calendar: Whole.
        says: Which it is, in words, without a full stop.
        is_shipped: True for the one that comes with the program.
    """

    calendar: "WorkingCalendar"
    says: str
    is_shipped: bool = False


def calendar_named(settings: "Settings", name: str) -> "WorkingCalendar":
    """Return the calendar that `name` means; a list file as importing would make it.

    Raises:
        CalendarError: There is none, or the file may not be imported.
    """
    from calendars.importing import completed
    from calendars.reader import read_calendar
    from calendars.versions import CURRENT, Versions

    if name == CURRENT:
        return in_force(settings).calendar
    if name == SHIPPED:
        return read_calendar(settings.calendar_file, settings.closures_file)
    path = Path(name)
    if path.is_file():
        listed = read_calendar(path, settings.closures_file)
        return completed(listed, in_force(settings).calendar)
    return Versions(settings.calendars_folder).calendar(name)


def in_force(settings: "Settings") -> Choice:
    """Return the calendar that a dispute raised now would be given.

    Raises:
        CalendarError: It cannot be read.
    """
    from calendars.reader import read_calendar
    from calendars.versions import Versions
    from domain.calendar import london

    newer = Versions(settings.calendars_folder).current()
    if newer is not None:
        version, since = newer.calendar.version, london(newer.since)
        return Choice(newer.calendar, f"calendar {version}, in force since {since}")
    listed = read_calendar(settings.calendar_file, settings.closures_file)
    file = settings.calendar_file
    whence = f"from {file.name}" if file else "as it comes with the program"
    says = f"calendar {listed.version}, {whence}"
    return Choice(listed, says, is_shipped=file is None)


def from_files(
    settings: "Settings", listed: Path | None, closures: Path | None
) -> Choice:
    """Return the calendar in force, or what these files put in its place.

    Args:
        settings: Say which calendar is in force.
        listed: List of bank holidays; None: those in force.
        closures: Closure days; None: those in force, or none beside a list of its own.

    Raises:
        CalendarError: Everything wrong with a file, a line each.
    """
    from calendars.reader import read_calendar, read_closures

    if listed is not None:
        calendar = read_calendar(listed, closures)
        return Choice(calendar, f"calendar {calendar.version}, from {listed.name}")
    found = in_force(settings)
    if closures is None:
        return found
    changes = {"closures": read_closures(closures)}
    calendar = found.calendar.model_copy(update=changes)
    return Choice(calendar, f"{found.says}, with the closures of {closures.name}")
