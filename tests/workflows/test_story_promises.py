"""What was agreed: watched, reported done, found undone; and how a dispute is closed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.situations import SEEN_TO
from tests.workflows.foreign import why_refused
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes

SOCIAL_WORKER = {"post": "social-worker", "reference": "SW-1"}
FRI_10_APR_17 = datetime(2026, 4, 10, 16, tzinfo=UTC)
MARMALADE = {"what": "Buy marmalade", "owner": "social-worker", "due_on": "2026-04-10"}
BREAD = {"what": "Buy bread", "owner": "practice-manager", "due_on": "2026-04-17"}
CLOSE: dict[str, Any] = {
    "outcome": "resolved",
    "impact": "Breakfast is certain.",
    "child_told": {"told": True, "how_or_why_not": "At breakfast."},
    "ticked": SEEN_TO,
}


@pytest.fixture
async def watched(disputes: Disputes) -> ADispute:
    """Marmalade is promised for Fri 10 Apr, bread for Fri 17 Apr."""
    dispute = await disputes.raised()
    await dispute.say(
        "officer_decision",
        satisfied=True,
        because="It will do.",
        outcome="sufficiently-progressed",
        actions=[MARMALADE, BREAD],
    )
    return dispute


async def test_what_was_agreed_is_watched_and_its_owners_are_asked(
    watched: ADispute, postman: Postman
) -> None:
    now = await watched.situation()

    assert (now.standing, now.due_at) == ("monitoring", FRI_10_APR_17)
    assert now.awaiting == ("Social Worker", "Practice Manager")
    await watched.pass_until(FRI_10_APR_17 - timedelta(minutes=1))
    asked = [
        (one.kind, one.to)
        for one in postman.notices(watched.id)
        if one.purpose == "to-act" and one.to != "officer"
    ]
    assert asked[1:] == [
        ("agreed", "social-worker"),
        ("agreed", "practice-manager"),
        ("action-due", "social-worker"),
    ]


async def test_an_action_that_its_owner_reports_done_is_for_the_officer_to_settle(
    watched: ADispute, postman: Postman
) -> None:
    now = await watched.say("action_done", SOCIAL_WORKER, action=1, evidence="A jar.")

    assert now.awaiting == ("Practice Manager",)
    await watched.pass_until(FRI_10_APR_17 + timedelta(hours=1))
    assert await watched.begun() == [1]
    assert postman.told(watched.id, "action-reported-done") == ["officer"]
    settled = await watched.say("action_done", action=1)
    assert settled.standing == "monitoring"


async def test_only_its_owner_or_the_officer_may_say_that_it_is_done(
    watched: ADispute,
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await watched.say("action_done", SOCIAL_WORKER, action=2)

    assert "Only the officer or the owner of that action" in why_refused(refusal.value)


@pytest.mark.meets("WS-17", "WS-44")
async def test_an_action_that_the_officer_finds_undone_sends_it_up(
    watched: ADispute, postman: Postman
) -> None:
    await watched.say("action_done", SOCIAL_WORKER, action=1)

    await watched.say("action_not_done", action=1, because="It was jam.")

    now = await watched.situation()
    assert (now.stage, now.standing) == (2, "awaiting-response")
    [_, begun] = await watched.entries("stage-begun")
    assert begun.says.endswith("Reason: agreed-task-not-done.")
    await watched.pass_time(timedelta(seconds=1))
    assert postman.told(watched.id, "action-not-done") == ["social-worker", "officer"]


async def test_a_second_thing_undone_does_not_send_it_up_twice(
    watched: ADispute,
) -> None:
    await watched.pass_until(FRI_10_APR_17 + timedelta(minutes=1))
    assert await watched.begun() == [1, 2]

    await watched.pass_until(datetime(2026, 4, 17, 15, tzinfo=UTC))

    assert await watched.begun() == [1, 2]


async def test_when_everything_is_done_the_officer_is_waited_for(
    watched: ADispute,
) -> None:
    await watched.say("action_done", action=1)
    now = await watched.say("action_done", action=2)

    assert (now.standing, now.due_at) == ("awaiting-officer", None)


async def test_a_dispute_with_open_promises_is_not_closed_as_resolved(
    watched: ADispute,
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await watched.say("close_dispute", **CLOSE)

    assert "Agreed actions [1, 2] are not settled" in why_refused(refusal.value)


async def test_closing_what_is_not_resolved_needs_a_reason(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()
    not_resolved = {**CLOSE, "outcome": "not-resolved"}

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.say("close_dispute", **not_resolved)
    assert "because: is missing; say why" in why_refused(refusal.value)
    await dispute.say("close_dispute", **not_resolved, because="The child is eighteen.")

    assert (await dispute.handle.result())["standing"] == "not-resolved"
    told = postman.told(dispute.id, "closed")
    assert told == ["practice-manager", "social-worker", "line-manager"]


async def test_what_is_sufficiently_progressed_needs_a_date_to_look_again(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()
    progressed: dict[str, Any] = {
        "satisfied": True,
        "because": "Nearly.",
        "outcome": "sufficiently-progressed",
    }

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.say("officer_decision", **progressed)
    assert "needs follow_up_on or actions" in why_refused(refusal.value)
    now = await dispute.say("officer_decision", **progressed, follow_up_on="2026-04-10")

    assert (now.standing, now.due_at) == ("monitoring", FRI_10_APR_17)
