"""The dispute: where it stands, and how the story moves it from stage to stage.

Only the story side (`next_stage`, `begin`, `time_is_up`) moves it. Messages are judged
in `domain/rules`: they write in the margin, and may call for another stage, but never
enter one. Nothing here reads a clock: every method is told `at`.
"""

from datetime import date, datetime, timedelta
from typing import Any

from domain import (
    brought_to_mind,
    handing_over,
    recording,
    stage_rules,
    staying,
    telling,
    watching,
)
from domain.accepting import still_to_accept
from domain.agreed import ActionState, Agreed
from domain.beside import Beside
from domain.calendar import london
from domain.clock_record import WHOLE_PROCESS
from domain.explaining.words import in_words_of_raiser
from domain.ledger import Ledger
from domain.limits import Limit
from domain.messages import (
    AgreedAction,
    EscalationReason,
    Message,
    Outcome,
    RaiseDispute,
)
from domain.notices import Notice, NoticeKind, NotSent
from domain.opening import Basis, chosen_ladder, first_stage
from domain.procedure.ladder import Ladder, Stage, WhenUnanswered
from domain.procedure.people import OFFICER, Needed
from domain.procedure.time import StoppedClock
from domain.record import Entry, Standing
from domain.starting_clocks import start_clocks
from domain.visit import Call, Held, Visit

A_LITTLE_LATE = timedelta(minutes=5)
"""Up to this a clock starts when the limit before it passed, not when that was seen."""


