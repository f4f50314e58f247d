"""Laws that hold for any dispute, whatever arrives in whatever order, however time passes.

The laws stand in `laws.py`. `HYPOTHESIS_PROFILE=thorough` tries forty times as many
stories, other ones each time.
"""

import os
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.held_back import whose
from domain.messages import Message, read_message
from domain.notices import DeliveryStatus, Notice
from domain.refusals import keep_refused
from domain.sending_window import opens_at
from domain.situation import may_be_sent
from tests.domain.climbing import Climb
from tests.domain.laws import Laws, has_the_power, refusal_of, take
from tests.domain.plausible import plausible
from tests.domain.raisings import PROCEDURES, disputes
from tests.domain.sayings import CANARY, JUNK, MOVERS, sayings

FAST = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
THOROUGH = settings(FAST, max_examples=500, stateful_step_count=60, derandomize=False)
PROFILE = THOROUGH if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else FAST

MON_2_MAR_2026 = datetime(2026, 3, 2, tzinfo=UTC)
LATE_2028 = datetime(2028, 9, 1, tzinfo=UTC)
"""Calendars end in 2030; no story goes on so long that a new limit would pass that."""

REPORTED = [one for one in DeliveryStatus if one is not DeliveryStatus.NOT_SENT]
"""What a postman may say of a notice that he was given."""

HOURS = st.one_of(st.integers(0, 100), st.integers(0, 1500))
CHOICES = st.tuples(st.integers(0, 99), st.integers(0, 99))


