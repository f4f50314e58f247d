"""Quotes that became part of the words they were meant to stand around."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.procedure import Procedure
from domain.procedure.places import Place, in_words
from domain.proofreading.finding import Finding, warning

_PAIRS = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}


def of_quotes(procedure: Procedure) -> Iterator[Finding]:
    """Yield each text that stands in quotes of its own from beginning to end."""
    data = procedure.model_dump(mode="json")
    for at, text in _texts(data, ()):
        closes = _PAIRS.get(text[:1])
        within = text[1:-1]
        if not within or text[-1] != closes or {text[0], closes} & set(within):
            continue
        yield warning(
            in_words(data, at),
            f"the words themselves begin and end with quotes, {text}, and are shown so;"
            f" write {within}, with one pair of quotes around it or none.",
            at,
        )


def _texts(value: Any, at: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, (*at, key))
    elif isinstance(value, list):
        for position, one in enumerate(value):
            yield from _texts(one, (*at, position))
