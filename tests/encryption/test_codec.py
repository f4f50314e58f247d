"""Every payload travels sealed; what a stranger sends stops nobody."""

import asyncio
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.exceptions import ApplicationError, FailureError

from encryption.codec import SEALED, SealingCodec, came_sealed, data_converter
from encryption.key_file import Keys
from encryption.keyring import KeyRing

CANARY = b"Marigold Pemberton-Vole"


def _json(data: bytes = b'"%s"' % CANARY, **more: bytes) -> Payload:
    return Payload(metadata={"encoding": b"json/plain", **more}, data=data)


def _without_mark(payload: Payload) -> Payload:
    bare = Payload.FromString(payload.SerializeToString())
    del bare.metadata["came"]
    return bare


async def test_a_payload_travels_sealed_and_comes_back_whole(ring: KeyRing) -> None:
    codec = SealingCodec(ring)
    payload = _json(messageType=b"a.type")

    [sealed] = await codec.encode([payload])
    [opened] = await codec.decode([sealed])

    assert CANARY not in sealed.SerializeToString()
    assert b"messageType" not in sealed.SerializeToString()
    assert dict(sealed.metadata) == {
        "encoding": SEALED,
        "key-id": ring.current.encode(),
    }
    assert _without_mark(opened) == payload
    assert came_sealed(opened)


_CODEC = SealingCodec(KeyRing(Keys("a", {"a": bytes(32)})))


@given(st.dictionaries(st.text(max_size=5), st.binary(max_size=9)), st.binary())
def test_any_payload_comes_back_as_it_was(
    metadata: dict[str, bytes], data: bytes
) -> None:
    metadata.pop("came", None)
    payload = Payload(metadata=metadata, data=data)

    opened = _CODEC.open(_CODEC.seal(payload))

    assert came_sealed(opened)
    assert _without_mark(opened) == payload


async def test_a_long_payload_shrinks_on_its_way(ring: KeyRing) -> None:
    payload = _json(b'"' + b"delay upon delay, " * 100 + b'"')

    [sealed] = await SealingCodec(ring).encode([payload])

    assert len(sealed.SerializeToString()) < payload.ByteSize() / 5


async def test_a_payload_of_a_megabyte_does_not_hold_the_others_up(
    ring: KeyRing,
) -> None:
    codec = SealingCodec(ring)
    large = _json(b"x" * 4_000_000)
    order = []

    async def slow() -> None:
        [sealed] = await codec.encode([large])
        order.append("large")
        [opened] = await codec.decode([sealed])
        assert opened.data == large.data

    async def quick() -> None:
        order.append("small")

    await asyncio.gather(slow(), quick())
    assert order == ["small", "large"]


async def test_what_came_plain_is_passed_on_as_it_came(ring: KeyRing) -> None:
    [passed] = await SealingCodec(ring).decode([_json()])

    assert passed == _json()
    assert not came_sealed(passed)


async def test_a_sender_cannot_pretend_to_have_sealed(ring: KeyRing) -> None:
    forged = _json(came=b"sealed")

    [passed] = await SealingCodec(ring).decode([forged])

    assert not came_sealed(passed)
    assert passed == _json()


async def test_a_broken_seal_cannot_pretend_either(
    ring: KeyRing, strangers_ring: KeyRing
) -> None:
    [foreign] = await SealingCodec(strangers_ring).encode([_json()])
    foreign.metadata["came"] = b"sealed"

    [passed] = await SealingCodec(ring).decode([foreign])

    assert not came_sealed(passed)


async def test_the_mark_does_not_travel(ring: KeyRing) -> None:
    codec = SealingCodec(ring)
    forged = _json(came=b"sealed")

    [sealed] = await codec.encode([forged])

    inner = ring.open(sealed.data, b"disputes payload 1")
    assert Payload.FromString(inner[1:]) == _json()


async def test_an_unknown_key_is_passed_on_and_counted_and_only_its_id_is_logged(
    ring: KeyRing, strangers_ring: KeyRing, caplog: pytest.LogCaptureFixture
) -> None:
    codec = SealingCodec(ring)
    [foreign] = await SealingCodec(strangers_ring).encode([_json()])

    with caplog.at_level(logging.WARNING):
        passed = await codec.decode([foreign, _json()])

    assert passed == [foreign, _json()]
    assert codec.unread == 1
    assert strangers_ring.current in caplog.text
    assert "Marigold" not in caplog.text


@pytest.mark.parametrize("inside", [b"", b"\x01no zlib", b"\x00\xff\xff", b"\x07"])
async def test_sealed_rubbish_is_passed_on_and_counted(
    ring: KeyRing, inside: bytes
) -> None:
    codec = SealingCodec(ring)
    data = ring.seal(inside, b"disputes payload 1")
    rubbish = Payload(metadata={"encoding": SEALED}, data=data)

    assert await codec.decode([rubbish]) == [rubbish]
    assert codec.unread == 1


@given(st.binary())
def test_no_bytes_that_claim_to_be_sealed_make_decoding_raise(data: bytes) -> None:
    claimed = Payload(metadata={"encoding": SEALED}, data=data)

    assert _CODEC.open(claimed) == claimed


async def test_what_was_sealed_before_a_rotation_is_read_after_it(
    ring: KeyRing, keys_file: Path
) -> None:
    [old] = await SealingCodec(ring).encode([_json()])
    KeyRing.rotate(keys_file)
    codec = SealingCodec(KeyRing.read(keys_file))

    [opened] = await codec.decode([old])
    [new] = await codec.encode([_json()])

    assert opened.data == _json().data
    assert new.metadata["key-id"] != old.metadata["key-id"]


def _refuse(words: str) -> None:
    raise ApplicationError(words, words, type="DisputeRefused")


async def test_a_failure_travels_with_its_message_and_trace_sealed(
    ring: KeyRing,
) -> None:
    converter = data_converter(ring)
    failure = Failure()
    with pytest.raises(ApplicationError) as raised:
        _refuse(CANARY.decode())
    await converter.encode_failure(raised.value, failure)

    assert CANARY not in failure.SerializeToString()
    assert __file__.encode() not in failure.SerializeToString()
    read = await converter.decode_failure(failure)
    assert isinstance(read, FailureError)
    assert read.message == CANARY.decode()
