"""Record a history of every path, to be replayed by all later releases.

    .venv/bin/python -m tests.replay.make_histories

Run it once for each release, before it is tagged. Histories go to
`tests/replay/histories/<release>/`, one file a path, and what is there already is left
as it is: a history of a released version stands for the disputes that run under it, and
is never recorded anew. While a release is not out yet, delete its folder and run this
again after a change of commands.

The data converter is the plain one, so that the files can be read; everybody and
everything in them is invented.
"""

import asyncio
import sys
import tomllib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from calendars.reader import read_calendar
from procedures.shelf import Shelf
from tests.replay.paths import PATHS, Walk
from tests.workflows.postman import Postman
from tests.workflows.running import Disputes, Works, time_skipping_server

HISTORIES = Path(__file__).parent / "histories"
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def release() -> str:
    """The version under which new histories are kept."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    return str(project["project"]["version"])


@asynccontextmanager
async def a_walk() -> AsyncIterator[Walk]:
    """A server and a worker of their own."""
    async with await time_skipping_server() as env:
        postman, is_open = Postman(), asyncio.Event()
        is_open.set()
        works = Works(env.client, Shelf(), read_calendar(), postman, is_open)
        async with works("disputes"):
            yield Walk(Disputes(env, env.client, "disputes"), postman, is_open)


async def recordings(names: Iterable[str]) -> dict[str, str]:
    """Walk the paths of those names; returns the history of each as JSON."""
    async with a_walk() as walk:
        return {
            name: (
                await (await PATHS[name](walk, name)).handle.fetch_history()
            ).to_json()
            for name in names
        }


def record_missing(folder: Path) -> list[str]:
    """Record what `folder` does not hold yet; returns the names of the new histories."""
    missing = [name for name in PATHS if not (folder / f"{name}.json").exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in asyncio.run(recordings(missing)).items():
            (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    return missing


def main() -> None:
    """Record, and say what was recorded."""
    folder = HISTORIES / release()
    names = ", ".join(record_missing(folder)) or "nothing; all are there"
    sys.stdout.write(f"Recorded in {folder}: {names}.\n")


if __name__ == "__main__":
    main()
