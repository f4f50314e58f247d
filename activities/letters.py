"""A notice becomes a letter: the wording in an envelope of headers.

Nothing in a letter depends on when or how often it is made: the same notice gives the
same letter, Message-ID included, so that a mailbox can drop one that comes twice.
"""

import hashlib
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import quote, urlsplit

from activities.envelope import NOTICE_HEADER, MailRefused, is_plain_address
from activities.invitations import Between, Invitation, invitations
from activities.templating import Templates
from activities.wording import one_line, wording
from directory.resolving import Person
from domain.notices import Notice

_SERVICE = "Dispute service"
_LINK_KNOWS = ("authority", "dispute", "reference")


@dataclass(frozen=True)
class LetterSettings:
    """What every letter has in common.

    Attributes:
        sender_address: `disputes@anyshire.example`, or with a name before it:
            `Dispute service <disputes@anyshire.example>`.
        mail_domain: Right-hand side of every Message-ID.
        link_template: Where the reader finds the dispute, such as
            `https://case.example/{reference}`; it may name {reference}, {authority} and
            {dispute} (the workflow id). Empty for no link.

    Raises:
        ValueError: Everything wrong with them, one sentence each.
    """

    sender_address: str
    mail_domain: str
    link_template: str = ""

    def __post_init__(self) -> None:
        faults = [*_sender_faults(self), *_link_faults(self.link_template)]
        if faults:
            raise ValueError("\n".join(faults))


@dataclass(frozen=True)
class Letter:
    """A letter, and what it does to the reader's calendar.

    Attributes:
        message: Ready to be sent.
        calendar: As in `Outcome.calendar`.
    """

    message: EmailMessage
    calendar: str


def letter(
    notice: Notice,
    person: Person,
    settings: LetterSettings,
    reply_to: str | None,
    *,
    instead_of: str = "",
    templates: Templates | None = None,
) -> EmailMessage:
    """Return `notice` as a mail to a person in whose calendar nothing stands yet.

    See `letter_and_entries`.
    """
    return letter_and_entries(
        notice, person, settings, reply_to, instead_of=instead_of, templates=templates
    ).message


def letter_and_entries(
    notice: Notice,
    person: Person,
    settings: LetterSettings,
    reply_to: str | None,
    *,
    instead_of: str = "",
    templates: Templates | None = None,
    has: Mapping[str, datetime] | None = None,
) -> Letter:
    """Return `notice` as a mail to `person`.

    Args:
        notice: What is to be said.
        person: To whom.
        settings: Sender, domain and link.
        reply_to: Address of the officer, if known; one that cannot be used is none.
        instead_of: Reference of the holder in whose stead `person` is told.
        templates: With a council's own words; None for the shipped ones alone.
        has: What our letters have put into the reader's calendar; None for nothing.

    Returns:
        Plain text first, then HTML, then the entries for the reader's calendar where
        there are some.

    Raises:
        MailRefused: The address of `person` is not one plain address.
    """
    if not is_plain_address(person.address):
        said = f"the address of {one_line(notice.to)} is not one plain address"
        raise MailRefused(notice.key, said)
    if reply_to is not None and not is_plain_address(reply_to):
        reply_to = None
    link = _link(notice, settings)
    entries = _entries(notice, person, settings, reply_to, has or {})
    words = wording(
        notice,
        link,
        can_reply=reply_to is not None,
        instead_of=instead_of,
        attached=" ".join(entry.says for entry in entries),
        templates=templates,
    )
    message = _headed(notice, person, settings, reply_to)
    message["Subject"] = words.subject
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    for entry in sorted(entries, key=lambda one: not one.is_meeting):
        _enclose(message, entry)
    _part_the_same_way(message, notice)
    return Letter(message, "\n".join(entry.mark for entry in entries))


