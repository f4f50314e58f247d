"""Seen, bounced, handed over, away, vacant: told, written down, and no clock moves."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.dispute import Dispute
from domain.notices import (
    Delivered,
    DeliveryStatus,
    Notice,
    NoticeKind,
    Outcome,
    WhenVacant,
)
from domain.postbag import Postbag
from domain.procedure import Procedure
from domain.record import Standing
from domain.rules import receive
from domain.standing_in import told_instead
from tests.domain.climbing import Climb
from tests.situations import MON_30_MAR, message

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}
OPERATOR = {"post": "operator", "reference": "OPS-4"}
WED_1_APR_10 = datetime(2026, 4, 1, 9, tzinfo=UTC)


def kinds(dispute: Dispute) -> list[str]:
    return [entry.kind for entry in dispute.entries]


def brought_back(climb: Climb, post: str, **what: Any) -> None:
    """The postman comes back: the notice to `post` went as `what` says."""
    bag, dispute = Postbag(), climb.dispute
    taken = bag.take(dispute, MON_30_MAR)
    [notice] = [
        one
        for one in taken.notices
        if one.to == post and one.kind is NoticeKind.STAGE_BEGUN
    ]
    said = {"status": DeliveryStatus.SENT, "told": "PM-3", "route": "holder"} | what
    outcome = Outcome(key=notice.key, **said)
    bag.come_back(dispute, taken, Delivered(outcomes=(outcome,)), MON_30_MAR)


def asking(climb: Climb, post: str) -> Notice:
    """The notice by which that post is told that the stage has begun."""
    [notice] = [one for one in posted(climb, NoticeKind.STAGE_BEGUN) if one.to == post]
    return notice


def posted(climb: Climb, kind: NoticeKind) -> list[Notice]:
    return [one for one in climb.dispute.outbox if one.kind is kind]


# --- seen --------------------------------------------------------------------------


def test_who_says_that_they_work_on_it_stops_no_clock(in_west_sussex: Climb) -> None:
    due = in_west_sussex.dispute.due()

    in_west_sussex.say("acknowledge", PRACTICE_MANAGER)

    assert in_west_sussex.dispute.due() == due
    assert in_west_sussex.dispute.standing is Standing.AWAITING_RESPONSE
    assert kinds(in_west_sussex.dispute)[-1] == "acknowledged"


def test_what_is_said_to_be_in_hand_is_asked_about_after_two_working_days(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("acknowledge", PRACTICE_MANAGER)

    in_west_sussex.pass_until(WED_1_APR_10.replace(hour=15))
    before = len(in_west_sussex.dispute.entries)
    in_west_sussex.pass_until(WED_1_APR_10.replace(hour=16))

    [reminder] = in_west_sussex.dispute.entries[before:]
    assert reminder.kind == "reminder"
    assert "you said that you work on it" in reminder.says


def test_who_has_answered_is_not_asked_about_it_again(in_west_sussex: Climb) -> None:
    in_west_sussex.say("acknowledge", PRACTICE_MANAGER)
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")

    in_west_sussex.pass_until(WED_1_APR_10.replace(hour=16))

    assert "reminder" not in kinds(in_west_sussex.dispute)


def test_only_who_is_awaited_may_say_that_they_work_on_it(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")

    assert "Nothing is awaited from that post" in in_west_sussex.refusal(
        "acknowledge", PRACTICE_MANAGER
    )


def test_who_is_not_awaited_is_heard_and_not_taken_to_work_on_it(
    in_west_sussex: Climb,
) -> None:
    dispute, now = in_west_sussex.dispute, in_west_sussex.now
    line_manager = {"post": "line-manager", "reference": "LM-2"}

    receive(dispute, message("acknowledge", line_manager), now)
    receive(dispute, message("acknowledge", PRACTICE_MANAGER), now)

    assert dispute.visit is not None
    assert dispute.visit.acknowledged == {"practice-manager": now}
    assert [one.says for one in dispute.entries if one.kind == "acknowledged"] == [
        "Relevant line manager has seen it and works on it; the clock runs on.",
        "Practice Manager has seen it and works on it; the clock runs on.",
    ]


# --- bounced, handed over ----------------------------------------------------------


def test_a_notice_that_came_back_alarms_the_officer_and_goes_to_who_stands_in(
    in_west_sussex: Climb,
) -> None:
    [first] = [
        one
        for one in in_west_sussex.dispute.outbox
        if one.to == "practice-manager" and one.kind is NoticeKind.STAGE_BEGUN
    ]
    due = in_west_sussex.dispute.due()

    in_west_sussex.say(
        "delivery_failed",
        OPERATOR,
        notice=first.number,
        told_reference="PM-3",
        said="5.1.1",
    )

    assert in_west_sussex.dispute.due() == due
    [again] = posted(in_west_sussex, NoticeKind.HANDED_OVER)
    assert (again.to, again.due_at) == ("practice-manager", due)
    [alarm] = posted(in_west_sussex, NoticeKind.NOT_DELIVERED)
    assert alarm.to == "officer"
    assert Postbag().take(in_west_sussex.dispute, MON_30_MAR).unreachable == ("PM-3",)


def test_every_notice_may_come_back_up_to_the_last_that_was_written(
    in_west_sussex: Climb,
) -> None:
    written = in_west_sussex.dispute.notices_written
    bounce = {"told_reference": "PM-3", "said": "5.1.1"}

    refusal = in_west_sussex.refusal(
        "delivery_failed", OPERATOR, notice=written + 1, **bounce
    )
    in_west_sussex.say("delivery_failed", OPERATOR, notice=written, **bounce)

    assert refusal == (
        f"notice: {written} have been written; name one of them by its number."
    )
    [entry] = [
        one for one in in_west_sussex.dispute.entries if one.kind == "not-delivered"
    ]
    assert entry.says == f"Notice {written} to PM-3 came back undelivered."


def test_a_hand_over_tells_both_holders_and_restarts_no_clock(
    in_west_sussex: Climb,
) -> None:
    due = in_west_sussex.dispute.due()

    in_west_sussex.say(
        "post_handed_over",
        OPERATOR,
        post="practice-manager",
        from_reference="PM-3",
        to_reference="PM-8",
    )

    new, old = posted(in_west_sussex, NoticeKind.HANDED_OVER)
    assert (new.to, new.to_reference, new.due_at) == ("practice-manager", "", due)
    assert (old.to, old.to_reference, old.asked) == ("practice-manager", "PM-3", "")
    assert in_west_sussex.dispute.due() == due


def test_who_takes_a_post_over_is_written_to_again_though_their_mail_came_back_once(
    in_west_sussex: Climb,
) -> None:
    for person in ("PM-3", "PM-8"):
        in_west_sussex.say(
            "delivery_failed", OPERATOR, notice=1, told_reference=person, said="5.1.1"
        )

    in_west_sussex.say(
        "post_handed_over",
        OPERATOR,
        post="practice-manager",
        from_reference="PM-3",
        to_reference="PM-8",
    )

    post = Postbag().take(in_west_sussex.dispute, MON_30_MAR)
    assert post.unreachable == ("PM-3",)


# --- away, vacant ------------------------------------------------------------------


def test_who_was_told_in_anothers_stead_is_written_down_once(
    in_west_sussex: Climb,
) -> None:
    stead = {"route": "deputy", "told": "PM-4", "instead_of": "PM-3"}

    brought_back(in_west_sussex, "practice-manager", **stead)

    entry = in_west_sussex.dispute.entries[-1]
    assert entry.says == (
        "Practice Manager: PM-4, their deputy, is told on behalf of PM-3."
    )
    assert posted(in_west_sussex, NoticeKind.POST_VACANT) == []


def test_whoever_stands_in_is_written_down_again_only_when_it_is_somebody_else(
    in_west_sussex: Climb,
) -> None:
    notice = asking(in_west_sussex, "practice-manager")

    for told in ("PM-4", "PM-4", "PM-5"):
        stead = Outcome(
            key=notice.key, status=DeliveryStatus.SENT, told=told, route="deputy"
        )
        told_instead(in_west_sussex.dispute, notice, stead, MON_30_MAR)

    entries = in_west_sussex.dispute.entries
    assert [one.says for one in entries if one.kind == "told-instead"] == [
        "Practice Manager: PM-4, their deputy, is told.",
        "Practice Manager: PM-5, their deputy, is told.",
    ]


def test_each_vacant_post_raises_the_alarm_once_however_many_letters_it_is_sent(
    in_west_sussex: Climb,
) -> None:
    for post in ("practice-manager", "practice-manager", "social-worker"):
        notice = asking(in_west_sussex, post)
        nobody = Outcome(key=notice.key, status=DeliveryStatus.NOBODY, vacant=True)
        told_instead(in_west_sussex.dispute, notice, nobody, MON_30_MAR)

    entries = in_west_sussex.dispute.entries
    assert [one.says for one in entries if one.kind == "post-vacant"] == [
        "Nobody holds the post Practice Manager for this team; nobody is told.",
        "Nobody holds the post Social Worker for this team; nobody is told.",
    ]
    assert len(posted(in_west_sussex, NoticeKind.POST_VACANT)) == 4


def test_a_post_that_nobody_holds_alarms_the_officer_and_their_manager(
    in_west_sussex: Climb,
) -> None:
    due = in_west_sussex.dispute.due()

    brought_back(
        in_west_sussex, "practice-manager", route="above", told="GM-1", vacant=True
    )

    alarms = posted(in_west_sussex, NoticeKind.POST_VACANT)
    assert [one.to for one in alarms] == ["officer", "iro-team-manager"]
    assert alarms[0].says == (
        "Nobody holds the post Practice Manager for this team; GM-1 is told instead."
    )
    assert in_west_sussex.dispute.due() == due


def test_nobody_at_all_is_alarmed_once_not_twice(in_west_sussex: Climb) -> None:
    brought_back(
        in_west_sussex,
        "practice-manager",
        status=DeliveryStatus.NOBODY,
        told="",
        route="",
        vacant=True,
    )

    assert len(posted(in_west_sussex, NoticeKind.POST_VACANT)) == 2
    assert posted(in_west_sussex, NoticeKind.NOT_DELIVERED) == []


@pytest.mark.parametrize(
    ("when_vacant", "goes_on"),
    [(WhenVacant.SKIP, True), (WhenVacant.HOLD, False), (WhenVacant.DEPUTISE, False)],
)
def test_a_vacant_stage_is_passed_over_only_where_the_procedure_says_so(
    climbing: Callable[..., Climb],
    west_sussex: Procedure,
    when_vacant: WhenVacant,
    *,
    goes_on: bool,
) -> None:
    vacant = west_sussex.model_copy(update={"when_vacant": when_vacant})
    climb = climbing(vacant)

    brought_back(
        climb,
        "practice-manager",
        status=DeliveryStatus.NOBODY,
        told="",
        route="",
        vacant=True,
    )

    assert (climb.dispute.call is not None) is goes_on
    assert climb.dispute.stage_is_over() is goes_on
    passed = [one.says for one in climb.dispute.entries if one.kind == "limit-passed"]
    says = "Stage 1: nobody holds the post that is asked."
    assert passed == ([says] if goes_on else [])
