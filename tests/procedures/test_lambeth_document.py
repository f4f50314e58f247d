"""Lambeth, as its Annex B and its text have it."""

from datetime import UTC, date, datetime

import pytest

from domain.procedure.procedure import Status
from tests.procedures.documents import (
    LAMBETH,
    days_run_out,
    stage_of,
    working_days,
)

FRI_1_MAY_2026 = datetime(2026, 5, 1, 10, tzinfo=UTC)
SAT_2_MAY_2026 = datetime(2026, 5, 2, 10, tzinfo=UTC)

SW, TM = "social-worker", "team-manager"
S_MANAGER, AD, QA_AD = "service-manager", "assistant-director", "qa-ad"
LAMBETH_TABLE = [
    # stage, asked, told (with copies marked +)
    (1, ["team-manager"], [SW, S_MANAGER, f"+{QA_AD}"]),
    (2, [S_MANAGER], [SW, TM, f"+{QA_AD}"]),
    (3, [AD], [QA_AD, SW, TM, S_MANAGER]),
    (4, ["director-csc"], [f"+{AD}", f"+{QA_AD}", SW, TM, S_MANAGER]),
    (5, ["dcs"], [f"+{QA_AD}", SW, TM, S_MANAGER]),
]


@pytest.mark.parametrize(("number", "asked", "told"), LAMBETH_TABLE)
def test_lambeths_annex_b(number: int, asked: list[str], told: list[str]) -> None:
    stage = stage_of(LAMBETH, number)
    posts = [
        f"{'+' if one.purpose.value == 'copied' else ''}{one.post}"
        for one in stage.tell
    ]

    assert list(stage.responders.posts if stage.responders else ()) == asked
    assert posts == told
    assert working_days(stage.respond) == 4
    assert stage.consider_cafcass


@pytest.mark.meets("LA-45")
@pytest.mark.parametrize("raised_at", [FRI_1_MAY_2026, SAT_2_MAY_2026])
def test_told_dates_of_lambeth_over_two_bank_holidays(raised_at: datetime) -> None:
    limits = [one.respond for one in LAMBETH.ladders[0].stages if one.number > 0]

    assert days_run_out(LAMBETH, limits, raised_at) == [
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 20),
        date(2026, 5, 27),
        date(2026, 6, 2),
    ]


@pytest.mark.meets("LA-27")
def test_lambeths_officer_sets_the_informal_time() -> None:
    respond = stage_of(LAMBETH, 0).respond

    assert respond is not None
    assert respond.officer_chooses is not None


@pytest.mark.meets("LA-33")
def test_in_lambeth_a_cp_chair_usually_starts_at_stage_one_and_an_iro_anywhere() -> (
    None
):
    starts = {key: role.usually_starts_at for key, role in LAMBETH.officers.items()}

    assert starts == {"iro": None, "cp-chair": 1, "service": None}


@pytest.mark.meets("LA-60")
def test_five_events_in_lambeth_are_told_to_the_dcs_and_the_partnership() -> None:
    told = {
        event.key: [one.post for one in event.tell] for event in LAMBETH.override_events
    }

    assert list(told) == [
        "child-death",
        "life-changing-injury",
        "abduction",
        "judicial-review",
        "media",
    ]
    assert set(map(tuple, told.values())) == {("dcs", "lscp")}


@pytest.mark.meets("LA-55")
def test_lambeths_process_works_in_reverse_for_the_service() -> None:
    reverse = LAMBETH.ladder("reverse")

    assert reverse is not None
    assert reverse.reverse
    assert reverse.chosen_for is not None
    assert reverse.chosen_for.officers == ("service",)


@pytest.mark.meets("LA-13")
@pytest.mark.meets("LA-46")
@pytest.mark.meets("LA-51")
@pytest.mark.meets("LA-61")
def test_lambeth_holds_stays_action_copies_good_practice_and_tells_the_dcs() -> None:
    assert LAMBETH.hold.offered
    assert [one.value for one in LAMBETH.hold.stops] == ["stage"]
    assert LAMBETH.stay is not None
    assert LAMBETH.stay.always
    assert LAMBETH.good_practice.copied_to == (QA_AD,)
    assert [one.post for one in LAMBETH.cafcass.tell] == ["dcs"]


@pytest.mark.meets("LA-A14")
def test_lambeths_document_is_a_draft_that_runs_and_is_past_its_review() -> None:
    assert LAMBETH.status is Status.DRAFT
    assert LAMBETH.review_on == date(2025, 8, 31)
    assert LAMBETH.is_in_force_on(date(2026, 1, 5))


@pytest.mark.meets("LA-A10")
@pytest.mark.parametrize(
    "called",
    ["DCS", "Director of Children, Families and Schools", "executive director / dcs"],
)
def test_lambeths_dcs_goes_by_every_name_of_the_document(called: str) -> None:
    assert LAMBETH.post_called(called) == "dcs"
