"""Another post than the officer takes it to a stage, and sends it off."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.procedure import Procedure
from domain.rules import receive
from tests.domain.climbing import Climb
from tests.situations import message

REVIEWER = {"post": "reviewing-manager", "reference": "RM-1"}
UP: dict[str, Any] = {"reason": "officers-judgement", "because": "It is time."}
WED_1_APR_17 = datetime(2026, 4, 1, 16, tzinfo=UTC)
ONLY_THE_OFFICER = (
    "Only the officer who raised it may send escalate: by.post 'iro' with by.reference"
    " 'IRO-7', or somebody of that post with by.on_behalf_of 'IRO-7'."
)


@pytest.fixture
def taken(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> Callable[..., Climb]:
    """At stage 1; the Reviewing Manager takes it to stage 2, which may say otherwise."""

    def _taken(**second: Any) -> Climb:
        plain = thistlemere.model_dump(mode="json")
        stages = plain["ladders"][0]["stages"]
        stages[0]["escalated_by"] = "officer"
        stages[1] |= {"escalated_by": "reviewing-manager", "meeting": None, **second}
        return climbing(
            Procedure.model_validate(plain), respond_within_working_days={"2": 5}
        )

    return _taken


def test_whoever_takes_it_to_a_stage_may_do_so(taken: Callable[..., Climb]) -> None:
    climb = taken()

    climb.say("escalate", REVIEWER, **UP)

    assert climb.dispute.stage is not None
    assert climb.dispute.stage.number == 2
    [entry] = [one for one in climb.dispute.entries if one.kind == "escalated"]
    assert entry.says == (
        "The Reviewing Manager takes it to stage 2; reason: officers-judgement."
    )


def test_they_may_name_the_stage(taken: Callable[..., Climb]) -> None:
    climb = taken()

    climb.say("escalate", REVIEWER, **UP, to_stage=2)

    assert climb.kinds()[-1] == "stage-begun"


def test_the_officer_may_take_it_there_as_well(taken: Callable[..., Climb]) -> None:
    climb = taken()

    climb.say("escalate", **UP)

    [entry] = [one for one in climb.dispute.entries if one.kind == "escalated"]
    assert entry.says == "The officer takes it to stage 2; reason: officers-judgement."


def test_to_a_stage_that_the_officer_takes_it_to_nobody_else_does(
    taken: Callable[..., Climb],
) -> None:
    climb = taken()

    assert climb.refusal("escalate", REVIEWER, **UP, to_stage=3) == ONLY_THE_OFFICER
    another = {"post": "officer", "reference": "IRO-8"}
    assert climb.refusal("escalate", another, **UP, to_stage=3) == ONLY_THE_OFFICER


def test_who_takes_it_nowhere_is_told_who_does(taken: Callable[..., Climb]) -> None:
    director = {"post": "director", "reference": "D-1"}

    assert taken().refusal("escalate", director, **UP) == (
        f"{ONLY_THE_OFFICER} To that stage so may reviewing-manager."
    )


def test_above_the_last_stage_there_is_nothing_to_take_it_to(
    taken: Callable[..., Climb],
) -> None:
    climb = taken()
    climb.say("escalate", **UP, to_stage=3)

    assert climb.refusal("escalate", REVIEWER, **UP).startswith(ONLY_THE_OFFICER)


def test_taken_by_nobody_it_is_taken_in_the_officers_name(
    taken: Callable[..., Climb],
) -> None:
    climb = taken()
    cook = {"post": "the-cook", "reference": "C-1"}

    receive(climb.dispute, message("escalate", cook, **UP), climb.now)

    assert climb.dispute.entries[-1].says == (
        "The officer takes it to stage 2; reason: officers-judgement."
    )


@pytest.mark.parametrize(
    ("send", "purpose", "asked"),
    [
        (
            {"fixed": {"working_days": 2}},
            "to-act",
            (
                "Please send the report to those who are asked by Wed 1 Apr 2026 17:00,"
                " and say when it is done."
            ),
        ),
        (None, "for-information", ""),
    ],
)
def test_whoever_takes_it_to_a_stage_hears_that_it_begins(
    taken: Callable[..., Climb], send: Any, purpose: str, asked: str
) -> None:
    climb = taken(send=send)

    climb.say("escalate", **UP)

    [told] = [one for one in climb.told() if one.to == "reviewing-manager"]
    assert (told.kind, told.purpose, told.asked) == ("stage-begun", purpose, asked)
    assert told.says == "Service has begun. Reason: officer's judgement."
    assert told.otherwise == (
        "Without an answer the officer is asked what follows on Wed 8 Apr 2026 17:00."
    )


@pytest.mark.parametrize(
    "second",
    [
        {"tell": [{"post": "reviewing-manager", "purpose": "copied"}]},
        {"responders": {"posts": ["reviewing-manager"]}},
    ],
)
def test_whoever_is_told_of_the_stage_anyway_is_not_told_twice(
    taken: Callable[..., Climb], second: dict[str, Any]
) -> None:
    climb = taken(**second)

    climb.say("escalate", **UP)

    told = [one.to for one in climb.told()]
    assert told.count("reviewing-manager") == 1


def test_a_line_whose_condition_does_not_hold_tells_nobody_anyway(
    taken: Callable[..., Climb],
) -> None:
    only = {"post": "reviewing-manager", "when": {"in_proceedings": True}}
    climb = taken(tell=[only])

    climb.say("escalate", **UP)

    assert [one.to for one in climb.told()].count("reviewing-manager") == 1


def test_whoever_was_asked_below_and_takes_it_there_hears_once(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    plain = thistlemere.model_dump(mode="json")
    plain["ladders"][0]["stages"][1]["escalated_by"] = "team-manager"
    climb = climbing(Procedure.model_validate(plain))
    before = climb.told()[-1].number

    climb.say("escalate", **UP)

    told = [kind for to, kind in climb.told_since(before) if to == "team-manager"]
    assert told == ["stage-begun"]


def test_whoever_sends_it_off_is_reminded_of_it(taken: Callable[..., Climb]) -> None:
    climb = taken(send={"fixed": {"working_days": 2}}, write_up=None)
    climb.say("escalate", **UP)
    before = climb.told()[-1].number

    climb.pass_until(WED_1_APR_17)

    assert climb.told_since(before) == [("reviewing-manager", "overdue")]
