"""The whole stack, started once for a file of tests, and `disputes` as a person runs it."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from domain.messages import read_raised
from embedded.ports import ANY
from settings import Settings
from starter.cli import app
from starter.client import DisputeClient
from starter.embedded_stack import Everything, everything
from tests.situations import raising

MON_30_MAR = {"pretend_it_is": "2026-03-30T10:00:00+01:00"}

Run = Callable[..., Result]


class Whole:
    """A running stack, with the verbs of a test."""

    def __init__(self, parts: Everything) -> None:
        self.parts = parts
        self.disputes = DisputeClient(parts.client, parts.settings.task_queue)

    async def run(self, *words: str) -> Result:
        """Run a command; in a thread, since it runs an event loop of its own."""
        return await asyncio.to_thread(disputes, *words)

    async def raised(self, reference: str, **changes: Any) -> str:
        """Raise a dispute whose clock shows Mon 30 Mar 2026 10:00; return its id."""
        plain = {"reference": reference, "rehearsal": MON_30_MAR, **changes}
        request = read_raised(raising(**plain))
        assert await self.disputes.raise_dispute(request) is not None
        return request.workflow_id


def disputes(*words: str) -> Result:
    """Run `disputes` with these words."""
    return CliRunner().invoke(app, list(words))


@pytest.fixture(scope="module")
def set_for_all() -> Iterator[pytest.MonkeyPatch]:
    """Variables set for a whole file of tests, and put back after it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            ours = name.startswith("DISPUTES_") and not name.startswith("DISPUTES_TEST")
            if ours or name.startswith("TEMPORAL_"):
                patch.delenv(name)
        # What the stack sets itself is taken away with these.
        patch.setenv("TEMPORAL_ADDRESS", "nowhere:1")
        patch.setenv("TEMPORAL_NAMESPACE", "nothing")
        yield patch


@pytest.fixture(scope="module")
async def whole(
    tmp_path_factory: pytest.TempPathFactory, set_for_all: pytest.MonkeyPatch
) -> AsyncIterator[Whole]:
    """Server, mail catcher, worker and record, in a folder of their own."""
    home = tmp_path_factory.mktemp("home")
    set_for_all.setenv("DISPUTES_HOME", str(home))
    async with everything(Settings(home=home), prefer=ANY) as parts:
        yield Whole(parts)


@pytest.fixture
def list_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a list of bank holidays: the one that ships, with changes."""
    import json

    from calendars.reader import ENGLAND_AND_WALES

    def written(
        add: dict[str, str] | None = None, remove: tuple[str, ...] = (), **changes: Any
    ) -> Path:
        data = json.loads(ENGLAND_AND_WALES.read_text(encoding="utf-8"))
        data["events"] = [
            event for event in data["events"] if event["date"] not in remove
        ] + [{"date": day, "title": title} for day, title in (add or {}).items()]
        path = tmp_path / f"list-{len(list(tmp_path.iterdir()))}.json"
        path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
        return path

    return written
