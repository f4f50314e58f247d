"""What another calendar would move is foreseen, and what it moved can be proved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import WorkingCalendar, london
from domain.calendar_moves import moves_under, told_of
from domain.clock_proofs import Proof, proofs
from domain.clocks_now import clocks_now
from domain.dispute import Dispute
from domain.ledger import OnCalendarChange
from domain.procedure import Procedure
from procedures.shelf import Shelf
from tests.domain.changing_calendars import (
    ANYSHIRE,
    ASKED_AND_TOLD,
    THE_OFFICER,
    TUE_7_APR,
    TUE_31_MAR,
    WED_8_APR_17,
    agreeing,
    change,
    under,
    with_days_off,
)
from tests.situations import begun, say


def test_what_is_foreseen_is_what_happens(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    before = clocks_now(dispute)
    foreseen = moves_under(before, late_holiday, TUE_31_MAR)
    hear = told_of(before, foreseen, TUE_31_MAR)
    seen = len(dispute.outbox)
    assert dispute.due() == WED_8_APR_17, "looking ahead changes nothing"

    change(dispute, late_holiday, TUE_31_MAR)

    moved = [one for one in dispute.entries if one.kind == "deadline-moved"]
    assert [move.says() for move in foreseen] == [entry.says for entry in moved]
    assert hear == [one.to for one in dispute.outbox[seen:]]


@pytest.mark.parametrize(
    ("agreed", "days_off", "hear"),
    [
        # the date of the stage and the end of the whole move
        ((), (TUE_7_APR,), [*ASKED_AND_TOLD, "officer"]),
        # only the end of the whole moves, of which nobody has been warned
        ((), (date(2026, 4, 28),), []),
        # what was agreed moves, and nothing else is awaited
        (("2026-04-07",), (TUE_7_APR,), [*ASKED_AND_TOLD, "officer"]),
        # the second of two agreed dates moves: its owner hears, and the officer
        (("2026-04-02", "2026-04-07"), (TUE_7_APR,), ["social-worker", "officer"]),
    ],
)
def test_who_is_foreseen_to_hear_is_who_hears(
    dispute: Dispute,
    calendar: WorkingCalendar,
    agreed: tuple[str, ...],
    days_off: tuple[date, ...],
    hear: list[str],
) -> None:
    if agreed:
        agreeing(dispute, *agreed)
    changed = with_days_off(calendar, *days_off)
    before = clocks_now(dispute)
    foreseen = told_of(before, moves_under(before, changed, TUE_31_MAR), TUE_31_MAR)
    seen = len(dispute.outbox)

    change(dispute, changed, TUE_31_MAR)

    assert foreseen == [one.to for one in dispute.outbox[seen:]]
    assert foreseen == hear


@pytest.mark.parametrize("agreed", ["2026-03-31", "2030-12-31"])
def test_the_first_and_the_last_day_of_a_calendar_are_days_that_it_knows(
    west_sussex: Procedure, calendar: WorkingCalendar, agreed: str
) -> None:
    from_today = calendar.between(TUE_31_MAR.date(), calendar.covered_until)
    dispute = begun(west_sussex, from_today, TUE_31_MAR)

    agreeing(dispute, agreed)

    assert [one.worked for one in clocks_now(dispute).agreed] == [True]


def test_where_dates_are_frozen_what_was_agreed_stands_too(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    dispute = begun(under(west_sussex, OnCalendarChange.FREEZE), calendar)
    agreeing(dispute, "2026-04-07")

    assert moves_under(clocks_now(dispute), late_holiday, TUE_31_MAR) == []
    change(dispute, late_holiday, TUE_31_MAR)

    assert dispute.agreed[0].due_on == TUE_7_APR


def test_what_was_due_before_the_calendar_came_into_force_stands(
    dispute: Dispute, late_holiday: WorkingCalendar
) -> None:
    agreeing(dispute, "2026-04-07")
    closing = dispute.agreed[0].due_at
    now = clocks_now(dispute)

    at_closing = [one.of for one in moves_under(now, late_holiday, closing)]
    after = moves_under(now, late_holiday, closing + timedelta(seconds=1))

    assert at_closing == ["the whole process", "agreed action 1"]
    assert [one.of for one in after] == ["the whole process"]


def test_every_entry_that_moves_a_clock_bears_what_its_date_follows_from(
    shelf: Shelf, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    dispute = begun(shelf.named("anyshire-2026-01"), calendar, **ANYSHIRE)
    more = {"working_days": 5, "because": "School.", "benefit_for_child": "Certainty."}
    say(dispute, TUE_31_MAR, "extend_deadline", THE_OFFICER, **more)
    hold = {"until": "2026-04-02", "because": "A hearing."}
    say(dispute, TUE_31_MAR, "place_on_hold", THE_OFFICER, **hold)
    change(dispute, late_holiday, TUE_31_MAR)
    dispute.time_is_up(datetime(2026, 4, 2, 8, tzinfo=UTC))
    due = dispute.due()
    assert due is not None
    dispute.time_is_up(due)

    shown = {one.kind for one in dispute.entries if "clocks" in one.details}

    assert shown == {
        "stage-begun",
        "extended",
        "placed-on-hold",
        "calendar-changed",
        "resumed",
    }
    found_again = list(proofs(dispute.entries))
    assert all(one.agrees for one in found_again), found_again
    assert london(due) in [one.told for one in found_again]


@pytest.mark.parametrize("what", ["the date", "a day off", "the sentence", "the clock"])
def test_a_record_that_somebody_changed_does_not_agree(
    dispute: Dispute, what: str
) -> None:
    entry = dispute.entries[1]
    details = entry.model_copy(deep=True).details
    clock = details["clocks"][0]
    says = entry.says
    if what == "the date":
        clock["due_at"] = "2026-04-09T16:00:00Z"
    elif what == "a day off":
        clock["ledger"]["calendar"]["bank_holidays"].pop()
    elif what == "the sentence":
        says = says.replace("Wed 8 Apr", "Thu 9 Apr")
    else:
        details["clocks"] = ["nonsense"]
    changed = entry.model_copy(update={"details": details, "says": says})

    verdicts = list(proofs([dispute.entries[0], changed]))

    assert not all(one.agrees for one in verdicts)


def test_a_record_of_before_clocks_were_kept_says_what_is_missing(
    dispute: Dispute,
) -> None:
    bare = dispute.entries[1].model_copy(
        update={"details": {"due_at": WED_8_APR_17.isoformat()}}
    )

    assert list(proofs([bare])) == [
        Proof(
            entry=2,
            of="stage 1, as told",
            told="Wed 8 Apr 2026 17:00",
            again="cannot be reached: the entry bears no clock",
            agrees=False,
        )
    ]


def test_what_cannot_be_proved_is_told_with_its_place_and_why(dispute: Dispute) -> None:
    begun = dispute.entries[1]
    clock = begun.model_copy(deep=True).details["clocks"][0]
    clock["ledger"]["calendar"]["covered_until"] = "2026-04-01"
    clock["ledger"]["calendar"]["official_until"] = "2026-04-01"
    clock["ledger"]["calendar"]["bank_holidays"] = []
    passed = begun.model_copy(
        update={"number": 9, "kind": "limit-passed", "details": {}}
    )
    unreached = begun.model_copy(update={"details": {"clocks": [clock]}})
    unread = begun.model_copy(update={"details": {"clocks": [{"number": "one"}]}})

    [missing] = proofs([passed])
    [beyond] = proofs([unreached])
    [nonsense] = proofs([unread])

    assert missing == Proof(
        entry=9,
        of="stage 1, limit passed",
        told="Mon 30 Mar 2026 10:00",
        again="cannot be reached: no clock was recorded",
        agrees=False,
    )
    assert (beyond.entry, beyond.of, beyond.told) == (
        2,
        "Stage 1",
        "Wed 8 Apr 2026 17:00",
    )
    assert beyond.again.startswith(
        "cannot be reached: The calendar ends on Wed 1 Apr 2026"
    )
    assert (nonsense.entry, nonsense.of, nonsense.told) == (2, "a clock", "a date")
    assert nonsense.again.startswith("cannot be read: Input should be a valid integer")
    assert not beyond.agrees
    assert not nonsense.agrees


def test_every_proof_says_how_its_date_is_reached(dispute: Dispute) -> None:
    first = next(iter(proofs(dispute.entries)))

    assert first.of == "Stage 1"
    assert first.how[-1] == "Wed 8 Apr 2026 17:00: due"


def test_a_limit_that_passed_before_its_date_does_not_agree(dispute: Dispute) -> None:
    dispute.time_is_up(WED_8_APR_17 - timedelta(hours=1))

    last = list(proofs(dispute.entries))[-1]

    assert (last.agrees, last.again) == (False, "not before Wed 8 Apr 2026 17:00")
