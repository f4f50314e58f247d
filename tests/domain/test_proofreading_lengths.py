"""Lengths that bound one another, and what the limits of a ladder add up to."""

from typing import Any

import pytest

from domain.procedure import Procedure
from domain.procedure.ladder import Meeting
from domain.procedure.matters import IssueGroup, IssueType
from domain.procedure.time import Bounds, ClockStart, Span, Within
from domain.proofreading import proofread
from domain.proofreading.reckoning import in_working_days, is_longer
from tests.domain.proofread import (
    ASKED,
    FIVE,
    TUE_1_SEP_2020,
    said,
    with_ladder,
    with_last,
)

TITLE = "warning: Informal resolution, then five formal stages"
TOTALS = (
    "the total that the document states, the limit on the whole and the total in the IRO"
    " Handbook, 20"
)
STATED = f", over {TOTALS}"
MAY_STATED = f", at most over {TOTALS}"
FOURS = "5 working days + 5 working days + 5 working days + 5 working days"


def days(amount: int) -> Span:
    return Span(working_days=amount)


def chosen(**bounds: Any) -> Within:
    return Within(officer_chooses=Bounds(**bounds))


def optional(procedure: Procedure, respond: Within) -> Procedure:
    """The procedure with a stage that adds nothing to the sum."""
    return with_last(
        procedure, optional=True, entered_when=("Rarely.",), respond=respond
    )


# --- least, usual, most -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bounds", "low", "high"),
    [
        (
            {"least": days(6), "most": days(5)},
            "`least`, 6 working days,",
            "`most`, 5 working days,",
        ),
        (
            {"least": days(6), "usual": days(5)},
            "`least`, 6 working days,",
            "`usual`, 5 working days,",
        ),
        (
            {"usual": days(6), "most": days(5)},
            "`usual`, 6 working days,",
            "`most`, 5 working days,",
        ),
    ],
)
def test_bounds_that_are_the_wrong_way_round_are_a_fault(
    west_sussex: Procedure, bounds: dict[str, Span], low: str, high: str
) -> None:
    found = said(optional(west_sussex, chosen(**{"usual": days(5), **bounds})))

    assert found[0] == (
        f"fault: stage 9, respond, officer_chooses: {low} and {high} are the wrong way"
        " round; change one."
    )


def test_bounds_that_are_alike_are_in_order(west_sussex: Procedure) -> None:
    within = chosen(least=days(5), usual=days(5), most=days(5))

    assert said(optional(west_sussex, within)) == []


def test_bounds_in_units_that_cannot_be_compared_are_told(
    west_sussex: Procedure,
) -> None:
    within = chosen(usual=Span(working_hours=24), most=days(5))

    assert said(optional(west_sussex, within)) == [
        (
            "warning: stage 9, respond, officer_chooses: `usual`, 24 working hours, and"
            " `most`, 5 working days, are in different units and cannot be compared; write"
            " both in one."
        )
    ]


def test_bounds_that_cannot_be_compared_are_told_at_the_first_and_rest_on_both(
    west_sussex: Procedure,
) -> None:
    within = chosen(usual=Span(working_hours=24), most=days(5))

    [told] = proofread(optional(west_sussex, within), TUE_1_SEP_2020)

    bounds = ("ladders", 0, "stages", 6, "respond", "officer_chooses")
    assert (told.at, told.rests_on) == ((*bounds, "usual"), bounds)


def test_bounds_are_looked_at_wherever_they_stand(west_sussex: Procedure) -> None:
    within = chosen(usual=days(6), most=days(5))
    changed = optional(west_sussex, FIVE)
    stage = (
        changed.ladders[0]
        .stages[-1]
        .model_copy(update={"meeting": Meeting(within=within)})
    )
    found = proofread(
        with_ladder(changed, stages=(*changed.ladders[0].stages[:-1], stage)),
        TUE_1_SEP_2020,
    )

    bounds = ("ladders", 0, "stages", 6, "meeting", "within", "officer_chooses")
    assert [(one.where, one.at, one.rests_on) for one in found] == [
        ("stage 9, meeting, within, officer_chooses", (*bounds, "usual"), bounds)
    ]


