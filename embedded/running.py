"""The note by which other terminals find the running stack: `<home>/running.json`.

Whether the note is true is told by a lock on `<home>/running.lock`, which the operating
system takes away when its holder ends, however it ends: a lock never goes stale, and a
process number that has been given to somebody else misleads nobody.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from embedded.errors import AlreadyRunning, EmbeddedError

if sys.platform != "win32":
    import fcntl

_NOTE = "running.json"
_LOCK = "running.lock"


@dataclass(frozen=True)
class Running:
    """Where the parts of a running stack are.

    Attributes:
        pid: Process that started it.
        home: Folder it keeps everything in.
        address: Temporal's gRPC, `127.0.0.1:7233`.
        namespace: Temporal namespace.
        ui: URL of the Temporal UI.
        inbox: URL of the page that shows the mails.
        codec: URL of the codec endpoint, or empty when there is none.
        smtp_host: Where mails are taken.
        smtp_port: Where mails are taken.
        time_skipping: Whether the server lets a dispute's clock be moved on.
        log: The Temporal server's log file.
        notes: What a person should know, such as an unusual port.
    """

    pid: int
    home: str
    address: str
    namespace: str
    ui: str
    inbox: str
    codec: str
    smtp_host: str
    smtp_port: int
    time_skipping: bool
    log: str
    notes: tuple[str, ...] = ()


def running(home: Path) -> Running | None:
    """Return where the stack of `home` is, or None if none runs there.

    A note left behind by a stack that was killed counts as none.
    """
    if not _is_locked(home):
        return None
    try:
        written = json.loads((home / _NOTE).read_text(encoding="utf-8"))
        return Running(**{**written, "notes": tuple(written["notes"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None  # still starting, or written by another version of this project


def announce(where: Running) -> None:
    """Write the note, whole or not at all, readable by its owner only."""
    note = Path(where.home) / _NOTE
    draft = note.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(where), indent=2) + "\n", encoding="utf-8")
    draft.replace(note)


def withdraw(home: Path) -> None:
    """Take the note away; that there is none is no error."""
    (home / _NOTE).unlink(missing_ok=True)


@contextmanager
def sole_stack(home: Path) -> Iterator[None]:
    """Be the only stack in `home` for as long as the context lasts.

    Makes the folder if need be, for its owner only: mails are kept in it.

    Raises:
        AlreadyRunning: Another stack is running there; the message gives its URLs.
        EmbeddedError: The folder cannot be used, or this is Windows.
    """
    if sys.platform == "win32":
        raise EmbeddedError(
            "The embedded stack runs on Linux and macOS. On Windows start it inside "
            "WSL, or start the services of docker-compose.yml instead."
        )
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(home / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedError(
            f"The folder {home} cannot be used ({error.strerror}); "
            "name a folder that you may write to."
        ) from error
    try:
        _lock(handle, home)
        withdraw(home)  # what a killed stack left behind
        try:
            yield
        finally:
            withdraw(home)
    finally:
        os.close(handle)


def _lock(handle: int, home: Path) -> None:
    """Take the lock, with a little patience for `_is_locked`, which touches it."""
    for patience in (0.05, 0.1, 0.2, None):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if patience is None:
                raise AlreadyRunning(_where_it_runs(home)) from None
            time.sleep(patience)
        else:
            return


def _where_it_runs(home: Path) -> str:
    found = running(home)
    if found is None:
        return (
            f"A stack is just starting, or stopping, in {home}; "
            "wait a moment, or name another folder."
        )
    return (
        f"A stack is already running in {home} (process {found.pid}). "
        f"Temporal UI: {found.ui}  Mails: {found.inbox}\n"
        "Use that one, end it with Ctrl-C in its terminal, or name another folder."
    )


def _is_locked(home: Path) -> bool:
    if sys.platform == "win32":
        return False
    try:
        handle = os.open(home / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
