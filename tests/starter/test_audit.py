"""The auditor finds what is not in order, and nothing where all is."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHandle

from activities.storage import ToldNotice
from domain.calendar import OfficeHours
from domain.clocks_now import ClocksNow
from domain.ledger import OnCalendarChange
from domain.notices import Post
from domain.record import Situation, Standing
from starter import audit
from starter.audit import Told
from tests.starter.conftest import Whole

WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
THU_9_APR_17 = datetime(2026, 4, 9, 16, tzinfo=UTC)


def told(**changes: Any) -> Told:
    """A dispute that waits until Wed 8 Apr 2026 17:00, about which all agree."""
    now = Situation(
        reference="AUD-2026-0042",
        authority="west-sussex",
        standing=Standing.AWAITING_OFFICER,
        due_at=WED_8_APR_17,
        wakes_at=WED_8_APR_17,
    )
    clocks = ClocksNow(
        dispute="dispute-west-sussex-AUD-2026-0042",
        rehearsal=False,
        standing=now.standing,
        calendar="frogs-1",
        calendar_from=date(2026, 1, 1),
        office_hours=OfficeHours(),
        changes=0,
        on_calendar_change=OnCalendarChange.EXTEND,
        due_at=now.due_at,
        overall_due_at=None,
        clocks=(),
        agreed=(),
        told={},
        overall_told=(),
    )
    plain: dict[str, Any] = {
        "now": now,
        "clocks": clocks,
        "row": now,
        "quiet_since": None,
        "notices": [],
        "columns": {"DisputeDueAt": WED_8_APR_17},
    }
    return Told(**{**plain, **changes})


def a_notice(state: str, tried_at: datetime) -> ToldNotice:
    return ToldNotice(
        key="dispute-west-sussex-AUD-2026-0042/7",
        dispute="dispute-west-sussex-AUD-2026-0042",
        number=7,
        kind="reminder",
        to="practice-manager",
        state=state,
        message_id="<7@example>",
        attempts=1,
        first_tried_at=tried_at,
        settled_at=None,
        told="",
        said="",
        unsure=False,
    )


# --- on a real server ------------------------------------------------------------------


async def test_disputes_that_are_as_they_should_be_are_in_order(
    whole: Whole, tmp_path: Path
) -> None:
    await whole.raised("AUD-2026-0001")
    await whole.raised("AUD-2026-0002", rehearsal=None)
    beat = tmp_path / "beat.json"

    answer = await whole.run("audit", "--json", "--heartbeat", str(beat))

    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["findings"]) == (0, [])
    assert found["looked_at"] == 2
    assert json.loads(beat.read_text()) == found


async def test_open_disputes_without_the_calendar_in_force_are_warned_of_until_they_have_it(
    whole: Whole, list_file: Callable[..., Path]
) -> None:
    dispute = await whole.raised("AUD-2026-0005")
    file = str(list_file(add={"2026-04-20": "Marmalade Day bank holiday"}))
    await whole.run("calendar", "import", file)

    behind = await whole.run("audit", "--json")
    said = (await whole.run("audit")).stdout
    await whole.run("calendar", "apply", "current")
    brought = await whole.run("audit", "--json")

    found = json.loads(behind.stdout)
    [warning] = found["warnings"]
    assert (found["findings"], behind.exit_code) == ([], 0), "a warning is no fault"
    assert dispute in warning
    assert "`disputes calendar apply current`" in warning
    assert f"Warning: {warning}" in said
    assert json.loads(brought.stdout)["warnings"] == []
    await _end(whole, dispute)


async def test_a_row_that_says_something_else_is_found(whole: Whole) -> None:
    dispute = await whole.raised("AUD-2026-0003")
    store = whole.parts.store
    now = await whole.disputes.situation(dispute)
    wrong = now.model_copy(
        update={"due_at": THU_9_APR_17, "entries": now.entries + 1, "wakes_at": None}
    )
    await store.append(Post(dispute=dispute, situation=wrong))

    answer = await whole.run("audit", "--json")

    found = json.loads(answer.stdout)["findings"]
    assert answer.exit_code == 1
    assert [(one["dispute"], one["rule"]) for one in found] == [
        (dispute, "row-differs")
    ]
    assert "due_at, entries" in found[0]["says"]
    await _end(whole, dispute)


async def test_a_dispute_that_no_worker_can_open_is_found(whole: Whole) -> None:
    handle: WorkflowHandle[Any, Any] = await whole.parts.client.start_workflow(
        "Dispute",
        {},
        id="dispute-nowhere-AUD-2026-0004",
        task_queue="nobody-works-here",
    )

    answer = await whole.run("audit", "--json")

    found = json.loads(answer.stdout)["findings"]
    assert [(one["dispute"], one["rule"]) for one in found] == [
        (handle.id, "no-answer")
    ]
    assert "No worker answered" in found[0]["says"]
    await handle.terminate()


async def test_a_heartbeat_that_cannot_be_written_is_said(
    whole: Whole, tmp_path: Path
) -> None:
    answer = await whole.run("audit", "--heartbeat", str(tmp_path / "no" / "beat"))

    assert answer.exit_code == 1
    assert "--heartbeat:" in answer.stderr


async def _end(whole: Whole, dispute: str) -> None:
    await whole.parts.client.get_workflow_handle(dispute).terminate()


# --- each rule by itself ---------------------------------------------------------------


def test_a_dispute_about_which_all_agree_breaks_no_rule() -> None:
    fine, at = told(), WED_8_APR_17 - timedelta(days=1)

    assert [
        *audit._problems(fine.columns),
        *audit._wakes(fine, at),
        *audit._same_date(fine),
        *audit._same_column(fine),
        *audit._same_row(fine),
        *audit._delivered(fine, at),
    ] == []


def test_a_dispute_that_overslept_is_found() -> None:
    found = dict(audit._wakes(told(), WED_8_APR_17 + timedelta(minutes=6)))

    assert "It was to wake Wed 8 Apr 2026 17:00 and has not" in found["overslept"]


def test_an_open_dispute_that_nothing_will_wake_is_found() -> None:
    asleep = told().now.model_copy(update={"wakes_at": None})

    assert "never-wakes" in dict(audit._wakes(told(now=asleep), WED_8_APR_17))


def test_a_date_that_does_not_follow_from_the_clocks_is_found() -> None:
    waiting = told().now.model_copy(update={"standing": Standing.AWAITING_RESPONSE})

    found = dict(audit._same_date(told(now=waiting)))

    assert (
        "told as Wed 8 Apr 2026 17:00; worked out again it is no date"
        in (found["date-differs"])
    )


def test_a_list_column_that_lags_behind_is_found() -> None:
    lagging = told(columns={"DisputeDueAt": THU_9_APR_17})

    assert "list-differs" in dict(audit._same_column(lagging))


def test_a_dispute_of_which_sql_knows_nothing_is_found() -> None:
    assert "no-row" in dict(audit._same_row(told(row=None)))


@pytest.mark.parametrize(
    ("state", "hours_ago", "found"),
    [
        ("sending", 5, True),
        ("delayed", 5, True),
        ("delayed", 3, False),
        ("sent", 5, False),
        ("nobody", 5, False),
    ],
)
def test_a_notice_that_waits_too_long_is_found(
    state: str, hours_ago: int, found: bool
) -> None:
    tried_at = WED_8_APR_17 - timedelta(hours=hours_ago)
    waiting = told(notices=[a_notice(state, tried_at)])

    rules = dict(audit._delivered(waiting, WED_8_APR_17 - timedelta(hours=4)))

    assert ("undelivered" in rules) is found


def test_notices_that_were_never_tried_are_found() -> None:
    silent = told().now.model_copy(update={"notices": 2})
    since = WED_8_APR_17 - timedelta(hours=4)

    fresh = told(now=silent, quiet_since=since + timedelta(hours=1))
    stale = told(now=silent, quiet_since=since - timedelta(hours=1))

    assert "untouched" not in dict(audit._delivered(fresh, since))
    assert "untouched" in dict(audit._delivered(stale, since))


def test_of_many_disputes_without_the_calendar_a_few_are_named() -> None:
    [warning] = audit._without("beef", ["a", "b", "c", "d", "e"])

    assert "beef, has not reached a, b, c and 2 more:" in warning
    assert [*audit._without("beef", [])] == []


def test_problems_that_the_server_reports_are_found() -> None:
    columns = {"TemporalReportedProblems": ["category=WorkflowTaskFailed"]}

    found = dict(audit._problems(columns))

    assert "WorkflowTaskFailed" in found["reported-problems"]
