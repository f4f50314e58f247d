"""What a dispute is opened with: the procedure in force, and the calendar.

The calendar is asked for again when a limit has passed, before anyone is escalated.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from pydantic import BaseModel
from temporalio import activity
from temporalio.exceptions import ApplicationError

from domain.calendar import WorkingCalendar, london_day
from domain.calendar_moves import in_hours
from domain.errors import CalendarError, ProcedureError
from domain.opening import Basis, Newer
from domain.procedure import Procedure

_LOG = logging.getLogger(__name__)

BEFORE = timedelta(days=400)
"""How far back the calendar kept with a dispute reaches at least; it begins with a
year, so that disputes raised in the same year are given the same one."""


class Shelf(Protocol):
    """Where procedures are found."""

    def in_force(self, authority: str, day: datetime) -> Procedure:
        """Return the version in force; raise ProcedureError if there is none."""

    def named(self, name: str) -> Procedure:
        """Return the version of that name; raise ProcedureError if there is none."""


class LookUp(BaseModel):
    """What to look up.

    Attributes:
        authority: Short name of the council.
        procedure: A version by name; None: the one in force.
        at: When it was raised, aware UTC.
    """

    authority: str
    procedure: str | None
    at: datetime


class LookAgain(BaseModel):
    """What a dispute knows of the calendar when it asks again.

    Attributes:
        version: Of the calendar it has.
        first: First day that it needs.
    """

    version: str
    first: date


def none_newer() -> Newer | None:
    """Where no calendar is ever brought into force: there is none to be found."""
    return None


class OpeningActivities:
    """Looks up what goes into a dispute's history when it opens."""

    def __init__(
        self,
        shelf: Shelf,
        calendar: WorkingCalendar,
        *,
        require_encrypted: bool,
        allow_rehearsals: bool,
        mail_at_any_hour: bool = False,
        brought_into_force: Callable[[], Newer | None] = none_newer,
    ) -> None:
        """Look procedures up on `shelf`, and hand out the calendar in force.

        Args:
            shelf: Where procedures are found.
            calendar: Handed out until another one is brought into force.
            require_encrypted: True: a dispute refuses what comes plain.
            allow_rehearsals: False in production.
            mail_at_any_hour: True: what could wait is sent at night too, except in a
                rehearsal; for trying things out on a Sunday.
            brought_into_force: Returns the calendar an operator brought into force
                last; asked each time, so that a worker need not be started anew.
        """
        self._shelf = shelf
        self._calendar = calendar
        self._brought_into_force = brought_into_force
        self._require_encrypted = require_encrypted
        self._allow_rehearsals = allow_rehearsals
        self._mail_at_any_hour = mail_at_any_hour

    @activity.defn(name="look_up")
    async def look_up(self, wanted: LookUp) -> Basis:
        """Return the basis of a dispute.

        Raises:
            ApplicationError: type `RaiseRefused`, not retried: no such procedure.
        """
        try:
            procedure = (
                self._shelf.named(wanted.procedure)
                if wanted.procedure
                else self._shelf.in_force(wanted.authority, wanted.at)
            )
        except ProcedureError as error:
            raise ApplicationError(
                str(error), type="RaiseRefused", non_retryable=True
            ) from error
        first = (london_day(wanted.at) - BEFORE).replace(month=1, day=1)
        latest = self._brought_into_force()
        calendar = latest.calendar if latest else self._calendar
        hours = calendar.office_hours.parse(procedure.timing.office_hours)
        calendar = in_hours(calendar, hours)
        return Basis(
            procedure=procedure,
            calendar=calendar.between(first, calendar.covered_until),
            require_encrypted=self._require_encrypted,
            allow_rehearsals=self._allow_rehearsals,
            mail_at_any_hour=self._mail_at_any_hour,
        )

    @activity.defn(name="look_again")
    async def look_again(self, known: LookAgain) -> Newer | None:
        """Return the calendar brought into force last, if a dispute has not got it.

        It is cut to the days that the dispute needs, and keeps its version. What cannot
        be read is logged and counts as nothing newer: a limit never waits for a file.
        """
        try:
            latest = self._brought_into_force()
            if latest is None or latest.calendar.version == known.version:
                return None
            whole = latest.calendar
            part = whole.between(known.first, whole.covered_until)
        except CalendarError as error:
            _LOG.error("The calendar in force cannot be asked for: %s", error)
            return None
        return latest.model_copy(update={"calendar": part})
