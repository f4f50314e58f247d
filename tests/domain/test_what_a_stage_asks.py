"""Of whom a stage asks an answer, and within what time, in this very dispute."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.calendar import london
from domain.explaining import explain
from domain.procedure import Procedure
from procedures.shelf import Shelf
from tests.domain.climbing import Climb

QUICK = "not-informed-or-consulted"  # 48 hours in Hull
SLOW = "assessment-or-plan"  # 14 working days


@pytest.fixture
def in_hull(climbing: Callable[..., Climb], shelf: Shelf) -> Callable[..., Climb]:
    """Raised in Hull about these issues, at the level where they start."""
    hull = shelf.named("hull-1")
    return lambda *themes: climbing(hull, start_stage=None, themes=themes)


def test_where_the_issue_asks_two_of_whom_one_is_enough_one_answer_is_enough(
    in_hull: Callable[..., Climb],
) -> None:
    climb = in_hull("education")
    assert climb.dispute.awaited() == ("head-of-service", "virtual-head")

    climb.say(
        "manager_response", {"post": "virtual-head", "reference": "VH-1"}, answer="Yes."
    )

    assert climb.dispute.awaited() == ("officer",)


@pytest.mark.parametrize("themes", [(QUICK, SLOW), (SLOW, QUICK)])
def test_of_several_issues_the_limit_that_runs_out_first_holds(
    in_hull: Callable[..., Climb], themes: tuple[str, ...]
) -> None:
    due = in_hull(*themes).dispute.due()

    assert due is not None
    assert london(due) == "Wed 1 Apr 2026 10:00"


def test_an_issue_without_a_limit_of_its_own_sets_none(
    in_hull: Callable[..., Climb],
) -> None:
    assert in_hull("needs-not-addressed").dispute.due() is None


@pytest.mark.parametrize(
    ("most", "amount"),
    [({"working_days": 10}, 10), ({"working_days": 20}, 15), (None, 15)],
)
def test_the_limit_set_before_holds_on_but_never_for_longer_than_the_stage_allows(
    climbing: Callable[..., Climb],
    shelf: Shelf,
    most: dict[str, int] | None,
    amount: int,
) -> None:
    plain: dict[str, Any] = shelf.named("merton-2017-11").model_dump(mode="json")
    plain["ladders"][0]["stages"][1]["respond"]["officer_chooses"]["most"] = most
    climb = climbing(
        Procedure.model_validate(plain), respond_within_working_days={"1": 15}
    )

    climb.say("escalate", reason="unsatisfactory", because="No.")

    visit = climb.dispute.visit
    assert visit is not None
    assert visit.clock is not None
    assert (visit.stage.number, visit.clock.limit.amount) == (2, amount)


# --- an issue type names who answers -----------------------------------------------------


HEALTH = {"key": "health", "title": "Health", "responders": ["director", "mayor"]}


@pytest.fixture
def about_health(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> Callable[..., Climb]:
    """In Thistlemere, about an issue type that may be changed before."""

    def _raised(starts_at: int, themes: tuple[str, ...], **issue: Any) -> Climb:
        plain = thistlemere.model_dump(mode="json")
        issues = [{**HEALTH, **issue}, {"key": "bread", "title": "Bread"}]
        plain["issue_groups"] = [{"title": "All", "issues": issues}]
        plain["ladders"][0]["stages"][1]["meeting"] = None
        return climbing(
            Procedure.model_validate(plain),
            start_stage=starts_at,
            themes=themes,
            respond_within_working_days={"2": 5},
        )

    return _raised


@pytest.mark.parametrize("start_stage", [1, 2])
def test_who_answers_for_an_issue_is_asked_wherever_the_dispute_starts(
    about_health: Callable[..., Climb], start_stage: int
) -> None:
    climb = about_health(start_stage, ("health",))

    assert climb.dispute.awaited() == ("director", "mayor")
    assert [one.to for one in climb.told() if one.purpose == "to-act"] == [
        "director",
        "mayor",
    ]


@pytest.mark.parametrize(
    ("needed", "awaited"), [("any", ("officer", "health-lead")), ("all", ("mayor",))]
)
def test_as_many_of_them_answer_as_the_issue_says(
    about_health: Callable[..., Climb], needed: str, awaited: tuple[str, ...]
) -> None:
    climb = about_health(1, ("health",), needed=needed)

    by = {"post": "director", "reference": "D-1"}
    climb.say("manager_response", by, answer="Yes.")

    assert climb.dispute.awaited() == awaited


def test_above_where_it_starts_the_stages_own_posts_are_asked(
    about_health: Callable[..., Climb],
) -> None:
    climb = about_health(1, ("health",))

    climb.say("escalate", reason="officers-judgement", because="Up.")

    assert climb.dispute.awaited() == ("service-manager", "health-lead")


@pytest.mark.parametrize(
    ("levels", "asked"),
    [
        ({"start_stage": 1}, ("director", "mayor")),
        ({"start_stage": 2}, ("team-manager", "ward-sister")),
        ({"start_stage": 2, "or_stage": 1}, ("director", "mayor")),
    ],
)
def test_who_answers_at_a_level_that_the_issue_names_is_asked_there_alone(
    about_health: Callable[..., Climb],
    levels: dict[str, int],
    asked: tuple[str, ...],
) -> None:
    assert about_health(1, ("health",), **levels).dispute.awaited() == asked


def test_an_issue_that_names_nobody_leaves_it_to_the_stage(
    about_health: Callable[..., Climb],
) -> None:
    assert about_health(1, ("bread",)).dispute.awaited() == (
        "team-manager",
        "ward-sister",
    )


@pytest.mark.parametrize(
    ("levels", "where"),
    [({}, "where the dispute starts"), ({"start_stage": 2}, "there")],
)
def test_it_is_explained_where_those_whom_an_issue_names_answer(
    about_health: Callable[..., Climb], levels: dict[str, int], where: str
) -> None:
    climb = about_health(1, ("health",), **levels)

    said = explain(climb.dispute.procedure)

    assert f"; answered {where} by the Director or the Mayor." in said
