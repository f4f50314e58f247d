"""Why a letter that waited is left out, and who is set right when its date was news."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.ledger import OnCalendarChange
from domain.notices import DeliveryStatus, Notice
from domain.procedure import Procedure
from domain.procedure.time import Reminder, Span
from tests.domain.changing_calendars import sent, under, with_days_off
from tests.domain.climbing import Climb

OPERATOR = {"post": "operator", "reference": "OP-1"}
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-3"}
MON_30_MAR_18 = datetime(2026, 3, 30, 17, tzinfo=UTC)
MON_30_MAR_22 = datetime(2026, 3, 30, 21, tzinfo=UTC)
TUE_31_MAR_7 = datetime(2026, 3, 31, 6, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
TUE_14_APR_17 = datetime(2026, 4, 14, 16, tzinfo=UTC)
MORE_TIME: dict[str, Any] = {
    "working_days": 1,
    "because": "The school is closed.",
    "benefit_for_child": "The school can be asked.",
}
ACCEPTED: dict[str, Any] = {"satisfied": True, "because": "It will do."}


@pytest.fixture
def often(climbing: Callable[..., Climb], anyshire: Procedure) -> Climb:
    """Anyshire, where more time may be given as often as wanted."""
    as_often = anyshire.extension.model_copy(update={"times": None})
    climb = climbing(anyshire.model_copy(update={"extension": as_often}))
    climb.take_out()
    return climb


@pytest.fixture
def following(climbing: Callable[..., Climb], anyshire: Procedure) -> Climb:
    """Anyshire, where dates follow the calendar, nearer too."""
    climb = climbing(under(anyshire, OnCalendarChange.FOLLOW))
    climb.take_out()
    return climb


def left_out(climb: Climb, to: str = "team-manager") -> list[tuple[str, str]]:
    """What was left out of what was to go to that post, and why."""
    return [
        (one.notice.kind.value, one.because)
        for one in climb.not_sent
        if one.notice.to == to
    ]


def told(notices: tuple[Notice, ...], to: str = "team-manager") -> list[str]:
    return [one.kind.value for one in notices if one.to == to]


def in_force(climb: Climb, calendar: WorkingCalendar) -> None:
    """Another calendar comes into force."""
    climb.say("change_calendar", OPERATOR, **sent(calendar))


@pytest.mark.parametrize(
    ("kind", "said", "because"),
    [
        (
            "place_on_hold",
            {"until": "2026-04-08", "because": "Easter."},
            "the clock is stopped",
        ),
        ("extend_deadline", MORE_TIME, "its date no longer stands"),
    ],
)
def test_a_reminder_that_the_night_overtook_is_left_out_with_its_reason(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    kind: str,
    said: dict[str, Any],
    because: str,
) -> None:
    at_22 = (Reminder(before=Span(elapsed_hours=8 * 24 + 19)),)
    ladders = [
        ladder.model_copy(
            update={
                "stages": tuple(
                    one.model_copy(update={"reminders": at_22}) for one in ladder.stages
                )
            }
        )
        for ladder in anyshire.ladders
    ]
    climb = climbing(anyshire.model_copy(update={"ladders": tuple(ladders)}))
    climb.take_out()
    climb.pass_until(MON_30_MAR_22)

    climb.say(kind, **said)
    climb.pass_until(TUE_31_MAR_7)
    climb.take_out()

    assert left_out(climb) == [("reminder", because)]


def test_who_was_asked_again_is_not_asked_once_they_have_decided(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    climb = climbing(anyshire)
    climb.say("manager_response", TEAM_MANAGER, answer="Done.")
    climb.take_out()
    climb.pass_until(TUE_14_APR_17)
    asked = climb.take_out(DeliveryStatus.DELAYED).notices
    assert "decide" in told(asked, "officer")

    climb.say("officer_decision", **ACCEPTED)
    climb.take_out()

    assert set(left_out(climb, "officer")) == {("decide", "what it asks for is done")}


def test_who_will_be_told_in_the_morning_is_not_also_told_in_the_night(
    often: Climb,
) -> None:
    often.pass_until(MON_30_MAR_18)
    often.say("extend_deadline", **MORE_TIME)
    often.take_out(DeliveryStatus.DELAYED)
    often.pass_until(MON_30_MAR_22)

    often.say("extend_deadline", **MORE_TIME)
    tonight = often.take_out().notices
    often.pass_until(TUE_31_MAR_7)
    in_the_morning = often.take_out().notices

    assert left_out(often) == [("deadline-moved", "the date has moved since")]
    assert told(tonight) == []
    assert told(in_the_morning) == ["deadline-moved"]


def test_whose_date_came_back_to_what_they_believe_is_told_nothing(
    following: Climb, calendar: WorkingCalendar
) -> None:
    following.pass_until(MON_30_MAR_22)

    in_force(following, with_days_off(calendar, date(2026, 4, 7)))
    in_force(following, calendar)
    following.pass_until(TUE_31_MAR_7)
    in_the_morning = following.take_out().notices

    assert told(in_the_morning) == ["noted", "noted"], "what happened is news"
    assert {one.due_at for one in in_the_morning} == {WED_8_APR_17}
    assert left_out(following) == [
        ("deadline-moved", "the date has moved since"),
        ("deadline-moved", "the date that they were told stands"),
    ]


def test_who_was_never_told_a_date_is_not_told_that_it_moved(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    climb = climbing(anyshire)
    climb.take_out(DeliveryStatus.REFUSED)
    climb.take_out()
    climb.pass_until(MON_30_MAR_22)

    climb.say("extend_deadline", **MORE_TIME)
    climb.say("manager_response", TEAM_MANAGER, answer="Done.")
    climb.pass_until(TUE_31_MAR_7)
    in_the_morning = climb.take_out().notices

    assert left_out(climb) == [("deadline-moved", "the date has moved since")]
    assert told(in_the_morning) == []
    assert told(in_the_morning, "officer") == ["response-received"]


def test_when_the_date_that_somebody_believes_has_come_nobody_says_that_it_moved(
    following: Climb, calendar: WorkingCalendar
) -> None:
    in_force(following, with_days_off(calendar, date(2026, 4, 7)))
    in_force(following, calendar)
    following.take_out(DeliveryStatus.DELAYED)

    following.pass_until(WED_8_APR_17)
    at_the_limit = following.take_out().notices

    assert following.dispute.stage is not None
    assert following.dispute.stage.number == 2
    assert "escalated" in told(at_the_limit)
    assert "deadline-moved" not in told(at_the_limit)


def test_news_of_a_stage_that_is_over_says_so_and_tells_no_date(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    climb = climbing(anyshire)
    climb.take_out()
    climb.say("acknowledge", TEAM_MANAGER, text="Seen.")
    climb.take_out(DeliveryStatus.DELAYED)

    climb.say("escalate", reason="officers-judgement", because="Now.")
    [seen] = [
        one
        for one in climb.take_out().notices
        if (one.to, one.kind) == ("officer", "noted")
    ]

    assert seen.says.endswith("the clock runs on. It has gone on since then.")
    assert (seen.due_at, seen.why, seen.otherwise, seen.answers) == (None, (), "", ())
