"""One rule for one kind of message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from domain.messages import Message

if TYPE_CHECKING:
    from domain.dispute import Dispute


class SpokenBy(Enum):
    """Who may say it."""

    OFFICER = auto()
    ACCEPTER = auto()
    ESCALATER = auto()
    RESPONDER = auto()
    OFFICER_OR_OWNER = auto()
    OPERATOR = auto()
    ANYBODY = auto()


@dataclass(frozen=True)
class Rule:
    """What refuses one kind of message, and what follows from it.

    Attributes:
        message: The kind.
        spoken_by: Who may say it.
        faults: Yields one sentence for each thing against it; changes nothing.
        follow: Says what follows; never raises.
    """

    message: type[Message]
    spoken_by: SpokenBy
    faults: "Callable[[Dispute, Any, datetime], Iterable[str]]"
    follow: "Callable[[Dispute, Any, datetime], None]"


def nothing_against(
    dispute: "Dispute", message: Message, at: datetime
) -> Iterable[str]:
    """For a message that is always in order."""
    return ()
