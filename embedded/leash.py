"""Run a command for as long as our standard input stays open.

    python -I -S leash.py GRACE_SECONDS COMMAND...

Whoever starts us holds the other end of a pipe. When it lets go, on purpose or because
it was killed, the command is asked to end (SIGTERM) and after the grace is made to
(SIGKILL). So a server never outlives its owner, on any Unix, whatever ended the owner.
Standard library only, and run by file name: it must start in milliseconds.
"""

import os
import signal
import subprocess
import sys
import threading
from types import FrameType


def hold(command: list[str], grace_seconds: float) -> int:
    """Run `command` until it ends or standard input closes; return its exit code."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def ask(signum: int, frame: FrameType | None) -> None:
        child.terminate()

    signal.signal(signal.SIGTERM, ask)

    def let_go() -> None:
        # Not sys.stdin: its lock, held by this thread, would abort Python's own exit.
        while os.read(0, 1):
            pass
        child.terminate()
        try:
            child.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            child.kill()

    threading.Thread(target=let_go, daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(hold(sys.argv[2:], float(sys.argv[1])))
