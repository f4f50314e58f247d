"""From a post to a person, at the moment of sending.

The holder; else their deputy; else whoever is on duty; else, where a team has a holder of
its own, whoever holds the post for the unit or the whole council; else the post above, in
the same order, and so on up the line. Whoever is a party to the dispute is passed over
upward: a deputy would decide for the one they answer to. It never walks in a circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from directory.book import Book, folded
from directory.facts import Digest, Holding, Officer, Role
from domain.calendar import says_day
from domain.procedure.people import OFFICER

OFFICERS_MANAGER = "officer-manager"
"""The post above that officer, as the directory names it for each officer."""


class Route(StrEnum):
    """How a notice reached somebody: as holder, in the holder's stead, or in person."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    DUTY = "duty"
    WIDER = "wider"
    ABOVE = "above"
    PERSON = "person"


@dataclass(frozen=True)
class Asked:
    """Whom somebody looks for.

    Attributes:
        post: Key of a post, or `officer` or `officer-manager`.
        team: The child's team.
        on: The day, in London.
        officer: Reference of the officer.
        parties: References of people who may not stand in judgement here.
        unreachable: References already tried in vain.
        person: Reference of the one person meant, whatever post they hold now; empty
            for whoever holds the post.
    """

    post: str
    team: str
    on: date
    officer: str = ""
    parties: frozenset[str] = frozenset()
    unreachable: frozenset[str] = frozenset()
    person: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who can be told: a person or a shared mailbox.

    Attributes:
        reference: What the record calls them, such as `PM-3`; never an address.
        address: Where mail goes, such as `pm3@anyshire.example`.
    """

    reference: str
    address: str


@dataclass(frozen=True)
class Found:
    """Who is told, and why it is they.

    Attributes:
        person: Nobody, if nobody up the line could be found.
        route: As holder, or how otherwise.
        instead_of: Reference of the holder in whose stead they are told, if there is one.
        vacant: True when nobody holds the post asked for on that day.
        steps: Why it is they, a line for everyone passed over.
        digest: How often what is only for information is gathered for them, if it is.
    """

    person: Person | None
    route: Route = Route.HOLDER
    instead_of: str = ""
    vacant: bool = False
    steps: tuple[str, ...] = ()
    digest: Digest | None = None


def resolve(book: Book, asked: Asked) -> Found:
    """Return who is told for a post, on that day."""
    steps: list[str] = []
    if asked.person:
        address = book.address_of(asked.person)
        person = Person(asked.person, address) if address else None
        return Found(person, Route.PERSON)
    post = book.post_called(asked.post)
    if post == OFFICER:
        return _officer(book, asked, steps)
    if post == OFFICERS_MANAGER:
        post = _above_officer(book, asked)
    return _up_the_line(book, asked, post, steps)


def _officer(book: Book, asked: Asked, steps: list[str]) -> Found:
    """The officer; else whoever is in for officers, else up the officer's own line."""
    officer = book.officer(asked.officer)
    if officer is None:
        return Found(None, steps=(f"No officer {asked.officer.strip()} is known.",))
    reference = officer.known_as[0]
    if not _is_passed_over(book, asked, officer, steps):
        return Found(Person(reference, officer.address))
    stand_in = _stand_in(book, asked, OFFICER, steps)
    if stand_in is not None:
        return _told(stand_in, Route(stand_in.role), reference, steps)
    above = _up_the_line(book, asked, _above_officer(book, asked), steps)
    return replace(above, route=Route.ABOVE, instead_of=reference, vacant=False)


def _above_officer(book: Book, asked: Asked) -> str:
    officer = book.officer(asked.officer)
    return (officer.manager if officer else None) or OFFICERS_MANAGER


def _up_the_line(book: Book, asked: Asked, first: str, steps: list[str]) -> Found:
    holder_of = {post: _holder(book, asked, post) for post in _line(book, first)}
    holder = holder_of[first]
    instead_of = holder.reference if holder else ""
    for post, there in holder_of.items():
        one = _at_post(book, asked, post, there, steps)
        if one is None:
            continue
        if one is holder:
            return _told(one, Route.HOLDER, "", steps)
        route = _route(one) if post == first else Route.ABOVE
        return replace(_told(one, route, instead_of, steps), vacant=holder is None)
    return Found(None, instead_of=instead_of, vacant=holder is None, steps=tuple(steps))


def _route(one: Holding) -> Route:
    return Route.WIDER if one.role is Role.HOLDER else Route(one.role)


def _line(book: Book, post: str | None) -> Iterator[str]:
    """The post and those above it, each once, though the line should be a circle."""
    seen: set[str] = set()
    while post is not None and post not in seen:
        seen.add(post)
        yield post
        post = book.reporting.get(post)


def _holder(book: Book, asked: Asked, post: str) -> Holding | None:
    return book.holding(post, asked.team, Role.HOLDER, asked.on)


def _told(one: Holding, route: Route, instead_of: str, steps: list[str]) -> Found:
    person = Person(one.reference, one.address)
    digest = None if route is Route.ABOVE else one.digest
    return Found(person, route, instead_of, steps=tuple(steps), digest=digest)


def _at_post(
    book: Book, asked: Asked, post: str, holder: Holding | None, steps: list[str]
) -> Holding | None:
    """The holder of one post, or whoever stands in there."""
    if holder is None:
        steps.append(f"Nobody holds {post} on {says_day(asked.on)}.")
    elif not _is_passed_over(book, asked, holder, steps):
        return holder
    elif _is_one_of(asked.parties, holder):
        return None  # a deputy would decide for the one they answer to
    stand_in = _stand_in(book, asked, post, steps)
    return stand_in or _wider(book, asked, post, holder, steps)


def _wider(
    book: Book, asked: Asked, post: str, holder: Holding | None, steps: list[str]
) -> Holding | None:
    """Whoever holds the same post for the unit or the whole council."""
    for one in book.holdings(post, asked.team, Role.HOLDER, asked.on):
        if one is not holder and not _is_passed_over(book, asked, one, steps):
            return one
    return None


def _stand_in(book: Book, asked: Asked, post: str, steps: list[str]) -> Holding | None:
    for role in (Role.DEPUTY, Role.DUTY):
        one = book.holding(post, asked.team, role, asked.on)
        if one and not _is_passed_over(book, asked, one, steps):
            return one
    return None


def _is_passed_over(
    book: Book, asked: Asked, one: Holding | Officer, steps: list[str]
) -> bool:
    """True if somebody cannot be told now; the reason is added to `steps`."""
    name = one.known_as[0]
    if _is_one_of(asked.parties, one):
        steps.append(f"{name} is a party to the dispute and is passed over.")
        return True
    if _is_one_of(asked.unreachable, one):
        steps.append(f"{name} could not be reached by mail.")
        return True
    if isinstance(one, Holding) and one.mailbox:
        return False
    away = [book.absence(name, asked.on) for name in one.known_as]
    until = max((absence.until for absence in away if absence), default=None)
    if until is not None:
        steps.append(f"{name} is away until {says_day(until)}.")
    return until is not None


def _is_one_of(references: frozenset[str], one: Holding | Officer) -> bool:
    known_as = set(map(folded, one.known_as))
    return not known_as.isdisjoint(map(folded, references))
