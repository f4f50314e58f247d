"""Dates that people write: whether anything can be reckoned with them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from domain.calendar import says_day
from domain.messages import Message

if TYPE_CHECKING:
    from domain.dispute import Dispute

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far the clock of another program may be ahead of ours."""

EARLIEST_RECEIVED = timedelta(days=366)
"""How long before the raising of a dispute a message for it may have been taken."""


def unreckonable(dispute: "Dispute", field: str, day: date) -> Iterator[str]:
    """Yield why no clock can be set to `day`, if the calendar does not reach it."""
    last = dispute.calendar.covered_until
    if day > last:
        yield (
            f"{field} {day.isoformat()} is after {says_day(last)}, where the calendar"
            " ends; give an earlier date."
        )


def received_faults(
    dispute: "Dispute", message: Message, at: datetime
) -> Iterator[str]:
    """Yield what is wrong with the time at which a program says it took a message."""
    received = message.received_at
    if received is None:
        return
    if received > at + CLOCKS_DIFFER:
        yield (
            "received_at is in the future; leave it out, or give the time at which your"
            " program took the message."
        )
    if received < dispute.raised_at - EARLIEST_RECEIVED:
        yield (
            "received_at is long before the dispute was raised; leave it out, or give"
            " the time at which your program took the message."
        )
