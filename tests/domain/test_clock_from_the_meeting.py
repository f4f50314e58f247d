"""A limit that runs from the stage's meeting: what it counts from, and how it follows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar, london
from domain.clock_proofs import proofs
from domain.explaining import explain
from domain.ledger import Ledger
from domain.limits import Limit, Unit
from domain.procedure import Procedure
from domain.rules import receive
from tests.domain.climbing import THE_OFFICER, Climb
from tests.situations import MON_30_MAR, message

TWO_DAYS = {"fixed": {"working_days": 2}}
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
WED_8_APR = datetime(2026, 4, 8, 9, tzinfo=UTC)
THU_9_APR_10 = "2026-04-09T10:00:00+01:00"
THU_9_APR = datetime(2026, 4, 9, 14, tzinfo=UTC)
FRI_10_APR_17 = datetime(2026, 4, 10, 16, tzinfo=UTC)
MON_4_MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
MORE: dict[str, Any] = {"because": "A report.", "benefit_for_child": "A plan."}


@pytest.fixture
def with_stage_of(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> Callable[..., Climb]:
    """At a Stage 1 of Anyshire: five days from a meeting that is held within two."""

    def _with(**changes: Any) -> Climb:
        plain = anyshire.model_dump(mode="json")
        plain["ladders"][0]["stages"][0] |= {
            "clock_starts": "meeting-held",
            "meeting": {"needed": True, "within": TWO_DAYS},
            **changes,
        }
        return climbing(Procedure.model_validate(plain))

    return _with


def due(climb: Climb) -> str:
    at = climb.dispute.due()
    return london(at) if at else ""


def said(climb: Climb, *kinds: str) -> list[str]:
    return [one.says for one in climb.dispute.entries if one.kind in kinds]


# --- until a meeting is held or arranged -----------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "due_at", "counted"),
    [
        (
            {"within": TWO_DAYS},
            "Fri 10 Apr 2026 17:00",
            "from the last day for it",
        ),
        ({"within": None}, "Wed 8 Apr 2026 17:00", "from when the stage begins"),
        (None, "Wed 8 Apr 2026 17:00", "from when the stage begins"),
    ],
)
def test_until_then_it_counts_from_the_last_moment_for_the_meeting_or_from_the_stage(
    with_stage_of: Callable[..., Climb],
    meeting: dict[str, Any] | None,
    due_at: str,
    counted: str,
) -> None:
    climb = with_stage_of(meeting=meeting)

    assert due(climb) == due_at
    assert (
        "- The Team Manager is asked to answer within 5 working days, from the meeting;"
        f" until one is arranged or held, {counted}. [§4.2]\n"
    ) in explain(climb.dispute.procedure)


# --- when it is arranged, or was held ----------------------------------------------------


def test_when_a_meeting_is_arranged_the_limit_runs_from_it_and_everybody_hears_why(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    before = climb.told()[-1].number

    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)

    assert due(climb) == "Thu 16 Apr 2026 17:00"
    assert said(climb, "meeting-arranged", "deadline-moved") == [
        "A meeting takes place Thu 9 Apr 2026 10:00.",
        (
            "Stage 1: Team Manager: due Fri 10 Apr 2026 17:00 before, now"
            " Thu 16 Apr 2026 17:00."
        ),
    ]
    moved = [one for one in climb.told() if one.kind.value == "deadline-moved"]
    assert {one.says for one in moved} == {
        (
            "A meeting takes place Thu 9 Apr 2026 10:00. The time to answer runs from it."
            " Stage 1: Team Manager: due Fri 10 Apr 2026 17:00 before, now"
            " Thu 16 Apr 2026 17:00."
        )
    }
    assert {one.to for one in moved} == {
        one.to for one in climb.told() if one.number <= before
    }


def test_when_it_was_held_on_another_day_the_limit_runs_from_that_day(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)
    climb.pass_until(WED_8_APR)

    climb.say("meeting_held", held_on="2026-04-07", outcome="Tea.")

    assert due(climb) == "Tue 14 Apr 2026 17:00"
    assert said(climb, "meeting-held", "deadline-moved")[-2:] == [
        "A meeting was held on Tue 7 Apr 2026.",
        (
            "Stage 1: Team Manager: due Thu 16 Apr 2026 17:00 before, now"
            " Tue 14 Apr 2026 17:00."
        ),
    ]


@pytest.mark.parametrize(
    ("held_on", "due_at"),
    [
        ("2026-04-09", "Fri 10 Apr 2026 10:00"),  # at the hour it was arranged for
        ("2026-04-08", "Thu 9 Apr 2026 17:00"),  # by the end of that day
    ],
)
def test_hours_run_from_the_hour_of_the_meeting_where_it_was_held_as_arranged(
    with_stage_of: Callable[..., Climb], held_on: str, due_at: str
) -> None:
    climb = with_stage_of(respond={"fixed": {"elapsed_hours": 24}})
    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)
    climb.pass_until(THU_9_APR)

    climb.say("meeting_held", held_on=held_on, outcome="Tea.")

    assert due(climb) == due_at


def test_a_meeting_held_as_arranged_moves_nothing_and_tells_nobody_of_a_move(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)
    climb.pass_until(THU_9_APR)
    before = climb.dispute.notices_written

    climb.say("meeting_held", held_on="2026-04-09", outcome="Tea.")

    assert climb.told_since(before) == []
    assert len(said(climb, "deadline-moved")) == 1


def test_after_the_first_meeting_another_moves_nothing_though_no_calendar_reaches_it(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("meeting_held", held_on="2026-03-30", outcome="Tea.")
    assert due(climb) == "Wed 8 Apr 2026 17:00"

    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)
    climb.say("meeting_arranged", takes_place_at="2030-12-31T10:00:00+00:00")
    climb.pass_until(THU_2_APR)
    climb.say("meeting_held", held_on="2026-04-02", outcome="More tea.")

    assert due(climb) == "Wed 8 Apr 2026 17:00"


def test_a_limit_that_runs_from_anything_else_does_not_follow_a_meeting(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of(clock_starts="sent")

    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)

    assert due(climb) == "Wed 8 Apr 2026 17:00"
    assert said(climb, "deadline-moved") == []


# --- what was told stands -------------------------------------------------------------


@pytest.mark.parametrize(
    ("held_on", "stands"), [("2026-04-01", True), ("2026-04-02", False)]
)
def test_where_the_limit_would_have_passed_already_the_date_that_was_told_stands(
    with_stage_of: Callable[..., Climb], held_on: str, stands: bool
) -> None:
    """Five days from the 1st end on the 10th at 17:00, which it is."""
    climb = with_stage_of()
    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)
    climb.pass_until(FRI_10_APR_17)

    climb.say("meeting_held", held_on=held_on, outcome="Tea.")

    assert due(climb) == (
        "Thu 16 Apr 2026 17:00" if stands else "Mon 13 Apr 2026 17:00"
    )
    why = " By that the limit would have passed; the date that was told stands."
    assert said(climb, "meeting-held") == [
        f"A meeting was held on {'Wed 1' if stands else 'Thu 2'} Apr 2026."
        + (why if stands else "")
    ]


@pytest.mark.parametrize(("seconds", "follows"), [(0, True), (1, False)])
def test_once_the_limit_has_passed_it_follows_no_meeting(
    with_stage_of: Callable[..., Climb], seconds: int, follows: bool
) -> None:
    """After an outage what was said is heard before the limit is seen to have passed."""
    climb = with_stage_of()
    climb.sleep_until(FRI_10_APR_17 + timedelta(seconds=seconds))
    arranged = message(
        "meeting_arranged", THE_OFFICER, takes_place_at="2026-04-13T10:00:00+01:00"
    )

    receive(climb.dispute, arranged, climb.now)

    assert due(climb) == (
        "Mon 20 Apr 2026 17:00" if follows else "Fri 10 Apr 2026 17:00"
    )


def test_while_the_officer_is_waited_for_no_meeting_moves_the_date_that_was_met(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    manager = {"post": "team-manager", "reference": "TM-3"}
    climb.say("manager_response", manager, answer="Done.")

    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)

    assert said(climb, "deadline-moved") == []


def test_a_meeting_from_which_no_limit_can_be_counted_is_refused_and_breaks_nothing(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    far: dict[str, Any] = {"takes_place_at": "2030-12-31T10:00:00+00:00"}

    assert climb.refusal("meeting_arranged", **far) == (
        "takes_place_at: The calendar ends on Tue 31 Dec 2030, before the date is"
        " reached; load a newer list of bank holidays."
    )
    receive(climb.dispute, message("meeting_arranged", THE_OFFICER, **far), MON_30_MAR)

    assert due(climb) == "Fri 10 Apr 2026 17:00"
    assert said(climb, "meeting-arranged") == ["A meeting is arranged."]


def test_a_meeting_held_from_which_no_limit_can_be_counted_is_kept_and_moves_nothing(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.sleep_until(datetime(2030, 12, 30, 12, tzinfo=UTC))
    held = message("meeting_held", THE_OFFICER, held_on="2030-12-30", outcome="Tea.")

    receive(climb.dispute, held, climb.now)

    assert said(climb, "meeting-held") == ["A meeting was held on Mon 30 Dec 2030."]


def test_a_meeting_that_is_yet_to_come_was_not_held_and_another_may_start_the_clock(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    to_come = message("meeting_held", THE_OFFICER, held_on="2026-05-01", outcome="Tea.")
    receive(climb.dispute, to_come, climb.now)

    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)

    assert due(climb) == "Thu 16 Apr 2026 17:00"


# --- with everything else that moves a date --------------------------------------------


def test_an_extension_given_before_is_given_to_the_date_from_the_meeting_too(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("extend_deadline", working_days=2, **MORE)
    assert due(climb) == "Tue 14 Apr 2026 17:00"

    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)

    assert due(climb) == "Mon 20 Apr 2026 17:00"


def test_the_time_of_a_meeting_may_be_corrected_like_any_start(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("meeting_arranged", takes_place_at="2026-04-02T10:00:00+01:00")
    assert due(climb) == "Mon 13 Apr 2026 17:00"
    climb.pass_until(WED_8_APR)

    climb.say(
        "correct_start", started_at="2026-04-07T10:00:00+01:00", because="It was then."
    )

    assert due(climb) == "Tue 14 Apr 2026 17:00"


def test_the_explanation_counts_from_the_meeting_and_the_record_reaches_it_again(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("meeting_arranged", takes_place_at="2026-03-31T10:00:00+01:00")
    climb.say("meeting_arranged", takes_place_at=THU_9_APR_10)
    climb.pass_until(THU_9_APR)
    climb.say("meeting_held", held_on="2026-04-09", outcome="Tea.")

    visit = climb.dispute.visit
    assert visit is not None
    assert visit.clock is not None
    lines = visit.clock.explain()
    assert [line for line in lines if "the meeting" in line] == [
        (
            "Mon 30 Mar 2026 10:00: the meeting is arranged: it runs from Tue 31 Mar 2026"
            " 10:00; due Fri 10 Apr 2026 17:00 before, now Thu 9 Apr 2026 17:00."
        ),
        (
            "Mon 30 Mar 2026 10:00: the meeting is arranged: it runs from Thu 9 Apr 2026"
            " 10:00; due Thu 9 Apr 2026 17:00 before, now Thu 16 Apr 2026 17:00."
        ),
        (
            "Thu 9 Apr 2026 15:00: the meeting was held: it runs from Thu 9 Apr 2026"
            " 10:00; still due Thu 16 Apr 2026 17:00."
        ),
    ]
    assert lines[-1] == "Thu 16 Apr 2026 17:00: due"
    assert "Thu 9 Apr 2026 10:00: the clock starts, day 0" in lines
    climb.pass_until(MON_4_MAY)
    every = list(proofs(climb.dispute.entries))
    assert len(every) > 4
    assert [one for one in every if not one.agrees] == []


# --- while it is held ---------------------------------------------------------------------


def test_a_meeting_while_the_clock_is_stopped_counts_and_is_told_when_it_runs_again(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of()
    climb.say("place_on_hold", until="2026-04-14", because="Illness.")
    climb.pass_until(THU_9_APR)

    climb.say("meeting_held", held_on="2026-04-09", outcome="Tea.")
    assert said(climb, "deadline-moved") == []
    assert said(climb, "meeting-held") == ["A meeting was held on Thu 9 Apr 2026."]
    climb.pass_until(datetime(2026, 4, 14, 9, tzinfo=UTC))

    # Five days were left when the meeting was held, in the middle of the hold.
    assert due(climb) == "Tue 21 Apr 2026 17:00"


@pytest.mark.parametrize(
    ("resumed_at", "due_at"),
    [
        (datetime(2026, 4, 8, 9, tzinfo=UTC), "Thu 16 Apr 2026 17:00"),
        (datetime(2026, 4, 13, 9, tzinfo=UTC), "Mon 20 Apr 2026 17:00"),
    ],
)
def test_a_hold_gives_back_only_what_it_took_once_the_clock_had_started(
    calendar: WorkingCalendar, resumed_at: datetime, due_at: str
) -> None:
    five_days = Limit(amount=5, unit=Unit.WORKING_DAYS)
    clock = Ledger(limit=five_days, started_at=MON_30_MAR, calendar=calendar)
    meeting = datetime(2026, 4, 9, 9, tzinfo=UTC)

    clock.start_with_meeting(meeting, MON_30_MAR, held=False)
    clock.hold(THU_2_APR).resume(resumed_at)

    assert london(clock.would_be_due()) == due_at
    clock.start_with_meeting(meeting, resumed_at, held=True)
    assert london(clock.would_be_due()) == due_at
