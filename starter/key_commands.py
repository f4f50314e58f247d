"""`disputes keys`: make the key ring, rotate it, look at it. Never shows a key.

Exit codes: 0 done, 1 refused, 2 usage, 3 the database is not reachable.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.errors import DisputeError

if TYPE_CHECKING:
    from settings import Settings

_REFUSED, _USAGE, _NOT_REACHABLE = 1, 2, 3

keys_app = typer.Typer(
    help="Make the key ring, rotate it, look at it. Never shows a key.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Reseal = Annotated[
    bool,
    typer.Option("--reseal", help="Then seal the SQL record anew with the new key."),
]


@keys_app.command()
def create(*, as_json: AsJson = False) -> None:
    """Make a key ring file with one fresh key; never overwrites one."""
    with _in_plain_sentences(as_json=as_json):
        settings = _settings()
        from encryption.keyring import KeyRing

        ring = KeyRing.create(settings.keys_file)
        path = settings.keys_file
        _answer(
            {"created": str(path), "current": ring.current},
            f"Made {path} with the key {ring.current}. "
            "Keep a copy of it in a safe place: without it nothing sealed can be read.",
            as_json=as_json,
        )


@keys_app.command()
def rotate(*, reseal: Reseal = False, as_json: AsJson = False) -> None:
    """Add a fresh key and seal with it from now on; the old keys still open."""
    with _in_plain_sentences(as_json=as_json):
        settings = _settings()
        from encryption.keyring import KeyRing

        private = settings.mode == "production"
        name = KeyRing.rotate(settings.keys_file, must_be_private=private)
        facts: dict[str, Any] = {"current": name}
        sentence = (
            f"New messages are sealed with {name}; workers that share this file take "
            f"it up by themselves. Bring {settings.keys_file} to every other machine "
            "that has a copy of it."
        )
        if reseal:
            # Said first: the key is made, also if the database is not to be reached.
            if not as_json:
                typer.echo(sentence)
            facts["resealed"] = _reseal_record(settings, as_json=as_json)
            sentence = _resealed(facts["resealed"])
        _answer(facts, sentence, as_json=as_json)


@keys_app.command(name="reseal")
def reseal_record(*, as_json: AsJson = False) -> None:
    """Seal anew what the SQL record holds under older keys; safe to repeat."""
    with _in_plain_sentences(as_json=as_json):
        count = _reseal_record(_settings(), as_json=as_json)
        _answer({"resealed": count}, _resealed(count), as_json=as_json)


@keys_app.command(name="list")
def list_keys(*, as_json: AsJson = False) -> None:
    """Show the ids of the keys and which one is current."""
    with _in_plain_sentences(as_json=as_json):
        from starter.connection import open_ring

        ring = open_ring(_settings())
        lines = [
            f"{name}  seals and opens" if name == ring.current else f"{name}  opens"
            for name in ring.key_ids
        ]
        _answer(
            {"current": ring.current, "keys": list(ring.key_ids)},
            "\n".join(lines),
            as_json=as_json,
        )


def _settings() -> "Settings":
    from settings import Settings

    return Settings.from_environment()


def _reseal_record(settings: "Settings", *, as_json: bool) -> int:
    """Seal the record anew, and return how many rows it took."""
    from activities.storage.errors import StorageUnavailable
    from activities.storage.store import Store
    from starter.connection import open_ring

    async def work() -> int:
        async with Store.opened(settings.database_url, open_ring(settings)) as store:
            return await store.reseal(_progress(shown=not as_json))

    try:
        return asyncio.run(work())
    except StorageUnavailable as error:
        raise _RecordNotReachable(str(error)) from None


def _progress(*, shown: bool) -> Callable[[int, int], None]:
    """Return what is told after each batch; people at a terminal see a count."""

    def tell(looked_at: int, resealed: int) -> None:
        if shown and sys.stderr.isatty():
            typer.echo(f"{looked_at} looked at, {resealed} sealed anew", err=True)

    return tell


def _resealed(count: int) -> str:
    return (
        f"{count} rows of the record sealed anew. Keep the old keys for as long as "
        "Temporal holds histories that were sealed with them."
    )


def _answer(facts: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(facts) if as_json else sentence)


class _RecordNotReachable(DisputeError):
    """The database cannot be used as it is."""


@contextmanager
def _in_plain_sentences(*, as_json: bool) -> Iterator[None]:
    """End the command with a sentence and an exit code instead of a traceback."""
    try:
        yield
    except DisputeError as error:
        faults = getattr(error, "faults", [str(error)])
        typer.echo(
            json.dumps({"refused": faults}) if as_json else "\n".join(faults), err=True
        )
        raise typer.Exit(_exit_code(error)) from None


def _exit_code(error: DisputeError) -> int:
    from settings import SettingsRefused

    if isinstance(error, _RecordNotReachable):
        return _NOT_REACHABLE
    return _USAGE if isinstance(error, SettingsRefused) else _REFUSED
