"""Laws that hold for any dispute, whatever arrives in whatever order, under any procedure.

`HYPOTHESIS_PROFILE=thorough` tries twenty times as many stories.
"""

import os
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar
from domain.dispute import Dispute
from domain.errors import DisputeRefused, RaiseRefused
from domain.messages import (
    EscalationReason,
    Message,
    RaiseDispute,
    read_message,
    read_raised,
)
from domain.notices import DeliveryStatus, Notice, NoticeKind
from domain.opening import Basis, check_raise
from domain.procedure import Procedure
from domain.procedure.people import Ability, Condition
from domain.record import Standing
from domain.refusals import keep_refused
from domain.rules import check, receive
from domain.situation import may_be_sent, situation_of
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED
from tests.domain.climbing import Begun, Climb
from tests.domain.plausible import plausible
from tests.domain.sayings import CANARY, JUNK, MOVERS, TEXT, sayings

FAST = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
THOROUGH = settings(FAST, max_examples=500, stateful_step_count=60, derandomize=False)
PROFILE = THOROUGH if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else FAST

INVENTED = Path(__file__).parents[1] / "procedures" / "invented"
FILES = sorted([*SHIPPED.glob("*.yaml"), *INVENTED.glob("*.yaml")])
PROCEDURES = {path.stem: read_procedure(path) for path in FILES}
WHOLE_CALENDAR = read_calendar().between(date(2025, 1, 1), date(2030, 12, 31))

MON_2_MAR_2026 = datetime(2026, 3, 2, tzinfo=UTC)
LATE_2028 = datetime(2028, 9, 1, tzinfo=UTC)
"""Calendars end in 2030; no story goes on so long that a new limit would pass that."""

TELLS_AFTER_THE_END = {NoticeKind.MESSAGE_REFUSED, NoticeKind.NOT_DELIVERED}
NEVER_OFFERED = {"manager_response", "change_calendar"}
"""An answer is welcome after its stage too; calendars are the operator's business."""

MAY_MOVE_A_DATE = {"extended", "placed-on-hold", "resumed", "calendar-changed"}


def calendar_of(procedure: Procedure) -> WorkingCalendar:
    """The calendar as the dispute's opening hands it out."""
    hours = WHOLE_CALENDAR.office_hours.parse(procedure.timing.office_hours)
    changes = {"office_hours": hours, "cut_from": WHOLE_CALENDAR.version}
    return WHOLE_CALENDAR.model_copy(update=changes)


CALENDARS = {name: calendar_of(one) for name, one in PROCEDURES.items()}


@st.composite
def raisings(draw: st.DrawFn, procedure: Procedure, now: datetime) -> dict[str, Any]:
    """A dispute to be raised, mostly as the procedure wants it."""
    role = draw(st.sampled_from(sorted(procedure.officers)))
    themes = [*(one.key for one in procedure.issues())]
    if procedure.other_issue_allowed or not themes:
        themes.append("other")
    numbers = sorted({one.number for one in procedure.stages()})
    ago = draw(st.sampled_from([None, None, None, 0, 30, 2000, 8000]))
    raised_at = None if ago is None else (now - timedelta(hours=ago)).isoformat()
    start = draw(st.one_of(st.none(), st.none(), st.sampled_from(numbers)))
    limits = st.dictionaries(st.sampled_from(numbers), st.integers(1, 12), max_size=2)
    return {
        "authority": procedure.authority,
        "reference": "X-2026-1",
        "raised_by": {"role": role, "reference": "IRO-7"},
        "child": {
            "reference": "C-1138",
            "kind": draw(st.sampled_from(procedure.officers[role].children)),
        },
        "team": "north",
        "themes": draw(
            st.lists(st.sampled_from(themes), min_size=1, max_size=2, unique=True)
        ),
        "concerns": draw(
            st.lists(st.sampled_from(sorted(procedure.concerns) or [""]), max_size=1)
            if procedure.concerns
            else st.just([])
        ),
        "in_proceedings": draw(st.booleans()),
        "issue": TEXT,
        "impact": TEXT,
        "resolution_sought": TEXT,
        "start_stage": start,
        "start_because": TEXT,
        "ladder": draw(
            st.sampled_from([None, None, *(one.name for one in procedure.ladders)])
        ),
        "respond_within_working_days": draw(st.one_of(st.just({}), limits)),
        "raised_at": raised_at,
        "entered_late_because": TEXT,
    }


