"""Several have to be satisfied: all are asked, and who is silent is asked again."""

from domain.calendar import WorkingCalendar
from domain.explaining import explain
from domain.opening import Basis
from domain.record import Standing
from domain.script import Script
from domain.simulation import simulate
from domain.situation import situation_of
from tests.domain.climbing import Climb
from tests.domain.several import (
    LEAD,
    SATISFIED,
    TEA,
    TUE_31_MAR,
    WED_8_APR_17,
    WED_15_APR_17,
    Accepting,
    answered,
    asked_since,
    last_said,
)

# --- who is asked, and waited for ------------------------------------------------------


def test_a_whole_answer_is_put_to_everybody_who_must_be_satisfied(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "health-lead")
    before = climb.told()[-1].number

    answered(climb)

    to_lead = climb.told()[-1]
    assert asked_since(climb, before) == {
        "officer": (
            "Please say whether you are satisfied, take it to another stage, or close it."
        ),
        "health-lead": "Please say whether you are satisfied with the answer.",
    }
    assert (to_lead.to, to_lead.kind, to_lead.purpose, to_lead.otherwise) == (
        "health-lead",
        "response-received",
        "to-act",
        (
            "You are asked again until you say so; nobody is taken to be satisfied who is"
            " silent."
        ),
    )
    assert to_lead.says == "Ward Sister of the cottage hospital answered."
    assert to_lead.answers == (
        (
            "disputes decide thistlemere/WSX-2026-0042 --as health-lead/YOUR-REF"
            " --satisfied --because TEXT"
        ),
        (
            "disputes decide thistlemere/WSX-2026-0042 --as health-lead/YOUR-REF"
            " --not-satisfied --because TEXT"
        ),
    )


def test_half_an_answer_is_put_to_nobody(accepting: Accepting) -> None:
    climb = accepting("officer", "health-lead")

    climb.say(
        "manager_response", {"post": "team-manager", "reference": "T-1"}, answer="?"
    )

    assert climb.dispute.awaited() == ("ward-sister",)
    assert "health-lead" not in {one.to for one in climb.told()}


def test_everybody_who_must_be_satisfied_is_awaited(both: Climb) -> None:
    now = situation_of(both.dispute)

    assert now.standing is Standing.AWAITING_OFFICER
    assert now.awaiting == ("officer", "Lead for Children's Health")
    assert now.next_says == (
        "The officer and the Lead for Children's Health are asked again until they say"
        " whether they are satisfied."
    )


def test_whoever_has_said_so_is_no_longer_awaited(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED)

    now = situation_of(both.dispute)
    assert now.awaiting == ("Lead for Children's Health",)
    assert now.next_says == (
        "The Lead for Children's Health is asked again until they say whether they are"
        " satisfied."
    )


def test_the_officer_hears_of_an_answer_that_others_have_to_be_satisfied_with(
    accepting: Accepting,
) -> None:
    climb = accepting("health-lead")
    before = climb.told()[-1].number

    answered(climb)

    assert climb.dispute.awaited() == ("health-lead",)
    assert list(asked_since(climb, before)) == ["health-lead"]
    told = [(one.to, one.kind.value) for one in climb.told() if one.number > before]
    assert told == [
        ("officer", "response-received"),
        ("health-lead", "response-received"),
        ("officer", "response-received"),
    ]


def test_the_others_are_asked_as_soon_as_one_is_satisfied(both: Climb) -> None:
    before = both.told()[-1].number

    both.say("officer_decision", **SATISFIED)

    told = both.told()[-1]
    assert (told.number, told.to, told.kind) == (before + 1, "health-lead", "decide")
    assert told.asked == "Please say whether you are satisfied with the answer."
    assert told.says == (
        "The officer is satisfied: resolved. Still to say so: Lead for Children's Health."
    )


def test_the_officer_hears_of_it_when_others_are_waited_for(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "health-lead", "director")
    answered(climb)
    climb.say("officer_decision", **SATISFIED)
    before = climb.told()[-1].number

    climb.say(
        "officer_decision",
        LEAD,
        **SATISFIED,
        outcome="partly-settled",
        follow_up_on="2026-04-30",
    )

    assert climb.told_since(before) == [("director", "decide"), ("officer", "noted")]
    assert climb.told()[-1].says == (
        "The Lead for Children's Health is satisfied: partly settled. Still to say so:"
        " Director."
    )


