"""Backup and restore, with PostgreSQL itself and a stand-in for docker."""

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.deployment.composed import ROOT, run_script

pytestmark = pytest.mark.usefixtures("postgres_programs")

# Runs here what would run in the container: `docker compose exec|run ... COMMAND`.
DOCKER = """#!/bin/sh
case "$2" in
ps) echo "$RUNNING" ;;
exec) shift 4; exec "$@" ;;
run) while [ "$1" != postgres ]; do shift; done; shift; exec /bin/sh "$@" ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment whose docker is the stand-in."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "deployment", folder / "deployment")
    docker = tmp_path / "docker"
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("RUNNING", "")
    monkeypatch.setenv("PGDATA", str(tmp_path / "volume" / "record"))
    (tmp_path / "volume").mkdir()
    return folder


@pytest.fixture
def archive(
    project: Path, postgres_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A backup of the running server."""
    monkeypatch.setenv("PGHOST", str(postgres_folder))
    made = run_script(project, "backup.sh")
    assert made.returncode == 0, made.stderr
    return project / made.stdout.strip()


def test_a_backup_holds_every_database_and_is_for_its_owner_alone(
    project: Path, archive: Path
) -> None:
    with tarfile.open(archive) as opened:
        names = opened.getnames()

    assert {"PG_VERSION", "backup_label", "global/pg_control"} <= set(names)
    assert any(name.startswith("pg_wal/0") for name in names)
    assert archive.stat().st_mode & 0o077 == 0
    assert [path.name for path in archive.parent.iterdir() if "part" in path.name] == []


def test_a_backup_of_a_server_that_is_down_leaves_nothing_behind(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PGHOST", str(tmp_path))

    failed = run_script(project, "backup.sh")

    assert failed.returncode != 0
    assert [path.name for path in (project / "backups").iterdir()] == [".gitignore"]


def test_what_was_restored_is_a_whole_database_folder(
    project: Path, archive: Path, tmp_path: Path
) -> None:
    done = run_script(project, "restore.sh", archive)

    assert done.returncode == 0, done.stderr
    restored = tmp_path / "volume" / "record"
    assert restored.stat().st_mode & 0o777 == 0o700
    control = subprocess.run(
        ["pg_controldata", restored], capture_output=True, text=True, check=True
    )
    assert "pg_control version number" in control.stdout


def test_a_database_that_is_there_is_never_overwritten(
    project: Path, archive: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "volume" / "record"
    kept.mkdir()
    (kept / "PG_VERSION").write_text("16")

    refused = run_script(project, "restore.sh", archive)

    assert refused.returncode == 1
    assert "never overwritten" in refused.stderr
    assert [path.name for path in kept.iterdir()] == ["PG_VERSION"]


def test_nothing_is_restored_under_a_running_server(
    project: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RUNNING", "4f2a")

    refused = run_script(project, "restore.sh", archive)

    assert refused.returncode == 1
    assert "docker compose down" in refused.stderr
    assert list((tmp_path / "volume").iterdir()) == []


def test_an_archive_that_broke_off_is_refused(
    project: Path, archive: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(archive.read_bytes()[:20_000])

    refused = run_script(project, "restore.sh", broken)

    assert refused.returncode == 1
    assert "not a whole archive" in refused.stderr
