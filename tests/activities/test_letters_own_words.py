"""Letters speak in the council's own words: what it calls a dispute, and a concern."""

import re

import pytest

from activities.wording import wording
from domain.notices import Notice
from tests.domain.climbing import Climb
from tests.procedures.watched import (
    CLOSED,
    DURHAM,
    LAMBETH,
    WEST_SUSSEX,
    answer,
    asked_now,
    raised,
)


def played(name: str) -> Climb:
    """Raised, gone up, answered, agreed and closed."""
    climb = raised(name)
    climb.say("escalate", reason="no-response", because="Nobody.")
    climb.say("meeting_arranged", takes_place_at="2026-04-01T14:00:00+01:00")
    climb.say("stay", because="No move.")
    answer(climb, *asked_now(climb))
    climb.say("officer_decision", satisfied=True, because="It will do.")
    for one in climb.dispute.agreed:
        climb.say("action_done", action=one.number)
    climb.say("close_dispute", **CLOSED)
    return climb


def letters(climb: Climb) -> list[tuple[Notice, str]]:
    """Every letter as it is read, without the commands for answering."""
    told = []
    for notice in climb.told():
        words = wording(notice, "", can_reply=True)
        text = f"{words.subject}\n{words.text}"
        told.append((notice, re.sub(r"^ *disputes .*$", "", text, flags=re.MULTILINE)))
    return told


@pytest.mark.meets("DU-1", "DU-3")
def test_durham_reads_of_an_rp_and_of_worries_and_never_of_a_dispute() -> None:
    read = letters(played(DURHAM))

    assert [text for _, text in read if "dispute" in text.lower()] == []
    assert [one.number for one, text in read if "RP WSX-2026-0042" not in text] == []
    asked = [text for one, text in read if one.asked.startswith("Please answer")]
    assert asked
    assert [text for text in asked if "to resolve the worries" not in text] == []
    assert any("The RP is closed" in text for _, text in read)


@pytest.mark.parametrize(
    ("name", "called"), [(LAMBETH, "Practice alert"), (WEST_SUSSEX, "Formal Dispute")]
)
def test_a_letter_calls_it_what_the_council_calls_it(name: str, called: str) -> None:
    read = letters(played(name))

    assert [n.kind for n, text in read if f"{called} WSX-2026-0042" not in text] == []
