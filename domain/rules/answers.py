"""A manager answers; the officer says whether that meets the child's needs."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.calendar import london, london_day
from domain.messages import (
    AgreedAction,
    EscalationReason,
    Extent,
    ManagerResponse,
    OfficerDecision,
    Outcome,
)
from domain.notices import NoticeKind
from domain.procedure.people import OFFICER
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import post_of

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _response_faults(
    dispute: "Dispute", message: ManagerResponse, at: datetime
) -> Iterator[str]:
    numbers = [stage.number for stage in dispute.ladder.stages]
    if message.stage is not None and message.stage not in numbers:
        yield f"stage {message.stage} does not exist; leave it out, or name {numbers}."
    yield from _action_faults(dispute, message.proposed_actions, at)


def _respond(dispute: "Dispute", message: ManagerResponse, at: datetime) -> None:
    visit = dispute.visit
    post = post_of(dispute, message.by) or message.by.post
    due = visit.clock.due() if visit and visit.clock else None
    in_time = message.received_at is None or due is None or message.received_at <= due
    for_this_stage = post in dispute.responders()
    counts = for_this_stage and (in_time or dispute.wakes_at() is None)
    whole = message.extent is Extent.WHOLE
    says = _in_words(dispute, post, message, counts=counts, for_this=for_this_stage)
    dispute.write(at, "response-received", says, message=message)
    if counts and whole and visit and post not in visit.answered:
        visit.answered.append(post)
    decide = counts and whole and dispute.everything_is_answered()
    if decide and not dispute.is_held:
        dispute.await_officer(at)
    telling.of_response(dispute, post, says, at, decide=decide)


def _in_words(
    dispute: "Dispute",
    post: str,
    message: ManagerResponse,
    *,
    counts: bool,
    for_this: bool,
) -> str:
    title = dispute.procedure.title_of(post)
    extent = {
        Extent.WHOLE: "answered",
        Extent.PARTIAL: "answered in part",
        Extent.MORE_TIME_NEEDED: "asked for more time",
    }[message.extent]
    when = f" on {london(message.received_at)}" if message.received_at else ""
    if not for_this:
        return f"{title} {extent}{when}, after it had gone past their stage."
    return f"{title} {extent}{when}{'' if counts else ', late'}."


def _decision_faults(
    dispute: "Dispute", message: OfficerDecision, at: datetime
) -> Iterator[str]:
    if dispute.visit is None:
        yield "No stage has begun yet; send it again in a moment."
    if not message.satisfied:
        if message.actions or message.follow_up_on:
            yield (
                "actions and follow_up_on belong to a decision with satisfied: true;"
                " leave them out, or say satisfied."
            )
        return
    yield from _action_faults(dispute, message.actions, at)
    looked_at_again = message.follow_up_on or message.actions
    needed = dispute.procedure.monitoring.follow_up_needed
    if message.outcome is not Outcome.RESOLVED and needed and not looked_at_again:
        yield (
            f"{message.outcome.value} needs follow_up_on or actions with dates, so that"
            " it comes back if nothing follows."
        )
    if message.follow_up_on and message.follow_up_on <= london_day(at):
        yield f"follow_up_on must be after today, {london_day(at).isoformat()}."


def _decide(dispute: "Dispute", message: OfficerDecision, at: datetime) -> None:
    dispute.resume(at, "The officer's decision ends the hold.")
    if message.satisfied:
        _accept(dispute, message, at)
    else:
        _not_satisfied(dispute, message, at)


def _accept(dispute: "Dispute", message: OfficerDecision, at: datetime) -> None:
    promised = list(message.actions)
    if message.follow_up_on:
        promised.append(_follow_up(message.follow_up_on))
    owned = [
        (one, dispute.procedure.post_called(one.owner) or OFFICER) for one in promised
    ]
    dispute.accept(message.outcome, owned, at)
    says = f"The officer is satisfied: {message.outcome.value.replace('-', ' ')}."
    dispute.write(at, "accepted", says, message=message)
    telling.of_agreement(dispute, says, at)


def _not_satisfied(dispute: "Dispute", message: OfficerDecision, at: datetime) -> None:
    stage = dispute.stage
    above = dispute.ladder.after(stage.number) if stage else None
    says = "The officer is not satisfied with the answer."
    dispute.write(at, "not-satisfied", says, message=message)
    dispute.reject()
    if above is not None:
        by = f"{message.by.post} / {message.by.reference}"
        dispute.call_for(above.number, EscalationReason.UNSATISFACTORY, by)
        return
    dispute.await_officer(at)
    for post in dispute.responders():
        telling.tell(dispute, NoticeKind.NOT_SATISFIED, post, says, at)
    telling.ask_to_consider_cafcass(dispute, at, f"{says} There is no higher stage.")


def _follow_up(on: date) -> AgreedAction:
    return AgreedAction(what="Look at it again.", owner=OFFICER, due_on=on)


def _action_faults(
    dispute: "Dispute", actions: tuple[AgreedAction, ...], at: datetime
) -> Iterator[str]:
    today = london_day(at)
    for number, action in enumerate(actions, start=1):
        if dispute.procedure.post_called(action.owner) is None:
            yield (
                f"Action {number}: its owner is not a post; write one of"
                f" {', '.join(dispute.procedure.posts)}."
            )
        if action.due_on < today or dispute.close_of(action.due_on) <= at:
            yield (
                f"Action {number}: due_on {action.due_on.isoformat()} has passed; it is"
                f" {london(at)}. Give a date to come."
            )


RULES = (
    Rule(ManagerResponse, SpokenBy.RESPONDER, _response_faults, _respond),
    Rule(OfficerDecision, SpokenBy.OFFICER, _decision_faults, _decide),
)
