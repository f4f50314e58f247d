"""Others raise an issue with the officer: whoever raised it is named, never the officer."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.opening import Basis
from domain.procedure import Procedure
from domain.record import Standing
from domain.script import Script
from domain.simulation import simulate
from domain.situation import situation_of
from tests.domain.climbing import Climb

WORKER = {"post": "worker", "reference": "IRO-7"}
ANSWERER = {"post": "service-manager", "reference": "SM-1"}
RAISER = "Social Worker who disagrees"
FAR_ON = datetime(2026, 4, 27, 16, tzinfo=UTC)


@pytest.fixture
def reverse(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> Callable[..., Climb]:
    """A worker's issue with the officer, at the first of two stages."""

    def _raised(start_stage: int = 1, **ladder: Any) -> Climb:
        plain = thistlemere.model_dump(mode="json")
        title, children = RAISER, ["looked-after"]
        plain["officers"]["worker"] = {
            "title": title,
            "children": children,
            "manager": "director",
        }
        stage = {"responders": {"posts": ["service-manager"]}}
        limit = {"fixed": {"working_days": 3}}
        reversed_ladder = {
            "name": "reverse",
            "reverse": True,
            "chosen_for": {"officers": ["worker"]},
            "stages": [
                {**stage, "number": 1, "title": "Talk", "respond": limit},
                {**stage, "number": 2, "title": "Head"},
            ],
        }
        plain["ladders"].append({**reversed_ladder, **ladder})
        raised_by = {"role": "worker", "reference": "IRO-7"}
        procedure = Procedure.model_validate(plain)
        return climbing(procedure, raised_by=raised_by, start_stage=start_stage)

    return _raised


def said_last(climb: Climb) -> str:
    return climb.dispute.entries[-1].says


@pytest.mark.parametrize(
    ("kind", "said", "says"),
    [
        (
            "officer_decision",
            {"satisfied": True},
            f"The {RAISER} is satisfied: resolved.",
        ),
        ("withdraw", {}, f"Withdrawn by the {RAISER}."),
        (
            "close_dispute",
            {
                "outcome": "not-resolved",
                "impact": "None.",
                "child_told": {"told": False, "how_or_why_not": "No."},
            },
            f"Closed by the {RAISER}: not resolved.",
        ),
    ],
)
def test_whoever_raised_it_is_named_with_what_they_say(
    reverse: Callable[..., Climb], kind: str, said: dict[str, Any], says: str
) -> None:
    climb = reverse()

    climb.say(kind, WORKER, because="So.", **said)

    assert says in {one.says for one in climb.dispute.entries}


def test_whoever_raised_it_takes_it_to_another_stage(
    reverse: Callable[..., Climb],
) -> None:
    climb = reverse()

    climb.say("escalate", WORKER, reason="officers-judgement", because="Up.")

    says = f"The {RAISER} takes it to stage 2; reason: officers-judgement."
    assert climb.dispute.entries[-2].says == says
    assert situation_of(climb.dispute).next_says == (
        f"There is no limit at this stage; the {RAISER} decides what follows."
    )


def test_whoever_raised_it_ends_a_hold(reverse: Callable[..., Climb]) -> None:
    climb = reverse()
    climb.say("place_on_hold", WORKER, until="2026-04-10", because="Away.")

    climb.say("resume", WORKER, because="Back.")

    assert said_last(climb) == f"The {RAISER} ends the hold; the clock runs again."


def test_whoever_raised_it_is_asked_what_follows(
    reverse: Callable[..., Climb],
) -> None:
    limit = {"fixed": {"working_days": 3}}
    only = {"number": 1, "title": "Talk", "respond": limit}
    only["responders"] = {"posts": ["service-manager"]}
    climb = reverse(stages=[only])
    assert situation_of(climb.dispute).next_says == (
        f"Without an answer the {RAISER} is asked what follows on Thu 2 Apr 2026 17:00."
    )

    climb.pass_until(FAR_ON)

    assert climb.dispute.standing is Standing.AWAITING_OFFICER
    assert situation_of(climb.dispute).next_says == (
        f"The {RAISER} is asked again until they decide."
    )
    above = [one.asked for one in climb.told() if one.to == "director"]
    assert above[-1] == (
        f"Please see that it is decided, by the {RAISER} or in their stead."
    )


def test_whoever_raised_it_raises_it_anew_where_another_procedure_takes_over(
    reverse: Callable[..., Climb],
) -> None:
    climb = reverse(start_stage=2, hands_over_to="thistlemere-talks-1")
    climb.say("manager_response", ANSWERER, answer="No.")

    climb.say("officer_decision", WORKER, satisfied=False, because="No.")

    assert situation_of(climb.dispute).next_says == (
        "This procedure ends here; thistlemere-talks-1 takes over. The"
        f" {RAISER} is asked until it is raised there."
    )


def test_a_script_that_ends_there_names_whoever_raised_it(
    reverse: Callable[..., Climb], calendar: WorkingCalendar
) -> None:
    basis = Basis(procedure=reverse().dispute.procedure, calendar=calendar)
    raised = {"raise": {"raised_by": {"role": "worker", "reference": "W-1"}}}

    course = simulate(Script.model_validate(raised), basis, FAR_ON)

    assert course.ends == (
        "Nothing more happens by itself, and it stays open. Awaited: Service Manager. There"
        f" is no limit at this stage; the {RAISER} decides what follows. Whoever is to"
        " decide was asked again 2 times."
    )
