"""Durham, watched: its seven stages, who answers, and how long there is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.errors import RaiseRefused
from domain.notices import Purpose
from domain.record import Standing
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    DURHAM,
    answer,
    as_told,
    asked_now,
    manager,
    raised,
    standing,
    told_of,
)

ACT, INFO = Purpose.TO_ACT.value, Purpose.FOR_INFORMATION.value
SW, TM, OM, SM = (
    "social-worker",
    "team-manager",
    "operations-manager",
    "strategic-manager",
)
HEAD, DIRECTOR, CHIEF = "head-of-csc", "corporate-director", "chief-executive"
IRO_OM, LEGAL, HEAD_OF_LEGAL = (
    "iro-operations-manager",
    "legal-advisor",
    "head-of-legal",
)
IRO = "officer"

FRI_19_DEC = datetime(2025, 12, 19, 10, tzinfo=UTC)
MON_22_DEC = datetime(2025, 12, 22, 10, tzinfo=UTC)
FRI_2_JAN = datetime(2026, 1, 2, 10, tzinfo=UTC)
FRI_30_JAN = datetime(2026, 1, 30, 10, tzinfo=UTC)

AGREED: dict[str, Any] = {"satisfied": True, "because": "There is a plan."}


def at_stage(number: int, at: datetime = FRI_19_DEC, **changes: Any) -> Climb:
    """Raised at that stage; it asks for a reason why, which is given."""
    return raised(DURHAM, at, start_stage=number, **changes)


# --- the table of stages ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "title", "due", "told"),
    [
        pytest.param(
            0,
            "Stage 1: informal challenge",
            "Mon 22 Dec 2025 17:00",
            {SW: ACT, TM: ACT, IRO: INFO},
            marks=pytest.mark.meets("DU-56", "DU-65", "DU-84"),
        ),
        pytest.param(
            1,
            "Stage 2: formal, Team Manager",
            "Tue 30 Dec 2025 17:00",
            {TM: ACT, OM: INFO, IRO: INFO},
            marks=pytest.mark.meets("DU-32", "DU-59", "DU-70", "DU-85", "DU-A3"),
        ),
        pytest.param(
            2,
            "Stage 3: Operations Manager",
            "Tue 6 Jan 2026 17:00",
            {OM: ACT, SM: INFO, IRO: INFO},
            marks=pytest.mark.meets("DU-59", "DU-86", "DU-A1"),
        ),
        pytest.param(
            3,
            "Stage 4: Strategic Manager",
            "Tue 13 Jan 2026 17:00",
            {SM: ACT, OM: INFO, IRO_OM: INFO, LEGAL: INFO, IRO: INFO},
            marks=pytest.mark.meets("DU-59", "DU-87", "DU-93"),
        ),
        pytest.param(
            4,
            "Stage 5: Head of Children's Social Care",
            "Tue 20 Jan 2026 17:00",
            {HEAD: ACT, IRO_OM: ACT, SM: INFO, OM: INFO, LEGAL: INFO, IRO: INFO},
            marks=pytest.mark.meets("DU-59", "DU-88", "DU-93"),
        ),
        pytest.param(
            5,
            "Stage 6: Corporate Director",
            "Wed 21 Jan 2026 17:00",
            {DIRECTOR: ACT, HEAD_OF_LEGAL: INFO, HEAD: INFO, SM: INFO, OM: INFO}
            | {LEGAL: INFO, IRO_OM: ACT, IRO: INFO},
            marks=pytest.mark.meets("DU-59", "DU-89", "DU-93"),
        ),
        pytest.param(
            6,
            "Stage 7: Chief Executive",
            "Thu 22 Jan 2026 17:00",
            {CHIEF: ACT, HEAD_OF_LEGAL: INFO, DIRECTOR: INFO, HEAD: INFO}
            | {IRO_OM: ACT, IRO: INFO},
            marks=pytest.mark.meets("DU-59", "DU-90"),
        ),
    ],
)
def test_unanswered_each_stage_tells_whom_the_table_names_by_when(
    place: int, title: str, due: str, told: dict[str, str]
) -> None:
    climb = raised(DURHAM, FRI_19_DEC, in_proceedings=True)

    climb.pass_until(FRI_30_JAN)

    assert len(climb.begun) == 7
    assert as_told(climb.begun[place]) == (title, due, told)


@pytest.mark.meets("DU-93")
def test_out_of_proceedings_the_legal_advisor_hears_of_no_stage() -> None:
    climb = raised(DURHAM, FRI_19_DEC)

    climb.pass_until(FRI_30_JAN)

    assert LEGAL not in {one.to for one in climb.told()}


@pytest.mark.meets("DU-91", "DU-A2")
def test_only_the_officer_brings_the_referral_row_where_everybody_above_is_told() -> (
    None
):
    climb = at_stage(7, in_proceedings=True)
    climb.pass_until(FRI_2_JAN)
    assert [one.visit.stage.number for one in climb.begun] == [7]

    climb.say("escalate", reason="no-response", because="Nobody.", to_stage=8)

    told = [one for one in climb.begun[-1].told if one.kind == "stage-begun"]
    # the Strategic Manager organises the meeting as well
    everybody = [TM, OM, HEAD, DIRECTOR, CHIEF, HEAD_OF_LEGAL, LEGAL, SM]
    assert [(one.to, one.sent_by) for one in told] == [(p, IRO_OM) for p in everybody]
    assert climb.dispute.due() is None
    assert told_of(climb, "consider-cafcass")[-1] == (IRO, "Fri 2 Jan 2026 10:00")


@pytest.mark.meets("DU-58")
@pytest.mark.parametrize(
    ("number", "line_manager"),
    [(2, OM), (3, SM), (4, HEAD), (5, DIRECTOR), (6, CHIEF)],
)
def test_the_line_manager_of_whom_it_is_raised_with_is_told(
    number: int, line_manager: str
) -> None:
    assert as_told(at_stage(number).begun[0])[2][line_manager] == INFO


@pytest.mark.meets("DU-16")
def test_it_starts_at_the_level_that_the_officer_names_with_the_reason() -> None:
    with pytest.raises(RaiseRefused, match="start_because: is missing"):
        at_stage(5, start_because=None)

    climb = at_stage(5, start_because="Only the Head may pay for it.")
    assert [one.visit.stage.number for one in climb.begun] == [5]
    kept = climb.dispute.entries[0].details["start_because"]
    assert kept == "Only the Head may pay for it."


@pytest.mark.meets("DU-6")
@pytest.mark.parametrize(
    "kind", ["child-protection", "looked-after", "care-experienced"]
)
def test_it_is_for_children_in_protection_and_in_care_alike(kind: str) -> None:
    climb = raised(DURHAM, child={"reference": "C-2", "kind": kind})

    assert climb.begun[0].visit.stage.number == 1


@pytest.mark.meets("DU-35")
def test_what_the_report_must_say_is_kept_with_the_dispute() -> None:
    report: dict[str, Any] = {
        "issue": "Worried: the marmalade plan stands still.",
        "tried": "Two conversations.",
        "timescale": "Before the holidays.",
        "impact": "Breakfast is uncertain.",
        "resolution_sought": "A plan with dates.",
    }

    kept = at_stage(2, **report).dispute.entries[0].details

    assert {key: kept[key] for key in report} == report


# --- an answer, and what the officer makes of it ----------------------------------------


@pytest.mark.meets("DU-18", "DU-38", "DU-41")
def test_an_answer_within_the_limit_goes_back_to_the_officer_and_ends_the_wait() -> (
    None
):
    climb = at_stage(2)
    climb.pass_until(MON_22_DEC)

    answer(climb, TM)
    climb.pass_until(FRI_2_JAN)

    received = [n for n in climb.told() if n.kind == "response-received"]
    assert [(n.to, n.purpose.value, london(n.at)) for n in received] == [
        (IRO, ACT, "Mon 22 Dec 2025 10:00")
    ]
    assert standing(climb) is Standing.AWAITING_OFFICER
    assert len(climb.begun) == 1  # its limit, Mon 29 Dec, has passed


@pytest.mark.meets("DU-42")
def test_whoever_answers_does_not_resolve_it_the_officer_does() -> None:
    climb = at_stage(2)
    answer(climb, TM)
    refusal = climb.refusal("officer_decision", manager(TM), **AGREED)

    climb.say("officer_decision", **AGREED)

    assert refusal.startswith("Only the officer who raised it")
    last = climb.dispute.entries[-1]
    assert (last.kind, last.by) == ("accepted", "officer / IRO-7")
    assert last.details["because"] == "There is a plan."


@pytest.mark.meets("DU-23")
def test_one_collated_answer_speaks_for_several_teams() -> None:
    climb = at_stage(2)

    climb.say("manager_response", manager(TM), answer="We all agree.", collated=True)

    assert climb.dispute.entries[-1].details["collated"] is True
    assert standing(climb) is Standing.AWAITING_OFFICER


@pytest.mark.meets("DU-A13")
def test_a_manager_who_answers_under_the_other_name_of_the_post_is_understood() -> None:
    climb = at_stage(3)

    answer(climb, "Social Care Operations Manager")

    assert standing(climb) is Standing.AWAITING_OFFICER


@pytest.mark.meets("DU-44")
def test_it_never_starts_again_from_the_informal_stage() -> None:
    climb = raised(DURHAM, FRI_19_DEC)
    climb.pass_until(MON_22_DEC)
    answer(climb, SW)
    climb.say("officer_decision", satisfied=False, because="No dates.")
    climb.pass_until(FRI_30_JAN)

    assert [one.visit.stage.number for one in climb.begun] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.meets("DU-60")
def test_at_each_level_the_officers_reason_is_kept_and_the_next_manager_is_asked() -> (
    None
):
    climb = at_stage(2)
    answer(climb, TM)
    climb.say("officer_decision", satisfied=False, because="The plan has no dates.")
    climb.say("escalate", reason="officers-judgement", because="It needs money.")

    reasons = [
        (one.stage, one.details["because"])
        for one in climb.dispute.entries
        if one.kind in ("not-satisfied", "escalated")
    ]
    assert reasons == [(2, "The plan has no dates."), (3, "It needs money.")]
    asked = [
        [one.to for one in begun.told if one.purpose is Purpose.TO_ACT]
        for begun in climb.begun
    ]
    assert asked == [[TM], [OM], [SM]]


@pytest.mark.meets("DU-A19")
def test_a_stage_may_be_passed_over_with_a_reason() -> None:
    climb = at_stage(2)

    climb.say("escalate", reason="officers-judgement", because="Money.", to_stage=5)

    kept = next(one for one in climb.dispute.entries if one.kind == "escalated")
    assert kept.says.endswith(
        "Passed over: Stage 3: Operations Manager, Stage 4: Strategic Manager."
    )
    assert kept.details["because"] == "Money."
    assert asked_now(climb) == (HEAD,)


# --- more time, and the whole -----------------------------------------------------------


@pytest.mark.meets("DU-39", "DU-40")
def test_more_time_needs_the_benefit_and_the_enquiries_and_is_told_to_all() -> None:
    climb = at_stage(2)
    more: dict[str, Any] = {"working_days": 3, "because": "One letter is missing."}

    refusal = climb.refusal("extend_deadline", **more)
    climb.say(
        "extend_deadline",
        **more,
        benefit_for_child="A plan that holds.",
        further_enquiries="The school.",
    )

    assert "benefit_for_child: is missing" in refusal
    assert "further_enquiries: is missing" in refusal
    moved = [
        (one.to, london(one.was_due_at or FRI_19_DEC), london(one.due_at or FRI_19_DEC))
        for one in climb.told()
        if one.kind == "deadline-moved"
    ]
    dates = ("Mon 29 Dec 2025 17:00", "Fri 2 Jan 2026 17:00")
    assert moved == [(TM, *dates), (OM, *dates), (IRO, *dates)]
    kept = climb.dispute.entries[-1]
    assert kept.details["benefit_for_child"] == "A plan that holds."


@pytest.mark.meets("DU-15", "DU-A1", "DU-A21")
@pytest.mark.parametrize("extended", [False, True])
def test_it_warns_at_17_working_days_and_again_at_20_extension_or_not(
    extended: bool,
) -> None:
    climb = at_stage(2)
    if extended:
        climb.say(
            "extend_deadline",
            working_days=30,
            because="Much is missing.",
            benefit_for_child="A plan that holds.",
            further_enquiries="The school.",
        )

    climb.pass_until(FRI_30_JAN)

    both = [IRO, IRO_OM]
    assert len(climb.begun) == (1 if extended else 6)
    warned, passed = told_of(climb, "overall-warning"), told_of(climb, "overall-passed")
    assert warned == [(post, "Fri 16 Jan 2026 17:00") for post in both]
    assert passed == [(post, "Wed 21 Jan 2026 17:00") for post in both]


@pytest.mark.meets("DU-12")
def test_an_obstacle_outside_the_authoritys_control_does_not_close_it() -> None:
    climb = at_stage(7)
    climb.say("note", manager(CHIEF), text="The court has no date before June.")
    climb.pass_until(datetime(2026, 6, 30, 10, tzinfo=UTC))

    assert standing(climb) is Standing.AWAITING_OFFICER
    asked = [post for post, _ in told_of(climb, "decide")]
    assert asked.count(IRO) > 20  # every five working days
