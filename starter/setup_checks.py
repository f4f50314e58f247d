"""Is everything there that disputes need? Looked at from where a worker would run.

Looking changes nothing: no table is made, no mail is sent, no key is written.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from domain.errors import DisputeError
from starter.connection import NotReachable

if TYPE_CHECKING:
    from activities.mail import SmtpSettings
    from settings import Settings


class Found(StrEnum):
    """How a thing was found."""

    FINE = "fine"
    WRONG = "wrong"
    NOT_REACHABLE = "not reachable"


@dataclass(frozen=True)
class Finding:
    """What was found of one thing.

    Attributes:
        what: The thing.
        found: How it was found.
        says: One or more plain sentences; no secret, no address of a person.
    """

    what: str
    found: Found
    says: str


class Wrong(DisputeError):
    """Something is there, and is not as it must be."""


class NotThere(DisputeError):
    """Something does not answer.

    Attributes:
        exit_code: What a command ends with: 3, not reachable.
    """

    exit_code: ClassVar[int] = 3


Look = Callable[["Settings"], Awaitable[str]]
"""Looks at one thing and says what is good of it, or raises."""


async def look_at_everything(settings: "Settings") -> list[Finding]:
    """Look at each thing in turn; one that is amiss hides none of the others."""
    from starter.setup_server_checks import SERVER_CHECKS

    return [
        await _finding(what, look, settings)
        for what, look in {**CHECKS, **SERVER_CHECKS}.items()
    ]


async def _finding(what: str, look: Look, settings: "Settings") -> Finding:
    try:
        return Finding(what, Found.FINE, await look(settings))
    except (NotReachable, NotThere) as error:
        return Finding(what, Found.NOT_REACHABLE, str(error))
    except DisputeError as error:
        return Finding(what, Found.WRONG, str(error))


async def _settings(settings: "Settings") -> str:
    settings.refuse_if_unfit()
    return f"Fit to run in {settings.mode}."


async def _keys(settings: "Settings") -> str:
    from starter.connection import open_ring

    ring = open_ring(settings)
    return f"{len(ring.key_ids)} key(s); {ring.current} seals."


async def _database(settings: "Settings") -> str:
    from activities.storage import StorageUnavailable
    from activities.storage.engine import explained, make_engine, parse_url
    from activities.storage.prepare import refuse_unprepared

    url = parse_url(settings.database_url)
    name = f"{url.get_backend_name()} database {url.database}"
    if url.get_backend_name() == "sqlite":
        _refuse_missing(Path(str(url.database)))
    engine = make_engine(settings.database_url)
    try:
        async with explained(engine.url), engine.connect() as connection:
            try:
                await refuse_unprepared(connection)
            except StorageUnavailable as error:
                raise Wrong(str(error)) from None
    except StorageUnavailable as error:
        raise NotThere(str(error)) from None
    finally:
        await engine.dispose()
    return f"The {name} is up to date."


def _refuse_missing(file: Path) -> None:
    # Opening an SQLite file that is not there would make one.
    if not file.is_file():
        raise Wrong(f"{file} is not there yet; make it with `disputes setup database`.")


async def _mail(settings: "Settings") -> str:
    from worker import smtp_of

    if not settings.mail_from:
        raise Wrong("DISPUTES_MAIL_FROM is not set; write the sender of every mail.")
    where = f"The mail server {settings.smtp_host}:{settings.smtp_port}"
    try:
        async with asyncio.timeout(settings.smtp_timeout_seconds):
            await _greet(smtp_of(settings), where)
    except TimeoutError:
        raise NotThere(
            f"{where} did not answer within {settings.smtp_timeout_seconds:g} seconds."
        ) from None
    return f"{where} answers (security {settings.smtp_security})."


async def _greet(server: "SmtpSettings", where: str) -> None:
    """Say hello and goodbye, with the same protection and login as for a letter."""
    from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException

    secured = server.security != "none"
    try:
        context = ssl.create_default_context(cafile=server.ca_file) if secured else None
        async with SMTP(
            hostname=server.host,
            port=server.port,
            timeout=server.timeout_seconds,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=context,
            username=server.username,
            password=server.password,
        ) as client:
            await client.noop()
    except SMTPAuthenticationError as error:
        raise Wrong(f"{where} did not accept the login ({error.code}).") from None
    except (SMTPException, OSError) as error:
        raise NotThere(
            f"{where} cannot be spoken to ({type(error).__name__}); "
            "look at DISPUTES_SMTP_HOST, _PORT and _SECURITY."
        ) from None


async def _procedures(settings: "Settings") -> str:
    from procedures.shelf import Shelf

    found = Shelf(settings.procedures_folder).all()
    if not found:
        raise Wrong(
            f"There is no procedure in {settings.procedures_folder}; "
            "put one there or leave DISPUTES_PROCEDURES_FOLDER out."
        )
    return f"{len(found)}: {', '.join(one.name for one in found)}."


async def _calendar(settings: "Settings") -> str:
    from starter.calendar_choice import in_force

    chosen = in_force(settings)
    found = chosen.calendar
    return (
        f"{chosen.says[0].upper()}{chosen.says[1:]}. Official until"
        f" {found.official_until}, covered until {found.covered_until};"
        f" {len(found.closures)} closure day(s)."
    )


async def _people(settings: "Settings") -> str:
    from activities.people import plugged_in
    from directory.files import read_directory

    if settings.staff_directory is not None:
        plugged_in(settings.staff_directory)
        return f"{settings.staff_directory} is asked who holds which post."
    if settings.people_file is not None:
        read_directory(settings.people_file)
        return f"{settings.people_file} can be used."
    known = await _in_directory(settings)
    if known:
        return f"{known} facts in the database's directory."
    if settings.mode == "production":
        raise Wrong(
            "The directory is empty, so nobody real would be told; fill it with"
            " `disputes people import FILE`, or set DISPUTES_PEOPLE_FILE."
        )
    return "Nobody real: every post has an invented address."


async def _in_directory(settings: "Settings") -> int:
    """Return how many facts the database holds; none where it is not made yet."""
    from activities.storage import StorageError, facts_at
    from activities.storage.engine import parse_url

    url = parse_url(settings.database_url)
    try:
        if url.get_backend_name() == "sqlite":
            _refuse_missing(Path(str(url.database)))  # looking makes no database
        return len(await facts_at(settings.database_url))
    except (
        NotThere,
        Wrong,
        StorageError,
    ):  # the look at the database says what is wrong with it
        return 0


CHECKS: dict[str, Look] = {
    "settings": _settings,
    "key ring": _keys,
    "procedures": _procedures,
    "calendar": _calendar,
    "people": _people,
    "database": _database,
    "mail": _mail,
}
"""What can be looked at without a Temporal server, in the order it is shown."""
