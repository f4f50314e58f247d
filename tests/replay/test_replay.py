"""Disputes that run under an earlier release go on under this one."""

import json
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from tests.replay.changed import GatedActivityMore, OneActivityMore
from tests.replay.make_histories import HISTORIES, release
from tests.replay.paths import PATHS
from tests.sandbox import sandbox
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper

RECORDED = sorted(HISTORIES.glob("*/*.json"))

ADVICE = (
    "{history} no longer replays: disputes that are open under that release would stop"
    " at their next step.\nWhoever changed which activities, timers, upserts or"
    " patches there are, or their order, gates the change with workflow.patched(...);"
    " see docs/decisions/0004. Only for a release that is not out yet may its folder be"
    " deleted and recorded anew: python -m tests.replay.make_histories\n\n{error}"
)


async def replay(history: Path, changed: type = DisputeWorkflow) -> None:
    """Replay one recorded history with the code as it is now, or as it was changed."""
    replayer = Replayer(
        workflows=[changed],
        data_converter=pydantic_data_converter,
        interceptors=[Doorkeeper()],
        workflow_runner=sandbox(),
    )
    await replayer.replay_workflow(recorded(history))


def recorded(history: Path) -> WorkflowHistory:
    """Read a history, under the workflow id that it was recorded with."""
    text = history.read_text(encoding="utf-8")
    started = json.loads(text)["events"][0]["workflowExecutionStartedEventAttributes"]
    return WorkflowHistory.from_json(started["workflowId"], text)


@pytest.mark.parametrize(
    "history", RECORDED, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
async def test_a_dispute_that_is_running_goes_on_under_this_release(
    history: Path,
) -> None:
    try:
        await replay(history)
    except NondeterminismError as error:
        pytest.fail(ADVICE.format(history=history, error=error))


def test_every_path_has_a_history_of_this_release() -> None:
    recorded = {path.stem for path in RECORDED if path.parent.name == release()}

    assert recorded == set(PATHS), "run `python -m tests.replay.make_histories`"


@pytest.mark.parametrize("name", ["unanswered", "withdrawn"])
async def test_a_change_without_a_gate_is_noticed(name: str) -> None:
    with pytest.raises(NondeterminismError):
        await replay(HISTORIES / release() / f"{name}.json", OneActivityMore)


async def test_a_change_behind_a_gate_passes() -> None:
    await replay(HISTORIES / release() / "withdrawn.json", GatedActivityMore)
