"""Invented councils use what the five published procedures do not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from calendars.reader import read_calendar
from domain.calendar import Closure, OfficeHours, WorkingCalendar, due_at, due_day
from domain.errors import ProcedureError, RaiseRefused
from domain.ledger import PauseEffect
from domain.messages import RaiseDispute
from domain.opening import Basis, check_raise, chosen_ladder, first_stage
from domain.procedure import Procedure
from domain.procedure.ladder import Phase, Stage
from domain.procedure.people import OFFICER, Needed
from domain.procedure.time import ClockStart
from domain.record import Standing
from procedures.reader import parse_procedure, read_procedure
from procedures.shelf import Shelf
from tests.domain.climbing import Climb
from tests.situations import MON_30_MAR, a_dispute, begun, raising

INVENTED = Path(__file__).parent / "invented"
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-1"}
QUILLSHIRE = read_procedure(INVENTED / "quillshire-2025-04.yaml")
CONCERNS = read_procedure(INVENTED / "marrowby-concerns-1.yaml")
THISTLEMERE = read_procedure(INVENTED / "thistlemere-3.yaml")
CALENDAR = read_calendar()

FRI_27_MAR_2026 = datetime(2026, 3, 27, 10, tzinfo=UTC)
SAT_28_MAR_2026 = datetime(2026, 3, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", sorted(INVENTED.glob("*.yaml")), ids=lambda path: path.stem
)
def test_an_invented_council_is_read_like_any_other(path: Path) -> None:
    assert read_procedure(path).name == path.stem


# --- Quillshire: ladders by severity, a pre-formal phase, four units ----------------------


@pytest.mark.parametrize(
    ("concerns", "ladder"),
    [([], "green"), (["amber"], "amber"), (["red"], "red")],
)
def test_the_ladder_follows_the_severity(concerns: list[str], ladder: str) -> None:
    request = _raised("quillshire", concerns=concerns)

    assert chosen_ladder(request, QUILLSHIRE).name == ladder


def test_a_severity_that_no_concern_is_named_for_is_found_when_the_file_is_read() -> (
    None
):
    path = INVENTED / "quillshire-2025-04.yaml"
    text = path.read_text().replace("severities: [red]", "severities: [rde]")

    with pytest.raises(ProcedureError, match=r"no concern is called 'rde'.*'red'"):
        parse_procedure(text, path)


def test_a_pre_formal_phase_stands_between_the_informal_and_the_formal() -> None:
    phases = [one.phase for one in QUILLSHIRE.ladders[0].stages]

    assert phases == [Phase.INFORMAL, Phase.PRE_FORMAL, Phase.FORMAL]


def test_calendar_days_that_end_on_good_friday_roll_to_the_tuesday() -> None:
    talk = QUILLSHIRE.ladders[0].stages[0]

    assert _due(QUILLSHIRE, talk, FRI_27_MAR_2026) == date(2026, 4, 7)


def test_calendar_days_told_on_a_saturday_count_from_the_monday() -> None:
    talk = QUILLSHIRE.ladders[0].stages[0]

    assert _due(QUILLSHIRE, talk, SAT_28_MAR_2026) == date(2026, 4, 7)


def test_working_days_that_skip_closures_end_a_day_later_for_each() -> None:
    formal = QUILLSHIRE.ladders[0].stages[2]
    closed = CALENDAR.model_copy(
        update={"closures": (Closure(on=date(2026, 4, 1), reason="Stocktaking"),)}
    )

    assert _due(QUILLSHIRE, formal, FRI_27_MAR_2026) == date(2026, 4, 14)
    assert _due(QUILLSHIRE, formal, FRI_27_MAR_2026, closed) == date(2026, 4, 15)


def test_working_hours_run_in_the_councils_own_office_hours() -> None:
    hours = OfficeHours.parse(QUILLSHIRE.timing.office_hours)
    calendar = read_calendar(office_hours=hours)
    amber = QUILLSHIRE.ladders[1].stages[0]
    assert amber.respond is not None
    assert amber.respond.fixed is not None

    due = due_at(
        amber.respond.fixed.limit(QUILLSHIRE.timing.counting),
        datetime(2026, 4, 9, 14, tzinfo=UTC),  # Thursday, 15:00 in London
        calendar,
    )

    # two hours of Thursday, eight of Friday, six of Monday from half past eight
    assert due == datetime(2026, 4, 13, 13, 30, tzinfo=UTC)


def test_red_stages_share_one_clock_from_raising() -> None:
    red = QUILLSHIRE.ladder("red")

    assert red is not None
    assert [one.clock_starts for one in red.stages] == [ClockStart.RAISED] * 2


# --- Marrowby: a concern process hands over to a dispute process --------------------------


def test_the_concern_process_hands_over_to_a_procedure_that_is_on_the_shelf() -> None:
    ladder = CONCERNS.ladders[0]

    taken_over_by = Shelf(INVENTED).named(ladder.hands_over_to or "")

    assert taken_over_by.authority == CONCERNS.authority
    last_of_concerns = ladder.stages[-1].number
    assert taken_over_by.ladders[0].stages[0].number == last_of_concerns + 1


def test_at_the_end_of_the_concern_process_the_officer_reads_what_takes_over() -> None:
    answered, silent = (_concern_at_its_last_stage() for _ in range(2))
    answered.say("manager_response", TEAM_MANAGER, answer="No.")
    answered.say("officer_decision", satisfied=False, because="It is not enough.")
    silent.pass_until(MON_30_MAR + timedelta(days=20))

    told = (
        "Please raise it anew under the procedure marrowby-disputes-1, naming MB-1 in"
        " `follows_on`, and close this one as referred out."
    )
    for climb in (answered, silent):
        assert any(told == one.asked for one in climb.told() if one.to == OFFICER)


def test_what_takes_over_names_the_concern_that_it_goes_on_from() -> None:
    dispute = begun(
        Shelf(INVENTED).named("marrowby-disputes-1"),
        CALENDAR,
        reference="MB-2",
        follows_on="MB-1",
        start_stage=None,
    )

    assert dispute.entries[0].says.endswith("; it goes on from MB-1.")


def test_a_council_with_two_processes_opens_with_the_one_last_come_into_force() -> None:
    in_force = Shelf(INVENTED).in_force("marrowby", FRI_27_MAR_2026)

    assert in_force.name == "marrowby-concerns-1"


# --- Thistlemere: several to satisfy, chosen limits, a last stage that informs ------------


def test_the_officer_and_the_lead_for_health_must_both_be_satisfied() -> None:
    accepted_by = THISTLEMERE.ladders[0].stages[0].accepted_by

    assert accepted_by.posts == (OFFICER, "health-lead")
    assert accepted_by.needed is Needed.ALL


def test_team_manager_and_ward_sister_are_both_awaited() -> None:
    dispute = begun(THISTLEMERE, CALENDAR, reference="TM-1", start_stage=1, team="weir")

    assert dispute.awaited() == ("team-manager", "ward-sister")
    assert THISTLEMERE.posts["ward-sister"].outside


def test_a_limit_beyond_the_cap_is_refused_with_the_bound() -> None:
    request = _raised("thistlemere", respond_within_working_days={1: 11})

    with pytest.raises(RaiseRefused, match="10 working days"):
        check_raise(request, _basis(THISTLEMERE), FRI_27_MAR_2026)


def test_a_limit_chosen_within_the_cap_is_the_one_that_runs() -> None:
    dispute = begun(
        THISTLEMERE,
        CALENDAR,
        at=FRI_27_MAR_2026,
        start_stage=1,
        respond_within_working_days={1: 2},
    )

    due = dispute.due()

    assert due is not None
    assert due_day(due) == date(2026, 3, 31)


def test_the_last_stage_informs_the_mayor_and_waits_for_nobody_but_the_officer() -> (
    None
):
    dispute = begun(THISTLEMERE, CALENDAR, start_stage=3)

    told = [one for one in dispute.outbox if one.to == "mayor"]

    assert dispute.standing is Standing.AWAITING_OFFICER
    assert dispute.due() is None
    assert [one.sent_by for one in told] == ["director"]


def test_a_chair_usually_starts_higher_than_an_officer() -> None:
    chair = _raised(
        "thistlemere",
        raised_by={"role": "chair", "reference": "CH-2"},
        child={"reference": "C-2", "kind": "child-protection"},
    )

    assert first_stage(chair, THISTLEMERE).number == 2
    assert first_stage(_raised("thistlemere"), THISTLEMERE).number == 1


def test_good_practice_is_recorded_and_copied_without_a_clock() -> None:
    assert THISTLEMERE.good_practice.recorded
    assert THISTLEMERE.good_practice.copied_to == ("director",)


def test_a_hold_stops_both_clocks_and_gives_back_calendar_days() -> None:
    assert [one.value for one in THISTLEMERE.hold.stops] == ["stage", "overall"]
    assert THISTLEMERE.hold.effect is PauseEffect.ADD_CALENDAR_DAYS


def _concern_at_its_last_stage() -> Climb:
    concern = a_dispute(CONCERNS, CALENDAR, reference="MB-1", start_stage=2)
    return Climb(concern, MON_30_MAR)


def _raised(authority: str, **changes: Any) -> RaiseDispute:
    plain = raising(authority, start_stage=None, start_because=None, **changes)
    return RaiseDispute.model_validate(plain)


def _basis(procedure: Procedure) -> Basis:
    return Basis(procedure=procedure, calendar=CALENDAR)


def _due(
    procedure: Procedure,
    stage: Stage,
    at: datetime,
    calendar: WorkingCalendar = CALENDAR,
) -> date:
    assert stage.respond is not None
    assert stage.respond.fixed is not None
    return due_day(
        due_at(stage.respond.fixed.limit(procedure.timing.counting), at, calendar)
    )


def _amount(stage: Stage) -> int | None:
    fixed = stage.respond.fixed if stage.respond else None
    return fixed.amount if fixed else None
