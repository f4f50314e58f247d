"""How far a measurement has come, on stderr, so that stdout stays a table."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)


class Bar:
    """The bar of one benchmark."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._task = progress.add_task(title, total=None)

    def expect(self, steps: float) -> None:
        """Say how many steps there are."""
        self._progress.update(self._task, total=steps)

    def step(self, steps: float = 1) -> None:
        """Say that some were done."""
        self._progress.advance(self._task, steps)

    def done(self) -> None:
        """Fill the bar."""
        task = self._progress.tasks[self._task]
        self._progress.update(
            self._task, total=task.total or 1, completed=task.total or 1
        )


@contextmanager
def bars() -> Iterator[Progress]:
    """Show bars while the context lasts; nothing but their end on a dull terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield progress
