"""What is asked beforehand is brought to mind at its moment, whatever the action."""

from collections.abc import Callable

import pytest

from domain.beforehand import in_words
from domain.procedure import Procedure
from domain.procedure.ladder import PromptWhen, SideStep
from domain.procedure.matters import Action, Check, Weight
from tests.domain.climbing import Climb

MARMALADE = "There is marmalade on the table"
LEGAL_ADVICE = SideStep(
    key="legal-advice", title="Legal advice", action=Action.LEGAL_ADVICE
)
ASKED = f"the procedure asks: {MARMALADE} (asked for)."


@pytest.fixture
def with_check(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> Callable[[Action], Climb]:
    """Raised under a procedure with one check, before that action."""

    def _with_check(before: Action) -> Climb:
        check = Check(
            key="marmalade", before=before, says=MARMALADE, weight=Weight.REQUIRED
        )
        alone = {"checks": (check,), "side_steps": (LEGAL_ADVICE,)}
        return climbing(west_sussex.model_copy(update=alone))

    return _with_check


def brought_to_mind(climb: Climb) -> list[tuple[int | None, str]]:
    """At which stage what was brought to the officer's mind."""
    kept = [one for one in climb.dispute.entries if one.kind == "brought-to-mind"]
    return [(one.stage, one.says) for one in kept]


def asked_beforehand(climb: Climb) -> list[str]:
    """Whatever a check asked, at whatever stage."""
    return [says for _, says in brought_to_mind(climb) if MARMALADE in says]


def up(climb: Climb, to_stage: int | None = None) -> None:
    climb.say("escalate", reason="no-response", because="Nobody.", to_stage=to_stage)


def test_before_raising_it_is_asked_once_at_the_first_stage(
    with_check: Callable[[Action], Climb],
) -> None:
    climb = with_check(Action.RAISE)

    up(climb)

    assert brought_to_mind(climb) == [(1, f"Before raising it {ASKED}")]


def test_what_is_asked_at_one_moment_is_one_entry_a_sentence_each(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    checks = tuple(
        Check(key=moment.value, before=moment, says=MARMALADE, weight=Weight.REQUIRED)
        for moment in (Action.RAISE, Action.FORMAL_START)
    )
    climb = climbing(
        west_sussex.model_copy(update={"checks": checks, "side_steps": ()})
    )

    said = f"Before raising it {ASKED} Before the formal start {ASKED}"
    assert brought_to_mind(climb) == [(1, said)]
    [to_officer] = [one for one in climb.told() if one.to == "officer"]
    assert to_officer.says == f"Stage 1 has begun. {said}"


@pytest.mark.parametrize(("source", "where"), [("§9", " (§9)"), (None, "")])
def test_a_step_that_may_be_due_is_named_with_its_paragraph_where_it_has_one(
    climbing: Callable[..., Climb],
    west_sussex: Procedure,
    source: str | None,
    where: str,
) -> None:
    walk = SideStep(
        key="walk", title="A walk", prompt_when=PromptWhen.RAISED, source=source
    )
    climb = climbing(
        west_sussex.model_copy(update={"checks": (), "side_steps": (walk,)})
    )

    assert brought_to_mind(climb) == [
        (1, f"Where it applies, begin the step walk: A walk{where}.")
    ]


def test_before_another_stage_it_is_asked_when_the_officer_goes_there(
    with_check: Callable[[Action], Climb],
) -> None:
    climb = with_check(Action.ESCALATE)

    up(climb)

    assert brought_to_mind(climb) == [(2, f"Before going to another stage {ASKED}")]


def test_silence_that_takes_it_further_asks_the_officer_nothing(
    with_check: Callable[[Action], Climb],
) -> None:
    climb = with_check(Action.ESCALATE)
    due = climb.dispute.due()
    assert due is not None

    climb.pass_until(due)

    assert climb.dispute.stage is not None
    assert climb.dispute.stage.number == 2
    assert brought_to_mind(climb) == []


def test_passing_over_is_asked_about_where_a_stage_is_passed_over(
    with_check: Callable[[Action], Climb],
) -> None:
    climb = with_check(Action.BYPASS)

    up(climb, 2)
    up(climb, 4)
    up(climb, 2)

    assert brought_to_mind(climb) == [(4, f"Before passing over a stage {ASKED}")]


@pytest.mark.parametrize("action", list(Action))
def test_what_is_ticked_is_not_asked_again(
    with_check: Callable[[Action], Climb], action: Action
) -> None:
    climb = with_check(action)
    before = asked_beforehand(climb)

    climb.say("confirm_checks", ticked=["marmalade"])
    up(climb, 3)
    climb.say("refer_to_cafcass", because="His rights.")
    climb.say("open_side_step", step="legal-advice", because="A breach.")
    climb.say("officer_decision", satisfied=True, because="It will do.")
    told = {"told": True, "how_or_why_not": "Aloud."}
    climb.say("close_dispute", outcome="resolved", impact="Toast.", child_told=told)

    assert asked_beforehand(climb) == before
    assert not climb.dispute.standing.is_open


def test_referring_asks_for_a_tick_or_a_reason_and_the_law_is_named(
    with_check: Callable[[Action], Climb],
) -> None:
    climb = with_check(Action.CAFCASS)

    refusal = climb.refusal("refer_to_cafcass", because="His rights.")

    assert refusal == (
        f"The procedure asks first: {MARMALADE}. Tick what is met in `ticked`, or say in"
        " `passed_over_because` why you go on without it: the law does not ask for it."
    )
    climb.say("refer_to_cafcass", because="His rights.", passed_over_because="No time.")
    assert climb.dispute.entries[-1].kind == "referred-to-cafcass"


def test_several_checks_are_asked_in_one_sentence_each_with_its_weight(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    checks = (
        Check(key="marmalade", before=Action.CAFCASS, says="Marmalade is there."),
        Check(
            key="toast",
            before=Action.CAFCASS,
            says="So is toast",
            weight=Weight.REQUIRED,
        ),
        Check(
            key="tea",
            before=Action.CAFCASS,
            says="Tea is made.",
            weight=Weight.REQUIRED,
        ),
    )
    climb = climbing(west_sussex.model_copy(update={"checks": checks}))

    refusal = climb.refusal("refer_to_cafcass", because="His rights.")

    assert in_words(checks) == (
        "Marmalade is there (advised); So is toast (asked for); Tea is made (asked for)."
    )
    assert refusal.startswith(
        "The procedure asks first: So is toast; Tea is made. Tick what is met in `ticked`,"
    )


@pytest.mark.parametrize(
    ("checks", "advice"),
    [(("marmalade", "toast"), "write some of marmalade, toast"), ((), "it has none")],
)
def test_a_tick_for_a_check_that_is_none_is_answered_with_those_there_are(
    climbing: Callable[..., Climb],
    west_sussex: Procedure,
    checks: tuple[str, ...],
    advice: str,
) -> None:
    asked = tuple(Check(key=key, before=Action.CLOSE, says="Eat.") for key in checks)
    climb = climbing(west_sussex.model_copy(update={"checks": asked}))

    assert climb.refusal("confirm_checks", ticked=["porridge"]) == (
        f"ticked: names a check that the procedure does not have; {advice}."
    )
