"""Who is told what, as what, in whose name: stage by stage, as the document has it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.calendar import london
from domain.notices import Notice, NoticeKind
from domain.procedure import Procedure
from procedures.shelf import Shelf
from tests.domain.climbing import Climb
from tests.situations import MON_30_MAR

FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)


def told_at(climb: Climb, number: int) -> list[Notice]:
    begun = next(one for one in climb.begun if one.visit.stage.number == number)
    return list(begun.told)


def to_and_why(notices: list[Notice]) -> list[tuple[str, str, str]]:
    return [(one.to, one.purpose.value, one.sent_by or "") for one in notices]


@pytest.fixture
def climbed(in_west_sussex: Climb) -> Climb:
    """All five stages of West Sussex, none of them answered."""
    in_west_sussex.pass_until(FRI_1_MAY)
    return in_west_sussex


def test_west_sussex_tells_whom_the_document_names_at_each_stage(
    climbed: Climb,
) -> None:
    informed = "for-information"

    assert to_and_why(told_at(climbed, 1)) == [
        ("practice-manager", "to-act", ""),
        ("social-worker", informed, ""),
        ("line-manager", informed, ""),
        ("officer", informed, ""),
    ]
    assert to_and_why(told_at(climbed, 4)) == [
        ("assistant-director", "to-act", ""),
        ("deputy-director", "to-act", ""),
        ("social-worker", informed, ""),
        ("line-manager", informed, ""),
        ("executive-director", informed, "iro-team-manager"),
        ("iro-team-manager", informed, ""),
        ("principal-manager", informed, ""),
        ("ad-sqp", informed, ""),
        ("service-lead", informed, ""),  # who was passed
        ("officer", informed, ""),
    ]


def test_at_stage_five_the_directors_are_asked_in_the_name_of_the_assistant_director(
    climbed: Climb,
) -> None:
    assert to_and_why(told_at(climbed, 5))[:2] == [
        ("executive-director", "to-act", "ad-sqp"),
        ("deputy-director", "to-act", "ad-sqp"),
    ]


def test_after_stage_five_begins_the_officer_is_asked_about_cafcass(
    climbed: Climb,
) -> None:
    last = told_at(climbed, 5)[-1]

    assert (last.to, last.kind) == ("officer", "consider-cafcass")
    assert last.otherwise == (
        "You may refer at any time; nothing here has to happen first."
    )


def test_an_advisor_without_the_power_is_not_asked_about_cafcass(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = climbing(
        west_sussex,
        raised_by={"role": "cpa", "reference": "CPA-1"},
        child={"reference": "C-2", "kind": "child-protection-plan"},
    )

    climb.pass_until(FRI_1_MAY)

    assert ("officer", "consider-cafcass") not in climb.told_since(0)


def test_who_is_asked_hears_the_date_the_way_to_it_and_what_happens_otherwise(
    in_west_sussex: Climb,
) -> None:
    asked = told_at(in_west_sussex, 1)[0]

    assert asked.to_title == "Practice Manager"
    assert asked.says == "Stage 1 has begun."
    assert asked.asked == (
        "Please answer what has been or will be done to resolve the issue of concern, by"
        " Wed 8 Apr 2026 17:00."
    )
    assert asked.otherwise == (
        "Without an answer it goes to Stage 2 (Group Manager) on Wed 8 Apr 2026 17:00."
    )
    assert london(asked.due_at or MON_30_MAR) == "Wed 8 Apr 2026 17:00"
    assert asked.why[0].startswith(
        "Rule: 5 working days, where day 1 is the first working day after it starts, by"
    )
    assert "WS-32" in asked.why[0], "the paragraph that the limit comes from"
    assert any("Good Friday" in line for line in asked.why)
    assert asked.answers == (
        (
            "disputes respond west-sussex/WSX-2026-0042 --as practice-manager/YOUR-REF"
            " --answer TEXT"
        ),
        "disputes acknowledge west-sussex/WSX-2026-0042 --as practice-manager/YOUR-REF",
    )


@pytest.mark.parametrize(
    ("start_stage", "in_proceedings", "told"),
    [(4, True, True), (4, False, False)],
)
def test_durham_tells_the_legal_advisor_only_in_proceedings(
    climbing: Callable[..., Climb],
    shelf: Shelf,
    start_stage: int,
    in_proceedings: bool,
    told: bool,
) -> None:
    climb = climbing(
        shelf.named("durham-1"),
        start_stage=start_stage,
        start_because="High.",
        in_proceedings=in_proceedings,
    )

    posts = {one.to for one in told_at(climb, start_stage)}

    assert ("legal-advisor" in posts) is told


def test_durham_tells_the_head_of_service_only_where_it_starts_so_high(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    starts = climbing(shelf.named("durham-1"), start_stage=4, start_because="High.")
    climbs = climbing(shelf.named("durham-1"), start_stage=3, start_because="High.")
    climbs.say("escalate", reason="unsatisfactory", because="No.")

    assert "head-of-csc" in {one.to for one in told_at(starts, 4)}
    assert "head-of-csc" not in {one.to for one in told_at(climbs, 4)}


def test_in_hull_the_issue_says_who_answers_where_it_starts(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(
        shelf.named("hull-1"), start_stage=None, themes=["agency-provision"]
    )
    nurse, head = (
        {"post": post, "reference": "X-1"}
        for post in ("group-manager", "head-of-service")
    )

    assert climb.dispute.awaited() == ("group-manager", "head-of-service")
    climb.say("manager_response", nurse, answer="Yes.")
    assert climb.dispute.awaited() == ("head-of-service",)  # both are needed
    climb.say("manager_response", head, answer="Yes.")
    assert climb.dispute.awaited() == ("officer",)


def test_who_answered_for_the_issue_alone_is_told_when_it_goes_past_them(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(
        shelf.named("hull-1"), start_stage=None, themes=["health-assessment"]
    )
    assert climb.dispute.awaited() == ("lac-health-nurse",)

    climb.say("escalate", reason="unsatisfactory", because="No.")

    assert ("lac-health-nurse", "escalated") in climb.told_since(0)


def test_anyshire_tells_its_own_posts_at_each_stage(in_anyshire: Climb) -> None:
    in_anyshire.pass_until(FRI_1_MAY)

    assert [one.to for one in told_at(in_anyshire, 1)] == [
        "team-manager",
        "social-worker",
        "officer",
    ]
    assert [one.to for one in told_at(in_anyshire, 2)] == [
        "service-manager",
        "reviewing-team-manager",
        "team-manager",
        "officer",
    ]
    assert [one.to for one in told_at(in_anyshire, 3)] == [
        "director",
        "reviewing-team-manager",
        "service-manager",
        "officer",
        "officer",
    ]


def test_the_way_to_a_date_that_was_agreed_is_the_agreement_not_the_stages_clock(
    in_west_sussex: Climb,
) -> None:
    jam = {"what": "Jam", "owner": "social-worker", "due_on": "2026-04-14"}
    in_west_sussex.say("officer_decision", satisfied=True, because="OK", actions=[jam])

    [asked] = [
        one
        for one in in_west_sussex.dispute.outbox
        if one.kind is NoticeKind.AGREED and one.to == "social-worker"
    ]

    assert london(asked.due_at or MON_30_MAR) == "Tue 14 Apr 2026 17:00"
    assert asked.why == (
        (
            "Agreed action 1 is to be done by Tue 14 Apr 2026, as agreed; that day ends"
            " Tue 14 Apr 2026 17:00."
        ),
    )
