"""What all five procedures do alike, each watched on its own file as it ships."""

from typing import Any

import pytest

from domain.messages import EscalationReason, RaiseDispute
from domain.record import Standing
from domain.rules import RULES
from domain.rules.rule import SpokenBy
from tests.procedures.watched import (
    CLOSED,
    DURHAM,
    HULL,
    LAMBETH,
    MERTON,
    WEST_SUSSEX,
    WITHOUT_ANYTHING_FIRST,
    answer,
    as_told,
    asked_now,
    manager,
    raised,
    standing,
    where,
)

# --- Cafcass ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(
            pytest.param(WEST_SUSSEX, number, marks=pytest.mark.meets("WS-A10"))
            for number in range(6)
        ),
        *(
            pytest.param(HULL, number, marks=pytest.mark.meets("HU-5", "HU-40"))
            for number in range(4)
        ),
        *(
            pytest.param(DURHAM, number, marks=pytest.mark.meets("DU-A17"))
            for number in range(1, 9)
        ),
        *(
            pytest.param(LAMBETH, number, marks=pytest.mark.meets("LA-11", "LA-53"))
            for number in range(6)
        ),
        *(
            pytest.param(MERTON, number, marks=pytest.mark.meets("ME-4", "ME-A5"))
            for number in range(1, 4)
        ),
    ],
)
def test_the_iro_may_refer_to_cafcass_at_any_stage_from_its_first_moment(
    name: str, number: int
) -> None:
    climb = raised(name, start_stage=number)
    before = where(climb)

    climb.say("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)

    entry = climb.dispute.entries[-1]
    assert (entry.kind, entry.stage) == ("referred-to-cafcass", number)
    assert entry.details["because"] == "His rights are at stake."
    assert where(climb) == before


@pytest.mark.parametrize(
    "name",
    [
        WEST_SUSSEX,
        pytest.param(HULL, marks=pytest.mark.meets("HU-36", "HU-43")),
        DURHAM,
        LAMBETH,
        MERTON,
    ],
)
def test_a_dispute_stays_open_while_cafcass_has_it_until_the_officer_closes_it(
    name: str,
) -> None:
    climb = raised(name)
    before = where(climb)

    climb.say("refer_to_cafcass", **WITHOUT_ANYTHING_FIRST)
    for news in ("progress", "withdrawn", "concluded"):
        climb.say("hear_from_cafcass", manager("cafcass-legal"), news=news, text="So.")

    assert where(climb) == before
    assert climb.kinds()[-3:] == ["cafcass-heard"] * 3

    climb.say("close_dispute", **CLOSED)

    assert standing(climb) is Standing.RESOLVED


@pytest.mark.parametrize(
    "name",
    [
        WEST_SUSSEX,
        pytest.param(HULL, marks=pytest.mark.meets("HU-38")),
        DURHAM,
        LAMBETH,
        MERTON,
    ],
)
def test_only_the_officer_decides_on_a_referral_to_cafcass(name: str) -> None:
    climb = raised(name)
    procedure = climb.dispute.procedure
    before = where(climb)

    for post in procedure.posts:
        for kind in ("refer_to_cafcass", "consider_cafcass"):
            said = {**WITHOUT_ANYTHING_FIRST} if kind[0] == "r" else {"refer": False}
            refusal = climb.refusal(kind, manager(post), **{"because": "No.", **said})
            assert refusal.startswith(f"Only the officer who raised it may send {kind}")

    assert where(climb) == before
    assert "referred-to-cafcass" not in climb.kinds()


# --- the officer decides, and nobody for the officer ------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        WEST_SUSSEX,
        HULL,
        pytest.param(DURHAM, marks=pytest.mark.meets("DU-42", "DU-12")),
        LAMBETH,
        MERTON,
    ],
)
def test_no_word_of_a_manager_decides_closes_or_moves_it(name: str) -> None:
    climb = raised(name)
    said: dict[str, dict[str, Any]] = {
        "officer_decision": {"satisfied": True, "because": "I am."},
        "escalate": {"reason": "officers-judgement", "because": "Up."},
        "close_dispute": CLOSED,
        "withdraw": {"because": "The court is slow."},
    }
    before = where(climb)

    for kind, words in said.items():
        for post in climb.dispute.procedure.posts:
            for by in (manager(post), {**manager(post), "on_behalf_of": "IRO-7"}):
                refusal = climb.refusal(kind, by, **words)
                assert refusal.startswith("Only the officer who raised it may send")
    assert where(climb) == before

    answer(climb, *asked_now(climb))

    assert standing(climb) is Standing.AWAITING_OFFICER
    assert len(climb.begun) == 1


