"""Budget: many stages fall due at one instant, one worker, the embedded server.

The product runs against the leanest workflow by turns. "Passed on" is when the server has
the next step of the last stage in its history: whatever happens then, nobody waits any
longer than they should. "Everybody told" is when the last record is written and the last
mail is taken.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.crowds import each
from benchmarks.due_procedure import next_whole_minute, write_due_procedure
from benchmarks.findings import Budget, Figure, Finding
from benchmarks.mails import Arrived, arrived
from benchmarks.place import Place, fresh_place
from benchmarks.progress import Bar
from benchmarks.sides import Side, Starter
from benchmarks.size import Size
from benchmarks.workers import worker_process

NAME = "due-together"
TITLE = "Stages falling due at the same instant"
AT_MOST = Budget("at most 1.3 times", most=1.3)
NONE = Budget("none", most=0)
SIDES = (Side.LEANEST, Side.DISPUTE, Side.FAKED)
SPARE = 1.3
"""An instant is set this much later than opening took the last time."""


@dataclass(frozen=True)
class Pass:
    """One pass of one side, in seconds.

    Attributes:
        passed_on: From the instant to the last stage passed on.
        all_told: From the instant until the last activity was done.
        processor_ms: Worker's processor time for each stage, in milliseconds.
        mails: What arrived of all notices, from the raising on.
    """

    passed_on: float
    all_told: float
    processor_ms: float
    mails: Arrived


class TooLate(RuntimeError):
    """The instant came before everything was open.

    Attributes:
        took: How long opening took.
    """

    def __init__(self, took: timedelta) -> None:
        """Tell how long it took."""
        super().__init__(f"Opening took {took}.")
        self.took = took


async def measure(size: Size, bar: Bar) -> Finding:
    """Let the sides take turns."""
    bar.expect(size.rounds * len(SIDES))
    passes: dict[Side, list[Pass]] = {side: [] for side in SIDES}
    first_guess = timedelta(seconds=5 + size.lead_seconds * size.due_together)
    leads = {**dict.fromkeys(SIDES, first_guess), Side.LEANEST: first_guess / 2}
    for _ in range(size.rounds):
        for side in SIDES:
            passes[side].append(await _in_time(side, size.due_together, leads))
            bar.step()
    return _finding(passes, size)


async def _in_time(side: Side, stages: int, leads: dict[Side, timedelta]) -> Pass:
    """Run one side once; again, with a later instant, if that came too soon."""
    while True:
        try:
            return await _pass(side, stages, leads[side])
        except TooLate as late:
            leads[side] = late.took * SPARE


async def _pass(side: Side, stages: int, lead: timedelta) -> Pass:
    async with fresh_place() as place:
        began = datetime.now(UTC)
        due_at = _prepare(side, place, lead)
        starter = Starter(side, await place.connect(side), due_at)
        async with worker_process(side, place) as worker:
            await each(stages, starter.start)
            opened = await worker.until(stages * side.laps_to_open)
            if (now := datetime.now(UTC)) >= due_at:
                raise TooLate(now - began)
            told = await worker.until(stages, due_at, of_workflows=True)
            await worker.settled()
        mails = arrived(place)
    instant = due_at.timestamp()
    used = told.processor_seconds - opened.processor_seconds
    return Pass(
        passed_on=told.last_scheduled - instant,
        all_told=told.last_done - instant,
        processor_ms=used / stages * 1000,
        mails=mails,
    )


def _prepare(side: Side, place: Place, lead: timedelta) -> datetime:
    """Return the instant; for disputes it stands in their procedure."""
    now = datetime.now(UTC)
    if side is Side.LEANEST:
        return now + lead
    due_at = next_whole_minute(now + lead)
    write_due_procedure(place.procedures, now, due_at)
    return due_at


def _finding(passes: dict[Side, list[Pass]], size: Size) -> Finding:
    lean, ours, faked = (passes[side] for side in SIDES)
    return Finding(
        name=NAME,
        title=f"{size.due_together} stages falling due at the same instant",
        beside="the leanest workflow, one timer and one activity a stage",
        figures=[
            Figure(
                "all passed on to the next stage",
                "s",
                [one.passed_on for one in ours],
                [one.passed_on for one in lean],
                AT_MOST,
                on_ratio=True,
            ),
            Figure(
                "everybody told, record written",
                "s",
                [one.all_told for one in ours],
                [one.all_told for one in lean],
            ),
            Figure("mails that arrived", "mails", [one.mails.mails for one in ours]),
            Figure(
                "of them twice, or after a later one to the same person",
                "mails",
                [one.mails.again + one.mails.overtaken for one in ours],
                budget=NONE,
            ),
            Figure(
                "all passed on, record and mail faked",
                "s",
                [one.passed_on for one in faked],
                [one.passed_on for one in lean],
            ),
            Figure(
                "worker's processor time a stage",
                "ms",
                [one.processor_ms for one in ours],
                [one.processor_ms for one in lean],
            ),
            Figure(
                "the same, record and mail faked",
                "ms",
                [one.processor_ms for one in faked],
                [one.processor_ms for one in lean],
            ),
        ],
        notes=[
            "The record is a real SQLite file, synchronous = FULL.",
            "The mail is real SMTP to a catcher in another process.",
            "The leanest has no codec either; neither runs in the sandbox.",
        ],
    )
