"""What a drawn calendar shows of a clock: one cell for each day, before it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from domain.calendar import (
    WorkingCalendar,
    due_day,
    london_closing,
    london_day,
    reckon,
    says_day,
)
from domain.calendar.due import own_day_counts
from domain.clock_record import RecordedClock
from domain.ledger import Ledger, PauseEffect
from domain.ledger_events import (
    CalendarChanged,
    Extended,
    Held,
    Resumed,
    StartCorrected,
    StartsWithMeeting,
)
from domain.limits import Counting, Limit, Unit

_A_DAY = timedelta(days=1)
_WEEK = 7
_DAYS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
_COUNT_ON = (PauseEffect.KEEP_REMAINDER, PauseEffect.ADD_WORKING_DAYS)
"""Holds after which the count goes on where it had stopped."""


class Ground(Enum):
    """How a day is shaded."""

    OUTSIDE = auto()
    WORKED = auto()
    WEEKEND = auto()
    HOLIDAY = auto()
    CLOSURE = auto()
    HELD = auto()


@dataclass(frozen=True)
class Cell:
    """One day.

    Attributes:
        on: Which.
        ground: How it is shaded.
        note: Why it is not counted, or that it is held; empty for a day that counts.
        number: Which day of the limit it is; None where it is not counted.
        marks: What happened on it: the start, an extension, the due time.
        is_due: True for the day at whose end it is due.
    """

    on: date
    ground: Ground
    note: str = ""
    number: int | None = None
    marks: tuple[str, ...] = ()
    is_due: bool = False


@dataclass(frozen=True)
class Strip:
    """One clock, day by day, in whole weeks.

    Attributes:
        title: The clock's name.
        says: From when to when, and how long, in a sentence.
        weeks: Seven cells each, Monday first.
        notes: What happened to the clock, in sentences, oldest first.
    """

    title: str
    says: str
    weeks: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def strip(clock: RecordedClock) -> Strip:
    """Return what is to be drawn of a clock."""
    ledger = clock.ledger
    began_on, due_on = london_day(ledger.began_at), due_day(clock.due_at)
    last = max([due_on, *(london_day(event.at) for event in ledger.events)])
    cells = [*_cells(clock, began_on, last)]
    return Strip(
        title=f"{clock.name[:1].upper()}{clock.name[1:]}",
        says=_says(clock),
        weeks=tuple(
            tuple(cells[first : first + _WEEK]) for first in range(0, len(cells), _WEEK)
        ),
        notes=tuple(move.says for move in ledger.moves()),
    )


def _says(clock: RecordedClock) -> str:
    limit = clock.ledger.limit.says()
    since = says_day(london_day(clock.ledger.began_at))
    due = london_closing(clock.due_at)
    if clock.held:
        return f"{limit} from {since}; on hold, without it due {due}."
    return f"{limit} from {since}: due {due}."


def _cells(clock: RecordedClock, began_on: date, last: date) -> Iterator[Cell]:
    """Yield the days in whole weeks, numbered until the limit is used up."""
    ledger = clock.ledger
    calendar = ledger.calendar_now.for_limit(ledger.limit)
    held, marks = _held_days(ledger, last), _marks(clock)
    numbers = _Numbers(ledger)
    due_on = due_day(clock.due_at)
    day = began_on - timedelta(days=began_on.weekday())
    end = last + timedelta(days=_WEEK - 1 - last.weekday())
    while day <= end:
        if began_on <= day <= last:
            ground, note = _ground(day, calendar, held, ledger.limit)
            counts = day <= due_on and numbers.count(day, ground)
            yield Cell(
                on=day,
                ground=ground,
                note=note,
                number=numbers.reached if counts else None,
                marks=tuple(marks.get(day, ())),
                is_due=day == due_on and not clock.held,
            )
        else:
            yield Cell(on=day, ground=Ground.OUTSIDE)
        day += _A_DAY


class _Numbers:
    """Numbers the days that count, from the first to the last there is.

    Under a rule by which numbers would not tell the truth, such as hours, or calendar
    days given back after a hold, there are none.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.reached = 0
        self._limit = ledger.limit
        self._first = london_day(ledger.began_at)
        self._own_day = own_day_counts(ledger.limit, ledger.began_at, ledger.calendar)
        if ledger.limit.counting is Counting.DEEMED:
            steps = reckon(ledger.limit, ledger.began_at, ledger.calendar).steps
            self._first = next(step.on for step in steps if "day 0" in step.says)
        extended = [one.by for one in ledger.events if isinstance(one, Extended)]
        same = all(by.unit is ledger.limit.unit for by in extended)
        resumed = any(isinstance(one, Resumed) for one in ledger.events)
        exact = not resumed or ledger.pause_effect in _COUNT_ON
        self._most = (
            ledger.limit.amount + sum(by.amount for by in extended)
            if same and exact and ledger.limit.unit in _DAYS
            else 0
        )

    def count(self, day: date, ground: Ground) -> bool:
        """Count `day` if it counts, and tell whether it does."""
        begun = day >= self._first if self._own_day else day > self._first
        every_day = self._limit.unit is Unit.CALENDAR_DAYS
        counted = ground is Ground.WORKED or (
            ground is Ground.CLOSURE and not self._limit.skip_closures
        )
        if not begun or not (counted or every_day) or ground is Ground.HELD:
            return False
        if self.reached >= self._most:
            return False
        self.reached += 1
        return True


def _ground(
    day: date, calendar: WorkingCalendar, held: set[date], limit: Limit
) -> tuple[Ground, str]:
    if not calendar.covered_from <= day <= calendar.covered_until:
        return Ground.OUTSIDE, ""
    why = calendar.why_not_working(day)
    if why is not None:
        weekend = not calendar.office_hours.week[day.weekday()]
        return (Ground.WEEKEND, "") if weekend else (Ground.HOLIDAY, why)
    if day in held:
        return Ground.HELD, "on hold"
    closure = calendar.closure_on(day)
    if closure is not None:
        counted = "not counted" if limit.skip_closures else "still counted"
        return Ground.CLOSURE, f"{closure}, {counted}"
    return Ground.WORKED, ""


def _held_days(ledger: Ledger, last: date) -> set[date]:
    """The days after one on which it was stopped, up to the one when it ran again."""
    days: set[date] = set()
    since: date | None = None
    for event in ledger.events:
        if isinstance(event, Held):
            since = london_day(event.at)
        if isinstance(event, Resumed) and since is not None:
            days |= _between(since, london_day(event.at))
            since = None
    return days | (_between(since, last) if since is not None else set())


def _between(after: date, upto: date) -> set[date]:
    return {after + n * _A_DAY for n in range(1, (upto - after).days + 1)}


def _marks(clock: RecordedClock) -> dict[date, list[str]]:
    ledger = clock.ledger
    marks: dict[date, list[str]] = {london_day(ledger.began_at): ["Start"]}
    for event in ledger.events:
        match event:
            case Extended(by=by):
                says = f"+{by.says()}"
            case Held():
                says = "Hold begins"
            case Resumed():
                says = "Runs again"
            case CalendarChanged():
                says = "New calendar"
            case StartCorrected():
                says = "Start corrected"
            case StartsWithMeeting(held=held):
                says = "Meeting held" if held else "Meeting arranged"
        marks.setdefault(london_day(event.at), []).append(says)
    if not clock.held:
        time = london_closing(clock.due_at).rpartition(" ")[2]
        marks.setdefault(due_day(clock.due_at), []).append(f"Due {time}")
    return marks
