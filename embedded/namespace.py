"""What the embedded server's namespace must have before disputes can live in it."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    UpdateNamespaceRequest,
)
from temporalio.service import ConnectConfig, ServiceClient

from embedded.errors import ServerFailed

NAMESPACE = "default"

SEARCH_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "DisputeAuthority": "Keyword",
        "DisputeStage": "Keyword",
        "DisputeStanding": "Keyword",
        "DisputeDueAt": "Datetime",
        "DisputeTeam": "Keyword",
        "DisputeThemes": "KeywordList",
        "DisputeAwaiting": "KeywordList",
    }
)
"""Type by name, as Temporal's commands write them. None holds anything personal."""

KEEP_CLOSED_FOR = timedelta(days=36_500)
"""The server's own default is one day, after which a closed dispute is gone."""

_TYPES = {
    "Keyword": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "KeywordList": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
    "Datetime": IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
}


class Operator:
    """Reads and changes the namespace of one server."""

    def __init__(self, service: ServiceClient) -> None:
        self._service = service

    @classmethod
    async def connect(cls, address: str) -> "Operator":
        """Connect once; the caller tries again.

        Raises:
            RuntimeError: Nothing listens at `address`.
        """
        return cls(await ServiceClient.connect(ConnectConfig(target_host=address)))

    async def retention(self) -> timedelta:
        """Return how long closed workflows are kept.

        Raises:
            RPCError: The namespace is not there, as in a server's first moments.
        """
        answer = await self._service.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=NAMESPACE)
        )
        return answer.config.workflow_execution_retention_ttl.ToTimedelta()

    async def keep_closed_disputes(self) -> None:
        """Keep closed workflows for a hundred years instead of one day."""
        if await self.retention() == KEEP_CLOSED_FOR:
            return
        kept = Duration()
        kept.FromTimedelta(KEEP_CLOSED_FOR)
        await self._service.workflow_service.update_namespace(
            UpdateNamespaceRequest(
                namespace=NAMESPACE,
                config=NamespaceConfig(workflow_execution_retention_ttl=kept),
            )
        )

    async def register(self, wanted: Mapping[str, str]) -> None:
        """Make the search attributes that are not there yet.

        The server's own `--search-attribute` does so for a new database only: one made
        by an earlier version of this project would stay without the newer attributes.

        Raises:
            ServerFailed: One is there with another type, which cannot be changed.
        """
        there = await self.registered()
        wrong = [
            f"{name} is {IndexedValueType.Name(there[name])}, and must be {kind}"
            for name, kind in wanted.items()
            if name in there and there[name] != _TYPES[kind]
        ]
        if wrong:
            raise ServerFailed(
                "The database of the Temporal server was made for something else: "
                f"{'; '.join(wrong)}. Name another folder to start afresh."
            )
        missing = {name: _TYPES[wanted[name]] for name in wanted if name not in there}
        if missing:
            await self._service.operator_service.add_search_attributes(
                AddSearchAttributesRequest(
                    namespace=NAMESPACE, search_attributes=missing
                )
            )

    async def registered(self) -> dict[str, IndexedValueType.ValueType]:
        """Return the type of each search attribute that is not Temporal's own."""
        answer = await self._service.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=NAMESPACE)
        )
        return dict(answer.custom_attributes)
