"""No requirement of the five documents is forgotten, and no marker is mistaken."""

import pytest

from tests import traceability
from tests.traceability import COUNCILS, MET, UNMET, Requirement, read_list

HOW_MANY = {
    "west-sussex": ("WS", 64, 18),  # 16 of the document, and two more of the procedure
    "hull": ("HU", 73, 16),
    "durham": ("DU", 94, 22),
    "lambeth": ("LA", 83, 17),
    "merton": ("ME", 22, 8),
}


def everything() -> list[Requirement]:
    return [one for council in COUNCILS for one in read_list(council)]


@pytest.mark.parametrize("council", COUNCILS)
def test_the_list_of_a_council_is_complete(council: str) -> None:
    letters, requirements, readings = HOW_MANY[council]

    assert [one.id for one in read_list(council)] == [
        *(f"{letters}-{n}" for n in range(1, requirements + 1)),
        *(f"{letters}-A{n}" for n in range(1, readings + 1)),
    ]


def test_every_requirement_says_how_it_is_met_and_by_what() -> None:
    unclear = [
        one.id
        for one in everything()
        if one.met not in (*MET, *UNMET) or not one.by or not one.asks
    ]

    assert unclear == []


def test_every_requirement_has_a_test_or_says_why_not() -> None:
    tests = traceability.markers()

    forgotten = [
        one.id
        for one in everything()
        if one.id not in tests
        and one.met not in UNMET
        and not one.is_shown_only
        and one.proof != "wanted"
    ]

    assert forgotten == [], "Mark the test that proves it, or say `proof: wanted`."


def test_a_proof_is_wanted_only_where_there_is_none() -> None:
    tests = traceability.markers()

    stale = [one.id for one in everything() if one.proof and one.id in tests]

    assert stale == [], "A test proves it now: take `proof: wanted` out of the list."


def test_every_marker_names_a_requirement_of_the_lists() -> None:
    known = {one.id for one in everything()}

    assert sorted(set(traceability.markers()) - known) == []


def test_the_page_is_up_to_date() -> None:
    written = traceability.PAGE.read_text("utf-8")

    assert written == traceability.page(), (
        "Run `make traceability` and commit the page."
    )
