"""Every procedure drawn, as it was looked at.

What ships is drawn in `docs/pictures/procedures/`, for readers too; the rest is here. A
change in the drawing shows there as a difference: open it in a browser, then write the
pictures anew with `python -m tests.procedures.shown`.
"""

from collections.abc import Iterator
from pathlib import Path

from domain.explaining import mermaid, svg
from procedures.shelf import SHIPPED
from tests.domain.raisings import PROCEDURES

HERE = Path(__file__).parent
FOR_READERS = HERE.parents[2] / "docs" / "pictures" / "procedures"


def pictures() -> Iterator[tuple[Path, str]]:
    """Where each picture stands, and what it is to be."""
    for name, procedure in PROCEDURES.items():
        ships = (SHIPPED / f"{name}.yaml").exists()
        yield (FOR_READERS if ships else HERE) / f"{name}.svg", svg(procedure)
        yield HERE / f"{name}.mmd", mermaid(procedure)
