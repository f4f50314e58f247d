"""Reminders: when each falls due, and when it would make no sense any more."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import Closure, OfficeHours, WorkingCalendar, london
from domain.diary import before, next_line_at, still_stands, write_diary
from domain.explaining import explain
from domain.limits import Counting
from domain.notices import DeliveryStatus
from domain.procedure import Procedure
from domain.procedure.time import Reminder, Span
from tests.domain.climbing import Climb

TUE_7_APR = datetime(2026, 4, 7, 9, tzinfo=UTC)
TUE_7_APR_17 = datetime(2026, 4, 7, 16, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
WED_8_APR_18 = datetime(2026, 4, 8, 17, tzinfo=UTC)
MON_1_JUN = datetime(2026, 6, 1, 9, tzinfo=UTC)

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-3"}
WARD_SISTER = {"post": "ward-sister", "reference": "WS-1"}
ONE_DAY_BEFORE = Reminder(before=Span(working_days=1))


def reminding(procedure: Procedure, *reminders: Reminder) -> Procedure:
    """The same procedure, with these reminders at every stage."""
    ladders = []
    for ladder in procedure.ladders:
        stages = [
            stage.model_copy(update={"reminders": reminders}) for stage in ladder.stages
        ]
        ladders.append(ladder.model_copy(update={"stages": tuple(stages)}))
    return procedure.model_copy(update={"ladders": tuple(ladders)})


def reminded(climb: Climb) -> list[tuple[str, str, str, str]]:
    """When, to whom, of which kind and with which words reminders went."""
    return [
        (london(one.at), one.to, one.kind.value, one.says)
        for one in climb.told()
        if one.kind.value in ("reminder", "overdue")
    ]


# --- so long before a date ---------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "moment"),
    [
        (Span(working_days=1), "Tue 7 Apr 2026 17:00"),
        (Span(working_days=2), "Thu 2 Apr 2026 17:00"),
        (Span(working_days=1, skip_closures=True), "Thu 2 Apr 2026 17:00"),
        (Span(calendar_days=3), "Sun 5 Apr 2026 17:00"),
        (Span(elapsed_hours=24), "Tue 7 Apr 2026 17:00"),
        (Span(working_hours=8), "Wed 8 Apr 2026 09:00"),
        (Span(working_hours=24), "Thu 2 Apr 2026 09:00"),
        (Span(working_hours=24, skip_closures=True), "Wed 1 Apr 2026 09:00"),
    ],
)
def test_days_before_a_date_end_at_closing_time_and_closures_count_if_they_are_named(
    calendar: WorkingCalendar, span: Span, moment: str
) -> None:
    """The council is closed on the Tuesday after Easter."""
    closure = Closure(on=TUE_7_APR.date(), reason="The boiler")
    calendar = calendar.model_copy(update={"closures": (closure,)})

    assert london(before(span, WED_8_APR_17, calendar)) == moment


WED_8_APR_10 = datetime(2026, 4, 8, 9, tzinfo=UTC)
SAT_4_APR_12 = datetime(2026, 4, 4, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "until", "moment"),
    [
        (1, WED_8_APR_10, "Wed 8 Apr 2026 09:00"),
        (2, WED_8_APR_10, "Tue 7 Apr 2026 16:00"),
        (9, WED_8_APR_10, "Tue 7 Apr 2026 09:00"),
        (10, WED_8_APR_10, "Thu 2 Apr 2026 16:00"),  # over Easter
        (2, WED_8_APR_18, "Wed 8 Apr 2026 15:00"),
        (2, SAT_4_APR_12, "Thu 2 Apr 2026 15:00"),
    ],
)
def test_working_hours_before_a_date_go_back_through_the_hours_of_the_office(
    calendar: WorkingCalendar, hours: int, until: datetime, moment: str
) -> None:
    assert london(before(Span(working_hours=hours), until, calendar)) == moment


@pytest.mark.parametrize(
    ("span", "moment"),
    [
        (Span(working_hours=2), "Wed 8 Apr 2026 15:00"),
        (Span(working_hours=2, skip_closures=True), "Tue 7 Apr 2026 15:00"),
    ],
)
def test_working_hours_before_a_date_on_a_closure_day_leave_it_out_where_they_say_so(
    calendar: WorkingCalendar, span: Span, moment: str
) -> None:
    closed = Closure(on=WED_8_APR_17.date(), reason="The boiler")
    calendar = calendar.model_copy(update={"closures": (closed,)})

    assert london(before(span, WED_8_APR_17, calendar)) == moment


@pytest.mark.parametrize(
    ("hours", "moment"),
    [
        (3, "Fri 10 Apr 2026 21:00"),
        (4, "Fri 10 Apr 2026 12:00"),
        (8, "Thu 9 Apr 2026 23:00"),
    ],
)
def test_working_hours_before_a_midnight_are_those_of_the_day_that_it_ends(
    calendar: WorkingCalendar, hours: int, moment: str
) -> None:
    """The office is open in the morning and late in the evening."""
    week = OfficeHours.parse("Mon-Fri 09:00-13:00,21:00-24:00")
    late = calendar.model_copy(update={"office_hours": week})
    midnight = datetime(2026, 4, 10, 23, tzinfo=UTC)

    assert london(before(Span(working_hours=hours), midnight, late)) == moment


@pytest.mark.parametrize(
    ("span", "moment"),
    [
        (Span(working_days=1), "Mon 6 Apr 2026 17:00"),
        (Span(working_days=1, bank_holidays_stand=True), "Thu 2 Apr 2026 17:00"),
        (Span(working_hours=9), "Mon 6 Apr 2026 16:00"),
        (Span(working_hours=9, bank_holidays_stand=True), "Thu 2 Apr 2026 16:00"),
    ],
)
def test_a_bank_holiday_that_stands_is_not_counted_before_a_date_either(
    calendar: WorkingCalendar, span: Span, moment: str
) -> None:
    """The council works on Easter Monday after all."""
    easter_monday = {"working_after_all": (date(2026, 4, 6),)}
    calendar = calendar.model_copy(update=easter_monday)

    assert london(before(span, TUE_7_APR_17, calendar)) == moment


@pytest.mark.parametrize(
    ("span", "moment"),
    [
        (Span(working_days=3), "Sat 2 May 2099 17:00"),
        (Span(working_hours=18), "Mon 4 May 2099 23:00"),
    ],
)
def test_where_the_calendar_does_not_reach_every_day_and_hour_before_a_date_counts(
    calendar: WorkingCalendar, span: Span, moment: str
) -> None:
    tuesday = datetime(2099, 5, 5, 16, tzinfo=UTC)

    assert london(before(span, tuesday, calendar)) == moment


# --- before the limit --------------------------------------------------------------


def test_a_reminder_that_would_fall_before_its_stage_is_left_out_and_the_next_goes(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    weeks_before = Reminder(before=Span(working_days=20))
    climb = climbing(reminding(west_sussex, weeks_before, ONE_DAY_BEFORE))

    climb.pass_until(TUE_7_APR_17)

    assert [when for when, *_ in reminded(climb)] == ["Tue 7 Apr 2026 17:00"]


def test_nobody_is_reminded_at_the_moment_at_which_they_are_asked(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    all_the_while = Reminder(before=Span(elapsed_hours=9 * 24 + 7))
    climb = climbing(reminding(west_sussex, all_the_while))
    assert climb.dispute.due() == climb.now + timedelta(hours=9 * 24 + 7)

    climb.pass_until(TUE_7_APR_17)

    assert reminded(climb) == []


def test_a_reminder_that_is_tried_again_no_longer_goes_once_the_limit_is_reached(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    climb.take_out()
    climb.pass_until(TUE_7_APR_17)
    [reminder] = climb.take_out(DeliveryStatus.DELAYED).notices
    just_before = WED_8_APR_17 - timedelta(seconds=1)
    matter, post = reminder.matter, reminder.to

    assert still_stands(climb.dispute, matter, post, just_before)
    assert not still_stands(climb.dispute, matter, "line-manager", just_before)
    assert not still_stands(climb.dispute, matter, post, WED_8_APR_17)


# --- after the limit ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("counting", "due", "moment"),
    [
        (Counting.NEXT_DAY, "Wed 15 Apr 2026 17:00", "Fri 17 Apr 2026 17:00"),
        (Counting.INCLUSIVE, "Tue 14 Apr 2026 17:00", "Thu 16 Apr 2026 17:00"),
    ],
)
def test_after_the_limit_whom_the_procedure_names_hears_that_it_was_due(
    climbing: Callable[..., Climb],
    quillshire: Procedure,
    counting: Counting,
    due: str,
    moment: str,
) -> None:
    """Two working days after it, counted as the procedure counts."""
    two_days_after = Reminder(after=Span(working_days=2), to=("director",))
    timing = quillshire.timing.model_copy(update={"counting": counting})
    counted = quillshire.model_copy(update={"timing": timing})
    climb = climbing(
        reminding(counted, two_days_after), start_stage=2, start_because="High."
    )

    climb.pass_until(MON_1_JUN)

    says = f"Formal challenge: an answer was due {due}."
    assert reminded(climb) == [(moment, "director", "overdue", says)]


# --- what was said to be in hand -----------------------------------------------------

IN_HAND = "you said that you work on it, and no answer has come yet."


def test_what_is_in_hand_is_not_asked_about_once_the_limit_has_passed(
    climbing: Callable[..., Climb], quillshire: Procedure
) -> None:
    """Its limit asks the officer, so that the stage goes on without an answer."""
    climb = climbing(quillshire, start_stage=2, start_because="High.")
    due = climb.dispute.due()
    assert due is not None
    climb.pass_until(due - timedelta(hours=1))
    climb.say("acknowledge", {"post": "service-manager", "reference": "SM-1"})

    climb.pass_until(MON_1_JUN)

    assert IN_HAND not in str(reminded(climb))
    assert "Formal challenge: an answer was due" in str(reminded(climb))


def test_after_an_outage_nobody_is_asked_about_what_was_in_hand_before_the_limit(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("acknowledge", PRACTICE_MANAGER)
    in_west_sussex.sleep_until(WED_8_APR_18)

    in_west_sussex.wake()

    assert reminded(in_west_sussex) == []


def test_what_is_in_hand_at_a_stage_without_a_limit_is_asked_about_too(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = climbing(west_sussex, start_stage=5, start_because="At once.")
    climb.say("acknowledge", {"post": "deputy-director", "reference": "DD-1"})

    climb.pass_until(WED_8_APR_17)

    assert reminded(climb) == [
        ("Wed 1 Apr 2026 17:00", "deputy-director", "reminder", f"Stage 5: {IN_HAND}")
    ]


def test_one_who_has_answered_does_not_keep_the_other_from_being_asked_about_theirs(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    climb = climbing(thistlemere)
    for one in (TEAM_MANAGER, WARD_SISTER):
        climb.say("acknowledge", one)
    climb.say("manager_response", TEAM_MANAGER, answer="Done.")

    climb.pass_until(TUE_7_APR)

    assert reminded(climb) == [
        (
            "Wed 1 Apr 2026 17:00",
            "ward-sister",
            "reminder",
            f"Team and ward: {IN_HAND}",
        )
    ]


# --- the whole process ---------------------------------------------------------------


def test_after_an_outage_nobody_is_warned_of_a_whole_process_that_has_passed(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    in_west_sussex.sleep_until(MON_1_JUN)

    in_west_sussex.wake()

    kinds = [one.kind.value for one in in_west_sussex.told()]
    assert "overall-passed" in kinds
    assert "overall-warning" not in kinds


# --- after the end ------------------------------------------------------------------


def test_the_diary_of_a_dispute_that_has_ended_is_empty(in_west_sussex: Climb) -> None:
    assert next_line_at(in_west_sussex.dispute) == TUE_7_APR_17

    in_west_sussex.say("withdraw", because="The family has moved.")

    assert next_line_at(in_west_sussex.dispute) is None


# --- late, after an outage --------------------------------------------------------------


def test_at_the_very_limit_it_is_too_late_to_remind_of_it(
    in_west_sussex: Climb,
) -> None:
    write_diary(in_west_sussex.dispute, WED_8_APR_17)

    assert reminded(in_west_sussex) == []
    assert "reminder" not in in_west_sussex.kinds()


def test_what_no_longer_makes_sense_keeps_nothing_else_that_is_late_from_being_said(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    before_and_after = (ONE_DAY_BEFORE, Reminder(after=Span(working_days=1)))
    dispute = climbing(reminding(west_sussex, *before_and_after)).dispute

    write_diary(dispute, MON_1_JUN)

    said = [one.kind for one in dispute.entries]
    assert "reminder" not in said
    assert said[-2:] == ["overdue", "overall-passed"]


@pytest.mark.parametrize(
    ("minutes_late", "next_time"),
    [
        (4, "Wed 1 Apr 2026 10:00"),
        (24 * 60, "Thu 2 Apr 2026 10:00"),
    ],
)
def test_the_officer_is_asked_again_as_from_the_hour_they_should_have_been_asked_that_day(
    climbing: Callable[..., Climb],
    west_sussex: Procedure,
    minutes_late: int,
    next_time: str,
) -> None:
    daily = west_sussex.timing.model_copy(
        update={"chase_officer_every": Span(elapsed_hours=24)}
    )
    climb = climbing(west_sussex.model_copy(update={"timing": daily}))
    climb.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    asked_at = next_line_at(climb.dispute)
    assert asked_at is not None
    assert london(asked_at) == "Tue 31 Mar 2026 10:00"

    write_diary(climb.dispute, asked_at + timedelta(minutes=minutes_late))

    assert london(next_line_at(climb.dispute) or MON_1_JUN) == next_time


def test_a_ladder_may_have_a_waiting_officer_asked_again_sooner(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    sooner = west_sussex.ladders[0].model_copy(
        update={"chase_officer_every": Span(elapsed_hours=8)}
    )
    climb = climbing(west_sussex.model_copy(update={"ladders": (sooner,)}))
    climb.say("manager_response", PRACTICE_MANAGER, answer="Done.")

    asked_at = next_line_at(climb.dispute)

    assert london(asked_at or MON_1_JUN) == "Mon 30 Mar 2026 18:00"
    assert "- The IRO/CPA is asked again every 8 elapsed hours here.\n" in explain(
        climb.dispute.procedure
    )
