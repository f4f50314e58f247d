"""A clock as the record keeps it: numbered, whole, and with no more than it needs."""

from datetime import date, datetime

import pytest

from domain.calendar import LONDON, BankHoliday, WorkingCalendar
from domain.clock_record import cut
from domain.ledger import Ledger
from domain.limits import Limit, Unit
from domain.procedure import Procedure
from tests.situations import begun

MON_2_MAR = datetime(2026, 3, 2, 10, tzinfo=LONDON)
TUE_3_MAR = datetime(2026, 3, 3, 10, tzinfo=LONDON)
FROG_DAY = BankHoliday(on=date(2026, 3, 5), title="Jubilee of the Marsh Frog")


@pytest.fixture
def changed(calendar: WorkingCalendar) -> Ledger:
    """Due on Mon 9 March; then Frog Day was proclaimed, which made it Tuesday."""
    with_frog_day = calendar.model_copy(
        update={"bank_holidays": (*calendar.bank_holidays, FROG_DAY)}
    )
    five = Limit(amount=5, unit=Unit.WORKING_DAYS)
    ledger = Ledger(limit=five, started_at=MON_2_MAR, calendar=calendar)
    return ledger.change_calendar(with_frog_day, TUE_3_MAR)


def test_every_calendar_of_a_clock_is_cut_to_its_days_and_two_weeks_more(
    changed: Ledger,
) -> None:
    kept = cut(changed)

    in_force = (kept.calendar, kept.calendar_now)
    assert [(one.covered_from, one.covered_until) for one in in_force] == [
        (date(2026, 3, 2), date(2026, 3, 24))
    ] * 2
    assert [one.bank_holidays for one in in_force] == [(), (FROG_DAY,)]


def test_a_clock_that_is_cut_is_explained_as_before(changed: Ledger) -> None:
    kept = cut(changed)

    assert kept.due() == changed.due()
    assert kept.explain() == changed.explain()


def test_the_clocks_of_a_dispute_are_numbered_as_they_started(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    dispute = begun(west_sussex, calendar)

    numbered = [
        (entry.kind, one["number"], one["name"])
        for entry in dispute.entries
        for one in entry.details.get("clocks", ())
    ]

    assert numbered == [
        ("stage-begun", 1, "Stage 1"),
        ("stage-begun", 2, "the whole process"),
    ]


def test_an_entry_that_moves_no_clock_bears_none(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    opened, *_ = begun(west_sussex, calendar).entries

    assert "clocks" not in opened.details
