"""Hull, watched: what follows a meeting, the way to Cafcass, and what goes on beside."""

from typing import Any

import pytest

from domain.calendar import london
from domain.notices import NoticeKind
from domain.record import Standing
from tests.domain.climbing import Climb
from tests.procedures.test_behaviour_hull import (
    ACT,
    FRI_19_DEC,
    GM,
    INFO,
    IRO,
    TM,
    TUE_13_JAN_5PM,
    UNSATISFIED,
    UP,
)
from tests.procedures.watched import (
    CLOSED,
    HULL,
    WITHOUT_ANYTHING_FIRST,
    answer,
    manager,
    raised,
    standing,
    told_of,
    where,
)

PRECONDITIONS = ["negotiation-begun", "no-other-independent-person"]


@pytest.fixture
def meeting() -> Climb:
    """No social worker, raised on Fri 19 Dec 2025 with the Group Manager."""
    return raised(HULL, FRI_19_DEC, themes=["no-social-worker"])


# --- agreed, or not ---------------------------------------------------------------------


@pytest.mark.meets("HU-22")
def test_the_officer_records_what_was_agreed_informally() -> None:
    qap = raised(HULL, FRI_19_DEC)
    answer(qap, TM)
    action = {"what": "Assess him.", "owner": TM, "due_on": "2026-01-09"}

    qap.say("officer_decision", satisfied=True, because="A date.", actions=[action])

    entry = qap.dispute.entries[-1]
    assert (entry.kind, entry.stage, entry.by) == ("accepted", 0, "officer / IRO-7")
    assert entry.details["actions"] == [action]


@pytest.mark.meets("HU-31")
def test_what_is_agreed_at_the_meeting_is_recorded_and_the_dispute_is_outcomed(
    meeting: Climb,
) -> None:
    meeting.say("meeting_held", held_on="2025-12-19", outcome="Ms Teapot is allocated.")
    answer(meeting, GM)
    meeting.say("officer_decision", satisfied=True, because="She is named.")
    meeting.say("close_dispute", **CLOSED)

    kept = [(one.kind, one.by) for one in meeting.dispute.entries[2:]]
    assert kept == [
        ("meeting-held", "officer / IRO-7"),
        ("response-received", "group-manager / M-3"),
        ("accepted", "officer / IRO-7"),
        ("closed", "officer / IRO-7"),
    ]
    assert meeting.dispute.entries[2].details["outcome"] == "Ms Teapot is allocated."
    assert standing(meeting) is Standing.RESOLVED


@pytest.mark.meets("HU-32")
def test_monitoring_that_was_set_up_brings_it_back_to_the_officer_if_undone(
    meeting: Climb,
) -> None:
    answer(meeting, GM)
    action = {"what": "Visit.", "owner": GM, "due_on": "2026-01-09"}
    meeting.say("officer_decision", satisfied=True, because="Good.", actions=[action])
    assert standing(meeting) is Standing.MONITORING

    meeting.pass_until(TUE_13_JAN_5PM)

    assert told_of(meeting, "action-due") == [
        (GM, "Thu 8 Jan 2026 17:00"),
        (IRO, "Thu 8 Jan 2026 17:00"),
    ]
    assert told_of(meeting, "action-not-done") == [
        (GM, "Fri 9 Jan 2026 17:00"),
        (IRO, "Fri 9 Jan 2026 17:00"),
    ]
    assert standing(meeting) is Standing.AWAITING_OFFICER
    assert len(meeting.begun) == 1


@pytest.mark.meets("HU-33", "HU-35")
def test_after_a_meeting_without_agreement_the_officer_is_shown_three_courses(
    meeting: Climb,
) -> None:
    answer(meeting, GM)
    meeting.say("officer_decision", **UNSATISFIED)

    asked = [one for one in meeting.told() if one.kind is NoticeKind.DECIDE]
    assert [one.to for one in asked] == [IRO]
    assert asked[0].says.endswith(
        "Your courses: a meeting with more senior managers, that and Cafcass beside it,"
        " or Cafcass alone (§4.5)."
    )
    assert standing(meeting) is Standing.AWAITING_OFFICER


