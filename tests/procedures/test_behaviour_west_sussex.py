"""West Sussex, watched: what its document says happens does, on the day it says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.errors import RaiseRefused
from domain.notices import Purpose
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    WEST_SUSSEX,
    answer,
    as_told,
    manager,
    raised,
    told_of,
)

ACT, INFO = Purpose.TO_ACT.value, Purpose.FOR_INFORMATION.value
SW, LINE, PM, GM = "social-worker", "line-manager", "practice-manager", "group-manager"
LEAD, AD, DEPUTY = "service-lead", "assistant-director", "deputy-director"
DIRECTOR, TM, PRINCIPAL = "executive-director", "iro-team-manager", "principal-manager"
AD_SQP, IRO = "ad-sqp", "officer"

HOW = "what has been or will be done to resolve the issue of concern"

TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
FRI_29_MAY = datetime(2026, 5, 29, 9, tzinfo=UTC)


@pytest.fixture
def informal() -> Climb:
    """Raised on Mon 30 Mar 2026 with the Practice Manager, informally."""
    return raised(WEST_SUSSEX)


@pytest.mark.parametrize(
    ("place", "title", "due", "told"),
    [
        pytest.param(
            0,
            "Stage 1",
            "Wed 8 Apr 2026 17:00",  # Good Friday and Easter Monday are not counted
            {PM: ACT, SW: INFO, LINE: INFO, IRO: INFO},
            marks=pytest.mark.meets("WS-29", "WS-31", "WS-32"),
        ),
        pytest.param(
            1,
            "Stage 2",
            "Wed 15 Apr 2026 17:00",
            {GM: ACT, SW: INFO, LINE: INFO, TM: INFO, IRO: INFO},
            marks=pytest.mark.meets("WS-24", "WS-29", "WS-31", "WS-33", "WS-34"),
        ),
        pytest.param(
            2,
            "Stage 3",
            "Wed 22 Apr 2026 17:00",
            {LEAD: ACT, SW: INFO, LINE: INFO, TM: INFO, PRINCIPAL: INFO, IRO: INFO},
            marks=pytest.mark.meets("WS-24", "WS-29", "WS-31", "WS-35", "WS-36"),
        ),
        pytest.param(
            3,
            "Stage 4",
            "Wed 29 Apr 2026 17:00",
            {AD: ACT, DEPUTY: ACT, DIRECTOR: INFO, TM: INFO, PRINCIPAL: INFO}
            | {AD_SQP: INFO, SW: INFO, LINE: INFO, IRO: INFO},
            marks=pytest.mark.meets("WS-24", "WS-31", "WS-37", "WS-38", "WS-39"),
        ),
        pytest.param(
            4,
            "Stage 5",
            "",
            {DIRECTOR: ACT, DEPUTY: ACT, AD_SQP: INFO}
            | {SW: INFO, LINE: INFO, IRO: INFO},
            marks=pytest.mark.meets("WS-24", "WS-31", "WS-40", "WS-A5"),
        ),
    ],
)
def test_unanswered_each_stage_tells_whom_the_document_names_by_when(
    place: int, title: str, due: str, told: dict[str, str]
) -> None:
    climb = raised(WEST_SUSSEX, start_stage=1)

    climb.pass_until(FRI_29_MAY)

    assert len(climb.begun) == 5
    assert as_told(climb.begun[place]) == (title, due, told)


@pytest.mark.meets("WS-38", "WS-40")
def test_the_director_is_told_in_the_name_that_the_document_says() -> None:
    climb = raised(WEST_SUSSEX, start_stage=4)
    climb.pass_until(FRI_29_MAY)

    senders = [
        (begun.visit.stage.number, one.to, one.sent_by)
        for begun in climb.begun
        for one in begun.told
        if one.sent_by is not None
    ]

    assert senders == [
        (4, DIRECTOR, TM),
        (5, DIRECTOR, AD_SQP),
        (5, DEPUTY, AD_SQP),
    ]


@pytest.mark.meets("WS-19", "WS-21")
def test_the_practice_manager_is_asked_informally_and_the_social_worker_is_told(
    informal: Climb,
) -> None:
    assert as_told(informal.begun[0]) == (
        "Informal resolution",
        "Wed 8 Apr 2026 17:00",
        {PM: ACT, SW: INFO, IRO: INFO},
    )


@pytest.mark.meets("WS-29")
def test_the_relevant_manager_is_asked_to_answer_by_the_date_without_delay() -> None:
    climb = raised(WEST_SUSSEX, start_stage=1)

    asked = [one for one in climb.told() if one.to == PM]

    assert [(one.asked, one.urgent) for one in asked] == [
        (
            f"Please answer {HOW}, by Wed 8 Apr 2026 17:00.",
            True,
        )
    ]


@pytest.mark.meets("WS-23")
def test_an_informal_answer_that_does_not_meet_the_childs_needs_starts_it_formally(
    informal: Climb,
) -> None:
    informal.pass_until(TUE_31_MAR)
    answer(informal, PM)

    informal.say("officer_decision", satisfied=False, because="Toast is no answer.")

    title, due, told = as_told(informal.begun[-1])
    assert (title, due, told[PM]) == ("Stage 1", "Thu 9 Apr 2026 17:00", ACT)
    assert informal.dispute.overall is not None
    assert told_of(informal, "stage-begun")[-1] == (IRO, "Tue 31 Mar 2026 10:00")


@pytest.mark.meets("WS-60")
def test_an_issue_that_is_not_on_the_list_is_raised_as_other_in_free_words() -> None:
    climb = raised(WEST_SUSSEX, themes=["other"], issue="The cat was left behind.")

    entry = climb.dispute.entries[0]
    assert entry.details["themes"] == ["other"]
    assert entry.details["issue"] == "The cat was left behind."

    with pytest.raises(RaiseRefused, match=r"'cat' is not an issue type.*other\.$"):
        raised(WEST_SUSSEX, themes=["cat"])


@pytest.mark.meets("WS-A12")
def test_the_informal_stage_leaves_one_record_with_dated_entries(
    informal: Climb,
) -> None:
    informal.say("task_done", task="discuss-with-social-worker")
    informal.say("note", text="Expected: marmalade. Recommended: a date.")
    informal.pass_until(TUE_31_MAR)
    informal.say("note", manager(PM), text="I shall ask the cook.")
    answer(informal, PM)
    informal.say("officer_decision", satisfied=False, because="No date.")

    entries = informal.dispute.entries
    assert [(one.number, one.stage, one.kind, london(one.at)) for one in entries] == [
        (1, None, "raised", "Mon 30 Mar 2026 10:00"),
        (2, 0, "stage-begun", "Mon 30 Mar 2026 10:00"),
        (3, 0, "brought-to-mind", "Mon 30 Mar 2026 10:00"),
        (4, 0, "task-done", "Mon 30 Mar 2026 10:00"),
        (5, 0, "noted", "Mon 30 Mar 2026 10:00"),
        (6, 0, "noted", "Tue 31 Mar 2026 10:00"),
        (7, 0, "response-received", "Tue 31 Mar 2026 10:00"),
        (8, 0, "not-satisfied", "Tue 31 Mar 2026 10:00"),
        (9, 1, "stage-begun", "Tue 31 Mar 2026 10:00"),
        (10, 1, "brought-to-mind", "Tue 31 Mar 2026 10:00"),
    ]


# --- what was agreed is not done ----------------------------------------------------------

SEE_HER = {"what": "See her alone.", "owner": SW, "due_on": "2026-04-02"}
LATER = {**SEE_HER, "due_on": "2026-05-20"}
CPA = {
    "raised_by": {"role": "cpa", "reference": "IRO-7"},
    "child": {"reference": "C-2", "kind": "child-protection-plan"},
}


@pytest.mark.meets("WS-44")
@pytest.mark.parametrize(
    ("raiser", "asked"), [({}, [(IRO, "Thu 2 Apr 2026 17:00")]), (CPA, [])]
)
def test_where_what_was_agreed_is_not_implemented_the_iro_is_asked_to_consider_cafcass(
    raiser: dict[str, Any], asked: list[tuple[str, str]]
) -> None:
    climb = raised(WEST_SUSSEX, **raiser)
    climb.say(
        "officer_decision", satisfied=True, because="OK", actions=[SEE_HER, LATER]
    )

    climb.pass_until(datetime(2026, 4, 7, 9, tzinfo=UTC))

    assert told_of(climb, "consider-cafcass") == asked
    says = "Agreed action 1, due Thu 2 Apr 2026, is not done."
    told = [one for one in climb.told() if one.kind == "consider-cafcass"]
    assert [(one.says, one.due_at) for one in told] == [(says, None) for _ in asked]
    assert len(climb.begun) == 2


@pytest.mark.meets("WS-44")
def test_what_is_not_done_once_it_has_come_back_asks_of_cafcass_no_second_time() -> (
    None
):
    climb = raised(WEST_SUSSEX)
    climb.say(
        "officer_decision", satisfied=True, because="OK", actions=[SEE_HER, SEE_HER]
    )

    for action in (1, 2):
        climb.say("action_not_done", action=action, because="Not seen.")

    assert [post for post, _ in told_of(climb, "consider-cafcass")] == [IRO]
