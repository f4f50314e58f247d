"""Everything on one machine: server, mail catcher, codec endpoint, worker, record.

What `disputes run` keeps going, and what `disputes rehearse` borrows when none runs.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from temporalio.client import Client

from activities.storage import Store
from embedded.errors import EmbeddedError
from embedded.ports import USUAL
from embedded.running import Running
from embedded.stack import Stack
from encryption.endpoint_settings import EndpointSettings
from encryption.keyring import KeyRing, KeyRingMissing
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
    """Return the key ring of this home; the first run makes one.

    Raises:
        EmbeddedError: The folder for it cannot be made.
        KeyRingMissing: It is gone, though what was sealed with it is still there.
        KeyRingRefused: It cannot be read or made.
    """
    path = settings.keys_file
    if path.exists():
        return KeyRing.read(path)
    if sealed := _sealed_before(settings.home):
        raise KeyRingMissing(
            f"There is no key ring file at {path}, and {sealed} was sealed with it. Put"
            " it back from its copy: without it nothing in there can be read. To start"
            " afresh instead, name another folder in DISPUTES_HOME."
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(
            f"The folder {path.parent} cannot be made ({error.strerror}); name one that"
            " you may write to in DISPUTES_HOME."
        ) from None
    return KeyRing.create(path)


def _sealed_before(home: Path) -> Path | None:
    """Return a file of an earlier run that only its key ring can open, if there is one."""
    histories, record = home / "temporal.db", home / "record.db"
    if histories.is_file():
        return histories
    if not record.is_file():
        return None
    with closing(
        sqlite3.connect(f"{record.absolute().as_uri()}?mode=ro", uri=True)
    ) as rows:
        try:
            return record if rows.execute("SELECT 1 FROM entries").fetchone() else None
        except sqlite3.Error:  # it has no tables yet
            return None


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
        async with (
            dispute_worker(at_home, client, ring) as worker,
            worker,
            Store.opened(at_home.database_url, ring) as store,
        ):
            yield Everything(at_home, stack, client, store)


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
