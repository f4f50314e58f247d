"""Telling people never stops the clock, and what is not delivered raises the alarm."""

import asyncio
from datetime import timedelta

import pytest

from domain.notices import DeliveryStatus
from tests.workflows.postman import Postman
from tests.workflows.running import Disputes


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (DeliveryStatus.REFUSED, "the mail server refused it for good"),
        (DeliveryStatus.NOBODY, "no address is known for that post"),
    ],
)
async def test_a_notice_that_is_not_delivered_raises_the_alarm_to_the_officer(
    disputes: Disputes, postman: Postman, status: DeliveryStatus, why: str
) -> None:
    postman.refuse["practice-manager"] = status

    dispute = await disputes.raised()
    await dispute.pass_time(timedelta(hours=1))

    [entry] = await dispute.entries("not-delivered")
    assert entry.says.endswith(f"to Practice Manager: {why}.")
    [alarm] = [
        one for one in postman.notices(dispute.id) if one.kind == "not-delivered"
    ]
    assert (alarm.to, alarm.urgent) == ("officer", True)
    assert (await dispute.situation()).undelivered == 1


async def test_for_a_notice_to_the_officer_their_manager_is_alarmed(
    disputes: Disputes, postman: Postman
) -> None:
    postman.refuse["officer"] = DeliveryStatus.NOBODY

    dispute = await disputes.raised()
    await dispute.pass_time(timedelta(hours=1))

    alarmed = postman.told(dispute.id, "not-delivered")
    assert alarmed == ["iro-team-manager"]


async def test_nobody_is_alarmed_about_an_alarm_without_end(
    disputes: Disputes, postman: Postman
) -> None:
    for post in ("practice-manager", "officer", "iro-team-manager"):
        postman.refuse[post] = DeliveryStatus.REFUSED

    dispute = await disputes.raised()
    await dispute.pass_time(timedelta(hours=1))

    alarmed = postman.told(dispute.id, "not-delivered")
    assert (alarmed.count("officer"), set(alarmed)) == (
        1,
        {"officer", "iro-team-manager"},
    )
    assert (await dispute.situation()).standing == "awaiting-response"


async def test_what_is_delayed_is_tried_again_until_it_is_delivered(
    disputes: Disputes, postman: Postman
) -> None:
    postman.refuse["practice-manager"] = DeliveryStatus.DELAYED
    postman.refusals_left = 3

    dispute = await disputes.raised()
    await dispute.pass_time(timedelta(hours=1))

    keys = [
        one.key
        for one in postman.notices(dispute.id)
        if one.to == "practice-manager" and one.kind == "stage-begun"
    ]
    assert len(keys) == 4
    assert len(set(keys)) == 1
    kinds = await dispute.kinds()
    assert (kinds.count("not-delivered"), kinds.count("delivered-after-all")) == (1, 1)
    assert (await dispute.situation()).undelivered == 0


async def test_a_delivery_that_is_held_up_does_not_hold_up_the_next(
    disputes: Disputes, postman: Postman
) -> None:
    mail_server = postman.held_up["practice-manager"] = asyncio.Event()
    dispute = await disputes.started()
    await postman.until_told(dispute.id, "practice-manager")

    await dispute.say("escalate", reason="no-response", because="Up.", to_stage=3)
    await postman.until_told(dispute.id, "service-lead")

    assert (await dispute.situation()).stage == 3
    mail_server.set()


async def test_a_delivery_that_is_held_up_does_not_stop_the_clock(
    disputes: Disputes, postman: Postman
) -> None:
    """While an activity runs the server skips no time: the limit is two seconds away."""
    postman.held_up["social-worker"] = asyncio.Event()
    marmalade = {
        "what": "Buy marmalade",
        "owner": "social-worker",
        "due_on": "2026-03-30",
    }
    dispute = await disputes.started(
        rehearsal={"pretend_it_is": "2026-03-30T16:59:58+01:00"}
    )
    await postman.until_told(dispute.id, "social-worker")
    await dispute.say(
        "officer_decision", satisfied=True, because="Today.", actions=[marmalade]
    )

    await postman.until_told(dispute.id, "group-manager")

    assert await dispute.begun() == [1, 2]
    postman.held_up["social-worker"].set()
