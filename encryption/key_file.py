"""The key ring file: its form, and the one reader of it (`key_writing` writes).

JSON, kept readable by its owner alone::

    {"current": "2026-11-a", "keys": {"2026-11-a": "<32 bytes in base64>"}}

`current` seals; every key opens. A key may leave the file only when nothing sealed with
it is left, in the record or in any workflow history that Temporal still keeps. Losing
the file loses everything ever sealed: back it up, apart from the database.
"""

import base64
import binascii
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from encryption.errors import KeyRingMissing, KeyRingRefused

KEY_BYTES = 32
KEY_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}", re.ASCII)
_FORM = '{"current": "ID", "keys": {"ID": "32 bytes in base64"}}'


@dataclass(frozen=True)
class Keys:
    """What a key ring file holds.

    Attributes:
        current: Id of the key that seals.
        keys: 32 bytes for each id, in the order of the file. Never shown.
    """

    current: str
    keys: Mapping[str, bytes] = field(repr=False)


def read(path: Path, *, must_be_private: bool) -> Keys:
    """Read and judge a key ring file.

    Args:
        path: Of the file.
        must_be_private: Refuse a file that other users of this machine may read, or
            that its group may change. Its group may read it, since mounted secrets
            are given to a service that way.

    Raises:
        KeyRingMissing: There is no such file.
        KeyRingRefused: It cannot be read or used; all its faults at once.
    """
    try:
        text = path.read_text(encoding="utf-8")
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyRingMissing(
            f"There is no key ring file at {path}; "
            "make one with `disputes keys create`, or set DISPUTES_KEYS_FILE."
        ) from None
    except UnicodeDecodeError:
        raise KeyRingRefused(f"{path} is not a text file; expected {_FORM}.") from None
    except OSError as error:
        raise KeyRingRefused(f"{path} cannot be read: {error.strerror}.") from None
    keys, faults = _parse(text, path)
    if must_be_private and os.name == "posix":
        faults += _exposure(mode, path)
    if faults or keys is None:
        raise KeyRingRefused(*faults)
    return keys


def _parse(text: str, path: Path) -> tuple[Keys | None, list[str]]:
    """Return the keys, or everything wrong with `text`; never a piece of it."""
    try:
        found = json.loads(text, object_pairs_hook=_no_repeats)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return None, [f"{path} is not JSON at {where}; expected {_FORM}."]
    except _Repeated as error:
        return None, [f"{path} has the entry {error} twice; keep one of the two."]
    except RecursionError:
        return None, [f"{path} is nested too deeply; expected {_FORM}."]
    if (
        not isinstance(found, dict)
        or not isinstance(found.get("keys"), dict)
        or not isinstance(found.get("current"), str)
    ):
        return None, [f"{path} is not a key ring; expected {_FORM}."]
    faults = [
        f"{path} has the unknown entry {_shown(name)}; take it out."
        for name in found
        if name not in ("current", "keys")
    ]
    keys = {
        name: key
        for name, coded in found["keys"].items()
        if (key := _key(name, coded, path, faults)) is not None
    }
    if found["current"] not in found["keys"]:
        faults.append(
            f"{path} names {_shown(found['current'])} as its current key, "
            "which is not among its keys."
        )
    return (None if faults else Keys(found["current"], keys)), faults


def _key(name: str, coded: Any, path: Path, faults: list[str]) -> bytes | None:
    if not KEY_ID.fullmatch(name):
        faults.append(
            f"{path} has a key with a name that cannot be used; a name is up to 63 "
            "of a-z, 0-9, '.', '_', '-', beginning with a letter or digit."
        )
    try:
        key = base64.b64decode(coded, validate=True)
    except (binascii.Error, TypeError, ValueError):
        faults.append(
            f"{path}: key {_shown(name)} is not base64; expected 32 bytes of it."
        )
        return None
    if len(key) != KEY_BYTES:
        faults.append(
            f"{path}: key {_shown(name)} has {len(key)} bytes, not {KEY_BYTES}."
        )
    return key


def _shown(name: str) -> str:
    """Return `name` for a message, unless it might be a key in the wrong place."""
    return repr(name) if KEY_ID.fullmatch(name) else "(a name that is not shown)"


def _exposure(mode: int, path: Path) -> list[str]:
    if not mode & (stat.S_IRWXO | stat.S_IWGRP):
        return []
    fault = (
        f"{path} is open to others (mode {stat.S_IMODE(mode):04o}); "
        f"close it with `chmod 600 {path}`."
    )
    return [fault]


class _Repeated(ValueError):
    """An entry stands twice in one JSON object."""


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Repeated(_shown(name))
        found[name] = value
    return found
