"""A row of data that a council's document asks for, and how it is looked up.

A row names a requirement, a path in the procedure file and what stands there. The path
follows keys; in a list it names the entry by its `number`, `name`, `key` or `post`, or
counts from nought.
"""

from typing import Any

import pytest
from _pytest.mark import ParameterSet

NAMES = ("number", "name", "key", "post")


def meets(requirement: str, path: str, expected: object) -> ParameterSet:
    """Return the row as a parameter that carries the requirement as its marker."""
    return pytest.param(
        requirement,
        path,
        expected,
        marks=pytest.mark.meets(requirement),
        id=f"{requirement}-{path}",
    )


def follow(data: Any, path: str) -> list[Any]:
    """Return everything on the way along `path`, from the whole to what stands there.

    Raises:
        LookupError: The path leads nowhere; says at which word.
    """
    way = [data]
    for word in path.split("."):
        way.append(_step(way[-1], word))
    return way


def _step(here: Any, word: str) -> Any:
    if isinstance(here, dict) and word in here:
        return here[word]
    if isinstance(here, list):
        for entry in here:
            if isinstance(entry, dict) and word in _names(entry):
                return entry
        if word.isdigit() and int(word) < len(here):
            return here[int(word)]
    raise LookupError(f"{word}: there is nothing of that name.")


def _names(entry: dict[str, Any]) -> set[str]:
    return {str(entry[name]) for name in NAMES if name in entry}
