"""What happens around a dispute: the child, the court, Cafcass's answer, grave events."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import staying, telling
from domain.messages import (
    CafcassNews,
    Correct,
    ExchangeWithCourt,
    HearFromCafcass,
    InformChild,
    ReportEvent,
    Stay,
)
from domain.notices import NoticeKind, Purpose
from domain.procedure.people import OFFICER
from domain.rules.rule import Rule, SpokenBy, nothing_against
from domain.rules.speakers import is_officer

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _correct_faults(
    dispute: "Dispute", message: Correct, at: datetime
) -> Iterator[str]:
    if message.entry > len(dispute.entries):
        yield f"entry: there are {len(dispute.entries)} entries; name one of them."


def _correct(dispute: "Dispute", message: Correct, at: datetime) -> None:
    says = f"Entry {message.entry} is corrected; it stands beside the correction."
    dispute.write(at, "corrected", says, message=message)


def _inform(dispute: "Dispute", message: InformChild, at: datetime) -> None:
    told = "was told" if message.child_told.told else "was not told, with the reason"
    says = f"The child {told}."
    if message.complaint_made:
        says += " A complaint has been made; it runs beside, and stops nothing."
    dispute.write(at, "child-informed", says, message=message)


def _event_faults(
    dispute: "Dispute", message: ReportEvent, at: datetime
) -> Iterator[str]:
    known = [event.key for event in dispute.procedure.override_events]
    if message.event not in known:
        which = (
            f"write one of {', '.join(known)}" if known else "the procedure has none"
        )
        yield f"event: {which}."


def _event(dispute: "Dispute", message: ReportEvent, at: datetime) -> None:
    events = {one.key: one for one in dispute.procedure.override_events}
    event = events.get(message.event)
    title = event.title if event else "An event that the procedure does not name"
    says = f"{title}: told at once; the stages go on."
    dispute.write(at, "event-reported", says, message=message)
    if not is_officer(dispute, message.by):
        telling.tell(dispute, NoticeKind.EVENT_REPORTED, OFFICER, says, at, urgent=True)
    telling.those_named(
        dispute,
        NoticeKind.EVENT_REPORTED,
        event.tell if event else (),
        says,
        at,
        asked=f"{title} was reported. Please see at once to what falls to you because of"
        " it; what is known is in the record.",
        otherwise="The stages go on meanwhile; none of them waits for this.",
        urgent=True,
        but=(OFFICER,),
    )


def _stay(dispute: "Dispute", message: Stay, at: datetime) -> None:
    happened = staying.WAS_TAKEN if message.breached else staying.IS_TO_WAIT
    says = staying.sentence(dispute, happened)
    kind = "stay-breached" if message.breached else "stay-asked"
    dispute.write(at, kind, says, message=message)
    above = (dispute.officers_manager,) if message.breached else ()
    for post in dict.fromkeys((*dispute.responders(), *above)):
        telling.tell(
            dispute,
            NoticeKind.NOTED,
            post,
            says,
            at,
            purpose=Purpose.TO_ACT,
            asked="Please see that nothing prejudicial to the child is done meanwhile.",
            urgent=True,
        )


_ENDS_THE_REFERRAL = frozenset({CafcassNews.WITHDRAWN, CafcassNews.CONCLUDED})
_ASKED_OF_NEWS = {
    CafcassNews.PROGRESS: "Please see to what follows from it.",
    CafcassNews.WITHDRAWAL_ASKED: "Please say whether the referral may be withdrawn.",
    CafcassNews.WITHDRAWN: "Please see to what follows from it.",
    CafcassNews.CONCLUDED: "Please see to what follows from it.",
}


def _cafcass(dispute: "Dispute", message: HearFromCafcass, at: datetime) -> None:
    says = {
        CafcassNews.PROGRESS: "Cafcass reports progress.",
        CafcassNews.WITHDRAWAL_ASKED: "Cafcass is asked whether to withdraw.",
        CafcassNews.WITHDRAWN: "The referral to Cafcass is withdrawn.",
        CafcassNews.CONCLUDED: "Cafcass has concluded.",
    }[message.news]
    if message.news in _ENDS_THE_REFERRAL:
        dispute.referred_to_cafcass = False
    dispute.write(at, "cafcass-heard", f"{says} The stages go on.", message=message)
    telling.tell(dispute, NoticeKind.CAFCASS_HEARD, OFFICER, says, at)
    telling.those_named(
        dispute,
        NoticeKind.CAFCASS_HEARD,
        dispute.procedure.cafcass.tell_of_news.get(message.news, ()),
        says,
        at,
        asked=_ASKED_OF_NEWS[message.news],
        but=(OFFICER,),
    )


def _court(dispute: "Dispute", message: ExchangeWithCourt, at: datetime) -> None:
    way = "given to" if message.given else "received from"
    says = f"Information {way} the solicitor or the court."
    dispute.write(at, "court-information", says, message=message, restricted=True)


RULES = (
    Rule(Correct, SpokenBy.ANYBODY, _correct_faults, _correct),
    Rule(InformChild, SpokenBy.OFFICER, nothing_against, _inform),
    Rule(ReportEvent, SpokenBy.ANYBODY, _event_faults, _event),
    Rule(Stay, SpokenBy.OFFICER, nothing_against, _stay),
    Rule(HearFromCafcass, SpokenBy.ANYBODY, nothing_against, _cafcass),
    Rule(ExchangeWithCourt, SpokenBy.OFFICER, nothing_against, _court),
)
