"""Who may say what, and what somebody who may not is told instead."""

from collections.abc import Callable

from domain.procedure import Procedure
from tests.domain.climbing import Climb

SOCIAL_WORKER = {"post": "social-worker", "reference": "SW-9"}
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-1"}


def test_where_nobody_was_asked_an_answer_is_refused_and_a_note_offered(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    only_informs = climbing(thistlemere, start_stage=3)

    assert only_informs.refusal("manager_response", TEAM_MANAGER, answer="Yes.") == (
        "Nobody has been asked to answer; send a note instead."
    )


def test_where_nothing_is_agreed_nobody_owns_it_and_nothing_is_to_be_settled(
    in_west_sussex: Climb,
) -> None:
    assert in_west_sussex.refusal("action_done", SOCIAL_WORKER, action=1) == (
        "Only the officer or the owner of that action may say so; the owners are none"
        " yet. action: nothing of that number is waiting to be settled; open are none."
    )
