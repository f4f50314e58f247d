"""The limit on the whole process, when a dispute goes on by another ladder.

Each ladder has its own, or none, counted from its own start. Whoever was told of the old
one is told what has become of it.
"""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.calendar import london_closing
from domain.calendar_moves import Move
from domain.clock_record import WHOLE_PROCESS
from domain.clocks_now import overall_told
from domain.errors import BeyondCoverage
from domain.ledger import Ledger
from domain.ledger_events import Held, Resumed
from domain.notices import NoticeKind
from domain.procedure.ladder import Ladder
from domain.procedure.time import Overall, OverallStart

if TYPE_CHECKING:
    from domain.dispute import Dispute


def started_at(dispute: "Dispute", rule: Overall) -> datetime | None:
    """Return from when a limit on the whole is counted; None: that is still to come."""
    from_raising = rule.starts is OverallStart.RAISED
    return dispute.raised_at if from_raising else dispute.formal_since


def go_on_by(dispute: "Dispute", ladder: Ladder, why: str, at: datetime) -> None:
    """Take another ladder, and tell of the limit on the whole what becomes of it.

    Args:
        dispute: Whose; nothing in it is on hold.
        ladder: Another than its present one.
        why: What has happened, in a sentence.
        at: Now, aware UTC.
    """
    was, told = dispute.overall, list(overall_told(dispute))
    before = dispute.ladder.overall
    dispute.take_ladder(ladder, at)
    if not _is_the_same(before, ladder.overall):
        dispute.change_overall(_counted_anew(dispute, before, at))
    if was is None or was is dispute.overall:
        return
    says, details = _became(dispute, was.would_be_due())
    dispute.write(at, "deadline-moved", says, details=details)
    for post in told:
        telling.tell(dispute, NoticeKind.NOTED, post, f"{why} {says}", at)


def _is_the_same(one: Overall | None, other: Overall | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.within, one.starts) == (other.within, other.starts)


def _counted_anew(
    dispute: "Dispute", before: Overall | None, at: datetime
) -> Ledger | None:
    """Return the clock of the new ladder, which keeps what holds gave the old one.

    One that would have run out already is counted from when the ladder was taken.
    """
    rule, old = dispute.ladder.overall, dispute.overall
    since = started_at(dispute, rule) if rule else None
    if rule is None or since is None:
        return None
    limit = rule.within.limit(dispute.procedure.timing.counting)
    held: tuple[Held | Resumed, ...] = ()
    if old is not None and before is not None:
        held = tuple(one for one in old.events if isinstance(one, Held | Resumed))
        since = old.began_at if before.starts is rule.starts else since
    clock = dispute.new_clock(limit, since, rule.source)
    kept = clock.model_copy(update={"events": held})
    with suppress(BeyondCoverage):  # a calendar without the days of the old clock
        if kept.would_be_due() > at:
            return kept
    return dispute.new_clock(limit, at, rule.source)


def _became(dispute: "Dispute", was: datetime) -> tuple[str, dict[str, str | None]]:
    """Return what has become of a limit that was due then, in words and as data."""
    if dispute.overall is not None:
        now = dispute.overall.would_be_due()
        move = Move(of=WHOLE_PROCESS, was_due_at=was, due_at=now)
        return move.says(), move.model_dump(mode="json")
    later = dispute.ladder.overall is not None
    rest = "counted from the first formal stage" if later else "without a limit"
    details = {"of": WHOLE_PROCESS, "was_due_at": was.isoformat(), "due_at": None}
    return f"The whole process: due {london_closing(was)} before, now {rest}.", details
