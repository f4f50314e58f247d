"""The working calendar: which days an office works, and when those days end."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from domain.calendar.day_count import DayCount
from domain.calendar.days_off import BankHoliday, Closure, Status, in_order, twice
from domain.calendar.london import at_london, says_day
from domain.calendar.office_hours import OfficeHours
from domain.errors import BeyondCoverage
from domain.limits import Limit

_VERSION_LENGTH = 16
_FULL_NAMES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


class WorkingCalendar(BaseModel):
    """Which days are worked, by office hours, bank holidays and closures.

    A working day is one on whose weekday the office has hours and which is no bank
    holiday. Under Monday-to-Friday hours that is the definition in the regulations. Closure
    days are working days, unless a limit says `skip_closures`.

    It is carried whole in a dispute's history, so that no date told depends on a table
    that may change under it; `between` makes the copy small.

    Attributes:
        bank_holidays: In order of date.
        closures: In order of date.
        working_after_all: Bank holidays of the list that are none after all, moved by
            proclamation after publication; a closure on the day still stands.
        office_hours: When the office is open.
        covered_from: First day it knows.
        official_until: Last day for which the published list speaks.
        covered_until: Last day it knows; between the two, bank holidays are projected.
        cut_from: Version of the calendar this is a part of; empty for a whole one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bank_holidays: tuple[BankHoliday, ...] = ()
    closures: tuple[Closure, ...] = ()
    working_after_all: tuple[date, ...] = ()
    office_hours: OfficeHours = OfficeHours()
    covered_from: date
    official_until: date
    covered_until: date
    cut_from: str = ""

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        ordered = dict(data)
        for name in ("bank_holidays", "closures", "working_after_all"):
            if name in ordered:
                ordered[name] = in_order(ordered[name])
        return ordered

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        faults = [
            *twice("bank_holidays", [one.on for one in self.bank_holidays]),
            *twice("closures", [one.on for one in self.closures]),
        ]
        if self.covered_from > self.covered_until:
            faults.append(
                f"covered_until: {self.covered_until} is before covered_from,"
                f" {self.covered_from}; write a later day."
            )
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def model_copy(
        self,
        *,
        update: Mapping[str, Any] | None = None,
        deep: bool = False,  # noqa: ARG002  (pydantic's signature; all parts are frozen)
    ) -> Self:
        """Return a changed copy, checked again, with a version of its own.

        Pydantic's own copy would keep what was worked out from the old days. Where
        nothing changes it is this very calendar, with all that was worked out.
        """
        changes = {"cut_from": "", **update} if update else {}
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        if all(fields.get(name) == value for name, value in changes.items()):
            return self
        return type(self).model_validate({**fields, **changes})

    @cached_property
    def version(self) -> str:
        """Name of these contents, 16 hexadecimal digits; a part bears the whole's."""
        if self.cut_from:
            return self.cut_from
        contents = self.model_dump_json(exclude={"cut_from"})
        return hashlib.sha256(contents.encode()).hexdigest()[:_VERSION_LENGTH]

    def for_limit(self, limit: Limit) -> "WorkingCalendar":
        """Return the calendar as a limit counts it; see `Limit.bank_holidays_stand`."""
        return self._as_listed if limit.bank_holidays_stand else self

    def is_working_day(self, day: date, skip_closures: bool = False) -> bool:
        """Tell whether `day` is worked.

        Args:
            day: London date.
            skip_closures: True: a closure day is not a working day.

        Raises:
            BeyondCoverage: The calendar does not know that day.
        """
        first, last = self._covered
        at = day.toordinal()
        if not first <= at <= last:
            self.must_cover(day)
        count = self._without_closures if skip_closures else self._with_closures
        return count.counts(at)

    def why_not_working(self, day: date, skip_closures: bool = False) -> str | None:
        """Return why `day` is not worked, `Good Friday`, or None when it is.

        Args:
            day: London date.
            skip_closures: True: a closure day is not a working day.

        Raises:
            BeyondCoverage: The calendar does not know that day.
        """
        self.must_cover(day)
        if not self.office_hours.week[day.weekday()]:
            return _FULL_NAMES[day.weekday()]
        holiday = self._holidays.get(day)
        if holiday is not None:
            note = " (projected)" if holiday.status is Status.PROJECTED else ""
            return holiday.title + note
        return self.closure_on(day) if skip_closures else None

    def closure_on(self, day: date) -> str | None:
        """Return why the council shuts on `day`, or None where it does not."""
        return self._closures.get(day)

    def close_of(self, day: date) -> datetime:
        """Return when `day` ends for the office, aware UTC.

        A day that is not worked ends when its weekday does; see
        `OfficeHours.closings` for weekdays without hours.

        Args:
            day: London date; need not be covered.
        """
        return at_london(day, self.office_hours.closings[day.weekday()])

    def must_cover(self, day: date) -> None:
        """Do nothing for a day that the calendar knows.

        Raises:
            BeyondCoverage: It does not.
        """
        if day < self.covered_from:
            raise BeyondCoverage(
                f"The calendar begins on {says_day(self.covered_from)} and does not know"
                f" {says_day(day)}; write a later start."
            )
        if day > self.covered_until:
            raise BeyondCoverage(
                f"The calendar ends on {says_day(self.covered_until)} and does not know"
                f" {says_day(day)}; load a newer list of bank holidays."
            )

    def between(self, first: date, last: date) -> "WorkingCalendar":
        """Return the part of this calendar from `first` to `last`, both included.

        Dates worked out within the part are the same as with the whole; it keeps the
        whole's version, which says where the dates came from.

        Raises:
            ValueError: `last` is before `first`.
            BeyondCoverage: No day of the part is known.
        """
        if last < first:
            raise ValueError(f"{says_day(last)} is before {says_day(first)}.")
        self.must_cover(max(first, self.covered_from))
        self.must_cover(min(last, self.covered_until))
        # What is taken from a calendar that was checked need not be checked again.
        return WorkingCalendar.model_construct(
            bank_holidays=tuple(
                one for one in self.bank_holidays if first <= one.on <= last
            ),
            closures=tuple(one for one in self.closures if first <= one.on <= last),
            working_after_all=tuple(
                day for day in self.working_after_all if first <= day <= last
            ),
            office_hours=self.office_hours,
            covered_from=max(first, self.covered_from),
            official_until=self.official_until,
            covered_until=min(last, self.covered_until),
            cut_from=self.version,
        )

    def day_count(self, skip_closures: bool = False) -> DayCount:
        """Return the numbering of its working days; see `DayCount`."""
        return self._without_closures if skip_closures else self._with_closures

    def working_day(self, day: date, steps: int, skip_closures: bool = False) -> date:
        """Return the working day that is `steps` after `day`, or before if negative.

        Args:
            day: London date; never counted itself. From a non-working day, 1 is the
                next working day and -1 the last one before.
            steps: Working days to go; 0 is `day` itself if worked, else the last before.
            skip_closures: True: a closure day is not a working day.

        Raises:
            BeyondCoverage: The calendar does not know the first or the last day.
        """
        first, last = self._covered
        at = day.toordinal()
        if not first <= at <= last:
            self.must_cover(day)
        count = self._without_closures if skip_closures else self._with_closures
        if steps < 0 and not count.counts(at):
            steps += 1
        reached = count.after(at, steps)
        if not first <= reached <= last:
            raise BeyondCoverage(self._unreached(reached > last))
        return date.fromordinal(reached)

    def _unreached(self, later: bool) -> str:
        if later:
            return (
                f"The calendar ends on {says_day(self.covered_until)}, before the date"
                " is reached; load a newer list of bank holidays."
            )
        return (
            f"The calendar begins on {says_day(self.covered_from)}, after the date is"
            " reached; write a later date."
        )

    @cached_property
    def _as_listed(self) -> "WorkingCalendar":
        listed = {"working_after_all": (), "cut_from": self.version}
        return self.model_copy(update=listed)

    @cached_property
    def _covered(self) -> tuple[int, int]:
        return self.covered_from.toordinal(), self.covered_until.toordinal()

    @cached_property
    def _holidays(self) -> dict[date, BankHoliday]:
        worked = set(self.working_after_all)
        return {one.on: one for one in self.bank_holidays if one.on not in worked}

    @cached_property
    def _closures(self) -> dict[date, str]:
        return {one.on: one.reason for one in self.closures}

    @cached_property
    def _with_closures(self) -> DayCount:
        return self._counting_out(self._holidays)

    @cached_property
    def _without_closures(self) -> DayCount:
        return self._counting_out({*self._holidays, *self._closures})

    def _counting_out(self, off: Any) -> DayCount:
        open_weekdays = [
            number for number, spans in enumerate(self.office_hours.week) if spans
        ]
        return DayCount(open_weekdays, [day.toordinal() for day in off])


@lru_cache(maxsize=64)
def one_copy(calendar: WorkingCalendar) -> WorkingCalendar:
    """Return the first calendar seen that equals this one, for many to share."""
    return calendar
