"""What a caught mail says: its text, its HTML and its attachments, however broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from embedded.mailbox import header, parse


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail.

    Attributes:
        number: 0, 1, 2 ... within the mail.
        name: Its file name, or a made-up one.
        kind: Its media type, such as `text/calendar`.
        content: Its bytes.
    """

    number: int
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail as a person reads it.

    Attributes:
        sender: The `From` header.
        to: The `To` header.
        dated: The `Date` header as it was written, or empty.
        text: The plain text, or empty.
        html: The HTML, or empty; not to be trusted.
        attachments: Everything else.
    """

    sender: str
    to: str
    dated: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


def read(source: bytes) -> Letter:
    """Return what a mail says; never raises, whatever was sent."""
    mail = parse(source)
    bodies = {kind: _body(mail, kind) for kind in ("plain", "html")}
    shown = [part for part in bodies.values() if part is not None]
    return Letter(
        sender=header(mail, "From"),
        to=header(mail, "To"),
        dated=header(mail, "Date"),
        text=_text(bodies["plain"]),
        html=_text(bodies["html"]),
        attachments=tuple(_attachments(mail, shown)),
    )


def _body(mail: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        return mail.get_body(preferencelist=(kind,))  # type: ignore[return-value]
    except (AttributeError, KeyError, ValueError, TypeError):
        return None


def _text(part: EmailMessage | None) -> str:
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError, TypeError, AttributeError):
        # A character set that does not exist, or a list of parts where text should be.
        return _bytes(part).decode("utf-8", "replace")


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachments(mail: EmailMessage, shown: list[EmailMessage]) -> Iterator[Attachment]:
    parts = [part for part in mail.walk() if not part.is_multipart()]
    others = [part for part in parts if all(part is not body for body in shown)]
    for number, part in enumerate(others):
        kind = part.get_content_type()
        yield Attachment(
            number=number,
            name=part.get_filename() or f"part-{number + 1}.{kind.split('/')[-1]}",
            kind=kind,
            content=_bytes(part),
        )
