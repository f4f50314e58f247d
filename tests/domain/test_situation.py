"""The dispute at a glance, and what happens if nobody does anything."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.procedure import Procedure
from domain.situation import may_be_sent, next_says, situation_of
from procedures.reader import read_procedure
from tests.domain.climbing import THE_OFFICER, Climb
from tests.domain.raisings import INVENTED
from tests.situations import a_dispute, say


def test_before_its_first_stage_a_dispute_stands_at_none(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    seen = situation_of(a_dispute(west_sussex, calendar))

    assert (seen.stage, seen.stage_title, seen.awaiting, seen.due_at) == (
        None,
        "",
        (),
        None,
    )
    assert (seen.due_says, seen.overall_due_at, seen.next_says) == ("", None, "")


@pytest.mark.parametrize("rehearsal", [None, {}])
def test_a_rehearsal_is_known_for_one_at_a_glance(
    west_sussex: Procedure,
    calendar: WorkingCalendar,
    rehearsal: dict[str, Any] | None,
) -> None:
    dispute = a_dispute(west_sussex, calendar, rehearsal=rehearsal)

    assert situation_of(dispute).rehearsal is (rehearsal is not None)


def test_where_there_is_one_stage_alone_no_other_is_offered(
    climbing: Callable[..., Climb],
) -> None:
    fernmoor = read_procedure(INVENTED / "fernmoor-2.yaml")
    climb = climbing(fernmoor, themes=["conduct"])
    assert len(climb.dispute.ladder.stages) == 1

    assert "escalate" not in may_be_sent(climb.dispute)


def test_a_stage_that_has_no_other_is_offered_again_where_it_may_be_repeated(
    climbing: Callable[..., Climb],
) -> None:
    plain = read_procedure(INVENTED / "fernmoor-2.yaml").model_dump(mode="json")
    plain["ladders"][1]["stages"][0]["may_repeat"] = True
    climb = climbing(Procedure.model_validate(plain), themes=["conduct"])

    assert "escalate" in may_be_sent(climb.dispute)


def test_while_another_stage_is_called_for_it_goes_there_now(
    in_west_sussex: Climb,
) -> None:
    dispute = in_west_sussex.dispute

    say(
        dispute,
        in_west_sussex.now,
        "escalate",
        THE_OFFICER,
        reason="serious-safeguarding",
        because="Now.",
        to_stage=4,
    )

    assert situation_of(dispute).next_says == "It goes to Stage 4 now."


def test_without_an_answer_it_may_go_to_a_stage_that_asks_nobody(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    plain = thistlemere.model_dump(mode="json")
    plain["ladders"][0]["stages"][1]["when_unanswered"] = "escalate"
    climb = climbing(
        Procedure.model_validate(plain),
        start_stage=2,
        respond_within_working_days={"2": 5},
    )

    assert next_says(climb.dispute) == (
        "Without an answer it goes to The Mayor is told on Wed 8 Apr 2026 17:00."
    )
