"""A shelf for a rehearsal: the council's own, and a file that does not stand on it yet."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from starter.which_procedure import file_of

if TYPE_CHECKING:
    from domain.procedure import Procedure
    from settings import Settings


@contextmanager
def shelf_with(
    settings: "Settings", which: str
) -> Iterator["tuple[Settings, Procedure]"]:
    """Yield settings whose shelf holds the procedure meant, and that procedure.

    A file from elsewhere is put on a shelf of its own beside copies of all others, since
    a worker looks procedures up by name. It is gone when the rehearsal is over.

    Args:
        settings: As they are.
        which: Name of a procedure on the shelf, or a file.

    Raises:
        ProcedureError: There is none, or it cannot be run; with every fault.
    """
    from procedures.shelf import Shelf

    shelf = Shelf(settings.procedures_folder)
    path = file_of(shelf, which)
    if stands_on(settings.procedures_folder, path):
        yield settings, shelf.named(path.stem)
        return
    with TemporaryDirectory(prefix="disputes-shelf-") as made:
        folder = Path(made)
        for other in settings.procedures_folder.glob("*.yaml"):
            shutil.copy(other, folder)
        if path.is_file():
            shutil.copy(path, folder / f"{path.stem}.yaml")
        its_own = settings.model_copy(update={"procedures_folder": folder})
        yield its_own, _read(path, folder)


def stands_on(shelf: Path, path: Path) -> bool:
    """True where that file is one of the shelf's own."""
    return path.resolve().parent == shelf.resolve()


def _read(path: Path, folder: Path) -> "Procedure":
    """Read the file where it lies, so that its faults name it as it was named."""
    from procedures.reader import read_procedure
    from procedures.shelf import Shelf

    read_procedure(path)
    return Shelf(folder).named(path.stem)
