"""The mails that were caught, kept in one SQLite file for this run and the next."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Self

_SCHEMA = """
CREATE TABLE IF NOT EXISTS mails (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at TEXT NOT NULL,
    sender      TEXT NOT NULL,
    recipients  TEXT NOT NULL,
    message_id  TEXT NOT NULL,
    subject     TEXT NOT NULL,
    dispute     TEXT NOT NULL,
    source      BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS by_message_id ON mails (message_id);
"""

_ROW = """
SELECT number, received_at, sender, recipients, message_id, subject, dispute,
       CASE message_id WHEN '' THEN 1 ELSE (
           SELECT count(*) FROM mails AS same
           WHERE same.message_id = mails.message_id
             AND same.recipients = mails.recipients
       ) END
FROM mails
"""

DISPUTE_HEADER = "X-Dispute-Reference"
"""The header in which a notice names its dispute, so that mails can be filtered."""


@dataclass(frozen=True)
class Mail:
    """One mail that was caught.

    Attributes:
        number: 1, 2, 3 ... in the order of arrival.
        received_at: Aware, UTC.
        sender: Address in the envelope.
        recipients: Addresses in the envelope, in lower case.
        message_id: Its Message-ID, or empty.
        subject: Its subject, or empty.
        dispute: The reference in its `X-Dispute-Reference`, or empty.
        copies: How often a mail with this Message-ID reached these recipients: 1, or
            more where a sender was unsure and sent again.
    """

    number: int
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    message_id: str
    subject: str
    dispute: str
    copies: int


class Mailbox:
    """Every mail that was caught in one home, this run and before.

    Args:
        path: The SQLite file; made if it is not there.
    """

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._rows = sqlite3.connect(path)
        # A mail is written while its sender waits, and losing the last one in a power
        # cut harms nobody here: so no wait for the disk.
        self._rows.execute("PRAGMA journal_mode = WAL")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def keep(
        self, source: bytes, *, sender: str, recipients: Sequence[str], at: datetime
    ) -> int:
        """Keep one mail as it came; return its number.

        Args:
            source: The whole mail, headers and body.
            sender: Address in the envelope.
            recipients: Addresses in the envelope.
            at: When it came, aware.
        """
        headers = parse(source)
        with self._rows:
            row = self._rows.execute(
                "INSERT INTO mails (received_at, sender, recipients, message_id,"
                " subject, dispute, source) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    at.astimezone(UTC).isoformat(),
                    _storable(sender),
                    _storable(json.dumps(_lower(recipients), ensure_ascii=False)),
                    header(headers, "Message-ID"),
                    header(headers, "Subject"),
                    header(headers, DISPUTE_HEADER),
                    source,
                ),
            )
        return row.lastrowid or 0

    def mails(
        self,
        *,
        recipient: str = "",
        dispute: str = "",
        before: int | None = None,
        limit: int = 100,
    ) -> list[Mail]:
        """Return mails, newest first.

        Args:
            recipient: Only those to an address that contains this.
            dispute: Only those whose dispute reference or subject contains this.
            before: Only those with a smaller number, for the next page.
            limit: At most so many.
        """
        rows = self._rows.execute(
            f"{_ROW} WHERE number < :before AND recipients LIKE :to ESCAPE '\\'"
            " AND (dispute LIKE :about ESCAPE '\\' OR subject LIKE :about ESCAPE '\\')"
            " ORDER BY number DESC LIMIT :limit",
            {
                "before": 2**62 if before is None else before,
                "to": _containing(recipient),
                "about": _containing(dispute),
                "limit": limit,
            },
        )
        return [_mail(row) for row in rows]

    def mail(self, number: int) -> tuple[Mail, bytes] | None:
        """Return one mail and its source, or None if there is none of that number."""
        row = self._rows.execute(f"{_ROW} WHERE number = ?", (number,)).fetchone()
        if row is None:
            return None
        (source,) = self._rows.execute(
            "SELECT source FROM mails WHERE number = ?", (number,)
        ).fetchone()
        return _mail(row), source

    def count(self) -> int:
        """Return how many mails were caught in all."""
        (total,) = self._rows.execute("SELECT count(*) FROM mails").fetchone()
        return int(total)

    def recipients(self) -> list[str]:
        """Return every address that was written to, in alphabetical order."""
        rows = self._rows.execute(
            "SELECT DISTINCT value FROM mails, json_each(recipients) ORDER BY value"
        )
        return [str(address) for (address,) in rows]

    def disputes(self) -> list[str]:
        """Return every dispute reference that was written about."""
        rows = self._rows.execute(
            "SELECT DISTINCT dispute FROM mails WHERE dispute <> '' ORDER BY dispute"
        )
        return [str(reference) for (reference,) in rows]


def parse(source: bytes) -> EmailMessage:
    """Return a mail as an object; a broken one is read as far as possible."""
    return message_from_bytes(source, policy=default)


def header(mail: EmailMessage, name: str) -> str:
    """Return a header as one line of text, or empty; broken ones do not raise."""
    try:
        return _storable(" ".join(str(mail.get(name, "")).split()))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""  # the standard library's header parser trips over some rubbish


def _storable(text: str) -> str:
    """Return `text` without what broken bytes became, which SQLite would refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _lower(addresses: Sequence[str]) -> list[str]:
    return [address.lower() for address in addresses]


def _containing(text: str) -> str:
    for special in "\\%_":
        text = text.replace(special, f"\\{special}")
    return f"%{text.strip()}%"


def _mail(row: Sequence[str]) -> Mail:
    number, at, sender, recipients, message_id, subject, dispute, copies = row
    return Mail(
        number=int(number),
        received_at=datetime.fromisoformat(at),
        sender=sender,
        recipients=tuple(json.loads(recipients)),
        message_id=message_id,
        subject=subject,
        dispute=dispute,
        copies=int(copies),
    )
