"""What the commands about people share: the directory in the database, and who asks."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from starter.session import settings_here

if TYPE_CHECKING:
    from activities.storage import Store

Answer = TypeVar("Answer")

By = Annotated[
    str, typer.Option("--by", metavar="REF", help="Your own reference, for the record.")
]
NOBODY_IN_PARTICULAR = "operator"


def with_store(ask: "Callable[[Store], Awaitable[Answer]]") -> Answer:
    """Open the database, ask it, and close it."""

    async def asking() -> Answer:
        from activities.storage import Store, migrate
        from starter.connection import open_ring

        settings = settings_here()
        await migrate(settings.database_url)
        async with Store.opened(settings.database_url, open_ring(settings)) as store:
            return await ask(store)

    return asyncio.run(asking())


def not_gone_by() -> list[str]:
    """Say so where workers go by something else than the database."""
    settings = settings_here()
    if settings.staff_directory is not None:
        return [
            f"Workers go by {settings.staff_directory}: unset DISPUTES_STAFF_DIRECTORY."
        ]
    path = settings.people_file
    return [f"Workers go by {path}: unset DISPUTES_PEOPLE_FILE."] if path else []
