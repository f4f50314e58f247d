"""What goes on beside the ladder and never moves it: Cafcass, notes, good practice."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import beforehand, telling
from domain.messages import ConsiderCafcass, GoodPractice, Note, ReferToCafcass
from domain.notices import NoticeKind, Purpose
from domain.procedure.matters import Action
from domain.rules.rule import Rule, SpokenBy, nothing_against

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _consider(dispute: "Dispute", message: ConsiderCafcass, at: datetime) -> None:
    intends = "intends to refer" if message.refer else "does not refer for now"
    dispute.write(
        at,
        "cafcass-considered",
        f"The officer has considered Cafcass and {intends}.",
        message=message,
    )


def _refer_faults(
    dispute: "Dispute", message: ReferToCafcass, at: datetime
) -> Iterator[str]:
    role = dispute.procedure.officers[dispute.request.raised_by.role]
    if not telling.may_refer_to_cafcass(dispute):
        yield (
            f"A referral under section 25B(3) is for the reviewing officer of a looked"
            f" after child; {role.title} asks that officer, or the partnership."
        )
    yield from beforehand.faults(
        dispute,
        Action.CAFCASS,
        message.ticked,
        message.passed_over_because,
        since=": the law does not ask for it",
    )


def _refer(dispute: "Dispute", message: ReferToCafcass, at: datetime) -> None:
    says = "The officer refers the case to Cafcass; the stages go on beside it."
    dispute.referred_to_cafcass = True
    dispute.write(at, "referred-to-cafcass", says, message=message)
    named = dispute.procedure.cafcass.tell
    asked = "Please see to what falls to you because of the referral."
    kind = NoticeKind.REFERRED_TO_CAFCASS
    telling.those_named(dispute, kind, named, says, at, asked=asked)


def _note(dispute: "Dispute", message: Note, at: datetime) -> None:
    dispute.write(
        at,
        "noted",
        "A note was added.",
        message=message,
    )


def _praise_faults(
    dispute: "Dispute", message: GoodPractice, at: datetime
) -> Iterator[str]:
    if not dispute.procedure.good_practice.recorded:
        yield (
            f"{dispute.procedure.title} does not record good practice; send a note"
            " instead."
        )


def _praise(dispute: "Dispute", message: GoodPractice, at: datetime) -> None:
    says = "Good practice was recognised; what was done well is in the record."
    dispute.write(at, "good-practice", says, message=message)
    for post in dispute.procedure.good_practice.copied_to:
        telling.tell(dispute, NoticeKind.NOTED, post, says, at, purpose=Purpose.COPIED)


RULES = (
    Rule(ConsiderCafcass, SpokenBy.OFFICER, nothing_against, _consider),
    Rule(ReferToCafcass, SpokenBy.OFFICER, _refer_faults, _refer),
    Rule(Note, SpokenBy.ANYBODY, nothing_against, _note),
    Rule(GoodPractice, SpokenBy.OFFICER, _praise_faults, _praise),
)
