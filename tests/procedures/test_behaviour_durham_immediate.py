"""Durham, watched: the one day of immediate concerns, and a plan in care proceedings."""

from datetime import timedelta
from typing import Any

import pytest

from domain.calendar import london
from tests.domain.climbing import Climb
from tests.procedures.test_behaviour_durham import (
    ACT,
    FRI_2_JAN,
    FRI_19_DEC,
    HEAD,
    INFO,
    IRO,
    IRO_OM,
    OM,
    SM,
    TM,
    at_stage,
)
from tests.procedures.watched import (
    DURHAM,
    answer,
    as_told,
    raised,
    told_of,
    where,
)

IMMEDIATE = {"concerns": ["immediate-safety"]}


def begun_at(climb: Climb) -> list[str]:
    """When each stage began, London time."""
    return [london(one.at) for one in climb.begun]


def asked_for_the_report(climb: Climb) -> list[tuple[str, str]]:
    """Who was asked for the overdue report on an immediate concern, and when."""
    return [
        (one.to, london(one.at))
        for one in climb.told()
        if "Write the RP report afterwards" in one.says and one.kind == "overdue"
    ]


# --- immediate concerns -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "title", "due", "told"),
    [
        pytest.param(
            *(0, "Immediate discussion: Senior Manager", "Fri 19 Dec 2025 18:00"),
            {OM: ACT, TM: INFO, IRO: INFO},
            marks=pytest.mark.meets("DU-52"),
        ),
        pytest.param(
            *(1, "Immediate discussion: Strategic Manager", "Sat 20 Dec 2025 02:00"),
            {SM: ACT, IRO: INFO},
            marks=pytest.mark.meets("DU-53"),
        ),
        pytest.param(
            2,
            "Immediate discussion: Head of Children's Social Care",
            "Sat 20 Dec 2025 10:00",
            {HEAD: ACT, IRO: INFO},
            marks=pytest.mark.meets("DU-53"),
        ),
    ],
)
@pytest.mark.meets("DU-54", "DU-A7", "DU-A22")
def test_left_unanswered_each_level_has_its_share_of_the_one_day(
    place: int, title: str, due: str, told: dict[str, str]
) -> None:
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)

    climb.pass_until(FRI_19_DEC + timedelta(days=2))

    assert as_told(climb.begun[place]) == (title, due, told)
    assert begun_at(climb) == [
        "Fri 19 Dec 2025 10:00",
        "Fri 19 Dec 2025 18:00",
        "Sat 20 Dec 2025 02:00",
    ]


@pytest.mark.meets("DU-54", "DU-A22")
def test_when_the_one_day_is_over_the_officer_decides_and_their_manager_has_heard() -> (
    None
):
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)

    climb.pass_until(FRI_19_DEC + timedelta(days=2))

    both = [IRO, IRO_OM]
    warned, passed = "Sat 20 Dec 2025 06:00", "Sat 20 Dec 2025 10:00"
    assert told_of(climb, "overall-warning") == [(post, warned) for post in both]
    assert told_of(climb, "overall-passed") == [(post, passed) for post in both]
    assert (IRO, passed) in told_of(climb, "decide")


@pytest.mark.meets("DU-54", "DU-A6")
def test_when_the_one_day_is_over_and_all_is_agreed_it_is_said_that_an_answer_does() -> (
    None
):
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)
    climb.say("officer_decision", satisfied=True, because="He is safe.")

    climb.pass_until(FRI_19_DEC + timedelta(days=2))

    said = [one.says for one in climb.dispute.entries if one.kind.startswith("overall")]
    assert said == [
        (
            "The whole process is to end within 24 elapsed hours, by Sat 20 Dec 2025 10:00;"
            " an answer is accepted."
        ),
        (
            "The 24 elapsed hours for the whole process ended Sat 20 Dec 2025 10:00; an"
            " answer was accepted before."
        ),
    ]


@pytest.mark.meets("DU-53", "DU-A12", "DU-A22")
def test_the_officer_may_take_an_immediate_concern_up_within_the_hour() -> None:
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)

    for hour in (11, 12):
        climb.pass_until(FRI_19_DEC.replace(hour=hour))
        climb.say("escalate", reason="serious-safeguarding", because="Not settled.")

    assert begun_at(climb)[1:] == ["Fri 19 Dec 2025 11:00", "Fri 19 Dec 2025 12:00"]
    assert climb.dispute.responders() == (HEAD,)


