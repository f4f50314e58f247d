"""What is odd about a ladder: when it is taken, what takes over, its titles, meetings."""

from typing import Any

import pytest

from domain.procedure import Procedure
from domain.procedure.ladder import (
    Choice,
    Meeting,
    Stage,
    Step,
    StepStart,
    WhenUnanswered,
)
from domain.procedure.time import (
    Bounds,
    ClockStart,
    Overall,
    OverallStart,
    Reminder,
    Span,
    Within,
)
from domain.proofreading import Finding, proofread
from tests.domain.proofread import (
    ASKED,
    FIVE,
    TUE_1_SEP_2020,
    said,
    with_ladder,
    with_last,
)

TITLE = "Informal resolution, then five formal stages"
LAST = ("ladders", 0, "stages", 6)
EXTRA = {"optional": True, "entered_when": ("Rarely.",), "respond": FIVE}
"""A stage that is passed over, so that it adds nothing to the sum."""
DAY = Span(working_days=1)


def found(procedure: Procedure, others: set[str] | None = None) -> list[Finding]:
    return list(proofread(procedure, TUE_1_SEP_2020, others))


def chosen_for(procedure: Procedure, *choices: Choice) -> list[Finding]:
    """What is told of the procedure with one more ladder for each choice."""
    more = tuple(
        procedure.ladders[0].model_copy(
            update={"name": f"l{at}", "title": f"L{at}", "chosen_for": choice}
        )
        for at, choice in enumerate(choices)
    )
    ladders = (*procedure.ladders, *more)
    return found(procedure.model_copy(update={"ladders": ladders}))


# --- when it is taken ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "is_hidden"),
    [
        ({"officers": ("cpa",)}, {"officers": ("cpa",), "issue_types": ("x",)}, True),
        ({"officers": ("cpa", "iro")}, {"officers": ("cpa",)}, True),
        ({"officers": ("cpa",)}, {"officers": ("cpa", "iro")}, False),
        ({"officers": ("cpa",), "issue_types": ("x",)}, {"officers": ("cpa",)}, False),
        ({"officers": ("cpa",)}, {"issue_types": ("x",)}, False),
        ({}, {"officers": ("cpa",)}, False),
    ],
)
def test_a_ladder_hidden_by_a_wider_one_before_it_is_a_fault(
    west_sussex: Procedure,
    first: dict[str, Any],
    second: dict[str, Any],
    is_hidden: bool,
) -> None:
    told = chosen_for(west_sussex, Choice(**first), Choice(**second))

    hidden = [(one.sentence(), one.at) for one in told if "comes first" in one.says]
    assert (
        hidden
        == [
            (
                (
                    "fault: L1: L0 comes first and is chosen for all of that too, so that"
                    " it is never reached; write it before that one."
                ),
                ("ladders", 2, "chosen_for"),
            )
        ]
        * is_hidden
    )


@pytest.mark.parametrize(
    ("children", "is_told"), [("looked-after", True), ("child-protection-plan", False)]
)
def test_a_ladder_for_officers_who_act_for_no_such_child_is_a_fault(
    west_sussex: Procedure, children: str, is_told: bool
) -> None:
    choice = Choice(officers=("cpa",), children=(children,))

    found = chosen_for(west_sussex, choice)

    assert [one.at for one in found] == [("ladders", 1, "chosen_for")] * is_told
    assert [one.sentence() for one in found] == [
        (
            "fault: L0: none of its `officers` acts for one of its `children`, so that it"
            " is never taken; name others."
        )
    ] * is_told


def test_a_ladder_for_officers_or_children_alone_is_taken(
    west_sussex: Procedure,
) -> None:
    for choice in ({"officers": ("cpa",)}, {"children": ("looked-after",)}):
        assert chosen_for(west_sussex, Choice(**choice)) == []


def test_a_ladder_that_names_nothing_is_told_once_on_that_line(
    west_sussex: Procedure,
) -> None:
    told = chosen_for(west_sussex, Choice())

    assert [one.at for one in told] == [("ladders", 1, "chosen_for")]


# --- what takes over ----------------------------------------------------------------------


def test_a_procedure_that_hands_over_to_itself_is_a_fault(
    west_sussex: Procedure,
) -> None:
    changed = with_ladder(west_sussex, hands_over_to=west_sussex.name)

    (told,) = found(changed, {west_sussex.name})

    assert told.at == ("ladders", 0, "hands_over_to")
    assert told.sentence() == (
        f"fault: {TITLE}: it hands over to the procedure that it belongs to; name another,"
        " or take `hands_over_to` away."
    )


