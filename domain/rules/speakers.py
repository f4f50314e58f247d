"""Who may say what: nobody decides another officer's dispute."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.messages import ActionDone, Escalate, Message, Speaker
from domain.procedure.people import OFFICER, OPERATOR
from domain.rules.rule import SpokenBy

if TYPE_CHECKING:
    from domain.dispute import Dispute


def is_officer(dispute: "Dispute", by: Speaker) -> bool:
    """True for the officer who raised it, who stands in for them, or who carries it."""
    raised_by = dispute.request.raised_by
    if dispute.carried_by is not None and post_of(dispute, by) == dispute.carried_by:
        return True
    speaks_as = by.post in (OFFICER, raised_by.role)
    return speaks_as and raised_by.reference in (by.reference, by.on_behalf_of)


def acted(dispute: "Dispute", by: Speaker) -> str:
    """Post of whoever acts: the officer, or the post that carries it for them."""
    carrier = dispute.carried_by
    if carrier is not None and post_of(dispute, by) == carrier:
        return carrier
    return OFFICER


def post_of(dispute: "Dispute", by: Speaker) -> str | None:
    """Key of the post that speaks, or that is spoken for; None: no such post."""
    named = dispute.procedure.post_called(by.post)
    for_post = by.on_behalf_of and dispute.procedure.post_called(by.on_behalf_of)
    return for_post or named


def accepts_as(dispute: "Dispute", by: Speaker) -> tuple[str, ...]:
    """Posts for which `by` says whether the answer will do, whom they name first.

    Whoever carries a dispute for the officer, and has to be satisfied by its own post as
    well, says both at once. Empty: nobody whom it is asked of.
    """
    stage = dispute.stage
    needed = stage.accepted_by.posts if stage else ()
    for_post = by.on_behalf_of and dispute.procedure.post_called(by.on_behalf_of)
    if for_post and for_post != OFFICER and for_post in needed:
        return (for_post,)
    post = post_of(dispute, by)
    own = (post,) if post and post in needed and post != OFFICER else ()
    return (OFFICER, *own) if is_officer(dispute, by) else own


def decides_as(dispute: "Dispute", by: Speaker) -> str | None:
    """Post by whose name a decision goes; None: nobody whom it is asked of."""
    posts = accepts_as(dispute, by)
    if not posts:
        return None
    return acted(dispute, by) if posts[0] == OFFICER else posts[0]


def is_spoken_for(dispute: "Dispute", by: Speaker, post: str) -> bool:
    """True where somebody else says it for a post, as the officer does for one outside."""
    return post != OFFICER and dispute.procedure.post_called(by.post) != post


def asked_so_far(dispute: "Dispute") -> set[str]:
    """Every post that was asked for an answer at this stage or an earlier one."""
    return {*dispute.responders(), *dispute.asked}


def speaker_faults(
    dispute: "Dispute", message: Message, spoken_by: SpokenBy
) -> Iterator[str]:
    """Yield why this speaker may not say this."""
    match spoken_by:
        case SpokenBy.OFFICER if not is_officer(dispute, message.by):
            yield _only_the_officer(dispute, message)
        case SpokenBy.ACCEPTER if not accepts_as(dispute, message.by):
            yield _only_the_officer(dispute, message) + _or_others(dispute)
        case SpokenBy.ESCALATER if not is_officer(dispute, message.by):
            yield from _takes_nothing_there(dispute, message)
        case SpokenBy.RESPONDER:
            yield from _not_asked(dispute, message)
        case SpokenBy.OFFICER_OR_OWNER if not (
            is_officer(dispute, message.by) or _owns(dispute, message)
        ):
            yield (
                "Only the officer or the owner of that action may say so; the owners"
                f" are {_owners(dispute)}."
            )
        case SpokenBy.OPERATOR if message.by.post != OPERATOR:
            yield (
                f"Only an operator may send {message.kind}: by.post {OPERATOR!r}, with"
                " a reference of their own."
            )


def _only_the_officer(dispute: "Dispute", message: Message) -> str:
    raised_by = dispute.request.raised_by
    return (
        f"Only the officer who raised it may send {message.kind}: by.post"
        f" {raised_by.role!r} with by.reference {raised_by.reference!r}, or somebody of"
        f" that post with by.on_behalf_of {raised_by.reference!r}."
    )


def _not_asked(dispute: "Dispute", message: Message) -> Iterator[str]:
    asked = asked_so_far(dispute)
    if not asked:
        yield "Nobody has been asked to answer; send a note instead."
    elif post_of(dispute, message.by) not in asked:
        yield (
            f"by.post was not asked to answer. Asked: {', '.join(sorted(asked))}. A"
            " deputy names the post in by.on_behalf_of; anybody may send a note."
        )


def _or_others(dispute: "Dispute") -> str:
    """Who else may say it, where the stage names others who have to be satisfied."""
    named = dispute.stage.accepted_by.posts if dispute.stage else ()
    others = [post for post in named if post != OFFICER]
    return f" At this stage so may {', '.join(others)}." if others else ""


def _takes_nothing_there(dispute: "Dispute", message: Message) -> Iterator[str]:
    """Why it is not theirs: the post that takes it to the stage called for may."""
    stage = dispute.stage
    named = message.to_stage if isinstance(message, Escalate) else None
    here = stage.number if stage else 0
    target = (
        dispute.ladder.after(here) if named is None else dispute.ladder.stage(named)
    )
    takes_it = target.escalated_by if target else OFFICER
    if takes_it == OFFICER or post_of(dispute, message.by) != takes_it:
        others = f" To that stage so may {takes_it}." if takes_it != OFFICER else ""
        yield _only_the_officer(dispute, message) + others


def _owns(dispute: "Dispute", message: Message) -> bool:
    post = post_of(dispute, message.by)
    return isinstance(message, ActionDone) and any(
        one.number == message.action and one.owner == post for one in dispute.agreed
    )


def _owners(dispute: "Dispute") -> str:
    return ", ".join(sorted({one.owner for one in dispute.agreed})) or "none yet"
