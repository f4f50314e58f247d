"""One notice: who is told of it, in which letter, and what became of it.

Claimed before it is sent, settled after; what is settled is not done again.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from activities.digests import goes_with_a_digest
from activities.envelope import MailDelayed, Mailer, MailRefused, MailUnsure
from activities.invitations import may_end_something
from activities.letters import (
    Letter,
    LetterSettings,
    address_hash,
    letter_and_entries,
    message_id,
)
from activities.outcomes import delayed, nobody, refused, told
from activities.people import People
from activities.storage import Claim, ClaimState
from activities.templating import Templates
from directory.resolving import Asked, Found
from domain.calendar import london_day
from domain.notices import DeliveryStatus, Notice, Outcome, Post, WhenVacant
from domain.procedure.people import OFFICER

_LOOKS_AGAIN_AFTER_SECONDS = 0.05
_LOOKS_AGAIN_AT_LEAST_EVERY_SECONDS = 1.0


class Claims(Protocol):
    """The part of `activities.storage.Store` that keeps a notice from going twice."""

    async def claim(
        self, notice: Notice, dispute: str, message_id: str, address_hash: str
    ) -> Claim:
        """Claim a notice before sending it."""
        ...

    async def release(self, key: str, said: str = "") -> None:
        """Give the claim back: certainly not sent."""
        ...

    async def in_calendar(
        self, dispute: str, to: str, told: str
    ) -> dict[str, datetime]:
        """Return what our letters have put into a reader's calendar, by name."""
        ...

    async def settle(self, key: str, outcome: Outcome) -> None:
        """Write what became of it."""
        ...


