"""What is asked of somebody: to answer, to decide, to see to something."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import handing_over
from domain.calendar import london, says_day
from domain.notices import NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.situation import next_says
from domain.stage_rules import lead_at
from domain.tasks import write_up_due
from domain.telling.at_a_stage import falls_to
from domain.telling.notice import date_told, owned, tell

if TYPE_CHECKING:
    from domain.dispute import Dispute


SEE_TO_IT = "Please see to what applies here, and confirm it."
SAY_WHETHER_SATISFIED = "Please say whether you are satisfied with the answer."


def ask_to_respond(
    dispute: "Dispute", post: str, says: str, at: datetime, sent_by: str | None = None
) -> None:
    """Ask a responder for the answer, by the date, in the name the procedure says.

    Where one of several gives a collated answer, all of them read so.
    """
    due = dispute.due()
    lead = lead_at(dispute)
    for_all, besides = "", falls_to(dispute, post)
    if lead is not None and post == lead:
        for_all = (
            " One answer of yours, marked as collated, stands for all who are asked."
        )
    elif lead is not None:
        title = dispute.procedure.title_of(lead)
        for_all = f" {title} may give one answer for all who are asked."
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
            + for_all
            + (f" {besides}" if besides else "")
        ),
        otherwise=next_says(dispute),
        sent_by=sent_by,
        urgent=True,
    )


def answer_wanted(dispute: "Dispute") -> str:
    """What is asked of whoever answers, in the council's word for what it is about."""
    concern = dispute.procedure.words.concern
    return f"Please answer what has been or will be done to resolve the {concern}"


def bring_to_mind(dispute: "Dispute", says: str, at: datetime) -> None:
    """Remind the officer of what the procedure asks at this moment."""
    tell(
        dispute,
        NoticeKind.BROUGHT_TO_MIND,
        OFFICER,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked=SEE_TO_IT,
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
    asked: str = "Please say whether you are satisfied, take it to another stage, or"
    " close it.",
    besides: str = "",
) -> None:
    """The officer is the one waited for, to decide or to raise it where it goes on.

    What falls to them `besides` is asked first, since it has a date of its own.
    """
    to = dispute.visit.taken_over_by if dispute.visit else None
    if to is not None:
        says = f"{says} {handing_over.says(to)}"
        asked = handing_over.asks(dispute, to)
    tell(
        dispute,
        kind,
        OFFICER,
        says,
        at,
        purpose=Purpose.TO_ACT,
        asked=f"{besides} {asked}".strip(),
        otherwise="You are asked again until you decide; it is not closed by itself.",
    )


def ask_to_accept(
    dispute: "Dispute", at: datetime, says: str, kind: NoticeKind = NoticeKind.DECIDE
) -> None:
    """Whoever has yet to be satisfied is asked; where nobody has, the officer is."""
    waited_for = dispute.visit.asked_to_decide if dispute.visit else []
    for post in waited_for or (OFFICER,):
        if post == OFFICER:
            ask_officer(dispute, at, says, kind)
        else:
            tell(
                dispute,
                kind,
                post,
                says,
                at,
                purpose=Purpose.TO_ACT,
                asked=SAY_WHETHER_SATISFIED,
                otherwise="You are asked again until you say so; nobody is taken to be"
                " satisfied who is silent.",
            )


def ask_to_consider_cafcass(dispute: "Dispute", at: datetime, says: str) -> None:
    """Remind an officer who has the power, and has not used it, that it is there."""
    if not may_still_refer_to_cafcass(dispute):
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


def may_still_refer_to_cafcass(dispute: "Dispute") -> bool:
    """True while this officer has that power and no referral of theirs is open."""
    return may_refer_to_cafcass(dispute) and not dispute.referred_to_cafcass


def ask_to_do(dispute: "Dispute", post: str, says: str, at: datetime) -> None:
    """Ask a post for what falls to it of what was agreed."""
    purpose = Purpose.TO_ACT
    due = date_told(dispute, NoticeKind.AGREED, post, purpose)
    records = not owned(dispute, post) and post == recorder(dispute)
    tell(
        dispute,
        NoticeKind.AGREED,
        post,
        says,
        at,
        purpose=purpose,
        asked=" ".join(_falls_to(dispute, post)),
        otherwise=next_says(dispute, due),
        by_when=write_up_due(dispute) if records else None,
    )


def _falls_to(dispute: "Dispute", post: str) -> Iterator[str]:
    """Yield what an owner agreed, each thing by its own day, and what is to be recorded."""
    own = owned(dispute, post)
    if own:
        each = (f"action {one.number} by {says_day(one.due_on)}" for one in own)
        it_is = "it is" if len(own) == 1 else "each is"
        yield f"Please see to agreed {' and '.join(each)}, and say when {it_is} done."
    if post == recorder(dispute):
        by_when = f" by {london(due)}" if (due := write_up_due(dispute)) else ""
        yield f"Please record the outcome{by_when}."


def recorder(dispute: "Dispute") -> str | None:
    """Who records the outcome of the present stage, if that is not the officer."""
    records = dispute.stage.recorded_by if dispute.stage else OFFICER
    return None if records == OFFICER else records
