"""How the officer moves a dispute: up, past stages, back, and where it starts."""

from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.workflows.foreign import MANAGER, why_refused
from tests.workflows.postman import Postman
from tests.workflows.running import Disputes

THU_9_APR = datetime(2026, 4, 9, 9, tzinfo=UTC)
REASONS = (
    "no-response",
    "unsatisfactory",
    "agreed-task-not-done",
    "officers-judgement",
    "serious-safeguarding",
)


async def test_an_officer_who_is_not_satisfied_sends_it_one_stage_higher(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()
    await dispute.say("manager_response", MANAGER, answer="Next year, perhaps.")

    await dispute.say("officer_decision", satisfied=False, because="Next year!")
    now = await dispute.situation()

    assert (now.stage, now.awaiting) == (2, ("Group Manager",))
    [_, begun] = await dispute.entries("stage-begun")
    assert begun.says.endswith("Reason: unsatisfactory.")
    assert begun.by == "iro / IRO-7"
    await dispute.say("withdraw", because="It is over.")
    await dispute.handle.result()
    assert postman.told(dispute.id, "escalated") == ["practice-manager"]


@pytest.mark.meets("WS-41")
@pytest.mark.parametrize("reason", REASONS)
async def test_an_officer_may_take_it_up_for_each_of_five_reasons(
    disputes: Disputes, reason: str
) -> None:
    dispute = await disputes.raised()

    await dispute.say("escalate", reason=reason, because="It cannot wait.")

    assert await dispute.begun() == [1, 2]
    [_, begun] = await dispute.entries("stage-begun")
    assert begun.says.endswith(f"Reason: {reason}.")


@pytest.mark.meets("WS-25", "WS-A4")
async def test_an_officer_may_pass_over_stages_and_they_are_named(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()

    await dispute.say(
        "escalate", reason="serious-safeguarding", because="Tonight.", to_stage=4
    )
    now = await dispute.situation()

    assert (now.stage, await dispute.begun()) == (4, [1, 4])
    assert now.awaiting == ("Relevant Assistant Director", "Deputy Director")
    [entry] = await dispute.entries("escalated")
    assert "Passed over: Stage 2, Stage 3." in entry.says
    await dispute.pass_time(timedelta(seconds=1))
    assert "group-manager" not in {one.to for one in postman.notices(dispute.id)}


async def test_an_officer_may_take_it_back_to_a_lower_stage(disputes: Disputes) -> None:
    dispute = await disputes.raised(start_stage=4)

    await dispute.say(
        "escalate", reason="officers-judgement", because="Ask them first.", to_stage=2
    )

    assert await dispute.begun() == [4, 2]
    assert (await dispute.situation()).due_says == "Wed 8 Apr 2026 17:00"


@pytest.mark.parametrize(
    ("to_stage", "why"),
    [
        (5, "It is at Stage 5 already; name another stage of"),
        (9, "to_stage 9 does not exist; name one of"),
        (None, "Stage 5 is the last stage; there is none above it."),
    ],
)
async def test_a_stage_that_cannot_be_entered_is_refused_with_those_that_can(
    disputes: Disputes, to_stage: int | None, why: str
) -> None:
    dispute = await disputes.raised(start_stage=5)

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.say(
            "escalate", reason="no-response", because="Up.", to_stage=to_stage
        )

    assert why in why_refused(refusal.value)


async def test_a_dispute_may_start_at_stage_three(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised(start_stage=3, start_because="It is that serious.")

    now = await dispute.situation()

    assert (await dispute.begun(), now.awaiting) == ([3], ("Service Lead",))
    told = [one.to for one in postman.notices(dispute.id) if one.purpose == "to-act"]
    assert told == ["service-lead"]


@pytest.mark.meets("WS-17", "WS-19", "WS-22")
async def test_an_informal_start_goes_on_to_stage_one_when_nobody_answers(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised(start_stage=None, start_because=None)
    informal = await dispute.situation()
    assert (informal.stage_title, informal.overall_due_at) == (
        "Informal resolution",
        None,
    )

    await dispute.pass_until(THU_9_APR)

    now = await dispute.situation()
    assert (now.stage, await dispute.begun()) == (1, [0, 1])
    assert now.overall_due_at == datetime(2026, 5, 7, 16, tzinfo=UTC)


@pytest.mark.meets("WS-13")
async def test_a_concern_for_immediate_safety_starts_formally(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised(
        start_stage=None, start_because=None, concerns=["immediate-safety"]
    )

    assert await dispute.begun() == [1]


async def test_a_decision_at_the_last_stage_leaves_it_with_the_officer(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised(start_stage=5)

    now = await dispute.say("officer_decision", satisfied=False, because="No.")

    assert (now.stage, now.standing) == (5, "awaiting-officer")
    assert await dispute.begun() == [5]
    await dispute.pass_time(timedelta(seconds=1))
    assert postman.told(dispute.id, "consider-cafcass") == ["officer", "officer"]
