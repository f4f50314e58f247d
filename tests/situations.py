"""Disputes to start from, in memorable invented names and references."""

import json
from datetime import UTC, datetime
from typing import Any

from domain.calendar import WorkingCalendar
from domain.dispute import Dispute
from domain.messages import Message, RaiseDispute, read_message
from domain.opening import Basis
from domain.procedure import Procedure
from domain.rules import check, receive

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)  # 10:00 in London
OFFICER = {"post": "iro", "reference": "IRO-7"}
SEEN_TO = ("participants-advised", "workflow-completed")
"""What West Sussex asks for before a dispute is closed."""


def raising(authority: str = "west-sussex", **changes: Any) -> dict[str, Any]:
    """A dispute to be raised, as another program would send it."""
    plain = {
        "authority": authority,
        "reference": "WSX-2026-0042",
        "raised_by": {"role": "iro", "reference": "IRO-7"},
        "child": {"reference": "C-1138", "kind": "looked-after"},
        "team": "north",
        "themes": ["other"],
        "issue": "The marmalade plan was never put into practice.",
        "impact": "Breakfast is uncertain.",
        "resolution_sought": "Marmalade, with dates.",
        "start_stage": 1,
        "start_because": "Talking changed nothing.",
    }
    return {**plain, **changes}


def a_dispute(
    procedure: Procedure,
    calendar: WorkingCalendar,
    at: datetime = MON_30_MAR,
    **changes: Any,
) -> Dispute:
    """A dispute just opened, before its first stage."""
    data = raising(procedure.authority, **changes)
    request = RaiseDispute.model_validate_json(json.dumps(data))
    return Dispute(request, Basis(procedure=procedure, calendar=calendar), at)


def begun(
    procedure: Procedure,
    calendar: WorkingCalendar,
    at: datetime = MON_30_MAR,
    **changes: Any,
) -> Dispute:
    """A dispute whose first stage has begun."""
    dispute = a_dispute(procedure, calendar, at, **changes)
    stage = dispute.next_stage()
    assert stage is not None
    dispute.begin(stage, at)
    return dispute


def message(kind: str, by: dict[str, str] | None = None, **said: Any) -> Message:
    """A message of that kind, as it comes in at the door."""
    count = message.count = getattr(message, "count", 0) + 1  # type: ignore[attr-defined]
    body = {"message_id": f"m-{count}", "by": by or OFFICER, **said}
    return read_message(kind, body)


def say(
    dispute: Dispute,
    at: datetime,
    kind: str,
    by: dict[str, str] | None = None,
    **said: Any,
) -> None:
    """Check a message and receive it; fails if it is refused."""
    spoken = message(kind, by, **said)
    check(dispute, spoken, at)
    receive(dispute, spoken, at)
