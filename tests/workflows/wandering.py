"""A dispute to which anybody says anything that may be said, the same for one seed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.calendar import london_day
from domain.errors import DisputeRefused
from domain.messages import Message, RaiseDispute, read_message, read_raised
from domain.opening import Basis
from domain.script import Script
from domain.simulation import Course
from domain.situation import situation_of
from domain.story import Story

STEPS = 40
MESSAGES = 8
ROOM = timedelta(minutes=10)
"""Nothing is said so near to an alarm that a busy machine might hear it the other way."""


def wander(basis: Basis, at: datetime, seed: str) -> Course:
    """Return the course of a dispute to which things are said at random."""
    chance = Random(seed)
    request = read_raised(Script().request(basis.procedure))
    story, spoken = Story(request, basis, at), list[tuple[datetime, Message]]()
    for _ in range(STEPS):
        alarm = story.alarm()
        if alarm is None or len(spoken) == MESSAGES:
            break
        if alarm - story.now <= 3 * ROOM or chance.random() < 0.3:
            story.ring()
            continue
        moment = _between(story.now + ROOM, alarm - ROOM, chance)
        message = _something(story, request, moment, chance, len(spoken))
        if message is not None:
            story.hear(message, moment)
            spoken.append((moment, message))
    story.ring()
    return Course(
        request=request,
        entries=tuple(story.dispute.entries),
        notices=tuple(story.notices),
        spoken=tuple(spoken),
        unsent=(),
        situation=situation_of(story.dispute),
        ended_at=story.now,
        ends="Nothing more was said.",
    )


def _between(first: datetime, last: datetime, chance: Random) -> datetime:
    soon = min(last, first + timedelta(days=4))
    minutes = int((soon - first) / timedelta(minutes=1))
    return first + timedelta(minutes=chance.randint(0, minutes))


def _something(
    story: Story, request: RaiseDispute, at: datetime, chance: Random, number: int
) -> Message | None:
    """One message that may be sent at `at`; None if nothing that was tried may."""
    sayings = list(_sayings(story, request, at, chance))
    chance.shuffle(sayings)
    for kind, said in sayings:
        message = read_message(kind, {"message_id": f"w-{number}", **said})
        try:
            story.may_hear(message, at)
        except DisputeRefused:
            continue
        return message
    return None


def _sayings(
    story: Story, request: RaiseDispute, at: datetime, chance: Random
) -> Iterator[tuple[str, dict[str, Any]]]:
    dispute, procedure = story.dispute, story.dispute.procedure
    by = {"post": request.raised_by.role, "reference": request.raised_by.reference}
    said = {"by": by, "because": "Marmalade."}
    soon = dispute.calendar.working_day(
        london_day(at), chance.randint(2, 6)
    ).isoformat()
    owner = chance.choice([*procedure.posts, "officer"])
    stages = [one.number for one in dispute.ladder.stages]
    for post in dispute.responders():
        answer = {"by": {"post": post, "reference": "X-1"}, "answer": "Marmalade."}
        yield "manager_response", answer
        yield "manager_response", {**answer, "extent": "partial"}
    yield "officer_decision", {**said, "satisfied": False}
    promised = {"what": "Marmalade.", "owner": owner, "due_on": soon}
    yield "officer_decision", {**said, "satisfied": True, "actions": [promised]}
    yield "escalate", {**said, "reason": "officers-judgement"}
    named = chance.choice(stages)
    yield "escalate", {**said, "reason": "unsatisfactory", "to_stage": named}
    more = {"benefit_for_child": "Marmalade.", "further_enquiries": "Marmalade."}
    yield "extend_deadline", {**said, **more, "working_days": chance.randint(1, 4)}
    yield "place_on_hold", {**said, "until": soon}
    yield "resume", said
    yield "stay", said
    yield "refer_to_cafcass", {**said, "passed_over_because": "Marmalade."}
    for one in dispute.agreed:
        yield "action_done", {"by": by, "action": one.number}
        yield "action_not_done", {**said, "action": one.number}
    for ladder in procedure.ladders:
        yield "switch_ladder", {**said, "ladder": ladder.name}
    for step in procedure.side_steps:
        yield "open_side_step", {**said, "step": step.key}
    for event in procedure.override_events:
        yield "report_event", {**said, "event": event.key}
    yield "hand_over", {**said, "to_post": chance.choice(list(procedure.posts))}
