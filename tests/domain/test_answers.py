"""A manager answers; the officer says whether that meets the child's needs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import Closure, WorkingCalendar, london
from domain.clocks_now import clocks_now
from domain.procedure import Procedure
from domain.record import Standing
from domain.rules import receive
from tests.domain.climbing import Climb
from tests.situations import MON_30_MAR, a_dispute, message

TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
TUE_31_MAR_17 = datetime(2026, 3, 31, 16, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
THU_9_APR = datetime(2026, 4, 9, 9, tzinfo=UTC)

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}
GROUP_MANAGER = {"post": "Group Manager", "reference": "GM-1"}


def answered(climb: Climb, **said: object) -> None:
    climb.say("manager_response", PRACTICE_MANAGER, answer="On Monday.", **said)


# --- the manager ----------------------------------------------------------------------


def test_a_whole_answer_puts_the_question_to_the_officer(in_west_sussex: Climb) -> None:
    answered(in_west_sussex)

    asked = in_west_sussex.told()[-1]
    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER
    assert (asked.to, asked.kind, asked.purpose) == (
        "officer",
        "response-received",
        "to-act",
    )
    assert asked.says == "Practice Manager answered."


def test_an_answered_stage_does_not_escalate_when_its_limit_passes(
    in_west_sussex: Climb,
) -> None:
    answered(in_west_sussex)

    in_west_sussex.pass_until(WED_8_APR_17 + timedelta(days=30))

    assert [one.visit.stage.number for one in in_west_sussex.begun] == [1]


@pytest.mark.parametrize(
    ("extent", "says"),
    [("partial", "answered in part"), ("more-time-needed", "asked for more time")],
)
def test_less_than_a_whole_answer_is_told_and_the_limit_runs_on(
    in_west_sussex: Climb, extent: str, says: str
) -> None:
    answered(in_west_sussex, extent=extent)
    told = in_west_sussex.told()[-1]

    in_west_sussex.pass_until(WED_8_APR_17)

    assert (told.to, told.purpose) == ("officer", "for-information")
    assert told.says == f"Practice Manager {says}."
    assert in_west_sussex.dispute.awaited() == ("group-manager",)


def test_a_post_may_go_by_its_title_or_an_alias(in_west_sussex: Climb) -> None:
    by = {"post": "Frontline Manager", "reference": "PM-3"}

    in_west_sussex.say("manager_response", by, answer="On Monday.")

    assert in_west_sussex.dispute.visit is not None
    assert in_west_sussex.dispute.visit.answered == ["practice-manager"]


def test_a_deputy_answers_for_the_post_that_was_asked(in_west_sussex: Climb) -> None:
    by = {"post": "x", "reference": "D-1", "on_behalf_of": "practice-manager"}

    in_west_sussex.say("manager_response", by, answer="On Monday.")

    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER
    assert (
        in_west_sussex.dispute.entries[-1].by
        == "somebody else / D-1 for practice-manager"
    )


def test_who_was_not_asked_is_told_who_was_and_to_send_a_note(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal("manager_response", GROUP_MANAGER, answer="No.")

    assert refusal == (
        "by.post was not asked to answer. Asked: practice-manager. A deputy names the"
        " post in by.on_behalf_of; anybody may send a note."
    )


def test_an_answer_after_its_stage_is_kept_told_and_moves_nothing(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(THU_9_APR)

    answered(in_west_sussex)

    assert in_west_sussex.told()[-1].says == (
        "Practice Manager answered, after it had gone past their stage."
    )
    assert in_west_sussex.dispute.awaited() == ("group-manager",)


def test_either_of_two_directors_answers_for_both(in_west_sussex: Climb) -> None:
    in_west_sussex.say(
        "escalate", reason="officers-judgement", because="Quick.", to_stage=4
    )
    by = {"post": "deputy-director", "reference": "DD-1"}

    in_west_sussex.say("manager_response", by, answer="Agreed.")

    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER


def test_an_answer_to_an_earlier_stage_is_none_to_this_one(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say(
        "escalate", reason="officers-judgement", because="Quick.", to_stage=5
    )
    by = {"post": "deputy-director", "reference": "DD-1"}

    in_west_sussex.say("manager_response", by, answer="As for Stage 4.", stage=4)

    assert in_west_sussex.dispute.standing is Standing.AWAITING_RESPONSE
    assert "after it had gone past" in in_west_sussex.dispute.entries[-1].says


def test_an_answer_that_names_the_stage_it_is_for_counts_there(
    in_west_sussex: Climb,
) -> None:
    answered(in_west_sussex, stage=1)

    assert in_west_sussex.dispute.entries[-1].says == "Practice Manager answered."
    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER


def test_who_has_answered_waits_for_no_date_any_more(in_west_sussex: Climb) -> None:
    answered(in_west_sussex)

    assert clocks_now(in_west_sussex.dispute).told["practice-manager"] is None


def test_what_a_manager_proposes_needs_an_owner_that_there_is(
    in_west_sussex: Climb,
) -> None:
    toast = {"what": "Toast", "owner": "the cook", "due_on": "2026-04-10"}

    refusal = in_west_sussex.refusal(
        "manager_response", PRACTICE_MANAGER, answer="Soon.", proposed_actions=[toast]
    )

    assert refusal.startswith("Action 1: its owner is not a post; write one of")


def test_an_answer_to_a_stage_that_is_none_names_those_there_are(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal(
        "manager_response", PRACTICE_MANAGER, answer="No.", stage=9
    )

    assert (
        refusal == "stage 9 does not exist; leave it out, or name [0, 1, 2, 3, 4, 5]."
    )


# --- in time or late ------------------------------------------------------------------


def test_an_answer_taken_in_time_counts_though_it_is_read_after_an_outage(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.sleep_until(THU_9_APR)

    answered(in_west_sussex, received_at="2026-04-08T16:59:00+01:00")

    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER
    assert in_west_sussex.dispute.entries[-1].says == (
        "Practice Manager answered on Wed 8 Apr 2026 16:59."
    )


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True)])
def test_an_answer_taken_at_the_very_limit_is_in_time(
    in_west_sussex: Climb, seconds: int, *, late: bool
) -> None:
    in_west_sussex.sleep_until(THU_9_APR)
    taken = WED_8_APR_17 + timedelta(seconds=seconds)

    answered(in_west_sussex, received_at=taken.isoformat())

    says = [one.says for one in in_west_sussex.dispute.entries]
    assert ("Practice Manager answered on Wed 8 Apr 2026 17:00, late." in says) is late


def test_an_answer_that_is_read_late_is_in_time_while_nobody_was_told_of_the_limit(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.sleep_until(THU_9_APR)

    answered(in_west_sussex)

    assert in_west_sussex.dispute.entries[-1].says == "Practice Manager answered."
    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER


def test_a_second_answer_before_the_limit_is_in_time_like_the_first(
    in_west_sussex: Climb,
) -> None:
    answered(in_west_sussex)
    answered(in_west_sussex)

    assert in_west_sussex.dispute.entries[-1].says == "Practice Manager answered."


@pytest.mark.parametrize(("at", "taken"), [(TUE_31_MAR, True), (TUE_31_MAR_17, False)])
def test_something_may_be_agreed_for_today_until_the_office_closes(
    in_west_sussex: Climb, at: datetime, *, taken: bool
) -> None:
    in_west_sussex.pass_until(at)
    today = {"what": "Toast", "owner": "social-worker", "due_on": "2026-03-31"}
    said: dict[str, Any] = {"satisfied": True, "because": "OK", "actions": [today]}

    if taken:
        in_west_sussex.say("officer_decision", **said)
    else:
        assert "Action 1" in in_west_sussex.refusal("officer_decision", **said)

    assert len(in_west_sussex.dispute.agreed) == taken


def test_a_follow_up_past_the_calendar_is_refused_by_its_key(
    in_west_sussex: Climb,
) -> None:
    far: dict[str, Any] = {
        "satisfied": True,
        "because": "OK",
        "follow_up_on": "2031-01-02",
    }

    assert in_west_sussex.refusal("officer_decision", **far) == (
        "follow_up_on 2031-01-02 is after Tue 31 Dec 2030, where the calendar ends; give"
        " an earlier date."
    )


def test_an_answer_taken_after_the_limit_is_late_and_the_stage_passes(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.sleep_until(THU_9_APR)

    answered(in_west_sussex, received_at="2026-04-08T17:01:00+01:00")

    assert in_west_sussex.kinds()[-3:] == [
        "response-received",
        "limit-passed",
        "stage-begun",
    ]
    assert in_west_sussex.dispute.entries[-3].says == (
        "Practice Manager answered on Wed 8 Apr 2026 17:01, late."
    )


@pytest.mark.parametrize(
    ("skip_closures", "late"), [(False, "3 working days"), (True, "2 working days")]
)
def test_how_late_an_answer_came_is_said_in_the_working_days_of_its_limit(
    west_sussex: Procedure, calendar: WorkingCalendar, skip_closures: bool, late: str
) -> None:
    closed = Closure(on=date(2026, 4, 10), reason="Marmalade Day")
    plain = west_sussex.model_dump(mode="json", exclude_none=True)
    asked = plain["ladders"][0]["stages"][1]["respond"]["fixed"]
    asked["skip_closures"] = skip_closures
    climb = Climb(
        a_dispute(
            Procedure.model_validate(plain),
            calendar.model_copy(update={"closures": (closed,)}),
        ),
        MON_30_MAR,
    )
    climb.sleep_until(datetime(2026, 4, 13, 9, tzinfo=UTC))

    answered(climb, received_at="2026-04-13T09:00:00+01:00")

    said = [
        one.says for one in climb.dispute.entries if one.kind == "response-received"
    ]
    assert said == [f"Practice Manager answered on Mon 13 Apr 2026 09:00, {late} late."]


def test_an_answer_of_a_day_that_no_calendar_knows_is_late_and_kept(
    in_west_sussex: Climb,
) -> None:
    says = {"answer": "On Monday.", "received_at": "2040-01-02T09:00:00Z"}

    receive(
        in_west_sussex.dispute,
        message("manager_response", PRACTICE_MANAGER, **says),
        in_west_sussex.now,
    )

    assert in_west_sussex.dispute.entries[-1].says == "Practice Manager answered, late."


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (WED_8_APR_17, "Practice Manager answered."),
        (WED_8_APR_17 + timedelta(seconds=1), "Practice Manager answered, late."),
        (THU_9_APR, "Practice Manager answered, 1 working day late."),
    ],
)
def test_where_the_officer_was_asked_at_the_limit_a_late_answer_still_counts(
    climbing: Callable[..., Climb], west_sussex: Procedure, at: datetime, says: str
) -> None:
    ladder = west_sussex.ladders[0]
    asks = ladder.stages[1].model_copy(update={"when_unanswered": "ask-officer"})
    stages = (ladder.stages[0], asks, *ladder.stages[2:])
    patient = west_sussex.model_copy(
        update={"ladders": (ladder.model_copy(update={"stages": stages}),)}
    )
    climb = climbing(patient)
    climb.pass_until(at)

    answered(climb)

    assert climb.dispute.entries[-1].says == says
    assert climb.told()[-1].kind == "response-received"
    assert climb.dispute.missing() == ()


TO_COME = (
    "received_at is in the future; leave it out, or give the time at which your program"
    " took the message."
)
LONG_BEFORE = (
    "received_at is long before the dispute was raised; leave it out, or give the time"
    " at which your program took the message."
)


@pytest.mark.parametrize(
    ("received_at", "fault"),
    [
        ("2026-03-30T10:05:01+01:00", TO_COME),
        ("2025-03-29T08:59:59+00:00", LONG_BEFORE),
        ("0001-01-01T00:00:00+14:00", LONG_BEFORE),
        ("9999-12-31T23:59:59-14:00", TO_COME),
    ],
)
def test_an_absurd_time_of_receipt_is_refused_and_breaks_nothing(
    in_west_sussex: Climb, received_at: str, fault: str
) -> None:
    said = {"answer": "Soon.", "received_at": received_at}

    refusal = in_west_sussex.refusal("manager_response", PRACTICE_MANAGER, **said)
    unchecked = message("manager_response", PRACTICE_MANAGER, **said)
    receive(in_west_sussex.dispute, unchecked, TUE_31_MAR)

    assert refusal == fault
    assert in_west_sussex.dispute.entries[-1].kind == "response-received"


@pytest.mark.parametrize(
    "received_at",
    [
        pytest.param("2026-03-30T10:05:00+01:00", id="five minutes ahead"),
        pytest.param("2025-03-29T09:00:00+00:00", id="366 days before the raising"),
    ],
)
def test_another_programs_clock_is_believed_within_bounds(
    in_west_sussex: Climb, received_at: str
) -> None:
    answered(in_west_sussex, received_at=received_at)

    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER


# --- the officer ----------------------------------------------------------------------


def test_an_officer_who_is_not_satisfied_takes_it_to_the_next_stage(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("officer_decision", satisfied=False, because="No dates.")

    begun = in_west_sussex.begun[-1]
    assert begun.visit.stage.number == 2
    assert in_west_sussex.dispute.entries[-1].says == (
        "Stage 2 begins; answer due Wed 8 Apr 2026 17:00. Reason: unsatisfactory."
    )
    assert begun.call is not None
    assert begun.call.by == "officer / IRO-7"


def test_how_long_an_unsatisfied_officer_gives_the_next_stage_is_how_long_it_has(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    climb = climbing(thistlemere)

    climb.say(
        "officer_decision",
        satisfied=False,
        because="No dates.",
        respond_within_working_days=3,
    )

    assert climb.dispute.entries[-1].says == (
        "Service begins; answer due Thu 2 Apr 2026 17:00. Reason: unsatisfactory."
    )


def test_at_the_last_stage_dissatisfaction_is_told_and_cafcass_thought_of(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say(
        "escalate", reason="officers-judgement", because="Quick.", to_stage=5
    )
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("officer_decision", satisfied=False, because="No dates.")

    assert in_west_sussex.told_since(before) == [
        ("executive-director", "not-satisfied"),
        ("deputy-director", "not-satisfied"),
        ("officer", "consider-cafcass"),
    ]
    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER


def test_at_the_last_stage_who_has_referred_already_is_asked_to_decide_alone(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    climb.say("refer_to_cafcass", because="His rights.", passed_over_because="Urgent.")
    climb.say("escalate", reason="officers-judgement", because="Quick.", to_stage=5)
    before = climb.told()[-1].number

    climb.say("officer_decision", satisfied=False, because="No dates.")

    assert climb.told_since(before)[-1] == ("officer", "decide")
    assert ("officer", "consider-cafcass") not in climb.told_since(0)


def test_once_a_referral_has_ended_it_is_thought_of_again(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    climb.say("refer_to_cafcass", because="His rights.", passed_over_because="Urgent.")
    climb.say("hear_from_cafcass", news="withdrawn", text="As asked.")

    climb.say("escalate", reason="officers-judgement", because="Quick.", to_stage=5)

    assert ("officer", "consider-cafcass") in climb.told_since(0)


def test_a_satisfied_officer_is_waited_for_to_close_it(in_west_sussex: Climb) -> None:
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("officer_decision", satisfied=True, because="It will do.")

    assert in_west_sussex.dispute.standing is Standing.AWAITING_OFFICER
    assert in_west_sussex.told_since(before) == [
        ("practice-manager", "agreed"),
        ("social-worker", "agreed"),
        ("line-manager", "agreed"),
        ("officer", "brought-to-mind"),  # what comes before closing
    ]


def test_sufficient_progress_needs_a_date_on_which_it_is_looked_at(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal(
        "officer_decision",
        satisfied=True,
        because="Some.",
        outcome="sufficiently-progressed",
    )

    assert refusal == (
        "sufficiently-progressed needs follow_up_on or actions with dates, so that it"
        " comes back if nothing follows."
    )


def test_every_fault_of_a_decision_is_named_at_once(in_west_sussex: Climb) -> None:
    refusal = in_west_sussex.refusal(
        "officer_decision",
        satisfied=True,
        because="Some.",
        follow_up_on="2026-03-30",
        actions=[
            {"what": "Toast", "owner": "the cook", "due_on": "2026-03-29"},
            {"what": "Jam", "owner": "social-worker", "due_on": "2099-01-01"},
        ],
    )

    assert "Action 1: its owner is not a post; write one of officer, social-" in refusal
    assert "Action 1: due_on 2026-03-29 has passed" in refusal
    assert "Give a date to come." in refusal
    assert "Action 2: due_on 2099-01-01 is after Tue 31 Dec 2030" in refusal
    assert "follow_up_on must be after today, 2026-03-30." in refusal


def test_actions_of_an_officer_who_is_not_satisfied_are_refused(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal(
        "officer_decision",
        satisfied=False,
        because="No.",
        follow_up_on="2026-04-30",
    )

    assert refusal == (
        "actions and follow_up_on belong to a decision with satisfied: true; leave them"
        " out, or say satisfied."
    )


@pytest.mark.parametrize(
    "by",
    [
        {"post": "iro", "reference": "IRO-8"},
        {"post": "practice-manager", "reference": "IRO-7"},
    ],
)
def test_nobody_decides_another_officers_dispute(
    in_west_sussex: Climb, by: dict[str, str]
) -> None:
    refusal = in_west_sussex.refusal(
        "officer_decision", by, satisfied=True, because="I say so."
    )

    assert refusal == (
        "Only the officer who raised it may send officer_decision: by.post 'iro' with"
        " by.reference 'IRO-7', or somebody of that post with by.on_behalf_of 'IRO-7'."
    )


def test_somebody_of_the_post_decides_for_an_officer_who_is_away(
    in_west_sussex: Climb,
) -> None:
    by = {"post": "iro", "reference": "IRO-8", "on_behalf_of": "IRO-7"}

    in_west_sussex.say("officer_decision", by, satisfied=False, because="No dates.")

    assert in_west_sussex.dispute.stage is not None
    assert in_west_sussex.dispute.stage.number == 2


def test_an_answer_while_it_is_watched_changes_nothing_of_the_watch(
    in_west_sussex: Climb,
) -> None:
    agreed = [{"what": "Toast", "owner": "social-worker", "due_on": "2026-04-10"}]
    in_west_sussex.say("officer_decision", satisfied=True, because="OK", actions=agreed)

    answered(in_west_sussex)

    assert in_west_sussex.dispute.standing is Standing.MONITORING
    assert london(in_west_sussex.dispute.wakes_at() or TUE_31_MAR) == (
        "Fri 10 Apr 2026 17:00"
    )


@pytest.mark.parametrize(
    ("extent", "says"),
    [
        (None, "The officer is not satisfied; nobody has answered yet."),
        ("partial", "The officer is not satisfied with the answer."),
        ("whole", "The officer is not satisfied with the answer."),
    ],
)
def test_an_officer_who_waits_for_no_answer_is_not_dissatisfied_with_one(
    in_anyshire: Climb, extent: str | None, says: str
) -> None:
    if extent:
        manager = {"post": "team-manager", "reference": "TM-1"}
        in_anyshire.say("manager_response", manager, answer="Perhaps.", extent=extent)

    in_anyshire.say("officer_decision", satisfied=False, because="It is urgent.")

    [entry] = [
        one for one in in_anyshire.dispute.entries if one.kind == "not-satisfied"
    ]
    assert entry.says == says
