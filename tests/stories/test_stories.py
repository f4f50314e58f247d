"""Each story reads as it was proof-read, word for word."""

from collections.abc import Callable

import pytest

from tests.difference import first_difference
from tests.stories.reading import Reading
from tests.stories.shelf import READ, STORIES


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_story_reads_as_it_was_proof_read(story: Callable[[], Reading]) -> None:
    read = (READ / f"{story.__name__}.txt").read_text(encoding="utf-8")

    changed = first_difference(read, story().text())
    assert not changed, f"{changed}\n\nIf it is right so: python -m tests.stories"


def test_no_reading_is_left_without_its_story() -> None:
    assert {path.stem for path in READ.glob("*.txt")} == {
        one.__name__ for one in STORIES
    }
