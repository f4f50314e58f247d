"""What managers answer: in part, in time, late, and while no worker runs."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.testing import WorkflowEnvironment

from tests.workflows.foreign import MANAGER
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes, Works

WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
DIRECTOR = {"post": "assistant-director", "reference": "AD-1"}


@pytest.mark.parametrize(
    ("extent", "says"),
    [
        ("partial", "Practice Manager answered in part."),
        ("more-time-needed", "Practice Manager asked for more time."),
    ],
)
async def test_half_an_answer_is_passed_on_and_the_clock_runs_on(
    disputes: Disputes, postman: Postman, extent: str, says: str
) -> None:
    dispute = await disputes.raised()

    now = await dispute.say("manager_response", MANAGER, answer="Soon.", extent=extent)

    assert (now.standing, now.due_at) == ("awaiting-response", WED_8_APR_17)
    [entry] = await dispute.entries("response-received")
    assert entry.says == says
    await dispute.pass_until(WED_8_APR_17 + timedelta(minutes=1))
    assert await dispute.begun() == [1, 2]
    assert postman.told(dispute.id, "response-received") == ["officer"]


@pytest.mark.meets("WS-32")
async def test_a_whole_answer_stops_the_clock_and_asks_the_officer(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()

    await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")

    await dispute.pass_until(WED_8_APR_17 + timedelta(minutes=1))
    assert await dispute.begun() == [1]
    [asked] = [
        one
        for one in postman.notices(dispute.id)
        if one.kind == "response-received" and one.to == "officer"
    ]
    assert asked.asked != ""


async def test_an_answer_that_comes_after_it_has_gone_up_settles_nothing(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()
    await dispute.pass_until(WED_8_APR_17 + timedelta(hours=1))

    now = await dispute.say("manager_response", MANAGER, answer="Sorry, I was away.")

    assert (now.stage, now.standing) == (2, "awaiting-response")
    [entry] = await dispute.entries("response-received")
    assert entry.says.endswith("after it had gone past their stage.")
    await dispute.say("officer_decision", satisfied=True, because="It will do.")
    assert (await dispute.situation()).standing == "awaiting-officer"
    assert postman.told(dispute.id, "response-received") == ["officer"]


async def test_an_answer_for_a_lower_stage_does_not_answer_the_present_one(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised(start_stage=4)
    deputy = {"post": "deputy-director", "reference": "DD-1"}
    await dispute.say("escalate", reason="no-response", because="Up.", to_stage=5)

    now = await dispute.say("manager_response", deputy, answer="Agreed.", stage=4)

    assert (now.stage, now.standing) == (5, "awaiting-response")


async def test_a_deputy_answers_for_the_post_that_was_asked(disputes: Disputes) -> None:
    dispute = await disputes.raised()
    deputy = {
        "post": "group-manager",
        "reference": "GM-1",
        "on_behalf_of": "practice-manager",
    }

    now = await dispute.say("manager_response", deputy, answer="It starts on Monday.")

    assert now.standing == "awaiting-officer"
    [entry] = await dispute.entries("response-received")
    assert entry.by == "group-manager / GM-1 for practice-manager"


class AfterAnOutage:
    """A dispute whose limit passes while no worker runs."""

    def __init__(self, env: WorkflowEnvironment, works: Works, task_queue: str) -> None:
        self.env = env
        self.works = works
        self.task_queue = task_queue

    async def answered(self, received_at: datetime | None) -> ADispute:
        """Raise it, stop the worker, let the limit pass, answer; returns it.

        The server rings the alarm of the limit, and the answer comes after it. The next
        worker finds both in one task, and is handed the answer first.
        """
        async with self.works(self.task_queue):
            dispute = await Disputes(
                self.env, self.env.client, self.task_queue
            ).raised()
            await dispute.pass_until(WED_8_APR_17 - timedelta(minutes=1))
        passing = asyncio.create_task(dispute.pass_time(timedelta(hours=1)))
        await self.alarm_rings(dispute)
        said = {"received_at": received_at.isoformat()} if received_at else {}
        await dispute.signal("manager_response", MANAGER, answer="Yes.", **said)
        self.passing = passing
        return dispute

    async def alarm_rings(self, dispute: ADispute) -> None:
        """Wait until the server has fired the timer of the limit."""
        events = dispute.handle.fetch_history_events(wait_new_event=True)
        fired = 0
        async for event in events:
            fired += event.event_type == EventType.EVENT_TYPE_TIMER_FIRED
            if fired == ALARMS_UP_TO_THE_LIMIT:
                return


ALARMS_UP_TO_THE_LIMIT = 2
"""The reminder on the day before, and the limit itself."""


@pytest.mark.parametrize(
    ("received_at", "begun", "says"),
    [
        (None, [1], "Practice Manager answered."),
        (
            WED_8_APR_17,
            [1],
            "Practice Manager answered on Wed 8 Apr 2026 17:00.",
        ),
        (
            WED_8_APR_17 - timedelta(hours=2),
            [1],
            "Practice Manager answered on Wed 8 Apr 2026 15:00.",
        ),
        (
            WED_8_APR_17 + timedelta(milliseconds=1),
            [1, 2],
            "Practice Manager answered on Wed 8 Apr 2026 17:00, late.",
        ),
    ],
)
async def test_after_an_outage_lateness_is_told_by_times_and_not_by_who_woke_us(
    env: WorkflowEnvironment,
    works: Works,
    task_queue: str,
    received_at: datetime | None,
    begun: list[int],
    says: str,
) -> None:
    outage = AfterAnOutage(env, works, task_queue)
    dispute = await outage.answered(received_at)

    async with works(task_queue):
        await outage.passing

        [entry] = await dispute.entries("response-received")
        assert entry.says == says
        assert await dispute.begun() == begun
