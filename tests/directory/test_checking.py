"""What is amiss is found months before the day on which it would matter."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from directory.book import Book
from directory.checking import findings
from directory.facts import (
    Absence,
    AnyFact,
    Holding,
    InUnit,
    Officer,
    Reporting,
    Role,
)
from domain.procedure import Procedure
from procedures.shelf import Shelf

FRI_1_MAY = date(2026, 5, 1)
JULY = date(2026, 7, 1)
QA = "iro-manager"


@pytest.fixture(scope="module")
def anyshire() -> Procedure:
    """The council that is made up."""
    return Shelf().named("anyshire-2026-01")


def holds(post: str, reference: str = "", **changes: object) -> Holding:
    """Return a holding of that post."""
    reference = reference or post
    address = f"{reference.lower()}@anyshire.example"
    plain = {"post": post, "reference": reference, "address": address, **changes}
    return Holding.model_validate(plain)


def every_post(procedure: Procedure, but: str = "") -> list[AnyFact]:
    """Return somebody for every post of the council, but for one."""
    return [holds(post) for post in procedure.posts if post != but]


def found(
    facts: Iterable[AnyFact], procedure: Procedure | None = None, weeks: int = 13
) -> list[str]:
    """Return what is amiss on Fri 1 May 2026 and in the weeks after."""
    procedures = [procedure] if procedure else []
    ahead = timedelta(weeks=weeks)
    return list(findings(Book(facts), procedures, FRI_1_MAY, ahead))


def test_a_directory_with_somebody_for_every_post_is_in_order(
    anyshire: Procedure,
) -> None:
    assert found(every_post(anyshire), anyshire) == []


def test_a_post_that_is_needed_and_nobody_holds_is_found(anyshire: Procedure) -> None:
    for post in anyshire.posts:
        [said] = found(every_post(anyshire, but=post), anyshire)

        assert said == (
            f"Nobody holds {post} on Fri 1 May 2026, which anyshire-2026-01 needs:"
            " nobody could be told. Put somebody there, or a post above it."
        )


def test_a_post_that_falls_vacant_in_months_is_found_with_its_first_day(
    anyshire: Procedure,
) -> None:
    post = next(iter(anyshire.posts))
    facts = [
        *every_post(anyshire, but=post),
        holds(post, "PM-1", until=date(2026, 6, 1)),
        holds(post, "PM-2", since=date(2026, 6, 1), until=JULY),
        holds(post, "PM-3", since=date(2026, 7, 6)),
    ]

    [said] = found(facts, anyshire)

    assert said.startswith(f"Nobody holds {post} on Wed 1 Jul 2026")
    assert found(facts, anyshire, weeks=8) == []
    assert found(facts, anyshire, weeks=9) == [said]


def test_who_would_be_told_instead_is_said(anyshire: Procedure) -> None:
    first, second = list(anyshire.posts)[:2]
    facts = [*every_post(anyshire, but=first), Reporting(post=first, above=second)]

    [said] = found(facts, anyshire)

    assert said.endswith(f"{second} would be told instead.")


def test_a_holder_who_is_away_with_nobody_standing_in_is_found(
    anyshire: Procedure,
) -> None:
    post = next(iter(anyshire.posts))
    away = Absence(reference=post, since=date(2026, 6, 1), until=JULY)
    facts = [*every_post(anyshire), away]

    [said] = found(facts, anyshire)

    assert said.startswith(f"Nobody is there for {post} on Mon 1 Jun 2026")
    assert found([*facts, holds(post, "PM-2", role=Role.DEPUTY)], anyshire) == []


def test_a_team_without_a_holder_where_others_have_their_own_is_found(
    anyshire: Procedure,
) -> None:
    first, second = list(anyshire.posts)[:2]
    facts = [
        *(fact for fact in every_post(anyshire, but=first) if fact != holds(second)),
        holds(first, "PM-North", team="north"),
        holds(first, "PM-South", team="south"),
        holds(second, "GM-North", team="North"),
    ]

    [said] = found(facts, anyshire)

    assert said.startswith(f"Nobody holds {second} in south on Fri 1 May 2026")


def test_a_unit_serves_its_teams_and_is_no_team_itself(anyshire: Procedure) -> None:
    first, second = list(anyshire.posts)[:2]
    facts = [
        *(fact for fact in every_post(anyshire, but=first) if fact != holds(second)),
        holds(first, "PM-North", team="north"),
        holds(first, "PM-South", team="south"),
        holds(second, "GM-East", team="east"),
        InUnit(team="north", unit="east"),
        InUnit(team="South", unit="East"),
    ]

    assert found(facts, anyshire) == []


def test_a_team_of_its_own_that_falls_back_on_the_council_is_in_order(
    anyshire: Procedure,
) -> None:
    post = next(iter(anyshire.posts))
    own = holds(post, "PM-North", team="north", until=JULY)

    assert found([*every_post(anyshire), own], anyshire) == []


# --- officers ----------------------------------------------------------------------------


def officer(**changes: object) -> Officer:
    """Return the officer IRO-7."""
    plain = {"reference": "IRO-7", "address": "iro-7@anyshire.example", **changes}
    return Officer.model_validate(plain)


@pytest.mark.parametrize(
    "facts",
    [
        [officer()],
        [officer(manager=QA)],
        [officer(manager=QA), holds(QA, until=FRI_1_MAY)],
    ],
)
def test_an_officer_nobody_is_above_is_found(facts: list[AnyFact]) -> None:
    assert found(facts) == [
        (
            "Nobody is above the officer IRO-7: nobody hears when they cannot be"
            " reached. Give them a manager whose post somebody holds."
        )
    ]


def test_an_officer_with_somebody_above_is_in_order() -> None:
    assert found([officer(manager=QA), holds(QA)]) == []


# --- slips -------------------------------------------------------------------------------


def test_a_reporting_line_that_leads_nowhere_is_found() -> None:
    assert found([Reporting(post="a", above="b"), holds("a")]) == [
        "a reports to b, a post that nobody holds."
    ]


def test_a_domain_that_looks_like_a_slip_of_another_is_found_without_the_address() -> (
    None
):
    facts = [
        holds("a"),
        holds("b"),
        holds("c", "C-1", address="marigold@anyshrie.example"),
        holds("d", address="d@voice.example"),
    ]

    assert found(facts) == [
        "The address of C-1 ends in anyshrie.example; is anyshire.example meant?"
    ]


def test_two_domains_used_alike_are_both_left_alone() -> None:
    assert found([holds("a"), holds("b", address="b@anyshrie.example")]) == []
