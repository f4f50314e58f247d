"""What the postman takes out, and what he says when he comes back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from domain import in_calendars, rechecking, telling
from domain.held_back import hold_back, waits_until
from domain.notices import Delivered, DeliveryStatus, Notice, NoticeKind, Outcome, Post
from domain.procedure.people import OFFICER
from domain.situation import situation_of
from domain.standing_in import told_instead

if TYPE_CHECKING:
    from domain.dispute import Dispute


_DONE_WITH = (DeliveryStatus.SENT, DeliveryStatus.DIGESTED)


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
            dispute.outbox
            or self.waiting
            or dispute.not_sent
            or len(dispute.entries) > self.entries_taken
        )

    def take(self, dispute: "Dispute", at: datetime) -> Post:
        """Return everything that has not been taken out yet, as it stands at `at`.

        What waited, or is to be tried again, is left out where it is no longer true.
        """
        taken = [*self.waiting, *dispute.outbox]
        self.waiting.clear()
        dispute.outbox.clear()
        notices = rechecking.leaving(dispute, taken, at)
        # Whoever believed an old date is set right at once, and believes the new one.
        notices += rechecking.leaving(dispute, dispute.outbox, at)
        not_sent = tuple(dispute.not_sent)
        dispute.outbox.clear()
        dispute.not_sent.clear()
        post = Post(
            dispute=dispute.request.workflow_id,
            entries=tuple(dispute.entries[self.entries_taken :]),
            situation=situation_of(dispute),
            notices=tuple(notices),
            not_sent=not_sent,
            parties=dispute.request.parties,
            unreachable=tuple(sorted(dispute.unreachable)),
            when_vacant=dispute.procedure.when_vacant,
        )
        self.entries_taken = len(dispute.entries)
        return post

    def come_back(
        self, dispute: "Dispute", post: Post, delivered: Delivered, at: datetime
    ) -> None:
        """Write down what could not be delivered, and raise the alarm about it.

        What is to be tried again waits for the morning like anything else.
        """
        sent = {notice.key: notice for notice in post.notices}
        missed: list[tuple[Notice, Outcome]] = []
        left_out = {one.notice.key: one for one in post.not_sent}
        for outcome in delivered.outcomes:
            delayed = outcome.status is DeliveryStatus.DELAYED
            if outcome.key in left_out and delayed:  # the record has not heard of it
                dispute.not_sent.append(left_out[outcome.key])
            notice = sent.get(outcome.key)
            if notice is None:
                continue
            told_instead(dispute, notice, outcome, at)
            if outcome.status is DeliveryStatus.SENT:
                in_calendars.note(dispute, notice, outcome, at)
            if outcome.status in _DONE_WITH:
                _delivered_after_all(dispute, notice, at)
                continue
            rechecking.was_not_told(dispute, notice)
            if delayed:
                self._try_again(dispute, notice, at)
            if notice.key not in dispute.undelivered:
                missed.append((notice, outcome))
            dispute.undelivered[notice.key] = notice.to
        for notice, outcome in missed:  # all are known by now: see `_whom_to_alarm`
            _not_delivered(dispute, notice, outcome, at)

    def _try_again(self, dispute: "Dispute", notice: Notice, at: datetime) -> None:
        if waits_until(dispute, notice, at) is None:
            self.waiting.append(notice)
        else:
            hold_back(dispute, notice, at)


def _delivered_after_all(dispute: "Dispute", notice: Notice, at: datetime) -> None:
    if dispute.undelivered.pop(notice.key, None) is not None:
        says = f"Notice {notice.number} to {notice.to_title} was delivered after all."
        dispute.write(at, "delivered-after-all", says)


def _not_delivered(
    dispute: "Dispute", notice: Notice, outcome: Outcome, at: datetime
) -> None:
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
    alarmed = _whom_to_alarm(dispute, notice, outcome)
    if alarmed is not None and not outcome.vacant:  # that has raised an alarm already
        telling.of_undelivered(dispute, alarmed, says, at)


def _whom_to_alarm(dispute: "Dispute", notice: Notice, outcome: Outcome) -> str | None:
    """The officer; for a notice to the officer their manager; nobody after that.

    While a mail server is away nobody can be reached: whoever waits for letters of
    their own is not also sent one about every other letter that waits.
    """
    manager = dispute.officers_manager
    alarmed = OFFICER
    if notice.to == OFFICER and manager != OFFICER:
        alarmed = manager
    elif notice.kind is NoticeKind.NOT_DELIVERED:
        return None
    waits = outcome.status is DeliveryStatus.DELAYED
    return None if waits and alarmed in dispute.undelivered.values() else alarmed
