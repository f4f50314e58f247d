"""More time, and a clock that is stopped: only as the procedure offers it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import Closure, WorkingCalendar, london
from domain.errors import DisputeRefused
from domain.procedure import Procedure
from domain.procedure.time import Extension, Hold
from domain.record import Standing
from domain.rules import check, receive
from tests.domain.climbing import THE_OFFICER, Climb
from tests.situations import MON_30_MAR, a_dispute, message

THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
FRI_10_APR_9 = datetime(2026, 4, 10, 8, tzinfo=UTC)

GAIN: dict[str, Any] = {
    "because": "A report is due.",
    "benefit_for_child": "A better plan.",
}
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-3"}
REVIEWER = {"role": "reviewing-officer", "reference": "IRO-7"}


def due(climb: Climb) -> str:
    """The date somebody waits for, in words."""
    at = climb.dispute.wakes_at()
    return london(at) if at else ""


# --- an extension -----------------------------------------------------------------------


def test_west_sussex_offers_no_extension_and_says_what_to_do_instead(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal("extend_deadline", working_days=2, **GAIN)

    assert refusal == (
        "Dispute Resolution Process offers no extension (WS-A15). If the answer will do,"
        " decide with a follow-up date; otherwise let the limit pass."
    )


WHERE_IT_IS_SAID = [
    ({"reading": "FR-A1", "source": "§6"}, "FR-A1"),
    ({"source": "§6"}, "§6"),
    ({}, "it names none"),
]
"""What a procedure says of what it does not offer, and how it is quoted."""


@pytest.mark.parametrize(("said", "quoted"), WHERE_IT_IS_SAID)
def test_a_refused_extension_names_the_reading_or_the_paragraph_if_there_is_one(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    said: dict[str, str],
    quoted: str,
) -> None:
    none = Extension(offered=False, **said)
    climb = climbing(anyshire.model_copy(update={"extension": none}))

    assert climb.refusal("extend_deadline", working_days=2, **GAIN) == (
        f"Anyshire Resolution of Professional Disagreements offers no extension ({quoted})."
        " If the answer will do, decide with a follow-up date; otherwise let the limit"
        " pass."
    )


def test_an_extension_moves_the_limit_and_everybody_told_the_old_date_hears(
    in_anyshire: Climb,
) -> None:
    before = in_anyshire.told()[-1].number

    in_anyshire.say("extend_deadline", working_days=2, **GAIN)

    told = [one for one in in_anyshire.told() if one.number > before]
    assert [one.to for one in told] == ["team-manager", "social-worker", "officer"]
    assert {one.kind.value for one in told} == {"deadline-moved"}
    assert {london(one.was_due_at or MON_30_MAR) for one in told} == {
        "Wed 8 Apr 2026 17:00"
    }
    assert {london(one.due_at or MON_30_MAR) for one in told} == {
        "Fri 10 Apr 2026 17:00"
    }
    assert due(in_anyshire) == "Fri 10 Apr 2026 17:00"


def test_the_record_says_of_an_extension_what_was_added_and_until_when_there_is_time(
    in_anyshire: Climb,
) -> None:
    in_anyshire.say("extend_deadline", working_days=2, **GAIN)

    assert in_anyshire.dispute.entries[-1].says == (
        "The limit is extended by 2 working days. Stage 1: Team Manager: due Wed 8 Apr"
        " 2026 17:00 before, now Fri 10 Apr 2026 17:00."
    )


def test_every_fault_of_an_extension_is_named_at_once(in_anyshire: Climb) -> None:
    refusal = in_anyshire.refusal("extend_deadline", working_days=6, because="More.")

    assert refusal == (
        "At most 5 working days may be added at once. benefit_for_child: is missing; say"
        " what the child gains by waiting."
    )


def test_a_stage_is_extended_no_more_often_than_is_offered(in_anyshire: Climb) -> None:
    in_anyshire.say("extend_deadline", working_days=1, **GAIN)

    refusal = in_anyshire.refusal("extend_deadline", working_days=1, **GAIN)

    assert refusal == ("This stage was extended once, which is all that is offered.")


def test_where_a_stage_may_be_extended_twice_the_third_time_is_refused(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    twice = anyshire.extension.model_copy(update={"times": 2})
    climb = climbing(anyshire.model_copy(update={"extension": twice}))
    climb.say("extend_deadline", working_days=1, **GAIN)
    climb.say("extend_deadline", working_days=1, **GAIN)

    assert climb.refusal("extend_deadline", working_days=1, **GAIN) == (
        "This stage was extended 2 times, which is all that is offered."
    )


def test_before_the_first_stage_nothing_has_been_extended(
    anyshire: Procedure, calendar: WorkingCalendar
) -> None:
    early = a_dispute(anyshire, calendar, raised_by=REVIEWER)
    more = message("extend_deadline", THE_OFFICER, working_days=1, **GAIN)

    with pytest.raises(DisputeRefused) as refusal:
        check(early, more, MON_30_MAR)

    assert str(refusal.value) == "No limit is running, so there is nothing to extend."


def counted_by(procedure: Procedure, calendar: WorkingCalendar) -> Climb:
    """A dispute in Anyshire under another calendar than the usual one."""
    return Climb(a_dispute(procedure, calendar, raised_by=REVIEWER), MON_30_MAR)


def limited_by(procedure: Procedure, **limit: Any) -> Procedure:
    """The same procedure, with another limit at its first stage."""
    plain = procedure.model_dump(mode="json")
    plain["ladders"][0]["stages"][0]["respond"] = {"fixed": limit}
    return Procedure.model_validate(plain)


@pytest.mark.parametrize(
    ("skips", "extended"),
    [(False, "Fri 10 Apr 2026 17:00"), (True, "Mon 13 Apr 2026 17:00")],
)
def test_days_on_which_the_council_is_shut_count_in_an_extension_as_in_the_limit(
    anyshire: Procedure,
    calendar: WorkingCalendar,
    skips: bool,
    extended: str,
) -> None:
    shut = Closure(on=date(2026, 4, 9), reason="Boiler Day")
    procedure = limited_by(anyshire, working_days=5, skip_closures=skips)
    climb = counted_by(procedure, calendar.model_copy(update={"closures": (shut,)}))

    climb.say("extend_deadline", working_days=2, **GAIN)

    assert due(climb) == extended


@pytest.mark.parametrize(
    ("stand", "extended"),
    [(False, "Tue 5 May 2026 17:00"), (True, "Wed 6 May 2026 17:00")],
)
def test_a_bank_holiday_worked_after_all_counts_in_an_extension_as_in_the_limit(
    anyshire: Procedure,
    calendar: WorkingCalendar,
    stand: bool,
    extended: str,
) -> None:
    worked = calendar.model_copy(update={"working_after_all": (date(2026, 5, 4),)})
    procedure = limited_by(anyshire, working_days=21, bank_holidays_stand=stand)
    climb = counted_by(procedure, worked)
    assert due(climb) == "Thu 30 Apr 2026 17:00"

    climb.say("extend_deadline", working_days=3, **GAIN)

    assert due(climb) == extended


def test_the_next_stage_may_be_extended_again(in_anyshire: Climb) -> None:
    in_anyshire.say("extend_deadline", working_days=1, **GAIN)
    in_anyshire.say("escalate", reason="unsatisfactory", because="No.")

    in_anyshire.say("extend_deadline", working_days=1, **GAIN)

    assert due(in_anyshire) == "Thu 9 Apr 2026 17:00"


def test_nothing_is_extended_while_nobody_is_asked(in_anyshire: Climb) -> None:
    in_anyshire.say("manager_response", TEAM_MANAGER, answer="Done.")

    refusal = in_anyshire.refusal("extend_deadline", working_days=1, **GAIN)

    assert refusal == "No limit is running, so there is nothing to extend."


def test_an_extension_past_the_end_of_the_calendar_is_refused_and_breaks_nothing(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    generous = anyshire.extension.model_copy(update={"at_most": None, "times": None})
    climb = climbing(anyshire.model_copy(update={"extension": generous}))
    for _ in range(11):
        climb.say("extend_deadline", working_days=100, **GAIN)

    refusal = climb.refusal("extend_deadline", working_days=100, **GAIN)
    unchecked = message("extend_deadline", THE_OFFICER, working_days=100, **GAIN)
    receive(climb.dispute, unchecked, MON_30_MAR)

    assert refusal.startswith("The calendar ends on Tue 31 Dec 2030")
    assert climb.dispute.wakes_at() is not None


# --- a hold -----------------------------------------------------------------------------


def test_west_sussex_knows_no_hold_and_says_what_to_do_instead(
    in_west_sussex: Climb,
) -> None:
    refusal = in_west_sussex.refusal(
        "place_on_hold", until="2026-04-10", because="Away."
    )

    assert refusal == (
        "Dispute Resolution Process knows no hold (WS-A15). Decide with a follow-up date"
        " instead."
    )


@pytest.mark.parametrize(("said", "quoted"), WHERE_IT_IS_SAID)
def test_a_refused_hold_names_the_reading_or_the_paragraph_if_there_is_one(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    said: dict[str, str],
    quoted: str,
) -> None:
    none = Hold(offered=False, **said)
    climb = climbing(anyshire.model_copy(update={"hold": none}))

    assert climb.refusal("place_on_hold", until="2026-04-10", because="Away.") == (
        f"Anyshire Resolution of Professional Disagreements knows no hold ({quoted})."
        " Decide with a follow-up date instead."
    )


def test_a_hold_may_last_until_its_very_last_day(in_anyshire: Climb) -> None:
    too_long = in_anyshire.refusal("place_on_hold", until="2026-04-16", because="Away.")
    in_anyshire.say("place_on_hold", until="2026-04-15", because="Away.")

    assert too_long == "A hold may last at most 10 working days."
    assert due(in_anyshire) == "Wed 15 Apr 2026 09:00"


@pytest.mark.parametrize(
    ("until", "runs_again"),
    [
        pytest.param("2026-04-10", "Fri 10 Apr 2026 08:30", id="a day with hours"),
        pytest.param("2026-04-11", "Sat 11 Apr 2026 09:00", id="a day without"),
    ],
)
def test_a_hold_ends_when_the_office_opens_and_at_nine_where_it_does_not(
    anyshire: Procedure,
    calendar: WorkingCalendar,
    until: str,
    runs_again: str,
) -> None:
    early = calendar.office_hours.parse("Mon-Fri 08:30-17:00")
    climb = counted_by(anyshire, calendar.model_copy(update={"office_hours": early}))

    climb.say("place_on_hold", until=until, because="Away.")

    assert due(climb) == runs_again


def test_a_hold_stops_the_clock_and_is_told_with_its_end(in_anyshire: Climb) -> None:
    before = in_anyshire.told()[-1].number

    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")

    told = [one for one in in_anyshire.told() if one.number > before]
    assert [(one.to, one.kind.value) for one in told] == [
        ("team-manager", "on-hold"),
        ("social-worker", "on-hold"),
    ]
    assert told[0].says == "On hold until Fri 10 Apr 2026."
    assert due(in_anyshire) == "Fri 10 Apr 2026 09:00"
    assert in_anyshire.dispute.standing is Standing.ON_HOLD


def test_at_its_agreed_end_the_clock_runs_again_with_what_was_left(
    in_anyshire: Climb,
) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")
    before = in_anyshire.told()[-1].number

    in_anyshire.pass_until(FRI_10_APR_9)

    told = [one for one in in_anyshire.told() if one.number > before]
    assert {(one.to, one.kind.value) for one in told} == {
        ("team-manager", "resumed"),
        ("social-worker", "resumed"),
        ("officer", "resumed"),
    }
    assert due(in_anyshire) == "Fri 17 Apr 2026 17:00"  # five working days were left
    assert told[0].due_at == in_anyshire.dispute.due()


def test_the_officer_may_end_a_hold_and_the_reason_is_kept(in_anyshire: Climb) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")
    in_anyshire.pass_until(THU_2_APR)

    in_anyshire.say("resume", because="Back early.")

    resumed = in_anyshire.dispute.entries[-1]
    assert (resumed.kind, resumed.details["because"]) == ("resumed", "Back early.")
    assert resumed.by == "officer / IRO-7"
    assert due(in_anyshire) == "Mon 13 Apr 2026 17:00"


def test_a_dispute_that_is_not_held_cannot_be_resumed(in_anyshire: Climb) -> None:
    assert in_anyshire.refusal("resume") == (
        "It is not on hold, so there is nothing to resume."
    )


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        ("2026-03-30", "until must be after today, 2026-03-30."),
        ("2026-04-17", "A hold may last at most 10 working days."),
        ("2031-01-01", "until 2031-01-01 is after Tue 31 Dec 2030, where the calendar"),
    ],
)
def test_a_hold_must_end_on_a_day_within_reach(
    in_anyshire: Climb, until: str, fault: str
) -> None:
    assert fault in in_anyshire.refusal("place_on_hold", until=until, because="Away.")


def test_a_hold_is_not_placed_twice(in_anyshire: Climb) -> None:
    held: dict[str, Any] = {"until": "2026-04-10", "because": "Away."}
    in_anyshire.say("place_on_hold", **held)

    refusal = in_anyshire.refusal("place_on_hold", **held)
    receive(
        in_anyshire.dispute, message("place_on_hold", THE_OFFICER, **held), MON_30_MAR
    )
    in_anyshire.pass_until(FRI_10_APR_9)

    assert refusal == "It is on hold already; resume it first."
    assert in_anyshire.dispute.standing is Standing.AWAITING_RESPONSE


def test_what_is_being_watched_is_not_put_on_hold(in_anyshire: Climb) -> None:
    agreed = [{"what": "Toast", "owner": "social-worker", "due_on": "2026-04-10"}]
    in_anyshire.say("officer_decision", satisfied=True, because="OK", actions=agreed)

    refusal = in_anyshire.refusal("place_on_hold", until="2026-04-10", because="Away.")

    assert refusal == "What was agreed is being watched; its dates stand."


def test_a_whole_answer_during_a_hold_counts_when_it_ends(in_anyshire: Climb) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")
    in_anyshire.say("manager_response", TEAM_MANAGER, answer="Done.")

    in_anyshire.pass_until(FRI_10_APR_9 + timedelta(days=30))

    assert in_anyshire.dispute.standing is Standing.AWAITING_OFFICER
    assert len(in_anyshire.begun) == 1


def test_after_a_long_hold_the_officer_is_not_asked_for_every_time_it_covered(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    climb = climbing(anyshire)
    climb.say("manager_response", TEAM_MANAGER, answer="Done.")
    climb.say("place_on_hold", until="2026-04-14", because="Away.")
    before = climb.told()[-1].number

    climb.pass_until(datetime(2026, 4, 15, 8, tzinfo=UTC))

    assert ("officer", "decide") not in climb.told_since(before)


@pytest.mark.parametrize("ending", ["withdraw", "close_dispute"])
def test_the_end_of_a_dispute_ends_its_hold(in_anyshire: Climb, ending: str) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")
    closing: dict[str, Any] = {
        "outcome": "closed-by-events",
        "impact": "None.",
        "child_told": {"told": False, "how_or_why_not": "Too young."},
    }

    in_anyshire.say(
        ending, because="Gone.", **(closing if ending == "close_dispute" else {})
    )

    assert not in_anyshire.dispute.is_held
    assert in_anyshire.alarm() is None


def test_accepting_an_answer_ends_a_hold(in_anyshire: Climb) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")

    in_anyshire.say("officer_decision", satisfied=True, because="It will do.")

    assert not in_anyshire.dispute.is_held
    assert in_anyshire.kinds()[-2:] == ["resumed", "accepted"]


@pytest.mark.parametrize(
    ("kind", "said", "says"),
    [
        (
            "escalate",
            {"reason": "officers-judgement", "because": "Now."},
            "Going to another stage ends the hold.",
        ),
        (
            "officer_decision",
            {"satisfied": True, "because": "It will do."},
            "The decision ends the hold.",
        ),
        (
            "officer_decision",
            {"satisfied": False, "because": "It is not."},
            "The decision ends the hold.",
        ),
    ],
)
def test_whatever_ends_a_hold_is_written_down_with_its_time(
    in_anyshire: Climb, kind: str, said: dict[str, Any], says: str
) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Easter.")
    in_anyshire.pass_until(THU_2_APR)

    in_anyshire.say(kind, **said)

    [resumed] = [one for one in in_anyshire.dispute.entries if one.kind == "resumed"]
    assert (resumed.says, resumed.at) == (says, THU_2_APR)


def test_what_is_found_not_done_ends_a_hold_on_the_stage_it_came_back_to(
    in_anyshire: Climb,
) -> None:
    toast = {"what": "Toast", "owner": "social-worker", "due_on": "2026-04-02"}
    jam = {**toast, "what": "Jam", "due_on": "2026-04-24"}
    in_anyshire.say(
        "officer_decision", satisfied=True, because="OK", actions=[toast, jam]
    )
    in_anyshire.pass_until(datetime(2026, 4, 7, 9, tzinfo=UTC))
    in_anyshire.say("place_on_hold", until="2026-04-20", because="Away.")

    in_anyshire.say("action_not_done", action=2, because="The shop has none.")

    resumed = in_anyshire.dispute.entries[-1]
    assert (resumed.kind, resumed.says, resumed.at) == (
        "resumed",
        "What was agreed is not done; that ends the hold.",
        in_anyshire.now,
    )


def test_where_a_hold_stops_the_whole_process_alone_the_answer_is_due_as_before(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    whole = anyshire.hold.model_copy(update={"stops": ("overall",)})
    climb = climbing(anyshire.model_copy(update={"hold": whole}))
    answer_due, overall = climb.dispute.due(), climb.dispute.overall
    assert overall is not None
    ends = overall.would_be_due()
    climb.say("place_on_hold", until="2026-04-02", because="Away.")

    climb.pass_until(THU_2_APR)

    assert climb.dispute.due() == answer_due
    assert overall.would_be_due() > ends


def test_another_ladder_ends_a_hold(
    climbing: Callable[..., Climb], quillshire: Procedure, anyshire: Procedure
) -> None:
    climb = climbing(quillshire.model_copy(update={"hold": anyshire.hold}))
    climb.say("place_on_hold", until="2026-04-10", because="Easter.")

    climb.say("switch_ladder", ladder="amber", because="It is worse.")

    [resumed] = [one for one in climb.dispute.entries if one.kind == "resumed"]
    assert resumed.says == "Going to another ladder ends the hold."
    assert resumed.at == climb.now
