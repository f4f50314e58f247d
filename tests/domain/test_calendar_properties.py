"""Every due time agrees with a slow counter that knows none of the arithmetic.

The slow counter walks: from day to day, and for office hours from minute to minute by the
clock on the wall. Calendars, office hours and starts are made at random.
"""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import (
    LONDON,
    BankHoliday,
    Closure,
    OfficeHours,
    WorkingCalendar,
    days_late,
    due_at,
    due_day,
    london_day,
    reckon,
    working_days_between,
)
from domain.calendar.office_hours import WEEKDAYS
from domain.limits import Counting, Limit, Roll, Unit

FIRST, LAST = date(2022, 1, 1), date(2032, 12, 31)
START = date(2024, 1, 1)
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)

MIDNIGHT = 24 * 60

# Opening and closing in minutes. The hour that clocks skip or repeat has its own tests.
MINUTES = (
    st.integers(0, 95)
    .map(lambda quarter: quarter * 15)
    .filter(lambda minute: not 60 < minute < 120)
)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def office_hours(draw: st.DrawFn) -> OfficeHours:
    parts = []
    for day in draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1)):
        count = draw(st.sampled_from([2, 2, 4]))
        edges = draw(st.lists(MINUTES, min_size=count, max_size=count, unique=True))
        edges.sort()
        if draw(st.booleans()):
            edges[-1] = MIDNIGHT
        spans = zip(edges[::2], edges[1::2], strict=True)
        parts.append(f"{day} " + ",".join(f"{clock(a)}-{clock(b)}" for a, b in spans))
    return OfficeHours.parse("; ".join(parts))


DAYS = st.integers(0, 200).map(lambda number: START + number * A_DAY)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    weekday_hours = st.just(OfficeHours())
    return WorkingCalendar(
        bank_holidays=tuple(
            BankHoliday(on=day, title="Feast of Saint Ledger")
            for day in draw(st.sets(DAYS, max_size=40))
        ),
        closures=tuple(
            Closure(on=day, reason="Boiler") for day in draw(st.sets(DAYS, max_size=40))
        ),
        working_after_all=tuple(draw(st.sets(DAYS, max_size=10))),
        office_hours=draw(st.one_of(weekday_hours, office_hours())),
        covered_from=FIRST,
        official_until=LAST,
        covered_until=LAST,
    )


STARTS = st.integers(0, 150 * 24 * 60).map(
    lambda minute: datetime(2024, 1, 8, tzinfo=UTC) + minute * A_MINUTE
)


def plain(skip_closures: bool) -> Limit:
    """A limit of which only closures matter."""
    return Limit(amount=1, unit=Unit.WORKING_DAYS, skip_closures=skip_closures)


# --- the slow counter ------------------------------------------------------------------


def worked(day: date, calendar: WorkingCalendar, limit: Limit) -> bool:
    if any(one.on == day for one in calendar.closures) and limit.skip_closures:
        return False
    if not calendar.office_hours.week[day.weekday()]:
        return False
    listed = any(one.on == day for one in calendar.bank_holidays)
    after_all = day in calendar.working_after_all and not limit.bank_holidays_stand
    return not listed or after_all


def closing(day: date, calendar: WorkingCalendar) -> datetime:
    """Closing time by the wall clock, of the day or the nearest open weekday before."""
    weekday = day
    while not calendar.office_hours.week[weekday.weekday()]:
        weekday -= A_DAY
    minute = max(closes for _, closes in calendar.office_hours.week[weekday.weekday()])
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return (midnight + minute * A_MINUTE).replace(tzinfo=LONDON)


def walk_days(limit: Limit, start: datetime, calendar: WorkingCalendar) -> datetime:
    day = start.astimezone(LONDON).date()
    every_day = limit.unit is Unit.CALENDAR_DAYS
    if limit.counting is Counting.DEEMED:
        cut_off = limit.cut_off
        last = closing(day, calendar)
        if cut_off is not None:
            last = datetime.combine(day, cut_off, tzinfo=LONDON)
        late = start > last
        while late or not worked(day, calendar, limit):
            day, late = day + A_DAY, False
    if limit.counting is not Counting.INCLUSIVE or start >= closing(day, calendar):
        day += A_DAY
    counted = 0
    while True:
        counted += every_day or worked(day, calendar, limit)
        if counted == limit.amount:
            break
        day += A_DAY
    if every_day and limit.roll is Roll.FORWARD:
        while not worked(day, calendar, limit):
            day += A_DAY
    return closing(day, calendar)


def walk_minutes(limit: Limit, start: datetime, calendar: WorkingCalendar) -> datetime:
    """Tick through every minute; a minute counts if the office is open when it begins."""
    at, left = start, limit.amount * 60
    opened: dict[date, bool] = {}
    while left:
        wall = at.astimezone(LONDON)
        day, minute = wall.date(), wall.hour * 60 + wall.minute
        if day not in opened:
            opened[day] = worked(day, calendar, limit)
        spans = calendar.office_hours.week[day.weekday()]
        left -= opened[day] and any(a <= minute < b for a, b in spans)
        at += A_MINUTE
    return at


# --- the properties --------------------------------------------------------------------

