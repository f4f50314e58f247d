"""Budget: events in the history, and billable actions, for each stage.

Counted in the history of a real West Sussex dispute that climbs all five stages, nobody
answering, with one reminder a stage.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from benchmarks.climbing import Climber
from benchmarks.findings import Budget, Figure, Finding
from benchmarks.place import fresh_place
from benchmarks.progress import Bar
from benchmarks.sides import Side
from benchmarks.size import Size
from benchmarks.workers import Told, WorkerProcess, worker_process

NAME = "history"
TITLE = "Events and billable actions a stage"
EVENTS = Budget("at most 24", most=24)
ACTIONS = Budget("at most 5", most=5)
LAST_STAGE = 5
TASTE_STAGE = 2

BILLABLE = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED: "workflow started",
    EventType.EVENT_TYPE_TIMER_STARTED: "timer",
    EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED: "activity",
    EventType.EVENT_TYPE_MARKER_RECORDED: "local activity",
    EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: "list columns",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED: "signal",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED: "update",
}
"""Temporal Cloud's list (docs.temporal.io/cloud/actions), as far as history shows it."""


async def measure(size: Size, bar: Bar) -> Finding:
    """Let one dispute climb, and count what each stage adds."""
    last = LAST_STAGE if size.rounds > 1 else TASTE_STAGE
    bar.expect(last)
    async with fresh_place(time_skipping=True) as place:
        client = await place.connect(Side.DISPUTE)
        counting = worker_process(Side.DISPUTE, place, count_heartbeats=True)
        async with counting as worker:
            climber = await Climber.begin(client)
            marks = [await _mark(climber, worker)]
            stage = (await climber.situation()).stage or 0
            while stage < last:
                stage = (await climber.to_next_moment()).stage or 0
                if stage == len(marks) + 1:
                    marks.append(await _mark(climber, worker))
                    bar.step()
    return _finding(marks)


Mark = tuple[list[HistoryEvent], Told]
"""The history when a stage had begun and everybody was told, and the worker then."""


async def _mark(climber: Climber, worker: WorkerProcess) -> Mark:
    return list(await climber.events()), await worker.ask()


def _finding(marks: list[Mark]) -> Finding:
    pairs = list(pairwise(marks))
    added = [after[0][len(before[0]) :] for before, after in pairs]
    beats = [after[1].heartbeats - before[1].heartbeats for before, after in pairs]
    actions = [
        sum(billable(events).values()) + more
        for events, more in zip(added, beats, strict=True)
    ]
    return Finding(
        name=NAME,
        title="West Sussex, nobody answering, one reminder a stage",
        beside="",
        figures=[
            Figure("events, the longest stage", "events", [max(map(len, added))],
                   budget=EVENTS),
            Figure("events, each stage", "events", [len(one) for one in added]),
            Figure("billable actions, the dearest stage", "actions", [max(actions)],
                   budget=ACTIONS),
            Figure("billable actions, each stage", "actions", actions),
            Figure("opening and first round", "events", [len(marks[0][0])]),
        ],
        notes=(
            f"The dearest stage: {_in_words(_dearest(added, actions))}.",
            (
                "Billable is what Temporal Cloud lists: each workflow start, timer,"
                " activity attempt, task with local activities, change of list columns,"
                " signal, update, query, and heartbeat that reaches the server. Counted"
                " here from the history, and heartbeats"
                f" ({max(beats)} in a stage at most) from the worker's own metrics."
            ),
        ),
    )  # fmt: skip


def _dearest(added: list[list[HistoryEvent]], actions: list[int]) -> list[HistoryEvent]:
    return added[actions.index(max(actions))]


def billable(events: Iterable[HistoryEvent]) -> Counter[str]:
    """Count billable actions by what they are."""
    return Counter(
        BILLABLE[one.event_type] for one in events if one.event_type in BILLABLE
    )


def _in_words(events: list[HistoryEvent]) -> str:
    return ", ".join(f"{count} {what}" for what, count in billable(events).items())
