"""Two users, three databases: who may enter which, on PostgreSQL itself."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.deployment.composed import run_script

Prepare = Callable[[], subprocess.CompletedProcess[str]]

USERS = {"temporal": "temporal_database", "disputes": "record_database"}


@pytest.fixture
def prepare(
    project: Path, secrets: Path, postgres_folder: Path, postgres_programs: None
) -> Prepare:
    """Prepare the databases with the secrets as they are."""

    def prepare() -> subprocess.CompletedProcess[str]:
        return run_script(
            project,
            "prepare-databases.sh",
            SECRETS_FOLDER=str(secrets),
            PGHOST=str(postgres_folder),
            PGUSER="postgres",
            PGDATABASE="postgres",
        )

    return prepare


def _connect(
    postgres_folder: Path, user: str, database: str, password: str
) -> psycopg.Connection:
    return psycopg.connect(
        host=str(postgres_folder), user=user, dbname=database, password=password
    )


def test_each_user_has_its_own_databases_and_no_other(
    prepare: Prepare, secrets: Path, postgres_folder: Path
) -> None:
    done = prepare()
    assert done.returncode == 0, done.stderr
    passwords = {
        user: (secrets / f"{name}_password").read_text() for user, name in USERS.items()
    }

    for user, own in (
        ("temporal", "temporal"),
        ("temporal", "temporal_visibility"),
        ("disputes", "disputes"),
    ):
        with _connect(postgres_folder, user, own, passwords[user]) as connection:
            connection.execute("CREATE TABLE mine (held int); DROP TABLE mine")
    for user, other in (
        ("temporal", "disputes"),
        ("disputes", "temporal"),
        ("disputes", "postgres"),
    ):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            _connect(postgres_folder, user, other, passwords[user])


def test_temporals_user_may_make_the_extension_that_its_lists_need(
    prepare: Prepare, secrets: Path, postgres_folder: Path
) -> None:
    prepare()
    password = (secrets / "temporal_database_password").read_text()

    with _connect(
        postgres_folder, "temporal", "temporal_visibility", password
    ) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gin")


def test_preparing_again_takes_up_a_new_password(
    prepare: Prepare, secrets: Path, postgres_folder: Path
) -> None:
    prepare()
    # As hard as a password can be to quote.
    (secrets / "record_database_password").write_text('it\'s \\ "new" $1 ; --')

    again = prepare()

    assert again.returncode == 0, again.stderr
    assert "new" not in again.stdout + again.stderr
    _connect(postgres_folder, "disputes", "disputes", 'it\'s \\ "new" $1 ; --').close()
