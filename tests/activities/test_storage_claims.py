"""Claiming a notice before it is sent, so that a retry is not a second mail."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from activities.storage import ClaimState, Sealer, StorageConflict, Store
from domain.notices import DeliveryStatus, Notice, NoticeKind, Outcome

ANotice = Callable[..., Notice]
WSX_42 = "dispute-west-sussex-WSX-2026-0042"


async def claim(
    store: Store, notice: Notice, address_hash: str = "otter"
) -> ClaimState:
    """Claim as the mail does, and return the state alone."""
    message_id = f"<{notice.number}@disputes.example>"
    return (await store.claim(notice, WSX_42, message_id, address_hash)).state


def sent(notice: Notice, *, unsure: bool = False) -> Outcome:
    """Return the outcome of a notice that a server took."""
    return Outcome(
        key=notice.key,
        status=DeliveryStatus.SENT,
        told="practice-manager / PM-3",
        said="250 taken",
        unsure=unsure,
    )


async def test_the_first_claim_is_new(store: Store, a_notice: ANotice) -> None:
    assert await claim(store, a_notice()) is ClaimState.NEW


async def test_a_claim_that_nobody_settled_is_unsure_after_a_restart(
    database_url: str, sealer: Sealer, a_notice: ANotice
) -> None:
    died = await Store.open(database_url, sealer)
    await claim(died, a_notice())
    await died.close()

    restarted = await Store.open(database_url, sealer)

    assert await claim(restarted, a_notice()) is ClaimState.UNSURE
    await restarted.close()


async def test_a_settled_notice_is_not_sent_again_and_its_outcome_is_told(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice())
    await store.settle(a_notice().key, sent(a_notice()))

    again = await store.claim(a_notice(), WSX_42, "<1@disputes.example>", "otter")

    assert again.state is ClaimState.SETTLED
    assert again.outcome == sent(a_notice())


async def test_a_released_notice_is_new_again(store: Store, a_notice: ANotice) -> None:
    await claim(store, a_notice())

    await store.release(a_notice().key, "421 come back later")

    assert (await store.notices(WSX_42))[0].said == "421 come back later"
    assert (await store.notices(WSX_42))[0].state == "delayed"
    assert await claim(store, a_notice()) is ClaimState.NEW


async def test_releasing_a_later_attempt_does_not_make_an_unsure_one_sure(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice())
    await claim(store, a_notice())

    await store.release(a_notice().key)

    assert await claim(store, a_notice()) is ClaimState.UNSURE


async def test_a_later_notice_to_the_same_address_waits_until_the_earlier_is_settled(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(1))
    while_sending = await claim(store, a_notice(2))
    await store.release(a_notice(1).key)
    while_delayed = await claim(store, a_notice(2))
    await claim(store, a_notice(1))

    await store.settle(a_notice(1).key, sent(a_notice(1)))

    assert while_sending is ClaimState.SOON
    assert while_delayed is ClaimState.WAITS
    assert await claim(store, a_notice(2)) is ClaimState.NEW


async def test_a_notice_that_waits_keeps_its_turn_before_a_third(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(1))
    await claim(store, a_notice(2))
    await store.settle(a_notice(1).key, sent(a_notice(1)))

    third = await claim(store, a_notice(3))

    assert third is ClaimState.SOON
    assert await claim(store, a_notice(2)) is ClaimState.NEW


async def test_a_notice_that_has_to_wait_stays_unsure_if_it_was(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(2))
    await claim(store, a_notice(1))

    meanwhile = await claim(store, a_notice(2))
    await store.settle(a_notice(1).key, sent(a_notice(1)))

    assert meanwhile is ClaimState.SOON
    assert await claim(store, a_notice(2)) is ClaimState.UNSURE


async def test_an_earlier_notice_never_waits_for_a_later_one(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(2))

    assert await claim(store, a_notice(1)) is ClaimState.NEW


async def test_a_notice_to_another_address_does_not_wait(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(1), "otter")

    assert await claim(store, a_notice(2), "stoat") is ClaimState.NEW


async def test_notices_without_an_address_do_not_wait_for_each_other(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(1), "")

    assert await claim(store, a_notice(2), "") is ClaimState.NEW


@pytest.mark.parametrize("status", [DeliveryStatus.REFUSED, DeliveryStatus.NOBODY])
async def test_a_notice_that_reaches_nobody_holds_up_no_other(
    store: Store, a_notice: ANotice, status: DeliveryStatus
) -> None:
    await claim(store, a_notice(1))

    await store.settle(a_notice(1).key, Outcome(key=a_notice(1).key, status=status))

    assert await claim(store, a_notice(2)) is ClaimState.NEW


async def test_what_a_server_took_stays_sent(store: Store, a_notice: ANotice) -> None:
    key = a_notice().key
    await claim(store, a_notice())
    await store.settle(key, sent(a_notice()))

    await store.settle(key, Outcome(key=key, status=DeliveryStatus.REFUSED))
    await store.release(key)

    assert (await store.notices(WSX_42))[0].state == "sent"


async def test_settling_again_changes_nothing(store: Store, a_notice: ANotice) -> None:
    refused = Outcome(key=a_notice().key, status=DeliveryStatus.REFUSED, said="550")
    await claim(store, a_notice())
    await store.settle(a_notice().key, refused)
    before = await store.notices(WSX_42)

    await store.settle(a_notice().key, refused)

    assert await store.notices(WSX_42) == before


async def test_a_second_attempt_that_was_taken_overrules_a_refusal(
    store: Store, a_notice: ANotice
) -> None:
    key = a_notice().key
    await claim(store, a_notice())
    await store.settle(key, Outcome(key=key, status=DeliveryStatus.REFUSED))

    await store.settle(key, sent(a_notice()))

    assert (await store.notices(WSX_42))[0].state == "sent"


async def test_a_notice_that_may_have_gone_twice_says_so(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice())
    await claim(store, a_notice())

    await store.settle(a_notice().key, sent(a_notice()))

    settled = await store.claim(a_notice(), WSX_42, "<1@disputes.example>", "otter")
    assert settled.outcome == sent(a_notice(), unsure=True)


async def test_the_list_of_notices_says_who_was_told_what_and_when(
    store: Store, a_notice: ANotice
) -> None:
    before = datetime.now(UTC)
    await claim(store, a_notice(2, kind=NoticeKind.OVERDUE, to="officer"), "stoat")
    await claim(store, a_notice(1))
    await store.settle(a_notice(1).key, sent(a_notice(1)))

    first, second = await store.notices(WSX_42)

    assert (first.number, first.to, first.state) == (1, "practice-manager", "sent")
    assert (first.told, first.said) == ("practice-manager / PM-3", "250 taken")
    assert first.message_id == "<1@disputes.example>"
    assert first.first_tried_at is not None
    assert first.settled_at is not None
    assert before <= first.first_tried_at <= first.settled_at
    assert first.settled_at < before + timedelta(minutes=5)
    assert (second.kind, second.to, second.state) == ("overdue", "officer", "sending")
    assert second.settled_at is None


async def test_what_one_person_was_told_is_asked_over_all_disputes(
    store: Store, a_notice: ANotice
) -> None:
    hull = "dispute-hull-HULL-7"
    for dispute, number, told, instead_of in (
        (WSX_42, 1, "PM-3", ""),
        (WSX_42, 2, "GM-1", ""),
        (hull, 1, "PM-4", "PM-3"),
        (hull, 2, "PM-3", ""),
    ):
        notice = a_notice(number, key=f"{dispute}/{number}")
        await store.claim(notice, dispute, f"<{notice.key}@disputes.example>", "otter")
        outcome = sent(notice).model_copy(
            update={"told": told, "instead_of": instead_of}
        )
        await store.settle(notice.key, outcome)

    found = await store.told("PM-3")

    assert [(one.dispute, one.number, one.told) for one in found] == [
        (WSX_42, 1, "PM-3"),
        (hull, 1, "PM-4"),
        (hull, 2, "PM-3"),
    ], "with what another was told in their stead"
    assert await store.told("PM-30") == []


async def test_attempts_count_how_often_sending_was_begun(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice(1))
    await claim(store, a_notice(2))
    await store.release(a_notice(1).key)
    await claim(store, a_notice(1))

    first, second = await store.notices(WSX_42)

    assert (first.attempts, second.attempts) == (2, 0)
    assert second.first_tried_at is None


async def test_a_key_belongs_to_one_notice(store: Store, a_notice: ANotice) -> None:
    await claim(store, a_notice(1))

    with pytest.raises(StorageConflict, match="already claimed as number 1"):
        await claim(store, a_notice(1, kind=NoticeKind.CLOSED))


async def test_only_a_claimed_notice_is_settled_or_released(store: Store) -> None:
    nothing = Outcome(key="dispute/9", status=DeliveryStatus.SENT)

    with pytest.raises(StorageConflict, match="dispute/9 was never claimed"):
        await store.settle("dispute/9", nothing)
    with pytest.raises(StorageConflict, match="dispute/9 was never claimed"):
        await store.release("dispute/9")


async def test_a_delayed_notice_is_released_not_settled(
    store: Store, a_notice: ANotice
) -> None:
    await claim(store, a_notice())
    delayed = Outcome(key=a_notice().key, status=DeliveryStatus.DELAYED)

    with pytest.raises(ValueError, match="release it"):
        await store.settle(a_notice().key, delayed)
