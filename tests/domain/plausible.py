"""For every message a body that ought to be taken when the dispute offers it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.calendar import london_day
from domain.dispute import Dispute
from domain.messages import Message, read_message
from domain.situation import other_ladders
from domain.tasks import open_tasks

SAID = "Marigold Pemberton-Vole said so."
BECAUSE = {"because": SAID}
CHILD_TOLD = {"told": False, "how_or_why_not": SAID}

Body = dict[str, Any]
Writes = Callable[[Dispute, datetime, int], Body]


def plausible(
    dispute: Dispute, kind: str, now: datetime, message_id: str, n: int = 0
) -> Message:
    """Return a sensible message of that kind; `n` chooses among several."""
    answers = kind in ("manager_response", "acknowledge")
    by = _answering(dispute, n) if answers else _deciding(dispute)
    said = BODIES[kind](dispute, now, n)
    return read_message(kind, {"message_id": message_id, "by": by, **said})


def _answering(dispute: Dispute, n: int) -> Body:
    posts = dispute.missing() or dispute.responders() or tuple(dispute.asked)
    return {"post": _one_of(posts, n), "reference": "PM-3"}


def _deciding(dispute: Dispute) -> Body:
    raised_by = dispute.request.raised_by
    return {"post": raised_by.role, "reference": raised_by.reference}


def _one_of(several: Sequence[Any], n: int) -> Any:
    return several[n % len(several)]


def _day(now: datetime, later: int) -> str:
    return (london_day(now) + timedelta(days=later)).isoformat()


def _response(dispute: Dispute, now: datetime, n: int) -> Body:
    extents = ("whole", "whole", "partial", "more-time-needed")
    return {"answer": SAID, "extent": _one_of(extents, n)}


def _decision(dispute: Dispute, now: datetime, n: int) -> Body:
    day = _day(now, 2 + n % 25)
    posts = [*dispute.procedure.posts, "officer"]
    actions = [
        {"what": SAID, "owner": _one_of(posts, n + one), "due_on": day}
        for one in range(1 + n % 3)
    ]
    decisions: tuple[Body, ...] = (
        {"satisfied": False},
        {"satisfied": True},
        {"satisfied": True, "actions": actions},
        {"satisfied": True, "actions": actions, "outcome": "partly-settled"},
        {"satisfied": True, "outcome": "sufficiently-progressed", "follow_up_on": day},
    )
    return {**BECAUSE, **_one_of(decisions, n)}


def _escalation(dispute: Dispute, now: datetime, n: int) -> Body:
    here = dispute.stage
    assert here is not None
    said = {**BECAUSE, "reason": "officers-judgement"}
    if n % 2 and dispute.ladder.after(here.number) is not None:
        return said
    others = [
        one.number
        for one in dispute.ladder.stages
        if one.number != here.number or one.may_repeat
    ]
    return {**said, "to_stage": _one_of(others, n)}


def _switch(dispute: Dispute, now: datetime, n: int) -> Body:
    return {**BECAUSE, "ladder": _one_of(other_ladders(dispute), n)}


def _unsettled(dispute: Dispute, n: int) -> int:
    numbers = [one.number for one in dispute.agreed if one.is_unsettled]
    return int(_one_of(numbers, n))


def _side_step(dispute: Dispute, now: datetime, n: int) -> Body:
    steps = [one.key for one in dispute.procedure.side_steps]
    closed = [key for key in steps if key not in dispute.side_steps]
    return {**BECAUSE, "step": _one_of(closed, n), "conflict": bool(n % 2)}


def _a_second_earlier(dispute: Dispute) -> str:
    clock = dispute.visit.clock if dispute.visit else None
    began_at = clock.began_at if clock else dispute.raised_at
    return (began_at - timedelta(seconds=1)).isoformat()


def _confirming(dispute: Dispute, now: datetime, n: int) -> Body:
    checks = [one.key for one in dispute.procedure.checks]
    return {"ticked": [_one_of(checks or ["no-such-check"], n)]}


def _event(dispute: Dispute, now: datetime, n: int) -> Body:
    events = [one.key for one in dispute.procedure.override_events]
    return {**BECAUSE, "event": _one_of(events, n)}


BODIES: dict[str, Writes] = {
    "manager_response": _response,
    "acknowledge": lambda dispute, now, n: {"text": SAID},
    "delivery_failed": lambda dispute, now, n: {
        "notice": 1 + n % 3,
        "told_reference": "PM-3",
        "said": SAID,
    },
    "post_handed_over": lambda dispute, now, n: {
        "post": _one_of([*dispute.procedure.posts], n),
        "from_reference": "PM-3",
        "to_reference": "PM-8",
    },
    "officer_decision": _decision,
    "escalate": _escalation,
    "switch_ladder": _switch,
    "extend_deadline": lambda dispute, now, n: {
        **BECAUSE,
        "working_days": 1 + n % 2,
        "benefit_for_child": SAID,
        "further_enquiries": SAID,
    },
    "place_on_hold": lambda dispute, now, n: {**BECAUSE, "until": _day(now, 1)},
    "resume": lambda dispute, now, n: BECAUSE,
    "correct_start": lambda dispute, now, n: {
        **BECAUSE,
        "started_at": _a_second_earlier(dispute),
    },
    "action_done": lambda dispute, now, n: {"action": _unsettled(dispute, n)},
    "action_not_done": lambda dispute, now, n: {
        **BECAUSE,
        "action": _unsettled(dispute, n),
    },
    "close_dispute": lambda dispute, now, n: {
        **BECAUSE,
        "outcome": "closed-by-events",
        "impact": SAID,
        "child_told": CHILD_TOLD,
        "passed_over_because": SAID,
    },
    "withdraw": lambda dispute, now, n: BECAUSE,
    "consider_cafcass": lambda dispute, now, n: {**BECAUSE, "refer": bool(n % 2)},
    "refer_to_cafcass": lambda dispute, now, n: {
        **BECAUSE,
        "passed_over_because": SAID,
    },
    "note": lambda dispute, now, n: {"text": SAID},
    "good_practice": lambda dispute, now, n: {"text": SAID},
    "confirm_checks": _confirming,
    "meeting_arranged": lambda dispute, now, n: {
        "takes_place_at": (now + timedelta(days=1)).isoformat()
    },
    "meeting_held": lambda dispute, now, n: {"held_on": _day(now, 0), "outcome": SAID},
    "task_done": lambda dispute, now, n: {
        "task": _one_of([one.key for one in open_tasks(dispute)], n)
    },
    "inform_child": lambda dispute, now, n: {"child_told": CHILD_TOLD},
    "stay": lambda dispute, now, n: {**BECAUSE, "breached": bool(n % 2)},
    "open_side_step": _side_step,
    "close_side_step": lambda dispute, now, n: {
        "step": min(dispute.side_steps),
        "outcome": SAID,
    },
    "hear_from_cafcass": lambda dispute, now, n: {"news": "progress", "text": SAID},
    "exchange_with_court": lambda dispute, now, n: {"given": True, "what": SAID},
    "hand_over": lambda dispute, now, n: {
        **BECAUSE,
        "to_post": _one_of([*dispute.procedure.posts], n),
    },
    "report_event": _event,
    "correct": lambda dispute, now, n: {"entry": 1, "text": SAID},
}
