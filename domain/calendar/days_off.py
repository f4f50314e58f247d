"""Days off: what a calendar is told of them, and how it checks what it is told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.calendar.london import says_day


class Status(StrEnum):
    """How sure a bank holiday is: `official` published, `projected` by the rule."""

    OFFICIAL = "official"
    PROJECTED = "projected"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BankHoliday(_Data):
    """A day that is a bank holiday, Christmas Day or Good Friday.

    Attributes:
        on: London date.
        title: As published, `Good Friday`.
        status: Whether it has been published.
    """

    on: date
    title: str
    status: Status = Status.OFFICIAL


class Closure(_Data):
    """A day on which the council shuts though the law calls it a working day.

    Attributes:
        on: London date.
        reason: For the trace, `Christmas closure`.
    """

    on: date
    reason: str


def in_order(entries: Iterable[Any]) -> list[Any]:
    """Return days off by date, in whatever form they come: models, or JSON as read."""
    return sorted(entries, key=_day_of)


def _day_of(entry: Any) -> str:
    day = entry.get("on") if isinstance(entry, Mapping) else entry
    return str(getattr(day, "on", day))


def twice(name: str, days: Iterable[date]) -> list[str]:
    """Return one fault for each day that a list names more than once."""
    listed = list(days)
    if len(set(listed)) == len(listed):  # as good as always, and asked very often
        return []
    return [
        f"{name}: {says_day(day)} is there twice; write it once."
        for day, times in sorted(Counter(listed).items())
        if times > 1
    ]
