"""docs/contract.md says neither less nor more than what the software takes and answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from pydantic import BaseModel, RootModel

from domain import errors as refused_by_rules
from domain.calendar import WorkingCalendar
from domain.clocks_now import ClocksNow
from domain.errors import DisputeError
from domain.messages import (
    LONGEST_TEXT,
    MESSAGES,
    Message,
    RaiseDispute,
    read_message,
    read_raised,
)
from domain.opening import Basis, check_raise
from domain.record import Entry, Situation, Standing
from domain.rules import RULES
from domain.rules.rule import SpokenBy
from procedures.shelf import Shelf
from settings import Settings
from starter import errors as refused_by_starter
from tests.docs.markdown import blocks, quoted, rows, section, text_of
from workflows.dispute import DisputeWorkflow
from workflows.window import SEARCH_ATTRIBUTES

CONTRACT = text_of("contract.md")
MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)

WHO = {
    SpokenBy.OFFICER: "the officer",
    SpokenBy.ACCEPTER: "the officer, or a post that the stage names to be satisfied",
    SpokenBy.ESCALATER: "the officer, or the post that takes it to that stage",
    SpokenBy.RESPONDER: "a post that has been asked to answer",
    SpokenBy.OFFICER_OR_OWNER: "the officer, or the owner of the action",
    SpokenBy.OPERATOR: "an operator, `by.post` being `operator`",
    SpokenBy.ANYBODY: "anybody",
}


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Every key of a model, with those inside it: `by.post`, `actions[].owner`."""
    for name, field in model.model_fields.items():
        yield prefix + name, field.is_required()
        for inner, many in _models_in(field.annotation):
            yield from keys(inner, f"{prefix}{name}{'[]' if many else ''}.")


def _models_in(kind: Any, many: bool = False) -> Iterator[tuple[type[BaseModel], bool]]:
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    if is_model and not issubclass(kind, RootModel):  # that one is its inside
        yield kind, many
    for part in get_args(kind):
        yield from _models_in(part, many or getattr(kind, "__origin__", None) is tuple)


def told(text: str) -> dict[str, bool]:
    """Every key that the tables of a section tell of, and whether it is needed."""
    return {key: needed == "yes" for key, needed, *_ in rows(text)}


def of_message(kind: str) -> str:
    return section(CONTRACT, f"### `{kind}`")


def test_the_object_that_raises_a_dispute_is_told_key_by_key() -> None:
    told_keys = told(section(CONTRACT, "## Raising a dispute"))

    assert told_keys == dict(keys(RaiseDispute))


def test_the_example_raises_a_dispute_in_west_sussex(
    shelf: Shelf, calendar: WorkingCalendar
) -> None:
    example = json.loads(blocks(section(CONTRACT, "## Raising a dispute"), "json")[0])

    request = read_raised(example)

    basis = Basis(procedure=shelf.named("west-sussex-2020-06"), calendar=calendar)
    check_raise(request, basis, MON_30_MAR)
    assert f"`{request.workflow_id}`" in section(CONTRACT, "## At a glance")


def test_what_every_message_has_is_told_once() -> None:
    before_the_first, _, _ = section(CONTRACT, "## Messages").partition("\n### ")

    assert told(before_the_first) == dict(keys(Message))


def test_no_message_is_told_that_does_not_exist() -> None:
    messages = section(CONTRACT, "## Messages")

    told_kinds = {line[5:-1] for line in messages.splitlines() if line[:5] == "### `"}
    assert told_kinds == set(MESSAGES)
    assert set(MESSAGES) <= quoted(messages.partition("\n### ")[0])


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_message_is_told_key_by_key(kind: str) -> None:
    own = {
        key: needed
        for key, needed in keys(MESSAGES[kind])
        if key.partition(".")[0] not in Message.model_fields
    }

    assert told(of_message(kind)) == own


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_value_of_a_code_is_named(kind: str) -> None:
    schema = MESSAGES[kind].model_json_schema()
    enums = [one["enum"] for one in schema["$defs"].values() if "enum" in one]

    assert {value for one in enums for value in one} <= quoted(of_message(kind))


@pytest.mark.parametrize("kind", MESSAGES)
def test_the_example_of_a_message_is_taken(kind: str) -> None:
    (example,) = blocks(of_message(kind), "json")

    message = read_message(kind, json.loads(example))

    assert message.kind == kind


@pytest.mark.parametrize("kind", MESSAGES)
def test_who_may_send_a_message_is_told_as_the_rules_have_it(kind: str) -> None:
    sentence = f"{MESSAGES[kind].describes} Sent by {WHO[RULES[kind].spoken_by]}.\n"

    assert sentence in of_message(kind)


@pytest.mark.parametrize("kind", MESSAGES)
def test_what_follows_and_what_refuses_a_message_is_told(kind: str) -> None:
    for opening in ("\n**What follows.** ", "\n**Refused if** "):
        assert len(of_message(kind).partition(opening)[2]) > len("nothing more.")


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("### `situation`", Situation),
        ("### `record`", Entry),
        ("### `clocks`", ClocksNow),
    ],
)
def test_an_answer_is_told_key_by_key(heading: str, model: type[BaseModel]) -> None:
    told_keys = [name for name, *_ in rows(section(CONTRACT, heading))]

    assert told_keys == list(model.model_fields)


def test_every_standing_is_named() -> None:
    standings = section(CONTRACT, "#### Standings")

    assert {one.value for one in Standing} <= quoted(standings)
    before_the_ends, _, ends = standings.partition("or how it ended")
    assert {one.value for one in Standing if one.is_open} <= quoted(before_the_ends)
    assert {one.value for one in Standing if not one.is_open} == quoted(ends)


def test_every_search_attribute_is_told_with_its_type() -> None:
    told_types = {row[0]: row[1] for row in rows(section(CONTRACT, "## List columns"))}

    assert told_types == {
        one.name: one.indexed_value_type.name.title()
        .replace("_", "")
        .replace("Keywordlist", "KeywordList")
        for one in SEARCH_ATTRIBUTES
    }


def test_every_query_and_the_workflow_type_are_told() -> None:
    definition: Any = DisputeWorkflow.__temporal_workflow_definition  # type: ignore[attr-defined]
    questions = section(CONTRACT, "## Questions")

    headings = {line[5:-1] for line in questions.splitlines() if line[:5] == "### `"}
    assert headings == set(definition.queries)
    assert f"| workflow type | `{definition.name}` |" in CONTRACT


def test_the_task_queue_is_told() -> None:
    queue = Settings.model_fields["task_queue"].default

    assert f"| task queue | `{queue}` |" in CONTRACT


@pytest.mark.parametrize("module", [refused_by_rules, refused_by_starter])
def test_every_type_of_error_is_named(module: Any) -> None:
    named = quoted(section(CONTRACT, "## Refusals"))

    here = {
        name
        for name, found in vars(module).items()
        if isinstance(found, type) and issubclass(found, DisputeError)
    }
    assert here <= named


def test_the_longest_text_is_told() -> None:
    assert f"{LONGEST_TEXT:,} characters" in section(CONTRACT, "## At a glance")
