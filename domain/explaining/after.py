"""More time, what was agreed and how it is watched, and what stands beside the stages."""

from collections.abc import Iterator

from domain.explaining.section import Section
from domain.explaining.stages import told
from domain.explaining.words import (
    by,
    children,
    condition,
    line,
    listed,
    officer,
    posts,
    span,
    the,
    upper_first,
    within,
)
from domain.ledger import PauseEffect
from domain.procedure import Procedure
from domain.procedure.ladder import PromptWhen, SideStep
from domain.procedure.matters import Action, CafcassNews, Weight, WhenNotDone

_EFFECTS = {
    PauseEffect.ADD_WORKING_DAYS: "as many working days as it lasted are added",
    PauseEffect.ADD_CALENDAR_DAYS: "as many days of any kind are added",
    PauseEffect.KEEP_REMAINDER: "what was left of the limit runs on from there",
    PauseEffect.RESTART: "the limit starts anew",
}

_NOT_DONE = {
    WhenNotDone.NEXT_STAGE: "it goes to the next stage by itself; the last begins again",
    WhenNotDone.SAME_STAGE: "the same stage begins again by itself",
    WhenNotDone.ASK_OFFICER: "whoever raised it is asked what to do",
}

_ACTIONS = {
    Action.RAISE: "raising a dispute",
    Action.FORMAL_START: "starting formally",
    Action.ESCALATE: "taking it to another stage",
    Action.BYPASS: "passing over a stage",
    Action.CAFCASS: "referring to Cafcass",
    Action.LEGAL_ADVICE: "asking for legal advice",
    Action.CLOSE: "closing a dispute",
}


_NEWS = {
    CafcassNews.PROGRESS: "when Cafcass reports progress",
    CafcassNews.WITHDRAWAL_ASKED: "when Cafcass is asked whether to withdraw",
    CafcassNews.WITHDRAWN: "when the referral is withdrawn",
    CafcassNews.CONCLUDED: "when Cafcass has concluded",
}

_PROMPTS = {
    PromptWhen.RAISED: "when it is raised",
    PromptWhen.AGREED: "when an answer is accepted",
}


def after(procedure: Procedure) -> Iterator[Section]:
    """Yield the sections that follow the stages."""
    more_time = (*_extension(procedure), *_hold(procedure))
    yield Section("More time", more_time)
    yield Section("Watching what was agreed", tuple(_monitoring(procedure)))
    yield Section("Cafcass", tuple(_cafcass(procedure)))
    if procedure.side_steps:
        beside = (_side_step(procedure, step) for step in procedure.side_steps)
        yield Section("Beside the stages", tuple(beside))
    if procedure.checks:
        yield Section("What is asked beforehand", tuple(_checks(procedure)))


def _extension(procedure: Procedure) -> Iterator[str]:
    rule = procedure.extension
    if not rule.offered:
        yield line("No extension is offered", rule)
        return
    said = f"{officer(procedure)} may extend a limit"
    said += f" by at most {span(rule.at_most)}" if rule.at_most else ""
    often = "once" if rule.times == 1 else f"{rule.times} times"
    said += f", {often} at a stage" if rule.times else ""
    needs = [
        words
        for needed, words in (
            (rule.needs_benefit_for_child, "what the child gains by waiting"),
            (rule.needs_further_enquiries, "what is still to be found out"),
        )
        if needed
    ]
    said += f", saying {listed(needs)}" if needs else ""
    yield line(said, rule)


def _hold(procedure: Procedure) -> Iterator[str]:
    rule = procedure.hold
    if not rule.offered:
        yield line("No hold is offered", rule)
        return
    longest = f", for at most {span(rule.at_most)}" if rule.at_most else ""
    clocks = listed(f"the {clock.value} limit" for clock in rule.stops)
    yield line(
        f"{officer(procedure)} may place a dispute on hold until an agreed date{longest};"
        f" this stops {clocks or 'no limit'}, and at the end {_EFFECTS[rule.effect]}",
        rule,
    )


