"""What the Temporal UI shows: list columns, labels, and the details in Markdown."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import WorkflowExecution
from temporalio.common import SearchAttributeKey
from temporalio.testing import WorkflowEnvironment

from domain.messages import MESSAGES, RaiseDispute
from starter.client import DisputeClient
from tests.workflows.foreign import MANAGER
from tests.workflows.postman import PATIENCE_SECONDS
from tests.workflows.running import ADispute, Disputes, a_raising
from workflows import window

WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
FRI_10_APR_17 = datetime(2026, 4, 10, 16, tzinfo=UTC)


async def until_listed(dispute: ADispute, **columns: Any) -> None:
    """Wait until the list shows it with these columns; the list is a moment behind."""
    wanted = {key.name: columns[name] for name, key in COLUMNS.items()}
    shown: dict[str, Any] = {}
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while shown != wanted:
                shown = await listed(dispute)
    except TimeoutError:
        assert shown == wanted


async def listed(dispute: ADispute) -> dict[str, Any]:
    """Its row in the list; a column that is empty is None."""
    client = dispute.env.client
    query = f"WorkflowId = '{dispute.id}'"
    rows = [row async for row in client.list_workflows(query)]
    return {key.name: cell(rows[0], key) if rows else None for key in COLUMNS.values()}


def cell(row: WorkflowExecution, key: SearchAttributeKey[Any]) -> Any:
    """One column of a row."""
    return row.typed_search_attributes.get(key)


COLUMNS: dict[str, SearchAttributeKey[Any]] = {
    "authority": window.AUTHORITY,
    "stage": window.STAGE,
    "standing": window.STANDING,
    "due_at": window.DUE_AT,
    "team": window.TEAM,
    "themes": window.THEMES,
    "awaiting": window.AWAITING,
}


async def test_the_list_shows_where_a_dispute_stands_after_each_change(
    disputes: Disputes,
) -> None:
    same = {"authority": "west-sussex", "team": "north", "themes": ["other"]}
    marmalade = {"what": "Buy it", "owner": "social-worker", "due_on": "2026-04-10"}
    dispute = await disputes.raised()
    await until_listed(
        dispute,
        **same,
        stage="Stage 1",
        standing="awaiting-response",
        due_at=WED_8_APR_17,
        awaiting=["Practice Manager"],
    )

    await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    await until_listed(
        dispute,
        **same,
        stage="Stage 1",
        standing="awaiting-officer",
        due_at=None,
        awaiting=["IRO/CPA"],
    )

    await dispute.say("escalate", reason="unsatisfactory", because="No.", to_stage=4)
    await until_listed(
        dispute,
        **same,
        stage="Stage 4",
        standing="awaiting-response",
        due_at=WED_8_APR_17,
        awaiting=["Relevant Assistant Director", "Deputy Director"],
    )

    await dispute.say(
        "officer_decision", satisfied=True, because="Good.", actions=[marmalade]
    )
    await until_listed(
        dispute,
        **same,
        stage="Stage 4",
        standing="monitoring",
        due_at=FRI_10_APR_17,
        awaiting=["Social Worker"],
    )


async def test_an_ended_dispute_is_due_nothing_and_awaits_nobody(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    await dispute.say("withdraw", because="The family moved.")
    await dispute.handle.result()

    await until_listed(
        dispute,
        authority="west-sussex",
        stage="Stage 1",
        standing="withdrawn",
        due_at=None,
        team="north",
        themes=["other"],
        awaiting=None,
    )


async def labels(dispute: ADispute, kind: str) -> list[str]:
    """Labels of all timers (`timer_started`) or activities (`activity_task_scheduled`)."""
    return [
        event.user_metadata.summary.data.decode().strip('"')
        async for event in dispute.handle.fetch_history_events()
        if event.HasField(f"{kind}_event_attributes")  # type: ignore[arg-type]
    ]


async def test_every_timer_says_who_is_waited_for_until_when(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()
    await dispute.pass_until(WED_8_APR_17 + timedelta(hours=1))

    timers = await labels(dispute, "timer_started")

    stage_1 = "Stage 1: waiting for Practice Manager by Wed 8 Apr 2026 17:00"
    stage_2 = "Stage 2: waiting for Group Manager by Wed 15 Apr 2026 17:00"
    assert timers == [stage_1, stage_1, stage_2]


async def test_every_activity_says_what_is_done_and_who_is_told(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    look_up, first_round = await labels(dispute, "activity_task_scheduled")

    assert look_up == "Look up the procedure and the calendar in force"
    assert first_round.startswith("Ask Practice Manager; tell Social Worker")
    assert len(first_round) <= window.LONGEST_LABEL


async def metadata_of(dispute: ADispute) -> WorkflowMetadata:
    """What the UI asks of a running dispute when somebody opens it."""
    metadata: WorkflowMetadata = await dispute.handle.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    return metadata


async def test_the_details_say_who_is_awaited_what_happens_next_and_what_was(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()
    await dispute.handle.signal("marigold", "anything")
    await dispute.pass_time(timedelta(seconds=1))

    details = (await metadata_of(dispute)).current_details

    reference = dispute.id.removeprefix("dispute-west-sussex-")
    lines = details.splitlines()
    assert lines[0] == f"## {reference}: Stage 1, awaiting response"
    assert "**This is a rehearsal. It counts for nothing.**" in lines
    assert "- Waiting for **Practice Manager** by **Wed 8 Apr 2026 17:00**" in lines
    assert (
        "- Without an answer it goes to Stage 2 (Group Manager) on"
        " Wed 8 Apr 2026 17:00." in lines
    )
    assert "- The whole process: by Wed 29 Apr 2026 17:00" in lines
    assert "- 1 message(s) were kept but not taken" in lines
    assert lines[-1].endswith("· Kept but not taken: a message of an unknown name.")


async def test_every_message_and_query_describes_itself_in_the_menus(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    menus = (await metadata_of(dispute)).definition

    signals = {
        one.name: one.description for one in menus.signal_definitions if one.name
    }
    updates = {one.name: one.description for one in menus.update_definitions}
    described = {kind: model.describes for kind, model in MESSAGES.items()}
    assert {name: signals[name] for name in described} == described
    assert updates == described
    queries = {one.name: one.description for one in menus.query_definitions}
    assert {"situation", "record", "explain"} <= {
        name for name, description in queries.items() if description
    }


async def test_the_summary_of_a_dispute_names_its_reference_and_its_team(
    disputes: Disputes, env: WorkflowEnvironment
) -> None:
    body = a_raising()
    request = RaiseDispute.model_validate_json(json.dumps(body))

    with env.with_time_skipping_disabled():
        client = DisputeClient(disputes.client, disputes.task_queue)
        await client.raise_dispute(request)

    raised = await disputes.client.get_workflow_handle(request.workflow_id).describe()
    assert await raised.static_summary() == f"{body['reference']}, team north"
