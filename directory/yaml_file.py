"""The directory as a YAML file: its keys, and a sentence for everything wrong in it.

Sentences name file, line and key but not the value: it may be somebody's address, and
what a worker says at its start ends in a log.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from directory.errors import DirectoryError
from directory.facts import (
    Absence,
    Address,
    Alias,
    AnyFact,
    Day,
    Digest,
    Holding,
    InUnit,
    Officer,
    Reference,
    Reporting,
    Role,
    Words,
)
from domain.procedure.part import Key

Place = tuple[Any, ...]
"""Where in the file: `('teams', 'north', 'practice-manager', 'address')`."""


def _or_empty(section: Any) -> Any:
    return {} if section is None else section


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Listed(_Part):
    """Somebody with an address.

    Attributes:
        address: Where mail goes.
        reference: What the record calls them; None for the key of the post.
    """

    address: Address
    reference: Reference | None = None


class ListedHolder(Listed):
    """Who holds a post, and who stands in.

    Attributes:
        since: First day, `from` in the file.
        until: First day they no longer hold it.
        mailbox: A shared mailbox rather than a person.
        outside: Outside the council, without an account.
        digest: How often news is gathered into one mail, for whoever is in the post.
        deputy: Told when the holder is away.
        duty: Told when neither is there.
    """

    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    mailbox: bool = False
    outside: bool = False
    digest: Digest | None = None
    deputy: Listed | None = None
    duty: Listed | None = None


class ListedOfficer(Listed):
    """An officer.

    Attributes:
        manager: Key of the post above the officer; None where the directory is silent.
    """

    manager: Key | None = None


class ListedAbsence(_Part):
    """Somebody is away.

    Attributes:
        who: Reference of whoever is away.
        since: First day away, `from` in the file.
        until: First day back.
        set_by: Reference of whoever said so.
    """

    who: Reference
    since: Day = Field(alias="from")
    until: Day
    set_by: Reference | None = None


def _unnamed(post: str, team: str, role: Role) -> str:
    """Return what the record calls somebody for whom the file has no reference."""
    stands_in = "" if role is Role.HOLDER else role.value
    return ".".join(part for part in (post, team, stands_in) if part)


def _one_or_more(listed: Any) -> Any:
    return listed if isinstance(listed, list) else [listed]


Holders = Annotated[tuple[ListedHolder, ...], BeforeValidator(_one_or_more)]
Posts = Annotated[dict[Key, Holders], BeforeValidator(_or_empty)]


class PeopleFile(_Part):
    """The whole directory file.

    Attributes:
        posts: Who holds each post, for every team without a holder of its own; several
            one after the other, each with its days.
        teams: By team or unit, who holds which post there.
        units: By unit, its teams.
        officers: By reference, the officers who raise disputes.
        reporting: By post, the post above it.
        aliases: By the council's other words for a post, the post.
        absences: Who is away when.
    """

    posts: Posts = {}
    teams: Annotated[dict[Reference, Posts], BeforeValidator(_or_empty)] = {}
    units: Annotated[
        dict[Reference, tuple[Reference, ...]], BeforeValidator(_or_empty)
    ] = {}
    officers: Annotated[dict[Reference, ListedOfficer], BeforeValidator(_or_empty)] = {}
    reporting: Annotated[dict[Key, Key], BeforeValidator(_or_empty)] = {}
    aliases: Annotated[dict[Words, Key], BeforeValidator(_or_empty)] = {}
    absences: tuple[ListedAbsence, ...] = ()

    def facts(self) -> Iterator[AnyFact]:
        """Return what the file says, as facts."""
        for team, posts in (("", self.posts), *self.teams.items()):
            for post, holders in posts.items():
                for holder in holders:
                    yield from _holdings(post, team, holder)
        for unit, teams in self.units.items():
            yield from (InUnit(team=team, unit=unit) for team in teams)
        for reference, officer in self.officers.items():
            yield Officer(
                reference=reference,
                address=officer.address,
                manager=officer.manager,
                alias=officer.reference,
            )
        for post, above in self.reporting.items():
            yield Reporting(post=post, above=above)
        for words, post in self.aliases.items():
            yield Alias(words=words, post=post)
        for away in self.absences:
            yield Absence(
                reference=away.who,
                since=away.since,
                until=away.until,
                set_by=away.set_by,
            )


def _holdings(post: str, team: str, holder: ListedHolder) -> Iterator[Holding]:
    for role, who in (
        (Role.HOLDER, holder),
        (Role.DEPUTY, holder.deputy),
        (Role.DUTY, holder.duty),
    ):
        if who is not None:
            yield Holding(
                post=post,
                team=team,
                role=role,
                reference=who.reference or _unnamed(post, team, role),
                address=who.address,
                since=holder.since,
                until=holder.until,
                mailbox=role is Role.HOLDER and holder.mailbox,
                outside=role is Role.HOLDER and holder.outside,
                digest=holder.digest,
            )


def read_yaml(path: Path) -> tuple[AnyFact, ...]:
    """Read a directory file.

    Raises:
        DirectoryError: Everything that is wrong with it.
    """
    document = _load(path)
    faults = [*_said_twice(document), *_managers_unknown(document)]
    try:
        file = PeopleFile.model_validate(document)
    except ValidationError as wrong:
        faults += [_fault(document, dict(error)) for error in wrong.errors()]
    if not faults:
        return tuple(file.facts())
    lines = sorted(
        (_line(document, place), ".".join(map(str, place)), says)
        for place, says in faults
    )
    raise DirectoryError(
        [f"{path.name}, line {line}: {place} {says}." for line, place, says in lines]
    )


class _NoSuchValue(MarkedYAMLError):
    """A value that looks like a day or a number and is none: `2026-02-30`."""


class _Constructor(RoundTripConstructor):
    """Says where such a value stands; ruamel.yaml by itself does not."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except ValueError:
            raise _NoSuchValue(problem_mark=node.start_mark) from None


