"""Several have to be satisfied, in Thistlemere: who they are, and what they say."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.domain.climbing import Climb

TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
WED_15_APR_17 = datetime(2026, 4, 15, 16, tzinfo=UTC)

LEAD = {"post": "health-lead", "reference": "HL-1"}
DIRECTOR = {"post": "director", "reference": "D-1"}
TOAST = {"what": "Toast.", "owner": "team-manager", "due_on": "2026-04-09"}
TEA = {"what": "Tea.", "owner": "ward-sister", "due_on": "2026-04-20"}

SATISFIED: dict[str, Any] = {"satisfied": True, "because": "It will do."}
NOT_SATISFIED: dict[str, Any] = {"satisfied": False, "because": "It will not do."}

Accepting = Callable[..., Climb]
"""Begins a stage where the posts named must be satisfied."""


def answered(climb: Climb) -> None:
    for post in ("team-manager", "ward-sister"):
        by = {"post": post, "reference": "X-1"}
        climb.say("manager_response", by, answer="On Monday.")


def agreed(climb: Climb) -> list[tuple[str, str, str]]:
    return [(one.what, one.agreed_by, one.state.value) for one in climb.dispute.agreed]


def asked_since(climb: Climb, number: int) -> dict[str, str]:
    """What each post was asked in notices after `number`, where anything."""
    since = (one for one in climb.told() if one.number > number)
    return {one.to: one.asked for one in since if one.asked}


def last_said(climb: Climb, kind: str) -> str:
    return [one.says for one in climb.dispute.entries if one.kind == kind][-1]
