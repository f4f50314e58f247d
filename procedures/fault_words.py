"""What is wrong with a procedure, in sentences that say what to write instead."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from domain.procedure import Procedure
from domain.procedure.people import Post, Responders, Telling
from domain.procedure.places import Place
from domain.procedure.time import Span, Within

_LONGEST_SHOWN = 60
_NO_WORD = re.compile(r"[^a-z0-9]+")

_TIME = 'write a time of day in quotes, as in "16:00"'
_WANTED = {
    "int_type": "write a whole number without quotes, as in 5",
    "string_type": "write words; put a number or true/false in quotes",
    "bool_type": "write true or false",
    "tuple_type": "write a list, as in [team-manager]",
    "dict_type": "write keys with values below it",
    "model_type": "write keys with values below it",
    "model_attributes_type": "write keys with values below it",
    "date_type": "write a date, as in 2026-01-31",
    "date_parsing": "write a date, as in 2026-01-31",
    "date_from_datetime_parsing": "write a date, as in 2026-01-31",
    "date_from_datetime_inexact": "write a date without a time, as in 2026-01-31",
    "time_type": _TIME,
    "time_parsing": _TIME,
    "string_too_short": "write at least a word",
    "too_short": "write at least one",
}


_PART_WANTED = {"model_type", "model_attributes_type"}
_EXAMPLES: dict[type[BaseModel] | None, str] = {
    Span: "the number behind its unit, as in {{ working_days: 5 }}",
    Within: "a limit, as in {{ fixed: {{ working_days: 5 }} }}",
    Responders: "who is asked, as in {{ posts: [team-manager] }}",
    Telling: "{{ post: {} }}",
    Post: "{{ title: {} }}",
}
"""What to write where a part is wanted; `{}` is what stands there."""

_VAGUE = {
    "days": "working_days or calendar_days",
    "hours": "elapsed_hours, on the clock, or working_hours, while the office is open",
    "weeks": "calendar_days, 7 for each, or working_days, 5 for each",
}


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known name that `name` was probably meant to be, or None."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=cutoff)
    return near[0] if near else None


def meant(place: Place, free: Iterable[str]) -> str | None:
    """Return which of the keys that are `free` there an unknown one was meant to be.

    What is a key elsewhere near by is rather in the wrong place than misspelt.
    """
    return nearest(str(place[-1]), free, 0.8 if home_of(place) else 0.6)


def says(error: ErrorDetails, meant: str | None = None) -> str:
    """Return what is wrong at one place, and what to write instead.

    Args:
        error: Its `loc` as it stands in the file.
        meant: What an unknown key was probably meant to be.
    """
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(error, meant)
    worded = _WORDED.get(kind)
    if worded:
        return worded(error)
    if kind in _WANTED:
        return f"{_is(error)}; {_example(error) or _WANTED[kind]}."
    return ended(f"{_is(error)}: {error['msg']}")


def key_of(place: Place) -> str:
    """Return the key that a place stands under, where it is an item of a list too."""
    return str(next(step for step in reversed(place) if isinstance(step, str)))


def around(place: Place) -> Place:
    """Return the place of the part that the key of `place` belongs to."""
    return place[: len(place) - 1 - place[::-1].index(key_of(place))]


def ended(sentence: str) -> str:
    """Return the sentence with a full stop, unless it has an end already."""
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def keys_at(loc: Place) -> dict[str, str]:
    """Return the keys that may stand at `loc`, each with what it means."""
    model = _model_at(loc)
    fields = model.model_fields if model else {}
    return {name: one.description or "" for name, one in fields.items()}


def annotation_at(loc: Place) -> Any:
    """Return the type of the key at `loc`, or None where there is no such key."""
    model, name = _model_at(loc[:-1]), str(loc[-1])
    return (
        model.model_fields[name].annotation
        if model and name in keys_at(loc[:-1])
        else None
    )


@cache
def every_key() -> frozenset[str]:
    """Return every key of the procedure language, wherever it may stand."""
    known: set[str] = set()
    waiting: list[type[BaseModel]] = [Procedure]
    while waiting:
        fields = waiting.pop().model_fields
        inside = (_model_in(one.annotation) for one in fields.values())
        waiting += [
            one for one in inside if one and not known >= one.model_fields.keys()
        ]
        known |= fields.keys()
    return frozenset(known)


def _model_at(loc: Place) -> type[BaseModel] | None:
    model: type[BaseModel] | None = Procedure
    in_container = False
    for step in loc:
        if in_container:
            in_container = False
            continue
        if model is None or step not in model.model_fields:
            return None
        annotation = model.model_fields[str(step)].annotation
        in_container = _is_container(annotation)
        model = _model_in(annotation)
    return model


def _is_container(annotation: Any) -> bool:
    return get_origin(annotation) in {tuple, dict}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_model_in(one) for one in get_args(annotation))
    return next((one for one in inside if one), None)


def _example(error: ErrorDetails) -> str | None:
    """Say what to write where a part is wanted, and something else stands."""
    model = _model_at(error["loc"])
    if error["type"] == "tuple_type" and model is not None:
        return "write a list, each item after a dash of its own"
    example = _EXAMPLES.get(model)
    if example is None or error["type"] not in _PART_WANTED:
        return None
    given = error["input"] if isinstance(error["input"], str) else "..."
    return f"write {example.format(given)}"


def _missing(error: ErrorDetails) -> str:
    loc = error["loc"]
    meaning = keys_at(loc[:-1]).get(str(loc[-1]), "")
    return f"`{loc[-1]}` is missing; write it" + (f": {meaning}" if meaning else ".")


def _unknown_key(error: ErrorDetails, meant: str | None) -> str:
    loc = error["loc"]
    name, known = str(loc[-1]), keys_at(loc[:-1])
    if meant is not None:
        return f"`{name}` is not a key; did you mean `{meant}`?"
    if name in _VAGUE and "working_days" in known:
        return f"`{name}` does not say which; write {_VAGUE[name]}."
    home = home_of(loc)
    if home is not None:
        where = (
            f"it belongs below `{home[-2]}`"
            if len(home) > len(loc)
            else f"if it belongs beside `{loc[len(home) - 1]}`, indent it as far as that"
        )
        return f"`{name}` is not a key here; {where}."
    return f"`{name}` is not a key; the keys here are {', '.join(known)}."


def home_of(place: Place) -> Place | None:
    """Return where an unknown key would be right, one part within or some around."""
    name = place[-1]
    for key in keys_at(place[:-1]):
        if name in keys_at((*place[:-1], key)):
            return (*place[:-1], key, name)
    for outer in range(len(place) - 2, -1, -1):
        if isinstance(place[outer], str) and name in keys_at(place[:outer]):
            return (*place[:outer], name)
    return None


def _not_one_of(error: ErrorDetails) -> str:
    words = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    known = [word.strip("'") for word in words.split(", ")]
    near = nearest(str(error["input"]), known)
    meant = f"did you mean '{near}'? Write" if near else "write"
    return f"{_is(error)}; {meant} one of {', '.join(known)}."


def _wrong_pattern(error: ErrorDetails) -> str:
    if error["input"] == error["loc"][-1]:
        return (
            f"`{error['input']}` cannot be a key; write small letters, digits and"
            f" hyphens, as in {_as_key(error['input'])}."
        )
    reading = "A\\d" in str(error.get("ctx", {}).get("pattern"))
    wanted = (
        "capitals, `-A` and a number, as in WS-A4"
        if reading
        else f"small letters, digits and hyphens, as in {_as_key(error['input'])}"
    )
    return f"{_is(error)}; write {wanted}."


def _as_key(words: str) -> str:
    return as_key(words) or "practice-manager"


def as_key(words: str) -> str:
    """Return words as a key could be: `Service Manager` as `service-manager`."""
    return _NO_WORD.sub("-", words.casefold()).strip("-")


def _against_a_law(error: ErrorDetails) -> str:
    says = error["msg"].removeprefix("Value error, ")
    return ended(f"`{key_of(error['loc'])}`: {says}")


def _too_small(error: ErrorDetails) -> str:
    return f"{_is(error)}; write {error['ctx']['ge']} or more."


def _too_large(error: ErrorDetails) -> str:
    return f"{_is(error)}; write {error['ctx']['le']} or less."


def _too_long(error: ErrorDetails) -> str:
    most = error["ctx"]["max_length"]
    return f"{_is(error)}; write at most {most:,} characters."


def _is(error: ErrorDetails) -> str:
    item = "an item of " if isinstance(error["loc"][-1], int) else ""
    return f"{item}`{key_of(error['loc'])}` is {_shown(error['input'])}"


def _shown(value: Any) -> str:
    """Return a value as it is written in a file; what is long only named or begun."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "a group of keys"
        case list():
            return "a list" if value else "an empty list"
        case str() if len(value) > _LONGEST_SHOWN:
            return f"{value[:_LONGEST_SHOWN]!r} ..."
        case _:
            return repr(value)


_WORDED = {
    "missing": _missing,
    "value_error": _against_a_law,
    "enum": _not_one_of,
    "string_pattern_mismatch": _wrong_pattern,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "string_too_long": _too_long,
}
