"""What was agreed is watched until its date, and comes back if it is not done."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.agreed import ActionState
from domain.calendar import london
from domain.notices import DeliveryStatus
from domain.procedure import Procedure
from domain.procedure.matters import WhenNotDone
from domain.record import Standing
from procedures.shelf import Shelf
from tests.domain.climbing import Climb

FRI_10_APR_17 = datetime(2026, 4, 10, 16, tzinfo=UTC)
FRI_24_APR = datetime(2026, 4, 24, 16, tzinfo=UTC)

SOCIAL_WORKER = {"post": "social-worker", "reference": "SW-9"}
LINE_MANAGER = {"post": "line-manager", "reference": "LM-2"}

TOAST = {"what": "Toast", "owner": "Social Worker", "due_on": "2026-04-10"}
JAM = {"what": "Jam", "owner": "line-manager", "due_on": "2026-04-24"}


@pytest.fixture
def agreed(in_west_sussex: Climb) -> Climb:
    """Toast from the Social Worker by Fri 10 Apr, jam from the manager by Fri 24 Apr."""
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="OK", actions=[TOAST, JAM]
    )
    return in_west_sussex


def states(climb: Climb) -> list[str]:
    return [one.state.value for one in climb.dispute.agreed]


def test_what_was_agreed_is_watched_until_the_first_date(agreed: Climb) -> None:
    wakes_at = agreed.dispute.wakes_at()

    assert agreed.dispute.standing is Standing.MONITORING
    assert agreed.dispute.awaited() == ("social-worker", "line-manager")
    assert wakes_at is not None
    assert london(wakes_at) == "Fri 10 Apr 2026 17:00"


def test_an_accepted_stage_is_over_though_what_was_agreed_is_still_watched(
    agreed: Climb,
) -> None:
    assert agreed.dispute.stage_is_over()
    assert not agreed.dispute.watching_is_over()


def test_each_owner_is_asked_for_what_they_agreed(agreed: Climb) -> None:
    asked = [one for one in agreed.told() if one.kind == "agreed" and one.asked]

    assert [(one.to, one.asked) for one in asked] == [
        (
            "social-worker",
            "Please see to agreed action 1 by Fri 10 Apr 2026, and say when it is done.",
        ),
        (
            "line-manager",
            "Please see to agreed action 2 by Fri 24 Apr 2026, and say when it is done.",
        ),
    ]


def test_each_owner_is_told_the_date_of_what_they_agreed_and_how_it_comes(
    agreed: Climb,
) -> None:
    asked = {one.to: one for one in agreed.told() if one.kind == "agreed" and one.asked}

    toast, jam = asked["social-worker"], asked["line-manager"]
    assert (toast.due_at, jam.due_at) == (FRI_10_APR_17, FRI_24_APR)
    assert jam.otherwise == (
        "If what was agreed is not reported done, it comes back on"
        " Fri 24 Apr 2026 17:00."
    )
    assert jam.why == (
        (
            "Agreed action 2 is to be done by Fri 24 Apr 2026, as agreed; that day ends"
            " Fri 24 Apr 2026 17:00."
        ),
    )


def test_an_owner_of_two_things_is_asked_for_both_by_the_first_date(
    in_west_sussex: Climb,
) -> None:
    both = [JAM, {**TOAST, "owner": "line-manager"}]
    in_west_sussex.say("officer_decision", satisfied=True, because="OK", actions=both)

    [asked] = [
        one for one in in_west_sussex.told() if one.kind == "agreed" and one.asked
    ]

    assert asked.to == "line-manager"
    assert asked.asked == (
        "Please see to agreed action 1 by Fri 24 Apr 2026 and action 2 by Fri 10 Apr 2026,"
        " and say when each is done."
    )
    assert asked.due_at == FRI_10_APR_17


def test_a_letter_to_an_owner_that_is_tried_again_keeps_its_own_date(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.take_out()
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="OK", actions=[TOAST, JAM]
    )
    in_west_sussex.take_out(DeliveryStatus.DELAYED)

    again = {one.to: one for one in in_west_sussex.take_out().notices if one.asked}

    assert again["line-manager"].due_at == FRI_24_APR
    assert "Fri 24 Apr" in again["line-manager"].otherwise


def test_what_was_not_done_tells_no_date_since_letters_of_their_own_follow(
    agreed: Climb,
) -> None:
    agreed.say("action_not_done", action=1, because="No toast.")

    undone = [one for one in agreed.told() if one.kind == "action-not-done"]
    assert {one.to for one in undone} == {"social-worker", "officer"}
    assert {one.due_at for one in undone} == {None}


def test_an_owners_word_is_a_report_and_the_officer_settles_it(agreed: Climb) -> None:
    agreed.say("action_done", SOCIAL_WORKER, action=1, evidence="I smelled it.")

    asked = agreed.told()[-1]
    assert (asked.to, asked.kind, asked.purpose) == (
        "officer",
        "action-reported-done",
        "to-act",
    )
    assert states(agreed) == ["reported-done", "open"]
    agreed.say("action_done", action=1)
    assert states(agreed) == ["done", "open"]


def test_when_all_is_done_the_officer_is_waited_for_to_close_it(agreed: Climb) -> None:
    agreed.say("action_done", action=1)
    agreed.say("action_done", action=2)

    assert agreed.dispute.standing is Standing.AWAITING_OFFICER
    assert agreed.dispute.awaited() == ("officer",)


def test_what_is_reported_done_in_time_does_not_come_back(agreed: Climb) -> None:
    agreed.say("action_done", SOCIAL_WORKER, action=1)

    agreed.pass_until(FRI_10_APR_17)

    assert agreed.dispute.standing is Standing.MONITORING
    assert len(agreed.begun) == 1


def test_what_is_not_done_by_its_date_goes_one_stage_higher_by_itself(
    agreed: Climb,
) -> None:
    agreed.pass_until(FRI_10_APR_17)

    begun = agreed.begun[-1]
    assert (begun.visit.stage.number, begun.at) == (2, FRI_10_APR_17)
    assert states(agreed) == ["not-done", "open"]
    assert "Agreed action 1, due Fri 10 Apr 2026, is not done." in [
        one.says for one in agreed.told() if one.to == "social-worker"
    ]


def test_where_the_procedure_does_not_say_so_nobody_is_asked_of_cafcass_then(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    climb = climbing(anyshire)
    climb.say(
        "officer_decision", satisfied=True, because="OK", follow_up_on="2026-04-10"
    )

    climb.say("action_not_done", action=1, because="Nothing came of it.")

    assert [one.kind for one in climb.told() if one.kind == "consider-cafcass"] == []


def test_the_officer_may_find_it_not_done_before_its_date(agreed: Climb) -> None:
    agreed.say("action_not_done", action=2, because="The shop has none.")

    assert [one.visit.stage.number for one in agreed.begun] == [1, 2]
    undone = next(
        one for one in agreed.dispute.entries if one.kind == "action-not-done"
    )
    assert undone.details["because"] == "The shop has none."


def test_it_comes_back_once_and_not_again_for_what_else_was_agreed_then(
    agreed: Climb,
) -> None:
    agreed.pass_until(FRI_10_APR_17)

    agreed.say("action_not_done", action=2, because="The shop has none.")

    assert [one.visit.stage.number for one in agreed.begun] == [1, 2]
    assert states(agreed) == ["not-done", "not-done"]


def test_a_new_agreement_sets_aside_what_is_left_of_the_old(agreed: Climb) -> None:
    agreed.pass_until(FRI_10_APR_17)

    agreed.say("officer_decision", satisfied=True, because="OK", actions=[JAM])

    assert states(agreed) == ["not-done", "set-aside", "open"]


def test_only_the_officer_or_the_owner_may_say_it_is_done(agreed: Climb) -> None:
    refusal = agreed.refusal("action_done", LINE_MANAGER, action=1)

    assert refusal == (
        "Only the officer or the owner of that action may say so; the owners are"
        " line-manager, social-worker."
    )


def test_only_the_officer_may_say_it_is_not_done(agreed: Climb) -> None:
    refusal = agreed.refusal(
        "action_not_done", SOCIAL_WORKER, action=1, because="No bread."
    )

    assert refusal.startswith("Only the officer who raised it may send action_not_done")


def test_an_action_that_is_none_is_answered_with_those_that_are_open(
    agreed: Climb,
) -> None:
    agreed.say("action_done", action=1)

    assert agreed.refusal("action_done", action=1) == (
        "action: nothing of that number is waiting to be settled; open are [2]."
    )


def test_where_the_officer_decides_what_follows_nothing_goes_up_by_itself(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    hull = climbing(shelf.named("hull-1"))
    toast = {"what": "Toast", "owner": "group-manager", "due_on": "2026-04-10"}
    hull.say("officer_decision", satisfied=True, because="OK", actions=[toast])

    hull.pass_until(FRI_10_APR_17)

    assert len(hull.begun) == 1
    assert hull.dispute.standing is Standing.AWAITING_OFFICER
    assert hull.dispute.agreed[0].state is ActionState.NOT_DONE


def test_at_the_last_stage_what_is_not_done_comes_back_to_it(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say(
        "escalate", reason="serious-safeguarding", because="Now.", to_stage=5
    )
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="OK", actions=[TOAST]
    )

    in_west_sussex.pass_until(FRI_10_APR_17)

    assert [one.visit.stage.number for one in in_west_sussex.begun] == [1, 5, 5]


def test_where_the_procedure_says_so_what_is_not_done_comes_back_to_the_same_stage(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    same = west_sussex.monitoring.model_copy(
        update={"when_not_done": WhenNotDone.SAME_STAGE}
    )
    climb = climbing(west_sussex.model_copy(update={"monitoring": same}))
    climb.say("officer_decision", satisfied=True, because="OK", actions=[TOAST])

    climb.pass_until(FRI_10_APR_17)

    assert [one.visit.stage.number for one in climb.begun] == [1, 1]


def test_durham_tells_the_manager_below_of_what_was_not_done(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("durham-1"), start_stage=4, start_because="High.")
    toast = {"what": "Toast", "owner": "strategic-manager", "due_on": "2026-04-10"}
    climb.say("officer_decision", satisfied=True, because="OK", actions=[toast])
    before = climb.told()[-1].number

    climb.pass_until(FRI_10_APR_17)

    assert [
        to for to, kind in climb.told_since(before) if kind == "action-not-done"
    ] == ["strategic-manager", "officer", "operations-manager"]


def test_whoever_a_stage_names_hears_of_it_though_it_has_gone_up_since(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("durham-1"), start_stage=4, start_because="High.")
    toast = {"what": "Toast", "owner": "strategic-manager", "due_on": "2026-04-10"}
    climb.say("officer_decision", satisfied=True, because="OK", actions=[toast])
    climb.say("escalate", reason="officers-judgement", because="Up.", to_stage=6)
    before = climb.told()[-1].number

    climb.say("action_not_done", action=1, because="No toast.")

    assert climb.told_since(before) == [
        ("strategic-manager", "action-not-done"),
        ("officer", "action-not-done"),
        ("operations-manager", "action-not-done"),
    ]


def test_whoever_a_higher_stage_names_hears_nothing_of_what_was_agreed_below(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("durham-1"), start_stage=2, start_because="High.")
    toast = {"what": "Toast", "owner": "strategic-manager", "due_on": "2026-04-10"}
    climb.say("officer_decision", satisfied=True, because="OK", actions=[toast])
    climb.say("escalate", reason="officers-judgement", because="Up.", to_stage=4)
    before = climb.told()[-1].number

    climb.say("action_not_done", action=1, because="No toast.")

    assert climb.told_since(before) == [
        ("strategic-manager", "action-not-done"),
        ("officer", "action-not-done"),
    ]


def test_the_monitoring_meeting_is_for_the_post_that_records_it(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    plain = shelf.named("durham-1").model_dump(mode="json")
    plain["monitoring"]["recorded_by"] = "strategic-manager"
    climb = climbing(Procedure.model_validate(plain))

    climb.say("officer_decision", satisfied=True, because="OK")

    [meeting] = climb.dispute.agreed
    assert (meeting.what, meeting.owner, meeting.due_on.isoformat()) == (
        "Hold the monitoring meeting.",
        "strategic-manager",
        "2026-04-15",
    )


# --- several must be satisfied ------------------------------------------------------------


@pytest.fixture
def in_thistlemere(climbing: Callable[..., Climb], thistlemere: Procedure) -> Climb:
    """Officer and lead for health must both accept."""
    return climbing(thistlemere, respond_within_working_days={"1": 5})


def test_where_two_must_accept_the_first_alone_settles_nothing(
    in_thistlemere: Climb,
) -> None:
    in_thistlemere.say("officer_decision", satisfied=True, because="OK")

    assert in_thistlemere.dispute.accepted is None
    assert in_thistlemere.told()[-1].to == "health-lead"
    lead = {"post": "health-lead", "reference": "HL-1"}
    in_thistlemere.say("officer_decision", lead, satisfied=True, because="OK")
    assert in_thistlemere.dispute.accepted is not None


def test_what_was_not_done_has_to_be_accepted_by_both_again(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    asks = thistlemere.monitoring.model_copy(
        update={"when_not_done": WhenNotDone.ASK_OFFICER}
    )
    climb = climbing(thistlemere.model_copy(update={"monitoring": asks}))
    lead = {"post": "health-lead", "reference": "HL-1"}
    toast = {**TOAST, "owner": "mayor"}
    climb.say("officer_decision", satisfied=True, because="OK")
    climb.say("officer_decision", lead, satisfied=True, because="OK", actions=[toast])
    climb.say("action_not_done", action=1, because="No toast.")

    climb.say("officer_decision", satisfied=True, because="OK")

    assert climb.dispute.accepted is None


def test_it_is_said_by_title_who_is_still_to_accept(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    plain = thistlemere.model_dump(mode="json")
    three = {"posts": ["officer", "health-lead", "director"], "needed": "all"}
    plain["ladders"][0]["stages"][0]["accepted_by"] = three
    climb = climbing(Procedure.model_validate(plain))
    before = climb.told()[-1].number

    climb.say("officer_decision", satisfied=True, because="OK")

    assert climb.dispute.entries[-1].says == (
        "The officer is satisfied: resolved. Still to say so: Lead for Children's Health"
        " and Director."
    )
    assert climb.told_since(before) == [
        ("health-lead", "decide"),
        ("director", "decide"),
    ]


def test_half_an_acceptance_ends_no_hold(in_thistlemere: Climb) -> None:
    in_thistlemere.say("place_on_hold", until="2026-04-10", because="Away.")

    in_thistlemere.say("officer_decision", satisfied=True, because="OK")

    assert in_thistlemere.dispute.is_held


AGAIN = {**TOAST, "due_on": "2026-04-24"}


@pytest.mark.parametrize(("repeatable", "told"), [(False, True), (True, False)])
def test_what_is_watched_once_only_is_said_to_be_watched_again(
    climbing: Callable[..., Climb], west_sussex: Procedure, repeatable: bool, told: bool
) -> None:
    rule = west_sussex.monitoring.model_copy(update={"repeatable": repeatable})
    climb = climbing(west_sussex.model_copy(update={"monitoring": rule}))
    climb.say("officer_decision", satisfied=True, because="OK", actions=[TOAST])
    climb.pass_until(FRI_10_APR_17)
    climb.say("officer_decision", satisfied=True, because="OK", actions=[AGAIN])

    accepted = [one.says for one in climb.dispute.entries if one.kind == "accepted"]
    satisfied = "The officer is satisfied: resolved."
    once = " The procedure has it watched once only; that is advice."
    assert accepted == [satisfied, f"{satisfied}{once * told}"]
    assert climb.dispute.standing is Standing.MONITORING


def test_where_nothing_is_watched_again_nothing_is_said_of_it(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    rule = west_sussex.monitoring.model_copy(update={"repeatable": False})
    climb = climbing(west_sussex.model_copy(update={"monitoring": rule}))
    climb.say("officer_decision", satisfied=True, because="OK", actions=[TOAST])
    climb.pass_until(FRI_10_APR_17)
    climb.say("officer_decision", satisfied=True, because="OK")

    [last] = [one for one in climb.dispute.entries if one.kind == "accepted"][1:]
    assert last.says == "The officer is satisfied: resolved."


@pytest.mark.parametrize(
    ("set_then", "due"),
    [(3, "Wed 15 Apr 2026 17:00"), (None, "Fri 17 Apr 2026 17:00")],
)
def test_a_stage_that_begins_again_has_the_limit_that_the_officer_set_for_it(
    climbing: Callable[..., Climb],
    thistlemere: Procedure,
    set_then: int | None,
    due: str,
) -> None:
    rule = {"when_not_done": WhenNotDone.SAME_STAGE}
    same_stage = thistlemere.monitoring.model_copy(update=rule)
    climb = climbing(
        thistlemere.model_copy(update={"monitoring": same_stage}),
        respond_within_working_days={"2": 5},
    )
    climb.say(
        "escalate",
        reason="officers-judgement",
        because="It presses.",
        respond_within_working_days=set_then,
    )
    toast = {**TOAST, "owner": "team-manager"}
    climb.say("officer_decision", satisfied=True, because="OK", actions=[toast])

    climb.pass_until(FRI_10_APR_17)

    begun = [one.visit.stage.number for one in climb.begun]
    assert begun == [1, 2, 2]
    assert london(climb.dispute.due() or FRI_24_APR) == due
