"""Durham, as its table of stages and its role text have it."""

import pytest

from domain.procedure.ladder import Phase
from domain.procedure.people import Condition
from domain.procedure.time import ClockStart
from tests.procedures.documents import (
    DURHAM,
    stage_of,
    working_days,
)

SW, TM, OM, SM = (
    "social-worker",
    "team-manager",
    "operations-manager",
    "strategic-manager",
)
HEAD, DIRECTOR, CHIEF = "head-of-csc", "corporate-director", "chief-executive"
IRO_OM, LEGAL = "iro-operations-manager", "legal-advisor"
HEAD_OF_LEGAL, ADVISER = "head-of-legal", "independent-legal-advisor"
IRO = "officer"

DURHAM_TABLE = [
    # stage, assigned to, for information, arranged by, attended by, recorded by, days
    (1, [SW, TM], [], IRO, [SW, TM], IRO, 1),
    (2, [TM], [OM], IRO, [SW, TM], IRO, 4),
    (3, [OM], [SM], IRO, [IRO_OM, OM, TM], IRO, 4),
    (4, [SM], [OM, IRO_OM, LEGAL], IRO, [IRO_OM, OM, SM], SM, 5),
    (5, [HEAD], [SM, OM, LEGAL], IRO_OM, [HEAD, SM, IRO_OM, OM, IRO], HEAD, 5),
    (
        6,
        [DIRECTOR],
        [HEAD_OF_LEGAL, HEAD, SM, OM, LEGAL],
        IRO_OM,
        [DIRECTOR, HEAD, SM, IRO_OM],
        DIRECTOR,
        1,
    ),
    (
        7,
        [CHIEF],
        [HEAD_OF_LEGAL, DIRECTOR, HEAD],
        IRO_OM,
        [CHIEF, DIRECTOR, HEAD, IRO_OM],
        IRO_OM,
        1,
    ),
    (
        8,
        [],
        [TM, OM, SM, HEAD, DIRECTOR, CHIEF, HEAD_OF_LEGAL, LEGAL],
        SM,
        [ADVISER, IRO, IRO_OM, SM],
        IRO_OM,
        None,
    ),
]


@pytest.mark.parametrize(
    ("number", "asked", "informed", "organiser", "attend", "recorder", "days"),
    [
        pytest.param(*row, marks=pytest.mark.meets(f"DU-{83 + number}"))
        for number, row in enumerate(DURHAM_TABLE, start=1)
    ],
)
def test_durhams_table_of_stages(
    number: int,
    asked: list[str],
    informed: list[str],
    organiser: str,
    attend: list[str],
    recorder: str,
    days: int | None,
) -> None:
    stage = stage_of(DURHAM, number)
    always = [one for one in stage.tell if one.when != Condition(starts_here=True)]

    assert list(stage.responders.posts if stage.responders else ()) == asked
    assert [one.post for one in always] == informed
    assert stage.meeting is not None
    assert stage.meeting.needed
    assert (stage.meeting.organiser, list(stage.meeting.attend)) == (organiser, attend)
    assert stage.recorded_by == recorder
    assert working_days(stage.respond) == days


@pytest.mark.meets("DU-93")
def test_durhams_legal_advisor_is_told_only_in_proceedings() -> None:
    told = [one for stage in DURHAM.stages() for one in stage.tell if one.post == LEGAL]

    assert [one.when and one.when.in_proceedings for one in told] == [True] * 4


@pytest.mark.meets("DU-58")
def test_durham_tells_the_line_manager_of_whom_it_is_first_raised_with() -> None:
    told = {
        stage.number: one.post
        for stage in DURHAM.ladders[0].stages
        for one in stage.tell
        if one.when == Condition(starts_here=True)
    }

    assert told == {4: HEAD, 5: DIRECTOR, 6: CHIEF}


@pytest.mark.meets("DU-A4")
@pytest.mark.parametrize(("number", "days"), [(3, 5), (4, 5), (5, 5), (6, 1), (7, 1)])
def test_durhams_meeting_has_a_limit_of_its_own(number: int, days: int) -> None:
    meeting = stage_of(DURHAM, number).meeting

    assert meeting is not None
    assert working_days(meeting.within) == days


@pytest.mark.meets("DU-34")
def test_durhams_officer_has_two_working_days_to_send_each_formal_report() -> None:
    formal = [one for one in DURHAM.ladders[0].stages if one.phase is Phase.FORMAL]

    assert [working_days(one.send) for one in formal] == [2] * 6
    assert {one.clock_starts for one in formal} == {ClockStart.ASSIGNED}


@pytest.mark.meets("DU-90")
def test_in_durham_only_stage_seven_has_no_monitoring_meeting_after_it() -> None:
    without = [s.number for s in DURHAM.ladders[0].stages if not s.monitoring_meeting]

    assert without == [7]


@pytest.mark.meets("DU-91")
def test_durhams_cafcass_row_is_entered_only_when_called_for_and_asks_nobody() -> None:
    ladder = DURHAM.ladders[0]
    row = stage_of(DURHAM, 8)

    assert ladder.after(7) is None
    assert (row.phase, row.responders) == (Phase.EXTERNAL, None)
    assert {one.sent_by for one in row.tell} == {IRO_OM}


@pytest.mark.meets("DU-54")
def test_durhams_immediate_concerns_share_one_day_on_the_clock() -> None:
    urgent = DURHAM.ladder("urgent")

    assert urgent is not None
    assert urgent.chosen_for is not None
    assert urgent.chosen_for.severities == ("immediate-safety",)
    assert urgent.overall is not None
    assert urgent.overall.within.says() == "24 elapsed hours"
    limits = [one.respond and one.respond.fixed for one in urgent.stages]
    assert sum(one.elapsed_hours or 0 for one in limits if one) == 24
    assert [one.responders and one.responders.posts for one in urgent.stages] == [
        (OM,),
        (SM,),
        (HEAD,),
    ]


@pytest.mark.meets("DU-55")
def test_durhams_report_on_an_immediate_concern_is_written_afterwards() -> None:
    urgent = DURHAM.ladder("urgent")
    assert urgent is not None

    report = urgent.stages[0].steps[0]

    assert (report.by, report.required, working_days(report.within)) == (IRO, True, 2)


@pytest.mark.meets("DU-40")
def test_durhams_extension_needs_the_benefit_and_the_further_enquiries() -> None:
    extension = DURHAM.extension

    assert extension.offered
    assert extension.needs_benefit_for_child
    assert extension.needs_further_enquiries


@pytest.mark.meets("DU-1")
def test_durham_speaks_of_worries_and_resolution_and_not_of_disputes() -> None:
    words = " ".join(DURHAM.words.model_dump().values()).casefold()

    assert "worries" in words
    assert "dispute" not in words
