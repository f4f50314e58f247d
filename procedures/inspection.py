"""One document, looked at again and again until no new fault comes up.

A mistake hides others behind it. So what is understood is mended: a misspelt key gets the
name it was meant to have, a wrong value is put aside; then the document is looked at once
more. What only follows from a fault already named is not named again.
"""

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.procedure import Procedure
from procedures import fault_words
from procedures.marked_yaml import Fault, Loc, MarkedDocument

_ROUNDS = 12
_QUOTED = re.compile(r"'([^']+)'")
_FILLINGS: dict[Any, tuple[str, ...]] = {
    str: ("not-written", "NOT-A0"),
    date: ("2000-01-01",),
}
"""What is put in place of what is missing, only to look further: words or a key, then
the id of a reading."""


class Inspection:
    """One document, looked at again and again until nothing new comes up."""

    def __init__(self, document: MarkedDocument) -> None:
        self._document = document
        self._data = copy.deepcopy(document.data)
        self._faults: list[Fault] = []
        self._faulty: set[Loc] = set(document.faulty)
        self._put_aside: set[str] = set()
        self._renamed: dict[Loc, Loc] = {}
        self._pointed_at: set[Loc] = set()
        self._filled: list[Loc] = []

    def result(self) -> tuple[Procedure | None, list[Fault]]:
        """Return the procedure, or what is wrong."""
        for _ in range(_ROUNDS):
            try:
                # JSON and `strict`, so that "5" and true are not taken for numbers.
                text = json.dumps(self._data)
                procedure = Procedure.model_validate_json(text, strict=True)
            except ValidationError as error:
                if not self._mended_all(error.errors()):
                    break
            else:
                return (None if self._faults else procedure), self._faults
        return None, self._faults

    def _mended_all(self, errors: list[ErrorDetails]) -> bool:
        """Note what is new in `errors`; True when looking again may show more."""
        locs = [self._as_written(one["loc"]) for one in errors]
        mended = []
        # Misspelt keys first: what they were meant to be is then no longer missing.
        for error in sorted(errors, key=lambda one: one["type"] != "extra_forbidden"):
            loc = self._as_written(error["loc"])
            if self._is_new(error, loc, locs):
                self._note(error, loc)
            if error["type"] != "too_short":
                mended.append(self._mend(error))
        return bool(mended) and all(mended)

    def _is_new(self, error: ErrorDetails, loc: Loc, others: list[Loc]) -> bool:
        """False for what only follows from another fault, at it or inside it."""
        if any(loc and faulty[: len(loc)] == loc for faulty in self._faulty):
            return False
        if error["type"] == "missing":
            return not self._is_there(error["loc"])
        inside = (one for one in others if len(one) > len(loc))
        only_follows = any(one[: len(loc)] == loc for one in inside)
        return not (error["type"] == "too_short" and only_follows)

    def _note(self, error: ErrorDetails, loc: Loc) -> None:
        self._faulty.add(loc)
        if loc or error["type"] != "value_error":
            line = self._document.line_of(_without_key_mark(loc))
            self._faults.append(Fault(line, fault_words.says({**error, "loc": loc})))
            return
        for sentence in error["msg"].removeprefix("Value error, ").split("\n"):
            if not self._follows_from_what_is_put_aside(sentence):
                self._faults.append(
                    Fault(self._line_for(sentence), fault_words.ended(sentence))
                )

    def _follows_from_what_is_put_aside(self, sentence: str) -> bool:
        return bool(self._put_aside & set(_QUOTED.findall(sentence)))

    def _as_written(self, loc: Loc) -> Loc:
        """Return `loc` by the names in the file, where keys were mended since."""
        for mended, written in self._renamed.items():
            if loc[: len(mended)] == mended:
                return (*written, *loc[len(mended) :])
        return loc

    # --- mending ---------------------------------------------------------------------

    def _mend(self, error: ErrorDetails) -> bool:
        """Change the data so that other faults come to light; False: impossible."""
        loc = _without_key_mark(error["loc"])
        if not loc or isinstance(loc[-1], int):
            return False
        around = self._around(loc)
        if not isinstance(around, dict):
            return False
        name = str(loc[-1])
        if error["type"] == "missing":
            return name in around or self._fill_in(around, loc)
        value = around.pop(name, None)
        near = fault_words.nearest(name, fault_words.keys_at(loc[:-1]))
        if error["type"] == "extra_forbidden" and near and near not in around:
            around[near] = value
            self._renamed[(*loc[:-1], near)] = loc
        else:
            self._put_aside |= {name, *_texts_in(value)}
        return True

    def _fill_in(self, around: dict[str, Any], loc: Loc) -> bool:
        """Write something in place of what is missing; False: nothing left to try."""
        fillings = _FILLINGS.get(fault_words.annotation_at(loc), ())
        tried = self._filled.count(loc)
        if tried == len(fillings):
            return False
        self._filled.append(loc)
        around[str(loc[-1])] = fillings[tried]
        return True

    def _is_there(self, loc: Loc) -> bool:
        around = self._around(loc)
        return isinstance(around, dict) and loc[-1] in around

    def _around(self, loc: Loc) -> Any:
        value = self._data
        for step in loc[:-1]:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    # --- lines of faults that name something -----------------------------------------

    def _line_for(self, sentence: str) -> int:
        """Return the line of what a sentence about the whole names."""
        scope = self._stage_named_in(sentence)
        names = [*_QUOTED.findall(sentence)[:1], *self._names_in(sentence)]
        for name in names:
            for loc in self._document.places.get(name, []):
                if loc[: len(scope)] == scope and loc not in self._pointed_at:
                    self._pointed_at.add(loc)
                    return self._document.line_of(loc)
        return self._document.line_of(scope or ("ladders",))

    def _names_in(self, sentence: str) -> Iterator[str]:
        for text in self._document.places:
            if f" {text}:" in sentence or f" {text}," in sentence:
                yield text

    def _stage_named_in(self, sentence: str) -> Loc:
        found = re.match(r"stage (\d+)\b", sentence)
        for loc in self._document.places.get(found[1], []) if found else []:
            if loc[-1] == "number":
                return loc[:-1]
        return ()


def _without_key_mark(loc: Loc) -> Loc:
    return loc[:-1] if loc and loc[-1] == "[key]" else loc


def _texts_in(value: Any) -> Iterator[str]:
    """Yield every text in `value`, and every key."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from _texts_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts_in(inside)
