"""`disputes run`, as somebody meets it who has never seen it before."""

import json
import re
import sqlite3
import subprocess
from collections.abc import Mapping
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


Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Done]:
    """Two days with one dispute, and a night between; what each command answered."""
    home = tmp_path_factory.mktemp("homes") / "home"
    file = home.with_name("dispute.json")
    file.write_text(json.dumps(raising()), encoding="utf-8")
    done = {}
    with Terminal(home, "--no-rehearsal") as terminal:
        terminal.until(UP)
        done["raised"] = typed(home, "raise", "--from", str(file))
        done["run beside it"] = typed(home, "run", "--no-rehearsal")
        terminal.ctrl_c()

    done["asked in between"] = typed(home, "show", DISPUTE)
    ring = (home / "keys.json").rename(home.with_name("a copy of it"))
    done["run without its key ring"] = typed(home, "run", "--no-rehearsal")
    assert not (home / "keys.json").exists()
    ring.rename(home / "keys.json")

    answer = ("--as", "practice-manager/PM-3", "--answer", "Marmalade on Monday.")
    with Terminal(home, "--no-rehearsal") as terminal:
        terminal.until(UP)
        done["answered"] = typed(home, "respond", DISPUTE, *answer)
        terminal.ctrl_c()
    return done


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


def test_an_open_dispute_goes_on_at_the_next_run(days: Mapping[str, Done]) -> None:
    assert "Awaiting    Practice Manager" in days["raised"].stdout
    assert days["asked in between"].returncode == 3
    assert days["answered"].returncode == 0, days["answered"].stderr
    assert "awaiting officer" in days["answered"].stdout


def test_a_second_run_in_the_same_folder_is_told_where_the_first_one_is(
    days: Mapping[str, Done],
) -> None:
    second = days["run beside it"]

    assert second.returncode == 1
    assert "A stack is already running in" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_lost_key_ring_is_not_replaced_while_something_needs_it(
    days: Mapping[str, Done],
) -> None:
    refused = days["run without its key ring"]

    assert refused.returncode == 1
    assert "There is no key ring file at" in refused.stderr
    assert "Put it back from its copy" in refused.stderr


def test_ctrl_c_in_the_middle_of_the_rehearsal_ends_it_at_once(tmp_path: Path) -> None:
    with Terminal(tmp_path / "home", "--pace", "60") as terminal:
        terminal.until("Stage 1 begins")
        code = terminal.ctrl_c()

    assert (code, running_in(tmp_path / "home")) == (0, [])


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