def _load(path: Path) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        document = yaml.load(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        says = f"{path} cannot be read: {wrong.strerror or type(wrong).__name__}."
        raise DirectoryError([says]) from None
    except UnicodeDecodeError:
        raise DirectoryError([f"{path} is not UTF-8; save it as UTF-8."]) from None
    except DuplicateKeyError as wrong:
        raise DirectoryError([_marked(path, wrong, "a key is there twice")]) from None
    except _NoSuchValue as wrong:
        says = "there is no such day or number; write a day as 2026-05-01"
        raise DirectoryError([_marked(path, wrong, says)]) from None
    except RecursionError:
        says = f"{path.name}: its brackets are nested too deeply; it needs few."
        raise DirectoryError([says]) from None
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


def _fault(document: CommentedMap, error: dict[str, Any]) -> tuple[Place, str]:
    """Return one of pydantic's findings in our words."""
    found = tuple(part for part in error["loc"] if part != "[key]")
    place = tuple(_as_written(document, found))
    kind = str(error["type"])
    if kind == "missing":
        return place, _MISSING.get(str(place[-1]), "is missing")
    if kind == "extra_forbidden":
        return place, f"is not a key of the directory; it knows {_known(place)}"
    if kind == "value_error":
        return place, str(error["ctx"]["error"])
    return place, _IN_OUR_WORDS.get(kind, str(error["msg"]).lower())


def _as_written(document: CommentedMap, place: Place) -> Iterator[Any]:
    """Leave out the number of a holder where the file lists one alone."""
    node: Any = document
    for part in place:
        if isinstance(part, int) and not isinstance(node, CommentedSeq):
            continue
        yield part
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None


_BELOW: dict[str, type[BaseModel]] = {
    "officers": ListedOfficer,
    "absences": ListedAbsence,
}


def _known(place: Place) -> str:
    """Return the keys that may stand there, in words."""
    if len(place) == 1:
        model: type[BaseModel] = PeopleFile
    elif place[-2] in ("deputy", "duty"):
        model = Listed
    else:
        model = _BELOW.get(str(place[0]), ListedHolder)
    names = [field.alias or name for name, field in model.model_fields.items()]
    return f"{', '.join(names[:-1])} and {names[-1]}"


_MISSING = {"until": "is missing; write the first day back, and change it if need be"}
_MAPPING = "must be a mapping, with keys below it such as address"
_IN_OUR_WORDS = {
    "string_type": "must be text; put it in quotes if it looks like a number",
    "string_pattern_mismatch": "must be small letters, digits and hyphens, as in "
    "practice-manager",
    "string_too_short": "is empty",
    "string_too_long": "is too long; keep to 80 characters (a post: 60)",
    "enum": "must be daily, or left out",
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": "must be a list, with a hyphen before each",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
} | dict.fromkeys(
    (
        "date_type",
        "date_parsing",
        "date_from_datetime_parsing",
        "date_from_datetime_inexact",
    ),
    "must be a day, as in 2026-05-01",
)


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
    line, node = 1, document  # type: int, Any
    for part in place:
        if isinstance(node, CommentedMap) and part in (node.lc.data or ()):
            line = node.lc.key(part)[0] + 1
        elif isinstance(node, CommentedSeq) and part in (node.lc.data or ()):
            line = node.lc.item(part)[0] + 1
        else:
            break
        node = node[part]
    return line
