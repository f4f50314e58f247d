"""What no directory may say, whatever file it came from."""

from collections.abc import Sequence
from datetime import date

import pytest

from directory.consistency import faults_of, refuse_inconsistent
from directory.errors import DirectoryError
from directory.facts import (
    Absence,
    Alias,
    AnyFact,
    Holding,
    InUnit,
    Officer,
    Reporting,
    Role,
)

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


def holds(reference: str = "D-1", **changes: object) -> Holding:
    """Return a holding of the post `dcs`."""
    address = f"{reference.lower()}@anyshire.example"
    plain = {"post": "dcs", "reference": reference, "address": address, **changes}
    return Holding.model_validate(plain)


def officer(**changes: object) -> Officer:
    """Return the officer IRO-7."""
    plain = {"reference": "IRO-7", "address": "iro-7@anyshire.example", **changes}
    return Officer.model_validate(plain)


def away(reference: str = "D-1", since: date = MAY, until: date = JUNE) -> Absence:
    """Return an absence in May 2026."""
    return Absence(reference=reference, since=since, until=until)


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [holds(until=MAY), holds("D-2", since=MAY)],
        [holds(until=MAY), holds(since=JUNE)],
        [holds(), holds("D-2", role=Role.DEPUTY), holds("D-3", role=Role.DUTY)],
        [holds(), holds("D-2", team="north"), holds("D-3", team="east")],
        [holds(), away("d-1"), away(until=date(2026, 5, 20))],
        [officer(alias="ADV-2"), away("ADV-2"), away("iro-7")],
        [holds(), holds(post="gm")],
        [Reporting(post="a", above="b"), Reporting(post="c", above="b")],
        [InUnit(team="north", unit="east"), InUnit(team="south", unit="east")],
    ],
)
def test_what_does_not_contradict_itself_is_taken(facts: Sequence[AnyFact]) -> None:
    refuse_inconsistent(facts)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ([holds(), holds("D-2")], "Two at once: D-1 holds dcs. D-2 holds dcs. End"),
        ([holds(until=JUNE), holds("D-2", since=MAY)], "Two at once"),
        ([holds(team="north"), holds("D-2", team="North ")], "Two at once"),
        ([holds(role="deputy"), holds("D-2", role="deputy")], "Two at once: D-1 dep"),
        (
            [holds(since=MAY, until=MAY)],
            "D-1 holds dcs from Fri 1 May 2026 until Fri 1 May 2026. It ends before",
        ),
        ([holds(since=MAY, until=APRIL)], "It ends before it begins"),
        ([holds(), away(since=JUNE, until=MAY)], "It ends before it begins"),
        (
            [holds(), holds(post="gm", address="other@anyshire.example")],
            "D-1 has two addresses; write the same in each place",
        ),
        (
            [holds("IRO-7", address="other@anyshire.example"), officer()],
            "IRO-7 has two addresses",
        ),
        (
            [away("D-9")],
            (
                "Nobody of the reference D-9, who is to be away from Fri 1 May 2026 until"
                " Mon 1 Jun 2026, is in the directory."
            ),
        ),
        (
            [Reporting(post="a", above="b"), Reporting(post="a", above="c")],
            "One or the other: a reports to b. a reports to c.",
        ),
        (
            [InUnit(team="north", unit="east"), InUnit(team="North", unit="west")],
            "One or the other: north belongs to east. North belongs to west.",
        ),
        (
            [
                Alias(words="Team Manager", post="a"),
                Alias(words="team manager", post="b"),
            ],
            "One or the other: Team Manager is another word for a.",
        ),
        (
            [officer(), officer(manager="gm")],
            "One or the other: IRO-7 is an officer. IRO-7 is an officer, under gm.",
        ),
        ([Reporting(post="a", above="a")], "The reporting line is a circle: a to a."),
        (
            [
                Reporting(post="x", above="a"),
                Reporting(post="a", above="b"),
                Reporting(post="b", above="c"),
                Reporting(post="c", above="a"),
            ],
            "The reporting line is a circle: a to b to c to a.",
        ),
    ],
)
def test_a_contradiction_is_one_sentence(facts: Sequence[AnyFact], says: str) -> None:
    [fault] = faults_of(facts)

    assert says in fault
    assert fault.endswith(".")


def test_an_address_that_differs_in_capitals_only_is_the_same() -> None:
    same = holds(post="gm", address="D-1@Anyshire.Example")

    assert list(faults_of([holds(), same])) == []


def test_every_contradiction_is_said_at_once_and_none_shows_an_address() -> None:
    facts: list[AnyFact] = [
        holds(),
        holds("D-2"),
        holds("D-2", post="gm", address="other@anyshire.example"),
        away("D-9"),
        Reporting(post="a", above="a"),
    ]

    with pytest.raises(DirectoryError) as refused:
        refuse_inconsistent(facts)

    assert len(refused.value.faults) == 4
    assert "@" not in str(refused.value)