def test_a_procedure_that_nobody_wrote_takes_nothing_over(
    west_sussex: Procedure,
) -> None:
    changed = with_ladder(west_sussex, hands_over_to="west-sussex-disputes-1")

    assert found(changed) == []
    assert found(changed, {"west-sussex-disputes-1"}) == []
    (near,) = found(changed, {"west-sussex-dispute-1", "hull-1"})
    assert near.at == ("ladders", 0, "hands_over_to")
    assert near.sentence() == (
        f"fault: {TITLE}: it hands over to 'west-sussex-disputes-1', and there is no such"
        " procedure; did you mean 'west-sussex-dispute-1'?"
    )
    (far,) = found(changed, {"hull-1", west_sussex.name})
    assert far.sentence() == (
        f"fault: {TITLE}: it hands over to 'west-sussex-disputes-1', and there is no such"
        " procedure; write its file first."
    )


def test_a_ladder_that_ends_in_itself_asks_for_no_other(west_sussex: Procedure) -> None:
    assert found(west_sussex, set()) == []


# --- the total ----------------------------------------------------------------------------


def overall(**keys: Any) -> Overall:
    within = keys.pop("within", Span(working_days=21))
    return Overall(within=within, starts=OverallStart.RAISED, **keys)


def test_a_limit_on_the_whole_that_the_document_does_not_state_is_told(
    west_sussex: Procedure,
) -> None:
    (idle, told) = found(with_ladder(west_sussex, overall=overall()))

    assert idle.where == "reading WS-A1"
    assert told.at == ("ladders", 0, "overall", "within")
    assert told.sentence() == (
        f"warning: {TITLE}: its limit on the whole is 21 working days, and the document"
        " states 20; write the same, or say why not in a reading."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"overall": overall(reading="WS-A1")},
        {"overall": overall(within=Span(calendar_days=30), source="§3, WS-A1")},
        {
            "overall": overall(source="§3, WS-A1"),
            "chosen_for": Choice(officers=("cpa",)),
        },
    ],
)
def test_another_total_is_meant_in_another_unit_for_some_or_by_a_reading(
    west_sussex: Procedure, changes: dict[str, Any]
) -> None:
    assert said(with_ladder(west_sussex, **changes)) == []


def test_no_total_is_compared_where_the_document_states_none(
    west_sussex: Procedure,
) -> None:
    silent = west_sussex.model_copy(update={"stated_total_working_days": None})
    changed = with_ladder(silent, overall=overall(source="§3, WS-A1"))

    assert said(changed) == []


def test_no_limit_on_the_whole_is_meant_where_the_ladder_has_a_reading(
    west_sussex: Procedure,
) -> None:
    assert said(with_ladder(west_sussex, overall=None, reading="WS-A1")) == []


# --- titles, meetings, reminders ----------------------------------------------------------


def test_two_stages_of_one_title_are_told_at_the_second(west_sussex: Procedure) -> None:
    (told,) = found(with_last(west_sussex, **EXTRA, title="Stage 5"))

    assert told.at == (*LAST, "title")
    assert told.sentence() == (
        f"warning: {TITLE}: two of its stages are called 'Stage 5'; give each its own"
        " title."
    )


def test_a_clock_that_starts_from_a_meeting_needs_one(west_sussex: Procedure) -> None:
    starts = {**EXTRA, "clock_starts": ClockStart.MEETING_HELD}

    (told,) = found(with_last(west_sussex, **starts))

    assert told.at == (*LAST, "clock_starts")
    assert told.sentence() == (
        "warning: Stage 9: its clock starts from a meeting, and it has none; write"
        " `meeting`, or another `clock_starts`."
    )
    assert found(with_last(west_sussex, **starts, meeting=Meeting())) == []


def test_a_step_that_is_counted_from_a_meeting_needs_one(
    west_sussex: Procedure,
) -> None:
    plain = Step(key="call", says="Call.")
    minutes = Step(key="minutes", says="Write.", starts=StepStart.MEETING_HELD)
    steps = {**EXTRA, "steps": (plain, minutes)}

    (told,) = found(with_last(west_sussex, **steps))

    assert told.at == (*LAST, "steps", 1, "starts")
    assert told.sentence() == (
        "warning: Stage 9: the limit of minutes is counted from a meeting, and the stage"
        " has none; write `meeting`, or take `starts` away."
    )
    assert found(with_last(west_sussex, **steps, meeting=Meeting())) == []