@pytest.mark.parametrize(
    ("at_most", "told"), [(days(3), 1), (days(4), 0), (Span(calendar_days=14), 0)]
)
def test_the_range_of_an_issue_type_rises(
    west_sussex: Procedure, at_most: Span, told: int
) -> None:
    issue = IssueType(
        key="drift", title="Drift", within=days(4), within_at_most=at_most
    )
    groups = (*west_sussex.issue_groups, IssueGroup(title="More", issues=(issue,)))

    found = said(west_sussex.model_copy(update={"issue_groups": groups}))

    assert (
        found
        == [
            (
                "fault: issue drift: `within`, 4 working days, and `within_at_most`, 3"
                " working days, are the wrong way round; change one."
            )
        ][:told]
    )


# --- lengths in working days --------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "least_and_most"),
    [
        (days(7), (7, 7)),
        (Span(calendar_days=1), (0, 1)),
        (Span(calendar_days=2), (0, 2)),
        (Span(calendar_days=3), (1, 3)),
        (Span(calendar_days=5), (3, 5)),
        (Span(calendar_days=6), (4, 5)),
        (Span(calendar_days=7), (5, 5)),
        (Span(calendar_days=10), (6, 8)),
        (Span(calendar_days=28), (20, 20)),
        (Span(elapsed_hours=1), (0, 1)),
        (Span(elapsed_hours=24), (0, 1)),
        (Span(elapsed_hours=25), (0, 2)),
        (Span(elapsed_hours=71), (0, 3)),
        (Span(elapsed_hours=72), (1, 3)),
        (Span(working_hours=8), None),
    ],
)
def test_a_length_holds_so_many_working_days(
    span: Span, least_and_most: tuple[int, int] | None
) -> None:
    assert in_working_days(span) == least_and_most


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        (days(5), days(5), False),
        (days(6), days(5), True),
        (Span(working_hours=9), Span(working_hours=8), True),
        (Span(working_hours=8), days(9), None),
        (days(9), Span(working_hours=8), None),
        (Span(calendar_days=7), days(5), False),
        (Span(calendar_days=7), days(4), True),
        (days(5), Span(calendar_days=6), None),
        (Span(calendar_days=10), days(6), None),
        (Span(calendar_days=10), days(8), False),
        (Span(calendar_days=10), days(5), True),
    ],
)
def test_one_length_is_longer_or_not_or_nobody_can_tell(
    one: Span, other: Span, longer: bool | None
) -> None:
    assert is_longer(one, other) is longer


# --- totals -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("respond", "told"),
    [
        (
            Within(fixed=Span(elapsed_hours=24)),
            (
                f"{FOURS} + 24 elapsed hours = 20 to 21 working days{MAY_STATED}:"
                " unanswered to the last, a dispute may overrun it."
            ),
        ),
        (
            Within(fixed=Span(calendar_days=14)),
            (
                f"{FOURS} + 14 calendar days = 30 working days{STATED}: unanswered to the"
                " last, a dispute overruns it."
            ),
        ),
        (
            chosen(least=days(2), usual=days(3), most=days(9)),
            (
                f"{FOURS} + 2 to 9 working days = 22 to 29 working days{STATED}: unanswered"
                " to the last, a dispute overruns it."
            ),
        ),
        (
            chosen(usual=days(3), most=days(9)),
            (
                f"{FOURS} + 1 to 9 working days = 21 to 29 working days{STATED}: unanswered"
                " to the last, a dispute overruns it."
            ),
        ),
        (
            chosen(least=Span(elapsed_hours=48), usual=days(3), most=days(9)),
            (
                f"{FOURS} + 48 elapsed hours to 9 working days = 20 to 29 working days"
                f"{MAY_STATED}: unanswered to the last, a dispute may overrun it."
            ),
        ),
    ],
)
def test_limits_in_other_units_or_within_bounds_are_added_as_far_as_can_be(
    west_sussex: Procedure, respond: Within, told: str
) -> None:
    found = said(with_last(west_sussex, respond=respond))

    assert found == [f"{TITLE}: the formal stages have {told}"]


