"""`disputes mail`: what came back from mail servers, and digests."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.plain_help import InSections
from starter.session import REFUSED, AsJson, answer, plain_sentences, settings_here

if TYPE_CHECKING:
    from activities.bounces import Bounce
    from activities.digests import Digest
    from activities.storage import Store
    from activities.storage.told import Sent
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


@mail_app.command()
def bounced(
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Delivery status reports as mail files; - reads one.",
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="REF", help="Your own reference.")
    ] = "OPERATOR-1",
    as_json: AsJson = False,
) -> None:
    """Hand in delivery status reports: the dispute alarms and takes the second route.

    Let the mailbox that DISPUTES_MAIL_FROM names pipe what it gets into this command. What
    is no report about one of our notices is passed over, and said so.
    """
    with plain_sentences(as_json=as_json):
        found = asyncio.run(_hand_in(settings_here(), reports, by))
        lines = [f"{one['file']}: {one['says']}" for one in found]
        answer(found, "\n".join(lines), as_json=as_json)
        if not any(one["taken"] for one in found):
            raise typer.Exit(REFUSED)


@mail_app.command()
def digest(
    look: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent; send nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Send everybody's digest: one line for each dispute there is news of.

    To be run once a day. What was sent is not sent again, however often it is run.
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
    from starter.connection import open_ring
    from worker import letters_of, people_of, smtp_of

    async with Store.opened(settings.database_url, open_ring(settings)) as store:
        with closing(Smtp(smtp_of(settings))) as mailer:
            people, letters = people_of(settings, store), letters_of(settings)
            digests = Digests(store, people, mailer, letters, datetime.now(UTC))
            return await (digests.look() if look else digests.send())


def _says(found: "list[Digest]") -> Iterator[str]:
    for one in found:
        said = f", {one.said}" if one.said else ""
        yield f"{one.told}: {one.state.replace('-', ' ')}{said}"
        yield from (f"  {line}" for line in one.lines)
    if not found:
        yield "There is no news for any digest."


async def _hand_in(
    settings: "Settings", reports: list[str], by: str
) -> list[dict[str, Any]]:
    from activities.bounces import read_report
    from activities.storage import Store
    from starter.client import DisputeClient
    from starter.connection import connect, open_ring

    ring = open_ring(settings)
    async with Store.opened(settings.database_url, ring) as store:
        read = [(name, read_report(_read(name))) for name in reports]
        known = [(name, one, await _sent(store, one)) for name, one in read]
    client: DisputeClient | None = None
    found = []
    for name, bounce, sent in known:
        says = _not_taken(bounce, sent)
        if says is None and bounce is not None and sent is not None:
            if client is None:
                connected = await connect(settings, ring)
                client = DisputeClient(connected, settings.task_queue)
            says = await _tell(client, bounce, sent, by)
            found.append({"file": name, "taken": True, "says": says})
        else:
            found.append({"file": name, "taken": False, "says": says})
    return found


def _not_taken(bounce: "Bounce | None", sent: "Sent | None") -> str | None:
    if bounce is None:
        return "passed over: it is no delivery status report about one letter."
    if sent is None:
        return "passed over: it is not about a notice of ours."
    if not bounce.for_good:
        return "passed over: it is still tried."
    return None


async def _sent(store: "Store", bounce: "Bounce | None") -> "Sent | None":
    return await store.sent(bounce.message_id) if bounce else None


async def _tell(client: Any, bounce: "Bounce", sent: "Sent", by: str) -> str:
    from domain.messages import DeliveryFailed, Speaker

    await client.signal(
        sent.dispute,
        DeliveryFailed(
            message_id=f"bounced-{sent.number}",
            by=Speaker(post="operator", reference=by),
            notice=sent.number,
            told_reference=sent.told,
            said=bounce.says(),
        ),
    )
    return f"{sent.dispute} hears that notice {sent.number} to {sent.told} came back."


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise typer.BadParameter(
            f"{name} cannot be read: {error.strerror or 'unknown'}."
        ) from None
