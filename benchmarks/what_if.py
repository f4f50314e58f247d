"""Budget: which dates a new bank holiday would move, over ten thousand open disputes.

It is Saturday 10 September 2022, and Monday 19 September has just been proclaimed. Each
dispute answers with its clocks, sealed, as a worker answers `disputes calendar what-if`;
what that command does with the answers is measured by the same code. Not counted: the
server, the way there and back, and the SDK, which are Temporal's.
"""

import json
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import DataConverter

from benchmarks.findings import Budget, Figure, Finding
from benchmarks.progress import Bar
from benchmarks.sides import raising
from benchmarks.size import Size
from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar
from domain.calendar_moves import in_hours
from domain.clocks_now import ClocksNow, clocks_now
from domain.dispute import Dispute
from domain.messages import read_raised
from domain.opening import Basis
from domain.story import Story
from encryption.codec import data_converter
from encryption.keyring import KeyRing
from procedures.shelf import Shelf
from starter.calendar_rollout import Effect, Rollout
from starter.calendar_rollout_commands import in_words
from starter.client import DisputeClient

NAME = "what-if"
TITLE = "What a new bank holiday would move"
UNDER = Budget("under 10 s", most=10)
FIRST_RAISED = datetime(2022, 8, 8, 9, tzinfo=UTC)
SAT_10_SEP = datetime(2022, 9, 10, 11, tzinfo=UTC)
MON_19_SEP = date(2022, 9, 19)
KINDS = 200
"""So many differ; the others are raised at the same hours as these."""


@dataclass(frozen=True)
class Answers:
    """Stands where the client of a server does; every dispute has answered already.

    Attributes:
        sealed: The answer of each dispute, by its id.
        converter: Opens them, as the client does.
    """

    sealed: dict[str, Payload]
    converter: DataConverter

    async def open_disputes(self) -> AsyncIterator[str]:
        """Yield their ids."""
        for name in self.sealed:
            yield name

    async def clocks(self, name: str) -> ClocksNow:
        """Open the answer of one."""
        opened = await self.converter.decode([self.sealed[name]], [ClocksNow])
        return cast("ClocksNow", opened[0])


@dataclass(frozen=True)
class Pass:
    """One pass over every dispute, in seconds of the processor.

    Attributes:
        answering: Of a worker, that lays the clocks out and seals them.
        working_out: Of the command, from the sealed answers to the last line it prints.
        as_json: The same answers, never sealed, written and read as plain JSON.
    """

    answering: float
    working_out: float
    as_json: float


async def measure(size: Size, bar: Bar) -> Finding:
    """Ask them all, several times."""
    bar.expect(size.rounds + 1)
    new = read_calendar()
    old = new.model_copy(
        update={"bank_holidays": [x for x in new.bank_holidays if x.on != MON_19_SEP]}
    )
    disputes = _disputes(min(KINDS, size.open_disputes), old)
    bar.step()
    passes, moved = [], 0
    with tempfile.TemporaryDirectory(prefix="disputes-bench-") as folder:
        converter = data_converter(KeyRing.create(Path(folder) / "keys.json"))
        for _ in range(size.rounds):
            one, moved = await _pass(disputes, size.open_disputes, new, converter)
            passes.append(one)
            bar.step()
    return _finding(passes, size.open_disputes, moved)


def _disputes(count: int, calendar: WorkingCalendar) -> list[Dispute]:
    """Disputes of the last five weeks that nobody has answered."""
    procedure = Shelf().named("west-sussex-2020-06")
    hours = calendar.office_hours.parse(procedure.timing.office_hours)
    known = in_hours(calendar, hours)
    basis = Basis(
        procedure=procedure,
        calendar=known.between(
            FIRST_RAISED.date() - timedelta(days=400), known.covered_until
        ),
    )
    disputes = []
    for number in range(count):
        at = FIRST_RAISED + (SAT_10_SEP - FIRST_RAISED) / count * number
        story = Story(read_raised(raising(number)), basis, at)
        while (alarm := story.alarm()) is not None and alarm <= SAT_10_SEP:
            story.ring()
        disputes.append(story.dispute)
    return disputes


async def _pass(
    disputes: list[Dispute],
    count: int,
    calendar: WorkingCalendar,
    converter: DataConverter,
) -> tuple[Pass, int]:
    ahead_by = SAT_10_SEP - datetime.now(UTC)
    began = time.process_time()
    sealed = {}
    for number in range(count):
        changes = {
            "dispute": f"dispute-west-sussex-BENCH-{number}",
            "ahead_by": ahead_by,
        }
        now = clocks_now(disputes[number % len(disputes)]).model_copy(update=changes)
        [sealed[now.dispute]] = await converter.encode([now])
    answered = time.process_time()
    effects = await _worked_out(Answers(sealed, converter), calendar)
    lines = in_words(effects, ahead=True)
    done = time.process_time()
    if len(effects) != count or not lines:
        raise AssertionError(f"{len(effects)} of {count} disputes were worked out.")
    plain = await _as_json(Answers(sealed, converter))
    moved = sum(bool(one.moves) for one in effects)
    return Pass(answered - began, done - answered, plain), moved


async def _worked_out(answers: Answers, calendar: WorkingCalendar) -> list[Effect]:
    client = cast("DisputeClient", answers)
    rollout = Rollout(client, calendar, lambda *_: None)
    return [effect async for effect in rollout.what_if()]


async def _as_json(answers: Answers) -> float:
    """Return seconds for writing and reading every answer with the standard library."""
    spent = 0.0
    for name in answers.sealed:
        [plain] = await pydantic_data_converter.encode([await answers.clocks(name)])
        facts = json.loads(plain.data)
        began = time.process_time()
        json.loads(json.dumps(facts))
        spent += time.process_time() - began
    return spent


def _finding(passes: list[Pass], count: int, moved: int) -> Finding:
    plain = [one.as_json for one in passes]
    return Finding(
        name=NAME,
        title=f"What a new bank holiday would move in {count:,} open disputes",
        beside="the same answers written and read as plain JSON, and nothing else",
        figures=[
            Figure(
                "all of our code",
                "s",
                [one.answering + one.working_out for one in passes],
                plain,
                UNDER,
            ),
            Figure(
                "of it in workers, who answer", "s", [one.answering for one in passes]
            ),
            Figure("of it in the command", "s", [one.working_out for one in passes]),
        ],
        notes=(
            f"Dates would move in {moved:,} of them.",
            "Time of one processor, the disputes one after another.",
            "Not in it: the server, and what a worker replays that it has not in memory.",
        ),
    )
