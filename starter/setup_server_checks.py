"""What is looked at on the Temporal server: namespace, list columns, workers, version.

Each look asks the server anew, so that one that does not answer says so by itself.
"""

from typing import TYPE_CHECKING

from starter.setup_checks import Look, NotThere, Wrong
from starter.setup_namespace import (
    SHORTEST_RETENTION,
    clashes,
    columns_of,
    hours,
    retention_of,
    wanted_columns,
)
from starter.setup_release import current_version, workers_of
from starter.setup_server import Server

if TYPE_CHECKING:
    from settings import Settings


async def _server(settings: "Settings") -> str:
    server = await Server.reach()
    return f"Answers at {server.address}."


async def _namespace(settings: "Settings") -> str:
    server = await Server.reach()
    kept = await retention_of(server)
    if kept is None:
        raise Wrong(
            f"There is no namespace {server.namespace}; "
            "make it with `disputes setup namespace`."
        )
    if settings.mode == "production" and kept < SHORTEST_RETENTION:
        raise Wrong(
            f"{server.namespace} keeps closed disputes for {hours(kept)} hours only; "
            "lengthen that with `disputes setup namespace`."
        )
    return f"{server.namespace} keeps closed disputes for {hours(kept)} hours."


async def _columns(settings: "Settings") -> str:
    server = await Server.reach()
    there, wanted = await columns_of(server), wanted_columns()
    faults = clashes(wanted, there, server.namespace)
    if missing := [name for name in wanted if name not in there]:
        faults.append(
            f"{', '.join(missing)} not registered; "
            "run `disputes setup search-attributes`."
        )
    if faults:
        raise Wrong("\n".join(faults))
    return f"All {len(wanted)} are registered."


async def _workers(settings: "Settings") -> str:
    found = await workers_of(await Server.reach(), settings.task_queue)
    if not found:
        raise NotThere(
            f"No worker has lately asked for work on {settings.task_queue!r}; "
            "start one with `disputes worker`."
        )
    return f"{len(found)} asking for work on {settings.task_queue!r}."


async def _version(settings: "Settings") -> str:
    if settings.build_id is None:
        return "Workers are not versioned."
    name, wanted = settings.deployment_name, settings.build_id
    current = await current_version(await Server.reach(), name)
    if current != wanted:
        raise Wrong(
            f"The current version of {name} is {current or 'none'}, not {wanted}; "
            "its workers get no work until `disputes setup release`."
        )
    return f"{name} {wanted} is the current version."


SERVER_CHECKS: dict[str, Look] = {
    "Temporal": _server,
    "namespace": _namespace,
    "list columns": _columns,
    "workers": _workers,
    "version": _version,
}
"""In the order they are shown."""
