"""Messages that came in and could not be taken: kept, marked, their sender told."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain import telling
from domain.messages import MESSAGES
from domain.notices import NoticeKind
from domain.procedure.people import OFFICER

if TYPE_CHECKING:
    from domain.dispute import Dispute

KEPT = 100
"""Refused messages kept in full; later ones are only counted."""

LONGEST_KEPT = 4_000
"""Characters of a refused message that are kept."""


def keep_refused(
    dispute: "Dispute", kind: str, why: str, data: object, at: datetime
) -> None:
    """Keep a message that was not taken, and tell its sender where one is known.

    What it said goes into the record, sealed; mail and labels repeat only `why`, which
    is our own sentence.
    """
    dispute.refused += 1
    dispute.mark_changed()
    if dispute.refused > KEPT:
        return
    name = kind if kind in MESSAGES else "a message of an unknown name"
    says = f"Kept but not taken: {name}."
    dispute.write(
        at,
        "message-refused",
        says,
        details={"why": why, "name": kind[:100], "said": _shortened(data)},
    )
    sender = _sender(dispute, data)
    if sender is not None:
        telling.tell(
            dispute,
            NoticeKind.MESSAGE_REFUSED,
            sender,
            f"{says} {why}",
            at,
            asked="Please send it again, put right.",
        )


def _shortened(data: object) -> str:
    try:
        return json.dumps(data, default=str)[:LONGEST_KEPT]
    except (ValueError, TypeError, RecursionError):  # such as a number without end
        return "It cannot be written as JSON."


def _sender(dispute: "Dispute", data: object) -> str | None:
    """Key of the post that sent it; None where that cannot be told."""
    by: Any = data.get("by") if isinstance(data, dict) else None
    if not isinstance(by, dict) or not isinstance(by.get("post"), str):
        return None
    raised_by = dispute.request.raised_by
    if by["post"] in (OFFICER, raised_by.role):
        return OFFICER if by.get("reference") == raised_by.reference else None
    return dispute.procedure.post_called(by["post"])
