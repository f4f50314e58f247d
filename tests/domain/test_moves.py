"""The officer takes a dispute to another stage, or to another ladder."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import london
from domain.procedure import Procedure
from domain.procedure.time import Bounds, Span, Within
from domain.record import Standing
from procedures.shelf import Shelf
from tests.domain.climbing import Climb

WED_1_APR = datetime(2026, 4, 1, 9, tzinfo=UTC)
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)

WHY: dict[str, Any] = {"reason": "serious-safeguarding", "because": "It cannot wait."}


@pytest.fixture
def in_durham(climbing: Callable[..., Climb], shelf: Shelf) -> Climb:
    return climbing(shelf.named("durham-1"))


def test_an_officer_may_escalate_before_the_limit(in_west_sussex: Climb) -> None:
    in_west_sussex.pass_until(WED_1_APR)

    in_west_sussex.say("escalate", **WHY)

    assert [one.visit.stage.number for one in in_west_sussex.begun] == [1, 2]
    due = in_west_sussex.dispute.due()
    assert due is not None
    assert london(due) == "Fri 10 Apr 2026 17:00"


def test_bypass_names_in_the_record_the_stages_passed_over(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("escalate", **WHY, to_stage=4)

    escalated = in_west_sussex.dispute.entries[-3]
    assert escalated.says == (
        "The officer takes it to stage 4; reason: serious-safeguarding."
        " Passed over: Stage 2, Stage 3."
    )
    assert escalated.details["because"] == "It cannot wait."
    assert in_west_sussex.dispute.awaited() == (
        "assistant-director",
        "deputy-director",
    )


def test_who_was_left_is_told_that_it_has_gone_past_them(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("escalate", **WHY)

    (told,) = (one for one in in_west_sussex.told() if one.kind == "escalated")
    assert told.to == "practice-manager"
    assert told.says == (
        "It has gone past Stage 1. Stage 2 has begun. Reason: serious safeguarding."
    )


def test_who_is_named_for_another_case_is_still_told_that_it_has_gone_past_them(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    """The new stage names the post that was left, but only in care proceedings."""
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["stages"][1]["tell"] = [
        {"post": "team-manager", "when": {"in_proceedings": True}}
    ]
    climb = climbing(Procedure.model_validate(plain))

    climb.say("escalate", **WHY)

    assert ("team-manager", "escalated") in climb.told_since(0)


def test_above_the_last_stage_the_refusal_says_what_is_left(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("escalate", **WHY, to_stage=5)

    assert in_west_sussex.refusal("escalate", **WHY) == (
        "Stage 5 is the last stage; there is none above it. Refer to Cafcass, decide,"
        " close, or name to_stage among [0, 1, 2, 3, 4, 5]."
    )


@pytest.mark.parametrize(
    ("to_stage", "fault"),
    [
        (8, "to_stage 8 does not exist; name one of [0, 1, 2, 3, 4, 5]."),
        (1, "It is at Stage 1 already; name another stage of [0, 1, 2, 3, 4, 5]."),
    ],
)
def test_a_stage_that_cannot_be_called_is_answered_with_those_that_can(
    in_west_sussex: Climb, to_stage: int, fault: str
) -> None:
    assert in_west_sussex.refusal("escalate", **WHY, to_stage=to_stage) == fault


def test_an_officer_may_call_a_lower_stage_again(in_west_sussex: Climb) -> None:
    in_west_sussex.say("escalate", **WHY, to_stage=3)

    in_west_sussex.say("escalate", **WHY, to_stage=1)

    assert in_west_sussex.dispute.awaited() == ("practice-manager",)


def test_a_meeting_level_of_hull_may_be_repeated(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("hull-1"))

    climb.say("escalate", **WHY, to_stage=1)

    assert [one.visit.stage.number for one in climb.begun] == [1, 1]


def test_only_the_officer_may_escalate(in_west_sussex: Climb) -> None:
    by = {"post": "practice-manager", "reference": "PM-3"}

    assert in_west_sussex.refusal("escalate", by, **WHY).startswith(
        "Only the officer who raised it may send escalate"
    )


def test_who_called_for_a_stage_is_named_by_post_and_never_by_their_own_words(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("hand_over", to_post="ad-sqp", because="Away.")
    by = {"post": "Marigold", "reference": "A-1", "on_behalf_of": "AD SQP"}

    in_west_sussex.say("escalate", by, **WHY)

    assert in_west_sussex.dispute.entries[-1].by == "somebody else / A-1 for ad-sqp"


def test_for_whom_somebody_spoke_is_named_by_post_and_never_by_their_own_words(
    in_west_sussex: Climb,
) -> None:
    by = {"post": "Marigold", "reference": "A-1", "on_behalf_of": "Her aunt"}

    in_west_sussex.say("note", by, text="She likes it.")

    said = in_west_sussex.dispute.entries[-1]
    assert said.by == "somebody else / A-1 for somebody else"


def test_escalating_ends_a_hold_and_both_clocks_run_again(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    both = anyshire.hold.model_copy(update={"stops": ("stage", "overall")})
    climb = climbing(anyshire.model_copy(update={"hold": both}))
    climb.say("place_on_hold", until="2026-04-10", because="Away.")

    climb.say("escalate", **WHY)

    assert climb.kinds()[-4:] == [
        "placed-on-hold",
        "escalated",
        "resumed",
        "stage-begun",
    ]
    assert climb.dispute.overall is not None
    assert not climb.dispute.overall.is_held


def test_calling_a_stage_and_a_hold_in_one_breath_leaves_no_clock_stopped(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    both = anyshire.hold.model_copy(update={"stops": ("stage", "overall")})
    climb = climbing(anyshire.model_copy(update={"hold": both}))
    wake, climb.wake = climb.wake, lambda: None  # type: ignore[method-assign]
    climb.say("escalate", **WHY)
    climb.say("place_on_hold", until="2026-04-10", because="Away.")

    wake()

    assert climb.dispute.standing is Standing.AWAITING_RESPONSE
    assert climb.dispute.overall is not None
    assert not climb.dispute.overall.is_held
    resumed = climb.dispute.entries[-2]
    assert climb.kinds()[-2:] == ["resumed", "stage-begun"]
    assert resumed.says == "Going to another stage ends the hold."


# --- the limit that the officer sets ----------------------------------------------------


def test_where_the_procedure_sets_the_limit_the_officer_does_not(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal("escalate", **WHY, respond_within_working_days=2)

    assert refusal == (
        "respond_within_working_days: the officer sets no limit at"
        " stage 2; leave it out."
    )


@pytest.mark.parametrize(
    ("name", "to_stage"),
    [
        pytest.param("west_sussex", 4, id="a stage named by its number"),
        pytest.param("thistlemere", 3, id="one without a limit"),
    ],
)
def test_at_a_stage_that_is_named_the_officer_sets_no_limit_either(
    climbing: Callable[..., Climb],
    request: pytest.FixtureRequest,
    name: str,
    to_stage: int,
) -> None:
    climb = climbing(request.getfixturevalue(name))

    refusal = climb.refusal(
        "escalate", **WHY, to_stage=to_stage, respond_within_working_days=2
    )

    assert refusal == (
        "respond_within_working_days: the officer sets no limit at"
        f" stage {to_stage}; leave it out."
    )


def test_in_merton_the_officer_sets_how_long_the_next_stage_has(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(
        shelf.named("merton-2017-11"), respond_within_working_days={"1": 3}
    )

    refused = climb.refusal("escalate", **WHY, respond_within_working_days=21)
    climb.say("escalate", **WHY, respond_within_working_days=2)

    assert refused == "respond_within_working_days: at most 20 working days."
    due = climb.dispute.due()
    assert due is not None
    assert london(due) == "Wed 1 Apr 2026 17:00"


# --- another ladder ---------------------------------------------------------------------


def test_the_urgent_ladder_gives_its_time_from_when_it_was_taken(
    in_durham: Climb,
) -> None:
    in_durham.pass_until(THU_2_APR)

    in_durham.say("switch_ladder", ladder="urgent", because="Tonight.")

    due = in_durham.dispute.due()
    assert due == THU_2_APR + timedelta(hours=8)
    [switched] = [
        one for one in in_durham.dispute.entries if one.kind == "ladder-switched"
    ]
    assert switched.says == (
        "From Stages of the Resolution Process to Same-day discussions for immediate"
        " concerns, stage 1."
    )
    assert in_durham.dispute.awaited() == ("operations-manager",)


def test_a_ladder_that_is_none_is_answered_with_those_there_are(
    in_durham: Climb,
) -> None:
    assert in_durham.refusal("switch_ladder", ladder="slow", because="Why not.") == (
        "ladder: there is none of that name; write one of usual, urgent."
    )
    assert in_durham.refusal("switch_ladder", ladder="usual", because="Again.") == (
        "It is on the ladder usual already."
    )
    assert in_durham.refusal(
        "switch_ladder", ladder="urgent", because="Up.", to_stage=7
    ) == ("to_stage: the ladder urgent has the stages [1, 2, 3].")


def test_a_ladder_that_is_switched_to_is_in_the_record_with_who_did_it_and_why(
    in_durham: Climb,
) -> None:
    in_durham.say("switch_ladder", ladder="urgent", because="Tonight.", to_stage=2)

    entries = {one.kind: one for one in in_durham.dispute.entries}
    assert entries["ladder-switched"].details["because"] == "Tonight."
    assert entries["ladder-switched"].by == "officer / IRO-7"
    assert (entries["stage-begun"].stage, entries["stage-begun"].by) == (
        2,
        "officer / IRO-7",
    )


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        (15, None),
        (16, "respond_within_working_days: at most 15 working days."),
        (1, None),
    ],
)
def test_the_officer_sets_the_next_limit_within_its_bounds(
    climbing: Callable[..., Climb], thistlemere: Procedure, days: int, fault: str | None
) -> None:
    climb = climbing(thistlemere)
    said: dict[str, Any] = {
        "satisfied": False,
        "because": "It is not.",
        "respond_within_working_days": days,
    }
    moved = {**said, "reason": "officers-judgement"}
    del moved["satisfied"]

    if fault is None:
        climb.say("officer_decision", **said)
        assert climb.dispute.stage is not None
        assert climb.dispute.stage.number == 2
    else:
        assert climb.refusal("officer_decision", **said) == fault
        assert climb.refusal("escalate", **moved) == fault


def test_the_officer_sets_no_limit_below_the_least(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    stages = thistlemere.ladders[0].stages
    least = stages[1].model_copy(
        update={"respond": Within(officer_chooses=Bounds(least=Span(working_days=3)))}
    )
    ladder = thistlemere.ladders[0].model_copy(
        update={"stages": (stages[0], least, *stages[2:])}
    )
    climb = climbing(thistlemere.model_copy(update={"ladders": (ladder,)}))
    said: dict[str, Any] = {"reason": "officers-judgement", "because": "Now."}

    fault = climb.refusal("escalate", respond_within_working_days=2, **said)
    climb.say("escalate", respond_within_working_days=3, **said)

    assert fault == "respond_within_working_days: at least 3 working days."
