"""Steps beside the stages: mediation, legal advice, the partnership, another carrier.

What a procedure says must come first is advice: it is shown and recorded with the step,
and never stands in the officer's way.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.beside import Beside, due_of
from domain.brought_to_mind import checks_before
from domain.calendar import london
from domain.explaining.words import condition
from domain.messages import CloseSideStep, HandOver, OpenSideStep
from domain.notices import NoticeKind, Purpose
from domain.procedure.ladder import SideStep
from domain.procedure.people import OFFICER
from domain.rules.rule import Rule, SpokenBy

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _find(dispute: "Dispute", key: str) -> SideStep | None:
    return next((one for one in dispute.procedure.side_steps if one.key == key), None)


def _open_faults(
    dispute: "Dispute", message: OpenSideStep, at: datetime
) -> Iterator[str]:
    if _find(dispute, message.step) is None:
        known = ", ".join(one.key for one in dispute.procedure.side_steps)
        which = f"write one of {known}" if known else "the procedure has none"
        yield f"step: there is none of that name; {which}."
    elif message.step in dispute.side_steps:
        yield f"step: {message.step} is open already; close it first."


def _open(dispute: "Dispute", message: OpenSideStep, at: datetime) -> None:
    step = _find(dispute, message.step)
    if step is None:
        dispute.write(at, "no-such-step", "No such side step.", message=message)
        return
    conflicted = message.conflict and step.if_conflicted
    asked = step.if_conflicted if conflicted else step.asked_of
    opened = Beside(step, at, asked or OFFICER)
    dispute.side_steps[step.key] = opened
    due = due_of(dispute, opened)
    begun = f"{step.title}: begun" + (f", due {london(due)}" if due else "")
    says = " ".join((f"{begun}; the stages go on.", *_advice(dispute, step)))
    dispute.write(at, "side-step-opened", says, message=message)
    for post in dict.fromkeys((asked, *step.agreed_with)):
        if post is not None and post != OFFICER:
            to_act = post == asked
            telling.tell(
                dispute,
                NoticeKind.NOTED,
                post,
                f"{begun}.",
                at,
                purpose=Purpose.TO_ACT if to_act else Purpose.FOR_INFORMATION,
                asked="Please get in touch with the officer." if to_act else "",
                by_when=due,
            )
    if step.carries_it and asked:
        dispute.carried_by = asked


def _advice(dispute: "Dispute", step: SideStep) -> Iterator[str]:
    """What the procedure would have come first, as advice."""
    stage = dispute.stage
    if step.not_before_stage is not None and (
        stage is None or stage.number < step.not_before_stage
    ):
        yield (
            f"The procedure has it from stage {step.not_before_stage} on; that is advice."
        )
    if not telling.holds(step.when, dispute):
        only = condition(dispute.procedure, step.when).removeprefix(", ")
        yield f"The procedure has it {only}; that is advice."
    if step.action is not None:
        yield from checks_before(dispute, step.action)


def _close_faults(
    dispute: "Dispute", message: CloseSideStep, at: datetime
) -> Iterator[str]:
    if message.step not in dispute.side_steps:
        open_now = ", ".join(sorted(dispute.side_steps)) or "none"
        yield f"step: that one is not open; open are {open_now}."


def _close(dispute: "Dispute", message: CloseSideStep, at: datetime) -> None:
    step = _find(dispute, message.step)
    dispute.side_steps.pop(message.step, None)
    if step and step.carries_it:
        dispute.carried_by = None
    title = step.title if step else "A side step"
    privileged = bool(step and step.privileged)
    dispute.write(
        at,
        "side-step-closed",
        f"{title}: ended; what came of it "
        + ("is for the officer alone." if privileged else "is in the record."),
        message=message,
        restricted=privileged,
    )


def _hand_over_faults(
    dispute: "Dispute", message: HandOver, at: datetime
) -> Iterator[str]:
    if message.to_post not in dispute.procedure.posts:
        known = ", ".join(dispute.procedure.posts)
        yield f"to_post: there is no such post; write one of {known}."


def _hand_over(dispute: "Dispute", message: HandOver, at: datetime) -> None:
    title = dispute.procedure.title_of(message.to_post)
    known = message.to_post in dispute.procedure.posts
    says = f"{title if known else 'Another post'} carries it from here."
    dispute.write(at, "handed-over", says, message=message)
    if known:
        dispute.carried_by = message.to_post
        telling.ask_post(dispute, message.to_post, says, at)


RULES = (
    Rule(OpenSideStep, SpokenBy.OFFICER, _open_faults, _open),
    Rule(CloseSideStep, SpokenBy.OFFICER, _close_faults, _close),
    Rule(HandOver, SpokenBy.OFFICER, _hand_over_faults, _hand_over),
)
