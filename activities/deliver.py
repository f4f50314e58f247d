"""The postman: writes the record, then tells people, each notice for itself.

May be repeated as often as wanted: what is settled is not done again. A notice that
cannot be delivered yet makes the attempt fail, so that Temporal tries again; after
`give_up_after` it is reported `delayed` instead, and the workflow raises the alarm.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

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
from activities.people import People
from activities.storage import Claim, ClaimState, StorageError
from activities.templating import Templates
from directory.resolving import Asked, Found
from domain.calendar import london_day
from domain.notices import (
    Delivered,
    DeliveryStatus,
    Notice,
    NotSent,
    Outcome,
    Post,
    WhenVacant,
)
from domain.procedure.people import OFFICER

_LOG = logging.getLogger(__name__)
_FOUR_HOURS = timedelta(hours=4)
_TURN_COMES_WITHIN = timedelta(seconds=10)
_LOOKS_AGAIN_AFTER_SECONDS = 0.05
_LOOKS_AGAIN_AT_LEAST_EVERY_SECONDS = 1.0
_BEATS_A_TIMEOUT = 3
_NO_TIMEOUT_SET = timedelta(seconds=9)


class Record(Protocol):
    """The part of `activities.storage.Store` that a postman needs."""

    async def append(self, post: Post) -> None:
        """Write entries and situation."""
        ...

    async def claim(
        self, notice: Notice, dispute: str, message_id: str, address_hash: str
    ) -> Claim:
        """Claim a notice before sending it."""
        ...

    async def release(self, key: str, said: str = "") -> None:
        """Give the claim back: certainly not sent."""
        ...

    async def leave_out(
        self, notice: Notice, dispute: str, message_id: str, because: str
    ) -> None:
        """Write that it is not sent, and why."""
        ...

    async def in_calendar(
        self, dispute: str, to: str, told: str
    ) -> dict[str, datetime]:
        """Return what our letters have put into a reader's calendar, by name."""
        ...

    async def settle(self, key: str, outcome: Outcome) -> None:
        """Write what became of it."""
        ...


