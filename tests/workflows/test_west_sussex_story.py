"""West Sussex, June 2020, on the real server with time skipped."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import london
from tests.situations import SEEN_TO
from tests.workflows.conftest import Disputes, Postman

FRI_8_MAY = datetime(2026, 5, 8, 16, tzinfo=UTC)


@pytest.mark.meets("WS-32", "WS-33", "WS-35", "WS-37", "WS-40", "WS-A1", "WS-A9")
async def test_a_dispute_nobody_answers_climbs_all_five_stages_by_itself(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()

    await dispute.pass_until(FRI_8_MAY)

    begun = [one for one in await dispute.record() if one.kind == "stage-begun"]
    assert [(one.stage, one.details["due_at"]) for one in begun] == [
        (1, "2026-04-08T16:00:00+00:00"),
        (2, "2026-04-15T16:00:00+00:00"),
        (3, "2026-04-22T16:00:00+00:00"),
        (4, "2026-04-29T16:00:00+00:00"),
        (5, None),
    ]
    told = postman.notices(dispute.handle.id)
    asked = [
        (one.to, london(one.due_at))
        for one in told
        if one.kind == "stage-begun" and one.purpose == "to-act" and one.due_at
    ]
    assert asked == [
        ("practice-manager", "Wed 8 Apr 2026 17:00"),
        ("group-manager", "Wed 15 Apr 2026 17:00"),
        ("service-lead", "Wed 22 Apr 2026 17:00"),
        ("assistant-director", "Wed 29 Apr 2026 17:00"),
        ("deputy-director", "Wed 29 Apr 2026 17:00"),
    ]


@pytest.mark.meets("WS-8", "WS-38", "WS-43")
async def test_the_director_is_alerted_at_stage_four_and_the_officer_thinks_of_cafcass(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised()

    await dispute.pass_until(FRI_8_MAY)

    told = postman.notices(dispute.handle.id)
    alerted = [one for one in told if one.to == "executive-director"]
    assert (alerted[0].about.stage, alerted[0].sent_by) == (4, "iro-team-manager")
    warned = [one for one in told if one.kind == "overall-warning"]
    assert london(warned[0].at) == "Mon 27 Apr 2026 17:00"
    assert "consider-cafcass" in {one.kind for one in told if one.to == "officer"}


async def test_an_answer_that_satisfies_is_watched_until_the_officer_closes(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()
    await dispute.pass_time(timedelta(days=1))

    await dispute.say(
        "manager_response",
        {"post": "practice-manager", "reference": "PM-3"},
        answer="The plan starts on Monday.",
    )
    agreed = {"what": "Buy marmalade", "owner": "social-worker", "due_on": "2026-04-10"}
    watched = await dispute.say(
        "officer_decision", satisfied=True, because="It will do.", actions=[agreed]
    )
    assert (watched.standing, watched.awaiting) == ("monitoring", ("Social Worker",))
    await dispute.say("action_done", action=1)
    closed = await dispute.say(
        "close_dispute",
        outcome="resolved",
        impact="Breakfast is certain.",
        child_told={"told": True, "how_or_why_not": "At breakfast."},
        ticked=SEEN_TO,
    )

    assert closed.standing == "resolved"
    assert (await dispute.handle.result())["standing"] == "resolved"


@pytest.mark.meets("WS-17", "WS-44")
async def test_what_was_agreed_and_not_done_comes_back_one_stage_higher(
    disputes: Disputes,
) -> None:
    dispute = await disputes.raised()
    agreed = {"what": "Buy marmalade", "owner": "social-worker", "due_on": "2026-04-10"}
    await dispute.say(
        "officer_decision", satisfied=True, because="It will do.", actions=[agreed]
    )

    await dispute.pass_until(datetime(2026, 4, 10, 16, 1, tzinfo=UTC))

    now = await dispute.situation()
    assert (now.stage, now.standing) == (2, "awaiting-response")
    assert "action-not-done" in await dispute.kinds()
