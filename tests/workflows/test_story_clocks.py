"""More time, and a clock that is stopped: only where the procedure offers it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.workflows.foreign import why_refused
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes

TUE_31_MAR_10 = datetime(2026, 3, 31, 9, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
WED_15_APR_17 = datetime(2026, 4, 15, 16, tzinfo=UTC)
DUE_AFTER_HOLD = datetime(2026, 4, 16, 16, tzinfo=UTC)

ANYSHIRE: dict[str, Any] = {
    "authority": "anyshire",
    "raised_by": {"role": "reviewing-officer", "reference": "IRO-7"},
    "themes": ["drift"],
}
OFFICER = {"post": "officer", "reference": "IRO-7"}
MORE_TIME: dict[str, Any] = {
    "working_days": 5,
    "because": "The school is closed.",
    "benefit_for_child": "The school can be asked.",
}


@pytest.fixture
async def in_anyshire(disputes: Disputes) -> ADispute:
    """A dispute at stage 1 where extensions and holds are offered, on Tue 31 Mar 10:00."""
    dispute = await disputes.raised(**ANYSHIRE)
    await dispute.pass_until(TUE_31_MAR_10)
    return dispute


@pytest.mark.meets("WS-A15")
@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        (
            "extend_deadline",
            MORE_TIME,
            "Dispute Resolution Process offers no extension (WS-A15).",
        ),
        (
            "place_on_hold",
            {"until": "2026-04-07", "because": "Holidays."},
            "Dispute Resolution Process knows no hold (WS-A15).",
        ),
    ],
)
async def test_west_sussex_names_the_reading_by_which_it_offers_neither(
    disputes: Disputes, kind: str, said: dict[str, Any], why: str
) -> None:
    dispute = await disputes.raised()

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await dispute.say(kind, **said)

    assert why in why_refused(refusal.value)
    assert (await dispute.situation()).due_at == WED_8_APR_17


async def test_an_extension_moves_the_date_and_everybody_who_was_told_it_is_told(
    in_anyshire: ADispute, postman: Postman
) -> None:
    now = await in_anyshire.say("extend_deadline", OFFICER, **MORE_TIME)

    assert now.due_at == WED_15_APR_17
    await in_anyshire.pass_time(timedelta(seconds=1))
    notices = postman.notices(in_anyshire.id)
    before = {one.to for one in notices if one.kind == "stage-begun"}
    moved = [one for one in notices if one.kind == "deadline-moved"]
    assert {one.to for one in moved} == before
    assert {(one.was_due_at, one.due_at) for one in moved} == {
        (WED_8_APR_17, WED_15_APR_17)
    }


async def test_an_extended_stage_goes_up_at_its_new_date_and_not_at_its_old(
    in_anyshire: ADispute,
) -> None:
    await in_anyshire.say("extend_deadline", OFFICER, **MORE_TIME)

    await in_anyshire.pass_until(WED_15_APR_17 - timedelta(minutes=1))
    assert await in_anyshire.begun() == [1]
    await in_anyshire.pass_time(timedelta(minutes=2))
    assert await in_anyshire.begun() == [1, 2]


async def test_a_second_extension_is_refused_where_one_is_offered(
    in_anyshire: ADispute,
) -> None:
    await in_anyshire.say("extend_deadline", OFFICER, **MORE_TIME)

    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await in_anyshire.say("extend_deadline", OFFICER, **MORE_TIME)

    assert "This stage was extended once" in why_refused(refusal.value)


async def test_an_extension_that_is_too_long_and_unexplained_names_both_faults(
    in_anyshire: ADispute,
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await in_anyshire.say(
            "extend_deadline", OFFICER, working_days=6, because="Why not."
        )

    why = why_refused(refusal.value)
    assert "At most 5 working days may be added at once." in why
    assert "benefit_for_child: is missing" in why


async def test_a_held_clock_stands_still_and_runs_again_by_itself_on_the_day(
    in_anyshire: ADispute, postman: Postman
) -> None:
    held = await in_anyshire.say(
        "place_on_hold", OFFICER, until="2026-04-10", because="The expert is away."
    )
    assert held.standing == "on-hold"
    fri_10_apr_9 = datetime(2026, 4, 10, 8, tzinfo=UTC)
    assert held.wakes_at == fri_10_apr_9

    await in_anyshire.pass_until(fri_10_apr_9 - timedelta(minutes=1))
    assert (await in_anyshire.situation()).standing == "on-hold"
    await in_anyshire.pass_time(timedelta(minutes=2))

    now = await in_anyshire.situation()
    assert (now.standing, now.stage) == ("awaiting-response", 1)
    assert now.due_at == DUE_AFTER_HOLD
    assert postman.told(in_anyshire.id, "on-hold") == ["team-manager", "social-worker"]
    resumed = [
        (one.to, one.due_at)
        for one in postman.notices(in_anyshire.id)
        if one.kind == "resumed"
    ]
    assert dict(resumed) == dict.fromkeys(
        ("team-manager", "social-worker", "officer"), DUE_AFTER_HOLD
    )


async def test_a_hold_may_be_ended_early(
    in_anyshire: ADispute, postman: Postman
) -> None:
    await in_anyshire.say(
        "place_on_hold", OFFICER, until="2026-04-10", because="The expert is away."
    )

    now = await in_anyshire.say("resume", OFFICER, because="The expert is back.")

    assert (now.standing, now.due_at) == ("awaiting-response", WED_8_APR_17)
    await in_anyshire.pass_until(datetime(2026, 4, 8, 16, 1, tzinfo=UTC))
    assert await in_anyshire.begun() == [1, 2]
    assert postman.told(in_anyshire.id, "resumed") == ["team-manager", "social-worker"]


async def test_an_answer_during_a_hold_is_looked_at_when_the_clock_runs_again(
    in_anyshire: ADispute,
) -> None:
    await in_anyshire.say(
        "place_on_hold", OFFICER, until="2026-04-10", because="The expert is away."
    )

    held = await in_anyshire.say(
        "manager_response",
        {"post": "team-manager", "reference": "TM-1"},
        answer="It starts on Monday.",
    )
    now = await in_anyshire.say("resume", OFFICER)

    assert (held.standing, now.standing) == ("on-hold", "awaiting-officer")


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2026-03-31", "until must be after today, 2026-03-31."),
        ("2026-05-29", "A hold may last at most 10 working days."),
        ("9999-12-31", "A hold may last at most 10 working days."),
        ("0001-01-01", "until must be after today, 2026-03-31."),
    ],
)
async def test_a_hold_that_may_not_last_so_long_is_refused(
    in_anyshire: ADispute, until: str, why: str
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await in_anyshire.say("place_on_hold", OFFICER, until=until, because="Long.")

    assert why in why_refused(refusal.value)


async def test_what_is_not_on_hold_cannot_be_resumed(in_anyshire: ADispute) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await in_anyshire.say("resume", OFFICER)

    assert "nothing to resume" in why_refused(refusal.value)


@pytest.mark.parametrize(
    ("kind", "said", "standing"),
    [
        ("withdraw", {"because": "The family moved."}, "withdrawn"),
        (
            "close_dispute",
            {
                "outcome": "closed-by-events",
                "because": "The family moved.",
                "impact": "None.",
                "child_told": {"told": True, "how_or_why_not": "By telephone."},
                "passed_over_because": "Nobody is left to be told.",
            },
            "closed-by-events",
        ),
    ],
)
async def test_a_dispute_on_hold_may_end(
    in_anyshire: ADispute, kind: str, said: dict[str, Any], standing: str
) -> None:
    await in_anyshire.say(
        "place_on_hold", OFFICER, until="2026-04-10", because="The expert is away."
    )

    await in_anyshire.say(kind, OFFICER, **said)

    assert (await in_anyshire.handle.result())["standing"] == standing


async def test_going_up_ends_a_hold(in_anyshire: ADispute) -> None:
    await in_anyshire.say(
        "place_on_hold", OFFICER, until="2026-04-10", because="The expert is away."
    )

    await in_anyshire.say(
        "escalate", OFFICER, reason="serious-safeguarding", because="Tonight."
    )

    now = await in_anyshire.situation()
    assert (now.stage, now.standing) == (2, "awaiting-response")
    assert "resumed" in await in_anyshire.kinds()
