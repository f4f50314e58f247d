"""What is odd is told in its place, and with what it was judged by."""

from datetime import date
from typing import Any

import pytest

from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.matters import Reading
from domain.procedure.people import Telling
from domain.procedure.places import Place
from domain.procedure.procedure import Status
from domain.procedure.time import Bounds, ClockStart, Reminder, Span, Within
from domain.proofreading import proofread
from tests.domain.proofread import ASKED, FIVE, TUE_1_SEP_2020, with_ladder, with_last

MON_30_MAR_2026 = date(2026, 3, 30)
LADDER = ("ladders", 0)
LAST = (*LADDER, "stages", 6)
APART = {"optional": True, "entered_when": ("Rarely.",)}
DAY = Span(working_days=1)


def places(
    procedure: Procedure, on: date = TUE_1_SEP_2020
) -> list[tuple[Place, Place]]:
    return [(one.at, one.rests_on) for one in proofread(procedure, on)]


def test_days_stand_where_they_are_written(west_sussex: Procedure) -> None:
    ended = west_sussex.model_copy(update={"in_force_until": date(2020, 1, 31)})
    draft = west_sussex.model_copy(update={"status": Status.DRAFT})

    assert places(west_sussex, MON_30_MAR_2026) == [(("review_on",), ("review_on",))]
    assert places(ended) == [(("in_force_until",), ("in_force_from",))]
    assert places(draft) == [(("status",), ("in_force_from",))]


def test_roles_stand_where_they_are_written(west_sussex: Procedure) -> None:
    iro = west_sussex.officers["iro"].model_copy(update={"usually_starts_at": 9})
    optional = with_last(west_sussex, optional=True, respond=FIVE).model_copy(
        update={"officers": {**west_sussex.officers, "iro": iro}}
    )
    nobody = west_sussex.model_copy(
        update={"officers": {"cpa": west_sussex.officers["cpa"]}}
    )

    assert places(optional) == [
        (("officers", "iro", "usually_starts_at"), ("ladders",))
    ]
    assert places(nobody)[0] == (("officers",), ("officers",))


def test_a_reading_stands_where_it_is_listed_and_rests_on_everything(
    west_sussex: Procedure,
) -> None:
    idle = Reading(id="WS-A99", point="What?", reading="That.")
    readings = (*west_sussex.readings, idle)
    last = ("readings", len(readings) - 1)

    assert places(west_sussex.model_copy(update={"readings": readings})) == [(last, ())]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"title": "S, WS-A98", **APART}, (*LAST, "title")),
        (
            {"entered_when": ("A.", "WS-A98"), "optional": True},
            (*LAST, "entered_when", 1),
        ),
        ({"wording": {"decide": "WS-A98"}, **APART}, (*LAST, "wording", "decide")),
    ],
)
def test_a_reading_that_is_not_listed_is_told_where_it_is_named(
    west_sussex: Procedure, changes: dict[str, Any], at: Place
) -> None:
    assert places(with_last(west_sussex, respond=FIVE, **changes)) == [
        (at, ("readings",))
    ]


def test_what_is_odd_about_a_ladder_stands_in_it_and_rests_on_all_of_it(
    west_sussex: Procedure,
) -> None:
    overrun = places(with_last(west_sussex, respond=FIVE))
    endless = places(with_ladder(west_sussex, overall=None))
    stages = tuple(
        one.model_copy(update={"not_for": ("immediate-safety",)})
        for one in west_sussex.ladders[0].stages
    )

    assert overrun == [((*LADDER, "stages"), LADDER)]
    assert endless[-1] == (LADDER, LADDER)
    assert places(with_ladder(west_sussex, stages=stages)) == [
        ((*LADDER, "stages"), LADDER)
    ]


def test_a_warning_before_the_whole_begins_stands_there(west_sussex: Procedure) -> None:
    overall = west_sussex.ladders[0].overall
    assert overall is not None
    early = overall.model_copy(update={"warn_before": Span(working_days=20)})

    assert places(with_ladder(west_sussex, overall=early)) == [
        ((*LADDER, "overall", "warn_before"), LADDER)
    ]


def test_a_stage_without_time_left_is_told_at_that_stage(
    west_sussex: Procedure,
) -> None:
    shared = {"responders": ASKED, "respond": FIVE, "clock_starts": ClockStart.RAISED}
    stages = tuple(Stage(number=one, title=f"S{one}", **shared) for one in (1, 2))

    found = places(with_ladder(west_sussex, stages=stages))

    assert found[-1] == ((*LADDER, "stages", 1, "respond"), LADDER)


@pytest.mark.parametrize(
    ("stage", "within"),
    [
        ({"responders": None}, ()),
        ({}, ()),
        ({"respond": Within(officer_chooses=Bounds())}, ("respond",)),
        ({"respond": Within(by_issue_type=True)}, ("respond",)),
        ({"respond": FIVE, "entered_when": ()}, ("optional",)),
        (
            {
                "respond": Within(fixed=DAY),
                "reminders": (Reminder(after=DAY), Reminder(before=DAY)),
            },
            ("reminders", 1),
        ),
    ],
)
def test_what_is_odd_about_a_stage_stands_in_it_and_rests_on_all_of_it(
    west_sussex: Procedure, stage: dict[str, Any], within: Place
) -> None:
    assert places(with_last(west_sussex, **{**APART, **stage})) == [
        ((*LAST, *within), LAST)
    ]


def test_a_stage_that_only_informs_in_the_middle_is_told_there(
    west_sussex: Procedure,
) -> None:
    stages = west_sussex.ladders[0].stages
    told = (Telling(post="executive-director"),)
    silent = {"responders": None, "respond": None, "reminders": (), "tell": told}
    first = stages[0].model_copy(update=silent)
    place = (*LADDER, "stages", 0)

    found = places(with_ladder(west_sussex, stages=(first, *stages[1:])))

    assert found == [(place, place)]
