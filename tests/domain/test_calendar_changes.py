"""Another calendar comes into force: what moves, what stands, and who is told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import BankHoliday, Closure, WorkingCalendar, london
from domain.calendar.difference import difference, in_a_sentence
from domain.calendar_moves import moves_under, told_of
from domain.clock_proofs import Proof, proofs
from domain.clocks_now import clocks_now
from domain.diary import write_diary
from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.ledger import OnCalendarChange
from domain.notices import Notice
from domain.opening import Newer
from domain.procedure import Procedure
from domain.record import Standing
from domain.rules import check
from domain.rules.calendar_changes import found
from procedures.shelf import Shelf
from tests.situations import MON_30_MAR, a_dispute, begun, message, say

OPERATOR = {"post": "operator", "reference": "OP-1"}
TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
TUE_7_APR = date(2026, 4, 7)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
THU_9_APR_17 = datetime(2026, 4, 9, 16, tzinfo=UTC)
MON_27_APR_17 = datetime(2026, 4, 27, 16, tzinfo=UTC)
THU_9_APR_10 = datetime(2026, 4, 9, 9, tzinfo=UTC)
WED_29_APR = "Wed 29 Apr 2026 17:00"
MON_13_APR = date(2026, 4, 13)
ANYSHIRE: dict[str, Any] = {
    "raised_by": {"role": "reviewing-officer", "reference": "IRO-7"},
    "themes": ["drift"],
}
THE_OFFICER = {"post": "reviewing-officer", "reference": "IRO-7"}
ASKED_AND_TOLD = ["practice-manager", "social-worker", "line-manager"]


@pytest.fixture
def late_holiday(calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar with Tue 7 Apr 2026 as a bank holiday proclaimed late."""
    return with_days_off(calendar, TUE_7_APR)


@pytest.fixture
def dispute(west_sussex: Procedure, calendar: WorkingCalendar) -> Dispute:
    """At stage 1 since Mon 30 Mar 2026, an answer due Wed 8 Apr."""
    return begun(west_sussex, calendar)


def with_days_off(calendar: WorkingCalendar, *days: date) -> WorkingCalendar:
    more = [BankHoliday(on=day, title="Marmalade Day") for day in days]
    return calendar.model_copy(
        update={"bank_holidays": (*calendar.bank_holidays, *more)}
    )


def under(procedure: Procedure, rule: OnCalendarChange) -> Procedure:
    timing = procedure.timing.model_copy(update={"on_calendar_change": rule})
    return procedure.model_copy(update={"timing": timing})


def change(
    dispute: Dispute, calendar: WorkingCalendar, at: datetime, **said: Any
) -> None:
    say(dispute, at, "change_calendar", OPERATOR, **sent(calendar, **said))


def sent(calendar: WorkingCalendar, **said: Any) -> dict[str, Any]:
    return {
        "calendar": calendar.model_dump(mode="json"),
        "version": calendar.version,
        "because": "It was proclaimed.",
        **said,
    }


def refusal(dispute: Dispute, at: datetime, **said: Any) -> str:
    with pytest.raises(DisputeRefused) as refused:
        check(dispute, message("change_calendar", OPERATOR, **said), at)
    return str(refused.value)


def told(dispute: Dispute, kind: str) -> list[Notice]:
    return [one for one in dispute.outbox if one.kind == kind]


def kinds(dispute: Dispute) -> list[str]:
    return [entry.kind for entry in dispute.entries]


# --- what moves ------------------------------------------------------------------------