@pytest.mark.meets("DU-55")
def test_the_report_on_an_immediate_concern_is_asked_for_two_working_days_after() -> (
    None
):
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)
    answer(climb, OM)

    climb.pass_until(FRI_2_JAN)

    assert asked_for_the_report(climb) == [(IRO, "Tue 23 Dec 2025 17:00")]


@pytest.mark.meets("DU-55")
@pytest.mark.parametrize(
    "then",
    [
        pytest.param([], id="nobody answers at any level"),
        pytest.param(
            [("officer_decision", {"satisfied": True, "because": "He is safe."})],
            id="settled at once",
        ),
        pytest.param(
            [("switch_ladder", {"ladder": "usual", "because": "Safe now."})],
            id="gone on by the stages",
        ),
    ],
)
def test_the_report_is_asked_for_however_the_immediate_discussions_went(
    then: list[tuple[str, dict[str, Any]]],
) -> None:
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)
    for kind, said in then:
        climb.say(kind, **said)

    climb.pass_until(FRI_2_JAN)

    assert asked_for_the_report(climb) == [(IRO, "Tue 23 Dec 2025 17:00")]


@pytest.mark.meets("DU-55")
def test_a_report_written_while_a_higher_level_talks_is_not_asked_for() -> None:
    climb = raised(DURHAM, FRI_19_DEC, **IMMEDIATE)
    climb.pass_until(FRI_19_DEC + timedelta(days=2))

    climb.say("task_done", task="retrospective-report")
    climb.pass_until(FRI_2_JAN)

    assert asked_for_the_report(climb) == []


# --- a plan that the officer does not agree with, in care proceedings -------------------


@pytest.mark.meets("DU-24", "DU-25")
@pytest.mark.parametrize("in_proceedings", [True, False])
def test_in_care_proceedings_alone_the_officer_is_asked_about_manager_and_guardian(
    in_proceedings: bool,
) -> None:
    climb = raised(DURHAM, FRI_19_DEC, in_proceedings=in_proceedings)

    read = next(one.says for one in climb.told() if one.to == IRO)

    for step in ("plan-disagreed-in-proceedings", "guardian-told"):
        assert (f"begin the step {step}:" in read) is in_proceedings
    assert ("§4 (DU-24)" in read) is in_proceedings


@pytest.mark.meets("DU-24", "DU-25")
def test_the_officer_is_asked_about_it_once_and_not_at_every_stage() -> None:
    climb = raised(DURHAM, FRI_19_DEC, in_proceedings=True)
    climb.pass_until(FRI_2_JAN)

    asked = [one for one in climb.told() if "guardian-told" in one.says]

    assert [(one.to, one.about.stage) for one in asked] == [(IRO, 1)]


@pytest.mark.meets("DU-24")
def test_outside_proceedings_the_step_may_be_taken_and_that_it_is_not_meant_is_noted() -> (
    None
):
    climb = raised(DURHAM, FRI_19_DEC)
    before = where(climb)

    climb.say("open_side_step", step="guardian-told", because="Proceedings may come.")

    assert climb.dispute.entries[-1].says == (
        "The same is shared with the Guardian: begun; the stages go on. The procedure has"
        " it only in care proceedings; that is advice."
    )
    assert ("guardian", "Fri 19 Dec 2025 10:00") in told_of(climb, "noted")
    assert where(climb) == before


# --- before it becomes formal -----------------------------------------------------------


@pytest.mark.meets("DU-27", "DU-33", "DU-57")
def test_what_comes_before_a_formal_start_is_asked_of_the_officer_beforehand() -> None:
    informal, formal = raised(DURHAM, FRI_19_DEC), at_stage(2)

    for climb in (informal, formal):
        read = next(one for one in climb.told() if one.to == IRO)
        assert (
            "Before the formal start the procedure asks: Informal discuss" in read.says
        )
        assert "Social Worker and Team Manager were told that an RP will" in read.says
        assert read.asked.startswith(
            "Please see to what applies here, and confirm it. "
        )
