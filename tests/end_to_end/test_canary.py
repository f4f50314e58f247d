"""No word that somebody wrote lies outside an encrypted payload: law 7, tried."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from embedded.ports import ANY
from settings import Settings
from starter.embedded_stack import everything
from tests.end_to_end import canaries
from tests.end_to_end.canaries import Aviary, Remains
from tests.end_to_end.canary_story import Story

pytestmark = pytest.mark.end_to_end

REFERENCE = "WSX-2026-0042"
PLAIN = "what a program sends without sealing it"
PLACES = {
    "the Temporal database": REFERENCE,
    "the columns of its lists": REFERENCE,
    "the record": REFERENCE,
    "the mail": REFERENCE,
    "the log": REFERENCE,
    "the server's log": "Temporal Persistence",
    "the server's metrics": "disputes",
}
"""Where words may lie, and for each place one that does."""

NOT_IN_TEMPORAL = ("the record", "the mail", "the log", "the server's log")


@pytest.fixture(scope="module")
async def remains(tmp_path_factory: pytest.TempPathFactory) -> Remains:
    """Everything that is left of the story once all has been stopped."""
    home = tmp_path_factory.mktemp("home")
    aviary = Aviary()
    with _everything_written(home / "log") as log:
        async with everything(Settings(home=home, log_level="DEBUG"), ANY) as all_of_it:
            story = Story(all_of_it, aviary)
            await story.tell(REFERENCE)
            await story.every_kind("WSX-2026-0043")
            refused = await story.refused_at_raising("WSX-2026-0044")
            mails = all_of_it.stack.mailbox.count()
            metrics = await _metrics(_said_at_start(home))
    assert all(refused)
    assert mails > 40
    return Remains(_places(home, log) | {"the server's metrics": metrics}, aviary)


@pytest.fixture(scope="module")
async def with_a_stranger(
    tmp_path_factory: pytest.TempPathFactory,
) -> Remains:
    """What is left when a program has written plainly to a dispute."""
    home = tmp_path_factory.mktemp("home-of-a-stranger")
    aviary = Aviary()
    with _everything_written(home / "log") as log:
        async with everything(Settings(home=home, log_level="DEBUG"), ANY) as all_of_it:
            story = Story(all_of_it, Aviary())
            handle = await story.start(REFERENCE)
            await story.speak_plainly(handle, aviary.canary(PLAIN))
            await story.end(handle)
    return Remains(_places(home, log), aviary)


@pytest.mark.parametrize("place", PLACES)
def test_no_word_that_somebody_wrote_is_found_in(place: str, remains: Remains) -> None:
    assert remains.found(place) == set()


@pytest.mark.parametrize(("place", "word"), PLACES.items())
def test_the_search_finds_what_does_lie_plain_in(
    place: str, word: str, remains: Remains
) -> None:
    assert word.encode() in remains.places[place]


def test_a_word_sent_without_sealing_it_is_found_in_the_temporal_database(
    with_a_stranger: Remains,
) -> None:
    assert with_a_stranger.found("the Temporal database") == {PLAIN}


@pytest.mark.parametrize("place", NOT_IN_TEMPORAL)
def test_even_a_word_sent_without_sealing_it_goes_no_further_than_that(
    place: str, with_a_stranger: Remains
) -> None:
    assert with_a_stranger.found(place) == set()


def _said_at_start(home: Path) -> str:
    return (home / "temporal.log").read_text(encoding="utf-8")


async def _metrics(said_at_start: str) -> bytes:
    """Ask the server for its metrics; where they are, it says when it starts."""
    said = re.search(r"Temporal Metrics: *(http\S+)", said_at_start)
    assert said is not None
    async with httpx.AsyncClient() as asking:
        return (await asking.get(said[1].replace("localhost", "127.0.0.1"))).content


def _places(home: Path, log: Path) -> dict[str, bytes]:
    return {
        "the Temporal database": canaries.database(home / "temporal.db"),
        "the columns of its lists": canaries.list_columns(home / "temporal.db"),
        "the record": canaries.database(home / "record.db"),
        "the mail": canaries.mails(home / "mails.db"),
        "the log": log.read_bytes(),
        "the server's log": (home / "temporal.log").read_bytes(),
    }


@contextmanager
def _everything_written(path: Path) -> Iterator[Path]:
    """Write every log line of every logger, and everything printed, to one file.

    The libraries' DEBUG lines too: an operator who looks for a fault will ask for them.
    What Temporal's own threads print comes from no logger, so the process's output is
    taken as a whole.
    """
    root = logging.getLogger()
    level = root.level
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    with path.open("w", encoding="utf-8") as written:
        handler = logging.StreamHandler(written)
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
        try:
            yield path
        finally:
            handler.flush()
            root.removeHandler(handler)
            root.setLevel(level)
            for number, was in zip((1, 2), kept, strict=True):
                os.dup2(was, number)
                os.close(was)
