"""The meeting that looks at what was agreed: once it was held, nobody is chased for it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.procedure import Procedure
from domain.record import Standing
from domain.rules import receive
from domain.tasks import open_tasks
from procedures.shelf import Shelf
from tests.domain.climbing import THE_OFFICER, Climb
from tests.situations import message, say

TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)
MANAGER = {"post": "strategic-manager", "reference": "SM-1"}
CLEANER: dict[str, Any] = {
    "actions": [
        {"what": "Clean.", "owner": "strategic-manager", "due_on": "2026-05-29"}
    ]
}


@pytest.fixture
def climb(climbing: Callable[..., Climb], shelf: Shelf) -> Climb:
    """At Durham's Stage 3, which has a meeting of its own; it is accepted on Tuesday."""
    return climbing(shelf.named("durham-1"), start_stage=3, start_because="At once.")


def accept(climb: Climb, **more: Any) -> None:
    climb.pass_until(TUE_31_MAR)
    climb.say("officer_decision", satisfied=True, because="It will do.", **more)


def held(climb: Climb, on: str, by: dict[str, str] = THE_OFFICER) -> None:
    climb.pass_until(THU_2_APR)
    say(climb.dispute, climb.now, "meeting_held", by, held_on=on, outcome="Tea.")
    climb.wake()


def chased(climb: Climb) -> list[str]:
    kinds = ("action-due", "action-not-done")
    return [one.kind.value for one in climb.told() if one.kind.value in kinds]


def test_a_meeting_that_is_not_held_is_chased_and_comes_back(climb: Climb) -> None:
    accept(climb)

    climb.pass_until(FRI_1_MAY)

    assert set(chased(climb)) == {"action-due", "action-not-done"}


def test_nobody_agreed_the_meeting_that_the_procedure_sets(climb: Climb) -> None:
    accept(climb, **CLEANER)

    assert [(one.what, one.agreed_by) for one in climb.dispute.agreed] == [
        ("Clean.", "officer"),
        ("Hold the monitoring meeting.", ""),
    ]


@pytest.mark.parametrize("by", [THE_OFFICER, MANAGER])
def test_once_it_was_held_nobody_is_chased_and_the_officer_is_asked(
    climb: Climb, by: dict[str, str]
) -> None:
    accept(climb)

    held(climb, "2026-04-01", by)

    assert [(one.kind, one.says) for one in climb.dispute.entries[-2:]] == [
        ("meeting-held", "A meeting was held on Wed 1 Apr 2026."),
        (
            "action-reported-done",
            "Agreed action 1 is reported done; the officer is asked.",
        ),
    ]
    assert climb.dispute.entries[-1].details == {"action": 1}
    assert (climb.told()[-1].to, climb.told()[-1].kind.value) == (
        "officer",
        "action-reported-done",
    )
    assert climb.dispute.standing is Standing.AWAITING_OFFICER
    climb.pass_until(FRI_1_MAY)
    assert chased(climb) == []


def test_what_else_was_agreed_is_still_watched(climb: Climb) -> None:
    accept(climb, **CLEANER)

    held(climb, "2026-04-01")

    assert climb.dispute.standing is Standing.MONITORING
    assert [one.is_watched for one in climb.dispute.agreed] == [True, False]


def test_the_officer_may_still_say_that_it_achieved_nothing(climb: Climb) -> None:
    accept(climb)
    held(climb, "2026-04-01")

    climb.say("action_not_done", action=1, because="Nothing has changed.")

    assert "action-not-done" in climb.kinds()


def test_it_is_settled_once(climb: Climb) -> None:
    accept(climb)
    held(climb, "2026-04-01")

    held(climb, "2026-04-02")

    assert climb.kinds().count("action-reported-done") == 1


@pytest.mark.parametrize("on", ["2026-03-31", "2026-04-20"])
def test_one_held_by_the_day_of_the_agreement_or_said_to_come_is_another_meeting(
    climb: Climb, on: str
) -> None:
    accept(climb)
    climb.pass_until(THU_2_APR)
    said = message("meeting_held", THE_OFFICER, held_on=on, outcome="Tea.")

    receive(climb.dispute, said, climb.now)

    assert [one.is_watched for one in climb.dispute.agreed] == [True]


def test_the_monitoring_meeting_is_not_the_meeting_of_the_stage(climb: Climb) -> None:
    accept(climb)

    held(climb, "2026-04-01")

    assert "meeting" in [task.key for task in open_tasks(climb.dispute)]


def test_before_anything_is_agreed_a_meeting_is_that_of_the_stage(climb: Climb) -> None:
    held(climb, "2026-04-01")

    assert "meeting" not in [task.key for task in open_tasks(climb.dispute)]
    assert "action-reported-done" not in climb.kinds()


def test_where_no_meeting_follows_the_agreement_one_that_is_held_settles_nothing(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    plain = shelf.named("durham-1").model_dump(mode="json")
    plain["monitoring"]["meeting_within"] = None
    climb = climbing(Procedure.model_validate(plain), start_stage=3, start_because="X.")
    accept(climb, **CLEANER)

    held(climb, "2026-04-01")

    assert [one.is_watched for one in climb.dispute.agreed] == [True]
