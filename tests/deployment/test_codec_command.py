"""`disputes codec` as its container runs it."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import httpx
import pytest

from encryption.keyring import KeyRing
from tests.deployment.composed import ROOT

TOKEN = "marigold-" * 5


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings of a codec endpoint in production, on a free port."""
    KeyRing.create(tmp_path / "keys.json")
    (tmp_path / "token").write_text(TOKEN)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        **os.environ,
        "DISPUTES_MODE": "production",
        "DISPUTES_KEYS_FILE": str(tmp_path / "keys.json"),
        "DISPUTES_CODEC_TOKEN_FILE": str(tmp_path / "token"),
        "DISPUTES_CODEC_HOST": "127.0.0.1",
        "DISPUTES_CODEC_PORT": str(port),
        "TEMPORAL_NAMESPACE": "disputes",
    }


async def _codec(environment: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "starter.cli", "codec"),
        env=environment,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_answers_until_it_is_told_to_stop(environment: dict[str, str]) -> None:
    codec = await _codec(environment)
    assert codec.stdout
    listening = (await codec.stdout.readline()).decode()
    url = listening.removeprefix("The codec endpoint listens at ").strip(". \n")

    async with httpx.AsyncClient(base_url=url) as client:
        health = await client.get("/health")
        stranger = await client.post("/decode", json={"payloads": []})
        known = await client.post(
            "/decode",
            json={"payloads": []},
            headers={"Authorization": f"Bearer {TOKEN}", "X-Namespace": "disputes"},
        )
    codec.send_signal(signal.SIGTERM)
    said, complaints = await codec.communicate()

    assert (health.status_code, stranger.status_code, known.status_code) == (
        200,
        401,
        200,
    )
    assert codec.returncode == 0
    assert (said, complaints) == (b"", b"")


async def test_it_is_refused_without_anything_that_guards_it(
    environment: dict[str, str],
) -> None:
    del environment["DISPUTES_CODEC_TOKEN_FILE"]

    codec = await _codec(environment)
    _, complaints = await codec.communicate()

    assert codec.returncode == 1
    assert b"anyone could read all" in complaints
    assert b"Traceback" not in complaints
