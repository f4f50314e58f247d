"""A ladder ends where another procedure takes over: the officer raises it anew there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.opening import Basis
from domain.procedure import Procedure
from domain.record import Standing
from domain.script import Script
from domain.simulation import simulate
from domain.situation import situation_of
from procedures.reader import read_procedure
from tests.domain.climbing import Climb
from tests.domain.raisings import INVENTED

THU_2_APR_17 = datetime(2026, 4, 2, 16, tzinfo=UTC)
THU_9_APR_17 = datetime(2026, 4, 9, 16, tzinfo=UTC)
MON_13_APR_17 = datetime(2026, 4, 13, 16, tzinfo=UTC)
MON_20_APR_17 = datetime(2026, 4, 20, 16, tzinfo=UTC)
ENDS = "This procedure ends here; marrowby-disputes-1 takes over."
TEAM_MANAGER = {"post": "team-manager", "reference": "TM-1"}
RAISE_IT = (
    "Please raise it anew under the procedure marrowby-disputes-1, naming WSX-2026-0042 in"
    " `follows_on`, and close this one as referred out."
)

Raised = Callable[..., Climb]


@pytest.fixture
def concern(climbing: Callable[..., Climb]) -> Raised:
    """A concern at its last stage, unless another is named; answers by Thu 2 Apr."""

    def _raised(start_stage: int = 2, **last: Any) -> Climb:
        procedure = read_procedure(INVENTED / "marrowby-concerns-1.yaml")
        plain = procedure.model_dump(mode="json")
        hands_over_to = last.pop("hands_over_to", "marrowby-disputes-1")
        plain["ladders"][0]["hands_over_to"] = hands_over_to
        plain["officers"]["iro"]["may"] = last.pop("may", [])
        plain["ladders"][0]["stages"][0] |= last.pop("first", {})
        plain["ladders"][0]["stages"][1] |= last
        return climbing(Procedure.model_validate(plain), start_stage=start_stage)

    return _raised


def asked_last(climb: Climb) -> tuple[str, str, str]:
    last = climb.told()[-1]
    return last.to, last.says, last.asked


def test_a_last_limit_that_passes_unanswered_has_it_raised_anew(
    concern: Raised,
) -> None:
    climb = concern()

    climb.pass_until(THU_2_APR_17)

    assert asked_last(climb) == (
        "officer",
        f"Concern repeated: its limit passed without a full answer. {ENDS}",
        RAISE_IT,
    )
    now = situation_of(climb.dispute)
    assert now.standing is Standing.AWAITING_OFFICER
    assert now.next_says == f"{ENDS} The officer is asked until it is raised there."
    assert [(one.kind, one.says) for one in climb.dispute.entries[-2:]] == [
        ("limit-passed", "Concern repeated: no full answer by the limit."),
        ("procedure-ended", ENDS),
    ]


def test_the_commands_to_raise_it_anew_come_with_it(concern: Raised) -> None:
    climb = concern()

    climb.pass_until(THU_2_APR_17)

    assert climb.told()[-1].answers == (
        (
            "disputes raise --authority marrowby --reference NEW-REF --by iro/IRO-7"
            " --child KIND/CHILD-REF --team north --theme CODE --issue TEXT --impact TEXT"
            " --seek TEXT --procedure marrowby-disputes-1 --follows-on WSX-2026-0042"
        ),
        (
            "disputes close marrowby/WSX-2026-0042 --as iro/IRO-7 --outcome referred-out"
            " --impact TEXT --child-told --how-or-why-not TEXT --because TEXT"
        ),
        "disputes show marrowby/WSX-2026-0042",
    )


def test_an_officer_who_is_not_satisfied_at_the_last_stage_raises_it_anew(
    concern: Raised,
) -> None:
    climb = concern()
    climb.say("manager_response", TEAM_MANAGER, answer="No.")
    before = climb.told()[-1].number

    climb.say("officer_decision", satisfied=False, because="It is not enough.")

    assert climb.told_since(before) == [
        ("team-manager", "not-satisfied"),
        ("officer", "decide"),
    ]
    says = "The officer is not satisfied with the answer. There is no higher stage."
    assert asked_last(climb) == ("officer", f"{says} {ENDS}", RAISE_IT)
    assert climb.kinds()[-2:] == ["not-satisfied", "procedure-ended"]


def test_who_may_refer_to_cafcass_is_asked_about_both_apart(concern: Raised) -> None:
    climb = concern(may=["refer-to-cafcass"])
    climb.say("manager_response", TEAM_MANAGER, answer="No.")
    before = climb.told()[-1].number

    climb.say("officer_decision", satisfied=False, because="It is not enough.")

    says = "The officer is not satisfied with the answer. There is no higher stage."
    asked = [(one.kind, one.says, one.asked) for one in climb.told()[before:]]
    assert asked[1:] == [
        (
            "consider-cafcass",
            says,
            (
                "Please consider whether to refer the child's case to Cafcass, and record"
                " what you decide and why."
            ),
        ),
        ("decide", f"{says} {ENDS}", RAISE_IT),
    ]


def test_a_last_stage_that_only_informs_ends_it_as_it_begins(concern: Raised) -> None:
    climb = concern(responders=None, respond=None)

    assert asked_last(climb) == (
        "officer",
        f"Concern repeated has begun. Nobody is asked to answer at this stage. {ENDS}",
        RAISE_IT,
    )
    assert climb.kinds() == ["raised", "stage-begun", "procedure-ended"]


@pytest.mark.parametrize("takes_over", [None, "marrowby-disputes-1"])
def test_where_nobody_answers_the_officers_own_tasks_are_asked_as_the_stage_begins(
    concern: Raised, takes_over: str | None
) -> None:
    look = {"key": "look", "says": "Look into it.", "by": "officer", "required": True}
    within = {"within": {"fixed": {"working_days": 2}}}
    climb = concern(
        responders=None, respond=None, hands_over_to=takes_over, steps=[look | within]
    )

    decide = (
        "Please say whether you are satisfied, take it to another stage, or close it."
    )
    assert asked_last(climb)[2] == (
        "Please see to this by Wed 1 Apr 2026 17:00, and say when it is done: Look into"
        f" it. {RAISE_IT if takes_over else decide}"
    )


def test_a_stage_below_the_last_ends_nothing(concern: Raised) -> None:
    climb = concern(start_stage=1, first={"when_unanswered": "ask-officer"})

    climb.pass_until(THU_2_APR_17)

    assert asked_last(climb) == (
        "officer",
        "Concern shared: its limit passed without a full answer.",
        "Please say whether you are satisfied, take it to another stage, or close it.",
    )
    assert "procedure-ended" not in climb.kinds()


def test_where_nothing_takes_over_the_officer_decides(concern: Raised) -> None:
    climb = concern(hands_over_to=None)

    climb.pass_until(THU_2_APR_17)

    assert asked_last(climb)[2] == (
        "Please say whether you are satisfied, take it to another stage, or close it."
    )
    assert situation_of(climb.dispute).next_says == (
        "The officer is asked again until they decide."
    )


def test_the_officer_is_asked_for_it_again_and_their_manager_sees_to_it(
    concern: Raised,
) -> None:
    climb = concern()
    climb.pass_until(MON_13_APR_17)
    assert (climb.told()[-1].at, climb.told()[-1].to) == (MON_13_APR_17, "officer")
    assert asked_last(climb)[2] == RAISE_IT
    before = climb.told()[-1].number

    climb.pass_until(MON_20_APR_17)

    assert [(one.to, one.asked) for one in climb.told()[before:]] == [
        ("officer", RAISE_IT),
        (
            "reviewing-manager",
            "Please see that it is decided, by the officer or in their stead.",
        ),
    ]


def test_an_answer_that_comes_after_all_is_decided_on_first(concern: Raised) -> None:
    climb = concern()
    climb.pass_until(THU_9_APR_17)

    climb.say("manager_response", TEAM_MANAGER, answer="Yes.")

    assert asked_last(climb)[2] == (
        "Please say whether you are satisfied, take it to another stage, or close it."
    )
    assert situation_of(climb.dispute).next_says == (
        "The officer is asked again until they decide."
    )


def test_an_officer_who_is_satisfied_after_all_raises_nothing(concern: Raised) -> None:
    climb = concern()
    climb.pass_until(THU_9_APR_17)

    climb.say("officer_decision", satisfied=True, because="They rang.")

    assert situation_of(climb.dispute).next_says == (
        "The officer is asked again until they decide."
    )


def test_a_script_that_ends_there_says_what_takes_over(
    concern: Raised, calendar: WorkingCalendar
) -> None:
    basis = Basis(procedure=concern().dispute.procedure, calendar=calendar)

    course = simulate(Script(), basis, THU_2_APR_17)

    assert course.ends == (
        "Nothing more happens by itself, and it stays open. Awaited: reviewing officer."
        f" {ENDS} The officer is asked until it is raised there. Whoever is to decide was"
        " asked again 2 times."
    )


def test_a_concern_that_is_handed_over_is_closed_and_goes_on_as_a_dispute(
    concern: Raised, climbing: Callable[..., Climb]
) -> None:
    climb = concern()
    climb.pass_until(THU_2_APR_17)

    dispute = climbing(
        read_procedure(INVENTED / "marrowby-disputes-1.yaml"),
        reference="MB-2",
        follows_on="WSX-2026-0042",
        start_stage=None,
        start_because=None,
    )
    climb.say(
        "close_dispute",
        outcome="referred-out",
        because="It is raised anew as MB-2.",
        impact="None yet.",
        child_told={"told": True, "how_or_why_not": "In a letter."},
    )

    assert climb.dispute.standing is Standing.REFERRED_OUT
    assert climb.dispute.entries[-1].says == "Closed by the officer: referred out."
    assert [to for to, kind in climb.told_since(0) if kind == "closed"] == [
        "team-manager"
    ]
    assert dispute.dispute.entries[0].says == (
        "Raised by Independent Reviewing Officer IRO-7 under Marrowby Disputes"
        " (marrowby-disputes-1); it goes on from WSX-2026-0042."
    )
    assert dispute.dispute.stage is not None
    assert dispute.dispute.stage.number == 3
    assert dispute.dispute.awaited() == ("service-manager",)
    dispute.pass_until(datetime(2026, 4, 30, 16, tzinfo=UTC))
    assert [one.visit.stage.number for one in dispute.begun] == [3, 4]
