"""What a stage sets besides the answer: what, by whom, and by when."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.procedure import Procedure
from domain.rules import receive
from domain.tasks import open_tasks, tasks_of
from tests.domain.climbing import Climb
from tests.situations import message

TWO_DAYS = {"fixed": {"working_days": 2}}
THU_2_APR = datetime(2026, 4, 2, 9, tzinfo=UTC)
MON_13_APR = datetime(2026, 4, 13, 9, tzinfo=UTC)
FAR_AHEAD = datetime(2030, 12, 31, 9, tzinfo=UTC)


def tasks(climb: Climb) -> list[tuple[str, str, str, str]]:
    """Key, words, post and date of each."""
    return [
        (one.key, one.says, one.by, london(one.due_at) if one.due_at else "")
        for one in tasks_of(climb.dispute)
    ]


@pytest.fixture
def with_stage_of(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> Callable[..., Climb]:
    """At a Stage 1 of Anyshire that sets these tasks, since Mon 30 Mar 2026."""

    def _with(**changes: Any) -> Climb:
        plain = anyshire.model_dump(mode="json")
        plain["ladders"][0]["stages"][0] |= changes
        return climbing(Procedure.model_validate(plain))

    return _with


def test_every_task_says_what_is_to_be_done_by_whom_and_by_when(
    with_stage_of: Callable[..., Climb],
) -> None:
    step = {
        "key": "look",
        "says": "Look into the kitchen.",
        "by": "service-manager",
        "within": TWO_DAYS,
    }
    climb = with_stage_of(
        send={"fixed": {"working_days": 1}},
        meeting={
            "needed": True,
            "organiser": "team-manager",
            "within": {"fixed": {"working_days": 3}},
        },
        steps=[step, {**step, "key": "taste", "says": "Taste it.", "within": None}],
        write_up={"fixed": {"working_days": 4}},
        recorded_by="director",
    )

    assert tasks(climb) == [
        (
            "send",
            "Stage 1: Team Manager: send the report to those who are asked.",
            "officer",
            "Tue 31 Mar 2026 17:00",
        ),
        (
            "meeting",
            "Stage 1: Team Manager: hold the meeting.",
            "team-manager",
            "Thu 2 Apr 2026 17:00",
        ),
        ("look", "Look into the kitchen.", "service-manager", "Wed 1 Apr 2026 17:00"),
        ("taste", "Taste it.", "service-manager", ""),
        (
            "write-up",
            "Stage 1: Team Manager: write up the outcome.",
            "director",
            "",  # there is no outcome yet
        ),
    ]


def test_every_task_belongs_to_the_visit_that_set_it(
    with_stage_of: Callable[..., Climb],
) -> None:
    step = {"key": "look", "says": "Look into the kitchen.", "by": "service-manager"}
    climb = with_stage_of(
        send=TWO_DAYS,
        meeting={"needed": True, "organiser": "team-manager"},
        steps=[step],
        write_up=TWO_DAYS,
        may_repeat=True,
    )
    climb.say("escalate", reason="no-response", because="Again.", to_stage=1)

    assert [(one.key, one.visit) for one in tasks_of(climb.dispute)] == [
        ("send", 2),
        ("meeting", 2),
        ("look", 2),
        ("write-up", 2),
    ]


@pytest.mark.parametrize(
    ("meeting", "arranged_for", "by_when"),
    [
        (None, None, "Wed 1 Apr 2026 17:00"),  # as if from the stage's beginning
        ({"within": None}, None, "Wed 1 Apr 2026 17:00"),
        ({"within": TWO_DAYS}, None, "Tue 7 Apr 2026 17:00"),
        ({"within": TWO_DAYS}, "2026-04-08T10:00:00+01:00", "Fri 10 Apr 2026 17:00"),
        (None, "2026-04-08T10:00:00+01:00", "Fri 10 Apr 2026 17:00"),
    ],
)
def test_what_follows_a_meeting_is_counted_from_when_it_is_or_is_to_be_held_at_latest(
    with_stage_of: Callable[..., Climb],
    meeting: dict[str, Any] | None,
    arranged_for: str | None,
    by_when: str,
) -> None:
    step = {"key": "minutes", "says": "Send the minutes.", "starts": "meeting-held"}
    climb = with_stage_of(meeting=meeting, steps=[{**step, "within": TWO_DAYS}])
    if arranged_for:
        climb.say("meeting_arranged", takes_place_at=arranged_for)

    assert tasks(climb)[-1] == ("minutes", "Send the minutes.", "officer", by_when)


def test_what_follows_a_meeting_that_is_put_off_is_reminded_of_at_its_new_date_too(
    with_stage_of: Callable[..., Climb],
) -> None:
    step = {"key": "minutes", "says": "Send the minutes.", "starts": "meeting-held"}
    climb = with_stage_of(steps=[{**step, "within": TWO_DAYS}], respond=None)
    climb.pass_until(THU_2_APR)
    climb.say("meeting_arranged", takes_place_at="2026-04-08T10:00:00+01:00")

    climb.pass_until(MON_13_APR)

    assert overdue(climb) == [
        "It was due Wed 1 Apr 2026 17:00: Send the minutes.",
        "It was due Fri 10 Apr 2026 17:00: Send the minutes.",
    ]


def test_after_a_meeting_at_the_end_of_the_calendar_nothing_has_a_date(
    with_stage_of: Callable[..., Climb],
) -> None:
    step = {"key": "minutes", "says": "Send the minutes.", "starts": "meeting-held"}
    climb = with_stage_of(steps=[{**step, "within": TWO_DAYS}])

    climb.say("meeting_arranged", takes_place_at=FAR_AHEAD.isoformat())

    assert tasks(climb)[-1][3] == ""


def test_what_follows_a_meeting_that_may_be_held_beyond_the_calendar_counts_from_here(
    with_stage_of: Callable[..., Climb],
) -> None:
    step = {"key": "minutes", "says": "Send the minutes.", "starts": "meeting-held"}
    climb = with_stage_of(
        meeting={"needed": True, "within": {"fixed": {"working_days": 120}}},
        steps=[{**step, "within": TWO_DAYS}],
    )
    known = climb.dispute.calendar
    climb.dispute.calendar = known.between(date(2026, 1, 1), date(2026, 7, 10))

    assert [one[3] for one in tasks(climb)] == ["", "Wed 1 Apr 2026 17:00"]


def overdue(climb: Climb) -> list[str]:
    """What was said of each task that was not done in time."""
    return [one.says for one in climb.told() if one.kind.value == "overdue"]


LOOK = {"key": "look", "says": "Look into it.", "within": TWO_DAYS}
REPORT = {"key": "report", "says": "Report.", "within": TWO_DAYS}
ON: dict[str, Any] = {"reason": "officers-judgement", "because": "It presses."}


def test_of_a_stage_that_was_left_only_what_outlasts_it_is_still_to_be_done(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of(steps=[LOOK, {**REPORT, "outlasts_stage": True}])
    climb.say("escalate", **ON)

    assert [one.key for one in open_tasks(climb.dispute)] == ["report"]
    climb.pass_until(THU_2_APR)

    assert overdue(climb) == ["It was due Wed 1 Apr 2026 17:00: Report."]


def test_once_an_answer_is_accepted_what_outlasts_the_stage_is_still_to_be_done(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of(steps=[LOOK, {**REPORT, "outlasts_stage": True}])
    climb.say("officer_decision", satisfied=True, because="It will do.")

    climb.pass_until(THU_2_APR)

    assert overdue(climb) == ["It was due Wed 1 Apr 2026 17:00: Report."]


def test_what_outlasts_a_stage_is_asked_for_once_and_not_again_at_the_next(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of(steps=[{**REPORT, "outlasts_stage": True}])
    climb.pass_until(THU_2_APR)

    climb.say("escalate", **ON)
    climb.pass_until(MON_13_APR)

    assert overdue(climb) == ["It was due Wed 1 Apr 2026 17:00: Report."]


def test_what_outlasts_a_stage_is_done_for_all_that_asked_for_it(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of(steps=[{**REPORT, "outlasts_stage": True}])
    climb.say("escalate", **ON)
    climb.say("escalate", to_stage=1, **ON)

    assert [one.visit for one in open_tasks(climb.dispute)] == [3, 1]
    climb.say("task_done", task="report")

    assert open_tasks(climb.dispute) == []


@pytest.mark.parametrize(
    ("by", "said", "chased"),
    [
        ("team-manager", {"extent": "whole"}, False),
        ("team-manager", {"extent": "partial"}, False),
        ("service-manager", {"extent": "whole"}, True),
        ("team-manager", {"extent": "whole", "stage": 2}, True),
        (None, {}, True),
    ],
)
def test_what_somebody_asked_has_answered_was_sent_and_nobody_is_reminded_to_send_it(
    with_stage_of: Callable[..., Climb],
    by: str | None,
    said: dict[str, Any],
    chased: bool,
) -> None:
    step = {"key": "look", "says": "Look into it.", "within": TWO_DAYS}
    climb = with_stage_of(send=TWO_DAYS, steps=[step])
    if by is not None:
        manager = message(
            "manager_response", {"post": by, "reference": "M-3"}, answer="A.", **said
        )
        receive(climb.dispute, manager, climb.now)

    climb.pass_until(THU_2_APR)

    send = "It was due Wed 1 Apr 2026 17:00: Stage 1: Team Manager: send the report to"
    assert overdue(climb) == [
        "It was due Wed 1 Apr 2026 17:00: Look into it.",
        *([f"{send} those who are asked."] if chased else []),
    ]


def test_whoever_is_late_with_a_task_hears_of_the_day_it_was_due(
    with_stage_of: Callable[..., Climb],
) -> None:
    climb = with_stage_of(send=TWO_DAYS, escalated_by="director")
    climb.pass_until(THU_2_APR)

    [late] = [one for one in climb.told() if one.kind.value == "overdue"]
    assert late.due_at is not None
    assert (late.to, london(late.due_at)) == ("director", "Wed 1 Apr 2026 17:00")
