"""What rests sealed, and what each seal is bound to.

The store knows no key and no cipher: it is given a `Sealer`. Each sealed text is bound
to its place (`about`), so that a row copied over another row does not open.
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from pydantic_core import to_jsonable_python

from activities.storage.schema import storable
from domain.record import Entry, Situation


class Sealer(Protocol):
    """Whoever holds the keys."""

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Return `plain` sealed under the current key and bound to `about`."""

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """Return what was sealed; raises when the key or `about` is the wrong one."""

    def is_current(self, sealed: bytes) -> bool:
        """Return whether `sealed` is under the key that `seal` uses now."""


def about_entry(dispute: str, number: int) -> bytes:
    """Return what the details of one entry are bound to."""
    return f"{storable(dispute)}/{number}".encode()


def about_situation(dispute: str) -> bytes:
    """Return what the present situation of a dispute is bound to."""
    return f"{storable(dispute)}/situation".encode()


def seal_details(sealer: Sealer, dispute: str, entry: Entry) -> bytes:
    """Return the details of `entry`, sealed for its place."""
    return sealer.seal(_packed(entry.details), about_entry(dispute, entry.number))


def open_details(
    sealer: Sealer, dispute: str, number: int, sealed: bytes
) -> dict[str, Any]:
    """Return the details that were sealed for that place."""
    plain = sealer.open(sealed, about_entry(dispute, number))
    details: dict[str, Any] = json.loads(plain)
    return details


def plain_details(entry: Entry) -> dict[str, Any]:
    """Return the details of `entry` as they will read once opened again."""
    details: dict[str, Any] = json.loads(_packed(entry.details))
    return details


def seal_situation(sealer: Sealer, dispute: str, situation: Situation) -> bytes:
    """Return `situation`, sealed for its place."""
    plain = _packed(situation.model_dump(mode="json"))
    return sealer.seal(plain, about_situation(dispute))


def open_situation(sealer: Sealer, dispute: str, sealed: bytes) -> Situation:
    """Return the situation that was sealed for that place."""
    plain = sealer.open(sealed, about_situation(dispute))
    return Situation.model_validate_json(plain)


def _packed(content: Mapping[str, Any]) -> bytes:
    # In ASCII, so that half a character (JSON allows a lone surrogate) has bytes.
    return json.dumps(to_jsonable_python(content), separators=(",", ":")).encode()
