"""Decisions are numbered, short, whole, and true of the code where that can be told."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from temporalio.common import VersioningBehavior

from activities.deliver import DeliverActivities
from activities.opening import BEFORE
from domain.messages import Reference
from domain.refusals import KEPT, LONGEST_KEPT
from domain.rules.dates import CLOCKS_DIFFER, EARLIEST_RECEIVED
from settings import Settings
from tests.docs.markdown import DOCS, ROOT
from worker import deployment_of
from workflows import options
from workflows.dispute import DisputeWorkflow

DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
ONE_PAGE = 60
"""Lines."""


def decision(number: str) -> str:
    (path,) = (DOCS / "decisions").glob(f"{number}-*.md")
    return re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts_and_fits_on_a_page(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"# {path.name[:4]}: ")
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == ["## Context", "## Decision", "## Consequences"]
    assert len(lines) <= ONE_PAGE


def test_every_decision_that_the_code_names_is_there() -> None:
    rooms = ("activities", "domain", "encryption", "starter", "workflows", "tests")
    files = [ROOT / "worker.py", *(f for r in rooms for f in (ROOT / r).rglob("*.py"))]

    named = {
        number
        for file in files
        for number in re.findall(r"[Dd]ecision (\d{4})", file.read_text("utf-8"))
    }
    assert named <= {path.name[:4] for path in DECISIONS}


def test_a_running_dispute_goes_on_with_the_newest_release() -> None:
    versioned = deployment_of(Settings(build_id="1"))

    assert versioned is not None
    behaviour = versioned.default_versioning_behavior
    assert behaviour is VersioningBehavior.AUTO_UPGRADE
    assert "`AUTO_UPGRADE`" in decision("0004")


def test_the_workflow_itself_says_nothing_of_versions() -> None:
    definition: Any = DisputeWorkflow.__temporal_workflow_definition  # type: ignore[attr-defined]

    assert definition.versioning_behavior in (None, VersioningBehavior.UNSPECIFIED)


def test_the_calendar_that_is_kept_reaches_back_as_far_as_decided() -> None:
    assert f"from {BEFORE.days} days before" in decision("0002")


def test_as_many_refused_messages_are_kept_as_decided() -> None:
    assert (
        f"{KEPT} refused messages are kept in full, {LONGEST_KEPT:,} characters"
        in decision("0003")
    )


def test_mail_is_given_up_and_retried_as_decided() -> None:
    defaults: Any = DeliverActivities.__init__.__defaults__
    policy = options.delivering("")["retry_policy"]

    assert defaults == (None, timedelta(hours=4), timedelta(seconds=10))
    assert policy is not None
    assert policy.initial_interval == timedelta(seconds=5)
    assert policy.maximum_interval == timedelta(minutes=15)
    told = decision("0006")
    assert "**After 4 hours**" in told
    assert "after 5 seconds, then at growing intervals up to 15 minutes" in told


def test_the_time_that_a_program_gives_is_bounded_as_decided() -> None:
    minutes = int(CLOCKS_DIFFER / timedelta(minutes=1))

    assert minutes == 5
    told = decision("0009")
    assert "up to five minutes ahead" in told
    assert f"up to {EARLIEST_RECEIVED.days} days before" in told


@pytest.mark.parametrize(
    ("written", "is_taken"),
    [
        ("Sam", False),
        ("Sam-Smith", False),
        ("sam.smith", False),
        ("C-1138", True),
        ("WSX-2026-0042", True),
        ("IRO-7", True),
        ("Sam2", True),
    ],
)
def test_the_references_that_the_decision_names_fare_as_it_says(
    written: str, is_taken: bool
) -> None:
    refused, taken = decision("0011").split("are refused;")
    try:
        TypeAdapter(Reference).validate_python(written)
        was_taken = True
    except ValidationError:
        was_taken = False

    assert was_taken is is_taken
    assert f"`{written}`" in (taken if is_taken else refused)
