"""A postman and a librarian that remember, and that a test can hold up."""

import asyncio

from temporalio import activity

from activities.opening import LookUp, OpeningActivities
from domain.notices import Delivered, DeliveryStatus, Notice, Outcome, Post
from domain.opening import Basis

PATIENCE_SECONDS = 30
"""What does not come for so long is frozen, and the test fails."""


class Postman:
    """Takes every post and remembers it.

    Attributes:
        refuse: Posts that cannot be told, and what becomes of their notices.
        refusals_left: After so many rounds with such a notice all are delivered.
        held_up: Posts whose mail server takes its time, until the event is set.
    """

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.refuse: dict[str, DeliveryStatus] = {}
        self.refusals_left = 1_000
        self.held_up: dict[str, asyncio.Event] = {}
        self._has_come = asyncio.Event()

    @activity.defn(name="deliver")
    async def deliver(self, post: Post) -> Delivered:
        self.posts.append(post)
        self._has_come.set()
        for one in post.notices:
            if one.to in self.held_up:
                await self.held_up[one.to].wait()
        refuse = self.refuse if self.refusals_left > 0 else {}
        if any(one.to in refuse for one in post.notices):
            self.refusals_left -= 1
        return Delivered(
            outcomes=tuple(
                Outcome(key=one.key, status=refuse.get(one.to, DeliveryStatus.SENT))
                for one in post.notices
            )
        )

    def notices(self, dispute: str) -> list[Notice]:
        """Every notice of a dispute that was handed over, in order."""
        mine = (post for post in self.posts if post.dispute == dispute)
        return [notice for post in mine for notice in post.notices]

    async def until_told(self, dispute: str, post: str) -> None:
        """Wait, in real time, until a notice for `post` is handed over."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while post not in {one.to for one in self.notices(dispute)}:
                self._has_come.clear()
                await self._has_come.wait()

    def told(self, dispute: str, kind: str) -> list[str]:
        """Posts that were told something of that kind, in order."""
        return [one.to for one in self.notices(dispute) if one.kind == kind]


class Librarian(OpeningActivities):
    """Looks things up as the real one does, but only once the library `is_open`."""

    is_open: asyncio.Event

    @activity.defn(name="look_up")
    async def look_up(self, wanted: LookUp) -> Basis:
        await self.is_open.wait()
        return await super().look_up(wanted)
