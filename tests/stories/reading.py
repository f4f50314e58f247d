"""A dispute that is read aloud while it happens."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from domain.calendar import LONDON, WorkingCalendar, london
from domain.clock_proofs import proofs
from domain.clocks_now import clocks_now
from domain.errors import DisputeRefused
from domain.for_child import for_child
from domain.in_calendars import DUE, MEETING, ends
from domain.messages import read_message
from domain.notices import Delivered, DeliveryStatus, Notice, Outcome, Purpose
from domain.opening import Newer
from domain.refusals import keep_refused
from domain.rules import check, receive
from domain.rules.calendar_changes import found
from tests.domain.climbing import THE_OFFICER, Climb
from tests.procedures.watched import raised
from tests.situations import message

_SHOWN_OR_LONG = {"key", "number", "kind", "to", "to_title", "about", "why", "called"}
_COUNTED = {"entries", "notices"}

Comes = Callable[[Notice], Outcome]


def arrives(notice: Notice) -> Outcome:
    """Every letter arrives, and goes to whoever holds the post."""
    told = notice.to_reference or notice.to.upper() + "-1"
    status = DeliveryStatus.SENT
    return Outcome(key=notice.key, status=status, told=told, route="holder")


class Calendars:
    """What letters put into people's calendars, and take out again."""

    def __init__(self) -> None:
        self._has: dict[tuple[str, str], dict[str, datetime]] = {}

    def after(self, notice: Notice, told: str) -> str:
        """What a letter does to its reader's calendar, as in `Outcome`."""
        has = self._has.setdefault((notice.to, told), {})
        over = {name: at for name, at in has.items() if ends(notice, name, at)}
        puts_in = dict(self._puts_in(notice))
        for name in over:
            del has[name]
        has.update(puts_in)
        return "\n".join(
            [
                *(f"- {name} {at.isoformat()}" for name, at in over.items()),
                *(f"+ {name} {at.isoformat()}" for name, at in puts_in.items()),
            ]
        )

    def _puts_in(self, notice: Notice) -> Iterator[tuple[str, datetime]]:
        if notice.purpose is Purpose.TO_ACT and notice.due_at is not None:
            yield DUE, notice.due_at
        if notice.meets_at is not None:
            yield f"{MEETING}-{notice.visit}", notice.meets_at


