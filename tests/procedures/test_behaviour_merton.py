"""Merton, watched: three levels, whose every limit the officer sets."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import RaiseRefused
from domain.messages import RaiseDispute
from domain.notices import Purpose
from domain.record import Standing
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    MERTON,
    answer,
    as_told,
    manager,
    raised,
    standing,
    told_of,
    where,
)

ACT, INFO = Purpose.TO_ACT.value, Purpose.FOR_INFORMATION.value
SW, TM, HEAD = "social-worker", "team-manager", "head-of-service"
SAFEGUARDING, HIGHEST = "head-of-service-safeguarding", "highest-level"
IRO = "officer"

LIMITS = {1: 3, 2: 4, 3: 2}
FRI_15_MAY = datetime(2026, 5, 15, 9, tzinfo=UTC)


@pytest.fixture
def problem() -> Climb:
    """Raised on Mon 30 Mar 2026, before Easter, with a limit for each level."""
    return raised(MERTON, respond_within_working_days=LIMITS)


# --- the levels, and their limits -------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "title", "due", "told"),
    [
        pytest.param(
            0,
            "Social Worker and Team Manager",
            "Thu 2 Apr 2026 17:00",
            {SW: ACT, TM: ACT, IRO: INFO},
            marks=pytest.mark.meets("ME-2", "ME-15"),
        ),
        pytest.param(
            1,
            "Head of Service",
            "Fri 10 Apr 2026 17:00",
            {HEAD: ACT, IRO: INFO},
            marks=pytest.mark.meets("ME-3"),
        ),
        pytest.param(
            2,
            "Highest level of the authority",
            "Tue 14 Apr 2026 17:00",
            {HIGHEST: ACT, IRO: INFO},
            marks=pytest.mark.meets("ME-3"),
        ),
    ],
)
@pytest.mark.meets("ME-8", "ME-9", "ME-A1", "ME-A7")
def test_each_of_three_levels_is_told_the_date_that_the_officer_set_for_it(
    problem: Climb, place: int, title: str, due: str, told: dict[str, str]
) -> None:
    problem.pass_until(FRI_15_MAY)

    assert len(problem.begun) == 3
    assert as_told(problem.begun[place]) == (title, due, told)


@pytest.mark.meets("ME-9")
def test_whoever_is_asked_reads_the_date_in_the_asking(problem: Climb) -> None:
    problem.pass_until(FRI_15_MAY)

    asked = [one.asked for one in problem.told() if one.to in (TM, HEAD, HIGHEST)]
    said = "Please answer what has been or will be done to resolve the issue of concern, by"
    assert [one for one in asked if one] == [
        f"{said} Thu 2 Apr 2026 17:00.",
        f"{said} Fri 10 Apr 2026 17:00.",
        f"{said} Tue 14 Apr 2026 17:00.",
    ]


@pytest.mark.meets("ME-8", "ME-A1")
def test_the_officer_sets_a_limit_of_at_most_the_whole_and_always_sets_one() -> None:
    for limits, fault in (
        ({}, "is missing for stage 1; the officer sets that limit"),
        ({1: 21}, "at most 20 working days"),
    ):
        with pytest.raises(RaiseRefused, match=fault):
            raised(MERTON, respond_within_working_days=limits)


@pytest.mark.meets("ME-9", "ME-A8")
@pytest.mark.parametrize(
    ("set_for", "dates"),
    [
        ({1: 3}, ["Thu 2 Apr", "Thu 9 Apr", "Tue 14 Apr"]),
        ({1: 3, 2: 2}, ["Thu 2 Apr", "Wed 8 Apr", "Fri 10 Apr"]),
    ],
)
def test_where_none_is_set_for_the_next_level_the_one_set_last_holds_on(
    set_for: dict[int, int], dates: list[str]
) -> None:
    climb = raised(MERTON, respond_within_working_days=set_for)

    climb.pass_until(FRI_15_MAY)

    told = [as_told(one)[1] for one in climb.begun]
    assert told == [f"{date} 2026 17:00" for date in dates]


@pytest.mark.meets("ME-9", "ME-A1")
def test_the_officer_may_set_the_next_levels_limit_when_going_there() -> None:
    climb = raised(MERTON, respond_within_working_days={1: 3})
    said: dict[str, Any] = {"reason": "unsatisfactory", "because": "Too vague."}

    climb.say("escalate", **said, respond_within_working_days=2)

    assert as_told(climb.begun[1])[1] == "Wed 1 Apr 2026 17:00"
    refusal = climb.refusal("escalate", **said, respond_within_working_days=21)
    assert refusal == "respond_within_working_days: at most 20 working days."


@pytest.mark.meets("ME-A7")
def test_above_the_three_levels_there_is_none_and_the_officer_is_asked(
    problem: Climb,
) -> None:
    problem.pass_until(FRI_15_MAY)

    refusal = problem.refusal("escalate", reason="no-response", because="Up.")
    assert refusal.startswith("Highest level of the authority is the last stage")
    assert standing(problem) is Standing.AWAITING_OFFICER
    assert told_of(problem, "decide")[0] == (IRO, "Tue 14 Apr 2026 17:00")


@pytest.mark.meets("ME-A6")
def test_the_national_twenty_working_days_run_from_the_formal_start_and_warn(
    problem: Climb,
) -> None:
    problem.pass_until(FRI_15_MAY)

    both = [IRO, SAFEGUARDING]
    warned, passed = (
        told_of(problem, "overall-warning"),
        told_of(problem, "overall-passed"),
    )
    assert warned == [(post, "Wed 29 Apr 2026 17:00") for post in both]
    assert passed == [(post, "Tue 5 May 2026 17:00") for post in both]


# --- the start --------------------------------------------------------------------------


@pytest.mark.meets("ME-13")
def test_it_may_start_before_the_first_review_for_nothing_of_a_review_is_asked() -> (
    None
):
    climb = raised(MERTON)

    assert standing(climb) is Standing.AWAITING_RESPONSE
    assert not [name for name in RaiseDispute.model_fields if "review" in name]


@pytest.mark.meets("ME-14", "ME-15")
def test_the_officer_may_start_at_the_head_of_service_and_says_why() -> None:
    climb = raised(MERTON, start_stage=2, start_because="He may be moved tomorrow.")

    assert climb.dispute.responders() == (HEAD,)
    with pytest.raises(RaiseRefused, match="start_because: is missing"):
        raised(MERTON, start_stage=2, start_because=None)


@pytest.mark.meets("ME-20", "ME-A4")
def test_a_cp_chair_raises_for_children_on_a_plan_as_an_iro_does_for_those_in_care() -> (
    None
):
    climb = raised(MERTON, role="cpc")

    assert climb.dispute.request.child.kind == "child-protection"
    assert climb.dispute.responders() == (SW, TM)


@pytest.mark.meets("ME-11")
def test_using_the_existing_arrangements_is_a_task_of_the_first_level(
    problem: Climb,
) -> None:
    problem.say("task_done", task="existing-arrangements", evidence="Team meeting.")

    kept = problem.dispute.entries[-1]
    assert (kept.kind, kept.details["evidence"]) == ("task-done", "Team meeting.")


# --- Cafcass ----------------------------------------------------------------------------


@pytest.mark.meets("ME-3", "ME-4")
def test_the_highest_level_reminds_the_iro_of_cafcass_as_the_last_resort(
    problem: Climb,
) -> None:
    problem.pass_until(datetime(2026, 4, 14, 9, tzinfo=UTC))

    assert told_of(problem, "consider-cafcass") == [(IRO, "Fri 10 Apr 2026 17:00")]


@pytest.mark.meets("ME-4")
def test_a_cp_chair_has_no_power_to_refer_and_is_not_reminded_of_it() -> None:
    climb = raised(MERTON, role="cpc", start_stage=3)

    refusal = climb.refusal("refer_to_cafcass", because="His rights.")

    assert refusal.startswith("A referral under section 25B(3)")
    assert told_of(climb, "consider-cafcass") == []


@pytest.mark.meets("ME-A5")
def test_a_referral_is_taken_with_nothing_ticked_and_no_reason_to_go_without(
    problem: Climb,
) -> None:
    before = where(problem)

    problem.say("refer_to_cafcass", because="His rights.")

    assert problem.kinds()[-1] == "referred-to-cafcass"
    assert where(problem) == before


# --- the child, and progress ------------------------------------------------------------


@pytest.mark.meets("ME-6", "ME-7")
def test_that_the_child_is_informed_and_knows_their_rights_is_recorded(
    problem: Climb,
) -> None:
    said: dict[str, Any] = {
        "child_told": {"told": True, "how_or_why_not": "On a walk."},
        "advocate_offered": True,
        "complaint_explained": True,
    }

    problem.say("inform_child", **said)

    kept = problem.dispute.entries[-1].details
    assert {key: kept[key] for key in said} == said


@pytest.mark.meets("ME-12")
def test_progress_is_watched_to_a_date_of_its_own_without_any_review(
    problem: Climb,
) -> None:
    answer(problem, TM)
    problem.say(
        "officer_decision",
        satisfied=True,
        because="It goes well.",
        outcome="sufficiently-progressed",
        follow_up_on="2026-04-17",
    )
    assert standing(problem) is Standing.MONITORING

    problem.pass_until(FRI_15_MAY)

    assert told_of(problem, "action-due") == [(IRO, "Thu 16 Apr 2026 17:00")]
    assert told_of(problem, "action-not-done") == [(IRO, "Fri 17 Apr 2026 17:00")]
    assert standing(problem) is Standing.AWAITING_OFFICER
    assert len(problem.begun) == 1


# --- beside the levels ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        pytest.param(
            *("taken-forward", {HEAD: ACT, SAFEGUARDING: INFO}),
            marks=pytest.mark.meets("ME-18"),
        ),
        pytest.param(
            *("partner-agency", {SAFEGUARDING: ACT}), marks=pytest.mark.meets("ME-19")
        ),
        pytest.param(
            *("legal-advice", {"principal-solicitor": ACT}),
            marks=pytest.mark.meets("ME-21"),
        ),
        pytest.param(
            *("independent-legal-advice", {"coram": ACT}),
            marks=pytest.mark.meets("ME-22"),
        ),
    ],
)
def test_a_step_beside_asks_whom_the_document_names_and_stops_nothing(
    problem: Climb, step: str, asked: dict[str, str]
) -> None:
    before = where(problem)

    problem.say("open_side_step", step=step, because="We agreed it.")

    noted = {n.to: n.purpose.value for n in problem.told() if n.kind == "noted"}
    assert noted == asked
    assert where(problem) == before


@pytest.mark.meets("ME-18")
def test_a_head_of_service_who_takes_it_forward_may_act_as_the_officer(
    problem: Climb,
) -> None:
    up = {"reason": "officers-judgement", "because": "It is urgent."}
    before = problem.refusal("escalate", manager(HEAD), **up)

    problem.say("open_side_step", step="taken-forward", because="We agreed it.")
    problem.say("escalate", manager(HEAD), **up)

    assert before.startswith("Only the officer who raised it")
    assert [one.visit.stage.number for one in problem.begun] == [1, 2]
