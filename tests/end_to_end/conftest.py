"""A home folder with settings of its own, and what a machine's variables may not change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import Settings


@pytest.fixture(scope="module", autouse=True)
def _untouched_machine() -> Iterator[None]:
    """Neither our variables nor Temporal's come in from outside, and none go out."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"):
            patch.setenv(name, "set, so that it is taken away again at the end")
            patch.delenv(name)
        patch.setenv("TEMPORAL_CONFIG_FILE", "/dev/null")
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Development settings in a home of their own."""
    return Settings(home=tmp_path / "home")