def test_what_cannot_be_added_is_named_beside_the_sum(west_sussex: Procedure) -> None:
    changed = with_last(west_sussex, respond=FIVE)
    hours, open_ended = (
        changed.ladders[0]
        .stages[-1]
        .model_copy(update={"number": number, "title": title, "respond": respond})
        for number, title, respond in (
            (10, "Stage 10", Within(fixed=Span(working_hours=8))),
            (11, "Stage 11", chosen(usual=days(3))),
        )
    )
    stages = (*changed.ladders[0].stages, hours, open_ended)

    assert said(with_ladder(changed, stages=stages))[0] == (
        f"{TITLE}: the formal stages have 5 + 5 + 5 + 5 + 5 = 25 working days{STATED}, and"
        " what Stage 10 and Stage 11 may take cannot be added: unanswered to the last, a"
        " dispute overruns it."
    )


def test_what_cannot_be_added_is_not_told_where_the_rest_is_within_the_total(
    west_sussex: Procedure,
) -> None:
    hours = Within(fixed=Span(working_hours=8))

    assert said(with_last(west_sussex, respond=hours)) == []


def test_a_total_that_may_be_overrun_is_meant_where_a_reading_says_so(
    west_sussex: Procedure,
) -> None:
    day = Within(fixed=Span(elapsed_hours=24), reading="WS-A5")
    weeks = Within(fixed=Span(calendar_days=14), reading="WS-A5")

    assert said(with_last(west_sussex, respond=day)) == []
    assert len(said(with_last(west_sussex, respond=weeks))) == 1


def test_limits_by_issue_type_are_added_from_the_shortest_to_the_longest(
    west_sussex: Procedure,
) -> None:
    issues = (
        IssueType(key="a", title="A", within=days(3)),
        IssueType(key="b", title="B", within=days(2), within_at_most=days(7)),
        IssueType(key="c", title="C", within=Span(working_hours=3)),
    )
    groups = (IssueGroup(title="All", issues=issues),)
    changed = west_sussex.model_copy(update={"issue_groups": groups})
    by_type = Within(by_issue_type=True)

    assert (
        f"{TITLE}: the formal stages have {FOURS} + 2 to 7 working days by issue type = 22"
        f" to 27 working days{STATED}: unanswered to the last, a dispute overruns it."
    ) in said(with_last(changed, respond=by_type))


def in_a_row(procedure: Procedure, *stages: dict[str, Any]) -> Procedure:
    """The procedure with stages of these limits, and a whole of 15 working days."""
    plain = procedure.model_dump(mode="json")
    asked = {"responders": {"posts": ["practice-manager"]}}
    plain["ladders"][0] |= {
        "stages": [
            {"number": number, "title": f"S{number}", **asked, **one}
            for number, one in enumerate(stages, start=1)
        ],
        "overall": {
            "within": {"working_days": 15},
            "starts": "raised",
            "reading": "WS-A5",
        },
    }
    return Procedure.model_validate(plain)


def summed(procedure: Procedure) -> list[str]:
    return [
        one.partition("the formal stages have ")[2].partition(",")[0]
        for one in said(procedure)
        if "the limit on the whole, 15" in one
    ]


def lasts(amount: int, starts: str = "sent", **more: Any) -> dict[str, Any]:
    fixed = {"fixed": {"working_days": amount}}
    return {"respond": fixed, "clock_starts": starts, **more}


def meets(amount: int, **unit: int) -> dict[str, Any]:
    meeting = {"needed": True, "within": {"fixed": unit or {"working_days": amount}}}
    return {"meeting": meeting}


