"""Decision 0009: what it says of answers in time and late is what the rules do."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import WorkingCalendar
from domain.dispute import Dispute
from domain.procedure import Procedure
from tests.situations import begun, say

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}
WED_8_APR_CLOSE = datetime(2026, 4, 8, 16, tzinfo=UTC)  # 17:00 in London
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def at_stage_one(west_sussex: Procedure, calendar: WorkingCalendar) -> Dispute:
    return begun(west_sussex, calendar)


def answered(dispute: Dispute, at: datetime, received_at: datetime | None) -> str:
    """The practice manager answers; returns what the record says of it."""
    when = {"received_at": received_at.isoformat()} if received_at else {}
    say(dispute, at, "manager_response", PRACTICE_MANAGER, answer="Marmalade.", **when)
    (entry,) = [one for one in dispute.entries if one.kind == "response-received"]
    return entry.says


@pytest.mark.parametrize("received_at", [None, WED_8_APR_CLOSE])
def test_an_answer_read_after_an_outage_is_in_time(
    at_stage_one: Dispute, received_at: datetime | None
) -> None:
    says = answered(at_stage_one, WED_8_APR_CLOSE + AN_HOUR, received_at)

    assert "late" not in says
    assert at_stage_one.standing == "awaiting-officer"


def test_a_late_answer_is_recorded_as_late_and_the_limit_still_passes(
    at_stage_one: Dispute,
) -> None:
    late = WED_8_APR_CLOSE + AN_HOUR

    says = answered(at_stage_one, late + AN_HOUR, late)

    assert says.endswith(", late.")
    assert at_stage_one.standing == "awaiting-response"
    assert at_stage_one.wakes_at() == WED_8_APR_CLOSE


def test_an_answer_from_a_stage_that_was_left_settles_nothing(
    at_stage_one: Dispute,
) -> None:
    at_stage_one.time_is_up(WED_8_APR_CLOSE)
    stage = at_stage_one.next_stage()
    assert stage is not None
    at_stage_one.begin(stage, WED_8_APR_CLOSE)

    says = answered(at_stage_one, WED_8_APR_CLOSE + AN_HOUR, None)

    assert says.endswith("after it had gone past their stage.")
    assert (at_stage_one.stage, at_stage_one.standing) == (stage, "awaiting-response")


@pytest.mark.parametrize("received_at", [None, WED_8_APR_CLOSE + AN_HOUR])
def test_a_late_answer_counts_once_the_officer_is_asked_instead(
    at_stage_one: Dispute, received_at: datetime | None
) -> None:
    at_stage_one.await_officer(WED_8_APR_CLOSE)

    says = answered(at_stage_one, WED_8_APR_CLOSE + 2 * AN_HOUR, received_at)

    assert says.endswith(", late.")
    assert at_stage_one.everything_is_answered()
