"""`disputes keys`: what it does, what it prints, and what it never prints."""

import asyncio
import json
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from activities.storage import Store, migrate
from domain.notices import Post
from domain.record import Entry, Situation, Standing
from encryption.key_file import Keys
from encryption.keyring import KeyRing
from settings import Settings
from starter.key_commands import keys_app


@pytest.fixture
def keys_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key ring belongs; DISPUTES_HOME says so and nothing else is set."""
    for field in Settings.model_fields:
        for ending in ("", "_FILE"):
            monkeypatch.delenv(f"DISPUTES_{field.upper()}{ending}", raising=False)
    monkeypatch.setenv("DISPUTES_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "keys.json"


def _disputes_keys(*arguments: str) -> Any:
    result = CliRunner().invoke(keys_app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


DISPUTE = "dispute-anyshire-ANY-2026-0042"


def _database(keys_file: Path) -> str:
    return f"sqlite:///{keys_file.parent / 'record.db'}"


async def _write_down_one_entry(ring: KeyRing, keys_file: Path) -> None:
    """Make a record that holds one entry and one situation, both sealed."""
    await migrate(_database(keys_file))
    store = await Store.open(_database(keys_file), ring)
    entry = Entry(
        number=1,
        at=datetime(2026, 3, 20, 9, tzinfo=UTC),
        kind="raised",
        says="A dispute was raised.",
        details={"words": "Marigold disagrees"},
    )
    situation = Situation(
        reference="ANY-2026-0042",
        authority="anyshire",
        standing=Standing.OPENING,
        raised_at=entry.at,
        entries=1,
    )
    await store.append(Post(dispute=DISPUTE, entries=(entry,), situation=situation))
    await store.close()


def _newest_key_alone(keys_file: Path) -> KeyRing:
    """A ring without the older keys, which must not be needed any more."""
    text = json.loads(keys_file.read_text())
    newest = {text["current"]: b64decode(text["keys"][text["current"]])}
    return KeyRing(Keys(text["current"], newest))


async def _read_it_back(ring: KeyRing, keys_file: Path) -> list[dict[str, Any]]:
    """Open the record and return what people wrote."""
    store = await Store.open(_database(keys_file), ring)
    try:
        return [entry.details for entry in await store.entries(DISPUTE)]
    finally:
        await store.close()


def test_a_new_key_ring_is_made_with_its_folder(keys_file: Path) -> None:
    result = _disputes_keys("create")

    assert result.exit_code == 0
    assert KeyRing.read(keys_file, must_be_private=True).current in result.stdout
    assert str(keys_file) in result.stdout


def test_a_second_key_ring_is_refused(keys_file: Path) -> None:
    ring = KeyRing.create(keys_file)

    result = _disputes_keys("create")

    assert result.exit_code == 1
    assert "`disputes keys rotate`" in result.stderr
    assert KeyRing.read(keys_file).key_ids == ring.key_ids


def test_a_rotation_adds_a_key(keys_file: Path) -> None:
    ring = KeyRing.create(keys_file)

    result = _disputes_keys("rotate", "--json")

    rotated = KeyRing.read(keys_file)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"current": rotated.current}
    assert rotated.key_ids == (*ring.key_ids, rotated.current)


def test_the_list_shows_ids_and_which_one_seals(keys_file: Path) -> None:
    KeyRing.create(keys_file)
    name = KeyRing.rotate(keys_file)
    old = KeyRing.read(keys_file).key_ids[0]

    assert _disputes_keys("list").stdout.splitlines() == [
        f"{old}  opens",
        f"{name}  seals and opens",
    ]
    facts = json.loads(_disputes_keys("list", "--json").stdout)
    assert facts == {"current": name, "keys": [old, name]}


@pytest.mark.parametrize("command", ["list", "rotate", "create", "reseal"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_command_ever_shows_a_key(
    keys_file: Path, command: str, form: list[str]
) -> None:
    KeyRing.create(keys_file)

    result = _disputes_keys(command, *form)

    for key in json.loads(keys_file.read_text())["keys"].values():
        assert key not in result.output


@pytest.mark.parametrize("command", ["list", "rotate", "reseal"])
@pytest.mark.usefixtures("keys_file")
def test_without_a_key_ring_one_is_told_how_to_make_it(command: str) -> None:
    result = _disputes_keys(command)

    assert result.exit_code == 1
    assert "`disputes keys create`" in result.stderr


@pytest.mark.usefixtures("keys_file")
def test_a_refusal_is_json_where_json_is_wanted() -> None:
    result = _disputes_keys("list", "--json")

    assert result.stdout == ""
    [refused] = json.loads(result.stderr)["refused"]
    assert "no key ring file" in refused


@pytest.mark.usefixtures("keys_file")
def test_a_misspelt_setting_is_a_matter_of_usage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPUTES_KEYS_FLIE", "x")

    result = _disputes_keys("list")

    assert result.exit_code == 2
    assert "did you mean DISPUTES_KEYS_FILE?" in result.stderr


@pytest.mark.usefixtures("keys_file")
def test_an_unknown_option_is_a_matter_of_usage() -> None:
    assert _disputes_keys("list", "--show-keys").exit_code == 2


def test_a_rotation_with_reseal_goes_through_the_record(keys_file: Path) -> None:
    asyncio.run(_write_down_one_entry(KeyRing.create(keys_file), keys_file))

    result = _disputes_keys("rotate", "--reseal", "--json")
    again = _disputes_keys("reseal", "--json")

    assert result.exit_code == again.exit_code == 0
    current = KeyRing.read(keys_file).current
    assert json.loads(result.stdout) == {"current": current, "resealed": 2}
    assert json.loads(again.stdout) == {"resealed": 0}
    read = asyncio.run(_read_it_back(_newest_key_alone(keys_file), keys_file))
    assert read == [{"words": "Marigold disagrees"}]


def test_a_database_that_is_not_reachable_leaves_the_new_key_in_place(
    keys_file: Path,
) -> None:
    ring = KeyRing.create(keys_file)

    result = _disputes_keys("rotate", "--reseal")

    rotated = KeyRing.read(keys_file).current
    assert result.exit_code == 3
    assert rotated != ring.current
    assert rotated in result.stdout
    assert "`disputes setup database`" in result.stderr
