"""When an entry in somebody's calendar no longer stands, and who is told of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.in_calendars import DUE, changes, ends
from domain.notices import Notice, NoticeKind, Purpose
from domain.record import Situation, Standing

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)
TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
SUN_29_MAR = datetime(2026, 3, 29, 9, tzinfo=UTC)
MEETING = "meeting-2"
TO_FORMER: dict[str, Any] = {"to_reference": "PM-1"}
TO_ACT: dict[str, Any] = {"purpose": Purpose.TO_ACT}


def notice(kind: NoticeKind, **changes: Any) -> Notice:
    """A notice to the practice manager, of Mon 30 Mar 2026."""
    about = Situation(
        reference="WSX-2026-0042",
        authority="west-sussex",
        standing=Standing.AWAITING_RESPONSE,
    )
    plain = {
        "key": "d/1",
        "number": 1,
        "kind": kind,
        "to": "practice-manager",
        "to_title": "Practice Manager",
        "about": about,
        "at": MON_30_MAR,
        "says": "So it is.",
    }
    return Notice.model_validate({**plain, **changes})


@pytest.mark.parametrize(
    ("kind", "changed", "over"),
    [
        (NoticeKind.ESCALATED, {}, True),
        (NoticeKind.CLOSED, {}, True),
        (NoticeKind.ON_HOLD, {}, True),
        (NoticeKind.CLOSED, TO_ACT, False),
        (NoticeKind.HANDED_OVER, {}, False),
        (NoticeKind.HANDED_OVER, TO_FORMER, True),
        (NoticeKind.HANDED_OVER, {"to": "officer", **TO_FORMER}, False),
        (NoticeKind.NOTED, TO_FORMER, False),
        (NoticeKind.DEADLINE_MOVED, {}, True),
        (NoticeKind.DEADLINE_MOVED, {"due_at": TUE_31_MAR}, False),
        (NoticeKind.REMINDER, {}, False),
    ],
)
def test_a_date_to_act_by_ends_when_nothing_is_due_from_that_reader(
    kind: NoticeKind, changed: dict[str, Any], over: bool
) -> None:
    assert ends(notice(kind, **changed), DUE, TUE_31_MAR) is over


@pytest.mark.parametrize(
    ("kind", "changed", "begins_at", "over"),
    [
        (NoticeKind.CLOSED, {}, TUE_31_MAR, True),
        (NoticeKind.CLOSED, {}, SUN_29_MAR, False),
        (NoticeKind.CLOSED, {}, MON_30_MAR, False),
        (NoticeKind.CLOSED, TO_ACT, TUE_31_MAR, False),
        (NoticeKind.ESCALATED, {}, TUE_31_MAR, False),
        (NoticeKind.HANDED_OVER, TO_FORMER, TUE_31_MAR, True),
        (NoticeKind.HANDED_OVER, TO_FORMER, SUN_29_MAR, False),
        (NoticeKind.HANDED_OVER, {}, TUE_31_MAR, False),
    ],
)
def test_a_meeting_is_called_off_while_it_is_still_to_come(
    kind: NoticeKind, changed: dict[str, Any], begins_at: datetime, over: bool
) -> None:
    assert ends(notice(kind, **changed), MEETING, begins_at) is over


def test_what_a_letter_did_to_a_calendar_is_read_line_by_line() -> None:
    told = "+ due 2026-03-31T09:00:00+00:00\n- meeting-2 2026-03-29T09:00:00+00:00"

    assert list(changes(told)) == [
        (True, DUE, TUE_31_MAR),
        (False, MEETING, SUN_29_MAR),
    ]
    assert list(changes("")) == []
