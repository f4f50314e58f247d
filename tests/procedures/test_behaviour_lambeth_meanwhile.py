"""Lambeth, watched: what holds meanwhile, what follows an agreement, good practice."""

from typing import Any

import pytest

from domain.beside import GOES_ON
from tests.procedures.watched import (
    LAMBETH,
    answer,
    manager,
    raised,
    where,
)

IRO, TM, QA_AD = "officer", "team-manager", "qa-ad"
AGREED: dict[str, Any] = {"satisfied": True, "because": "It will do."}
UNTIL_RESOLVED = (
    "No action prejudicial to the child, such as a change of placement or"
    " de-accommodation, until resolution is reached."
)


@pytest.mark.meets("LA-51")
def test_at_every_stage_everybody_told_reads_that_nothing_prejudicial_is_done() -> None:
    climb = raised(LAMBETH, start_stage=1)
    for number in (2, 3, 4, 5):
        climb.say("escalate", reason="no-response", because="So.", to_stage=number)

    told = [one for one in climb.told() if one.kind == "stage-begun"]

    assert {one.about.stage for one in told} == {1, 2, 3, 4, 5}
    assert [one.to for one in told if UNTIL_RESOLVED not in one.says] == []

    kept = [one for one in climb.dispute.entries if one.kind == "stay-asked"]
    assert [one.says.endswith(UNTIL_RESOLVED) for one in kept] == [True]


@pytest.mark.meets("LA-52")
@pytest.mark.parametrize(("role", "asked"), [("iro", True), ("cp-chair", False)])
def test_once_changes_are_agreed_the_iro_is_asked_about_a_review_of_a_child_in_care(
    role: str, asked: bool
) -> None:
    climb = raised(LAMBETH, role=role, start_stage=1)
    answer(climb, TM)

    climb.say("officer_decision", **AGREED)

    prompts = [one for one in climb.told() if one.kind == "brought-to-mind"]
    step = "begin the step reconvene-review: LAC review reconvened to confirm agreed"
    assert [step in one.says for one in prompts] == [True] * asked
    assert {one.to for one in prompts} <= {IRO}


@pytest.mark.meets("LA-52")
def test_a_review_that_is_being_reconvened_already_is_not_asked_about() -> None:
    climb = raised(LAMBETH, start_stage=1)
    climb.say("open_side_step", step="reconvene-review", because="He moves.")
    answer(climb, TM)

    climb.say("officer_decision", **AGREED)

    [prompt] = [one for one in climb.told() if one.kind == "brought-to-mind"]
    assert prompt.says == GOES_ON
    assert climb.dispute.entries[-1].says == (
        "Closing it leaves open: LAC review reconvened to confirm agreed changes."
    )


@pytest.mark.meets("LA-3", "LA-5", "LA-A12")
def test_that_it_was_talked_over_first_is_asked_and_is_no_approval() -> None:
    climb = raised(LAMBETH)
    before = where(climb)
    read = next(one.says for one in climb.told() if one.to == IRO)

    climb.say("confirm_checks", ticked=["talked-with-line-manager"], because="Monday.")

    assert (
        "A discussion with the line manager of the IRO or CP Chair took place" in read
    )
    assert "The level to begin at was talked over" in read
    assert where(climb) == before
    refusal = climb.refusal(
        "confirm_checks", manager("iro-service-manager"), ticked=["level-talked-over"]
    )
    assert refusal.startswith("Only the officer who raised it may send confirm_checks")


@pytest.mark.meets("LA-8", "LA-61")
def test_positive_practice_is_recorded_and_copied_to_quality_assurance() -> None:
    climb = raised(LAMBETH, start_stage=1)
    before = where(climb)
    praise = "The Team Manager came in person."

    climb.say("good_practice", text=praise)

    kept = climb.dispute.entries[-1]
    assert (kept.kind, kept.details["text"]) == ("good-practice", praise)
    copies = [one for one in climb.told() if one.kind == "noted"]
    assert [(one.to, one.purpose.value) for one in copies] == [(QA_AD, "copied")]
    assert praise not in copies[0].model_dump_json()
    assert where(climb) == before
