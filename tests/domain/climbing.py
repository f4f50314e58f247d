"""The story told without Temporal: the same loop as the workflow's, over pure rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.diary import next_line_at, write_diary
from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.held_back import next_sending_at, send_what_waited
from domain.notices import Delivered, DeliveryStatus, Notice, NotSent, Outcome, Post
from domain.postbag import Postbag
from domain.rules import check
from domain.visit import Call, Visit
from tests.situations import message, say

THE_OFFICER = {"post": "officer", "reference": "IRO-7"}
"""Whoever raised it, in any council's words."""

TOO_OFTEN = 200
"""Turns of the loop at one moment after which it would never have come to rest."""


@dataclass(frozen=True)
class Begun:
    """One stage as it was entered: by which call, from where, and who was told."""

    visit: Visit
    at: datetime
    call: Call | None
    left: Visit | None
    overdue: bool
    told: tuple[Notice, ...]


class Climb:
    """One dispute and its clock; time passes only when a test says so."""

    def __init__(self, dispute: Dispute, now: datetime) -> None:
        self.dispute = dispute
        self.now = now
        self.begun: list[Begun] = []
        self.postbag = Postbag()
        self.notices: list[Notice] = []
        self.not_sent: list[NotSent] = []
        self._story = self._run()
        self.wake()

    def wake(self) -> None:
        """Let the story look again, as it does after every message."""
        next(self._story, None)
        send_what_waited(self.dispute, self.now)

    def alarm(self) -> datetime | None:
        """When it looks again by itself."""
        moments = (
            self.dispute.wakes_at(),
            next_line_at(self.dispute),
            next_sending_at(self.dispute),
        )
        return min((one for one in moments if one is not None), default=None)

    def pass_until(self, moment: datetime) -> None:
        """Let time pass; the story wakes at each of its alarms."""
        for _ in range(TOO_OFTEN * 10):
            alarm = self.alarm()
            if alarm is None or alarm > moment:
                break
            self.now = max(self.now, alarm)
            self.wake()
        else:
            raise AssertionError(f"it is still {self.now}, and alarms go on ringing")
        self.now = moment
        self.wake()

    def sleep_until(self, moment: datetime) -> None:
        """Let time pass while no worker runs: nothing wakes until somebody says so."""
        self.now = moment

    def take_out(self, status: DeliveryStatus = DeliveryStatus.SENT) -> Post:
        """One round of the postman, who comes back with the same for every notice."""
        post = self.postbag.take(self.dispute, self.now)
        outcomes = tuple(Outcome(key=one.key, status=status) for one in post.notices)
        delivered = Delivered(outcomes=outcomes)
        self.notices += post.notices
        self.not_sent += post.not_sent
        self.postbag.come_back(self.dispute, post, delivered, self.now)
        return post

    def told(self) -> list[Notice]:
        """Every notice so far, in order, sent or waiting for the morning."""
        self.take_out()
        every = [*self.notices, *self.dispute.held_back]
        return sorted(every, key=lambda one: one.number)

    def say(self, kind: str, by: dict[str, str] | None = None, **said: Any) -> None:
        """Somebody says it, it is taken, and the story goes on."""
        say(self.dispute, self.now, kind, by or THE_OFFICER, **said)
        self.wake()

    def refusal(self, kind: str, by: dict[str, str] | None = None, **said: Any) -> str:
        """Somebody says it and is refused; returns the sentences."""
        spoken = message(kind, by or THE_OFFICER, **said)
        try:
            check(self.dispute, spoken, self.now)
        except DisputeRefused as refusal:
            return str(refusal)
        raise AssertionError(f"{kind} was not refused")

    def kinds(self) -> list[str]:
        """Kinds of its entries, in order."""
        return [entry.kind for entry in self.dispute.entries]

    def told_since(self, number: int, **like: Any) -> list[tuple[str, str]]:
        """Who was told what after notice `number`, of the notices that are `like`."""
        return [
            (one.to, one.kind.value)
            for one in self.told()
            if one.number > number
            and all(getattr(one, name) == value for name, value in like.items())
        ]

    def _run(self) -> Iterator[None]:
        dispute = self.dispute
        while stage := dispute.next_stage():
            came_by, left = dispute.call, dispute.visit
            before = dispute.notices_written
            overdue = any(one.due_at <= self.now for one in dispute.agreed)
            dispute.begin(stage, self.now)
            assert dispute.visit is not None
            written = (*dispute.outbox, *dispute.held_back)
            told = tuple(one for one in written if one.number > before)
            self.begun.append(
                Begun(dispute.visit, self.now, came_by, left, overdue, told)
            )
            yield from self._until(dispute.stage_is_over)
            if dispute.is_agreed:
                yield from self._until(dispute.watching_is_over)

    def _until(self, happened: Callable[[], bool]) -> Iterator[None]:
        turns = 0
        while not happened():
            turns += 1
            assert turns < TOO_OFTEN, "it never comes to rest"
            write_diary(self.dispute, self.now)
            due = self.dispute.wakes_at()
            if due is not None and due <= self.now:
                self.dispute.time_is_up(self.now)
                continue
            send_what_waited(self.dispute, self.now)
            alarm = self.alarm()
            if alarm is None or alarm > self.now:
                turns = 0
                yield
