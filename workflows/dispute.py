"""One dispute as one workflow: the story, the diary and the postman.

The story alone moves the dispute from stage to stage. The diary writes reminders beside
it, and the postman takes the record and the mail out, so that neither a slow reader nor
a broken mail server ever stops the clock.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.deliver import DeliverActivities
    from activities.opening import LookAgain, LookUp, OpeningActivities
    from domain.clocks_now import ClocksNow, clocks_now
    from domain.diary import next_line_at, write_diary
    from domain.dispute import Dispute
    from domain.errors import DisputeRefused, RaiseRefused
    from domain.held_back import next_sending_at, send_what_waited
    from domain.messages import MESSAGES, RaiseDispute, read_message, read_raised
    from domain.notices import Delivered, Post
    from domain.opening import check_raise, shared
    from domain.postbag import Postbag
    from domain.record import Entry, Situation
    from domain.refusals import keep_refused
    from domain.rules import check, receive
    from domain.rules.calendar_changes import found
    from domain.situation import situation_of
    from workflows import options, window
    from workflows.clock import Clock
    from workflows.doors import Doors, decoded, first_readable, refused

PLAIN = "It came unencrypted. Seal it with the codec endpoint; see docs/contract.md."

FARTHEST_PRETENDED = timedelta(days=3653)
"""How far a rehearsal's clock may be from the real one: ten years."""


