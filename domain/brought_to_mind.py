"""What is brought to the officer's mind at its moment; none of it holds anything up.

The checks that a procedure names before an action, and the steps beside the stages that
may be due by then. The officer reads it with the news of the stage, or by a notice of its
own, and it is an entry of the record.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import beforehand, beside, telling
from domain.procedure.ladder import PromptWhen
from domain.procedure.matters import Action

if TYPE_CHECKING:
    from domain.dispute import Dispute
    from domain.visit import Call, Visit

_BEFORE = {
    Action.RAISE: "raising it",
    Action.FORMAL_START: "the formal start",
    Action.ESCALATE: "going to another stage",
    Action.BYPASS: "passing over a stage",
    Action.CAFCASS: "a referral to Cafcass",
    Action.LEGAL_ADVICE: "legal advice",
    Action.CLOSE: "closing it",
}


def at_the_beginning(
    dispute: "Dispute", left: "Visit | None", call: "Call | None", at: datetime
) -> list[str]:
    """A stage has begun: what the officer reads with the news of it, a sentence each.

    Args:
        dispute: Which dispute, at its new stage.
        left: Where it was before; None at the first stage.
        call: What called for it; None at the first stage.
        at: Now, aware UTC.
    """
    visit = dispute.visit
    if visit is None:
        return []
    said: list[str] = []
    if left is None:
        said += checks_before(dispute, Action.RAISE)
        said += _side_steps(dispute, PromptWhen.RAISED)
    elif call is not None and call.by is not None:
        said += checks_before(dispute, Action.ESCALATE)
        if stages_between(dispute, left.stage.number, visit.stage.number):
            said += checks_before(dispute, Action.BYPASS)
    if left is None or _begins_formally(dispute, visit):
        said += checks_before(dispute, Action.FORMAL_START)
    if said:
        dispute.write(at, "brought-to-mind", " ".join(said))
    return said


def _begins_formally(dispute: "Dispute", visit: "Visit") -> bool:
    """True where this is the first visit of all at a stage that is not informal."""
    formal = [one for one in (*dispute.left, visit) if one.stage.phase.begins_formally]
    return formal == [visit]


def on_agreement(dispute: "Dispute", at: datetime) -> None:
    """The officer has accepted: what may follow, and what comes before closing."""
    said = [
        *_side_steps(dispute, PromptWhen.AGREED),
        *checks_before(dispute, Action.CLOSE),
    ]
    still = "; ".join(beside.left_open(dispute))
    recorded = [*said, f"Closing it leaves open: {still}."] if still else said
    told = [*said, beside.GOES_ON] if still else said
    if recorded:
        dispute.write(at, "brought-to-mind", " ".join(recorded))
        telling.bring_to_mind(dispute, " ".join(told), at)


def stages_between(dispute: "Dispute", here: int, there: int) -> list[str]:
    """Return the titles of the stages that are passed over on the way up."""
    between = (one for one in dispute.ladder.stages if here < one.number < there)
    return [stage.title for stage in between]


def checks_before(dispute: "Dispute", action: Action) -> Iterator[str]:
    """Yield what the procedure asks before an action and nobody has ticked yet."""
    missing = beforehand.not_ticked(dispute, action)
    if missing:
        yield (
            f"Before {_BEFORE[action]} the procedure asks:"
            f" {beforehand.in_words(missing)}"
        )


def _side_steps(dispute: "Dispute", moment: PromptWhen) -> Iterator[str]:
    for step in dispute.procedure.side_steps:
        if (
            step.prompt_when is moment
            and step.key not in dispute.side_steps
            and telling.holds(step.when, dispute)
        ):
            where = f" ({step.source})" if step.source else ""
            yield f"Where it applies, begin the step {step.key}: {step.title}{where}."
