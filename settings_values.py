"""How the variables of `settings` are read, and what they are when they are not set."""

import contextlib
import difflib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails

PREFIX = "DISPUTES_"
SECRETS = ("database_url", "smtp_username", "smtp_password", "codec_token")
"""Settings that may stand in a file, and that no message ever repeats."""

_FOR_TESTS = PREFIX + "TEST_"
_FILE = "_FILE"
_DEFAULT_WAITS = "default_factory_not_called"


def in_mode(mode: str, then: Any, otherwise: Any) -> Callable[[dict[str, Any]], Any]:
    """Return a default that is `then` in `mode` and `otherwise` in the other mode."""
    return lambda known: then if known.get("mode") == mode else otherwise


def in_home(name: str) -> Callable[[dict[str, Any]], Path]:
    """Return a default that is the file `name` in the home folder."""
    return lambda known: Path(known.get("home", ".disputes")) / name


def usual_port(known: dict[str, Any]) -> int:
    """Return the port that goes with `smtp_security`; a mail catcher's at a desk."""
    if known.get("smtp_security") == "none":
        return 1025 if known.get("mode") == "development" else 25
    return {"tls": 465}.get(str(known.get("smtp_security")), 587)


def domain_of_sender(known: dict[str, Any]) -> str:
    """Return the domain of `mail_from`."""
    sender = str(known.get("mail_from", "")).strip(" >")
    return sender.rpartition("@")[2] or "disputes.invalid"


def with_driver(url: str) -> str:
    """Add the driver that we use to a plain database URL."""
    scheme, mark, rest = url.partition("://")
    driver = {
        "postgres": "postgresql+psycopg",
        "postgresql": "postgresql+psycopg",
        "sqlite": "sqlite+aiosqlite",
    }.get(scheme, scheme)
    if driver not in ("postgresql+psycopg", "sqlite+aiosqlite") or not mark:
        raise ValueError(
            "write postgresql://user:password@host/database or sqlite:///file"
        )
    return f"{driver}://{rest}"


def an_address(address: str) -> str:
    """Refuse what could smuggle a header into a mail, or has no address in it."""
    if address and ("@" not in address or not address.isprintable()):
        raise ValueError("write an address, such as disputes@example.gov.uk")
    return address


def parted_by_commas(listed: Any) -> Any:
    """Read a list parted by commas."""
    if isinstance(listed, str):
        return tuple(piece.strip() for piece in listed.split(",") if piece.strip())
    return listed


def _origin(url: str) -> str:
    """Return scheme, host and port of a URL, as a browser names an origin."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("write a web address, such as https://ui.example.gov.uk")
    return f"{parts.scheme}://{parts.netloc}".lower()


def origin_of_ui(known: dict[str, Any]) -> tuple[str, ...]:
    """Return the origin of `ui_url`, if there is one."""
    return (_origin(known["ui_url"]),) if known.get("ui_url") else ()


def _web_address(url: str) -> str:
    if url:
        _origin(url)
    return url.rstrip("/")


Origin = Annotated[str, AfterValidator(_origin)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Port = Annotated[int, Field(ge=1, le=65535)]


def secrets_in_files(variables: Mapping[str, str]) -> dict[str, str]:
    """Read the secrets that stand in files; what cannot be read is left out."""
    found = {}
    for name in SECRETS:
        path = variables.get(f"{PREFIX}{name.upper()}{_FILE}")
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if path and (secret := Path(path).read_text(encoding="utf-8").strip()):
                found[name] = secret
    return found


def secrets_faults(variables: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the files that hold secrets."""
    readable, found = secrets_in_files(variables), []
    for name in SECRETS:
        plain = PREFIX + name.upper()
        path = variables.get(plain + _FILE)
        if path and variables.get(plain):
            found.append(f"{plain} and {plain}{_FILE} are both set; keep one of them.")
        elif path and name not in readable:
            found.append(f"{plain}{_FILE} names {path}, which is empty or unreadable.")
    return found


def misspelt(variables: Mapping[str, str], fields: Iterable[str]) -> list[str]:
    """Return each DISPUTES_ variable that means nothing, with the nearest that does."""
    names = [PREFIX + field.upper() for field in fields]
    names += [PREFIX + name.upper() + _FILE for name in SECRETS]
    found = []
    for name in sorted(variables):
        if not name.startswith(PREFIX) or name.startswith(_FOR_TESTS) or name in names:
            continue
        nearest = difflib.get_close_matches(name, names, n=1, cutoff=0)
        found.append(f"{name} is not a setting; did you mean {nearest[0]}?")
    return found


def sentences(error: ValidationError) -> list[str]:
    """Say of each variable that cannot be understood what to write instead."""
    faults = error.errors(include_url=False, include_context=False)
    # A default that waits for a value which is wrong itself says nothing of its own.
    return [_sentence(fault) for fault in faults if fault["type"] != _DEFAULT_WAITS]


def _sentence(fault: ErrorDetails) -> str:
    field = str(fault["loc"][0])
    was = "" if field in SECRETS else f" is {fault['input']!r}"
    wanted = fault["msg"].removeprefix("Value error, ")
    return f"{PREFIX}{field.upper()}{was}: {wanted[0].lower()}{wanted[1:]}."
