"""How what has happened is written into the record: by whom, and what is kept apart."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from domain.clock_record import clocks_moved
from domain.messages import Message
from domain.procedure.people import OPERATOR
from domain.record import Entry
from domain.stage_rules import issues_of

if TYPE_CHECKING:
    from domain.dispute import Dispute

WRITTEN_BY_PEOPLE = ("raised", "message-refused")
"""Kinds of entry with words of people in them, besides those of messages."""


def entry(
    dispute: "Dispute",
    at: datetime,
    kind: str,
    says: str,
    *,
    by: str | None,
    message: Message | None,
    details: dict[str, Any] | None,
    restricted: bool,
) -> Entry:
    """Return the next entry of the record.

    A restricted one is for the officer alone; so is every word that a person wrote about
    an issue whose personnel matters the procedure keeps apart.
    """
    written = message is not None or kind in WRITTEN_BY_PEOPLE
    kept_apart = restricted or (written and _keeps_apart(dispute))
    return Entry(
        number=len(dispute.entries) + 1,
        at=at,
        kind=kind,
        stage=dispute.stage.number if dispute.stage else None,
        by=by or (speaker(dispute, message) if message else None),
        message_id=message.message_id if message else None,
        says=says,
        details={
            **(details or (message.as_written() if message else {})),
            **clocks_moved(dispute),
            **({"restricted": True} if kept_apart else {}),
        },
    )


def of_raising(dispute: "Dispute", at: datetime) -> None:
    """Write down that it was raised, by whom and under which procedure."""
    request, procedure = dispute.request, dispute.procedure
    late = request.raised_at is not None and request.raised_at < at - timedelta(1)
    dispute.write(
        at,
        "raised",
        f"Raised by {procedure.title_of(request.raised_by.role)}"
        f" {request.raised_by.reference} under {procedure.title} ({procedure.name})"
        + ("; entered afterwards" if late else "")
        + (f"; it goes on from {request.follows_on}" if request.follows_on else "")
        + ".",
        by=f"{request.raised_by.role} / {request.raised_by.reference}",
        details=request.model_dump(mode="json", exclude_none=True)
        | ({"about_the_officer": True} if dispute.ladder.reverse else {}),
    )


def speaker(dispute: "Dispute", message: Message) -> str:
    """Who spoke, as the record has it in the clear: `practice-manager / PM-3`.

    A post that is not known here may be any words, a name among them; those rest sealed,
    with everything else that was said.
    """
    by = message.by
    says = f"{_known(dispute, by.post) or 'somebody else'} / {by.reference}"
    if by.on_behalf_of:
        says += f" for {_known(dispute, by.on_behalf_of) or 'somebody else'}"
    return says


def _keeps_apart(dispute: "Dispute") -> bool:
    issues = issues_of(dispute.request, dispute.procedure)
    return any(issue.restricted for issue in issues)


def _known(dispute: "Dispute", words: str) -> str | None:
    raised_by = dispute.request.raised_by
    if words in (raised_by.role, raised_by.reference, OPERATOR):
        return words
    return dispute.procedure.post_called(words)