def test_a_day_off_before_the_date_moves_it_and_the_end_of_the_whole_process(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    change(dispute, late_holiday, TUE_31_MAR)

    assert dispute.due() == THU_9_APR_17
    moved = [one for one in dispute.entries if one.kind == "deadline-moved"]
    assert [entry.says for entry in moved] == [
        "Stage 1: due Wed 8 Apr 2026 17:00 before, now Thu 9 Apr 2026 17:00.",
        f"The whole process: due {WED_29_APR} before, now Thu 30 Apr 2026 17:00.",
    ]


def test_everybody_who_was_told_the_date_is_told_the_new_one_and_why(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    before = list(dispute.told)

    change(dispute, late_holiday, TUE_31_MAR)

    notices = told(dispute, "deadline-moved")
    assert [one.to for one in notices] == before
    assert {(one.was_due_at, one.due_at) for one in notices} == {
        (WED_8_APR_17, THU_9_APR_17)
    }
    assert "Tue 7 Apr 2026 is now a day off (Marmalade Day)." in notices[0].says
    assert "the calendar changed" in notices[0].why[-1]


def test_the_entry_names_both_versions_the_days_and_the_reason(
    dispute: Dispute, late_holiday: WorkingCalendar, calendar: WorkingCalendar
) -> None:
    change(dispute, late_holiday, TUE_31_MAR)

    entry = next(one for one in dispute.entries if one.kind == "calendar-changed")
    details = {name: value for name, value in entry.details.items() if name != "clocks"}
    assert entry.by == "operator / OP-1"
    assert details == {
        "version": late_holiday.version,
        "replaces": calendar.version,
        "in_force_since": TUE_31_MAR.isoformat(),
        "because": "It was proclaimed.",
        "days": ["Tue 7 Apr 2026 is now a day off (Marmalade Day)"],
    }


def letter(dispute: Dispute) -> str:
    """What the first who hears of a moved date is told."""
    return told(dispute, "deadline-moved")[0].says


def test_the_letter_names_a_day_that_was_past_already_when_it_was_proclaimed(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    shut = with_days_off(calendar, date(2026, 3, 31))

    change(dispute, shut, datetime(2026, 4, 2, 9, tzinfo=UTC))

    assert letter(dispute) == (
        "The calendar of working days has changed. Tue 31 Mar 2026 is now a day off"
        " (Marmalade Day). Stage 1: due Wed 8 Apr 2026 17:00 before, now Thu 9 Apr 2026"
        f" 17:00. The whole process: due {WED_29_APR} before, now Thu 30 Apr 2026 17:00."
    )


def test_the_letter_names_changed_days_up_to_the_last_date_and_none_after_it(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    wednesday, thursday = date(2026, 4, 8), date(2026, 4, 9)
    dispute = begun(west_sussex, with_days_off(calendar, thursday))

    change(dispute, with_days_off(calendar, wednesday, date(2026, 6, 1)), TUE_31_MAR)

    assert letter(dispute) == (
        "The calendar of working days has changed. Wed 8 Apr 2026 is now a day off"
        " (Marmalade Day); Thu 9 Apr 2026 is now a working day (it was Marmalade Day)."
        " Stage 1: due Wed 8 Apr 2026 17:00 before, now Thu 9 Apr 2026 17:00."
    )


def test_days_before_the_clock_ran_are_told_only_where_its_start_was_corrected(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    as_raised, corrected = begun(west_sussex, calendar), begun(west_sussex, calendar)
    earlier: dict[str, Any] = {
        "started_at": "2026-03-26T15:00:00+00:00",
        "because": "It was Thursday.",
    }
    say(corrected, MON_30_MAR, "correct_start", **earlier)
    friday = with_days_off(calendar, date(2026, 3, 27))

    for one in (as_raised, corrected):
        change(one, friday, TUE_31_MAR)

    days = [
        entry.details["days"]
        for one in (as_raised, corrected)
        for entry in one.entries
        if entry.kind == "calendar-changed"
    ]
    assert days == [[], ["Fri 27 Mar 2026 is now a day off (Marmalade Day)"]]


def test_where_no_day_is_worked_otherwise_the_letter_only_says_that_it_changed(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    """A holiday is proclaimed and worked, and the limit counts none that is listed."""
    plain = west_sussex.model_dump(mode="json")
    listed = {"working_days": 5, "bank_holidays_stand": True}
    plain["ladders"][0]["stages"][1]["respond"] = {"fixed": listed}
    dispute = begun(Procedure.model_validate(plain), calendar)
    worked = with_days_off(calendar, TUE_7_APR).model_copy(
        update={"working_after_all": (TUE_7_APR,)}
    )

    change(dispute, worked, TUE_31_MAR)

    assert letter(dispute) == (
        "The calendar of working days has changed. Stage 1: due Wed 8 Apr 2026 17:00"
        " before, now Thu 9 Apr 2026 17:00."
    )


def test_a_calendar_goes_by_the_name_that_the_operator_gives_it(
    dispute: Dispute, late_holiday: WorkingCalendar, calendar: WorkingCalendar
) -> None:
    change(dispute, late_holiday, TUE_31_MAR, version="frogs-1")

    assert dispute.calendar.version == "frogs-1"
    [entry] = [one for one in dispute.entries if one.kind == "calendar-changed"]
    assert entry.says == (
        f"The calendar of working days changed, from {calendar.version} to frogs-1."
    )


def test_a_calendar_is_taken_before_the_first_stage_has_begun(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    early = a_dispute(west_sussex, calendar)

    change(early, late_holiday, MON_30_MAR)

    assert early.calendar.version == late_holiday.version


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (OnCalendarChange.EXTEND, WED_8_APR_17),
        (OnCalendarChange.FREEZE, WED_8_APR_17),
        (OnCalendarChange.FOLLOW, datetime(2026, 4, 7, 16, tzinfo=UTC)),
    ],
)
def test_a_day_off_taken_away_brings_the_date_nearer_only_if_it_follows(
    west_sussex: Procedure,
    calendar: WorkingCalendar,
    rule: OnCalendarChange,
    due: datetime,
) -> None:
    dispute = begun(under(west_sussex, rule), calendar)
    worked = calendar.model_copy(update={"working_after_all": (date(2026, 4, 6),)})

    change(dispute, worked, TUE_31_MAR)

    assert dispute.due() == due
    assert bool(told(dispute, "deadline-moved")) is (due != WED_8_APR_17)


def test_the_next_stage_is_counted_by_the_new_calendar(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    change(dispute, with_days_off(calendar, MON_13_APR), TUE_31_MAR)
    assert dispute.due() == WED_8_APR_17

    dispute.time_is_up(WED_8_APR_17)
    stage = dispute.next_stage()
    assert stage is not None
    dispute.begin(stage, WED_8_APR_17)

    assert london(dispute.wakes_at() or MON_30_MAR) == "Thu 16 Apr 2026 17:00"


def test_the_office_hours_of_the_procedure_stay_whatever_the_calendar_says(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    hours = late_holiday.office_hours.parse("Mon-Fri 08:00-12:00")
    early = late_holiday.model_copy(update={"office_hours": hours})

    change(dispute, early, TUE_31_MAR)

    assert dispute.due() == THU_9_APR_17


def test_who_was_warned_of_the_end_of_the_whole_process_hears_that_it_moved(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    write_diary(dispute, MON_27_APR_17)
    far = with_days_off(calendar, date(2026, 4, 28))

    change(dispute, far, TUE_31_MAR)

    assert told(dispute, "deadline-moved") == []
    noted = told(dispute, "noted")
    assert "officer" in [one.to for one in noted]
    assert "The whole process: due Wed 29 Apr 2026 17:00 before" in noted[0].says


def test_an_agreed_date_gives_way_to_a_late_holiday_and_its_owner_is_told(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    agreed = {"what": "Buy marmalade", "owner": "social-worker", "due_on": "2026-04-13"}
    say(
        dispute,
        TUE_31_MAR,
        "officer_decision",
        satisfied=True,
        because="It will do.",
        actions=[agreed, {**agreed, "due_on": "2026-04-17"}],
    )

    change(dispute, with_days_off(calendar, MON_13_APR), TUE_31_MAR)

    first, second = dispute.agreed
    assert (first.due_on, london(first.due_at)) == (
        date(2026, 4, 14),
        "Tue 14 Apr 2026 17:00",
    )
    assert second.due_on == date(2026, 4, 17)
    assert "social-worker" in [one.to for one in told(dispute, "deadline-moved")]


def test_an_agreed_date_that_was_never_a_working_day_stands(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    saturday = {"what": "Visit", "owner": "social-worker", "due_on": "2026-04-11"}
    say(
        dispute,
        TUE_31_MAR,
        "officer_decision",
        satisfied=True,
        because="It will do.",
        actions=[saturday],
    )

    change(dispute, late_holiday, TUE_31_MAR)

    assert dispute.agreed[0].due_on == date(2026, 4, 11)


# --- what stands -----------------------------------------------------------------------


def test_the_same_version_again_changes_nothing_at_all(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    change(dispute, late_holiday, TUE_31_MAR)
    entries, notices = len(dispute.entries), len(dispute.outbox)

    change(dispute, late_holiday, TUE_31_MAR)

    assert (len(dispute.entries), len(dispute.outbox)) == (entries, notices)


def test_an_answer_that_was_given_in_time_keeps_its_date(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    say(
        dispute,
        TUE_31_MAR,
        "manager_response",
        {"post": "practice-manager", "reference": "PM-3"},
        answer="On Monday.",
    )
    clock = dispute.visit.clock if dispute.visit else None
    assert clock is not None

    change(dispute, late_holiday, TUE_31_MAR + timedelta(hours=1))

    assert dispute.standing is Standing.AWAITING_OFFICER
    assert clock.due() == WED_8_APR_17


def test_a_limit_that_has_passed_is_not_opened_again(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    dispute.time_is_up(WED_8_APR_17)
    stage = dispute.next_stage()
    assert stage is not None
    dispute.begin(stage, WED_8_APR_17)

    change(dispute, late_holiday, THU_9_APR_10)

    assert dispute.clocks[0][1].due() == WED_8_APR_17
    assert dispute.stage is stage


def test_a_change_sent_in_time_and_read_late_still_counts(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    sent_at = (WED_8_APR_17 - timedelta(hours=1)).isoformat()

    change(dispute, late_holiday, THU_9_APR_10, received_at=sent_at)

    assert dispute.due() == THU_9_APR_17
    assert "officer" in [one.to for one in told(dispute, "deadline-moved")]


def test_a_change_that_came_after_the_limit_moves_nothing(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    change(dispute, late_holiday, THU_9_APR_10)

    assert dispute.due() == WED_8_APR_17
    assert "calendar-changed" in kinds(dispute)
    assert all("Stage 1" not in one.says for one in dispute.entries[2:])


def test_while_it_is_held_nobody_is_told_a_date_and_the_new_one_holds_afterwards(
    shelf: Shelf, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    dispute = begun(shelf.named("anyshire-2026-01"), calendar, **ANYSHIRE)
    hold = {"until": "2026-04-02", "because": "A hearing."}
    say(dispute, TUE_31_MAR, "place_on_hold", THE_OFFICER, **hold)

    change(dispute, late_holiday, TUE_31_MAR + timedelta(hours=1))

    assert told(dispute, "deadline-moved") == []
    dispute.time_is_up(datetime(2026, 4, 2, 8, tzinfo=UTC))
    assert london(dispute.due() or MON_30_MAR) == "Mon 13 Apr 2026 17:00"


# --- what is refused -------------------------------------------------------------------


def test_a_calendar_that_begins_after_the_raising_is_refused(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    late = late_holiday.between(date(2026, 4, 1), late_holiday.covered_until)

    says = refusal(dispute, TUE_31_MAR, **sent(late))

    assert "it begins on Wed 1 Apr 2026, after the dispute was raised" in says


def test_a_calendar_may_begin_on_the_day_of_the_raising(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    from_then = late_holiday.between(date(2026, 3, 30), late_holiday.covered_until)

    change(dispute, from_then, TUE_31_MAR)

    assert dispute.due() == THU_9_APR_17


def test_a_calendar_has_to_reach_a_year_and_a_day_ahead_and_no_farther(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    first, enough = date(2026, 1, 1), date(2027, 4, 1)
    short = late_holiday.between(first, enough - timedelta(days=1))

    says = refusal(dispute, TUE_31_MAR, **sent(short))
    change(dispute, late_holiday.between(first, enough), TUE_31_MAR)

    assert says == (
        "calendar: it ends on Wed 31 Mar 2027; an open dispute needs the days up to Thu"
        " 1 Apr 2027. Send one that reaches so far."
    )
    assert dispute.due() == THU_9_APR_17


def test_a_calendar_that_does_not_reach_a_year_ahead_is_refused(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    short = late_holiday.between(date(2026, 1, 1), date(2026, 12, 31))

    says = refusal(dispute, TUE_31_MAR, **sent(short))

    assert "ends on Thu 31 Dec 2026; an open dispute needs the days up to" in says


def test_a_calendar_that_does_not_reach_an_agreed_date_is_refused(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    far = {"what": "Look again", "owner": "social-worker", "due_on": "2029-05-01"}
    said: dict[str, Any] = {"because": "It will do.", "actions": [far]}
    say(dispute, TUE_31_MAR, "officer_decision", satisfied=True, **said)
    short = late_holiday.between(date(2026, 1, 1), date(2028, 12, 31))

    says = refusal(dispute, TUE_31_MAR, **sent(short))

    assert "does not know Tue 1 May 2029" in says
    assert dispute.calendar.version != late_holiday.version


def test_a_version_that_belongs_to_another_calendar_is_refused(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    part = late_holiday.between(date(2026, 1, 1), late_holiday.covered_until)

    says = refusal(dispute, TUE_31_MAR, **sent(part, version="frogs-1"))

    assert "send the two that belong together" in says


def test_only_an_operator_may_change_the_calendar(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    with pytest.raises(DisputeRefused, match="Only an operator"):
        check(dispute, message("change_calendar", **sent(late_holiday)), TUE_31_MAR)


# --- found without a message -----------------------------------------------------------


def test_a_calendar_found_when_a_limit_passes_counts_from_when_it_came_into_force(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    found(dispute, Newer(calendar=late_holiday, since=TUE_31_MAR), WED_8_APR_17)

    assert dispute.due() == THU_9_APR_17
    assert dispute.entries[2].by is None


@pytest.mark.parametrize("hours", [0, 1])
def test_a_calendar_no_younger_than_the_dispute_is_passed_over(
    dispute: Dispute, late_holiday: WorkingCalendar, hours: int
) -> None:
    before = MON_30_MAR - timedelta(hours=hours)

    found(dispute, Newer(calendar=late_holiday, since=before), WED_8_APR_17)

    assert "calendar-changed" not in kinds(dispute)


def test_a_calendar_is_younger_than_a_dispute_that_was_raised_before_it_came(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    dispute = a_dispute(west_sussex, calendar)
    stage = dispute.next_stage()
    assert stage is not None
    dispute.begin(stage, TUE_31_MAR)

    between = TUE_31_MAR - timedelta(hours=1)
    found(dispute, Newer(calendar=late_holiday, since=between), WED_8_APR_17)

    [entry] = [one for one in dispute.entries if one.kind == "calendar-changed"]
    assert entry.says == (
        f"The calendar of working days changed, from {calendar.version} to"
        f" {late_holiday.version}; found when a limit passed."
    )


def test_a_calendar_found_never_undoes_one_that_came_later_by_message(
    dispute: Dispute, late_holiday: WorkingCalendar, calendar: WorkingCalendar
) -> None:
    change(dispute, late_holiday, TUE_31_MAR)
    older = with_days_off(calendar, MON_13_APR)

    since = TUE_31_MAR - timedelta(hours=1)
    found(dispute, Newer(calendar=older, since=since), WED_8_APR_17)

    assert dispute.calendar.version == late_holiday.version


def test_a_calendar_found_that_does_not_reach_is_written_down_and_not_taken(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    short = late_holiday.between(date(2026, 1, 1), date(2026, 12, 31))

    found(dispute, Newer(calendar=short, since=TUE_31_MAR), WED_8_APR_17)

    assert dispute.due() == WED_8_APR_17
    assert "ends on Thu 31 Dec 2026" in dispute.entries[-1].details["why"]


# --- foreseen, and proved --------------------------------------------------------------


def test_what_is_foreseen_is_what_happens(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    before = clocks_now(dispute)
    foreseen = moves_under(before, late_holiday, TUE_31_MAR)
    hear = told_of(before, foreseen, TUE_31_MAR)
    seen = len(dispute.outbox)
    assert dispute.due() == WED_8_APR_17, "looking ahead changes nothing"

    change(dispute, late_holiday, TUE_31_MAR)

    moved = [one for one in dispute.entries if one.kind == "deadline-moved"]
    assert [move.says() for move in foreseen] == [entry.says for entry in moved]
    assert hear == [one.to for one in dispute.outbox[seen:]]


def agreeing(dispute: Dispute, *days: str) -> None:
    """The officer accepts; something is agreed by each of these days."""
    actions = [{"what": "Toast", "owner": "social-worker", "due_on": on} for on in days]
    said: dict[str, Any] = {"because": "It will do.", "actions": actions}
    say(dispute, TUE_31_MAR, "officer_decision", satisfied=True, **said)


@pytest.mark.parametrize(
    ("agreed", "days_off", "hear"),
    [
        # the date of the stage and the end of the whole move
        ((), (TUE_7_APR,), [*ASKED_AND_TOLD, "officer"]),
        # only the end of the whole moves, of which nobody has been warned
        ((), (date(2026, 4, 28),), []),
        # what was agreed moves, and nothing else is awaited
        (("2026-04-07",), (TUE_7_APR,), [*ASKED_AND_TOLD, "officer"]),
        # the second of two agreed dates moves: its owner hears, and the officer
        (("2026-04-02", "2026-04-07"), (TUE_7_APR,), ["social-worker", "officer"]),
    ],
)
def test_who_is_foreseen_to_hear_is_who_hears(
    dispute: Dispute,
    calendar: WorkingCalendar,
    agreed: tuple[str, ...],
    days_off: tuple[date, ...],
    hear: list[str],
) -> None:
    if agreed:
        agreeing(dispute, *agreed)
    changed = with_days_off(calendar, *days_off)
    before = clocks_now(dispute)
    foreseen = told_of(before, moves_under(before, changed, TUE_31_MAR), TUE_31_MAR)
    seen = len(dispute.outbox)

    change(dispute, changed, TUE_31_MAR)

    assert foreseen == [one.to for one in dispute.outbox[seen:]]
    assert foreseen == hear


@pytest.mark.parametrize("agreed", ["2026-03-31", "2030-12-31"])
def test_the_first_and_the_last_day_of_a_calendar_are_days_that_it_knows(
    west_sussex: Procedure, calendar: WorkingCalendar, agreed: str
) -> None:
    from_today = calendar.between(TUE_31_MAR.date(), calendar.covered_until)
    dispute = begun(west_sussex, from_today, TUE_31_MAR)

    agreeing(dispute, agreed)

    assert [one.worked for one in clocks_now(dispute).agreed] == [True]


def test_where_dates_are_frozen_what_was_agreed_stands_too(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    dispute = begun(under(west_sussex, OnCalendarChange.FREEZE), calendar)
    agreeing(dispute, "2026-04-07")

    assert moves_under(clocks_now(dispute), late_holiday, TUE_31_MAR) == []
    change(dispute, late_holiday, TUE_31_MAR)

    assert dispute.agreed[0].due_on == TUE_7_APR


def test_what_was_due_before_the_calendar_came_into_force_stands(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    agreeing(dispute, "2026-04-07")
    closing = dispute.agreed[0].due_at
    now = clocks_now(dispute)

    at_closing = [one.of for one in moves_under(now, late_holiday, closing)]
    after = moves_under(now, late_holiday, closing + timedelta(seconds=1))

    assert at_closing == ["the whole process", "agreed action 1"]
    assert [one.of for one in after] == ["the whole process"]


def test_every_entry_that_moves_a_clock_bears_what_its_date_follows_from(
    shelf: Shelf, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    dispute = begun(shelf.named("anyshire-2026-01"), calendar, **ANYSHIRE)
    more = {"working_days": 5, "because": "School.", "benefit_for_child": "Certainty."}
    say(dispute, TUE_31_MAR, "extend_deadline", THE_OFFICER, **more)
    hold = {"until": "2026-04-02", "because": "A hearing."}
    say(dispute, TUE_31_MAR, "place_on_hold", THE_OFFICER, **hold)
    change(dispute, late_holiday, TUE_31_MAR)
    dispute.time_is_up(datetime(2026, 4, 2, 8, tzinfo=UTC))
    due = dispute.due()
    assert due is not None
    dispute.time_is_up(due)

    shown = {one.kind for one in dispute.entries if "clocks" in one.details}

    assert shown == {
        "stage-begun",
        "extended",
        "placed-on-hold",
        "calendar-changed",
        "resumed",
    }
    found_again = list(proofs(dispute.entries))
    assert all(one.agrees for one in found_again), found_again
    assert london(due) in [one.told for one in found_again]


@pytest.mark.parametrize("what", ["the date", "a day off", "the sentence", "the clock"])
def test_a_record_that_somebody_changed_does_not_agree(
    dispute: Dispute, what: str
) -> None:
    entry = dispute.entries[1]
    details = entry.model_copy(deep=True).details
    clock = details["clocks"][0]
    says = entry.says
    if what == "the date":
        clock["due_at"] = "2026-04-09T16:00:00Z"
    elif what == "a day off":
        clock["ledger"]["calendar"]["bank_holidays"].pop()
    elif what == "the sentence":
        says = says.replace("Wed 8 Apr", "Thu 9 Apr")
    else:
        details["clocks"] = ["nonsense"]
    changed = entry.model_copy(update={"details": details, "says": says})

    verdicts = list(proofs([dispute.entries[0], changed]))

    assert not all(one.agrees for one in verdicts)


def test_a_record_of_before_clocks_were_kept_says_what_is_missing(
    dispute: Dispute,
) -> None:
    bare = dispute.entries[1].model_copy(
        update={"details": {"due_at": WED_8_APR_17.isoformat()}}
    )

    assert list(proofs([bare])) == [
        Proof(
            entry=2,
            of="stage 1, as told",
            told="Wed 8 Apr 2026 17:00",
            again="cannot be reached: the entry bears no clock",
            agrees=False,
        )
    ]


def test_what_cannot_be_proved_is_told_with_its_place_and_why(dispute: Dispute) -> None:
    begun = dispute.entries[1]
    clock = begun.model_copy(deep=True).details["clocks"][0]
    clock["ledger"]["calendar"]["covered_until"] = "2026-04-01"
    clock["ledger"]["calendar"]["official_until"] = "2026-04-01"
    clock["ledger"]["calendar"]["bank_holidays"] = []
    passed = begun.model_copy(
        update={"number": 9, "kind": "limit-passed", "details": {}}
    )
    unreached = begun.model_copy(update={"details": {"clocks": [clock]}})
    unread = begun.model_copy(update={"details": {"clocks": [{"number": "one"}]}})

    [missing] = proofs([passed])
    [beyond] = proofs([unreached])
    [nonsense] = proofs([unread])

    assert missing == Proof(
        entry=9,
        of="stage 1, limit passed",
        told="Mon 30 Mar 2026 10:00",
        again="cannot be reached: no clock was recorded",
        agrees=False,
    )
    assert (beyond.entry, beyond.of, beyond.told) == (
        2,
        "Stage 1",
        "Wed 8 Apr 2026 17:00",
    )
    assert beyond.again.startswith(
        "cannot be reached: The calendar ends on Wed 1 Apr 2026"
    )
    assert (nonsense.entry, nonsense.of, nonsense.told) == (2, "a clock", "a date")
    assert nonsense.again.startswith("cannot be read: Input should be a valid integer")
    assert not beyond.agrees
    assert not nonsense.agrees


def test_every_proof_says_how_its_date_is_reached(dispute: Dispute) -> None:
    first = next(iter(proofs(dispute.entries)))

    assert first.of == "Stage 1"
    assert first.how[-1] == "Wed 8 Apr 2026 17:00: due"


def test_a_limit_that_passed_before_its_date_does_not_agree(dispute: Dispute) -> None:
    dispute.time_is_up(WED_8_APR_17 - timedelta(hours=1))

    last = list(proofs(dispute.entries))[-1]

    assert (last.agrees, last.again) == (False, "not before Wed 8 Apr 2026 17:00")


# --- the difference --------------------------------------------------------------------


def test_days_that_differ_are_told_in_order_and_in_words(
    calendar: WorkingCalendar,
) -> None:
    other = calendar.model_copy(
        update={
            "working_after_all": (date(2026, 5, 4),),
            "closures": (Closure(on=date(2026, 4, 2), reason="Staff conference"),),
        }
    )

    assert [one.says() for one in difference(calendar, other)] == [
        "Thu 2 Apr 2026 is now a day off (Staff conference)",
        "Mon 4 May 2026 is now a working day (it was Early May bank holiday)",
    ]


def test_days_beyond_what_both_calendars_know_are_no_difference(
    calendar: WorkingCalendar,
) -> None:
    short = calendar.between(date(2026, 1, 1), date(2026, 12, 31))

    assert difference(calendar, short) == []


def test_many_changed_days_are_counted_rather_than_listed(
    calendar: WorkingCalendar,
) -> None:
    busy = with_days_off(calendar, *(date(2026, 6, day) for day in range(1, 6)))

    assert in_a_sentence(difference(calendar, busy)).endswith("; 2 more.")


def test_a_closure_that_is_given_up_is_a_difference_too(
    calendar: WorkingCalendar,
) -> None:
    shut = (Closure(on=date(2026, 4, 2), reason="Staff conference"),)
    other = calendar.model_copy(update={"closures": shut})

    assert in_a_sentence(difference(other, calendar)) == (
        "Thu 2 Apr 2026 is now a working day (it was Staff conference)."
    )


def test_the_first_and_the_last_day_are_looked_at(calendar: WorkingCalendar) -> None:
    first, last = date(2026, 6, 1), date(2026, 6, 5)
    busy = with_days_off(calendar, first, date(2026, 6, 3), last)

    def days(first: date, last: date) -> list[int]:
        return [one.on.day for one in difference(calendar, busy, first, last)]

    assert days(first, last) == [1, 3, 5]
    assert days(date(2026, 6, 2), last) == [3, 5]
    assert days(first, date(2026, 6, 4)) == [1, 3]


def test_what_only_one_of_two_calendars_knows_is_no_difference(
    calendar: WorkingCalendar,
) -> None:
    late = calendar.between(date(2026, 6, 3), date(2026, 12, 31))
    busy = with_days_off(calendar, date(2026, 6, 2), date(2026, 6, 4))

    assert [one.on.day for one in difference(late, busy)] == [4]
    assert [one.on.day for one in difference(busy, late)] == [4]


@pytest.mark.parametrize(("days", "ends"), [(3, "Day)."), (4, "; 1 more.")])
def test_three_changed_days_are_named_and_more_are_counted(
    calendar: WorkingCalendar, days: int, ends: str
) -> None:
    off = (date(2026, 6, 1 + number) for number in range(days))
    said = in_a_sentence(difference(calendar, with_days_off(calendar, *off)))

    assert said.count("is now a day off") == 3
    assert said.endswith(ends)


def test_where_nothing_differs_that_is_said(calendar: WorkingCalendar) -> None:
    assert in_a_sentence(difference(calendar, calendar)) == (
        "No day that matters here is different."
    )
