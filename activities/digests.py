"""One mail a day with what is only for information, for those who asked for it.

A digest has one line for each dispute: its reference, what happened, the next date. It
holds no name, no address and no word that a person wrote.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from html import escape
from itertools import groupby
from typing import Protocol

from activities.envelope import (
    MailDelayed,
    Mailer,
    MailRefused,
    MailUnsure,
    is_plain_address,
)
from activities.invitations import is_still_asked
from activities.letters import Letter, LetterSettings, mark, sender
from activities.people import People
from activities.storage.digests import DigestClaim, News
from directory.resolving import Asked, Found, Person
from domain.calendar import london, london_day, says_day
from domain.in_calendars import in_person
from domain.notices import DeliveryStatus, Notice, Purpose
from domain.record import Situation
from domain.sending_window import ALARMS


class Record(Protocol):
    """The part of `activities.storage.Store` that digests need."""

    async def readers_of_digests(self, at: datetime) -> list[str]:
        """Return the references of those for whom there is news."""
        ...

    async def news_of(self, told: str) -> tuple[News, ...]:
        """Return a reader's news, without claiming it."""
        ...

    async def claim_digest(
        self, key: str, told: str, at: datetime
    ) -> DigestClaim | None:
        """Claim a reader's news."""
        ...

    async def settle_digest(self, key: str, status: DeliveryStatus, said: str) -> None:
        """Write what became of it."""
        ...

    async def release_digest(self, key: str) -> None:
        """Give it back: certainly not sent."""
        ...

    async def situation(self, dispute: str) -> Situation | None:
        """Return where a dispute stands."""
        ...


DIGEST = "digest/"
"""With this the key of a digest begins, and the key of no notice."""

Alarm = Callable[[DigestClaim, str], Awaitable[None]]
"""Lets each dispute of a digest that was refused for good hear of it, and why."""


@dataclass(frozen=True)
class Digest:
    """What became of one reader's digest.

    Attributes:
        told: Reference of the reader.
        lines: One for each dispute.
        state: `sent`, `refused`, `nobody`, `delayed`, or `would-be-sent`.
        said: What the mail server said, or why nothing was sent; never an address.
    """

    told: str
    lines: tuple[str, ...]
    state: str
    said: str = ""


@dataclass(frozen=True)
class Digests:
    """Sends digests.

    Attributes:
        store: Where news waits.
        people: Knows addresses.
        mailer: Hands letters over.
        settings: Sender and domain of every letter.
        at: Now, aware UTC.
        alarm: Called when a mailbox refuses for good. Should it fail, the digest is
            tried again by a later run.
    """

    store: Record
    people: People
    mailer: Mailer
    settings: LetterSettings
    at: datetime
    alarm: Alarm
    _stand: dict[str, Situation | None] = field(default_factory=dict)

    async def look(self) -> list[Digest]:
        """Return what would be sent; nothing is claimed."""
        found = []
        for told in await self.store.readers_of_digests(self.at):
            lines = await self._lines(await self.store.news_of(told))
            found.append(Digest(told, lines, "would-be-sent"))
        return found

    async def send(self) -> list[Digest]:
        """Send everybody's digest, each for itself; a second run sends nothing again."""
        found = []
        for told in await self.store.readers_of_digests(self.at):
            key = f"{DIGEST}{told}/{self.at.isoformat()}"
            while claim := await self.store.claim_digest(key, told, self.at):
                found.append(await self._send(claim))
                if found[-1].state != DeliveryStatus.SENT or claim.key == key:
                    break
        return found

    async def _send(self, claim: DigestClaim) -> Digest:
        lines = await self._lines(claim.news)
        person = await self._person(claim)
        if person is None or not is_plain_address(person.address):
            await self.store.release_digest(claim.key)
            said = f"no address is known for {claim.told}; add it to the directory"
            return Digest(claim.told, lines, DeliveryStatus.NOBODY, said)
        message = digest_letter(claim.key, lines, person, self.settings, self.at)
        try:
            said = await self.mailer.send(message)
        except MailRefused as refusal:
            await self.alarm(claim, refusal.said)
            status = DeliveryStatus.REFUSED
            await self.store.settle_digest(claim.key, status, refusal.said)
            return Digest(claim.told, lines, status, refusal.said)
        except MailDelayed as delay:
            await self.store.release_digest(claim.key)
            return Digest(claim.told, lines, DeliveryStatus.DELAYED, delay.said)
        except MailUnsure as doubt:  # the claim is kept, and taken over by a later run
            return Digest(claim.told, lines, DeliveryStatus.DELAYED, doubt.said)
        await self.store.settle_digest(claim.key, DeliveryStatus.SENT, said)
        return Digest(claim.told, lines, DeliveryStatus.SENT, said)

    async def _person(self, claim: DigestClaim) -> Person | None:
        post = claim.news[0].to if claim.news else ""
        asked = Asked(post, "", london_day(self.at), person=claim.told)
        return (await self.people.find(asked)).person

    async def _lines(self, news: tuple[News, ...]) -> tuple[str, ...]:
        lines = []
        for dispute, of_dispute in groupby(news, key=lambda one: one.dispute):
            if dispute not in self._stand:
                self._stand[dispute] = await self.store.situation(dispute)
            lines.append(_line(dispute, self._stand[dispute], list(of_dispute)))
        return tuple(lines)


def goes_with_a_digest(notice: Notice, found: Found, made: Letter) -> bool:
    """True for what is only for information, to somebody who has it gathered.

    Never what asks or is urgent, no alarm, and nothing that belongs into a calendar.
    """
    return (
        found.digest is not None
        and notice.purpose is not Purpose.TO_ACT
        and not notice.urgent
        and notice.kind not in ALARMS
        and not is_still_asked(notice)
        and not in_person(notice)
        and not made.calendar
    )


def digest_letter(
    key: str,
    lines: tuple[str, ...],
    person: Person,
    settings: LetterSettings,
    at: datetime,
) -> EmailMessage:
    """Return a digest as a mail: plain text first, then HTML.

    Args:
        key: Makes the Message-ID, the same at every attempt.
        lines: One for each dispute.
        person: To whom.
        settings: Sender and domain.
        at: When it was made, aware UTC.
    """
    message = EmailMessage()
    message["From"] = sender(settings)
    message["To"] = Address(addr_spec=person.address)
    mark(message, key, at, settings)
    many = f"{len(lines)} dispute{'' if len(lines) == 1 else 's'}"
    message["Subject"] = f"News of {many}, {says_day(london_day(at))}"
    ends = "For information only: nobody waits for you in any of these."
    text = "\n".join(["What happened since the last digest.", "", *lines, "", ends, ""])
    message.set_content(text, cte="quoted-printable")
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    page = f"<p>What happened since the last digest.</p><ul>{items}</ul><p>{ends}</p>"
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return message


def _line(dispute: str, stands: Situation | None, news: list[News]) -> str:
    happened = ", ".join(dict.fromkeys(one.kind.replace("-", " ") for one in news))
    if stands is None:  # people are told even while the record cannot be written
        return f"{dispute}: {happened}."
    return " ".join(" ".join(_parts(stands, happened)).split())


def _parts(stands: Situation, happened: str) -> Iterator[str]:
    if stands.rehearsal:
        yield "REHEARSAL"
    stage = f" ({stands.stage_title})" if stands.stage_title else ""
    yield f"{stands.reference}{stage}: {happened}."
    if not stands.standing.is_open:
        yield f"It has ended: {stands.standing.value.replace('-', ' ')}."
    elif stands.due_at is not None:
        yield f"Next: {london(stands.due_at)}."
    else:
        yield "No date runs."
