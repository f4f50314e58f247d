"""A home folder, a mailbox, a mail server, and the whole stack, each for one test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from embedded.catcher import Catcher
from embedded.mailbox import Mailbox
from embedded.ports import ANY
from embedded.stack import Stack


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails.db") as opened:
        yield opened


@pytest.fixture
async def catcher(mailbox: Mailbox) -> AsyncIterator[Catcher]:
    async with Catcher(mailbox, slow_seconds=0.01) as listening:
        yield listening


@pytest.fixture
async def stack(home: Path) -> AsyncIterator[Stack]:
    """A whole stack, with the real Temporal server, on free ports."""
    async with Stack(home, prefer=ANY) as running:
        yield running
