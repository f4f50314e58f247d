"""A question to the calendar in words: read it, and say everything wrong with it at once.

The words are the columns of a batch file, and the options of `due` say the same.

    start           2026-03-30T10:00, London time unless it bears an offset
    amount          5
    unit            working_days, working_hours, elapsed_hours or calendar_days
    rule            next_day, deemed, inclusive for working days; open_time for working
                    hours; absolute for elapsed hours; no_roll, roll_forward for
                    calendar days; empty is the first of these
    office_hours    Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45
    closure_days    2026-12-29 2026-12-30; these are not counted
    bank_holidays   official or none, then -DATE for one that is none after all, +DATE
                    for one more
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from domain.calendar import (
    LONDON,
    BankHoliday,
    Closure,
    OfficeHours,
    WorkingCalendar,
    says_day,
)
from domain.errors import CalendarError
from domain.limits import LONGEST, Counting, Limit, Roll, Unit

REQUIRED = ("start", "amount", "unit")
OPTIONAL = ("rule", "office_hours", "closure_days", "bank_holidays")

_PLAIN = (Counting.NEXT_DAY, Roll.NONE)
RULES = {
    Unit.WORKING_DAYS: {
        "next_day": _PLAIN,
        "deemed": (Counting.DEEMED, Roll.NONE),
        "inclusive": (Counting.INCLUSIVE, Roll.NONE),
    },
    Unit.WORKING_HOURS: {"open_time": _PLAIN},
    Unit.ELAPSED_HOURS: {"absolute": _PLAIN},
    Unit.CALENDAR_DAYS: {
        "no_roll": _PLAIN,
        "roll_forward": (Counting.NEXT_DAY, Roll.FORWARD),
    },
}
"""What may be counted how; the first rule of a unit is taken where none is named."""

_OFFICIAL, _NO_LIST = "official", "none"
_SEVERAL_CALENDARS = 512
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Question:
    """When is this due?

    Attributes:
        limit: How long, and by which rule.
        started_at: Aware.
        calendar: Which days are worked.
        bank_holidays_of: Version of the calendar whose bank holidays count; None where
            none do.
    """

    limit: Limit
    started_at: datetime
    calendar: WorkingCalendar
    bank_holidays_of: str | None = None


class Asking:
    """Reads questions that differ in their words but share one official list."""

    def __init__(self, official: WorkingCalendar) -> None:
        """Read questions against the list of bank holidays in `official`."""
        self._official = official
        self._calendar = lru_cache(maxsize=_SEVERAL_CALENDARS)(self._make_calendar)

    def read(
        self, words: Mapping[str, str], names: Mapping[str, str] | None = None
    ) -> Question:
        """Return the question that `words` ask.

        Args:
            words: Under the names in this module's list; a missing one is empty.
            names: What the asker calls them, where that differs: `{"start": "--from"}`.

        Raises:
            CalendarError: Everything wrong with it, a line each.
        """
        faults: list[str] = []
        said = {name: (words.get(name) or "").strip() for name in REQUIRED + OPTIONAL}
        called = {name: name for name in said} | dict(names or {})
        started_at = _start(called["start"], said["start"], faults)
        limit = _limit(said, called, faults)
        calendar = self._known_calendar(said, called, faults)
        if faults or started_at is None or limit is None or calendar is None:
            raise CalendarError("\n".join(faults))
        on_the_list = not said["bank_holidays"].startswith(_NO_LIST)
        version = self._official.version if on_the_list else None
        return Question(limit, started_at, calendar, version)

    def _known_calendar(
        self, said: Mapping[str, str], called: Mapping[str, str], faults: list[str]
    ) -> WorkingCalendar | None:
        kept: list[str] = []
        try:
            OfficeHours.parse(said["office_hours"] or OfficeHours().root)
        except ValueError as error:
            kept += [f"{called['office_hours']}: {line}" for line in _lines(error)]
        closed = _dates(called["closure_days"], said["closure_days"], kept)
        days = _bank_holidays(called["bank_holidays"], said["bank_holidays"], kept)
        faults += kept
        if kept:
            return None
        return self._calendar(said["office_hours"], frozenset(closed), days)

    def _make_calendar(
        self, office_hours: str, closed: frozenset[date], days: "_Days"
    ) -> WorkingCalendar:
        listed: dict[date, BankHoliday] = {}
        # A calendar without bank holidays knows every day there is.
        first, published, last = date.min, date.max, date.max
        if days.official:
            official = self._official
            none_after_all = set(official.working_after_all)
            listed = {
                one.on: one
                for one in official.bank_holidays
                if one.on not in none_after_all
            }
            first, last = official.covered_from, official.covered_until
            published = official.official_until
        for day in days.more - listed.keys():
            listed[day] = BankHoliday(on=day, title="bank holiday")
        return WorkingCalendar(
            bank_holidays=tuple(listed.values()),
            closures=tuple(Closure(on=day, reason="closure day") for day in closed),
            working_after_all=tuple(days.fewer),
            office_hours=OfficeHours.parse(office_hours or OfficeHours().root),
            covered_from=first,
            official_until=published,
            covered_until=last,
        )


@dataclass(frozen=True)
class _Days:
    official: bool
    more: frozenset[date]
    fewer: frozenset[date]


def _lines(error: ValueError) -> list[str]:
    return str(error).splitlines()


def _start(name: str, text: str, faults: list[str]) -> datetime | None:
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        faults.append(
            f"{name}: is {text!r}, no time; write 2026-03-30T10:00, London time, or with"
            " an offset 2026-03-30T10:00+01:00."
        )
        return None
    if start.year not in _YEARS:
        faults.append(
            f"{name}: is in the year {start.year}; write one from {_YEARS.start} to"
            f" {_YEARS.stop - 1}."
        )
        return None
    return start if start.tzinfo else start.replace(tzinfo=LONDON)


def _limit(
    said: Mapping[str, str], called: Mapping[str, str], faults: list[str]
) -> Limit | None:
    amount = _amount(called["amount"], said["amount"], faults)
    units = [unit.value for unit in Unit]
    if said["unit"] not in units:
        faults.append(
            f"{called['unit']}: is {said['unit']!r}; write {_or(units)}. Days or hours"
            " alone may mean either."
        )
        return None
    unit = Unit(said["unit"])
    rules = RULES[unit]
    rule = said["rule"] or next(iter(rules))
    if rule not in rules:
        faults.append(
            f"{called['rule']}: is {rule!r}; for {unit.value} write {_or(list(rules))}."
        )
        return None
    if amount is None:
        return None
    counting, roll = rules[rule]
    return Limit(
        amount=amount, unit=unit, counting=counting, roll=roll, skip_closures=True
    )


def _amount(name: str, text: str, faults: list[str]) -> int | None:
    if re.fullmatch(r"[0-9]{1,6}", text) and 1 <= int(text) <= LONGEST:
        return int(text)
    faults.append(
        f"{name}: is {text!r}; write a whole number from 1 to {LONGEST}, such as 5."
    )
    return None


def _dates(name: str, text: str, faults: list[str]) -> list[date]:
    dates = []
    for part in re.split(r"[\s,;]+", text):
        day = _date(name, part, faults) if part else None
        if day is not None:
            dates.append(day)
    return dates


def _date(name: str, text: str, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(f"{name}: {text!r} is no date; write it as 2026-12-29.")
        return None


def _bank_holidays(name: str, text: str, faults: list[str]) -> _Days:
    basis, *changes = text.split() or [_OFFICIAL]
    if basis not in (_OFFICIAL, _NO_LIST):
        faults.append(
            f"{name}: begins with {basis!r}; write official or none, then perhaps"
            " -2026-05-04 for a day that is none after all, +2026-05-08 for one more."
        )
        return _Days(official=True, more=frozenset(), fewer=frozenset())
    days: dict[str, set[date]] = {"+": set(), "-": set()}
    for change in changes:
        sign, rest = change[0], change[1:]
        if sign not in days:
            faults.append(
                f"{name}: {change!r} bears no sign; write +{change} to add that day,"
                f" -{change} to take it away."
            )
            continue
        day = _date(name, rest, faults)
        if day is not None:
            days[sign].add(day)
    faults += [
        f"{name}: {says_day(day)} is both added and taken away; write one of them."
        for day in sorted(days["+"] & days["-"])
    ]
    more, fewer = frozenset(days["+"]), frozenset(days["-"])
    return _Days(official=basis == _OFFICIAL, more=more, fewer=fewer)


def _or(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
