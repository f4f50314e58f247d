"""A script played through without a server, by the rules the workflow uses.

Nobody waits here. The clock is moved from one alarm to the next, and the answers of a
script come in at their times, so that months pass in milliseconds.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.calendar import london, london_day
from domain.errors import DisputeRefused
from domain.messages import Message, RaiseDispute, read_raised
from domain.notices import Notice
from domain.opening import Basis
from domain.record import Entry, Situation
from domain.script import Answer, Script, ScriptRefused
from domain.situation import situation_of
from domain.standstill import stands_still, why_it_ends
from domain.story import Story


@dataclass(frozen=True)
class Moment:
    """What happened at one moment, and who was told of it then.

    Attributes:
        at: Aware UTC.
        entries: What was written down, in order.
        notices: What was posted, in order.
    """

    at: datetime
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Course:
    """How a dispute went.

    Attributes:
        request: What was raised.
        entries: Everything that happened, in order.
        notices: Everything that somebody was told, in order.
        spoken: What the script said, and when.
        unsent: Answers of the script for a stage that never came.
        situation: Where it stands at the end.
        ended_at: When the simulation ended, aware UTC.
        ends: One sentence: why there is no more.
    """

    request: RaiseDispute
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    spoken: tuple[tuple[datetime, Message], ...]
    unsent: tuple[Answer, ...]
    situation: Situation
    ended_at: datetime
    ends: str

    def moments(self) -> list[Moment]:
        """The same by date."""
        times = {one.at for one in self.entries} | {one.at for one in self.notices}
        return [
            Moment(
                at,
                tuple(one for one in self.entries if one.at == at),
                tuple(one for one in self.notices if one.at == at),
            )
            for at in sorted(times)
        ]


def simulate(script: Script, basis: Basis, at: datetime) -> Course:
    """Play a script from `at` to where nothing more happens by itself.

    Args:
        script: What is raised and answered; with no answers nobody says anything.
        basis: The procedure, and the calendar in its office hours.
        at: When it is raised, aware UTC.

    Raises:
        RaiseRefused: It may not be raised as it was written.
        ScriptRefused: Answers of the script are not taken; says which. What follows is
            played without them, so that all are told at once.
        BeyondCoverage: It goes on past the last day that the calendar knows.
    """
    request = read_raised(script.request(basis.procedure))
    story = Story(request, basis, at)
    dispute = story.dispute
    waiting = list(enumerate(script.answers, start=1))
    spoken: list[tuple[datetime, Message]] = []
    refused: list[tuple[int, str]] = []
    while dispute.standing.is_open:
        due = _next_answer(story, waiting)
        alarm = story.alarm()
        if due is not None and (alarm is None or due <= alarm):
            number, answer = waiting.pop(0)
            try:
                message = _say(story, number, answer, due)
                spoken.append((story.now, message))
            except DisputeRefused as refusal:
                which = f"Answer {number}, {answer.send} at stage {answer.at_stage}"
                refused.append((number, f"{which}: {refusal}"))
            continue
        if due is None and stands_still(
            situation_of(dispute), dispute.entries, story.now
        ):
            break
        if not story.ring():
            break
    while not dispute.standing.is_open and story.ring():
        pass  # what was written at the end may wait for the morning
    if refused:
        raise ScriptRefused(refused)
    situation = situation_of(dispute)
    return Course(
        request=request,
        entries=tuple(dispute.entries),
        notices=tuple(story.notices),
        spoken=tuple(spoken),
        unsent=tuple(answer for _, answer in waiting),
        situation=situation,
        ended_at=story.now,
        ends=why_it_ends(situation, dispute.entries),
    )


def _next_answer(story: Story, waiting: list[tuple[int, Answer]]) -> datetime | None:
    """When the next answer is to be sent, if it is for the present stage."""
    visit = story.dispute.visit
    if visit is None or not waiting or waiting[0][1].at_stage != visit.stage.number:
        return None
    return waiting[0][1].moment(visit.began_at, story.dispute.calendar)


def _say(story: Story, number: int, answer: Answer, due: datetime) -> Message:
    visit = story.dispute.visit
    if visit is not None and due < visit.began_at:
        raise DisputeRefused(
            f"{answer.at:%H:%M} is before the stage begins, {london(visit.began_at)};"
            " name a later time, or a later day."
        )
    at = max(due, story.now)
    message = answer.message(number, london_day(at), story.dispute.calendar)
    story.hear(message, at)
    return message
