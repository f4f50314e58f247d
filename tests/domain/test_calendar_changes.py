"""Another calendar comes into force: what moves, what stands, and who is told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar, london
from domain.diary import write_diary
from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.ledger import OnCalendarChange
from domain.opening import Newer
from domain.procedure import Procedure
from domain.record import Standing
from domain.rules import check
from domain.rules.calendar_changes import found
from procedures.shelf import Shelf
from tests.domain.changing_calendars import (
    ANYSHIRE,
    MON_13_APR,
    MON_27_APR_17,
    THE_OFFICER,
    THU_9_APR_10,
    THU_9_APR_17,
    TUE_7_APR,
    TUE_31_MAR,
    WED_8_APR_17,
    WED_29_APR,
    change,
    kinds,
    refusal,
    sent,
    told,
    under,
    with_days_off,
)
from tests.situations import MON_30_MAR, a_dispute, begun, message, say

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
