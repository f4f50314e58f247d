"""Workers and servers are killed, and the mail server goes: nothing is lost by it."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from domain.notices import DeliveryStatus
from embedded.catcher import Behaviour
from tests.end_to_end import interruptions
from tests.end_to_end.interruptions import Ended, HoldingCatcher, Player, played
from tests.end_to_end.machine_room import MachineRoom
from tests.situations import OFFICER

pytestmark = pytest.mark.end_to_end

AT_EVERY_STEP = {
    "the worker": interruptions.the_worker_is_killed,
    "the server": interruptions.the_server_is_killed,
    "both": interruptions.both_are_killed,
}
UNDISTURBED = "nobody"
BEFORE = "the worker, before its second mail is taken"
AFTER = "the worker, after its second mail is taken"
WED_8_APR_CLOSE = datetime(2026, 4, 8, 16, tzinfo=UTC)  # 17:00 in London


@pytest.fixture(scope="module")
async def ends(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Ended]:
    """The same dispute, played through every interruption and through none.

    All at once, since most of the time is spent waiting for a heartbeat to be missed.
    """
    homes = tmp_path_factory.mktemp("homes")
    second = interruptions.killed_at_the_second_mail
    keeping = partial(HoldingCatcher, keeps_it=True)
    async with asyncio.TaskGroup() as together:
        playing = {
            UNDISTURBED: played(homes / "0", interruptions.nothing),
            BEFORE: played(homes / "1", second, HoldingCatcher),
            AFTER: played(homes / "2", second, keeping),
            **{name: played(homes / name, t) for name, t in AT_EVERY_STEP.items()},
        }
        tasks = {name: together.create_task(it) for name, it in playing.items()}
    return {name: task.result() for name, task in tasks.items()}


@pytest.mark.parametrize("killed", [*AT_EVERY_STEP, BEFORE, AFTER])
def test_a_dispute_ends_as_if_nobody_had_been_killed(
    killed: str, ends: Mapping[str, Ended]
) -> None:
    assert ends[killed].story() == ends[UNDISTURBED].story()


@pytest.mark.parametrize("killed", [*AT_EVERY_STEP, BEFORE, AFTER])
def test_every_notice_is_mailed_whoever_is_killed(
    killed: str, ends: Mapping[str, Ended]
) -> None:
    assert ends[killed].letters() == ends[UNDISTURBED].letters()
    assert {one.state for one in ends[killed].told} == {DeliveryStatus.SENT}


@pytest.mark.parametrize("killed", [UNDISTURBED, *AT_EVERY_STEP, BEFORE])
def test_no_notice_is_mailed_twice(killed: str, ends: Mapping[str, Ended]) -> None:
    assert ends[killed].sent_twice() == []


def test_a_mail_taken_from_a_worker_that_dies_at_once_comes_again_under_the_same_id(
    ends: Mapping[str, Ended],
) -> None:
    [again] = ends[AFTER].sent_twice()

    unsure = [one for one in ends[AFTER].told if one.unsure]

    assert [one.message_id for one in unsure] == [again.message_id]


def test_the_record_says_of_which_notice_nobody_can_be_sure(
    ends: Mapping[str, Ended],
) -> None:
    unsure = {
        name: [one.number for one in end.told if one.unsure]
        for name, end in ends.items()
    }

    assert unsure == {name: [2] if name in (BEFORE, AFTER) else [] for name in ends}


async def test_a_mail_server_that_is_down_delays_no_escalation_and_loses_no_notice(
    tmp_path: Path,
) -> None:
    async with MachineRoom.opened(tmp_path / "home") as room:
        dispute = Player(room, interruptions.nothing)
        await dispute.begin()
        await dispute.forward(WED_8_APR_CLOSE - timedelta(minutes=20))
        await room.is_quiet(interruptions.DISPUTE)
        mailed = room.mailbox.count()

        await room.catcher.behave(Behaviour.DOWN)
        await dispute.forward(WED_8_APR_CLOSE + timedelta(minutes=20))
        for stage in (3, 4):
            escalated = {"reason": "officers-judgement", "because": "No marmalade."}
            await dispute.say("escalate", OFFICER, **escalated)
            assert (await dispute.situation()).stage == stage
        assert room.mailbox.count() == mailed

        await room.catcher.behave(Behaviour.WORKS)
        await dispute.forward(WED_8_APR_CLOSE + timedelta(minutes=60))
        await room.is_quiet(interruptions.DISPUTE)

        entries = await dispute.record()
        now = await dispute.situation()
        mails = room.mailbox.mails(limit=1000)

    [passed] = [one for one in entries if one.kind == "limit-passed"]
    assert passed.at - WED_8_APR_CLOSE < timedelta(seconds=5)
    assert [one.stage for one in entries if one.kind == "stage-begun"] == [1, 2, 3, 4]
    assert (now.undelivered, len(mails)) == (0, now.notices)
    assert all(mail.copies == 1 for mail in mails)
