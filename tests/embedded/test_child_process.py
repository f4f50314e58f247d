"""A child process: where it logs, what it hears, and that it always ends."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from embedded.process import child_process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix shell")


def shell(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


async def test_everything_it_writes_goes_to_its_log(tmp_path: Path) -> None:
    log = tmp_path / "child.log"

    async with child_process(shell("echo out; echo err >&2; exit 3"), log=log) as child:
        code = await child.ended()

    assert code == 3
    assert child.last_words() == "    out\n    err"


async def test_the_log_of_the_run_before_is_kept_once(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    for run in (1, 2, 3):
        async with child_process(shell(f"echo run {run}"), log=log) as child:
            await child.ended()

    assert log.read_text() == "run 3\n"
    assert (tmp_path / "child.log.previous").read_text() == "run 2\n"


async def test_it_does_not_hear_ctrl_c_of_our_terminal(tmp_path: Path) -> None:
    async with child_process(shell("sleep 60"), log=tmp_path / "child.log") as child:
        assert os.getpgid(child.pid) != os.getpgid(0)
        assert os.getsid(child.pid) != os.getsid(0)


async def test_one_that_will_not_end_is_made_to(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    deaf = f"trap '' TERM; echo > '{ready}'; while :; do sleep 0.05; done"

    async with child_process(
        shell(deaf), log=tmp_path / "child.log", grace_seconds=0.2
    ) as child:
        await asyncio.to_thread(ready.read_text)

    assert child.exit_code == 128 + signal.SIGKILL


async def test_settings_of_temporal_clients_do_not_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.council.example:7233")
    monkeypatch.setenv("DISPUTES_TRIED", "kept")

    async with child_process(shell("env"), log=tmp_path / "child.log") as child:
        await child.ended()

    said = child.log.read_text()
    assert "TEMPORAL_ADDRESS" not in said
    assert "DISPUTES_TRIED=kept" in said
