"""What is wrong with a procedure, in sentences that say what to write instead."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from domain.procedure import Procedure
from procedures.marked_yaml import Loc

_LONGEST_SHOWN = 60

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
    "string_too_short": "write at least a word",
    "too_short": "write at least one",
}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was probably meant to be, or None."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else None


def says(error: ErrorDetails) -> str:
    """Return what is wrong at one place, and what to write instead."""
    kind = error["type"]
    worded = _WORDED.get(kind)
    if worded:
        return worded(error)
    if kind in _WANTED:
        return f"{_is(error)}; {_WANTED[kind]}."
    return ended(f"{_is(error)}: {error['msg']}")


def ended(sentence: str) -> str:
    """Return the sentence with a full stop, unless it has an end already."""
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def keys_at(loc: Loc) -> dict[str, str]:
    """Return the keys that may stand at `loc`, each with what it means."""
    model = _model_at(loc)
    fields = model.model_fields if model else {}
    return {name: one.description or "" for name, one in fields.items()}


def annotation_at(loc: Loc) -> Any:
    """Return the type of the key at `loc`, or None where there is no such key."""
    model, name = _model_at(loc[:-1]), str(loc[-1])
    return (
        model.model_fields[name].annotation
        if model and name in keys_at(loc[:-1])
        else None
    )


def _model_at(loc: Loc) -> type[BaseModel] | None:
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


def _missing(error: ErrorDetails) -> str:
    loc = error["loc"]
    meaning = keys_at(loc[:-1]).get(str(loc[-1]), "")
    return f"`{_path(loc)}` is missing; write it" + (f": {meaning}" if meaning else ".")


def _unknown_key(error: ErrorDetails) -> str:
    loc = error["loc"]
    known = keys_at(loc[:-1])
    near = nearest(str(loc[-1]), known)
    if near:
        return f"`{_path(loc)}` is not a key; did you mean `{near}`?"
    return f"`{_path(loc)}` is not a key; the keys here are {', '.join(known)}."


def _not_one_of(error: ErrorDetails) -> str:
    words = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    known = [word.strip("'") for word in words.split(", ")]
    near = nearest(str(error["input"]), known)
    meant = f"did you mean '{near}'? Write" if near else "write"
    return f"{_is(error)}; {meant} one of {', '.join(known)}."


def _wrong_pattern(error: ErrorDetails) -> str:
    reading = "A\\d" in str(error.get("ctx", {}).get("pattern"))
    wanted = (
        "capitals, `-A` and a number, as in WS-A4"
        if reading
        else "small letters, digits and hyphens, as in practice-manager"
    )
    return f"{_is(error)}; write {wanted}."


def _against_a_law(error: ErrorDetails) -> str:
    place = f"`{_path(error['loc'])}`: " if error["loc"] else ""
    return ended(place + error["msg"].removeprefix("Value error, "))


def _is(error: ErrorDetails) -> str:
    shown = repr(error["input"])
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[:_LONGEST_SHOWN]} ..."
    return f"`{_path(error['loc'])}` is {shown}"


def _path(loc: Loc) -> str:
    return ".".join(str(step) for step in loc if step != "[key]")


_WORDED = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "value_error": _against_a_law,
    "enum": _not_one_of,
    "string_pattern_mismatch": _wrong_pattern,
}
