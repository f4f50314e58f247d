"""West Sussex runs as its document of June 2020 says; read beside the document."""

import re
from datetime import UTC, datetime

import pytest

from domain.calendar import WorkingCalendar, due_at, london
from domain.notices import Purpose
from domain.procedure import Procedure
from domain.procedure.ladder import Phase, Stage, WhenUnanswered
from domain.procedure.matters import Action, Weight
from domain.procedure.people import Ability
from domain.procedure.time import OverallStart
from tests.procedures.documents import under

MON_30_MAR_2026 = datetime(2026, 3, 30, 9, tzinfo=UTC)  # 10:00 in London
FRI_19_DEC_2025 = datetime(2025, 12, 19, 10, tzinfo=UTC)


@pytest.fixture
def stages(west_sussex: Procedure) -> tuple[Stage, ...]:
    return west_sussex.ladders[0].stages


def runs_out(
    procedure: Procedure, number: int, start: datetime, calendar: WorkingCalendar
) -> datetime:
    stage = procedure.ladders[0].stage(number)
    assert stage is not None
    assert stage.respond is not None
    assert stage.respond.fixed is not None
    return due_at(stage.respond.fixed.limit(procedure.timing.counting), start, calendar)


# --- told dates: a change here is never mended by writing down what comes out -----------


