"""What is wrong with a file of answers, in sentences that say what to write instead."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from procedures.fault_words import ended, nearest

SET_HERE = ("schema_version", "authority", "procedure", "rehearsal", "message_id")
"""Keys that a played dispute sets by itself."""

_MOMENT = (
    "write a moment, as in 2026-03-30T14:00:00+01:00 or"
    ' {in_working_days: 5, at: "14:00"}'
)
_DATE = "write a date, as in 2026-03-30 or {in_working_days: 5}"
_WANTED = {
    "int": "write a whole number, as in 5",
    "bool": "write true or false",
    "string_type": "write words",
    "string_too_short": "write something",
    "too_short": "write at least one",
    "tuple": "write a list",
    "dict": "write keys with values",
    "model": "write keys with values",
    "datetime": _MOMENT,
    "timezone": _MOMENT,
    "date": _DATE,
    "time": 'write a time of day, as in "14:00"',
}
"""By how the name of pydantic's fault begins."""


def says(error: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what is wrong at one place within `model`, and what to write instead."""
    loc, kind = error["loc"], error["type"]
    path = path_of(loc)
    if kind == "missing":
        return f"`{path}` is missing; write it."
    if kind == "extra_forbidden":
        return unknown(str(loc[-1]), keys_at(model, loc[:-1]), "key")
    shown = repr(error["input"])
    if kind == "enum":
        expected = str(error["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
        return f"`{path}` is {shown}; write one of {expected}."
    begins = max(
        (one for one in _WANTED if kind.startswith(one)), default=None, key=len
    )
    if begins is not None:
        return f"`{path}` is {shown}; {_WANTED[begins]}."
    if kind == "string_pattern_mismatch":
        return f"`{path}` is {shown}; {_pattern(path)}."
    said = error["msg"].removeprefix("Value error, ")
    return ended(f"`{path}` is {shown}: {said[:1].lower()}{said[1:]}")


def unknown(name: str, known: Iterable[str], thing: str) -> str:
    """Return that no such thing is known, which was probably meant, and which there are."""
    several = tuple(known)
    near = nearest(name, several)
    meant = f"did you mean `{near}`? Write" if near else "write"
    return f"`{name}` is no {thing} here; {meant} one of {', '.join(several)}."


def path_of(loc: tuple[str | int, ...]) -> str:
    """Return where something stands, as it is written: `by.post`."""
    return ".".join(str(one) for one in loc)


def keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys that may stand at `loc` within `model`, but for what is set here."""
    at: Any = model
    for step in loc:
        if isinstance(step, str):
            at = _model_in(at.model_fields[step].annotation)
    return [key for key in at.model_fields if key not in SET_HERE]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_model_in(one) for one in getattr(annotation, "__args__", ()))
    return next((one for one in inside if one is not None), None)


def _pattern(path: str) -> str:
    if path.endswith("reference"):
        return "write letters and digits with at least one digit, as in IRO-7; no name"
    return "write small letters, digits and hyphens"
