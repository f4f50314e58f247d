"""What must hold across the parts of a procedure is told all at once, each in its place."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.procedure import Procedure
from domain.procedure.ladder import Choice, Ladder, SideStep, Stage
from domain.procedure.laws import broken_laws, sentences
from domain.procedure.matters import Action, Check, IssueGroup, IssueType, Reading
from domain.procedure.people import Responders, Telling
from domain.procedure.places import Broken, Place, in_words
from domain.procedure.time import Bounds, Span, Within

ASKED = Responders(posts=("group-manager",))
FIVE = Within(fixed=Span(working_days=5))


def told(procedure: Procedure) -> list[str]:
    return sentences(procedure, broken_laws(procedure))


def with_ladders(procedure: Procedure, *ladders: Ladder) -> Procedure:
    return procedure.model_copy(update={"ladders": ladders})


def with_stages(procedure: Procedure, *stages: Stage) -> Procedure:
    changed = procedure.model_copy(update={"officers": {}, "issue_groups": ()})
    ladder = procedure.ladders[0].model_copy(update={"stages": stages})
    return with_ladders(changed, ladder)


def stage(number: int, **keys: Any) -> Stage:
    return Stage(**{"number": number, "title": "S", "responders": ASKED, **keys})


def test_a_stage_number_used_twice_is_told_at_the_second(
    west_sussex: Procedure,
) -> None:
    changed = with_stages(west_sussex, stage(0), stage(1), stage(1), stage(2))

    assert list(broken_laws(changed)) == [
        Broken(
            ("ladders", 0, "stages", 2, "number"),
            "1 comes after 1; the numbers of a ladder's stages must rise, each used once",
            rests_on=("ladders", 0, "stages", 1, "number"),
        )
    ]


def test_every_stage_below_the_highest_before_it_is_told(
    west_sussex: Procedure,
) -> None:
    changed = with_stages(west_sussex, stage(5), stage(3), stage(4), stage(6))

    assert [(one.at[3], one.says.split(";")[0]) for one in broken_laws(changed)] == [
        (1, "3 comes after 5"),
        (2, "4 comes after 5"),
    ]


def test_a_limit_that_nobody_is_asked_to_keep_is_told(west_sussex: Procedure) -> None:
    changed = with_stages(west_sussex, stage(1, responders=None, respond=FIVE))

    assert told(changed) == [
        (
            "stage 1, respond: there is a limit to respond but nobody to answer; name"
            " `responders`, or take `respond` away"
        )
    ]


def test_a_stage_that_only_informs_has_no_limit_and_nobody_to_answer(
    west_sussex: Procedure,
) -> None:
    assert told(with_stages(west_sussex, stage(1, responders=None))) == []


def test_who_leads_must_be_asked(west_sussex: Procedure) -> None:
    led = Responders(posts=("group-manager",), lead="service-lead")
    well = Responders(posts=("group-manager",), lead="group-manager")

    assert told(with_stages(west_sussex, stage(1, responders=well))) == []
    assert told(with_stages(west_sussex, stage(1, responders=led))) == [
        (
            "stage 1, responders, lead: 'service-lead' leads but is not among the posts"
            " asked; add it to `posts`"
        )
    ]


def test_exactly_one_ladder_takes_all_the_rest(west_sussex: Procedure) -> None:
    ladder = west_sussex.ladders[0]
    named = Choice(officers=("cpa",))
    chosen = ladder.model_copy(update={"name": "cpa", "chosen_for": named})
    rest = ladder.model_copy(update={"name": "more"})

    assert told(with_ladders(west_sussex, ladder, chosen)) == []
    assert told(with_ladders(west_sussex, chosen)) == [
        (
            "ladders: every ladder has `chosen_for`; take it away from the one for all the"
            " rest"
        )
    ]
    assert told(with_ladders(west_sussex, ladder, chosen, rest)) == [
        (
            "ladder more: a ladder before it is without `chosen_for` already, and takes"
            " all the rest; say in `chosen_for` which disputes take this one"
        )
    ]


def test_what_is_called_by_a_name_of_its_own_is_written_once(
    west_sussex: Procedure,
) -> None:
    ladder = west_sussex.ladders[0].model_copy(update={"chosen_for": Choice()})
    issue = IssueType(key="drift", title="Drift")
    groups = (IssueGroup(title="A", issues=(issue,)),) * 2
    check = Check(key="asked", before=Action.RAISE, says="Asked.")
    step = SideStep(key="talk", title="A talk")
    reading = Reading(id="WS-A1", point="?", reading="!")
    twice = {
        "ladders": (west_sussex.ladders[0], ladder),
        "issue_groups": groups,
        "checks": (check, check),
        "side_steps": (step, step),
        "readings": (*west_sussex.readings, reading),
    }

    assert told(west_sussex.model_copy(update=twice)) == [
        f"{where} is written twice; give each its own name"
        for where in (
            "ladder usual, name: ladder 'usual'",
            "side step talk, key: side step 'talk'",
            "check asked, key: check 'asked'",
            "issue drift, key: issue type 'drift'",
            "reading WS-A1, id: reading 'WS-A1'",
        )
    ]


def test_a_check_may_be_called_as_a_side_step_is(west_sussex: Procedure) -> None:
    check = Check(key="legal-advice", before=Action.RAISE, says="Asked.")
    step = SideStep(key="legal-advice", title="Advice")
    changed = {"checks": (check,), "side_steps": (step,)}

    assert told(west_sussex.model_copy(update=changed)) == []


def test_a_procedure_that_breaks_laws_is_refused_with_all_of_them(
    west_sussex: Procedure,
) -> None:
    unknown = (Telling(post="nobody"),)
    changed = with_stages(west_sussex, stage(2, tell=unknown), stage(1))
    data = changed.model_dump() | {"officers": west_sussex.officers}

    with pytest.raises(ValidationError) as refused:
        Procedure.model_validate(data)

    assert [one["msg"] for one in refused.value.errors()] == [
        (
            "Value error, stage 2, tell: no post is called 'nobody'\n"
            "stage 1, number: 1 comes after 2; the numbers of a ladder's stages must rise,"
            " each used once"
        )
    ]


DATA = {
    "ladders": [
        {"name": "usual", "stages": [{"number": 0}, {"title": "S"}, {"number": "two"}]},
        {"stages": "none", "name": 2},
    ],
    "issue_groups": [{"title": "Plans", "issues": [{"key": "drift"}]}],
    "child_duties": [{"key": "told"}],
    "posts": {"director": {}},
}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((), ""),
        (("title",), "title"),
        (("ladders",), "ladders"),
        (("ladders", 0), "ladder usual"),
        (("ladders", 1), "ladder (2 in the list)"),
        (("ladders", 0, "stages"), "ladder usual, stages"),
        (("ladders", 0, "stages", 0, "tell", 1), "ladder usual, stage 0, tell"),
        (
            ("ladders", 0, "stages", 1, "responders", "posts", 0),
            "ladder usual, stage (2 in the list), responders",
        ),
        (("ladders", 0, "stages", 2), "ladder usual, stage (3 in the list)"),
        (("ladders", 0, "stages", 3), "ladder usual, stage (4 in the list)"),
        (("ladders", 0, "stages", 7), "ladder usual, stage (8 in the list)"),
        (("ladders", 1, "stages", 0), "ladder (2 in the list), stage (1 in the list)"),
        (("issue_groups", 0, "title"), "issue group Plans, title"),
        (("issue_groups", 0, "issues", 0, "within"), "issue drift, within"),
        (("child_duties", 0, "by"), "duty told, by"),
        (("posts", "director", "title"), "posts, director, title"),
        (("not-there", "nor-this"), "not-there, nor-this"),
    ],
)
def test_a_place_is_said_as_a_manager_would_say_it(place: Place, words: str) -> None:
    assert in_words(DATA, place) == words


def test_the_only_ladder_is_not_named() -> None:
    only = {"ladders": [{"name": "usual", "stages": [{"number": 3}]}]}

    assert in_words(only, ("ladders", 0, "stages", 0, "tell")) == "stage 3, tell"


# --- times that nobody could set ---------------------------------------------------------

ONLY_FIXED = (
    "only in `respond` can a time be set for each dispute, so that here there would be"
    " none; write `fixed`, as in `{ fixed: { working_days: 5 } }`"
)


@pytest.mark.parametrize(
    ("form", "within"),
    [
        ("officer_chooses", Within(officer_chooses=Bounds(usual=Span(working_days=2)))),
        ("officer_chooses", Within(officer_chooses=Bounds())),
        ("by_issue_type", Within(by_issue_type=True)),
    ],
)
@pytest.mark.parametrize("key", ["send", "write_up"])
def test_a_time_that_nobody_could_set_for_a_dispute_is_told(
    west_sussex: Procedure, key: str, form: str, within: Within
) -> None:
    changed = with_stages(west_sussex, stage(1, **{key: within}))

    assert list(broken_laws(changed)) == [
        Broken(("ladders", 0, "stages", 0, key, form), ONLY_FIXED)
    ]


def test_the_time_to_answer_is_set_by_the_officer_or_the_issue_and_others_are_fixed(
    west_sussex: Procedure,
) -> None:
    by_issue = Within(by_issue_type=True)
    changed = with_stages(west_sussex, stage(1, send=FIVE, respond=by_issue))

    assert list(broken_laws(changed)) == []
