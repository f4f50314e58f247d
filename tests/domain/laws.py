"""What holds for a dispute at any moment, whatever has happened to it."""

from datetime import datetime
from typing import Any

from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.held_back import next_sending_at
from domain.messages import EscalationReason, Message
from domain.notices import Notice, NoticeKind
from domain.procedure.people import Ability, Condition
from domain.record import Standing
from domain.rules import check, receive
from domain.situation import may_be_sent, situation_of
from tests.domain.climbing import Begun, Climb
from tests.domain.sayings import CANARY

ABOUT_A_NOTICE = {NoticeKind.MESSAGE_REFUSED, NoticeKind.NOT_DELIVERED}
"""All that is still told after the end; neither tells a date."""

MAY_MOVE_A_DATE = {
    "extended",
    "placed-on-hold",
    "resumed",
    "calendar-changed",
    "start-corrected",
}

NEVER_OFFERED = {
    "manager_response",
    "change_calendar",
    "delivery_failed",
    "post_handed_over",
}
"""An answer is welcome after its stage too; calendars are the operator's business."""


class Laws:
    """Looks at a dispute after each step, and remembers what it has seen."""

    def __init__(self, climb: Climb) -> None:
        self.climb = climb
        self.dispute = climb.dispute
        self._entries: list[str] = []
        self._last_entry_at = self.dispute.entries[0].at
        self._notices = 0
        self._begun = 0
        self._wait: tuple[int, datetime | None] = (0, None)
        self._told: dict[str, datetime | None] = {}
        self._ended = False
        self._alarm = self.dispute.changes, climb.alarm()

    def hold(self) -> None:
        """Everything that has happened since the last look was lawful."""
        seen = len(self._entries)
        new = self._new_notices()
        self._the_record_only_grows()
        self._no_alarm_is_set_anew_unless_something_happened()
        self._an_open_dispute_looks_again_by_itself()
        self._standing_and_state_agree()
        self._nothing_a_person_wrote_is_told(new, seen)
        self._stages_begin_when_they_should()
        self._who_was_told_a_date_is_told_the_new_one(new, seen)
        self._nothing_is_told_after_the_end(new)

    def _no_alarm_is_set_anew_unless_something_happened(self) -> None:
        changes, alarm = self.dispute.changes, self.climb.alarm()
        if changes == self._alarm[0]:
            assert alarm == self._alarm[1], "the workflow would have slept past it"
        self._alarm = changes, alarm

    def nothing_ever_changed(self) -> None:
        """What the record says is what it said when it was written."""
        written = [one.model_dump_json() for one in self.dispute.entries]
        assert written[: len(self._entries)] == self._entries, "an entry changed"

    # --- each of them ---------------------------------------------------------------

    def _new_notices(self) -> list[Notice]:
        climb = self.climb
        lying = [*climb.notices, *climb.postbag.waiting, *self.dispute.outbox]
        lying += self.dispute.held_back
        lying += [one.notice for one in (*climb.not_sent, *self.dispute.not_sent)]
        new = {one.number: one for one in lying if one.number > self._notices}
        self._notices = self.dispute.notices_written
        return [new[number] for number in sorted(new)]

    def _the_record_only_grows(self) -> None:
        seen = len(self._entries)
        for number, one in enumerate(self.dispute.entries[seen:], seen + 1):
            assert one.number == number, "numbers have gaps"
            assert one.at >= self._last_entry_at, "it is not in the order of time"
            self._last_entry_at = one.at
            self._entries.append(one.model_dump_json())

    def _an_open_dispute_looks_again_by_itself(self) -> None:
        alarm = self.climb.alarm()
        if self.dispute.standing.is_open:
            assert alarm is not None, "it would sleep for ever"
            assert alarm > self.climb.now, "it has not come to rest"
        else:
            waits_for = next_sending_at(self.dispute)
            assert alarm == waits_for, "it rings after its end for nothing"

    def _standing_and_state_agree(self) -> None:
        d = self.dispute
        watched = any(one.is_watched for one in d.agreed)
        assert d.call is None, "a stage is called and not entered"
        assert (d.closed_at is None) == d.standing.is_open
        assert d.is_held == (d.standing is Standing.ON_HOLD)
        if d.standing is Standing.MONITORING:
            assert d.accepted is not None
            assert watched
        if d.standing.is_open and d.accepted is not None and watched:
            assert d.standing in (Standing.MONITORING, Standing.ON_HOLD)
        if d.standing is Standing.AWAITING_RESPONSE:
            assert not d.everything_is_answered()
            assert d.awaited()
        if d.overall is not None and d.standing.is_open:
            assert d.overall.is_held <= d.is_held, "the whole process stands still"

    def _nothing_a_person_wrote_is_told(self, new: list[Notice], seen: int) -> None:
        assert CANARY not in situation_of(self.dispute).model_dump_json()
        for notice in new:
            assert CANARY not in notice.model_dump_json()
        for entry in self.dispute.entries[seen:]:
            assert CANARY not in f"{entry.says} {entry.kind} {entry.by}"

    def _stages_begin_when_they_should(self) -> None:
        for begun in self.climb.begun[self._begun :]:
            _was_called_or_due(begun)
            told = {one.to for one in begun.told}
            assert {*begun.visit.asked, *_named(begun, self.dispute), "officer"} <= told
            if begun.left is not None and begun.left.stage != begun.visit.stage:
                assert {*begun.left.asked} <= told, "who was passed is not told so"
        self._begun = len(self.climb.begun)

    def _who_was_told_a_date_is_told_the_new_one(
        self, new: list[Notice], seen: int
    ) -> None:
        """While one stage lasts, asked or on hold; the one who moves it knows."""
        d = self.dispute
        runs = d.standing in (Standing.AWAITING_RESPONSE, Standing.ON_HOLD)
        number = d.visit.number if d.visit else 0
        (before, was), now = self._wait, d.wakes_at() if runs else None
        self._wait = number, now
        if before == number and was and now and was != now:
            kinds = {one.kind for one in d.entries[seen:]}
            assert kinds & MAY_MOVE_A_DATE, "a date moved by no recorded event"
            if was > self.climb.now:
                hear = {one.to for one in new if one.due_at == now}
                heard = {to for to, date in self._told.items() if date == was}
                assert heard - hear <= {"officer"}, "somebody still believes the old"
        for one in new:
            if one.kind not in ABOUT_A_NOTICE:
                self._told[one.to] = one.due_at

    def _nothing_is_told_after_the_end(self, new: list[Notice]) -> None:
        if self._ended:
            assert {one.kind for one in new} <= ABOUT_A_NOTICE
        self._ended = not self.dispute.standing.is_open


