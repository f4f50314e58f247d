"""Several are satisfied, or one is not: what they agree adds up, in their own names."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.for_child import for_child
from domain.record import Standing
from domain.rules import receive
from tests.domain.climbing import THE_OFFICER, Climb
from tests.domain.several import (
    DIRECTOR,
    LEAD,
    NOT_SATISFIED,
    SATISFIED,
    TEA,
    TOAST,
    WED_8_APR_17,
    Accepting,
    agreed,
    answered,
    asked_since,
    last_said,
)
from tests.situations import message

# --- what each agrees adds up ----------------------------------------------------------


def test_what_each_of_them_agrees_is_watched(both: Climb) -> None:
    both.say(
        "officer_decision", **SATISFIED, actions=[TOAST], follow_up_on="2026-04-30"
    )
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])

    assert agreed(both) == [
        ("Toast.", "officer", "open"),
        ("Look at it again.", "officer", "open"),
        ("Tea.", "health-lead", "open"),
    ]
    assert both.dispute.standing is Standing.MONITORING
    [accepted] = [one for one in both.dispute.entries if one.kind == "accepted"]
    assert [one["what"] for one in accepted.details["agreed"]] == [
        "Toast.",
        "Look at it again.",
        "Tea.",
    ]


def test_every_owner_is_asked_for_what_any_of_them_agreed(both: Climb) -> None:
    both.say(
        "officer_decision", **SATISFIED, actions=[TOAST], follow_up_on="2026-04-30"
    )
    before = both.told()[-1].number
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])

    assert asked_since(both, before) == {
        "team-manager": (
            "Please see to agreed action 1 by Thu 9 Apr 2026, and say when it is done."
        ),
        "officer": (
            "Please see to agreed action 2 by Thu 30 Apr 2026, and say when it is done."
        ),
        "ward-sister": (
            "Please see to agreed action 3 by Mon 20 Apr 2026, and say when it is done."
            " Tell the officer, who puts it on the record for you."
        ),
    }


@pytest.mark.parametrize(
    ("first", "last", "least"),
    [
        ("partly-settled", "resolved", "partly settled"),
        ("resolved", "sufficiently-progressed", "sufficiently progressed"),
        ("sufficiently-progressed", "partly-settled", "partly settled"),
        ("sufficiently-progressed", "resolved", "sufficiently progressed"),
        ("resolved", "resolved", "resolved"),
    ],
)
def test_no_more_is_accepted_than_each_of_them_accepts(
    both: Climb, first: str, last: str, least: str
) -> None:
    again: dict[str, Any] = {"follow_up_on": "2026-04-30"}
    both.say("officer_decision", **SATISFIED, **again, outcome=first)
    both.say("officer_decision", LEAD, **SATISFIED, **again, outcome=last)

    assert last_said(both, "accepted") == (
        f"The Lead for Children's Health is satisfied, as all are who must be: {least}."
    )
    assert both.dispute.accepted is not None
    assert both.dispute.accepted.value.replace("-", " ") == least


def test_who_speaks_twice_before_the_others_is_taken_at_their_last_word(
    both: Climb,
) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.say("officer_decision", **SATISFIED, actions=[TEA])
    both.say("officer_decision", LEAD, **SATISFIED)

    assert agreed(both) == [("Tea.", "officer", "open")]


def test_who_speaks_again_afterwards_changes_only_what_they_agreed_themselves(
    both: Climb,
) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])

    both.say("officer_decision", **SATISFIED, actions=[{**TOAST, "what": "Jam."}])

    assert agreed(both) == [
        ("Toast.", "officer", "set-aside"),
        ("Tea.", "health-lead", "open"),
        ("Jam.", "officer", "open"),
    ]


def test_who_takes_back_what_they_agreed_leaves_what_the_others_did(
    both: Climb,
) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])

    both.say("officer_decision", **SATISFIED)

    assert [state for _, _, state in agreed(both)] == ["set-aside", "open"]
    assert both.dispute.standing is Standing.MONITORING


def test_a_day_that_passed_before_all_were_satisfied_is_agreed_anew(
    both: Climb,
) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.pass_until(datetime(2026, 4, 9, 16, tzinfo=UTC))

    both.say("officer_decision", LEAD, **SATISFIED)

    assert both.dispute.accepted is None
    assert both.dispute.awaited() == ("officer",)
    assert last_said(both, "accepted-in-part") == (
        "The Lead for Children's Health is satisfied: resolved. A day agreed by officer"
        " passed before all were. Still to say so: officer."
    )
    later = {**TOAST, "due_on": "2026-04-21"}
    both.say("officer_decision", **SATISFIED, actions=[later])
    assert agreed(both) == [("Toast.", "officer", "open")]


def test_a_day_that_has_not_passed_holds(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.pass_until(datetime(2026, 4, 9, 15, 59, tzinfo=UTC))

    both.say("officer_decision", LEAD, **SATISFIED)

    assert agreed(both) == [("Toast.", "officer", "open")]


@pytest.mark.parametrize(("day", "holds"), [(9, True), (10, False)])
def test_a_day_to_look_again_has_passed_once_it_has_come(
    both: Climb, day: int, *, holds: bool
) -> None:
    both.say("officer_decision", **SATISFIED, follow_up_on="2026-04-10")
    both.pass_until(datetime(2026, 4, day, 9, tzinfo=UTC))

    both.say("officer_decision", LEAD, **SATISFIED)

    assert (both.dispute.accepted is not None) is holds


def test_who_agreed_a_day_that_passed_may_say_so_again_last(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.pass_until(datetime(2026, 4, 10, 9, tzinfo=UTC))

    both.say("officer_decision", **SATISFIED, actions=[TEA])

    assert last_said(both, "accepted-in-part") == (
        "The officer is satisfied: resolved. Still to say so: Lead for Children's Health."
    )


def test_what_is_watched_already_is_not_agreed_anew_when_its_day_has_passed(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "health-lead")
    answered(climb)
    climb.say("officer_decision", **SATISFIED, actions=[TOAST])
    climb.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])
    climb.say("action_done", action=1)
    climb.pass_until(datetime(2026, 4, 10, 9, tzinfo=UTC))

    climb.say("officer_decision", LEAD, **SATISFIED, actions=[{**TEA, "what": "Milk."}])

    assert agreed(climb) == [
        ("Toast.", "officer", "done"),
        ("Tea.", "health-lead", "set-aside"),
        ("Milk.", "health-lead", "open"),
    ]


# --- who said it -----------------------------------------------------------------------


def test_who_was_satisfied_last_is_named_to_everybody(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED)
    before = both.told()[-1].number

    both.say("officer_decision", LEAD, **SATISFIED)

    says = (
        "The Lead for Children's Health is satisfied, as all are who must be: resolved."
    )
    assert last_said(both, "accepted") == says
    told = [one for one in both.told() if one.number > before]
    assert {one.says for one in told} == {says}
    assert [(one.to, one.kind.value) for one in told] == [
        ("officer", "decide"),
        ("team-manager", "agreed"),
        ("ward-sister", "agreed"),
    ]
    assert told[0].asked == "Please close it, or take it to another stage."


def test_an_officer_who_is_satisfied_last_is_not_asked_to_close_it(both: Climb) -> None:
    both.say("officer_decision", LEAD, **SATISFIED)
    before = both.told()[-1].number

    both.say("officer_decision", **SATISFIED)

    assert both.told_since(before) == [
        ("team-manager", "agreed"),
        ("ward-sister", "agreed"),
        ("health-lead", "agreed"),
    ]


def test_one_who_alone_has_to_be_satisfied_is_named(accepting: Accepting) -> None:
    climb = accepting("director")
    answered(climb)

    climb.say("officer_decision", DIRECTOR, **SATISFIED)

    assert last_said(climb, "accepted") == "The Director is satisfied: resolved."


def test_what_a_post_outside_says_the_officer_sends_on_its_behalf(both: Climb) -> None:
    both.say(
        "officer_decision", {**THE_OFFICER, "on_behalf_of": "health-lead"}, **SATISFIED
    )

    assert both.dispute.awaited() == ("officer",)
    assert last_said(both, "accepted-in-part") == (
        "The Lead for Children's Health is satisfied: resolved. Still to say so: officer."
    )


def test_who_carries_it_and_must_be_satisfied_as_well_says_both_at_once(
    both: Climb,
) -> None:
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])
    both.say("hand_over", to_post="health-lead", because="The officer is away.")

    both.say("officer_decision", LEAD, **SATISFIED, actions=[TOAST])

    assert agreed(both) == [("Toast.", "health-lead", "open")]


def test_who_carries_it_takes_back_at_once_what_they_agreed_for_both(
    both: Climb,
) -> None:
    both.say("hand_over", to_post="health-lead", because="The officer is away.")
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TOAST])

    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])

    assert agreed(both) == [
        ("Toast.", "officer", "set-aside"),
        ("Tea.", "officer", "open"),
    ]


def test_who_only_stands_in_for_the_officer_speaks_for_the_officer_alone(
    both: Climb,
) -> None:
    both.say("hand_over", to_post="director", because="The officer is away.")

    both.say("officer_decision", DIRECTOR, **SATISFIED)

    assert both.dispute.awaited() == ("health-lead",)
    assert last_said(both, "accepted-in-part") == (
        "The Director is satisfied: resolved. Still to say so: Lead for Children's"
        " Health."
    )


def test_another_officer_than_the_one_who_raised_it_is_refused(both: Climb) -> None:
    another = {"post": "officer", "reference": "IRO-8"}

    assert both.refusal("officer_decision", another, **SATISFIED) == (
        "Only the officer who raised it may send officer_decision: by.post 'iro' with"
        " by.reference 'IRO-7', or somebody of that post with by.on_behalf_of 'IRO-7'. At"
        " this stage so may health-lead."
    )


def test_where_the_officer_alone_must_be_satisfied_nobody_else_is_named(
    in_west_sussex: Climb,
) -> None:
    refused = in_west_sussex.refusal("officer_decision", LEAD, **SATISFIED)

    assert refused.endswith("or somebody of that post with by.on_behalf_of 'IRO-7'.")


def test_what_nobody_was_asked_for_is_in_nobodys_name(both: Climb) -> None:
    cook = {"post": "the-cook", "reference": "C-1"}

    receive(both.dispute, message("officer_decision", cook, **SATISFIED), both.now)

    assert last_said(both, "accepted-in-part") == (
        "Somebody who was not asked is satisfied: resolved. Still to say so: officer and"
        " Lead for Children's Health."
    )
    assert both.dispute.awaited() == ("officer", "health-lead")


# --- who is not satisfied --------------------------------------------------------------


def test_one_who_is_not_satisfied_sends_it_on_in_their_own_name(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED)
    before = both.told()[-1].number

    both.say("officer_decision", LEAD, **NOT_SATISFIED)

    says = "The Lead for Children's Health is not satisfied with the answer."
    assert last_said(both, "not-satisfied") == says
    assert both.dispute.stage is not None
    assert both.dispute.stage.number == 2
    told = {one.to: one.says for one in both.told() if one.number > before}
    begun = f"Service has begun. Reason: unsatisfactory. {says}"
    assert told == {
        "service-manager": begun,
        "reviewing-manager": begun,
        "health-lead": begun,
        "officer": begun,
        "team-manager": f"It has gone past Team and ward. {begun}",
        "ward-sister": f"It has gone past Team and ward. {begun}",
    }


def test_of_an_officer_who_is_not_satisfied_the_letters_say_the_reason_alone(
    both: Climb,
) -> None:
    both.say("officer_decision", **NOT_SATISFIED)

    assert last_said(both, "not-satisfied") == (
        "The officer is not satisfied with the answer."
    )
    assert both.told()[-1].says == "Service has begun. Reason: unsatisfactory."


def test_others_who_had_been_asked_hear_that_it_has_gone_past_their_stage(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "director", "mayor")
    climb.say("officer_decision", **SATISFIED)
    before = climb.told()[-1].number

    climb.say("officer_decision", DIRECTOR, **NOT_SATISFIED)

    passed = [to for to, kind in climb.told_since(before) if kind == "escalated"]
    assert passed == ["team-manager", "ward-sister", "director", "mayor"]


def test_others_who_had_not_been_asked_yet_hear_nothing(accepting: Accepting) -> None:
    climb = accepting("officer", "director")

    climb.pass_until(WED_8_APR_17)

    assert "director" not in {one.to for one in climb.told()}


def test_one_who_is_not_satisfied_clears_what_the_others_said(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "director", when_unsatisfactory="ask-officer")
    answered(climb)
    climb.say("officer_decision", **SATISFIED)
    before = climb.told()[-1].number

    climb.say("officer_decision", DIRECTOR, **NOT_SATISFIED)

    says = "The Director is not satisfied with the answer."
    assert climb.dispute.awaited() == ("officer",)
    told = [(one.to, one.kind.value) for one in climb.told() if one.number > before]
    assert told == [
        ("team-manager", "not-satisfied"),
        ("ward-sister", "not-satisfied"),
        ("officer", "decide"),
    ]
    assert {one.says for one in climb.told() if one.number > before} == {says}
    climb.say("officer_decision", DIRECTOR, **SATISFIED)
    assert climb.dispute.accepted is None


def test_of_an_officer_who_is_not_satisfied_the_others_hear(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "director", when_unsatisfactory="ask-officer")
    answered(climb)
    before = climb.told()[-1].number

    climb.say("officer_decision", **NOT_SATISFIED)

    assert climb.told_since(before) == [
        ("team-manager", "not-satisfied"),
        ("ward-sister", "not-satisfied"),
        ("director", "not-satisfied"),
        ("officer", "decide"),
    ]


def test_one_who_is_no_longer_satisfied_clears_all_though_it_is_watched(
    both: Climb,
) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TOAST])
    both.say("officer_decision", LEAD, **SATISFIED)

    both.say("officer_decision", LEAD, **NOT_SATISFIED)

    assert both.dispute.stage is not None
    assert (both.dispute.stage.number, both.dispute.accepted) == (2, None)


def test_an_acceptance_at_one_stage_does_not_hold_at_another(both: Climb) -> None:
    both.say("officer_decision", LEAD, **SATISFIED, actions=[TEA])
    both.say("escalate", reason="officers-judgement", because="Up.")
    both.say("escalate", reason="officers-judgement", because="Back.", to_stage=1)

    both.say("officer_decision", **SATISFIED)

    assert both.dispute.accepted is None
    assert both.dispute.agreed == []
    assert "health-lead" in both.dispute.awaited()


def test_the_child_hears_that_it_was_not_the_officer_who_said_so(both: Climb) -> None:
    both.say("officer_decision", LEAD, **SATISFIED)
    both.say("officer_decision", **SATISFIED)
    both.say("officer_decision", LEAD, **SATISFIED)
    both.say("officer_decision", LEAD, **NOT_SATISFIED)

    said = [line.partition(" 2026 ")[2] for line in for_child(both.dispute.entries)]
    assert said[4:7] == [
        "the officer said that the answer will do.",
        "those who have to agree said that the answer will do.",
        "somebody who has to agree said that the answer is not good enough for you.",
    ]


def test_everybody_else_who_may_accept_is_named_to_whoever_may_not(
    accepting: Accepting,
) -> None:
    climb = accepting("officer", "director", "health-lead")
    answered(climb)

    ward = {"post": "ward-sister", "reference": "W-1"}

    refused = climb.refusal("officer_decision", ward, **SATISFIED)
    assert refused.endswith(" At this stage so may director, health-lead.")


def test_the_record_holds_by_which_post_an_acceptance_was_given(both: Climb) -> None:
    both.say("officer_decision", LEAD, **SATISFIED)

    [entry] = [one for one in both.dispute.entries if one.kind == "accepted-in-part"]
    assert entry.details["said_by"] == "health-lead"
    assert entry.details["because"] == "It will do."


def test_one_outside_for_whom_the_officer_says_it_last_hears_what_was_agreed(
    both: Climb,
) -> None:
    for_lead = {**THE_OFFICER, "on_behalf_of": "health-lead"}
    both.say("officer_decision", **SATISFIED, actions=[TEA])
    before = both.told()[-1].number

    both.say("officer_decision", for_lead, **SATISFIED)

    told = both.told_since(before)
    assert told.count(("health-lead", "agreed")) == 1


def test_one_who_says_it_last_themselves_hears_nothing_of_it(both: Climb) -> None:
    both.say("officer_decision", **SATISFIED, actions=[TEA])
    before = both.told()[-1].number

    both.say("officer_decision", LEAD, **SATISFIED)

    told = [to for to, _ in both.told_since(before)]
    assert "ward-sister" in told
    assert "health-lead" not in told


def test_the_officer_who_says_it_last_hears_nothing_of_it(both: Climb) -> None:
    both.say("officer_decision", LEAD, **SATISFIED)
    before = both.told()[-1].number

    both.say("officer_decision", **SATISFIED, actions=[TEA])

    told = [to for to, _ in both.told_since(before)]
    assert "health-lead" in told
    assert "officer" not in told


@pytest.mark.parametrize("for_whom", ["officer", "team-manager"])
def test_nobody_is_satisfied_in_the_name_of_one_whom_it_is_not_theirs_to_speak_for(
    both: Climb, for_whom: str
) -> None:
    by = {**LEAD, "on_behalf_of": for_whom}

    refused = both.refusal("officer_decision", by, **SATISFIED)

    assert refused.startswith("Only the officer who raised it may send")
