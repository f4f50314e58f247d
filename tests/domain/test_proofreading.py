"""What no council wants to learn later is said at a desk."""

from datetime import date
from typing import Any

import pytest

from domain.procedure import Procedure
from domain.procedure.ladder import Choice, Ladder, Phase, Stage, WhenUnanswered
from domain.procedure.matters import Reading
from domain.procedure.people import Telling
from domain.procedure.procedure import Status
from domain.procedure.time import Bounds, ClockStart, Overall, Reminder, Span, Within
from domain.proofreading import Severity, proofread
from tests.domain.proofread import (
    ASKED,
    FIVE,
    TUE_1_SEP_2020,
    said,
    with_ladder,
    with_last,
)

MON_30_MAR_2026 = date(2026, 3, 30)


def test_west_sussex_has_nothing_odd_before_its_review(west_sussex: Procedure) -> None:
    assert said(west_sussex) == []


@pytest.mark.meets("WS-A16")
def test_a_review_that_has_passed_is_told(west_sussex: Procedure) -> None:
    assert said(west_sussex, MON_30_MAR_2026) == [
        (
            "warning: review_on: it was due for review on Wed 31 Aug 2022; ask the council"
            " whether it still stands."
        )
    ]


def test_an_end_before_the_beginning_is_a_fault(west_sussex: Procedure) -> None:
    ended = west_sussex.model_copy(update={"in_force_until": date(2020, 1, 31)})

    assert said(ended)[0].startswith(
        "fault: in_force_until: Fri 31 Jan 2020 is before in_force_from, Thu 4 Jun 2020"
    )


def test_a_day_in_force_and_the_day_of_the_review_are_in_order(
    west_sussex: Procedure,
) -> None:
    a_day = {"in_force_until": west_sussex.in_force_from}

    assert said(west_sussex.model_copy(update=a_day)) == []
    assert said(west_sussex, date(2022, 8, 31)) == []


def test_a_draft_in_force_is_told(west_sussex: Procedure) -> None:
    draft = west_sussex.model_copy(update={"status": Status.DRAFT})

    assert said(draft) == [
        "warning: status: it is a draft and yet in force; approve it, or date it later."
    ]


def test_formal_stages_that_overrun_every_total_are_told_with_their_sum(
    west_sussex: Procedure,
) -> None:
    overrun = "5 + 5 + 5 + 5 + 5 = 25 working days"

    sentences = said(with_last(west_sussex, respond=FIVE))

    says = (
        "warning: Informal resolution, then five formal stages: the formal stages have"
        f" {overrun}, over the total that the document states, the limit on the whole and"
        " the total in the IRO Handbook, 20: unanswered to the last, a dispute overruns"
        " it."
    )
    assert sentences == [says]


def test_each_total_that_the_formal_stages_overrun_is_told_apart(
    west_sussex: Procedure,
) -> None:
    changed = with_last(west_sussex, respond=FIVE).model_copy(
        update={"stated_total_working_days": 24}
    )

    assert [one.partition("days, ")[2].partition(":")[0] for one in said(changed)][
        :2
    ] == [
        "over the total that the document states, 24",
        "over the limit on the whole and the total in the IRO Handbook, 20",
    ]


@pytest.mark.parametrize(
    "apart",
    [
        {"optional": True, "entered_when": ("Rarely.",)},
        {"phase": Phase.EXTERNAL},
        {"clock_starts": ClockStart.RAISED},
    ],
)
def test_what_does_not_add_to_the_formal_process_is_left_out_of_the_sum(
    west_sussex: Procedure, apart: dict[str, Any]
) -> None:
    assert said(with_last(west_sussex, **{"respond": FIVE, **apart})) == []


def test_no_limit_on_the_whole_is_told(west_sussex: Procedure) -> None:
    found = said(with_ladder(west_sussex, overall=None))

    assert found == [
        (
            "warning: reading WS-A1: nothing in this file rests on it; name it in a"
            " `reading` or `source`, or take it away."
        ),
        (
            "warning: Informal resolution, then five formal stages: it has no limit on the"
            " whole; write `overall` with the 20 working days of the IRO Handbook, or why"
            " not in a reading."
        ),
    ]


def test_a_warning_before_the_whole_begins_is_told(west_sussex: Procedure) -> None:
    overall = Overall.model_validate(
        {
            "within": {"working_days": 20},
            "starts": "raised",
            "warn_before": {"working_days": 20},
            "reading": "WS-A1",
        }
    )

    assert said(with_ladder(west_sussex, overall=overall)) == [
        (
            "warning: Informal resolution, then five formal stages: it warns 20 working"
            " days before the end of 20 working days: before it begins; warn later."
        )
    ]


def test_a_stage_that_asks_nobody_and_tells_nobody_is_a_fault(
    west_sussex: Procedure,
) -> None:
    assert said(with_last(west_sussex, responders=None)) == [
        (
            "fault: Stage 9: nobody is asked to answer and nobody is told; name"
            " `responders` or `tell`."
        )
    ]