def test_while_no_answer_has_come_one_acceptance_stops_no_clock(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "health-lead")

    climb.say("officer_decision", **SATISFIED)

    now = situation_of(climb.dispute)
    assert now.standing is Standing.AWAITING_RESPONSE
    assert now.due_at == WED_8_APR_17
    assert now.awaiting == (
        "Team Manager",
        "Ward Sister of the cottage hospital",
        "Lead for Children's Health",
    )


def test_whoever_must_be_satisfied_is_awaited_during_a_hold(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED)
    both.say("place_on_hold", until="2026-04-10", because="Away.")

    assert both.dispute.awaited() == ("health-lead",)


def test_an_answer_during_a_hold_is_put_to_everybody_when_the_clock_runs_again(
    accepting: Accepting,
) -> None:
    climb = accepting("health-lead")
    climb.say("place_on_hold", until="2026-04-10", because="Away.")
    answered(climb)

    climb.say("resume", because="Back.")

    assert climb.dispute.standing is Standing.AWAITING_OFFICER
    assert climb.dispute.awaited() == ("health-lead",)


def test_a_limit_that_passes_unanswered_asks_the_officer_and_who_is_still_to_accept(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "health-lead", when_unanswered="ask-officer")
    climb.say("officer_decision", **SATISFIED)

    climb.pass_until(WED_8_APR_17)

    assert climb.dispute.awaited() == ("health-lead", "officer")


# --- who is silent is asked again ------------------------------------------------------


def test_whoever_is_silent_is_asked_again_like_the_officer(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED)
    before = both.told()[-1].number

    both.pass_until(WED_8_APR_17)

    [chased] = [one for one in both.told() if one.number > before]
    assert (chased.to, chased.kind, chased.purpose) == (
        "health-lead",
        "decide",
        "to-act",
    )
    assert chased.asked == "Please say whether you are satisfied with the answer."
    assert chased.says == (
        "Team and ward: it has waited since Mon 30 Mar 2026 10:00. Still to say whether"
        " they are satisfied: Lead for Children's Health."
    )


def test_from_the_second_time_the_officer_and_their_manager_see_to_it(
    both: Climb,
) -> None:
    both.say("officer_decision", **SATISFIED)
    both.pass_until(WED_8_APR_17)
    before = both.told()[-1].number

    both.pass_until(WED_15_APR_17)

    see_to_it = "Please see that they say so, or that it goes on without them."
    assert asked_since(both, before) == {
        "health-lead": "Please say whether you are satisfied with the answer.",
        "officer": see_to_it,
        "reviewing-manager": see_to_it,
    }


def test_officer_and_others_are_asked_again_each_for_what_they_have_to_say(
    both: Climb,
) -> None:
    both.pass_until(WED_8_APR_17)
    before = both.told()[-1].number

    both.pass_until(WED_15_APR_17)

    assert asked_since(both, before) == {
        "officer": "Please decide, take it to another stage, or close it.",
        "health-lead": "Please say whether you are satisfied with the answer.",
        "reviewing-manager": (
            "Please see that it is decided, by the officer or in their stead."
        ),
    }


def test_the_time_is_counted_from_when_one_was_satisfied(both: Climb) -> None:
    both.pass_until(TUE_31_MAR)
    both.say("officer_decision", **SATISFIED)
    before = both.told()[-1].number

    both.pass_until(WED_8_APR_17)

    assert both.told_since(before) == []


def test_who_says_the_same_again_is_not_given_more_time_for_it(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED)
    both.pass_until(TUE_31_MAR)
    both.say("officer_decision", **SATISFIED)
    before = both.told()[-1].number

    both.pass_until(WED_8_APR_17)

    assert both.told_since(before) == [("health-lead", "decide")]


def test_while_an_answer_is_awaited_who_has_to_accept_is_asked_again_too(
    accepting: Accepting,
) -> None:
    ten_days = {"fixed": {"working_days": 10}}
    climb = accepting("officer", "health-lead", respond=ten_days)
    climb.say("officer_decision", **SATISFIED)
    before = climb.told()[-1].number

    climb.pass_until(WED_8_APR_17)

    assert climb.told_since(before) == [("health-lead", "decide")]


