"""The same message twice, two at once, and messages for a dispute that has ended."""

import asyncio
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError, RPCStatusCode

from domain.notices import DeliveryStatus
from domain.record import Situation
from tests.situations import OFFICER, SEEN_TO
from tests.workflows.foreign import MANAGER, why_refused
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes

ANSWER = {"message_id": "m-77", "by": MANAGER, "answer": "It starts on Monday."}
CLOSE: dict[str, Any] = {
    "outcome": "resolved",
    "impact": "Breakfast is certain.",
    "child_told": {"told": True, "how_or_why_not": "At breakfast."},
    "ticked": SEEN_TO,
}


@pytest.mark.parametrize(
    "ways", [("signal", "signal"), ("signal", "update"), ("update", "signal")]
)
async def test_a_message_sent_twice_is_taken_once_whichever_way_it_comes(
    disputes: Disputes, ways: tuple[str, str]
) -> None:
    dispute = await disputes.raised()

    for way in ways:
        if way == "signal":
            await dispute.handle.signal("manager_response", ANSWER)
        else:
            await dispute.handle.execute_update("manager_response", ANSWER)

    assert (await dispute.kinds()).count("response-received") == 1
    assert (await dispute.situation()).refused == 0


async def test_an_update_sent_twice_under_two_update_ids_is_taken_once(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    first, again = [
        await dispute.handle.execute_update(
            "manager_response", ANSWER, id=update_id, result_type=Situation
        )
        for update_id in ("a", "b")
    ]

    assert again == first
    assert (await dispute.kinds()).count("response-received") == 1


async def test_a_message_that_was_refused_may_be_sent_again_under_its_id_put_right(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    await dispute.handle.signal("manager_response", {**ANSWER, "answer": ""})
    await dispute.handle.signal("manager_response", ANSWER)

    kinds = await dispute.kinds()
    assert kinds[-2:] == ["message-refused", "response-received"]


async def test_two_answers_at_once_are_both_written_and_both_may_count(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised(start_stage=4)
    two = ("assistant-director", "deputy-director")

    await asyncio.gather(
        *(
            dispute.say(
                "manager_response", {"post": post, "reference": "D-1"}, answer="Agreed."
            )
            for post in two
        )
    )

    answers = await dispute.entries("response-received")
    assert {entry.by for entry in answers} == {f"{post} / D-1" for post in two}
    assert (await dispute.situation()).standing == "awaiting-officer"


async def test_two_decisions_at_once_are_taken_one_after_the_other(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()

    await asyncio.gather(
        dispute.signal("officer_decision", satisfied=False, because="Not enough."),
        dispute.signal("officer_decision", satisfied=True, because="It will do."),
    )

    kinds = set(await dispute.kinds())
    assert {"not-satisfied", "accepted"} <= kinds
    assert (await dispute.situation()).standing in {
        "awaiting-officer",  # accepted last
        "awaiting-response",  # refused last: at stage 2
    }


@pytest.fixture
async def ended(disputes: Disputes, postman: Postman) -> ADispute:
    """A dispute that has ended, but whose last notices are still under way."""
    dispute = await disputes.raised()
    postman.held_up["practice-manager"] = asyncio.Event()
    await dispute.say("close_dispute", **CLOSE)
    return dispute


async def test_an_answer_after_the_end_is_refused_with_what_to_do_instead(
    ended: ADispute, postman: Postman
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await ended.handle.execute_update("manager_response", ANSWER)

    assert "has ended (resolved); raise a new one" in why_refused(refusal.value)
    postman.held_up["practice-manager"].set()
    assert (await ended.handle.result())["standing"] == "resolved"


async def test_an_answer_signalled_after_the_end_is_kept_and_its_sender_is_told(
    ended: ADispute, postman: Postman
) -> None:
    await ended.handle.signal("manager_response", ANSWER)
    assert (await ended.kinds())[-1] == "message-refused"
    postman.held_up["practice-manager"].set()

    assert (await ended.handle.result())["refused"] == 1
    assert postman.told(ended.id, "message-refused") == ["practice-manager"]


async def test_a_dispute_whose_notices_are_all_out_takes_nothing_more(
    ended: ADispute, postman: Postman
) -> None:
    postman.held_up["practice-manager"].set()
    await ended.handle.result()

    for send in (ended.handle.signal, ended.handle.execute_update):
        with pytest.raises(RPCError, match="already completed") as failure:
            await send("note", {"message_id": "n", "by": OFFICER, "text": "Too late."})
        assert failure.value.status is RPCStatusCode.NOT_FOUND


async def test_the_end_waits_until_what_was_delayed_is_delivered(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()
    postman.refuse["practice-manager"] = DeliveryStatus.DELAYED
    postman.refusals_left = 1

    await dispute.say("close_dispute", **CLOSE)

    end = await dispute.handle.result()
    assert (end["undelivered"], end["standing"]) == (0, "resolved")
