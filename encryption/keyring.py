"""The key ring: one key seals, all keys open.

AES-256-GCM with a fresh random 96-bit nonce for each seal. The sealed form is::

    1 byte    form, 1
    1 byte    length of the key id
    n bytes   key id, ASCII
    12 bytes  nonce
    rest      ciphertext and 16-byte tag

The first three and `about` are authenticated with the tag, so that nothing sealed for
one purpose opens for another. A random nonce is safe for 2**32 seals
under one key (NIST SP 800-38D, 8.3); rotate each year and that is never near.
"""

import itertools
import os
import secrets
import string
from collections.abc import Container
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from encryption import key_file, key_writing
from encryption.errors import KeyRingMissing, KeyRingRefused, NotOurs, UnknownKey

__all__ = ["KeyRing", "KeyRingMissing", "KeyRingRefused", "NotOurs", "UnknownKey"]

_FORM = 1
_ID_BEGINS = 2
_NONCE_BYTES = 12
_TAG_BYTES = 16


class KeyRing:
    """Seals with the current key, opens with any; also the `Sealer` of the record.

    A ring knows the file it came from. When it meets a key it does not know and the
    file has changed since, it reads the file again: a rotation therefore reaches
    processes that are already running, before they can mistake a newly sealed message
    for a foreign one.
    """

    def __init__(
        self,
        keys: key_file.Keys,
        *,
        path: Path | None = None,
        must_be_private: bool = False,
    ) -> None:
        """Hold `keys`; see `read`, which is the usual way to a ring."""
        self._path = path
        self._must_be_private = must_be_private
        self._seen = _stamp(path)
        self._held = _hold(keys)

    def __repr__(self) -> str:
        return f"<KeyRing current={self.current!r} of {len(self.key_ids)}>"

    @classmethod
    def read(cls, path: Path, *, must_be_private: bool = False) -> "KeyRing":
        """Read a ring from its file.

        Args:
            path: Of the key ring file.
            must_be_private: Refuse a file that others may read (production).

        Raises:
            KeyRingMissing: There is no such file.
            KeyRingRefused: It cannot be used; all its faults, each a plain sentence.
        """
        seen = _stamp(path)
        keys = key_file.read(path, must_be_private=must_be_private)
        ring = cls(keys, path=path, must_be_private=must_be_private)
        # Older than what was read, if it changed between: then it is read once more.
        ring._seen = seen
        return ring

    @classmethod
    def create(cls, path: Path) -> "KeyRing":
        """Make a file with one fresh key, for its owner alone, and return its ring.

        Raises:
            KeyRingRefused: The file is there already, or cannot be written.
        """
        name = _new_id(())
        keys = key_file.Keys(name, {name: secrets.token_bytes(key_file.KEY_BYTES)})
        key_writing.create(path, keys)
        return cls(keys, path=path)

    @classmethod
    def rotate(cls, path: Path, *, must_be_private: bool = False) -> str:
        """Add a fresh key to the file and make it current; every old key stays.

        Where several machines hold copies of the file, bring the new file to all of
        them before any message is sent: a worker cannot open what it has no key for.

        Returns:
            Id of the new key, such as `2026-11-b`: the month it was made, in UTC.

        Raises:
            KeyRingMissing: There is no such file.
            KeyRingRefused: It cannot be used or replaced; it stands untouched.
        """
        key_file.read(path, must_be_private=must_be_private)
        with key_writing.Replacement(path) as replacement:
            # Read again, now that no other rotation can come between.
            old = key_file.read(path, must_be_private=must_be_private)
            name = _new_id(old.keys)
            fresh = secrets.token_bytes(key_file.KEY_BYTES)
            replacement.write(key_file.Keys(name, {**old.keys, name: fresh}))
        return name

    @property
    def current(self) -> str:
        """Id of the key that seals."""
        return self._held.current

    @property
    def key_ids(self) -> tuple[str, ...]:
        """Ids of all keys, in the order of the file."""
        return tuple(self._held.ciphers)

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Seal `plain` with the current key.

        Args:
            plain: Anything, also nothing.
            about: What it is for; the same bytes must be given to open it. Not stored.
        """
        held = self._held
        header = _header(held.current)
        nonce = os.urandom(_NONCE_BYTES)
        cipher = held.ciphers[held.current]
        return header + nonce + cipher.encrypt(nonce, plain, header + about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            UnknownKey: Sealed with a key that is not in the ring.
            NotOurs: Not in our form, altered, or sealed about something else.
        """
        name = self.key_id_of(sealed)
        if name is None:
            raise NotOurs
        header = _header(name)
        nonce_end = len(header) + _NONCE_BYTES
        nonce, rest = sealed[len(header) : nonce_end], sealed[nonce_end:]
        try:
            return self._cipher(name).decrypt(nonce, rest, header + about)
        except InvalidTag:
            raise NotOurs from None

    def is_current(self, sealed: bytes) -> bool:
        """Tell whether `sealed` bears the id of the key that seals now."""
        return self.key_id_of(sealed) == self.current

    @staticmethod
    def key_id_of(sealed: bytes) -> str | None:
        """Return the key id that `sealed` bears; None if it is not in our form."""
        if len(sealed) < _ID_BEGINS or sealed[0] != _FORM:
            return None
        end = _ID_BEGINS + sealed[1]
        if len(sealed) < end + _NONCE_BYTES + _TAG_BYTES:
            return None
        name = sealed[_ID_BEGINS:end].decode("ascii", "replace")
        return name if key_file.KEY_ID.fullmatch(name) else None

    def _cipher(self, name: str) -> AESGCM:
        if name not in self._held.ciphers:
            self._read_again()
        try:
            return self._held.ciphers[name]
        except KeyError:
            raise UnknownKey(name) from None

    def _read_again(self) -> None:
        """Take the file as it is now, if it has changed and can be used."""
        now = _stamp(self._path)
        if self._path is None or now is None or now == self._seen:
            return
        self._seen = now
        try:
            keys = key_file.read(self._path, must_be_private=self._must_be_private)
        except KeyRingRefused:
            return  # A broken file must not take away the keys that we hold.
        self._held = _hold(keys)


class _Held(NamedTuple):
    """Keys made ready; replaced as one, so that no thread sees half a change."""

    current: str
    ciphers: dict[str, AESGCM]


def _hold(keys: key_file.Keys) -> _Held:
    ciphers = {name: AESGCM(key) for name, key in keys.keys.items()}
    return _Held(keys.current, ciphers)


def _header(name: str) -> bytes:
    coded = name.encode("ascii")
    return bytes((_FORM, len(coded))) + coded


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    """Return what changes when the file does; None where there is no file."""
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _new_id(taken: Container[str], on: date | None = None) -> str:
    """Return the first free id of the month: `2026-11-a`, `-b` ... `-z`, `-aa` ..."""
    month = f"{on or datetime.now(UTC):%Y-%m}"
    return next(
        name
        for length in itertools.count(1)
        for letters in itertools.product(string.ascii_lowercase, repeat=length)
        if (name := f"{month}-{''.join(letters)}") not in taken
    )
