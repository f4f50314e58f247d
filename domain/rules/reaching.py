"""Whether people are reached: none of this moves a stage or a clock."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.messages import Acknowledge, DeliveryFailed, PostHandedOver
from domain.notices import NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import post_of
from domain.situation import next_says

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _acknowledge_faults(
    dispute: "Dispute", message: Acknowledge, at: datetime
) -> Iterator[str]:
    if post_of(dispute, message.by) not in dispute.missing():
        yield "Nothing is awaited from that post now; send a note instead."


def _acknowledge(dispute: "Dispute", message: Acknowledge, at: datetime) -> None:
    post = post_of(dispute, message.by)
    title = dispute.procedure.title_of(post) if post else "Somebody who was not asked"
    says = f"{title} has seen it and works on it; the clock runs on."
    dispute.write(at, "acknowledged", says, message=message)
    if dispute.visit is not None and post in dispute.missing():
        dispute.visit.acknowledged[str(post)] = at
    telling.tell(dispute, NoticeKind.NOTED, OFFICER, says, at)


def _failed_faults(
    dispute: "Dispute", message: DeliveryFailed, at: datetime
) -> Iterator[str]:
    if message.notice > dispute.notices_written:
        yield (
            f"notice: {dispute.notices_written} have been written; name one of them by"
            " its number."
        )


def _failed(dispute: "Dispute", message: DeliveryFailed, at: datetime) -> None:
    """Whoever stands in is told what stands now; the officer hears of it at once."""
    says = f"Notice {message.notice} to {message.told_reference} came back undelivered."
    dispute.write(at, "not-delivered", says, message=message)
    dispute.unreachable.add(message.told_reference)
    post = dispute.post_of_notice.get(message.notice)
    if post is not None and post != OFFICER:
        _tell_what_stands(dispute, post, says, at)
    alarmed = dispute.officers_manager if post == OFFICER else OFFICER
    telling.of_undelivered(dispute, alarmed, says, at)


def _handed_over_faults(
    dispute: "Dispute", message: PostHandedOver, at: datetime
) -> Iterator[str]:
    if dispute.procedure.post_called(message.post) is None:
        yield "post: names no post of the procedure."


def _handed_over(dispute: "Dispute", message: PostHandedOver, at: datetime) -> None:
    """Old and new holder hear of it, with the date that stands."""
    post = dispute.procedure.post_called(message.post)
    if post is None:  # `check` has refused it; nothing that was taken is lost
        says = "A post that the procedure does not name has another holder."
        dispute.write(at, "handed-over-post", says, message=message)
        return
    title = dispute.procedure.title_of(post)
    says = (
        f"{title} is {message.to_reference} now, and was {message.from_reference}; no"
        " date moves."
    )
    dispute.write(at, "handed-over-post", says, message=message)
    dispute.unreachable.discard(message.to_reference)
    _tell_what_stands(dispute, post, says, at)
    telling.tell(
        dispute,
        NoticeKind.HANDED_OVER,
        post,
        says,
        at,
        to_reference=message.from_reference,
    )


def _tell_what_stands(dispute: "Dispute", post: str, says: str, at: datetime) -> None:
    awaited = post in dispute.awaited()
    telling.tell(
        dispute,
        NoticeKind.HANDED_OVER,
        post,
        says,
        at,
        purpose=Purpose.TO_ACT if awaited else Purpose.FOR_INFORMATION,
        asked="Please take it from here; an answer is awaited." if awaited else "",
        otherwise=next_says(dispute),
        urgent=awaited,
    )


RULES = (
    Rule(Acknowledge, SpokenBy.RESPONDER, _acknowledge_faults, _acknowledge),
    Rule(DeliveryFailed, SpokenBy.OPERATOR, _failed_faults, _failed),
    Rule(PostHandedOver, SpokenBy.OPERATOR, _handed_over_faults, _handed_over),
)