def _monitoring(procedure: Procedure) -> Iterator[str]:
    rule = procedure.monitoring
    yield line(
        f"If what was agreed is not done by its date, {_NOT_DONE[rule.when_not_done]}",
        rule,
    )
    if rule.follow_up_needed:
        yield (
            '"Sufficiently progressed" is only accepted with a date on which it is'
            " looked at again."
        )
    if rule.meeting_within is not None:
        who = f" of {posts(procedure, rule.meet)}" if rule.meet else ""
        yield line(
            f"A meeting{who} looks at it {within(procedure, rule.meeting_within)}; one that"
            " is not reported held by then comes back like what was not done",
            rule.meeting_within,
        )
    yield line(f"{the(procedure, rule.recorded_by)} records what came of it")
    if not rule.repeatable:
        yield "It is watched once only; where it is watched again, that is said."


def _cafcass(procedure: Procedure) -> Iterator[str]:
    rule = procedure.cafcass
    able = [
        f"the {one.title}"
        for one in procedure.officers.values()
        if rule.needs in one.may
    ]
    kinds = children(procedure, rule.children)
    whose = f", for {kinds}" if kinds else ""
    yield line(
        f"{listed(able, 'or') or 'nobody'} may refer at any time{whose}; what follows"
        " here is advice, and never holds a referral back",
        rule,
    )
    if rule.consult:
        who = posts(procedure, rule.consult)
        yield line(f"The document asks that {who} be consulted")
    for telling in rule.tell:
        yield line(f"Told of a referral: {told(procedure, telling)}", telling)
    for news, tellings in rule.tell_of_news.items():
        for telling in tellings:
            yield line(f"Told {_NEWS[news]}: {told(procedure, telling)}", telling)
    for document in rule.documents:
        yield line(f"Sent with it: {document}")
    for duty in rule.afterwards:
        when = condition(procedure, duty.when)
        yield line(f"Afterwards{by(procedure, duty.by)}{when}: {duty.says}", duty)
    if rule.prompt_when_overall_passed:
        yield "When the limit on the whole has passed, a referral is brought to mind."
    if rule.prompt_when_not_done:
        yield "When what was agreed is not done, a referral is brought to mind."


def _side_step(procedure: Procedure, step: SideStep) -> str:
    said = step.title
    if step.asked_of is not None:
        said += f", asked of {the(procedure, step.asked_of)}"
    if step.if_conflicted is not None:
        said += f" (of {the(procedure, step.if_conflicted)} in a conflict of interest)"
    if step.agreed_with:
        said += f", agreed first with {posts(procedure, step.agreed_with)}"
    if step.not_before_stage is not None:
        said += f", advised not before stage {step.not_before_stage}"
    if step.within is not None:
        who = "whoever is asked" if step.asked_of else officer(procedure)
        said += (
            f", within {span(step.within)} of its beginning ({who} is then reminded)"
        )
    said += ", which then carries the dispute" if step.carries_it else ""
    said += f", read by {officer(procedure)} alone" if step.privileged else ""
    said += condition(procedure, step.when)
    if step.prompt_when is not None:
        said += f"; {officer(procedure)} is reminded of it {_PROMPTS[step.prompt_when]}"
    if step.action is not None:
        said += f"; it counts as {_ACTIONS[step.action]}"
    return line(said, step)


def _checks(procedure: Procedure) -> Iterator[str]:
    for check in procedure.checks:
        weight = "asked for" if check.weight is Weight.REQUIRED else "advised"
        before = _ACTIONS[check.before]
        yield line(f"Before {before} ({weight}): {check.says}", check)
    yield (
        f"{upper_first(officer(procedure))} is asked about each at its moment. Closing"
        " and referring want what is asked for to be ticked, or a reason to go on"
        " without it; nothing else waits for it."
    )
