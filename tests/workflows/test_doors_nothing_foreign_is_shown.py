"""What a stranger wrote is kept sealed with the record, and shown nowhere else."""

from collections.abc import AsyncIterator
from typing import Any

from temporalio.api.sdk.v1 import WorkflowMetadata

from tests.situations import OFFICER
from tests.workflows.foreign import CANARY, MANAGER, WRONG, sent
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes

SURNAME = "Pemberton-Vole"
PRIVATE = f"{CANARY} {SURNAME} said so."

TAKEN: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    (
        "manager_response",
        MANAGER,
        {
            "answer": PRIVATE,
            "proposed_actions": [
                {"what": PRIVATE, "owner": "social-worker", "due_on": "2026-04-09"}
            ],
        },
    ),
    ("note", {"post": f"aunt {CANARY}", "reference": "A-1"}, {"text": PRIVATE}),
    ("consider_cafcass", OFFICER, {"refer": False, "because": PRIVATE}),
    (
        "escalate",
        {"post": "iro", "reference": "IRO-9", "on_behalf_of": "IRO-7"},
        {"reason": "officers-judgement", "because": PRIVATE},
    ),
    (
        "officer_decision",
        OFFICER,
        {
            "satisfied": True,
            "because": PRIVATE,
            "actions": [
                {"what": PRIVATE, "owner": "social-worker", "due_on": "2026-04-10"}
            ],
        },
    ),
    ("action_done", OFFICER, {"action": 1, "evidence": PRIVATE}),
    (
        "close_dispute",
        OFFICER,
        {
            "outcome": "not-resolved",
            "because": PRIVATE,
            "impact": PRIVATE,
            "child_told": {"told": False, "how_or_why_not": PRIVATE},
            "passed_over_because": PRIVATE,
        },
    ),
]
"""One message of most kinds, with something private in every text."""


async def test_nothing_that_anybody_wrote_is_shown_outside_the_record(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised(
        issue=PRIVATE, impact=PRIVATE, resolution_sought=PRIVATE, start_because=PRIVATE
    )
    for wrong in WRONG.values():
        await dispute.handle.signal(wrong.kind, args=wrong.arguments)
    await dispute.handle.signal(f"{CANARY}_{SURNAME}", args=[sent(answer=PRIVATE)])

    for kind, by, said in TAKEN:
        await dispute.say(kind, by, **said)
    await dispute.handle.result()

    shown = [
        *[notice.model_dump_json() for notice in postman.notices(dispute.id)],
        *[entry.says for entry in await dispute.record()],
        *[str(await dispute.situation())],
        *[await details_of(dispute)],
        *[text async for text in labels_of(dispute)],
    ]
    assert len(shown) > 50
    told_on = [text for text in shown if CANARY in text or SURNAME in text]
    assert told_on == []


async def details_of(dispute: ADispute) -> str:
    """The Markdown that the UI shows."""
    metadata: WorkflowMetadata = await dispute.handle.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    return metadata.current_details


async def labels_of(dispute: ADispute) -> AsyncIterator[str]:
    """Labels and list columns: all of the history that the UI shows openly."""
    async for event in dispute.handle.fetch_history_events():
        yield event.user_metadata.summary.data.decode()
        yield event.user_metadata.details.data.decode()
        columns = event.upsert_workflow_search_attributes_event_attributes
        for column in columns.search_attributes.indexed_fields.values():
            yield column.data.decode()
