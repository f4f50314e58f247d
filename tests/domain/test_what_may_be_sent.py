"""What a situation offers is taken, and what it does not offer is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.errors import DisputeRefused
from domain.messages import MESSAGES, Message, read_message
from domain.procedure import Procedure
from domain.rules import check
from domain.situation import may_be_sent, situation_of
from procedures.shelf import Shelf
from tests.domain.climbing import THE_OFFICER, Climb
from tests.domain.plausible import plausible
from tests.situations import MON_30_MAR, a_dispute

ALSO_TAKEN = {
    "manager_response",
    "change_calendar",
    "delivery_failed",
    "post_handed_over",
}
"""Not offered everywhere, though taken: an answer is welcome after its stage has passed;
the others are the operator's, and come to every dispute alike."""

TOAST = {"what": "Toast", "owner": "officer", "due_on": "2026-04-10"}
HOLD: dict[str, Any] = {"until": "2026-04-10", "because": "Away."}

Scene = Callable[[Climb], None]


def as_begun(climb: Climb) -> None:
    """Nothing has happened yet."""


def answered(climb: Climb) -> None:
    climb.say("manager_response", asked(climb), answer="Done.")


def watched(climb: Climb) -> None:
    climb.say("officer_decision", satisfied=True, because="OK", actions=[TOAST])


def held(climb: Climb) -> None:
    if climb.dispute.procedure.hold.offered:
        climb.say("place_on_hold", **HOLD)


def at_the_top(climb: Climb) -> None:
    last = climb.dispute.ladder.stages[-1].number
    if climb.dispute.stage and climb.dispute.stage.number != last:
        climb.say(
            "escalate", reason="serious-safeguarding", because="Now.", to_stage=last
        )


def left_alone(climb: Climb) -> None:
    climb.pass_until(MON_30_MAR + timedelta(days=100))


def ended(climb: Climb) -> None:
    climb.say("withdraw", because="Settled.")


SCENES: tuple[Scene, ...] = (
    as_begun, answered, watched, held, at_the_top, left_alone, ended,
)  # fmt: skip


def asked(climb: Climb) -> dict[str, str]:
    return {"post": climb.dispute.responders()[0], "reference": "PM-3"}


@pytest.fixture(
    params=[
        "west-sussex-2020-06",
        "anyshire-2026-01",
        "durham-1",
        "hull-1",
        "lambeth-2023-09",
        "merton-2017-11",
    ]
)
def climb(
    request: pytest.FixtureRequest, shelf: Shelf, climbing: Callable[..., Climb]
) -> Climb:
    procedure = shelf.named(request.param)
    chosen = {
        str(one.number): 5
        for one in procedure.ladders[0].stages
        if one.respond and one.respond.officer_chooses
    }
    return climbing(procedure, respond_within_working_days=chosen)


@pytest.mark.parametrize("scene", SCENES)
def test_everything_that_is_offered_is_taken(climb: Climb, scene: Scene) -> None:
    scene(climb)

    for kind in may_be_sent(climb.dispute):
        sensible = plausible(climb.dispute, kind, climb.now, f"offered-{kind}")
        check(climb.dispute, sensible, climb.now)


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_taken_that_is_not_offered(climb: Climb, scene: Scene) -> None:
    scene(climb)
    offered = may_be_sent(climb.dispute)

    for kind in set(MESSAGES) - set(offered) - ALSO_TAKEN:
        with pytest.raises(DisputeRefused):
            check(climb.dispute, sample(climb, kind), climb.now)


def sample(climb: Climb, kind: str) -> Message:
    """A body that can be read, for a kind that makes no sense at the moment."""
    bodies: dict[str, dict[str, Any]] = {
        "officer_decision": {"satisfied": True, "because": "OK"},
        "escalate": {"reason": "unsatisfactory", "because": "No."},
        "extend_deadline": {
            "working_days": 1,
            "because": "More.",
            "benefit_for_child": "Toast.",
            "further_enquiries": "Jam.",
        },
        "place_on_hold": HOLD,
        "resume": {},
        "action_done": {"action": 1},
        "action_not_done": {"action": 1, "because": "No."},
        "switch_ladder": {"ladder": "usual", "because": "Up."},
        "task_done": {"task": "send"},
        "open_side_step": {"step": "mediation", "because": "Talk."},
        "close_side_step": {"step": "mediation", "outcome": "Peace."},
        "report_event": {"event": "flood", "because": "Rain."},
    }
    if kind not in bodies:
        return plausible(climb.dispute, kind, climb.now, f"sample-{kind}")
    body = {"message_id": f"sample-{kind}", "by": THE_OFFICER, **bodies[kind]}
    return read_message(kind, body)


def test_before_the_first_stage_nothing_is_offered_that_needs_one(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    dispute = a_dispute(west_sussex, calendar)

    offered = set(may_be_sent(dispute))

    assert not offered & {"officer_decision", "escalate", "manager_response"}
    assert {"withdraw", "note", "refer_to_cafcass"} <= offered


def test_what_is_offered_stands_in_the_order_of_the_contract(
    in_west_sussex: Climb,
) -> None:
    offered = situation_of(in_west_sussex.dispute).may_send

    assert list(offered) == [kind for kind in MESSAGES if kind in offered]
    assert offered[:3] == ("manager_response", "officer_decision", "escalate")


def test_an_extension_that_is_used_up_is_no_longer_offered(in_anyshire: Climb) -> None:
    assert "extend_deadline" in may_be_sent(in_anyshire.dispute)

    in_anyshire.say(
        "extend_deadline", working_days=1, because="More.", benefit_for_child="Toast."
    )

    assert "extend_deadline" not in may_be_sent(in_anyshire.dispute)


def test_an_officer_without_the_power_is_not_offered_cafcass(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = climbing(
        west_sussex,
        raised_by={"role": "cpa", "reference": "CPA-1"},
        child={"reference": "C-2", "kind": "child-protection-plan"},
    )

    assert "refer_to_cafcass" not in may_be_sent(climb.dispute)


def test_a_late_answer_is_taken_though_it_is_not_offered(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    """At a stage that only informs nobody is asked, yet an earlier answer may come."""
    climb = climbing(thistlemere, respond_within_working_days={"1": 5})
    at_the_top(climb)

    assert "manager_response" not in may_be_sent(climb.dispute)
    climb.say(
        "manager_response", {"post": "team-manager", "reference": "T-1"}, answer="Late."
    )
    assert climb.dispute.entries[-1].says == (
        "Team Manager answered, after it had gone past their stage."
    )