def test_a_last_stage_that_only_informs_is_meant(west_sussex: Procedure) -> None:
    told = (Telling(post="executive-director"),)

    assert said(with_last(west_sussex, responders=None, tell=told)) == []


def test_a_stage_that_only_informs_in_the_middle_is_told(
    west_sussex: Procedure,
) -> None:
    stages = west_sussex.ladders[0].stages
    first = stages[0].model_copy(
        update={"responders": None, "respond": None, "reminders": ()}
    )

    changed = with_ladder(west_sussex, stages=(first, *stages[1:]))

    assert said(changed) == [
        (
            "warning: Informal resolution: nobody is asked to answer, though stages follow:"
            " it stops here until the officer takes it on."
        )
    ]


def test_a_stage_without_a_limit_is_told_unless_a_reading_says_why(
    west_sussex: Procedure,
) -> None:
    assert said(with_last(west_sussex)) == [
        (
            "warning: Stage 9: it has no limit and no reading says why: unanswered, it goes"
            " on without end; write `respond`, or a reading."
        )
    ]
    assert said(with_last(west_sussex, reading="WS-A5")) == []


def test_a_limit_the_officer_may_leave_out_is_told(west_sussex: Procedure) -> None:
    chosen = Within(officer_chooses=Bounds(most=Span(working_days=9)))
    before = {"phase": Phase.INFORMAL, "respond": chosen}

    assert said(with_last(west_sussex, **before)) == [
        "warning: Stage 9: where the officer sets no limit there is none; write `usual`."
    ]


def test_a_limit_that_holds_on_from_the_stage_before_is_always_there(
    west_sussex: Procedure,
) -> None:
    chosen = Within(officer_chooses=Bounds(as_before=True))

    assert said(with_last(west_sussex, respond=chosen)) == []


@pytest.mark.parametrize(("below", "told"), [(24, True), (12, False)])
def test_stages_that_share_a_limit_which_runs_out_at_the_first_are_told(
    west_sussex: Procedure, below: int, told: bool
) -> None:
    day, less = (Within(fixed=Span(elapsed_hours=hours)) for hours in (24, below))
    shared = {"responders": ASKED, "clock_starts": ClockStart.RAISED}
    stages = (
        Stage(number=1, title="Low", respond=less, **shared),
        Stage(number=2, title="High", respond=day, **shared),
    )

    found = said(with_ladder(west_sussex, stages=stages))

    says = (
        "warning: High: it shares its limit with Low; where nobody answers there that has"
        " run out, and a limit of its own begins here. Give the one below less, or write"
        " `sent` in `clock_starts` here."
    )
    assert (says in found) is told


def test_a_stage_below_that_asks_the_officer_hides_none_that_share_a_limit(
    west_sussex: Procedure,
) -> None:
    day = {"responders": ASKED, "respond": Within(fixed=Span(elapsed_hours=24))}
    shared = {**day, "clock_starts": ClockStart.RAISED}
    asks = WhenUnanswered.ASK_OFFICER
    stages = (
        Stage(number=1, title="Lowest", when_unanswered=asks, **day),
        Stage(number=2, title="Low", **shared),
        Stage(number=3, title="High", **shared),
    )

    found = said(with_ladder(west_sussex, stages=stages))

    assert [one for one in found if "it shares its limit with Low" in one]


def test_a_stage_with_a_clock_of_its_own_shares_no_limit_with_the_one_above(
    west_sussex: Procedure,
) -> None:
    day = {"responders": ASKED, "respond": Within(fixed=Span(elapsed_hours=24))}
    stages = (
        Stage(number=1, title="Low", clock_starts=ClockStart.SENT, **day),
        Stage(number=2, title="Middle", clock_starts=ClockStart.RAISED, **day),
        Stage(number=3, title="High", clock_starts=ClockStart.SENT, **day),
    )

    found = said(with_ladder(west_sussex, stages=stages))

    assert not any("it shares its limit" in one for one in found)


def test_issue_types_without_a_limit_are_named_where_the_stage_relies_on_them(
    west_sussex: Procedure,
) -> None:
    found = said(with_last(west_sussex, respond=Within(by_issue_type=True)))

    assert found[0].startswith(
        "warning: Stage 9: its limit comes from the issue type, and these have none:"
        " care-plan-not-agreed-or-absent, actions-do"
    )


def test_an_optional_stage_that_nothing_leads_to_is_told(
    west_sussex: Procedure,
) -> None:
    found = said(with_last(west_sussex, optional=True, respond=FIVE))

    assert found == [
        (
            "warning: Stage 9: it is optional, and nothing says when it is reached; write"
            " `entered_when`."
        )
    ]


def test_a_role_that_starts_at_an_optional_stage_is_told(
    west_sussex: Procedure,
) -> None:
    iro = west_sussex.officers["iro"].model_copy(update={"usually_starts_at": 9})
    changed = with_last(west_sussex, optional=True, respond=FIVE).model_copy(
        update={"officers": {**west_sussex.officers, "iro": iro}}
    )

    assert said(changed) == [
        (
            "warning: officers.iro: it usually starts at Stage 9, which is optional and"
            " passed over otherwise; name another stage, or take `optional` away."
        )
    ]


