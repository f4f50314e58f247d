"""Dates that have moved: written down, and told to everybody who knew the old ones."""

from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.calendar_moves import Move, told_of
from domain.clocks_now import ClocksNow
from domain.notices import NoticeKind

if TYPE_CHECKING:
    from domain.dispute import Dispute


def tell_moves(
    dispute: "Dispute",
    before: ClocksNow,
    moves: list[Move],
    why: str,
    at: datetime,
    since: datetime,
) -> None:
    """Write down each move, and tell everybody who was told a date that has moved.

    Args:
        dispute: Whose dates; its clocks have moved already.
        before: The clocks as they were before.
        moves: One or more.
        why: What moved them, in a sentence.
        at: Now, aware UTC.
        since: When they moved, if that is heard of only now; otherwise `at`.
    """
    for move in moves:
        details = move.model_dump(mode="json")
        dispute.write(at, "deadline-moved", move.says(), details=details)
    says = " ".join([why, *(move.says() for move in moves)])
    written = len(dispute.outbox)
    if dispute.wakes_at() != before.due_at:
        telling.of_move(dispute, at, says, since)
    told = {notice.to for notice in dispute.outbox[written:]}
    for post in told_of(before, moves, since):
        if post not in told:  # it was told another date than the next one
            telling.tell(dispute, NoticeKind.NOTED, post, says, at)
