"""Of whom a stage asks an answer, and within what time, in this very dispute."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.calendar import london
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
