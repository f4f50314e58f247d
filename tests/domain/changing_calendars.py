"""Calendars that come into force while a dispute is open."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.calendar import BankHoliday, WorkingCalendar
from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.ledger import OnCalendarChange
from domain.notices import Notice
from domain.procedure import Procedure
from domain.rules import check
from tests.situations import message, say

OPERATOR = {"post": "operator", "reference": "OP-1"}
TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
TUE_7_APR = date(2026, 4, 7)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
THU_9_APR_17 = datetime(2026, 4, 9, 16, tzinfo=UTC)
MON_27_APR_17 = datetime(2026, 4, 27, 16, tzinfo=UTC)
THU_9_APR_10 = datetime(2026, 4, 9, 9, tzinfo=UTC)
WED_29_APR = "Wed 29 Apr 2026 17:00"
MON_13_APR = date(2026, 4, 13)
ANYSHIRE: dict[str, Any] = {
    "raised_by": {"role": "reviewing-officer", "reference": "IRO-7"},
    "themes": ["drift"],
}
THE_OFFICER = {"post": "reviewing-officer", "reference": "IRO-7"}
ASKED_AND_TOLD = ["practice-manager", "social-worker", "line-manager"]


def with_days_off(calendar: WorkingCalendar, *days: date) -> WorkingCalendar:
    more = [BankHoliday(on=day, title="Marmalade Day") for day in days]
    return calendar.model_copy(
        update={"bank_holidays": (*calendar.bank_holidays, *more)}
    )


def under(procedure: Procedure, rule: OnCalendarChange) -> Procedure:
    timing = procedure.timing.model_copy(update={"on_calendar_change": rule})
    return procedure.model_copy(update={"timing": timing})


def change(
    dispute: Dispute, calendar: WorkingCalendar, at: datetime, **said: Any
) -> None:
    say(dispute, at, "change_calendar", OPERATOR, **sent(calendar, **said))


def sent(calendar: WorkingCalendar, **said: Any) -> dict[str, Any]:
    return {
        "calendar": calendar.model_dump(mode="json"),
        "version": calendar.version,
        "because": "It was proclaimed.",
        **said,
    }


def refusal(dispute: Dispute, at: datetime, **said: Any) -> str:
    with pytest.raises(DisputeRefused) as refused:
        check(dispute, message("change_calendar", OPERATOR, **said), at)
    return str(refused.value)


def told(dispute: Dispute, kind: str) -> list[Notice]:
    return [one for one in dispute.outbox if one.kind == kind]


def kinds(dispute: Dispute) -> list[str]:
    return [entry.kind for entry in dispute.entries]


def agreeing(dispute: Dispute, *days: str) -> None:
    """The officer accepts; something is agreed by each of these days."""
    actions = [{"what": "Toast", "owner": "social-worker", "due_on": on} for on in days]
    said: dict[str, Any] = {"because": "It will do.", "actions": actions}
    say(dispute, TUE_31_MAR, "officer_decision", satisfied=True, **said)
