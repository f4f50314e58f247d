"""The directory as a file: its keys, and a sentence for everything wrong in it.

Sentences name file, line and key but not the value: it may be somebody's address, and
what a worker says at its start ends in a log.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.errors import DisputeError
from domain.procedure.part import Key

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@({_LABEL}\.)+{_LABEL}")
_LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3, less its angle brackets

Place = tuple[Any, ...]
"""Where in the file: `('teams', 'north', 'practice-manager', 'address')`."""


class DirectoryError(DisputeError):
    """A directory file that cannot be used.

    Attributes:
        faults: Everything wrong, each one sentence with its file, line and key.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def _plausible(address: str) -> str:
    # Line breaks and the like never pass: an address becomes a header of the mail.
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise ValueError("is not one plain address; write it as pm3@anyshire.example")
    return address


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line without control characters")
    return text


def _or_empty(section: Any) -> Any:
    return {} if section is None else section


Address = Annotated[str, AfterValidator(_plausible)]
Reference = Annotated[
    str, StringConstraints(min_length=1, max_length=80), AfterValidator(_one_line)
]


class Listed(BaseModel):
    """Who holds a post.

    Attributes:
        address: Where mail goes.
        reference: What the record calls them; None for the key of the post.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Address
    reference: Reference | None = None


class ListedOfficer(Listed):
    """An officer.

    Attributes:
        manager: Key of the post above the officer; None where the directory is silent.
    """

    manager: Key | None = None


Posts = Annotated[dict[Key, Listed], BeforeValidator(_or_empty)]


class PeopleFile(BaseModel):
    """The whole directory file.

    Attributes:
        posts: Who holds each post, for every team without a holder of its own.
        teams: By team, who holds which post there.
        officers: By reference, the officers who raise disputes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    posts: Posts = {}
    teams: Annotated[dict[Reference, Posts], BeforeValidator(_or_empty)] = {}
    officers: Annotated[dict[Reference, ListedOfficer], BeforeValidator(_or_empty)] = {}


def read_people_file(path: Path) -> PeopleFile:
    """Read and check the directory file.

    Raises:
        DirectoryError: Everything that is wrong with it.
    """
    document = _load(path)
    faults = [*_said_twice(document), *_managers_unknown(document)]
    try:
        file = PeopleFile.model_validate(document)
    except ValidationError as wrong:
        faults += [_fault(dict(error)) for error in wrong.errors()]
    if not faults:
        return file
    lines = sorted(
        (_line(document, place), ".".join(map(str, place)), says)
        for place, says in faults
    )
    raise DirectoryError(
        [f"{path.name}, line {line}: {place} {says}." for line, place, says in lines]
    )


def _load(path: Path) -> CommentedMap:
    try:
        document = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        says = f"{path} cannot be read: {wrong.strerror or type(wrong).__name__}."
        raise DirectoryError([says]) from None
    except UnicodeDecodeError:
        raise DirectoryError([f"{path} is not UTF-8; save it as UTF-8."]) from None
    except DuplicateKeyError as wrong:
        raise DirectoryError([_marked(path, wrong, "a key is there twice")]) from None
    except YAMLError as wrong:
        says = "this is not YAML; look for a bracket, quote or colon gone astray"
        raise DirectoryError([_marked(path, wrong, says)]) from None
    if not isinstance(document, CommentedMap):
        raise DirectoryError([f"{path.name} names nobody; write posts and officers."])
    return document


def _marked(path: Path, wrong: YAMLError, says: str) -> str:
    mark = wrong.problem_mark if isinstance(wrong, MarkedYAMLError) else None
    line = f", line {mark.line + 1}" if mark else ""
    return f"{path.name}{line}: {says}."


def _fault(error: dict[str, Any]) -> tuple[Place, str]:
    """Return one of pydantic's findings in our words."""
    place: Place = tuple(part for part in error["loc"] if part != "[key]")
    kind = str(error["type"])
    if kind == "missing":
        return place, "is missing"
    if kind == "extra_forbidden":
        top = "posts, teams and officers"
        known = (
            top if len(place) == 1 else "address, reference and, of officers, manager"
        )
        return place, f"is not a key of the directory; it knows {known}"
    if kind == "value_error":
        return place, str(error["ctx"]["error"])
    return place, _IN_OUR_WORDS.get(kind, str(error["msg"]).lower())


_MAPPING = "must be a mapping, with keys below it such as address"
_IN_OUR_WORDS = {
    "string_type": "must be text; put it in quotes if it looks like a number",
    "string_pattern_mismatch": "must be small letters, digits and hyphens, as in "
    "practice-manager",
    "string_too_short": "is empty",
    "string_too_long": "is too long; keep to 80 characters (a post: 60)",
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
}


def _said_twice(document: CommentedMap) -> Iterator[tuple[Place, str]]:
    """Find teams and officers that differ in capitals only, which finding ignores."""
    for section in ("teams", "officers"):
        seen: dict[str, str] = {}
        for key in _below(document, section):
            first = seen.setdefault(str(key).strip().casefold(), str(key))
            if first != str(key):
                yield (section, key), f"is the same as {first}; capitals do not count"


def _managers_unknown(document: CommentedMap) -> Iterator[tuple[Place, str]]:
    """Find officers whose manager holds no post in the file."""
    teams = _below(document, "teams")
    posts = {*_below(document, "posts")}
    posts.update(*(_below(teams, team) for team in teams))
    officers = _below(document, "officers")
    for officer in officers:
        manager = _below(officers, officer).get("manager")
        if isinstance(manager, str) and manager not in posts:
            says = "names no post of this file; write one of its posts"
            yield ("officers", officer, "manager"), says


def _below(mapping: CommentedMap, key: Any) -> CommentedMap:
    found = mapping.get(key)
    return found if isinstance(found, CommentedMap) else CommentedMap()


def _line(document: CommentedMap, place: Place) -> int:
    """Return the line of a key, or of the nearest key above one that is missing."""
    line, node = 1, document
    for part in place:
        if not isinstance(node, CommentedMap) or part not in (node.lc.data or ()):
            break
        line = node.lc.key(part)[0] + 1
        node = node[part]
    return line