@dataclass(frozen=True)
class OneNotice:
    """Delivers a notice.

    Attributes:
        claims: Where claims rest, and what became of each.
        people: Who holds which post.
        mailer: Hands letters over.
        letters: Sender, domain and link of every letter.
        templates: The council's own wording; None for the shipped one.
    """

    claims: Claims
    people: People
    mailer: Mailer
    letters: LetterSettings
    templates: Templates | None

    async def deliver(self, notice: Notice, post: Post, until: float) -> Outcome:
        """Tell whoever is to be told, unless that is settled already.

        Args:
            notice: What is to be told, and to which post.
            post: The round it goes with.
            until: Until when, by the loop's clock, it may wait for an earlier notice to
                the same address.
        """
        asked = _whom(notice, post)
        found = _unless_vacant(await self.people.find(asked), post)
        # Written before it is claimed: a fault in a template leaves no claim behind.
        try:
            made = await self._letter(notice, found, asked, post)
        except MailRefused as refusal:  # an address that no header may hold
            return refused(notice, refusal.said)
        address = address_hash(found.person.address) if found.person else ""
        claim = await self._claim(notice, post.dispute, address, until)
        if claim.state is ClaimState.SETTLED and claim.outcome is not None:
            return claim.outcome
        if claim.state in (ClaimState.WAITS, ClaimState.SOON):
            return delayed(notice, "an earlier notice to the same address goes first")
        if made is not None and may_end_something(notice):
            # Known only now: an earlier letter may have been on its way until here.
            made = await self._letter(notice, found, asked, post)
        unsure = claim.state is ClaimState.UNSURE
        outcome = await self._hand_over(notice, found, made, unsure=unsure)
        if outcome.status is DeliveryStatus.REFUSED:
            outcome = await self._second_route(notice, asked, found, outcome, post)
        if outcome.status is not DeliveryStatus.DELAYED:
            await self.claims.settle(notice.key, outcome)
        return outcome

    async def _hand_over(
        self, notice: Notice, found: Found, made: Letter | None, *, unsure: bool
    ) -> Outcome:
        """Send the letter, or leave it to the digest of whoever gets one."""
        if made is None:
            return nobody(notice, found)
        if goes_with_a_digest(notice, found, made) and not unsure:
            said = "it goes with the next digest"
            return told(notice, found, said, DeliveryStatus.DIGESTED)
        return await self._send(notice, found, made, unsure=unsure)

    async def _claim(
        self, notice: Notice, dispute: str, address: str, until: float
    ) -> Claim:
        """Claim a notice; while an earlier one is in somebody's hand, ask again."""
        name = message_id(notice.key, self.letters.mail_domain)
        pause = _LOOKS_AGAIN_AFTER_SECONDS
        while True:
            claim = await self.claims.claim(notice, dispute, name, address)
            now = asyncio.get_running_loop().time()
            if claim.state is not ClaimState.SOON or now + pause > until:
                return claim
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LOOKS_AGAIN_AT_LEAST_EVERY_SECONDS)

    async def _second_route(
        self,
        notice: Notice,
        asked: Asked,
        first: Found,
        outcome: Outcome,
        post: Post,
    ) -> Outcome:
        """A mailbox refused for good: whoever stands in is told, once.

        Where nobody does, or that mailbox refuses too, the first refusal stands.
        """
        tried = {first.person.reference} if first.person else set()
        found = await self.people.find(
            replace(asked, unreachable=asked.unreachable | tried)
        )
        if found.person is None or found.person == first.person:
            return outcome
        made = await self._letter(notice, found, asked, post)
        if made is None:
            return outcome
        second = await self._send(notice, found, made, unsure=False)
        if second.status is DeliveryStatus.REFUSED:
            return outcome
        first_said = f"{outcome.told} was refused: {outcome.said}"
        return second.model_copy(
            update={"why_instead": (first_said, *second.why_instead)}
        )

    async def _letter(
        self, notice: Notice, found: Found, asked: Asked, post: Post
    ) -> Letter | None:
        """Return the letter to whoever was found."""
        if found.person is None:
            return None
        reply_to = await self._reply_to(notice, asked)
        has: dict[str, datetime] = {}
        if may_end_something(notice):
            told = found.person.reference
            has = await self.claims.in_calendar(post.dispute, notice.to, told)
        return letter_and_entries(
            notice,
            found.person,
            self.letters,
            reply_to,
            instead_of=found.instead_of,
            templates=self.templates,
            has=has,
        )

    async def _send(
        self, notice: Notice, found: Found, made: Letter, *, unsure: bool
    ) -> Outcome:
        status = DeliveryStatus.SENT
        try:
            said = await self.mailer.send(made.message)
        except MailRefused as refusal:
            status, said = DeliveryStatus.REFUSED, refusal.said
        except MailDelayed as delay:
            await self.claims.release(notice.key, delay.said)
            return delayed(notice, delay.said, unsure=unsure)
        except MailUnsure as doubt:
            # The claim is kept: whoever comes next learns that it may have been taken.
            return delayed(notice, doubt.said, unsure=True)
        outcome = told(notice, found, said, status)
        return outcome.model_copy(update={"unsure": unsure, "calendar": made.calendar})

    async def _reply_to(self, notice: Notice, asked: Asked) -> str | None:
        """Return the officer's address, unless the letter goes to the officer."""
        if notice.to == OFFICER or not notice.reply_to_reference:
            return None
        officer = await self.people.find(
            replace(asked, post=OFFICER, officer=notice.reply_to_reference)
        )
        return officer.person.address if officer.person else None


def _whom(notice: Notice, post: Post) -> Asked:
    """Whom a notice is for: today's holder; in a rehearsal, that pretended day's."""
    pretended = notice.send_from or notice.at
    now = pretended if post.situation.rehearsal else datetime.now(UTC)
    return Asked(
        post=notice.to,
        team=post.situation.team,
        on=london_day(now),
        officer=notice.reply_to_reference or notice.to_reference,
        person=notice.to_reference if notice.to != OFFICER else "",
        parties=frozenset(post.parties),
        unreachable=frozenset(post.unreachable),
    )


def _unless_vacant(found: Found, post: Post) -> Found:
    """Nobody else is told of what a vacant post is to hear, if the procedure says so."""
    if found.vacant and post.when_vacant is not WhenVacant.DEPUTISE:
        return replace(found, person=None)
    return found
