"""What the limits of a ladder's formal stages add up to, against what is stated for all.

Limits in other units are reckoned in working days, with a least and a most. What has no
upper end, and hours of office time, cannot be added; that is said.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from domain.explaining.ladders import (
    formal_limits,
    formal_stages,
    is_formal,
    sum_in_words,
    time_to_meet_first,
)
from domain.explaining.words import listed
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder
from domain.procedure.time import Bounds, Span, Within
from domain.proofreading.finding import Finding, warning
from domain.proofreading.reckoning import in_working_days

STATUTORY_TOTAL = 20
"""Working days for the formal process, IRO Handbook 2010, paragraph 6.2."""

_SHORTEST = Span(working_days=1)


@dataclass(frozen=True)
class _Limit:
    """A stage's limit: in words, and in working days."""

    words: str
    least: int
    most: int


def of_totals(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    """Yield each total that the formal stages overrun, or may overrun.

    That they may is told unless a reading speaks of each limit that is not fixed.
    """
    limits = [
        (stage, stage.respond.reading is not None, _limit(procedure, stage.respond))
        for stage in formal_stages(ladder)
        if stage.respond is not None
    ]
    own = [one for _, _, one in limits if one is not None]
    added = [*_by_one_clock(procedure, ladder), *own, *_to_meet(ladder)]
    least, most = sum(one.least for one in added), sum(one.most for one in added)
    is_read = all(read for _, read, one in limits if one and one.least != one.most)
    left = [stage.title for stage, _, one in limits if one is None]
    beside = f", and what {listed(left)} may take cannot be added" if left else ""
    says = f"the formal stages have {_sum(ladder, added)},"
    for total, names in _totals(procedure, ladder).items():
        named = listed(names)
        if least > total:
            says_more = (
                f"{says} over {named}, {total}{beside}: unanswered to the last, a dispute"
                " overruns it."
            )
        elif most > total and not is_read:
            says_more = (
                f"{says} at most over {named}, {total}{beside}: unanswered to the last, a"
                " dispute may overrun it."
            )
        else:
            continue
        yield warning(ladder.title, says_more, ("stages",))


def _by_one_clock(procedure: Procedure, ladder: Ladder) -> Iterator[_Limit]:
    """Yield the longest limit of the stages that share one, where those come first."""
    shared = takewhile(lambda one: one.clock_starts.is_shared, ladder.stages)
    limits = [
        limit
        for stage in shared
        if is_formal(stage) and stage.respond is not None
        if (limit := _limit(procedure, stage.respond)) is not None
    ]
    if limits:
        longest = max(limits, key=lambda one: one.most)
        least = max(one.least for one in limits)
        yield replace(longest, words=f"{longest.words} by one clock", least=least)


def _to_meet(ladder: Ladder) -> Iterator[_Limit]:
    """Yield the time for each meeting from which the limit of its stage is counted."""
    for stage in formal_stages(ladder):
        to_meet = time_to_meet_first(stage)
        limit = _between(to_meet, to_meet) if to_meet else None
        if limit is not None:
            yield replace(limit, words=f"{limit.words} to meet")


def _totals(procedure: Procedure, ladder: Ladder) -> dict[int, list[str]]:
    """Return each total in working days, and everything of which it is one."""
    whole = ladder.overall.within.working_days if ladder.overall else None
    named: dict[int, list[str]] = defaultdict(list)
    for total, name in (
        (procedure.stated_total_working_days, "the total that the document states"),
        (whole, "the limit on the whole"),
        (STATUTORY_TOTAL, "the total in the IRO Handbook"),
    ):
        if total is not None:
            named[total].append(name)
    return named


def _sum(ladder: Ladder, added: list[_Limit]) -> str:
    """Return `5 + 5 = 10 working days`, or what limits in several units come to."""
    plain = formal_limits(ladder)
    if len(plain) == len(added):
        return sum_in_words(plain)
    least, most = sum(one.least for one in added), sum(one.most for one in added)
    together = str(most) if least == most else f"{least} to {most}"
    return f"{' + '.join(one.words for one in added)} = {together} working days"


def _limit(procedure: Procedure, within: Within) -> _Limit | None:
    """Return a stage's limit; None where it cannot be told in working days."""
    if within.fixed is not None:
        return _between(within.fixed, within.fixed)
    if within.officer_chooses is not None:
        return _chosen(within.officer_chooses)
    ranges = [
        one
        for issue in procedure.issues()
        if issue.within is not None
        and (one := _between(issue.within, issue.within_at_most or issue.within))
    ]
    if not ranges:
        return None
    least, most = min(one.least for one in ranges), max(one.most for one in ranges)
    words = f"{least} to {most} working days by issue type"
    return _Limit(words, least, most)


def _chosen(bounds: Bounds) -> _Limit | None:
    if bounds.most is None:
        return None
    return _between(bounds.least or _SHORTEST, bounds.most)


def _between(shortest: Span, longest: Span) -> _Limit | None:
    low, high = in_working_days(shortest), in_working_days(longest)
    if low is None or high is None:
        return None
    if shortest == longest:
        words = longest.says()
    elif shortest.unit is longest.unit:
        words = f"{shortest.amount} to {longest.says()}"
    else:
        words = f"{shortest.says()} to {longest.says()}"
    return _Limit(words, low[0], high[1])
