"""For every message a body that ought to be taken when the dispute offers it."""

from datetime import datetime, timedelta
from typing import Any

from domain.calendar import london_day
from domain.dispute import Dispute
from domain.messages import Message, read_message
from domain.tasks import open_tasks

SAID = "Marigold Pemberton-Vole said so."
CHILD_TOLD = {"told": False, "how_or_why_not": SAID}


def plausible(
    dispute: Dispute, kind: str, now: datetime, message_id: str, n: int = 0
) -> Message:
    """Return a sensible message of that kind; `n` chooses among several."""
    body = {
        "message_id": message_id,
        "by": _speaker(dispute, kind, n),
        **_said(dispute, kind, now, n),
    }
    return read_message(kind, body)


def _speaker(dispute: Dispute, kind: str, n: int) -> dict[str, str]:
    if kind == "manager_response":
        posts = dispute.missing() or dispute.responders()
        return {"post": posts[n % len(posts)], "reference": "PM-3"}
    raised_by = dispute.request.raised_by
    return {"post": raised_by.role, "reference": raised_by.reference}


def _said(dispute: Dispute, kind: str, now: datetime, n: int) -> dict[str, Any]:
    tomorrow = (london_day(now) + timedelta(days=1)).isoformat()
    because = {"because": SAID}
    match kind:
        case "manager_response":
            extent = ("whole", "whole", "partial", "more-time-needed")[n % 4]
            return {"answer": SAID, "extent": extent}
        case "officer_decision":
            return {**because, **_decision(dispute, now, n)}
        case "escalate":
            return {**because, "reason": "officers-judgement", **_where_to(dispute, n)}
        case "switch_ladder":
            names = [one.name for one in dispute.procedure.ladders]
            names.remove(dispute.ladder.name)
            return {**because, "ladder": names[n % len(names)]}
        case "extend_deadline":
            gain = {"benefit_for_child": SAID, "further_enquiries": SAID}
            return {**because, **gain, "working_days": 1 + n % 2}
        case "place_on_hold":
            return {**because, "until": tomorrow}
        case "action_done" | "action_not_done":
            unsettled = [one.number for one in dispute.agreed if one.is_unsettled]
            said = because if kind == "action_not_done" else {"evidence": SAID}
            return {**said, "action": unsettled[n % len(unsettled)]}
        case "close_dispute":
            ended = {"outcome": "closed-by-events", "impact": SAID}
            return {**because, **ended, "child_told": CHILD_TOLD}
        case _:
            return _beside(dispute, kind, now, n)


def _beside(dispute: Dispute, kind: str, now: datetime, n: int) -> dict[str, Any]:
    because = {"because": SAID}
    procedure = dispute.procedure
    closed = [one for one in procedure.side_steps if one.key not in dispute.side_steps]
    events = [one.key for one in procedure.override_events]
    tasks = [one.key for one in open_tasks(dispute)]
    posts = [*procedure.posts]
    tomorrow = (now + timedelta(days=1)).isoformat()
    match kind:
        case "note":
            return {"text": SAID}
        case "resume":
            return because
        case "consider_cafcass":
            return {**because, "refer": bool(n % 2)}
        case "refer_to_cafcass":
            return {**because, "passed_over_because": SAID}
        case "meeting_arranged":
            return {"takes_place_at": tomorrow}
        case "meeting_held":
            return {"held_on": london_day(now).isoformat(), "outcome": SAID}
        case "task_done":
            return {"task": tasks[n % len(tasks)]}
        case "open_side_step":
            return {**because, "step": closed[n % len(closed)].key}
        case "close_side_step":
            return {"step": min(dispute.side_steps), "outcome": SAID}
        case "report_event":
            return {**because, "event": events[n % len(events)]}
        case "hand_over":
            return {**because, "to_post": posts[n % len(posts)]}
        case "inform_child":
            return {"child_told": CHILD_TOLD}
        case "correct":
            return {"entry": 1, "text": SAID}
        case "hear_from_cafcass":
            return {"news": "progress", "text": SAID}
        case "exchange_with_court":
            return {"given": True, "what": SAID}
        case _:
            return because


def _decision(dispute: Dispute, now: datetime, n: int) -> dict[str, Any]:
    day = (now + timedelta(days=2 + n % 25)).date().isoformat()
    posts = [*dispute.procedure.posts, "officer"]
    actions = [
        {"what": SAID, "owner": posts[(n + one) % len(posts)], "due_on": day}
        for one in range(1 + n % 3)
    ]
    return (
        {"satisfied": False},
        {"satisfied": True},
        {"satisfied": True, "actions": actions},
        {"satisfied": True, "actions": actions, "outcome": "partly-settled"},
        {
            "satisfied": True,
            "outcome": "sufficiently-progressed",
            "follow_up_on": day,
        },
    )[n % 5]


def _where_to(dispute: Dispute, n: int) -> dict[str, Any]:
    here = dispute.stage
    assert here is not None
    if n % 2 and dispute.ladder.after(here.number) is not None:
        return {}
    others = [
        one.number
        for one in dispute.ladder.stages
        if one.number != here.number or one.may_repeat
    ]
    return {"to_stage": others[n % len(others)]}