class Reading:
    """A dispute, and everything that was written and told of it, in order.

    Attributes:
        climb: The dispute and its clock.
    """

    def __init__(self, procedure: str, on: str, **raising: Any) -> None:
        """Raise a dispute on a London day and time, `2026-03-30 10:00`."""
        self.climb: Climb = raised(procedure, _moment(on), **raising)
        self.comes: Comes = arrives
        self._entries = 0
        self._said = 0
        self._stands: dict[str, Any] = {}
        self._why: tuple[str, ...] = ()
        self._calendars = Calendars()
        self._letters: dict[int, dict[str, Any]] = {}
        self._lines: list[str] = [f"{procedure}, raised {london(self.climb.now)}", ""]
        self._read()

    def on(self, moment: str) -> "Reading":
        """Let time pass until a London day and time; every alarm is read as it rings."""
        until = _moment(moment)
        while (alarm := self.climb.alarm()) is not None and alarm <= until:
            self.climb.pass_until(max(alarm, self.climb.now))
            self._say("the clock rings")
            self._read()
        self.climb.pass_until(until)
        self._read()
        return self

    def says(self, kind: str, by: str = "", **said: Any) -> None:
        """Somebody says it at the door; it is taken, or why it is refused is read."""
        self._say(f"{self._who(by)} says {kind}")
        try:
            spoken = message(kind, self._by(by), **self._numbered(said))
            check(self.climb.dispute, spoken, self.climb.now)
        except DisputeRefused as refusal:
            self._lines += [f"    REFUSED. {refusal}", ""]
            return
        receive(self.climb.dispute, spoken, self.climb.now)
        self.climb.wake()
        self._read()

    def slips_in(self, kind: str, by: str = "", **said: Any) -> None:
        """It comes in without being judged, as at a replay under other rules."""
        self._say(f"{self._who(by)} says {kind}, which nobody judged")
        spoken = message(kind, self._by(by), **self._numbered(said))
        receive(self.climb.dispute, spoken, self.climb.now)
        self.climb.wake()
        self._read()

    def comes_by_signal(self, kind: str, data: object) -> None:
        """It comes in at the door for signals, is judged, and is kept if refused."""
        self._say(f"{kind} comes by signal")
        dispute, now = self.climb.dispute, self.climb.now
        try:
            spoken = read_message(kind, data)
            check(dispute, spoken, now)
        except DisputeRefused as refusal:
            keep_refused(dispute, kind, str(refusal), data, now)
        else:
            receive(dispute, spoken, now)
        self.climb.wake()
        self._read()

    def finds_calendar(self, calendar: WorkingCalendar, since: str) -> None:
        """Another calendar is found when a limit passes."""
        self._say("another calendar is found")
        newer = Newer(calendar=calendar, since=_moment(since))
        found(self.climb.dispute, newer, self.climb.now)
        self.climb.wake()
        self._read()

    def reads_clocks(self) -> None:
        """How each date was reached, and what is recorded to reach it again."""
        self._say("the dates are explained")
        now = clocks_now(self.climb.dispute)
        hidden = {"clocks", "office_hours"}
        self._lines += _facts(now.model_dump(mode="json", exclude=hidden))
        for clock in now.clocks:
            short = clock.model_dump(mode="json", exclude={"ledger"})
            self._lines += [f"    {_plain(short)}"]
            self._lines += [f"         {line}" for line in clock.ledger.explain()]
        self._lines.append("")

    def text(self) -> str:
        """Everything so far; at the end, what the child is told, and what is proved."""
        dispute = self.climb.dispute
        self._lines += ["To be read with the child:", ""]
        self._lines += [f"    {line}" for line in for_child(dispute.entries)]
        self._lines += ["", "Worked out again from the record:", ""]
        for proof in proofs(dispute.entries):
            plain = proof.model_dump(mode="json", exclude={"how"})
            self._lines += [f"    {_plain(plain)}"]
        return "\n".join(self._lines) + "\n"

    def _numbered(self, said: dict[str, Any]) -> dict[str, Any]:
        self._said += 1
        return {"message_id": f"said-{self._said}", **said}

    def _by(self, post: str) -> dict[str, str]:
        return {"post": post, "reference": f"{post}-1"} if post else THE_OFFICER

    def _who(self, post: str) -> str:
        return post or "the officer"

    def _say(self, what: str) -> None:
        self._lines += [f"{london(self.climb.now)}: {what}", ""]

    def _read(self) -> None:
        """The postman goes until only what came back waits for his next visit."""
        dispute, postbag = self.climb.dispute, self.climb.postbag
        self._round()
        for _ in range(20):
            if not dispute.outbox and len(dispute.entries) == postbag.entries_taken:
                return
            self._round()
        raise AssertionError("it never comes to rest")

    def _round(self) -> None:
        climb = self.climb
        post = climb.postbag.take(climb.dispute, climb.now)
        for entry in post.entries:
            by = f"  [{entry.by}]" if entry.by else ""
            self._lines.append(f"{entry.number:>4}. {entry.kind}: {entry.says}{by}")
            told = {k: v for k, v in entry.details.items() if k != "clocks"}
            self._lines += _facts(told)
        for notice in post.notices:
            self._lines += self._letter(notice)
            if notice.about.standing is not post.situation.standing:
                self._lines.append(f"      about: {notice.about.standing.value}")
        for left_out in post.not_sent:
            self._lines.append(
                f"   not sent: {left_out.notice.number}, {left_out.because}"
            )
        self._lines += self._changed(post.situation.model_dump(mode="json"))
        delivered = Delivered(outcomes=tuple(self._come(one) for one in post.notices))
        climb.postbag.come_back(climb.dispute, post, delivered, climb.now)
        climb.wake()

    def _come(self, notice: Notice) -> Outcome:
        outcome = self.comes(notice)
        if outcome.status is not DeliveryStatus.SENT:
            return outcome
        calendar = self._calendars.after(notice, outcome.told)
        for line in calendar.splitlines():
            self._lines.append(f"      in the calendar of {outcome.told}: {line}")
        return outcome.model_copy(update={"calendar": calendar})

    def _letter(self, notice: Notice) -> Iterator[str]:
        to = f"{notice.kind.value} to {notice.to_title} ({notice.to})"
        told = notice.model_dump(
            mode="json", exclude_defaults=True, exclude=_SHOWN_OR_LONG
        )
        if self._letters.get(notice.number) == told:
            yield f"   -> {notice.number} again, {to}"
            return
        self._letters[notice.number] = told
        yield f"   -> {notice.number} {to}"
        yield from _facts(told)
        if notice.why and notice.why != self._why:
            self._why = notice.why
            yield from (f"         {line}" for line in notice.why)

    def _changed(self, stands: dict[str, Any]) -> list[str]:
        before, self._stands = self._stands, stands
        changed = {
            key: value for key, value in stands.items() if before.get(key) != value
        }
        if changed.keys() <= _COUNTED:
            return [""] if changed else []
        return ["   now:", *_facts(changed), ""]


def _facts(facts: dict[str, Any]) -> list[str]:
    return [f"      {key}: {_plain(value)}" for key, value in facts.items()]


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON).astimezone(UTC)
