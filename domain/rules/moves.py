"""The officer takes it to another stage."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import whole_process
from domain.brought_to_mind import stages_between
from domain.messages import Escalate, EscalationReason, SwitchLadder
from domain.naming import who
from domain.opening import wrong_way_round
from domain.procedure.people import OFFICER
from domain.recording import speaker
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import acted, is_officer, post_of
from domain.stage_rules import chosen_limit_faults

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
        above = dispute.ladder.after(stage.number)
        if above is not None:
            yield from chosen_limit_faults(above, message.respond_within_working_days)
        else:
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
    else:
        yield from chosen_limit_faults(named, message.respond_within_working_days)


def _escalate(dispute: "Dispute", message: Escalate, at: datetime) -> None:
    stage = dispute.stage
    above = dispute.ladder.after(stage.number) if stage else None
    target = above.number if message.to_stage is None and above else message.to_stage
    if stage is None or target is None or dispute.ladder.stage(target) is None:
        dispute.write(at, "nothing-to-escalate", "No such stage.", message=message)
        return
    passed = stages_between(dispute, stage.number, target)
    dispute.write(
        at,
        "escalated",
        f"{_who_takes_it(dispute, message)} takes it to stage {target}; reason:"
        f" {message.reason.value}."
        + (f" Passed over: {', '.join(passed)}." if passed else ""),
        message=message,
    )
    dispute.resume(at, "Going to another stage ends the hold.")
    dispute.reject()
    by = speaker(dispute, message)
    dispute.call_for(target, message.reason, by, message.respond_within_working_days)


def _who_takes_it(dispute: "Dispute", message: Escalate) -> str:
    if is_officer(dispute, message.by):
        return who(dispute, acted(dispute, message.by))
    return who(dispute, post_of(dispute, message.by) or OFFICER)


def _switch_faults(
    dispute: "Dispute", message: SwitchLadder, at: datetime
) -> Iterator[str]:
    names = [one.name for one in dispute.procedure.ladders]
    ladder = dispute.procedure.ladder(message.ladder)
    if ladder is None:
        yield f"ladder: there is none of that name; write one of {', '.join(names)}."
    elif ladder.name == dispute.ladder.name:
        yield f"It is on the ladder {ladder.name} already."
    elif wrong_way_round(dispute.procedure, ladder, dispute.request.raised_by.role):
        yield (
            f"ladder: {ladder.name} is for what others raise with the officer, or the"
            " other way about; raise that as a matter of its own."
        )
    elif message.to_stage is not None and ladder.stage(message.to_stage) is None:
        numbers = [stage.number for stage in ladder.stages]
        yield f"to_stage: the ladder {ladder.name} has the stages {numbers}."


def _switch(dispute: "Dispute", message: SwitchLadder, at: datetime) -> None:
    ladder = dispute.procedure.ladder(message.ladder)
    named = message.to_stage
    if ladder is None or (named is not None and ladder.stage(named) is None):
        dispute.write(at, "nothing-to-switch", "No such ladder.", message=message)
        return
    was = dispute.ladder.title
    target = named if named is not None else ladder.stages[0].number
    says = f"From {was} to {ladder.title}, stage {target}."
    dispute.write(at, "ladder-switched", says, message=message)
    dispute.resume(at, "Going to another ladder ends the hold.")
    dispute.reject()
    whole_process.go_on_by(dispute, ladder, says, at)
    by = speaker(dispute, message)
    dispute.call_for(target, EscalationReason.OFFICERS_JUDGEMENT, by)


RULES = (
    Rule(Escalate, SpokenBy.ESCALATER, _escalate_faults, _escalate),
    Rule(SwitchLadder, SpokenBy.OFFICER, _switch_faults, _switch),
)
