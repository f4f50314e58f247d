"""What waited is looked at again as it leaves: nobody is told what is no longer so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.answering import commands_for
from domain.calendar import london
from domain.notices import (
    Delivered,
    DeliveryStatus,
    Notice,
    NoticeKind,
    Outcome,
    Purpose,
)
from domain.procedure import Procedure
from domain.procedure.ladder import SideStep
from domain.procedure.people import Telling
from domain.procedure.time import Reminder, Span
from domain.rechecking import leaving, was_not_told
from tests.domain.climbing import Climb

MANAGER = {"post": "practice-manager", "reference": "PM-3"}
GROUP_MANAGER = {"post": "group-manager", "reference": "GM-1"}
OPERATOR = {"post": "operator", "reference": "OPS-4"}
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-3"}
MON_30_MAR_10 = datetime(2026, 3, 30, 9, tzinfo=UTC)
MON_30_MAR_18 = datetime(2026, 3, 30, 17, tzinfo=UTC)
MON_30_MAR_22 = datetime(2026, 3, 30, 21, tzinfo=UTC)
TUE_31_MAR_7 = datetime(2026, 3, 31, 6, tzinfo=UTC)
TWO_WEEKS_LATER = datetime(2026, 4, 16, 17, tzinfo=UTC)
WED_1_APR = datetime(2026, 4, 1, 9, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
TO_STAGE_2 = (
    "Without an answer it goes to Stage 2 (Group Manager) on Wed 8 Apr 2026 17:00."
)
MORE_TIME: dict[str, Any] = {
    "working_days": 2,
    "because": "The school is closed.",
    "benefit_for_child": "The school can be asked.",
}


@pytest.fixture
def reminding_at_night(climbing: Callable[..., Climb], west_sussex: Procedure) -> Climb:
    """At 22:00 the practice manager has just been reminded; the letter waits."""
    hours = Reminder(before=Span(elapsed_hours=8 * 24 + 19))  # Mon 30 Mar 22:00
    ladders = [
        ladder.model_copy(
            update={
                "stages": tuple(
                    stage.model_copy(update={"reminders": (hours,)})
                    for stage in ladder.stages
                )
            }
        )
        for ladder in west_sussex.ladders
    ]
    climb = climbing(west_sussex.model_copy(update={"ladders": tuple(ladders)}))
    climb.take_out()
    climb.pass_until(MON_30_MAR_22)
    [waits] = climb.dispute.held_back
    assert (waits.to, waits.kind.value) == ("practice-manager", "reminder")
    return climb


def in_the_morning(climb: Climb, moment: datetime = TUE_31_MAR_7) -> list[Notice]:
    """What goes in the morning, after everything that was sent before."""
    climb.take_out()
    climb.notices.clear()
    climb.pass_until(moment)
    climb.take_out()
    return climb.notices


def brief(notices: list[Notice]) -> list[tuple[str, str]]:
    return [(one.to, one.kind.value) for one in notices]


def hand_over(climb: Climb, post: str) -> None:
    """Somebody else holds the post from now on."""
    held_by = {"from_reference": "PM-1", "to_reference": "PM-8"}
    climb.say("post_handed_over", OPERATOR, post=post, **held_by)


def left_out(climb: Climb) -> list[str]:
    return [one.says for one in climb.dispute.entries if one.kind == "not-sent"]


def test_a_reminder_that_still_stands_is_sent_as_it_was_written(
    reminding_at_night: Climb,
) -> None:
    [reminder] = in_the_morning(reminding_at_night)

    assert reminder.kind.value == "reminder"
    assert reminder.at == MON_30_MAR_22
    assert left_out(reminding_at_night) == []


def test_nobody_is_reminded_of_what_they_answered_in_the_night(
    reminding_at_night: Climb,
) -> None:
    climb = reminding_at_night
    climb.say("manager_response", MANAGER, answer="On Monday.")

    assert brief(in_the_morning(climb)) == [("officer", "response-received")]
    assert left_out(climb) == [
        "Notice 5 (reminder) to Practice Manager was not sent: an answer has come."
    ]
    assert [one.because for one in climb.not_sent] == ["an answer has come"]


def test_nobody_is_reminded_of_a_stage_that_is_over(reminding_at_night: Climb) -> None:
    climb = reminding_at_night
    climb.say("escalate", reason="officers-judgement", because="Tonight.")

    told = brief(in_the_morning(climb))

    assert ("practice-manager", "reminder") not in told
    assert ("practice-manager", "escalated") in told
    assert "its stage is over" in left_out(climb)[0]


def test_nobody_is_reminded_after_the_end_and_everybody_hears_of_the_end(
    reminding_at_night: Climb,
) -> None:
    climb = reminding_at_night
    climb.say("withdraw", because="The family has moved.")

    told = brief(in_the_morning(climb))

    assert {kind for _, kind in told} == {"closed"}
    assert ("practice-manager", "closed") in told
    assert "the dispute has ended" in left_out(climb)[0]


def at_night(climb: Climb) -> Climb:
    climb.take_out()
    climb.pass_until(MON_30_MAR_22)
    climb.take_out()
    return climb


def test_a_date_that_moves_twice_in_one_night_is_told_once_from_the_one_believed(
    in_anyshire: Climb,
) -> None:
    climb = at_night(in_anyshire)
    procedure, believed = climb.dispute.procedure, climb.dispute.due()
    as_often = procedure.extension.model_copy(update={"times": None})
    climb.dispute.procedure = procedure.model_copy(update={"extension": as_often})
    for _ in range(2):
        climb.say("extend_deadline", **MORE_TIME)

    told = in_the_morning(climb)

    assert {one.kind.value for one in told} == {"deadline-moved"}
    assert len({one.to for one in told}) == len(told)
    assert {one.was_due_at for one in told} == {believed}
    assert {one.due_at for one in told} == {climb.dispute.due()}
    assert all("the date has moved since" in one for one in left_out(climb))


def test_a_hold_that_ended_in_the_night_is_told_by_the_date_that_stands(
    in_anyshire: Climb,
) -> None:
    climb = at_night(in_anyshire)
    climb.say("place_on_hold", until="2026-04-10", because="The expert is away.")
    climb.say("resume")

    told = in_the_morning(climb)

    assert "on-hold" not in {one.kind.value for one in told}
    heard = {one.to: one.due_at for one in told}
    assert set(heard.values()) == {climb.dispute.due()}
    assert {"team-manager"} <= set(heard)


def test_a_hold_that_is_followed_by_another_in_one_night_is_told_as_that_one(
    in_anyshire: Climb,
) -> None:
    climb = at_night(in_anyshire)
    climb.say("place_on_hold", until="2026-04-10", because="The expert is away.")
    climb.say("resume")
    climb.say("place_on_hold", until="2026-04-13", because="The expert is ill.")

    told = in_the_morning(climb)

    assert brief(told) == [("team-manager", "on-hold"), ("social-worker", "on-hold")]
    assert {one.due_at for one in told} == {climb.dispute.wakes_at()}
    assert left_out(climb) == [
        "Notice 4 (on-hold) to Team Manager was not sent: the date has moved since.",
        "Notice 5 (on-hold) to Social Worker was not sent: the date has moved since.",
        "Notice 6 (resumed) to Team Manager was not sent: the clock is stopped again.",
        "Notice 7 (resumed) to Social Worker was not sent: the clock is stopped again.",
    ]


def test_a_hold_that_another_stage_ended_leaves_nobody_with_an_old_date(
    in_anyshire: Climb,
) -> None:
    """The social worker and the director hear nothing of the stage itself."""
    climb = in_anyshire
    hand_over(climb, "director")
    climb.pass_until(MON_30_MAR_22 + timedelta(days=1))
    climb.take_out()
    told_before = {to for to, date in climb.dispute.believed.items() if date}
    was = climb.dispute.due()
    climb.say("place_on_hold", until="2026-04-10", because="The expert is away.")
    climb.say("escalate", reason="officers-judgement", because="It cannot wait.")

    told = in_the_morning(climb, TUE_31_MAR_7 + timedelta(days=1))

    believed, now = climb.dispute.believed, climb.dispute.wakes_at()
    assert now != was
    assert {to: believed[to] for to in told_before} == dict.fromkeys(told_before, now)
    moved = {one.to for one in told if one.kind.value == "deadline-moved"}
    assert moved == {"social-worker", "director"}


def test_an_answer_is_news_to_the_officer_even_when_nothing_is_asked_any_more(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("manager_response", MANAGER, answer="Next year.")
    climb.say("escalate", reason="unsatisfactory", because="Next year!")

    answer = next(
        one
        for one in in_the_morning(climb)
        if (one.to, one.kind.value) == ("officer", "response-received")
    )

    assert (answer.purpose.value, answer.asked) == ("for-information", "")


def test_of_two_answers_in_one_night_the_officer_is_asked_about_the_later_stage(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("manager_response", MANAGER, answer="Next year.")
    climb.say("escalate", reason="unsatisfactory", because="Next year!")
    climb.say("manager_response", GROUP_MANAGER, answer="Next week.")

    answers = [
        (one.about.stage, one.purpose.value)
        for one in in_the_morning(climb)
        if one.kind.value == "response-received"
    ]

    assert answers == [(1, "for-information"), (2, "to-act")]


def test_who_is_to_act_at_a_stage_without_being_asked_to_answer_is_told_so_later_too(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    to_act = Telling(post="social-worker", purpose=Purpose.TO_ACT)
    [ladder] = west_sussex.ladders
    stages = [one.model_copy(update={"tell": (to_act,)}) for one in ladder.stages]
    acting = ladder.model_copy(update={"stages": tuple(stages)})
    climb = at_night(climbing(west_sussex.model_copy(update={"ladders": (acting,)})))
    climb.say("escalate", reason="officers-judgement", because="Tonight.")

    [told] = [one for one in in_the_morning(climb) if one.to == "social-worker"]

    assert (told.kind.value, told.purpose.value) == ("stage-begun", "to-act")


def test_news_of_a_stage_that_is_over_tells_no_date_of_it(
    in_west_sussex: Climb,
) -> None:
    climb = at_night(in_west_sussex)
    climb.say("escalate", reason="officers-judgement", because="Tonight.")
    climb.say("escalate", reason="officers-judgement", because="It cannot wait.")

    first, second = [
        one
        for one in in_the_morning(climb)
        if (one.to, one.kind.value) == ("social-worker", "stage-begun")
    ]

    assert (first.due_at, first.why, first.otherwise) == (None, (), "")
    assert first.says.endswith("It has gone on since then.")
    assert second.due_at == climb.dispute.due()
    assert second.otherwise.startswith("Without an answer it goes to Stage 4")


def test_who_has_a_day_of_their_own_reads_what_follows_at_the_stage_as_it_stands(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    plain = anyshire.model_dump(mode="json")
    in_two_days = {"fixed": {"working_days": 2}}
    meeting = {"needed": True, "organiser": "director", "within": in_two_days}
    plain["ladders"][0]["stages"][1] |= {"meeting": meeting}
    climb = at_night(climbing(Procedure.model_validate(plain)))
    climb.say("escalate", reason="officers-judgement", because="Tonight.")
    was = climb.dispute.due()
    climb.say("extend_deadline", **MORE_TIME)

    [told] = [one for one in in_the_morning(climb) if one.to == "director"]

    due = climb.dispute.due()
    assert was is not None
    assert due is not None
    assert london(told.due_at or due) == "Wed 1 Apr 2026 17:00"
    assert london(was) not in told.otherwise
    assert told.otherwise.endswith(f" on {london(due)}.")


def test_to_whom_nothing_was_said_of_what_follows_nothing_is_said_in_the_morning(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    step = SideStep(
        key="talk", title="A talk", asked_of="director", within=Span(working_days=3)
    )
    climb = at_night(climbing(anyshire.model_copy(update={"side_steps": (step,)})))
    climb.say("open_side_step", step="talk", because="To clear it up.")

    [told] = [one for one in in_the_morning(climb) if one.to == "director"]

    assert london(told.due_at or MON_30_MAR_10) == "Thu 2 Apr 2026 17:00"
    assert told.otherwise == ""


def test_news_goes_with_the_date_that_stands_when_it_goes(in_anyshire: Climb) -> None:
    climb = at_night(in_anyshire)
    climb.say("manager_response", TEAM_MANAGER, answer="Some.", extent="partial")
    climb.say("extend_deadline", **MORE_TIME)

    told = [one for one in in_the_morning(climb) if one.to == "officer"]

    assert told[0].kind.value == "response-received"
    assert told[0].due_at == climb.dispute.due()


def test_a_mail_that_is_tried_again_is_looked_at_again(in_west_sussex: Climb) -> None:
    climb = in_west_sussex
    first = climb.take_out(DeliveryStatus.DELAYED)
    asked = next(one for one in first.notices if one.to == "practice-manager")
    climb.say("manager_response", MANAGER, answer="Heard of it by telephone.")

    again = climb.take_out()

    assert asked.key not in {one.key for one in again.notices}
    assert asked.key in {one.notice.key for one in again.not_sent}
    assert asked.key not in climb.dispute.undelivered


def test_a_new_holder_is_not_asked_for_the_answer_that_has_come_meanwhile(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    climb.take_out()
    hand_over(climb, "practice-manager")
    climb.take_out(DeliveryStatus.DELAYED)
    climb.say("manager_response", MANAGER, answer="Done.")

    again = [one for one in climb.take_out().notices if one.kind.value == "handed-over"]

    assert [(one.to_reference, one.purpose.value, one.asked) for one in again] == [
        ("", "for-information", ""),
        ("PM-1", "for-information", ""),
    ]


def test_a_failed_letter_to_a_former_holder_leaves_the_new_one_their_date(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    hand_over(climb, "practice-manager")
    post = climb.postbag.take(climb.dispute, climb.now)
    outcomes = tuple(
        Outcome(
            key=one.key,
            status=DeliveryStatus.REFUSED
            if one.to_reference == "PM-1"
            else DeliveryStatus.SENT,
        )
        for one in post.notices
    )

    climb.postbag.come_back(
        climb.dispute, post, Delivered(outcomes=outcomes), climb.now
    )

    assert climb.dispute.believed["practice-manager"] == climb.dispute.due()


def test_an_alarm_does_not_make_the_officer_forget_the_date(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    climb.take_out()
    failed = {"notice": 1, "told_reference": "PM-3", "said": "550 no such mailbox"}
    climb.say("delivery_failed", OPERATOR, **failed)

    assert ("officer", "not-delivered") in brief(list(climb.take_out().notices))

    assert climb.dispute.believed["officer"] == climb.dispute.due()


def test_who_was_asked_again_to_decide_is_asked_though_the_mail_is_late(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = climbing(west_sussex, start_stage=5, start_because="At once.")
    climb.take_out()
    climb.pass_until(TWO_WEEKS_LATER)
    asked = climb.take_out(DeliveryStatus.DELAYED).notices
    assert {("officer", "decide"), ("iro-team-manager", "decide")} <= set(
        brief(list(asked))
    )

    again = climb.take_out().notices

    decide = [one for one in again if one.kind.value == "decide"]
    assert {one.key for one in decide} == {
        one.key for one in asked if one.kind.value == "decide"
    }
    asks = {one.to: one.asked for one in decide}
    assert asks["officer"].startswith("Please decide")
    assert asks["iro-team-manager"].startswith("Please see that it is decided")


def test_nothing_is_both_sent_and_left_out(reminding_at_night: Climb) -> None:
    climb = reminding_at_night
    climb.say("withdraw", because="The family has moved.")
    in_the_morning(climb, WED_1_APR)

    sent = [one.key for one in climb.notices]
    assert len(sent) == len(set(sent))
    assert not set(sent) & {one.notice.key for one in climb.not_sent}


def test_what_the_record_has_not_heard_of_is_handed_over_again(
    reminding_at_night: Climb,
) -> None:
    climb = reminding_at_night
    climb.say("withdraw", because="The family has moved.")
    climb.pass_until(TUE_31_MAR_7)
    lost = climb.postbag.take(climb.dispute, climb.now)
    assert lost.not_sent

    climb.postbag.come_back(
        climb.dispute, lost, Delivered.nothing_of(lost), climb.now + timedelta(hours=1)
    )

    assert climb.take_out().not_sent == lost.not_sent


def test_whoever_had_the_entry_is_told_that_it_no_longer_stands(
    in_west_sussex: Climb,
) -> None:
    """The deputy was asked; at the end the holder is back, and told of the end."""
    climb = in_west_sussex
    delivered(climb, "practice-manager", "PM-DEP", "+ due 2026-04-08T15:30:00+00:00")
    climb.say("withdraw", because="The family has moved.")
    delivered(climb, "practice-manager", "PM-3", "")

    also = [one for one in climb.dispute.outbox if one.to_reference == "PM-DEP"]

    assert [(one.to, one.kind.value) for one in also] == [
        ("practice-manager", "closed")
    ]
    delivered(climb, "practice-manager", "PM-DEP", "- due 2026-04-08T15:30:00+00:00")
    assert climb.dispute.outbox == [], "nobody is told a third time"


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        ("2026-03-31T09:00:00+00:00", [("practice-manager", "closed")]),
        ("2026-03-30T08:00:00+00:00", []),
    ],
    ids=["to come", "has been"],
)
def test_whoever_had_a_meeting_is_told_at_the_end_while_it_is_still_to_come(
    in_west_sussex: Climb, begins: str, told: list[tuple[str, str]]
) -> None:
    climb = in_west_sussex
    delivered(climb, "practice-manager", "PM-DEP", f"+ meeting-1 {begins}")
    climb.say("withdraw", because="The family has moved.")
    delivered(climb, "practice-manager", "PM-3", "")

    assert brief(climb.dispute.outbox) == told


def test_whoever_took_the_entry_out_themselves_hears_it_once(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    entry = "due 2026-04-08T15:30:00+00:00"
    delivered(climb, "practice-manager", "PM-3", f"+ {entry}")
    climb.say("withdraw", because="The family has moved.")
    delivered(climb, "practice-manager", "PM-3", f"- {entry}")

    assert climb.dispute.outbox == []


def delivered(climb: Climb, post: str, told: str, calendar: str) -> None:
    """One round, in which this post's letters did this to a reader's calendar."""
    taken = climb.postbag.take(climb.dispute, climb.now)
    outcomes = tuple(
        Outcome(
            key=one.key,
            status=DeliveryStatus.SENT,
            told=told if one.to == post else one.to,
            calendar=calendar if one.to == post else "",
        )
        for one in taken.notices
    )
    said = Delivered(outcomes=outcomes)
    climb.postbag.come_back(climb.dispute, taken, said, climb.now)


# --- who is set right, and how ----------------------------------------------------------


def waited(climb: Climb, to: str, kind: NoticeKind, **changes: Any) -> Notice:
    """A notice to that post, which waited and is about to leave."""
    first = next(one for one in climb.told() if one.to == to)
    here = {"visit": 1, "kind": kind, "send_from": climb.now, "number": 99}
    return first.model_copy(update={**here, **changes})


@pytest.mark.parametrize(
    "believed",
    [
        None,
        MON_30_MAR_10 - timedelta(days=1),
        MON_30_MAR_10,
        WED_8_APR_17,  # the date that stands
    ],
)
def test_who_believes_no_wrong_date_to_come_is_not_set_right(
    in_west_sussex: Climb, believed: datetime | None
) -> None:
    dispute = in_west_sussex.dispute
    gone = waited(
        in_west_sussex, "social-worker", NoticeKind.DEADLINE_MOVED, due_at=WED_1_APR
    )
    dispute.believed["social-worker"] = believed

    assert leaving(dispute, [gone], MON_30_MAR_10) == []

    assert dispute.outbox == []


def test_who_would_believe_an_old_date_is_told_which_and_the_one_that_stands(
    in_west_sussex: Climb,
) -> None:
    dispute = in_west_sussex.dispute
    gone = waited(
        in_west_sussex, "social-worker", NoticeKind.DEADLINE_MOVED, due_at=WED_1_APR
    )
    dispute.believed["social-worker"] = WED_1_APR

    leaving(dispute, [gone], MON_30_MAR_10)

    [right] = dispute.outbox
    assert (right.to, right.kind.value, right.says) == (
        "social-worker",
        "deadline-moved",
        "The date has moved.",
    )
    assert (right.was_due_at, right.due_at) == (WED_1_APR, WED_8_APR_17)
    assert right.otherwise == TO_STAGE_2


@pytest.mark.parametrize(
    ("was_due_at", "believed"),
    [(WED_1_APR, {"social-worker": WED_1_APR}), (None, {})],
)
def test_who_was_not_reached_believes_what_they_did_before(
    in_west_sussex: Climb,
    was_due_at: datetime | None,
    believed: dict[str, datetime | None],
) -> None:
    dispute = in_west_sussex.dispute
    missed = waited(
        in_west_sussex,
        "social-worker",
        NoticeKind.DEADLINE_MOVED,
        was_due_at=was_due_at,
    )
    dispute.believed = {"social-worker": WED_8_APR_17}

    was_not_told(dispute, missed)

    assert dispute.believed == believed


# --- news whose date has been overtaken -------------------------------------------------


def test_news_goes_with_the_date_that_stands_what_follows_then_and_how_to_answer(
    in_west_sussex: Climb,
) -> None:
    news = waited(
        in_west_sussex,
        "practice-manager",
        NoticeKind.NOTED,
        due_at=WED_1_APR,
        otherwise="It goes on on Wed 1 Apr.",
        answers=(),
    )

    [sent] = leaving(in_west_sussex.dispute, [news], MON_30_MAR_10)

    assert sent.due_at == WED_8_APR_17
    assert sent.otherwise == TO_STAGE_2
    assert sent.answers == commands_for(in_west_sussex.dispute, "practice-manager")
    assert sent.answers


def test_news_that_said_nothing_of_what_follows_says_nothing_of_it_now(
    in_west_sussex: Climb,
) -> None:
    news = waited(
        in_west_sussex,
        "practice-manager",
        NoticeKind.NOTED,
        due_at=WED_1_APR,
        otherwise="",
    )

    [sent] = leaving(in_west_sussex.dispute, [news], MON_30_MAR_10)

    assert (sent.due_at, sent.otherwise) == (WED_8_APR_17, "")


def test_an_owner_is_asked_by_their_own_date_though_another_is_nearer(
    in_west_sussex: Climb,
) -> None:
    toast = {"what": "Toast", "owner": "social-worker", "due_on": "2026-04-10"}
    jam = {"what": "Jam", "owner": "practice-manager", "due_on": "2026-04-24"}
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="OK", actions=[toast, jam]
    )
    asked = waited(
        in_west_sussex,
        "practice-manager",
        NoticeKind.AGREED,
        purpose=Purpose.TO_ACT,
        due_at=WED_1_APR,
    )

    [sent] = leaving(in_west_sussex.dispute, [asked], MON_30_MAR_10)

    assert london(sent.due_at or WED_1_APR) == "Fri 24 Apr 2026 17:00"
    assert sent.otherwise.endswith(" on Fri 24 Apr 2026 17:00.")
