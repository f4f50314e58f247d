"""The directory: which person or mailbox holds a post, and for which team.

A council keeps it in one YAML file (`people.example.yaml` shows every key). It is read
whole or refused whole, with everything wrong in it listed at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from activities.people_file import Listed, ListedOfficer, PeopleFile, read_people_file

OFFICER = "officer"
"""The post of whoever raised the dispute."""

OFFICERS_MANAGER = "officer-manager"
"""The post above that officer, as the directory names it for each officer."""


@dataclass(frozen=True)
class Person:
    """Somebody who can be told: a person or a shared mailbox.

    Attributes:
        reference: What the record calls them, such as `PM-3`; never an address.
        address: Where mail goes, such as `pm3@anyshire.example`.
    """

    reference: str
    address: str


class People(Protocol):
    """Whoever knows which person holds a post."""

    def find(self, post: str, team: str, officer: str | None) -> Person | None:
        """Return who holds `post`, or None when nobody is known.

        Args:
            post: Key of the post in the procedure, such as `practice-manager`, or
                `officer`, or `officer-manager`.
            team: The child's team; a team without its own holder has the council's.
            officer: Reference of the officer, such as `IRO-7`, where one is known.
        """
        ...


class Directory:
    """The council's own directory, as it was when the file was read."""

    def __init__(self, file: PeopleFile) -> None:
        """Take what a file says; `read` is the usual way."""
        self._posts = file.posts
        self._teams = {_folded(team): posts for team, posts in file.teams.items()}
        self._officers = {_folded(key): said for key, said in file.officers.items()}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the directory.

        Raises:
            DirectoryError: Everything that is wrong with the file.
        """
        return cls(read_people_file(path))

    def find(self, post: str, team: str, officer: str | None) -> Person | None:
        """Return who holds `post`, or None when nobody is known; see `People`."""
        known = self._officers.get(_folded(officer or ""))
        if post == OFFICER:
            return _officer(known, officer or "")
        if post == OFFICERS_MANAGER and known is not None and known.manager:
            post = known.manager
        return _holder(self._teams.get(_folded(team), {}), post) or _holder(
            self._posts, post
        )


class RehearsalDirectory:
    """Gives every post an address, so that a rehearsal needs no directory.

    The addresses lie in a domain that a mail catcher answers for; nobody real is told.
    """

    def __init__(self, domain: str) -> None:
        """Take the domain, such as `anyshire.example`."""
        self._domain = domain

    def find(self, post: str, team: str, officer: str | None) -> Person | None:  # noqa: ARG002
        """Return somebody for any post: `practice-manager@anyshire.example`."""
        reference = officer if post == OFFICER and officer else post
        local_part = re.sub(r"[^a-z0-9]+", "-", reference.lower()).strip("-")
        return Person(reference, f"{local_part or 'somebody'}@{self._domain}")


def _folded(key: str) -> str:
    # A case system that writes "North" means the team that the file calls "north";
    # taking it for unknown would tell the wrong manager.
    return key.strip().casefold()


def _officer(known: ListedOfficer | None, reference: str) -> Person | None:
    if known is None:
        return None
    return Person(known.reference or reference.strip(), known.address)


def _holder(posts: Mapping[str, Listed], post: str) -> Person | None:
    listed = posts.get(post)
    return None if listed is None else Person(listed.reference or post, listed.address)
