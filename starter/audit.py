"""The auditor: whether every open dispute would wake, and whether all agree about it.

It trusts nobody: the date is worked out again from the clocks, the row in SQL is held
against what the workflow says, and the list column against both. It changes nothing.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client

from activities.storage import Store, ToldNotice
from calendars.coverage import warnings
from domain.calendar import WorkingCalendar, london, london_day
from domain.clock_record import WHOLE_PROCESS
from domain.clocks_now import ClockNow, ClocksNow
from domain.errors import CalendarError, DisputeError
from domain.notices import DeliveryStatus
from domain.record import Situation, Standing, Written
from starter.client import DisputeClient

OPEN = "WorkflowType = 'Dispute' AND ExecutionStatus = 'Running'"
DUE_AT = "DisputeDueAt"
PROBLEMS = "TemporalReportedProblems"
"""Set by the server when a workflow's tasks keep failing."""

LATE_WAKING = timedelta(minutes=5)
"""How long after its time a dispute may still be about to wake."""

_SETTLED = {one for one in DeliveryStatus if one is not DeliveryStatus.DELAYED}
_FEW = 3
_CATCHES_UP_SECONDS = 1.0
_LOOKS = 3
_NOT_COMPARED = {"wakes_at", "refused", "waiting"}
"""Known to the workflow alone: the alarm, what was refused past the limit kept, and how
many notices wait for the morning."""


class Finding(Written):
    """One thing that is not in order.

    Attributes:
        dispute: Workflow id.
        rule: Which rule is broken, as a code.
        says: What is wrong, and what to do.
    """

    dispute: str
    rule: str
    says: str


