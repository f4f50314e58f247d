"""What no directory may say, whatever file it came from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from directory.book import folded
from directory.errors import DirectoryError
from directory.facts import (
    Absence,
    Alias,
    AnyFact,
    Holding,
    InUnit,
    Officer,
    Reporting,
    period,
)


def refuse_inconsistent(facts: Sequence[AnyFact]) -> None:
    """Do nothing, or refuse the facts.

    Raises:
        DirectoryError: Everything that contradicts itself, a sentence each.
    """
    if faults := list(faults_of(facts)):
        raise DirectoryError(faults)


def faults_of(facts: Sequence[AnyFact]) -> Iterator[str]:
    """Find periods that end before they begin, and facts that exclude each other."""
    holdings = [one for one in facts if isinstance(one, Holding)]
    absences = [one for one in facts if isinstance(one, Absence)]
    yield from _ended_before_begun([*holdings, *absences])
    yield from _two_at_once(holdings)
    yield from _two_addresses(facts)
    yield from _absent_strangers(absences, facts)
    yield from _said_twice(facts)
    yield from _circles(facts)


def _ended_before_begun(periods: Iterable[Holding | Absence]) -> Iterator[str]:
    for one in periods:
        if one.since and one.until and one.until <= one.since:
            yield (
                f"{one.says()} It ends before it begins; until is the first day it no"
                " longer holds."
            )


def _two_at_once(holdings: Iterable[Holding]) -> Iterator[str]:
    same: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    for one in holdings:
        same[one.post, folded(one.team), one.role].append(one)
    for held in same.values():
        for one, other in combinations(held, 2):
            if _overlap(one, other):
                yield (
                    f"Two at once: {one.says()} {other.says()} End the first on the day"
                    " the second begins."
                )


def _overlap(one: Holding, other: Holding) -> bool:
    begins = max(one.since or date.min, other.since or date.min)
    return begins < min(one.until or date.max, other.until or date.max)


def _two_addresses(facts: Iterable[AnyFact]) -> Iterator[str]:
    addresses: dict[str, str] = {}
    for fact in facts:
        if isinstance(fact, Holding | Officer):
            known = addresses.setdefault(folded(fact.reference), fact.address)
            if known.casefold() != fact.address.casefold():
                yield (
                    f"{fact.reference} has two addresses; write the same in each place,"
                    " or give the two people two references."
                )


def _absent_strangers(
    absences: Iterable[Absence], facts: Iterable[AnyFact]
) -> Iterator[str]:
    known = {
        folded(name)
        for one in facts
        if isinstance(one, Holding | Officer)
        for name in one.known_as
    }
    for one in absences:
        if folded(one.reference) not in known:
            yield (
                f"Nobody of the reference {one.reference}, who is to be away"
                f"{period(one)}, is in the directory."
            )


def _said_twice(facts: Iterable[AnyFact]) -> Iterator[str]:
    """Find what may be said once only, said in two ways."""
    said: dict[tuple[str, str], AnyFact] = {}
    for fact in facts:
        match fact:
            case Reporting():
                name = fact.post
            case InUnit():
                name = folded(fact.team)
            case Alias():
                name = folded(fact.words)
            case Officer():
                name = folded(fact.reference)
            case _:
                continue
        first = said.setdefault((fact.kind, name), fact)
        if first != fact:
            yield f"One or the other: {first.says()} {fact.says()}"


def _circles(facts: Iterable[AnyFact]) -> Iterator[str]:
    above = {one.post: one.above for one in facts if isinstance(one, Reporting)}
    told: set[str] = set()
    for first in above:
        line, post = [first], above.get(first)
        while post is not None and post not in line:
            line.append(post)
            post = above.get(post)
        if post == first and not told & set(line):
            told |= set(line)
            yield f"The reporting line is a circle: {' to '.join([*line, first])}."
