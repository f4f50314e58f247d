"""`disputes` as it is typed: a process of its own, read line by line, ended by Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.end_to_end.machine_room import ROOT

_PATIENCE_SECONDS = 90
DISPUTES = (sys.executable, "-m", "starter.cli")


def variables(home: Path) -> dict[str, str]:
    """Return all that a process knows of this machine: its path and the home folder."""
    return {"PATH": os.defpath, "HOME": str(home), "DISPUTES_HOME": str(home)}


def typed(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `disputes` to its end."""
    return subprocess.run(
        [*DISPUTES, *words],
        cwd=ROOT,
        env=variables(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )


class Terminal:
    """A terminal in which `disputes run` has been typed; at the end it is closed.

    Args:
        home: The folder that everything is kept in.
        options: Of `disputes run`.

    Attributes:
        said: Every line so far.
    """

    def __init__(self, home: Path, *options: str) -> None:
        self.said: list[str] = []
        self._running = subprocess.Popen(
            [*DISPUTES, "run", *options],
            cwd=ROOT,
            env=variables(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._impatience = threading.Timer(_PATIENCE_SECONDS, self._running.kill)
        self._impatience.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._impatience.cancel()
        with self._running:  # closes what is read from it, and waits
            self._running.kill()

    def until(self, words: str) -> None:
        """Read until a line with these words; that there is none is a failure."""
        assert self._running.stdout is not None
        for line in self._running.stdout:
            self.said.append(line)
            if words in line:
                return
        raise AssertionError("".join(self.said))

    def ctrl_c(self) -> int:
        """Press Ctrl-C, read the rest, and return the exit code."""
        os.killpg(self._running.pid, signal.SIGINT)
        rest, _ = self._running.communicate()
        self.said += rest.splitlines(keepends=True)
        return self._running.returncode


def running_in(home: Path) -> list[str]:
    """Return the command of every process that has `home` in it."""
    lines = subprocess.run(
        ["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [line for line in lines if str(home) in line]
