"""Writing the key ring file: never over another, never half, never lost.

Each function leaves either a whole new file or what was there before, also when the
machine stops in between.
"""

import base64
import json
import os
import stat
from pathlib import Path
from typing import Self

from encryption.errors import KeyRingRefused
from encryption.key_file import Keys

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def create(path: Path, keys: Keys) -> None:
    """Write a new file for its owner alone.

    Raises:
        KeyRingRefused: Something is there already (it is never overwritten), or the
            folder cannot be written to.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(path, keys)
        _keep_names(path.parent)
    except FileExistsError:
        raise KeyRingRefused(
            f"{path} is there already and is never overwritten; "
            "to add a key to it, run `disputes keys rotate`."
        ) from None
    except OSError as error:
        raise KeyRingRefused(f"{path} cannot be written: {error.strerror}.") from None


class Replacement:
    """The next form of a key ring file, made beside it and then put in its place.

    The new file bears one fixed name, so that a second rotation at the same moment is
    refused instead of losing the first one's key. At every instant the ring's own name
    leads to a whole file, also when the machine stops in between.

    Attributes:
        path: The ring's real file, behind any symbolic link.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._beside = self.path.with_name(self.path.name + ".new")
        self._done = False

    def __enter__(self) -> Self:
        try:
            os.close(os.open(self._beside, _NEW_FILE, 0o600))
        except FileExistsError:
            raise KeyRingRefused(
                f"{self._beside} is there: another rotation is running, or one was "
                "broken off; if none is running, delete that file and try again."
            ) from None
        except OSError as error:
            raise KeyRingRefused(
                f"{self._beside} cannot be written: {error.strerror}."
            ) from None
        return self

    def __exit__(self, *_: object) -> None:
        if not self._done:  # Once in place, the name beside may be another's.
            self._beside.unlink(missing_ok=True)

    def write(self, keys: Keys) -> None:
        """Put `keys` in the file's place, with the owner and mode it had.

        Raises:
            KeyRingRefused: It cannot be written; the old file stands untouched.
        """
        try:
            before = self.path.stat()
            with self._beside.open("w", encoding="utf-8") as file:
                _like(before, file.fileno())
                file.write(_text(keys))
                file.flush()
                os.fsync(file.fileno())
            self._beside.replace(self.path)
            self._done = True
            _keep_names(self.path.parent)
        except OSError as error:
            raise KeyRingRefused(
                f"{self.path} cannot be replaced: {error.strerror}."
            ) from None


def _write_new(path: Path, keys: Keys) -> None:
    """Write a whole new file or leave none."""
    with os.fdopen(os.open(path, _NEW_FILE, 0o600), "w", encoding="utf-8") as file:
        try:
            file.write(_text(keys))
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _like(before: os.stat_result, descriptor: int) -> None:
    """Give a file the owner and mode of `before`.

    A ring rotated by root must still open for the service that owns it.
    """
    if os.name != "posix":
        return
    made = os.fstat(descriptor)
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        os.fchown(descriptor, before.st_uid, before.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _keep_names(folder: Path) -> None:
    """Make a new or replaced name in `folder` outlast a power cut."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _text(keys: Keys) -> str:
    coded = {name: base64.b64encode(key).decode() for name, key in keys.keys.items()}
    return json.dumps({"current": keys.current, "keys": coded}, indent=2) + "\n"
