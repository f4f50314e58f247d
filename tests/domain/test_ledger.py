"""A clock's date moves only through what is written in its ledger, and can be told why."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.calendar import (
    LONDON,
    BankHoliday,
    OfficeHours,
    WorkingCalendar,
    due_at,
    london,
)
from domain.errors import BeyondCoverage
from domain.ledger import Ledger, OnCalendarChange, PauseEffect
from domain.limits import Counting, Limit, Roll, Unit

FIVE = Limit(amount=5, unit=Unit.WORKING_DAYS)
TWO = Limit(amount=2, unit=Unit.WORKING_DAYS)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%a %d %b %Y %H:%M").replace(tzinfo=LONDON)


MON_2_MAR = at("Mon 2 Mar 2026 10:00")
DUE_MON_9_MAR = "Mon 9 Mar 2026 17:00"


@pytest.fixture
def plain() -> WorkingCalendar:
    return WorkingCalendar(
        bank_holidays=(BankHoliday(on=date(2026, 4, 3), title="Good Friday"),),
        covered_from=date(2026, 1, 1),
        official_until=date(2026, 12, 31),
        covered_until=date(2026, 12, 31),
    )


@pytest.fixture
def with_frog_day(plain: WorkingCalendar) -> WorkingCalendar:
    frog_day = BankHoliday(on=date(2026, 3, 5), title="Jubilee of the Marsh Frog")
    return plain.model_copy(update={"bank_holidays": (*plain.bank_holidays, frog_day)})


def started(
    calendar: WorkingCalendar,
    limit: Limit = FIVE,
    effect: PauseEffect = PauseEffect.KEEP_REMAINDER,
    on_change: OnCalendarChange = OnCalendarChange.EXTEND,
) -> Ledger:
    return Ledger(
        limit=limit,
        started_at=MON_2_MAR,
        calendar=calendar,
        pause_effect=effect,
        on_calendar_change=on_change,
    )


def due(ledger: Ledger) -> str:
    due_at = ledger.due()
    assert due_at is not None
    return london(due_at)


def test_a_clock_runs_out_where_its_limit_says(plain: WorkingCalendar) -> None:
    assert due(started(plain)) == DUE_MON_9_MAR


# --- extensions ------------------------------------------------------------------------


def test_an_extension_counts_from_the_due_day(plain: WorkingCalendar) -> None:
    ledger = started(plain).extend(TWO, at("Wed 4 Mar 2026 11:00"))

    assert due(ledger) == "Wed 11 Mar 2026 17:00"


@pytest.mark.parametrize("counting", Counting)
def test_the_counting_rule_of_an_extension_makes_no_difference(
    counting: Counting, plain: WorkingCalendar
) -> None:
    by = TWO.model_copy(update={"counting": counting})

    assert due(started(plain).extend(by, MON_2_MAR)) == "Wed 11 Mar 2026 17:00"


def test_extensions_add_up(plain: WorkingCalendar) -> None:
    ledger = started(plain).extend(TWO, MON_2_MAR).extend(TWO, MON_2_MAR)

    assert due(ledger) == "Fri 13 Mar 2026 17:00"


def test_an_extension_of_hours_counts_on_from_the_due_time(
    plain: WorkingCalendar,
) -> None:
    by = Limit(amount=24, unit=Unit.ELAPSED_HOURS)

    assert due(started(plain).extend(by, MON_2_MAR)) == "Tue 10 Mar 2026 17:00"


def test_what_is_due_at_midnight_is_extended_from_the_day_that_ends(
    plain: WorkingCalendar,
) -> None:
    night_office = plain.model_copy(
        update={"office_hours": OfficeHours("Mon-Fri 09:00-24:00")}
    )

    ledger = started(night_office).extend(TWO, MON_2_MAR)

    assert due(ledger) == "Thu 12 Mar 2026 00:00"


def test_an_extension_while_held_counts_when_the_hold_ends(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain).hold(at("Tue 3 Mar 2026 10:00"))
    ledger.extend(TWO, at("Wed 4 Mar 2026 10:00"))
    ledger.resume(at("Tue 10 Mar 2026 10:00"))

    assert due(ledger) == "Wed 18 Mar 2026 17:00"


# --- holds -----------------------------------------------------------------------------


def test_a_held_clock_has_no_due_time(plain: WorkingCalendar) -> None:
    ledger = started(plain).hold(at("Wed 4 Mar 2026 10:00"))

    assert ledger.is_held
    assert ledger.due() is None
    assert london(ledger.would_be_due()) == DUE_MON_9_MAR


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        # Held from Wednesday 4 to Saturday 14 March: 7 working days, 10 days in all;
        # 3 of the 5 working days are left.
        (PauseEffect.ADD_WORKING_DAYS, "Wed 18 Mar 2026 17:00"),
        (PauseEffect.ADD_CALENDAR_DAYS, "Thu 19 Mar 2026 17:00"),
        (PauseEffect.KEEP_REMAINDER, "Wed 18 Mar 2026 17:00"),
        (PauseEffect.RESTART, "Fri 20 Mar 2026 17:00"),
    ],
)
def test_a_hold_gives_working_days_back_as_its_effect_says(
    effect: PauseEffect, told: str, plain: WorkingCalendar
) -> None:
    ledger = started(plain, effect=effect)

    ledger.hold(at("Wed 4 Mar 2026 10:00")).resume(at("Sat 14 Mar 2026 10:00"))

    assert not ledger.is_held
    assert due(ledger) == told


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        # 12 hours of office time from Monday 10:00 are up on Tuesday at 14:00. Held from
        # Tuesday 10:00 to Thursday 12:00: 2 working days; 4 hours are left.
        (PauseEffect.ADD_WORKING_DAYS, "Thu 5 Mar 2026 14:00"),
        (PauseEffect.ADD_CALENDAR_DAYS, "Thu 5 Mar 2026 14:00"),
        (PauseEffect.KEEP_REMAINDER, "Thu 5 Mar 2026 16:00"),
        (PauseEffect.RESTART, "Fri 6 Mar 2026 16:00"),
    ],
)
def test_a_hold_gives_office_time_back_as_its_effect_says(
    effect: PauseEffect, told: str, plain: WorkingCalendar
) -> None:
    twelve_hours = Limit(amount=12, unit=Unit.WORKING_HOURS)
    ledger = started(plain, twelve_hours, effect)
    assert due(ledger) == "Tue 3 Mar 2026 14:00"

    ledger.hold(at("Tue 3 Mar 2026 10:00")).resume(at("Thu 5 Mar 2026 12:00"))

    assert due(ledger) == told


def test_office_time_left_over_several_days_is_given_back_whole(
    plain: WorkingCalendar,
) -> None:
    thirty_hours = Limit(amount=30, unit=Unit.WORKING_HOURS)
    ledger = started(plain, thirty_hours)
    assert due(ledger) == "Thu 5 Mar 2026 16:00"

    # 3 hours are used by 13:00; 4 of Monday, 8 of each full day and 7 of the last are left.
    ledger.hold(at("Mon 2 Mar 2026 13:00")).resume(at("Fri 6 Mar 2026 09:00"))

    assert due(ledger) == "Wed 11 Mar 2026 12:00"


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        # 48 hours end on Wednesday at 10:00. Held on Tuesday 10:00 to Friday 16:00.
        (PauseEffect.ADD_WORKING_DAYS, "Mon 9 Mar 2026 10:00"),
        (PauseEffect.ADD_CALENDAR_DAYS, "Sat 7 Mar 2026 10:00"),
        (PauseEffect.KEEP_REMAINDER, "Sat 7 Mar 2026 16:00"),
        (PauseEffect.RESTART, "Sun 8 Mar 2026 16:00"),
    ],
)
def test_a_hold_gives_hours_on_the_clock_back_as_its_effect_says(
    effect: PauseEffect, told: str, plain: WorkingCalendar
) -> None:
    ledger = started(plain, Limit(amount=48, unit=Unit.ELAPSED_HOURS), effect)

    ledger.hold(at("Tue 3 Mar 2026 10:00")).resume(at("Fri 6 Mar 2026 16:00"))

    assert due(ledger) == told


@pytest.mark.parametrize(
    ("effect", "roll", "told"),
    [
        # Four days end on Friday 6 March. Held from Tuesday to Wednesday: one day.
        (PauseEffect.ADD_WORKING_DAYS, Roll.NONE, "Mon 9 Mar 2026 17:00"),
        (PauseEffect.ADD_CALENDAR_DAYS, Roll.NONE, "Sat 7 Mar 2026 17:00"),
        (PauseEffect.ADD_CALENDAR_DAYS, Roll.FORWARD, "Mon 9 Mar 2026 17:00"),
        (PauseEffect.KEEP_REMAINDER, Roll.NONE, "Sat 7 Mar 2026 17:00"),
        (PauseEffect.KEEP_REMAINDER, Roll.FORWARD, "Mon 9 Mar 2026 17:00"),
        (PauseEffect.RESTART, Roll.NONE, "Sun 8 Mar 2026 17:00"),
    ],
)
def test_a_hold_gives_calendar_days_back_as_its_effect_says(
    effect: PauseEffect, roll: Roll, told: str, plain: WorkingCalendar
) -> None:
    ledger = started(plain, Limit(amount=4, unit=Unit.CALENDAR_DAYS, roll=roll), effect)

    ledger.hold(at("Tue 3 Mar 2026 10:00")).resume(at("Wed 4 Mar 2026 10:00"))

    assert due(ledger) == told


@pytest.mark.parametrize("effect", PauseEffect)
def test_a_clock_that_had_run_out_gets_nothing_back(
    effect: PauseEffect, plain: WorkingCalendar
) -> None:
    ledger = started(plain, effect=effect).hold(at("Mon 9 Mar 2026 17:01"))

    ledger.resume(at("Mon 23 Mar 2026 10:00"))

    assert due(ledger) == DUE_MON_9_MAR


@pytest.mark.parametrize(
    "effect",
    [
        PauseEffect.ADD_WORKING_DAYS,
        PauseEffect.KEEP_REMAINDER,
    ],
)
def test_a_clock_held_on_its_due_day_does_not_run_out_over_a_weekend(
    effect: PauseEffect, plain: WorkingCalendar
) -> None:
    four = FIVE.model_copy(update={"amount": 4})
    ledger = started(plain, four, effect)
    assert due(ledger) == "Fri 6 Mar 2026 17:00"

    ledger.hold(at("Fri 6 Mar 2026 10:00")).resume(at("Sat 7 Mar 2026 10:00"))

    assert due(ledger) == "Mon 9 Mar 2026 17:00"


def test_a_clock_held_at_its_very_due_time_has_not_run_out(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain).hold(at("Mon 9 Mar 2026 17:00"))

    ledger.resume(at("Wed 11 Mar 2026 10:00"))

    assert due(ledger) == "Wed 11 Mar 2026 17:00"


def test_office_time_moved_to_a_shorter_day_ends_when_that_day_does(
    plain: WorkingCalendar,
) -> None:
    short_friday = plain.model_copy(
        update={"office_hours": OfficeHours("Mon-Thu 09:00-17:00; Fri 09:00-16:30")}
    )
    to_thursday_evening = Limit(amount=31, unit=Unit.WORKING_HOURS)
    ledger = started(short_friday, to_thursday_evening, PauseEffect.ADD_WORKING_DAYS)
    assert due(ledger) == "Thu 5 Mar 2026 17:00"

    ledger.hold(at("Tue 3 Mar 2026 10:00")).resume(at("Wed 4 Mar 2026 10:00"))

    assert due(ledger) == "Fri 6 Mar 2026 16:30"


def test_a_hold_and_resumption_on_one_day_change_nothing(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain).hold(at("Wed 4 Mar 2026 10:00"))

    assert due(ledger.resume(at("Wed 4 Mar 2026 15:00"))) == DUE_MON_9_MAR


def test_a_second_hold_and_a_second_resumption_change_nothing(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain).hold(at("Wed 4 Mar 2026 10:00"))
    ledger.hold(at("Fri 6 Mar 2026 10:00")).resume(at("Fri 6 Mar 2026 12:00"))
    once = ledger.model_copy()

    ledger.resume(at("Fri 20 Mar 2026 10:00"))

    assert ledger == once
    assert due(ledger) == "Wed 11 Mar 2026 17:00"


def test_a_resumption_that_came_before_its_hold_changes_nothing(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain).hold(at("Wed 4 Mar 2026 10:00"))

    assert due(ledger.resume(at("Tue 3 Mar 2026 10:00"))) == DUE_MON_9_MAR


def test_a_hold_that_lasts_no_time_gives_none_back(plain: WorkingCalendar) -> None:
    wed_4_mar = at("Wed 4 Mar 2026 10:00")
    ledger = started(plain, effect=PauseEffect.RESTART).hold(wed_4_mar)

    assert due(ledger.resume(wed_4_mar)) == DUE_MON_9_MAR


def test_hours_that_had_just_run_out_when_held_have_just_run_out_when_resumed(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain, Limit(amount=48, unit=Unit.ELAPSED_HOURS))
    ledger.hold(at("Wed 4 Mar 2026 10:00"))

    assert due(ledger.resume(at("Fri 6 Mar 2026 12:00"))) == "Fri 6 Mar 2026 12:00"


def test_a_restart_keeps_at_least_the_date_that_was_told(
    plain: WorkingCalendar,
) -> None:
    twenty = FIVE.model_copy(update={"amount": 20})
    ledger = started(plain, effect=PauseEffect.RESTART).extend(twenty, MON_2_MAR)
    told = due(ledger)

    ledger.hold(at("Tue 3 Mar 2026 10:00")).resume(at("Wed 4 Mar 2026 10:00"))

    assert due(ledger) == told


# --- changes of calendar ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("on_change", "with_holiday", "without"),
    [
        (OnCalendarChange.EXTEND, "Tue 10 Mar 2026 17:00", "Tue 10 Mar 2026 17:00"),
        (OnCalendarChange.FOLLOW, "Tue 10 Mar 2026 17:00", DUE_MON_9_MAR),
        (OnCalendarChange.FREEZE, DUE_MON_9_MAR, DUE_MON_9_MAR),
    ],
)
def test_a_holiday_proclaimed_and_withdrawn_moves_the_date_as_agreed(
    on_change: OnCalendarChange,
    with_holiday: str,
    without: str,
    plain: WorkingCalendar,
    with_frog_day: WorkingCalendar,
) -> None:
    ledger = started(plain, on_change=on_change)

    ledger.change_calendar(with_frog_day, at("Tue 3 Mar 2026 09:00"))
    assert due(ledger) == with_holiday

    ledger.change_calendar(plain, at("Wed 4 Mar 2026 09:00"))
    assert due(ledger) == without


@pytest.mark.parametrize("on_change", OnCalendarChange)
def test_a_date_that_has_passed_stands_when_the_calendar_changes(
    on_change: OnCalendarChange, plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain, on_change=on_change)

    ledger.change_calendar(with_frog_day, at("Mon 9 Mar 2026 17:30"))

    assert due(ledger) == DUE_MON_9_MAR


def test_a_date_moves_with_a_calendar_that_changes_at_the_very_due_time(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain)

    ledger.change_calendar(with_frog_day, at(DUE_MON_9_MAR))

    assert due(ledger) == "Tue 10 Mar 2026 17:00"


def test_a_frozen_date_may_still_be_extended_by_the_new_calendar(
    plain: WorkingCalendar,
) -> None:
    toad_day = BankHoliday(on=date(2026, 3, 10), title="Toad Tuesday")
    changed = plain.model_copy(update={"bank_holidays": (toad_day,)})
    ledger = started(plain, on_change=OnCalendarChange.FREEZE)

    ledger.change_calendar(changed, MON_2_MAR).extend(TWO, MON_2_MAR)

    assert due(ledger) == "Thu 12 Mar 2026 17:00"


def test_a_calendar_that_changes_during_a_hold_counts_when_it_ends(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain).hold(at("Tue 3 Mar 2026 10:00"))
    ledger.change_calendar(with_frog_day, at("Wed 4 Mar 2026 10:00"))
    assert ledger.due() is None

    # Four working days were left on the Tuesday and are left on the Monday.
    ledger.resume(at("Mon 9 Mar 2026 10:00"))

    assert due(ledger) == "Fri 13 Mar 2026 17:00"
    assert ledger.calendar_now == with_frog_day


def test_a_calendar_that_changes_after_the_old_date_still_moves_a_held_clock(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain).hold(at("Tue 3 Mar 2026 10:00"))

    ledger.change_calendar(with_frog_day, at("Mon 16 Mar 2026 10:00"))

    assert london(ledger.would_be_due()) == "Tue 10 Mar 2026 17:00"


def test_the_proclaimed_holiday_of_september_2022_moves_a_running_clock() -> None:
    before = WorkingCalendar(
        covered_from=date(2022, 8, 1),
        official_until=date(2022, 12, 31),
        covered_until=date(2022, 12, 31),
    )
    funeral = BankHoliday(on=date(2022, 9, 19), title="State Funeral")
    after = before.model_copy(update={"bank_holidays": (funeral,)})
    ledger = Ledger(
        limit=Limit(amount=10, unit=Unit.WORKING_DAYS),
        started_at=at("Tue 6 Sep 2022 10:00"),
        calendar=before,
    )
    assert due(ledger) == "Tue 20 Sep 2022 17:00"

    ledger.change_calendar(after, at("Sat 10 Sep 2022 12:00"))

    assert due(ledger) == "Wed 21 Sep 2022 17:00"


# --- what cannot be worked out ---------------------------------------------------------

Act = Callable[[Ledger], Ledger]


@pytest.mark.parametrize(
    "act",
    [
        lambda one: one.extend(
            Limit(amount=400, unit=Unit.WORKING_DAYS), at("Tue 3 Mar 2026 10:00")
        ),
        lambda one: one.change_calendar(
            one.calendar.between(date(2026, 6, 1), date(2026, 7, 1)),
            at("Tue 3 Mar 2026 10:00"),
        ),
    ],
)
def test_what_the_calendar_cannot_reach_is_refused_and_changes_nothing(
    act: Act, plain: WorkingCalendar
) -> None:
    ledger = started(plain)

    with pytest.raises(BeyondCoverage):
        act(ledger)

    assert ledger == started(plain)


def test_a_clock_resumed_past_its_calendar_stays_held_until_it_has_a_newer_one(
    plain: WorkingCalendar,
) -> None:
    ledger = started(plain).hold(at("Wed 4 Mar 2026 10:00"))
    in_2027 = at("Mon 4 Jan 2027 10:00")

    with pytest.raises(BeyondCoverage):
        ledger.resume(in_2027)
    assert ledger.is_held

    newer = plain.model_copy(update={"covered_until": date(2028, 12, 31)})
    ledger.change_calendar(newer, in_2027).resume(in_2027)

    assert due(ledger) == "Thu 7 Jan 2027 17:00"


def test_a_time_without_an_offset_is_refused(plain: WorkingCalendar) -> None:
    with pytest.raises(ValueError, match="timezone"):
        started(plain).hold(datetime(2026, 3, 4, 10))  # noqa: DTZ001


# --- telling ---------------------------------------------------------------------------


def test_every_event_is_explained_with_the_old_date_and_the_new(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain).extend(TWO, at("Tue 3 Mar 2026 10:00"))
    ledger.change_calendar(with_frog_day, at("Tue 3 Mar 2026 11:00"))
    ledger.hold(at("Wed 4 Mar 2026 12:00")).resume(at("Wed 4 Mar 2026 13:00"))

    lines = ledger.explain()

    assert lines[0] == (
        "Rule: 5 working days, where day 1 is the first working day after it starts."
        f" Calendar {plain.version}."
    )
    assert lines[1] == "Mon 2 Mar 2026 10:00: the clock starts, day 0"
    assert lines[7] == "Sun 8 Mar 2026: Sunday, not counted"
    assert lines[-4:] == (
        (
            "Tue 3 Mar 2026 10:00: extended by 2 working days;"
            " due Mon 9 Mar 2026 17:00 before, now Wed 11 Mar 2026 17:00."
        ),
        (
            "Tue 3 Mar 2026 11:00: the calendar changed"
            " (Thu 5 Mar 2026 is now a day off (Jubilee of the Marsh Frog));"
            " due Wed 11 Mar 2026 17:00 before, now Thu 12 Mar 2026 17:00."
        ),
        "Wed 4 Mar 2026 12:00: held; it was due Thu 12 Mar 2026 17:00.",
        "Wed 4 Mar 2026 13:00: resumed; still due Thu 12 Mar 2026 17:00.",
    )


def test_a_changed_calendar_that_makes_no_day_different_is_told_without_days(
    plain: WorkingCalendar,
) -> None:
    june_fair = BankHoliday(on=date(2026, 6, 1), title="June Fair")
    changed = plain.model_copy(
        update={"bank_holidays": (*plain.bank_holidays, june_fair)}
    )
    ledger = started(plain).change_calendar(changed, at("Tue 3 Mar 2026 11:00"))

    assert ledger.explain()[-1] == (
        f"Tue 3 Mar 2026 11:00: the calendar changed; still due {DUE_MON_9_MAR}."
    )


def test_a_corrected_start_is_explained_by_the_calendar_then_in_force(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain, TWO)
    ledger.change_calendar(with_frog_day, at("Tue 3 Mar 2026 11:00"))
    ledger.correct_start(at("Tue 3 Mar 2026 09:00"), at("Wed 4 Mar 2026 10:00"))

    assert ledger.explain()[-5:] == (
        "Tue 3 Mar 2026 09:00: the clock starts, day 0",
        "Wed 4 Mar 2026: working day 1",
        "Thu 5 Mar 2026: Jubilee of the Marsh Frog, not counted",
        "Fri 6 Mar 2026: working day 2",
        "Fri 6 Mar 2026 17:00: due",
    )


def test_moves_say_from_when_to_when_the_clock_stood(plain: WorkingCalendar) -> None:
    ledger = started(plain).extend(TWO, at("Tue 3 Mar 2026 10:00"))
    ledger.hold(at("Wed 4 Mar 2026 10:00")).extend(TWO, at("Wed 4 Mar 2026 11:00"))
    ledger.resume(at("Thu 5 Mar 2026 10:00"))

    assert [move.held for move in ledger.moves()] == [False, False, True, True, False]


def test_a_date_is_reckoned_and_explained_once_from_one_event_to_the_next(
    plain: WorkingCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoned: list[Limit] = []

    def reckoning(limit: Limit, *others: Any) -> datetime:
        reckoned.append(limit)
        return due_at(limit, *others)

    monkeypatch.setattr("domain.ledger.due_at", reckoning)
    ledger = started(plain)

    assert ledger.explain() is ledger.explain()
    assert ledger.due() == ledger.due()
    assert len(reckoned) == 1
    ledger.extend(TWO, MON_2_MAR)
    assert ledger.due() == ledger.due()
    assert len(reckoned) == 2


def test_moves_bear_the_dates_before_and_after(plain: WorkingCalendar) -> None:
    ledger = started(plain).hold(at("Wed 4 Mar 2026 10:00"))
    ledger.resume(at("Thu 5 Mar 2026 10:00"))

    start, hold, resume = ledger.moves()

    assert start.was_due_at is None
    assert "clock of 5 working days started" in start.says
    assert hold.held
    assert hold.due_at == start.due_at
    assert not resume.held
    assert (resume.was_due_at, resume.due_at) == (hold.due_at, ledger.due())


def test_the_first_date_is_reckoned_again_by_the_calendar_in_force(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain).change_calendar(with_frog_day, MON_2_MAR)

    assert ledger.reckoning().calendar == with_frog_day.version
    assert "Thu 5 Mar 2026: Jubilee of the Marsh Frog, not counted" in (
        ledger.reckoning().lines()
    )


def test_a_ledger_carried_as_json_is_the_same_ledger(
    plain: WorkingCalendar, with_frog_day: WorkingCalendar
) -> None:
    ledger = started(plain).extend(TWO, MON_2_MAR).hold(MON_2_MAR)
    ledger.change_calendar(with_frog_day, MON_2_MAR)
    ledger.resume(datetime(2026, 3, 6, 10, tzinfo=UTC))

    carried = Ledger.model_validate_json(ledger.model_dump_json())

    assert carried == ledger
    assert carried.due() == ledger.due()
    assert carried.explain() == ledger.explain()
