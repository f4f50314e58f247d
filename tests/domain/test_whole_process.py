"""The limit on the whole process where a dispute goes on by another ladder."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar, london
from domain.clock_proofs import proofs
from domain.procedure import Procedure
from domain.situation import situation_of
from tests.domain.climbing import Climb

RAISED_20: dict[str, Any] = {
    "within": {"working_days": 20},
    "starts": "raised",
    "warn_before": {"working_days": 10},
    "tell": ["director"],
}
"""From Mon 30 Mar 2026 until Wed 29 Apr; the warning goes on Wed 15 Apr."""

WED_1_APR_09 = datetime(2026, 4, 1, 8, tzinfo=UTC)
WED_1_APR_10 = datetime(2026, 4, 1, 9, tzinfo=UTC)
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
THU_16_APR = datetime(2026, 4, 16, 9, tzinfo=UTC)
FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)
MON_1_JUN = datetime(2026, 6, 1, 9, tzinfo=UTC)
OVER: dict[str, Any] = {"ladder": "other", "because": "It is worse."}


@pytest.fixture
def with_limits(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> Callable[..., Climb]:
    """Anyshire with two ladders, and the limit on the whole of each."""

    def _with(one: Any, other: Any, phase: str = "formal") -> Climb:
        plain = anyshire.model_dump(mode="json")
        [usual] = plain["ladders"]
        usual["stages"][0]["phase"] = phase
        plain["hold"]["stops"] = ["stage", "overall"]
        chosen = {"severities": ["immediate-safety"]}
        two = {"name": "other", "title": "The other", "chosen_for": chosen}
        plain["ladders"] = [
            {**usual, "overall": one},
            {**usual, "overall": other, **two},
        ]
        return climbing(Procedure.model_validate(plain))

    return _with


WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)


def whole(climb: Climb) -> str:
    at = situation_of(climb.dispute).overall_due_at
    return london(at) if at else ""


def moved(climb: Climb) -> list[str]:
    return [one.says for one in climb.dispute.entries if one.kind == "deadline-moved"]


def switched(climb: Climb) -> list[tuple[str, str]]:
    """Who was told of the change of ladder as such, and in which words."""
    climb.say("switch_ladder", **OVER)
    return [
        (one.to, one.says) for one in climb.told() if one.says.startswith("From Three")
    ]


def test_the_limit_of_the_new_ladder_holds_from_the_raising(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(RAISED_20, {**RAISED_20, "within": {"elapsed_hours": 48}})
    climb.pass_until(WED_1_APR_09)

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == "Wed 1 Apr 2026 10:00"
    assert moved(climb) == [
        "The whole process: due Wed 29 Apr 2026 17:00 before, now Wed 1 Apr 2026 10:00."
    ]


def test_where_it_would_have_run_out_already_it_holds_from_when_the_ladder_was_taken(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(RAISED_20, {**RAISED_20, "within": {"elapsed_hours": 48}})
    climb.pass_until(WED_1_APR_10)

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == "Fri 3 Apr 2026 10:00"
    every = list(proofs(climb.dispute.entries))
    assert [one for one in every if not one.agrees] == []
    assert [one.told for one in every if one.of == "the whole process"] == [
        "Wed 29 Apr 2026 17:00",
        "Fri 3 Apr 2026 10:00",
    ]


def test_whoever_was_told_of_the_old_limit_is_told_what_becomes_of_it(
    with_limits: Callable[..., Climb],
) -> None:
    longer = {**RAISED_20, "within": {"working_days": 30}, "tell": []}
    climb = with_limits(RAISED_20, longer)
    climb.pass_until(THU_16_APR)

    told = switched(climb)

    says = (
        "From Three stages to The other, stage 1. The whole process: due"
        " Wed 29 Apr 2026 17:00 before, now Thu 14 May 2026 17:00."
    )
    assert told == [("officer", says), ("director", says)]


def test_nobody_is_told_of_a_change_of_what_they_were_never_told(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(RAISED_20, None)

    assert switched(climb) == []
    assert moved(climb) == [
        "The whole process: due Wed 29 Apr 2026 17:00 before, now without a limit."
    ]


def test_where_the_new_ladder_has_no_limit_there_is_none_and_nobody_is_warned_again(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(RAISED_20, None)
    climb.pass_until(THU_16_APR)

    told = switched(climb)
    assert told[0] == (
        "officer",
        (
            "From Three stages to The other, stage 1. The whole process: due"
            " Wed 29 Apr 2026 17:00 before, now without a limit."
        ),
    )
    climb.pass_until(FRI_1_MAY)

    assert whole(climb) == ""
    assert "overall-passed" not in climb.kinds()
    [entry] = [one for one in climb.dispute.entries if one.kind == "deadline-moved"]
    assert {name: entry.details[name] for name in ("of", "was_due_at", "due_at")} == {
        "of": "the whole process",
        "was_due_at": "2026-04-29T16:00:00+00:00",
        "due_at": None,
    }


def test_where_only_the_new_ladder_has_a_limit_it_begins_with_it_and_moves_nothing(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(None, RAISED_20)
    assert whole(climb) == ""

    climb.say("switch_ladder", **OVER)

    assert (whole(climb), moved(climb)) == ("Wed 29 Apr 2026 17:00", [])


def test_the_same_limit_goes_on_whoever_is_told_of_it(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(RAISED_20, {**RAISED_20, "tell": []})
    clock = climb.dispute.overall

    climb.say("switch_ladder", **OVER)

    assert climb.dispute.overall is clock
    assert moved(climb) == []


def test_where_neither_ladder_has_a_limit_there_is_none(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(None, None)

    climb.say("switch_ladder", **OVER)

    assert (whole(climb), moved(climb)) == ("", [])


def test_what_a_hold_gave_the_whole_process_is_not_lost(
    with_limits: Callable[..., Climb],
) -> None:
    climb = with_limits(RAISED_20, {**RAISED_20, "within": {"working_days": 30}})
    climb.say("place_on_hold", until="2026-04-02", because="Illness.")
    climb.pass_until(THU_2_APR)
    assert whole(climb) == "Tue 5 May 2026 17:00"

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == "Tue 19 May 2026 17:00"


@pytest.mark.parametrize("starts", ["raised", "formal-start"])
def test_a_start_that_was_corrected_holds_for_a_limit_that_starts_alike(
    with_limits: Callable[..., Climb], starts: str
) -> None:
    longer = {"within": {"working_days": 30}, "starts": starts}
    climb = with_limits(RAISED_20, longer)
    climb.say(
        "correct_start", started_at="2026-03-27T15:00:00+00:00", because="It was then."
    )
    assert whole(climb) == "Tue 28 Apr 2026 17:00"

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == (
        "Wed 13 May 2026 17:00" if starts == "raised" else "Thu 14 May 2026 17:00"
    )


def test_a_calendar_that_no_longer_knows_the_start_lets_it_count_from_the_ladder(
    with_limits: Callable[..., Climb], calendar: WorkingCalendar
) -> None:
    climb = with_limits(None, RAISED_20)
    climb.pass_until(WED_1_APR_10)
    later = {"covered_from": WED_1_APR_10.date()}
    climb.dispute.calendar = calendar.model_copy(update=later)

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == "Fri 1 May 2026 17:00"


# --- from the formal start ----------------------------------------------------------------


def test_a_limit_from_the_formal_start_begins_with_the_first_formal_stage(
    with_limits: Callable[..., Climb],
) -> None:
    formal = {"within": {"working_days": 20}, "starts": "formal-start"}
    climb = with_limits(RAISED_20, formal, phase="informal")

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == ""
    assert moved(climb) == [
        (
            "The whole process: due Wed 29 Apr 2026 17:00 before, now counted from the"
            " first formal stage."
        )
    ]
    climb.pass_until(THU_2_APR)
    climb.say("escalate", reason="officers-judgement", because="Now.")
    assert whole(climb) == "Tue 5 May 2026 17:00"


def test_a_dispute_that_had_begun_formally_counts_from_then_on_another_ladder(
    with_limits: Callable[..., Climb],
) -> None:
    formal = {"within": {"working_days": 20}, "starts": "formal-start"}
    climb = with_limits(RAISED_20, formal, phase="informal")
    climb.pass_until(THU_2_APR)
    climb.say("escalate", reason="officers-judgement", because="Now.")
    climb.pass_until(THU_16_APR)

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == "Tue 5 May 2026 17:00"


def test_each_limit_that_passes_is_told(with_limits: Callable[..., Climb]) -> None:
    longer = {"within": {"working_days": 30}, "starts": "raised"}
    climb = with_limits(RAISED_20, longer)
    climb.pass_until(FRI_1_MAY)
    climb.say("switch_ladder", **OVER)

    climb.pass_until(MON_1_JUN)

    passed = [one.says for one in climb.dispute.entries if one.kind == "overall-passed"]
    assert passed == [
        f"The {days} working days for the whole process ended {day} 2026 17:00; it goes on."
        for days, day in ((20, "Wed 29 Apr"), (30, "Thu 14 May"))
    ]


def test_whoever_was_told_only_that_it_had_passed_hears_of_the_change_too(
    with_limits: Callable[..., Climb],
) -> None:
    unwarned = {**RAISED_20, "warn_before": None}
    climb = with_limits(unwarned, None)
    climb.pass_until(FRI_1_MAY)

    assert [to for to, _ in switched(climb)] == ["officer", "director"]


def test_what_is_counted_from_the_formal_start_begins_where_the_limit_before_ended(
    with_limits: Callable[..., Climb],
) -> None:
    two_days = {"within": {"elapsed_hours": 48}, "starts": "formal-start"}
    climb = with_limits(RAISED_20, two_days, phase="informal")
    climb.sleep_until(WED_8_APR_17 + timedelta(minutes=2))  # it rings a little late
    climb.wake()

    climb.say("switch_ladder", **OVER)

    assert whole(climb) == "Fri 10 Apr 2026 17:00"
