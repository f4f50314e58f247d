"""What the documents link to, quote and count is really there."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from typer.main import get_command

from activities.storage.schema import entries, metadata
from domain.record import Standing
from settings import Settings
from starter.cli import app
from starter.setup_namespace import SHORTEST_RETENTION
from tests.conftest import TEMPORAL
from tests.docs.markdown import OURS, ROOT, blocks, links, quoted, section, text_of
from workflows.window import LATEST, SEARCH_ATTRIBUTES

ROOMS = tuple(path.name for path in ROOT.iterdir() if path.is_dir())
UI = text_of("temporal-ui.md")
QUERIES = [
    parse_qs(urlsplit(link).query)["query"][0]
    for link in links(UI)
    if "?query=" in link
]


@pytest.fixture(scope="session")
async def server() -> AsyncIterator[WorkflowEnvironment]:
    """A real server that knows the list columns."""
    environment = await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(TEMPORAL),
        dev_server_log_level="error",
        search_attributes=list(SEARCH_ATTRIBUTES),
    )
    async with environment:
        yield environment


async def is_understood(server: WorkflowEnvironment, query: str) -> bool:
    try:
        await server.client.count_workflows(query)
    except RPCError:
        return False
    return True


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    targets = [one.partition("#")[0] for one in links(path.read_text("utf-8"))]

    lost = [
        one
        for one in targets
        if one and "://" not in one and not (path.parent / one).exists()
    ]
    assert lost == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_link_within_a_document_leads_to_a_heading(path: Path) -> None:
    text = path.read_text("utf-8")
    headings = {
        re.sub(r"[^a-z0-9_ -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }

    wanted = {one[1:] for one in links(text) if one.startswith("#")}
    assert wanted <= headings


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(path: Path) -> None:
    named = {
        one
        for one in quoted(path.read_text("utf-8"))
        if one.partition("/")[0] in ROOMS and " " not in one
    }

    assert [one for one in sorted(named) if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = re.findall(r"DISPUTES_([A-Z_]+)", path.read_text("utf-8"))

    assert {name.lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    group = get_command(app)
    commands = getattr(group, "commands", {})
    named = [
        one.split()[1:]
        for one in quoted(path.read_text("utf-8"))
        if one.startswith("disputes ")
    ]

    unknown = [words for words in named if words[0] not in commands]
    assert unknown == []


@pytest.mark.parametrize("query", QUERIES)
async def test_every_link_to_the_list_asks_what_the_server_understands(
    server: WorkflowEnvironment, query: str
) -> None:
    assert await is_understood(server, query)


async def test_the_bookmark_for_overdue_disputes_asks_what_the_server_understands(
    server: WorkflowEnvironment,
) -> None:
    (bookmark,) = blocks(section(UI, "### Overdue"), "text")
    before, after = re.findall(r"'([^']*)'", bookmark)

    assert await is_understood(server, f"{before}2026-11-22T09:00:00.000Z{after}")


async def test_the_server_still_knows_no_now(server: WorkflowEnvironment) -> None:
    assert not await is_understood(server, "DisputeDueAt < now()"), (
        "The server has learned `now()`: let docs/temporal-ui.md use it."
    )


def test_every_column_and_standing_is_explained_to_who_watches() -> None:
    told = quoted(section(UI, "## The list"))

    assert {one.name for one in SEARCH_ATTRIBUTES} <= told
    assert {one.value for one in Standing} <= told


def test_the_details_show_as_many_entries_as_is_said() -> None:
    assert f"the latest {LATEST} things that happened" in " ".join(UI.split())


def test_closed_disputes_stay_as_long_as_is_said() -> None:
    told = f"at least {SHORTEST_RETENTION.days} days"

    assert told in text_of("temporal-ui.md")
    assert told in text_of("data-protection.md")


def test_data_protection_tells_of_every_table_of_the_record() -> None:
    told = quoted(text_of("data-protection.md"))
    assert set(metadata.tables) <= told


def test_every_plain_column_of_an_entry_is_known_to_data_protection() -> None:
    assert set(entries.c.keys()) == {
        "dispute",
        "number",
        "at",
        "kind",
        "stage",
        "by",
        "message_id",
        "says",
        "sealed",
    }, (
        "The record has a new column: say in docs/data-protection.md whether it is plain."
    )


def test_the_changelog_says_of_each_release_which_disputes_are_impacted() -> None:
    releases = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## [")[1:]

    assert releases
    for release in releases:
        assert re.search(r"\nImpacted disputes: (open|new|none)\b", release), release[
            :20
        ]
