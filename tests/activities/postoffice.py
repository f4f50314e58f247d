"""A mail server for tests: it misbehaves when told to, and remembers what it took."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from activities.mail import SmtpSettings

CLOSE = "close"
"""Answer for a post office: close the connection without a word."""

STALL = "stall"
"""Answer for a post office: say nothing, for ever."""

TAKEN = "250 OK queued as 4F2A"


class PostOffice:
    """A real SMTP server on this machine.

    Attributes:
        at_recipient: Next answers to RCPT, in order; then everybody is accepted.
        at_body: Next answers to the body, in order; then everything is taken.
        taken: Letters that were taken.
        bodies: How many bodies arrived, taken or not.
        body_came: Set when a body has arrived.
        connections: How many connections were opened.
        client_left: Set when a connection has come to its end.
        port: Where it listens.
    """

    def __init__(
        self, at_recipient: Iterable[str] = (), at_body: Iterable[str] = ()
    ) -> None:
        self.at_recipient = deque(at_recipient)
        self.at_body = deque(at_body)
        self.taken: list[EmailMessage] = []
        self.bodies: list[EmailMessage] = []
        self.body_came = asyncio.Event()
        self.connections = 0
        self.client_left = asyncio.Event()
        self.port = 0
        self._lines: list[SMTP] = []

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name and arguments)
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        answer = await self._answer(server, self.at_recipient)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.bodies.append(letter)
        self.body_came.set()
        answer = await self._answer(server, self.at_body)
        if answer.startswith("250"):
            self.taken.append(letter)
        return answer

    async def hang_up(self) -> None:
        """Close every connection, as a server does that is tired of waiting."""
        for line in self._lines:
            if isinstance(line.transport, asyncio.Transport):
                line.transport.close()
        self._lines.clear()

    async def _answer(self, server: SMTP, answers: deque[str]) -> str:
        answer = answers.popleft() if answers else TAKEN
        if answer == STALL:
            await asyncio.Event().wait()
        if answer == CLOSE:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer

    def _line(self, **options: Any) -> SMTP:
        self.connections += 1
        line = _Line(self, hostname="mail.anyshire.example", **options)
        self._lines.append(line)
        return line


class _Line(SMTP):
    """One connection, which tells the office when it ends."""

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.event_handler.client_left.set()


@asynccontextmanager
async def open_post_office(
    office: PostOffice, tls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[PostOffice]:
    """Open `office` on a free port.

    Args:
        office: Whose rules apply.
        tls: For a server that speaks TLS from the first byte.
        options: For aiosmtpd's SMTP, such as `tls_context` for STARTTLS.
    """
    server = await asyncio.get_running_loop().create_server(
        lambda: office._line(**options),
        "127.0.0.1",
        0,
        ssl=tls,
    )
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await office.hang_up()
        await server.wait_closed()


def settings_for(
    office: PostOffice,
    security: Literal["none", "starttls", "tls"] = "none",
    **changes: Any,
) -> SmtpSettings:
    """Return how to reach `office`."""
    known: dict[str, Any] = {"host": "127.0.0.1", "timeout_seconds": 5.0} | changes
    return SmtpSettings(port=office.port, security=security, **known)


def login_as(name: str, password: str) -> Any:
    """Return an authenticator that knows one login."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any
    ) -> AuthResult:
        known = (said.login, said.password) == (name.encode(), password.encode())
        return AuthResult(success=known, handled=False)

    return authenticate


def own_certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for this machine.

    Returns:
        What a server needs, and the file a client has to trust.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / "certificate.pem", folder / "key.pem"
    trusted.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return context, trusted


def a_letter(number: int = 1, to: str = "marigold@anyshire.example") -> EmailMessage:
    """Return a letter; those with the same number have the same Message-ID."""
    message = EmailMessage()
    message["From"] = "disputes@anyshire.example"
    message["To"] = to
    message["Subject"] = "[ANY-2026-0042] Stage 2: reply wanted"
    message["Message-ID"] = f"<{number}@anyshire.example>"
    message["X-Dispute-Notice"] = f"dispute-anyshire-ANY-2026-0042/{number}"
    message.set_content("Your reply is wanted.\n.\n..and a line of dots\n")
    return message
