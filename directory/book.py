"""The directory as it stands: every fact in force, found by post, team and day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from directory.facts import (
    Absence,
    Alias,
    AnyFact,
    Holding,
    InUnit,
    Officer,
    Reporting,
    Role,
)


def folded(key: str) -> str:
    """Return `key` as it is compared.

    A case system that writes "North" means the team that the file calls "north"; taking
    it for unknown would tell the wrong manager.
    """
    return " ".join(key.split()).casefold()


class Book:
    """Facts, ready to be asked.

    Attributes:
        facts: All of them, in the order given.
    """

    def __init__(self, facts: Iterable[AnyFact]) -> None:
        """Take the facts in force."""
        self.facts = tuple(facts)
        self._held: dict[tuple[str, str, Role], list[Holding]] = defaultdict(list)
        self._away: dict[str, list[Absence]] = defaultdict(list)
        self._officers: dict[str, Officer] = {}
        self._above: dict[str, str] = {}
        self._units: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        for fact in self.facts:
            self._note(fact)

    def _note(self, fact: AnyFact) -> None:
        match fact:
            case Holding():
                self._held[fact.post, folded(fact.team), fact.role].append(fact)
            case Absence():
                self._away[folded(fact.reference)].append(fact)
            case Officer():
                self._officers[folded(fact.reference)] = fact
            case Reporting():
                self._above[fact.post] = fact.above
            case InUnit():
                self._units[folded(fact.team)] = fact.unit
            case Alias():
                self._aliases[folded(fact.words)] = fact.post

    @property
    def posts(self) -> frozenset[str]:
        """Posts that somebody holds, once held or will hold."""
        return frozenset(post for post, _, role in self._held if role is Role.HOLDER)

    @property
    def reporting(self) -> Mapping[str, str]:
        """For each post the one above it, where that is known."""
        return self._above

    def post_called(self, words: str) -> str:
        """Return the key of a post by any word the council has for it."""
        return self._aliases.get(folded(words), words)

    def officer(self, reference: str) -> Officer | None:
        """Return the officer of that reference."""
        return self._officers.get(folded(reference))

    def address_of(self, reference: str) -> str | None:
        """Return where mail to one person goes, whatever they hold or held."""
        people = (one for one in self.facts if isinstance(one, Holding | Officer))
        wanted = folded(reference)
        found = (one.address for one in people if wanted in map(folded, one.known_as))
        return next(found, None)

    def holding(self, post: str, team: str, role: Role, on: date) -> Holding | None:
        """Return who is in `role` for `post` on that day, the nearest to the team.

        A team's own come first, then its unit's, then the council's. Of several the one
        who came last is meant.
        """
        return next(self.holdings(post, team, role, on), None)

    def holdings(self, post: str, team: str, role: Role, on: date) -> Iterator[Holding]:
        """Yield who is in `role` for `post` on that day: one a place, nearest first."""
        for place in self.places(team):
            found = [
                one for one in self._held.get((post, place, role), ()) if _is(one, on)
            ]
            if found:
                yield max(found, key=lambda one: one.since or date.min)

    def places(self, team: str) -> tuple[str, ...]:
        """Return where to look for a post of this team, nearest first."""
        unit = self._units.get(folded(team), "")
        return tuple(dict.fromkeys((folded(team), folded(unit), "")))

    def absence(self, reference: str, on: date) -> Absence | None:
        """Return why somebody is not there on that day: the absence that ends last."""
        away = [one for one in self._away.get(folded(reference), ()) if _is(one, on)]
        return max(away, key=lambda one: one.until, default=None)


def _is(fact: Holding | Absence, on: date) -> bool:
    return (fact.since is None or fact.since <= on) and (
        fact.until is None or on < fact.until
    )
