"""Whoever is to send, to meet or to take a step hears of it when the stage begins."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.calendar import london
from domain.notices import Notice
from domain.procedure import Procedure
from tests.domain.climbing import Climb

TWO_DAYS = {"fixed": {"working_days": 2}}
MEETING = {"needed": True, "organiser": "director", "within": TWO_DAYS}
STEP = {"key": "look", "says": "Look into it.", "by": "director", "required": True}
HOLD_IT = (
    "Please see that the meeting is held by Wed 1 Apr 2026 17:00, and say when it is"
    " arranged and when it was held."
)


def due(notice: Notice) -> str:
    """The date that it tells."""
    return london(notice.due_at) if notice.due_at else ""


ANSWER = (
    "Please answer what has been or will be done to resolve the issue of concern, by Wed"
    " 8 Apr 2026 17:00."
)


@pytest.fixture
def begun(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> Callable[..., dict[str, Notice]]:
    """Who was told at Stage 1 of Anyshire, begun on Mon 30 Mar 2026 with these tasks."""

    def _begun(**changes: Any) -> dict[str, Notice]:
        plain = anyshire.model_dump(mode="json")
        plain["ladders"][0]["stages"][0] |= changes
        told = climbing(Procedure.model_validate(plain)).told()
        by_post = {one.to: one for one in told}
        assert len(by_post) == len(told)  # nobody is told twice
        return by_post

    return _begun


def test_whoever_organises_the_meeting_is_asked_to_when_the_stage_begins(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    told = begun(meeting=MEETING)["director"]

    assert (told.kind, told.purpose, told.asked) == ("stage-begun", "to-act", HOLD_IT)
    assert told.says == "Stage 1: Team Manager has begun."
    assert told.otherwise == (
        "Without an answer it goes to Stage 2: Service Manager (Service Manager) on Wed"
        " 8 Apr 2026 17:00."
    )
    assert told.sent_by is None
    assert due(told) == "Wed 1 Apr 2026 17:00"  # theirs, and not that of the answer
    assert told.why == ()


def test_a_meeting_without_a_limit_is_asked_for_without_a_day(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    told = begun(meeting={**MEETING, "within": None})["director"]

    assert due(told) == "Wed 8 Apr 2026 17:00"
    assert told.asked == (
        "Please see that the meeting is held, and say when it is arranged and when it was"
        " held."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"meeting": {**MEETING, "needed": False}},
        {"steps": [{**STEP, "required": False}]},
        {"write_up": TWO_DAYS, "recorded_by": "director"},
    ],
)
def test_of_what_may_not_have_to_be_done_nobody_hears_beforehand(
    begun: Callable[..., dict[str, Notice]], changes: dict[str, Any]
) -> None:
    assert list(begun(**changes)) == ["team-manager", "social-worker", "officer"]


def test_all_that_falls_to_one_post_is_asked_in_one_letter(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    told = begun(
        send={"fixed": {"working_days": 1}},
        escalated_by="director",
        meeting=MEETING,
        steps=[
            {**STEP, "within": TWO_DAYS},
            {**STEP, "key": "taste", "says": "Taste."},
        ],
    )

    assert list(told) == ["team-manager", "social-worker", "director", "officer"]
    assert told["director"].asked == (
        "Please send the report to those who are asked by Tue 31 Mar 2026 17:00, and say"
        f" when it is done. {HOLD_IT} Please see to this by Wed 1 Apr 2026 17:00, and say"
        " when it is done: Look into it. Please see to this, and say when it is done:"
        " Taste."
    )
    assert due(told["director"]) == "Tue 31 Mar 2026 17:00"  # the first of them


def test_whoever_the_stage_names_as_well_is_asked_in_the_name_it_says(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    named = {"post": "director", "purpose": "copied", "sent_by": "service-manager"}
    told = begun(meeting=MEETING, tell=[named])["director"]

    assert (told.purpose, told.asked) == ("to-act", HOLD_IT)
    assert told.sent_by == "service-manager"


def test_whoever_answers_and_organises_the_meeting_is_asked_for_both(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    told = begun(meeting={**MEETING, "organiser": "team-manager"})

    assert list(told) == ["team-manager", "social-worker", "officer"]
    assert told["team-manager"].asked == f"{ANSWER} {HOLD_IT}"


def test_whoever_only_answers_is_asked_for_the_answer_alone(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    assert begun(meeting=MEETING)["team-manager"].asked == ANSWER


def test_the_officer_hears_what_falls_to_the_officer(
    begun: Callable[..., dict[str, Notice]],
) -> None:
    told = begun(meeting={**MEETING, "organiser": "officer"})

    assert list(told) == ["team-manager", "social-worker", "officer"]
    assert told["officer"].asked == HOLD_IT


def test_whoever_organises_the_next_meeting_does_not_hear_of_it_twice(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    plain = anyshire.model_dump(mode="json")
    organised = {"needed": True, "organiser": "team-manager", "within": TWO_DAYS}
    plain["ladders"][0]["stages"][1]["meeting"] = organised
    climb = climbing(Procedure.model_validate(plain))
    before = climb.told()[-1].number

    climb.say("escalate", reason="officers-judgement", because="Up.")

    told = [kind for to, kind in climb.told_since(before) if to == "team-manager"]
    assert told == ["stage-begun"]
