"""Hull, watched: a halted move, matters kept apart, and staff who disagree with the IRO."""

from datetime import timedelta
from typing import Any

import pytest

from domain.calendar import london
from domain.errors import RaiseRefused
from domain.record import Standing
from domain.refusals import keep_refused
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    CLOSED,
    HULL,
    WITHOUT_ANYTHING_FIRST,
    answer,
    as_told,
    manager,
    raised,
    standing,
    told_of,
)
from tests.situations import MON_30_MAR

IRO, GM, SW, TM = "officer", "group-manager", "social-worker", "team-manager"
CHAIR, IRO_MANAGER = "reviewing-officer", "iro-manager"
HALTED = (
    "Meanwhile: Action prejudicial to the child is to wait for the resolution. Plans for"
    " the move are halted during the process."
)


# --- a plan to move the child -----------------------------------------------------------


@pytest.mark.meets("HU-65")
def test_plans_for_a_move_are_to_halt_and_everybody_told_of_a_stage_reads_so() -> None:
    climb = raised(HULL, themes=["move-not-in-plan"])

    climb.say("escalate", reason="officers-judgement", because="Now.")

    assert len(climb.begun) == 2
    for begun in climb.begun:
        told = [one for one in begun.told if one.kind == "stage-begun"]
        assert [one.to for one in told if HALTED not in one.says] == []
    asked = [entry for entry in climb.dispute.entries if entry.kind == "stay-asked"]
    assert [(one.number, one.by) for one in asked] == [(3, None)]


@pytest.mark.meets("HU-65")
def test_about_anything_else_a_halt_is_the_officers_to_ask_for() -> None:
    climb = raised(HULL)

    climb.say("stay", because="He is to be moved on Friday.")

    assert [one for one in climb.begun[0].told if "halted" in one.says] == []
    asked = [one for one in climb.told() if one.kind == "noted"]
    assert [(one.to, one.urgent) for one in asked] == [(SW, True), (TM, True)]


# --- poor or dangerous practice ---------------------------------------------------------


@pytest.mark.meets("HU-71")
@pytest.mark.parametrize(
    ("theme", "apart"), [("dangerous-practice", True), ("assessment-or-plan", False)]
)
def test_what_is_written_about_dangerous_practice_is_for_the_officer_alone(
    theme: str, apart: bool
) -> None:
    climb = raised(HULL, themes=[theme])
    climb.say("note", text="It concerns how she was held.")
    answer(climb, climb.dispute.responders()[0])
    climb.say("officer_decision", satisfied=True, because="She is suspended.")
    climb.say("close_dispute", **CLOSED)

    written = [
        one
        for one in climb.dispute.entries
        if one.kind == "raised" or one.message_id is not None
    ]

    assert len(written) == 5
    assert {one.details.get("restricted", False) for one in written} == {apart}
    begun = next(one for one in climb.dispute.entries if one.kind == "stage-begun")
    assert "restricted" not in begun.details


# --- staff who disagree with the IRO ----------------------------------------------------


@pytest.fixture
def in_reverse() -> Climb:
    """Raised by a member of staff: the IRO has 14 working days to answer."""
    return raised(HULL, role="staff")


@pytest.mark.meets("HU-20", "HU-A16")
def test_staff_who_disagree_are_answered_by_the_iro_and_then_the_iro_manager(
    in_reverse: Climb,
) -> None:
    first = as_told(in_reverse.begun[0])
    assert first == (
        "Discussion with the IRO",
        "Tue 21 Apr 2026 17:00",
        {CHAIR: "to-act", IRO: "for-information"},
    )
    answer(in_reverse, CHAIR)

    in_reverse.say(
        "officer_decision", satisfied=False, because="It is not in the plan."
    )

    title, _, told = as_told(in_reverse.begun[1])
    assert title == "The IRO Manager looks at it"
    assert told[IRO_MANAGER] == "to-act"
    assert told[CHAIR] == "for-information"


