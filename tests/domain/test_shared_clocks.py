"""One clock for several stages: what it keeps from one to the next, and when it is over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar, london
from domain.clock_proofs import proofs
from domain.explaining import explain
from domain.procedure import Procedure
from tests.domain.changing_calendars import change
from tests.domain.climbing import Climb

WED_1_APR = datetime(2026, 4, 1, 9, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
MON_13_APR_17 = datetime(2026, 4, 13, 16, tzinfo=UTC)
MON_4_MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
UP: dict[str, Any] = {"reason": "officers-judgement", "because": "It cannot wait."}
MORE: dict[str, Any] = {"because": "A report.", "benefit_for_child": "A plan."}
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-3"}


@pytest.fixture(params=["raised", "identified"])
def climb(
    request: pytest.FixtureRequest,
    climbing: Callable[..., Climb],
    anyshire: Procedure,
) -> Climb:
    """At the first of three stages of five, eight and twelve days on one clock."""
    plain = anyshire.model_dump(mode="json")
    for stage, days in zip(plain["ladders"][0]["stages"], (5, 8, 12), strict=True):
        stage["respond"] = {"fixed": {"working_days": days}}
        stage |= {"clock_starts": request.param, "may_repeat": True}
    plain["monitoring"]["when_not_done"] = "same-stage"
    return climbing(Procedure.model_validate(plain))


def due(climb: Climb) -> str:
    at = climb.dispute.due()
    return london(at) if at else ""


def test_each_stage_ends_so_long_after_the_ladder_was_taken(climb: Climb) -> None:
    dates = [due(climb)]
    climb.pass_until(WED_8_APR_17)
    dates.append(due(climb))
    climb.pass_until(MON_13_APR_17)

    assert [*dates, due(climb)] == [
        "Wed 8 Apr 2026 17:00",
        "Mon 13 Apr 2026 17:00",
        "Fri 17 Apr 2026 17:00",
    ]
    assert (
        "- All stages counted so share one clock. Where the dispute was taken to this"
        " order of stages later, it starts then; for a stage that begins when it has run"
        " out it starts anew.\n"
    ) in explain(climb.dispute.procedure)


def test_what_an_extension_gave_is_not_lost_at_the_next_stage(climb: Climb) -> None:
    climb.say("extend_deadline", working_days=2, **MORE)

    climb.say("escalate", **UP)

    assert due(climb) == "Wed 15 Apr 2026 17:00"


def test_what_a_hold_gave_is_not_lost_at_any_stage_after_it(climb: Climb) -> None:
    climb.say("place_on_hold", until="2026-04-01", because="Illness.")
    climb.pass_until(WED_1_APR)
    assert due(climb) == "Fri 10 Apr 2026 17:00"

    climb.say("escalate", **UP)
    assert due(climb) == "Wed 15 Apr 2026 17:00"
    climb.say("escalate", **UP)

    assert due(climb) == "Tue 21 Apr 2026 17:00"
    every = list(proofs(climb.dispute.entries))
    assert len(every) > 4
    assert [one for one in every if not one.agrees] == []


def test_a_start_that_was_corrected_stays_corrected_at_the_next_stage(
    climb: Climb,
) -> None:
    climb.say(
        "correct_start", started_at="2026-03-27T15:00:00+00:00", because="It was then."
    )

    climb.say("escalate", **UP)

    assert due(climb) == "Fri 10 Apr 2026 17:00"


def test_the_next_stage_is_counted_by_the_calendar_of_its_day(
    climb: Climb, late_holiday: WorkingCalendar
) -> None:
    change(climb.dispute, late_holiday, climb.now)

    climb.say("escalate", **UP)

    assert due(climb) == "Tue 14 Apr 2026 17:00"
    assert climb.dispute.visit is not None
    assert climb.dispute.visit.clock is not None
    assert climb.dispute.visit.clock.events == ()


# --- a stage that begins when its end has passed --------------------------------------


@pytest.mark.parametrize(
    ("moment", "due_at"),
    [
        (MON_13_APR_17 - timedelta(seconds=1), "Mon 13 Apr 2026 17:00"),
        (MON_13_APR_17, "Thu 23 Apr 2026 17:00"),
    ],
)
def test_a_stage_that_is_called_after_its_end_has_its_time_from_when_it_begins(
    climb: Climb, moment: datetime, due_at: str
) -> None:
    climb.say("manager_response", TEAM_MANAGER, answer="No.")
    climb.pass_until(moment)

    climb.say("escalate", **UP)

    assert due(climb) == due_at


def test_the_stage_after_one_that_began_anew_shares_its_clock(climb: Climb) -> None:
    climb.say("manager_response", TEAM_MANAGER, answer="No.")
    climb.pass_until(MON_13_APR_17)
    climb.say("escalate", **UP)

    climb.say("escalate", **UP)

    assert due(climb) == "Wed 29 Apr 2026 17:00"


def test_a_stage_that_begins_again_after_what_was_agreed_failed_has_its_whole_time(
    climb: Climb,
) -> None:
    climb.say("manager_response", TEAM_MANAGER, answer="A cleaner comes.")
    cleaner = {"what": "Clean.", "owner": "team-manager", "due_on": "2026-05-01"}
    climb.say(
        "officer_decision", satisfied=True, because="So be it.", actions=[cleaner]
    )

    climb.pass_until(MON_4_MAY)

    assert [one.visit.stage.number for one in climb.begun] == [1, 1]
    assert due(climb) == "Mon 11 May 2026 17:00"


def test_a_stage_that_is_repeated_in_time_is_counted_by_the_same_clock(
    climb: Climb,
) -> None:
    climb.pass_until(WED_1_APR)

    climb.say("escalate", to_stage=1, **UP)

    assert due(climb) == "Wed 8 Apr 2026 17:00"


# --- another ladder ---------------------------------------------------------------------


def test_another_ladder_is_counted_from_when_it_was_taken(
    climbing: Callable[..., Climb], quillshire: Procedure
) -> None:
    climb = climbing(quillshire, ladder="red")
    climb.pass_until(datetime(2026, 3, 30, 10, tzinfo=UTC))
    climb.say("switch_ladder", ladder="amber", because="It is not so bad.")
    climb.pass_until(datetime(2026, 3, 30, 11, tzinfo=UTC))

    climb.say("switch_ladder", ladder="red", because="It is.")

    assert due(climb) == "Mon 30 Mar 2026 16:00"


def test_a_calendar_that_no_longer_knows_the_start_lets_the_clock_start_anew(
    climb: Climb, calendar: WorkingCalendar
) -> None:
    climb.pass_until(WED_1_APR)
    later = calendar.model_copy(update={"covered_from": WED_1_APR.date()})
    climb.dispute.calendar = later

    climb.say("escalate", **UP)

    assert due(climb) == "Wed 15 Apr 2026 17:00"
