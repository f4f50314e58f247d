"""Seals every payload on its way to the Temporal server, and opens it on its way back.

A sealed payload is one whole payload, metadata and all, inside another::

    metadata  encoding: binary/sealed
              key-id:   2026-11-a     for people; the sealed form itself is what counts
    data      the sealed form of `keyring`, whose plain text is one byte (0 as it is,
              1 deflated by zlib) and then the serialised inner payload

Sealed are arguments, results, signals, updates, queries, memos, summaries, details and
failures. Bound to it are the key id and the version of this form, and nothing else: the
UI's codec endpoint is never told which workflow a payload belongs to. So whoever may
send to the Temporal server can send an old sealed payload again, elsewhere; a message's
own `message_id` and its dispute's reference are there to notice that.

Decoding never raises. An exception here would freeze or fail a whole dispute because of
one message from a stranger; what cannot be opened is passed on as it came, so that the
dispute can record that it could not read it.
"""

import asyncio
import dataclasses
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.contrib.pydantic import (
    PydanticPayloadConverter,
    pydantic_data_converter,
)
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
)

from encryption.keyring import KeyRing, NotOurs, UnknownKey

SEALED = b"binary/sealed"
_ABOUT = b"disputes payload 1"
_AS_IT_IS, _DEFLATED = b"\x00", b"\x01"
_WORTH_DEFLATING = 128  # Bytes; what is shorter hardly ever gets shorter.
_WORTH_A_THREAD = 256 * 1024  # Bytes in one call, about 5 ms of work.
_SHOWN = re.compile(r"\d{4}-\d{2}-[a-z]{1,3}")
"""Key ids as `disputes keys` makes them; a stranger may write any word in their place."""

_MARK, _CAME_SEALED = "came", b"sealed"

_log = logging.getLogger(__name__)


def came_sealed(payload: Payload) -> bool:
    """Tell whether a decoded payload arrived sealed with one of our keys.

    True only for what `SealingCodec.decode` opened in this process; a sender cannot
    bring it about, since the mark is taken off everything that came plain.
    """
    return payload.metadata.get(_MARK) == _CAME_SEALED


def data_converter(ring: KeyRing) -> DataConverter:
    """Return the one converter for every client, worker, replayer and test.

    Failures travel with their message and stack trace sealed; their type stays plain.
    """
    return dataclasses.replace(
        pydantic_data_converter,
        payload_converter_class=CountingPayloadConverter,
        payload_codec=SealingCodec(ring),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


class CountingPayloadConverter(PydanticPayloadConverter):
    """Lets arguments be counted even where one of them cannot be read.

    A signal with more arguments than its handler takes is decoded before anybody may
    look at it. The SDK would drop it if one cannot be read, and log a piece of it.
    """

    def from_payloads(
        self, payloads: Sequence[Payload], type_hints: list[type] | None = None
    ) -> list[Any]:
        """Return what the payloads hold; as they came, if nobody said what they are."""
        if type_hints is None and len(payloads) > 1:
            return [RawValue(payload) for payload in payloads]
        return super().from_payloads(payloads, type_hints)


class SealingCodec(PayloadCodec):
    """Seals and opens payloads with a key ring.

    Attributes:
        unread: How many sealed payloads could not be opened since this was made.
            Above nought, somebody seals with a key that this process lacks.
    """

    def __init__(self, ring: KeyRing) -> None:
        """Seal and open with `ring`."""
        self.unread = 0
        self._ring = ring

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Seal each payload, whatever it is."""
        return await _each(self.seal, payloads)

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open each payload that we sealed; pass on every other. Never raises.

        What was opened bears a mark that `came_sealed` reads.
        """
        return await _each(self.open, payloads)

    def seal(self, payload: Payload) -> Payload:
        """Return `payload` sealed."""
        plain = without_mark(payload).SerializeToString()
        kind = _AS_IT_IS
        if len(plain) >= _WORTH_DEFLATING:
            deflated = zlib.compress(plain)
            if len(deflated) < len(plain):
                kind, plain = _DEFLATED, deflated
        sealed = self._ring.seal(kind + plain, _ABOUT)
        key_id = self._ring.key_id_of(sealed) or ""
        metadata = {"encoding": SEALED, "key-id": key_id.encode()}
        return Payload(metadata=metadata, data=sealed)

    def open(self, payload: Payload) -> Payload:
        """Return what was sealed, marked; or `payload` unmarked, if it is not ours."""
        if payload.metadata.get("encoding") == SEALED:
            try:
                return self._opened(payload)
            except UnknownKey as error:
                self._note_unread(f"{_named(error.key_id)} is not in the key ring")
            except NotOurs:
                self._note_unread(self._altered(payload))
            except Exception as error:  # noqa: BLE001 - see the law of this module.
                self._note_unread(f"its inside is broken ({type(error).__name__})")
        return without_mark(payload)

    def _opened(self, payload: Payload) -> Payload:
        plain = self._ring.open(payload.data, _ABOUT)
        kind, inner = plain[:1], plain[1:]
        if kind == _DEFLATED:
            inner = zlib.decompress(inner)
        elif kind != _AS_IT_IS:
            raise ValueError("a form of a later version")
        opened = Payload.FromString(inner)
        opened.metadata[_MARK] = _CAME_SEALED
        return opened

    def _altered(self, payload: Payload) -> str:
        return f"altered or not ours, {_named(self._ring.key_id_of(payload.data))}"

    def _note_unread(self, why: str) -> None:
        self.unread += 1
        _log.warning("A sealed payload was passed on unopened: %s", why)


def without_mark(payload: Payload) -> Payload:
    """Return `payload` without the mark of `came_sealed`; itself if it has none."""
    if _MARK not in payload.metadata:
        return payload
    bare = Payload()
    bare.CopyFrom(payload)
    del bare.metadata[_MARK]
    return bare


def _named(key_id: str | None) -> str:
    shown = key_id is not None and _SHOWN.fullmatch(key_id)
    return f"key {key_id}" if shown else "a key that is not named as ours are"


async def _each(
    change: Callable[[Payload], Payload], payloads: Iterable[Payload]
) -> list[Payload]:
    """Change each; what is large goes to a thread, so that others are not held up."""
    given = list(payloads)
    if sum(len(payload.data) for payload in given) < _WORTH_A_THREAD:
        return [change(payload) for payload in given]
    return await asyncio.to_thread(lambda: [change(payload) for payload in given])
