"""`disputes calendar what-if`, `apply`, `verify`: the calendar and disputes that exist.

How a bank holiday that is proclaimed late reaches them: look at which dates would move
and who would be told, then apply it. Exit codes: 0 done, 1 refused or not in order,
3 not reachable.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from starter.calendar_change_commands import (
    NOBODY_IN_PARTICULAR,
    Because,
    Calendar,
    Operator,
    operator,
)
from starter.calendar_choice import calendar_named
from starter.session import (
    NOT_REACHABLE,
    REFUSED,
    AsJson,
    DisputeName,
    answer,
    plain_sentences,
    settings_here,
    workflow_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.calendar import WorkingCalendar
    from domain.record import Entry
    from settings import Settings
    from starter.calendar_rollout import Effect, Rollout, Tick


def what_if(new: Calendar, as_json: AsJson = False) -> None:
    """Show which dates of open disputes would move, and who would be told."""
    with plain_sentences(as_json=as_json):
        settings = settings_here()
        calendar = calendar_named(settings, new)
        effects = _run(settings, calendar, lambda rollout: rollout.what_if())
        _report(effects, ahead=True, as_json=as_json)


def apply(
    new: Calendar,
    because: Because = "The calendar of working days has changed.",
    speaker: Operator = NOBODY_IN_PARTICULAR,
    per_second: Annotated[
        float, typer.Option(min=0.1, max=1000, help="At most so many disputes.")
    ] = 20.0,
    as_json: AsJson = False,
) -> None:
    """Bring the calendar in force to every open dispute; may be broken off and resumed."""
    with plain_sentences(as_json=as_json):
        settings, by = settings_here(), operator(speaker)
        calendar = _must_be_in_force(settings, new)
        pause = 1 / per_second
        effects = _run(
            settings, calendar, lambda rollout: rollout.apply(by, because, pause)
        )
        _report(effects, ahead=False, as_json=as_json)


def verify(
    dispute: DisputeName,
    how: Annotated[
        bool, typer.Option("--how", help="Also how each date is reached.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Reach every date of a dispute again, from its record alone."""
    with plain_sentences(as_json=as_json):
        from domain.clock_proofs import proofs

        found = list(proofs(asyncio.run(_entries(workflow_id(dispute)))))
        lines = []
        for one in found:
            verdict = "agrees" if one.agrees else f"DOES NOT AGREE: {one.again}"
            lines.append(f"{one.entry:>3}  {one.of}: {one.told}, {verdict}")
            lines += [f"       {step}" for step in one.how if how]
        wrong = sum(not one.agrees for one in found)
        lines.append(
            f"{wrong} of {len(found)} dates do not agree with the record."
            if wrong
            else f"All {len(found)} dates agree."
        )
        answer(
            [one.model_dump(mode="json") for one in found],
            "\n".join(lines),
            as_json=as_json,
        )
        if wrong:
            raise typer.Exit(REFUSED)


def _must_be_in_force(settings: "Settings", name: str) -> "WorkingCalendar":
    """Return the calendar in force, which is the only one that may be applied.

    Raises:
        CalendarError: Another one was meant, or none was imported.
    """
    from calendars.versions import CURRENT, Versions
    from domain.errors import CalendarError

    versions = Versions(settings.calendars_folder)
    in_force = versions.calendar(CURRENT)
    wanted = calendar_named(settings, name)
    if wanted.version != in_force.version:
        raise CalendarError(
            f"{name} is version {wanted.version}, and new disputes use"
            f" {in_force.version}. Bring it into force first, with `disputes calendar"
            " import FILE`; then apply current."
        )
    return in_force


def _run(
    settings: "Settings",
    calendar: "WorkingCalendar",
    ask: "Callable[[Rollout], AsyncIterator[Effect]]",
) -> "list[Effect]":
    async def session() -> "list[Effect]":
        from starter.calendar_rollout import Rollout
        from starter.client import DisputeClient
        from starter.connection import connect

        client = DisputeClient(await connect(settings), settings.task_queue)
        with _bar() as tick:
            rollout = Rollout(client, calendar, tick)
            return [effect async for effect in ask(rollout)]

    return asyncio.run(session())


@contextmanager
def _bar() -> "Iterator[Tick]":
    """Show how far it has come, on the error stream, if a person watches."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Disputes", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


async def _entries(dispute: str) -> "list[Entry]":
    from activities.storage import Store
    from starter.connection import open_ring
    from starter.recorded import entries_of

    settings = settings_here()
    async with Store.opened(settings.database_url, open_ring(settings)) as store:
        return await entries_of(store, dispute)


def in_words(effects: "list[Effect]", *, ahead: bool) -> list[str]:
    """Return the lines that say what a calendar does, or would do (`ahead`)."""
    from starter.calendar_rollout import State

    lines = []
    for one in effects:
        lines += [f"{one.dispute}  {move.says()}" for move in one.moves]
        if one.told:
            told = "would be told" if ahead else "told"
            lines.append(f"  {told}: {', '.join(one.told)}")
        if one.state in (State.REFUSED, State.UNREACHED):
            lines.append(f"{one.dispute}  {one.state.value}: {one.why}")
    counts = Counter(one.state for one in effects)
    moved = sum(bool(one.moves) for one in effects)
    lines.append(
        f"{len(effects)} open disputes: dates {'would move' if ahead else 'moved'} in"
        f" {moved}; {counts[State.HAS_IT]} have this calendar already,"
        f" {counts[State.REFUSED]} refused it, {counts[State.UNREACHED]} were not"
        " reached."
    )
    return lines


def _report(effects: "list[Effect]", *, ahead: bool, as_json: bool) -> None:
    """Print what a calendar does, or would do (`ahead`), and end accordingly."""
    from starter.calendar_rollout import State

    facts = [one.model_dump(mode="json") for one in effects] if as_json else []
    answer(facts, "\n".join(in_words(effects, ahead=ahead)), as_json=as_json)
    states = {one.state for one in effects}
    if State.UNREACHED in states:
        raise typer.Exit(NOT_REACHABLE)
    if State.REFUSED in states:
        raise typer.Exit(REFUSED)


COMMANDS: dict[str, Callable[..., None]] = {
    "what-if": what_if,
    "apply": apply,
    "verify": verify,
}
