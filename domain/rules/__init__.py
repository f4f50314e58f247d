"""What each message may do: what refuses it, and what follows from it.

`check` refuses and changes nothing. `receive` never refuses and never raises: a message
in the history must be received again at every replay. Each kind of message has one rule,
in the file for its family.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from domain.errors import DisputeRefused
from domain.messages import Message
from domain.rules import (
    answers,
    around,
    beforehand,
    beside,
    calendar_changes,
    clocks,
    corrected_starts,
    endings,
    meetings,
    moves,
    promises,
    reaching,
    side_steps,
)
from domain.rules.dates import received_faults
from domain.rules.rule import Rule
from domain.rules.speakers import speaker_faults

if TYPE_CHECKING:
    from domain.dispute import Dispute

_ROOMS = (
    answers,
    moves,
    clocks,
    corrected_starts,
    promises,
    endings,
    meetings,
    side_steps,
    beforehand,
    beside,
    around,
    calendar_changes,
    reaching,
)

RULES: dict[str, Rule] = {
    rule.message.kind: rule for room in _ROOMS for rule in room.RULES
}


def check(dispute: "Dispute", message: Message, at: datetime) -> None:
    """Refuse `message` if it may not be taken as things stand.

    Raises:
        DisputeRefused: Says everything that stands against it, and what to do instead.
    """
    if message.message_id in dispute.heard:
        return
    if not dispute.standing.is_open:
        raise DisputeRefused(
            f"The dispute {dispute.request.reference} has ended"
            f" ({dispute.standing.value}); raise a new one if the matter is back."
        )
    rule = RULES[message.kind]
    faults = [
        *speaker_faults(dispute, message, rule.spoken_by),
        *rule.faults(dispute, message, at),
        *received_faults(dispute, message, at),
    ]
    if faults:
        raise DisputeRefused(" ".join(faults))


def receive(dispute: "Dispute", message: Message, at: datetime) -> None:
    """Take `message`: what follows from it is written, told and called for.

    A message that was heard before changes nothing.
    """
    if message.message_id in dispute.heard:
        return
    dispute.heard.add(message.message_id)
    if not dispute.standing.is_open:
        says = f"{message.kind} came after the end."
        dispute.write(at, "came-too-late", says, message=message)
        return
    RULES[message.kind].follow(dispute, message, at)
    dispute.mark_changed()