class Dispute:
    """One dispute, from raising to its end.

    Attributes:
        request: As it was raised.
        procedure: Copied in when it opened.
        on_ladder_since: When its present ladder was taken, aware UTC.
        calendar: The present one.
        mail_at_any_hour: True: nothing waits for the morning here.
        ticked: Keys of the checks that the officer has said to be met.
        formal_since: When its first stage began that is not informal; None before.
        side_steps: Steps beside the stages that are open, by their keys.
        referred_to_cafcass: True until a referral is withdrawn or concluded.
        days_set_last: Working days that the officer set for a stage last; None: none.
        standing: In one word.
        visit: The present stage; None before the first.
        left: The visits before it, in their order.
        call: The stage called for next, if one is.
        accepted: What the officer accepted, while it is being watched.
        held: Present while the clock is stopped.
        agreed: Everything agreed so far.
        shared_clock: That of the stage which last shared one with others of its ladder.
        overall: Clock of the limit on the whole process, once it has started.
        entries: Everything that happened.
        outbox: Notices not yet handed to the postman.
        held_back: Notices that wait until mail is sent again; see `held_back`.
        not_sent: Notices that were no longer true, not yet handed to the record.
        believed: By post, the date in the last notice that went to it.
        in_calendars: By post and name of an entry, who has it and when it begins.
        rang_for: The date that passed last, if one did.
        changes: Rises with everything that happens, so that waiters look again.
    """

    def __init__(self, request: RaiseDispute, basis: Basis, at: datetime) -> None:
        """Open the dispute at `at`, aware UTC."""
        self.request = request
        self.calendar = basis.calendar
        self.mail_at_any_hour = basis.mail_at_any_hour and not request.rehearsal
        self.ladder = chosen_ladder(request, basis.procedure)
        self.procedure = in_words_of_raiser(basis.procedure, self.ladder)
        self.on_ladder_since = at
        self.standing = Standing.OPENING
        self.raised_at = request.raised_at or at
        self.closed_at: datetime | None = None
        self.visit: Visit | None = None
        self.left: list[Visit] = []
        self.call: Call | None = None
        self.accepted: Outcome | None = None
        self.held: Held | None = None
        self.agreed: list[Agreed] = []
        self.shared_clock: Ledger | None = None
        self.overall: Ledger | None = None
        self.clocks: list[tuple[str, Ledger]] = []
        self.clocks_recorded: dict[int, int] = {}
        self.entries: list[Entry] = []
        self.outbox: list[Notice] = []
        self.held_back: list[Notice] = []
        self.not_sent: list[NotSent] = []
        self.believed: dict[str, datetime | None] = {}
        self.in_calendars: dict[tuple[str, str], dict[str, datetime]] = {}
        self.notices_written = 0
        self.asked: set[str] = set()
        self.carried_by: str | None = None
        self.ticked: set[str] = set()
        self.formal_since: datetime | None = None
        self.days_set_last: int | None = None
        self.side_steps: dict[str, Beside] = {}
        self.referred_to_cafcass = False
        self.told: dict[str, datetime | None] = {}
        self.heard: set[str] = set()
        self.refused = 0
        self.undelivered: dict[str, str] = {}
        self.post_of_notice: dict[int, str] = {}
        self.unreachable: set[str] = set()
        self.told_instead: dict[str, str] = {}
        self.diary_written: dict[str, datetime] = {}
        self.rang_for: datetime | None = None
        self.changes = 0
        recording.of_raising(self, at)

    # --- what the story asks -------------------------------------------------------

    def next_stage(self) -> Stage | None:
        """Return the stage to begin now, or None once the dispute has ended."""
        if not self.standing.is_open:
            return None
        if self.visit is None:
            return first_stage(self.request, self.procedure)
        if self.call is not None:
            return self.ladder.stage(self.call.stage)
        return self.visit.stage

    def stage_is_over(self) -> bool:
        """True when the stage was accepted, another is called, or all has ended."""
        return (
            self.call is not None
            or self.accepted is not None
            or not self.standing.is_open
        )

    @property
    def is_agreed(self) -> bool:
        """True while what the officer accepted stands and is being watched."""
        return self.accepted is not None and self.standing.is_open

    def watching_is_over(self) -> bool:
        """True when what was agreed came back, or the dispute was closed."""
        return self.call is not None or not self.standing.is_open

    def wakes_at(self) -> datetime | None:
        """When the story has to look again if nobody says anything; None: never."""
        if not self.standing.is_open:
            return None
        if self.held is not None:
            return self.held.until
        if self.standing is Standing.MONITORING:
            watched = (one.due_at for one in self.agreed if one.is_watched)
            return min(watched, default=None)
        return self.due()

    def due(self) -> datetime | None:
        """When the manager's time runs out; None while nothing runs."""
        if self.standing is not Standing.AWAITING_RESPONSE or self.visit is None:
            return None
        return self.visit.clock.due() if self.visit.clock else None

    # --- how the story moves it ----------------------------------------------------

    def begin(self, stage: Stage, at: datetime) -> None:
        """Enter `stage`: its clock starts, and everybody it names is told."""
        came_by, left = self.call, self.visit
        self.resume(at, "Going to another stage ends the hold.")
        self.call, self.accepted = None, None
        self.left += [left] if left else []
        self.visit = Visit(
            stage,
            at,
            number=left.number + 1 if left else 1,
            chosen_working_days=came_by.within_working_days if came_by else None,
            reason=came_by.reason if came_by else None,
        )
        start_clocks(self, self.visit, self._on_time(at))
        asked = stage.responders is not None
        self.visit.asked = self.responders()
        self.asked |= set(self.visit.asked)
        if asked:
            self._stand(Standing.AWAITING_RESPONSE)
        else:
            self.await_officer(at)
        due = self.due()
        self.write(
            at,
            "stage-begun",
            f"{stage.title} begins"
            + (f"; answer due {london(due)}." if due else "; no limit to answer.")
            + (f" Reason: {came_by.reason.value}." if came_by else ""),
            by=came_by.by if came_by else None,
            details={"due_at": due.isoformat() if due else None},
        )
        if left is None and staying.is_asked_by_the_procedure(self):
            self.write(at, "stay-asked", staying.sentence(self))
        if not asked:
            handing_over.end(self, at)
        reminders = brought_to_mind.at_the_beginning(self, left, came_by, at)
        telling.of_stage(self, left, came_by, at, reminders)

    def time_is_up(self, at: datetime) -> None:
        """The moment of `wakes_at` has passed: say what follows from that."""
        self.rang_for = self.wakes_at()
        if self.held is not None:
            self.resume(at, "The date agreed for the hold has come.")
            telling.everybody(self, NoticeKind.RESUMED, "The clock runs again.", at)
        elif self.standing is Standing.MONITORING:
            watching.find_undone(self, at)
        elif self.visit is not None:
            self._unanswered(self.visit, at)

    def nobody_holds(self, post: str, at: datetime) -> None:
        """A post asked here is vacant; with nobody else to ask, the stage is over."""
        visit = self.visit
        if visit is None or post in visit.vacant:
            return
        visit.vacant.append(post)
        if set(self.missing()) <= set(visit.vacant):
            self._unanswered(visit, at, "nobody holds the post that is asked")

    # --- what rules and story share ------------------------------------------------

    def new_clock(self, limit: Limit, at: datetime, source: str | None) -> Ledger:
        """A clock of this dispute that starts at `at`, aware UTC."""
        return Ledger(
            source=source or "",
            limit=limit,
            started_at=at,
            calendar=self.calendar,
            pause_effect=self.procedure.hold.effect,
            on_calendar_change=self.procedure.timing.on_calendar_change,
        )

    def take_ladder(self, ladder: Ladder, at: datetime) -> None:
        """Go on by another ladder; what its stages share is counted from now."""
        self.ladder, self.on_ladder_since = ladder, at
        self.shared_clock = None

    def change_overall(self, clock: Ledger | None) -> None:
        """Count the whole process by another clock, or by none."""
        self.overall = clock
        if clock is not None:
            self.clocks.append((WHOLE_PROCESS, clock))

    @property
    def stage(self) -> Stage | None:
        """The present stage."""
        return self.visit.stage if self.visit else None

    @property
    def officers_manager(self) -> str:
        """Post told when the officer cannot be reached or is behind."""
        return self.procedure.officers[self.request.raised_by.role].manager

    @property
    def is_held(self) -> bool:
        """True while the clock is stopped."""
        return self.held is not None

    def awaited(self) -> tuple[str, ...]:
        """Posts that somebody is waiting for, as keys."""
        if not self.standing.is_open or self.visit is None:
            return ()
        if self.standing is Standing.MONITORING:
            owners = [one.owner for one in self.agreed if one.is_watched]
            return tuple(dict.fromkeys(owners))
        deciding = tuple(self.visit.asked_to_decide)
        if self.standing is Standing.AWAITING_RESPONSE:
            return tuple(dict.fromkeys((*self.missing(), *deciding)))
        return deciding or (OFFICER,)

    def missing(self) -> tuple[str, ...]:
        """Posts asked at the present stage whose answer would still help."""
        if self.visit is None or self.accepted or self.everything_is_answered():
            return ()
        return tuple(p for p in self.responders() if p not in self.visit.answered)

    def responders(self) -> tuple[str, ...]:
        """Posts asked at the present stage."""
        return stage_rules.asked_at(self)

    def mark_changed(self) -> None:
        """Say that something has happened: waiters look anew at when to wake."""
        self.changes += 1

    def call_for(
        self,
        number: int,
        reason: EscalationReason,
        by: str | None,
        within_working_days: int | None = None,
        says: str = "",
    ) -> None:
        """Call another stage; the story enters it."""
        self.call = Call(number, reason, by, within_working_days, says)
        self.mark_changed()

    def everything_is_answered(self) -> bool:
        """True when as many as the stage needs have given a whole answer."""
        answered = self.visit.answered if self.visit else []
        if stage_rules.needed_at(self) is Needed.ALL:
            return set(self.responders()) <= set(answered)
        return bool(answered)

    def await_officer(self, at: datetime) -> None:
        """Nobody else can move it now: the officer is waited for."""
        self._stand(Standing.AWAITING_OFFICER)
        if self.visit is not None:
            self.visit.awaiting_officer_since = self._on_time(at)
            if OFFICER not in self.visit.asked_to_decide:
                self.visit.asked_to_decide.append(OFFICER)

    def await_acceptance(self, at: datetime) -> None:
        """Whoever has yet to be satisfied is waited for, and chased from now on.

        That they are asked changes no clock: while an answer is awaited it runs on.
        """
        visit, missing = self.visit, still_to_accept(self)
        awaited = self.standing is Standing.AWAITING_RESPONSE
        answered = awaited and self.everything_is_answered()
        if answered:
            self._stand(Standing.AWAITING_OFFICER)
        if visit is not None:
            visit.taken_over_by = None
        if visit is not None and (answered or missing != visit.asked_to_decide):
            visit.awaiting_officer_since = self._on_time(at)
            visit.asked_to_decide = missing

    def settle(self, standing: Standing, at: datetime) -> None:
        """The dispute ends; every clock and hold ends with it."""
        self.held = None
        self.call = None
        self.closed_at = at
        self._stand(standing)

    def hold(self, held: Held, at: datetime) -> None:
        """Stop the clocks that a hold stops."""
        for clock in self._clocks_a_hold_stops():
            clock.hold(at)
        self.held = held
        self._stand(Standing.ON_HOLD)

    def resume(self, at: datetime, why: str, message: Message | None = None) -> None:
        """The clocks run again; without a hold nothing happens."""
        if self.held is None:
            return
        was = self.held
        self.held = None
        self._stand(was.before)
        for clock in self._clocks_a_hold_stops():
            clock.resume(at)
        self.write(at, "resumed", why, message=message)
        if was.before is Standing.AWAITING_OFFICER and self.visit is not None:
            self.visit.awaiting_officer_since = at
        if was.before is Standing.AWAITING_RESPONSE and self.everything_is_answered():
            self.await_acceptance(at)

    def accept(
        self,
        outcome: Outcome,
        promised: dict[str, list[AgreedAction]],
        at: datetime,
    ) -> None:
        """It is accepted: what is agreed now takes the place of what was before.

        What stays is what others agreed who are satisfied at this stage as before. With
        something to be done by a date it is watched until then; with nothing left to be
        done the officer is waited for, to close it.

        Args:
            outcome: What is accepted.
            promised: What is agreed now, by the post that is satisfied with it.
            at: Now, aware UTC.
        """
        satisfied = self.visit.accepted if self.visit else {}
        for one in self.agreed:
            stays = one.agreed_by in satisfied and one.agreed_by not in promised
            if one.is_unsettled and not stays:
                one.state = ActionState.SET_ASIDE
        self.accepted = outcome
        self.call = None
        if self.visit is not None:
            self.visit.asked_to_decide.clear()
            self.visit.has_outcome(at)
            self.visit.taken_over_by = None
        for post, actions in promised.items():
            for action in actions:
                self.agreed.append(watching.agreed_now(self, action, post))
        if any(one.is_watched for one in self.agreed):
            self._stand(Standing.MONITORING)
        else:
            self.await_officer(at)

    def report_task_done(self, key: str) -> None:
        """A task is done, whenever it was set; an unknown one changes nothing."""
        if self.visit is not None:
            for visit in (*self.left, self.visit):
                visit.done.add(key)
            self.mark_changed()

    def reject(self) -> None:
        """What was accepted no longer stands."""
        self.accepted = None
        if self.visit is not None:
            self.visit.accepted.clear()
            self.visit.asked_to_decide.clear()
            self.visit.has_outcome(None)
        self.mark_changed()

    def nothing_is_watched(self, at: datetime) -> None:
        """Every date agreed is dealt with: the officer is waited for, to close it."""
        if self.standing is Standing.MONITORING:
            self.await_officer(at)

    def close_of(self, day: date) -> datetime:
        """Closing time of `day`, aware UTC."""
        return self.calendar.close_of(day)

    def write(
        self,
        at: datetime,
        kind: str,
        says: str,
        *,
        by: str | None = None,
        message: Message | None = None,
        details: dict[str, Any] | None = None,
        restricted: bool = False,
    ) -> None:
        """Write an entry in the record; a restricted one is for the officer alone."""
        self.entries.append(
            recording.entry(
                self,
                at,
                kind,
                says,
                by=by,
                message=message,
                details=details,
                restricted=restricted,
            )
        )
        self.mark_changed()

    # --- private -------------------------------------------------------------------

    def _clocks_a_hold_stops(self) -> list[Ledger]:
        stops = self.procedure.hold.stops
        clocks = [
            self.visit.clock if self.visit and StoppedClock.STAGE in stops else None,
            self.overall if StoppedClock.OVERALL in stops else None,
        ]
        return [clock for clock in clocks if clock is not None]

    def _stand(self, standing: Standing) -> None:
        self.standing = standing
        self.mark_changed()

    def _on_time(self, at: datetime) -> datetime:
        """Return the date that has just passed, or `at` if none has.

        A server always rings a little late. Where what comes after closing time counts
        as the next day, those moments would cost somebody a day.
        """
        rang_for = self.rang_for
        if rang_for is None or at - rang_for > A_LITTLE_LATE:
            return at
        return rang_for

    def _unanswered(
        self, visit: Visit, at: datetime, why: str = "no full answer by the limit"
    ) -> None:
        stage = visit.stage
        above = self.ladder.after(stage.number)
        self.write(at, "limit-passed", f"{stage.title}: {why}.")
        if stage.when_unanswered is WhenUnanswered.ESCALATE and above is not None:
            self.call_for(above.number, EscalationReason.NO_RESPONSE, None)
            return
        self.await_officer(at)
        handing_over.end(self, at)
        says = f"{stage.title}: its limit passed without a full answer."
        telling.ask_officer(self, at, says)
