"""Steps beside the stages: which there are, and who carries the dispute meanwhile."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.explaining import explain
from domain.procedure import Procedure
from tests.domain.climbing import Climb

BECAUSE: dict[str, Any] = {"because": "His rights are at stake."}
MON_30_MAR_12 = datetime(2026, 3, 30, 11, tzinfo=UTC)
TUE_31_MAR_23 = datetime(2026, 3, 31, 22, tzinfo=UTC)
WED_1_APR_8 = datetime(2026, 4, 1, 7, tzinfo=UTC)
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)
TWO_DAYS = {"working_days": 2}
DIRECTOR = {"post": "director", "reference": "DIR-1"}


@pytest.fixture
def beside(climbing: Callable[..., Climb], anyshire: Procedure) -> Callable[..., Climb]:
    """Anyshire with one side step asked of the director, and what else is said of it."""

    def _beside(**said: Any) -> Climb:
        plain = anyshire.model_dump(mode="json")
        step = {"key": "partner", "title": "A partner", "asked_of": "director"}
        plain["side_steps"] = [{**step, **said}]
        return climbing(Procedure.model_validate(plain))

    return _beside


def test_a_step_that_is_none_is_refused_with_those_there_are(
    in_anyshire: Climb, beside: Callable[..., Climb]
) -> None:
    none_at_all = in_anyshire.refusal("open_side_step", step="yoga", **BECAUSE)
    one = beside().refusal("open_side_step", step="yoga", **BECAUSE)

    assert none_at_all == "step: there is none of that name; the procedure has none."
    assert one == "step: there is none of that name; write one of partner."


def test_who_is_only_asked_at_a_side_step_decides_nothing(
    beside: Callable[..., Climb],
) -> None:
    climb = beside()

    climb.say("open_side_step", step="partner", **BECAUSE)

    assert climb.dispute.carried_by is None
    refusal = climb.refusal("withdraw", DIRECTOR, **BECAUSE)
    assert refusal.startswith("Only the officer who raised it may send withdraw")


def test_a_step_that_carries_the_dispute_and_is_asked_of_nobody_leaves_it_with_the_officer(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(asked_of=None, carries_it=True)

    climb.say("open_side_step", step="partner", **BECAUSE)

    assert climb.dispute.carried_by is None


def test_who_carries_it_decides_until_the_step_ends_and_then_nobody_carries_it(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(carries_it=True)
    climb.say("open_side_step", step="partner", **BECAUSE)
    assert climb.dispute.carried_by == "director"
    climb.say("consider_cafcass", DIRECTOR, refer=False, **BECAUSE)

    climb.say("close_side_step", step="partner", outcome="Nothing.")

    assert climb.dispute.carried_by is None
    assert climb.refusal("withdraw", DIRECTOR, **BECAUSE).startswith("Only the officer")


# --- so long as it has ------------------------------------------------------------------


def overdue(climb: Climb) -> list[tuple[str, str, str, str]]:
    return [
        (london(one.at), one.to, one.says, one.asked)
        for one in climb.told()
        if one.kind.value == "overdue"
    ]


IT_WAS_DUE = "A partner: it was due Wed 1 Apr 2026 17:00, and is not ended."
SEE_TO_IT = "Please see to it, and say what came of it."


@pytest.mark.parametrize(
    ("said", "conflict", "post"),
    [
        ({}, False, "director"),
        ({"if_conflicted": "service-manager"}, True, "service-manager"),
        ({"if_conflicted": "service-manager"}, False, "director"),
        ({"asked_of": None}, False, "officer"),
    ],
)
def test_whoever_is_asked_or_else_the_officer_is_reminded_when_its_time_is_over(
    beside: Callable[..., Climb], said: dict[str, Any], conflict: bool, post: str
) -> None:
    climb = beside(within=TWO_DAYS, **said)
    climb.say("open_side_step", step="partner", conflict=conflict, **BECAUSE)

    climb.pass_until(THU_2_APR)

    assert overdue(climb) == [("Wed 1 Apr 2026 17:00", post, IT_WAS_DUE, SEE_TO_IT)]


def test_its_date_is_told_when_it_begins_and_stands_in_the_record(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within=TWO_DAYS)

    climb.say("open_side_step", step="partner", **BECAUSE)

    begun = "A partner: begun, due Wed 1 Apr 2026 17:00"
    assert climb.dispute.entries[-1].says == f"{begun}; the stages go on."
    assert climb.told()[-1].says == f"{begun}."


def test_its_time_is_counted_from_when_it_is_opened(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within={"elapsed_hours": 24})
    climb.pass_until(MON_30_MAR_12)
    climb.say("open_side_step", step="partner", **BECAUSE)

    climb.pass_until(THU_2_APR)

    assert [when for when, *_ in overdue(climb)] == ["Tue 31 Mar 2026 12:00"]


def test_what_is_asked_again_has_its_time_again(beside: Callable[..., Climb]) -> None:
    climb = beside(within=TWO_DAYS)
    climb.say("open_side_step", step="partner", **BECAUSE)
    climb.pass_until(THU_2_APR)
    climb.say("close_side_step", step="partner", outcome="Nothing.")
    climb.say("open_side_step", step="partner", **BECAUSE)

    climb.pass_until(FRI_1_MAY)

    assert [when for when, *_ in overdue(climb)] == [
        "Wed 1 Apr 2026 17:00",
        "Wed 8 Apr 2026 17:00",
    ]


def test_nobody_is_reminded_of_a_step_that_is_closed(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within=TWO_DAYS)
    climb.say("open_side_step", step="partner", **BECAUSE)
    climb.say("close_side_step", step="partner", outcome="Nothing.")

    climb.pass_until(FRI_1_MAY)

    assert overdue(climb) == []


def test_nobody_is_reminded_of_a_step_once_the_dispute_has_ended(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within=TWO_DAYS)
    climb.say("open_side_step", step="partner", **BECAUSE)
    climb.say("withdraw", **BECAUSE)

    climb.pass_until(FRI_1_MAY)

    assert overdue(climb) == []


def test_it_is_reminded_of_though_the_clock_is_stopped(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within=TWO_DAYS)
    climb.say("open_side_step", step="partner", **BECAUSE)
    climb.say("place_on_hold", until="2026-04-10", **BECAUSE)

    climb.pass_until(THU_2_APR)

    assert [post for _, post, *_ in overdue(climb)] == ["director"]


@pytest.mark.parametrize("within", [None, {"working_days": 400}])
def test_a_step_without_a_limit_or_beyond_the_calendar_has_no_date(
    beside: Callable[..., Climb], within: dict[str, int] | None
) -> None:
    climb = beside(within=within)
    this_year = {"covered_until": date(2026, 12, 31)}
    climb.dispute.calendar = climb.dispute.calendar.model_copy(update=this_year)
    climb.say("open_side_step", step="partner", **BECAUSE)

    assert climb.dispute.entries[-1].says == "A partner: begun; the stages go on."
    assert climb.told()[-1].says == "A partner: begun."
    climb.pass_until(FRI_1_MAY)
    assert overdue(climb) == []


@pytest.mark.parametrize(
    ("asked_of", "whom", "reminded"),
    [
        (
            "director",
            ", asked of the Director of Children's Services",
            "whoever is asked",
        ),
        (None, "", "the reviewing officer"),
    ],
)
def test_the_explanation_says_how_long_it_has_and_who_is_reminded(
    beside: Callable[..., Climb], asked_of: str | None, whom: str, reminded: str
) -> None:
    climb = beside(within=TWO_DAYS, asked_of=asked_of)

    assert (
        f"- A partner{whom}, within 2 working days of its beginning ({reminded} is then"
        " reminded).\n"
    ) in explain(climb.dispute.procedure)


def test_whoever_is_asked_at_a_side_step_hears_of_its_own_time_and_not_of_the_stages(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within=TWO_DAYS)
    climb.say("open_side_step", step="partner", **BECAUSE)
    climb.pass_until(THU_2_APR)

    told = [one for one in climb.told() if one.to == "director"]
    assert [
        (one.kind.value, one.due_at and london(one.due_at), one.why) for one in told
    ] == [
        ("noted", "Wed 1 Apr 2026 17:00", ()),
        ("overdue", "Wed 1 Apr 2026 17:00", ()),
    ]


def test_at_a_side_step_without_a_limit_they_hear_of_the_stages_time(
    beside: Callable[..., Climb],
) -> None:
    climb = beside()
    climb.say("open_side_step", step="partner", **BECAUSE)

    [told] = [one for one in climb.told() if one.to == "director"]
    assert told.due_at is not None
    assert london(told.due_at) == "Wed 8 Apr 2026 17:00"
    assert told.why != ()


def test_whoever_was_told_a_time_of_their_own_hears_of_no_other_that_moves(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within=TWO_DAYS)
    climb.say("open_side_step", step="partner", **BECAUSE)
    before = climb.told()[-1].number

    climb.say("extend_deadline", working_days=1, benefit_for_child="Rest.", **BECAUSE)

    moved = [to for to, kind in climb.told_since(before) if kind == "deadline-moved"]
    assert "team-manager" in moved
    assert "director" not in moved
    climb.say("withdraw", **BECAUSE)
    assert ("director", "closed") in climb.told_since(before)


def test_whoever_answers_and_is_late_with_something_else_hears_when_the_limit_moves(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    plain = anyshire.model_dump(mode="json")
    late = {"send": {"fixed": TWO_DAYS}, "escalated_by": "team-manager"}
    plain["ladders"][0]["stages"][0] |= late
    climb = climbing(Procedure.model_validate(plain))
    climb.pass_until(THU_2_APR)
    before = climb.told()[-1].number

    climb.say("extend_deadline", working_days=1, benefit_for_child="Rest.", **BECAUSE)

    assert ("team-manager", "deadline-moved") in climb.told_since(before)


def test_a_time_of_their_own_stands_in_the_letter_that_waited_for_the_morning(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within={"elapsed_hours": 36})
    climb.say("open_side_step", step="partner", **BECAUSE)  # until Tue 31 Mar 22:00
    climb.pass_until(WED_1_APR_8)

    late = climb.told()[-1]
    assert (late.to, late.kind, late.due_at and london(late.due_at), late.own_date) == (
        "director",
        "overdue",
        "Tue 31 Mar 2026 22:00",
        True,
    )
    assert late.send_from is not None
    assert "director" not in climb.dispute.believed


def test_a_letter_about_a_side_step_that_ended_in_the_night_says_why_it_is_left_out(
    beside: Callable[..., Climb],
) -> None:
    climb = beside(within={"elapsed_hours": 36})
    climb.say("open_side_step", step="partner", **BECAUSE)
    climb.pass_until(TUE_31_MAR_23)

    climb.say("close_side_step", step="partner", outcome="Nothing.")
    climb.pass_until(WED_1_APR_8)
    climb.take_out()

    [left_out] = [one for one in climb.dispute.entries if one.kind == "not-sent"]
    assert left_out.says.endswith("was not sent: what it asks for is done.")