def refusal_of(dispute: Dispute, message: Message, now: datetime) -> str | None:
    """Check a message; whatever the answer, nothing has changed by asking."""
    before, offered = _everything(dispute), may_be_sent(dispute)
    why = None
    try:
        check(dispute, message, now)
    except DisputeRefused as refusal:
        why = str(refusal)
    assert _everything(dispute) == before, "checking changes something"
    if why is not None:
        assert CANARY not in why, "a refusal repeats what a person wrote"
        assert why.endswith("."), "a refusal is made of sentences"
    elif message.message_id not in dispute.heard:
        assert message.kind in {*offered, *NEVER_OFFERED}, "it is taken, not offered"
    return why


def take(dispute: Dispute, message: Message, now: datetime) -> None:
    """Receive a message, as a handler does: it never fails, and applies it once."""
    heard, before = message.message_id in dispute.heard, _everything(dispute)
    receive(dispute, message, now)
    after = _everything(dispute)
    kept = [one for one in dispute.entries if one.message_id == message.message_id]
    assert kept or message.kind == "change_calendar", f"{message.kind} is lost"
    if heard:
        assert after == before, "a message is applied twice"
    receive(dispute, message, now)
    assert _everything(dispute) == after, "a message is applied twice"


def has_the_power(dispute: Dispute) -> bool:
    """Section 25B(3) of the Children Act 1989: an IRO, for a looked after child."""
    request, procedure = dispute.request, dispute.procedure
    may = procedure.officers[request.raised_by.role].may
    kinds = procedure.cafcass.children or procedure.children
    return Ability.REFER_TO_CAFCASS in may and request.child.kind in kinds


def _everything(d: Dispute) -> tuple[Any, ...]:
    told = (d.notices_written, d.changes)
    return len(d.entries), told, d.standing, d.call, d.held, d.wakes_at()


def _was_called_or_due(begun: Begun) -> None:
    call, left = begun.call, begun.left
    if left is None:
        assert call is None
        return
    assert call is not None, "a stage begins that nobody called for"
    assert begun.visit.number == left.number + 1
    if call.by is not None:
        return
    if call.reason is EscalationReason.AGREED_TASK_NOT_DONE:
        assert begun.overdue, "nothing that was agreed is overdue"
        return
    assert call.reason is EscalationReason.NO_RESPONSE
    due = left.clock.due() if left.clock else None
    assert due is not None
    assert due <= begun.at, "the stage before still had time"


def _named(begun: Begun, dispute: Dispute) -> set[str]:
    """Posts that the procedure names for a stage, as a reader of it would say."""
    first = begun.left is None
    tell = begun.visit.stage.tell
    return {one.post for one in tell if _so(one.when, dispute, first=first)}


def _so(when: Condition | None, dispute: Dispute, *, first: bool) -> bool:
    request = dispute.request
    return when is None or all(
        [
            when.in_proceedings in (None, request.in_proceedings),
            not when.themes or bool({*when.themes} & {*request.themes}),
            not when.children or request.child.kind in when.children,
            when.starts_here in (None, first),
        ]
    )
