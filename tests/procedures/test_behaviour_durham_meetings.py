"""Durham, watched: what a stage sets beside its answer, monitoring, and the one day."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.record import Standing
from domain.tasks import open_tasks
from tests.domain.climbing import Climb
from tests.procedures.test_behaviour_durham import (
    ACT,
    AGREED,
    CHIEF,
    DIRECTOR,
    FRI_2_JAN,
    HEAD,
    IRO,
    IRO_OM,
    OM,
    SM,
    SW,
    TM,
    at_stage,
)
from tests.procedures.watched import (
    CLOSED,
    DURHAM,
    answer,
    asked_now,
    raised,
    standing,
    told_of,
    where,
)

WED_24_DEC = datetime(2025, 12, 24, 9, tzinfo=UTC)
WED_16_APR_2025 = datetime(2025, 4, 16, 9, tzinfo=UTC)  # before Easter
THU_1_MAY_2025_6PM = datetime(2025, 5, 1, 17, tzinfo=UTC)
FRI_2_MAY_2025_6PM = datetime(2025, 5, 2, 17, tzinfo=UTC)


def agreed_at(number: int, at: datetime = WED_16_APR_2025) -> Climb:
    """Raised at that stage, answered and agreed at once."""
    climb = at_stage(number, at)
    answer(climb, *asked_now(climb))
    climb.say("officer_decision", **AGREED)
    return climb


# --- meetings and what each stage sets --------------------------------------------------


@pytest.mark.parametrize(
    ("number", "told"),
    [
        pytest.param(
            *(1, [IRO, SW, TM]), marks=pytest.mark.meets("DU-17", "DU-64", "DU-84")
        ),
        pytest.param(
            *(2, [IRO, TM, SW]), marks=pytest.mark.meets("DU-64", "DU-69", "DU-85")
        ),
        pytest.param(
            *(3, [IRO, OM, IRO_OM, TM]), marks=pytest.mark.meets("DU-73", "DU-86")
        ),
        pytest.param(
            *(4, [IRO, SM, IRO_OM, OM]), marks=pytest.mark.meets("DU-75", "DU-87")
        ),
        pytest.param(
            *(5, [IRO, HEAD, SM, IRO_OM, OM]),
            marks=pytest.mark.meets("DU-78", "DU-88"),
        ),
        pytest.param(
            *(6, [IRO, DIRECTOR, HEAD, SM, IRO_OM]),
            marks=pytest.mark.meets("DU-80", "DU-89"),
        ),
        pytest.param(
            *(7, [IRO, CHIEF, DIRECTOR, HEAD, IRO_OM]),
            marks=pytest.mark.meets("DU-82", "DU-90", "DU-A15"),
        ),
    ],
)
def test_the_meeting_of_a_stage_is_told_to_those_the_document_has_in_it(
    number: int, told: list[str]
) -> None:
    climb = at_stage(number)

    climb.say("meeting_arranged", takes_place_at="2025-12-22T14:00:00+00:00")

    noted = [(one.to, one.says) for one in climb.told() if one.kind == "noted"]
    says = "A meeting takes place Mon 22 Dec 2025 14:00."
    assert noted == [(post, says) for post in told]


@pytest.mark.parametrize(
    ("number", "organiser", "due"),
    [
        pytest.param(
            *(3, IRO, "Tue 30 Dec 2025 17:00"),
            marks=pytest.mark.meets("DU-73", "DU-A4"),
        ),
        pytest.param(
            *(4, IRO, "Tue 30 Dec 2025 17:00"),
            marks=pytest.mark.meets("DU-75", "DU-A4"),
        ),
        pytest.param(
            *(5, IRO_OM, "Tue 30 Dec 2025 17:00"),
            marks=pytest.mark.meets("DU-78", "DU-A4"),
        ),
        pytest.param(
            *(6, IRO_OM, "Mon 22 Dec 2025 17:00"),
            marks=pytest.mark.meets("DU-80", "DU-A4"),
        ),
        pytest.param(
            *(7, IRO_OM, "Mon 22 Dec 2025 17:00"),
            marks=pytest.mark.meets("DU-82", "DU-A4"),
        ),
    ],
)
def test_whoever_arranges_the_meeting_is_reminded_when_its_own_limit_passes(
    number: int, organiser: str, due: str
) -> None:
    climb, held = at_stage(number), at_stage(number)
    for one in (climb, held):
        answer(one, *asked_now(one))
    held.say("meeting_held", held_on="2025-12-19", outcome="A plan was agreed.")

    climb.pass_until(FRI_2_JAN)
    held.pass_until(FRI_2_JAN)

    assert _overdue(climb, "hold the meeting") == [(organiser, due)]
    assert _overdue(held, "hold the meeting") == []


def _overdue(climb: Climb, task: str) -> list[tuple[str, str]]:
    return [
        (one.to, london(one.at))
        for one in climb.told()
        if one.kind == "overdue" and task in one.says
    ]


@pytest.mark.meets("DU-34")
@pytest.mark.parametrize("number", [2, 3, 4, 5, 7])
def test_the_officer_is_reminded_of_a_report_not_sent_within_two_working_days(
    number: int,
) -> None:
    """Stage 6 has gone on by itself by then, if nobody answers."""
    climb, sent, answered = at_stage(number), at_stage(number), at_stage(number)
    sent.say("task_done", task="send")
    answer(answered, *asked_now(answered))

    for one in (climb, sent, answered):
        one.pass_until(WED_24_DEC)

    assert _overdue(climb, "send the report") == [(IRO, "Tue 23 Dec 2025 17:00")]
    assert _overdue(sent, "send the report") == []
    assert _overdue(answered, "send the report") == []


@pytest.mark.parametrize(
    ("number", "writer"),
    [
        pytest.param(6, DIRECTOR, marks=pytest.mark.meets("DU-81")),
        pytest.param(7, CHIEF, marks=pytest.mark.meets("DU-83")),
    ],
)
@pytest.mark.parametrize(
    ("said", "due"),
    [
        pytest.param(
            ("meeting_held", {"held_on": "2025-12-19", "outcome": "A plan."}),
            "Mon 22 Dec 2025 17:00",
            id="held on the day itself",
        ),
        pytest.param(
            ("meeting_arranged", {"takes_place_at": "2025-12-23T14:00:00+00:00"}),
            "Wed 24 Dec 2025 17:00",
            id="arranged for the Tuesday",
        ),
        pytest.param(None, "Tue 23 Dec 2025 17:00", id="never held, due on the Monday"),
    ],
)
@pytest.mark.meets("DU-A5")
def test_the_written_response_is_asked_of_its_writer_one_working_day_after_the_meeting(
    number: int, writer: str, said: tuple[str, dict[str, Any]] | None, due: str
) -> None:
    climb = at_stage(number)
    answer(climb, *asked_now(climb))
    if said is not None:
        climb.say(said[0], **said[1])

    climb.pass_until(FRI_2_JAN)

    says = "Send the written response to the IRO and the IRO Operations Manager."
    assert _overdue(climb, says) == [(writer, due)]


@pytest.mark.meets("DU-73", "DU-A4")
def test_a_stage_that_nobody_answers_ends_with_its_meeting_and_the_next_has_its_own() -> (
    None
):
    climb = at_stage(3)

    climb.pass_until(FRI_2_JAN)

    assert [london(one.at) for one in climb.begun[1:]] == ["Mon 29 Dec 2025 17:00"]
    assert _overdue(climb, "hold the meeting") == []
    keys = [task.key for task in open_tasks(climb.dispute)]
    assert keys == ["send", "meeting", "on-liquidlogic"]


# --- monitoring -------------------------------------------------------------------------


@pytest.mark.meets("DU-4", "DU-43", "DU-61", "DU-A8")
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_what_is_agreed_is_met_about_within_ten_working_days_or_comes_back(
    number: int,
) -> None:
    climb = agreed_at(number)
    agreed = [(one.what, one.owner) for one in climb.dispute.agreed]
    assert agreed == [("Hold the monitoring meeting.", IRO)]
    assert standing(climb) is Standing.MONITORING

    climb.pass_until(FRI_2_MAY_2025_6PM)

    assert (IRO, "Thu 1 May 2025 17:00") in told_of(climb, "action-due")
    assert (IRO, "Fri 2 May 2025 17:00") in told_of(climb, "action-not-done")
    assert standing(climb) is Standing.AWAITING_OFFICER


@pytest.mark.meets("DU-90")
def test_after_the_chief_executive_no_monitoring_meeting_follows() -> None:
    assert agreed_at(7).dispute.agreed == []


@pytest.mark.parametrize(
    ("number", "follows_up"),
    [
        pytest.param(2, OM, marks=pytest.mark.meets("DU-71", "DU-A14")),
        pytest.param(3, SM, marks=pytest.mark.meets("DU-76", "DU-A14")),
    ],
)
def test_the_manager_notified_at_a_stage_follows_up_what_was_agreed_there(
    number: int, follows_up: str
) -> None:
    climb = agreed_at(number)

    climb.pass_until(THU_1_MAY_2025_6PM)

    assert (follows_up, "Wed 16 Apr 2025 10:00") in told_of(climb, "agreed")
    assert (follows_up, "Thu 1 May 2025 17:00") in told_of(climb, "action-due")


@pytest.mark.meets("DU-A10")
@pytest.mark.parametrize(
    ("number", "named"), [(2, []), (4, [OM]), (5, [IRO_OM]), (6, [IRO_OM])]
)
def test_what_was_not_achieved_is_the_officers_to_decide_and_those_named_are_told(
    number: int, named: list[str]
) -> None:
    climb = agreed_at(number)

    climb.pass_until(FRI_2_MAY_2025_6PM)

    assert [post for post, _ in told_of(climb, "action-not-done")] == [IRO, *named]
    assert (IRO, "Fri 2 May 2025 17:00") in told_of(climb, "decide")
    assert len(climb.begun) == 1  # neither up nor down by itself
    climb.say("escalate", reason="agreed-task-not-done", because="It was not held.")
    assert climb.begun[-1].visit.stage.number == number + 1


@pytest.mark.meets("DU-5", "DU-46", "DU-62")
def test_agreement_actions_meeting_and_impact_are_a_trail_that_can_be_audited() -> None:
    climb = at_stage(2)
    answer(climb, TM)
    action = {"what": "Write the plan.", "owner": TM, "due_on": "2025-12-30"}
    climb.say("officer_decision", **AGREED, actions=[action])
    climb.say("action_done", action=1, evidence="It is on the file.")
    climb.pass_until(FRI_2_JAN)
    climb.say("meeting_held", held_on="2026-01-02", outcome="It makes a difference.")
    climb.say("action_done", action=2)
    climb.say("close_dispute", **CLOSED)

    trail = {one.kind: one for one in climb.dispute.entries}
    assert trail["accepted"].details["actions"] == [action]
    assert trail["meeting-held"].details["outcome"] == "It makes a difference."
    assert trail["closed"].details["impact"] == "He has marmalade."
    done = [e.details for e in climb.dispute.entries if e.kind == "action-done"]
    assert [one["action"] for one in done] == [1, 2]
    assert done[0]["evidence"] == "It is on the file."


@pytest.mark.meets("DU-A18")
def test_the_national_duties_to_the_child_are_kept_though_the_document_has_none() -> (
    None
):
    climb = at_stage(2)
    said: dict[str, Any] = {
        "child_told": {"told": True, "how_or_why_not": "On a walk."},
        "views": "He likes marmalade.",
        "advocate_offered": True,
        "complaint_explained": True,
    }
    climb.say("inform_child", **said)

    kept = climb.dispute.entries[-1].details
    assert {key: kept[key] for key in said} == said

    climb.say("close_dispute", **CLOSED)

    assert climb.dispute.entries[-1].details["child_told"] == CLOSED["child_told"]


# --- beside the stages ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        pytest.param(
            *("safeguarding-procedure", "emergency-duty-team"),
            marks=pytest.mark.meets("DU-19", "DU-20", "DU-A12"),
        ),
        pytest.param(*("several-teams", TM), marks=pytest.mark.meets("DU-21", "DU-22")),
        pytest.param(
            *("plan-disagreed-in-proceedings", TM), marks=pytest.mark.meets("DU-24")
        ),
        pytest.param(*("guardian-told", "guardian"), marks=pytest.mark.meets("DU-25")),
        pytest.param(
            *("legal-advice", "independent-legal-advisor"),
            marks=pytest.mark.meets("DU-26", "DU-94"),
        ),
        pytest.param(
            *("multi-agency-challenge", "safeguarding-partnership"),
            marks=pytest.mark.meets("DU-7", "DU-8"),
        ),
    ],
)
def test_a_step_beside_asks_whom_the_document_names_and_stops_nothing(
    step: str, asked: str
) -> None:
    climb = raised(DURHAM, in_proceedings=True)
    before = where(climb)

    climb.say("open_side_step", step=step, because="It belongs there.")

    noted = [(n.to, n.purpose.value) for n in climb.told() if n.kind == "noted"]
    assert noted == [(asked, ACT)]
    assert climb.dispute.entries[-1].kind == "side-step-opened"
    assert where(climb) == before
