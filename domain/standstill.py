"""When a dispute that is only played stands still, and what is said of its end.

Nobody waits for an officer who never answers. Where only the officer can move it on, no
date will, and the officer has been asked again often enough, nothing new will come.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from domain.explaining.words import listed
from domain.notices import NoticeKind
from domain.record import Entry, Situation

CHASES = 2
"""After so many it is no longer waited for an officer who never answers."""


def stands_still(now: Situation, entries: Sequence[Entry], at: datetime) -> bool:
    """True where only the officer is waited for, who has been asked often enough.

    The officer is asked again only where no date will move it on, and that stays so
    until somebody speaks; but the limit on the whole may still be to come.

    Args:
        now: Where it stands.
        entries: Everything that has happened.
        at: What its clock shows, aware UTC.
    """
    overall = now.overall_due_at
    warned = overall is None or overall <= at
    return warned and _chased(entries) >= CHASES


def why_it_ends(now: Situation, entries: Sequence[Entry]) -> str:
    """Return why there is no more, and who would still be waited for."""
    if not now.standing.is_open:
        return f"It has ended: {now.standing.value.replace('-', ' ')}."
    return (
        "Nothing more happens by itself, and it stays open. Awaited:"
        f" {listed(now.awaiting)}. {now.next_says} Whoever is to decide was asked again"
        f" {_chased(entries)} times."
    )


def _chased(entries: Sequence[Entry]) -> int:
    """How often the officer has been asked again since anybody last spoke."""
    nobody_spoke = takewhile(lambda entry: entry.message_id is None, reversed(entries))
    return sum(entry.kind == NoticeKind.DECIDE for entry in nobody_spoke)
