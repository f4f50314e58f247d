"""What few councils write, or none yet, is read back in whole sentences as well."""

import pytest

from domain.explaining.shortly import stage_rows
from domain.limits import Roll
from domain.procedure import Procedure
from domain.procedure.ladder import Choice, Meeting, Stage, Step
from domain.procedure.matters import (
    Duty,
    GoodPractice,
    Monitoring,
    OverrideEvent,
)
from domain.procedure.people import Condition, Responders, Telling
from domain.procedure.time import Bounds, Span, Within
from tests.domain.test_explaining import section, stage_lines

SET_BY_THE_OFFICER = "within the time the IRO/CPA sets for this dispute"


# --- limits ----------------------------------------------------------------------------


def test_a_limit_that_the_officer_sets_is_told_wherever_a_limit_may_stand(
    west_sussex: Procedure,
) -> None:
    open_limit = Within(officer_chooses=Bounds())
    stage = Stage(
        number=9,
        title="Panel",
        send=open_limit,
        steps=(Step(key="see", says="See the child", within=open_limit),),
        meeting=Meeting(within=open_limit),
        write_up=open_limit,
    )
    watched = west_sussex.model_copy(
        update={"monitoring": Monitoring(meeting_within=open_limit)}
    )

    assert list(stage_rows(west_sussex, stage)) == [
        f"The report is sent {SET_BY_THE_OFFICER}",
        "Nobody is asked: it only informs.",
        f"A meeting may be held {SET_BY_THE_OFFICER}",
        f"The outcome is written up {SET_BY_THE_OFFICER}",
    ]

    assert stage_lines(west_sussex, stage) == (
        f"The IRO/CPA sends it {SET_BY_THE_OFFICER}.",
        "Nobody is asked to answer: this stage only informs.",
        f"To be done where it applies ({SET_BY_THE_OFFICER}): See the child.",
        f"A meeting may be held {SET_BY_THE_OFFICER}; the IRO/CPA organises it.",
        (
            f"The outcome is written up {SET_BY_THE_OFFICER}, from when the answer is"
            " accepted."
        ),
    )
    assert (
        f"A meeting looks at it {SET_BY_THE_OFFICER}; one that is not reported held by"
        " then comes back like what was not done."
    ) in section(watched, "Watching what was agreed").lines


def test_what_outlasts_its_stage_is_said_to(west_sussex: Procedure) -> None:
    two_days = Within(fixed=Span(working_days=2))
    step = Step(key="see", says="See the child", within=two_days, outlasts_stage=True)
    stage = Stage(number=9, title="Panel", steps=(step,))

    assert stage_lines(west_sussex, stage)[1] == (
        "To be done where it applies (within 2 working days) (also once this stage is"
        " over): See the child."
    )


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Span(calendar_days=14), "within 14 calendar days"),
        (Span(working_days=5, roll=Roll.FORWARD), "within 5 working days"),
    ],
    ids=["calendar days that may end on any day", "working days, which never do"],
)
def test_only_calendar_days_that_are_moved_on_are_said_to_be(
    west_sussex: Procedure, length: Span, words: str
) -> None:
    stage = Stage(
        number=9,
        title="Panel",
        responders=Responders(posts=("group-manager",)),
        respond=Within(fixed=length),
    )

    assert (
        f"The Group Manager is asked to answer {words}, from when it is sent."
        in stage_lines(west_sussex, stage)
    )


# --- who, and when ---------------------------------------------------------------------


def test_a_condition_that_names_nothing_always_holds(west_sussex: Procedure) -> None:
    told = Telling(post="cafcass", when=Condition())
    stage = Stage(number=9, title="Panel", tell=(told,))

    assert "Told when it begins: Cafcass, for information." in stage_lines(
        west_sussex, stage
    )


def test_an_order_for_some_issues_names_them(west_sussex: Procedure) -> None:
    chosen = Choice(issue_types=("family-finding", "voice-of-child-absent"))
    first = west_sussex.ladders[0]
    quick = first.model_copy(
        update={"name": "quick", "title": "Quick", "chosen_for": chosen}
    )
    changed = west_sussex.model_copy(update={"ladders": (first, quick)})

    assert (
        'It is taken by itself for a dispute about "Family finding or placement search"'
        ' or "The voice of the child is absent".'
    ) in section(changed, "The stages: Quick").lines


