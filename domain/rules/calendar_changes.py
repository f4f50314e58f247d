"""Another calendar comes into force: dates still to come move, and who was told is told.

What was met, missed or escalated stays as it is. By default a date only moves later; the
procedure's `on_calendar_change` may say otherwise.
"""

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from domain.calendar import WorkingCalendar, due_day, london_day, says_day
from domain.calendar.difference import DayChange, difference, in_a_sentence
from domain.calendar_moves import (
    Move,
    agreed_moves,
    in_hours,
    put_under,
)
from domain.clocks_now import calendar_changes, clocks_now, running_clocks
from domain.diary import next_line_at
from domain.errors import BeyondCoverage
from domain.messages import ChangeCalendar
from domain.opening import Newer
from domain.rules.moved_dates import tell_moves
from domain.rules.rule import Rule, SpokenBy

if TYPE_CHECKING:
    from domain.dispute import Dispute

REACH = timedelta(days=366)
"""How far ahead a new calendar has to know the days, unless the present one does not."""

_DAYS_KEPT = 50
"""Changed days that an entry lists."""


def found(dispute: "Dispute", newer: Newer, at: datetime) -> None:
    """Take a calendar that was found when a limit passed, before anyone is escalated.

    Nothing happens where the dispute has it, or has had one that came later.
    """
    changes = calendar_changes(dispute)
    last = changes[-1] if changes else dispute.entries[0].at
    if newer.calendar.version == dispute.calendar.version or newer.since <= last:
        return
    since = min(newer.since, at)
    if fault := _calendar_fault(dispute, newer.calendar, since):
        _not_taken(dispute, newer.calendar.version, fault, at)
        return
    _put_in_force(dispute, newer.calendar, since, at, None)


def _change_faults(
    dispute: "Dispute", message: ChangeCalendar, at: datetime
) -> Iterator[str]:
    if message.version == dispute.calendar.version:
        return
    if message.calendar.cut_from not in ("", message.version):
        yield (
            f"version: is {message.version}, but the calendar was cut from"
            f" {message.calendar.cut_from}; send the two that belong together."
        )
    since = _since(dispute, message, at)
    if fault := _calendar_fault(dispute, message.calendar, since):
        yield fault


def _change(dispute: "Dispute", message: ChangeCalendar, at: datetime) -> None:
    if message.version == dispute.calendar.version:
        return
    named = message.calendar.model_copy(update={"cut_from": message.version})
    try:
        _put_in_force(dispute, named, _since(dispute, message, at), at, message)
    except BeyondCoverage as error:  # `check` has refused it; a replay must not fail
        _not_taken(dispute, message.version, str(error), at, message)


def _not_taken(
    dispute: "Dispute",
    version: str,
    why: str,
    at: datetime,
    message: ChangeCalendar | None = None,
) -> None:
    says = f"The calendar {version} was not taken; the present one stays in force."
    details = {"version": version, "why": why}
    dispute.write(at, "calendar-not-taken", says, message=message, details=details)


def _since(dispute: "Dispute", message: ChangeCalendar, at: datetime) -> datetime:
    """When it came into force: after an outage, before the message was read."""
    return min(max(message.received_at or at, dispute.raised_at), at)


def _calendar_fault(
    dispute: "Dispute", calendar: WorkingCalendar, since: datetime
) -> str | None:
    """Why no date can be counted by that calendar; None: it can be taken."""
    raised_on = london_day(dispute.raised_at)
    if calendar.covered_from > raised_on:
        return (
            f"calendar: it begins on {says_day(calendar.covered_from)}, after the"
            f" dispute was raised on {says_day(raised_on)}; send one that begins before."
        )
    needed = min(dispute.calendar.covered_until, london_day(since) + REACH)
    if calendar.covered_until < needed:
        return (
            f"calendar: it ends on {says_day(calendar.covered_until)}; an open dispute"
            f" needs the days up to {says_day(needed)}. Send one that reaches so far."
        )
    try:
        _tried(dispute, calendar, since)
    except BeyondCoverage as error:
        return f"calendar: {error}"
    return None


def _tried(
    dispute: "Dispute", calendar: WorkingCalendar, since: datetime
) -> "tuple[Dispute, list[Move]]":
    """Return a copy of the dispute with the calendar in force, and what has moved.

    Raises:
        BeyondCoverage: The calendar does not know a day that is needed for a date to
            come; the dispute itself is as it was.
    """
    trial = copy.copy(dispute)
    trial.agreed = [replace(one) for one in dispute.agreed]
    if dispute.visit is not None:
        clock = dispute.visit.clock
        own = clock.model_copy() if clock else None
        trial.visit = replace(dispute.visit, clock=own)
    if dispute.overall is not None:
        trial.overall = dispute.overall.model_copy()
    before = clocks_now(dispute)
    trial.calendar = in_hours(calendar, dispute.calendar.office_hours)
    moves = list(put_under(running_clocks(trial), trial.calendar, since))
    agreed = agreed_moves(before, trial.calendar, since)
    for one in trial.agreed:
        if one.number in agreed:
            one.due_on, move = agreed[one.number]
            one.due_at = move.due_at
            moves.append(move)
    next_line_at(trial)
    return trial, moves


def _take_over(dispute: "Dispute", trial: "Dispute") -> None:
    """Make what was tried the truth; the clocks stay the same objects."""
    dispute.calendar = trial.calendar
    dispute.agreed = trial.agreed
    pairs = zip(running_clocks(dispute), running_clocks(trial), strict=True)
    for (_, clock), (_, tried) in pairs:
        clock.events = tried.events


def _put_in_force(
    dispute: "Dispute",
    calendar: WorkingCalendar,
    since: datetime,
    at: datetime,
    message: ChangeCalendar | None,
) -> None:
    before, old = clocks_now(dispute), dispute.calendar
    trial, moves = _tried(dispute, calendar, since)
    _take_over(dispute, trial)
    days = difference(old, calendar, _first_counted(dispute))
    dispute.write(
        at,
        "calendar-changed",
        f"The calendar of working days changed, from {old.version} to"
        f" {calendar.version}" + ("." if message else "; found when a limit passed."),
        message=message,
        details={
            "version": calendar.version,
            "replaces": old.version,
            "in_force_since": since.isoformat(),
            "because": message.because if message else None,
            "days": [day.says() for day in days[:_DAYS_KEPT]],
        },
    )
    if moves:
        tell_moves(dispute, before, moves, _why(days, moves), at, since)


def _first_counted(dispute: "Dispute") -> date:
    """The first day on which a clock of the dispute ran, as it is known now."""
    starts = (clock.began_at for _, clock in dispute.clocks)
    return london_day(min((dispute.raised_at, *starts)))


def _why(days: list[DayChange], moves: list[Move]) -> str:
    """Say which days have changed, up to the last of the moved dates.

    A day that is past already counts too: the office may have been shut, and the
    calendar say so only afterwards.
    """
    last = max(due_day(end) for one in moves for end in (one.was_due_at, one.due_at))
    near = [day for day in days if day.on <= last]
    changed = f" {in_a_sentence(near)}" if near else ""
    return f"The calendar of working days has changed.{changed}"


RULES = (Rule(ChangeCalendar, SpokenBy.OPERATOR, _change_faults, _change),)
