"""A clock that had started at another time than was thought."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import london
from domain.clock_proofs import proofs
from domain.procedure import Procedure
from domain.rules import receive
from tests.domain.climbing import Climb
from tests.procedures.watched import WEST_SUSSEX, raised
from tests.situations import message

FRI_27_MAR_15 = "2026-03-27T15:00:00+00:00"
THU_26_MAR_15 = "2026-03-26T15:00:00+00:00"
WED_1_APR = datetime(2026, 4, 1, 9, tzinfo=UTC)
THU_2_APR_17 = datetime(2026, 4, 2, 16, tzinfo=UTC)
MON_30_MAR_17 = datetime(2026, 3, 30, 16, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
FRI_10_APR = datetime(2026, 4, 10, 9, tzinfo=UTC)
WHY: dict[str, Any] = {"because": "The letter was handed over on Friday afternoon."}


def due(climb: Climb) -> str:
    at = climb.dispute.due()
    return london(at) if at else ""


def test_the_date_follows_the_start_as_it_is_known_now(in_west_sussex: Climb) -> None:
    assert due(in_west_sussex) == "Wed 8 Apr 2026 17:00"

    in_west_sussex.say("correct_start", started_at=FRI_27_MAR_15, **WHY)

    assert due(in_west_sussex) == "Tue 7 Apr 2026 17:00"
    assert [one.says for one in in_west_sussex.dispute.entries[-3:]] == [
        (
            "The clock of Stage 1 started Fri 27 Mar 2026 15:00; at first"
            " Mon 30 Mar 2026 10:00 was written down."
        ),
        "Stage 1: due Wed 8 Apr 2026 17:00 before, now Tue 7 Apr 2026 17:00.",
        (
            "The whole process: due Wed 29 Apr 2026 17:00 before, now Tue 28 Apr 2026"
            " 17:00."
        ),
    ]


def test_a_later_start_gives_the_manager_the_time_that_was_meant(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(WED_1_APR)

    in_west_sussex.say("correct_start", started_at="2026-03-31T09:00:00+01:00", **WHY)

    assert due(in_west_sussex) == "Thu 9 Apr 2026 17:00"


def test_everybody_who_was_told_the_old_date_is_told_the_new_one_and_why(
    in_west_sussex: Climb,
) -> None:
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("correct_start", started_at=FRI_27_MAR_15, **WHY)

    told = [one for one in in_west_sussex.told() if one.number > before]
    assert {one.to for one in told} >= {"practice-manager", "officer"}
    assert {one.kind.value for one in told} == {"deadline-moved"}
    assert "started Fri 27 Mar 2026 15:00" in told[0].says


def test_the_explanation_counts_again_from_the_start_that_was_found(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("correct_start", started_at=FRI_27_MAR_15, **WHY)

    visit = in_west_sussex.dispute.visit
    assert visit is not None
    assert visit.clock is not None
    lines = list(visit.clock.explain())
    corrected = next(n for n, line in enumerate(lines) if "start corrected" in line)
    assert lines[corrected].endswith(
        "start corrected: it started Fri 27 Mar 2026 15:00; due Wed 8 Apr 2026 17:00"
        " before, now Tue 7 Apr 2026 17:00."
    )
    assert lines[corrected + 1].startswith("Fri 27 Mar 2026 15:00: the clock starts")
    assert "Tue 7 Apr 2026" in lines[-1]


def test_the_record_alone_reaches_every_date_again(in_west_sussex: Climb) -> None:
    in_west_sussex.say("correct_start", started_at=FRI_27_MAR_15, **WHY)
    in_west_sussex.pass_until(FRI_10_APR)

    every = list(proofs(in_west_sussex.dispute.entries))

    assert len(every) > 4
    assert [one for one in every if not one.agrees] == []


def test_an_extension_given_before_is_given_to_the_corrected_date_too(
    in_anyshire: Climb,
) -> None:
    more: dict[str, Any] = {
        "because": "A report is due.",
        "benefit_for_child": "A better plan.",
    }
    in_anyshire.say("extend_deadline", working_days=2, **more)
    assert due(in_anyshire) == "Fri 10 Apr 2026 17:00"

    in_anyshire.say("correct_start", started_at=FRI_27_MAR_15, **WHY)

    assert due(in_anyshire) == "Thu 9 Apr 2026 17:00"


def moved(climb: Climb) -> list[str]:
    """Every date that has moved, in words."""
    return [one.says for one in climb.dispute.entries if one.kind == "deadline-moved"]


def test_what_started_at_another_time_is_not_corrected_with_it(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(WED_1_APR)
    in_west_sussex.say("escalate", reason="officers-judgement", because="Now.")

    in_west_sussex.say("correct_start", started_at="2026-03-31T15:00:00+01:00", **WHY)

    assert moved(in_west_sussex) == [
        "Stage 2: due Fri 10 Apr 2026 17:00 before, now Thu 9 Apr 2026 17:00."
    ]


def test_a_stage_that_was_left_is_not_corrected_though_its_time_ran_from_the_raising(
    climbing: Callable[..., Climb], quillshire: Procedure
) -> None:
    climb = climbing(quillshire, ladder="red")
    climb.say("escalate", reason="officers-judgement", because="Now.")

    climb.say("correct_start", started_at="2026-03-30T09:30:00+01:00", **WHY)

    assert moved(climb) == [
        "Red, Director: due Tue 31 Mar 2026 10:00 before, now Tue 31 Mar 2026 09:30."
    ]


@pytest.mark.parametrize(("seconds", "has_passed"), [(1, False), (0, True)])
def test_it_is_said_where_the_whole_process_has_passed_by_the_start_that_was_found(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    seconds: int,
    has_passed: bool,
) -> None:
    """Six days for the whole, of a stage that was given five more."""
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["overall"]["within"] = {"working_days": 6}
    climb = climbing(Procedure.model_validate(plain))
    benefit = "A better plan."
    climb.say("extend_deadline", working_days=5, benefit_for_child=benefit, **WHY)
    climb.pass_until(WED_8_APR_17 - timedelta(seconds=seconds))
    before = climb.told()[-1].number

    climb.say("correct_start", started_at=FRI_27_MAR_15, **WHY)

    [corrected] = [
        one for one in climb.dispute.entries if one.kind == "start-corrected"
    ]
    assert corrected.says == (
        "The clock of Stage 1: Team Manager started Fri 27 Mar 2026 15:00; at first"
        " Mon 30 Mar 2026 10:00 was written down."
    ) + (
        " By that the whole process was due Wed 8 Apr 2026 17:00, which has passed."
        if has_passed
        else ""
    )
    assert moved(climb)[-1] == (
        "The whole process: due Thu 9 Apr 2026 17:00 before, now Wed 8 Apr 2026 17:00."
    )
    told = climb.told_since(before, kind="overall-passed")
    assert bool(told) is has_passed
    every = climb.told_since(before, says=corrected.says + " " + " ".join(moved(climb)))
    assert ("reviewing-team-manager", "deadline-moved") in every


@pytest.mark.parametrize(("seconds", "whole_process_moves"), [(0, True), (1, False)])
def test_the_end_of_the_whole_process_stands_once_it_has_passed(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    seconds: int,
    whole_process_moves: bool,
) -> None:
    plain = anyshire.model_dump(mode="json")
    plain["ladders"][0]["overall"]["within"] = {"working_days": 3}
    climb = climbing(Procedure.model_validate(plain))
    climb.sleep_until(THU_2_APR_17 + timedelta(seconds=seconds))

    climb.say("correct_start", started_at="2026-03-31T09:00:00+01:00", **WHY)

    of_stage = (
        "Stage 1: Team Manager: due Wed 8 Apr 2026 17:00 before, now Thu 9 Apr 2026"
        " 17:00."
    )
    of_whole = (
        "The whole process: due Thu 2 Apr 2026 17:00 before, now Tue 7 Apr 2026 17:00."
    )
    assert moved(climb) == [of_stage, *([of_whole] if whole_process_moves else [])]


def test_another_hour_of_the_same_day_is_written_down_and_no_date_is_told_anew(
    in_west_sussex: Climb,
) -> None:
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("correct_start", started_at="2026-03-30T09:00:00+01:00", **WHY)

    assert in_west_sussex.kinds()[-1] == "start-corrected"
    assert in_west_sussex.told_since(before) == []


@pytest.mark.parametrize(
    ("started_at", "says"),
    [
        ("2026-04-01T12:00:00+01:00", "is in the future"),
        ("2026-03-30T10:00:00+01:00", "is the start that stands"),
        (
            "2026-03-19T10:00:00+00:00",
            (
                "The start first written down is Mon 30 Mar 2026 10:00; it may be corrected"
                " by at most 5 working days."
            ),
        ),
        ("0001-01-01T00:00:00+14:00", "write a nearer start"),
    ],
)
def test_a_start_that_cannot_be_is_refused(
    in_west_sussex: Climb, started_at: str, says: str
) -> None:
    in_west_sussex.pass_until(WED_1_APR)

    refusal = in_west_sussex.refusal("correct_start", started_at=started_at, **WHY)

    assert says in refusal


def test_it_may_not_be_corrected_bit_by_bit_beyond_what_is_allowed(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("correct_start", started_at=FRI_27_MAR_15, **WHY)

    refusal = in_west_sussex.refusal(
        "correct_start", started_at="2026-03-20T10:00:00+00:00", **WHY
    )

    assert "it may be corrected by at most 5 working days" in refusal


def test_a_start_with_which_the_date_had_passed_unknown_to_all_is_refused(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(datetime(2026, 4, 8, 9, tzinfo=UTC))

    refusal = in_west_sussex.refusal("correct_start", started_at=THU_26_MAR_15, **WHY)

    assert refusal == (
        "With that start the limit would have passed on Thu 2 Apr 2026 17:00, and nobody"
        " was told so. Escalate instead, and say why."
    )


def test_a_start_after_something_else_moved_the_clock_is_refused(
    in_anyshire: Climb,
) -> None:
    more: dict[str, Any] = {
        "because": "A report is due.",
        "benefit_for_child": "A better plan.",
    }
    in_anyshire.say("extend_deadline", working_days=2, **more)
    in_anyshire.pass_until(WED_1_APR)

    refusal = in_anyshire.refusal(
        "correct_start", started_at="2026-03-31T10:00:00+01:00", **WHY
    )

    assert "when something else had moved this clock already" in refusal


def test_what_was_answered_or_escalated_is_never_touched(
    in_west_sussex: Climb,
) -> None:
    manager = {"post": "practice-manager", "reference": "PM-3"}
    in_west_sussex.say("manager_response", manager, answer="Done.")

    refusal = in_west_sussex.refusal("correct_start", started_at=FRI_27_MAR_15, **WHY)

    assert refusal.startswith("No limit is running, so no start can be corrected;")


def test_one_that_was_never_judged_is_kept_and_changes_no_date(
    in_west_sussex: Climb,
) -> None:
    dispute = in_west_sussex.dispute
    manager = {"post": "practice-manager", "reference": "PM-3"}
    in_west_sussex.say("manager_response", manager, answer="Done.")
    unchecked = message("correct_start", started_at=FRI_27_MAR_15, **WHY)

    receive(dispute, unchecked, in_west_sussex.now)

    assert dispute.entries[-1].kind == "nothing-to-correct"


def test_a_start_may_be_now_and_no_later(in_west_sussex: Climb) -> None:
    in_west_sussex.pass_until(WED_1_APR)
    later = {"started_at": "2026-04-01T10:00:01+01:00", **WHY}

    assert "is in the future" in in_west_sussex.refusal("correct_start", **later)
    in_west_sussex.say("correct_start", started_at="2026-04-01T10:00:00+01:00", **WHY)

    assert due(in_west_sussex) == "Fri 10 Apr 2026 17:00"


def test_a_start_that_would_have_the_limit_pass_this_moment_is_refused(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(datetime(2026, 4, 7, 16, tzinfo=UTC))

    says = in_west_sussex.refusal("correct_start", started_at=FRI_27_MAR_15, **WHY)

    assert "the limit would have passed on Tue 7 Apr 2026 17:00" in says


def test_a_clock_cannot_have_started_when_something_else_moved_it(
    in_anyshire: Climb,
) -> None:
    in_anyshire.pass_until(WED_1_APR)
    in_anyshire.say("place_on_hold", until="2026-04-08", because="Easter.")
    in_anyshire.say("resume", because="It was moved.")

    says = in_anyshire.refusal(
        "correct_start", started_at="2026-04-01T10:00:00+01:00", **WHY
    )

    assert "started_at is after Wed 1 Apr 2026 10:00" in says


def test_a_start_may_be_corrected_to_the_very_edge_of_what_is_allowed() -> None:
    climb = raised(WEST_SUSSEX, MON_30_MAR_17, start_stage=1)

    says = climb.refusal("correct_start", started_at="2026-03-23T10:00:00+00:00", **WHY)

    assert "at most" not in says, "five working days are allowed"
    assert says.startswith("With that start the limit would have passed")
