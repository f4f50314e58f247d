"""What is wrong with the `raise` of a file of answers, or with an option in its place."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from domain.errors import RaiseRefused
from domain.messages import RaiseDispute, read_raised
from domain.opening import OTHER_ISSUE, Basis, check_raise, chosen_ladder
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder
from domain.procedure.places import Place
from domain.script import Script
from starter.answers_words import SET_HERE, says, unknown

KEYS = RaiseDispute.model_fields

Found = tuple[Place, str]
"""Where something wrong stands, and a sentence."""


def faults_of_raised(
    raised: dict[str, Any], basis: Basis, at: datetime
) -> Iterator[Found]:
    """Yield everything that is wrong with what is raised."""
    procedure = basis.procedure
    found = [*_set_here(raised), *_unknown_codes(raised, procedure)]
    found += _not_as_written(raised, procedure, {loc[0] for loc, _ in found})
    sound = sound_part(raised, (loc for loc, _ in found))
    found += _not_as_allowed(sound, basis, at)
    for loc, sentence in found:
        yield ("raise", *loc) if loc else loc, sentence


def sound_part(raised: dict[str, Any], faulty: Iterable[Place]) -> dict[str, Any]:
    """Return what is raised without the keys that something is wrong with."""
    keys = {loc[0] for loc in faulty}
    return {key: value for key, value in raised.items() if key not in keys}


def ladder_of(raised: dict[str, Any], procedure: Procedure) -> Ladder:
    """Return the ladder that what is raised is taken along."""
    request = Script.model_validate({"raise": raised}).request(procedure)
    return chosen_ladder(read_raised(request), procedure)


def _set_here(raised: dict[str, Any]) -> Iterator[Found]:
    for key in SET_HERE:
        if key in raised:
            yield (key,), f"`{key}` is set by what is played; take it away."


def _unknown_codes(raised: dict[str, Any], procedure: Procedure) -> Iterator[Found]:
    issues = [one.key for one in procedure.issues()]
    issues += [OTHER_ISSUE] if procedure.other_issue_allowed else []
    ladders = [one.name for one in procedure.ladders]
    places: tuple[tuple[Place, Collection[str], str], ...] = (
        (("raised_by", "role"), procedure.officers, "role"),
        (("child", "kind"), procedure.children, "kind of child"),
        (("themes",), issues, "issue type"),
        (("concerns",), procedure.concerns, "concern"),
        (("ladder",), ladders, "ladder"),
    )
    for loc, known, thing in places:
        for place, code in _codes(raised, loc):
            if code not in known:
                yield place, _unknown(code, tuple(known), thing)


def _codes(raised: dict[str, Any], loc: Place) -> Iterator[tuple[Place, str]]:
    """Yield each code that stands there; what is none is refused for not being one."""
    given: Any = raised
    for key in loc:
        given = given.get(key) if isinstance(given, dict) else None
    several = loc in (("themes",), ("concerns",))
    if several and isinstance(given, list):
        for number, one in enumerate(given):
            if isinstance(one, str):
                yield (*loc, number), one
    if not several and isinstance(given, str):
        yield loc, given


def _unknown(code: str, known: tuple[str, ...], thing: str) -> str:
    if not known:
        return f"`{code}` is no {thing} here, where there is none; leave it out."
    return unknown(code, known, thing)


def _not_as_written(
    raised: dict[str, Any], procedure: Procedure, found: set[str | int]
) -> Iterator[Found]:
    filled = Script.model_validate({"raise": raised}).filled(procedure)
    try:
        RaiseDispute.model_validate_json(json.dumps(filled))
    except ValidationError as error:
        for fault in error.errors():
            if fault["loc"][0] not in found:
                yield fault["loc"], says(fault, RaiseDispute)


def _not_as_allowed(
    raised: dict[str, Any], basis: Basis, at: datetime
) -> Iterator[Found]:
    try:
        request = Script.model_validate({"raise": raised}).request(basis.procedure)
        check_raise(read_raised(request), basis, at)
    except RaiseRefused as refusal:
        for sentence in refusal.faults:
            key, _, rest = sentence.partition(":")
            loc = (*key.split("."),)
            # What is wrong with the calendar stands nowhere in the file.
            yield (loc, f"`{key}`:{rest}") if loc[0] in KEYS else ((), sentence)
