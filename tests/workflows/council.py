"""A whole council, real in every part, whose disputes' clocks a test moves on."""

import asyncio
import html
import json
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import TimeSkipper
from temporalio.worker import Replayer
from typer.testing import CliRunner, Result

from calendars.reader import ENGLAND_AND_WALES
from domain.messages import read_raised
from embedded.mailbox import parse
from embedded.ports import ANY
from settings import Settings
from starter.cli import app
from starter.client import DisputeClient
from starter.embedded_stack import Everything, everything
from tests.sandbox import sandbox
from tests.situations import raising
from tests.workflows.postman import PATIENCE_SECONDS
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper

_LINE = re.compile(r"<li>(.*?)</li>", re.DOTALL)


class Letter:
    """One mail that was caught: to whom, and what it says."""

    def __init__(self, to: tuple[str, ...], source: bytes) -> None:
        mail = parse(source)
        plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert rich is not None
        self.to = to
        self.says: str = " ".join(plain.get_content().split())
        found = _LINE.findall(rich.get_content())
        self.why = [" ".join(html.unescape(line).split()) for line in found]


class Council:
    """Server, worker, mail and record, and `disputes` as a person runs it."""

    def __init__(self, parts: Everything) -> None:
        self.parts = parts
        self.disputes = DisputeClient(parts.client, parts.settings.task_queue)
        self._skipper = TimeSkipper(parts.client)
        self._raised = 0

    async def run(self, *words: str) -> Result:
        """Run a command; in a thread, since it runs an event loop of its own."""
        return await asyncio.to_thread(CliRunner().invoke, app, list(words))

    async def answer(self, *words: str) -> Any:
        """Run a command that must be taken, and return its JSON."""
        result = await self.run(*words, "--json")
        assert result.exit_code == 0, result.stdout + result.stderr
        return json.loads(result.stdout)

    async def raised(self, at: str, **changes: Any) -> str:
        """Raise a dispute whose clock shows `at`; return its id."""
        self._raised += 1
        reference = f"PRO-2026-{self._raised:04}"
        plain = {"reference": reference, "rehearsal": {"pretend_it_is": at}, **changes}
        request = read_raised(raising(**plain))
        assert await self.disputes.raise_dispute(request) is not None
        return request.workflow_id

    async def pass_until(self, dispute: str, moment: datetime) -> None:
        """Let the dispute's own clock run until `moment`, and the post go out."""
        handle = self.parts.client.get_workflow_handle(dispute)
        ahead = (await self.disputes.clocks(dispute)).ahead_by
        now = await self._skipper.get_current_time(handle) + ahead
        await self._skipper.fast_forward(handle, moment - now)
        await self.everything_delivered(dispute)

    async def everything_delivered(self, dispute: str) -> None:
        """Wait until every notice is settled and every entry written."""
        store = self.parts.store
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                now = await self.disputes.situation(dispute)
                told = await store.notices(dispute)
                settled = sum(one.settled_at is not None for one in told)
                written = len(await store.entries(dispute))
                if (settled, written) == (now.notices - now.waiting, now.entries):
                    return
                await asyncio.sleep(0.05)

    def letters(self, dispute: str) -> list[Letter]:
        """Every mail about a dispute, oldest first."""
        mailbox, reference = self.parts.stack.mailbox, dispute[-len("PRO-2026-0001") :]
        numbers = [one.number for one in mailbox.mails(dispute=reference, limit=1000)]
        found = [mailbox.mail(number) for number in sorted(numbers)]
        return [Letter(one[0].recipients, one[1]) for one in found if one is not None]

    def told(self, dispute: str, date: str) -> set[str]:
        """Addresses of those who were told this date, `Mon 19 Sep 2022 17:00`."""
        says = f"{date}, London time"
        letters = self.letters(dispute)
        return {to for one in letters if says in one.says for to in one.to}

    async def replays(self, dispute: str) -> None:
        """Replay what has happened; fails if the code would do something else."""
        client = self.parts.client
        replayer = Replayer(
            workflows=[DisputeWorkflow],
            interceptors=[Doorkeeper()],
            data_converter=client.data_converter,
            workflow_runner=sandbox(),
        )
        handle = client.get_workflow_handle(dispute)
        await replayer.replay_workflow(await handle.fetch_history())

    async def end(self, dispute: str) -> None:
        """End it, so that no other test finds it open."""
        await self.parts.client.get_workflow_handle(dispute).terminate()


@asynccontextmanager
async def a_council(home: Path) -> AsyncIterator[Council]:
    """Start everything in `home`."""
    with _variables(home):
        async with everything(Settings(home=home), prefer=ANY) as parts:
            yield Council(parts)


@contextmanager
def _variables(home: Path) -> Iterator[None]:
    """Point every command at `home`, and put everything back after it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            ours = name.startswith("DISPUTES_") and not name.startswith("DISPUTES_TEST")
            if ours or name.startswith("TEMPORAL_"):
                patch.delenv(name)
        # What the stack sets itself is taken away with these.
        patch.setenv("TEMPORAL_ADDRESS", "nowhere:1")
        patch.setenv("TEMPORAL_NAMESPACE", "nothing")
        patch.setenv("DISPUTES_HOME", str(home))
        yield


def write_list(path: Path, add: dict[str, str], remove: tuple[str, ...] = ()) -> str:
    """Write the list that ships with these changes; return where it is."""
    data = json.loads(ENGLAND_AND_WALES.read_text(encoding="utf-8"))
    kept = [one for one in data["events"] if one["date"] not in (*remove, *add)]
    added = [{"date": day, "title": title} for day, title in add.items()]
    text = json.dumps({**data, "events": [*kept, *added]})
    path.write_text(text, encoding="utf-8")
    return str(path)
