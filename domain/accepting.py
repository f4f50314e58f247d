"""Who has to be satisfied at a stage, and what those who are have agreed between them.

Where several must be, what each of them agrees adds up, and no more is accepted than
every one of them accepts. Who still has to say so is asked, and waited for.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.calendar import london_day
from domain.messages import AgreedAction, OfficerDecision, Outcome
from domain.procedure.people import OFFICER, Needed
from domain.visit import Accepted

if TYPE_CHECKING:
    from domain.dispute import Dispute

_LEAST_FIRST = (
    Outcome.PARTLY_SETTLED,
    Outcome.SUFFICIENTLY_PROGRESSED,
    Outcome.RESOLVED,
)


def still_to_accept(dispute: "Dispute") -> list[str]:
    """Return the posts that have yet to be satisfied at the present stage."""
    visit = dispute.visit
    if visit is None:
        return []
    rule = visit.stage.accepted_by
    missing = [post for post in rule.posts if post not in visit.accepted]
    enough = rule.needed is Needed.ANY and len(missing) < len(rule.posts)
    return [] if enough else missing


def several_must_accept(dispute: "Dispute") -> bool:
    """True where more than one has to be satisfied at the present stage."""
    rule = dispute.stage.accepted_by if dispute.stage else None
    return rule is not None and rule.needed is Needed.ALL and len(rule.posts) > 1


def take(
    dispute: "Dispute", posts: tuple[str, ...], decision: OfficerDecision, at: datetime
) -> list[str]:
    """Note that these posts are satisfied; return who said so before and has to again.

    What was agreed by a day that has passed meanwhile would come back at once, though
    nobody was asked to do it: whoever agreed it says by when it is to be done now.
    """
    visit = dispute.visit
    if visit is None:
        return []
    overtaken = [
        post
        for post, said in visit.accepted.items()
        if not said.holds and _has_passed(dispute, said.decision, at)
    ]
    for post in overtaken:
        del visit.accepted[post]
    for post in posts:
        visit.accepted[post] = Accepted(decision)
    return [post for post in overtaken if post not in posts]


def hold_now(dispute: "Dispute") -> dict[str, list[AgreedAction]]:
    """Let every acceptance hold; return what is agreed by those that did not before.

    Who spoke for two posts at once agreed what they said once.
    """
    visit = dispute.visit
    if visit is None:
        return {}
    agreed: dict[str, list[AgreedAction]] = {}
    heard = set()
    for post, said in visit.accepted.items():
        if not said.holds:
            once = said.decision.message_id not in heard
            heard.add(said.decision.message_id)
            agreed[post] = list(_agreed_in(said.decision)) if once else []
            visit.accepted[post] = replace(said, holds=True)
    return agreed


def accepted_by_all(dispute: "Dispute", decision: OfficerDecision) -> Outcome:
    """Return what all who are satisfied accept: the least that one of them does."""
    said = dispute.visit.accepted.values() if dispute.visit else ()
    outcomes = [decision.outcome, *(one.decision.outcome for one in said)]
    return min(outcomes, key=_LEAST_FIRST.index)


def _has_passed(dispute: "Dispute", decision: OfficerDecision, at: datetime) -> bool:
    if decision.follow_up_on and decision.follow_up_on <= london_day(at):
        return True
    return any(dispute.close_of(one.due_on) <= at for one in decision.actions)


def _agreed_in(decision: OfficerDecision) -> Iterator[AgreedAction]:
    """Yield what a decision agrees: its actions, and the day it is looked at again."""
    yield from decision.actions
    if decision.follow_up_on:
        says = "Look at it again."
        yield AgreedAction(what=says, owner=OFFICER, due_on=decision.follow_up_on)
