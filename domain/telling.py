"""Who is told what when something happens; the wording around it lives with the mail.

Every function here only posts notices in the dispute's outbox. A notice repeats no word
that a person wrote: it says what happened by titles, codes and dates.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from domain import answering, staying
from domain.agreed import Agreed
from domain.calendar import london, says_day
from domain.held_back import ALARMS, place
from domain.notices import Notice, NoticeKind, Purpose
from domain.procedure.people import OFFICER, Condition, Telling
from domain.record import Standing
from domain.sending_window import presses
from domain.situation import next_says, situation_of

if TYPE_CHECKING:
    from domain.dispute import Dispute
    from domain.visit import Call, Visit


_SEE_TO_IT = "Please see to what applies here, and confirm it."


def tell(  # noqa: PLR0913 (a notice has these parts)
    dispute: "Dispute",
    kind: NoticeKind,
    to: str,
    says: str,
    at: datetime,
    *,
    purpose: Purpose = Purpose.FOR_INFORMATION,
    asked: str = "",
    otherwise: str = "",
    sent_by: str | None = None,
    was_due_at: datetime | None = None,
    urgent: bool = False,
    to_reference: str = "",
    meets_at: datetime | None = None,
    matter: str = "",
) -> None:
    """Post one notice; the date it tells is the dispute's present one.

    At night and on days off it is held back, unless it cannot wait.
    """
    dispute.notices_written += 1
    title_of = dispute.procedure.title_of
    about_a_notice = kind in ALARMS
    dispute.post_of_notice[dispute.notices_written] = to
    due = None if about_a_notice else date_told(dispute, kind, to, purpose)
    stage = dispute.stage
    added = stage.wording.get(kind, "") if stage else ""
    officer = dispute.request.raised_by.reference
    place(
        dispute,
        Notice(
            key=f"{dispute.request.workflow_id}/{dispute.notices_written}",
            number=dispute.notices_written,
            kind=kind,
            to=to,
            to_title=title_of(to),
            to_reference=officer if to == OFFICER else to_reference,
            reply_to_reference=officer,
            purpose=purpose,
            sent_by=sent_by,
            sent_by_title=title_of(sent_by) if sent_by else "",
            urgent=urgent or presses(dispute),
            called=dispute.procedure.words.dispute,
            about=situation_of(dispute),
            at=at,
            visit=dispute.visit.number if dispute.visit else 0,
            matter=matter,
            says=f"{says} {added}".strip(),
            asked=asked,
            otherwise=otherwise,
            due_at=due,
            was_due_at=was_due_at,
            meets_at=meets_at,
            why=how_reached(dispute, due),
            answers=answering.commands_for(dispute, to),
        ),
        at,
    )
    if (
        not about_a_notice and not to_reference
    ):  # whoever is told that alone is no party to the dispute
        dispute.told[to] = dispute.wakes_at()
    dispute.mark_changed()


def date_told(
    dispute: "Dispute", kind: NoticeKind, to: str, purpose: Purpose
) -> datetime | None:
    """The date that a notice tells: usually the one on which the dispute looks again.

    Whoever is to do something agreed hears of their own. When something was not done,
    what follows is told by letters of its own.
    """
    if kind is NoticeKind.ACTION_NOT_DONE:
        return None
    if kind is NoticeKind.AGREED and purpose is Purpose.TO_ACT:
        return min((one.due_at for one in owned(dispute, to)), default=None)
    return dispute.wakes_at()


def owned(dispute: "Dispute", post: str) -> list[Agreed]:
    """What a post is still to do of what was agreed."""
    return [one for one in dispute.agreed if one.is_watched and one.owner == post]


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
    begun = f"{stage.title} has begun.{because}{staying.meanwhile(dispute)}"
    asked = set(dispute.responders())
    senders = {one.post: one.sent_by for one in stage.tell if holds(one.when, dispute)}
    for post in dispute.responders():
        ask_to_respond(dispute, post, begun, at, senders.get(post))
    kind, otherwise = NoticeKind.STAGE_BEGUN, next_says(dispute)
    those_named(dispute, kind, stage.tell, begun, at, otherwise=otherwise, but=asked)
    if left is not None and left.stage != stage:
        _tell_passed(dispute, left, begun, at)
    _tell_officer_of_stage(dispute, begun, at, " ".join(reminders))
    if stage.consider_cafcass:
        ask_to_consider_cafcass(dispute, at, f"{stage.title} has begun.")


def ask_to_respond(
    dispute: "Dispute", post: str, says: str, at: datetime, sent_by: str | None = None
) -> None:
    """Ask a responder for the answer, by the date, in the name the procedure says."""
    due = dispute.due()
    tell(
        dispute,
        NoticeKind.STAGE_BEGUN,
        post,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked=(
            answer_wanted(dispute)
            + (f", by {london(due)}." if due else ", as soon as you can.")
        ),
        otherwise=next_says(dispute),
        sent_by=sent_by,
        urgent=True,
    )


def answer_wanted(dispute: "Dispute") -> str:
    """What is asked of whoever answers, in the council's word for what it is about."""
    concern = dispute.procedure.words.concern
    return f"Please answer what has been or will be done to resolve the {concern}"


def handing_over(dispute: "Dispute") -> str:
    """What follows at the end of a ladder where another procedure takes over."""
    to = dispute.ladder.hands_over_to
    if to is None:
        return ""
    return (
        f" The procedure {to} takes over here: raise it there, and name this reference"
        " in `follows_on`."
    )


