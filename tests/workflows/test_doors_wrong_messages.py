"""Every wrong message: kept or refused with our sentence, and the dispute goes on."""

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError

from tests.workflows.foreign import MANAGER, WRONG, Wrong, raw, sent, why_refused
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes


async def test_every_wrong_signal_is_kept_and_its_sender_is_told(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()

    for wrong in WRONG.values():
        await dispute.handle.signal(wrong.kind, args=wrong.arguments)

    now = await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    assert (now.refused, now.standing) == (len(WRONG), "awaiting-officer")
    kept = await dispute.entries("message-refused")
    expected = list(WRONG.values())
    assert [one.says for one in kept] == [
        f"Kept but not taken: {wrong.kind}." for wrong in expected
    ]
    reasons = dict(zip(WRONG, (one.details["why"] for one in kept), strict=True))
    unsaid = [name for name, wrong in WRONG.items() if wrong.why not in reasons[name]]
    assert unsaid == []
    await dispute.say("withdraw", because="It is over.")
    await dispute.handle.result()
    assert postman.told(dispute.id, "message-refused") == [
        post for wrong in expected for post in wrong.told
    ]


async def test_every_wrong_update_is_refused_to_its_senders_face_and_leaves_nothing(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()
    before = await dispute.record()

    answers = {name: await refusal_of(dispute, wrong) for name, wrong in WRONG.items()}

    unsaid = [name for name, wrong in WRONG.items() if wrong.why not in answers[name]]
    assert unsaid == []
    assert await dispute.record() == before
    assert await update_events(dispute) == []
    now = await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    assert (now.refused, now.standing) == (0, "awaiting-officer")


async def refusal_of(dispute: ADispute, wrong: Wrong) -> str:
    """What the sender of a wrong update is told."""
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.handle.execute_update(wrong.kind, args=wrong.arguments)
    return why_refused(refusal.value)


async def update_events(dispute: ADispute) -> list[int]:
    """Everything in its history that speaks of an update."""
    kinds = (
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ADMITTED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
    )
    events = [event async for event in dispute.handle.fetch_history_events()]
    return [event.event_id for event in events if event.event_type in kinds]


async def test_everything_that_is_wrong_is_named_at_once(disputes: Disputes) -> None:
    dispute = await disputes.raised()

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.handle.execute_update(
            "manager_response", {"by": {"post": "practice-manager"}, "extent": "half"}
        )

    why = why_refused(refusal.value)
    fields = ("message_id:", "by.reference:", "answer:", "extent:")
    assert [field for field in fields if field not in why] == []


async def test_a_signal_of_an_unknown_name_is_kept_and_its_name_is_not_repeated(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()

    await dispute.handle.signal("marigold", args=[raw(b"{oops"), sent(answer="a")])

    await dispute.say("withdraw", because="It is over.")
    [kept] = await dispute.entries("message-refused")
    assert kept.says == "Kept but not taken: a message of an unknown name."
    assert kept.details["name"] == "marigold"
    assert "send one of manager_response, " in kept.details["why"]
    await dispute.handle.result()
    assert postman.told(dispute.id, "message-refused") == ["practice-manager"]


async def test_an_update_of_an_unknown_name_is_told_the_known_ones(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.handle.execute_update("marigold", args=[sent(answer="a")])

    assert "manager_response" in str(refusal.value.cause)
    assert await update_events(dispute) == []


async def test_two_arguments_of_which_one_cannot_be_read_stop_nobody(
    disputes: Disputes,
) -> None:
    """The SDK drops such a signal before our code sees it: it is in the history only."""
    dispute = await disputes.raised()
    both = [sent(answer="a"), raw(b"{oops")]

    await dispute.handle.signal("manager_response", args=both)
    with pytest.raises(WorkflowUpdateFailedError):
        await dispute.handle.execute_update("manager_response", args=both)

    now = await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    assert now.standing == "awaiting-officer"


async def test_more_than_the_server_takes_is_refused_by_the_server(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    with pytest.raises(RPCError, match="limit"):
        await dispute.handle.signal(
            "manager_response", args=[sent(answer="a" * 2_200_000)]
        )

    now = await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    assert (now.refused, now.standing) == (0, "awaiting-officer")


async def test_only_a_hundred_refused_messages_are_kept_and_all_are_counted(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    for number in range(103):
        await dispute.handle.signal("manager_response", number)

    now = await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    assert now.refused == 103
    assert len(await dispute.entries("message-refused")) == 100
