"""Anyshire, the tutorial's example: three stages, extension and hold."""

from datetime import UTC, date, datetime

from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar, due_at, due_day
from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED

ANYSHIRE = read_procedure(SHIPPED / "anyshire-2026-01.yaml")
CALENDAR = read_calendar()
FRI_18_DEC_2026 = datetime(2026, 12, 18, 10, tzinfo=UTC)


def test_anyshire_has_three_stages_of_five_working_days() -> None:
    stages = ANYSHIRE.ladders[0].stages

    assert [one.responders and one.responders.posts for one in stages] == [
        ("team-manager",),
        ("service-manager",),
        ("director",),
    ]
    assert [_amount(one) for one in stages] == [5, 5, 5]


def test_anyshire_offers_extension_and_hold() -> None:
    assert ANYSHIRE.extension.offered
    assert ANYSHIRE.hold.offered


def test_boxing_days_substitute_is_not_counted_in_anyshire() -> None:
    first = ANYSHIRE.ladders[0].stages[0]

    assert _due(ANYSHIRE, first, FRI_18_DEC_2026) == date(2026, 12, 29)


def test_the_tutorials_file_is_short() -> None:
    lines = (SHIPPED / "anyshire-2026-01.yaml").read_text().splitlines()

    assert len(lines) < 150


def _due(
    procedure: Procedure,
    stage: Stage,
    at: datetime,
    calendar: WorkingCalendar = CALENDAR,
) -> date:
    assert stage.respond is not None
    assert stage.respond.fixed is not None
    return due_day(
        due_at(stage.respond.fixed.limit(procedure.timing.counting), at, calendar)
    )


def _amount(stage: Stage) -> int | None:
    fixed = stage.respond.fixed if stage.respond else None
    return fixed.amount if fixed else None
