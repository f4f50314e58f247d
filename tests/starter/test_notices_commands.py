"""`disputes notices preview`: every letter of a procedure, in its own words."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from domain.notices import NoticeKind
from procedures.shelf import SHIPPED, Shelf
from starter.notices_commands import notices_app

HULL = "hull-1"


def preview(*words: str) -> Result:
    return CliRunner().invoke(notices_app, ["preview", *words, "--open-nothing"])


@pytest.mark.parametrize("name", Shelf().names())
def test_every_kind_and_every_stage_is_there_in_the_councils_words(
    name: str, tmp_path: Path
) -> None:
    procedure = Shelf().named(name)

    done = preview(name, "--to", str(tmp_path), "--json")

    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    letters = told["letters"]
    assert {one["kind"] for one in letters} == {kind.value for kind in NoticeKind}
    played = [one for one in letters if not one["invented"]]
    stages = {stage.number for ladder in procedure.ladders for stage in ladder.stages}
    assert {one["stage"] for one in played} == stages
    for one in letters:
        assert one["to_title"] == procedure.title_of(one["to"])
        assert all(Path(path).is_file() for path in one["files"])
    index = Path(told["index"]).read_text(encoding="utf-8")
    assert f"<h1>{procedure.council}: notices of the {procedure.title}</h1>" in index


def test_it_ends_with_how_many_and_where(tmp_path: Path) -> None:
    done = preview(HULL, "--to", str(tmp_path))

    wrote, read = done.stdout.splitlines()
    count = len(list(tmp_path.glob("*.txt")))
    assert wrote.startswith(f"Wrote {count} letters of {len(NoticeKind)} kinds: ")
    assert read == f"To read them, open {tmp_path / 'index.html'}"


def test_a_file_will_do_in_the_place_of_a_name(tmp_path: Path) -> None:
    done = preview(str(SHIPPED / f"{HULL}.yaml"), "--to", str(tmp_path))

    assert done.exit_code == 0, done.output


def test_the_councils_own_templates_are_used(tmp_path: Path) -> None:
    own = tmp_path / "own" / "hull" / "reminder.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{% set title %}Marmalade is due{% endset %}", encoding="utf-8")

    done = preview(HULL, "--to", str(tmp_path), "--templates", str(tmp_path / "own"))

    assert done.exit_code == 0, done.output
    reminders = list(tmp_path.glob("*-reminder-*.txt"))
    assert reminders
    assert all("\nMarmalade is due\n" in path.read_text("utf-8") for path in reminders)


def test_templates_that_are_wrong_are_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own" / "hull" / "stage-77" / "reminder.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{% set title %}Never{% endset %}", encoding="utf-8")
    folder = tmp_path / "letters"

    done = preview(HULL, "--to", str(folder), "--templates", str(tmp_path / "own"))

    assert done.exit_code == 1
    assert "hull has no stage 77; its stages are " in done.stderr
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_to_is_a_plain_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("in the way", encoding="utf-8")

    done = preview(HULL, "--to", str(taken))

    assert done.exit_code == 1
    assert f"{taken} cannot be written to" in done.stderr
    assert "name another folder with --to" in done.stderr


def test_an_unknown_procedure_is_a_plain_sentence(tmp_path: Path) -> None:
    done = preview("hul-1", "--to", str(tmp_path))

    assert done.exit_code == 1
    assert "No procedure is called 'hul-1'" in done.stderr
