"""Hull, watched: its sixteen subjects, and its way from one level to the next."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import RaiseRefused
from domain.notices import Purpose
from domain.record import Standing
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    HULL,
    answer,
    as_told,
    raised,
    standing,
    told_of,
)

ACT, INFO = Purpose.TO_ACT.value, Purpose.FOR_INFORMATION.value
SW, TM, GM, LINE = "social-worker", "team-manager", "group-manager", "line-manager"
HEAD, VIRTUAL_HEAD, CHIEF = "head-of-service", "virtual-head", "chief-executive"
IRO_MANAGER, NURSE, IRO = "iro-manager", "lac-health-nurse", "officer"

QAP = "Quality Assurance Process (QAP)"
FIRST_MEETING = "DR meeting at Group Manager level"
SECOND_MEETING = "DR meeting at Head of Service level"
THIRD_MEETING = "DR meeting at Chief Executive level"

FRI_19_DEC = datetime(2025, 12, 19, 10, tzinfo=UTC)
TUE_13_JAN_5PM = datetime(2026, 1, 13, 17, tzinfo=UTC)
MON_2_FEB_5PM = datetime(2026, 2, 2, 17, tzinfo=UTC)
FRI_20_FEB_5PM = datetime(2026, 2, 20, 17, tzinfo=UTC)

UP: dict[str, Any] = {"reason": "no-response", "because": "Nobody answered."}
UNSATISFIED: dict[str, Any] = {"satisfied": False, "because": "His rights suffer."}


@pytest.fixture
def qap() -> Climb:
    """A late assessment, raised on Fri 19 Dec 2025: 14 working days informally."""
    return raised(HULL, FRI_19_DEC)


@pytest.fixture
def meeting() -> Climb:
    """No social worker, raised on Fri 19 Dec 2025 with the Group Manager."""
    return raised(HULL, FRI_19_DEC, themes=["no-social-worker"])


# --- Appendix 1 -------------------------------------------------------------------------


@pytest.mark.meets("HU-19", "HU-A5")
@pytest.mark.parametrize(
    ("subject", "title", "asked", "due"),
    [
        pytest.param(
            *("not-informed-or-consulted", QAP, [SW, TM], "Sun 21 Dec 2025 10:00"),
            marks=pytest.mark.meets("HU-57"),
        ),
        pytest.param(
            *("social-worker-not-at-review", QAP, [TM], "Fri 2 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-58"),
        ),
        pytest.param(
            *("no-social-worker", FIRST_MEETING, [GM], "Fri 2 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-10", "HU-59"),
        ),
        pytest.param(
            *("assessment-or-plan", QAP, [SW, TM], "Tue 13 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-60"),
        ),
        pytest.param(
            *("health-assessment", QAP, [NURSE], "Tue 13 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-61"),
        ),
        pytest.param(
            *("contact-with-parents", QAP, [TM], "Fri 2 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-62"),
        ),
        pytest.param(
            *("contact-with-siblings", QAP, [TM], "Fri 2 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-63"),
        ),
        pytest.param(
            *("order-discharge", FIRST_MEETING, [GM], "Wed 21 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-10", "HU-64"),
        ),
        pytest.param(
            *("move-not-in-plan", FIRST_MEETING, [GM], "Fri 2 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-10", "HU-65"),
        ),
        pytest.param(
            *("family-finding", FIRST_MEETING, [GM], "Wed 21 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-10", "HU-66", "HU-A7"),
        ),
        pytest.param(
            "education",
            SECOND_MEETING,
            [HEAD, VIRTUAL_HEAD],
            "Wed 21 Jan 2026 17:00",
            marks=pytest.mark.meets("HU-10", "HU-67"),
        ),
        pytest.param(
            *("agency-provision", FIRST_MEETING, [GM, HEAD], "Wed 21 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-10", "HU-68"),
        ),
        pytest.param(
            *("care-plan-not-appropriate", QAP, [TM, GM], "Tue 13 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-69"),
        ),
        pytest.param(
            *("risk-in-placement", QAP, [TM, GM], "Sat 20 Dec 2025 10:00"),
            marks=pytest.mark.meets("HU-70"),
        ),
        pytest.param(
            *("dangerous-practice", QAP, [LINE], "Sat 20 Dec 2025 10:00"),
            marks=pytest.mark.meets("HU-A6"),
        ),
        pytest.param(
            *("visits-not-made", QAP, [TM], "Wed 21 Jan 2026 17:00"),
            marks=pytest.mark.meets("HU-72"),
        ),
    ],
)
def test_each_subject_asks_the_level_of_the_appendix_by_its_time(
    subject: str, title: str, asked: list[str], due: str
) -> None:
    climb = raised(HULL, FRI_19_DEC, themes=[subject])

    also = {} if title == QAP else {IRO_MANAGER: INFO}  # takes part in every meeting
    told = {**dict.fromkeys(asked, ACT), **also, IRO: INFO}
    assert as_told(climb.begun[0]) == (title, due, told)


@pytest.mark.meets("HU-A6")
def test_the_officer_may_pick_up_to_five_working_days_for_dangerous_practice() -> None:
    climb = raised(
        HULL,
        FRI_19_DEC,
        themes=["dangerous-practice"],
        issue_within={"working_days": 5},
    )

    assert as_told(climb.begun[0])[1] == "Tue 30 Dec 2025 17:00"
    with pytest.raises(RaiseRefused, match="24 elapsed hours to 5 working days"):
        raised(HULL, themes=["dangerous-practice"], issue_within={"working_days": 6})


@pytest.mark.meets("HU-68")
def test_agency_provision_is_answered_only_when_both_managers_have() -> None:
    climb = raised(HULL, FRI_19_DEC, themes=["agency-provision"])

    answer(climb, GM)
    assert standing(climb) is Standing.AWAITING_RESPONSE

    answer(climb, HEAD)
    assert standing(climb) is Standing.AWAITING_OFFICER


@pytest.mark.meets("HU-1")
def test_it_is_for_looked_after_children_alone() -> None:
    with pytest.raises(RaiseRefused, match=r"child\.kind: 'child-protection' is not"):
        raised(HULL, child={"reference": "C-2", "kind": "child-protection"})

    assert raised(HULL).dispute.request.child.kind == "looked-after"


# --- from the Quality Assurance Process up ----------------------------------------------


@pytest.mark.meets("HU-3", "HU-21")
def test_it_comes_first_to_the_lowest_tier_and_nobody_above_hears_of_it(
    qap: Climb,
) -> None:
    assert as_told(qap.begun[0])[2] == {SW: ACT, TM: ACT, IRO: INFO}
    assert {one.to for one in qap.told()} == {SW, TM, IRO}
    assert qap.dispute.overall is None  # nothing formal has begun


@pytest.mark.parametrize(
    ("place", "title", "due", "told"),
    [
        pytest.param(
            *(0, QAP, "Tue 13 Jan 2026 17:00", {SW: ACT, TM: ACT, IRO: INFO}),
            marks=pytest.mark.meets("HU-21", "HU-A1"),
        ),
        pytest.param(
            1,
            FIRST_MEETING,
            "Mon 2 Feb 2026 17:00",
            {GM: ACT, IRO_MANAGER: INFO, IRO: INFO},
            marks=pytest.mark.meets("HU-10", "HU-25", "HU-28", "HU-A1", "HU-A2"),
        ),
        pytest.param(
            2,
            SECOND_MEETING,
            "Fri 20 Feb 2026 17:00",
            {HEAD: ACT, IRO_MANAGER: INFO, IRO: INFO},
            marks=pytest.mark.meets("HU-10", "HU-29", "HU-A1", "HU-A2"),
        ),
        pytest.param(
            3,
            THIRD_MEETING,
            "",  # no limit
            {CHIEF: ACT, IRO_MANAGER: INFO, IRO: INFO},
            marks=pytest.mark.meets("HU-10", "HU-11", "HU-A12"),
        ),
    ],
)
def test_the_officer_takes_it_from_level_to_level_up_to_the_chief_executive(
    qap: Climb, place: int, title: str, due: str, told: dict[str, str]
) -> None:
    for limit in (TUE_13_JAN_5PM, MON_2_FEB_5PM):
        qap.pass_until(limit)
        qap.say("escalate", **UP)
    qap.pass_until(FRI_20_FEB_5PM)
    refusal = qap.refusal("escalate", **UP)
    qap.say("escalate", **UP, to_stage=3)

    assert as_told(qap.begun[place]) == (title, due, told)
    assert refusal.startswith(f"{SECOND_MEETING} is the last stage")


@pytest.mark.meets("HU-18", "HU-27", "HU-A2", "HU-A4")
def test_the_20_working_days_run_from_the_first_meeting_and_warn_the_iro_manager(
    qap: Climb,
) -> None:
    qap.pass_until(TUE_13_JAN_5PM)
    qap.say("escalate", **UP)
    qap.pass_until(FRI_20_FEB_5PM)

    both = [IRO, IRO_MANAGER]
    assert told_of(qap, "overall-warning") == [
        (p, "Thu 5 Feb 2026 17:00") for p in both
    ]
    assert told_of(qap, "overall-passed") == [
        (p, "Tue 10 Feb 2026 17:00") for p in both
    ]


@pytest.mark.meets("HU-35", "HU-A3")
@pytest.mark.parametrize("number", [0, 1, 2])
def test_unanswered_it_stays_where_it_is_and_the_officer_is_asked(number: int) -> None:
    climb = raised(HULL, FRI_19_DEC, start_stage=number)

    climb.pass_until(FRI_20_FEB_5PM)

    assert len(climb.begun) == 1
    assert standing(climb) is Standing.AWAITING_OFFICER
    assert told_of(climb, "decide")[0] == (IRO, "Tue 13 Jan 2026 17:00")


@pytest.mark.meets("HU-25")
def test_what_the_process_does_not_settle_goes_on_to_a_dispute_resolution_meeting(
    qap: Climb,
) -> None:
    answer(qap, TM)

    qap.say("officer_decision", **UNSATISFIED)

    assert qap.begun[-1].visit.stage.title == FIRST_MEETING


@pytest.mark.meets("HU-4", "HU-29")
def test_it_may_begin_with_senior_managers_if_the_officer_says_why() -> None:
    higher = raised(HULL, start_stage=2, start_because="It needs an agency placement.")

    assert as_told(higher.begun[0])[2] == {HEAD: ACT, IRO_MANAGER: INFO, IRO: INFO}
    assert {one.to for one in higher.told()} == {HEAD, IRO_MANAGER, IRO}
    with pytest.raises(RaiseRefused, match="start_because: is missing"):
        raised(HULL, start_stage=2, start_because=None)


@pytest.mark.meets("HU-26", "HU-28")
def test_a_meeting_that_is_convened_is_told_to_who_takes_part(meeting: Climb) -> None:
    meeting.say("meeting_arranged", takes_place_at="2025-12-22T14:00:00+00:00")

    noted = [(one.to, one.says) for one in meeting.told() if one.kind == "noted"]
    says = "A meeting takes place Mon 22 Dec 2025 14:00."
    assert noted == [(IRO, says), (GM, says), (IRO_MANAGER, says)]
