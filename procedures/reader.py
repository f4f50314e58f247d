"""The one reader of procedure files: a file becomes a Procedure, or a list of faults.

Everything wrong with a file is said at once, each fault with file and line. A file with
one fault gives no procedure.
"""

from pathlib import Path

from domain.errors import ProcedureError
from domain.procedure import Procedure
from procedures.inspection import Inspection
from procedures.marked_yaml import Fault, read_marked

LARGEST_FILE = 1_000_000
"""In bytes; the longest procedure we know is a twentieth of it."""


def read_procedure(path: Path) -> Procedure:
    """Read a procedure file.

    Args:
        path: UTF-8 YAML with the keys of `Procedure`; README.md explains them.

    Raises:
        ProcedureError: Everything wrong with it, each as `FILE:LINE: sentence`.
    """
    return parse_procedure(_text(path), path)


def parse_procedure(text: str, path: Path) -> Procedure:
    """Read a procedure from `text`; `path` only names it in faults.

    Raises:
        ProcedureError: Everything wrong with it, each as `FILE:LINE: sentence`.
    """
    document = read_marked(text)
    faults = list(document.faults)
    procedure = None
    if document.data is not None:
        inspected = Inspection(document).result()
        procedure = inspected.procedure
        faults += inspected.faults
    if faults or procedure is None:
        raise ProcedureError(_in_order(path, faults))
    return procedure


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ProcedureError(
                [f"{path}:1: is larger than {LARGEST_FILE:,} bytes; name a procedure."]
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ProcedureError(
            [f"{path}:1: cannot be read, {error.strerror}; name a procedure file."]
        ) from None
    except UnicodeDecodeError:
        raise ProcedureError([f"{path}:1: is not UTF-8; save it as UTF-8."]) from None


def _in_order(path: Path, faults: list[Fault]) -> list[str]:
    ordered = sorted(faults, key=lambda fault: fault.line)
    return list(
        dict.fromkeys(f"{path}:{one.line}: {one.sentence()}" for one in ordered)
    )
