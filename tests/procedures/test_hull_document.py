"""Hull, as its chapter and its appendix have it."""

import re
from datetime import date

import pytest

from domain.calendar import due_at, due_day
from domain.procedure.ladder import WhenUnanswered
from domain.procedure.matters import Action, Weight
from domain.procedure.people import Needed
from tests.procedures.documents import (
    CALENDAR,
    FRI_19_DEC_2025,
    HULL,
)

P, R, D = "practice", "resources", "delay"
HULL_SUBJECTS = [
    # subject, types, level, or level, posts, time
    ("not-informed-or-consulted", [P], 0, None, [], "48 elapsed hours"),
    ("social-worker-not-at-review", [P], 0, None, ["team-manager"], "7 working days"),
    ("no-social-worker", [R], 1, None, [], "7 working days"),
    ("assessment-or-plan", [P, R], 0, None, [], "14 working days"),
    ("health-assessment", [P, R], 0, None, ["lac-health-nurse"], "14 working days"),
    ("contact-with-parents", [P, D], 0, 1, ["team-manager"], "7 working days"),
    ("contact-with-siblings", [P, D], 0, 1, ["team-manager"], "7 working days"),
    ("order-discharge", [D, R], 1, 2, [], "20 working days"),
    ("move-not-in-plan", [P], 1, 2, [], "7 working days"),
    ("family-finding", [D], 1, None, [], "20 working days"),
    ("education", [R], 2, None, ["head-of-service", "virtual-head"], "20 working days"),
    (
        "agency-provision",
        [R],
        1,
        None,
        ["group-manager", "head-of-service"],
        "20 working days",
    ),
    (
        "care-plan-not-appropriate",
        [P, R],
        0,
        1,
        ["team-manager", "group-manager"],
        "14 working days",
    ),
    (
        "risk-in-placement",
        [P],
        0,
        1,
        ["team-manager", "group-manager"],
        "24 elapsed hours",
    ),
    ("dangerous-practice", [P], 0, 1, ["line-manager"], "24 elapsed hours"),
    ("visits-not-made", [P], 0, None, ["team-manager"], "20 working days"),
]


def test_hulls_appendix_has_sixteen_subjects_numbered_in_its_order() -> None:
    appendix = HULL.issue_groups[0]

    assert [one.key for one in appendix.issues] == [row[0] for row in HULL_SUBJECTS]
    assert [_numbers(one.source) for one in appendix.issues] == [
        [f"HU-{n}"] for n in range(57, 73)
    ]


@pytest.mark.parametrize(
    ("subject", "kinds", "level", "or_level", "posts", "time"),
    HULL_SUBJECTS,
    ids=[row[0] for row in HULL_SUBJECTS],
)
def test_a_subject_of_hulls_appendix_has_its_types_level_and_time(
    subject: str,
    kinds: list[str],
    level: int,
    or_level: int | None,
    posts: list[str],
    time: str,
) -> None:
    issue = HULL.issue(subject)

    assert issue is not None
    assert issue.within is not None
    assert (list(issue.kinds), issue.start_stage) == (kinds, level)
    assert (issue.or_stage, list(issue.responders)) == (or_level, posts)
    assert issue.within.says() == time


@pytest.mark.meets("HU-68")
def test_hulls_agency_provision_alone_needs_both_managers() -> None:
    jointly = [one.key for one in HULL.issues() if one.needed is Needed.ALL]

    assert jointly == ["agency-provision"]


@pytest.mark.meets("HU-65")
def test_hulls_halted_move_alone_stays_action() -> None:
    assert [one.key for one in HULL.issues() if one.stay] == ["move-not-in-plan"]


@pytest.mark.meets("HU-71")
def test_hulls_dangerous_practice_is_restricted_and_has_a_range() -> None:
    issue = HULL.issue("dangerous-practice")

    assert [one.key for one in HULL.issues() if one.restricted] == [issue and issue.key]
    assert issue is not None
    assert issue.within_at_most is not None
    assert issue.within_at_most.says() == "5 working days"


@pytest.mark.meets("HU-61")
def test_hulls_health_nurse_answers_from_outside_the_council() -> None:
    assert HULL.posts["lac-health-nurse"].outside


@pytest.mark.meets("HU-A3")
def test_in_hull_nothing_goes_up_by_itself_and_a_meeting_may_be_held_again() -> None:
    stages = HULL.ladders[0].stages

    assert {one.when_unanswered for one in stages} == {WhenUnanswered.ASK_OFFICER}
    assert [one.number for one in stages if one.may_repeat] == [1, 2, 3]
    assert [one.number for one in stages if one.optional] == [3]


@pytest.mark.parametrize(
    ("subject", "due"),
    [
        ("no-social-worker", date(2026, 1, 2)),
        ("assessment-or-plan", date(2026, 1, 13)),
        ("family-finding", date(2026, 1, 21)),
        ("risk-in-placement", date(2025, 12, 20)),
    ],
)
def test_told_dates_of_hulls_subjects_from_friday_19_december(
    subject: str, due: date
) -> None:
    issue = HULL.issue(subject)
    assert issue is not None
    assert issue.within is not None

    limit = issue.within.limit(HULL.timing.counting)

    assert due_day(due_at(limit, FRI_19_DEC_2025, CALENDAR)) == due


@pytest.mark.meets("HU-A9")
def test_hull_asks_two_things_before_cafcass_and_advises_one() -> None:
    weights = [c.weight for c in HULL.checks if c.before is Action.CAFCASS]

    assert weights == [Weight.REQUIRED, Weight.REQUIRED, Weight.ADVISED]


@pytest.mark.meets("HU-55")
@pytest.mark.meets("HU-56")
def test_hulls_legal_advice_waits_for_group_managers_and_has_a_way_round_conflict() -> (
    None
):
    advice = next(s for s in HULL.side_steps if s.key == "independent-legal-advice")

    assert HULL.ladders[0].stages[advice.not_before_stage or 0].responders is not None
    assert advice.not_before_stage == 1
    assert advice.asked_of == "legal-services-manager"
    assert advice.if_conflicted == "independent-lawyer"


def _numbers(source: str | None) -> list[str]:
    return re.findall(r"HU-\d+", source or "")
