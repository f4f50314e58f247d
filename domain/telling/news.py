"""What has happened, told to those whom it concerns."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from domain import staying
from domain.agreed import Agreed
from domain.notices import NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.situation import next_says
from domain.telling.asking import (
    SEE_TO_IT,
    ask_officer,
    ask_to_accept,
    ask_to_consider_cafcass,
    ask_to_do,
    ask_to_respond,
    recorder,
)
from domain.telling.at_a_stage import by_when, falls_to, others_with_tasks
from domain.telling.notice import tell
from domain.telling.whom import everybody, holds, those_named

if TYPE_CHECKING:
    from domain.dispute import Dispute
    from domain.visit import Call, Visit


AT_THIS_STAGE = "Please see to what falls to you at this stage."
CLOSE_IT = "Please close it, or take it to another stage."


def of_stage(
    dispute: "Dispute",
    left: "Visit | None",
    call: "Call | None",
    at: datetime,
    reminders: Iterable[str] = (),
) -> None:
    """A stage begins: who must answer, who is told, who was passed, the officer.

    Args:
        dispute: Which dispute, at its new stage.
        left: Where it was before.
        call: What called for it.
        at: Now, aware UTC.
        reminders: What the officer is reminded of with it, a sentence each.
    """
    stage = dispute.stage
    assert stage is not None  # noqa: S101  (called by `begin` alone)
    because = f" Reason: {_reason(call)}." if call else ""
    if call is not None and call.says:
        because += f" {call.says}"
    begun = f"{stage.title} has begun.{because}{staying.meanwhile(dispute)}"
    asked = set(dispute.responders())
    senders = {one.post: one.sent_by for one in stage.tell if holds(one.when, dispute)}
    for post in dispute.responders():
        ask_to_respond(dispute, post, begun, at, senders.get(post))
    those_named(
        dispute,
        NoticeKind.STAGE_BEGUN,
        stage.tell,
        begun,
        at,
        asked=AT_THIS_STAGE,
        otherwise=next_says(dispute),
        but={*asked, *others_with_tasks(dispute)},
    )
    _ask_others(dispute, begun, at, senders)
    _tell_who_takes_it_there(dispute, begun, at)
    if left is not None and left.stage != stage:
        _tell_passed(dispute, left, begun, at)
    _tell_officer_of_stage(dispute, begun, at, " ".join(reminders))
    if stage.consider_cafcass:
        ask_to_consider_cafcass(dispute, at, f"{stage.title} has begun.")


def _ask_others(
    dispute: "Dispute", says: str, at: datetime, senders: dict[str, str | None]
) -> None:
    """Whoever organises the meeting, sends it off or takes a step is asked to."""
    for post in others_with_tasks(dispute):
        tell(
            dispute,
            NoticeKind.STAGE_BEGUN,
            post,
            says,
            at,
            purpose=Purpose.TO_ACT,
            asked=falls_to(dispute, post),
            otherwise=next_says(dispute),
            sent_by=senders.get(post),
            by_when=by_when(dispute, post),
        )


def _tell_who_takes_it_there(dispute: "Dispute", says: str, at: datetime) -> None:
    """Another than the officer takes it to some stages: they hear that it is there."""
    stage = dispute.stage
    assert stage is not None  # noqa: S101  (called by `of_stage` alone)
    if stage.escalated_by in {*_told_of_stage(dispute), OFFICER}:
        return
    tell(
        dispute,
        NoticeKind.STAGE_BEGUN,
        stage.escalated_by,
        says,
        at,
        otherwise=next_says(dispute),
    )


def _told_of_stage(dispute: "Dispute") -> set[str]:
    """Whoever answers, is named by the stage, or has something to do at it."""
    tells = dispute.stage.tell if dispute.stage else ()
    named = (one.post for one in tells if holds(one.when, dispute))
    return {*dispute.responders(), *named, *others_with_tasks(dispute)}


def _tell_passed(dispute: "Dispute", left: "Visit", says: str, at: datetime) -> None:
    takes_it_there = dispute.stage.escalated_by if dispute.stage else OFFICER
    already = {*_told_of_stage(dispute), takes_it_there, OFFICER}
    accept = [post for post in left.stage.accepted_by.posts if post in dispute.told]
    for post in dict.fromkeys((*left.asked, *accept)):
        if post not in already:
            tell(
                dispute,
                NoticeKind.ESCALATED,
                post,
                f"It has gone past {left.stage.title}. {says}",
                at,
            )


def _tell_officer_of_stage(
    dispute: "Dispute", says: str, at: datetime, reminded: str
) -> None:
    says = f"{says} {reminded}".strip()
    asked = (SEE_TO_IT if reminded else "", falls_to(dispute, OFFICER))
    if dispute.responders():
        tell(
            dispute,
            NoticeKind.STAGE_BEGUN,
            OFFICER,
            says,
            at,
            asked=" ".join(filter(None, asked)),
            otherwise=next_says(dispute),
        )
    else:
        says = f"{says} Nobody is asked to answer at this stage."
        ask_officer(dispute, at, says, besides=falls_to(dispute, OFFICER))


def _reason(call: "Call") -> str:
    return call.reason.value.replace("-", " ").replace("officers", "officer's")


def of_response(
    dispute: "Dispute", post: str, says: str, at: datetime, *, decide: bool
) -> None:
    """A manager answered: the officer hears of it, and is asked if it is the whole.

    So is who else has to be satisfied at the stage.
    """
    if decide:
        ask_to_accept(dispute, at, says, NoticeKind.RESPONSE_RECEIVED)
    if not decide or _only_others_decide(dispute):
        tell(dispute, NoticeKind.RESPONSE_RECEIVED, OFFICER, says, at)
    if post in dispute.told:
        dispute.told[post] = dispute.wakes_at()


def of_acceptance_in_part(
    dispute: "Dispute", says: str, at: datetime, actor: str
) -> None:
    """One is satisfied, others have to be: they are asked, and the officer hears."""
    ask_to_accept(dispute, at, says)
    if _only_others_decide(dispute) and actor != OFFICER:
        tell(dispute, NoticeKind.NOTED, OFFICER, says, at)


def of_no_acceptance(dispute: "Dispute", says: str, at: datetime, actor: str) -> None:
    """The answer will not do: who answered hears of it, and who else might accept."""
    might = dispute.stage.accepted_by.posts if dispute.stage else ()
    others = (post for post in might if post != OFFICER)
    for post in dict.fromkeys((*dispute.responders(), *others)):
        if post != actor:
            tell(dispute, NoticeKind.NOT_SATISFIED, post, says, at)


def _only_others_decide(dispute: "Dispute") -> bool:
    waited_for = dispute.visit.asked_to_decide if dispute.visit else []
    return bool(waited_for) and OFFICER not in waited_for


def of_move(
    dispute: "Dispute", at: datetime, why: str, since: datetime | None = None
) -> None:
    """Everybody who was told a date that no longer holds is told the new one.

    Args:
        dispute: Whose date has moved.
        at: Now, aware UTC.
        why: What moved it.
        since: When it moved, if that is heard of only now.
    """
    now = dispute.wakes_at()
    for post, was in list(dispute.told.items()):
        if was is not None and was != now and was >= (since or at):
            tell(
                dispute,
                NoticeKind.DEADLINE_MOVED,
                post,
                why,
                at,
                was_due_at=was,
                otherwise=next_says(dispute),
            )


def of_agreement(
    dispute: "Dispute", says: str, at: datetime, actor: str, *, hears: bool
) -> None:
    """Everybody but the actor hears of it; whom something falls to is asked to do it.

    So does an actor (`hears`) for whom somebody else said it.

    What falls to somebody is what its owners agreed, and to record the outcome.

    Where it was not the officer who said so last, and nothing is to be done, the officer
    is asked to close it.
    """
    owners = dict.fromkeys(one.owner for one in dispute.agreed if one.is_watched)
    records = recorder(dispute)
    falls_to = dict.fromkeys((*owners, records) if records else owners)
    passed_over = set(falls_to) if hears else {actor, *falls_to}
    if not owners and actor not in (OFFICER, dispute.carried_by):
        passed_over.add(OFFICER)
        ask_officer(dispute, at, says, asked=CLOSE_IT)
    everybody(dispute, NoticeKind.AGREED, says, at, but=passed_over)
    looks_after = dispute.stage.followed_up_by if dispute.stage else None
    if looks_after and looks_after not in {*dispute.told, *passed_over}:
        tell(dispute, NoticeKind.AGREED, looks_after, says, at)
    for post in falls_to:
        if post != OFFICER or actor != OFFICER:
            ask_to_do(dispute, post, says, at)


def of_undelivered(dispute: "Dispute", to: str, says: str, at: datetime) -> None:
    """Somebody could not be told: whoever is alarmed sees that they are."""
    tell(
        dispute,
        NoticeKind.NOT_DELIVERED,
        to,
        says,
        at,
        asked="Please reach them another way, and see that the address is put right.",
        otherwise="The clock runs on meanwhile.",
        urgent=True,
    )


def of_undone(dispute: "Dispute", one: Agreed, says: str, at: datetime) -> None:
    """Something agreed was not done: its owner, the officer and who is named hear."""
    for post in dict.fromkeys((one.owner, OFFICER, *one.told_if_undone)):
        tell(dispute, NoticeKind.ACTION_NOT_DONE, post, says, at)
