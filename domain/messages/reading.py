"""Reading what came in: decoded JSON becomes a message, or one refusal with every fault."""

import difflib
import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.errors import DisputeRefused, RaiseRefused
from domain.messages.agreed import ActionDone, ActionNotDone
from domain.messages.answers import ManagerResponse, OfficerDecision
from domain.messages.beforehand import ConfirmChecks
from domain.messages.beside import (
    CloseSideStep,
    ConsiderCafcass,
    Correct,
    ExchangeWithCourt,
    GoodPractice,
    HandOver,
    HearFromCafcass,
    InformChild,
    Note,
    OpenSideStep,
    ReferToCafcass,
    ReportEvent,
    Stay,
)
from domain.messages.calendar_change import ChangeCalendar
from domain.messages.clocks import (
    CorrectStart,
    ExtendDeadline,
    PlaceOnHold,
    Resume,
)
from domain.messages.endings import CloseDispute, Withdraw
from domain.messages.meetings import MeetingArranged, MeetingHeld, TaskDone
from domain.messages.moves import Escalate, SwitchLadder
from domain.messages.raising import RaiseDispute
from domain.messages.reaching import Acknowledge, DeliveryFailed, PostHandedOver
from domain.messages.said import CODE, REFERENCE, Message, Said

_NOT_AS_IT_MUST_BE = "is not written as it must be"
_PATTERNS_SAY = {
    REFERENCE: "is no reference: letters, digits, `.`, `_` and `-`, with at least one"
    " digit; never a name",
    CODE: "is no code: small letters and digits, with single hyphens between",
}

MESSAGES: dict[str, type[Message]] = {
    model.kind: model
    for model in (
        ManagerResponse,
        OfficerDecision,
        Escalate,
        ExtendDeadline,
        PlaceOnHold,
        Resume,
        ActionDone,
        ActionNotDone,
        CloseDispute,
        Withdraw,
        ConsiderCafcass,
        ReferToCafcass,
        Note,
        SwitchLadder,
        MeetingArranged,
        MeetingHeld,
        TaskDone,
        InformChild,
        Stay,
        OpenSideStep,
        CloseSideStep,
        HearFromCafcass,
        ExchangeWithCourt,
        HandOver,
        ReportEvent,
        Correct,
        ChangeCalendar,
        Acknowledge,
        DeliveryFailed,
        PostHandedOver,
        CorrectStart,
        ConfirmChecks,
        GoodPractice,
    )
}
"""Every message by its name on the wire."""


def read_message(kind: str, data: object) -> Message:
    """Return the message of that kind which `data` (decoded JSON) holds.

    Raises:
        DisputeRefused: No such kind, or something is wrong with it; every fault is
            named, and nothing of what was written is repeated.
    """
    model = MESSAGES.get(kind)
    if model is None:
        raise DisputeRefused(
            f"There is no message of that name; send one of {', '.join(MESSAGES)}."
        )
    if not isinstance(data, dict):
        raise DisputeRefused(
            f"{kind} needs one JSON object, as in docs/contract.md; it came with"
            f" {'nothing' if data is None else f'a {type(data).__name__}'}."
        )
    try:
        return model.model_validate_json(_as_json(data))
    except ValidationError as error:
        faults = faults_of(error, frozenset(_keys(Said)))
        raise DisputeRefused(" ".join(faults)) from None


def read_raised(data: object) -> RaiseDispute:
    """Return the dispute to be raised which `data` (decoded JSON) holds.

    Raises:
        RaiseRefused: Something is wrong with it; every fault is named.
    """
    if not isinstance(data, dict):
        raise RaiseRefused(
            ["A dispute is raised with one JSON object, as in docs/contract.md."]
        )
    try:
        return RaiseDispute.model_validate_json(_as_json(data))
    except ValidationError as error:
        raise RaiseRefused(faults_of(error, frozenset(_keys(Said)))) from None


def _as_json(data: dict[str, Any]) -> bytes:
    try:
        return json.dumps(data, default=str).encode()
    except (ValueError, TypeError, RecursionError):  # such as a number without end
        return b""


def faults_of(error: ValidationError, known: Collection[str] = ()) -> list[str]:
    """Return one sentence for each fault, without the value, which may be personal.

    Args:
        error: What pydantic found.
        known: Keys that may be named. The refusal of a signal is mailed, and a foreign
            program may send any word as a key: what is not among these is not repeated.
            None given: all are named, as suits a file of our own.
    """
    return [
        _unknown_key(fault["loc"], known)
        if fault["type"] == "extra_forbidden" and known
        else f"{_where(fault['loc'], known)}: {_said_of(fault, secret=bool(known))}."
        for fault in error.errors()
    ]


def _said_of(fault: ErrorDetails, *, secret: bool) -> str:
    said = _in_plain_words(fault)
    ours = fault["type"] == "value_error"  # pydantic's own never repeat a value
    repeats = (word.lower() in said.lower() for word in _words(fault["input"]))
    if secret and ours and any(repeats):
        return _NOT_AS_IT_MUST_BE
    return said


def _words(given: object) -> Iterator[str]:
    """Every word of a value, whatever it is made of."""
    if isinstance(given, str):
        yield from re.findall(r"\w{4,}", given)
    elif isinstance(given, dict | list | tuple):
        for inner in given.values() if isinstance(given, dict) else given:
            yield from _words(inner)


def _where(place: tuple[int | str, ...], known: Collection[str]) -> str:
    named = (
        str(part)
        for part in place
        if not known or isinstance(part, int) or part.isdecimal() or part in known
    )
    return ".".join(named) or "the whole"


def _unknown_key(place: tuple[int | str, ...], known: Collection[str]) -> str:
    *parents, key = place
    if key in known:
        return f"{_where(place, known)}: does not belong here; leave it out."
    near = difflib.get_close_matches(str(key)[:60], known, n=1, cutoff=0.8)
    advice = f"did you mean {near[0]}?" if near else "look for a misspelling."
    return f"{_where(tuple(parents), known)}: a key in it is not known; {advice}"


def _keys(model: type[Said]) -> Iterator[str]:
    """Every key of a model and of those made from it."""
    yield from model.model_fields
    for narrower in model.__subclasses__():
        yield from _keys(narrower)


def _in_plain_words(fault: ErrorDetails) -> str:
    kind = fault["type"]
    if kind == "string_pattern_mismatch":
        return _PATTERNS_SAY.get(fault["ctx"]["pattern"], _NOT_AS_IT_MUST_BE)
    if kind == "string_too_long":
        return f"is too long; at most {fault['ctx']['max_length']:,} characters"
    plain = {
        "missing": "is missing; it is needed",
        "extra_forbidden": "is not a known key; look for a misspelling",
        "string_too_short": "is empty; write something",
        "timezone_aware": "needs an offset, as in 2026-03-30T10:00:00+01:00",
    }
    said = fault["msg"].removeprefix("Value error, ").removesuffix(".")
    return plain.get(kind, said[:1].lower() + said[1:])
