"""What the five documents ask stands in the procedure files, beside its requirement."""

import re
from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from procedures.shelf import SHIPPED
from tests.procedures import (
    asked_of_durham,
    asked_of_hull,
    asked_of_lambeth,
    asked_of_merton,
    asked_of_west_sussex,
)
from tests.procedures.asked_for import NAMES, follow

FILES = {
    "WS": "west-sussex-2020-06",
    "HU": "hull-1",
    "DU": "durham-1",
    "LA": "lambeth-2023-09",
    "ME": "merton-2017-11",
}


def procedure_of(requirement: str) -> Any:
    """Return the file of the council whose requirement it is, as it is written."""
    return _written(FILES[requirement[:2]])


@cache
def _written(name: str) -> Any:
    return YAML(typ="safe").load((SHIPPED / f"{name}.yaml").read_text("utf-8"))


def named_by(entry: Any) -> set[str]:
    """Return the requirements and readings that an entry says it comes from."""
    if not isinstance(entry, dict):
        return set()
    said = f"{entry.get('source', '')} {entry.get('reading', '')}"
    return set(re.findall(r"\b[A-Z]{2}-A?\d+\b", said))


def short(value: Any) -> Any:
    """Return a list of entries by their names alone; anything else as it is."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [next(entry[n] for n in NAMES if n in entry) for entry in value]
    return value


@pytest.mark.parametrize(
    ("requirement", "path", "expected"),
    [
        *asked_of_west_sussex.ROWS,
        *asked_of_hull.ROWS,
        *asked_of_durham.ROWS,
        *asked_of_lambeth.ROWS,
        *asked_of_merton.ROWS,
    ],
)
def test_the_procedure_says_what_the_document_asks(
    requirement: str, path: str, expected: object
) -> None:
    way = follow(procedure_of(requirement), path)

    assert short(way[-1]) == expected
    assert requirement in set().union(*map(named_by, way))
