"""What the postman takes out: nothing twice, nothing left lying, no alarm about alarms."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.notices import Delivered, DeliveryStatus, Outcome, WhenVacant
from domain.procedure import Procedure
from tests.domain.climbing import Climb
from tests.situations import MON_30_MAR

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}
NOT_SENT = (DeliveryStatus.REFUSED, DeliveryStatus.NOBODY, DeliveryStatus.DELAYED)


def test_everything_is_taken_out_once_and_in_order(in_west_sussex: Climb) -> None:
    first = in_west_sussex.take_out()
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    second = in_west_sussex.take_out()

    taken = [*first.notices, *second.notices]
    assert [one.number for one in taken] == list(range(1, len(taken) + 1))
    assert [one.number for one in (*first.entries, *second.entries)] == [1, 2, 3, 4]
    assert first.dispute == "dispute-west-sussex-WSX-2026-0042"
    assert not in_west_sussex.postbag.is_filled_by(in_west_sussex.dispute)


def test_a_key_names_the_dispute_and_the_notice_for_ever(in_west_sussex: Climb) -> None:
    post = in_west_sussex.take_out()

    assert [one.key for one in post.notices] == [
        f"dispute-west-sussex-WSX-2026-0042/{number}" for number in (1, 2, 3, 4)
    ]


def test_what_is_written_while_the_postman_is_out_goes_with_the_next_round(
    in_west_sussex: Climb,
) -> None:
    out = in_west_sussex.postbag.take(in_west_sussex.dispute, MON_30_MAR)

    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    sent = Delivered(
        outcomes=tuple(
            Outcome(key=one.key, status=DeliveryStatus.SENT) for one in out.notices
        )
    )
    in_west_sussex.postbag.come_back(in_west_sussex.dispute, out, sent, MON_30_MAR)

    assert [one.kind.value for one in in_west_sussex.take_out().notices] == [
        "response-received"
    ]


def test_what_was_delayed_goes_out_again_under_its_own_key(
    in_west_sussex: Climb,
) -> None:
    first = in_west_sussex.take_out(DeliveryStatus.DELAYED)

    second = in_west_sussex.take_out()

    assert [one.key for one in first.notices] == [
        one.key for one in second.notices if one.kind.value != "not-delivered"
    ]


def test_a_round_that_did_not_get_through_at_all_is_lost_by_nobody(
    in_west_sussex: Climb,
) -> None:
    lost = in_west_sussex.postbag.take(in_west_sussex.dispute, MON_30_MAR)

    in_west_sussex.postbag.come_back(
        in_west_sussex.dispute, lost, Delivered.nothing_of(lost), MON_30_MAR
    )

    again = in_west_sussex.take_out()
    assert {one.key for one in lost.notices} <= {one.key for one in again.notices}


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (DeliveryStatus.REFUSED, "the mail server refused it for good"),
        (DeliveryStatus.NOBODY, "no address is known for that post"),
        (DeliveryStatus.NOT_SENT, "it was not delivered"),
    ],
)
def test_what_was_not_delivered_is_written_down_and_the_officer_alarmed(
    in_west_sussex: Climb, status: DeliveryStatus, why: str
) -> None:
    in_west_sussex.take_out(status)

    alarm = in_west_sussex.take_out().notices[-4]
    says = f"Notice 1 (stage-begun) to Practice Manager: {why}."
    assert in_west_sussex.dispute.entries[3].says == says
    assert (alarm.to, alarm.kind.value, alarm.urgent) == (
        "officer",
        "not-delivered",
        True,
    )
    assert alarm.says == says
    assert alarm.otherwise == "The clock runs on meanwhile."


def test_what_could_not_reach_the_officer_alarms_their_manager(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.take_out(DeliveryStatus.NOBODY)

    alarms = in_west_sussex.take_out().notices

    assert [one.to for one in alarms] == [
        "officer",
        "officer",
        "officer",
        "iro-team-manager",
    ]


def test_one_letter_that_is_delayed_alarms_the_officer(in_west_sussex: Climb) -> None:
    post = in_west_sussex.postbag.take(in_west_sussex.dispute, MON_30_MAR)
    outcomes = tuple(
        Outcome(
            key=one.key,
            status=DeliveryStatus.DELAYED if one.number == 1 else DeliveryStatus.SENT,
        )
        for one in post.notices
    )
    delivered = Delivered(outcomes=outcomes)
    in_west_sussex.postbag.come_back(
        in_west_sussex.dispute, post, delivered, MON_30_MAR
    )

    late = "it could not be delivered yet and is still tried"
    says = f"Notice 1 (stage-begun) to Practice Manager: {late}."
    [again, alarm] = in_west_sussex.take_out().notices
    assert again.number == 1
    assert (alarm.to, alarm.says) == ("officer", says)


def test_while_the_mail_server_is_away_letters_do_not_breed_letters(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.take_out(DeliveryStatus.DELAYED)
    in_west_sussex.take_out(DeliveryStatus.DELAYED)

    back = in_west_sussex.take_out().notices

    assert [(one.to, one.kind.value) for one in back] == [
        ("practice-manager", "stage-begun"),
        ("social-worker", "stage-begun"),
        ("line-manager", "stage-begun"),
        ("officer", "stage-begun"),
        ("iro-team-manager", "not-delivered"),
    ], "of the officer's letter their manager hears, and nobody of any other"
    assert in_west_sussex.kinds().count("not-delivered") == 5, "the record has each"


@pytest.mark.parametrize("status", NOT_SENT)
def test_where_nothing_can_be_delivered_the_alarms_come_to_an_end(
    in_west_sussex: Climb, status: DeliveryStatus
) -> None:
    for _ in range(4):
        in_west_sussex.take_out(status)
    written = in_west_sussex.dispute.notices_written

    for _ in range(10):
        in_west_sussex.take_out(status)

    assert in_west_sussex.dispute.notices_written == written
    assert in_west_sussex.kinds().count("not-delivered") == written


def test_an_officer_who_is_their_own_manager_is_not_alarmed_without_end(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    role = anyshire.officers["reviewing-officer"]
    alone = role.model_copy(update={"manager": "officer"})
    officers = {**anyshire.officers, "reviewing-officer": alone}
    climb = climbing(anyshire.model_copy(update={"officers": officers}))

    for _ in range(10):
        climb.take_out(DeliveryStatus.NOBODY)

    assert not climb.postbag.is_filled_by(climb.dispute)


def test_what_is_delivered_after_all_is_no_longer_missing(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.take_out(DeliveryStatus.DELAYED)
    assert len(in_west_sussex.dispute.undelivered) == 4

    in_west_sussex.take_out()

    assert in_west_sussex.dispute.undelivered == {}
    assert in_west_sussex.kinds().count("delivered-after-all") == 4


def test_a_failing_mail_server_never_delays_an_escalation(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.take_out(DeliveryStatus.DELAYED)

    alarm = in_west_sussex.dispute.due()
    assert alarm is not None
    in_west_sussex.pass_until(alarm)

    assert in_west_sussex.begun[-1].at == alarm
    assert in_west_sussex.begun[-1].visit.stage.number == 2


def test_an_outcome_of_a_notice_that_was_never_sent_is_passed_over(
    in_west_sussex: Climb,
) -> None:
    """What was left out comes first among the outcomes, and hides none after it."""
    post = in_west_sussex.postbag.take(in_west_sussex.dispute, MON_30_MAR)
    strange, real = "another/1", post.notices[0].key
    outcomes = tuple(
        Outcome(key=key, status=DeliveryStatus.REFUSED) for key in (strange, real)
    )

    in_west_sussex.postbag.come_back(
        in_west_sussex.dispute, post, Delivered(outcomes=outcomes), MON_30_MAR
    )

    assert in_west_sussex.dispute.undelivered == {real: "practice-manager"}


# --- when he goes, and what he is told ---------------------------------------------


def is_filled(climb: Climb) -> bool:
    return climb.postbag.is_filled_by(climb.dispute)


def test_an_entry_alone_is_taken_out(in_west_sussex: Climb) -> None:
    in_west_sussex.take_out()
    assert not is_filled(in_west_sussex)

    in_west_sussex.say("note", text="Marmalade.")

    assert is_filled(in_west_sussex)
    post = in_west_sussex.take_out()
    assert [one.kind for one in post.entries] == ["noted"]
    assert post.notices == ()


def test_what_waited_for_the_morning_is_taken_out_though_nothing_else_happened(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.take_out()
    in_west_sussex.pass_until(MON_30_MAR + timedelta(hours=12))
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    in_west_sussex.take_out()
    assert not is_filled(in_west_sussex)

    in_west_sussex.pass_until(MON_30_MAR + timedelta(hours=21))

    assert is_filled(in_west_sussex)


def test_what_is_delayed_twice_is_taken_out_a_third_time(in_west_sussex: Climb) -> None:
    """Only the first delay is written down, so that no entry calls for him."""
    for _ in range(3):
        in_west_sussex.take_out(DeliveryStatus.DELAYED)
    assert in_west_sussex.dispute.outbox == []
    assert in_west_sussex.postbag.entries_taken == len(in_west_sussex.dispute.entries)

    assert is_filled(in_west_sussex)


def test_what_is_not_sent_is_taken_out_again_until_the_record_has_heard_of_it(
    in_west_sussex: Climb,
) -> None:
    climb = in_west_sussex
    climb.take_out(DeliveryStatus.DELAYED)
    climb.say("withdraw", because="The family has moved.")
    lost = climb.postbag.take(climb.dispute, climb.now)
    left_out = [one.notice.key for one in lost.not_sent]
    delayed, sent = DeliveryStatus.DELAYED, DeliveryStatus.SENT
    outcomes = (
        *(Outcome(key=key, status=delayed) for key in left_out),
        *(Outcome(key=one.key, status=sent) for one in lost.notices),
    )

    climb.postbag.come_back(
        climb.dispute, lost, Delivered(outcomes=outcomes), climb.now
    )

    assert left_out
    assert is_filled(climb)
    assert climb.take_out().not_sent == lost.not_sent
    assert not is_filled(climb)


def test_who_delivers_is_told_who_may_not_be_told_and_what_a_vacant_post_means(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    held = anyshire.model_copy(update={"when_vacant": WhenVacant.HOLD})
    climb = climbing(held, parties=["TM-3"])

    post = climb.take_out()

    assert post.parties == ("TM-3",)
    assert post.when_vacant is WhenVacant.HOLD
