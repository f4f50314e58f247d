"""Two have to be satisfied, on a real server: one is silent, is asked again, and agrees."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from procedures.shelf import SHIPPED, Shelf
from tests.workflows.postman import Postman
from tests.workflows.running import Disputes

INVENTED = Path(__file__).parents[1] / "procedures" / "invented"
LEAD = {"post": "health-lead", "reference": "HL-1"}
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
TOAST = {"what": "Toast", "owner": "team-manager", "due_on": "2026-04-20"}
TEA = {"what": "Tea", "owner": "ward-sister", "due_on": "2026-04-17"}


@pytest.fixture
def shelf() -> Shelf:
    """The shipped procedures, and the invented ones."""
    return Shelf(SHIPPED, INVENTED)


async def test_what_two_agree_one_after_the_other_is_watched_together(
    disputes: Disputes, postman: Postman
) -> None:
    dispute = await disputes.raised(authority="thistlemere", start_stage=1)
    for post in ("team-manager", "ward-sister"):
        by = {"post": post, "reference": "X-1"}
        await dispute.say("manager_response", by, answer="It starts on Monday.")
    said: dict[str, Any] = {"satisfied": True, "because": "It will do."}

    half = await dispute.say("officer_decision", **said, actions=[TOAST])
    await dispute.pass_until(WED_8_APR_17 + timedelta(minutes=1))
    whole = await dispute.say("officer_decision", LEAD, **said, actions=[TEA])

    assert half.awaiting == ("Lead for Children's Health",)
    assert postman.told(dispute.id, "decide") == ["health-lead", "health-lead"]
    assert (whole.standing, whole.awaiting) == (
        "monitoring",
        ("Team Manager", "Ward Sister of the cottage hospital"),
    )
    [accepted] = await dispute.entries("accepted")
    assert [one["what"] for one in accepted.details["agreed"]] == ["Toast", "Tea"]
