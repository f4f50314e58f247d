"""A letter as SMTP wants it, and what the server's answers mean for it.

SMTP promises nothing twice. Until the body has been handed over, the server cannot
have taken the letter; after that, only its answer tells. Each failure says on which
side of that line it fell:

    MailFailure
    ├── MailRefused    the server never will take it (5xx), or no address to send to
    ├── MailDelayed    certainly not taken; the same letter may be sent again
    └── MailUnsure     handed over, and no answer came: it may have been taken

No text made here holds an address: what the server says is stripped of them.
"""

import re
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Protocol, Self

NOTICE_HEADER = "X-Dispute-Notice"
"""Bears the claim key, so that a failure can be named without an address."""

_LONGEST_ANSWER = 200
# Printable ASCII without the characters that would need quotes or end a command.
_PLAIN_ADDRESS = re.compile(
    r"""[^\x00-\x20"(),:;<>@\[\\\]\x7f-\U0010ffff]+@[\w.-]+""", re.ASCII
)
_FOR_GOOD = range(500, 600)
# RFC 4954, section 6: the server wants a (better) login. That is for the operator to
# put right and says nothing about the letter, so the letter must not be given up.
_LOGIN_WANTED = frozenset({530, 534, 535, 538})


class Mailer(Protocol):
    """Whoever hands letters over; `activities.mail.Smtp` is one."""

    async def send(self, message: EmailMessage) -> str:
        """Return the server's answer; fail as `MailFailure` otherwise."""
        ...


class MailFailure(Exception):
    """A letter that was not certainly taken.

    Attributes:
        said: What the server said, or what went wrong; never an address.
    """

    def __init__(self, name: str, said: str) -> None:
        self.said = said
        super().__init__(f"Notice {name}: {said}")


class MailRefused(MailFailure):
    """The server will never take this letter, however often it is tried."""


class MailDelayed(MailFailure):
    """The server certainly did not take the letter; it may be sent again."""


class MailUnsure(MailFailure):
    """The letter was handed over and no answer came: it may have been taken."""


@dataclass(frozen=True)
class Envelope:
    """A letter as SMTP wants it.

    Attributes:
        name: Claim key of the notice, for whoever reads a failure.
        sender: One plain address.
        recipient: One plain address.
        body: Ready for the wire, with its closing full stop.
    """

    name: str
    sender: str
    recipient: str
    body: bytes

    @classmethod
    def of(cls, message: EmailMessage) -> Self:
        """Put a letter into its envelope.

        Raises:
            MailRefused: Not exactly one sender and one recipient that can be used.
        """
        name = str(message[NOTICE_HEADER] or message["Message-ID"])
        sender = _only_address(message, "From", name)
        recipient = _only_address(message, "To", name)
        letter = message.as_bytes(policy=policy.SMTP)
        # RFC 5321, section 4.5.2: a line that begins with a full stop gets another.
        body = re.sub(rb"(?m)^\.", b"..", letter) + b".\r\n"
        return cls(name, sender, recipient, body)

    def judged(self, code: int, text: str) -> MailFailure:
        """Return what a refusal by the server (400 to 599) means for this letter."""
        if code in _FOR_GOOD and code not in _LOGIN_WANTED:
            return MailRefused(self.name, self.said(code, text))
        return MailDelayed(self.name, self.said(code, text))

    def said(self, code: int, text: str) -> str:
        """Return the server's answer on one line, without the recipient in any form."""
        text = re.sub(r"\S*@\S*", "(address)", " ".join(text.split()))
        local_part = re.escape(self.recipient.partition("@")[0])
        text = re.sub(rf"(?i)(?<!\w){local_part}(?!\w)", "(address)", text)
        printable = "".join(letter for letter in text if letter.isprintable())
        return f"{code} {printable}"[:_LONGEST_ANSWER].rstrip()


def is_plain_address(text: str) -> bool:
    """Return whether an address can stand in a command to the server as it is."""
    return _PLAIN_ADDRESS.fullmatch(text) is not None


def _only_address(message: EmailMessage, header: str, name: str) -> str:
    found: tuple[Address, ...] = getattr(message[header], "addresses", ())
    spec = found[0].addr_spec if len(found) == 1 else ""
    if not is_plain_address(spec):
        raise MailRefused(name, f"{header} must hold exactly one plain address")
    return spec