# --- one of several is enough ----------------------------------------------------------


def test_where_any_of_them_is_enough_the_first_settles_it(accepting: Accepting) -> None:
    climb = accepting("officer", "health-lead", needed="any")
    answered(climb)
    assert climb.dispute.awaited() == ("officer", "health-lead")

    climb.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])

    assert climb.dispute.standing is Standing.MONITORING
    assert last_said(climb, "accepted") == (
        "The Lead for Children's Health is satisfied: resolved."
    )


def test_an_officer_whom_the_stage_does_not_name_is_not_enough(
    accepting: Accepting,
) -> None:
    climb = accepting("health-lead", "director", needed="any")
    answered(climb)

    climb.say("officer_decision", **SATISFIED)

    assert climb.dispute.accepted is None
    assert climb.dispute.awaited() == ("health-lead", "director")


# --- as it is explained ----------------------------------------------------------------


def _explained(climb: Climb) -> list[str]:
    text = explain(climb.dispute.procedure)
    return (
        text.split("Team and ward (stage 1, formal)")[1].split("\n\n")[0].splitlines()
    )


def test_of_several_it_is_explained_that_all_are_needed(accepting: Accepting) -> None:
    lines = _explained(accepting("officer", "health-lead"))

    assert lines[-3:] == [
        (
            "- Whether the answer will do is said by the officer and the Lead for"
            " Children's Health."
        ),
        (
            "- All of them must be satisfied; what each of them agrees adds up, and no"
            " more is accepted than each accepts."
        ),
        "- Whoever has yet to say so is asked again every 5 working days.",
    ]
    assert (
        "- If the officer or the Lead for Children's Health is not satisfied, it goes to"
        " Service." in lines
    )


def test_of_several_it_is_explained_that_one_is_enough(accepting: Accepting) -> None:
    climb = accepting(
        "director", "mayor", needed="any", when_unsatisfactory="ask-officer"
    )

    lines = _explained(climb)

    assert lines[-3:] == [
        "- Whether the answer will do is said by the Director or the Mayor.",
        "- One of them is enough, and speaks for all.",
        "- Whoever has yet to say so is asked again every 5 working days.",
    ]
    assert (
        "- If the officer, the Director or the Mayor is not satisfied, the officer says"
        " what comes next." in lines
    )


def test_of_the_officer_alone_nothing_more_is_explained(accepting: Accepting) -> None:
    assert _explained(accepting("officer"))[-1] == (
        "- Whether the answer will do is said by the officer."
    )


# --- as it is played ----------------------------------------------------------------------


def test_a_script_that_ends_there_says_who_has_yet_to_be_satisfied(
    both: Climb, calendar: WorkingCalendar
) -> None:
    answered = [
        {
            "at_stage": 1,
            "send": "manager_response",
            "by": {"post": post, "reference": "X-1"},
            "answer": "On Monday.",
        }
        for post in ("team-manager", "ward-sister")
    ]
    script = Script.model_validate({"answers": answered})
    basis = Basis(procedure=both.dispute.procedure, calendar=calendar)

    course = simulate(script, basis, both.now)

    assert course.ends == (
        "Nothing more happens by itself, and it stays open. Awaited: officer and Lead for"
        " Children's Health. The officer and the Lead for Children's Health are asked"
        " again until they say whether they are satisfied. Whoever is to decide was asked"
        " again 4 times."
    )


def test_a_script_that_ends_while_an_answer_is_awaited_says_so_too(
    accepting: Accepting, calendar: WorkingCalendar
) -> None:
    climb = accepting("officer", "director", "mayor", respond=None)
    decided = {
        "at_stage": 1,
        "send": "officer_decision",
        "by": {"post": "iro", "reference": "OFFICER-1"},
        **SATISFIED,
    }
    script = Script.model_validate({"answers": [decided]})
    basis = Basis(procedure=climb.dispute.procedure, calendar=calendar)

    course = simulate(script, basis, climb.now)

    assert course.ends == (
        "Nothing more happens by itself, and it stays open. Awaited: Team Manager, Ward"
        " Sister of the cottage hospital, Director and Mayor. There is no limit at this"
        " stage; the officer decides what follows. Whoever is to decide was asked again"
        " 4 times."
    )
