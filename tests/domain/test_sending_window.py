"""What can wait is not mailed at night or on a day off; no date moves for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.calendar import Closure, WorkingCalendar
from domain.dispute import Dispute
from domain.limits import Unit
from domain.messages import read_raised
from domain.notices import Delivered, DeliveryStatus, NoticeKind
from domain.opening import Basis
from domain.procedure import Procedure
from domain.procedure.time import Timing
from domain.sending_window import cannot_wait, opens_at
from domain.situation import situation_of
from tests.domain.climbing import Climb
from tests.situations import raising

MANAGER = {"post": "practice-manager", "reference": "PM-3"}
MON_30_MAR_22 = datetime(2026, 3, 30, 21, tzinfo=UTC)
TUE_31_MAR_7 = datetime(2026, 3, 31, 6, tzinfo=UTC)
THU_2_APR_22 = datetime(2026, 4, 2, 21, tzinfo=UTC)  # Good Friday is next
TUE_7_APR_7 = datetime(2026, 4, 7, 6, tzinfo=UTC)
SAT_4_APR_17 = datetime(2026, 4, 4, 16, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)


def at_night(climb: Climb, moment: datetime = MON_30_MAR_22) -> Climb:
    """What was written by day has gone; now it is night."""
    climb.take_out()
    climb.notices.clear()
    climb.pass_until(moment)
    climb.take_out()
    climb.notices.clear()
    return climb


def due_on_easter_saturday(climb: Climb) -> Climb:
    """Five calendar days, over the days on which no mail goes."""
    visit = climb.dispute.visit
    assert visit is not None
    assert visit.clock is not None
    five_days = {"amount": 5, "unit": Unit.CALENDAR_DAYS}
    visit.clock.limit = visit.clock.limit.model_copy(update=five_days)
    assert climb.dispute.due() == SAT_4_APR_17
    return climb


def sent(climb: Climb) -> list[tuple[str, str]]:
    """To whom something goes now, and of which kind."""
    climb.notices.clear()
    climb.take_out()
    return [(one.to, one.kind.value) for one in climb.notices]


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-30T06:59:59+01:00", "2026-03-30T07:00:00+01:00"),
        ("2026-03-30T07:00:00+01:00", "2026-03-30T07:00:00+01:00"),
        ("2026-03-30T18:59:59+01:00", "2026-03-30T18:59:59+01:00"),
        ("2026-03-30T19:00:00+01:00", "2026-03-31T07:00:00+01:00"),
        ("2026-03-28T12:00:00+00:00", "2026-03-30T07:00:00+01:00"),
        ("2026-04-02T20:00:00+01:00", "2026-04-07T07:00:00+01:00"),
        ("2026-10-24T12:00:00+01:00", "2026-10-26T07:00:00+00:00"),
    ],
    ids=[
        "before seven", "at seven", "before the evening", "in the evening",
        "over a clock change", "over Easter", "over the other clock change",
    ],
)  # fmt: skip
def test_mail_goes_from_seven_to_seven_on_working_days(
    in_west_sussex: Climb, now: str, opens: str
) -> None:
    at = datetime.fromisoformat(now)

    assert opens_at(in_west_sussex.dispute, at) == datetime.fromisoformat(opens)


def test_a_day_on_which_the_council_is_closed_is_a_day_off(
    in_west_sussex: Climb, calendar: WorkingCalendar
) -> None:
    closure = Closure(on=TUE_31_MAR_7.date(), reason="The boiler")
    dispute = in_west_sussex.dispute
    dispute.calendar = calendar.model_copy(update={"closures": (closure,)})

    assert opens_at(dispute, MON_30_MAR_22) == TUE_31_MAR_7 + timedelta(days=1)


def test_where_the_calendar_ends_nothing_waits(in_west_sussex: Climb) -> None:
    at = datetime(2099, 1, 1, 22, tzinfo=UTC)

    assert opens_at(in_west_sussex.dispute, at) == at


@pytest.mark.parametrize("hours", [None, "", "  ", "Sun 07:00-19:00"])
def test_without_a_window_or_with_one_that_never_opens_nothing_waits(
    climbing: Callable[..., Climb], west_sussex: Procedure, hours: str | None
) -> None:
    timing = west_sussex.timing.model_validate(
        {**west_sussex.timing.model_dump(), "notices_sent": hours}
    )
    climb = climbing(west_sussex.model_copy(update={"timing": timing}))

    assert opens_at(climb.dispute, MON_30_MAR_22) == MON_30_MAR_22


@pytest.mark.parametrize(
    ("rehearsal", "waits"),
    [(None, False), ({"pretend_it_is": "2026-03-30T22:00:00+01:00"}, True)],
)
def test_where_mail_goes_at_any_hour_only_rehearsals_keep_the_window(
    west_sussex: Procedure,
    calendar: WorkingCalendar,
    rehearsal: dict[str, str] | None,
    waits: bool,
) -> None:
    request = read_raised(raising("west-sussex", rehearsal=rehearsal))
    basis = Basis(procedure=west_sussex, calendar=calendar, mail_at_any_hour=True)

    dispute = Dispute(request, basis, MON_30_MAR_22)

    assert (opens_at(dispute, MON_30_MAR_22) > MON_30_MAR_22) is waits


def test_a_window_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValidationError, match="cannot be read"):
        Timing(notices_sent="when it suits")


def test_news_of_the_night_goes_in_the_morning_and_the_clock_minds_nothing(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")

    assert sent(climb) == []
    [waits] = climb.dispute.held_back
    assert (waits.at, waits.send_from) == (MON_30_MAR_22, TUE_31_MAR_7)
    assert climb.alarm() == TUE_31_MAR_7
    assert climb.dispute.due() == WED_8_APR_17

    climb.pass_until(TUE_31_MAR_7)

    assert sent(climb) == [("officer", "response-received")]
    assert climb.notices[0].at == MON_30_MAR_22, "the letter says when it was written"


def test_over_easter_it_waits_for_the_tuesday(in_west_sussex: Climb) -> None:
    climb = at_night(in_west_sussex, THU_2_APR_22)

    climb.say("manager_response", MANAGER, answer="On Monday.")

    assert climb.alarm() == TUE_7_APR_7


def test_stages_that_pass_at_closing_time_are_told_at_once_and_at_the_same_dates(
    in_west_sussex: Climb,
) -> None:
    for _ in range(4):
        due = in_west_sussex.dispute.due()
        assert due is not None
        in_west_sussex.pass_until(due)
        assert in_west_sussex.dispute.held_back == []

    assert [begun.at.isoformat() for begun in in_west_sussex.begun] == [
        "2026-03-30T09:00:00+00:00",
        "2026-04-08T16:00:00+00:00",
        "2026-04-15T16:00:00+00:00",
        "2026-04-22T16:00:00+00:00",
        "2026-04-29T16:00:00+00:00",
    ]


def test_whoever_is_asked_to_answer_is_asked_at_any_hour(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)

    climb.say("escalate", reason="officers-judgement", because="Tonight.")

    told = sent(climb)
    assert ("group-manager", "stage-begun") in told
    assert ("practice-manager", "escalated") not in told
    waiting = {(one.to, one.kind.value) for one in climb.dispute.held_back}
    assert ("practice-manager", "escalated") in waiting


def test_an_alarm_goes_at_night_and_takes_along_what_was_written_before_it(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")

    failed = {"notice": 1, "told_reference": "PM-3", "said": "550 no such mailbox"}
    climb.say("delivery_failed", {"post": "operator", "reference": "OPS-4"}, **failed)

    assert [one for one in sent(climb) if one[0] == "officer"] == [
        ("officer", "response-received"),
        ("officer", "not-delivered"),
    ]


def test_what_is_later_never_overtakes_what_waits_for_the_same_post(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    for text in ("On Monday.", "On Tuesday."):
        climb.say("manager_response", MANAGER, answer=text, extent="partial")

    climb.pass_until(TUE_31_MAR_7)
    sent(climb)

    numbers = [one.number for one in climb.notices]
    assert len(numbers) == 2
    assert numbers == sorted(numbers)


def test_a_date_that_comes_before_mail_is_sent_again_is_told_at_once(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(due_on_easter_saturday(in_west_sussex), THU_2_APR_22)

    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")

    assert sent(climb) == [("officer", "response-received")]


@pytest.mark.parametrize(
    ("kind", "changes", "at_once"),
    [
        (NoticeKind.NOTED, {}, False),
        (NoticeKind.NOTED, {"urgent": True}, True),
        (NoticeKind.MESSAGE_REFUSED, {}, True),
        (NoticeKind.NOTED, {"due_at": MON_30_MAR_22}, False),
        (NoticeKind.NOTED, {"due_at": TUE_31_MAR_7}, True),
        (NoticeKind.NOTED, {"due_at": TUE_31_MAR_7 + timedelta(seconds=1)}, False),
        (NoticeKind.NOTED, {"was_due_at": TUE_31_MAR_7}, True),
        (NoticeKind.NOTED, {"meets_at": TUE_31_MAR_7}, True),
        (NoticeKind.NOTED, {"overall_due_at": TUE_31_MAR_7}, False),
        (NoticeKind.OVERALL_WARNING, {"overall_due_at": TUE_31_MAR_7}, True),
        (NoticeKind.OVERALL_WARNING, {"overall_due_at": WED_8_APR_17}, False),
    ],
)
def test_what_cannot_wait_is_urgent_or_an_alarm_or_tells_a_date_that_comes_first(
    in_west_sussex: Climb, kind: NoticeKind, changes: dict[str, Any], *, at_once: bool
) -> None:
    about = situation_of(in_west_sussex.dispute).model_copy(
        update={"overall_due_at": changes.pop("overall_due_at", None)}
    )
    first = in_west_sussex.told()[-1]
    plain = {"urgent": False, "due_at": None, "kind": kind, "about": about}
    notice = first.model_copy(update=plain | changes)

    waits = not cannot_wait(
        in_west_sussex.dispute, notice, MON_30_MAR_22, opens=TUE_31_MAR_7
    )

    assert waits is not at_once


def test_a_stage_that_is_counted_in_hours_tells_everything_at_once(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = at_night(climbing(west_sussex))
    visit = climb.dispute.visit
    assert visit is not None
    assert visit.clock is not None
    hours = {"amount": 72, "unit": Unit.ELAPSED_HOURS}
    visit.clock.limit = visit.clock.limit.model_copy(update=hours)

    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")

    assert sent(climb) == [("officer", "response-received")]
    assert climb.notices[0].urgent


def test_what_was_called_for_because_a_child_may_not_be_safe_is_told_to_all_at_once(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = at_night(climbing(west_sussex))

    climb.say("escalate", reason="serious-safeguarding", to_stage=4, because="Tonight.")

    assert climb.dispute.held_back == []
    told = {one.to for one in climb.notices if one.about.stage == 4}
    told |= {one.to for one in climb.told() if one.about.stage == 4}
    stage = climb.dispute.stage
    assert stage is not None
    assert {one.post for one in stage.tell} <= told
    assert {one.urgent for one in climb.notices if one.about.stage == 4} == {True}


def test_what_was_written_before_the_stage_that_presses_waits_all_the_same(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("escalate", reason="officers-judgement", because="Tonight.")

    climb.say("escalate", reason="serious-safeguarding", to_stage=4, because="Tonight.")

    [waits] = climb.dispute.held_back
    assert (waits.to, waits.send_from) == ("practice-manager", TUE_31_MAR_7)
    assert "practice-manager" not in {to for to, _ in sent(climb)}


def test_what_came_back_at_night_is_tried_again_in_the_morning(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex, MON_30_MAR_22 - timedelta(hours=4))
    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")
    post = climb.postbag.take(climb.dispute, climb.now)
    climb.pass_until(MON_30_MAR_22)

    climb.postbag.come_back(
        climb.dispute, post, Delivered.nothing_of(post), MON_30_MAR_22
    )

    assert sent(climb) == [("iro-team-manager", "not-delivered")]
    assert climb.alarm() == TUE_31_MAR_7
    climb.pass_until(TUE_31_MAR_7)
    assert sent(climb) == [("officer", "response-received")]


def test_a_dispute_that_is_closed_at_night_tells_so_in_the_morning(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("withdraw", because="The family has moved.")

    assert sent(climb) == []
    assert climb.alarm() == TUE_31_MAR_7
    climb.pass_until(TUE_31_MAR_7)

    assert {kind for _, kind in sent(climb)} == {NoticeKind.CLOSED.value}
    assert climb.alarm() is None


def test_whoever_comes_back_from_an_outage_late_at_night_wakes_nobody(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")

    climb.sleep_until(TUE_31_MAR_7 + timedelta(hours=15))
    climb.wake()

    assert sent(climb) == []
    assert climb.alarm() == TUE_31_MAR_7 + timedelta(days=1)


def test_after_an_outage_late_at_night_a_date_that_comes_first_is_told_at_once(
    in_west_sussex: Climb,
) -> None:
    climb = due_on_easter_saturday(in_west_sussex)
    climb = at_night(climb, THU_2_APR_22 - timedelta(days=1))
    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")
    assert sent(climb) == []

    climb.sleep_until(THU_2_APR_22)
    climb.wake()

    assert ("officer", "response-received") in sent(climb)


def test_what_is_let_go_in_the_morning_joins_what_the_postman_has_not_taken_yet(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("escalate", reason="officers-judgement", because="Tonight.")

    climb.pass_until(TUE_31_MAR_7)

    assert {("group-manager", "stage-begun"), ("practice-manager", "escalated")} <= set(
        sent(climb)
    )


def test_once_mail_goes_again_nothing_waits_for_a_day_off_that_was_called_off(
    in_west_sussex: Climb, calendar: WorkingCalendar
) -> None:
    climb = at_night(in_west_sussex)
    closure = Closure(on=TUE_31_MAR_7.date(), reason="The boiler")
    closed = calendar.model_copy(update={"closures": (closure,)})
    climb.say("manager_response", MANAGER, answer="On Monday.", extent="partial")
    climb.dispute.calendar = closed
    climb.say("escalate", reason="officers-judgement", because="Tonight.")
    waiting = {one.to: one.send_from for one in climb.dispute.held_back}
    assert waiting["practice-manager"] == TUE_31_MAR_7 + timedelta(days=1)
    climb.dispute.calendar = calendar

    climb.pass_until(TUE_31_MAR_7)

    assert ("practice-manager", "escalated") in sent(climb)
    assert climb.dispute.held_back == []


def test_a_digest_is_news_enough_to_raise_no_alarm(in_west_sussex: Climb) -> None:
    in_west_sussex.take_out(DeliveryStatus.DIGESTED)

    assert in_west_sussex.dispute.undelivered == {}