def message_id(key: str, mail_domain: str) -> str:
    """Return the Message-ID of the notice with this claim key, always the same."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{mail_domain}>"


def address_hash(address: str) -> str:
    """Return what stands for an address where the address itself may not."""
    return hashlib.sha256(address.lower().encode()).hexdigest()


def _headed(
    notice: Notice, person: Person, settings: LetterSettings, reply_to: str | None
) -> EmailMessage:
    """Return an empty letter with every header but the subject."""
    message = EmailMessage()
    message["From"] = sender(settings, notice.sent_by_title)
    message["To"] = Address(one_line(notice.to_title), addr_spec=person.address)
    if reply_to is not None:
        message["Reply-To"] = Address(addr_spec=reply_to)
    mark(message, notice.key, notice.at, settings)
    message["X-Dispute-Reference"] = one_line(notice.about.reference)
    return message


def mark(
    message: EmailMessage, key: str, at: datetime, settings: LetterSettings
) -> None:
    """Name a letter by its key, for bounces and retries, and as nobody's own hand.

    Args:
        message: What is to be sent.
        key: The same at every attempt; makes the Message-ID.
        at: When it was written, aware UTC.
        settings: Domain of every letter.
    """
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(key, settings.mail_domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message[NOTICE_HEADER] = one_line(key)


def _entries(
    notice: Notice,
    person: Person,
    settings: LetterSettings,
    reply_to: str | None,
    has: Mapping[str, datetime],
) -> tuple[Invitation, ...]:
    ours = sender(settings).addr_spec
    between = Between(
        sender=ours,
        recipient=person.address,
        answers_to=reply_to or ours,
        domain=settings.mail_domain,
    )
    return invitations(notice, _link(notice, settings), between, has)


def _enclose(message: EmailMessage, entry: Invitation) -> None:
    """Add an entry for the calendar.

    A meeting is one more form of the letter, so that mail programs offer to accept it or
    to take it out (RFC 6047, section 2.4). A due date only lies beside the letter, which
    it would hide otherwise.
    """
    params = {"method": entry.method.value}
    if entry.is_meeting and message.get_content_type() == "multipart/alternative":
        message.add_alternative(
            entry.body, subtype="calendar", params=params, cte="quoted-printable"
        )
        return
    message.add_attachment(
        entry.body,
        subtype="calendar",
        params=params,
        filename=entry.file_name,
        cte="quoted-printable",
    )


def _part_the_same_way(message: EmailMessage, notice: Notice) -> None:
    """Set what parts the letter's parts, which would otherwise be drawn by lot."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for depth, part in enumerate(parts):
        mark = hashlib.sha256(f"{notice.key}/{depth}".encode()).hexdigest()[:32]
        part.set_boundary(f"=_{mark}")


def sender(settings: LetterSettings, on_behalf_of: str = "") -> Address:
    """Return the sender of a letter, perhaps in the name of a post."""
    name, address = parseaddr(settings.sender_address)
    name = name or _SERVICE
    if on_behalf_of:
        name = f"{name}, on behalf of {one_line(on_behalf_of)}"
    return Address(name, addr_spec=address)


def _link(notice: Notice, settings: LetterSettings) -> str:
    about = notice.about
    return settings.link_template.format(
        authority=quote(about.authority, safe=""),
        dispute=quote(notice.key.rpartition("/")[0], safe=""),
        reference=quote(about.reference, safe=""),
    )


def _sender_faults(settings: LetterSettings) -> list[str]:
    address = parseaddr(settings.sender_address)[1]
    faults = []
    if not is_plain_address(address):
        faults.append(
            f"sender_address is {settings.sender_address!r}; write an address such as"
            " disputes@anyshire.example."
        )
    if not settings.mail_domain or set(settings.mail_domain) & set("@<> \r\n\t"):
        faults.append(
            f"mail_domain is {settings.mail_domain!r}; write a domain such as"
            " anyshire.example."
        )
    return faults


def _link_faults(template: str) -> list[str]:
    if not template:
        return []
    says = f"link_template is {template!r}; write "
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(template)]
    except ValueError:
        return [f"{says}each name in braces, as in https://case.example/{{reference}}."]
    faults = []
    if urlsplit(template).scheme not in ("https", "http"):
        faults.append(f"{says}a link that begins with https://.")
    known = (None, *_LINK_KNOWS)
    if unknown := [field for field in fields if field not in known]:
        names = ", ".join(_LINK_KNOWS)
        faults.append(f"{says}{names} in its braces, not {', '.join(unknown) or '{}'}.")
    return faults
