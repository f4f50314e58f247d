"""The commands that a notice offers for answering, ready to be copied."""

from typing import TYPE_CHECKING

from domain.naming import whoever_raised_it
from domain.procedure.people import OFFICER
from domain.stage_rules import lead_at

if TYPE_CHECKING:
    from domain.dispute import Dispute


def commands_for(dispute: "Dispute", post: str) -> tuple[str, ...]:
    """Return the commands that `post` may use now; empty where it is only told."""
    return () if _is_outside(dispute, post) else _all_commands(dispute, post)


def through_the_officer(dispute: "Dispute", post: str) -> str:
    """Return how somebody outside the council, who has no account, is heard now."""
    if not _is_outside(dispute, post) or not _all_commands(dispute, post):
        return ""
    return f" Tell {whoever_raised_it(dispute)}, who puts it on the record for you."


def _is_outside(dispute: "Dispute", post: str) -> bool:
    known = dispute.procedure.posts.get(post)
    return known is not None and known.outside


def _all_commands(dispute: "Dispute", post: str) -> tuple[str, ...]:
    if not dispute.standing.is_open:
        return ()
    about = f"{dispute.request.authority}/{dispute.request.reference}"
    if post in dispute.awaited() and post in dispute.missing():
        collated = " --collated" if post == lead_at(dispute) else ""
        return (
            f"disputes respond {about} --as {post}/YOUR-REF --answer TEXT{collated}",
            f"disputes acknowledge {about} --as {post}/YOUR-REF",
        )
    asked_to_decide = dispute.visit.asked_to_decide if dispute.visit else ()
    if post in asked_to_decide and post != OFFICER:
        decide = f"disputes decide {about} --as {post}/YOUR-REF"
        return (
            f"{decide} --satisfied --because TEXT",
            f"{decide} --not-satisfied --because TEXT",
        )
    if post == OFFICER:
        return _officers(dispute, about)
    return tuple(
        f"disputes act-done {about} {one.number} --as {post}/YOUR-REF"
        for one in dispute.agreed
        if one.is_watched and one.owner == post
    )


def _officers(dispute: "Dispute", about: str) -> tuple[str, ...]:
    raised_by = dispute.request.raised_by
    speaker = f"--as {raised_by.role}/{raised_by.reference}"
    visit = dispute.visit
    if visit is not None and visit.taken_over_by is not None:
        return _raise_anew(dispute, about, speaker, visit.taken_over_by)
    return (
        f"disputes decide {about} {speaker} --satisfied --because TEXT",
        f"disputes escalate {about} {speaker} --reason CODE --because TEXT",
        f"disputes show {about}",
    )


def _raise_anew(
    dispute: "Dispute", about: str, speaker: str, to: str
) -> tuple[str, ...]:
    request = dispute.request
    raised_by = request.raised_by
    return (
        (
            f"disputes raise --authority {request.authority} --reference NEW-REF --by"
            f" {raised_by.role}/{raised_by.reference} --child KIND/CHILD-REF --team"
            f" {request.team} --theme CODE --issue TEXT --impact TEXT --seek TEXT"
            f" --procedure {to} --follows-on {request.reference}"
        ),
        (
            f"disputes close {about} {speaker} --outcome referred-out --impact TEXT"
            " --child-told --how-or-why-not TEXT --because TEXT"
        ),
        f"disputes show {about}",
    )
