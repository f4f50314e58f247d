"""Where everything must come sealed, what comes plain is refused and kept."""

import dataclasses
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.converter import DefaultFailureConverterWithEncodedAttributes
from temporalio.testing import WorkflowEnvironment

from encryption.codec import SealingCodec
from encryption.keyring import KeyRing
from tests.workflows.foreign import MANAGER, why_refused
from tests.workflows.running import ADispute, Disputes, Works

PLAIN = "It came unencrypted. Seal it with the codec endpoint"


@dataclass
class Sealed:
    """A worker with a key ring, and who speaks to it.

    Attributes:
        disputes: Through a client that seals.
        plain: Through one that knows nothing of sealing.
        careless: Opens what is sealed, and sends everything plain.
        stranger: Seals with a key of its own.
    """

    disputes: Disputes
    plain: Disputes
    careless: Client
    stranger: Client


class Careless(SealingCodec):
    """Opens what is sealed, and seals nothing."""

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return list(payloads)


def speaking(env: WorkflowEnvironment, codec: SealingCodec) -> Client:
    """A client with that codec."""
    config = env.client.config()
    plain = config["data_converter"]
    config["data_converter"] = dataclasses.replace(
        plain,
        payload_codec=codec,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
    return Client(**config)


@pytest.fixture
async def sealed(
    env: WorkflowEnvironment, works: Works, task_queue: str, tmp_path: Path
) -> AsyncIterator[Sealed]:
    ring = KeyRing.create(tmp_path / "keys.json")
    KeyRing.create(tmp_path / "strangers.json")
    KeyRing.rotate(tmp_path / "strangers.json")
    strangers = KeyRing.read(tmp_path / "strangers.json")
    client = speaking(env, SealingCodec(ring))
    async with works(task_queue, client=client, require_encrypted=True):
        yield Sealed(
            disputes=Disputes(env, client, task_queue),
            plain=Disputes(env, env.client, task_queue),
            careless=speaking(env, Careless(ring)),
            stranger=speaking(env, SealingCodec(strangers)),
        )


async def test_what_is_raised_plain_is_refused(sealed: Sealed) -> None:
    dispute = await sealed.plain.started()

    with pytest.raises(WorkflowFailureError) as failure:
        await sealed.disputes.client.get_workflow_handle(dispute.id).result()

    assert PLAIN in str(failure.value.cause)


async def test_what_comes_sealed_is_taken(sealed: Sealed) -> None:
    dispute = await sealed.disputes.raised()

    await dispute.signal("note", text="Sealed.")
    now = await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")

    assert (now.standing, now.refused) == ("awaiting-officer", 0)


async def test_what_comes_plain_is_refused_and_kept(
    sealed: Sealed, env: WorkflowEnvironment
) -> None:
    dispute = await sealed.disputes.raised()
    careless = ADispute(env, sealed.careless.get_workflow_handle(dispute.id))

    await careless.signal("note", text="Plain.")
    with pytest.raises(WorkflowUpdateFailedError) as refusal:
        await careless.say("note", text="Plain again.")

    [kept] = await dispute.entries("message-refused")
    assert PLAIN in kept.details["why"]
    assert PLAIN in why_refused(refusal.value)
    assert (await dispute.situation()).refused == 1


async def test_what_a_strangers_key_sealed_is_kept_unread(sealed: Sealed) -> None:
    dispute = await sealed.disputes.raised()
    from_afar = sealed.stranger.get_workflow_handle(dispute.id)

    await from_afar.signal("note", dispute.worded(text="Who am I?"))
    now = await dispute.say("note", text="Somebody else.")

    [kept] = await dispute.entries("message-refused")
    assert "no key opens it" in kept.details["why"]
    assert (now.refused, now.standing) == (1, "awaiting-response")
