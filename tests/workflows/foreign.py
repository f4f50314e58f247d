"""What other programs send: messages right and wrong, in bytes of their own."""

import json
from dataclasses import dataclass
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from tests.situations import OFFICER

CANARY = "Marigold"
"""Stands in whatever a foreign program writes; may be kept, and never be shown."""

MANAGER = {"post": "practice-manager", "reference": "PM-3"}


def raw(data: bytes, encoding: str | None = "json/plain") -> RawValue:
    """A payload as it lies on the wire; None: it does not say how it is encoded."""
    metadata = {"encoding": encoding.encode()} if encoding is not None else {}
    return RawValue(Payload(metadata=metadata, data=data))


def sent(by: dict[str, str] = MANAGER, **said: Any) -> RawValue:
    """A message in plain JSON."""
    body = {"message_id": "from-afar", "by": by, **said}
    return raw(json.dumps(body).encode())


@dataclass(frozen=True)
class Wrong:
    """A message that cannot be taken.

    Attributes:
        kind: Name under which it is sent.
        arguments: What is sent.
        why: Part of the sentence with which it is refused.
        told: Posts that hear of it, when it came as a signal.
    """

    kind: str
    arguments: tuple[RawValue, ...]
    why: str
    told: tuple[str, ...] = ()


def _answer(why: str, *told: str, **said: Any) -> Wrong:
    body = {"answer": f"{CANARY} says yes.", **said}
    return Wrong("manager_response", (sent(**body),), why, told)


def _unread(why: str, *arguments: RawValue) -> Wrong:
    return Wrong("manager_response", arguments, why)


def _promised(due_on: str) -> dict[str, Any]:
    action = {"what": CANARY, "owner": "social-worker", "due_on": due_on}
    return {"satisfied": True, "because": CANARY, "actions": [action]}


PM = "practice-manager"
UNREADABLE = "could not be read: it is not JSON, or no key opens it"

MALFORMED = {
    "an unknown value of an enum": _answer(
        "extent: input should be", PM, extent=CANARY
    ),
    "a missing field": Wrong(
        "manager_response", (sent(),), "answer: is missing; it is needed.", (PM,)
    ),
    "a key too many": _answer("is not known", PM, **{f"{CANARY} Pemberton": 1}),
    "a key too many inside": _answer(
        "is not known", PM, by={**MANAGER, f"{CANARY} Vole": CANARY}
    ),
    "a number for a text": _answer(
        "answer: input should be a valid string", PM, answer=5
    ),
    "an empty text": _answer("answer: is empty; write something.", PM, answer=""),
    "nothing but spaces": _answer(
        "answer: is empty; write something.", PM, answer="  "
    ),
    "far too much text": _answer(
        "answer: is too long; at most 20,000 characters.", PM, answer=CANARY * 200_000
    ),
    "a time without an offset": _answer(
        "received_at: needs an offset", PM, received_at="2026-03-30T10:00:00"
    ),
    "broken JSON": _unread(UNREADABLE, raw(f"{{oops {CANARY}".encode())),
    "no encoding": _unread(UNREADABLE, raw(b"{}", None)),
    "an unknown encoding": _unread(UNREADABLE, raw(CANARY.encode(), "text/marigold")),
    "sealed with an unknown key": _unread(
        UNREADABLE, raw(b"\x01" * 60, "binary/sealed")
    ),
    "half a character": _unread(UNREADABLE, raw(b'{"answer": "\\ud800"}')),
    "lists without end": _unread(UNREADABLE, raw(b"[" * 20_000 + b"]" * 20_000)),
    "a number without end": _unread(UNREADABLE, raw(b'{"x": ' + b"9" * 5_000 + b"}")),
    "null": _unread("it came with nothing", raw(b"", "binary/null")),
    "null in JSON": _unread("it came with nothing", raw(b"null")),
    "a list": _unread("it came with a list", raw(b"[1, 2]")),
    "bytes": _unread("it came with a bytes", raw(CANARY.encode(), "binary/plain")),
    "no argument": _unread("it came with 0 arguments"),
    "two arguments": _unread("it came with 2 arguments", sent(answer="a"), raw(b"{}")),
}
"""Messages whose form is wrong: every row of the table of what the SDK does with them."""

INADMISSIBLE = {
    "a stage that does not exist": _answer("stage 9 does not exist", PM, stage=9),
    "a post that was not asked": _answer(
        "by.post was not asked to answer. Asked: practice-manager.",
        "group-manager",
        by={"post": "group-manager", "reference": "GM-1"},
    ),
    "a post that nobody knows": _answer(
        "by.post was not asked to answer. Asked: practice-manager.",
        by={"post": f"{CANARY} the plumber", "reference": "PL-1"},
    ),
    "an answer from the future": _answer(
        "received_at is in the future", PM, received_at="9999-12-31T23:59:59-14:00"
    ),
    "an answer from long ago": _answer(
        "received_at is long before", PM, received_at="0001-01-01T00:00:00+14:00"
    ),
    "somebody else's decision": Wrong(
        "officer_decision",
        (sent({"post": "iro", "reference": "IRO-8"}, satisfied=True, because=CANARY),),
        "Only the officer who raised it may send officer_decision",
    ),
    "a promise past the calendar": Wrong(
        "officer_decision",
        (sent(OFFICER, **_promised("9999-12-31")),),
        "is after Tue 31 Dec 2030, where the calendar ends",
        ("officer",),
    ),
    "a promise for yesterday": Wrong(
        "officer_decision",
        (sent(OFFICER, **_promised("0001-01-01")),),
        "Action 1: due_on 0001-01-01 has passed",
        ("officer",),
    ),
    "an action with a number without end": Wrong(
        "action_done",
        (sent(OFFICER, action=10**4_000),),
        "nothing of that number is waiting to be settled",
        ("officer",),
    ),
}
"""Messages of the right form that may not be taken as things stand."""

WRONG = {**MALFORMED, **INADMISSIBLE}


def why_refused(failure: WorkflowUpdateFailedError) -> str:
    """What the sender of a refused update is told; fails for any other failure."""
    cause = failure.cause
    assert isinstance(cause, ApplicationError), repr(cause)
    assert cause.type == "DisputeRefused", repr(cause)
    return cause.message
