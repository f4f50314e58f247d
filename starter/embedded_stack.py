"""Everything on one machine: server, mail catcher, codec endpoint, worker, record.

What `disputes run` keeps going, and what `disputes rehearse` borrows when none runs.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from temporalio.client import Client

from activities.storage import Store
from embedded.ports import USUAL
from embedded.running import Running
from embedded.stack import Stack
from encryption.endpoint_settings import EndpointSettings
from encryption.keyring import KeyRing
from encryption.serving import serve
from settings import Settings
from starter.connection import connect
from worker import dispute_worker


@dataclass(frozen=True)
class Everything:
    """The parts of a running whole.

    Attributes:
        settings: As they are with the embedded servers.
        stack: Server, catcher and inbox.
        client: Connected, sealing.
        store: The record.
    """

    settings: Settings
    stack: Stack
    client: Client
    store: Store


def ring_of(settings: Settings) -> KeyRing:
    """Return the key ring of this home; the first run makes one."""
    if settings.keys_file.exists():
        return KeyRing.read(settings.keys_file)
    settings.keys_file.parent.mkdir(parents=True, exist_ok=True)
    return KeyRing.create(settings.keys_file)


@asynccontextmanager
async def everything(
    settings: Settings, prefer: Mapping[str, int] = USUAL
) -> AsyncIterator[Everything]:
    """Start it all, and stop it all at the end, whatever happens between.

    Args:
        settings: Everything that differs from place to place.
        prefer: Wished ports; `embedded.ports.ANY` for free ones.

    Raises:
        DisputeError: A part cannot be started; says which, and what to do.
    """
    ring = ring_of(settings)

    @asynccontextmanager
    async def codec(where: Running) -> AsyncIterator[None]:
        async with codec_endpoint(ring, where):
            yield

    stack_here = Stack(
        settings.home,
        time_skipping=True,
        binary=settings.temporal_binary,
        prefer=prefer,
        codec=codec,
        first_step="disputes rehearse",
    )
    async with stack_here as stack:
        where = stack.running
        os.environ["TEMPORAL_ADDRESS"] = where.address
        os.environ["TEMPORAL_NAMESPACE"] = where.namespace
        at_home = with_catcher(settings, where)
        client = await connect(at_home, ring)
        async with dispute_worker(at_home, client, ring) as worker, worker:
            store = await Store.open(at_home.database_url, ring)
            try:
                yield Everything(at_home, stack, client, store)
            finally:
                await store.close()


def with_catcher(settings: Settings, where: Running) -> Settings:
    """Return the settings with mail going to the catcher and links to the UI."""
    link = f"{where.ui}/namespaces/{where.namespace}/workflows/{{dispute}}"
    return settings.model_copy(
        update={
            "smtp_host": where.smtp_host,
            "smtp_port": where.smtp_port,
            "smtp_security": "none",
            "smtp_username": None,
            "smtp_password": None,
            "link_template": settings.link_template or link,
        }
    )


@asynccontextmanager
async def codec_endpoint(ring: KeyRing, where: Running) -> AsyncIterator[None]:
    """Serve the codec endpoint where the stack said it would be."""
    url = urlsplit(where.codec)
    settings = EndpointSettings(
        host=url.hostname or "127.0.0.1",
        port=url.port or 0,
        origins=(where.ui, where.ui.replace("127.0.0.1", "localhost")),
        namespace=where.namespace,
    )
    listening = asyncio.Event()
    serving = asyncio.create_task(
        serve(ring, settings, on_listening=lambda _: listening.set())
    )
    started = asyncio.create_task(listening.wait())
    await asyncio.wait({serving, started}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        started.cancel()
        serving.result()
    try:
        yield
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
