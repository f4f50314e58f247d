"""A played dispute stands still once only the officer is waited for, asked often enough."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.record import Entry, Situation, Standing
from domain.standstill import CHASES, stands_still, why_it_ends

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)


def stands(standing: Standing = Standing.AWAITING_OFFICER, **more: object) -> Situation:
    return Situation.model_validate(
        {"reference": "R-1", "authority": "anyshire", "standing": standing, **more}
    )


def asked(times: int) -> list[Entry]:
    return [
        Entry(number=number, at=MON_30_MAR, kind="decide", says="Asked.")
        for number in range(1, times + 1)
    ]


def said() -> Entry:
    return Entry(
        number=9, at=MON_30_MAR, kind="noted", says="Noted.", message_id="script-1"
    )


@pytest.mark.parametrize(("times", "still"), [(CHASES - 1, False), (CHASES, True)])
def test_the_officer_is_asked_so_often_and_no_oftener(times: int, still: bool) -> None:
    assert stands_still(stands(), asked(times), MON_30_MAR) is still


def test_whoever_speaks_starts_the_count_anew() -> None:
    assert not stands_still(stands(), [*asked(CHASES), said()], MON_30_MAR)
    assert stands_still(stands(), [said(), *asked(CHASES)], MON_30_MAR)


@pytest.mark.parametrize(
    ("still_to_come", "still"), [(timedelta(0), True), (timedelta(minutes=1), False)]
)
def test_a_limit_on_the_whole_that_is_still_to_come_is_waited_for(
    still_to_come: timedelta, still: bool
) -> None:
    now = stands(overall_due_at=MON_30_MAR + still_to_come)

    assert stands_still(now, asked(CHASES), MON_30_MAR) is still


def test_what_it_waits_for_at_the_end_is_said() -> None:
    awaited = stands(awaiting=("Mayor", "Clerk"), next_says="They are asked again.")

    assert why_it_ends(awaited, asked(2)) == (
        "Nothing more happens by itself, and it stays open. Awaited: Mayor and Clerk. They"
        " are asked again. Whoever is to decide was asked again 2 times."
    )
    assert why_it_ends(stands(Standing.NOT_RESOLVED), asked(2)) == (
        "It has ended: not resolved."
    )
