"""The outcome of a stage is written up so many days after the answer was accepted."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.notices import Notice
from domain.procedure import Procedure
from domain.tasks import tasks_of
from tests.domain.climbing import Climb

WED_1_APR = datetime(2026, 4, 1, 9, tzinfo=UTC)
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
WED_8_APR = datetime(2026, 4, 8, 9, tzinfo=UTC)
MON_20_APR = datetime(2026, 4, 20, 9, tzinfo=UTC)
FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)

TEAM_MANAGER = {"post": "team-manager", "reference": "TM-3"}
A_CLEANER: dict[str, Any] = {
    "actions": [
        {"what": "Send a cleaner.", "owner": "team-manager", "due_on": "2026-04-24"}
    ]
}
OVERDUE = "It was due {}: Stage 1: Team Manager: write up the outcome."


@pytest.fixture
def climb(climbing: Callable[..., Climb], anyshire: Procedure) -> Climb:
    """At a Stage 1 of Anyshire whose outcome the Director writes up in two days.

    What was agreed and is not done is for the officer to decide.
    """
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["stages"][0] |= {
        "write_up": {"fixed": {"working_days": 2}},
        "recorded_by": "director",
        "when_unsatisfactory": "ask-officer",
    }
    plain["monitoring"]["when_not_done"] = "ask-officer"
    return climbing(Procedure.model_validate(plain))


def accept(climb: Climb, **more: Any) -> None:
    if not climb.dispute.visit or not climb.dispute.visit.answered:
        climb.say("manager_response", TEAM_MANAGER, answer="A cleaner comes.")
    climb.say("officer_decision", satisfied=True, because="It will do.", **more)


def written_up_by(climb: Climb) -> str:
    [task] = [one for one in tasks_of(climb.dispute) if one.key == "write-up"]
    return london(task.due_at) if task.due_at else ""


def chased(climb: Climb) -> list[tuple[str, str, str, str]]:
    return [
        (london(one.at), one.to, one.says, one.otherwise)
        for one in climb.told()
        if one.kind.value == "overdue"
    ]


def test_a_written_up_outcome_is_due_counted_from_the_acceptance(climb: Climb) -> None:
    climb.pass_until(WED_1_APR)
    assert written_up_by(climb) == ""

    accept(climb, **A_CLEANER)

    assert written_up_by(climb) == "Tue 7 Apr 2026 17:00"


def test_whoever_records_the_outcome_is_reminded_of_it_while_what_was_agreed_is_watched(
    climb: Climb,
) -> None:
    climb.pass_until(WED_1_APR)
    accept(climb, **A_CLEANER)

    climb.pass_until(MON_20_APR)

    assert chased(climb) == [
        (
            "Tue 7 Apr 2026 17:00",
            "director",
            OVERDUE.format("Tue 7 Apr 2026 17:00"),
            (
                "If what was agreed is not reported done, it comes back on"
                " Fri 24 Apr 2026 17:00."
            ),
        )
    ]


def test_it_is_reminded_of_too_where_nothing_is_left_to_be_watched(
    climb: Climb,
) -> None:
    accept(climb)

    climb.pass_until(WED_8_APR)

    assert [says for _, _, says, _ in chased(climb)] == [
        OVERDUE.format("Wed 1 Apr 2026 17:00")
    ]


def test_nobody_is_reminded_of_an_outcome_that_is_written_up(climb: Climb) -> None:
    accept(climb, **A_CLEANER)
    climb.say("task_done", {"post": "director", "reference": "D-1"}, task="write-up")

    climb.pass_until(MON_20_APR)

    assert chased(climb) == []


def test_while_no_answer_is_accepted_nobody_is_asked_to_write_up_an_outcome(
    climb: Climb,
) -> None:
    climb.say("manager_response", TEAM_MANAGER, answer="No.")
    climb.say("officer_decision", satisfied=False, because="It is not enough.")

    climb.pass_until(MON_20_APR)

    assert chased(climb) == []


def test_an_outcome_that_is_accepted_anew_is_written_up_anew(climb: Climb) -> None:
    accept(climb, **A_CLEANER)
    climb.say("task_done", {"post": "director", "reference": "D-1"}, task="write-up")
    climb.pass_until(THU_2_APR)

    accept(climb, **A_CLEANER)
    climb.pass_until(MON_20_APR)

    assert [says for _, _, says, _ in chased(climb)] == [
        OVERDUE.format("Wed 8 Apr 2026 17:00")
    ]


def test_an_outcome_that_came_back_is_due_only_once_another_is_accepted(
    climb: Climb,
) -> None:
    accept(climb, **A_CLEANER)
    climb.say("task_done", {"post": "director", "reference": "D-1"}, task="write-up")
    climb.say("action_not_done", action=1, because="Nobody came.")
    assert written_up_by(climb) == ""
    climb.pass_until(WED_8_APR)
    assert chased(climb) == []

    accept(climb)
    climb.pass_until(FRI_1_MAY)

    assert [says for _, _, says, _ in chased(climb)] == [
        OVERDUE.format("Fri 10 Apr 2026 17:00")
    ]


def test_an_outcome_written_up_beforehand_is_not_asked_for_again(climb: Climb) -> None:
    climb.say("task_done", {"post": "director", "reference": "D-1"}, task="write-up")

    accept(climb, **A_CLEANER)
    climb.pass_until(MON_20_APR)

    assert chased(climb) == []


def test_once_an_answer_is_accepted_only_its_outcome_is_still_reminded_of(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    two_days = {"fixed": {"working_days": 2}}
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["stages"][0] |= {
        "steps": [{"key": "look", "says": "Look into it.", "within": two_days}],
        "write_up": two_days,
    }
    climb = climbing(Procedure.model_validate(plain))
    accept(climb, **A_CLEANER)

    climb.pass_until(MON_20_APR)

    assert [says for _, _, says, _ in chased(climb)] == [
        OVERDUE.format("Wed 1 Apr 2026 17:00")
    ]


# --- who is asked to record it -----------------------------------------------------------


def asked_when_agreed(climb: Climb) -> list[tuple[str, str, str]]:
    return [
        (one.to, one.asked, one.otherwise)
        for one in climb.told()
        if one.kind.value == "agreed" and one.purpose.value == "to-act"
    ]


def test_whoever_records_the_outcome_is_asked_to_by_the_day_it_is_to_be_written_up(
    climb: Climb,
) -> None:
    accept(climb)

    assert asked_when_agreed(climb) == [
        (
            "director",
            "Please record the outcome by Wed 1 Apr 2026 17:00.",
            "The officer is asked again until they decide.",
        )
    ]
    assert [one.to for one in climb.told() if one.kind.value == "agreed"].count(
        "director"
    ) == 1


def test_without_a_limit_to_write_it_up_it_is_to_be_recorded_all_the_same(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["stages"][0]["recorded_by"] = "director"
    climb = climbing(Procedure.model_validate(plain))

    accept(climb)

    assert [asked for _, asked, _ in asked_when_agreed(climb)] == [
        "Please record the outcome."
    ]


def test_an_owner_who_records_the_outcome_is_asked_for_both_at_once(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["stages"][0]["recorded_by"] = "team-manager"
    climb = climbing(Procedure.model_validate(plain))

    accept(climb, **A_CLEANER)

    assert [(to, asked) for to, asked, _ in asked_when_agreed(climb)] == [
        (
            "team-manager",
            (
                "Please see to agreed action 1 by Fri 24 Apr 2026, and say when it is"
                " done. Please record the outcome."
            ),
        )
    ]


def test_an_officer_who_records_the_outcome_has_just_said_what_it_is(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    climb = climbing(anyshire)

    accept(climb)

    assert asked_when_agreed(climb) == []


def asked_of_the_director(told: list[Notice]) -> list[tuple[str, str]]:
    return [
        (one.asked, london(one.due_at) if one.due_at else "")
        for one in told
        if (one.to, one.kind.value) == ("director", "agreed")
    ]


RECORD_IT = "Please record the outcome by Tue 7 Apr 2026 17:00."


def test_whoever_records_the_outcome_is_told_by_when(climb: Climb) -> None:
    climb.pass_until(WED_1_APR)

    accept(climb, **A_CLEANER)

    assert asked_of_the_director(climb.told()) == [(RECORD_IT, "Tue 7 Apr 2026 17:00")]


def test_who_records_it_and_has_something_to_do_besides_is_told_the_day_of_that(
    climb: Climb,
) -> None:
    climb.pass_until(WED_1_APR)
    cake = {"what": "Cake.", "owner": "director", "due_on": "2026-04-24"}

    accept(climb, actions=[cake])

    do_it = "Please see to agreed action 1 by Fri 24 Apr 2026, and say when it is done."
    assert asked_of_the_director(climb.told()) == [
        (f"{do_it} {RECORD_IT}", "Fri 24 Apr 2026 17:00")
    ]


def test_whoever_records_what_was_agreed_at_night_is_asked_to_in_the_morning(
    climb: Climb,
) -> None:
    climb.pass_until(WED_1_APR.replace(hour=20))
    climb.take_out()
    climb.notices.clear()
    accept(climb, **A_CLEANER)

    climb.pass_until(THU_2_APR)
    climb.take_out()

    assert asked_of_the_director(climb.notices) == [(RECORD_IT, "Tue 7 Apr 2026 17:00")]
