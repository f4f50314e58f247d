"""docs/schemas holds what `disputes schema` prints, which is what the doors take."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from domain.messages import MESSAGES, RaiseDispute
from domain.record import Entry, Situation, Standing
from starter.schema_command import as_text, schema, schemas
from tests.docs.markdown import DOCS

app = typer.Typer()
app.command()(schema)
NAMES = ["RaiseDispute", *MESSAGES, "Situation", "Entry"]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_file_is_what_the_command_makes(name: str) -> None:
    on_file = (DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8")

    assert on_file == as_text(schemas()[name]), (
        "docs/schemas lags behind; run `disputes schema --write docs/schemas`."
    )


def test_there_is_no_schema_file_of_what_no_longer_exists() -> None:
    files = {path.name for path in (DOCS / "schemas").iterdir()}

    assert files == {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_schema_is_explained(name: str) -> None:
    silent = [
        key
        for key, about in schemas()[name]["properties"].items()
        if len(about.get("description", "")) < 2
    ]

    assert silent == []


def test_what_is_sent_needs_what_the_model_needs_and_takes_no_other_key() -> None:
    found = schemas()["RaiseDispute"]

    needed = [
        k for k, field in RaiseDispute.model_fields.items() if field.is_required()
    ]
    assert found["required"] == needed
    assert found["additionalProperties"] is False


def test_what_is_answered_always_holds_every_key_and_may_grow() -> None:
    found = schemas()

    assert found["Entry"]["required"] == list(Entry.model_fields)
    assert found["Situation"]["required"] == list(Situation.model_fields)
    assert "additionalProperties" not in found["Situation"]
    standings = found["Situation"]["$defs"]["Standing"]["enum"]
    assert standings == [one.value for one in Standing]


def test_one_schema_is_printed_by_its_name() -> None:
    result = CliRunner().invoke(app, ["withdraw"])

    assert result.exit_code == 0
    assert json.loads(result.stdout) == schemas()["withdraw"]


def test_without_a_name_all_are_printed() -> None:
    result = CliRunner().invoke(app, [])

    assert list(json.loads(result.stdout)) == NAMES


def test_an_unknown_name_is_a_usage_error_that_lists_those_there_are() -> None:
    result = CliRunner().invoke(app, ["marmalade"])

    assert result.exit_code == 2
    assert "'marmalade'; write one of RaiseDispute, manager_response" in result.stderr


def test_all_are_written_to_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"

    result = CliRunner().invoke(app, ["--write", str(folder)])

    assert result.exit_code == 0
    assert {path.stem for path in folder.iterdir()} == set(NAMES)


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    in_the_way = tmp_path / "schemas"
    in_the_way.write_text("a file")

    result = CliRunner().invoke(app, ["note", "--write", str(in_the_way)])

    assert result.exit_code == 1
    assert "name a folder that you may write to" in result.stderr
