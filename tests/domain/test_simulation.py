"""A dispute played through without a server comes to the dates that people are told."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from domain.calendar import WorkingCalendar, london
from domain.dispute import A_LITTLE_LATE
from domain.errors import DisputeRefused, RaiseRefused
from domain.messages import read_raised
from domain.opening import Basis
from domain.procedure import Procedure
from domain.procedure.time import Bounds, Span, Within
from domain.script import USUAL_LIMIT, Answer, Script, ScriptRefused
from domain.simulation import Course, simulate
from domain.standstill import CHASES
from domain.story import Story
from procedures.shelf import Shelf

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)  # 10:00 in London
INVENTED = Path(__file__).parents[1] / "procedures" / "invented"
AT_STAGE_1 = {"start_stage": 1, "start_because": "Talking changed nothing."}
IRO = {"post": "iro", "reference": "OFFICER-1"}
MANAGER = {"post": "practice-manager", "reference": "PM-3"}


def played(
    procedure: Procedure, calendar: WorkingCalendar, *answers: dict[str, object]
) -> Course:
    script = Script.model_validate({"raise": AT_STAGE_1, "answers": answers})
    return simulate(script, Basis(procedure=procedure, calendar=calendar), MON_30_MAR)


def answered(after: int, **more: object) -> dict[str, object]:
    return {
        "at_stage": 1,
        "after_working_days": after,
        "send": "manager_response",
        "by": MANAGER,
        "answer": "Marmalade is ordered.",
        **more,
    }


def decided(after: int, *, satisfied: bool, **more: object) -> dict[str, object]:
    return {
        "at_stage": 1,
        "after_working_days": after,
        "send": "officer_decision",
        "by": IRO,
        "satisfied": satisfied,
        "because": "Breakfast is what counts.",
        **more,
    }


def noted(after: int) -> dict[str, object]:
    return {
        "at_stage": 1,
        "after_working_days": after,
        "send": "note",
        "by": IRO,
        "text": "Tea.",
    }


@pytest.fixture
def unanswered(west_sussex: Procedure, calendar: WorkingCalendar) -> Course:
    return played(west_sussex, calendar)


def test_unanswered_it_climbs_by_the_told_dates(unanswered: Course) -> None:
    begun = [one for one in unanswered.entries if one.kind == "stage-begun"]

    assert [(one.stage, london(one.at), one.details["due_at"]) for one in begun] == [
        (1, "Mon 30 Mar 2026 10:00", "2026-04-08T16:00:00+00:00"),
        (2, "Wed 8 Apr 2026 17:00", "2026-04-15T16:00:00+00:00"),
        (3, "Wed 15 Apr 2026 17:00", "2026-04-22T16:00:00+00:00"),
        (4, "Wed 22 Apr 2026 17:00", "2026-04-29T16:00:00+00:00"),
        (5, "Wed 29 Apr 2026 17:00", None),
    ]


def test_unanswered_it_tells_who_is_asked_by_when(unanswered: Course) -> None:
    asked = [
        (one.to, london(one.due_at))
        for one in unanswered.notices
        if one.kind == "stage-begun" and one.purpose == "to-act" and one.due_at
    ]

    assert asked == [
        ("practice-manager", "Wed 8 Apr 2026 17:00"),
        ("group-manager", "Wed 15 Apr 2026 17:00"),
        ("service-lead", "Wed 22 Apr 2026 17:00"),
        ("assistant-director", "Wed 29 Apr 2026 17:00"),
        ("deputy-director", "Wed 29 Apr 2026 17:00"),
    ]


def test_it_stops_when_the_officer_alone_is_waited_for_and_says_so(
    unanswered: Course,
) -> None:
    chases = [one for one in unanswered.entries if one.kind == "decide"]

    assert len(chases) == CHASES
    assert unanswered.ended_at == chases[-1].at
    assert unanswered.situation.standing.is_open
    assert "There is no limit at this stage" in unanswered.ends
    assert f"was asked again {CHASES} times" in unanswered.ends


def test_an_answer_and_a_decision_end_the_stage_before_its_limit(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar, answered(2), decided(3, satisfied=False))

    assert [london(at) for at, _ in course.spoken] == [
        "Wed 1 Apr 2026 10:00",
        "Thu 2 Apr 2026 10:00",
    ]
    second = next(one for one in course.entries if one.stage == 2)
    assert london(second.at) == "Thu 2 Apr 2026 10:00"


def test_an_answer_is_sent_at_the_time_of_day_that_the_script_names(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar, answered(1, at="16:59"))

    assert [london(at) for at, _ in course.spoken] == ["Tue 31 Mar 2026 16:59"]


def test_an_answer_at_the_very_limit_is_in_time(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    in_time = played(west_sussex, calendar, answered(5, at="17:00"))
    too_late = played(west_sussex, calendar, answered(5, at="17:01"))

    assert [london(at) for at, _ in in_time.spoken] == ["Wed 8 Apr 2026 17:00"]
    assert "limit-passed" not in [one.kind for one in in_time.entries]
    assert too_late.spoken == ()
    assert len(too_late.unsent) == 1


def test_where_somebody_may_still_answer_they_are_named(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar)

    assert course.request.reference == "SCRIPT-1"
    assert course.ends == (
        "Nothing more happens by itself, and it stays open. Awaited: Executive Director"
        " Children's Services and Deputy Director. There is no limit at this stage; the"
        " officer decides what follows. Whoever is to decide was asked again 2 times."
    )


def test_who_was_asked_again_is_counted_from_what_last_moved_it(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar, answered(1), noted(7))

    asked = [one for one in course.entries if one.kind == "decide"]
    assert len(asked) == 1 + CHASES, "the note is news, after which it counts anew"
    assert course.ends.endswith(f"Whoever is to decide was asked again {CHASES} times.")


def test_an_officer_asked_often_enough_is_still_warned_of_the_limit_on_the_whole(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar, answered(1))

    kinds = [one.kind for one in course.entries]
    assert kinds.count("decide") > CHASES
    assert kinds[-2:] == ["overall-warning", "overall-passed"]
    assert london(course.ended_at) == "Wed 29 Apr 2026 17:00"


def test_what_nobody_is_told_of_has_its_moment_too(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar, answered(1), noted(7))

    found = [
        (london(one.at), one.notices)
        for one in course.moments()
        if [entry.kind for entry in one.entries] == ["noted"]
    ]
    assert found == [("Fri 10 Apr 2026 10:00", ())]


def test_what_is_closed_has_ended_in_one_word(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    closed = {
        "at_stage": 1,
        "after_working_days": 1,
        "send": "close_dispute",
        "by": IRO,
        "outcome": "sufficiently-progressed",
        "impact": "Marmalade.",
        "child_told": {"told": True, "how_or_why_not": "At breakfast."},
        "ticked": ["participants-advised", "workflow-completed"],
    }

    course = played(west_sussex, calendar, closed)

    assert course.ends == "It has ended: sufficiently progressed."
    written = {one.at for one in course.entries} | {one.at for one in course.notices}
    assert [moment.at for moment in course.moments()] == sorted(written)


def test_what_was_agreed_is_due_so_many_working_days_after_the_decision(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    action = {"what": "Marmalade", "owner": "social-worker", "in_working_days": 3}
    course = played(west_sussex, calendar, decided(1, satisfied=True, actions=[action]))

    undone = next(one for one in course.entries if one.kind == "action-not-done")
    assert london(undone.at) == "Tue 7 Apr 2026 17:00"  # past Good Friday and Easter


def test_an_answer_that_is_not_taken_is_refused_with_its_number(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    with pytest.raises(DisputeRefused, match="Answer 2, officer_decision at stage 1"):
        played(
            west_sussex,
            calendar,
            answered(1),
            decided(2, satisfied=True, by={"post": "iro", "reference": "IRO-8"}),
        )


def test_an_answer_for_a_stage_that_never_comes_is_named(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(west_sussex, calendar, answered(1, at_stage=9))

    assert [one.at_stage for one in course.unsent] == [9]
    assert course.spoken == ()


def test_a_dispute_that_is_closed_has_ended(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    withdrawn = {
        "at_stage": 1,
        "send": "withdraw",
        "by": IRO,
        "because": "There was marmalade all along.",
    }
    course = played(west_sussex, calendar, withdrawn)

    assert course.ends == "It has ended: withdrawn."
    assert course.ended_at == MON_30_MAR


def test_what_is_written_at_night_goes_in_the_morning_of_the_next_working_day(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    at_night = {"at_stage": 1, "after_working_days": 1, "at": "22:00", "by": IRO}
    settled = {**at_night, "send": "withdraw", "because": "Settled."}

    course = played(west_sussex, calendar, settled)

    sent = [one.send_from for one in course.notices if one.kind == "closed"]
    assert [london(at) for at in sent if at] == ["Wed 1 Apr 2026 07:00"] * 3


def test_what_is_overtaken_in_the_night_is_left_out_in_the_morning(
    anyshire: Procedure, calendar: WorkingCalendar
) -> None:
    by = {"post": "officer", "reference": "OFFICER-1"}
    at_night = {"at_stage": 1, "after_working_days": 1, "by": by, "because": "Snow."}
    until = {"until": {"in_working_days": 5}}
    held = {**at_night, "at": "22:00", "send": "place_on_hold", **until}
    resumed = {**at_night, "at": "23:00", "send": "resume"}

    course = played(anyshire, calendar, held, resumed)

    left_out = [one for one in course.entries if one.kind == "not-sent"]
    assert {london(one.at) for one in left_out} == {"Wed 1 Apr 2026 07:00"}


def test_what_may_not_be_raised_is_refused(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    script = Script.model_validate({"raise": {"themes": ["breakfast"]}})

    with pytest.raises(RaiseRefused, match="'breakfast' is not an issue type here"):
        simulate(script, Basis(procedure=west_sussex, calendar=calendar), MON_30_MAR)


@pytest.mark.parametrize("name", Shelf().names())
def test_every_procedure_can_be_played_with_nobody_answering(
    name: str, shelf: Shelf, calendar: WorkingCalendar
) -> None:
    basis = Basis(procedure=shelf.named(name), calendar=calendar)

    course = simulate(Script(), basis, MON_30_MAR)

    assert course.ends.startswith("Nothing more happens by itself, and it stays open.")
    happened = [entry for one in course.moments() for entry in one.entries]
    assert happened == list(course.entries)
    assert sum(len(one.notices) for one in course.moments()) == len(course.notices)


def test_a_date_in_a_script_is_so_many_working_days_from_the_day_it_is_sent(
    calendar: WorkingCalendar,
) -> None:
    answer = Answer.model_validate(
        {
            "at_stage": 1,
            "send": "meeting_arranged",
            "by": IRO,
            "takes_place_at": {"in_working_days": 4, "at": "14:30"},
        }
    )

    message = answer.message(1, MON_30_MAR.date(), calendar)

    assert message.model_dump(mode="json")["takes_place_at"] == "2026-04-07T13:30:00Z"
    assert answer.at == time(10)


def test_a_date_in_no_working_days_is_the_day_itself_though_nobody_works(
    calendar: WorkingCalendar,
) -> None:
    answer = Answer.model_validate(
        {
            "at_stage": 1,
            "send": "meeting_held",
            "by": IRO,
            "held_on": {"in_working_days": 0},
            "outcome": "Marmalade, from Monday.",
        }
    )
    saturday = date(2026, 3, 28)

    message = answer.message(1, saturday, calendar)

    assert message.model_dump(mode="json")["held_on"] == "2026-03-28"


@pytest.mark.parametrize(
    ("bounds", "set_for_it"),
    [
        ({}, {0: USUAL_LIMIT}),
        ({"least": 3, "most": 8}, {0: USUAL_LIMIT}),
        ({"least": 7}, {0: 7}),
        ({"most": 1}, {0: 1}),
        ({"usual": 4}, {}),
    ],
)
def test_a_limit_that_the_officer_has_to_set_is_set_within_its_bounds(
    west_sussex: Procedure, bounds: dict[str, int], set_for_it: dict[int, int]
) -> None:
    spans = {name: Span(working_days=days) for name, days in bounds.items()}
    ladder = west_sussex.ladders[0]
    first = ladder.stages[0].model_copy(
        update={"respond": Within(officer_chooses=Bounds(**spans))}
    )
    open_limit = ladder.model_copy(update={"stages": (first, *ladder.stages[1:])})
    procedure = west_sussex.model_copy(update={"ladders": (open_limit,)})

    assert Script().request(procedure)["respond_within_working_days"] == set_for_it


@pytest.mark.parametrize("late_by", [timedelta(milliseconds=58), A_LITTLE_LATE])
def test_a_server_that_rings_a_little_late_costs_nobody_a_day(
    calendar: WorkingCalendar, late_by: timedelta
) -> None:
    """Where what comes after closing time counts as the next day, moments would."""
    procedure = Shelf(INVENTED).named("quillshire-2025-04")
    basis = Basis(procedure=procedure, calendar=calendar)
    request = read_raised(Script().request(procedure))
    on_time, late = (Story(request, basis, MON_30_MAR) for _ in range(2))

    on_time.ring()
    late.now = (late.alarm() or MON_30_MAR) + late_by
    late.ring()

    assert on_time.dispute.due() is not None
    assert late.dispute.due() == on_time.dispute.due()


@pytest.mark.parametrize(
    "late_by", [A_LITTLE_LATE + timedelta(milliseconds=1), timedelta(days=1)]
)
def test_a_server_that_was_down_gives_the_next_stage_its_whole_time(
    calendar: WorkingCalendar, late_by: timedelta
) -> None:
    procedure = Shelf(INVENTED).named("quillshire-2025-04")
    basis = Basis(procedure=procedure, calendar=calendar)
    request = read_raised(Script().request(procedure))
    on_time, late = (Story(request, basis, MON_30_MAR) for _ in range(2))

    on_time.ring()
    late.now = (late.alarm() or MON_30_MAR) + late_by
    late.ring()

    assert (late.dispute.due() or MON_30_MAR) > (on_time.dispute.due() or MON_30_MAR)


def test_where_nobody_is_asked_next_the_officer_is_waited_for_since_the_limit(
    calendar: WorkingCalendar,
) -> None:
    plain = Shelf(INVENTED).named("thistlemere-3").model_dump(mode="json")
    plain["ladders"][0]["stages"][1]["when_unanswered"] = "escalate"
    procedure = Procedure.model_validate(plain)
    basis = Basis(procedure=procedure, calendar=calendar)
    request = read_raised(Script().request(procedure))
    story = Story(request, basis, MON_30_MAR)
    while story.dispute.stage is None or story.dispute.stage.number < 3:
        story.now = (story.alarm() or MON_30_MAR) + timedelta(minutes=4)
        story.ring()

    story.ring()

    assert story.dispute.entries[-1].says == (
        "The Mayor is told: it has waited since Wed 15 Apr 2026 17:00."
    )


def test_on_the_day_on_which_a_stage_began_an_answer_is_sent_at_once_or_at_its_time(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    course = played(
        west_sussex, calendar, answered(0), noted(0), answered(0, at="15:30")
    )

    assert [london(at) for at, _ in course.spoken] == [
        "Mon 30 Mar 2026 10:00",
        "Mon 30 Mar 2026 10:00",
        "Mon 30 Mar 2026 15:30",
    ]


def test_a_time_before_the_stage_begins_is_refused_and_its_very_minute_taken(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    at_stage_2 = {
        **answered(0),
        "at_stage": 2,
        "by": {**MANAGER, "post": "group-manager"},
    }

    on_time = played(west_sussex, calendar, {**at_stage_2, "at": "17:00"})
    with pytest.raises(ScriptRefused) as refusal:
        played(west_sussex, calendar, {**at_stage_2, "at": "16:59"})

    assert [london(at) for at, _ in on_time.spoken] == ["Wed 8 Apr 2026 17:00"]
    assert refusal.value.answers == [
        (
            1,
            (
                "Answer 1, manager_response at stage 2: 16:59 is before the stage begins,"
                " Wed 8 Apr 2026 17:00; name a later time, or a later day."
            ),
        )
    ]


def test_what_follows_an_answer_that_is_not_taken_is_played_and_told_with_it(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    resume = {"at_stage": 1, "send": "resume", "by": IRO}

    with pytest.raises(ScriptRefused) as refusal:
        played(west_sussex, calendar, resume, answered(1), resume)

    nothing = "It is not on hold, so there is nothing to resume."
    assert refusal.value.answers == [
        (1, f"Answer 1, resume at stage 1: {nothing}"),
        (3, f"Answer 3, resume at stage 1: {nothing}"),
    ]
    assert str(refusal.value) == "\n".join(why for _, why in refusal.value.answers)


@pytest.mark.parametrize(
    ("raised", "role", "kind"),
    [
        ({}, "reviewing-officer", "looked-after"),
        (
            {"child": {"kind": "child-protection"}},
            "conference-chair",
            "child-protection",
        ),
        (
            {"raised_by": {"role": "conference-chair"}},
            "conference-chair",
            "child-protection",
        ),
        ({"child": {"kind": "teenager"}}, "reviewing-officer", "teenager"),
        ({"raised_by": {"role": "mayor"}}, "mayor", "looked-after"),
        ({"raised_by": "mayor", "child": 7}, "reviewing-officer", "looked-after"),
    ],
)
def test_role_and_kind_of_child_are_taken_to_fit_each_other(
    anyshire: Procedure, raised: dict[str, object], role: str, kind: str
) -> None:
    script = Script.model_validate({"raise": raised})

    filled = script.filled(anyshire)

    whole_by = {"role": role, "reference": "OFFICER-1"}
    whole_child = {"kind": kind, "reference": "C-1138"}
    by, child = raised.get("raised_by", {}), raised.get("child", {})
    assert filled["raised_by"] == (whole_by if isinstance(by, dict) else by)
    assert filled["child"] == (whole_child if isinstance(child, dict) else child)


def test_what_is_named_in_part_is_completed_and_what_is_named_stands(
    anyshire: Procedure,
) -> None:
    raised = {"raised_by": {"reference": "RO-7"}, "child": {"reference": "C-2"}}

    filled = Script.model_validate({"raise": raised}).filled(anyshire)

    assert filled["raised_by"] == {"role": "reviewing-officer", "reference": "RO-7"}
    assert filled["child"] == {"kind": "looked-after", "reference": "C-2"}


def test_a_start_at_a_later_stage_needs_no_reason_where_it_is_only_played(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    script = Script.model_validate({"raise": {"start_stage": 4}})

    course = simulate(
        script, Basis(procedure=west_sussex, calendar=calendar), MON_30_MAR
    )

    assert course.request.start_because == "To see what follows from there."
    assert [one.stage for one in course.entries if one.kind == "stage-begun"] == [4, 5]


def test_an_answer_of_the_first_day_without_a_time_is_sent_as_the_stage_begins(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    script = Script.model_validate({"raise": AT_STAGE_1, "answers": [answered(0)]})
    basis = Basis(procedure=west_sussex, calendar=calendar)
    afternoon = MON_30_MAR + timedelta(hours=5)

    course = simulate(script, basis, afternoon)

    assert [at for at, _ in course.spoken] == [afternoon]
