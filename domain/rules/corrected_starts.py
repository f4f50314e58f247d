"""A clock that had started at another time than was thought: the date follows the truth.

Within limits: by no more than the procedure allows, never so that the stage's date would
have passed already, and never once the limit was met, missed or escalated. The limit on
the whole follows where it started with the stage's; as it stops nobody, it may have passed
by that, and then it is said.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from domain.calendar import due_at, london, london_closing
from domain.calendar_moves import Move
from domain.clocks_now import clocks_now, running_clocks
from domain.errors import BeyondCoverage
from domain.ledger import Ledger
from domain.ledger_events import StartMoved
from domain.messages import CorrectStart
from domain.rules.moved_dates import tell_moves
from domain.rules.rule import Rule, SpokenBy

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _faults(dispute: "Dispute", message: CorrectStart, at: datetime) -> Iterator[str]:
    clock = _running(dispute)
    if clock is None:
        yield (
            "No limit is running, so no start can be corrected; what was met, missed or"
            " escalated stands. If something else is wrong, send correct."
        )
        return
    started_at = message.started_at
    if started_at > at:
        yield "started_at is in the future; give the time at which the clock did start."
    elif started_at == clock.began_at:
        yield f"started_at is {london(started_at)}, which is the start that stands."
    else:
        yield from _too_far(dispute, clock, started_at)
        yield from _out_of_order(clock, started_at)
        yield from _passed_already(clock, started_at, at)


def _too_far(dispute: "Dispute", clock: Ledger, started_at: datetime) -> Iterator[str]:
    span = dispute.procedure.timing.start_corrected_within
    earlier, later = sorted((started_at, clock.started_at))
    limit = span.limit(dispute.procedure.timing.counting)
    try:
        reached = due_at(limit, earlier, dispute.calendar)
    except BeyondCoverage as error:
        yield f"started_at: {error}"
        return
    if reached < later:
        yield (
            f"The start first written down is {london(clock.started_at)}; it may be"
            f" corrected by at most {span.says()}."
        )


def _out_of_order(clock: Ledger, started_at: datetime) -> Iterator[str]:
    """A clock starts before whatever has moved it."""
    others = [one for one in clock.events if not isinstance(one, StartMoved)]
    if others and started_at >= others[0].at:
        yield (
            f"started_at is after {london(others[0].at)}, when something else had moved"
            " this clock already; give an earlier time."
        )


def _passed_already(clock: Ledger, started_at: datetime, at: datetime) -> Iterator[str]:
    with suppress(BeyondCoverage):  # has been said
        due = clock.model_copy().correct_start(started_at, at).would_be_due()
        if due <= at:
            yield (
                f"With that start the limit would have passed on {london_closing(due)},"
                " and nobody was told so. Escalate instead, and say why."
            )


def _correct(dispute: "Dispute", message: CorrectStart, at: datetime) -> None:
    visit, clock = dispute.visit, _running(dispute)
    if visit is None or clock is None:
        says = "No limit was running."
        dispute.write(at, "nothing-to-correct", says, message=message)
        return
    before, was = clocks_now(dispute), clock.began_at
    moves: list[Move] = []
    with suppress(BeyondCoverage):  # `check` has refused it; a replay must not fail
        moves += _moved(dispute, clock, message.started_at, at)
    says = " ".join(
        (
            (
                f"The clock of {visit.stage.title} started {london(clock.began_at)}; at"
                f" first {london(was)} was written down."
            ),
            *(
                f"By that {one.of} was due {london_closing(one.due_at)}, which has passed."
                for one in moves
                if one.due_at <= at
            ),
        )
    )
    dispute.write(at, "start-corrected", says, message=message)
    if moves:
        tell_moves(dispute, before, moves, says, at, at)


def _moved(
    dispute: "Dispute", clock: Ledger, started_at: datetime, at: datetime
) -> Iterator[Move]:
    """Correct every running clock that started with this one, and yield what moves."""
    was = clock.began_at
    started_together = [
        (name, one)
        for name, one in running_clocks(dispute)
        if one.began_at == was and one.would_be_due() >= at
    ]
    for name, one in started_together:
        due = one.would_be_due()
        now = one.correct_start(started_at, at).would_be_due()
        if now != due:
            yield Move(of=name, was_due_at=due, due_at=now)


def _running(dispute: "Dispute") -> Ledger | None:
    """The clock of the present stage, while somebody is to answer by it."""
    running = dispute.due() is not None and dispute.call is None
    return dispute.visit.clock if running and dispute.visit else None


RULES = (Rule(CorrectStart, SpokenBy.OFFICER, _faults, _correct),)
