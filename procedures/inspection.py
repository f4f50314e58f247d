"""One document, looked at again and again until no new fault comes up.

A mistake hides others behind it. So what is understood is mended: a misspelt key gets the
name it was meant to have, a wrong value is put aside; then the document is looked at once
more. What only follows from a fault already named is not named again.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.procedure import Procedure
from domain.procedure.laws import LawsBroken
from domain.procedure.places import Broken, Place, in_words
from procedures import fault_words
from procedures.marked_yaml import Fault, MarkedDocument
from procedures.mending import NOT_WRITTEN, MendedData

_ROUNDS = 40
_NAMED = re.compile(r"(?:called '([^']+)'|no stage (\d+))")
_FILLINGS: dict[Any, tuple[Any, ...]] = {
    str: (NOT_WRITTEN, "NOT-A0"),
    date: ("2000-01-01",),
}
"""What is put in place of what is missing, only to look further: words or a key, then
the id of a reading."""

_ROLE = {"title": NOT_WRITTEN, "children": [NOT_WRITTEN], "manager": "officer"}
_STAGE = {"number": 1, "title": NOT_WRITTEN}
_WHOLES: dict[Place, tuple[Any, ...]] = {
    ("children",): ({NOT_WRITTEN: NOT_WRITTEN},),
    ("officers",): ({NOT_WRITTEN: _ROLE},),
    ("posts",): ({NOT_WRITTEN: {"title": NOT_WRITTEN}},),
    ("ladders",): ([{"stages": [_STAGE]}],),
}
"""The same for what a procedure cannot be without, where nothing of it can be read."""


@dataclass
class Inspected:
    """What came of an inspection.

    Attributes:
        procedure: The whole, or what of it can be read; None where that is nothing.
        faults: What is wrong; none: the procedure can be run.
        data: What it was read from, and what was put aside for that.
        told_at: Where in the file the faults stand.
    """

    procedure: Procedure | None
    faults: list[Fault]
    data: MendedData
    told_at: set[Place]

    def as_written(self, place: Place) -> Place:
        """Return where in the file stands what stands at `place` of the procedure."""
        return self.data.as_written(place)


class Inspection:
    """One document, looked at again and again until nothing new comes up."""

    def __init__(self, document: MarkedDocument) -> None:
        """Begin with a document that holds keys, whatever else is wrong with it."""
        self._document = document
        self._mended = MendedData(document.data, document.faulty)
        self._faults: list[Fault] = []
        self._faulty: set[Place] = set(document.faulty)
        self._filled: list[Place] = []

    def result(self) -> Inspected:
        """Return what can be read of the procedure, and what is wrong."""
        procedure = None
        for _ in range(_ROUNDS):
            try:
                # JSON and `strict`, so that "5" and true are not taken for numbers.
                text = json.dumps(self._mended.data)
                procedure = Procedure.model_validate_json(text, strict=True)
                break
            except ValidationError as error:
                errors = error.errors()
                law = errors[0].get("ctx", {}).get("error")
                if isinstance(law, LawsBroken):
                    self._note_laws(law.broken)
                    procedure = law.procedure
                    break
                if not self._mended_all(errors):
                    break
        return Inspected(procedure, self._faults, self._mended, self._faulty)

    def _mended_all(self, errors: list[ErrorDetails]) -> bool:
        """Note what is new in `errors`; True when looking again may show more."""
        errors = [one for one in errors if not _only_follows(one, errors)]
        unknown = [one for one in errors if one["type"] == "extra_forbidden"]
        others = [one for one in errors if one["type"] != "extra_forbidden"]
        mended = []
        # Misspelt keys first: what they were meant to be is then no longer missing.
        for kind in (unknown, others):
            for error in kind:
                place = self._written(error)
                if self._is_new(error, place):
                    self._faulty.add(place)
                    meant = self._better_name(error, error["loc"])
                    self._note(place, fault_words.says({**error, "loc": place}, meant))
            mended += [self._mend(error) for error in kind]
        self._mended.sweep()
        return all(mended)

    def _is_new(self, error: ErrorDetails, place: Place) -> bool:
        """False for what only follows from another fault, at it or inside it."""
        if any(faulty[: len(place)] == place for faulty in self._faulty):
            return False
        return error["type"] != "missing" or not self._mended.has(error["loc"])

    def _written(self, error: ErrorDetails) -> Place:
        return self._mended.as_written(_without_key_mark(error["loc"]))

    def _note(self, place: Place, says: str) -> None:
        where = in_words(self._document.data, fault_words.around(place))
        self._faults.append(Fault(self._document.line_of(place), says, where))

    def _note_laws(self, broken: tuple[Broken, ...]) -> None:
        for one in broken:
            if self._only_follows_from_what_is_unread(one):
                continue
            place = self._mended.as_written(one.at)
            self._faulty.add(place)
            where = in_words(self._document.data, place)
            says = fault_words.ended(one.says)
            self._faults.append(Fault(self._document.line_of(place), says, where))

    def _only_follows_from_what_is_unread(self, one: Broken) -> bool:
        named = {name for pair in _NAMED.findall(one.says) for name in pair}
        unread = one.rests_on is not None and not self._mended.reads(one.rests_on)
        gone = named & self._mended.names_gone
        return unread or bool(gone) or (one.sought_in,) in self._mended.put_aside

    # --- mending ---------------------------------------------------------------------

    def _mend(self, error: ErrorDetails) -> bool:
        """Change the data so that other faults come to light; False: impossible."""
        place = _without_key_mark(error["loc"])
        if not place:
            return False
        around, name = self._mended.value_at(place[:-1]), place[-1]
        if around is None:
            return True  # taken out already, with what is around it
        if error["type"] == "missing":
            return self._mended.has(place) or self._filled_in(place)
        better = self._better_name(error, place)
        if better is not None and name in around:
            self._faulty.discard(self._mended.as_written(place))
            self._mended.rename(place, better)
        else:
            home = fault_words.home_of(place)
            if error["type"] == "extra_forbidden" and home is not None:
                self._mended.miss(home)
            self._mended.take_out(place)
        return True

    def _better_name(self, error: ErrorDetails, place: Place) -> str | None:
        """Return what a key was probably meant to be, where it is the key that is wrong."""
        name, beside = str(place[-1]), self._mended.value_at(place[:-1]) or {}
        better = None
        if error["type"] == "extra_forbidden":
            free = [one for one in fault_words.keys_at(place[:-1]) if one not in beside]
            better = fault_words.meant(place, free)
        elif error["loc"] != place:
            better = fault_words.as_key(name)
        return better if better and better not in beside else None

    def _filled_in(self, place: Place) -> bool:
        """Fill in what is missing, or put aside what cannot be without it."""
        kind = fault_words.annotation_at(place)
        fillings = _FILLINGS.get(kind, _WHOLES.get(place, ()))
        if kind is int:
            fillings = (self._next_number(place),)
        tried = self._filled.count(place)
        if tried < len(fillings):
            self._filled.append(place)
            self._mended.fill(place, fillings[tried])
            return True
        around = place[:-1]
        if around:
            self._mended.take_out(around)
        return bool(around)

    def _next_number(self, place: Place) -> int:
        """Return a number for a stage that has none that can be read."""
        *among, position, name = place
        before = self._mended.value_at((*among, int(position) - 1, name))
        return before + 1 if position and isinstance(before, int) else 1


def _only_follows(error: ErrorDetails, others: list[ErrorDetails]) -> bool:
    """True for a list called too short only because an item of it is not in order."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        one["loc"][: len(place)] == place for one in others if one["loc"] != place
    )


def _without_key_mark(place: Place) -> Place:
    return place[:-1] if place and place[-1] == "[key]" else place