def test_a_clock_that_the_first_stages_share_is_counted_once_with_its_longest_limit(
    west_sussex: Procedure,
) -> None:
    stages = (lasts(12, "raised"), lasts(8, "raised"), lasts(9))

    assert summed(in_a_row(west_sussex, *stages)) == [
        "12 working days by one clock + 9 working days = 21 working days"
    ]


@pytest.mark.parametrize(
    "first",
    [
        {"phase": "informal"},
        {"optional": True, "entered_when": ["Rarely."]},
        {"respond": None, "responders": None, "tell": [{"post": "ad-sqp"}]},
        {"respond": {"fixed": {"working_hours": 40}}},
    ],
)
def test_of_a_shared_clock_only_formal_limits_that_can_be_added_are(
    west_sussex: Procedure, first: dict[str, Any]
) -> None:
    stages = (lasts(12, "raised", **first), lasts(8, "raised"), lasts(9))

    assert summed(in_a_row(west_sussex, *stages)) == [
        "8 working days by one clock + 9 working days = 17 working days"
    ]


def test_a_shared_clock_lasts_at_least_as_long_as_each_of_its_limits_has_to(
    west_sussex: Procedure,
) -> None:
    issues = (
        IssueType(key="a", title="A", within=days(3)),
        IssueType(key="b", title="B", within=days(12)),
    )
    groups = (IssueGroup(title="All", issues=issues),)
    changed = west_sussex.model_copy(update={"issue_groups": groups})
    by_type = {**lasts(0, "raised"), "respond": {"by_issue_type": True}}

    assert summed(in_a_row(changed, by_type, lasts(8, "raised"), lasts(9))) == [
        (
            "3 to 12 working days by issue type by one clock + 9 working days = 17 to 21"
            " working days"
        )
    ]


def test_the_time_to_meet_is_added_where_the_limit_runs_from_the_meeting(
    west_sussex: Procedure,
) -> None:
    from_it = lasts(6, "meeting-held", **meets(6))

    assert summed(in_a_row(west_sussex, lasts(6), from_it)) == [
        "6 working days + 6 working days + 6 working days to meet = 18 working days"
    ]


@pytest.mark.parametrize(
    "second",
    [
        lasts(6, **meets(6)),
        lasts(6, "meeting-held", **meets(0, working_hours=48)),
        lasts(6, "meeting-held", meeting={"needed": True}),
        lasts(6, "meeting-held"),
    ],
)
def test_no_other_time_to_meet_is_added(
    west_sussex: Procedure, second: dict[str, Any]
) -> None:
    assert summed(in_a_row(west_sussex, lasts(6), second)) == []


def test_stages_that_share_the_clock_of_the_whole_are_not_added(
    west_sussex: Procedure,
) -> None:
    shared = {"respond": FIVE, "clock_starts": ClockStart.IDENTIFIED}

    assert said(with_last(west_sussex, **shared)) == []


def test_a_sum_up_to_the_total_is_in_order(west_sussex: Procedure) -> None:
    assert said(with_last(west_sussex, responders=ASKED, reading="WS-A5")) == []


def test_a_total_that_is_kept_hides_none_that_is_overrun(
    west_sussex: Procedure,
) -> None:
    kept = with_last(west_sussex, respond=FIVE).model_copy(
        update={"stated_total_working_days": 30}
    )

    assert [one for one in said(kept) if "the formal stages have" in one] == [
        (
            f"{TITLE}: the formal stages have 5 + 5 + 5 + 5 + 5 = 25 working days, over the"
            " limit on the whole and the total in the IRO Handbook, 20: unanswered to the"
            " last, a dispute overruns it."
        )
    ]


def test_bounds_of_which_one_cannot_be_told_in_working_days_are_not_added(
    west_sussex: Procedure,
) -> None:
    bounds = chosen(least=Span(working_hours=8), usual=days(3), most=days(9))

    found = said(with_last(west_sussex, respond=bounds))

    assert not any("the formal stages have" in one for one in found)
