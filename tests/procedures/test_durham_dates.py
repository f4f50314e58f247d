"""Durham: the dates that people are told."""

from datetime import UTC, date, datetime

import pytest

from domain.calendar import due_at, due_day
from domain.diary import before
from domain.procedure.time import OverallStart
from tests.procedures.documents import (
    CALENDAR,
    DURHAM,
    FRI_19_DEC_2025,
    days_run_out,
)

WED_16_APR_2025 = datetime(2025, 4, 16, 10, tzinfo=UTC)


@pytest.mark.meets("DU-A1")
def test_told_dates_of_durham_when_nobody_answers_from_friday_19_december() -> None:
    limits = [stage.respond for stage in DURHAM.ladders[0].stages]

    assert days_run_out(DURHAM, limits, FRI_19_DEC_2025) == [
        date(2025, 12, 22),
        date(2025, 12, 30),
        date(2026, 1, 6),  # Stage 3 in the table's 4 working days
        date(2026, 1, 13),
        date(2026, 1, 20),
        date(2026, 1, 21),
        date(2026, 1, 22),
    ]


@pytest.mark.meets("DU-A1")
def test_told_dates_of_durham_with_the_limits_of_its_role_text() -> None:
    stages = DURHAM.ladders[0].stages
    limits = [
        one.meeting.within if one.meeting and one.meeting.within else one.respond
        for one in stages
    ]

    assert days_run_out(DURHAM, limits, FRI_19_DEC_2025) == [
        date(2025, 12, 22),
        date(2025, 12, 30),
        date(2026, 1, 7),
        date(2026, 1, 14),
        date(2026, 1, 21),
        date(2026, 1, 22),
        date(2026, 1, 23),
    ]


@pytest.mark.meets("DU-86")
def test_told_dates_of_durham_started_at_stage_three() -> None:
    limits = [one.respond for one in DURHAM.ladders[0].stages if one.number >= 3]

    assert days_run_out(DURHAM, limits, FRI_19_DEC_2025) == [
        date(2025, 12, 29),
        date(2026, 1, 6),
        date(2026, 1, 13),
        date(2026, 1, 14),
        date(2026, 1, 15),
    ]


@pytest.mark.meets("DU-15")
def test_durham_warns_at_its_own_17_working_days_and_again_at_20() -> None:
    rule = DURHAM.ladders[0].overall
    assert rule is not None
    assert rule.warn_before is not None

    due = due_at(rule.within.limit(DURHAM.timing.counting), FRI_19_DEC_2025, CALENDAR)

    assert rule.starts is OverallStart.RAISED
    assert DURHAM.stated_total_working_days == 17
    assert due_day(before(rule.warn_before, due, CALENDAR)) == date(2026, 1, 16)
    assert due_day(due) == date(2026, 1, 21)


@pytest.mark.meets("DU-43")
def test_told_date_of_durhams_monitoring_meeting() -> None:
    within = DURHAM.monitoring.meeting_within

    assert days_run_out(DURHAM, [within], WED_16_APR_2025) == [date(2025, 5, 2)]
