"""More time, holds, corrected starts, other stages, and another calendar."""

from datetime import date
from typing import Any

from calendars.reader import read_calendar
from domain.calendar import BankHoliday, WorkingCalendar
from tests.stories.reading import Reading

OPERATOR = "operator"
MORE_TIME: dict[str, Any] = {
    "working_days": 2,
    "because": "The school is closed.",
    "benefit_for_child": "The school can be asked.",
}


def every_clock_in_anyshire() -> Reading:
    it = Reading("anyshire-2026-01", "2026-03-30 10:00", themes=["drift"])
    it.reads_clocks()
    it.says("task_done", task="no-such-task")
    it.says("action_done", action=1)
    it.says("confirm_checks", ticked=["no-such-check"])
    it.says("good_practice", text="The toast was warm.")
    it.says("extend_deadline", working_days=2, because="The school is closed.")
    it.says("extend_deadline", **(MORE_TIME | {"working_days": 9}))
    it.says("extend_deadline", **MORE_TIME)
    it.says("extend_deadline", **MORE_TIME)
    it.says("resume", because="It was never stopped.")
    it.says("place_on_hold", because="Easter.", until="2026-03-30")
    it.says("place_on_hold", because="Easter.", until="2026-12-30")
    it.on("2026-03-31 20:00")
    it.says("place_on_hold", because="Easter.", until="2026-04-08")
    it.says("place_on_hold", because="Easter.", until="2026-04-09")
    it.says("correct_start", because="Earlier.", started_at="2026-03-30T08:30:00+01:00")
    it.says("manager_response", "team-manager", answer="A part.", extent="partial")
    it.reads_clocks()
    it.on("2026-04-08 10:00")
    it.says("correct_start", because="Earlier.", started_at="2026-12-30T08:30:00+01:00")
    it.says("correct_start", because="Earlier.", started_at="2026-01-30T08:30:00+01:00")
    it.says("correct_start", because="Earlier.", started_at="2026-03-27T08:30:00+01:00")
    it.reads_clocks()
    it.says("place_on_hold", because="The court.", until="2026-04-20")
    it.says("resume", because="The court has sat.")
    it.says("hand_over", because="Leave.", to_post="reviewing-team-manager")
    carrier = "reviewing-team-manager"
    it.says("place_on_hold", carrier, because="The court.", until="2026-04-20")
    it.says("resume", carrier, because="The court has sat.")
    it.says("escalate", reason="officers-judgement", because="Now.", to_stage=7)
    it.says("escalate", reason="serious-safeguarding", because="Now.", to_stage=3)
    it.says("escalate", reason="officers-judgement", because="Now.")
    it.says("manager_response", "director", answer="Whole.")
    it.says("officer_decision", satisfied=False, because="It is not.")
    it.on("2026-05-30 10:00")
    it.reads_clocks()
    it.says(
        "officer_decision",
        carrier,
        satisfied=True,
        because="It will do.",
        actions=[{"what": "Toast.", "owner": "director", "due_on": "2026-06-10"}],
    )
    it.slips_in("place_on_hold", because="The court.", until="2026-06-09")
    it.says("action_not_done", action=1, because="It is burnt.")
    it.says(
        "close_dispute",
        carrier,
        outcome="not-resolved",
        impact="None.",
        child_told={"told": False, "how_or_why_not": "She did not want to."},
    )
    return it


def two_are_satisfied_one_after_the_other_in_thistlemere() -> Reading:
    it = Reading("thistlemere-3", "2026-03-30 10:00")
    for post in ("team-manager", "ward-sister"):
        it.says("manager_response", post, answer="On Monday.")
    toast = {"what": "Toast.", "owner": "team-manager", "due_on": "2026-04-20"}
    tea = {"what": "Tea.", "owner": "ward-sister", "due_on": "2026-04-24"}
    it.on("2026-04-01 12:00")
    it.says("officer_decision", satisfied=True, because="It will do.", actions=[toast])
    it.on("2026-04-17 12:00")
    it.says(
        "officer_decision",
        "health-lead",
        satisfied=True,
        because="For now.",
        outcome="sufficiently-progressed",
        actions=[tea],
    )
    it.on("2026-04-20 12:00")
    it.says("officer_decision", "health-lead", satisfied=False, because="Cold tea.")
    it.on("2026-04-21 12:00")
    return it


