"""The officer takes it to another stage."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain.messages import Escalate
from domain.rules.rule import Rule, SpokenBy

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _escalate_faults(
    dispute: "Dispute", message: Escalate, at: datetime
) -> Iterator[str]:
    stage = dispute.stage
    if stage is None:
        yield "No stage has begun yet; send it again in a moment."
        return
    numbers = [one.number for one in dispute.ladder.stages]
    target = message.to_stage
    if target is None:
        if dispute.ladder.after(stage.number) is None:
            yield (
                f"{stage.title} is the last stage; there is none above it. Refer to"
                f" Cafcass, decide, close, or name to_stage among {numbers}."
            )
        return
    named = dispute.ladder.stage(target)
    if named is None:
        yield f"to_stage {target} does not exist; name one of {numbers}."
    elif target == stage.number and not named.may_repeat:
        yield f"It is at {stage.title} already; name another stage of {numbers}."


def _escalate(dispute: "Dispute", message: Escalate, at: datetime) -> None:
    stage = dispute.stage
    above = dispute.ladder.after(stage.number) if stage else None
    target = above.number if message.to_stage is None and above else message.to_stage
    if stage is None or target is None or dispute.ladder.stage(target) is None:
        dispute.write(at, "nothing-to-escalate", "No such stage.", message=message)
        return
    passed = _passed_over(dispute, stage.number, target)
    dispute.write(
        at,
        "escalated",
        f"The officer takes it to stage {target}; reason: {message.reason.value}."
        + (f" Passed over: {', '.join(passed)}." if passed else ""),
        message=message,
    )
    dispute.resume(at, "Going to another stage ends the hold.")
    dispute.reject()
    by = f"{message.by.post} / {message.by.reference}"
    dispute.call_for(target, message.reason, by)


def _passed_over(dispute: "Dispute", here: int, target: int) -> list[str]:
    between = (one for one in dispute.ladder.stages if here < one.number < target)
    return [stage.title for stage in between]


RULES = (Rule(Escalate, SpokenBy.OFFICER, _escalate_faults, _escalate),)
