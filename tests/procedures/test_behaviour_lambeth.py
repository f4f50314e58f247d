"""Lambeth, watched: its five stages, its reverse, its exceptions and what is beside."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.errors import RaiseRefused
from domain.notices import Purpose
from domain.record import Standing
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    LAMBETH,
    WITHOUT_ANYTHING_FIRST,
    as_told,
    manager,
    raised,
    standing,
    told_of,
    where,
)

ACT, INFO = Purpose.TO_ACT.value, Purpose.FOR_INFORMATION.value
COPY = Purpose.COPIED.value
SW, TM, SERVICE, AD = (
    "social-worker",
    "team-manager",
    "service-manager",
    "assistant-director",
)
DIRECTOR, DCS, QA_AD, LSCP = "director-csc", "dcs", "qa-ad", "lscp"
IRO_MANAGER, CHAIR, IRO = "iro-service-manager", "iro-or-cp-chair", "officer"

FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)  # before two bank holidays
MON_11_MAY = datetime(2026, 5, 11, 9, tzinfo=UTC)
FRI_12_JUN = datetime(2026, 6, 12, 9, tzinfo=UTC)

STAGES = {
    0: "Informal practice alert",
    1: "Stage 1: Team Manager",
    2: "Stage 2: Service Manager",
    3: "Stage 3: Assistant Director",
    4: "Stage 4: Director",
    5: "Stage 5: Executive Director / DCS",
}


@pytest.fixture
def first_stage() -> Climb:
    """Raised at Stage 1 on Fri 1 May 2026: the Team Manager has until Fri 8 May."""
    return raised(LAMBETH, FRI_1_MAY, start_stage=1)


# --- the practice alert, and Annex B ----------------------------------------------------


@pytest.mark.meets("LA-2", "LA-9", "LA-25", "LA-27", "LA-28", "LA-A6")
def test_the_officer_sets_the_informal_time_after_which_it_begins_formally() -> None:
    climb = raised(LAMBETH, FRI_1_MAY, respond_within_working_days={0: 2})

    climb.pass_until(MON_11_MAY)

    informal, formal = climb.begun
    told = {SW: ACT, TM: ACT, IRO: INFO}
    assert as_told(informal) == (STAGES[0], "Wed 6 May 2026 17:00", told)
    assert as_told(formal)[:2] == (STAGES[1], "Tue 12 May 2026 17:00")
    with pytest.raises(RaiseRefused, match="the officer sets that limit"):
        raised(LAMBETH, FRI_1_MAY, respond_within_working_days={})


@pytest.mark.meets("LA-A1", "LA-A13")
@pytest.mark.parametrize(
    ("place", "due", "told"),
    [
        pytest.param(
            1,
            "Fri 8 May 2026 17:00",
            {TM: ACT, SW: INFO, SERVICE: INFO, QA_AD: COPY, IRO: INFO},
            marks=pytest.mark.meets("LA-33", "LA-34", "LA-35", "LA-61", "LA-A2"),
        ),
        pytest.param(
            2,
            "Thu 14 May 2026 17:00",
            {SERVICE: ACT, SW: INFO, TM: INFO, QA_AD: COPY, IRO: INFO},
            marks=pytest.mark.meets("LA-39", "LA-50", "LA-61"),
        ),
        pytest.param(
            3,
            "Wed 20 May 2026 17:00",
            {AD: ACT, QA_AD: INFO, SW: INFO, TM: INFO, SERVICE: INFO, IRO: INFO},
            marks=pytest.mark.meets("LA-41", "LA-50", "LA-61", "LA-A3"),
        ),
        pytest.param(
            4,
            "Wed 27 May 2026 17:00",
            {DIRECTOR: ACT, AD: COPY, QA_AD: COPY}
            | {SW: INFO, TM: INFO, SERVICE: INFO, IRO: INFO},
            marks=pytest.mark.meets("LA-43", "LA-50", "LA-61", "LA-A3", "LA-A4"),
        ),
        pytest.param(
            5,
            "Tue 2 Jun 2026 17:00",
            {DCS: ACT, QA_AD: COPY, SW: INFO, TM: INFO, SERVICE: INFO, IRO: INFO},
            marks=pytest.mark.meets("LA-44", "LA-45", "LA-50", "LA-61"),
        ),
    ],
)
def test_unanswered_each_stage_tells_whom_annex_b_names_within_four_working_days(
    place: int, due: str, told: dict[str, str]
) -> None:
    climb = raised(LAMBETH, FRI_1_MAY, role="cp-chair")  # who starts at Stage 1

    climb.pass_until(FRI_12_JUN)

    assert len(climb.begun) == 5
    assert as_told(climb.begun[place - 1]) == (STAGES[place], due, told)


@pytest.mark.meets("LA-A3")
def test_the_director_first_hears_of_it_at_the_fourth_stage(first_stage: Climb) -> None:
    first_stage.pass_until(FRI_12_JUN)

    directors = [one for one in first_stage.told() if one.to == DIRECTOR]
    assert london(directors[0].at) == "Wed 20 May 2026 17:00"  # Stage 3 ran out
    assert directors[0].about.stage == 4


@pytest.mark.meets("LA-7", "LA-30", "LA-45", "LA-A16")
def test_the_formal_stages_are_to_end_within_twenty_working_days(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(FRI_12_JUN)

    both = [IRO, IRO_MANAGER]
    warned = told_of(first_stage, "overall-warning")
    assert warned == [(post, "Wed 27 May 2026 17:00") for post in both]
    passed = told_of(first_stage, "overall-passed")
    assert passed == [(post, "Tue 2 Jun 2026 17:00") for post in both]


@pytest.mark.meets("LA-50")
def test_at_the_last_stage_the_officer_is_chased_and_then_with_their_manager(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(datetime(2026, 6, 17, 9, tzinfo=UTC))

    assert told_of(first_stage, "decide") == [
        (IRO, "Tue 2 Jun 2026 17:00"),
        (IRO, "Tue 9 Jun 2026 17:00"),
        (IRO, "Tue 16 Jun 2026 17:00"),
        (IRO_MANAGER, "Tue 16 Jun 2026 17:00"),
    ]
    assert standing(first_stage) is Standing.AWAITING_OFFICER


# --- who may raise it, and where --------------------------------------------------------


@pytest.mark.meets("LA-1")
@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        ("iro", "looked-after", "child-protection"),
        ("cp-chair", "child-protection", "looked-after"),
    ],
)
def test_an_iro_acts_for_children_in_care_and_a_cp_chair_for_those_on_a_plan(
    role: str, own: str, others: str
) -> None:
    child = {"reference": "C-2", "kind": own}
    assert raised(LAMBETH, role=role, child=child).begun

    with pytest.raises(RaiseRefused, match=f"for {others} name another role"):
        raised(LAMBETH, role=role, child={**child, "kind": others})


@pytest.mark.meets("LA-4", "LA-32", "LA-69")
@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5])
def test_an_iro_may_enter_at_any_stage_and_go_to_any_other(number: int) -> None:
    climb = raised(LAMBETH, start_stage=number)
    other = 5 - number

    climb.say("escalate", reason="officers-judgement", because="Now.", to_stage=other)

    assert [one.visit.stage.number for one in climb.begun] == [number, other]


@pytest.mark.meets("LA-A17")
def test_a_serious_safeguarding_issue_starts_at_stage_two() -> None:
    serious: dict[str, Any] = {"concerns": ["serious-safeguarding"]}

    assert raised(LAMBETH, **serious).begun[0].visit.stage.number == 2
    for number in (0, 1):
        with pytest.raises(RaiseRefused, match="a serious safeguarding issue"):
            raised(LAMBETH, **serious, start_stage=number)


@pytest.mark.meets("LA-55")
def test_the_process_works_in_reverse_when_the_service_is_concerned() -> None:
    limits = {0: 3}
    climb = raised(
        LAMBETH, FRI_1_MAY, role="service", respond_within_working_days=limits
    )

    climb.pass_until(FRI_12_JUN)

    told = [(as_told(one)[1], as_told(one)[2]) for one in climb.begun]
    assert told == [
        ("Thu 7 May 2026 17:00", {CHAIR: ACT, IRO: INFO}),
        (
            "Wed 13 May 2026 17:00",
            {IRO_MANAGER: ACT, CHAIR: INFO, QA_AD: COPY, IRO: INFO},
        ),
        (
            "Tue 19 May 2026 17:00",
            {QA_AD: ACT, CHAIR: INFO, IRO_MANAGER: INFO, IRO: INFO},
        ),
        (
            "Tue 26 May 2026 17:00",
            {DCS: ACT, QA_AD: COPY, CHAIR: INFO, IRO_MANAGER: INFO, IRO: INFO},
        ),
    ]


# --- beside the stages ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        pytest.param(
            *("lscp-referral", {LSCP: ACT, AD: INFO}),
            marks=pytest.mark.meets("LA-53", "LA-73"),
        ),
        pytest.param(
            *("independent-legal-advice", {"independent-lawyer": ACT}),
            marks=pytest.mark.meets("LA-54"),
        ),
        pytest.param(
            *("partner-escalation", {DIRECTOR: ACT}),
            marks=pytest.mark.meets("LA-57", "LA-59"),
        ),
        pytest.param(
            *("reconvene-review", {}),  # the officer's own
            marks=pytest.mark.meets("LA-52"),
        ),
    ],
)
def test_a_step_beside_is_recorded_asks_whom_the_document_names_and_stops_nothing(
    first_stage: Climb, step: str, asked: dict[str, str]
) -> None:
    before = where(first_stage)

    first_stage.say("open_side_step", step=step, because="They differ.")

    kept = first_stage.dispute.entries[-1]
    assert (kept.kind, kept.by) == ("side-step-opened", "officer / IRO-7")
    assert (kept.details["step"], kept.details["because"]) == (step, "They differ.")
    noted = {n.to: n.purpose.value for n in first_stage.told() if n.kind == "noted"}
    assert noted == asked
    assert where(first_stage) == before


@pytest.mark.meets("LA-13", "LA-A7")
@pytest.mark.parametrize("consulted", [[], [SERVICE, AD]])
def test_consulting_seniors_is_recorded_and_no_block_and_the_dcs_is_always_told(
    first_stage: Climb, consulted: list[str]
) -> None:
    first_stage.say("refer_to_cafcass", because="His rights.", consulted=consulted)

    kept = first_stage.dispute.entries[-1]
    assert (kept.kind, kept.details["consulted"]) == ("referred-to-cafcass", consulted)
    assert told_of(first_stage, "referred-to-cafcass") == [
        (DCS, "Fri 1 May 2026 10:00")
    ]


@pytest.mark.meets("LA-A8")
def test_a_cp_chair_has_the_partnership_and_not_cafcass() -> None:
    climb = raised(LAMBETH, FRI_1_MAY, role="cp-chair")

    refusal = climb.refusal("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)
    climb.say("open_side_step", step="lscp-referral", because="The plan drifts.")

    assert refusal == (
        "A referral under section 25B(3) is for the reviewing officer of a looked after"
        " child; CP Chair asks that officer, or the partnership."
    )
    assert (LSCP, "Fri 1 May 2026 10:00") in told_of(climb, "noted")
    assert told_of(climb, "consider-cafcass") == []


@pytest.mark.meets("LA-51")
def test_no_action_prejudicial_to_the_child_is_asked_of_whoever_answers(
    first_stage: Climb,
) -> None:
    before = where(first_stage)

    first_stage.say("stay", because="He is to be moved.")

    asked = [one for one in first_stage.told() if one.kind == "noted"]
    assert [(one.to, one.urgent) for one in asked] == [(TM, True)]
    assert asked[0].asked == (
        "Please see that nothing prejudicial to the child is done meanwhile."
    )
    assert where(first_stage) == before


@pytest.mark.meets("LA-60")
@pytest.mark.parametrize(
    "event",
    ["child-death", "life-changing-injury", "abduction", "judicial-review", "media"],
)
def test_whoever_first_knows_of_a_grave_event_has_the_dcs_and_partnership_told_at_once(
    first_stage: Climb, event: str
) -> None:
    before = where(first_stage)

    first_stage.say(
        "report_event", manager("night porter"), event=event, because="I saw it."
    )

    told = [one for one in first_stage.told() if one.kind == "event-reported"]
    assert [(one.to, one.urgent, one.at) for one in told] == [
        (IRO, True, FRI_1_MAY),
        (DCS, True, FRI_1_MAY),
        (LSCP, True, FRI_1_MAY),
    ]
    assert where(first_stage) == before
