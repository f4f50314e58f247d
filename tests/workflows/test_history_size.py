"""What a stage costs: events of history, and what a hosted server charges for."""

from datetime import UTC, datetime
from itertools import pairwise

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from tests.workflows.running import ADispute, Disputes

WED_29_APR_17_01 = datetime(2026, 4, 29, 16, 1, tzinfo=UTC)

WRITTEN_BY_TEST_SERVERS = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
)

UPSERT = EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES

CHARGED_FOR = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
    EventType.EVENT_TYPE_TIMER_STARTED,
    UPSERT,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
    EventType.EVENT_TYPE_MARKER_RECORDED,
)
"""One action each. A marker stands for the local activities of one workflow task. An
activity is one action for each attempt; queries and heartbeats leave no event and are
not counted here."""


ACTIONS = 6
"""Two timers, two rounds of post, one change of the list columns, one look at the calendar
before escalating: the last is what decision 0013 pays for."""

WARNING_EVENTS = 11
WARNING_ACTIONS = 2
"""What the warning on the whole process adds at stage 4: one more timer and round."""


async def unanswered(disputes: Disputes) -> ADispute:
    """A dispute that has just come to its fifth stage by itself."""
    dispute = await disputes.raised()
    await dispute.pass_until(WED_29_APR_17_01)
    assert await dispute.begun() == [1, 2, 3, 4, 5]
    return dispute


async def history(dispute: ADispute) -> list[HistoryEvent]:
    """Its events, as a server without time skipping would have written them."""
    return [
        event
        async for event in dispute.handle.fetch_history_events()
        if event.event_type not in WRITTEN_BY_TEST_SERVERS
    ]


def actions(events: list[HistoryEvent]) -> int:
    """How many actions a hosted server would charge for."""
    charged = sum(event.event_type in CHARGED_FOR for event in events)
    attempts = (
        event.activity_task_started_event_attributes.attempt
        for event in events
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED
    )
    return charged + sum(attempts)


def by_stage(events: list[HistoryEvent]) -> list[list[HistoryEvent]]:
    """The events from each stage's beginning to the next: it changes the list columns."""
    begins = [at for at, event in enumerate(events) if event.event_type == UPSERT]
    return [events[begin:end] for begin, end in pairwise(begins)]


async def test_a_stage_with_one_reminder_writes_24_events_at_most(
    disputes: Disputes,
) -> None:
    dispute = await unanswered(disputes)

    written = [len(stage) for stage in by_stage(await history(dispute))]

    assert [count for count in written[:3] if count > 24] == [], written
    assert written[3] <= 24 + WARNING_EVENTS


async def test_a_stage_with_one_reminder_is_charged_with_6_actions_at_most(
    disputes: Disputes,
) -> None:
    dispute = await unanswered(disputes)

    charged = [actions(stage) for stage in by_stage(await history(dispute))]

    assert [count for count in charged[:3] if count > ACTIONS] == [], charged
    assert charged[3] <= ACTIONS + WARNING_ACTIONS