class AnyDispute(RuleBasedStateMachine):
    """One dispute, anybody who may speak to it, and time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.climb: Climb | None = None
        self.seen: list[str] = []
        self.last_entry_at = MON_2_MAR_2026
        self.notices_seen = 0
        self.begun_seen = 0
        self.last: tuple[int, Standing, datetime | None] | None = None
        self.dates: dict[str, datetime | None] = {}
        self.entries_before = 0
        self.closed_with: int | None = None
        self.sent = 0
        self.taken: list[str] = []
        self.delayed: set[str] = set()

    # --- what may happen -----------------------------------------------------------

    @initialize(data=st.data(), hour=st.integers(0, 5000))
    def is_raised(self, data: st.DataObject, hour: int) -> None:
        procedure = PROCEDURES[self.name]
        now = MON_2_MAR_2026 + timedelta(hours=hour)
        basis = Basis(procedure=procedure, calendar=CALENDARS[procedure.name])
        plain = data.draw(raisings(procedure, now))
        try:
            request = _raised(plain, basis, now)
        except RaiseRefused as refusal:
            note(str(refusal))
            request = _raised({**plain, **_unremarkable(procedure)}, basis, now)
        dispute = Dispute(request, basis, now)
        note(f"{procedure.name}, ladder {dispute.ladder.name}")
        self.climb = Climb(dispute, now)

    @rule(data=st.data(), unchecked=st.integers(0, 5).map(lambda n: n == 0))
    def somebody_speaks(self, data: st.DataObject, unchecked: bool) -> None:
        message = data.draw(sayings(self.dispute, self.now))
        self._arrives(message, unchecked=unchecked)
        self.story.wake()

    @rule(which=st.integers(0, 99), n=st.integers(0, 99))
    def somebody_says_what_may_be_said(self, which: int, n: int) -> None:
        """Whatever is offered is taken, if it is sensible."""
        self._is_taken(which, n)
        self.story.wake()

    @rule(
        said=st.lists(
            st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=3
        )
    )
    def several_say_what_may_be_said(self, said: list[tuple[int, int]]) -> None:
        """All of it is read before the story goes on."""
        for which, n in said:
            self._is_taken(which, n)
        self.story.wake()

    @rule(data=st.data())
    def two_speak_at_once(self, data: st.DataObject) -> None:
        self._arrives(data.draw(sayings(self.dispute, self.now)), unchecked=False)
        self._arrives(data.draw(sayings(self.dispute, self.now)), unchecked=False)
        self.story.wake()

    @rule(data=st.data())
    def nonsense_arrives(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from(["note", "manager_response", CANARY]))
        nonsense = data.draw(JUNK)
        try:
            message = read_message(kind, nonsense)
        except DisputeRefused as refusal:
            keep_refused(self.dispute, kind, str(refusal), nonsense, self.now)
        else:
            self._arrives(message, unchecked=False)
        self.story.wake()

    @rule(data=st.data())
    def the_officer_refers_to_cafcass(self, data: st.DataObject) -> None:
        """Nobody stands in the officer's way, whatever the procedure asks first."""
        raised_by = self.dispute.request.raised_by
        if not self.dispute.standing.is_open or not _has_the_power(self.dispute):
            return
        message = read_message(
            "refer_to_cafcass",
            {
                "message_id": f"cafcass-{len(self.dispute.entries)}",
                "by": {"post": raised_by.role, "reference": raised_by.reference},
                "because": TEXT,
                "passed_over_because": TEXT,
            },
        )
        check(self.dispute, message, self.now)
        self._arrives(message, unchecked=False)
        self.story.wake()

    @rule(hours=st.one_of(st.integers(0, 100), st.integers(0, 1500)))
    def time_passes(self, hours: int) -> None:
        self._pass(self.now + timedelta(hours=hours))

    @rule()
    def it_is_the_next_alarm(self) -> None:
        alarm = self.story.alarm()
        if alarm is not None:
            self._pass(alarm)

    @rule(hours=st.one_of(st.integers(0, 100), st.integers(0, 2000)), data=st.data())
    def the_worker_is_down(self, hours: int, data: st.DataObject) -> None:
        """What was said meanwhile is read before the story sees how late it is."""
        moment = self.now + timedelta(hours=hours)
        if moment > LATE_2028:
            return
        self.story.sleep_until(moment)
        if data.draw(st.booleans()):
            self._arrives(data.draw(sayings(self.dispute, self.now)), unchecked=False)
        self.story.wake()

    @rule(status=st.sampled_from(DeliveryStatus))
    def the_postman_goes(self, status: DeliveryStatus) -> None:
        post = self.story.take_out(status)
        again = {one.key for one in post.notices} & set(self.taken)
        assert again <= self.delayed, "nothing goes out twice"
        self.taken += [one.key for one in post.notices]
        if status is DeliveryStatus.DELAYED:
            self.delayed |= {one.key for one in post.notices}
        else:
            self.delayed -= {one.key for one in post.notices}
        self.story.wake()

    # --- what always holds ---------------------------------------------------------

    @precondition(lambda self: self.climb is not None)
    @invariant()
    def all_laws_hold(self) -> None:
        new = self._new_notices()
        self._the_record_only_grows()
        self._an_open_dispute_looks_again_by_itself()
        self._standing_and_state_agree()
        self._nothing_a_person_wrote_is_told(new)
        self._stages_begin_when_they_should()
        self._who_was_told_a_date_is_told_the_new_one(new)
        self._nothing_is_told_after_the_end(new)

    def teardown(self) -> None:
        if self.climb is None:
            return
        written = [one.model_dump_json() for one in self.dispute.entries]
        assert written[: len(self.seen)] == self.seen, "an entry never changes"
        for _ in range(6):
            self.the_postman_goes(DeliveryStatus.SENT)
        assert not self.story.postbag.is_filled_by(self.dispute), (
            "nothing is left lying"
        )
        keys = {
            f"{self.dispute.request.workflow_id}/{n + 1}"
            for n in range(self.dispute.notices_written)
        }
        assert set(self.taken) == keys

    # --- how ------------------------------------------------------------------------

    @property
    def story(self) -> Climb:
        assert self.climb is not None
        return self.climb

    @property
    def dispute(self) -> Dispute:
        return self.story.dispute

    @property
    def now(self) -> datetime:
        return self.story.now

    def _pass(self, moment: datetime) -> None:
        if moment <= LATE_2028:
            self.story.pass_until(moment)

    def _is_taken(self, which: int, n: int) -> None:
        offered = may_be_sent(self.dispute)
        movers = [one for one in offered if one in MOVERS]
        if not offered:
            return
        kinds = movers * 3 + offered if which % 7 else offered
        kind = kinds[which % len(kinds)]
        self.sent += 1
        message = plausible(self.dispute, kind, self.now, f"p-{self.sent}", n)
        check(self.dispute, message, self.now)
        self._arrives(message, unchecked=False)

    def _arrives(self, message: Message, *, unchecked: bool) -> None:
        dispute, now = self.dispute, self.now
        note(f"{now} {message.kind} {message.by} {'unchecked' if unchecked else ''}")
        heard_before = message.message_id in dispute.heard
        before = self._everything()
        may = may_be_sent(dispute)
        refused = False
        try:
            check(dispute, message, now)
        except DisputeRefused as refusal:
            refused = True
            assert CANARY not in str(refusal)
            assert str(refusal).endswith("."), "a refusal is made of sentences"
        assert self._everything() == before, "checking changes nothing"
        if refused and not unchecked:
            keep_refused(dispute, message.kind, "It was refused.", {}, now)
            return
        if not refused and not heard_before and message.kind not in NEVER_OFFERED:
            assert message.kind in may, f"{message.kind} is taken, but not in may_send"
        was_open = dispute.standing.is_open
        receive(dispute, message, now)
        if heard_before:
            assert self._everything() == before, "a message is applied once"
            return
        kept = [one for one in dispute.entries if one.message_id == message.message_id]
        assert kept or message.kind == "change_calendar", (
            f"{message.kind}: nothing that was said is lost"
        )
        if not was_open:
            assert dispute.notices_written == before[1]
        once_more = self._everything()
        receive(dispute, message, now)
        assert self._everything() == once_more, "a message is applied once"

    def _everything(self) -> tuple[Any, ...]:
        d = self.dispute
        return (
            len(d.entries),
            d.notices_written,
            d.standing,
            d.changes,
            d.call,
            d.held,
        )

    def _new_notices(self) -> list[Notice]:
        lying = [*self.story.notices, *self.story.postbag.waiting, *self.dispute.outbox]
        new = {one.number: one for one in lying if one.number > self.notices_seen}
        self.notices_seen = self.dispute.notices_written
        return [new[number] for number in sorted(new)]

    def _the_record_only_grows(self) -> None:
        entries = self.dispute.entries
        for number, one in enumerate(entries[len(self.seen) :], len(self.seen) + 1):
            assert one.number == number
            assert one.at >= self.last_entry_at, "it is written in the order of time"
            self.last_entry_at = one.at
            self.seen.append(one.model_dump_json())

    def _an_open_dispute_looks_again_by_itself(self) -> None:
        alarm = self.story.alarm()
        if self.dispute.standing.is_open:
            assert alarm is not None, "it would sleep for ever"
            assert alarm > self.now, "it has come to rest"
        else:
            assert alarm is None

    def _standing_and_state_agree(self) -> None:
        d = self.dispute
        assert d.is_held == (d.standing is Standing.ON_HOLD)
        if d.standing is Standing.MONITORING:
            assert d.accepted is not None
            assert any(one.is_watched for one in d.agreed)
        watched = any(one.is_watched for one in d.agreed)
        if d.standing.is_open and d.accepted is not None and watched:
            assert d.standing in (Standing.MONITORING, Standing.ON_HOLD)
        if d.standing is Standing.AWAITING_RESPONSE:
            assert not d.everything_is_answered()
            assert d.awaited()
        if d.overall is not None:
            assert d.overall.is_held <= d.is_held or not d.standing.is_open
        assert d.call is None
        assert (d.closed_at is None) == d.standing.is_open

    def _nothing_a_person_wrote_is_told(self, new: list[Notice]) -> None:
        assert CANARY not in situation_of(self.dispute).model_dump_json()
        for notice in new:
            assert CANARY not in notice.model_dump_json()
        for entry in self.dispute.entries[self.entries_before :]:
            assert CANARY not in f"{entry.says} {entry.kind} {entry.by}"

    def _stages_begin_when_they_should(self) -> None:
        for begun in self.story.begun[self.begun_seen :]:
            _was_called_or_due(begun)
            told = {one.to for one in begun.told}
            assert {*_named(begun, self.dispute), "officer"} <= told
            if begun.left is not None and begun.left.stage != begun.visit.stage:
                assert {*begun.left.asked} <= told, "who was passed is told so"
        self.begun_seen = len(self.story.begun)

    def _who_was_told_a_date_is_told_the_new_one(self, new: list[Notice]) -> None:
        d = self.dispute
        runs = d.standing in (Standing.AWAITING_RESPONSE, Standing.ON_HOLD)
        date = d.wakes_at() if runs else None
        number = d.visit.number if d.visit else 0
        before, self.last = self.last, (number, d.standing, date)
        if before and before[0] == number and before[2] and date and date != before[2]:
            kinds = {one.kind for one in d.entries[self.entries_before :]}
            assert kinds & MAY_MOVE_A_DATE, "a date moves only by a recorded event"
            if before[2] > self.now:
                told = {one.to for one in new if one.due_at == date}
                had = {to for to, was in self.dates.items() if was == before[2]}
                assert had - told <= {"officer"}
        for one in new:
            if one.kind not in TELLS_AFTER_THE_END:
                self.dates[one.to] = one.due_at
        self.entries_before = len(d.entries)

    def _nothing_is_told_after_the_end(self, new: list[Notice]) -> None:
        if self.closed_with is not None:
            assert {one.kind for one in new} <= TELLS_AFTER_THE_END
        if not self.dispute.standing.is_open:
            self.closed_with = self.dispute.notices_written


