"""Reading what came in: decoded JSON becomes a message, or one refusal with every fault."""

import json
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from domain.errors import DisputeRefused, RaiseRefused
from domain.messages.agreed import ActionDone, ActionNotDone
from domain.messages.answers import ManagerResponse, OfficerDecision
from domain.messages.beside import ConsiderCafcass, Note, ReferToCafcass
from domain.messages.clocks import ExtendDeadline, PlaceOnHold, Resume
from domain.messages.endings import CloseDispute, Withdraw
from domain.messages.moves import Escalate
from domain.messages.raising import RaiseDispute
from domain.messages.said import CODE, LONGEST_TEXT, REFERENCE, Message

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
        raise DisputeRefused(" ".join(faults_of(error))) from None


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
        raise RaiseRefused(faults_of(error)) from None


def _as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, default=_plain).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def faults_of(error: ValidationError) -> list[str]:
    """Return one sentence for each fault, without the value, which may be personal."""
    return [
        f"{'.'.join(str(part) for part in fault['loc']) or 'the whole'}:"
        f" {_in_plain_words(fault['type'], fault['msg'], fault.get('ctx', {}))}."
        for fault in error.errors(include_input=False, include_url=False)
    ]


def _in_plain_words(kind: str, said: str, about: dict[str, Any]) -> str:
    plain = {
        "string_pattern_mismatch": _PATTERNS_SAY.get(
            about.get("pattern", ""), "is not written as it must be"
        ),
        "missing": "is missing; it is needed",
        "extra_forbidden": "is not a known key; look for a misspelling",
        "string_too_short": "is empty; write something",
        "string_too_long": f"is too long; at most {LONGEST_TEXT:,} characters",
        "timezone_aware": "needs an offset, as in 2026-03-30T10:00:00+01:00",
    }
    return plain.get(kind, said[:1].lower() + said[1:].removesuffix("."))
