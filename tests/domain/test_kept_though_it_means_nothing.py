"""A message that was never judged is kept, under its speaker, and moves nothing.

The door judges every message; at a replay each is received again without being judged,
and what was in order then must not fail now, whatever the rules have become.
"""

from datetime import date
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.procedure import Procedure
from domain.rules import receive
from tests.domain.climbing import THE_OFFICER, Climb
from tests.situations import MON_30_MAR, a_dispute, message

WHY: dict[str, Any] = {"because": "Marmalade."}
OPERATOR = {"post": "operator", "reference": "OP-1"}
KEPT: list[tuple[str, dict[str, Any], str, str]] = [
    ("escalate", {"reason": "officers-judgement", "to_stage": 99, **WHY},
     "nothing-to-escalate", "No such stage."),
    ("switch_ladder", {"ladder": "nowhere", **WHY}, "nothing-to-switch",
     "No such ladder."),
    ("switch_ladder", {"ladder": "usual", "to_stage": 99, **WHY}, "nothing-to-switch",
     "No such ladder."),
    ("resume", WHY, "nothing-to-resume", "It was not on hold."),
    ("action_done", {"action": 99}, "nothing-to-settle", "No such action."),
    ("action_not_done", {"action": 99, **WHY}, "nothing-to-settle", "No such action."),
    ("open_side_step", {"step": "a-walk", **WHY}, "no-such-step", "No such side step."),
    ("post_handed_over",
     {"post": "the-cook", "from_reference": "C-1", "to_reference": "C-2"},
     "handed-over-post",
     "A post that the procedure does not name has another holder."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "said", "entry", "says"), KEPT)
def test_what_leads_nowhere_is_kept_with_who_said_it_and_every_word(
    in_west_sussex: Climb, kind: str, said: dict[str, Any], entry: str, says: str
) -> None:
    dispute, now = in_west_sussex.dispute, in_west_sussex.now
    stood = (dispute.standing, dispute.stage, dispute.wakes_at(), dispute.call)
    before = in_west_sussex.told()[-1].number
    by = OPERATOR if kind == "post_handed_over" else THE_OFFICER

    receive(dispute, message(kind, by, **said), now)

    kept = dispute.entries[-1]
    assert (kept.kind, kept.says, kept.at) == (entry, says, now)
    assert kept.by is not None
    assert kept.by.endswith(by["reference"])
    assert said.items() <= kept.details.items()
    assert stood == (dispute.standing, dispute.stage, dispute.wakes_at(), dispute.call)
    assert in_west_sussex.told()[-1].number == before


def test_more_time_where_no_limit_runs_is_kept(in_west_sussex: Climb) -> None:
    manager = {"post": "practice-manager", "reference": "PM-3"}
    in_west_sussex.say("manager_response", manager, answer="Done.")
    in_west_sussex.say("escalate", reason="officers-judgement", to_stage=5, **WHY)
    dispute = in_west_sussex.dispute
    assert dispute.due() is None

    receive(
        dispute,
        message("extend_deadline", THE_OFFICER, working_days=2, **WHY),
        in_west_sussex.now,
    )

    kept = dispute.entries[-1]
    assert (kept.kind, kept.says) == ("nothing-to-extend", "No limit was running.")
    assert kept.details["working_days"] == 2


def test_another_start_where_no_limit_runs_is_kept(in_west_sussex: Climb) -> None:
    manager = {"post": "practice-manager", "reference": "PM-3"}
    in_west_sussex.say("manager_response", manager, answer="Done.")
    started_at = "2026-03-27T15:00:00+00:00"

    never = message("correct_start", THE_OFFICER, started_at=started_at, **WHY)
    receive(in_west_sussex.dispute, never, in_west_sussex.now)

    kept = in_west_sussex.dispute.entries[-1]
    assert (kept.kind, kept.says) == ("nothing-to-correct", "No limit was running.")
    assert kept.by == "officer / IRO-7"
    assert kept.details["because"] == "Marmalade."


def test_what_calls_a_stage_before_the_first_has_begun_is_kept(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    early = a_dispute(west_sussex, calendar)

    never = message("escalate", reason="officers-judgement", to_stage=2, **WHY)
    receive(early, never, MON_30_MAR)

    kept = early.entries[-1]
    assert (kept.kind, kept.says) == ("nothing-to-escalate", "No such stage.")
    assert early.call is None


def test_a_second_hold_is_kept_and_stops_nothing_anew(in_anyshire: Climb) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", **WHY)
    wakes_at = in_anyshire.dispute.wakes_at()

    again = message("place_on_hold", THE_OFFICER, until="2026-04-20", **WHY)
    receive(in_anyshire.dispute, again, in_anyshire.now)

    kept = in_anyshire.dispute.entries[-1]
    assert (kept.kind, kept.says) == ("nothing-to-hold", "No clock was running.")
    assert in_anyshire.dispute.wakes_at() == wakes_at


def test_more_time_than_the_calendar_knows_is_kept_and_moves_nothing(
    anyshire: Procedure, calendar: WorkingCalendar
) -> None:
    until_july = calendar.between(date(2026, 1, 1), date(2026, 7, 10))
    by = {"role": "reviewing-officer", "reference": "IRO-7"}
    raised = a_dispute(anyshire, until_july, raised_by=by, start_stage=1)
    climb = Climb(raised, MON_30_MAR)
    dispute, before = climb.dispute, climb.told()[-1].number
    was, visit = dispute.due(), dispute.visit
    assert visit is not None

    much = message("extend_deadline", THE_OFFICER, working_days=100, **WHY)
    receive(dispute, much, climb.now)

    kept = dispute.entries[-1]
    assert (kept.kind, kept.message_id) == ("nothing-to-extend", much.message_id)
    assert "ends on Fri 10 Jul 2026" in kept.says
    assert (dispute.due(), visit.extensions) == (was, 0)
    assert climb.told_since(before) == []
