"""Words that occur nowhere else, and a search that finds them however they are written."""

import base64
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

_BEGINS = "quokka"


@dataclass
class Aviary:
    """Hands out canaries, and knows for each one where it was set free.

    A canary is a word of small letters and digits, so that it passes for a text, a code,
    a key or a reference, and no way of escaping a text alters it.
    """

    homes: list[str] = field(default_factory=list)

    def canary(self, home: str) -> str:
        """Return a word never used before, remembered as set free in `home`."""
        self.homes.append(home)
        return f"{_BEGINS}{len(self.homes) - 1:03d}zz"

    def found_in(self, text: bytes) -> set[str]:
        """Where the canaries come from that are in `text`, in any way of writing."""
        numbers = re.findall(rb"(?i)quokka(\d{3})zz", text.replace(b"\x00", b""))
        found = {self.homes[int(number)] for number in numbers}
        if any(sign in text for sign in _ENCODED):
            found.add("one that was encoded")
        return found


def _cores(word: bytes) -> Iterator[bytes]:
    """Yield what base64 makes of `word`, wherever among other bytes it begins."""
    for before in range(3):
        written = base64.b64encode(b"\x00" * before + word)
        yield written[(0, 2, 3)[before] : (before + len(word)) * 8 // 6]


_ENCODED = (*_cores(_BEGINS.encode()), _BEGINS.encode().hex().encode())


@dataclass(frozen=True, repr=False)
class Remains:
    """What is left when everything has been stopped.

    Attributes:
        places: Everything that is written somewhere outside an encrypted payload, by
            the name of the place.
        aviary: Every canary that was set free.
    """

    places: Mapping[str, bytes]
    aviary: Aviary

    def found(self, place: str) -> set[str]:
        """Where the canaries come from that lie in `place`."""
        return self.aviary.found_in(self.places[place])


def database(path: Path) -> bytes:
    """Return an SQLite file with its log, raw, and then each value by itself.

    Raw alone would miss a word that lies across two pages; values alone would miss what
    was deleted.
    """
    raw = [part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*"))]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        return b"\n".join([*raw, *(_bytes(value) for value in _values(rows))])


def list_columns(path: Path) -> bytes:
    """Return what Temporal lists of each dispute: search attributes, memo, ids."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        found = rows.execute("SELECT * FROM executions_visibility").fetchall()
    return b"\n".join(_bytes(value) for row in found for value in row)


def mails(path: Path) -> bytes:
    """Return every mail as it came, and each of its headers and bodies decoded."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        sources = [bytes(row[0]) for row in rows.execute("SELECT source FROM mails")]
    read = [part for source in sources for part in _decoded(source)]
    return b"\n".join([*sources, *(part.encode() for part in read)])


def _decoded(source: bytes) -> Iterator[str]:
    mail = message_from_bytes(source, policy=default)
    for name, value in mail.items():
        yield f"{name}: {value}"
    for part in mail.walk():
        if not part.is_multipart():
            yield part.get_content()


def _values(rows: sqlite3.Connection) -> Iterator[object]:
    tables = rows.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    ).fetchall()
    for (table,) in tables:
        for row in rows.execute(f'SELECT * FROM "{table}"'):
            yield from row


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
