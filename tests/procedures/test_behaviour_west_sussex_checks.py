"""West Sussex, watched: what is asked before the formal start and before closing."""

from typing import Any

import pytest

from domain.record import Standing
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    CLOSED,
    WEST_SUSSEX,
    answer,
    raised,
    standing,
    told_of,
    where,
)

IRO, PM = "officer", "practice-manager"
AGREED: dict[str, Any] = {"satisfied": True, "because": "It will do."}
PLAIN = {key: said for key, said in CLOSED.items() if key != "passed_over_because"}
ADVISED = (
    "Before the formal start the procedure asks: The relevant manager has been advised of"
    " the intention to start formally (asked for);"
)


def read_by_officer(climb: Climb) -> list[str]:
    """What the officer was told at the beginning of each stage."""
    told = [one for one in climb.told() if one.kind == "stage-begun"]
    return [one.says for one in told if one.to == IRO]


@pytest.fixture
def agreed() -> Climb:
    """Answered and accepted at Stage 1; only closing it is left."""
    climb = raised(WEST_SUSSEX, start_stage=1)
    answer(climb, PM)
    climb.say("officer_decision", **AGREED)
    return climb


# --- before the formal start ------------------------------------------------------------


@pytest.mark.meets("WS-26", "WS-27")
def test_the_officer_is_asked_while_it_is_informal_and_again_when_it_becomes_formal() -> (
    None
):
    climb = raised(WEST_SUSSEX)
    due = climb.dispute.due()
    assert due is not None

    climb.pass_until(due)

    assert [ADVISED in says for says in read_by_officer(climb)] == [True, True]
    kept = [one.stage for one in climb.dispute.entries if one.kind == "brought-to-mind"]
    assert kept == [0, 1]


@pytest.mark.meets("WS-26")
def test_once_the_manager_has_been_advised_the_officer_is_not_asked_again() -> None:
    climb = raised(WEST_SUSSEX)
    due = climb.dispute.due()
    assert due is not None

    climb.say("confirm_checks", ticked=["manager-advised", "higher-start-discussed"])
    climb.pass_until(due)

    assert [ADVISED in says for says in read_by_officer(climb)] == [True, False]
    entry = next(e for e in climb.dispute.entries if e.kind == "checks-confirmed")
    assert entry.says == "Seen to beforehand: manager-advised, higher-start-discussed."
    assert entry.by == "officer / IRO-7"


@pytest.mark.meets("WS-26", "WS-A9")
def test_the_formal_start_waits_for_no_tick() -> None:
    climb = raised(WEST_SUSSEX)

    climb.say("escalate", reason="serious-safeguarding", because="It cannot wait.")

    assert climb.dispute.stage is not None
    assert climb.dispute.stage.number == 1


@pytest.mark.meets("WS-25", "WS-A4")
def test_passing_over_a_level_brings_to_mind_that_it_be_proportionate() -> None:
    climb = raised(WEST_SUSSEX, start_stage=1)
    said: dict[str, Any] = {"reason": "officers-judgement", "because": "Now."}

    climb.say("escalate", **said)
    climb.say("escalate", **said, to_stage=4)

    asked = ["proportionate and expedient" in says for says in read_by_officer(climb)]
    assert asked == [False, False, True]


def test_a_check_that_is_not_of_the_procedure_is_refused_with_those_that_are() -> None:
    climb = raised(WEST_SUSSEX)

    refusal = climb.refusal("confirm_checks", ticked=["marmalade-bought"])

    assert refusal.startswith("ticked: names a check that the procedure does not have")
    assert "manager-advised" in refusal


# --- before closing ---------------------------------------------------------------------


@pytest.mark.meets("WS-42", "WS-47", "WS-48")
def test_when_it_is_agreed_the_officer_reads_what_comes_before_closing(
    agreed: Climb,
) -> None:
    [prompt] = [one for one in agreed.told() if one.kind == "brought-to-mind"]

    assert (prompt.to, prompt.purpose.value) == (IRO, "to-act")
    for words in (
        "begin the step early-review: Early review or core group meeting (§7 (WS-48))",
        "its participants have been advised in writing (asked for)",
        "The Dispute Resolution workflow on Mosaic is completed (asked for)",
    ):
        assert words in prompt.says


@pytest.mark.meets("WS-42", "WS-47")
def test_closing_asks_for_what_is_required_or_for_a_reason_to_go_without(
    agreed: Climb,
) -> None:
    before = where(agreed)

    refusal = agreed.refusal("close_dispute", **PLAIN)

    assert refusal == (
        "The procedure asks first: If what was agreed differs significantly from the"
        " child's plan or from a decision of a review or conference, its participants"
        " have been advised in writing; The Dispute Resolution workflow on Mosaic is"
        " completed. Tick what is met in `ticked`, or say in `passed_over_because` why"
        " you go on without it."
    )
    assert where(agreed) == before

    agreed.say("confirm_checks", ticked=["participants-advised"])
    agreed.say("close_dispute", **PLAIN, ticked=["workflow-completed"])

    assert standing(agreed) is Standing.RESOLVED
    assert agreed.dispute.entries[-1].details["ticked"] == ["workflow-completed"]


@pytest.mark.meets("WS-42", "WS-47")
def test_a_reason_closes_it_with_nothing_ticked_and_is_kept(agreed: Climb) -> None:
    agreed.say("close_dispute", **PLAIN, passed_over_because="Mosaic is down.")

    kept = agreed.dispute.entries[-1].details["passed_over_because"]
    assert (standing(agreed), kept) == (Standing.RESOLVED, "Mosaic is down.")


@pytest.mark.meets("WS-12")
def test_it_is_not_closed_without_saying_what_the_child_was_told(agreed: Climb) -> None:
    said = {key: value for key, value in CLOSED.items() if key != "child_told"}

    with pytest.raises(Exception, match="child_told: is missing"):
        agreed.say("close_dispute", **said)

    assert standing(agreed) is Standing.AWAITING_OFFICER


def test_an_iro_refers_to_cafcass_with_nothing_ticked_and_no_reason(
    agreed: Climb,
) -> None:
    agreed.say("refer_to_cafcass", because="His rights are at stake.")

    assert agreed.dispute.entries[-1].kind == "referred-to-cafcass"


# --- good practice ----------------------------------------------------------------------


@pytest.mark.meets("WS-3")
def test_good_practice_is_kept_with_the_dispute_and_runs_no_clock() -> None:
    climb = raised(WEST_SUSSEX, start_stage=1)
    before = where(climb)
    praise = "The social worker had the plan ready before it was asked for."

    climb.say("good_practice", text=praise)

    entry = climb.dispute.entries[-1]
    assert (entry.kind, entry.details["text"]) == ("good-practice", praise)
    assert praise not in entry.says
    assert told_of(climb, "noted") == []  # the document names nobody
    assert where(climb) == before


@pytest.mark.meets("WS-3")
def test_senior_managers_are_alerted_to_a_concern_as_it_goes_up() -> None:
    climb = raised(WEST_SUSSEX, start_stage=4)

    told = {one.to for one in climb.told()}

    assert {"assistant-director", "deputy-director", "executive-director"} <= told