class DeliverActivities:
    """Delivers what the workflow posts."""

    def __init__(
        self,
        store: Record,
        people: People,
        mailer: Mailer,
        letters: LetterSettings,
        templates: Templates | None = None,
        give_up_after: timedelta = _FOUR_HOURS,
        turn_comes_within: timedelta = _TURN_COMES_WITHIN,
    ) -> None:
        """Take the record, the directory, the mail server and what letters share.

        Args:
            store: Where entries, situations and claims rest.
            people: Who holds which post.
            mailer: Hands letters over.
            letters: Sender, domain and link of every letter.
            templates: The council's own wording; None for the shipped one.
            give_up_after: Counted from when the activity was first scheduled; after
                it, what is not delivered is reported `delayed`, not tried again.
            turn_comes_within: How long one attempt waits in all for earlier notices to
                the same addresses, which others may have in hand at this moment. Without
                it each of many notices to one officer would wait a whole round of
                Temporal's retries for the one before.
        """
        self._store = store
        self._people = people
        self._mailer = mailer
        self._letters = letters
        self._templates = templates
        self._give_up_after = give_up_after
        self._turn_comes_within = turn_comes_within.total_seconds()

    @activity.defn(name="deliver")
    async def deliver(self, post: Post) -> Delivered:
        """Write the record, then deliver every notice that is not delivered yet.

        Returns:
            What became of each notice, in order; `delayed` only after `give_up_after`.

        Raises:
            ApplicationError: Something remains to be done and is worth another try;
                type `RecordDelayed` or `MailDelayed`. Its text holds no address.
        """
        async with _heartbeats():
            record_waits = await self._append(post)
            left_out = [await self._leave_out(one, post) for one in post.not_sent]
            until = asyncio.get_running_loop().time() + self._turn_comes_within
            outcomes = [
                await self._tell(notice, post, until) for notice in post.notices
            ]
        if record_waits:
            raise ApplicationError(record_waits, type="RecordDelayed")
        outcomes = [*left_out, *outcomes]
        waiting = [one for one in outcomes if one.status is DeliveryStatus.DELAYED]
        if waiting and not self._gives_up():
            raise _mail_delayed(waiting, len(outcomes))
        return Delivered(outcomes=tuple(outcomes))

    async def _append(self, post: Post) -> str:
        """Write the record; return why it waits, or nothing.

        People are told all the same: a record that contradicts itself is a matter for
        the operator, and must not keep a manager from hearing of a date.
        """
        try:
            await self._store.append(post)
        except Exception as failure:  # noqa: BLE001  (any failure is worth a retry)
            says = _safely(failure)
            _LOG.error("The record of %s waits: %s", post.dispute, says)
            return f"The record of {post.dispute} waits: {says}"
        return ""

    async def _leave_out(self, left_out: NotSent, post: Post) -> Outcome:
        """Write that a notice is not sent; later ones then wait for it no longer."""
        notice, because = left_out.notice, left_out.because
        name = message_id(notice.key, self._letters.mail_domain)
        try:
            await self._store.leave_out(notice, post.dispute, name, because)
        except Exception as failure:  # noqa: BLE001  (any failure is worth a retry)
            return _delayed(notice, _safely(failure))
        status = DeliveryStatus.NOT_SENT
        return Outcome(key=notice.key, status=status, said=because)

    async def _tell(self, notice: Notice, post: Post, until: float) -> Outcome:
        """Deliver one notice; its failure, of whatever kind, stops no other."""
        try:
            return await self._deliver(notice, post, until)
        except Exception as failure:  # noqa: BLE001  (one letter never stops another)
            says = _safely(failure)
            _LOG.error("Notice %s waits: %s", notice.key, says)
            return _delayed(notice, says)

    async def _deliver(self, notice: Notice, post: Post, until: float) -> Outcome:
        asked = _whom(notice, post)
        found = _unless_vacant(await self._people.find(asked), post)
        # Written before it is claimed: a fault in a template leaves no claim behind.
        try:
            made = await self._letter(notice, found, asked, post)
        except MailRefused as refusal:  # an address that no header may hold
            status = DeliveryStatus.REFUSED
            return Outcome(key=notice.key, status=status, said=refusal.said)
        address = address_hash(found.person.address) if found.person else ""
        claim = await self._claim(notice, post.dispute, address, until)
        if claim.state is ClaimState.SETTLED and claim.outcome is not None:
            return claim.outcome
        if claim.state in (ClaimState.WAITS, ClaimState.SOON):
            return _delayed(notice, "an earlier notice to the same address goes first")
        unsure = claim.state is ClaimState.UNSURE
        if made is not None and may_end_something(notice):
            # Known only now: an earlier letter may have been on its way until here.
            made = await self._letter(notice, found, asked, post)
        if made is None:
            outcome = _nobody(notice, found)
        elif goes_with_a_digest(notice, found, made) and not unsure:
            said = "it goes with the next digest"
            outcome = _told(notice, found, said, DeliveryStatus.DIGESTED)
        else:
            outcome = await self._send(notice, found, made, unsure=unsure)
        if outcome.status is DeliveryStatus.REFUSED:
            outcome = await self._second_route(notice, asked, found, outcome, post)
        if outcome.status is not DeliveryStatus.DELAYED:
            await self._store.settle(notice.key, outcome)
        return outcome

    async def _claim(
        self, notice: Notice, dispute: str, address: str, until: float
    ) -> Claim:
        """Claim a notice; while an earlier one is in somebody's hand, ask again."""
        name = message_id(notice.key, self._letters.mail_domain)
        pause = _LOOKS_AGAIN_AFTER_SECONDS
        while True:
            claim = await self._store.claim(notice, dispute, name, address)
            now = asyncio.get_running_loop().time()
            if claim.state is not ClaimState.SOON or now + pause > until:
                return claim
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LOOKS_AGAIN_AT_LEAST_EVERY_SECONDS)

    async def _second_route(
        self,
        notice: Notice,
        asked: Asked,
        refused: Found,
        outcome: Outcome,
        post: Post,
    ) -> Outcome:
        """A mailbox refused for good: whoever stands in is told, once.

        Where nobody does, or that mailbox refuses too, the first refusal stands.
        """
        tried = {refused.person.reference} if refused.person else set()
        found = await self._people.find(
            replace(asked, unreachable=asked.unreachable | tried)
        )
        if found.person is None or found.person == refused.person:
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
            has = await self._store.in_calendar(post.dispute, notice.to, told)
        return letter_and_entries(
            notice,
            found.person,
            self._letters,
            reply_to,
            instead_of=found.instead_of,
            templates=self._templates,
            has=has,
        )

    async def _send(
        self, notice: Notice, found: Found, made: Letter, *, unsure: bool
    ) -> Outcome:
        status = DeliveryStatus.SENT
        try:
            said = await self._mailer.send(made.message)
        except MailRefused as refusal:
            status, said = DeliveryStatus.REFUSED, refusal.said
        except MailDelayed as delay:
            await self._store.release(notice.key, delay.said)
            return _delayed(notice, delay.said, unsure=unsure)
        except MailUnsure as doubt:
            # The claim is kept: whoever comes next learns that it may have been taken.
            return _delayed(notice, doubt.said, unsure=True)
        outcome = _told(notice, found, said, status)
        return outcome.model_copy(update={"unsure": unsure, "calendar": made.calendar})

    async def _reply_to(self, notice: Notice, asked: Asked) -> str | None:
        """Return the officer's address, unless the letter goes to the officer."""
        if notice.to == OFFICER or not notice.reply_to_reference:
            return None
        officer = await self._people.find(
            replace(asked, post=OFFICER, officer=notice.reply_to_reference)
        )
        return officer.person.address if officer.person else None

    def _gives_up(self) -> bool:
        waited = datetime.now(UTC) - activity.info().scheduled_time
        return waited >= self._give_up_after


