"""Handing a letter to the mail server, and knowing for certain what became of it."""

import asyncio
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from activities.envelope import (
    Envelope,
    MailDelayed,
    MailFailure,
    MailRefused,
    MailUnsure,
)
from activities.pace import Pace, TooSoon

__all__ = [
    "MailDelayed",
    "MailFailure",
    "MailRefused",
    "MailUnsure",
    "Smtp",
    "SmtpSettings",
]

# RFC 5321, section 4.2.1
_TAKEN = range(200, 300)
_SEND_THE_BODY = 354
_NOT_TAKEN = range(400, 600)
_CLOSING_DOWN = 421
_ABOUT_THIS_LETTER = (SMTPSenderRefused, SMTPRecipientRefused, SMTPDataError)


@dataclass(frozen=True)
class SmtpSettings:
    """Where the mail server is and how it is spoken to.

    Attributes:
        host: Name of the server, as its certificate bears it.
        port: Usually 25 (none), 587 (starttls) or 465 (tls).
        security: `starttls` and `tls` are never given up for plain text.
        username: For the login; None for a server that wants none.
        password: For the login.
        timeout_seconds: Longest wait for everything before the body, and once more
            for the answer to the body: one letter takes at most twice this.
        ca_file: Certificates to trust, a PEM file; None for the machine's own.
        idle_seconds: How long a connection stays open after a letter, so that a burst
            of letters shares it.
        connections: How many there may be at once, 1 or more.
        per_domain_per_minute: Letters to one domain within any minute; 0: no limit.

    Raises:
        ValueError: A login that would travel in plain text.
    """

    host: str
    port: int
    security: Literal["none", "starttls", "tls"] = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 30.0
    ca_file: str | None = None
    idle_seconds: float = 5.0
    connections: int = 1
    per_domain_per_minute: int = 600

    def __post_init__(self) -> None:
        if self.username is not None and self.security == "none":
            raise ValueError(
                "security 'none' would send the mail password in plain text; "
                "write 'starttls' or 'tls', or leave the user name out."
            )


class Smtp:
    """The way to the mail server: some connections, and a pace for each domain."""

    def __init__(self, settings: SmtpSettings, *, pace: Pace | None = None) -> None:
        """Read the certificates to trust; nothing is sent yet.

        Args:
            settings: Where the server is.
            pace: Gives turns; None for one as the settings say.

        Raises:
            OSError: `settings.ca_file` cannot be read as certificates.
        """
        self._pace = pace or Pace(settings.per_domain_per_minute)
        self._lines = [_Line(settings) for _ in range(settings.connections)]

    async def send(self, message: EmailMessage) -> str:
        """Hand one letter, with one recipient, to the server.

        Args:
            message: Its `From` and `To` are the envelope.

        Returns:
            The server's answer, such as `250 OK queued as 4F2A`, without addresses.

        Raises:
            MailRefused: It never will be taken.
            MailDelayed: It was certainly not taken.
            MailUnsure: It may have been taken.
        """
        envelope = Envelope.of(message)
        try:
            await self._pace.turn(envelope.recipient)
        except TooSoon:
            many = self._pace.per_minute
            limit = f"{many} letter{'' if many == 1 else 's'} a minute to one domain"
            said = f"its turn comes soon: no more than {limit} are sent"
            raise MailDelayed(envelope.name, said) from None
        line = min(self._lines, key=lambda one: one.queue)
        return await line.send(envelope)

    def close(self) -> None:
        """Say goodbye, if connected. A later letter opens a connection again."""
        for line in self._lines:
            line.close()


