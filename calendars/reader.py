"""The one reader of calendar files: a list of bank holidays, and a council's closures.

Everything wrong with a file is said at once, each fault one sentence with its place.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.calendar import (
    BankHoliday,
    Closure,
    OfficeHours,
    Status,
    WorkingCalendar,
    says_day,
)
from domain.errors import CalendarError

ENGLAND_AND_WALES = Path(__file__).with_name("england-and-wales.json")
"""The list that comes with the program."""

_DIVISION = "england-and-wales"
_CLOSURE = "`- on: 2026-12-24` and `reason: Christmas closure`"


def read_calendar(
    path: Path | None = None,
    closures: Path | None = None,
    office_hours: OfficeHours | None = None,
) -> WorkingCalendar:
    """Read a working calendar.

    Args:
        path: List of bank holidays: one of ours, or the file that GOV.UK publishes, as
            downloaded. None means the one that comes with the program.
        closures: YAML file of the council's closure days, if it has one.
        office_hours: None means Monday to Friday, 09:00 to 17:00.

    Raises:
        CalendarError: Everything wrong with both files, a line each.
    """
    faults: list[str] = []
    path = path or ENGLAND_AND_WALES
    listed = _take(path, _read_json(path, faults), faults)
    closed = _closures(closures, faults) if closures else ()
    if faults or listed is None:
        raise CalendarError("\n".join(faults))
    holidays, (first, official_until, last) = listed
    return WorkingCalendar(
        bank_holidays=holidays,
        closures=closed,
        office_hours=office_hours or OfficeHours(),
        covered_from=first,
        official_until=official_until,
        covered_until=last,
    )


def read_closures(path: Path) -> tuple[Closure, ...]:
    """Read a council's closure days; README.md shows the form.

    Raises:
        CalendarError: Everything wrong with the file, a line each.
    """
    faults: list[str] = []
    closed = _closures(path, faults)
    if faults:
        raise CalendarError("\n".join(faults))
    return closed


def _text(path: Path, faults: list[str]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        faults.append(
            f"{path}: cannot be read, {error.strerror}; name a calendar file."
        )
    except UnicodeDecodeError:
        faults.append(f"{path}: is not UTF-8 text; save it as UTF-8.")
    return None


def _read_json(path: Path, faults: list[str]) -> Any:
    text = _text(path, faults)
    if text is None:
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        faults.append(f"{path}: line {error.lineno} is not JSON, {error.msg}.")
    return None


_Coverage = tuple[date, date, date]
"""First day, last published day, last day."""


def _take(
    path: Path, data: Any, faults: list[str]
) -> tuple[tuple[BankHoliday, ...], _Coverage] | None:
    if data is None:
        return None
    if isinstance(data, Mapping) and _DIVISION in data:
        data = data[_DIVISION]
    events = data.get("events") if isinstance(data, Mapping) else None
    if not isinstance(events, list) or not events:
        faults.append(
            f"{path}: has no list of `events`; use a file such as the one published at"
            " https://www.gov.uk/bank-holidays.json."
        )
        return None
    if data.get("division", _DIVISION) != _DIVISION:
        faults.append(
            f"{path}: division is {data['division']!r}; write {_DIVISION!r}, the only"
            " one whose working days the regulations use."
        )
    holidays = [
        day
        for number, event in enumerate(events)
        if (day := _holiday(f"{path}: events.{number}", event, faults)) is not None
    ]
    _find_twice(path, [day.on for day in holidays], faults)
    if len(holidays) < len(events):
        return None
    coverage = _coverage(path, data.get("coverage"), holidays, faults)
    if coverage is None:
        return None
    return tuple(holidays), coverage


def _holiday(place: str, event: Any, faults: list[str]) -> BankHoliday | None:
    if not isinstance(event, Mapping):
        faults.append(f"{place}: is {event!r}; write a date and a title.")
        return None
    on = _date(f"{place}.date", event.get("date"), faults)
    title = event.get("title")
    status = event.get("status", Status.OFFICIAL.value)
    known = [each.value for each in Status]
    if not isinstance(title, str) or not title:
        faults.append(f"{place}.title: is {title!r}; write its name, `Good Friday`.")
        return None
    if status not in known:
        faults.append(f"{place}.status: is {status!r}; write {' or '.join(known)}.")
        return None
    return BankHoliday(on=on, title=title, status=Status(status)) if on else None


def _coverage(
    path: Path, written: Any, holidays: list[BankHoliday], faults: list[str]
) -> _Coverage | None:
    """Return what the file says it covers; GOV.UK's own says nothing: whole years."""
    if written is None:
        days = [day.on for day in holidays]
        published = max(days)
        return date(min(days).year, 1, 1), published, date(published.year, 12, 31)
    if not isinstance(written, Mapping):
        faults.append(f"{path}: coverage: write `from`, `official_until` and `until`.")
        return None
    first, official, last = (
        _date(f"{path}: coverage.{name}", written.get(name), faults)
        for name in ("from", "official_until", "until")
    )
    if first is None or official is None or last is None:
        return None
    if not first <= official <= last:
        faults.append(
            f"{path}: coverage: {first}, {official}, {last} are not in order; write"
            " `from`, then `official_until`, then `until`."
        )
    faults.extend(
        f"{path}: {says_day(day.on)} is outside the coverage, {first} to {last};"
        " correct one of them."
        for day in holidays
        if not first <= day.on <= last
    )
    return first, official, last


def _closures(path: Path, faults: list[str]) -> tuple[Closure, ...]:
    text = _text(path, faults)
    if text is None:
        return ()
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(f"{path}: line {line} is not YAML, {error.problem}.")
        return ()
    except YAMLError as error:
        faults.append(f"{path}: is not YAML, {error}.")
        return ()
    entries = data["closures"] or [] if _is_closures(data) else None
    if not isinstance(entries, list):
        faults.append(f"{path}: write one key, `closures`, with entries {_CLOSURE}.")
        return ()
    closed = [
        day
        for number, entry in enumerate(entries)
        if (day := _closure(f"{path}: closures.{number}", entry, faults)) is not None
    ]
    _find_twice(path, [day.on for day in closed], faults)
    return tuple(closed)


def _is_closures(data: Any) -> bool:
    return isinstance(data, Mapping) and set(data) == {"closures"}


def _closure(place: str, entry: Any, faults: list[str]) -> Closure | None:
    if not isinstance(entry, Mapping) or set(entry) != {"on", "reason"}:
        faults.append(f"{place}: is {entry!r}; write {_CLOSURE}.")
        return None
    on = _date(f"{place}.on", entry["on"], faults)
    reason = entry["reason"]
    if not isinstance(reason, str) or not reason.strip():
        faults.append(f"{place}.reason: is {reason!r}; write why, `Christmas closure`.")
        return None
    return Closure(on=on, reason=reason.strip()) if on else None


def _date(place: str, written: Any, faults: list[str]) -> date | None:
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        faults.append(f"{place}: is {written!r}, no date; write it as 2026-12-24.")
        return None


def _find_twice(path: Path, days: list[date], faults: list[str]) -> None:
    seen: set[date] = set()
    for day in days:
        if day in seen:
            faults.append(f"{path}: {says_day(day)} is there twice; write it once.")
        seen.add(day)
