"""What a dispute is opened with: the procedure in force, and the calendar."""

from datetime import datetime, timedelta
from typing import Protocol

from pydantic import BaseModel
from temporalio import activity
from temporalio.exceptions import ApplicationError

from domain.calendar import WorkingCalendar, london_day
from domain.errors import ProcedureError
from domain.opening import Basis
from domain.procedure import Procedure

BEFORE = timedelta(days=400)
"""How far back the calendar kept with a dispute reaches."""


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


class OpeningActivities:
    """Looks up what goes into a dispute's history when it opens."""

    def __init__(
        self,
        shelf: Shelf,
        calendar: WorkingCalendar,
        *,
        require_encrypted: bool,
        allow_rehearsals: bool,
    ) -> None:
        """Look procedures up on `shelf`, and hand out `calendar`."""
        self._shelf = shelf
        self._calendar = calendar
        self._require_encrypted = require_encrypted
        self._allow_rehearsals = allow_rehearsals

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
        first = london_day(wanted.at) - BEFORE
        hours = self._calendar.office_hours.parse(procedure.timing.office_hours)
        calendar = self._calendar.model_copy(update={"office_hours": hours})
        return Basis(
            procedure=procedure,
            calendar=calendar.between(first, calendar.covered_until),
            require_encrypted=self._require_encrypted,
            allow_rehearsals=self._allow_rehearsals,
        )