def bring_to_mind(dispute: "Dispute", says: str, at: datetime) -> None:
    """Remind the officer of what the procedure asks at this moment."""
    tell(
        dispute,
        NoticeKind.BROUGHT_TO_MIND,
        OFFICER,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked=_SEE_TO_IT,
        otherwise="It goes on all the same; none of this holds it up.",
    )


def ask_post(dispute: "Dispute", post: str, says: str, at: datetime) -> None:
    """Ask a post to look after the dispute."""
    tell(
        dispute,
        NoticeKind.NOTED,
        post,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked="Please take it forward, with the information the officer gives you.",
    )


def ask_officer(
    dispute: "Dispute",
    at: datetime,
    says: str,
    kind: NoticeKind = NoticeKind.DECIDE,
) -> None:
    """The officer is the one waited for."""
    tell(
        dispute,
        kind,
        OFFICER,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked="Please say whether you are satisfied, take it to another stage, or"
        " close it.",
        otherwise="You are asked again until you decide; it is not closed by itself.",
    )


def ask_to_consider_cafcass(dispute: "Dispute", at: datetime, says: str) -> None:
    """Remind an officer who has the power that a referral is open, now as always."""
    if not may_refer_to_cafcass(dispute):
        return
    tell(
        dispute,
        NoticeKind.CONSIDER_CAFCASS,
        OFFICER,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked="Please consider whether to refer the child's case to Cafcass, and"
        " record what you decide and why.",
        otherwise="You may refer at any time; nothing here has to happen first.",
    )


def may_refer_to_cafcass(dispute: "Dispute") -> bool:
    """True where section 25B(3) gives this officer, for this child, the power."""
    request = dispute.request
    return dispute.procedure.may_refer(request.raised_by.role, request.child.kind)


def of_response(
    dispute: "Dispute", post: str, says: str, at: datetime, *, decide: bool
) -> None:
    """A manager answered: the officer hears of it, and is asked if it is the whole."""
    if decide:
        ask_officer(dispute, at, says, NoticeKind.RESPONSE_RECEIVED)
    else:
        tell(dispute, NoticeKind.RESPONSE_RECEIVED, OFFICER, says, at)
    if post in dispute.told:
        dispute.told[post] = dispute.wakes_at()


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


def of_agreement(dispute: "Dispute", says: str, at: datetime, actor: str) -> None:
    """Everybody but the actor hears of it; owners are asked to do what they agreed."""
    owners = dict.fromkeys(one.owner for one in dispute.agreed if one.is_watched)
    passed_over = {actor, *owners}
    everybody(dispute, NoticeKind.AGREED, says, at, but=passed_over)
    looks_after = dispute.stage.followed_up_by if dispute.stage else None
    if looks_after and looks_after not in {*dispute.told, *passed_over}:
        tell(dispute, NoticeKind.AGREED, looks_after, says, at)
    for post in owners:
        if post != OFFICER:
            _ask_to_do(dispute, post, says, at)


def _ask_to_do(dispute: "Dispute", post: str, says: str, at: datetime) -> None:
    own = owned(dispute, post)
    each = (f"action {one.number} by {says_day(one.due_on)}" for one in own)
    it_is = "it is" if len(own) == 1 else "each is"
    purpose = Purpose.TO_ACT
    due = date_told(dispute, NoticeKind.AGREED, post, purpose)
    tell(
        dispute,
        NoticeKind.AGREED,
        post,
        says,
        at,
        purpose=purpose,
        asked=f"Please see to agreed {' and '.join(each)}, and say when {it_is} done.",
        otherwise=next_says(dispute, due),
    )


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
    """Something agreed was not done: its owner and the officer hear of it."""
    also = dispute.stage.when_not_done_tell if dispute.stage else ()
    for post in dict.fromkeys((one.owner, OFFICER, *also)):
        tell(dispute, NoticeKind.ACTION_NOT_DONE, post, says, at)


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


def _tell_passed(dispute: "Dispute", left: "Visit", says: str, at: datetime) -> None:
    here = dispute.stage.tell if dispute.stage else ()
    named = (one.post for one in here if holds(one.when, dispute))
    already = {*dispute.responders(), *named}
    for post in left.asked:
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
    if dispute.responders():
        tell(
            dispute,
            NoticeKind.STAGE_BEGUN,
            OFFICER,
            says,
            at,
            asked=_SEE_TO_IT if reminded else "",
            otherwise=next_says(dispute),
        )
    else:
        ask_officer(dispute, at, f"{says} Nobody is asked to answer at this stage.")


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


def how_reached(dispute: "Dispute", due: datetime | None) -> tuple[str, ...]:
    """How a date that is told was reached: it is agreed, or follows from a clock."""
    visit = dispute.visit
    if due is None:
        return ()
    if dispute.standing is Standing.MONITORING:
        return tuple(
            f"Agreed action {one.number} is to be done by {says_day(one.due_on)}, as"
            f" agreed; that day ends {london(one.due_at)}."
            for one in dispute.agreed
            if one.is_watched and one.due_at == due
        )
    return tuple(visit.clock.explain()) if visit and visit.clock else ()


def _reason(call: "Call") -> str:
    return call.reason.value.replace("-", " ").replace("officers", "officer's")
