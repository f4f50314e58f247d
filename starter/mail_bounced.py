"""`disputes mail bounced`: delivery status reports reach the disputes they are about.

Exit codes: 0 one was taken, or a mailbox had nothing new, 1 none was taken, 3 not
reachable; what a mailbox holds is then read again the next time.
"""

import asyncio
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starter.session import (
    REFUSED,
    SOME_OPERATOR,
    AsJson,
    ByOperator,
    answer,
    plain_sentences,
    settings_here,
)

if TYPE_CHECKING:
    from mailbox import Maildir

    from activities.storage import Store
    from activities.storage.told import Sent
    from settings import Settings
    from starter.client import DisputeClient


@dataclass(frozen=True)
class CameBack:
    """A letter of ours that did not arrive, for good.

    Attributes:
        file: Where the report of it was read.
        says: What the report says, without any address.
        sent: Its notice; of a digest, the last one of each dispute.
    """

    file: str
    says: str
    sent: "tuple[Sent, ...]"


@dataclass(frozen=True)
class Handed:
    """What became of a report.

    Attributes:
        file: Where it was read.
        taken: True when a dispute hears of it.
        says: In words.
    """

    file: str
    taken: bool
    says: str


def bounced(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            help="Delivery status reports as mail files; - reads one.",
        ),
    ] = None,
    mailbox: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A mailbox (Maildir) instead: reads what is new, and marks it read.",
        ),
    ] = None,
    by: ByOperator = SOME_OPERATOR,
    as_json: AsJson = False,
) -> None:
    """Hand in delivery status reports: the dispute alarms and takes the second route.

    Let the mailbox that DISPUTES_MAIL_FROM names pipe what it gets into this command, or
    have it read that mailbox from time to time. What is no report about one of our
    notices is passed over, and said so.
    """
    with plain_sentences(as_json=as_json):
        if (mailbox is None) == (not reports):
            raise typer.BadParameter("name report files, or a --mailbox; one of them.")
        if mailbox is None:
            mails = [(name, _read(name)) for name in reports or ()]
            found = asyncio.run(_hand_in(settings_here(), mails, by))
        else:
            found = _hand_in_new(mailbox, by)
        lines = [f"{one.file}: {one.says}" for one in found]
        nothing = "The mailbox has nothing new."
        answer(
            [asdict(one) for one in found], "\n".join(lines) or nothing, as_json=as_json
        )
        if found and not any(one.taken for one in found):
            raise typer.Exit(REFUSED)


def _hand_in_new(folder: Path, by: str) -> list[Handed]:
    """Hand in what is new in a mailbox; only when that is done it is marked read."""
    box = _opened(folder)
    new = [(key, mail) for key, mail in box.iteritems() if mail.get_subdir() == "new"]
    mails = [(key, box.get_bytes(key)) for key, _ in new]
    found = asyncio.run(_hand_in(settings_here(), mails, by)) if mails else []
    for key, mail in new:
        mail.set_subdir("cur")
        mail.add_flag("S")
        box[key] = mail
    return found


def _opened(folder: Path) -> "Maildir":
    from mailbox import Maildir

    if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
        raise typer.BadParameter(
            f"{folder} is no mailbox of the kind Maildir, with folders new and cur."
        )
    return Maildir(folder, create=False)


async def _hand_in(
    settings: "Settings", mails: list[tuple[str, bytes]], by: str
) -> list[Handed]:
    from activities.storage import Store
    from starter.client import DisputeClient
    from starter.connection import connect, open_ring

    ring = open_ring(settings)
    async with Store.opened(settings.database_url, ring) as store:
        read = [await read_one(store, name, raw) for name, raw in mails]
    handed = [one for one in read if isinstance(one, Handed)]
    came_back = [one for one in read if isinstance(one, CameBack)]
    if came_back:
        client = DisputeClient(await connect(settings, ring), settings.task_queue)
        handed = [*[await tell(client, one, by) for one in came_back], *handed]
    return handed


async def read_one(store: "Store", file: str, raw: bytes) -> CameBack | Handed:
    """Read one mail; return what came back, or why it is passed over."""
    from activities.bounces import read_report
    from activities.digests import DIGEST

    bounce = read_report(raw)
    if bounce is None:
        return _passed_over(file, "it is no delivery status report about one letter.")
    if bounce.key.startswith(DIGEST):
        sent = tuple(await store.in_digest(bounce.key))
    else:
        notice = await store.sent(bounce.message_id)
        sent = (notice,) if notice else ()
    if not sent:
        return _passed_over(file, "it is not about a letter of ours.")
    if not bounce.for_good:
        return _passed_over(file, "it is still tried.")
    return CameBack(file, bounce.says(), sent)


async def tell(client: "DisputeClient", one: CameBack, by: str) -> Handed:
    """Let its disputes hear of it; one that has ended needs to hear of none."""
    heard = [(sent, await _hears(client, sent, one.says, by)) for sent in one.sent]
    says = [
        f"{sent.dispute} hears that notice {sent.number} to {sent.told} came back."
        if hears
        else f"{sent.dispute} has ended."
        for sent, hears in heard
    ]
    if any(hears for _, hears in heard):
        return Handed(one.file, taken=True, says=" ".join(says))
    return _passed_over(one.file, " ".join(says))


async def _hears(client: "DisputeClient", sent: "Sent", says: str, by: str) -> bool:
    from domain.errors import DisputeRefused
    from domain.messages import DeliveryFailed, Speaker
    from domain.procedure.people import OPERATOR
    from starter.errors import NoSuchDispute

    failed = DeliveryFailed(
        message_id=f"bounced-{sent.number}",
        by=Speaker(post=OPERATOR, reference=by),
        notice=sent.number,
        told_reference=sent.told,
        said=says,
    )
    try:
        await client.signal(sent.dispute, failed)
    except (DisputeRefused, NoSuchDispute):
        return False  # it has ended, perhaps so long ago that Temporal has forgotten it
    return True


def _passed_over(file: str, because: str) -> Handed:
    return Handed(file, taken=False, says=f"passed over: {because}")


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise typer.BadParameter(
            f"{name} cannot be read: {error.strerror or 'unknown'}."
        ) from None