class AnyDispute(RuleBasedStateMachine):
    """One dispute, anybody who may speak to it, a postman, and time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.begun: tuple[Climb, Laws] | None = None
        self.sent = 0
        self.taken: list[str] = []
        self.delayed: set[str] = set()

    # --- what may happen ------------------------------------------------------------

    @initialize(data=st.data(), hour=st.integers(0, 5000))
    def is_raised(self, data: st.DataObject, hour: int) -> None:
        now = MON_2_MAR_2026 + timedelta(hours=hour)
        dispute = data.draw(disputes(self.name, now))
        climb = Climb(dispute, now)
        self.begun = climb, Laws(climb)

    @rule(data=st.data(), unchecked=st.integers(0, 5).map(lambda n: n == 0))
    def somebody_speaks(self, data: st.DataObject, unchecked: bool) -> None:
        """What `check` would refuse today may stand in the history of a dispute."""
        self._arrives(self._anything(data), unchecked=unchecked)
        self.climb.wake()

    @rule(said=st.lists(CHOICES, min_size=1, max_size=3))
    def what_is_offered_is_said(self, said: list[tuple[int, int]]) -> None:
        """Sensible messages are taken; all are read before the story goes on."""
        for which, n in said:
            self._is_taken(which, n)
        self.climb.wake()

    @rule(data=st.data())
    def two_speak_at_once(self, data: st.DataObject) -> None:
        self._arrives(self._anything(data))
        self._arrives(self._anything(data))
        self.climb.wake()

    @rule(kind=st.sampled_from(["note", "manager_response", CANARY]), nonsense=JUNK)
    def nonsense_arrives(self, kind: str, nonsense: Any) -> None:
        try:
            message = read_message(kind, nonsense)
        except DisputeRefused as refusal:
            keep_refused(self.dispute, kind, str(refusal), nonsense, self.now)
        else:
            self._arrives(message)
        self.climb.wake()

    @rule()
    def the_officer_refers_to_cafcass(self) -> None:
        """Nobody stands in the officer's way, whatever the procedure asks first."""
        if self.dispute.standing.is_open and has_the_power(self.dispute):
            self._says("refer_to_cafcass", 0)
            self.climb.wake()

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self._pass(self.now + timedelta(hours=hours))

    @rule()
    def it_is_the_next_alarm(self) -> None:
        self._pass(self.climb.alarm() or self.now)

    @rule(hours=HOURS, data=st.data(), speaks=st.booleans())
    def the_worker_is_down(self, hours: int, data: st.DataObject, speaks: bool) -> None:
        """What was said meanwhile is read before the story sees how late it is."""
        moment = self.now + timedelta(hours=hours)
        if moment > LATE_2028:
            return
        self.climb.sleep_until(moment)
        if speaks:
            self._arrives(self._anything(data))
        self.climb.wake()

    @rule(status=st.sampled_from(REPORTED))
    def the_postman_goes(self, status: DeliveryStatus) -> None:
        post = self.climb.take_out(status)
        keys = [one.key for one in post.notices]
        assert not {*keys} & {one.notice.key for one in self.climb.not_sent}
        self._nobody_is_disturbed(post.notices)
        assert {*keys} & {*self.taken} <= self.delayed, "something goes out twice"
        self.taken += keys
        self.delayed -= {*keys}
        if status is DeliveryStatus.DELAYED:
            self.delayed |= {*keys}
        self.climb.wake()

    # --- what always holds ----------------------------------------------------------

    @precondition(lambda self: self.begun is not None)
    @invariant()
    def the_laws_hold(self) -> None:
        self.laws.hold()

    def teardown(self) -> None:
        if self.begun is None:
            return
        self.laws.nothing_ever_changed()
        for _ in range(6):
            self.the_postman_goes(DeliveryStatus.SENT)
        assert not self.climb.postbag.is_filled_by(self.dispute), "something lies about"
        waiting = {one.key for one in self.dispute.held_back}
        left_out = {one.notice.key for one in self.climb.not_sent}
        every = {*self.taken} | waiting | left_out
        assert len(every) == self.dispute.notices_written, "somebody is forgotten"

    def _nobody_is_disturbed(self, notices: tuple[Notice, ...]) -> None:
        """What waited goes in the window, or with something that could not wait."""
        opens = opens_at(self.dispute, self.now)
        for one in notices:
            waits = one.send_from is not None and one.send_from > self.now
            took_along = any(
                other.send_from is None and whose(other) == whose(one)
                for other in notices
            )
            tried_again = one.key in self.delayed
            assert not waits or opens == self.now or took_along or tried_again

    # --- how ------------------------------------------------------------------------

    @property
    def climb(self) -> Climb:
        assert self.begun is not None
        return self.begun[0]

    @property
    def laws(self) -> Laws:
        assert self.begun is not None
        return self.begun[1]

    @property
    def dispute(self) -> Dispute:
        return self.climb.dispute

    @property
    def now(self) -> datetime:
        return self.climb.now

    def _pass(self, moment: datetime) -> None:
        if moment <= LATE_2028:
            self.climb.pass_until(moment)

    def _anything(self, data: st.DataObject) -> Message:
        return data.draw(sayings(self.dispute, self.now))

    def _is_taken(self, which: int, n: int) -> None:
        offered = may_be_sent(self.dispute)
        movers = [one for one in offered if one in MOVERS]
        kinds = [*movers * 3, *offered] if which % 7 else offered
        if kinds:
            self._says(kinds[which % len(kinds)], n)

    def _says(self, kind: str, n: int) -> None:
        self.sent += 1
        message = plausible(self.dispute, kind, self.now, f"p-{self.sent}", n)
        assert refusal_of(self.dispute, message, self.now) is None
        self._arrives(message)

    def _arrives(self, message: Message, *, unchecked: bool = False) -> None:
        note(f"{self.now} {message.kind} {message.by}{' unchecked' * unchecked}")
        why = refusal_of(self.dispute, message, self.now)
        if why is None or unchecked:
            take(self.dispute, message, self.now)
        else:
            keep_refused(self.dispute, message.kind, why, {}, self.now)


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_the_laws_hold_whatever_arrives_and_however_time_passes(name: str) -> None:
    machine = cast("type[AnyDispute]", partial(AnyDispute, name))
    run_state_machine_as_test(machine, settings=PROFILE)
