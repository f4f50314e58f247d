"""The calendars that were brought into force, one after another: kept, never edited.

    versions/5f4131ded88d759c.json   a calendar, named by the hash of its contents
    index/0001.json                  which came into force when, from where and why

Each file is written once and as a whole, so any number of workers may read while an
operator imports. Workers on several machines need the folder in common.
"""

import hashlib
import os
import uuid
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from domain.calendar import WorkingCalendar
from domain.errors import CalendarError
from domain.opening import Newer

CURRENT = "current"
"""Names the version in force, wherever a version is asked for."""

_NAME_LENGTH = 16
_SHORTEST = 4
_MANY = 20


class Provenance(BaseModel):
    """Where a calendar came from.

    Attributes:
        source: Name of the file it was read from.
        source_sha256: Of that file, to find it again.
        by: Who brought it into force, `operator / OP-1`.
        because: Why, in their words.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    source_sha256: str
    by: str
    because: str


class Imported(Provenance):
    """One time that a calendar was brought into force.

    Attributes:
        number: 1, 2, 3 ... without gaps.
        version: Which calendar.
        supersedes: The one before; empty for the first.
        imported_at: When, aware UTC; from then on it is in force.
    """

    number: int
    version: str
    supersedes: str
    imported_at: AwareDatetime


class Versions:
    """The folder of calendars."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`; it need not exist until something is added."""
        self._calendars = folder / "versions"
        self._index = folder / "index"
        self._latest: tuple[Path, Newer] | None = None

    def imported(self) -> list[Imported]:
        """Return every time that a calendar was brought into force, oldest first.

        Raises:
            CalendarError: An entry of the index cannot be read; names the file.
        """
        return [_entry(path) for path in self._entries()]

    def current(self) -> Newer | None:
        """Return the calendar in force and since when; None before the first import.

        What was read is kept until another one is brought into force.

        Raises:
            CalendarError: It cannot be read, or it is not what was imported.
        """
        paths = self._entries()
        if not paths:
            return None
        if self._latest is None or self._latest[0] != paths[-1]:
            entry = _entry(paths[-1])
            newer = Newer(
                calendar=self.calendar(entry.version), since=entry.imported_at
            )
            self._latest = paths[-1], newer
        return self._latest[1]

    def calendar(self, name: str) -> WorkingCalendar:
        """Return a calendar by its version, the beginning of it, or `current`.

        Raises:
            CalendarError: There is no such version, more than one begins so, or the
                file is not what was imported.
        """
        path = self._path_of(name)
        try:
            contents = path.read_bytes()
            calendar = WorkingCalendar.model_validate_json(contents)
        except (OSError, ValidationError) as error:
            raise CalendarError(
                f"{path}: cannot be read, {type(error).__name__}; put back the file"
                " that was imported."
            ) from None
        if _hash(contents) != path.stem:
            raise CalendarError(
                f"{path}: has been edited since it was imported; put it back, and bring"
                " what is new into force with `disputes calendar import`."
            )
        return calendar.model_copy(update={"cut_from": path.stem})

    def add(
        self, calendar: WorkingCalendar, provenance: Provenance, at: datetime
    ) -> Imported:
        """Keep a calendar, and bring it into force.

        Args:
            calendar: Whole; what it is a part of is forgotten.
            provenance: Where it came from, and why.
            at: Now, aware UTC.

        Raises:
            CalendarError: The folder cannot be written.
        """
        contents = calendar.model_dump_json(exclude={"cut_from"}).encode()
        version = _hash(contents)
        try:
            self._calendars.mkdir(parents=True, exist_ok=True)
            self._index.mkdir(parents=True, exist_ok=True)
            _write_once(self._calendars / f"{version}.json", contents)
            return self._bring_into_force(version, provenance, at)
        except OSError as error:
            raise CalendarError(
                f"{self._calendars.parent}: cannot be written, {error.strerror}; let"
                " this program write there, or set DISPUTES_CALENDARS_FOLDER."
            ) from None

    def _bring_into_force(
        self, version: str, provenance: Provenance, at: datetime
    ) -> Imported:
        """Add to the index; where another operator was quicker, after theirs."""
        for _ in range(_MANY):
            before = self.imported()
            entry = Imported(
                **provenance.model_dump(),
                number=len(before) + 1,
                version=version,
                supersedes=before[-1].version if before else "",
                imported_at=at,
            )
            path = self._index / f"{entry.number:04}.json"
            text = entry.model_dump_json(indent=2).encode() + b"\n"
            if _write_once(path, text):
                return entry
        raise CalendarError("Others are importing at the same time; try again.")

    def _path_of(self, name: str) -> Path:
        if name == CURRENT:
            imported = self.imported()
            if not imported:
                raise CalendarError(
                    "No calendar has been imported yet; do so with `disputes calendar"
                    " import FILE`."
                )
            name = imported[-1].version
        found = sorted(self._calendars.glob("*.json"))
        fits = [path for path in found if path.stem.startswith(name)]
        if len(fits) != 1 or len(name) < _SHORTEST:
            kept = ", ".join(path.stem for path in found[-_MANY:]) or "none yet"
            which = "more than one is" if len(fits) > 1 else "no one is"
            raise CalendarError(
                f"{name!r}: {which} the version of that name; kept are {kept}."
            )
        return fits[0]

    def _entries(self) -> list[Path]:
        return sorted(self._index.glob("[0-9]*.json"))


def _entry(path: Path) -> Imported:
    try:
        return Imported.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise CalendarError(
            f"{path}: cannot be read, {type(error).__name__}; put it back as it was."
        ) from None


def _hash(contents: bytes) -> str:
    return hashlib.sha256(contents).hexdigest()[:_NAME_LENGTH]


def _write_once(path: Path, contents: bytes) -> bool:
    """Write a file whole or not at all; return False where there is one already."""
    draft = path.with_name(f".{uuid.uuid4().hex}")
    draft.write_bytes(contents)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True
