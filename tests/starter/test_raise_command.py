"""`disputes raise`: what its options become, and what is refused before it starts."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from domain.messages import RaiseDispute
from domain.procedure.time import Span
from domain.record import Situation, Standing
from starter import raise_command
from starter.cli import app

MERTON = ("--authority", "merton", "--theme", "other")
HULL = ("--authority", "hull", "--theme", "dangerous-practice")


class Registry:
    """Takes every dispute that is raised."""

    def __init__(self) -> None:
        self.raised: list[RaiseDispute] = []

    async def raise_dispute(self, request: RaiseDispute) -> Situation:
        self.raised.append(request)
        return Situation(
            reference=request.reference,
            authority=request.authority,
            standing=Standing.AWAITING_RESPONSE,
        )


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    takes = Registry()

    def connected(ask: Callable[[Registry], Awaitable[Any]]) -> Any:
        async def session() -> Any:
            return await ask(takes)

        return asyncio.run(session())

    monkeypatch.setattr(raise_command, "with_client", connected)
    return takes


def raised(*words: str) -> Result:
    plain = (
        *("raise", "--reference", "T-1", "--by", "iro/IRO-7", "--team", "north"),
        *("--child", "looked-after/C-1138", "--issue", "Marmalade."),
        *("--impact", "No breakfast.", "--seek", "Breakfast."),
    )
    return CliRunner().invoke(app, [*plain, *words])


def test_the_limits_of_several_stages_are_set_by_repeating_the_option(
    registry: Registry,
) -> None:
    result = raised(*MERTON, "--limit", "1:3", "--limit", "2:10")

    assert result.exit_code == 0, result.stderr
    [request] = registry.raised
    assert request.respond_within_working_days == {1: 3, 2: 10}


@pytest.mark.parametrize("limit", ["1", "1:", "three:5", "1:5 days"])
def test_a_limit_that_is_no_stage_and_number_is_a_matter_of_usage(
    registry: Registry, limit: str
) -> None:
    result = raised(*MERTON, "--limit", limit)

    assert result.exit_code == 2
    assert "STAGE:WORKING_DAYS" in result.stderr
    assert registry.raised == []


def test_a_limit_beyond_the_cap_of_the_procedure_is_refused(registry: Registry) -> None:
    result = raised(*MERTON, "--limit", "1:21")

    assert result.exit_code == 1
    assert "at most 20 working days" in result.stderr
    assert registry.raised == []


@pytest.mark.meets("HU-71", "HU-A6")
def test_the_time_for_an_issue_is_picked_within_its_range(registry: Registry) -> None:
    result = raised(*HULL, "--issue-within", "3", "working_days")

    assert result.exit_code == 0, result.stderr
    [request] = registry.raised
    assert request.issue_within == Span(working_days=3)


@pytest.mark.meets("HU-A6")
@pytest.mark.parametrize(
    ("amount", "unit", "fault"),
    [
        ("6", "working_days", "write 24 elapsed hours to 5 working days"),
        ("12", "elapsed_hours", "write 24 elapsed hours to 5 working days"),
        ("3", "days", "--issue-within: a key"),
    ],
)
def test_a_time_outside_the_range_of_an_issue_is_refused(
    registry: Registry, amount: str, unit: str, fault: str
) -> None:
    result = raised(*HULL, "--issue-within", amount, unit)

    assert result.exit_code == 1
    assert fault in result.stderr
    assert registry.raised == []


def test_a_dispute_may_say_which_other_it_goes_on_from(registry: Registry) -> None:
    result = raised(*MERTON, "--limit", "1:3", "--follows-on", "CONCERN-12")

    assert result.exit_code == 0, result.stderr
    assert registry.raised[0].follows_on == "CONCERN-12"


def test_when_it_was_raised_is_london_time_where_it_bears_no_offset(
    registry: Registry,
) -> None:
    late = ("--raised-at", "2026-07-01T09:30", "--entered-late-because", "On paper.")
    result = raised(*MERTON, "--limit", "1:3", *late)

    assert result.exit_code == 0, result.stderr
    raised_at = registry.raised[0].raised_at
    assert raised_at is not None
    assert raised_at.isoformat() == "2026-07-01T09:30:00+01:00"


def test_what_is_missing_is_asked_for_by_its_flag(registry: Registry) -> None:
    result = raised(*MERTON, "--stage", "2", "--limit", "1:3")

    assert result.exit_code == 1
    assert result.stderr == (
        "--because: is missing; say why it starts at Head of Service and passes over what"
        " is below it.\n"
        "--limit: is missing for stage 2; the officer sets that limit, at most 20 working"
        " days.\n"
    )


def test_what_a_file_holds_is_named_by_the_key_that_stands_there(
    registry: Registry, tmp_path: Path
) -> None:
    written = tmp_path / "raise.yaml"
    written.write_text("themes: [marmalade]\n", encoding="utf-8")

    from_file = raised(
        "--authority", "merton", "--limit", "1:3", "--from", str(written)
    )
    from_flag = raised(
        "--authority", "merton", "--limit", "1:3", "--theme", "marmalade"
    )

    says = ": 'marmalade' is not an issue type here; write one of other.\n"
    assert (from_file.stderr, from_flag.stderr) == (f"themes{says}", f"--theme{says}")
    assert registry.raised == []


def test_a_flag_that_takes_the_place_of_what_a_file_holds_is_named_as_a_flag(
    registry: Registry, tmp_path: Path
) -> None:
    written = tmp_path / "raise.yaml"
    written.write_text("themes: [other]\n", encoding="utf-8")

    result = raised(
        *("--authority", "merton", "--limit", "1:3"),
        *("--theme", "marmalade", "--from", str(written)),
    )

    assert result.stderr.startswith("--theme: 'marmalade' is not an issue type")
    assert registry.raised == []


def test_of_a_part_of_a_flag_it_is_said_which(registry: Registry) -> None:
    result = raised(*MERTON, "--limit", "1:3", "--by", "baker/B-1")

    assert result.stderr == (
        "--by, role: 'baker' may not raise a dispute here; write one of iro, cpc.\n"
    )
    assert registry.raised == []


def test_programs_read_of_the_keys_of_the_contract(registry: Registry) -> None:
    result = raised(*MERTON, "--by", "baker/B-1", "--json")

    refused = json.loads(result.stderr)["refused"]
    assert [one.partition(":")[0] for one in refused] == [
        "raised_by.role",
        "respond_within_working_days",
    ]
    assert registry.raised == []
