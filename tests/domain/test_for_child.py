"""What a child may hear of the challenges made on their behalf, from the record alone."""

import pytest

from domain.for_child import RIGHTS, RIGHTS_ELSEWHERE, for_child
from domain.record import Entry
from tests.domain.climbing import Climb
from tests.procedures.watched import HULL, raised
from tests.situations import MON_30_MAR, SEEN_TO

PRACTICE_MANAGER = {"post": "practice-manager", "reference": "PM-3"}
ON_THE_DAY = "On Monday 30 March 2026 "


@pytest.mark.meets("LA-23")
def test_the_record_is_told_in_short_sentences_with_dates_and_rights(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("manager_response", PRACTICE_MANAGER, answer="Done.")
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="It will do for Marigold."
    )
    in_west_sussex.say(
        "close_dispute",
        outcome="resolved",
        impact="Marigold has marmalade.",
        child_told={"told": True, "how_or_why_not": "At breakfast."},
        ticked=SEEN_TO,
    )

    assert for_child(in_west_sussex.dispute.entries) == [
        (
            f"{ON_THE_DAY}the officer who checks your plan said that something has to be"
            " put right."
        ),
        (
            f"{ON_THE_DAY}the people in charge of it were asked to answer by Wednesday 8"
            " April 2026."
        ),
        f"{ON_THE_DAY}somebody who was asked has answered.",
        f"{ON_THE_DAY}the officer said that the answer will do.",
        f"{ON_THE_DAY}it was settled.",
        RIGHTS,
    ]


def test_nothing_that_anybody_wrote_is_told_and_nothing_of_mail(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("note", text="Marigold must not know.")
    told = {"told": True, "how_or_why_not": "Marigold was told."}
    in_west_sussex.say("inform_child", child_told=told, views="She is cross.")
    in_west_sussex.say("inform_child", child_told={**told, "told": False})

    lines = for_child(in_west_sussex.dispute.entries)

    assert not [line for line in lines if "Marigold" in line or "cross" in line]
    assert lines[2:] == [f"{ON_THE_DAY}you were told how it was going.", RIGHTS]


def test_a_stage_that_follows_is_told_as_other_people_who_are_asked(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("escalate", reason="no-response", because="Nobody.")

    assert for_child(in_west_sussex.dispute.entries)[-2] == (
        f"{ON_THE_DAY}it went on to other people, who were asked to answer by Wednesday 8"
        " April 2026."
    )


def test_of_a_record_that_is_empty_there_is_nothing_to_tell() -> None:
    assert for_child([]) == []


def test_where_the_officer_is_challenged_nobody_is_sent_to_that_officer() -> None:
    climb = raised(HULL, role="staff", themes=["other"])
    climb.say("withdraw", {"post": "staff", "reference": "IRO-7"}, because="Settled.")

    assert for_child(climb.dispute.entries) == [
        (
            f"{ON_THE_DAY}somebody who works with you did not agree with the officer who"
            " checks your plan."
        ),
        f"{ON_THE_DAY}the people in charge of it were asked to answer.",
        f"{ON_THE_DAY}it was taken back.",
        RIGHTS_ELSEWHERE,
    ]


def test_an_entry_that_does_not_say_whether_the_child_was_told_tells_nothing() -> None:
    silent = Entry(number=1, at=MON_30_MAR, kind="child-informed", says="So.")

    assert for_child([silent]) == []


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"outcome": "resolved"}, "it was settled."),
        ({"outcome": "closed-by-events"}, "it was closed."),
        ({}, "it was closed."),
    ],
)
def test_how_it_ended_is_told_and_that_it_did_where_nothing_says_how(
    details: dict[str, str], said: str
) -> None:
    closed = Entry(
        number=1, at=MON_30_MAR, kind="closed", says="Closed.", details=details
    )

    assert for_child([closed]) == [f"{ON_THE_DAY}{said}", RIGHTS]
