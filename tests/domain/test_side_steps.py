"""Steps beside the stages: which there are, and who carries the dispute meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.procedure import Procedure
from tests.domain.climbing import Climb

BECAUSE: dict[str, Any] = {"because": "His rights are at stake."}
DIRECTOR = {"post": "director", "reference": "DIR-1"}


@pytest.fixture
def beside(climbing: Callable[..., Climb], anyshire: Procedure) -> Callable[..., Climb]:
    """Anyshire with one side step asked of the director, and what else is said of it."""

    def _beside(**said: Any) -> Climb:
        plain = anyshire.model_dump(mode="json")
        step = {"key": "partner", "title": "A partner", "asked_of": "director"}
        plain["side_steps"] = [{**step, **said}]
        return climbing(Procedure.model_validate(plain))

    return _beside


def test_a_step_that_is_none_is_refused_with_those_there_are(
    in_anyshire: Climb, beside: Callable[..., Climb]
) -> None:
    none_at_all = in_anyshire.refusal("open_side_step", step="yoga", **BECAUSE)
    one = beside().refusal("open_side_step", step="yoga", **BECAUSE)

    assert none_at_all == "step: there is none of that name; the procedure has none."
    assert one == "step: there is none of that name; write one of partner."


def test_who_is_only_asked_at_a_side_step_decides_nothing(
    beside: Callable[..., Climb],
) -> None:
    climb = beside()

    climb.say("open_side_step", step="partner", **BECAUSE)

    assert climb.dispute.carried_by is None
    refusal = climb.refusal("withdraw", DIRECTOR, **BECAUSE)
    assert refusal.startswith("Only the officer who raised it may send withdraw")


def test_a_step_that_carries_the_dispute_and_is_asked_of_nobody_leaves_it_with_the_officer(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(asked_of=None, carries_it=True)

    climb.say("open_side_step", step="partner", **BECAUSE)

    assert climb.dispute.carried_by is None


def test_who_carries_it_decides_until_the_step_ends_and_then_nobody_carries_it(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(carries_it=True)
    climb.say("open_side_step", step="partner", **BECAUSE)
    assert climb.dispute.carried_by == "director"
    climb.say("consider_cafcass", DIRECTOR, refer=False, **BECAUSE)

    climb.say("close_side_step", step="partner", outcome="Nothing.")

    assert climb.dispute.carried_by is None
    assert climb.refusal("withdraw", DIRECTOR, **BECAUSE).startswith("Only the officer")
