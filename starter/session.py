"""One command's session: settings, connection, answer, exit code.

Commands import what is heavy only when they run, so that `disputes --help` stays quick.
"""

import asyncio
import json
import os
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.errors import DisputeError

if TYPE_CHECKING:
    from datetime import date

    from domain.record import Situation
    from settings import Settings
    from starter.client import DisputeClient

REFUSED, USAGE, NOT_REACHABLE = 1, 2, 3
_DAY_AND_TIME = re.compile(r"[0-9-]{10}[T ][0-9:]+")

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
ByOperator = Annotated[
    str, typer.Option("--by", metavar="REF", help="Your own reference.")
]
SOME_OPERATOR = "OPERATOR-1"
"""Reference of whoever runs the service and does not say who they are."""

DisputeName = Annotated[
    str,
    typer.Argument(
        metavar="DISPUTE", help="AUTHORITY/REFERENCE: west-sussex/WSX-2026-0042"
    ),
]


def workflow_id(name: str) -> str:
    """Return the workflow id for `AUTHORITY/REFERENCE`, or for a whole id.

    Raises:
        typer.BadParameter: It is neither.
    """
    if name.startswith("dispute-"):
        return name
    authority, slash, reference = name.partition("/")
    if not (authority and slash and reference):
        raise typer.BadParameter(
            f"{name!r} is no dispute; write AUTHORITY/REFERENCE, as in"
            " west-sussex/WSX-2026-0042."
        )
    return f"dispute-{authority}-{reference}"


def day_of(written: str | None) -> "date":
    """Return a day as it was written; none: today.

    Raises:
        typer.BadParameter: It is none.
    """
    from datetime import UTC, date, datetime

    from domain.calendar import london_day

    if written is None:
        return london_day(datetime.now(UTC))
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(
            f"{written!r} is no date; write it as 2026-03-30."
        ) from None


def text(value: str | None) -> str | None:
    """Return a text as given, or from a file (`@FILE`) or standard input (`-`)."""
    if value == "-":
        return sys.stdin.read()
    if value is not None and value.startswith("@"):
        path = Path(value[1:])
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"{path} cannot be read: {error}.") from None
    return value


def in_london(value: str | None) -> str | None:
    """Return a moment with an offset: London's, where a day and a time bear none.

    Of a time that comes twice, in the hour after the clocks go back, the first is meant.
    What is no day and time stays as it is: whoever reads the message refuses it.
    """
    from domain.calendar import LONDON

    if value is None or not _DAY_AND_TIME.fullmatch(value):
        return value
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return value
    return read.replace(tzinfo=LONDON).isoformat()


@contextmanager
def plain_sentences(*, as_json: bool = False) -> Iterator[None]:
    """Turn a refusal into its sentences on standard error, and an exit code."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, DisputeError) and not _is_of_the_record(error):
            raise
        if as_json:
            faults = getattr(error, "faults", None) or [str(error)]
            sys.stderr.write(
                json.dumps({"error": type(error).__name__, "refused": faults}) + "\n"
            )
        else:
            sys.stderr.write(f"{error}\n")
        code = NOT_REACHABLE if _is_of_the_record(error) else REFUSED
        raise typer.Exit(getattr(error, "exit_code", code)) from None


def _is_of_the_record(error: Exception) -> bool:
    """True for what the record in SQL refuses; asked without importing SQL."""
    module = sys.modules.get("activities.storage.errors")
    return module is not None and isinstance(error, module.StorageError)


def settings_here() -> "Settings":
    """Return the settings; a stack that runs in `home` is found by itself."""
    from embedded.running import running
    from settings import Settings

    settings = Settings.from_environment()
    stack = running(settings.home)
    if stack is not None:
        os.environ.setdefault("TEMPORAL_ADDRESS", stack.address)
        os.environ.setdefault("TEMPORAL_NAMESPACE", stack.namespace)
    return settings


def with_client(
    ask: Callable[["DisputeClient"], Awaitable[Any]],
) -> Any:
    """Connect, ask, and return the answer."""

    async def session() -> Any:
        from starter.client import DisputeClient
        from starter.connection import connect

        settings = settings_here()
        client = await connect(settings)
        return await ask(DisputeClient(client, settings.task_queue))

    return asyncio.run(session())


def answer(facts: Any, in_words: str, *, as_json: bool) -> None:
    """Print an answer, for a program or for a person."""
    if as_json:
        in_words = json.dumps(facts, ensure_ascii=False, indent=2)
    sys.stdout.write(in_words.rstrip("\n") + "\n")


def show_situation(situation: "Situation | None", *, as_json: bool) -> None:
    """Print where a dispute stands."""
    if situation is None:
        answer(
            {"standing": "opening"},
            "It is on the server and opens as soon as a worker runs.",
            as_json=as_json,
        )
        return
    answer(situation.model_dump(mode="json"), in_words(situation), as_json=as_json)


def in_words(now: "Situation") -> str:
    """A situation as a person reads it."""
    from domain.calendar import london

    lines = [f"{now.reference} ({now.authority}, {now.procedure})"]
    if now.rehearsal:
        lines.append("  A rehearsal: it counts for nothing.")
    standing = now.standing.value.replace("-", " ")
    lines.append(f"  Stands at   {now.stage_title or 'the opening'}, {standing}")
    if now.awaiting:
        lines.append(f"  Awaiting    {', '.join(now.awaiting)}")
    if now.due_says:
        lines.append(f"  Until       {now.due_says}")
    if now.overall_due_at:
        lines.append(f"  The whole   by {london(now.overall_due_at)}")
    if now.next_says:
        lines.append(f"  Next        {now.next_says}")
    if now.may_send:
        lines += wrap(
            ", ".join(now.may_send),
            width=88,
            initial_indent="  Now open    ",
            subsequent_indent=" " * 14,
        )
    if now.waiting:
        lines.append(f"  Waiting     {now.waiting} notice(s), until mail is sent again")
    if now.undelivered:
        lines.append(f"  Undelivered {now.undelivered} notice(s)")
    if now.refused:
        lines.append(f"  Refused     {now.refused} message(s), kept in the record")
    return "\n".join(lines)
