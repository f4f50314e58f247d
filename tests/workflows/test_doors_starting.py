"""How a dispute may not be started: it fails at once, with every fault in one message."""

import json
from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError

from domain.messages import dispute_id
from tests.workflows.foreign import CANARY, raw
from tests.workflows.running import ADispute, Disputes, a_raising


async def why_it_failed(dispute: ADispute) -> str:
    """What whoever started it is told."""
    with pytest.raises(WorkflowFailureError) as failure:
        await dispute.handle.result()
    cause = failure.value.cause
    assert isinstance(cause, ApplicationError), repr(cause)
    assert (cause.type, cause.non_retryable) == ("RaiseRefused", True)
    return cause.message


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "it came with 0 arguments"),
        ([a_raising(), "two"], "it came with 2 arguments"),
        ([None], "is raised with one JSON object"),
        ([raw(b"null")], "is raised with one JSON object"),
        ([[1, 2]], "is raised with one JSON object"),
        ([raw(f"{{oops {CANARY}".encode())], "could not be read"),
        ([raw(b"{}", None)], "could not be read"),
        ([raw(b"\x01" * 60, "binary/sealed")], "could not be read"),
    ],
)
async def test_what_is_no_json_object_starts_nothing(
    disputes: Disputes, arguments: list[Any], why: str
) -> None:
    dispute = await disputes.started_with(*arguments)

    said = await why_it_failed(dispute)

    assert why in said
    assert CANARY not in said


async def test_every_fault_of_the_form_is_named_in_one_message(
    disputes: Disputes,
) -> None:
    body = a_raising(themes=[], start_stage=-1, raised_by={"role": "iro"}, issue=" ")
    body[f"{CANARY} Vole"] = body.pop("impact")

    said = await why_it_failed(await disputes.started_with(body))

    fields = ("themes:", "start_stage:", "raised_by.reference:", "issue:", "impact:")
    assert [field for field in fields if field not in said] == []
    assert "is not known" in said
    assert CANARY not in said


async def test_every_fault_of_the_content_is_named_in_one_message(
    disputes: Disputes,
) -> None:
    dispute = await disputes.started(
        raised_by={"role": "cook", "reference": "CO-1"},
        child={"reference": "C-1138", "kind": "unknown"},
        themes=["marmalade"],
        start_stage=9,
        raised_at="0001-01-01T00:00:00+14:00",
    )

    said = await why_it_failed(dispute)

    fields = ("raised_by.role:", "child.kind:", "themes:", "start_stage:", "raised_at:")
    assert [field for field in fields if field not in said] == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"authority": "nowhere"},
            "No council is called 'nowhere'; there are anyshire",
        ),
        (
            {"procedure": "west-sussex-1066"},
            "No procedure is called 'west-sussex-1066'",
        ),
        ({"procedure": "durham-1"}, "belongs to durham, not to west-sussex"),
        (
            {"start_stage": 0, "concerns": ["immediate-safety"]},
            "Informal resolution is not to be used where there is a concern about",
        ),
        (
            {"start_stage": 3, "start_because": None},
            "start_because: is missing; say why it starts at Stage 3",
        ),
        (
            {"rehearsal": {"pretend_it_is": "0001-01-01T00:00:00+14:00"}},
            "pretend_it_is: give a date within ten years of today",
        ),
        (
            {"rehearsal": {"pretend_it_is": "2030-12-20T10:00:00+00:00"}},
            "The calendar of bank holidays ends on Tue 31 Dec 2030, too soon",
        ),
    ],
)
async def test_what_the_procedure_does_not_know_starts_nothing(
    disputes: Disputes, changes: dict[str, Any], why: str
) -> None:
    dispute = await disputes.started(**changes)

    assert why in await why_it_failed(dispute)


async def test_a_dispute_is_started_under_the_workflow_id_of_its_reference(
    disputes: Disputes,
) -> None:
    body = a_raising()
    right = dispute_id("west-sussex", body["reference"])

    dispute = await disputes.started_with(body, name=f"{right}-again")

    assert f"Start it with the workflow id {right}, " in await why_it_failed(dispute)


async def test_bytes_of_another_program_start_a_dispute(disputes: Disputes) -> None:
    body = a_raising()
    name = dispute_id("west-sussex", body["reference"])

    dispute = await disputes.started_with(
        raw(json.dumps(body, indent=4).encode()), name=name
    )
    await dispute.pass_time(timedelta(seconds=1))

    assert await dispute.begun() == [1]
