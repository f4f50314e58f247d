"""Office hours: when the office is open on each day of the week, by the wall clock.

Written as people write them: `Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45`.
A closing time of 24:00 is the midnight that ends the day.
"""

import re
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import Self

from pydantic import ConfigDict, RootModel, field_validator

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Span = tuple[int, int]
"""Opening and closing in minutes after midnight; open from the first, up to the last."""

Week = tuple[tuple[Span, ...], ...]
"""Seven tuples of spans in order, Monday first; an empty one is a day off."""

_FULL_NAMES = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_HOUR = 60
_MIDNIGHT = 24 * _HOUR
_EXAMPLE = "`Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45`"
_PART = re.compile(r"(?P<days>[A-Za-z][A-Za-z ,-]*?)\s+(?P<times>\d[\d:,\s-]*)")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


class OfficeHours(RootModel[str]):
    """When the office is open; travels as the text it was written in, made uniform.

    A weekday that is named is one on which the office works; the others are days off.
    Two texts that mean the same are equal: they are rewritten in one form.

    Raises:
        ValueError: Everything wrong with the text, one sentence each.
    """

    model_config = ConfigDict(frozen=True)

    root: str = "Mon-Fri 09:00-17:00"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read office hours from text; see the module for the form.

        Raises:
            ValueError: Everything wrong, one plain sentence each, a line apart.
        """
        return cls(_in_one_form(text))

    @field_validator("root")
    @classmethod
    def _uniform(cls, text: str) -> str:
        return _in_one_form(text)

    @cached_property
    def week(self) -> Week:
        """Opening spans of each day of the week, Monday first."""
        return _read(self.root)

    @cached_property
    def closings(self) -> tuple[int, ...]:
        """Closing time of each weekday, Monday first, minutes after midnight.

        A weekday without office hours closes when the nearest earlier one that has
        some does: under Monday-to-Friday hours, Saturday and Sunday close with Friday.
        """
        latest = next(spans[-1][1] for spans in reversed(self.week) if spans)
        closings = []
        for spans in self.week:
            latest = spans[-1][1] if spans else latest
            closings.append(latest)
        return tuple(closings)

    def __str__(self) -> str:
        """The hours in their uniform text."""
        return self.root


@lru_cache(maxsize=256)
def _read(text: str) -> Week:
    """Return the week that `text` describes.

    Raises:
        ValueError: Everything wrong, one plain sentence each, a line apart.
    """
    week: list[tuple[Span, ...]] = [()] * len(WEEKDAYS)
    faults: list[str] = []
    plain = re.sub(r"\s*[-\u2013]\s*", "-", text)
    for part in filter(None, (part.strip() for part in plain.split(";"))):
        found = _PART.fullmatch(part)
        if found is None:
            faults.append(f"Office hours {part!r} cannot be read; write {_EXAMPLE}.")
            continue
        spans = _spans(found["times"], faults)
        for weekday in _weekdays(found["days"], faults):
            if week[weekday]:
                faults.append(
                    f"Office hours name {WEEKDAYS[weekday]} twice; write its hours once,"
                    " as in `Fri 08:45-12:30,13:30-16:45`."
                )
            week[weekday] = spans
    if not any(week) and not faults:
        faults.append(f"Office hours name no day; write {_EXAMPLE}.")
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(week)


def _weekdays(text: str, faults: list[str]) -> list[int]:
    """Return the days of the week that `text` names, Monday being 0."""
    days: list[int] = []
    for part in text.split(","):
        ends = [_weekday(name.strip(), faults) for name in part.split("-")]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            continue
        if len(ends) > 2 or known[0] > known[-1]:  # noqa: PLR2004  (first and last)
            faults.append(
                f"Office hours {part.strip()!r} do not run forward through the week;"
                " write first and last day, as in `Mon-Fri`."
            )
            continue
        days.extend(range(known[0], known[-1] + 1))
    return days


def _weekday(name: str, faults: list[str]) -> int | None:
    for number, full in enumerate(_FULL_NAMES):
        if len(name) >= len("Mon") and full.startswith(name.lower()):
            return number
    faults.append(f"Office hours name {name!r}, no day; write {', '.join(WEEKDAYS)}.")
    return None


def _spans(text: str, faults: list[str]) -> tuple[Span, ...]:
    """Return the opening spans in `text`, in order, those that touch made one."""
    spans = sorted(
        span
        for part in text.split(",")
        if (span := _span(part.strip(), faults)) is not None
    )
    if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
        faults.append(
            f"Office hours {text.strip()!r} overlap; write each span after the last,"
            " as in `09:00-12:30,13:30-17:00`."
        )
    joined: list[Span] = []
    for opens, closes in spans:
        if joined and joined[-1][1] == opens:
            joined[-1] = (joined[-1][0], closes)
        else:
            joined.append((opens, closes))
    return tuple(joined)


def _span(text: str, faults: list[str]) -> Span | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        faults.append(f"Office hours {text!r} are no times; write `09:00-17:00`.")
        return None
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    opens, closes = from_hour * _HOUR + from_minute, to_hour * _HOUR + to_minute
    if max(from_minute, to_minute) >= _HOUR or closes > _MIDNIGHT:
        faults.append(
            f"Office hours {text!r} go past the clock; write 00:00 up to 24:00."
        )
        return None
    if closes <= opens:
        faults.append(
            f"Office hours {text!r} close before they open; write a night as two days,"
            " as in `Mon 22:00-24:00; Tue 00:00-06:00`."
        )
        return None
    return opens, closes


@lru_cache(maxsize=256)
def _in_one_form(text: str) -> str:
    """Return office hours in the one form in which they travel.

    Raises:
        ValueError: Everything wrong, one plain sentence each, a line apart.
    """
    week, parts = _read(text), []
    for spans, days in groupby(range(len(WEEKDAYS)), key=lambda day: week[day]):
        if spans:
            first, *others = days
            last = f"-{WEEKDAYS[others[-1]]}" if others else ""
            times = ",".join(f"{_clock(opens)}-{_clock(ends)}" for opens, ends in spans)
            parts.append(f"{WEEKDAYS[first]}{last} {times}")
    return "; ".join(parts)


def _clock(minute: int) -> str:
    return f"{minute // _HOUR:02}:{minute % _HOUR:02}"
