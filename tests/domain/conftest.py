"""Disputes to start from: at their first stage, with the story running beside."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.dispute import Dispute
from domain.procedure import Procedure
from procedures.reader import read_procedure
from procedures.shelf import Shelf
from tests.domain.changing_calendars import TUE_7_APR, with_days_off
from tests.domain.climbing import Climb
from tests.domain.raisings import INVENTED
from tests.domain.several import Accepting, answered
from tests.situations import MON_30_MAR, a_dispute, begun


@pytest.fixture(scope="session")
def anyshire(shelf: Shelf) -> Procedure:
    return shelf.named("anyshire-2026-01")


@pytest.fixture(scope="session")
def quillshire() -> Procedure:
    """Asks the officer at its last limit, and reminds the manager after it."""
    return read_procedure(INVENTED / "quillshire-2025-04.yaml")


@pytest.fixture(scope="session")
def thistlemere() -> Procedure:
    """Two must accept, the officer sets limits, and the last stage only informs."""
    return read_procedure(INVENTED / "thistlemere-3.yaml")


@pytest.fixture
def climbing(calendar: WorkingCalendar) -> Callable[..., Climb]:
    """Raises a dispute on Mon 30 Mar 2026 at 10:00 in London, and tells its story."""

    def _climbing(procedure: Procedure, **changes: Any) -> Climb:
        role = next(iter(procedure.officers))
        changes.setdefault("raised_by", {"role": role, "reference": "IRO-7"})
        changes.setdefault("start_stage", 1)
        return Climb(a_dispute(procedure, calendar, **changes), MON_30_MAR)

    return _climbing


@pytest.fixture
def in_west_sussex(climbing: Callable[..., Climb], west_sussex: Procedure) -> Climb:
    """At Stage 1: the Practice Manager has until Wed 8 Apr 17:00."""
    return climbing(west_sussex)


@pytest.fixture
def in_anyshire(climbing: Callable[..., Climb], anyshire: Procedure) -> Climb:
    """At Stage 1: the Team Manager has until Wed 8 Apr 17:00."""
    return climbing(anyshire)


@pytest.fixture
def dispute(west_sussex: Procedure, calendar: WorkingCalendar) -> Dispute:
    """At stage 1 since Mon 30 Mar 2026, an answer due Wed 8 Apr."""
    return begun(west_sussex, calendar)


@pytest.fixture
def late_holiday(calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar with Tue 7 Apr 2026 as a bank holiday proclaimed late."""
    return with_days_off(calendar, TUE_7_APR)


@pytest.fixture
def accepting(climbing: Callable[..., Climb], thistlemere: Procedure) -> Accepting:
    """At a stage where `posts` must be satisfied; it may say otherwise of itself."""

    def _accepting(*posts: str, needed: str = "all", **stage: Any) -> Climb:
        plain = thistlemere.model_dump(mode="json")
        plain["ladders"][0]["stages"][0] |= {
            "accepted_by": {"posts": posts, "needed": needed},
            "escalated_by": "officer",
            **stage,
        }
        return climbing(Procedure.model_validate(plain))

    return _accepting


@pytest.fixture
def both(accepting: Accepting) -> Climb:
    """Officer and lead for health must be satisfied; the managers have answered."""
    climb = accepting("officer", "health-lead")
    answered(climb)
    return climb