@pytest.mark.parametrize(
    ("within", "told"),
    [
        (
            Span(working_days=6),
            (
                "its meeting is to be held within 6 working days, its limit is 5 working"
                " days: it passes before the meeting; let the meeting come first."
            ),
        ),
        (
            Span(working_hours=6),
            (
                "its meeting is to be held within 6 working hours, its limit is 5 working"
                " days: see that the meeting comes first, and write both in one unit."
            ),
        ),
        (Span(working_days=5), None),
    ],
)
def test_a_meeting_comes_before_the_limit(
    west_sussex: Procedure, within: Span, told: str | None
) -> None:
    meeting = Meeting(within=Within(fixed=within))

    answer = found(with_last(west_sussex, **EXTRA, meeting=meeting))

    assert [(one.sentence(), one.at) for one in answer] == [
        (f"warning: Stage 9: {told}", (*LAST, "meeting", "within"))
    ] * (told is not None)


def test_a_meeting_after_the_limit_is_meant_where_a_reading_says_so(
    west_sussex: Procedure,
) -> None:
    six = Within(fixed=Span(working_days=6))
    meeting = Meeting(within=six, reading="WS-A5")

    assert found(with_last(west_sussex, **EXTRA, meeting=meeting)) == []


def test_a_meeting_is_compared_with_a_limit_that_is_set_alone(
    west_sussex: Procedure,
) -> None:
    six = Meeting(within=Within(fixed=Span(working_days=6)))
    chosen = Within(officer_chooses=Bounds(usual=DAY))
    free = Meeting(within=chosen)
    stage = {**EXTRA, "respond": chosen}

    assert found(with_last(west_sussex, **stage, meeting=six)) == []
    assert found(with_last(west_sussex, **EXTRA, meeting=free)) == []


def in_the_middle(procedure: Procedure, **changes: Any) -> Procedure:
    """The procedure with Stage 2 changed, which stages follow."""
    stages: list[Stage] = list(procedure.ladders[0].stages)
    stages[2] = stages[2].model_copy(update=changes)
    return with_ladder(procedure, stages=tuple(stages))


def test_a_reminder_after_a_limit_at_which_the_stage_passes_on_is_told(
    west_sussex: Procedure,
) -> None:
    reminders = (Reminder(before=DAY), Reminder(after=DAY))

    (told,) = found(in_the_middle(west_sussex, reminders=reminders))

    assert told.at == ("ladders", 0, "stages", 2, "reminders", 1, "after")
    assert told.sentence() == (
        "warning: Stage 2: a reminder 1 working day after the limit is never sent: the"
        " stage passes on by itself at the limit; remind `before`, or write"
        " `when_unanswered: ask-officer`."
    )


def test_a_reminder_after_the_limit_is_sent_where_the_officer_is_asked_or_at_the_end(
    west_sussex: Procedure,
) -> None:
    after = (Reminder(after=DAY),)
    asked = {"reminders": after, "when_unanswered": WhenUnanswered.ASK_OFFICER}

    assert found(in_the_middle(west_sussex, **asked)) == []
    assert found(with_last(west_sussex, **EXTRA, reminders=after)) == []


def test_a_reminder_without_a_limit_is_told_once(west_sussex: Procedure) -> None:
    changes = {"reminders": (Reminder(after=DAY),), "respond": None, "reading": "WS-A5"}

    told = found(in_the_middle(west_sussex, **changes))

    assert [one.at for one in told] == [("ladders", 0, "stages", 2, "reminders", 0)]


# --- quotes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ['"Stage 9"', "'Stage 9'", "\u201cStage 9\u201d", "\u2018Stage 9\u2019"]
)
def test_quotes_that_became_part_of_the_words_are_told(
    west_sussex: Procedure, written: str
) -> None:
    told = found(with_last(west_sussex, **EXTRA, title=written))

    assert [(one.sentence(), one.at) for one in told] == [
        (
            (
                "warning: stage 9, title: the words themselves begin and end with quotes,"
                f" {written}, and are shown so; write Stage 9, with one pair of quotes"
                " around it or none."
            ),
            (*LAST, "title"),
        )
    ]


@pytest.mark.parametrize(
    "written", ['"Stage" and "9"', "Stage '9'", '"Stage 9', "'Stage 9\"", '"', "''9''"]
)
def test_quotes_within_words_are_meant(west_sussex: Procedure, written: str) -> None:
    assert found(with_last(west_sussex, **EXTRA, title=written)) == []


def test_quotes_are_looked_for_in_lists_and_keys_too(west_sussex: Procedure) -> None:
    conditions = {**EXTRA, "entered_when": ("Rarely.", '"Rarely."')}
    words = west_sussex.words.model_copy(update={"officer": "'IRO'"})

    told = found(with_last(west_sussex, **conditions)) + found(
        west_sussex.model_copy(update={"words": words})
    )

    assert [one.at for one in told] == [
        (*LAST, "entered_when", 1),
        ("words", "officer"),
    ]


def test_a_stage_that_asks_the_group_manager_is_in_order(
    west_sussex: Procedure,
) -> None:
    assert found(with_last(west_sussex, **EXTRA, responders=ASKED)) == []
