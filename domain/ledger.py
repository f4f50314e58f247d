"""The ledger of a clock: what started it, and everything that moved its date since.

The due date is never stored. It follows from the events, told again from the first each
time it is asked for, so no date can drift from the reasons for it.

Nothing here asks the time: every method is told `at`. The caller refuses what is not
admissible beforehand; a second hold, or a resumption of what is not held, changes nothing.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from operator import is_
from typing import Any, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from domain.calendar import (
    Reckoning,
    WorkingCalendar,
    due_at,
    due_day,
    london,
    london_closing,
    london_day,
    reckon,
)
from domain.calendar.difference import DayChange, difference
from domain.ledger_events import (
    CalendarChanged,
    Event,
    Extended,
    Held,
    Resumed,
    StartCorrected,
    StartMoved,
    StartsWithMeeting,
    says,
)
from domain.ledger_moves import Pause, PauseEffect, more_time, resumed
from domain.limits import Limit, Unit

__all__ = ["Ledger", "Moved", "OnCalendarChange", "PauseEffect"]


_Worked = TypeVar("_Worked")


class OnCalendarChange(StrEnum):
    """What a changed calendar does to a date that somebody was told.

    `extend` a later date applies, an earlier one does not; `follow` either applies;
    `freeze` neither does. A date that had passed before the change always stands.
    """

    EXTEND = "extend"
    FOLLOW = "follow"
    FREEZE = "freeze"


class Moved(BaseModel):
    """One event of a ledger and what it did to the date.

    Attributes:
        at: When it happened, aware UTC or as it was told.
        says: One sentence, with the old date and the new one where it moved.
        was_due_at: Due time before; None for the start.
        due_at: Due time after; while held, what it would be without the hold.
        held: True while the clock stands.
    """

    model_config = ConfigDict(frozen=True)

    at: AwareDatetime
    says: str
    was_due_at: AwareDatetime | None
    due_at: AwareDatetime
    held: bool


class Ledger(BaseModel):
    """One clock: a limit, when it started, and what has moved it.

    Written in place: each event is added to it, and the method returns it. It is plain
    data, so that it can be carried from one run of a workflow to the next.

    Attributes:
        limit: How long there was at the start.
        started_at: When the clock started, as it was taken to be at first.
        calendar: The one in force when it started.
        pause_effect: What a hold gives back when it ends.
        on_calendar_change: What a changed calendar does to the date.
        events: What has happened since, in the order in which it was taken.
        source: Paragraph and requirement that the limit comes from.
    """

    model_config = ConfigDict(extra="forbid")

    limit: Limit
    started_at: AwareDatetime
    calendar: WorkingCalendar
    pause_effect: PauseEffect = PauseEffect.KEEP_REMAINDER
    on_calendar_change: OnCalendarChange = OnCalendarChange.EXTEND
    events: tuple[Event, ...] = ()
    source: str = ""

    def extend(self, by: Limit, at: datetime) -> Self:
        """Give more time, counted from the due time; it never comes nearer.

        Args:
            by: How much. Its day 1 is the first after the due day, whatever its
                counting rule.
            at: When it was granted, aware.

        Raises:
            BeyondCoverage: The calendar does not reach so far; nothing is changed.
        """
        return self._take(Extended(at=at, by=by))

    def hold(self, at: datetime) -> Self:
        """Stop the clock; a second hold changes nothing.

        Args:
            at: When it stops, aware.
        """
        return self if self.is_held else self._take(Held(at=at))

    def resume(self, at: datetime) -> Self:
        """Start the clock again; if it is not held, nothing changes.

        Args:
            at: When it starts again, aware.

        Raises:
            BeyondCoverage: The calendar does not reach so far; it is still held. Give
                it a calendar that does with `change_calendar` first.
        """
        return self._take(Resumed(at=at)) if self.is_held else self

    def change_calendar(self, calendar: WorkingCalendar, at: datetime) -> Self:
        """Put another calendar in force; `on_calendar_change` says what becomes of it.

        Args:
            calendar: Must reach back to the start of the clock.
            at: When it came into force, aware.

        Raises:
            BeyondCoverage: The calendar does not know the days; the old one stays.
        """
        return self._take(CalendarChanged(at=at, calendar=calendar))

    def correct_start(self, started_at: datetime, at: datetime) -> Self:
        """Count as if the clock had started at another time; the rest stays as it was.

        Args:
            started_at: When it did start, aware; before everything that has happened.
            at: When that was found, aware.

        Raises:
            BeyondCoverage: The calendar does not reach back so far; nothing is changed.
        """
        return self._take(StartCorrected(at=at, started_at=started_at))

    def start_with_meeting(
        self, started_at: datetime, at: datetime, *, held: bool
    ) -> Self:
        """Count from the meeting; what moved the clock before moves the new date too.

        A hold gives back only the time that it took from the clock once that had started.

        Args:
            started_at: When the meeting was or is to be, aware.
            at: When that was told, aware.
            held: True: it was; False: it is arranged.

        Raises:
            BeyondCoverage: The calendar does not reach so far; nothing is changed.
        """
        return self._take(StartsWithMeeting(at=at, started_at=started_at, held=held))

    @property
    def starts(self) -> tuple[datetime, ...]:
        """When the clock started, as it was taken to be at first and ever since."""
        moved = [one.started_at for one in self.events if isinstance(one, StartMoved)]
        return self.started_at, *moved

    @property
    def began_at(self) -> datetime:
        """When the clock started, as it is known now."""
        return self.starts[-1]

    @property
    def is_held(self) -> bool:
        """True while the clock stands."""
        stops = [one for one in self.events if isinstance(one, Held | Resumed)]
        return bool(stops) and isinstance(stops[-1], Held)

    @property
    def calendar_now(self) -> WorkingCalendar:
        """The calendar in force after everything that has happened."""
        changes = [one for one in self.events if isinstance(one, CalendarChanged)]
        return changes[-1].calendar if changes else self.calendar

    def due(self) -> datetime | None:
        """Return when the clock runs out, aware UTC, or None while it is held."""
        return None if self.is_held else self.would_be_due()

    def would_be_due(self) -> datetime:
        """Return when the clock runs out; while held, as if it had not been stopped."""
        return self._told(self.events)[-1]

    def reckoning(self) -> Reckoning:
        """Return how the first date is reached by the calendar now in force."""
        return reckon(self.limit, self.began_at, self.calendar_now)

    def moves(self) -> tuple[Moved, ...]:
        """Return the start and every event since, each with old and new date."""
        dues = self._told(self.events)
        moves = [
            Moved(
                at=self.started_at,
                says=(
                    f"{london(self.started_at)}: clock of {self.limit.says()} started,"
                    f" due {london_closing(dues[0])}."
                ),
                was_due_at=None,
                due_at=dues[0],
                held=False,
            )
        ]
        held, calendar = False, self.calendar
        for number, event in enumerate(self.events):
            was, now = dues[number], dues[number + 1]
            changes = self._changed_days(calendar, event, max(was, now))
            calendar = getattr(event, "calendar", calendar)
            held = isinstance(event, Held) or (held and not isinstance(event, Resumed))
            moves.append(
                Moved(
                    at=event.at,
                    says=f"{london(event.at)}: {says(event, was, now, changes)}",
                    was_due_at=was,
                    due_at=now,
                    held=held,
                )
            )
        return tuple(moves)

    def _changed_days(
        self, known: WorkingCalendar, event: Event, until: datetime
    ) -> list[DayChange]:
        """Which days on the way a changed calendar made different, and why."""
        if not isinstance(event, CalendarChanged):
            return []
        first, last = london_day(self.started_at), due_day(until)
        return difference(known, event.calendar, first, last)

    def explain(self) -> tuple[str, ...]:
        """Return how the date was reached: the rule, day by day, every event since."""
        return self._once(self._lines, self.events)

    def _lines(self, _events: tuple[Event, ...]) -> tuple[str, ...]:
        first = reckon(self.limit, self.started_at, self.calendar)
        return (self._rule(), *first.lines(), *self._since())

    def _since(self) -> Iterator[str]:
        """Yield every event, and day by day what another start makes of the date."""
        calendar = self.calendar
        for event, move in zip(self.events, self.moves()[1:], strict=True):
            yield move.says
            calendar = getattr(event, "calendar", calendar)
            if isinstance(event, StartMoved):
                yield from reckon(self.limit, event.started_at, calendar).lines()

    def _rule(self) -> str:
        """By which rule, from which paragraph, under which calendar."""
        counted = self.limit.unit is Unit.WORKING_DAYS
        rule = f", where {self.limit.rule()}" if counted else ""
        source = f", by {self.source}" if self.source else ""
        return f"Rule: {self.limit.says()}{rule}{source}. Calendar {self.calendar.version}."

    def _take(self, event: Event) -> Self:
        events = (*self.events, event)
        self._told(
            events
        )  # Whatever the calendar cannot do is refused here, not later.
        self.events = events
        return self

    def _told(self, events: tuple[Event, ...]) -> tuple[datetime, ...]:
        """Return the due time told at the start and after each event."""
        return self._once(self._tell, events)

    @cached_property
    def _kept(self) -> dict[str, tuple[tuple[Any, ...], Any]]:
        return {}

    def _once(
        self,
        work_out: Callable[[tuple[Event, ...]], _Worked],
        events: tuple[Event, ...],
    ) -> _Worked:
        """Return what was worked out last, if it was from the very same things.

        A date is asked for hundreds of times between two events. Nothing that it follows
        from is ever changed in place, so it is enough to see that none was replaced.
        """
        rules = (self.limit, self.pause_effect, self.on_calendar_change, self.source)
        of = (*rules, self.started_at, self.calendar, events)
        what = work_out.__name__
        kept = self._kept.get(what)
        if kept is None or not all(map(is_, kept[0], of)):
            kept = self._kept[what] = (of, work_out(events))
        worked: _Worked = kept[1]
        return worked

    def _tell(self, events: tuple[Event, ...]) -> tuple[datetime, ...]:
        calendar = self.calendar
        dues = [due_at(self.limit, self.started_at, calendar)]
        held_at: datetime | None = None
        began_at = self.started_at
        for number, event in enumerate(events):
            due = dues[-1]
            match event:
                case Extended(by=by):
                    due = more_time(due, by, calendar)
                case Held(at=at):
                    held_at = at
                case Resumed(at=at) if held_at:
                    # A clock that runs from a meeting to come may be held before it.
                    pause = Pause(max(held_at, began_at), at)
                    due = resumed(due, pause, self.limit, self.pause_effect, calendar)
                    held_at = None
                case CalendarChanged(at=at):
                    calendar = event.calendar
                    if (held_at or at) <= due:
                        due = self._under(calendar, events[:number], due)
                case StartCorrected() | StartsWithMeeting():
                    began_at = event.started_at
                    due = self._started(began_at, events[:number])
            dues.append(due)
        return tuple(dues)

    def _started(self, started_at: datetime, events: tuple[Event, ...]) -> datetime:
        """Return the due time after these events, had it started at another time."""
        others = tuple(one for one in events if not isinstance(one, StartMoved))
        anew = {"started_at": started_at, "events": others}
        return self.model_copy(update=anew).would_be_due()

    def _under(
        self, calendar: WorkingCalendar, events: tuple[Event, ...], told: datetime
    ) -> datetime:
        """Return the due time under a changed calendar, after these events."""
        if self.on_calendar_change is OnCalendarChange.FREEZE:
            return told
        others = tuple(one for one in events if not isinstance(one, CalendarChanged))
        anew = self.model_copy(update={"calendar": calendar, "events": others})
        afresh = anew.would_be_due()
        if self.on_calendar_change is OnCalendarChange.FOLLOW:
            return afresh
        return max(told, afresh)
