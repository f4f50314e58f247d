"""Where the Temporal server is, and what is said when it is not there."""

import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from encryption.codec import SealingCodec
from encryption.keyring import KeyRing, KeyRingMissing, KeyRingRefused
from settings import Settings
from starter import connection
from starter.connection import ConnectionUnclear, NotReachable, connect

SERVER = Path(sysconfig.get_path("scripts")) / "temporal"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take away whatever the machine that runs the tests has set."""
    for name in ("ADDRESS", "NAMESPACE", "API_KEY", "PROFILE", "TLS"):
        monkeypatch.delenv(f"TEMPORAL_{name}", raising=False)
    for field in Settings.model_fields:
        monkeypatch.delenv(f"DISPUTES_{field.upper()}", raising=False)
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(tmp_path / "temporal.toml"))
    (tmp_path / "temporal.toml").write_text("")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a home of their own, and no key ring yet."""
    return Settings(home=tmp_path)


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address at which nobody answers, and TEMPORAL_ADDRESS says so."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("TEMPORAL_ADDRESS", address)
    return address


def test_with_nothing_set_the_server_is_on_this_machine() -> None:
    config = connection.connection_config()

    assert config == {"target_host": "localhost:7233", "namespace": "default"}


def test_temporals_own_variables_say_where_the_server_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.example.gov.uk:7233")
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "disputes")
    monkeypatch.setenv("TEMPORAL_API_KEY", "marigold")

    config = connection.connection_config()

    assert config["target_host"] == "temporal.example.gov.uk:7233"
    assert config["namespace"] == "disputes"
    assert config["api_key"] == "marigold"


def test_a_profile_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPORAL_PROFILE", "nowhere")

    with pytest.raises(ConnectionUnclear, match="nowhere") as refusal:
        connection.connection_config()
    assert refusal.value.exit_code == 2


async def test_a_server_that_is_not_there_is_named_with_what_to_do(
    settings: Settings, nobody: str
) -> None:
    KeyRing.create(settings.keys_file)

    with pytest.raises(NotReachable) as refusal:
        await connect(settings)

    assert refusal.value.exit_code == 3
    assert refusal.value.address == nobody
    for words in (nobody, "`make run`", "TEMPORAL_ADDRESS"):
        assert words in str(refusal.value)


async def test_a_server_that_says_nothing_is_given_up_in_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    KeyRing.create(settings.keys_file)
    monkeypatch.setattr(connection, "_PATIENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{silent.getsockname()[1]}")

        with pytest.raises(NotReachable, match="nothing was heard for"):
            await connect(settings)


@pytest.mark.parametrize(
    ("address", "said"),
    [("nowhere.invalid:7233", "not known"), ("no address at all", "no address")],
)
async def test_an_address_that_leads_nowhere_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    KeyRing.create(settings.keys_file)
    monkeypatch.setenv("TEMPORAL_ADDRESS", address)

    with pytest.raises(NotReachable, match=said):
        await connect(settings)


@pytest.mark.parametrize(
    "said",
    [
        "The request does not have valid authentication credentials",
        "The caller does not have permission to execute the specified operation",
    ],
)
def test_a_server_that_does_not_let_us_in_is_not_said_to_be_down(said: str) -> None:
    assert "TEMPORAL_API_KEY" in connection._why(f"Failed client connect: {said}")


async def test_a_missing_key_ring_is_named_with_the_command_that_makes_one(
    settings: Settings,
) -> None:
    with pytest.raises(KeyRingMissing, match="`disputes keys create`") as refusal:
        await connect(settings)

    assert str(settings.keys_file) in str(refusal.value)


def test_in_production_a_key_ring_open_to_others_is_refused(tmp_path: Path) -> None:
    KeyRing.create(tmp_path / "keys.json")
    (tmp_path / "keys.json").chmod(0o644)

    assert connection.open_ring(Settings(home=tmp_path)).current
    with pytest.raises(KeyRingRefused, match="open to others"):
        connection.open_ring(Settings(home=tmp_path, mode="production"))


async def test_a_client_seals_and_opens_with_the_key_ring_of_the_settings(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = KeyRing.create(settings.keys_file)
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(SERVER)
    ) as env:
        address = env.client.service_client.config.target_host
        monkeypatch.setenv("TEMPORAL_ADDRESS", address)

        client = await connect(settings)

        assert await client.count_workflows() is not None
        [sealed] = await client.data_converter.encode(["Marigold"])
        assert b"Marigold" in SealingCodec(ring).open(sealed).data


def test_looking_at_the_help_waits_for_neither_temporal_nor_sql() -> None:
    program = (
        "import sys, starter.connection, starter.key_commands\n"
        "print([name for name in ('temporalio', 'sqlalchemy', 'pydantic', "
        "'cryptography', 'settings') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert done.stdout == "[]\n"
