"""`disputes setup`: prepare the server and the database, release, look at everything.

Each command may be run again and again; a deployment runs them at every start. Exit
codes: 0 done, 1 refused or wrong, 2 usage, 3 not reachable.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from starter.session import NOT_REACHABLE, REFUSED, AsJson, answer, plain_sentences

if TYPE_CHECKING:
    from starter.setup_checks import Finding
    from starter.setup_server import Done, Server

A_YEAR_OF_HOURS = 8760
_MOMENT_SECONDS = 0.25

Result = TypeVar("Result")

setup_app = typer.Typer(
    help="Prepare the server and the database, release a version, check everything.",
    no_args_is_help=True,
)

WaitSeconds = Annotated[
    float,
    typer.Option("--wait-seconds", min=0, help="How long to wait until it answers."),
]


@setup_app.command()
def namespace(
    *,
    retention_hours: Annotated[
        int, typer.Option(help="How long closed disputes are kept; 2160 at least.")
    ] = A_YEAR_OF_HOURS,
    wait_seconds: WaitSeconds = 0,
    as_json: AsJson = False,
) -> None:
    """Make the namespace, or lengthen its retention; it is never shortened."""

    async def step(server: "Server") -> "Done":
        from starter.setup_namespace import make_namespace

        kept = timedelta(hours=retention_hours)
        patience = timedelta(seconds=wait_seconds)
        return await make_namespace(server, kept, patience)

    _on_server(step, wait_seconds, as_json=as_json)


@setup_app.command(name="search-attributes")
def search_attributes(
    *, wait_seconds: WaitSeconds = 0, as_json: AsJson = False
) -> None:
    """Register the columns by which disputes are listed and filtered."""

    async def step(server: "Server") -> "Done":
        from starter.setup_namespace import register_columns

        return await register_columns(server, timedelta(seconds=wait_seconds))

    _on_server(step, wait_seconds, as_json=as_json)


@setup_app.command()
def database(*, as_json: AsJson = False) -> None:
    """Bring the database of the record up to date."""
    with plain_sentences(as_json=as_json):
        from activities.storage import StorageUnavailable, migrate
        from settings import Settings
        from starter.setup_checks import NotThere

        settings = Settings.from_environment()
        try:
            _run(migrate(settings.database_url))
        except StorageUnavailable as error:
            raise NotThere(str(error)) from None
        says = "The database of the record is up to date."
        answer({"says": says}, says, as_json=as_json)


@setup_app.command()
def release(*, wait_seconds: WaitSeconds = 0, as_json: AsJson = False) -> None:
    """Give all work to the workers of DISPUTES_BUILD_ID from now on."""
    with plain_sentences(as_json=as_json):
        from settings import Settings

        settings = Settings.from_environment()
    if settings.build_id is None:
        says = "DISPUTES_BUILD_ID is not set: workers are not versioned."
        answer({"changed": False, "says": says}, says, as_json=as_json)
        return
    name, build_id = settings.deployment_name, settings.build_id

    async def step(server: "Server") -> "Done":
        from starter.setup_release import release as give_all_work

        patience = timedelta(seconds=wait_seconds)
        return await give_all_work(server, name, build_id, patience)

    _on_server(step, wait_seconds, as_json=as_json)


@setup_app.command()
def polling(*, as_json: AsJson = False) -> None:
    """Tell whether a worker on this machine asks for work: its health check."""
    with plain_sentences(as_json=as_json):
        import socket

        from settings import Settings
        from starter.setup_checks import NotThere

        settings = Settings.from_environment()
        here = "@" + socket.gethostname()
        found = [
            one for one in _run(_workers(settings.task_queue)) if one.endswith(here)
        ]
        if not found:
            raise NotThere(
                f"No worker on this machine asks for work on {settings.task_queue!r}."
            )
        says = f"{', '.join(found)} asks for work on {settings.task_queue!r}."
        answer({"workers": found, "says": says}, says, as_json=as_json)


@setup_app.command()
def check(*, as_json: AsJson = False) -> None:
    """Look whether everything is there that disputes need; changes nothing."""
    with plain_sentences(as_json=as_json):
        from settings import Settings
        from starter.setup_checks import look_at_everything

        settings = Settings.from_environment()
        findings = _run(look_at_everything(settings))
    if as_json:
        checks = [
            {"what": one.what, "found": one.found.value, "says": one.says}
            for one in findings
        ]
        answer({"checks": checks}, "", as_json=True)
    else:
        _show(findings)
    raise typer.Exit(_exit_code(findings))


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end; then give the SDK's threads the moment they need to end well.

    Without it, one process in some dozens aborts at its end, and a deployment takes a
    step that was done for one that failed.
    """
    try:
        return asyncio.run(work)
    finally:
        time.sleep(_MOMENT_SECONDS)


async def _workers(task_queue: str) -> list[str]:
    from starter.setup_release import workers_of
    from starter.setup_server import Server

    return await workers_of(await Server.reach(), task_queue)


def _on_server(
    step: Callable[["Server"], Awaitable["Done"]],
    wait_seconds: float,
    *,
    as_json: bool,
) -> None:
    """Reach the server, take the step, and say what it came to."""

    async def work() -> "Done":
        from starter.setup_server import Server

        return await step(await Server.reach(timedelta(seconds=wait_seconds)))

    with plain_sentences(as_json=as_json):
        done = _run(work())
        answer({"changed": done.changed, "says": done.says}, done.says, as_json=as_json)


def _show(findings: list["Finding"]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("What", "Found", "Which means"):
        table.add_column(heading, overflow="fold")
    for one in findings:
        # Text, not markup: a sentence may hold square brackets.
        table.add_row(one.what, Text(one.found.value), Text(one.says))
    Console().print(table)


def _exit_code(findings: list["Finding"]) -> int:
    from starter.setup_checks import Found

    found = {one.found for one in findings}
    if Found.NOT_REACHABLE in found:
        return NOT_REACHABLE
    return REFUSED if Found.WRONG in found else 0
