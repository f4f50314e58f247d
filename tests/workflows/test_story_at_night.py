"""What can wait goes in the morning, on a real server; a rehearsal keeps its own hours."""

from datetime import UTC, datetime, timedelta

from tests.workflows.foreign import MANAGER
from tests.workflows.postman import Postman
from tests.workflows.running import Disputes

MON_30_MAR_22 = datetime(2026, 3, 30, 21, tzinfo=UTC)
TUE_31_MAR_7 = datetime(2026, 3, 31, 6, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


async def test_an_answer_at_night_is_told_in_the_morning(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()
    due = (await dispute.situation()).due_at
    await dispute.pass_until(MON_30_MAR_22)

    night = await dispute.say(
        "manager_response", MANAGER, answer="On Monday.", extent="partial"
    )

    assert postman.told(dispute.id, "response-received") == []
    assert night.waiting == 1
    assert (await dispute.situation()).wakes_at == TUE_31_MAR_7
    await dispute.pass_until(TUE_31_MAR_7 + A_MINUTE)
    assert postman.told(dispute.id, "response-received") == ["officer"]
    morning = await dispute.situation()
    assert (morning.waiting, morning.due_at) == (0, due)


async def test_a_dispute_taken_back_at_night_ends_when_everybody_has_heard(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()
    await dispute.pass_until(MON_30_MAR_22)
    await dispute.say(
        "manager_response", MANAGER, answer="On Monday.", extent="partial"
    )

    await dispute.say("withdraw", because="The family has moved.")
    assert postman.told(dispute.id, "closed") == []
    await dispute.pass_until(TUE_31_MAR_7 + A_MINUTE)

    await dispute.handle.result()
    assert "practice-manager" in postman.told(dispute.id, "closed")
    assert postman.told(dispute.id, "response-received") == []
    [left_out] = await dispute.entries("not-sent")
    assert left_out.says.endswith("was not sent: the dispute has ended.")
    assert [
        one.because
        for post in postman.posts
        for one in post.not_sent
        if post.dispute == dispute.id
    ] == ["the dispute has ended"]


async def test_an_officer_who_raises_at_night_has_the_manager_asked_at_once(
    disputes: Disputes, postman: Postman
) -> None:
    pretend = {"pretend_it_is": "2026-03-30T22:00:00+01:00"}
    dispute = await disputes.raised(rehearsal=pretend)

    assert postman.told(dispute.id, "stage-begun") == ["practice-manager"]
    await dispute.pass_until(TUE_31_MAR_7 + A_MINUTE)
    assert "officer" in postman.told(dispute.id, "stage-begun")
