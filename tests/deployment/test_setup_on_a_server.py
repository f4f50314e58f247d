"""`disputes setup` against a real Temporal server: said again, it changes nothing."""

import json
import socket
import zlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from temporalio import workflow
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkerDeploymentConfig

from starter.setup_namespace import retention_of, wanted_columns
from starter.setup_server import Server, SetupRefused, persist
from workflows.window import SEARCH_ATTRIBUTES

SetUp = Callable[..., Awaitable[Any]]

KEYWORD, TEXT, KEYWORD_LIST = 2, 1, 7


@workflow.defn(name="Idle")
class _Idle:
    @workflow.run
    async def run(self) -> None:
        """Do nothing."""


@pytest.fixture
def namespace(
    address: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A namespace of the test's own, which is not there yet."""
    name = f"own-{zlib.crc32(request.node.name.encode())}"
    monkeypatch.setenv("TEMPORAL_ADDRESS", address)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", name)
    return name


@pytest.fixture
async def ready(namespace: str, setup: SetUp) -> Client:
    """A client of a namespace that has been set up."""
    assert (await setup("namespace")).exit_code == 0
    result = await setup("search-attributes", "--wait-seconds", "20")
    assert result.exit_code == 0, result.output
    return (await Server.reach()).client


def _versioned(client: Client, build_id: str) -> Worker:
    return Worker(
        client,
        task_queue="disputes",
        workflows=[_Idle],
        workflow_runner=UnsandboxedWorkflowRunner(),
        deployment_config=WorkerDeploymentConfig(
            version=WorkerDeploymentVersion("disputes", build_id),
            use_worker_versioning=True,
            default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
        ),
    )


async def test_a_namespace_is_made_once_and_found_the_second_time(
    namespace: str, setup: SetUp
) -> None:
    made = json.loads((await setup("namespace", "--json")).output)
    found = json.loads((await setup("namespace", "--json")).output)

    assert made["changed"]
    assert not found["changed"]
    assert "8760 hours" in found["says"]


async def test_the_retention_of_a_namespace_is_lengthened_and_never_shortened(
    namespace: str, setup: SetUp
) -> None:
    await setup("namespace", "--retention-hours", "2160")
    longer = await setup(
        "namespace", "--retention-hours", "9000", "--wait-seconds", "20"
    )
    shorter = await setup("namespace", "--retention-hours", "2160")

    assert "now keeps closed disputes for 9000 hours" in longer.output
    assert "keeps closed disputes for 9000 hours" in shorter.output
    server = await Server.reach()
    assert await retention_of(server) == timedelta(hours=9000)


async def test_a_retention_that_loses_closed_disputes_is_refused(
    namespace: str, setup: SetUp
) -> None:
    refused = await setup("namespace", "--retention-hours", "24")

    assert refused.exit_code == 1
    assert "write 2160 or more" in refused.output
    assert await retention_of(await Server.reach()) is None


async def test_every_list_column_is_registered_once(
    ready: Client, setup: SetUp
) -> None:
    again = json.loads((await setup("search-attributes", "--json")).output)

    assert not again["changed"]
    assert again["says"] == "Every list column is registered."


async def test_a_column_of_another_type_is_told_with_what_to_do(
    namespace: str, setup: SetUp
) -> None:
    await setup("namespace")
    server = await Server.reach()
    request = AddSearchAttributesRequest(namespace=namespace)
    request.search_attributes["DisputeStage"] = TEXT  # type: ignore[assignment]

    async def add() -> None:
        await server.ask(server.client.operator_service.add_search_attributes(request))

    await persist(add, timedelta(seconds=20), SetupRefused)

    refused = await setup("search-attributes")

    assert refused.exit_code == 1
    assert "DisputeStage is Text on this server and must be Keyword" in refused.output
    assert f"--namespace {namespace} --name DisputeStage" in refused.output


async def test_columns_for_a_namespace_that_is_not_there_are_refused(
    namespace: str, setup: SetUp
) -> None:
    refused = await setup("search-attributes")

    assert refused.exit_code == 1
    assert namespace in refused.output


async def test_a_version_without_a_worker_is_not_released(
    ready: Client, setup: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_BUILD_ID", "2026.11.1")

    refused = await setup("release")

    assert refused.exit_code == 1
    assert "start one with DISPUTES_BUILD_ID=2026.11.1" in refused.output


async def test_workers_get_work_once_their_version_is_released(
    ready: Client, setup: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_BUILD_ID", "2026.11.1")
    async with _versioned(ready, "2026.11.1"):
        released = await setup("release", "--wait-seconds", "30")
        again = await setup("release", "--json")
        waited = ready.execute_workflow(
            "Idle", id="idle", task_queue="disputes", rpc_timeout=timedelta(seconds=30)
        )
        await waited

    assert released.exit_code == 0, released.output
    assert not json.loads(again.output)["changed"]


async def test_a_release_names_the_version_that_it_takes_over_from(
    ready: Client, setup: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _versioned(ready, "2026.11.1"), _versioned(ready, "2026.11.2"):
        monkeypatch.setenv("DISPUTES_BUILD_ID", "2026.11.1")
        await setup("release", "--wait-seconds", "30")
        monkeypatch.setenv("DISPUTES_BUILD_ID", "2026.11.2")
        released = await setup("release", "--wait-seconds", "30")

    assert "2026.11.2 is the current version now, instead of 2026.11.1" in (
        released.output
    )


async def test_without_versions_there_is_nothing_to_release(setup: SetUp) -> None:
    said = await setup("release")

    assert said.exit_code == 0
    assert "workers are not versioned" in said.output


async def test_a_machine_is_well_while_a_worker_on_it_asks_for_work(
    ready: Client, setup: SetUp
) -> None:
    before = await setup("polling")
    async with _versioned(ready, "2026.11.3"):
        for _ in range(20):  # its first question may still be on its way
            during = await setup("polling", "--json")
            if during.exit_code == 0:
                break

    assert before.exit_code == 3
    assert "No worker on this machine" in before.output
    [worker] = json.loads(during.output)["workers"]
    assert worker.endswith(f"@{socket.gethostname()}")


async def test_a_server_that_is_not_there_ends_each_step_with_3(
    setup: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("TEMPORAL_ADDRESS", nobody)
    monkeypatch.setenv("DISPUTES_BUILD_ID", "2026.11.1")

    for step in ("namespace", "search-attributes", "release", "polling"):
        told = await setup(step)

        assert told.exit_code == 3
        assert f"No Temporal server answers at {nobody}" in told.output


async def test_a_step_keeps_trying_for_as_long_as_it_is_told_to(
    setup: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    async def nobody_home(**_: object) -> Client:
        tries.append(1)
        raise RuntimeError("connection refused")

    monkeypatch.setattr(Client, "connect", nobody_home)

    told = await setup("namespace", "--wait-seconds", "0.6")

    assert told.exit_code == 3
    assert len(tries) > 1


def test_the_columns_fit_into_the_slots_that_postgresql_has() -> None:
    kinds = list(wanted_columns().values())

    assert len(kinds) == len(SEARCH_ATTRIBUTES)
    assert kinds.count(KEYWORD) <= 10
    assert kinds.count(KEYWORD_LIST) <= 3
    datetimes = [kind for kind in kinds if kind not in {KEYWORD, KEYWORD_LIST}]
    assert len(datetimes) <= 3