def test_four_stages_unanswered_from_before_easter_run_out_on_the_told_dates(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    told, start = [], MON_30_MAR_2026

    for number in (1, 2, 3, 4):
        start = runs_out(west_sussex, number, start, calendar)
        told.append(london(start))

    assert told == [
        "Wed 8 Apr 2026 17:00",  # Good Friday and Easter Monday are not counted
        "Wed 15 Apr 2026 17:00",
        "Wed 22 Apr 2026 17:00",
        "Wed 29 Apr 2026 17:00",
    ]


def test_the_whole_runs_out_with_the_fourth_stage(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    overall = west_sussex.ladders[0].overall
    assert overall is not None

    limit = overall.within.limit(west_sussex.timing.counting)
    due = due_at(limit, MON_30_MAR_2026, calendar)

    assert london(due) == "Wed 29 Apr 2026 17:00"


def test_an_informal_stage_before_christmas_runs_out_after_it(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    due = runs_out(west_sussex, 0, FRI_19_DEC_2025, calendar)

    assert london(due) == "Tue 30 Dec 2025 17:00"


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (
            datetime(2026, 5, 1, 22, tzinfo=UTC),
            "Mon 11 May 2026 17:00",
        ),  # Friday night
        (datetime(2026, 5, 2, 9, tzinfo=UTC), "Mon 11 May 2026 17:00"),  # Saturday
        (datetime(2026, 5, 3, 23, 30, tzinfo=UTC), "Mon 11 May 2026 17:00"),  # 4 May
        (datetime(2026, 5, 5, 7, tzinfo=UTC), "Tue 12 May 2026 17:00"),
    ],
)
def test_day_one_is_the_first_working_day_after_the_day_of_sending(
    west_sussex: Procedure, calendar: WorkingCalendar, sent: datetime, due: str
) -> None:
    assert london(runs_out(west_sussex, 1, sent, calendar)) == due


# --- who is asked, and who is told ------------------------------------------------------

ASKED = {
    0: ("practice-manager",),
    1: ("practice-manager",),
    2: ("group-manager",),
    3: ("service-lead",),
    4: ("assistant-director", "deputy-director"),
    5: ("executive-director", "deputy-director"),
}

EVERYBODY_FORMALLY: set[tuple[str, str | None]] = {
    ("social-worker", None),
    ("line-manager", None),
}  # §4, WS-31

TOLD: dict[int, set[tuple[str, str | None]]] = {
    0: {("social-worker", None)},
    1: EVERYBODY_FORMALLY,
    2: EVERYBODY_FORMALLY | {("iro-team-manager", None)},
    3: EVERYBODY_FORMALLY | {("iro-team-manager", None), ("principal-manager", None)},
    4: EVERYBODY_FORMALLY
    | {
        ("executive-director", "iro-team-manager"),  # "DCS to be alerted by ... TM"
        ("iro-team-manager", None),
        ("principal-manager", None),
        ("ad-sqp", None),
    },
    5: EVERYBODY_FORMALLY
    | {
        ("executive-director", "ad-sqp"),  # "AD ... notifies"
        ("deputy-director", "ad-sqp"),
        ("ad-sqp", None),
    },
}


def test_each_stage_asks_the_manager_of_the_document(
    stages: tuple[Stage, ...],
) -> None:
    asked = {one.number: one.responders.posts for one in stages if one.responders}

    assert asked == ASKED


@pytest.mark.parametrize("number", TOLD)
def test_each_stage_tells_whom_the_document_names_in_whose_name_it_says(
    stages: tuple[Stage, ...], number: int
) -> None:
    told = {(one.post, one.sent_by) for one in stages[number].tell}

    assert told == TOLD[number]


def test_only_stage_five_asks_somebody_it_tells_to_act(
    stages: tuple[Stage, ...],
) -> None:
    to_act = {
        (stage.number, one.post)
        for stage in stages
        for one in stage.tell
        if one.purpose is Purpose.TO_ACT
    }

    assert to_act == {(5, "executive-director"), (5, "deputy-director")}


# --- limits and what follows ------------------------------------------------------------


def test_every_stage_but_the_fifth_has_five_working_days(
    stages: tuple[Stage, ...],
) -> None:
    limits = {
        one.number: one.respond.fixed.says()
        for one in stages
        if one.respond and one.respond.fixed
    }

    assert limits == dict.fromkeys(range(5), "5 working days")


@pytest.mark.meets("WS-22", "WS-A9")
def test_an_unanswered_stage_passes_on_by_itself_until_the_fifth(
    stages: tuple[Stage, ...],
) -> None:
    passing_on = [
        one.number for one in stages if one.when_unanswered is WhenUnanswered.ESCALATE
    ]

    assert passing_on == [0, 1, 2, 3, 4]


@pytest.mark.meets("WS-13")
def test_the_informal_stage_is_no_start_for_safety_or_significant_care_planning(
    west_sussex: Procedure, stages: tuple[Stage, ...]
) -> None:
    assert stages[0].phase is Phase.INFORMAL
    assert set(stages[0].not_for) == set(west_sussex.concerns)
    assert not any(one.not_for for one in stages[1:])


@pytest.mark.meets("WS-8", "WS-A1")
def test_the_twenty_working_days_begin_formally_and_warn_two_days_before(
    west_sussex: Procedure,
) -> None:
    overall = west_sussex.ladders[0].overall

    assert overall is not None
    assert overall.within.says() == "20 working days"
    assert overall.starts is OverallStart.FORMAL_START
    assert overall.warn_before is not None
    assert overall.warn_before.says() == "2 working days"
    assert west_sussex.stated_total_working_days == 20


@pytest.mark.meets("WS-A18")
def test_whoever_is_asked_is_reminded_once_a_stage_a_working_day_before(
    stages: tuple[Stage, ...],
) -> None:
    reminders = {
        one.number: [r.before.says() for r in one.reminders if r.before]
        for one in stages
    }

    assert reminders == {**{key: ["1 working day"] for key in range(5)}, 5: []}


@pytest.mark.meets("WS-25", "WS-43", "WS-A4")
def test_both_officers_may_pass_over_a_level_and_only_the_iro_may_refer(
    west_sussex: Procedure,
) -> None:
    may = {key: set(role.may) for key, role in west_sussex.officers.items()}

    assert may == {
        "iro": {Ability.BYPASS, Ability.REFER_TO_CAFCASS},
        "cpa": {Ability.BYPASS},
    }


@pytest.mark.meets("WS-A10")
def test_nothing_that_stands_before_a_referral_to_cafcass_is_required(
    west_sussex: Procedure,
) -> None:
    before = [one for one in west_sussex.checks if one.before is Action.CAFCASS]

    assert len(before) == 4
    assert all(one.weight is Weight.ADVISED for one in before)


@pytest.mark.meets("WS-A15")
def test_neither_extension_nor_hold_is_offered(west_sussex: Procedure) -> None:
    assert not west_sussex.extension.offered
    assert not west_sussex.hold.offered
    assert west_sussex.monitoring.follow_up_needed


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("DCS", "executive-director"),
        ("Quality Assurance AD", "ad-sqp"),
        ("IRO Manager", "iro-team-manager"),
        ("tm", "iro-team-manager"),
        ("Principal Manager", "principal-manager"),
        ("PM", "practice-manager"),
    ],
)
def test_the_documents_other_words_for_a_post_are_understood(
    west_sussex: Procedure, words: str, post: str
) -> None:
    assert west_sussex.post_called(words) == post


# --- nothing is left out ----------------------------------------------------------------


def test_the_list_of_issues_is_as_long_as_the_appendices(
    west_sussex: Procedure,
) -> None:
    assert [len(group.issues) for group in west_sussex.issue_groups] == [4, 9, 7, 5, 7]
    assert west_sussex.other_issue_allowed


def test_every_requirement_has_a_source_and_every_unclear_point_a_reading(
    west_sussex: Procedure,
) -> None:
    comments_aside = west_sussex.model_dump()
    # Concerns, stages passed over and other issues are plain values without a source.
    beside_plain_values = {60}
    sources = " ".join(under("source", comments_aside))

    named = {int(n) for n in re.findall(r"\bWS-(\d+)\b", sources)}

    assert set(range(1, 65)) - named == beside_plain_values
    assert [one.id for one in west_sussex.readings] == [
        f"WS-A{n}" for n in range(1, 19)
    ]


def test_every_limit_and_every_telling_names_its_paragraph(
    stages: tuple[Stage, ...],
) -> None:
    sources = [one.respond.source for one in stages if one.respond]
    sources += [telling.source for one in stages for telling in one.tell]

    assert all(sources)
