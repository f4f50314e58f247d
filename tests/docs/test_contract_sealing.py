"""The envelope as docs/contract.md describes it is the one that the software makes."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload

from domain.messages import ManagerResponse
from encryption.codec import SealingCodec, came_sealed
from encryption.endpoint import LARGEST_BODY
from encryption.key_file import Keys
from encryption.keyring import KeyRing
from tests.docs.markdown import blocks, section, text_of

SEALING = section(text_of("contract.md"), "## Plain and sealed")
ENVELOPE = section(SEALING, "### 2. The envelope, byte for byte")


KEY = bytes(range(32))
"""The key of the worked example."""


@pytest.fixture
def example() -> dict[str, str]:
    found: dict[str, str] = json.loads(blocks(ENVELOPE, "json")[0])
    return found


@pytest.fixture
def codec(example: dict[str, str]) -> SealingCodec:
    key = base64.b64decode(example["key"])
    return SealingCodec(KeyRing(Keys(example["key id"], {example["key id"]: key})))


def outer(sealed: bytes) -> Payload:
    return Payload(metadata={"encoding": b"binary/sealed"}, data=sealed)


def test_the_worked_example_is_sealed_as_the_text_describes(
    example: dict[str, str],
) -> None:
    value = {name: base64.b64decode(example[name]) for name in ("key", "nonce")}
    text, key_id = example["json"].encode(), example["key id"].encode()
    inner = Payload(metadata={"encoding": b"json/plain"}, data=text)

    header = b"\x01" + bytes([len(key_id)]) + key_id
    plain = b"\x00" + inner.SerializeToString()
    bound = header + b"disputes payload 1"
    hidden = AESGCM(value["key"]).encrypt(value["nonce"], plain, bound)

    assert (
        base64.b64encode(inner.SerializeToString()).decode()
        == (example["inner payload"])
    )
    sealed = header + value["nonce"] + hidden
    assert base64.b64encode(sealed).decode() == example["sealed form"]


def test_the_worked_example_opens(example: dict[str, str], codec: SealingCodec) -> None:
    opened = codec.open(outer(base64.b64decode(example["sealed form"])))

    assert came_sealed(opened)
    assert opened.data == example["json"].encode()


def test_a_program_that_has_nothing_of_ours_seals_what_we_open(
    codec: SealingCodec,
) -> None:
    theirs: dict[str, Any] = {}
    exec(compile(blocks(ENVELOPE, "python")[0], "contract.md", "exec"), theirs)

    payload = theirs["sealed"](b'{"a": 1}', "2026-11-a", KEY)

    opened = codec.open(payload)
    assert came_sealed(opened)
    assert opened.data == b'{"a": 1}'


def test_the_request_to_the_codec_endpoint_is_a_readable_one() -> None:
    (asked,) = blocks(section(SEALING, "### 1. The codec endpoint"), "json")
    (payload,) = json.loads(asked)["payloads"]

    assert base64.b64decode(payload["metadata"]["encoding"]) == b"json/plain"
    assert json.loads(base64.b64decode(payload["data"])) == {"message_id": "m-1"}
    assert f"{LARGEST_BODY // 1024**2} MiB" in SEALING


async def test_our_python_client_is_used_as_it_can_be() -> None:
    (program,) = blocks(section(SEALING, "### 3. Our Python client"), "python")
    names: dict[str, Any] = {}
    exec(compile(program, "contract.md", "exec"), names)
    heard: list[tuple[str, ManagerResponse]] = []

    class Deaf:
        def __init__(self, client: object) -> None:
            pass

        async def send(self, dispute: str, message: ManagerResponse) -> None:
            heard.append((dispute, message))

    async def nowhere(settings: object) -> None:
        return None

    names |= {"DisputeClient": Deaf, "connect": nowhere}
    await names["answer"]()

    ((dispute, message),) = heard
    assert dispute == "dispute-west-sussex-WSX-2026-0042"
    assert message.message_id == "mosaic-77120"