@pytest.mark.meets("WS-6")
def test_what_the_officer_enters_for_a_manager_is_recorded_as_entered_for_them() -> (
    None
):
    climb = raised(WEST_SUSSEX, start_stage=1)
    speaker = {"post": "iro", "reference": "IRO-7", "on_behalf_of": "practice-manager"}

    climb.say("manager_response", speaker, answer="By telephone: done.")

    assert climb.dispute.entries[-1].by == "iro / IRO-7 for practice-manager"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *((WEST_SUSSEX, number) for number in range(6)),
        *((HULL, number) for number in range(4)),
        *((DURHAM, number) for number in range(1, 8)),
        *((LAMBETH, number) for number in range(6)),
        *((MERTON, number) for number in range(1, 4)),
    ],
)
def test_the_officer_has_no_answer_of_their_own_to_what_a_manager_is_asked(
    name: str, number: int
) -> None:
    climb = raised(name, start_stage=number)
    before = where(climb)

    refusal = climb.refusal("manager_response", answer="I shall do it myself.")

    assert refusal.startswith("by.post was not asked to answer.")
    assert where(climb) == before


def test_what_the_officer_alone_may_say_is_about_the_dispute_and_never_the_case() -> (
    None
):
    officers_own = {
        kind for kind, rule in RULES.items() if rule.spoken_by is SpokenBy.OFFICER
    }

    assert officers_own == {
        *("switch_ladder", "extend_deadline", "place_on_hold", "resume"),
        "correct_start",
        *("action_not_done", "close_dispute", "withdraw"),
        *("open_side_step", "close_side_step", "hand_over"),
        *("consider_cafcass", "refer_to_cafcass"),
        *("inform_child", "stay", "exchange_with_court"),
        *("confirm_checks", "good_practice"),
    }


# --- an answer that does not come, or will not do ---------------------------------------


@pytest.mark.parametrize(
    ("name", "here", "above"),
    [
        pytest.param(WEST_SUSSEX, 0, 1, marks=pytest.mark.meets("WS-22")),
        pytest.param(WEST_SUSSEX, 1, 2, marks=pytest.mark.meets("WS-A9")),
        pytest.param(
            DURHAM, 1, 2, marks=pytest.mark.meets("DU-18", "DU-32", "DU-59", "DU-A11")
        ),
        pytest.param(DURHAM, 3, 4, marks=pytest.mark.meets("DU-44", "DU-A11")),
        pytest.param(LAMBETH, 0, 1, marks=pytest.mark.meets("LA-28", "LA-50")),
        pytest.param(LAMBETH, 3, 4, marks=pytest.mark.meets("LA-49", "LA-50")),
        (MERTON, 1, 2),
    ],
)
def test_a_stage_that_nobody_answers_passes_to_the_next_at_its_limit(
    name: str, here: int, above: int
) -> None:
    climb = raised(name, start_stage=here)
    due = climb.dispute.due()
    assert due is not None

    climb.pass_until(due)

    last = climb.begun[-1]
    assert (last.visit.stage.number, last.at) == (above, due)
    assert last.call is not None
    assert last.call.reason is EscalationReason.NO_RESPONSE