@pytest.mark.meets("HU-33", "HU-34", "HU-35")
@pytest.mark.parametrize(
    ("course", "kept"),
    [
        (["escalate"], ["escalated", "stage-begun"]),
        (
            ["escalate", "refer_to_cafcass"],
            ["escalated", "stage-begun", "referred-to-cafcass"],
        ),
        (["refer_to_cafcass"], ["referred-to-cafcass"]),
    ],
)
def test_the_course_chosen_is_recorded_and_the_dispute_remains_open(
    meeting: Climb, course: list[str], kept: list[str]
) -> None:
    answer(meeting, GM)
    meeting.say("officer_decision", **UNSATISFIED)
    before = len(meeting.dispute.entries)
    words = {"escalate": UP, "refer_to_cafcass": WITHOUT_ANYTHING_FIRST}

    for kind in course:
        meeting.say(kind, **words[kind])

    entries = meeting.dispute.entries[before:]
    assert [one.kind for one in entries] == kept
    assert {one.by for one in entries} == {"officer / IRO-7"}
    assert meeting.dispute.standing.is_open


@pytest.mark.meets("HU-A1")
def test_the_meeting_may_be_held_again_at_the_same_level(meeting: Climb) -> None:
    meeting.say("escalate", reason="officers-judgement", because="Again.", to_stage=1)

    assert [one.visit.stage.number for one in meeting.begun] == [1, 1]


# --- Cafcass ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left_out", "asks"),
    [
        pytest.param(
            "negotiation-begun",
            "Internal negotiation and dispute resolution have begun",
            marks=pytest.mark.meets("HU-6", "HU-A9"),
        ),
        pytest.param(
            "no-other-independent-person",
            "No other independent person is able and willing to take the case on",
            marks=pytest.mark.meets("HU-39", "HU-A8", "HU-A9"),
        ),
    ],
)
def test_each_precondition_of_a_referral_is_asked_for_or_the_reason_to_go_without(
    meeting: Climb, left_out: str, asks: str
) -> None:
    ticked = [one for one in PRECONDITIONS if one != left_out]
    because = "He is to be moved tomorrow."

    refusal = meeting.refusal("refer_to_cafcass", because=because, ticked=ticked)

    assert refusal.startswith(f"The procedure asks first: {asks}")
    meeting.say("refer_to_cafcass", because=because, ticked=PRECONDITIONS)
    reason = "There is no time."
    meeting.say(
        "refer_to_cafcass", because=because, ticked=ticked, passed_over_because=reason
    )
    first, second = meeting.dispute.entries[-2:]
    assert first.kind == second.kind == "referred-to-cafcass"
    assert first.details["ticked"] == PRECONDITIONS
    assert second.details["passed_over_because"] == reason


