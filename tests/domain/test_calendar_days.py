"""A calendar knows its days, says why one is not worked, and owns up to its limits."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from pydantic import ValidationError

from domain.calendar import (
    BankHoliday,
    Closure,
    OfficeHours,
    Status,
    WorkingCalendar,
    days_late,
    due_at,
    due_day,
    london,
    reckon,
    says_day,
    working_days_between,
)
from domain.errors import BeyondCoverage
from domain.limits import Counting, Limit, Roll, Unit

THU_2_APR = date(2026, 4, 2)
FRI_3_APR = date(2026, 4, 3)
SAT_4_APR = date(2026, 4, 4)
MON_6_APR = date(2026, 4, 6)
TUE_7_APR = date(2026, 4, 7)
FRI_20_MAR_CLOSE = datetime(2026, 3, 20, 17, tzinfo=UTC)
FIVE_WORKING_DAYS = Limit(amount=5, unit=Unit.WORKING_DAYS)


@pytest.fixture
def easter() -> WorkingCalendar:
    return WorkingCalendar(
        bank_holidays=(
            BankHoliday(on=date(2026, 4, 6), title="Easter Monday"),
            BankHoliday(on=FRI_3_APR, title="Good Friday"),
            BankHoliday(
                on=date(2026, 8, 31),
                title="Summer bank holiday",
                status=Status.PROJECTED,
            ),
        ),
        closures=(Closure(on=TUE_7_APR, reason="Spring clean"),),
        covered_from=date(2026, 1, 1),
        official_until=date(2026, 6, 30),
        covered_until=date(2026, 12, 31),
    )


def test_a_day_off_has_a_reason(easter: WorkingCalendar) -> None:
    assert easter.why_not_working(FRI_3_APR) == "Good Friday"
    assert easter.why_not_working(SAT_4_APR) == "Saturday"
    assert easter.why_not_working(THU_2_APR) is None
    projected = easter.why_not_working(date(2026, 8, 31))
    assert projected == "Summer bank holiday (projected)"


def test_a_closure_is_worked_unless_the_limit_skips_closures(
    easter: WorkingCalendar,
) -> None:
    assert easter.is_working_day(TUE_7_APR)
    assert not easter.is_working_day(TUE_7_APR, skip_closures=True)
    assert easter.why_not_working(TUE_7_APR, skip_closures=True) == "Spring clean"


def test_the_first_day_a_calendar_knows_may_be_reached(easter: WorkingCalendar) -> None:
    assert easter.working_day(date(2026, 1, 2), -1) == easter.covered_from


def test_a_holiday_that_is_none_after_all_is_worked_but_a_closure_stands(
    easter: WorkingCalendar,
) -> None:
    changed = easter.model_copy(
        update={
            "working_after_all": (FRI_3_APR, TUE_7_APR),
        }
    )

    assert changed.is_working_day(FRI_3_APR)
    assert not changed.is_working_day(TUE_7_APR, skip_closures=True)


def test_a_day_outside_the_coverage_is_refused(easter: WorkingCalendar) -> None:
    with pytest.raises(BeyondCoverage, match="ends on Thu 31 Dec 2026"):
        easter.is_working_day(date(2027, 1, 1))
    with pytest.raises(BeyondCoverage, match="begins on Thu 1 Jan 2026"):
        easter.is_working_day(date(2025, 12, 31))


@pytest.mark.parametrize(
    ("limit", "start"),
    [
        (FIVE_WORKING_DAYS, datetime(2026, 12, 29, tzinfo=UTC)),
        (FIVE_WORKING_DAYS, datetime(2025, 12, 29, tzinfo=UTC)),
        (FIVE_WORKING_DAYS, datetime(2027, 3, 1, tzinfo=UTC)),
        (
            Limit(amount=30, unit=Unit.WORKING_HOURS),
            datetime(2026, 12, 29, tzinfo=UTC),
        ),
        (
            Limit(amount=9, unit=Unit.CALENDAR_DAYS, roll=Roll.FORWARD),
            datetime(2026, 12, 29, tzinfo=UTC),
        ),
        (
            Limit(amount=9_000, unit=Unit.ELAPSED_HOURS),
            datetime(9999, 1, 1, tzinfo=UTC),
        ),
    ],
)
def test_a_date_past_the_coverage_is_refused_not_guessed(
    limit: Limit, start: datetime, easter: WorkingCalendar
) -> None:
    with pytest.raises(BeyondCoverage, match=r"write|load"):
        due_at(limit, start, easter)


def test_hours_that_leave_the_dates_there_are_are_refused_with_what_to_write(
    easter: WorkingCalendar,
) -> None:
    limit = Limit(amount=9_000, unit=Unit.ELAPSED_HOURS)

    with pytest.raises(BeyondCoverage) as refused:
        due_at(limit, datetime(9999, 1, 1, tzinfo=UTC), easter)

    assert str(refused.value) == (
        "9000 elapsed hours from 9999-01-01T00:00:00+00:00 leave the dates there are;"
        " write a nearer start."
    )


def test_the_last_day_of_the_coverage_may_be_due(easter: WorkingCalendar) -> None:
    thu_24_dec = datetime(2026, 12, 24, 9, tzinfo=UTC)

    due = due_at(FIVE_WORKING_DAYS, thu_24_dec, easter)

    assert due_day(due) == date(2026, 12, 31)


def test_hours_on_the_clock_and_plain_calendar_days_ask_no_calendar(
    easter: WorkingCalendar,
) -> None:
    start = datetime(2035, 1, 1, 9, tzinfo=UTC)

    hours = reckon(Limit(amount=24, unit=Unit.ELAPSED_HOURS), start, easter)
    days = reckon(Limit(amount=1, unit=Unit.CALENDAR_DAYS), start, easter)

    assert hours.due_at == datetime(2035, 1, 2, 9, tzinfo=UTC)
    assert days.due_at == datetime(2035, 1, 2, 17, tzinfo=UTC)
    assert not hours.projected
    assert not days.projected


def test_a_date_past_the_published_list_is_marked_projected(
    easter: WorkingCalendar,
) -> None:
    tue_23_jun = datetime(2026, 6, 23, tzinfo=UTC)
    june = reckon(FIVE_WORKING_DAYS, tue_23_jun, easter)
    july = reckon(FIVE_WORKING_DAYS, tue_23_jun.replace(day=24), easter)

    assert due_day(june.due_at) == easter.official_until
    assert not june.projected
    assert july.projected


@pytest.mark.parametrize(
    ("rule", "projected"),
    [
        ({}, False),
        ({"roll": Roll.FORWARD}, True),
        ({"counting": Counting.DEEMED}, True),
    ],
)
def test_calendar_days_rest_on_projected_days_off_only_where_they_ask_for_them(
    rule: dict[str, Any], projected: bool, easter: WorkingCalendar
) -> None:
    limit = Limit(amount=5, unit=Unit.CALENDAR_DAYS, **rule)

    july = reckon(limit, datetime(2026, 6, 29, 9, tzinfo=UTC), easter)

    assert july.projected is projected


def test_a_time_without_an_offset_is_refused(easter: WorkingCalendar) -> None:
    naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001

    with pytest.raises(ValueError, match="no UTC offset") as refused:
        due_at(FIVE_WORKING_DAYS, naive, easter)
    assert str(refused.value) == (
        "2026-03-02T09:00:00 has no UTC offset; write 2026-03-02T09:00:00+00:00, or the"
        " offset it was meant in."
    )
    with pytest.raises(ValueError, match="no UTC offset"):
        reckon(FIVE_WORKING_DAYS, naive, easter)


def test_what_comes_exactly_at_closing_comes_on_that_day(
    easter: WorkingCalendar,
) -> None:
    deemed = FIVE_WORKING_DAYS.model_copy(update={"counting": Counting.DEEMED})
    after = FRI_20_MAR_CLOSE.replace(microsecond=1)

    assert london(due_at(deemed, FRI_20_MAR_CLOSE, easter)) == "Fri 27 Mar 2026 17:00"
    assert london(due_at(deemed, after, easter)) == "Mon 30 Mar 2026 17:00"


def test_the_london_date_of_the_start_is_day_nought(easter: WorkingCalendar) -> None:
    one = Limit(amount=1, unit=Unit.WORKING_DAYS)
    late_on_tue_9_jun_utc = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)

    assert london(due_at(one, late_on_tue_9_jun_utc, easter)) == "Thu 11 Jun 2026 17:00"


def test_a_changed_calendar_has_another_version_and_other_days(
    easter: WorkingCalendar,
) -> None:
    start = datetime(2026, 3, 9, tzinfo=UTC)
    before, version = due_at(FIVE_WORKING_DAYS, start, easter), easter.version
    proclaimed = BankHoliday(on=date(2026, 3, 11), title="Jubilee of the Marsh Frog")

    changed = easter.model_copy(
        update={"bank_holidays": (*easter.bank_holidays, proclaimed)}
    )

    assert changed.version != version
    assert due_at(FIVE_WORKING_DAYS, start, changed) > before


def test_the_order_of_writing_makes_no_difference(easter: WorkingCalendar) -> None:
    shuffled = WorkingCalendar(
        **{**dict(easter), "bank_holidays": easter.bank_holidays[::-1]}
    )

    assert shuffled == easter
    assert shuffled.version == easter.version


def test_the_order_of_writing_in_a_file_makes_no_difference(
    easter: WorkingCalendar,
) -> None:
    open_twice = easter.model_copy(update={"working_after_all": (FRI_3_APR, MON_6_APR)})
    written = open_twice.model_dump(mode="json")
    written["working_after_all"].reverse()
    written["bank_holidays"] = [
        {"title": one["title"], "status": one["status"], "on": one["on"]}
        for one in sorted(written["bank_holidays"], key=lambda one: str(one["title"]))
    ]
    titles = [one["title"] for one in written["bank_holidays"]]
    assert titles == ["Easter Monday", "Good Friday", "Summer bank holiday"]

    read = WorkingCalendar.model_validate_json(json.dumps(written))

    assert read == open_twice
    assert read.version == open_twice.version


def test_a_part_keeps_the_version_of_the_whole_and_knows_no_more(
    easter: WorkingCalendar,
) -> None:
    part = easter.between(date(2025, 1, 1), date(2026, 4, 30))

    assert part.version == easter.version
    assert [one.title for one in part.bank_holidays] == ["Good Friday", "Easter Monday"]
    assert (part.covered_from, part.covered_until) == (
        date(2026, 1, 1),
        date(2026, 4, 30),
    )
    with pytest.raises(BeyondCoverage):
        part.is_working_day(date(2026, 5, 1))


def test_a_part_knows_its_first_day_and_its_last_as_the_whole_does() -> None:
    first, last = date(2026, 5, 1), date(2026, 5, 8)
    whole = WorkingCalendar(
        bank_holidays=tuple(BankHoliday(on=day, title="Fair") for day in (first, last)),
        closures=tuple(Closure(on=day, reason="Fair") for day in (first, last)),
        working_after_all=(first, last),
        covered_from=date(2026, 1, 1),
        official_until=date(2026, 12, 31),
        covered_until=date(2026, 12, 31),
    )

    part = whole.between(first, last)

    assert part.bank_holidays == whole.bank_holidays
    assert part.closures == whole.closures
    assert part.working_after_all == whole.working_after_all
    assert (part.covered_from, part.covered_until) == (first, last)


def test_a_copy_in_which_nothing_changes_is_the_very_calendar_or_part(
    easter: WorkingCalendar,
) -> None:
    part = easter.between(date(2026, 1, 1), date(2026, 4, 30))

    assert part.model_copy() is part
    assert part.model_copy(update={}).version == easter.version
    assert easter.model_copy(update={"closures": easter.closures}) is easter


def test_a_part_that_holds_nothing_is_refused(easter: WorkingCalendar) -> None:
    with pytest.raises(BeyondCoverage):
        easter.between(date(2031, 1, 1), date(2031, 2, 1))
    with pytest.raises(ValueError, match="is before"):
        easter.between(SAT_4_APR, FRI_3_APR)


def test_a_changed_part_loses_the_version_of_the_whole(
    easter: WorkingCalendar,
) -> None:
    part = easter.between(date(2026, 1, 1), date(2026, 4, 30))

    changed = part.model_copy(update={"office_hours": OfficeHours("Mon 09:00-12:00")})

    assert changed.version != easter.version
    assert not changed.is_working_day(THU_2_APR)


def test_a_day_written_twice_is_refused(easter: WorkingCalendar) -> None:
    twice = (*easter.bank_holidays, BankHoliday(on=FRI_3_APR, title="Good Friday"))

    with pytest.raises(ValidationError) as refused:
        easter.model_copy(update={"bank_holidays": twice})

    [fault] = refused.value.errors()
    assert fault["msg"] == (
        "Value error, bank_holidays: Fri 3 Apr 2026 is there twice; write it once."
    )


def test_a_calendar_that_ends_before_it_begins_is_refused(
    easter: WorkingCalendar,
) -> None:
    with pytest.raises(ValidationError, match="is before covered_from"):
        easter.model_copy(update={"covered_until": date(2025, 1, 1)})


@pytest.mark.parametrize(
    ("came", "late"),
    [
        (datetime(2026, 3, 18, 9, tzinfo=UTC), -2),
        (datetime(2026, 3, 20, 9, tzinfo=UTC), 0),
        (datetime(2026, 3, 20, 23, tzinfo=UTC), 0),
        (datetime(2026, 3, 21, 9, tzinfo=UTC), 1),
        (datetime(2026, 3, 23, 9, tzinfo=UTC), 1),
        (datetime(2026, 3, 24, 9, tzinfo=UTC), 2),
    ],
)
def test_lateness_is_counted_in_working_days(
    came: datetime, late: int, easter: WorkingCalendar
) -> None:
    assert days_late(FRI_20_MAR_CLOSE, came, easter, skip_closures=False) == late


def test_what_is_due_at_midnight_is_not_late_the_day_after_by_none() -> None:
    office = WorkingCalendar(
        office_hours=OfficeHours("Mon-Fri 00:00-24:00"),
        covered_from=date(2026, 1, 1),
        official_until=date(2026, 12, 31),
        covered_until=date(2026, 12, 31),
    )
    due = office.close_of(date(2026, 3, 19))

    assert due == datetime(2026, 3, 20, tzinfo=UTC)
    assert (
        days_late(
            due, datetime(2026, 3, 20, 9, tzinfo=UTC), office, skip_closures=False
        )
        == 1
    )


def test_working_days_between_needs_both_days_covered(easter: WorkingCalendar) -> None:
    with pytest.raises(BeyondCoverage):
        working_days_between(THU_2_APR, date(2027, 1, 4), easter, skip_closures=False)


def test_a_trace_says_which_days_were_not_counted(easter: WorkingCalendar) -> None:
    mon_30_mar = datetime(2026, 3, 30, 9, tzinfo=UTC)

    reckoning = reckon(FIVE_WORKING_DAYS, mon_30_mar, easter)

    assert reckoning.lines() == (
        "Mon 30 Mar 2026 10:00: the clock starts, day 0",
        "Tue 31 Mar 2026: working day 1",
        "Wed 1 Apr 2026: working day 2",
        "Thu 2 Apr 2026: working day 3",
        "Fri 3 Apr 2026: Good Friday, not counted",
        "Sat 4 Apr 2026: Saturday, not counted",
        "Sun 5 Apr 2026: Sunday, not counted",
        "Mon 6 Apr 2026: Easter Monday, not counted",
        "Tue 7 Apr 2026: working day 4, although closed for Spring clean",
        "Wed 8 Apr 2026: working day 5",
        "Wed 8 Apr 2026 17:00: due",
    )
    assert reckoning.calendar == easter.version


def test_a_trace_says_that_the_day_of_the_start_counts_and_who_works_after_all(
    easter: WorkingCalendar,
) -> None:
    inclusive = Limit(amount=2, unit=Unit.WORKING_DAYS, counting=Counting.INCLUSIVE)
    calendar = easter.model_copy(update={"working_after_all": (FRI_3_APR,)})

    reckoning = reckon(inclusive, datetime(2026, 4, 2, 9, tzinfo=UTC), calendar)

    assert reckoning.lines() == (
        "Thu 2 Apr 2026 10:00: the clock starts, its own day counts",
        "Thu 2 Apr 2026: working day 1",
        "Fri 3 Apr 2026: working day 2, no bank holiday after all",
        "Fri 3 Apr 2026 17:00: due",
    )


def test_a_trace_says_that_the_day_of_the_start_is_over(
    easter: WorkingCalendar,
) -> None:
    inclusive = Limit(amount=1, unit=Unit.WORKING_DAYS, counting=Counting.INCLUSIVE)

    reckoning = reckon(inclusive, datetime(2026, 3, 27, 17, tzinfo=UTC), easter)

    assert reckoning.lines() == (
        "Fri 27 Mar 2026 17:00: the clock starts, its own day is over",
        "Sat 28 Mar 2026: Saturday, not counted",
        "Sun 29 Mar 2026: Sunday, not counted",
        "Mon 30 Mar 2026: working day 1",
        "Mon 30 Mar 2026 17:00: due",
    )


def test_a_trace_says_when_something_is_taken_to_have_come(
    easter: WorkingCalendar,
) -> None:
    deemed = Limit(amount=1, unit=Unit.WORKING_DAYS, counting=Counting.DEEMED)
    on_saturday = reckon(deemed, datetime(2026, 3, 21, 9, tzinfo=UTC), easter)
    in_the_evening = reckon(deemed, datetime(2026, 3, 20, 18, tzinfo=UTC), easter)

    assert on_saturday.lines()[:2] == (
        "Sat 21 Mar 2026 09:00: came on a day off, Saturday",
        "Mon 23 Mar 2026: taken to have come on this working day, day 0",
    )
    assert in_the_evening.lines()[0] == "Fri 20 Mar 2026 18:00: came after closing time"


def test_a_trace_of_office_time_says_how_much_of_each_day_was_used(
    easter: WorkingCalendar,
) -> None:
    limit = Limit(amount=10, unit=Unit.WORKING_HOURS)

    reckoning = reckon(limit, datetime(2026, 4, 2, 13, 30, tzinfo=UTC), easter)

    assert reckoning.lines()[0] == "Thu 2 Apr 2026 14:30: the clock starts"
    assert reckoning.lines()[1] == (
        "Thu 2 Apr 2026: 2 h 30 min of office time, 7 h 30 min left"
    )
    assert reckoning.lines()[-2:] == (
        "Tue 7 Apr 2026: 7 h 30 min of office time, 0 h left",
        "Tue 7 Apr 2026 16:30: due",
    )


def test_a_trace_of_office_time_that_ends_as_the_office_closes_ends_on_that_day(
    easter: WorkingCalendar,
) -> None:
    limit = Limit(amount=8, unit=Unit.WORKING_HOURS)

    reckoning = reckon(limit, datetime(2026, 4, 8, 8, tzinfo=UTC), easter)

    assert reckoning.lines() == (
        "Wed 8 Apr 2026 09:00: the clock starts",
        "Wed 8 Apr 2026: 8 h of office time, 0 h left",
        "Wed 8 Apr 2026 17:00: due",
    )


def test_a_trace_of_office_time_names_the_days_off_and_closures_that_it_skips(
    easter: WorkingCalendar,
) -> None:
    shut = Closure(on=date(2026, 4, 7), reason="boiler repair")
    calendar = easter.model_copy(update={"closures": (shut,)})
    limit = Limit(amount=10, unit=Unit.WORKING_HOURS, skip_closures=True)

    reckoning = reckon(limit, datetime(2026, 4, 2, 13, 30, 30, tzinfo=UTC), calendar)

    assert reckoning.lines() == (
        "Thu 2 Apr 2026 14:30: the clock starts",
        "Thu 2 Apr 2026: 2 h 29 min 30 s of office time, 7 h 30 min 30 s left",
        "Fri 3 Apr 2026: Good Friday, not counted",
        "Sat 4 Apr 2026: Saturday, not counted",
        "Sun 5 Apr 2026: Sunday, not counted",
        "Mon 6 Apr 2026: Easter Monday, not counted",
        "Tue 7 Apr 2026: boiler repair, not counted",
        "Wed 8 Apr 2026: 7 h 30 min 30 s of office time, 0 h left",
        "Wed 8 Apr 2026 16:30: due",
    )


def test_a_trace_of_calendar_days_names_the_closure_that_moves_their_end(
    easter: WorkingCalendar,
) -> None:
    shut = Closure(on=date(2026, 4, 7), reason="boiler repair")
    calendar = easter.model_copy(update={"closures": (shut,)})
    limit = Limit(
        amount=5, unit=Unit.CALENDAR_DAYS, roll=Roll.FORWARD, skip_closures=True
    )

    reckoning = reckon(limit, datetime(2026, 4, 2, 13, 30, tzinfo=UTC), calendar)

    assert reckoning.lines()[1:] == (
        "Tue 7 Apr 2026: calendar day 5",
        "Tue 7 Apr 2026: boiler repair, so the end moves on",
        "Wed 8 Apr 2026: the next working day",
        "Wed 8 Apr 2026 17:00: due",
    )


def test_what_lies_outside_the_calendar_is_refused_with_what_to_do(
    easter: WorkingCalendar,
) -> None:
    first, last = easter.covered_from, easter.covered_until
    with pytest.raises(BeyondCoverage) as later:
        easter.working_day(last, 5)
    with pytest.raises(BeyondCoverage) as earlier:
        easter.working_day(first, -5)

    assert str(later.value) == (
        f"The calendar ends on {says_day(last)}, before the date is reached; load a newer"
        " list of bank holidays."
    )
    assert str(earlier.value) == (
        f"The calendar begins on {says_day(first)}, after the date is reached; write a"
        " later date."
    )


def test_a_trace_of_hours_mentions_a_change_of_the_clocks(
    easter: WorkingCalendar,
) -> None:
    limit = Limit(amount=24, unit=Unit.ELAPSED_HOURS)

    reckoning = reckon(limit, datetime(2026, 3, 28, 12, tzinfo=UTC), easter)

    assert "from GMT to BST" in reckoning.lines()[1]
    assert reckoning.lines()[2] == "Sun 29 Mar 2026 13:00: due"


def test_a_trace_of_calendar_days_says_what_moved_their_end(
    easter: WorkingCalendar,
) -> None:
    limit = Limit(amount=5, unit=Unit.CALENDAR_DAYS, roll=Roll.FORWARD)

    reckoning = reckon(limit, datetime(2026, 3, 30, 9, tzinfo=UTC), easter)

    assert reckoning.lines()[1:3] == (
        "Sat 4 Apr 2026: calendar day 5",
        "Sat 4 Apr 2026: Saturday, so the end moves on",
    )
    assert reckoning.lines()[-2:] == (
        "Tue 7 Apr 2026: the next working day",
        "Tue 7 Apr 2026 17:00: due",
    )


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (5, Unit.WORKING_DAYS, "5 working days"),
        (1, Unit.WORKING_HOURS, "1 working hour"),
        (24, Unit.ELAPSED_HOURS, "24 elapsed hours"),
        (1, Unit.CALENDAR_DAYS, "1 calendar day"),
    ],
)
def test_a_limit_says_its_unit(amount: int, unit: Unit, words: str) -> None:
    assert Limit(amount=amount, unit=unit).says() == words


# --- what a limit may count in its own way ----------------------------------------------


def test_what_comes_after_the_cut_off_came_on_the_next_working_day(
    easter: WorkingCalendar,
) -> None:
    limit = Limit(
        amount=1, unit=Unit.WORKING_DAYS, counting=Counting.DEEMED, cut_off=time(16)
    )

    def due(at: str) -> str:
        return london(due_at(limit, datetime.fromisoformat(at), easter))

    assert due("2026-03-30T16:00:00+01:00") == "Tue 31 Mar 2026 17:00"
    assert due("2026-03-30T16:00:01+01:00") == "Wed 1 Apr 2026 17:00"
    late = reckon(limit, datetime.fromisoformat("2026-03-30T16:30:00+01:00"), easter)
    assert late.lines()[0] == "Mon 30 Mar 2026 16:30: came after 16:00"
    assert limit.rule() == "what starts after 16:00 starts on the next working day"


def test_a_bank_holiday_stands_for_a_limit_that_says_so_though_the_office_works(
    easter: WorkingCalendar,
) -> None:
    open_on_monday = easter.model_copy(
        update={"working_after_all": (date(2026, 4, 6),)}
    )
    start = datetime(2026, 4, 2, 9, tzinfo=UTC)
    limit = Limit(amount=1, unit=Unit.WORKING_DAYS)
    by_the_list = limit.model_copy(update={"bank_holidays_stand": True})

    assert london(due_at(limit, start, open_on_monday)) == "Mon 6 Apr 2026 17:00"
    assert london(due_at(by_the_list, start, open_on_monday)) == "Tue 7 Apr 2026 17:00"
    assert "Mon 6 Apr 2026: Easter Monday, not counted" in (
        reckon(by_the_list, start, open_on_monday).lines()
    )
