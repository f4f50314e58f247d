"""What `disputes procedure check` looks at, and what it says of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import ProcedureError
from procedures.checking import Kind, Told, check_file
from procedures.shelf import Shelf
from starter.which_procedure import file_of

_FILES = {".yaml", ".yml"}


@dataclass
class Answer:
    """What is told of one file, named or found in a folder that was named.

    Attributes:
        file: The file; or what was named, where that leads to none.
        told: Everything, by line.
    """

    file: str
    told: list[Told]

    @property
    def has_faults(self) -> bool:
        """True where a procedure cannot be run as it stands."""
        return any(one.severity is Kind.FAULT for one in self.told)

    def facts(self) -> list[dict[str, Any]]:
        """The same for a program."""
        return [
            {
                "file": self.file,
                "line": one.line,
                "severity": one.severity.value,
                "where": one.where,
                "says": one.says,
            }
            for one in self.told
        ]


def checked(shelf: Shelf, which: list[str] | None, on: date) -> dict[str, Answer]:
    """Return what is to be told of each: names, files, folders; none: of the shelf."""
    answers: dict[str, Answer] = {}
    others = {*shelf.names(), *(Path(name).stem for name in which or ())}
    for name in which or shelf.names():
        if Path(name).is_dir():
            answers |= _folder(Path(name), on, others)
            continue
        try:
            path = file_of(shelf, name)
        except ProcedureError as error:
            told = [Told(1, Kind.FAULT, "", says) for says in error.faults]
            answers[name] = Answer(name, told)
        else:
            answers[name] = Answer(str(path), check_file(path, on, others))
    return answers


def _folder(folder: Path, on: date, others: set[str]) -> dict[str, Answer]:
    paths = sorted(path for path in folder.iterdir() if path.suffix in _FILES)
    if not paths:
        says = "is a folder that holds no file ending with .yaml; name another."
        return {str(folder): Answer(str(folder), [Told(1, Kind.FAULT, "", says)])}
    return {
        str(path): Answer(str(path), check_file(path, on, others)) for path in paths
    }


def in_words(name: str, answer: Answer) -> Iterator[str]:
    """Yield what is told of one, for a person."""
    counts = ", ".join(
        count(_number_of(kind, answer.told), kind.value)
        for kind in (Kind.FAULT, Kind.WARNING)
    )
    yield f"{name}: {counts}." if answer.told else f"{name}: nothing to say."
    for one in answer.told:
        yield f"  line {one.line}, {one.severity.value}: {one.sentence()}"


def _number_of(kind: Kind, told: Iterable[Told]) -> int:
    return sum(one.severity is kind for one in told)


def count(number: int, thing: str) -> str:
    """Return `1 fault`, `2 faults`."""
    return f"{number} {thing}" + ("" if number == 1 else "s")
