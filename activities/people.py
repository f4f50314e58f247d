"""Who is told for a post: asked of the council's directory at the moment of sending.

`People` is the seam: a council whose staff directory is another program writes a class of
its own with this one method, and names it in `DISPUTES_STAFF_DIRECTORY`.
"""

import pkgutil
import re
from pathlib import Path
from typing import Protocol, Self

from activities.storage.directory import Stamp
from directory.book import Book
from directory.errors import DirectoryError
from directory.facts import AnyFact
from directory.files import read_directory
from directory.resolving import Asked, Found, Person, resolve
from domain.procedure.people import OFFICER


class People(Protocol):
    """Whoever knows which person is told for a post."""

    async def find(self, asked: Asked) -> Found:
        """Return who is told, or why it can be nobody."""
        ...


def plugged_in(name: str) -> People:
    """Return a council's own staff directory.

    Args:
        name: `package.module:Class`; the class is called with nothing.

    Raises:
        DirectoryError: There is no such class, or it has no `find`.
    """
    try:
        people = pkgutil.resolve_name(name)()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        fault = (
            f"The staff directory {name} cannot be used: {error}. Write"
            " package.module:Class, where the worker's Python finds it."
        )
        raise DirectoryError([fault]) from None
    if not callable(getattr(people, "find", None)):
        raise DirectoryError(
            [f"The staff directory {name} has no `find`; see activities/people.py."]
        )
    found: People = people
    return found


class FileDirectory:
    """The directory in a file, as it was when the worker started."""

    def __init__(self, book: Book) -> None:
        """Take what a file says; `read` is the usual way."""
        self._book = book

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the directory.

        Raises:
            DirectoryError: Everything that is wrong with the file.
        """
        return cls(Book(read_directory(path)))

    async def find(self, asked: Asked) -> Found:
        """Return who is told; see `People`."""
        return resolve(self._book, asked)


class Directories(Protocol):
    """The part of `activities.storage.Store` that holds a directory."""

    async def directory_stamp(self) -> Stamp:
        """Return what changes whenever the directory does."""
        ...

    async def directory_facts(self) -> tuple[AnyFact, ...]:
        """Return the facts in force."""
        ...


class SqlDirectory:
    """The directory in the database: what is changed there is known at once."""

    def __init__(self, store: Directories) -> None:
        """Take the database."""
        self._store = store
        self._known: tuple[Stamp, Book] | None = None

    async def find(self, asked: Asked) -> Found:
        """Return who is told; see `People`."""
        return resolve(await self.book(), asked)

    async def book(self) -> Book:
        """Return the directory as it stands; read again only when it has changed."""
        stamp = await self._store.directory_stamp()
        if self._known is None or self._known[0] != stamp:
            self._known = stamp, Book(await self._store.directory_facts())
        return self._known[1]


class RehearsalDirectory:
    """Gives every post an address, so that a rehearsal needs no directory.

    The addresses lie in a domain that a mail catcher answers for; nobody real is told.
    """

    def __init__(self, domain: str) -> None:
        """Take the domain, such as `anyshire.example`."""
        self._domain = domain

    async def find(self, asked: Asked) -> Found:
        """Return somebody for any post: `practice-manager@anyshire.example`."""
        of_officer = asked.post == OFFICER and asked.officer
        reference = asked.person or (asked.officer if of_officer else asked.post)
        local_part = re.sub(r"[^a-z0-9]+", "-", reference.lower()).strip("-")
        return Found(Person(reference, f"{local_part or 'somebody'}@{self._domain}"))


class FirstOf:
    """The database's directory once somebody has filled it; until then another."""

    def __init__(self, filled: SqlDirectory, until_then: People) -> None:
        """Take both."""
        self._filled = filled
        self._until_then = until_then

    async def find(self, asked: Asked) -> Found:
        """Return who is told; see `People`."""
        book = await self._filled.book()
        return (
            resolve(book, asked) if book.facts else await self._until_then.find(asked)
        )
