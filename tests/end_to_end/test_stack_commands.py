"""`disputes run`, as somebody meets it who has never seen it before."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.terminal import Terminal, running_in, typed
from tests.situations import raising

pytestmark = pytest.mark.end_to_end

UP = "rehearse NAME"
"""Words of the last line that it says when everything is up."""

DISPUTE = "west-sussex/WSX-2026-0042"


def test_run_says_where_everything_is_plays_a_dispute_through_and_ends_without_a_trace(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"

    with Terminal(home) as terminal:
        terminal.until(UP)
        said = "".join(terminal.said)
        inbox = httpx.get(re.findall(r"Inbox +(http\S+)", said)[0])
        ui = httpx.get(re.findall(r"Temporal UI +(http\S+)", said)[0])
        while_up = running_in(home)
        code = terminal.ctrl_c()

    assert (inbox.status_code, ui.status_code) == (200, 200)
    assert "Stage 5 begins" in said
    assert "The rehearsal has ended: resolved." in said
    assert _mails(home) > 40
    assert any("start-dev" in command for command in while_up)
    assert (code, running_in(home)) == (0, [])


def test_an_open_dispute_goes_on_at_the_next_run(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = tmp_path / "dispute.json"
    file.write_text(json.dumps(raising()), encoding="utf-8")
    with Terminal(home, "--no-rehearsal") as terminal:
        terminal.until(UP)
        raised = typed(home, "raise", "--from", str(file))
        terminal.ctrl_c()

    while_down = typed(home, "show", DISPUTE)
    with Terminal(home, "--no-rehearsal") as terminal:
        terminal.until(UP)
        answered = typed(
            home,
            *("respond", DISPUTE, "--as", "practice-manager/PM-3"),
            *("--answer", "Marmalade on Monday."),
        )
        terminal.ctrl_c()

    assert (raised.returncode, while_down.returncode) == (0, 3)
    assert "Awaiting    Practice Manager" in raised.stdout
    assert answered.returncode == 0, answered.stderr
    assert "awaiting officer" in answered.stdout


def test_ctrl_c_in_the_middle_of_the_rehearsal_ends_it_at_once(tmp_path: Path) -> None:
    with Terminal(tmp_path / "home", "--pace", "60") as terminal:
        terminal.until("Stage 1 begins")
        code = terminal.ctrl_c()

    assert (code, running_in(tmp_path / "home")) == (0, [])


def test_a_second_run_in_the_same_folder_is_told_where_the_first_one_is(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    with Terminal(home, "--no-rehearsal") as terminal:
        terminal.until(UP)
        second = typed(home, "run", "--no-rehearsal")
        terminal.ctrl_c()

    assert second.returncode == 1
    assert f"A stack is already running in {home}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_lost_key_ring_is_not_replaced_while_something_needs_it(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    with Terminal(home, "--no-rehearsal") as terminal:
        terminal.until(UP)
        terminal.ctrl_c()
    (home / "keys.json").unlink()

    again = typed(home, "run", "--no-rehearsal")

    assert again.returncode == 1
    assert f"There is no key ring file at {home / 'keys.json'}" in again.stderr
    assert "Put it back from its copy" in again.stderr
    assert not (home / "keys.json").exists()


def test_a_folder_that_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    (tmp_path / "a-file").touch()

    refused = typed(tmp_path / "a-file" / "home", "run", "--no-rehearsal")

    assert refused.returncode == 1
    assert refused.stderr == (
        f"The folder {tmp_path / 'a-file' / 'home'} cannot be made (Not a directory);"
        " name one that you may write to in DISPUTES_HOME.\n"
    )


def test_without_a_server_a_question_ends_with_3_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    typed(tmp_path, "keys", "create")

    asked = typed(tmp_path, "show", DISPUTE)

    assert asked.returncode == 3
    assert asked.stdout == ""
    assert "Is `make run` running?" in asked.stderr
    assert asked.stderr.count("\n") == 1


def _mails(home: Path) -> int:
    with closing(sqlite3.connect(home / "mails.db")) as rows:
        (count,) = rows.execute("SELECT count(*) FROM mails").fetchone()
    return int(count)
