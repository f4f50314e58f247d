"""The one reader of procedure files: a file becomes a Procedure, or a list of faults.

Everything wrong with a file is said at once, each fault with file and line. A file with
one fault gives no procedure.
"""

from dataclasses import dataclass
from pathlib import Path

from domain.errors import ProcedureError
from domain.procedure import Procedure
from procedures.inspection import Inspected, Inspection
from procedures.marked_yaml import Fault, MarkedDocument, read_marked
from procedures.text_files import UnreadableFile, text_of


@dataclass
class Examined:
    """What a text holds, and everything that is wrong with it.

    Attributes:
        document: The text as data with lines.
        inspected: What can be read of the procedure; None where it holds no keys.
        faults: What is wrong, in the order of the lines; none: it can be run.
    """

    document: MarkedDocument
    inspected: Inspected | None
    faults: list[Fault]


def read_procedure(path: Path) -> Procedure:
    """Read a procedure file.

    Args:
        path: UTF-8 YAML with the keys of `Procedure`; README.md explains them.

    Raises:
        ProcedureError: Everything wrong with it, each as `FILE:LINE: sentence`.
    """
    try:
        text = text_of(path)
    except UnreadableFile as refused:
        raise ProcedureError(_told(path, [refused.fault])) from None
    return parse_procedure(text, path)


def parse_procedure(text: str, path: Path) -> Procedure:
    """Read a procedure from `text`; `path` only names it in faults.

    Raises:
        ProcedureError: Everything wrong with it, each as `FILE:LINE: sentence`.
    """
    examined = examine(text)
    procedure = examined.inspected.procedure if examined.inspected else None
    if examined.faults or procedure is None:
        raise ProcedureError(_told(path, examined.faults))
    return procedure


def examine(text: str) -> Examined:
    """Return what `text` holds, and everything that is wrong with it."""
    document = read_marked(text)
    inspected = Inspection(document).result() if document.data is not None else None
    faults = [*document.faults, *(inspected.faults if inspected else [])]
    return Examined(document, inspected, sorted(faults, key=lambda one: one.line))


def _told(path: Path, faults: list[Fault]) -> list[str]:
    return list(dict.fromkeys(f"{path}:{one.line}: {one.sentence()}" for one in faults))
