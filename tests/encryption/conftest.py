"""A key ring of its own for every test."""

from pathlib import Path

import pytest

from encryption.keyring import KeyRing


@pytest.fixture
def keys_file(tmp_path: Path) -> Path:
    """Where this test's key ring file belongs; nothing is there yet."""
    return tmp_path / "keys.json"


@pytest.fixture
def ring(keys_file: Path) -> KeyRing:
    """A ring with one key."""
    return KeyRing.create(keys_file)


@pytest.fixture
def strangers_ring(tmp_path: Path) -> KeyRing:
    """A ring with keys that we do not have, under ids that we do not use."""
    path = tmp_path / "strangers.json"
    KeyRing.create(path)
    KeyRing.rotate(path)
    return KeyRing.read(path)
