"""Laws that hold for a clock whatever happens to it, in whatever order."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import BankHoliday, OfficeHours, WorkingCalendar
from domain.ledger import Ledger, OnCalendarChange, PauseEffect
from domain.limits import Counting, Limit, Roll, Unit

STARTED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOURS = [
    "Mon-Fri 09:00-17:00",
    "Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45",
    "Mon-Sun 00:00-24:00",
]

LIMITS = st.builds(
    Limit,
    amount=st.integers(1, 30),
    unit=st.sampled_from(Unit),
    counting=st.sampled_from(Counting),
    roll=st.sampled_from(Roll),
    skip_closures=st.booleans(),
)
MOMENTS = st.integers(0, 60 * 24 * 60).map(
    lambda minutes: STARTED_AT + timedelta(minutes=minutes)
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    days = draw(st.sets(st.integers(0, 90), max_size=20))
    return WorkingCalendar(
        bank_holidays=tuple(
            BankHoliday(on=date(2026, 3, 1) + timedelta(days=day), title="Frog day")
            for day in days
        ),
        office_hours=OfficeHours(draw(st.sampled_from(HOURS))),
        covered_from=date(2026, 1, 1),
        official_until=date(2036, 12, 31),
        covered_until=date(2036, 12, 31),
    )


LEDGERS = st.builds(
    Ledger,
    limit=LIMITS,
    started_at=st.just(STARTED_AT),
    calendar=calendars(),
    pause_effect=st.sampled_from(PauseEffect),
    on_calendar_change=st.sampled_from(OnCalendarChange),
)


@st.composite
def happenings(draw: st.DrawFn) -> list[tuple[str, datetime, Limit, WorkingCalendar]]:
    kinds = st.sampled_from(["extend", "hold", "resume", "change", "correct"])
    return draw(st.lists(st.tuples(kinds, MOMENTS, LIMITS, calendars()), max_size=8))


def happen(ledger: Ledger, what: tuple[str, datetime, Limit, WorkingCalendar]) -> None:
    kind, at, limit, calendar = what
    match kind:
        case "extend":
            ledger.extend(limit, at)
        case "hold":
            ledger.hold(at)
        case "resume":
            ledger.resume(at)
        case "change":
            ledger.change_calendar(calendar, at)
        case "correct":
            ledger.correct_start(at - timedelta(days=45), at)


@settings(deadline=None)
@given(LEDGERS, happenings())
def test_only_a_calendar_followed_or_a_start_corrected_brings_a_date_nearer(
    ledger: Ledger, story: list[tuple[str, datetime, Limit, WorkingCalendar]]
) -> None:
    for what in story:
        before = ledger.would_be_due()
        happen(ledger, what)
        follows = ledger.on_calendar_change is OnCalendarChange.FOLLOW
        if what[0] != "correct" and not (what[0] == "change" and follows):
            assert ledger.would_be_due() >= before


@settings(deadline=None)
@given(LEDGERS, happenings())
def test_a_held_clock_is_never_due_and_a_running_one_always(
    ledger: Ledger, story: list[tuple[str, datetime, Limit, WorkingCalendar]]
) -> None:
    for what in story:
        happen(ledger, what)
        assert (ledger.due() is None) == ledger.is_held


@settings(deadline=None)
@given(LEDGERS, MOMENTS, MOMENTS)
def test_a_clock_does_not_run_out_while_it_stands(
    ledger: Ledger, held: datetime, resumed: datetime
) -> None:
    was_running = held <= ledger.would_be_due()

    ledger.hold(held).resume(resumed)

    if was_running and resumed > held:
        assert ledger.would_be_due() >= resumed


@settings(deadline=None)
@given(LEDGERS, happenings())
def test_a_ledger_can_be_carried_at_any_moment(
    ledger: Ledger, story: list[tuple[str, datetime, Limit, WorkingCalendar]]
) -> None:
    for what in story:
        ledger = Ledger.model_validate_json(ledger.model_dump_json())
        happen(ledger, what)

    moves = ledger.moves()

    assert len(moves) == len(ledger.events) + 1
    assert moves[-1].due_at == ledger.would_be_due()
    assert [move.was_due_at for move in moves[1:]] == [
        move.due_at for move in moves[:-1]
    ]


@settings(deadline=None)
@given(LEDGERS, calendars())
def test_a_followed_calendar_leaves_nothing_of_the_old_one(
    ledger: Ledger, calendar: WorkingCalendar
) -> None:
    follower = ledger.model_copy(update={"on_calendar_change": OnCalendarChange.FOLLOW})
    afresh = ledger.model_copy(update={"calendar": calendar})

    follower.change_calendar(calendar, STARTED_AT)

    if ledger.would_be_due() >= STARTED_AT:
        assert follower.would_be_due() == afresh.would_be_due()


@settings(deadline=None)
@given(LEDGERS, happenings(), MOMENTS)
def test_a_corrected_start_gives_the_date_of_a_clock_that_had_started_then(
    ledger: Ledger,
    story: list[tuple[str, datetime, Limit, WorkingCalendar]],
    started_at: datetime,
) -> None:
    told = [what for what in story if what[0] in {"extend", "hold", "resume"}]
    from_the_first = ledger.model_copy(update={"started_at": started_at, "events": ()})
    for what in told:
        happen(ledger, what)
        happen(from_the_first, what)

    ledger.correct_start(started_at, STARTED_AT)

    assert ledger.would_be_due() == from_the_first.would_be_due()
    assert ledger.began_at == started_at
