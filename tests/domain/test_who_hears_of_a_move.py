"""Who hears that a date has moved: those who were told it, and nobody besides."""

from datetime import UTC, date, datetime, timedelta

from domain.calendar import Closure, WorkingCalendar
from domain.calendar_moves import moves_under, told_of
from domain.clocks_now import clocks_now
from domain.diary import write_diary
from domain.dispute import Dispute
from domain.notices import NoticeKind
from domain.procedure import Procedure
from tests.domain.changing_calendars import (
    THU_9_APR_10,
    THU_9_APR_17,
    TUE_7_APR,
    TUE_31_MAR,
    WED_8_APR_17,
    change,
    with_days_off,
)
from tests.situations import begun, say

THU_2_APR_17 = datetime(2026, 4, 2, 16, tzinfo=UTC)


def moved(dispute: Dispute) -> list[str]:
    return [one.says for one in dispute.entries if one.kind == "deadline-moved"]


def test_a_calendar_that_comes_at_the_very_moment_of_a_limit_moves_it_and_is_told(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    everybody = list(dispute.told)

    change(
        dispute,
        with_days_off(calendar, TUE_7_APR),
        THU_9_APR_10,
        received_at=WED_8_APR_17.isoformat(),
    )

    assert dispute.due() == THU_9_APR_17
    hear = [
        (one.to, one.was_due_at, one.due_at)
        for one in dispute.outbox
        if one.kind is NoticeKind.DEADLINE_MOVED
    ]
    assert hear == [(post, WED_8_APR_17, THU_9_APR_17) for post in everybody]


def test_where_a_limit_has_passed_the_end_of_the_whole_process_moves_alone(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    change(dispute, with_days_off(calendar, date(2026, 4, 20)), THU_9_APR_10)

    assert dispute.due() == WED_8_APR_17
    assert moved(dispute) == [
        "The whole process: due Wed 29 Apr 2026 17:00 before, now Thu 30 Apr 2026 17:00."
    ]


def test_only_who_was_told_a_date_that_was_still_to_come_hears_that_it_moves(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    told = {
        "told-no-date": None,
        "told-one-that-has-passed": TUE_31_MAR - timedelta(seconds=1),
        "told-one-of-that-moment": TUE_31_MAR,
        "told-the-date": WED_8_APR_17,
    }
    now = clocks_now(dispute).model_copy(update={"told": told})
    moves = moves_under(now, with_days_off(calendar, TUE_7_APR), TUE_31_MAR)

    hear = told_of(now, moves, TUE_31_MAR)

    assert hear == ["told-one-of-that-moment", "told-the-date"]


def test_nobody_hears_of_the_end_of_the_whole_process_who_was_not_warned_of_it(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    before = len(dispute.outbox)

    change(dispute, with_days_off(calendar, date(2026, 4, 28)), TUE_31_MAR)

    assert len(moved(dispute)) == 1
    assert dispute.outbox[before:] == []


def test_nobody_else_hears_where_the_whole_process_ends_on_the_date_of_the_stage(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    """The council's closure day counts for the stage, and not for the whole."""
    plain = west_sussex.model_dump(mode="json")
    plain["ladders"][0]["overall"]["within"] = {
        "working_days": 5,
        "skip_closures": True,
    }
    dispute = begun(Procedure.model_validate(plain), calendar)
    write_diary(dispute, THU_2_APR_17)
    shut = (Closure(on=TUE_7_APR, reason="Staff conference"),)
    before = len(dispute.outbox)
    assert dispute.overall is not None
    assert dispute.overall.due() == dispute.due() == WED_8_APR_17

    change(dispute, calendar.model_copy(update={"closures": shut}), THU_2_APR_17)

    assert dispute.overall.due() == THU_9_APR_17
    assert dispute.due() == WED_8_APR_17
    assert [one.to for one in dispute.outbox[before:]] == [
        "officer",
        "iro-team-manager",
    ]


def test_of_an_agreed_date_that_moves_its_owner_and_the_officer_hear(
    dispute: Dispute, calendar: WorkingCalendar
) -> None:
    toast = {"what": "Toast", "owner": "social-worker", "due_on": "2026-04-02"}
    jam = {"what": "Jam", "owner": "line-manager", "due_on": "2026-04-07"}
    say(
        dispute,
        TUE_31_MAR,
        "officer_decision",
        satisfied=True,
        because="It will do.",
        actions=[toast, jam],
    )
    now = clocks_now(dispute)
    moves = moves_under(now, with_days_off(calendar, TUE_7_APR), TUE_31_MAR)

    assert [one.of for one in moves] == ["the whole process", "agreed action 2"]
    assert told_of(now, moves, TUE_31_MAR) == ["line-manager", "officer"]
