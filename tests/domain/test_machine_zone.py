"""A date is told in UTC and counted in London, whatever zone a machine is set to."""

import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from domain.calendar import LONDON, WorkingCalendar, due_at
from domain.ledger import Ledger, PauseEffect
from domain.limits import Limit, Unit

THU_26_MAR = datetime(2026, 3, 26, 10, tzinfo=LONDON)
FRI_27_MAR = datetime(2026, 3, 27, 10, tzinfo=LONDON)
MON_30_MAR = datetime(2026, 3, 30, 10, tzinfo=LONDON)
"""After the clocks have gone forward: 09:00 UTC."""

OFFICE_TIME = Limit(amount=2, unit=Unit.WORKING_HOURS)
HOURS = Limit(amount=48, unit=Unit.ELAPSED_HOURS)


@pytest.fixture(autouse=True)
def in_tokyo() -> Iterator[None]:
    """The machine is set to Tokyo time."""
    with pytest.MonkeyPatch.context() as machine:
        machine.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def plain() -> WorkingCalendar:
    return WorkingCalendar(
        covered_from=date(2026, 1, 1),
        official_until=date(2026, 12, 31),
        covered_until=date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("limit", "due"),
    [(OFFICE_TIME, "2026-03-30T11:00:00+00:00"), (HOURS, "2026-04-01T09:00:00+00:00")],
)
def test_a_due_time_is_given_in_utc(
    limit: Limit, due: str, plain: WorkingCalendar
) -> None:
    assert due_at(limit, MON_30_MAR, plain).isoformat() == due


@pytest.mark.parametrize(
    ("effect", "due"),
    [
        # A day was left, which is 24 hours from Monday 10:00 on.
        (PauseEffect.KEEP_REMAINDER, "2026-03-31T09:00:00+00:00"),
        # Saturday 10:00 and three days, still at 10:00 by the clocks that have changed.
        (PauseEffect.ADD_CALENDAR_DAYS, "2026-03-31T09:00:00+00:00"),
    ],
)
def test_a_hold_over_the_change_of_the_clocks_ends_by_the_clocks_of_london(
    effect: PauseEffect, due: str, plain: WorkingCalendar
) -> None:
    clock = Ledger(
        limit=HOURS, started_at=THU_26_MAR, calendar=plain, pause_effect=effect
    )

    clock.hold(FRI_27_MAR).resume(MON_30_MAR)

    due_now = clock.due()
    assert due_now is not None
    assert due_now.isoformat() == due
