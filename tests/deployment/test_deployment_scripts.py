"""The scripts: what they make, what they never overwrite, what they refuse."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from encryption.keyring import KeyRing
from settings import Settings
from starter.setup_checks import Found, look_at_everything
from tests.deployment.composed import ROOT, env_file, run_script, services

SCRIPTS = sorted((ROOT / "deployment").glob("*.sh"))


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_can_be_read_by_a_plain_shell(script: Path) -> None:
    for shell in ("sh", "bash"):
        read = subprocess.run(
            [shell, "-n", script], capture_output=True, text=True, check=False
        )
        assert read.stderr == ""
    assert os.access(script, os.X_OK)
    assert "\nset -eu\n" in script.read_text()


def test_secrets_are_for_their_owner_alone_and_differ(secrets: Path) -> None:
    made = {path for path in secrets.rglob("*") if path.is_file()}

    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    drawn = [path.read_text() for path in made if len(path.read_text()) == 64]
    assert len(drawn) == len(set(drawn)) == 4


def test_running_it_again_changes_nothing(project: Path, secrets: Path) -> None:
    (project / ".env").write_text("filled in\n")
    before = _files(project)

    again = run_script(project, "make-secrets.sh")

    assert again.returncode == 0
    assert _files(project) == before
    assert "made " not in again.stdout


def test_a_secret_that_is_missing_later_is_added_alone(
    project: Path, secrets: Path
) -> None:
    (secrets / "codec_token").unlink()
    before = _files(project)

    run_script(project, "make-secrets.sh")

    after = _files(project)
    assert set(after) - set(before) == {"secrets/codec_token"}
    assert {name: after[name] for name in before} == before


def test_no_secret_is_printed_or_can_be_committed(project: Path) -> None:
    made = run_script(project, "make-secrets.sh")

    printed = made.stdout + made.stderr
    for path in (project / "secrets").rglob("*"):
        if path.is_file() and len(path.read_text()) > 2:
            assert path.read_text() not in printed
    assert (project / "secrets/.gitignore").read_text() == "*\n"
    assert (project / "council/.gitignore").read_text() == "*\n"


def test_the_key_ring_is_one_that_production_takes(secrets: Path) -> None:
    ring = KeyRing.read(secrets / "keys/keys.json", must_be_private=True)

    assert ring.open(ring.seal(b"Marigold", b"here"), b"here") == b"Marigold"


def test_containers_run_as_the_owner_of_the_secrets_and_never_as_root(
    project: Path, secrets: Path
) -> None:
    made = {
        line.partition("=")[0]: line.partition("=")[2]
        for line in (project / ".env").read_text().splitlines()
    }

    assert int(made["DEPLOYMENT_UID"]) == (secrets / "codec_token").stat().st_uid != 0
    assert int(made["DEPLOYMENT_GID"]) == (secrets / "codec_token").stat().st_gid != 0


async def test_what_is_made_is_fit_for_production(
    project: Path, secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = services()["worker"]["environment"]
    for name, value in environment.items():
        placed = (
            str(value)
            .replace("/run/secrets", str(secrets))
            .replace("/run/keys", str(secrets / "keys"))
            .replace("/etc/disputes", str(project / "council"))
        )
        monkeypatch.setenv(name, placed)

    settings = Settings.from_environment()

    assert settings.faults() == []
    assert settings.mode == "production"
    assert settings.require_encrypted
    found = {one.what: one.found for one in await look_at_everything(settings)}
    for what in ("settings", "key ring", "people", "procedures", "calendar"):
        assert found[what] is Found.FINE


@pytest.mark.parametrize(
    "script",
    ["prepare-databases.sh", "prepare-temporal-tables.sh", "start-temporal.sh"],
)
def test_without_its_secret_nothing_starts(project: Path, script: str) -> None:
    refused = run_script(project, script, SECRETS_FOLDER=str(project / "nowhere"))

    assert refused.returncode == 1
    assert "run deployment/make-secrets.sh" in refused.stderr


def test_the_server_is_started_with_its_password_in_its_environment_alone(
    project: Path, secrets: Path
) -> None:
    entry = project / "entrypoint.sh"
    entry.write_text('#!/bin/sh\necho "$# $POSTGRES_PWD"\n')
    entry.chmod(0o755)

    started = run_script(
        project,
        "start-temporal.sh",
        SECRETS_FOLDER=str(secrets),
        TEMPORAL_ENTRYPOINT=str(entry),
    )

    password = (secrets / "temporal_database_password").read_text()
    assert started.stdout == f"0 {password}\n"


def test_sign_in_without_its_secret_is_refused(project: Path, secrets: Path) -> None:
    refused = run_script(
        project,
        "start-ui.sh",
        SECRETS_FOLDER=str(secrets),
        TEMPORAL_AUTH_ENABLED="true",
        UI_ENTRYPOINT="/bin/true",
    )

    assert refused.returncode == 1
    assert "ui_client_secret" in refused.stderr


def test_temporals_tables_are_prepared_in_both_of_its_databases(
    project: Path, secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = project / "temporal-sql-tool"
    tool.write_text('#!/bin/sh\necho "$@"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{project}:{os.environ['PATH']}")

    done = run_script(
        project, "prepare-temporal-tables.sh", SECRETS_FOLDER=str(secrets)
    )

    said = done.stdout
    assert said.count("setup-schema -v 0.0") == said.count("update-schema -d") == 2
    assert "--db temporal_visibility update-schema -d" in said
    assert "v12/visibility/versioned" in said
    assert (secrets / "temporal_database_password").read_text() not in said


def test_development_mail_settings_are_laid_over_the_councils() -> None:
    laid_over = env_file("deployment/development.env")

    assert laid_over["DISPUTES_SMTP_SECURITY"] == "none"
    assert laid_over["DISPUTES_SMTP_USERNAME"] == ""


def test_the_council_folder_starts_with_a_people_file_to_write(
    project: Path, secrets: Path
) -> None:
    people = YAML(typ="safe").load((project / "council/people.yaml").read_text())

    assert {"posts", "officers"} <= set(people)