def a_hold_until_the_agreed_date_in_lambeth() -> Reading:
    it = Reading(
        "lambeth-2023-09",
        "2026-03-30 10:00",
        start_stage=2,
        concerns=["serious-safeguarding"],
    )
    it.says("place_on_hold", because="A meeting is agreed.", until="2026-04-10")
    it.says("escalate", reason="no-response", because="It cannot wait.", to_stage=3)
    it.says("place_on_hold", because="A meeting is agreed.", until="2026-04-10")
    it.says("stay", because="The move on Friday.")
    it.says("stay", because="It took place.", breached=True)
    it.on("2026-04-30 10:00")
    it.says("switch_ladder", ladder="reverse", because="The other way round.")
    it.reads_clocks()
    return it


def limits_in_hours_by_severity_in_quillshire() -> Reading:
    it = Reading("quillshire-2025-04", "2026-04-02 16:30", concerns=["red"])
    it.on("2026-04-03 22:00")
    it.says("switch_ladder", ladder="red", because="It is red.")
    it.says("switch_ladder", ladder="blue", because="It is blue.")
    it.says("switch_ladder", ladder="amber", because="It is amber.", to_stage=9)
    it.says("switch_ladder", ladder="amber", because="It is amber.", to_stage=2)
    it.on("2026-04-30 10:00")
    it.says("extend_deadline", working_days=2, because="The school is closed.")
    it.says("place_on_hold", because="Easter.", until="2026-05-05")
    it.says("open_side_step", because="For tea.", step="a-walk")
    it.says("meeting_arranged", takes_place_at="2031-04-01T14:00:00+01:00")
    it.reads_clocks()
    it.says("withdraw", because="It is green.")
    return it


def outside_responders_and_several_who_accept_in_thistlemere() -> Reading:
    it = Reading("thistlemere-3", "2026-03-30 10:00")
    it.on("2026-04-10 10:00")
    it.says("place_on_hold", because="Half-term.", until="2026-04-20")
    it.on("2026-05-30 10:00")
    it.says("good_practice", text="The toast was warm.")
    it.reads_clocks()
    return it


def other_calendars_in_west_sussex() -> Reading:
    it = Reading("west-sussex-2020-06", "2026-03-30 10:00", start_stage=1)
    known = read_calendar().between(date(2025, 1, 1), date(2030, 12, 31))
    tuesday = _with_a_day_off(known, date(2026, 4, 7))
    later = _with_a_day_off(tuesday.between(date(2026, 4, 1), date(2030, 12, 31)))
    short = _with_a_day_off(tuesday.between(date(2025, 1, 1), date(2026, 6, 30)))
    wednesday = _with_a_day_off(tuesday, date(2026, 4, 29))
    it.on("2026-03-31 10:00")
    it.says("change_calendar", because="Proclaimed.", **_sent(tuesday))
    for calendar in (later, short):
        it.says("change_calendar", OPERATOR, because="Wrong.", **_sent(calendar))
        it.finds_calendar(calendar, "2026-03-31 09:00")
    it.slips_in("change_calendar", OPERATOR, because="Wrong.", **_sent(later))
    other_version = {**_sent(tuesday), "version": known.version}
    it.says("change_calendar", OPERATOR, because="Wrong.", **other_version)
    it.says("change_calendar", OPERATOR, because="Proclaimed.", **_sent(tuesday))
    it.says("change_calendar", OPERATOR, because="Again.", **_sent(tuesday))
    it.finds_calendar(known, "2026-03-31 09:00")
    it.finds_calendar(tuesday, "2026-04-01 09:00")
    it.says("manager_response", "practice-manager", answer="Whole.")
    it.says(
        "officer_decision",
        satisfied=True,
        because="It will do.",
        actions=[{"what": "Toast.", "owner": "social-worker", "due_on": "2026-04-29"}],
    )
    it.on("2026-04-02 10:00")
    it.finds_calendar(wednesday, "2026-04-02 09:00")
    it.reads_clocks()
    it.on("2026-05-12 10:00")
    return it


def _with_a_day_off(calendar: WorkingCalendar, *days: date) -> WorkingCalendar:
    more = (BankHoliday(on=day, title="Marmalade Day") for day in days)
    holidays = (*calendar.bank_holidays, *more)
    return calendar.model_copy(update={"bank_holidays": holidays, "cut_from": ""})


def _sent(calendar: WorkingCalendar) -> dict[str, Any]:
    return {
        "calendar": calendar.model_dump(mode="json"),
        "version": calendar.version,
    }


STORIES = (
    every_clock_in_anyshire,
    a_hold_until_the_agreed_date_in_lambeth,
    limits_in_hours_by_severity_in_quillshire,
    outside_responders_and_several_who_accept_in_thistlemere,
    two_are_satisfied_one_after_the_other_in_thistlemere,
    other_calendars_in_west_sussex,
)