@asynccontextmanager
async def _heartbeats() -> AsyncIterator[None]:
    """Beat all the time, so that a worker that is killed is missed within seconds.

    The first beat comes after a pause: whoever is done before then sends none, and each
    that is sent is a write on the server, and charged for on a hosted one.
    """
    timeout = activity.info().heartbeat_timeout or _NO_TIMEOUT_SET
    pause_seconds = timeout.total_seconds() / _BEATS_A_TIMEOUT

    async def beat() -> None:
        while True:
            await asyncio.sleep(pause_seconds)
            activity.heartbeat()

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()


def _delayed(notice: Notice, said: str, *, unsure: bool = False) -> Outcome:
    return Outcome(
        key=notice.key, status=DeliveryStatus.DELAYED, said=said, unsure=unsure
    )


def _told(notice: Notice, found: Found, said: str, status: DeliveryStatus) -> Outcome:
    return Outcome(
        key=notice.key,
        status=status,
        told=found.person.reference if found.person else "",
        said=said,
        route=found.route.value,
        instead_of=found.instead_of,
        vacant=found.vacant,
        why_instead=found.steps,
    )


def _nobody(notice: Notice, found: Found) -> Outcome:
    return Outcome(
        key=notice.key,
        status=DeliveryStatus.NOBODY,
        said=f"no address is known for {notice.to}; add it to the directory",
        instead_of=found.instead_of,
        vacant=found.vacant,
        why_instead=found.steps,
    )


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


def _safely(failure: Exception) -> str:
    """Return a failure in words that cannot hold an address or what a person wrote."""
    if isinstance(failure, StorageError):
        return str(failure)  # promises to name files, servers, disputes and keys only
    return f"{type(failure).__name__}, which was not expected"


def _mail_delayed(waiting: list[Outcome], of: int) -> ApplicationError:
    """Return the failure that makes Temporal try again; expected, so benign."""
    reasons = Counter(one.said for one in waiting)
    why = "; ".join(f"{count} because {said}" for said, count in reasons.items())
    return ApplicationError(
        f"{len(waiting)} of {of} notices wait: {why}.",
        type="MailDelayed",
        category=ApplicationErrorCategory.BENIGN,
    )
