"""`disputes mail`: what came back from mail servers, and digests."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from starter.mail_bounced import CameBack, bounced, tell
from starter.plain_help import InSections
from starter.session import (
    REFUSED,
    SOME_OPERATOR,
    AsJson,
    answer,
    plain_sentences,
    settings_here,
)

if TYPE_CHECKING:
    from activities.digests import Digest
    from activities.storage.digests import DigestClaim
    from settings import Settings

mail_app = typer.Typer(
    cls=InSections,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="What came back from mail servers, and digests.",
)


@mail_app.callback()
def mail() -> None:
    """What came back from mail servers, and digests."""


mail_app.command()(bounced)


@mail_app.command()
def digest(
    look: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent; send nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Send everybody's digest: one line for each dispute there is news of.

    To be run once a day. What was sent is not sent again, however often it is run. When
    a mailbox refuses for good, each of those disputes raises the alarm.
    """
    with plain_sentences(as_json=as_json):
        found = asyncio.run(_digests(settings_here(), look=look))
        facts = [asdict(one) for one in found]
        answer(facts, "\n".join(_says(found)), as_json=as_json)
        if any(one.state not in ("sent", "would-be-sent") for one in found):
            raise typer.Exit(REFUSED)


async def _digests(settings: "Settings", *, look: bool) -> "list[Digest]":
    from activities.digests import Digests
    from activities.mail import Smtp
    from activities.storage import Store
    from starter.client import DisputeClient
    from starter.connection import connect, open_ring
    from worker import letters_of, people_of, smtp_of

    ring = open_ring(settings)
    async with Store.opened(settings.database_url, ring) as store:

        async def alarm(claim: "DigestClaim", said: str) -> None:
            client = DisputeClient(await connect(settings, ring), settings.task_queue)
            sent = tuple(await store.in_digest(claim.key))
            await tell(client, CameBack(claim.key, said, sent), SOME_OPERATOR)

        with closing(Smtp(smtp_of(settings))) as mailer:
            people, letters = people_of(settings, store), letters_of(settings)
            now = datetime.now(UTC)
            digests = Digests(store, people, mailer, letters, now, alarm)
            return await (digests.look() if look else digests.send())


def _says(found: "list[Digest]") -> Iterator[str]:
    for one in found:
        said = f", {one.said}" if one.said else ""
        yield f"{one.told}: {one.state.replace('-', ' ')}{said}"
        yield from (f"  {line}" for line in one.lines)
    if not found:
        yield "There is no news for any digest."