@pytest.mark.meets("HU-20", "HU-A16")
def test_unanswered_by_the_iro_nothing_goes_up_by_itself(in_reverse: Climb) -> None:
    in_reverse.pass_until(MON_30_MAR + timedelta(days=25))

    assert len(in_reverse.begun) == 1
    assert standing(in_reverse) is Standing.AWAITING_OFFICER
    assert (IRO, "Tue 21 Apr 2026 17:00") in told_of(in_reverse, "decide")


@pytest.mark.meets("HU-20")
def test_whoever_raised_it_is_told_as_who_they_are_and_not_as_the_iro(
    in_reverse: Climb,
) -> None:
    titles = {one.to_title for one in in_reverse.told() if one.to == IRO}

    assert titles == {"Member of staff who disagrees with the IRO"}


@pytest.mark.meets("HU-A16", "HU-38")
def test_staff_have_no_power_to_refer_and_the_iro_keeps_theirs(
    in_reverse: Climb,
) -> None:
    refusal = in_reverse.refusal("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)
    assert refusal.startswith("A referral under section 25B(3) is for the reviewing")

    own = raised(HULL)
    own.say("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)
    assert own.dispute.entries[-1].kind == "referred-to-cafcass"


@pytest.mark.meets("HU-A16")
@pytest.mark.parametrize(("role", "ladder"), [("iro", "reverse"), ("staff", "usual")])
def test_neither_way_round_is_a_dispute_taken_along_the_others_ladder(
    role: str, ladder: str
) -> None:
    with pytest.raises(RaiseRefused, match=f"ladder: {ladder} is not for what {role}"):
        raised(HULL, role=role, ladder=ladder)

    climb = raised(HULL, role=role)
    said: dict[str, Any] = {"ladder": ladder, "because": "So."}
    assert "raise that as a matter of its own" in climb.refusal("switch_ladder", **said)


@pytest.mark.meets("HU-20")
def test_at_the_last_level_whoever_raised_it_is_asked_what_follows(
    in_reverse: Climb,
) -> None:
    in_reverse.say(
        "escalate", reason="unsatisfactory", because="It is not in the plan."
    )
    answer(in_reverse, IRO_MANAGER)

    in_reverse.say(
        "officer_decision", satisfied=False, because="It is not in the plan."
    )

    [asked] = [one for one in in_reverse.told() if one.kind == "decide"]
    assert asked.to == IRO
    assert asked.says.endswith("There is no higher stage.")


@pytest.mark.meets("HU-71")
def test_what_was_refused_about_dangerous_practice_is_kept_apart_as_well() -> None:
    climb = raised(HULL, themes=["dangerous-practice"])

    keep_refused(climb.dispute, "note", "No.", {"text": "How she was held."}, climb.now)

    kept = climb.dispute.entries[-1]
    assert kept.kind == "message-refused"
    assert kept.details["restricted"] is True


@pytest.mark.meets("HU-20")
def test_what_staff_raise_is_closed_by_them_and_not_by_the_iro(
    in_reverse: Climb,
) -> None:
    refusal = in_reverse.refusal("close_dispute", manager(CHAIR), **CLOSED)
    assert refusal.startswith("Only the officer who raised it may send close_dispute")

    in_reverse.say("close_dispute", **CLOSED)
    assert london(in_reverse.now) == "Mon 30 Mar 2026 10:00"
    assert standing(in_reverse) is Standing.RESOLVED


# --- legal advice -----------------------------------------------------------------------


@pytest.mark.meets("HU-54", "HU-56")
def test_what_comes_before_legal_advice_is_written_with_it_and_stops_nothing() -> None:
    climb = raised(HULL, start_stage=1)

    climb.say("open_side_step", step="independent-legal-advice", because="A breach.")

    entry = climb.dispute.entries[-1]
    assert entry.kind == "side-step-opened"
    assert "Before legal advice the procedure asks: The process has" in entry.says
    assert ("legal-services-manager", "Mon 30 Mar 2026 10:00") in told_of(
        climb, "noted"
    )
