"""What the postman takes out, and what he says when he comes back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.notices import Delivered, DeliveryStatus, Notice, NoticeKind, Outcome, Post
from domain.procedure.people import OFFICER
from domain.situation import situation_of
from domain.standing_in import told_instead

if TYPE_CHECKING:
    from domain.dispute import Dispute


@dataclass
class Postbag:
    """Keeps what has gone out, so that nothing goes out twice or is left lying.

    Attributes:
        entries_taken: How many entries have been handed over.
        waiting: Notices that came back undelivered and are to be tried again.
    """

    entries_taken: int = 0
    waiting: list[Notice] = field(default_factory=list)

    def is_filled_by(self, dispute: "Dispute") -> bool:
        """True when there is something to take out."""
        return bool(
            dispute.outbox or self.waiting or len(dispute.entries) > self.entries_taken
        )

    def take(self, dispute: "Dispute") -> Post:
        """Return everything that has not been taken out yet."""
        post = Post(
            dispute=dispute.request.workflow_id,
            entries=tuple(dispute.entries[self.entries_taken :]),
            situation=situation_of(dispute),
            notices=(*self.waiting, *dispute.outbox),
            parties=dispute.request.parties,
            unreachable=tuple(sorted(dispute.unreachable)),
            when_vacant=dispute.procedure.when_vacant,
        )
        self.entries_taken = len(dispute.entries)
        self.waiting.clear()
        dispute.outbox.clear()
        return post

    def come_back(
        self, dispute: "Dispute", post: Post, delivered: Delivered, at: datetime
    ) -> None:
        """Write down what could not be delivered, and raise the alarm about it."""
        sent = {notice.key: notice for notice in post.notices}
        for outcome in delivered.outcomes:
            notice = sent.get(outcome.key)
            if notice is None:
                continue
            told_instead(dispute, notice, outcome, at)
            if outcome.status is DeliveryStatus.SENT:
                _delivered_after_all(dispute, notice, at)
                continue
            if outcome.status is DeliveryStatus.DELAYED:
                self.waiting.append(notice)
            _not_delivered(dispute, notice, outcome, at)


def _delivered_after_all(dispute: "Dispute", notice: Notice, at: datetime) -> None:
    if dispute.undelivered.pop(notice.key, None) is not None:
        says = f"Notice {notice.number} to {notice.to_title} was delivered after all."
        dispute.write(at, "delivered-after-all", says)


def _not_delivered(
    dispute: "Dispute", notice: Notice, outcome: Outcome, at: datetime
) -> None:
    already_known = notice.key in dispute.undelivered
    dispute.undelivered[notice.key] = notice.to
    if already_known:
        return
    why = {
        DeliveryStatus.REFUSED: "the mail server refused it for good",
        DeliveryStatus.NOBODY: "no address is known for that post",
        DeliveryStatus.DELAYED: "it could not be delivered yet and is still tried",
    }.get(outcome.status, "it was not delivered")
    says = f"Notice {notice.number} ({notice.kind.value}) to {notice.to_title}: {why}."
    dispute.write(
        at,
        "not-delivered",
        says,
        details={"notice": notice.key, "server": outcome.said},
    )
    alarmed = _whom_to_alarm(dispute, notice)
    if alarmed is not None and not outcome.vacant:  # that has raised an alarm already
        telling.of_undelivered(dispute, alarmed, says, at)


def _whom_to_alarm(dispute: "Dispute", notice: Notice) -> str | None:
    """The officer; for a notice to the officer their manager; nobody after that."""
    manager = dispute.officers_manager
    if notice.to == OFFICER and manager != OFFICER:
        return manager
    if notice.kind is NoticeKind.NOT_DELIVERED:
        return None
    return OFFICER
