"""How other terminals find a running stack, and how a second one is refused."""

import stat
import sys
from pathlib import Path

import pytest

from embedded.errors import AlreadyRunning, EmbeddedError
from embedded.running import Running, announce, running, sole_stack

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the embedded stack needs Linux or macOS"
)


def note(home: Path) -> Running:
    return Running(
        pid=4242,
        home=str(home),
        address="127.0.0.1:7233",
        namespace="default",
        ui="http://127.0.0.1:8233",
        inbox="http://127.0.0.1:8025",
        codec="",
        smtp_host="127.0.0.1",
        smtp_port=1025,
        time_skipping=True,
        log=str(home / "temporal.log"),
        notes=("Port 8081 is taken, so the codec endpoint is at port 40001.",),
    )


def test_a_running_stack_is_found_with_everything_it_announced(home: Path) -> None:
    with sole_stack(home):
        announce(note(home))

        assert running(home) == note(home)


def test_a_folder_without_a_stack_has_none_running(home: Path) -> None:
    assert running(home) is None


def test_a_stack_that_has_stopped_is_not_found(home: Path) -> None:
    with sole_stack(home):
        announce(note(home))

    assert running(home) is None


def test_a_note_left_behind_by_a_killed_stack_counts_for_nothing(home: Path) -> None:
    home.mkdir()
    (home / "running.lock").touch()
    announce(note(home))

    assert running(home) is None
    with sole_stack(home):
        assert running(home) is None


def test_a_second_stack_is_refused_and_told_where_the_first_one_is(home: Path) -> None:
    with sole_stack(home):
        announce(note(home))

        with pytest.raises(AlreadyRunning) as refused, sole_stack(home):
            pass

    assert "process 4242" in str(refused.value)
    assert "http://127.0.0.1:8233" in str(refused.value)
    assert "http://127.0.0.1:8025" in str(refused.value)


def test_a_refused_second_stack_takes_nothing_from_the_first(home: Path) -> None:
    with sole_stack(home):
        announce(note(home))
        with pytest.raises(AlreadyRunning), sole_stack(home):
            pass

        assert running(home) == note(home)


def test_a_note_that_cannot_be_read_counts_as_none(home: Path) -> None:
    with sole_stack(home):
        (home / "running.json").write_text('{"pid": 1}', encoding="utf-8")
        assert running(home) is None

        (home / "running.json").write_text("[", encoding="utf-8")
        assert running(home) is None


def test_the_folder_and_the_note_are_for_their_owner_only(home: Path) -> None:
    with sole_stack(home):
        announce(note(home))

        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "running.json").stat().st_mode) == 0o600


def test_a_home_that_is_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")

    with (
        pytest.raises(EmbeddedError, match="name a folder that you may write to"),
        sole_stack(tmp_path / "home"),
    ):
        pass
