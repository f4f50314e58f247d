"""What waited is looked at again as it leaves: what is no longer true is not sent.

Each notice left out is in the record with the reason, and whoever would be left to
believe an old date is told the one that stands. News stays news: where only the date or
the request in it has been overtaken, it goes with what is so now.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from domain import answering, telling
from domain.diary import still_stands
from domain.notices import Notice, NoticeKind, NotSent, Purpose
from domain.procedure.people import OFFICER
from domain.sending_window import ALARMS
from domain.situation import next_says, situation_of

if TYPE_CHECKING:
    from domain.dispute import Dispute

_MOVES = frozenset({NoticeKind.DEADLINE_MOVED, NoticeKind.ON_HOLD, NoticeKind.RESUMED})
"""Kinds whose whole news is the date."""

_ONLY_ASK = frozenset({NoticeKind.DECIDE, NoticeKind.STAGE_BEGUN})
"""Kinds that are nothing but a request, where they request anything."""


def leaving(dispute: "Dispute", notices: list[Notice], at: datetime) -> list[Notice]:
    """Return what is to be sent of `notices`, which are about to leave, by number.

    Args:
        dispute: As it stands now; what is left out is written in its record.
        notices: New ones, which are as they should be; those that waited; and those
            that came back and are tried again.
        at: Now, aware UTC.
    """
    leaves: list[Notice] = []
    overtaken: list[Notice] = []
    for notice in sorted(notices, key=lambda one: one.number):
        tried_before = notice.key in dispute.undelivered
        is_new = notice.send_from is None and not tried_before
        now = notice if is_new else as_it_stands(dispute, notice, at)
        if isinstance(now, str):
            _leave_out(dispute, notice, now, at)
            overtaken += [notice] if notice.kind in _MOVES else []
            continue
        leaves.append(now)
        if _tells_a_date(now):
            dispute.believed[now.to] = now.due_at
    for notice in overtaken:
        _set_right(dispute, notice, leaves, at)
    return leaves


def as_it_stands(dispute: "Dispute", notice: Notice, at: datetime) -> Notice | str:
    """Return a notice as it may be sent now, or why it may not.

    Args:
        dispute: As it stands now.
        notice: As it was written.
        at: Now, aware UTC.
    """
    if notice.kind in ALARMS or notice.kind is NoticeKind.CLOSED:
        return notice
    if not dispute.standing.is_open:
        return _farewell(dispute, notice)
    if notice.matter and not still_stands(dispute, notice.matter, notice.to, at):
        return _why_not(dispute, notice)
    if notice.kind in _MOVES:
        return _no_longer_moves(dispute, notice) or _from_what_is_believed(
            dispute, notice
        )
    if notice.purpose is Purpose.TO_ACT and not _is_still_asked(dispute, notice):
        if notice.kind in _ONLY_ASK:
            return _why_not(dispute, notice)
        notice = _only_news(notice)
    return _with_the_date_that_stands(dispute, notice)


def was_not_told(dispute: "Dispute", notice: Notice) -> None:
    """A notice did not arrive: whoever it was for believes what they did before."""
    if not _tells_a_date(notice):
        return
    if notice.was_due_at is not None:
        dispute.believed[notice.to] = notice.was_due_at
    else:
        dispute.believed.pop(notice.to, None)


def _farewell(dispute: "Dispute", notice: Notice) -> Notice | str:
    """After the end only the end is told; a former holder hears nothing else of it."""
    if notice.to == OFFICER or not notice.to_reference:
        return "the dispute has ended"
    about = situation_of(dispute)
    return _without_a_date(_only_news(notice)).model_copy(update={"about": about})


def _why_not(dispute: "Dispute", notice: Notice) -> str:
    visit = dispute.visit
    if visit is None or notice.visit != visit.number:
        return "its stage is over"
    if notice.to in visit.asked and notice.to not in dispute.missing():
        return "an answer has come"
    if dispute.is_held:
        return "the clock is stopped"
    if not notice.own_date and notice.due_at != dispute.wakes_at():
        return "its date no longer stands"
    return "what it asks for is done"


def _no_longer_moves(dispute: "Dispute", notice: Notice) -> str:
    now = dispute.wakes_at()
    on_hold = notice.kind is NoticeKind.ON_HOLD
    resumed = notice.kind is NoticeKind.RESUMED
    if on_hold and not dispute.is_held:
        return "the clock runs again"
    if resumed and dispute.is_held:
        return "the clock is stopped again"
    if notice.due_at != now:
        return "the date has moved since"
    moved = notice.kind is NoticeKind.DEADLINE_MOVED
    if moved and now is not None and dispute.believed.get(notice.to) == now:
        return "the date that they were told stands"
    return ""


def _from_what_is_believed(dispute: "Dispute", notice: Notice) -> Notice:
    believed = dispute.believed.get(notice.to)
    return notice.model_copy(update={"was_due_at": believed or notice.was_due_at})


def _is_still_asked(dispute: "Dispute", notice: Notice) -> bool:
    visit = dispute.visit
    here = visit is not None and notice.visit == visit.number
    match notice.kind:
        case NoticeKind.DECIDE | NoticeKind.RESPONSE_RECEIVED:
            of_diary = bool(notice.matter)  # which has just said that it stands
            return here and (of_diary or notice.to in dispute.awaited())
        case NoticeKind.STAGE_BEGUN:
            asked = visit is not None and notice.to in visit.asked
            return here and (not asked or notice.to in dispute.missing())
        case NoticeKind.HANDED_OVER:
            return notice.to in dispute.awaited()
        case NoticeKind.AGREED:
            owns = bool(telling.owned(dispute, notice.to))
            return owns or notice.to == telling.recorder(dispute)
        case NoticeKind.ACTION_REPORTED_DONE:
            return any(one.is_unsettled for one in dispute.agreed)
    return True


def _only_news(notice: Notice) -> Notice:
    less = {"asked": "", "otherwise": "", "answers": ()}
    return notice.model_copy(update={"purpose": Purpose.FOR_INFORMATION, **less})


def _without_a_date(notice: Notice) -> Notice:
    less = {"due_at": None, "why": (), "otherwise": "", "answers": ()}
    return notice.model_copy(update=less)


def _with_the_date_that_stands(dispute: "Dispute", notice: Notice) -> Notice:
    visit = dispute.visit
    told = telling.date_told(dispute, notice.kind, notice.to, notice.purpose)
    if notice.due_at is None:
        return notice
    if visit is None or notice.visit != visit.number:
        says = f"{notice.says} It has gone on since then."
        return _without_a_date(notice).model_copy(update={"says": says})
    if notice.own_date:  # which stands, while what follows at the stage may have moved
        follows = next_says(dispute) if notice.otherwise else ""
        return notice.model_copy(update={"otherwise": follows})
    if notice.due_at == told:
        return notice
    return notice.model_copy(
        update={
            "due_at": told,
            "why": telling.how_reached(dispute, told),
            "otherwise": next_says(dispute, told) if notice.otherwise else "",
            "answers": answering.commands_for(dispute, notice.to),
            "about": situation_of(dispute),
        }
    )


def _leave_out(dispute: "Dispute", notice: Notice, why: str, at: datetime) -> None:
    dispute.not_sent.append(NotSent(notice=notice, because=why))
    dispute.undelivered.pop(notice.key, None)
    says = (
        f"Notice {notice.number} ({notice.kind.value}) to {notice.to_title} was not"
        f" sent: {why}."
    )
    dispute.write(at, "not-sent", says, details={"notice": notice.key})


def _tells_a_date(notice: Notice) -> bool:
    in_person = notice.to_reference and notice.to != OFFICER
    return notice.kind not in ALARMS and not in_person and not notice.own_date


def _set_right(
    dispute: "Dispute", left_out: Notice, leaves: list[Notice], at: datetime
) -> None:
    """Tell whoever would believe an old date, unless something on its way does."""
    was, now = dispute.believed.get(left_out.to), dispute.wakes_at()
    knows = was is None or was == now or was <= at
    on_its_way = [*leaves, *dispute.outbox, *dispute.held_back]
    told = any(
        one.to == left_out.to and one.due_at == now and _tells_a_date(one)
        for one in on_its_way
        if one.number > left_out.number
    )
    if dispute.standing.is_open and not knows and not told:
        telling.tell(
            dispute,
            NoticeKind.DEADLINE_MOVED,
            left_out.to,
            "The date has moved.",
            at,
            was_due_at=was,
            otherwise=next_says(dispute),
        )