@pytest.mark.parametrize(
    ("news", "told"),
    [
        pytest.param(
            "progress",
            {IRO: INFO, "chief-executive": INFO, "social-worker": INFO},
            marks=pytest.mark.meets("HU-43"),
        ),
        pytest.param(
            "withdrawal-asked",
            {IRO: INFO, "cafcass-legal": ACT},
            marks=pytest.mark.meets("HU-42"),
        ),
        pytest.param(
            "withdrawn",
            {IRO: INFO, "iro-manager": INFO},
            marks=pytest.mark.meets("HU-42"),
        ),
        ("concluded", {IRO: INFO, "iro-manager": INFO}),
    ],
)
def test_what_is_heard_from_cafcass_is_recorded_and_told_to_whom_the_document_names(
    meeting: Climb, news: str, told: dict[str, str]
) -> None:
    meeting.say("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)
    meeting.say("hear_from_cafcass", news=news, text="His rights are kept now.")

    entry = meeting.dispute.entries[-1]
    assert entry.kind == "cafcass-heard"
    assert entry.details["text"] == "His rights are kept now."
    heard = [one for one in meeting.told() if one.kind == "cafcass-heard"]
    assert {one.to: one.purpose.value for one in heard} == told
    assert [one.asked for one in heard if one.to == "cafcass-legal"] == [
        "Please say whether the referral may be withdrawn."
    ] * ("cafcass-legal" in told)


@pytest.mark.meets("HU-13", "HU-23", "HU-24", "HU-30", "HU-44")
def test_the_child_is_kept_informed_and_heard_again_while_cafcass_has_the_case(
    meeting: Climb,
) -> None:
    meeting.say("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)
    before = where(meeting)
    said: dict[str, Any] = {
        "child_told": {"told": True, "how_or_why_not": "With the social worker."},
        "views": "He would rather stay.",
        "advocate_offered": True,
        "complaint_explained": True,
        "complaint_made": True,
        "own_legal_advice_explained": True,
    }

    meeting.say("inform_child", **said)

    entry = meeting.dispute.entries[-1]
    assert entry.kind == "child-informed"
    assert {key: entry.details[key] for key in said} == said
    assert where(meeting) == before


# --- beside the meetings ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "asked", "conflict"),
    [
        pytest.param(
            *("mediation", "partnership-manager", False),
            marks=pytest.mark.meets("HU-37", "HU-A13"),
        ),
        pytest.param(
            *("helpline", "cafcass-helpline", False), marks=pytest.mark.meets("HU-16")
        ),
        pytest.param(
            *("independent-legal-advice", "legal-services-manager", False),
            marks=pytest.mark.meets("HU-54"),
        ),
        pytest.param(
            *("independent-legal-advice", "independent-lawyer", True),
            marks=pytest.mark.meets("HU-55"),
        ),
        pytest.param(
            *("after-proceedings", "legal-section", False),
            marks=pytest.mark.meets("HU-53"),
        ),
    ],
)
def test_a_step_beside_asks_whom_the_document_names_and_stops_nothing(
    meeting: Climb, step: str, asked: str, conflict: bool
) -> None:
    before = where(meeting)

    meeting.say("open_side_step", step=step, because="We differ.", conflict=conflict)

    noted = [(n.to, n.purpose.value) for n in meeting.told() if n.kind == "noted"]
    assert noted == [(asked, ACT)]
    assert meeting.kinds()[-1] == "side-step-opened"
    assert where(meeting) == before


@pytest.mark.meets("HU-56", "HU-A10")
@pytest.mark.parametrize(("number", "too_early"), [(0, True), (1, False), (2, False)])
def test_legal_advice_waits_for_group_managers_as_advice_and_cafcass_does_not(
    number: int, too_early: bool
) -> None:
    climb = raised(HULL, start_stage=number)

    climb.say("open_side_step", step="independent-legal-advice", because="His rights.")
    advice = climb.dispute.entries[-1]
    climb.say("refer_to_cafcass", because="His rights.", ticked=PRECONDITIONS)
    referral = climb.dispute.entries[-1]

    waits = "The procedure has it from stage 1 on; that is advice."
    assert (waits in advice.says) is too_early
    assert advice.kind == "side-step-opened"
    assert referral.kind == "referred-to-cafcass"
    assert waits not in referral.says


@pytest.mark.parametrize(
    ("given", "what"),
    [
        pytest.param(
            *(False, "Process and progress, as asked of the solicitor."),
            marks=pytest.mark.meets("HU-48"),
        ),
        pytest.param(
            *(True, "Facts pertinent to the proceedings."),
            marks=pytest.mark.meets("HU-49"),
        ),
        pytest.param(*(True, "The Review report."), marks=pytest.mark.meets("HU-50")),
        pytest.param(
            *(False, "The final Care Plan."), marks=pytest.mark.meets("HU-51")
        ),
        pytest.param(
            *(True, "Details of this dispute, as the solicitor asked."),
            marks=pytest.mark.meets("HU-52"),
        ),
    ],
)
def test_what_passes_between_officer_and_solicitor_is_recorded_for_the_officer_alone(
    given: bool, what: str
) -> None:
    climb = raised(HULL, FRI_19_DEC, in_proceedings=True)
    before = where(climb)

    climb.say("exchange_with_court", given=given, what=what)

    entry = climb.dispute.entries[-1]
    assert (entry.kind, london(entry.at)) == (
        "court-information",
        "Fri 19 Dec 2025 10:00",
    )
    assert (entry.details["given"], entry.details["what"]) == (given, what)
    assert entry.details["restricted"] is True
    assert where(climb) == before
    assert climb.refusal(
        "exchange_with_court", manager("solicitor"), given=given, what=what
    ).startswith("Only the officer who raised it")


@pytest.mark.meets("HU-52")
def test_the_whole_of_a_dispute_can_be_read_to_the_solicitor_without_a_gap(
    meeting: Climb,
) -> None:
    meeting.say("note", text="Talked with the Group Manager.")
    answer(meeting, GM)
    meeting.say("officer_decision", **UNSATISFIED)

    entries = meeting.dispute.entries
    assert [one.number for one in entries] == list(range(1, len(entries) + 1))
    assert [one.kind for one in entries] == [
        *("raised", "stage-begun", "noted", "response-received", "not-satisfied"),
    ]
    raising = entries[0].details
    assert raising["issue"] == "The marmalade plan was never put into practice."
