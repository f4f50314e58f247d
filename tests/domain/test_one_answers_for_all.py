"""All must answer, and one of them may give a collated answer that stands for all."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.explaining import explain
from domain.procedure import Procedure
from domain.record import Standing
from tests.domain.climbing import Climb

LEAD = {"post": "service-manager", "reference": "SM-1"}
OTHER = {"post": "health-lead", "reference": "HL-1"}
ANSWERED: dict[str, Any] = {"answer": "We all agree."}


@pytest.fixture
def led(climbing: Callable[..., Climb], thistlemere: Procedure) -> Callable[..., Climb]:
    """At the stage where the Service Manager leads; it may say otherwise of itself."""

    def _led(**responders: Any) -> Climb:
        plain = thistlemere.model_dump(mode="json")
        plain["ladders"][0]["stages"][1]["responders"] |= responders
        plain["ladders"][0]["stages"][1]["meeting"] = None
        return climbing(
            Procedure.model_validate(plain),
            start_stage=2,
            respond_within_working_days={"2": 5},
        )

    return _led


def test_the_collated_answer_of_the_lead_stands_for_all(
    led: Callable[..., Climb],
) -> None:
    climb = led()

    climb.say("manager_response", LEAD, **ANSWERED, collated=True)

    assert climb.dispute.standing is Standing.AWAITING_OFFICER
    assert climb.dispute.missing() == ()
    assert climb.dispute.entries[-1].says == (
        "Service Manager answered for all who were asked."
    )


@pytest.mark.parametrize(
    ("by", "said", "says", "awaited"),
    [
        (LEAD, {}, "Service Manager answered.", ("health-lead",)),
        (
            LEAD,
            {"collated": True, "extent": "partial"},
            "Service Manager answered in part.",
            ("service-manager", "health-lead"),
        ),
        (
            OTHER,
            {"collated": True},
            "Lead for Children's Health answered.",
            ("service-manager",),
        ),
    ],
)
def test_anything_less_stands_for_nobody_else(
    led: Callable[..., Climb],
    by: dict[str, str],
    said: dict[str, Any],
    says: str,
    awaited: tuple[str, ...],
) -> None:
    climb = led()

    climb.say("manager_response", by, **ANSWERED, **said)

    assert climb.dispute.awaited() == awaited
    assert climb.dispute.entries[-1].says == says


def test_the_lead_may_answer_for_itself_first_and_for_all_afterwards(
    led: Callable[..., Climb],
) -> None:
    climb = led()
    climb.say("manager_response", LEAD, **ANSWERED)

    climb.say("manager_response", LEAD, **ANSWERED, collated=True)

    assert climb.dispute.visit is not None
    assert climb.dispute.visit.answered == ["service-manager", "health-lead"]


def test_lead_and_others_read_whose_answer_stands_for_all(
    led: Callable[..., Climb],
) -> None:
    to_lead, to_other = led().told()[:2]

    wanted = (
        "Please answer what has been or will be done to resolve the issue of concern, by"
        " Wed 8 Apr 2026 17:00."
    )
    assert (to_lead.to, to_lead.asked) == (
        "service-manager",
        f"{wanted} One answer of yours, marked as collated, stands for all who are asked.",
    )
    assert (to_other.to, to_other.asked) == (
        "health-lead",
        f"{wanted} Service Manager may give one answer for all who are asked.",
    )
    about = "disputes respond thistlemere/WSX-2026-0042 --as"
    assert to_lead.answers[0] == (
        f"{about} service-manager/YOUR-REF --answer TEXT --collated"
    )
    assert to_other.answers[0] == f"{about} health-lead/YOUR-REF --answer TEXT"


@pytest.mark.parametrize(
    "responders",
    [
        {"lead": None},
        {"needed": "any"},
        {"posts": ["service-manager"]},
    ],
)
def test_without_a_lead_over_others_who_must_answer_nothing_is_said_of_it(
    led: Callable[..., Climb], responders: dict[str, Any]
) -> None:
    climb = led(**responders)

    assert {one.asked for one in climb.told() if one.purpose == "to-act"} == {
        (
            "Please answer what has been or will be done to resolve the issue of concern,"
            " by Wed 8 Apr 2026 17:00."
        )
    }
    climb.say("manager_response", LEAD, **ANSWERED, collated=True)
    assert climb.dispute.entries[-1].says == "Service Manager answered."


def test_a_lead_whom_the_issue_does_not_ask_leads_nobody(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    plain = thistlemere.model_dump(mode="json")
    issue = {
        "key": "health",
        "title": "Health",
        "responders": ["mayor", "director"],
        "needed": "all",
    }
    plain["issue_groups"] = [{"title": "All", "issues": [issue]}]
    climb = climbing(
        Procedure.model_validate(plain),
        start_stage=2,
        themes=["health"],
        respond_within_working_days={"2": 5},
    )

    assert "one answer" not in " ".join(one.asked for one in climb.told())


@pytest.mark.parametrize(
    ("responders", "said"),
    [
        (
            {},
            (
                "The Service Manager gives one answer for all of them, marked as collated;"
                " until then each of them is awaited."
            ),
        ),
        ({"needed": "any"}, "The Service Manager gives one answer for all of them."),
    ],
)
def test_what_the_lead_does_is_explained(
    led: Callable[..., Climb], responders: dict[str, Any], said: str
) -> None:
    assert f"- {said}\n" in explain(led(**responders).dispute.procedure)


def test_where_nobody_is_asked_a_collated_answer_is_one_answer(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    climb = climbing(thistlemere)
    climb.say("escalate", reason="unsatisfactory", because="No.", to_stage=3)

    by = {"post": "team-manager", "reference": "TM-3"}
    climb.say("manager_response", by, **ANSWERED, collated=True)

    assert climb.dispute.entries[-1].says == (
        "Team Manager answered, after it had gone past their stage."
    )
