"""A closure that a limit skips is as good as a bank holiday, in every reckoning."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import (
    BankHoliday,
    Closure,
    OfficeHours,
    WorkingCalendar,
    days_late,
    london,
    london_day,
)
from domain.ledger import Ledger, OnCalendarChange, PauseEffect
from domain.limits import Counting, Limit, Roll, Unit

STARTED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOURS = "Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45"
DAYS = st.sets(
    st.integers(0, 60).map(lambda n: date(2026, 3, 2) + timedelta(days=n)),
    min_size=5,
    max_size=25,
)
LIMITS = st.builds(
    Limit,
    amount=st.integers(1, 15),
    unit=st.sampled_from(Unit),
    counting=st.sampled_from(Counting),
    roll=st.sampled_from(Roll),
    skip_closures=st.sampled_from([True]),
)
MOMENTS = st.integers(0, 40 * 24).map(lambda n: STARTED_AT + timedelta(hours=n))


class Twins(NamedTuple):
    """The same days off, once as closures and once as bank holidays."""

    shut: WorkingCalendar
    free: WorkingCalendar


def twins(days: set[date]) -> Twins:
    plain = WorkingCalendar(
        bank_holidays=(),
        office_hours=OfficeHours(HOURS),
        covered_from=date(2026, 1, 1),
        official_until=date(2030, 12, 31),
        covered_until=date(2030, 12, 31),
    )
    off = sorted(days)
    shut = [Closure(on=day, reason="Boiler Day") for day in off]
    free = [BankHoliday(on=day, title="Boiler Day") for day in off]
    return Twins(
        plain.model_copy(update={"closures": tuple(shut)}),
        plain.model_copy(update={"bank_holidays": tuple(free)}),
    )


@settings(deadline=None)
@given(
    limit=LIMITS,
    by=LIMITS,
    days=DAYS,
    effect=st.sampled_from(PauseEffect),
    moments=st.lists(MOMENTS, min_size=4, max_size=4),
)
def test_a_clock_moves_alike_over_closures_it_skips_and_over_bank_holidays(
    limit: Limit,
    by: Limit,
    days: set[date],
    effect: PauseEffect,
    moments: list[datetime],
) -> None:
    held_at, resumed_at, extended_at, changed_at = sorted(moments)
    both = [
        Ledger(
            limit=limit,
            started_at=STARTED_AT,
            calendar=calendar,
            pause_effect=effect,
            on_calendar_change=OnCalendarChange.FOLLOW,
        )
        for calendar in twins(days)
    ]

    for clock, calendar in zip(both, twins(days | {date(2026, 3, 20)}), strict=True):
        clock.hold(held_at).resume(resumed_at)
        clock.extend(by, extended_at).change_calendar(calendar, changed_at)

    over_closures, over_holidays = both
    assert [one.due_at for one in over_closures.moves()] == [
        one.due_at for one in over_holidays.moves()
    ]
    assert in_words(over_closures) == in_words(over_holidays)


def in_words(clock: Ledger) -> list[str]:
    """How its date is reached, without the versions of its calendars."""
    return [re.sub("[0-9a-f]{16}", "-", line) for line in clock.explain()]


@pytest.mark.parametrize(
    ("resumed", "due"),
    [
        ("Fri 6 Mar 2026 10:00", "Tue 10 Mar 2026 17:15"),
        ("Mon 9 Mar 2026 10:00", "Tue 10 Mar 2026 17:15"),
        ("Tue 10 Mar 2026 10:00", "Tue 10 Mar 2026 17:15"),
    ],
)
def test_a_clock_resumed_on_a_closure_it_skips_is_due_when_the_office_next_closes(
    resumed: str, due: str
) -> None:
    shut, _ = twins({date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)})
    clock = Ledger(
        limit=Limit(amount=2, unit=Unit.WORKING_DAYS, skip_closures=True),
        started_at=STARTED_AT,
        calendar=shut,
        pause_effect=PauseEffect.ADD_WORKING_DAYS,
        on_calendar_change=OnCalendarChange.FOLLOW,
    )
    clock.hold(datetime(2026, 3, 4, 10, tzinfo=UTC))
    resumed_at = datetime.strptime(resumed, "%a %d %b %Y %H:%M").replace(tzinfo=UTC)

    clock.resume(resumed_at)

    due_at = clock.due()
    assert due_at is not None
    assert london(due_at) == due


def test_a_clock_resumed_at_the_very_closing_is_due_then() -> None:
    shut, _ = twins(set())
    clock = Ledger(
        limit=Limit(amount=2, unit=Unit.WORKING_HOURS),
        started_at=STARTED_AT,
        calendar=shut,
        pause_effect=PauseEffect.ADD_WORKING_DAYS,
        on_calendar_change=OnCalendarChange.FOLLOW,
    )
    clock.hold(STARTED_AT + timedelta(hours=1))

    clock.resume(datetime(2026, 3, 2, 17, 15, tzinfo=UTC))

    assert clock.due() == datetime(2026, 3, 2, 17, 15, tzinfo=UTC)


@settings(deadline=None)
@given(days=DAYS, due=MOMENTS, came=MOMENTS)
def test_lateness_is_the_same_over_closures_that_are_skipped(
    days: set[date], due: datetime, came: datetime
) -> None:
    shut, free = twins(days)

    assert days_late(due, came, shut, skip_closures=True) == days_late(
        due, came, free, skip_closures=False
    )


@settings(deadline=None)
@given(days=DAYS)
def test_closures_are_worked_by_whoever_does_not_skip_them(days: set[date]) -> None:
    shut, _ = twins(days)

    for day in days:
        weekend = day.weekday() >= 5
        assert shut.is_working_day(day) is not weekend
        assert shut.is_working_day(day, skip_closures=True) is False
    first = london_day(STARTED_AT)
    assert shut.day_count().counts(first.toordinal())


@settings(deadline=None)
@given(
    limit=LIMITS,
    days=DAYS,
    effect=st.sampled_from(PauseEffect),
    moments=st.lists(MOMENTS, min_size=3, max_size=3),
)
def test_where_bank_holidays_stand_it_is_as_if_nobody_had_worked_on_them(
    limit: Limit, days: set[date], effect: PauseEffect, moments: list[datetime]
) -> None:
    held_at, resumed_at, extended_at = sorted(moments)
    _, free = twins(days)
    worked = free.model_copy(update={"working_after_all": tuple(sorted(days)[::2])})
    by_the_list = limit.model_copy(update={"bank_holidays_stand": True})
    clocks = [
        Ledger(limit=limit, started_at=STARTED_AT, calendar=free, pause_effect=effect),
        Ledger(
            limit=by_the_list,
            started_at=STARTED_AT,
            calendar=worked,
            pause_effect=effect,
        ),
    ]

    for clock in clocks:
        by = clock.limit.model_copy(update={"amount": 3})
        clock.hold(held_at).resume(resumed_at).extend(by, extended_at)

    listed, overruled = clocks
    assert [one.due_at for one in listed.moves()] == [
        one.due_at for one in overruled.moves()
    ]
