"""What a delivery status report says: which notice did not arrive, for good or not yet.

The report names our letter by its Message-ID (RFC 3464 with RFC 3462: the returned
letter or its headers are a part of the report). What a mailbox program writes in prose
is not read; nor is a report about a letter that is not ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from activities.envelope import NOTICE_HEADER

_FAILED = "failed"


@dataclass(frozen=True)
class Bounce:
    """One letter that came back.

    Attributes:
        message_id: Of our letter, `<...@anyshire.example>`.
        key: Claim key of the notice, where the report repeats our header; else empty.
        status: `5.1.1`, as the report has it; empty if it says none.
        for_good: True when it will not be tried again.
    """

    message_id: str
    key: str
    status: str
    for_good: bool

    def says(self) -> str:
        """The report in words, without any address."""
        code = f" ({self.status})" if self.status else ""
        return f"The receiving mail server reports it undeliverable{code}."


def read_report(raw: bytes) -> Bounce | None:
    """Return what a mail reports, or None when it is no report about one letter."""
    try:
        # Not `policy.default`, which takes headers apart and stumbles over some: what a
        # stranger's server writes must not break off the reading of the next report.
        return _read(message_from_bytes(raw))
    except RecursionError:  # hundreds of parts in each other: nobody's honest report
        return None


def _read(report: Message) -> Bounce | None:
    if report.get_content_type() != "multipart/report":
        return None
    about = next(_returned(report), None)
    fields = next(_fields(report), None)
    if about is None or fields is None:
        return None
    action = str(fields.get("Action", "")).strip().lower()
    return Bounce(
        message_id=_unfolded(about["Message-ID"]),
        key=_unfolded(about[NOTICE_HEADER]),
        status=_code(str(fields.get("Status", ""))),
        for_good=action == _FAILED,
    )


def _returned(report: Message) -> Iterator[Message]:
    """The headers of the letter that came back, however they were returned."""
    for part in report.walk():
        match part.get_content_type():
            case "message/rfc822":
                inner = part.get_payload()
                yield from (one for one in inner if isinstance(one, Message))
            case "text/rfc822-headers":
                raw = part.get_payload(decode=True) or b""
                yield message_from_bytes(bytes(raw))


def _fields(report: Message) -> Iterator[Message]:
    """The fields about one receiver; the first block is about the whole report."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = [one for one in part.get_payload() if isinstance(one, Message)]
            yield from (one for one in blocks if "Action" in one)


def _unfolded(header: object) -> str:
    """Return a header on one line; empty if it is not there."""
    return "" if header is None else " ".join(str(header).split())


def _code(status: str) -> str:
    words = status.split()
    code = words[0] if words else ""
    return code if re.fullmatch(r"[245]\.\d{1,3}\.\d{1,3}", code) else ""