class Audit(Written):
    """What an audit found.

    Attributes:
        at: When it began, aware UTC.
        looked_at: How many open disputes.
        findings: Everything that is not in order.
        warnings: What is in order, and will not be for ever: the calendar runs out, or
            some disputes have not got the one in force.
    """

    at: datetime
    looked_at: int
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What there is to know of one dispute, from everybody who knows.

    Attributes:
        now: As the workflow says.
        clocks: Its clocks.
        row: As SQL says; None: no row.
        quiet_since: When the last entry in SQL was written.
        notices: Claims of its notices.
        columns: List columns of the server, by name.
    """

    now: Situation
    clocks: ClocksNow
    row: Situation | None
    quiet_since: datetime | None
    notices: list[ToldNotice]
    columns: dict[str, Any]


class Auditor:
    """Looks at every open dispute.

    Args:
        client: Connected, sealing.
        disputes: The typed way to the same server.
        store: The record.
        undelivered_after: A notice that waits longer is a finding.
        calendar: The one in force.
    """

    def __init__(
        self,
        client: Client,
        disputes: DisputeClient,
        store: Store,
        undelivered_after: timedelta,
        calendar: WorkingCalendar,
    ) -> None:
        self._client = client
        self._disputes = disputes
        self._store = store
        self._undelivered_after = undelivered_after
        self._calendar = calendar
        self._without_it: list[str] = []

    async def audit(self, at: datetime) -> Audit:
        """Look at every dispute that is open at `at`, aware UTC."""
        findings: list[Finding] = []
        looked_at = 0
        self._without_it.clear()
        async for execution in self._client.list_workflows(OPEN):
            looked_at += 1
            findings += await self._look_at(execution.id, at)
        return Audit(
            at=at,
            looked_at=looked_at,
            findings=tuple(findings),
            warnings=(
                *warnings(self._calendar, london_day(at)),
                *_without(self._calendar.version, self._without_it),
            ),
        )

    async def _look_at(self, dispute: str, at: datetime) -> list[Finding]:
        found = [*_problems(await self._columns(dispute))]
        try:
            told = await self._told(dispute)
        except DisputeError as error:
            found.append(("no-answer", str(error)))
        else:
            if told.clocks.calendar != self._calendar.version:
                self._without_it.append(dispute)
            found += [
                *_wakes(told, at),
                *_same_date(told),
                *_same_column(told),
                *_same_row(told),
                *_delivered(told, at - self._undelivered_after),
            ]
        return [Finding(dispute=dispute, rule=rule, says=says) for rule, says in found]

    async def _told(self, dispute: str) -> Told:
        """Ask everybody; look again while the postman is still on his way."""
        for look in range(1, _LOOKS + 1):
            entries = await self._store.entries(dispute)
            clocks = await self._disputes.clocks(dispute)
            told = Told(
                now=await self._disputes.situation(dispute),
                clocks=clocks,
                row=await self._store.situation(dispute),
                # By everybody's clock: a rehearsal writes what its own shows.
                quiet_since=entries[-1].at - clocks.ahead_by if entries else None,
                notices=await self._store.notices(dispute),
                columns=await self._columns(dispute),
            )
            agree = not [*_same_row(told), *_same_column(told)]
            if agree or look == _LOOKS:
                break
            await asyncio.sleep(_CATCHES_UP_SECONDS)
        return told

    async def _columns(self, dispute: str) -> dict[str, Any]:
        """List columns as the server keeps them with the workflow itself."""
        description = await self._client.get_workflow_handle(dispute).describe()
        pairs = description.typed_search_attributes
        return {pair.key.name: pair.value for pair in pairs}


def _without(version: str, disputes: list[str]) -> Iterator[str]:
    if disputes:
        more = f" and {len(disputes) - _FEW} more" if len(disputes) > _FEW else ""
        yield (
            f"The calendar in force, {version}, has not reached"
            f" {', '.join(disputes[:_FEW])}{more}: bring it to them with `disputes"
            " calendar apply current`."
        )


Rule = Iterator[tuple[str, str]]
"""Yields the code and the sentence of each thing that is not in order."""


def _problems(columns: dict[str, Any]) -> Rule:
    if problems := columns.get(PROBLEMS):
        says = (
            f"The server reports problems: {', '.join(problems)}. Look at it in the UI."
        )
        yield "reported-problems", says


def _wakes(told: Told, at: datetime) -> Rule:
    now = told.now
    if now.rehearsal:  # its clock may have been moved on by who knows how much
        return
    if now.wakes_at is None:
        if now.standing is not Standing.OPENING:
            yield "never-wakes", "It is open, and nothing will wake it."
    elif now.wakes_at < at - LATE_WAKING:
        was = london(now.wakes_at)
        yield "overslept", f"It was to wake {was} and has not. Is a worker running?"


def _same_date(told: Told) -> Rule:
    """Work the dates out again from the clocks that run."""
    stage = [one for one in told.clocks.clocks if one.name != WHOLE_PROCESS]
    whole = [one for one in told.clocks.clocks if one.name == WHOLE_PROCESS]
    if told.now.standing is Standing.AWAITING_RESPONSE:
        yield from _again("the stage", told.now.due_at, stage)
    yield from _again(WHOLE_PROCESS, told.now.overall_due_at, whole)


def _again(of: str, due: datetime | None, clocks: list[ClockNow]) -> Rule:
    running = [one.ledger for one in clocks if one.running]
    try:
        again = running[-1].due() if running else None
    except CalendarError as error:
        yield "date-unreachable", f"The date of {of} cannot be reached again: {error}"
        return
    if again != due:
        says = (
            f"The date of {of} is told as {_says(due)}; worked out again it is"
            f" {_says(again)}."
        )
        yield "date-differs", says


def _same_column(told: Told) -> Rule:
    column, due = told.columns.get(DUE_AT), told.now.due_at
    if column != due:
        says = f"The list says due {_says(column)}; the dispute says {_says(due)}."
        yield "list-differs", says


def _same_row(told: Told) -> Rule:
    if told.row is None:
        yield "no-row", "The record in SQL knows nothing of it. Look at the worker."
        return
    theirs = told.row.model_dump(exclude=_NOT_COMPARED)
    ours = told.now.model_dump(exclude=_NOT_COMPARED)
    differ = [name for name, value in ours.items() if theirs[name] != value]
    if differ:
        says = (
            f"The record in SQL differs from the dispute in {', '.join(differ)}."
            " Look at the worker: is it kept from writing?"
        )
        yield "row-differs", says


def _delivered(told: Told, since: datetime) -> Rule:
    waiting = [
        notice
        for notice in told.notices
        if notice.state not in _SETTLED
        and (notice.first_tried_at or told.quiet_since or since) < since
    ]
    if waiting:
        numbers = ", ".join(str(notice.number) for notice in waiting)
        says = f"Notices {numbers} are not delivered yet. Look at the mail server."
        yield "undelivered", says
    untouched = told.now.notices - told.now.waiting - len(told.notices)
    if untouched > 0 and (told.quiet_since or since) < since:
        yield "untouched", f"{untouched} notices were never tried. Look at the worker."


def _says(due: datetime | None) -> str:
    return london(due) if due else "no date"
