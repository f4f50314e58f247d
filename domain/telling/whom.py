"""Whoever heard of a dispute before, and whomever the procedure names."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from domain.notices import NoticeKind, Purpose
from domain.procedure.people import Condition, Telling
from domain.telling.notice import tell

if TYPE_CHECKING:
    from domain.dispute import Dispute


def everybody(
    dispute: "Dispute",
    kind: NoticeKind,
    says: str,
    at: datetime,
    *,
    but: Iterable[str] = (),
) -> None:
    """Tell everybody who was ever told anything, never the one who acted."""
    passed_over = set(but)
    for post in list(dispute.told):
        if post not in passed_over:
            tell(dispute, kind, post, says, at)


def those_named(  # noqa: PLR0913 (a notice has these parts)
    dispute: "Dispute",
    kind: NoticeKind,
    named: Iterable[Telling],
    says: str,
    at: datetime,
    *,
    asked: str = "",
    otherwise: str = "",
    urgent: bool = False,
    but: Iterable[str] = (),
) -> None:
    """Tell each post that a procedure names, as it names it, where its condition holds.

    Args:
        dispute: Which dispute.
        kind: Of the notices.
        named: Posts with purpose, condition and prescribed sender.
        says: What is told.
        at: Now, aware UTC.
        asked: What is asked of those who are told in order to act.
        otherwise: What happens if nobody does anything.
        urgent: True for what may go outside office hours.
        but: Posts that are told something else already.
    """
    passed_over = set(but)
    for one in named:
        if one.post in passed_over or not holds(one.when, dispute):
            continue
        tell(
            dispute,
            kind,
            one.post,
            says,
            at,
            purpose=one.purpose,
            asked=asked if one.purpose is Purpose.TO_ACT else "",
            otherwise=otherwise,
            sent_by=one.sent_by,
            urgent=urgent,
        )


def holds(when: Condition | None, dispute: "Dispute") -> bool:
    """True where everything that a condition asks is so in this dispute."""
    if when is None:
        return True
    request = dispute.request
    visit = dispute.visit
    starts_here = visit is not None and visit.number == 1
    if when.starts_here is not None and when.starts_here != starts_here:
        return False
    return (
        when.in_proceedings in (None, request.in_proceedings)
        and (not when.themes or bool(set(when.themes) & set(request.themes)))
        and (not when.children or request.child.kind in when.children)
    )
