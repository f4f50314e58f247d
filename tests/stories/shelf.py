"""All stories, by name."""

from collections.abc import Callable
from pathlib import Path

from tests.stories import (
    answers_and_promises,
    beside_the_stages,
    clocks_and_moves,
    reaching_people,
    unjudged,
)
from tests.stories.reading import Reading

READ = Path(__file__).parent / "read"

STORIES: tuple[Callable[[], Reading], ...] = (
    *answers_and_promises.STORIES,
    *beside_the_stages.STORIES,
    *clocks_and_moves.STORIES,
    *reaching_people.STORIES,
    *unjudged.STORIES,
)
