"""The endpoint listens where it may, and stops when it is told to."""

import asyncio
import signal
import socket
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from encryption.endpoint_settings import EndpointSettings
from encryption.errors import EndpointRefused
from encryption.keyring import KeyRing
from encryption.serving import serve
from settings import Settings

TOKEN = "the-marigold-token-of-thirty-two-letters"


async def _served(
    ring: KeyRing, settings: EndpointSettings
) -> tuple["asyncio.Task[None]", str]:
    """Start serving; return the task and the URL."""
    url: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(ring, settings, on_listening=url.set_result))
    return task, await asyncio.wait_for(url, timeout=10)


async def test_it_answers_until_its_task_is_cancelled_and_then_returns(
    ring: KeyRing,
) -> None:
    before = signal.getsignal(signal.SIGINT)
    task, url = await _served(ring, EndpointSettings(port=0))

    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{url}/health")).json() == {"status": "ok"}
        assert signal.getsignal(signal.SIGINT) is before
        task.cancel()
        await task

        assert not task.cancelled()
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{url}/health")


async def test_a_port_that_is_taken_is_named(ring: KeyRing) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(EndpointRefused, match=f"port {port}"):
            await serve(ring, EndpointSettings(port=port))


async def test_a_host_that_is_not_there_is_named(ring: KeyRing) -> None:
    settings = EndpointSettings(
        mode="production", token=TOKEN, host="nowhere.invalid", port=0
    )

    with pytest.raises(EndpointRefused, match=r"nowhere\.invalid"):
        await serve(ring, settings)


async def test_at_a_desk_a_name_that_leads_out_of_this_machine_is_refused(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(
        EndpointRefused, match=r"this machine only, not on 192\.0\.2\.7"
    ):
        await serve(ring, EndpointSettings(host="localhost", port=0))


def test_the_projects_settings_say_how_the_endpoint_is_opened() -> None:
    settings = Settings(
        mode="production",
        codec_host="::",
        codec_port=9000,
        codec_origins=("https://ui.example",),
        codec_token=SecretStr(TOKEN),
        codec_jwks_file=Path("/jwks.json"),
        codec_issuer="us",
        codec_audience="codec",
        codec_permission_claim="roles",
    )

    assert EndpointSettings.of(settings, "disputes") == EndpointSettings(
        mode="production",
        host="::",
        port=9000,
        origins=("https://ui.example",),
        namespace="disputes",
        token=TOKEN,
        jwks=Path("/jwks.json"),
        issuer="us",
        audience="codec",
        permission_claim="roles",
    )
