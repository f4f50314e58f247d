"""The namespace of disputes on a Temporal server, and its list columns.

Every step may be taken again: what is right is left as it is, and nothing is ever
shortened or taken away.
"""

from collections.abc import Mapping
from datetime import timedelta

from starter.setup_server import (
    AT_ONCE,
    EACH_CALL,
    Done,
    Server,
    SetupRefused,
    persist,
)

SHORTEST_RETENTION = timedelta(hours=2160)
"""A closed dispute can be looked up on the server for 90 calendar days at least."""


async def retention_of(server: Server) -> timedelta | None:
    """Return for how long closed disputes are kept; None without a namespace."""
    from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest

    found = await server.find(
        server.client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=server.namespace), timeout=EACH_CALL
        )
    )
    if found is None:
        return None
    return found.config.workflow_execution_retention_ttl.ToTimedelta()


async def make_namespace(
    server: Server, retention: timedelta, patience: timedelta = AT_ONCE
) -> Done:
    """Make the namespace, or lengthen its retention.

    Args:
        server: Where.
        retention: For how long closed disputes are to be kept.
        patience: How long to wait until a namespace that was just made is known.

    Raises:
        SetupRefused: The retention would lose closed disputes too soon.
        NotReachable: The server is gone.
    """
    if retention < SHORTEST_RETENTION:
        raise SetupRefused(
            f"A retention of {hours(retention)} hours would lose closed disputes too "
            f"soon; write {hours(SHORTEST_RETENTION)} or more."
        )
    name, present = server.namespace, await retention_of(server)
    if present is None:
        await _register(server, retention)
        says = f"Made the namespace {name}; it keeps closed disputes for "
    elif present < retention:

        async def lengthen() -> None:
            await _lengthen(server, retention)

        await persist(lengthen, patience, SetupRefused)
        says = f"The namespace {name} was there; it now keeps closed disputes for "
    else:
        says = f"The namespace {name} is there and keeps closed disputes for "
    kept = retention if present is None else max(present, retention)
    return Done(present is None or present < retention, f"{says}{hours(kept)} hours.")


async def columns_of(server: Server) -> dict[str, int]:
    """Return the type of each search attribute that is not Temporal's own.

    Raises:
        SetupRefused: There is no such namespace, or it is not known everywhere yet.
        NotReachable: The server is gone.
    """
    from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest

    found = await server.ask(
        server.client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=server.namespace), timeout=EACH_CALL
        )
    )
    return {name: int(kind) for name, kind in found.custom_attributes.items()}


async def register_columns(server: Server, patience: timedelta = AT_ONCE) -> Done:
    """Register every search attribute of a dispute that is not there yet.

    Args:
        server: A namespace made a moment ago may not be known all over it yet.
        patience: How long to wait for that.

    Raises:
        SetupRefused: One is there with another type, or there is no namespace.
        NotReachable: The server is gone.
    """
    from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest

    async def look() -> dict[str, int]:
        return await columns_of(server)

    there = await persist(look, patience, SetupRefused)
    wanted = wanted_columns()
    if faults := clashes(wanted, there, server.namespace):
        raise SetupRefused("\n".join(faults))
    missing = {name: kind for name, kind in wanted.items() if name not in there}
    if not missing:
        return Done(changed=False, says="Every list column is registered.")
    asked = AddSearchAttributesRequest(namespace=server.namespace)
    for name, kind in missing.items():
        asked.search_attributes[name] = kind  # type: ignore[assignment]
    await server.ask(
        server.client.operator_service.add_search_attributes(asked, timeout=EACH_CALL)
    )
    return Done(changed=True, says=f"Registered {', '.join(missing)}.")


def wanted_columns() -> dict[str, int]:
    """Return the type of every search attribute that a dispute sets."""
    from workflows.window import SEARCH_ATTRIBUTES

    return {key.name: int(key.indexed_value_type) for key in SEARCH_ATTRIBUTES}


def clashes(
    wanted: Mapping[str, int], there: Mapping[str, int], namespace: str
) -> list[str]:
    """Return a sentence for each search attribute that is there with another type."""
    return [
        f"{name} is {_type(there[name])} on this server and must be {_type(kind)}. A "
        "type cannot be changed: take it away with `temporal operator search-attribute "
        f"remove --namespace {namespace} --name {name}` if nothing uses it, or set "
        "TEMPORAL_NAMESPACE to another namespace."
        for name, kind in wanted.items()
        if name in there and there[name] != kind
    ]


def hours(span: timedelta) -> int:
    """Return a time span in whole hours, as Temporal's own commands write it."""
    return int(span.total_seconds() // 3600)


async def _register(server: Server, retention: timedelta) -> None:
    from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest

    asked = RegisterNamespaceRequest(
        namespace=server.namespace,
        description="Disputes about plans for children; see the project's README.",
    )
    asked.workflow_execution_retention_period.FromTimedelta(retention)
    await server.ask(
        server.client.workflow_service.register_namespace(asked, timeout=EACH_CALL)
    )


async def _lengthen(server: Server, retention: timedelta) -> None:
    from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest

    asked = UpdateNamespaceRequest(namespace=server.namespace)
    asked.config.workflow_execution_retention_ttl.FromTimedelta(retention)
    await server.ask(
        server.client.workflow_service.update_namespace(asked, timeout=EACH_CALL)
    )


def _type(kind: int) -> str:
    """Return a type as Temporal's own commands write it: `KeywordList`."""
    from temporalio.api.enums.v1 import IndexedValueType

    name = IndexedValueType.Name(kind)  # type: ignore[arg-type]
    words = name.removeprefix("INDEXED_VALUE_TYPE_").split("_")
    return "".join(word.capitalize() for word in words)
