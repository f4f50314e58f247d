"""Notices that can wait until morning: held back, and let go in the order of writing.

Nothing to a post overtakes what waits for the same post: a notice that goes at once
takes the earlier ones along. Whether they are still true is looked at as they leave
(`rechecking.py`).
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from domain.notices import Notice
from domain.sending_window import ALARMS, cannot_wait, opens_at

if TYPE_CHECKING:
    from domain.dispute import Dispute

__all__ = ["ALARMS", "next_sending_at", "place", "send_what_waited", "whose"]


def whose(notice: Notice) -> tuple[str, str]:
    """For whom a notice is: a post, and the person where one is meant."""
    return notice.to, notice.to_reference


def place(dispute: "Dispute", notice: Notice, at: datetime) -> None:
    """Put a notice into the outbox, or hold it back until mail is sent again."""
    if waits_until(dispute, notice, at) is None:
        _let_go(dispute, lambda one: whose(one) == whose(notice), at)
        dispute.outbox.append(notice)
    else:
        hold_back(dispute, notice, at)


def waits_until(dispute: "Dispute", notice: Notice, at: datetime) -> datetime | None:
    """When a notice may be sent that has to wait at `at`; None: at once."""
    opens = opens_at(dispute, at)
    if opens <= at or cannot_wait(dispute, notice, at, opens):
        return None
    return opens


def hold_back(dispute: "Dispute", notice: Notice, at: datetime) -> None:
    """Keep a notice until mail is sent again."""
    until = opens_at(dispute, at)
    dispute.held_back.append(notice.model_copy(update={"send_from": until}))
    dispute.mark_changed()


def next_sending_at(dispute: "Dispute") -> datetime | None:
    """When something that waits may be sent; None while nothing waits."""
    waiting = (one.send_from for one in dispute.held_back)
    return min((one for one in waiting if one is not None), default=None)


def send_what_waited(dispute: "Dispute", at: datetime) -> None:
    """Let go what may be sent by `at`.

    The window is looked up again, for everything that waits: a day may have become a
    bank holiday meanwhile, or be worked after all, and whoever comes back from an outage
    late at night lets nobody's telephone ring.
    """
    first = next_sending_at(dispute)
    if first is None or first > at:
        return
    dispute.mark_changed()
    opens = opens_at(dispute, at)
    go = {
        whose(one)
        for one in dispute.held_back
        if opens <= at or cannot_wait(dispute, one, at, opens)
    }
    _let_go(dispute, lambda one: whose(one) in go, at)
    dispute.held_back = [
        one.model_copy(update={"send_from": opens}) for one in dispute.held_back
    ]


def _let_go(dispute: "Dispute", goes: Callable[[Notice], bool], at: datetime) -> None:
    going = [one for one in dispute.held_back if goes(one)]
    if going:
        dispute.held_back = [one for one in dispute.held_back if not goes(one)]
        dispute.outbox += [one.model_copy(update={"send_from": at}) for one in going]