def _raised(plain: dict[str, Any], basis: Basis, now: datetime) -> RaiseDispute:
    request = read_raised(plain)
    check_raise(request, basis, now)
    return request


def _unremarkable(procedure: Procedure) -> dict[str, Any]:
    """What makes any dispute one that may be raised."""
    open_limits = [
        one.number
        for one in procedure.stages()
        if one.respond and one.respond.officer_chooses
    ]
    return {
        "start_stage": None,
        "ladder": None,
        "concerns": [],
        "raised_at": None,
        "respond_within_working_days": dict.fromkeys(open_limits, 5),
    }


def _has_the_power(dispute: Dispute) -> bool:
    """Section 25B(3) speaks of an IRO and a looked after child."""
    request, procedure = dispute.request, dispute.procedure
    may = procedure.officers[request.raised_by.role].may
    kinds = procedure.cafcass.children or procedure.children
    return Ability.REFER_TO_CAFCASS in may and request.child.kind in kinds


def _was_called_or_due(begun: Begun) -> None:
    if begun.left is None:
        assert begun.call is None
        return
    assert begun.call is not None
    assert begun.visit.number == begun.left.number + 1
    if begun.call.by is not None:
        return
    if begun.call.reason is EscalationReason.AGREED_TASK_NOT_DONE:
        assert begun.overdue
        return
    assert begun.call.reason is EscalationReason.NO_RESPONSE
    clock = begun.left.clock
    assert clock is not None
    due = clock.due()
    assert due is not None
    assert due <= begun.at, "no stage begins before its predecessor's time is up"


def _named(begun: Begun, dispute: Dispute) -> set[str]:
    """Posts that the procedure names for a stage, as a reader of it would say."""
    stage = begun.visit.stage
    first = begun.left is None
    told = {one.post for one in stage.tell if _so(one.when, dispute, first=first)}
    return told | set(dispute.responders() if begun.visit is dispute.visit else ())


def _so(when: Condition | None, dispute: Dispute, *, first: bool) -> bool:
    request = dispute.request
    return when is None or all(
        [
            when.in_proceedings is None
            or when.in_proceedings == request.in_proceedings,
            not when.themes or bool({*when.themes} & {*request.themes}),
            not when.children or request.child.kind in when.children,
            when.starts_here is None or when.starts_here == first,
        ]
    )


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_the_laws_hold_whatever_arrives_and_however_time_passes(name: str) -> None:
    run_state_machine_as_test(partial(AnyDispute, name), settings=PROFILE)  # type: ignore[no-untyped-call]