@pytest.mark.parametrize(
    ("chosen", "who"),
    [
        (None, "the IRO/CPA"),
        (Choice(severities=("immediate-safety",)), "the IRO/CPA"),
        (
            Choice(officers=("iro", "cpa")),
            "the Independent Reviewing Officer or Child Protection Advisor",
        ),
    ],
    ids=["taken for everything", "taken for a concern", "taken for who raises it"],
)
def test_where_others_raise_an_issue_with_the_officer_it_is_they_who_are_satisfied(
    west_sussex: Procedure, chosen: Choice | None, who: str
) -> None:
    reverse = west_sussex.ladders[0].model_copy(
        update={"reverse": True, "chosen_for": chosen}
    )
    changed = west_sussex.model_copy(update={"ladders": (reverse,)})

    lines = section(changed, "Stage 2 (stage 2, formal)").lines

    assert f"If {who} is not satisfied, it goes to Stage 3." in lines
    assert f"Whether the answer will do is said by {who}." in lines


# --- Cafcass, duties, events, good practice --------------------------------------------


def test_where_no_officer_has_the_power_nobody_may_refer(
    west_sussex: Procedure,
) -> None:
    powerless = {
        key: role.model_copy(update={"may": ()})
        for key, role in west_sussex.officers.items()
    }
    changed = west_sussex.model_copy(update={"officers": powerless})

    assert section(changed, "Cafcass").lines[0] == (
        "Nobody may refer at any time; what follows here is advice, and never holds a"
        " referral back. [§6 (WS-43, WS-44, WS-45, WS-46); reading WS-A10]"
    )


def test_what_is_to_be_seen_to_after_a_referral_says_by_whom_and_when(
    west_sussex: Procedure,
) -> None:
    duty = Duty(
        key="court",
        says="Tell the court",
        by="group-manager",
        when=Condition(themes=("family-finding",)),
    )
    cafcass = west_sussex.cafcass.model_copy(update={"afterwards": (duty,)})
    changed = west_sussex.model_copy(update={"cafcass": cafcass})

    assert (
        'Afterwards (by the Group Manager), only about "Family finding or placement'
        ' search": Tell the court.'
    ) in section(changed, "Cafcass").lines


@pytest.mark.parametrize("says", ["Is the child safe?", "Tell nobody else!"])
def test_what_ends_with_a_sign_of_its_own_gets_no_full_stop(
    west_sussex: Procedure, says: str
) -> None:
    duty = Duty(key="own-sign", says=says)
    changed = west_sussex.model_copy(update={"other_duties": (duty,)})

    assert section(changed, "Other duties").lines == (f"The IRO/CPA: {says}",)


def test_who_hears_of_an_event_rests_on_the_events_paragraph_and_on_its_own(
    west_sussex: Procedure,
) -> None:
    told = Telling(post="cafcass", source="§9.2", reading="WS-A6")
    event = OverrideEvent(key="flood", title="A flood", tell=(told,), source="§9.1")
    changed = west_sussex.model_copy(update={"override_events": (event,)})

    assert section(changed, "Events to be told at once").lines == (
        "A flood: Cafcass, for information. [§9.1; §9.2; reading WS-A6]",
    )


def test_good_practice_that_is_not_recorded_names_the_paragraph(
    west_sussex: Procedure,
) -> None:
    rule = GoodPractice(recorded=False, source="not mentioned")
    changed = west_sussex.model_copy(update={"good_practice": rule})

    assert (
        "Good practice is not recorded. [not mentioned]"
        in section(changed, "Meanwhile, and good practice").lines
    )


@pytest.mark.parametrize(
    ("starts", "meeting", "told"),
    [
        ("meeting-held", {"within": {"fixed": {"working_days": 3}}}, True),
        ("meeting-held", {"needed": True}, False),
        ("meeting-held", None, False),
        ("sent", {"within": {"fixed": {"working_days": 3}}}, False),
    ],
)
def test_beside_the_sum_of_the_limits_it_is_said_that_the_time_to_meet_comes_on_top(
    west_sussex: Procedure, starts: str, meeting: dict[str, object] | None, told: bool
) -> None:
    plain = west_sussex.model_dump(mode="json")
    plain["ladders"][0]["stages"][-1] |= {"clock_starts": starts, "meeting": meeting}

    lines = section(Procedure.model_validate(plain), "The stages").lines

    on_top = "The time to hold the meeting comes on top where a limit runs from it."
    assert (on_top in lines) is told