@workflow.defn(name="Dispute")
class DisputeWorkflow(Doors):
    """A dispute, from raising to its end."""

    def __init__(self) -> None:
        """Nothing is known before the procedure has been looked up."""
        self._dispute: Dispute | None = None
        self._early: list[Callable[[], None]] = []
        self._require_sealed = False
        self._clock = Clock()
        self._postbag = Postbag()
        self._postman: asyncio.Task[None] | None = None
        self._out: set[asyncio.Task[None]] = set()
        self._shown: dict[str, object] = {}
        self._looked_again_for: datetime | None = None
        self._alarm_set: tuple[int, datetime | None] = (-1, None)

    # --- the story -----------------------------------------------------------------

    @workflow.run
    async def run(self, raised: RawValue) -> Situation:
        """Run the council's procedure, stage by stage, until the dispute ends."""
        dispute = await self._open(raised)
        while stage := dispute.next_stage():
            dispute.begin(stage, self._now())
            self._hear_what_came_early()
            await self._until(dispute.stage_is_over)
            if dispute.is_agreed:
                await self._until(dispute.watching_is_over)
        await self._everybody_is_told()
        return situation_of(dispute)

    async def _open(self, raised: RawValue) -> Dispute:
        """Look up procedure and calendar; refuse what may not be raised like this."""
        try:
            data, sealed = decoded(raised)
            request = read_raised(data)
            self._set_clock(request)
            basis = await workflow.execute_activity_method(
                OpeningActivities.look_up,
                LookUp(
                    authority=request.authority,
                    procedure=request.procedure,
                    at=self._now(),
                ),
                **options.opening("Look up the procedure and the calendar in force"),
            )
            _check_door(request, sealed=sealed or not basis.require_encrypted)
            check_raise(request, basis, self._now())
        except (DisputeRefused, RaiseRefused) as refusal:
            raise refused(str(refusal), "RaiseRefused") from None
        except ActivityError as failure:  # the look-up has said why, in our words
            raise failure.cause or failure from None
        self._require_sealed = basis.require_encrypted
        self._dispute = Dispute(request, shared(basis), self._now())
        self._postman = asyncio.create_task(self._take_out_the_post())
        return self._dispute

    def _hear_what_came_early(self) -> None:
        """Messages may come before the dispute is open: they are about its first stage."""
        early, self._early = self._early, []
        for hear in early:
            hear()

    async def _until(self, happened: Callable[[], bool]) -> None:
        """Wait until `happened`; meanwhile keep the diary and let limits pass.

        After every wake everything is looked at again: a message may have moved the
        date, and after an outage an answer is read before the limit that it meets.
        """
        dispute = self._opened()
        while not happened():
            now, due = self._now(), dispute.wakes_at()
            passed = due is not None and due <= now
            if passed and not dispute.is_held and self._looked_again_for != due:
                await self._look_again()
                continue
            write_diary(dispute, now)
            if passed:
                dispute.time_is_up(now)
                continue
            send_what_waited(dispute, now)
            await self._woken(happened)

    async def _look_again(self) -> None:
        """Before anyone is escalated, ask whether the calendar has changed since.

        What cannot be read in time changes nothing: the calendar that is known holds.
        """
        self._looked_again_for = self._opened().wakes_at()
        known = self._opened().calendar
        try:
            newer = await workflow.execute_local_activity_method(
                OpeningActivities.look_again,
                LookAgain(version=known.version, first=known.covered_from),
                **options.looking_again(),
            )
        except ActivityError:
            return
        if newer is not None:
            since = newer.since + self._clock.ahead_by
            newer = newer.model_copy(update={"since": since})
            # Its limit has passed by now, be it by less than a rehearsal's clock shows.
            found(self._opened(), newer, self._clock.exactly())

    async def _woken(self, happened: Callable[[], bool]) -> None:
        """Sleep until the alarm rings, is set to another time, or it `happened`."""
        alarm = self._alarm()
        with suppress(asyncio.TimeoutError):
            await workflow.wait_condition(
                lambda: happened() or self._alarm() != alarm,
                timeout=self._clock.until(alarm) if alarm else None,
                timeout_summary=window.waiting_for(situation_of(self._opened())),
            )

    def _alarm(self) -> datetime | None:
        """When to look again: the story's time, the diary's next line, or the morning.

        Asked at every turn, and worked out only after something has happened.
        """
        dispute = self._opened()
        if self._alarm_set[0] != dispute.changes:
            moments = (
                dispute.wakes_at(),
                next_line_at(dispute),
                next_sending_at(dispute),
            )
            first = min((one for one in moments if one is not None), default=None)
            self._alarm_set = dispute.changes, first
        return self._alarm_set[1]

    # --- the postman ---------------------------------------------------------------

    async def _take_out_the_post(self) -> None:
        """Hand over the record and the mail as soon as there is some, in rounds.

        A round that is held up by a mail server does not hold up the next: each is an
        activity of its own, and the claims in the record keep the order of notices.
        """
        dispute = self._opened()
        while True:
            await workflow.wait_condition(lambda: self._postbag.is_filled_by(dispute))
            await asyncio.sleep(0)  # the story goes on first, so that one round does
            post = self._postbag.take(dispute, self._now())
            self._show(post.situation)
            round_ = asyncio.create_task(self._deliver(post))
            self._out.add(round_)
            round_.add_done_callback(self._out.discard)

    async def _deliver(self, post: Post) -> None:
        try:
            delivered = await workflow.execute_activity_method(
                DeliverActivities.deliver,
                post,
                **options.delivering(window.round_of_post(post)),
            )
        except ActivityError:
            delivered = Delivered.nothing_of(post)
        self._postbag.come_back(self._opened(), post, delivered, self._now())

    async def _everybody_is_told(self) -> None:
        """The last notices may have to wait for a mail server, or for the morning."""
        dispute = self._opened()

        def told() -> bool:
            rests = not self._out and not self._postbag.is_filled_by(dispute)
            return rests and not dispute.held_back

        while not told():
            send_what_waited(dispute, self._now())
            await self._woken(told)

    def _show(self, now: Situation) -> None:
        columns = window.columns(now)
        if changed := list(window.updates(self._shown, columns)):
            workflow.upsert_search_attributes(changed)
            self._shown = columns
        workflow.set_current_details(window.details(now, self._opened().entries))

    # --- messages ------------------------------------------------------------------

    def take_signal(self, kind: str, data: object, *, sealed: bool) -> None:
        """Take a signal, or keep it as refused; before the opening, keep it waiting."""
        if self._dispute is None:
            self._early.append(lambda: self.take_signal(kind, data, sealed=sealed))
            return
        try:
            self._check(kind, data, sealed=sealed)
        except DisputeRefused as refusal:
            self.keep_refused(kind, str(refusal), data)
            return
        receive(self._dispute, read_message(kind, data), self._now())

    def check_update(self, kind: str, data: object, *, sealed: bool) -> None:
        """Refuse an update to its sender's face; nothing of it enters the history."""
        try:
            if self._dispute is None:
                read_message(kind, data)
            else:
                self._check(kind, data, sealed=sealed)
        except DisputeRefused as refusal:
            raise refused(str(refusal)) from None

    def take_update(self, kind: str, data: object, *, sealed: bool) -> Situation | None:
        """Take what `check_update` let through; None before the dispute is open."""
        if self._dispute is None:
            self._early.append(lambda: self.take_signal(kind, data, sealed=sealed))
            return None
        receive(self._dispute, read_message(kind, data), self._now())
        return self.situation()

    def keep_refused(self, kind: str, why: str, data: object = None) -> None:
        """Keep a message that cannot be taken; its sender is told if one is known."""
        if self._dispute is None:
            self._early.append(lambda: self.keep_refused(kind, why, data))
            return
        keep_refused(self._dispute, kind, why, data, self._now())

    @workflow.signal(dynamic=True)
    def of_unknown_name(self, name: str, args: Sequence[RawValue]) -> None:
        """A signal that no dispute knows."""
        why = f"There is no message of that name; send one of {', '.join(MESSAGES)}."
        self.keep_refused(name, why, first_readable(args))

    def _check(self, kind: str, data: object, *, sealed: bool) -> None:
        if self._require_sealed and not sealed:
            raise DisputeRefused(PLAIN)
        check(self._opened(), read_message(kind, data), self._now())

    # --- questions -----------------------------------------------------------------

    @workflow.query(description="Where it stands, who is awaited, until when")
    def situation(self) -> Situation:
        """Where the dispute stands, and when it looks again by itself."""
        now = situation_of(self._opened())
        return now.model_copy(update={"wakes_at": self._alarm()})

    @workflow.query(description="Everything that happened")
    def record(self) -> list[Entry]:
        """Everything that happened, in order."""
        return self._opened().entries

    @workflow.query(description="How each due date was reached, day by day")
    def explain(self) -> dict[str, list[str]]:
        """How each due date was reached: the lines of each clock, by its name."""
        return {name: list(clock.explain()) for name, clock in self._opened().clocks}

    @workflow.query(description="The clocks as plain data, to be worked out again")
    def clocks(self) -> ClocksNow:
        """The clocks as plain data: what a changed calendar could move."""
        now = clocks_now(self._opened())
        return now.model_copy(update={"ahead_by": self._clock.ahead_by})

    # --- its clock -----------------------------------------------------------------

    def _now(self) -> datetime:
        return self._clock.now()

    def _set_clock(self, request: RaiseDispute) -> None:
        rehearsal = request.rehearsal
        pretended = rehearsal.pretend_it_is if rehearsal else None
        if pretended is None:
            return
        self._clock.pretend(pretended)
        if abs(self._clock.ahead_by) > FARTHEST_PRETENDED:
            raise RaiseRefused(
                ["rehearsal.pretend_it_is: give a date within ten years of today."]
            )

    def _opened(self) -> Dispute:
        if self._dispute is None:
            raise refused("The dispute is still being opened; ask again in a moment.")
        return self._dispute


def _check_door(request: RaiseDispute, *, sealed: bool) -> None:
    faults = [] if sealed else [PLAIN]
    if workflow.info().workflow_id != request.workflow_id:
        faults.append(
            f"Start it with the workflow id {request.workflow_id}, so that nobody raises"
            " it twice."
        )
    if faults:
        raise RaiseRefused(faults)
