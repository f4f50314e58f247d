"""Merton, whose officer sets every limit."""

import pytest

from tests.procedures.documents import (
    MERTON,
)

SW, TM = "social-worker", "team-manager"


@pytest.mark.meets("ME-8")
@pytest.mark.meets("ME-A1")
def test_mertons_officer_sets_the_limit_at_every_stage_within_20working_days() -> None:
    chosen = [one.respond and one.respond.officer_chooses for one in MERTON.stages()]

    assert [one and one.most and one.most.says() for one in chosen] == [
        "20 working days"
    ] * 3
    assert [one and one.usual for one in chosen] == [None] * 3


@pytest.mark.meets("ME-15")
def test_mertons_levels_are_those_its_text_names() -> None:
    asked = [one.responders and one.responders.posts for one in MERTON.stages()]

    assert asked == [(SW, TM), ("head-of-service",), ("highest-level",)]


@pytest.mark.meets("ME-18")
def test_in_merton_a_head_of_service_may_carry_the_problem() -> None:
    carried = [one for one in MERTON.side_steps if one.carries_it]

    assert [(one.asked_of, one.agreed_with) for one in carried] == [
        ("head-of-service", ("head-of-service-safeguarding",))
    ]


@pytest.mark.meets("ME-19")
@pytest.mark.meets("ME-21")
@pytest.mark.meets("ME-22")
def test_merton_names_who_is_asked_beside_the_stages() -> None:
    asked = {one.key: one.asked_of for one in MERTON.side_steps if not one.carries_it}

    assert asked == {
        "partner-agency": "head-of-service-safeguarding",
        "legal-advice": "principal-solicitor",
        "independent-legal-advice": "coram",
    }