def test_a_procedure_in_which_nobody_may_refer_to_cafcass_is_told(
    west_sussex: Procedure,
) -> None:
    only_cpa = {"cpa": west_sussex.officers["cpa"]}

    assert said(west_sussex.model_copy(update={"officers": only_cpa}))[0] == (
        "warning: officers: no role may refer to Cafcass; give `may: [refer-to-cafcass]`"
        " to the reviewing officer of looked after children."
    )


def test_a_concern_that_no_stage_may_start_with_is_a_fault(
    west_sussex: Procedure,
) -> None:
    stages = tuple(
        stage.model_copy(update={"not_for": ("immediate-safety",)})
        for stage in west_sussex.ladders[0].stages
    )

    found = proofread(with_ladder(west_sussex, stages=stages), TUE_1_SEP_2020)

    assert [one.severity for one in found] == [Severity.FAULT]
    assert found[0].sentence() == (
        "fault: Informal resolution, then five formal stages: with a concern about the"
        " child's immediate safety there is no stage to start at; take immediate-safety"
        " out of one `not_for`."
    )


@pytest.mark.parametrize(
    ("reminder", "respond", "words"),
    [
        (
            Span(working_days=5),
            FIVE,
            (
                "a reminder 5 working days before a limit of 5 working days falls before"
                " the stage begins; remind later."
            ),
        ),
        (Span(working_days=4), FIVE, None),
        (Span(elapsed_hours=200), FIVE, None),  # other units are not compared
        (
            Span(working_days=1),
            None,
            (
                "it has a reminder but no limit, so that it is never sent; write"
                " `respond`, or take the reminder away."
            ),
        ),
    ],
)
def test_a_reminder_that_can_never_be_right_is_told(
    west_sussex: Procedure, reminder: Span, respond: Within | None, words: str | None
) -> None:
    changed = with_last(
        west_sussex,
        respond=respond,
        phase=Phase.EXTERNAL,
        reading="WS-A5",
        reminders=(Reminder(before=reminder),),
    )

    found = said(changed)

    assert found == ([] if words is None else [f"warning: Stage 9: {words}"])


def test_a_reading_that_nothing_rests_on_is_told(west_sussex: Procedure) -> None:
    idle = Reading(id="WS-A99", point="What?", reading="That.")
    readings = (*west_sussex.readings, idle)

    assert said(west_sussex.model_copy(update={"readings": readings})) == [
        (
            "warning: reading WS-A99: nothing in this file rests on it; name it in a"
            " `reading` or `source`, or take it away."
        )
    ]


def test_readings_are_told_in_the_order_of_their_numbers(
    west_sussex: Procedure,
) -> None:
    idle = [
        Reading(id=f"WS-A{number}", point="What?", reading="That.")
        for number in (110, 99, 100)
    ]
    kept = [one for one in west_sussex.readings if one.id not in ("WS-A14", "WS-A2")]
    changed = west_sussex.model_copy(update={"readings": (*kept, *idle)})

    assert [one.split(":")[1] for one in said(changed)] == [
        " reading WS-A99",
        " reading WS-A100",
        " reading WS-A110",
        " reading WS-A2",
        " reading WS-A14",
    ]


def test_a_reading_that_is_named_but_not_listed_is_a_fault(
    west_sussex: Procedure,
) -> None:
    readings = tuple(one for one in west_sussex.readings if one.id != "WS-A14")

    assert said(west_sussex.model_copy(update={"readings": readings})) == [
        "fault: reading WS-A14: it is named but not listed; add it to `readings`."
    ]


def second_ladder(procedure: Procedure, name: str, chosen_for: Choice) -> Ladder:
    ladder = procedure.ladders[0]
    changes = {"name": name, "title": name, "chosen_for": chosen_for}
    return ladder.model_copy(update=changes)


def test_a_ladder_chosen_for_nothing_is_told(west_sussex: Procedure) -> None:
    other = second_ladder(west_sussex, "other", Choice())
    ladders = (*west_sussex.ladders, other)

    assert said(west_sussex.model_copy(update={"ladders": ladders}))[0] == (
        "warning: other: `chosen_for` names nothing, so that it is never taken by itself;"
        " name officers, children, issue_types or severities."
    )


def test_a_ladder_that_an_earlier_one_stands_before_is_a_fault(
    west_sussex: Procedure,
) -> None:
    choice = Choice(officers=("cpa",))
    ladders = (
        *west_sussex.ladders,
        second_ladder(west_sussex, "first", choice),
        second_ladder(west_sussex, "second", choice),
    )

    assert said(west_sussex.model_copy(update={"ladders": ladders})) == [
        (
            "fault: second: first comes first and is chosen for the same, so that it is"
            " never reached; give them different `chosen_for`."
        )
    ]
