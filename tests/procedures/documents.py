"""The four councils' procedures as shipped, and how their tables are read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from calendars.reader import read_calendar
from domain.calendar import due_at, due_day
from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.time import Within
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED

CALENDAR = read_calendar()
HULL = read_procedure(SHIPPED / "hull-1.yaml")
DURHAM = read_procedure(SHIPPED / "durham-1.yaml")
LAMBETH = read_procedure(SHIPPED / "lambeth-2023-09.yaml")
MERTON = read_procedure(SHIPPED / "merton-2017-11.yaml")

FRI_19_DEC_2025 = datetime(2025, 12, 19, 10, tzinfo=UTC)


def stage_of(procedure: Procedure, number: int) -> Stage:
    """Return that stage of the first ladder."""
    stage = procedure.ladders[0].stage(number)
    assert stage is not None
    return stage


def working_days(within: Within | None) -> int | None:
    """Return a fixed limit in working days; None where it is none."""
    return within.fixed.working_days if within and within.fixed else None


def days_run_out(
    procedure: Procedure, limits: list[Within | None], start: datetime
) -> list[date]:
    """Return due days where each limit starts when the one before it runs out."""
    days = []
    for within in limits:
        if within is None or within.fixed is None:
            continue
        limit = within.fixed.limit(procedure.timing.counting)
        start = due_at(limit, start, CALENDAR)
        days.append(due_day(start))
    return days


def under(key: str, data: Any) -> Iterator[str]:
    """Yield every text that stands under `key`, however deep."""
    if isinstance(data, dict):
        if isinstance(data.get(key), str):
            yield data[key]
        data = list(data.values())
    for inside in data if isinstance(data, list | tuple) else ():
        yield from under(key, inside)
