"""What procedures/README.md says about playing a procedure is what can be written."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.messages import MESSAGES
from domain.script import Answer
from starter.choices import OPTIONS
from starter.cli import app
from tests.docs.markdown import ROOT, blocks, quoted, rows, section

PLAY_IT = section((ROOT / "procedures" / "README.md").read_text("utf-8"), "## Play it")


def without_version(printed: str) -> str:
    """The calendar's version changes with each year that is added to it."""
    return re.sub(r"version [0-9a-f]{16}, which reaches to .*", "version ...", printed)


def test_the_example_is_played_as_it_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [answers], [printed] = blocks(PLAY_IT, "yaml"), blocks(PLAY_IT, "text")
    (tmp_path / "answers.yaml").write_text(answers, "utf-8")
    monkeypatch.chdir(tmp_path)
    command = next(
        line.split()[1:] for line in PLAY_IT.splitlines() if " simulate " in line
    )

    result = CliRunner().invoke(app, command)

    assert result.exit_code == 0, result.stderr
    assert without_version(result.stdout) == without_version(printed)


def test_both_commands_of_the_section_take_the_same_words() -> None:
    lines = [line.split() for line in PLAY_IT.splitlines() if line.startswith("    ")]
    played, rehearsed = (line for line in lines if line[0] == "disputes")

    assert played[3:] == rehearsed[2:]


def test_every_key_of_an_answer_is_explained_and_every_option() -> None:
    explained = {name for name, *_ in rows(PLAY_IT)}

    assert set(Answer.model_fields) | {"by"} <= explained
    assert set(OPTIONS.values()) <= quoted(PLAY_IT)
    assert {"manager_response", "officer_decision", "place_on_hold"} <= set(MESSAGES)


def test_closure_days_are_named_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {"DISPUTES_CLOSURES_FILE", "skip_closures"} <= quoted(PLAY_IT)
    calendars = (ROOT / "calendars" / "README.md").read_text("utf-8")
    [closures] = blocks(section(calendars, "## Closure days"), "yaml")
    shut = tmp_path / "closures.yaml"
    shut.write_text(closures, "utf-8")  # 29 and 30 December 2026
    plain = (ROOT / "procedures" / "anyshire-2026-01.yaml").read_text("utf-8")
    skips = plain.replace(
        "respond: { fixed: { working_days: 5 }",
        "respond: { fixed: { working_days: 5, skip_closures: true }",
    )
    (tmp_path / "anyshire-2026-01.yaml").write_text(skips, "utf-8")
    monkeypatch.setenv("DISPUTES_CLOSURES_FILE", str(shut))

    words = ["procedure", "simulate", str(tmp_path / "anyshire-2026-01.yaml")]
    result = CliRunner().invoke(app, [*words, "--raised", "2026-12-22T10:00"])

    # 23, 24, 31 December, 4 and 5 January
    begins = "Stage 1: Team Manager begins; answer due Tue 5 Jan 2027 17:00."
    assert begins in result.stdout