@pytest.mark.parametrize(
    ("name", "here", "above"),
    [
        pytest.param(WEST_SUSSEX, 0, 1, marks=pytest.mark.meets("WS-23")),
        pytest.param(WEST_SUSSEX, 1, 2, marks=pytest.mark.meets("WS-A9")),
        pytest.param(DURHAM, 1, 2, marks=pytest.mark.meets("DU-18", "DU-32")),
        pytest.param(DURHAM, 5, 6, marks=pytest.mark.meets("DU-44")),
        pytest.param(LAMBETH, 3, 4, marks=pytest.mark.meets("LA-49")),
        (MERTON, 1, 2),
    ],
)
def test_an_answer_that_does_not_satisfy_the_officer_sends_it_to_the_next_stage(
    name: str, here: int, above: int
) -> None:
    climb = raised(name, start_stage=here)
    answer(climb, *asked_now(climb))
    assert standing(climb) is Standing.AWAITING_OFFICER

    climb.say("officer_decision", satisfied=False, because="It has no dates.")

    last = climb.begun[-1]
    assert (last.visit.stage.number, last.at) == (above, climb.now)
    assert last.call is not None
    assert last.call.reason is EscalationReason.UNSATISFACTORY


# --- the child, and the record ----------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(WEST_SUSSEX, marks=pytest.mark.meets("WS-10")),
        pytest.param(HULL, marks=pytest.mark.meets("HU-14")),
        pytest.param(DURHAM, marks=pytest.mark.meets("DU-11")),
        pytest.param(LAMBETH, marks=pytest.mark.meets("LA-10")),
        MERTON,
    ],
)
def test_a_child_who_disagrees_is_heard_and_it_goes_on_all_the_same(name: str) -> None:
    against = "He does not want anybody to be asked."
    with_the_child, against_it = raised(name), raised(name, child_views=against)

    assert as_told(against_it.begun[0]) == as_told(with_the_child.begun[0])
    assert against_it.dispute.entries[0].details["child_views"] == against

    before = where(against_it)
    told = {"told": True, "how_or_why_not": "On a walk."}
    against_it.say("inform_child", child_told=told, views="He wants it stopped.")

    assert where(against_it) == before


@pytest.mark.meets("WS-10", "HU-14", "DU-11", "LA-10")
def test_nobody_can_be_asked_for_the_childs_consent_for_there_is_no_place_for_it() -> (
    None
):
    needed = {
        name for name, field in RaiseDispute.model_fields.items() if field.is_required()
    }

    assert needed == {
        *("authority", "reference", "raised_by", "child", "team", "themes"),
        *("issue", "impact", "resolution_sought"),
    }


@pytest.mark.parametrize(
    "name",
    [
        WEST_SUSSEX,
        HULL,
        DURHAM,
        pytest.param(LAMBETH, marks=pytest.mark.meets("LA-22")),
        pytest.param(MERTON, marks=pytest.mark.meets("ME-17")),
    ],
)
def test_whatever_is_said_by_whatever_means_is_an_entry_with_who_and_when(
    name: str,
) -> None:
    climb = raised(name)
    told = {"told": True, "how_or_why_not": "On a walk."}
    said: dict[str, dict[str, Any]] = {
        "note": {"text": "Said over the telephone."},
        "meeting_held": {"held_on": "2026-03-30", "outcome": "Said in a meeting."},
        "inform_child": {"child_told": told},
        "consider_cafcass": {"refer": False, "because": "Not yet."},
        "stay": {"because": "No move meanwhile."},
    }

    for kind, words in said.items():
        climb.say(kind, **words)

    first, *others = climb.dispute.entries
    spoken = [one for one in others if one.message_id is not None]
    assert (first.kind, first.number) == ("raised", 1)
    assert first.details["issue"] == "The marmalade plan was never put into practice."
    assert [one.at for one in spoken] == [climb.now] * len(said)
    assert {one.by for one in spoken} == {"officer / IRO-7"}
    for one, words in zip(spoken, said.values(), strict=True):
        assert {key: one.details[key] for key in words} == words
