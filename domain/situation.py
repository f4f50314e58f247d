"""The dispute at a glance: codes, titles and dates, and what happens next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import handing_over
from domain.calendar import london
from domain.explaining.words import posts, upper_first
from domain.messages import MESSAGES
from domain.naming import who, whoever_raised_it
from domain.opening import wrong_way_round
from domain.procedure.ladder import WhenUnanswered
from domain.procedure.people import OFFICER
from domain.record import Situation, Standing
from domain.tasks import open_tasks

if TYPE_CHECKING:
    from domain.dispute import Dispute

ANY_TIME = {
    "note",
    "withdraw",
    "close_dispute",
    "consider_cafcass",
    "inform_child",
    "stay",
    "hear_from_cafcass",
    "exchange_with_court",
    "hand_over",
    "correct",
    "meeting_arranged",
    "meeting_held",
}


def situation_of(dispute: "Dispute") -> Situation:
    """Return where `dispute` stands; nothing in it was written by a person."""
    due = dispute.wakes_at()
    stage = dispute.stage
    overall = dispute.overall.due() if dispute.overall else None
    is_open = dispute.standing.is_open
    return Situation(
        reference=dispute.request.reference,
        authority=dispute.request.authority,
        procedure=dispute.procedure.name,
        child_reference=dispute.request.child.reference,
        team=dispute.request.team,
        themes=dispute.request.themes,
        standing=dispute.standing,
        stage=stage.number if stage else None,
        stage_title=stage.title if stage else "",
        awaiting=tuple(dispute.procedure.title_of(post) for post in dispute.awaited()),
        due_at=due,
        due_says=london(due) if due else "",
        overall_due_at=overall if is_open else None,
        next_says=next_says(dispute),
        may_send=tuple(may_be_sent(dispute)),
        notices=dispute.notices_written,
        waiting=len(dispute.held_back),
        undelivered=len(dispute.undelivered),
        refused=dispute.refused,
        raised_at=dispute.raised_at,
        closed_at=dispute.closed_at,
        entries=len(dispute.entries),
        rehearsal=dispute.request.rehearsal is not None,
    )


def may_be_sent(dispute: "Dispute") -> list[str]:
    """Names of the messages that make sense now, in the order of the contract."""
    if not dispute.standing.is_open:
        return []
    allowed = {*ANY_TIME}
    allowed |= {name for name, makes_sense in _sometimes(dispute) if makes_sense}
    return [kind for kind in MESSAGES if kind in allowed]


def _sometimes(dispute: "Dispute") -> Iterator[tuple[str, bool]]:
    """Messages that make sense only as things stand, and whether they do now."""
    procedure = dispute.procedure
    request = dispute.request
    unsettled = any(one.is_unsettled for one in dispute.agreed)
    yield (
        "refer_to_cafcass",
        procedure.may_refer(request.raised_by.role, request.child.kind),
    )
    yield "officer_decision", dispute.visit is not None
    yield "escalate", _another_stage(dispute)
    yield "manager_response", bool(dispute.responders())
    yield "acknowledge", bool(dispute.missing())
    yield "extend_deadline", _more_time_offered(dispute)
    yield "correct_start", dispute.due() is not None and dispute.call is None
    yield "resume", dispute.is_held
    yield "place_on_hold", procedure.hold.offered and _may_be_held(dispute)
    yield "switch_ladder", bool(other_ladders(dispute))
    yield "task_done", bool(open_tasks(dispute))
    side_steps = {one.key for one in procedure.side_steps}
    yield "open_side_step", bool(side_steps - dispute.side_steps.keys())
    yield "close_side_step", bool(dispute.side_steps)
    yield "confirm_checks", bool(procedure.checks)
    yield "good_practice", procedure.good_practice.recorded
    yield "report_event", bool(procedure.override_events)
    yield "action_done", unsettled
    yield "action_not_done", unsettled


def other_ladders(dispute: "Dispute") -> list[str]:
    """Names of the ladders that the dispute may be taken to."""
    role = dispute.request.raised_by.role
    return [
        one.name
        for one in dispute.procedure.ladders
        if one.name != dispute.ladder.name
        and not wrong_way_round(dispute.procedure, one, role)
    ]


def _another_stage(dispute: "Dispute") -> bool:
    here = dispute.stage
    return here is not None and (here.may_repeat or len(dispute.ladder.stages) > 1)


def _more_time_offered(dispute: "Dispute") -> bool:
    rule, visit = dispute.procedure.extension, dispute.visit
    if dispute.due() is None or visit is None or not rule.offered:
        return False
    return rule.times is None or visit.extensions < rule.times


def _may_be_held(dispute: "Dispute") -> bool:
    watched = dispute.standing is Standing.MONITORING
    return dispute.visit is not None and not dispute.is_held and not watched


def next_says(dispute: "Dispute", due: datetime | None = None) -> str:
    """What happens if nobody does anything, in one sentence; empty after the end.

    Args:
        dispute: As it stands.
        due: Another date than the one it waits for: that of another agreed action.
    """
    called = dispute.ladder.stage(dispute.call.stage) if dispute.call else None
    if called is not None:
        return f"It goes to {called.title} now."
    due = due or dispute.wakes_at()
    when = f" on {london(due)}" if due else ""
    match dispute.standing:
        case Standing.ON_HOLD:
            return f"If nobody does anything, the clock runs again{when}."
        case Standing.MONITORING:
            return f"If what was agreed is not reported done, it comes back{when}."
        case Standing.AWAITING_RESPONSE:
            return _next_unanswered(dispute, when)
        case Standing.AWAITING_OFFICER:
            return _next_decided(dispute)
        case _:
            return ""


def _next_decided(dispute: "Dispute") -> str:
    decider = who(dispute, OFFICER)
    to = dispute.visit.taken_over_by if dispute.visit else None
    if to is not None:
        return f"{handing_over.says(to)} {decider} is asked until it is raised there."
    awaited = dispute.awaited()
    if awaited == (OFFICER,):
        return f"{decider} is asked again until they decide."
    named = upper_first(posts(dispute.procedure, awaited))
    are = "is" if len(awaited) == 1 else "are"
    return f"{named} {are} asked again until they say whether they are satisfied."


def _next_unanswered(dispute: "Dispute", when: str) -> str:
    stage = dispute.stage
    if stage is None or not when:
        decides = whoever_raised_it(dispute)
        return f"There is no limit at this stage; {decides} decides what follows."
    above = dispute.ladder.after(stage.number)
    if stage.when_unanswered is WhenUnanswered.ESCALATE and above is not None:
        asked = above.responders.posts if above.responders else ()
        names = " and ".join(dispute.procedure.title_of(post) for post in asked)
        to = f"{above.title} ({names})" if names else above.title
        return f"Without an answer it goes to {to}{when}."
    raiser = whoever_raised_it(dispute)
    return f"Without an answer {raiser} is asked what follows{when}."
