"""What comes before the dispute is open waits for its first stage, and is not lost."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.client import WorkflowQueryFailedError, WorkflowUpdateFailedError
from temporalio.testing import WorkflowEnvironment

from tests.situations import OFFICER
from tests.workflows.foreign import MANAGER, raw, why_refused
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes, Works


@pytest.fixture
async def unopened(library_is_open: asyncio.Event, disputes: Disputes) -> ADispute:
    """A dispute whose procedure is still being looked up."""
    library_is_open.clear()
    return await disputes.started()


async def opened(dispute: ADispute, library_is_open: asyncio.Event) -> list[str]:
    """Let it open; returns what has happened when it has heard one more note."""
    library_is_open.set()
    while True:
        try:
            await dispute.say("note", text="Are you there?")
            return await dispute.kinds()
        except WorkflowQueryFailedError:
            continue


async def test_a_signal_that_comes_early_is_heard_at_the_first_stage(
    unopened: ADispute, library_is_open: asyncio.Event
) -> None:
    await unopened.signal("manager_response", MANAGER, answer="It starts on Monday.")
    await unopened.signal("note", text="From the very beginning.")

    kinds = await opened(unopened, library_is_open)

    assert kinds[:2] == ["raised", "stage-begun"]
    assert kinds[3:5] == ["response-received", "noted"]


async def test_signals_that_come_before_any_worker_runs_are_heard_in_their_order(
    env: WorkflowEnvironment, works: Works, task_queue: str
) -> None:
    dispute = await Disputes(env, env.client, task_queue).started()
    await dispute.signal("manager_response", MANAGER, answer="It starts on Monday.")
    await dispute.signal("officer_decision", satisfied=False, because="Too late.")

    async with works(task_queue):
        await dispute.pass_time(timedelta(seconds=1))

        assert (await dispute.kinds())[3:5] == ["response-received", "not-satisfied"]
        assert await dispute.begun() == [1, 2]


async def test_an_update_that_comes_early_is_taken_and_heard_at_the_first_stage(
    unopened: ADispute, library_is_open: asyncio.Event
) -> None:
    body = unopened.worded(reason="serious-safeguarding", because="Now.", to_stage=4)

    answer = await unopened.handle.execute_update("escalate", body)

    assert answer is None
    await opened(unopened, library_is_open)
    assert await unopened.begun() == [1, 4]


async def test_a_malformed_update_is_refused_even_before_the_opening(
    unopened: ADispute,
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await unopened.handle.execute_update("note", {"by": OFFICER})

    assert "text: is missing" in why_refused(refusal.value)


async def test_what_comes_early_and_cannot_be_taken_is_kept_with_its_own_reason(
    unopened: ADispute, library_is_open: asyncio.Event, postman: Postman
) -> None:
    await unopened.handle.signal("note", args=[])
    await unopened.handle.signal("note", args=[raw(b"{oops")])
    await unopened.handle.signal("marigold", "anything")
    await unopened.signal("extend_deadline", working_days=5, because="Holidays.")

    await opened(unopened, library_is_open)

    kept = await unopened.entries("message-refused")
    reasons = [str(entry.details["why"]) for entry in kept]
    expected = [
        "0 arguments",
        "could not be read",
        "no message of that name",
        "offers no",
    ]
    assert [
        part for part, why in zip(expected, reasons, strict=True) if part in why
    ] == (expected)


async def test_a_withdrawal_that_comes_early_ends_it(
    unopened: ADispute, library_is_open: asyncio.Event
) -> None:
    await unopened.signal("withdraw", because="Raised by mistake.")
    library_is_open.set()

    assert (await unopened.handle.result())["standing"] == "withdrawn"


async def test_a_dispute_that_is_being_opened_says_so(unopened: ADispute) -> None:
    with pytest.raises(WorkflowQueryFailedError, match="still being opened; ask again"):
        await unopened.situation()
