"""Lambeth, watched: a practice alert answered, held, agreed and closed, and on file."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.messages import EscalationReason
from domain.notices import Purpose
from domain.record import Standing
from domain.situation import situation_of
from tests.domain.climbing import Climb
from tests.procedures.test_behaviour_lambeth import (
    AD,
    FRI_1_MAY,
    IRO,
    IRO_MANAGER,
    MON_11_MAY,
    QA_AD,
    SERVICE,
    SW,
    TM,
)
from tests.procedures.watched import (
    CLOSED,
    LAMBETH,
    answer,
    manager,
    raised,
    standing,
    told_of,
    where,
)

TUE_5_MAY = datetime(2026, 5, 5, 9, tzinfo=UTC)
THU_14_MAY_6PM = datetime(2026, 5, 14, 17, tzinfo=UTC)
FRI_22_MAY = datetime(2026, 5, 22, 9, tzinfo=UTC)

AGREED: dict[str, Any] = {"satisfied": True, "because": "That will do."}
BY_14_MAY = {"what": "See him alone.", "owner": SW, "due_on": "2026-05-14"}


@pytest.fixture
def first_stage() -> Climb:
    """Raised at Stage 1 on Fri 1 May 2026: the Team Manager has until Fri 8 May."""
    return raised(LAMBETH, FRI_1_MAY, start_stage=1)


# --- answers, and three reasons to go up ------------------------------------------------


@pytest.mark.meets("LA-15", "LA-37")
def test_a_written_answer_alerts_the_officer_who_raised_it_at_once(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(TUE_5_MAY)

    answer(first_stage, TM)

    kept = first_stage.dispute.entries[-1]
    assert (kept.kind, kept.by) == ("response-received", "team-manager / M-3")
    assert kept.details["answer"] == "Marmalade is ordered."
    alerts = [one for one in first_stage.told() if one.kind == "response-received"]
    assert [(one.to, one.to_reference, london(one.at)) for one in alerts] == [
        (IRO, "IRO-7", "Tue 5 May 2026 10:00")
    ]
    assert alerts[0].purpose is Purpose.TO_ACT


@pytest.mark.parametrize(
    ("role", "number", "called"),
    [
        pytest.param("iro", 5, "DCS", marks=pytest.mark.meets("LA-A10")),
        pytest.param(
            *("iro", 5, "Director of Children, Families and Schools"),
            marks=pytest.mark.meets("LA-A10"),
        ),
        pytest.param("service", 0, "CPIRO", marks=pytest.mark.meets("LA-A15")),
        pytest.param("service", 0, "CPA", marks=pytest.mark.meets("LA-A15")),
    ],
)
def test_whoever_is_asked_may_answer_by_any_name_the_document_has_for_the_post(
    role: str, number: int, called: str
) -> None:
    climb = raised(LAMBETH, FRI_1_MAY, role=role, start_stage=number)

    answer(climb, called)

    assert standing(climb) is Standing.AWAITING_OFFICER


@pytest.mark.meets("LA-15")
def test_an_answer_after_the_stages_time_is_kept_as_such_and_stops_nothing(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(MON_11_MAY)
    before = where(first_stage)

    answer(first_stage, TM)

    kept = first_stage.dispute.entries[-1]
    assert kept.says == "Team Manager answered, after it had gone past their stage."
    assert where(first_stage) == before


@pytest.mark.meets("LA-49")
@pytest.mark.parametrize(
    ("reason", "when"),
    [
        (EscalationReason.NO_RESPONSE, "Fri 8 May 2026 17:00"),
        (EscalationReason.UNSATISFACTORY, "Tue 5 May 2026 10:00"),
        (EscalationReason.AGREED_TASK_NOT_DONE, "Thu 14 May 2026 17:00"),
    ],
)
def test_it_goes_up_for_three_reasons_no_answer_a_poor_one_or_a_task_undone(
    first_stage: Climb, reason: EscalationReason, when: str
) -> None:
    first_stage.pass_until(TUE_5_MAY)
    if reason is not EscalationReason.NO_RESPONSE:
        answer(first_stage, TM)
    if reason is EscalationReason.UNSATISFACTORY:
        first_stage.say("officer_decision", satisfied=False, because="It says little.")
    if reason is EscalationReason.AGREED_TASK_NOT_DONE:
        first_stage.say("officer_decision", **AGREED, actions=[BY_14_MAY])
    first_stage.pass_until(THU_14_MAY_6PM)

    second = first_stage.begun[1]
    assert (second.visit.stage.number, london(second.at)) == (2, when)
    assert second.call is not None
    assert second.call.reason is reason


@pytest.mark.meets("LA-40")
def test_going_to_the_assistant_director_is_recorded_with_rationale_and_reason() -> (
    None
):
    climb = raised(LAMBETH, FRI_1_MAY, start_stage=2)

    climb.say("escalate", reason="unsatisfactory", because="The plan still drifts.")

    kept = next(one for one in climb.dispute.entries if one.kind == "escalated")
    assert (kept.stage, kept.by) == (2, "officer / IRO-7")
    assert kept.details["reason"] == "unsatisfactory"
    assert kept.details["because"] == "The plan still drifts."
    assert climb.dispute.responders() == (AD,)


@pytest.mark.meets("LA-42")
def test_at_stage_three_updating_the_expected_outcomes_is_a_task_of_the_officer() -> (
    None
):
    climb = raised(LAMBETH, FRI_1_MAY, start_stage=3)

    climb.say("task_done", task="update-outcomes")

    assert climb.dispute.entries[-1].kind == "task-done"
    assert "no such task is open" in climb.refusal("task_done", task="update-outcomes")


# --- the hold, and what was agreed ------------------------------------------------------


@pytest.mark.meets("LA-46", "LA-47", "LA-A5")
def test_after_the_answer_it_is_on_hold_until_the_agreed_date_and_then_looked_at(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(TUE_5_MAY)
    answer(first_stage, TM)
    overall = situation_of(first_stage.dispute).overall_due_at

    first_stage.say("place_on_hold", until="2026-05-14", because="He is away.")

    seen = situation_of(first_stage.dispute)
    assert (seen.standing, seen.due_says) == (Standing.ON_HOLD, "Thu 14 May 2026 09:00")
    assert seen.overall_due_at == overall  # the twenty working days run on
    told = {post for post, _ in told_of(first_stage, "on-hold")}
    assert told == {TM, SW, SERVICE, QA_AD}

    first_stage.pass_until(THU_14_MAY_6PM)

    assert (IRO, "Thu 14 May 2026 09:00") in told_of(first_stage, "resumed")
    assert standing(first_stage) is Standing.AWAITING_OFFICER
    assert len(first_stage.begun) == 1


@pytest.mark.meets("LA-A5")
def test_before_the_answer_a_hold_stops_the_stages_clock_alone(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(TUE_5_MAY)  # three of the four working days are left

    first_stage.say("place_on_hold", until="2026-05-14", because="He is away.")
    first_stage.pass_until(THU_14_MAY_6PM)

    seen = situation_of(first_stage.dispute)
    assert seen.due_says == "Tue 19 May 2026 17:00"  # three working days on
    assert seen.overall_due_at is not None
    assert london(seen.overall_due_at) == "Tue 2 Jun 2026 17:00"  # as before


@pytest.mark.meets("LA-47")
def test_the_officer_is_reminded_of_the_task_a_working_day_before_its_date(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(TUE_5_MAY)
    answer(first_stage, TM)
    first_stage.say("officer_decision", **AGREED, actions=[BY_14_MAY])
    assert situation_of(first_stage.dispute).due_says == "Thu 14 May 2026 17:00"

    first_stage.pass_until(THU_14_MAY_6PM)

    assert told_of(first_stage, "action-due") == [
        (SW, "Wed 13 May 2026 17:00"),
        (IRO, "Wed 13 May 2026 17:00"),
    ]


@pytest.mark.meets("LA-48")
def test_when_the_task_is_done_the_officer_closes_the_alert(first_stage: Climb) -> None:
    answer(first_stage, TM)
    first_stage.say("officer_decision", **AGREED, actions=[BY_14_MAY])
    refusal = first_stage.refusal("close_dispute", **CLOSED)

    first_stage.say("action_done", manager(SW), action=1)
    assert first_stage.dispute.standing.is_open  # reported; the officer checks

    first_stage.say("action_done", action=1)
    first_stage.say("close_dispute", **CLOSED)

    assert refusal.startswith("Agreed actions [1] are not settled")
    assert standing(first_stage) is Standing.RESOLVED
    assert {post for post, _ in told_of(first_stage, "closed")} == {
        *(TM, SW, SERVICE, QA_AD)
    }


@pytest.mark.meets("LA-38")
def test_once_resolved_the_officer_is_asked_until_the_outcome_is_recorded_and_closed(
    first_stage: Climb,
) -> None:
    first_stage.pass_until(TUE_5_MAY)
    answer(first_stage, TM)
    first_stage.say("officer_decision", **AGREED)

    first_stage.pass_until(FRI_22_MAY)

    assert told_of(first_stage, "decide") == [
        (IRO, "Tue 12 May 2026 17:00"),
        (IRO, "Tue 19 May 2026 17:00"),
        (IRO_MANAGER, "Tue 19 May 2026 17:00"),
    ]

    first_stage.say("close_dispute", **CLOSED)

    kept = first_stage.dispute.entries[-1]
    assert (kept.kind, kept.details["outcome"]) == ("closed", "resolved")
    assert kept.details["impact"] == "He has marmalade."


# --- on the file ------------------------------------------------------------------------


@pytest.mark.meets("LA-16", "LA-17", "LA-18", "LA-20")
def test_what_the_child_was_told_and_offered_is_recorded(first_stage: Climb) -> None:
    before = where(first_stage)
    said: dict[str, Any] = {
        "child_told": {"told": True, "how_or_why_not": "After the review."},
        "views": "He is glad.",
        "advocate_offered": True,
        "complaint_explained": True,
        "own_legal_advice_explained": True,
    }

    first_stage.say("inform_child", **said)

    kept = first_stage.dispute.entries[-1]
    assert (kept.kind, kept.by) == ("child-informed", "officer / IRO-7")
    assert {key: kept.details[key] for key in said} == said
    assert where(first_stage) == before


@pytest.mark.meets("LA-22", "LA-26")
def test_an_alert_settled_informally_leaves_its_whole_record() -> None:
    climb = raised(LAMBETH, FRI_1_MAY)
    climb.say("meeting_held", held_on="2026-05-01", outcome="Face to face.")
    answer(climb, SW)
    climb.say("officer_decision", **AGREED)
    climb.say("close_dispute", **CLOSED)

    kept = [(one.number, one.stage, one.kind) for one in climb.dispute.entries]
    assert kept == [
        (1, None, "raised"),
        (2, 0, "stage-begun"),
        (3, 0, "stay-asked"),
        (4, 0, "brought-to-mind"),
        (5, 0, "meeting-held"),
        (6, 0, "response-received"),
        (7, 0, "accepted"),
        (8, 0, "brought-to-mind"),
        (9, 0, "closed"),
    ]
