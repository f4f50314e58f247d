"""Which procedure is meant: one of the shelf by name, or a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from domain.procedure import Procedure
    from procedures.shelf import Shelf

NameOrFile = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE", help="west-sussex-2020-06, or a file such as mine.yaml."
    ),
]


def shelf_here() -> "Shelf":
    """Return the shelf that the settings name."""
    from procedures.shelf import Shelf
    from settings import Settings

    return Shelf(Settings.from_environment().procedures_folder)


def file_of(shelf: "Shelf", which: str) -> Path:
    """Return the file meant: one that is named as a file, or one of the shelf.

    Raises:
        ProcedureError: No procedure of the shelf is called so.
    """
    path = Path(which)
    if path.suffix in {".yaml", ".yml"} or len(path.parts) > 1 or path.is_file():
        return path
    return shelf.path_of(which)


def taken(shelf: "Shelf", which: str) -> "Procedure":
    """Return the procedure meant.

    Raises:
        ProcedureError: There is none, or it cannot be run; with every fault.
    """
    from procedures.reader import read_procedure

    path = file_of(shelf, which)
    return shelf.named(which) if path.stem == which else read_procedure(path)
