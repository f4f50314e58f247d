"""Each procedure is drawn as it was looked at, line for line."""

from pathlib import Path

import pytest

from tests.difference import first_difference
from tests.procedures.shown import FOR_READERS, HERE, pictures

PICTURES = dict(pictures())


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_drawn_as_it_was_looked_at(path: Path) -> None:
    drawn = path.read_text(encoding="utf-8")

    changed = first_difference(drawn, PICTURES[path]())
    assert not changed, f"{changed}\n\nIf so: python -m tests.procedures.shown"


def test_no_picture_is_left_without_its_procedure() -> None:
    there = {*HERE.glob("*.*"), *FOR_READERS.glob("*.svg")} - set(HERE.glob("*.py"))

    assert there == set(PICTURES)