LIMITS_IN_DAYS = st.builds(
    Limit,
    amount=st.integers(1, 40),
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]),
    counting=st.sampled_from(Counting),
    roll=st.sampled_from(Roll),
    skip_closures=st.booleans(),
    bank_holidays_stand=st.booleans(),
    cut_off=st.sampled_from([None, time(16), time(12, 30)]),
)
LIMITS_IN_OFFICE_TIME = st.builds(
    Limit,
    amount=st.integers(1, 30),
    unit=st.just(Unit.WORKING_HOURS),
    skip_closures=st.booleans(),
    bank_holidays_stand=st.booleans(),
)
ANY_LIMIT = st.builds(
    Limit,
    amount=st.integers(1, 30),
    unit=st.sampled_from(Unit),
    counting=st.sampled_from(Counting),
    roll=st.sampled_from(Roll),
    skip_closures=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(LIMITS_IN_DAYS, STARTS, calendars())
def test_days_end_where_walking_from_day_to_day_ends(
    limit: Limit, start: datetime, calendar: WorkingCalendar
) -> None:
    assert due_at(limit, start, calendar) == walk_days(limit, start, calendar)


@settings(max_examples=80, deadline=None)
@given(LIMITS_IN_OFFICE_TIME, STARTS, calendars())
def test_office_time_ends_where_ticking_through_the_minutes_ends(
    limit: Limit, start: datetime, calendar: WorkingCalendar
) -> None:
    expected = walk_minutes(limit, start, calendar)

    assert due_at(limit, start, calendar) == expected


@given(st.integers(1, 10_000), STARTS, calendars())
def test_elapsed_hours_are_hours_in_utc(
    amount: int, start: datetime, calendar: WorkingCalendar
) -> None:
    limit = Limit(amount=amount, unit=Unit.ELAPSED_HOURS)

    assert due_at(limit, start, calendar) - start == timedelta(hours=amount)


@settings(deadline=None)
@given(ANY_LIMIT, STARTS, calendars())
def test_the_trace_ends_at_the_due_time_and_counts_to_the_amount(
    limit: Limit, start: datetime, calendar: WorkingCalendar
) -> None:
    reckoning = reckon(limit, start, calendar)

    assert reckoning.due_at == due_at(limit, start, calendar)
    assert reckoning.steps[-1].on == due_day(reckoning.due_at)
    assert [step.on for step in reckoning.steps] == sorted(
        step.on for step in reckoning.steps
    )
    counted = [line for line in reckoning.lines() if ": working day " in line]
    if limit.unit is Unit.WORKING_DAYS:
        assert len(counted) == limit.amount
        assert reckoning.steps[-2].on == due_day(reckoning.due_at)
    if limit.unit is Unit.WORKING_HOURS:
        assert reckoning.lines()[-2].endswith(" 0 h left")


@settings(deadline=None)
@given(ANY_LIMIT, STARTS, calendars())
def test_a_trimmed_calendar_gives_the_same_due_time(
    limit: Limit, start: datetime, calendar: WorkingCalendar
) -> None:
    due = due_at(limit, start, calendar)
    part = calendar.between(london_day(start), max(due_day(due), london_day(start)))

    carried = WorkingCalendar.model_validate_json(part.model_dump_json())

    assert due_at(limit, start, carried) == due
    assert carried.version == calendar.version


@settings(deadline=None)
@given(ANY_LIMIT, STARTS, st.integers(0, 5000), calendars())
def test_starting_later_is_never_due_earlier(
    limit: Limit, start: datetime, later: int, calendar: WorkingCalendar
) -> None:
    after = start + later * A_MINUTE

    assert due_at(limit, start, calendar) <= due_at(limit, after, calendar)


@given(DAYS, st.integers(-30, 30), st.booleans(), calendars())
def test_steps_forward_and_back_are_those_of_walking(
    day: date, steps: int, skip: bool, calendar: WorkingCalendar
) -> None:
    walked, left = day, abs(steps)
    while left or (steps == 0 and not worked(walked, calendar, plain(skip))):
        walked += A_DAY if steps > 0 else -A_DAY
        left -= bool(left) and worked(walked, calendar, plain(skip))

    assert calendar.working_day(day, steps, skip) == walked


@given(DAYS, DAYS, st.booleans(), calendars())
def test_working_days_between_two_days_are_those_met_on_the_way(
    first: date, last: date, skip: bool, calendar: WorkingCalendar
) -> None:
    early, late = sorted((first, last))
    met = 0
    while early < late:
        early += A_DAY
        met += worked(early, calendar, plain(skip))

    between = working_days_between(first, last, calendar, skip)

    assert between == (met if first <= last else -met)


@given(STARTS, STARTS, calendars())
def test_lateness_is_positive_after_the_due_day_and_never_before_it(
    due: datetime, came: datetime, calendar: WorkingCalendar
) -> None:
    late = days_late(due, came, calendar, skip_closures=False)

    if london_day(came) == due_day(due):
        assert late == 0
    elif london_day(came) > due_day(due):
        assert late >= 1
    else:
        assert late <= 0


@given(office_hours())
def test_office_hours_read_back_from_their_own_text_are_the_same(
    hours: OfficeHours,
) -> None:
    assert OfficeHours.parse(str(hours)) == hours
    assert OfficeHours.parse(str(hours)).week == hours.week
