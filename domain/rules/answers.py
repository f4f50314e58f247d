"""A manager answers; the officer says whether that meets the child's needs."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain import brought_to_mind, handing_over, telling, watching
from domain.accepting import (
    accepted_by_all,
    hold_now,
    several_must_accept,
    still_to_accept,
    take,
)
from domain.agreed import MONITORING_MEETING
from domain.calendar import days_late, due_at, due_day, london, london_day
from domain.errors import BeyondCoverage
from domain.limits import Limit, Unit
from domain.messages import (
    AgreedAction,
    EscalationReason,
    Extent,
    ManagerResponse,
    OfficerDecision,
    Outcome,
)
from domain.naming import titles, who
from domain.procedure.ladder import WhenUnanswered
from domain.procedure.people import OFFICER
from domain.record import Standing
from domain.recording import speaker
from domain.rules.dates import received_faults, unreckonable
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import accepts_as, decides_as, is_spoken_for, post_of
from domain.stage_rules import chosen_limit_faults, lead_at

if TYPE_CHECKING:
    from domain.dispute import Dispute


NOT_ASKED = "Somebody who was not asked"
ENDS_THE_HOLD = "The decision ends the hold."


def _response_faults(
    dispute: "Dispute", message: ManagerResponse, at: datetime
) -> Iterator[str]:
    numbers = [stage.number for stage in dispute.ladder.stages]
    if message.stage is not None and message.stage not in numbers:
        yield f"stage {message.stage} does not exist; leave it out, or name {numbers}."
    yield from _action_faults(dispute, message.proposed_actions, at)


def _respond(dispute: "Dispute", message: ManagerResponse, at: datetime) -> None:
    visit = dispute.visit
    post = post_of(dispute, message.by) or ""
    here = dispute.stage.number if dispute.stage else None
    for_this_stage = post in dispute.responders() and message.stage in (None, here)
    late = _how_late(dispute, message, at)
    awaited = dispute.standing is Standing.AWAITING_RESPONSE
    counts = for_this_stage and not (late and awaited)
    whole = message.extent is Extent.WHOLE
    says = _in_words(dispute, post, message, at, late=late, for_this=for_this_stage)
    dispute.write(at, "response-received", says, message=message)
    if for_this_stage and visit:
        visit.was_answered = True
    if counts and whole and visit:
        for_all = message.collated and post == lead_at(dispute)
        speaks_for = dispute.responders() if for_all else (post,)
        visit.answered += [one for one in speaks_for if one not in visit.answered]
    decide = counts and whole and dispute.everything_is_answered()
    if decide and dispute.accepted is None:
        dispute.await_acceptance(at)
    telling.of_response(dispute, post, says, at, decide=decide)


def _how_late(dispute: "Dispute", message: ManagerResponse, at: datetime) -> str:
    """Return `, 2 working days late` for what was taken after the limit, else nothing.

    Where nobody says when it was taken, it is in time until somebody has been told that
    the limit passed: after an outage of ours an answer is read before the limit.
    """
    clock = dispute.visit.clock if dispute.visit else None
    due = clock.due() if clock else None
    if clock is None or due is None:
        return ""
    came = message.received_at or at
    unsaid = message.received_at is None
    if came <= due or (unsaid and dispute.standing is Standing.AWAITING_RESPONSE):
        return ""
    try:
        by = days_late(due, came, dispute.calendar, clock.limit.skip_closures)
    except (
        BeyondCoverage,
        OverflowError,
    ):  # refused by `check`; a replay must not fail
        return ", late"
    return (
        f", {Limit(amount=by, unit=Unit.WORKING_DAYS).says()} late" if by else ", late"
    )


def _in_words(
    dispute: "Dispute",
    post: str,
    message: ManagerResponse,
    at: datetime,
    *,
    late: str,
    for_this: bool,
) -> str:
    title = dispute.procedure.title_of(post) or NOT_ASKED
    for_all = message.collated and post == lead_at(dispute)
    extent = {
        Extent.WHOLE: "answered for all who were asked" if for_all else "answered",
        Extent.PARTIAL: "answered in part",
        Extent.MORE_TIME_NEEDED: "asked for more time",
    }[message.extent]
    when = ""
    if message.received_at and not list(received_faults(dispute, message, at)):
        when = f" on {london(message.received_at)}"
    if not for_this:
        return f"{title} {extent}{when}, after it had gone past their stage."
    return f"{title} {extent}{when}{late}."


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
        above = dispute.ladder.after(dispute.stage.number) if dispute.stage else None
        if above is not None:
            yield from chosen_limit_faults(above, message.respond_within_working_days)
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
    if message.follow_up_on:
        yield from unreckonable(dispute, "follow_up_on", message.follow_up_on)


def _decide(dispute: "Dispute", message: OfficerDecision, at: datetime) -> None:
    if message.satisfied:
        _accept(dispute, message, at)
    else:
        _not_satisfied(dispute, message, at)


def _accept(dispute: "Dispute", message: OfficerDecision, at: datetime) -> None:
    """Take the acceptance; where several must accept, the last one makes it hold."""
    lapsed = take(dispute, accepts_as(dispute, message.by), message, at)
    if still_to_accept(dispute):
        _accept_in_part(dispute, message, at, lapsed)
        return
    dispute.resume(at, ENDS_THE_HOLD)
    outcome = accepted_by_all(dispute, message)
    promised = {**hold_now(dispute), "": _monitoring_meeting(dispute, at)}
    dispute.accept(outcome, promised, at)
    actor = decides_as(dispute, message.by)
    all_are = ", as all are who must be" if several_must_accept(dispute) else ""
    says = f"{_name(dispute, actor)} is satisfied{all_are}: {_plainly(outcome)}."
    if watching.is_watched_once_too_often(dispute):
        says += f" {watching.ONCE_ONLY}"
    agreed = [one.as_written() for one in dispute.agreed if one.is_unsettled]
    details = {**_as_said(dispute, message), "agreed": agreed}
    dispute.write(at, "accepted", says, message=message, details=details)
    said_by = actor or OFFICER
    absent = is_spoken_for(dispute, message.by, said_by)
    telling.of_agreement(dispute, says, at, said_by, hears=absent)
    brought_to_mind.on_agreement(dispute, at)


def _accept_in_part(
    dispute: "Dispute", message: OfficerDecision, at: datetime, lapsed: list[str]
) -> None:
    """Whoever has yet to be satisfied is asked, and waited for like the officer."""
    dispute.await_acceptance(at)
    actor = decides_as(dispute, message.by)
    says = f"{_name(dispute, actor)} is satisfied: {_plainly(message.outcome)}."
    if lapsed:
        says += f" A day agreed by {titles(dispute, lapsed)} passed before all were."
    says += f" Still to say so: {titles(dispute, still_to_accept(dispute))}."
    details = _as_said(dispute, message)
    dispute.write(at, "accepted-in-part", says, message=message, details=details)
    telling.of_acceptance_in_part(dispute, says, at, actor or OFFICER)


def _not_satisfied(dispute: "Dispute", message: OfficerDecision, at: datetime) -> None:
    stage = dispute.stage
    above = dispute.ladder.after(stage.number) if stage else None
    actor = decides_as(dispute, message.by)
    answered = dispute.visit is not None and dispute.visit.was_answered
    of_what = " with the answer" if answered else "; nobody has answered yet"
    says = f"{_name(dispute, actor)} is not satisfied{of_what}."
    details = _as_said(dispute, message)
    dispute.write(at, "not-satisfied", says, message=message, details=details)
    dispute.resume(at, ENDS_THE_HOLD)
    dispute.reject()
    goes_up = stage and stage.when_unsatisfactory is WhenUnanswered.ESCALATE
    if above is not None and goes_up:
        dispute.call_for(
            above.number,
            EscalationReason.UNSATISFACTORY,
            speaker(dispute, message),
            message.respond_within_working_days,
            says="" if actor == OFFICER else says,
        )
        return
    dispute.await_officer(at)
    telling.of_no_acceptance(dispute, says, at, actor or OFFICER)
    handing_over.end(dispute, at)
    if above is None:
        says = f"{says} There is no higher stage."
    thinks_of_cafcass = above is None and telling.may_still_refer_to_cafcass(dispute)
    if thinks_of_cafcass:
        telling.ask_to_consider_cafcass(dispute, at, says)
    if not thinks_of_cafcass or handing_over.takes_over(dispute):
        telling.ask_officer(dispute, at, says)


def _name(dispute: "Dispute", actor: str | None) -> str:
    return who(dispute, actor) if actor else NOT_ASKED


def _as_said(dispute: "Dispute", message: OfficerDecision) -> dict[str, Any]:
    """What was said, and by which post where nobody said it for the officer."""
    posts = accepts_as(dispute, message.by)
    others = {"said_by": posts[0]} if posts and OFFICER not in posts else {}
    return {**message.as_written(), **others}


def _plainly(outcome: Outcome) -> str:
    return outcome.value.replace("-", " ")


def _monitoring_meeting(dispute: "Dispute", at: datetime) -> list[AgreedAction]:
    """The meeting that looks at progress, where the procedure sets one after agreeing.

    Counted from the day of agreement (DU-A8). It is watched like anything agreed: held
    and well, it is done; not held or not achieved, it comes back.
    """
    stage, rule = dispute.stage, dispute.procedure.monitoring
    within = rule.meeting_within.fixed if rule.meeting_within else None
    if stage is None or within is None or not stage.monitoring_meeting:
        return []
    limit = within.limit(dispute.procedure.timing.counting)
    on = due_day(due_at(limit, at, dispute.calendar))
    return [AgreedAction(what=MONITORING_MEETING, owner=rule.recorded_by, due_on=on)]


def _action_faults(
    dispute: "Dispute", actions: tuple[AgreedAction, ...], at: datetime
) -> Iterator[str]:
    today = london_day(at)
    for number, action in enumerate(actions, start=1):
        if dispute.procedure.post_called(action.owner) is None:
            yield (
                f"Action {number}: its owner is not a post; write one of"
                f" {', '.join((OFFICER, *dispute.procedure.posts))}."
            )
        if action.due_on < today or dispute.close_of(action.due_on) <= at:
            yield (
                f"Action {number}: due_on {action.due_on.isoformat()} has passed; it is"
                f" {london(at)}. Give a date to come."
            )
        yield from unreckonable(dispute, f"Action {number}: due_on", action.due_on)


RULES = (
    Rule(ManagerResponse, SpokenBy.RESPONDER, _response_faults, _respond),
    Rule(OfficerDecision, SpokenBy.ACCEPTER, _decision_faults, _decide),
)