class _Line:
    """One connection to the mail server, opened when wanted and shared by a burst.

    Letters go one after another. Whoever was waiting while the server was found to
    be out of reach is told so at once, instead of waiting out a timeout in turn.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        """Read the certificates to trust; nothing is sent yet."""
        self._settings = settings
        self._client = SMTP(
            hostname=settings.host,
            port=settings.port,
            timeout=settings.timeout_seconds,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=_tls_context(settings),
            username=settings.username,
            password=settings.password,
        )
        self._lock = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None
        self._out_of_reach_at = float("-inf")
        self._out_of_reach_because = ""
        self.queue = 0

    async def send(self, envelope: Envelope) -> str:
        """Hand one letter to the server; see `Smtp.send`."""
        self.queue += 1
        try:
            return await self._send(envelope)
        finally:
            self.queue -= 1

    async def _send(self, envelope: Envelope) -> str:
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        async with self._lock:
            if self._out_of_reach_at >= asked_at:
                raise MailDelayed(envelope.name, self._out_of_reach_because)
            self._stay_open()
            try:
                answer = await self._converse(envelope)
            except BaseException:
                # Even when cancelled: half a conversation must not meet the next one.
                self.close()
                raise
            self._idle = loop.call_later(self._settings.idle_seconds, self.close)
            return answer

    def close(self) -> None:
        """Say goodbye, if connected. A later letter opens the connection again."""
        self._stay_open()
        protocol = self._client.protocol
        if protocol is not None and protocol.is_connected:
            protocol.write(b"QUIT\r\n")
        self._client.close()

    def _stay_open(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    async def _converse(self, envelope: Envelope) -> str:
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                await self._reach_data(envelope)
        except _ABOUT_THIS_LETTER as answer:
            raise envelope.judged(answer.code, answer.message) from None
        except (SMTPException, OSError) as failure:
            raise self._out_of_reach(envelope, failure) from None
        return await self._hand_over(envelope)

    async def _reach_data(self, envelope: Envelope) -> None:
        """Come to where the server asks for the body.

        An open connection may have been closed by the server while nobody spoke.
        Nothing has been handed over then, so one new connection is tried.
        """
        if self._client.is_connected:
            try:
                await self._address(envelope)
            except (SMTPServerDisconnected, SMTPResponseException) as failure:
                if getattr(failure, "code", _CLOSING_DOWN) != _CLOSING_DOWN:
                    raise
                self._client.close()
            else:
                return
        await self._client.connect()
        await self._address(envelope)

    async def _address(self, envelope: Envelope) -> None:
        await self._client.mail(envelope.sender)
        await self._client.rcpt(envelope.recipient)
        answer = await self._client.execute_command(b"DATA")
        if answer.code != _SEND_THE_BODY:
            raise SMTPDataError(answer.code, answer.message)

    async def _hand_over(self, envelope: Envelope) -> str:
        protocol = self._client.protocol
        if protocol is None or not protocol.is_connected:
            lost = SMTPServerDisconnected("Connection lost")
            raise self._out_of_reach(envelope, lost)
        protocol.write(envelope.body)
        try:
            answer = await protocol.read_response(self._settings.timeout_seconds)
        except (SMTPException, OSError):
            said = "the letter was handed over, but the mail server gave no answer"
            raise MailUnsure(envelope.name, said) from None
        if answer.code in _TAKEN:
            return envelope.said(answer.code, answer.message)
        if answer.code in _NOT_TAKEN:
            raise envelope.judged(answer.code, answer.message)
        raise MailUnsure(envelope.name, f"the answer was not one: {answer.code}")

    def _out_of_reach(self, envelope: Envelope, failure: Exception) -> MailDelayed:
        self._out_of_reach_at = asyncio.get_running_loop().time()
        self._out_of_reach_because = _because(failure, self._settings)
        return MailDelayed(envelope.name, self._out_of_reach_because)


def _tls_context(settings: SmtpSettings) -> ssl.SSLContext | None:
    if settings.security == "none":
        return None
    return ssl.create_default_context(cafile=settings.ca_file)


def _because(failure: Exception, settings: SmtpSettings) -> str:
    """Return in plain words why the server is out of reach; never a password."""
    server = f"the mail server {settings.host}:{settings.port}"
    for known in (failure, failure.__cause__):
        if isinstance(known, ssl.SSLCertVerificationError):
            return f"the certificate of {server} was not accepted"
    if isinstance(failure, SMTPAuthenticationError):
        return f"{server} did not accept the login ({failure.code})"
    if isinstance(failure, TimeoutError):
        return f"{server} did not answer within {settings.timeout_seconds:g} seconds"
    if isinstance(failure, SMTPResponseException):
        return f"{server} answered {failure.code} before any letter was named"
    if isinstance(failure, OSError):
        return f"{server} cannot be reached ({type(failure).__name__})"
    return f"{server} offers no way to go on: {failure}"
