"""What goes on beside the ladder and never moves it: Cafcass, notes."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.messages import ConsiderCafcass, Note, ReferToCafcass
from domain.notices import NoticeKind
from domain.procedure.matters import Action, Weight
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
    missing = [
        check.says
        for check in dispute.procedure.checks
        if check.before is Action.CAFCASS
        and check.weight is Weight.REQUIRED
        and check.key not in message.ticked
    ]
    if missing and message.passed_over_because is None:
        yield (
            "The procedure asks first: "
            + "; ".join(missing)
            + ". Tick what is met in `ticked`, or say in `passed_over_because` why you"
            " go on without it: the law does not ask for it."
        )


def _refer(dispute: "Dispute", message: ReferToCafcass, at: datetime) -> None:
    says = "The officer refers the case to Cafcass; the stages go on beside it."
    dispute.write(at, "referred-to-cafcass", says, message=message)
    for named in dispute.procedure.cafcass.tell:
        if not telling.holds(named.when, dispute):
            continue
        telling.tell(
            dispute,
            NoticeKind.NOTED,
            named.post,
            says,
            at,
            purpose=named.purpose,
            sent_by=named.sent_by,
        )


def _note(dispute: "Dispute", message: Note, at: datetime) -> None:
    dispute.write(
        at,
        "noted",
        "A note was added.",
        message=message,
    )


RULES = (
    Rule(ConsiderCafcass, SpokenBy.OFFICER, nothing_against, _consider),
    Rule(ReferToCafcass, SpokenBy.OFFICER, _refer_faults, _refer),
    Rule(Note, SpokenBy.ANYBODY, nothing_against, _note),
)
