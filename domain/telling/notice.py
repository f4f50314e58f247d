"""One notice, and the date that it tells."""

from datetime import datetime
from typing import TYPE_CHECKING

from domain import answering
from domain.agreed import Agreed
from domain.calendar import london, says_day
from domain.held_back import ALARMS, place
from domain.notices import Notice, NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.record import Standing
from domain.sending_window import presses
from domain.situation import situation_of

if TYPE_CHECKING:
    from domain.dispute import Dispute


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
    by_when: datetime | None = None,
) -> None:
    """Post one notice; the date it tells is the dispute's present one, or `by_when`.

    At night and on days off it is held back, unless it cannot wait.
    """
    dispute.notices_written += 1
    title_of = dispute.procedure.title_of
    about_a_notice = kind in ALARMS
    dispute.post_of_notice[dispute.notices_written] = to
    due = None if about_a_notice else by_when or date_told(dispute, kind, to, purpose)
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
            asked=asked and f"{asked}{answering.through_the_officer(dispute, to)}",
            otherwise=otherwise,
            due_at=due,
            own_date=by_when is not None,
            was_due_at=was_due_at,
            meets_at=meets_at,
            why=() if by_when else how_reached(dispute, due),
            answers=answering.commands_for(dispute, to),
        ),
        at,
    )
    if (
        not about_a_notice and not to_reference
    ):  # whoever is told that alone is no party to the dispute
        if by_when is None:
            dispute.told[to] = dispute.wakes_at()
        else:  # a date of their own does not move with the dispute's
            dispute.told.setdefault(to)
    dispute.mark_changed()


def date_told(
    dispute: "Dispute", kind: NoticeKind, to: str, purpose: Purpose
) -> datetime | None:
    """The date that a notice tells: usually the one on which the dispute looks again.

    Whoever is to do something agreed hears of their own. When something was not done,
    what follows is told by letters of its own; so it is where a stage is called for.
    """
    of_cafcass = kind is NoticeKind.CONSIDER_CAFCASS and dispute.call is not None
    if kind is NoticeKind.ACTION_NOT_DONE or of_cafcass:
        return None
    if kind is NoticeKind.AGREED and purpose is Purpose.TO_ACT:
        return min((one.due_at for one in owned(dispute, to)), default=None)
    return dispute.wakes_at()


def owned(dispute: "Dispute", post: str) -> list[Agreed]:
    """What a post is still to do of what was agreed."""
    return [one for one in dispute.agreed if one.is_watched and one.owner == post]


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
