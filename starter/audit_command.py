"""`disputes audit`: whether every open dispute is in order; for a timer to run."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starter.session import (
    REFUSED,
    AsJson,
    answer,
    plain_sentences,
    settings_here,
)

if TYPE_CHECKING:
    from starter.audit import Audit


def audit(
    undelivered_after: Annotated[
        float, typer.Option(min=0, help="Hours that a notice may wait.")
    ] = 4.0,
    heartbeat: Annotated[
        Path | None,
        typer.Option(help="Write when it was done and what it found into this file."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look at every open dispute: will it wake, and do all agree about its date?"""
    with plain_sentences(as_json=as_json):
        found = asyncio.run(_audit(timedelta(hours=undelivered_after)))
        if heartbeat is not None:
            _beat(heartbeat, found)
        lines = [f"{one.dispute}  {one.says}" for one in found.findings]
        lines += [f"Warning: {warning}" for warning in found.warnings]
        lines.append(
            f"{found.looked_at} open disputes looked at,"
            f" {len(found.findings) or 'nothing'} not in order."
        )
        answer(found.model_dump(mode="json"), "\n".join(lines), as_json=as_json)
        if found.findings:
            raise typer.Exit(REFUSED)


async def _audit(undelivered_after: timedelta) -> "Audit":
    from activities.storage import Store
    from starter.audit import Auditor
    from starter.calendar_choice import in_force
    from starter.client import DisputeClient
    from starter.connection import connect, open_ring

    settings = settings_here()
    calendar = in_force(settings).calendar
    client = await connect(settings)
    disputes = DisputeClient(client, settings.task_queue)
    async with Store.opened(settings.database_url, open_ring(settings)) as store:
        auditor = Auditor(client, disputes, store, undelivered_after, calendar)
        return await auditor.audit(datetime.now(UTC))


def _beat(path: Path, found: "Audit") -> None:
    """Write the file in one go, so that nobody reads half of it.

    Raises:
        DisputeError: It cannot be written.
    """
    from domain.errors import DisputeError

    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(found.model_dump_json(indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise DisputeError(
            f"--heartbeat: {path} cannot be written, {error.strerror}; name a file in a"
            " folder that is there."
        ) from None
