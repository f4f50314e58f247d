"""The diary reminds, warns and asks again, beside the stages, which it never moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import london
from domain.procedure import Procedure
from domain.rules import receive
from procedures.shelf import Shelf
from tests.domain.climbing import THE_OFFICER, Climb
from tests.situations import MON_30_MAR, message

TUE_7_APR_17 = datetime(2026, 4, 7, 16, tzinfo=UTC)
WED_8_APR_17 = datetime(2026, 4, 8, 16, tzinfo=UTC)
MON_1_JUN = datetime(2026, 6, 1, 9, tzinfo=UTC)

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}


def told(climb: Climb, kind: str) -> list[tuple[str, str]]:
    """When and to whom notices of that kind went."""
    return [(london(one.at), one.to) for one in climb.told() if one.kind == kind]


# --- reminders --------------------------------------------------------------------------


def test_whoever_is_asked_is_reminded_one_working_day_before_the_limit(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(TUE_7_APR_17)

    assert told(in_west_sussex, "reminder") == [
        ("Tue 7 Apr 2026 17:00", "practice-manager")
    ]
    assert in_west_sussex.told()[-1].says == (
        "Stage 1: an answer is due Wed 8 Apr 2026 17:00."
    )


def test_who_has_answered_is_not_reminded(in_west_sussex: Climb) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")

    in_west_sussex.pass_until(WED_8_APR_17)

    assert told(in_west_sussex, "reminder") == []


def test_a_limit_that_moves_is_reminded_of_again(in_anyshire: Climb) -> None:
    in_anyshire.pass_until(TUE_7_APR_17)
    in_anyshire.say(
        "extend_deadline", working_days=2, because="More.", benefit_for_child="Toast."
    )

    in_anyshire.pass_until(TUE_7_APR_17 + timedelta(days=3))

    assert told(in_anyshire, "reminder") == [
        ("Tue 7 Apr 2026 17:00", "team-manager"),
        ("Thu 9 Apr 2026 17:00", "team-manager"),
    ]


def test_after_an_outage_nobody_is_reminded_of_a_date_that_has_passed(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.sleep_until(WED_8_APR_17 + timedelta(hours=1))

    in_west_sussex.wake()

    assert told(in_west_sussex, "reminder") == []
    assert in_west_sussex.dispute.awaited() == ("group-manager",)


def test_where_the_officer_is_asked_at_the_limit_a_later_reminder_still_goes_out(
    climbing: Callable[..., Climb], quillshire: Procedure
) -> None:
    climb = climbing(quillshire, start_stage=2, start_because="High.")
    due = climb.dispute.due()
    assert due is not None

    climb.pass_until(due + timedelta(days=7))

    assert [to for _, to in told(climb, "overdue")] == ["reviewing-manager"]


# --- the whole process ------------------------------------------------------------------


def test_the_whole_process_warns_two_working_days_before_and_says_when_it_has_passed(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(MON_1_JUN)

    assert told(in_west_sussex, "overall-warning") == [
        ("Mon 27 Apr 2026 17:00", "officer"),
        ("Mon 27 Apr 2026 17:00", "iro-team-manager"),
    ]
    assert told(in_west_sussex, "overall-passed") == [
        ("Wed 29 Apr 2026 17:00", "officer"),
        ("Wed 29 Apr 2026 17:00", "iro-team-manager"),
    ]


def test_when_the_whole_process_has_passed_the_officer_thinks_of_cafcass(
    in_anyshire: Climb,
) -> None:
    in_anyshire.say(
        "manager_response", {"post": "TM", "reference": "T-1"}, answer="No."
    )

    in_anyshire.pass_until(MON_1_JUN)

    assert told(in_anyshire, "consider-cafcass") == [
        ("Wed 29 Apr 2026 17:00", "officer")
    ]


def test_the_whole_process_starts_with_the_first_formal_stage(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = climbing(west_sussex, start_stage=0)
    assert climb.dispute.overall is None

    climb.pass_until(WED_8_APR_17)

    assert climb.dispute.overall is not None
    assert climb.dispute.overall.started_at == WED_8_APR_17


def test_the_total_warns_and_never_stops_an_officer(in_west_sussex: Climb) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    in_west_sussex.pass_until(MON_1_JUN)

    in_west_sussex.say("escalate", reason="unsatisfactory", because="No.")

    assert in_west_sussex.dispute.awaited() == ("group-manager",)


def test_a_total_that_a_hold_moved_is_warned_of_again(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    both = anyshire.hold.model_copy(update={"stops": ("stage", "overall")})
    climb = climbing(anyshire.model_copy(update={"hold": both}))
    climb.say("manager_response", {"post": "TM", "reference": "T-1"}, answer="No.")
    climb.pass_until(datetime(2026, 4, 28, 9, tzinfo=UTC))
    climb.say("place_on_hold", until="2026-05-05", because="Away.")

    climb.pass_until(MON_1_JUN)

    assert [when for when, to in told(climb, "overall-warning") if to == "officer"] == [
        "Mon 27 Apr 2026 17:00",
        "Tue 5 May 2026 09:00",
    ]


# --- the officer asked again --------------------------------------------------------------


def test_the_officer_is_asked_again_with_the_manager_copied_from_the_second_time(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")

    in_west_sussex.pass_until(datetime(2026, 4, 23, 9, tzinfo=UTC))

    assert told(in_west_sussex, "decide") == [
        ("Wed 8 Apr 2026 17:00", "officer"),
        ("Wed 15 Apr 2026 17:00", "officer"),
        ("Wed 15 Apr 2026 17:00", "iro-team-manager"),
        ("Wed 22 Apr 2026 17:00", "officer"),
        ("Wed 22 Apr 2026 17:00", "iro-team-manager"),
    ]


def test_an_officer_who_is_asked_again_never_finds_it_closed(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")

    in_west_sussex.pass_until(MON_30_MAR + timedelta(days=500))

    assert in_west_sussex.dispute.standing.is_open
    assert in_west_sussex.alarm() is not None


def test_after_a_long_outage_the_officer_is_asked_once(in_west_sussex: Climb) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    in_west_sussex.sleep_until(MON_1_JUN)

    in_west_sussex.wake()

    assert told(in_west_sussex, "decide") == [("Mon 1 Jun 2026 10:00", "officer")]
    assert london(in_west_sussex.alarm() or MON_1_JUN) == "Mon 8 Jun 2026 17:00"


def test_a_stage_without_a_limit_asks_the_officer_how_it_goes(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say(
        "escalate", reason="serious-safeguarding", because="Now.", to_stage=5
    )

    in_west_sussex.pass_until(WED_8_APR_17)

    assert told(in_west_sussex, "decide") == [("Wed 8 Apr 2026 17:00", "officer")]


def test_anyshire_asks_its_officers_again_every_three_working_days(
    in_anyshire: Climb,
) -> None:
    in_anyshire.say(
        "manager_response", {"post": "TM", "reference": "T-1"}, answer="No."
    )

    in_anyshire.pass_until(datetime(2026, 4, 10, 9, tzinfo=UTC))

    assert told(in_anyshire, "decide") == [
        ("Thu 2 Apr 2026 17:00", "officer"),
        ("Thu 9 Apr 2026 17:00", "officer"),
        ("Thu 9 Apr 2026 17:00", "reviewing-team-manager"),
    ]


# --- what was agreed ---------------------------------------------------------------


@pytest.mark.parametrize("due_on", ["2026-04-14", "2026-04-13"])
def test_an_agreed_action_is_reminded_of_the_working_day_before(
    in_west_sussex: Climb, due_on: str
) -> None:
    jam = {"what": "Jam", "owner": "social-worker", "due_on": due_on}
    in_west_sussex.say("officer_decision", satisfied=True, because="OK", actions=[jam])

    in_west_sussex.pass_until(datetime(2026, 4, 13, 15, 59, tzinfo=UTC))
    in_west_sussex.pass_until(datetime(2026, 4, 13, 16, tzinfo=UTC))

    day = {"2026-04-14": "Mon 13 Apr", "2026-04-13": "Fri 10 Apr"}[due_on]
    assert told(in_west_sussex, "action-due") == [
        (f"{day} 2026 17:00", "social-worker"),
        (f"{day} 2026 17:00", "officer"),
    ]


def test_durham_reminds_who_looks_after_what_was_agreed(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    durham = shelf.named("durham-1")
    climb = climbing(durham, start_stage=2, start_because="High.")
    jam = {"what": "Jam", "owner": "team-manager", "due_on": "2026-04-14"}
    climb.say("officer_decision", satisfied=True, because="OK", actions=[jam])

    climb.pass_until(datetime(2026, 4, 13, 16, tzinfo=UTC))

    assert [to for _, to in told(climb, "action-due")] == [
        "team-manager",
        "operations-manager",
        "officer",
    ]


@pytest.mark.parametrize("due_on", ["2099-05-05", "0001-01-01"])
def test_an_agreement_beyond_the_calendar_does_not_stop_the_diary(
    in_west_sussex: Climb, due_on: str
) -> None:
    """What `check` refuses today may stand in the history of an older dispute."""
    jam = {"what": "Jam", "owner": "social-worker", "due_on": due_on}
    spoken = message(
        "officer_decision", THE_OFFICER, satisfied=True, because="OK", actions=[jam]
    )

    receive(in_west_sussex.dispute, spoken, MON_30_MAR)
    in_west_sussex.wake()
    in_west_sussex.pass_until(MON_1_JUN)

    assert in_west_sussex.alarm() is not None


def test_whoever_waits_looks_again_after_everything_that_is_said(
    in_west_sussex: Climb,
) -> None:
    counted = [in_west_sussex.dispute.changes]

    for text in ("Marmalade.", "Toast.", "Tea."):
        in_west_sussex.say("note", text=text)
        counted.append(in_west_sussex.dispute.changes)

    assert counted == sorted(set(counted))
