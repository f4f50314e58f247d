"""Every path that a dispute can take through the story, walked on a real server."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.notices import DeliveryStatus
from tests.situations import SEEN_TO
from tests.workflows.foreign import MANAGER, WRONG
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes

MON_30_MAR_22 = datetime(2026, 3, 30, 21, tzinfo=UTC)
TUE_31_MAR_22 = datetime(2026, 3, 31, 21, tzinfo=UTC)
THU_9_APR = datetime(2026, 4, 9, 9, tzinfo=UTC)
MON_13_APR = datetime(2026, 4, 13, 9, tzinfo=UTC)
FRI_8_MAY = datetime(2026, 5, 8, 16, tzinfo=UTC)

MARMALADE = {"what": "Buy marmalade", "owner": "social-worker", "due_on": "2026-04-10"}
CLOSE: dict[str, Any] = {
    "outcome": "resolved",
    "impact": "Breakfast is certain.",
    "child_told": {"told": True, "how_or_why_not": "At breakfast."},
    "ticked": SEEN_TO,
}
ANYSHIRE: dict[str, Any] = {
    "authority": "anyshire",
    "raised_by": {"role": "reviewing-officer", "reference": "IRO-7"},
    "themes": ["drift"],
}
OFFICER = {"post": "officer", "reference": "IRO-7"}


COMMON_SIZE = 10_000
"""Bytes; what is larger would only make a history hard to keep."""


@dataclass
class Walk:
    """What a path is walked with.

    Attributes:
        disputes: Raises the dispute.
        postman: Delivers, or does not.
        library_is_open: Cleared, it holds up the opening.
    """

    disputes: Disputes
    postman: Postman
    library_is_open: asyncio.Event

    async def raised(self, name: str, **changes: Any) -> ADispute:
        """A dispute whose reference tells the path."""
        return await self.disputes.raised(reference=f"{name}-1", **changes)


Path = Callable[[Walk, str], Awaitable[ADispute]]


async def unanswered(walk: Walk, name: str) -> ADispute:
    """Nobody says anything, up to the last stage, where the officer is asked again."""
    dispute = await walk.raised(name)
    await dispute.pass_until(FRI_8_MAY)
    return dispute


async def informal(walk: Walk, name: str) -> ADispute:
    """Raised informally, gone on to the first formal stage."""
    dispute = await walk.raised(name, start_stage=None, start_because=None)
    await dispute.pass_until(THU_9_APR)
    return dispute


async def answered_and_closed(walk: Walk, name: str) -> ADispute:
    """Answered, accepted, done and closed."""
    dispute = await walk.raised(name)
    await dispute.say("manager_response", MANAGER, answer="It starts on Monday.")
    await dispute.say(
        "officer_decision", satisfied=True, because="It will do.", actions=[MARMALADE]
    )
    owner = {"post": "social-worker", "reference": "SW-1"}
    await dispute.say("action_done", owner, action=1)
    await dispute.say("action_done", action=1)
    await dispute.say("close_dispute", **CLOSE)
    await dispute.handle.result()
    return dispute


async def not_satisfied(walk: Walk, name: str) -> ADispute:
    """Answered twice, and gone up twice all the same."""
    dispute = await walk.raised(name)
    await dispute.signal("manager_response", MANAGER, answer="Next year.")
    await dispute.signal("officer_decision", satisfied=False, because="Next year!")
    await dispute.pass_time(timedelta(hours=1))
    above = {"post": "group-manager", "reference": "GM-1"}
    await dispute.say("manager_response", above, answer="In a while.", extent="partial")
    await dispute.say("manager_response", above, answer="In a while.")
    await dispute.say("officer_decision", satisfied=False, because="When?")
    await dispute.pass_time(timedelta(hours=1))
    return dispute


async def jumped(walk: Walk, name: str) -> ADispute:
    """Taken past two stages, then back to one of them."""
    dispute = await walk.raised(name)
    because: dict[str, Any] = {"reason": "serious-safeguarding", "because": "Tonight."}
    await dispute.say("escalate", **because, to_stage=4)
    await dispute.pass_time(timedelta(hours=1))
    await dispute.say("escalate", **because, to_stage=2)
    await dispute.pass_until(THU_9_APR)
    return dispute


async def withdrawn(walk: Walk, name: str) -> ADispute:
    """Taken back."""
    dispute = await walk.raised(name)
    await dispute.signal("note", text="The family has moved.")
    await dispute.say("withdraw", because="The family has moved.")
    await dispute.handle.result()
    return dispute


async def extended(walk: Walk, name: str) -> ADispute:
    """Given more time, and gone up at the new date."""
    dispute = await walk.raised(name, **ANYSHIRE)
    await dispute.say(
        "extend_deadline",
        OFFICER,
        working_days=2,
        because="The school is closed.",
        benefit_for_child="The school can be asked.",
    )
    await dispute.pass_until(MON_13_APR)
    return dispute


async def held_and_resumed(walk: Walk, name: str) -> ADispute:
    """Held twice: ended by the officer, and by the date."""
    dispute = await walk.raised(name, **ANYSHIRE)
    hold = {"until": "2026-04-10", "because": "The expert is away."}
    await dispute.say("place_on_hold", OFFICER, **hold)
    await dispute.pass_time(timedelta(hours=2))
    await dispute.say("resume", OFFICER)
    await dispute.say("place_on_hold", OFFICER, **hold)
    await dispute.pass_until(MON_13_APR)
    return dispute


async def action_not_done(walk: Walk, name: str) -> ADispute:
    """Promised and not done: found by the date, then by the officer."""
    dispute = await walk.raised(name)
    later = {**MARMALADE, "due_on": "2026-04-17"}
    promise: dict[str, Any] = {"satisfied": True, "because": "It will do."}
    await dispute.say("officer_decision", **promise, actions=[MARMALADE])
    await dispute.pass_until(MON_13_APR)
    await dispute.say("officer_decision", **promise, actions=[later])
    await dispute.say("action_not_done", action=2, because="It was jam.")
    await dispute.pass_time(timedelta(hours=1))
    return dispute


async def refused(walk: Walk, name: str) -> ADispute:
    """Every wrong message of a common size, as a signal; then an answer."""
    dispute = await walk.raised(name)
    for wrong in WRONG.values():
        if sum(len(one.payload.data) for one in wrong.arguments) < COMMON_SIZE:
            await dispute.handle.signal(wrong.kind, args=wrong.arguments)
    await dispute.handle.signal("marigold", "anything")
    await dispute.signal("manager_response", MANAGER, answer="It starts on Monday.")
    await dispute.pass_time(timedelta(hours=1))
    return dispute


async def not_delivered(walk: Walk, name: str) -> ADispute:
    """Refused for good, and delayed until it gets through."""
    walk.postman.refuse["practice-manager"] = DeliveryStatus.REFUSED
    walk.postman.refuse["social-worker"] = DeliveryStatus.DELAYED
    walk.postman.refusals_left = 2
    dispute = await walk.raised(name)
    await dispute.pass_until(THU_9_APR)
    walk.postman.refuse.clear()
    return dispute


async def early(walk: Walk, name: str) -> ADispute:
    """Told, asked and spoken to before it was open."""
    walk.library_is_open.clear()
    dispute = await walk.disputes.started(reference=f"{name}-1")
    await dispute.signal("note", text="From the very beginning.")
    await dispute.handle.signal("note")
    body = dispute.worded(reason="officers-judgement", because="Up.", to_stage=3)
    await dispute.handle.execute_update("escalate", body)
    walk.library_is_open.set()
    await dispute.pass_time(timedelta(hours=1))
    return dispute


async def beside(walk: Walk, name: str) -> ADispute:
    """Cafcass considered and referred to, and a note, while the stages go on."""
    dispute = await walk.raised(name)
    await dispute.say("consider_cafcass", refer=True, because="It is a right.")
    await dispute.say(
        "refer_to_cafcass", because="It is a right.", passed_over_because="Urgent."
    )
    await dispute.say("note", text="Cafcass has telephoned.")
    await dispute.pass_until(THU_9_APR)
    return dispute


async def in_the_night(walk: Walk, name: str) -> ADispute:
    """Answered at night, told in the morning; taken back the next night."""
    dispute = await walk.raised(name)
    await dispute.pass_until(MON_30_MAR_22)
    answer = {"answer": "It starts on Monday.", "extent": "partial"}
    await dispute.say("manager_response", MANAGER, **answer)
    await dispute.pass_until(TUE_31_MAR_22)
    await dispute.say("withdraw", because="The family has moved.")
    await dispute.pass_time(timedelta(hours=10))
    await dispute.handle.result()
    return dispute


PATHS: dict[str, Path] = {
    path.__name__.replace("_", "-"): path
    for path in (
        unanswered,
        informal,
        answered_and_closed,
        not_satisfied,
        jumped,
        withdrawn,
        extended,
        held_and_resumed,
        action_not_done,
        refused,
        not_delivered,
        early,
        beside,
        in_the_night,
    )
}
"""Every path by its name, which also names its history."""
