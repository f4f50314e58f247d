"""`disputes people hand-over`: open disputes hear that a post has another holder.

Compares, for each open dispute, who was told last for each post with who would be told
now. Where they differ the dispute is told: it tells the old and the new holder, and no
clock starts anew. May be run as often as wanted; what a dispute knows it passes over.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from starter.session import (
    SOME_OPERATOR,
    AsJson,
    ByOperator,
    answer,
    plain_sentences,
    settings_here,
)

if TYPE_CHECKING:
    from activities.people import People
    from activities.storage import Store
    from activities.storage.told import ToldNotice
    from domain.record import Situation
    from settings import Settings
    from starter.client import DisputeClient

_PAGE = 200


@dataclass(frozen=True)
class HandOver:
    """A post that somebody else holds than was told last.

    Attributes:
        dispute: Workflow id.
        post: Key of the post.
        old: Reference of whoever was told last.
        new: Reference of whoever would be told now.
        notice: Number of the notice that was told last.
    """

    dispute: str
    post: str
    old: str
    new: str
    notice: int

    @property
    def message_id(self) -> str:
        """The same for the same change, so that it is told once."""
        said = f"{self.dispute}/{self.notice}|{self.post}|{self.new}"
        return f"hand-over-{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def hand_over(
    look: Annotated[
        bool, typer.Option("--dry-run", help="Say who would be told; tell nobody.")
    ] = False,
    by: ByOperator = SOME_OPERATOR,
    as_json: AsJson = False,
) -> None:
    """Tell open disputes that a post has another holder; no date moves."""
    with plain_sentences(as_json=as_json):
        found = asyncio.run(_run(settings_here(), by, look=look))
        lines = [
            f"{one.dispute}: {one.post} was {one.old}, is {one.new}" for one in found
        ]
        verb = "would be told" if look else "told"
        lines.append(f"{len(found)} {verb}.")
        answer([asdict(one) for one in found], "\n".join(lines), as_json=as_json)


async def _run(settings: "Settings", by: str, *, look: bool) -> list[HandOver]:
    from activities.storage import Store
    from starter.client import DisputeClient
    from starter.connection import connect, open_ring
    from worker import people_of

    ring = open_ring(settings)
    async with Store.opened(settings.database_url, ring) as store:
        people = people_of(settings, store)
        found = [one async for one in hand_overs(store, people)]
    if found and not look:
        client = DisputeClient(await connect(settings, ring), settings.task_queue)
        for one in found:
            await _tell(client, one, by)
    return found


async def _tell(client: "DisputeClient", one: HandOver, by: str) -> None:
    from domain.messages import PostHandedOver, Speaker
    from domain.procedure.people import OPERATOR

    await client.signal(
        one.dispute,
        PostHandedOver(
            message_id=one.message_id,
            by=Speaker(post=OPERATOR, reference=by),
            post=one.post,
            from_reference=one.old,
            to_reference=one.new,
        ),
    )


async def hand_overs(store: "Store", people: "People") -> AsyncIterator[HandOver]:
    """Find posts of open disputes that another holds than was told last."""
    after: str | None = None
    while True:
        page = await store.situations(open_only=True, limit=_PAGE, after=after)
        for situation in page:
            after = f"dispute-{situation.authority}-{situation.reference}"
            told = _told_last(await store.notices(after))
            for one in await _changed(people, situation, after, told):
                yield one
        if len(page) < _PAGE:
            return


def _told_last(notices: "list[ToldNotice]") -> Mapping[str, "ToldNotice"]:
    """Return who was told last for each post, in their own right."""
    return {
        one.to: one
        for one in notices
        if one.state in ("sent", "digested") and one.route == "holder"
    }


async def _changed(
    people: "People", now: "Situation", dispute: str, told: Mapping[str, "ToldNotice"]
) -> list[HandOver]:
    from directory.resolving import Asked, Route
    from domain.calendar import london_day
    from domain.procedure.people import OFFICER

    today = london_day(datetime.now(UTC))
    changed = []
    for post, last in told.items():
        if post == OFFICER:
            continue
        found = await people.find(Asked(post, now.team, today))
        if found.person is None or found.route is not Route.HOLDER:
            continue
        new = found.person.reference
        if new != last.told:
            changed.append(HandOver(dispute, post, last.told, new, last.number))
    return changed
