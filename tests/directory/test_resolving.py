"""From a post to a person: read each table as the council's own rule."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.book import Book, folded
from directory.consistency import faults_of
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
from directory.resolving import Asked, Found, Person, Route, resolve

FRI_1_MAY = date(2026, 5, 1)
PM, GM, DCS = "practice-manager", "group-manager", "dcs"


def holds(post: str, reference: str, **changes: object) -> Holding:
    """Return a holding; `holds(PM, "PM-1", role="deputy")` is a deputy's."""
    address = f"{reference.lower()}@anyshire.example"
    plain = {"post": post, "reference": reference, "address": address, **changes}
    return Holding.model_validate(plain)


def away(reference: str, since: date = FRI_1_MAY, calendar_days: int = 10) -> Absence:
    """Return an absence of so many days from Fri 1 May 2026."""
    return Absence(
        reference=reference, since=since, until=since + timedelta(days=calendar_days)
    )


def officer(reference: str = "IRO-7", **changes: object) -> Officer:
    """Return an officer under the post `qa-manager`."""
    address = f"{reference.lower()}@anyshire.example"
    plain = {"reference": reference, "address": address, "manager": "qa-manager"}
    return Officer.model_validate({**plain, **changes})


def ask(facts: Iterable[AnyFact], post: str = PM, **changes: object) -> Found:
    """Ask for a post of the team `north` on Fri 1 May 2026."""
    asked = {"post": post, "team": "north", "on": FRI_1_MAY, **changes}
    return resolve(Book(facts), Asked(**asked))  # type: ignore[arg-type]


def told(found: Found) -> tuple[str | None, str, str, bool]:
    """Return who, how, in whose stead, and whether the post is vacant."""
    who = found.person.reference if found.person else None
    return who, found.route.value, found.instead_of, found.vacant


COUNCIL = (
    holds(PM, "PM-1"),
    holds(PM, "PM-2", role=Role.DEPUTY),
    holds(PM, "PM-3", role=Role.DUTY),
    holds(GM, "GM-1"),
    holds(GM, "GM-2", role=Role.DEPUTY),
    holds(DCS, "DCS-1"),
    Reporting(post=PM, above=GM),
    Reporting(post=GM, above=DCS),
)


@pytest.mark.parametrize(
    ("not_there", "who", "route"),
    [
        ([], "PM-1", "holder"),
        (["PM-1"], "PM-2", "deputy"),
        (["PM-1", "PM-2"], "PM-3", "duty"),
        (["PM-1", "PM-2", "PM-3"], "GM-1", "above"),
        (["PM-1", "PM-2", "PM-3", "GM-1"], "GM-2", "above"),
        (["PM-1", "PM-2", "PM-3", "GM-1", "GM-2"], "DCS-1", "above"),
        (["PM-2", "PM-3", "GM-1", "GM-2"], "PM-1", "holder"),
    ],
)
def test_whoever_is_away_is_stood_in_for_and_then_the_line_is_climbed(
    not_there: list[str], who: str, route: str
) -> None:
    found = ask([*COUNCIL, *map(away, not_there)])

    instead_of = "" if who == "PM-1" else "PM-1"
    assert told(found) == (who, route, instead_of, False)


@pytest.mark.parametrize(
    ("unreachable", "who", "route"),
    [
        (["PM-1"], "PM-2", "deputy"),
        (["pm-1", "PM-2"], "PM-3", "duty"),
        (["PM-1", "PM-2", "PM-3"], "GM-1", "above"),
    ],
)
def test_whose_mail_came_back_is_not_written_to_again(
    unreachable: list[str], who: str, route: str
) -> None:
    found = ask(COUNCIL, unreachable=frozenset(unreachable))

    assert told(found) == (who, route, "PM-1", False)
    assert found.steps[0] == "PM-1 could not be reached by mail."


@pytest.mark.parametrize(
    ("parties", "who"),
    [
        (["PM-1"], "GM-1"),
        (["PM-1", "GM-1"], "DCS-1"),
        (["PM-2"], "PM-1"),
        (["pm-1"], "GM-1"),
    ],
)
def test_a_party_is_passed_over_upward_and_not_to_their_own_deputy(
    parties: list[str], who: str
) -> None:
    found = ask(COUNCIL, parties=frozenset(parties))

    assert found.person is not None
    assert found.person.reference == who


def test_the_record_says_why_a_party_was_passed_over() -> None:
    found = ask(COUNCIL, parties=frozenset({"PM-1"}))

    assert found.instead_of == "PM-1"
    assert found.steps == ("PM-1 is a party to the dispute and is passed over.",)


def test_a_deputy_who_is_a_party_does_not_stand_in() -> None:
    found = ask([*COUNCIL, away("PM-1")], parties=frozenset({"PM-2"}))

    assert told(found) == ("PM-3", "duty", "PM-1", False)


def test_a_party_who_is_away_is_still_passed_over_upward() -> None:
    found = ask([*COUNCIL, away("PM-1")], parties=frozenset({"PM-1"}))

    assert told(found) == ("GM-1", "above", "PM-1", False)


def test_a_party_with_nobody_above_leaves_nobody_to_be_told() -> None:
    found = ask(
        [holds(DCS, "DCS-1"), holds(DCS, "DCS-2", role=Role.DEPUTY)],
        DCS,
        parties=frozenset({"DCS-1"}),
    )

    assert found.person is None
    assert found.instead_of == "DCS-1"
    assert not found.vacant


# --- vacant ----------------------------------------------------------------------------


def test_a_vacant_post_is_deputised_and_called_vacant() -> None:
    vacant = [one for one in COUNCIL if one != COUNCIL[0]]

    found = ask(vacant)

    assert told(found) == ("PM-2", "deputy", "", True)
    assert found.steps == (f"Nobody holds {PM} on Fri 1 May 2026.",)


def test_a_post_that_nobody_knows_is_vacant_and_nobody_is_made_up() -> None:
    found = ask(COUNCIL, "head-of-nothing")

    assert told(found) == (None, "holder", "", True)


def test_a_vacant_post_above_is_climbed_past() -> None:
    found = ask([holds(PM, "PM-1"), away("PM-1"), *COUNCIL[5:]])

    assert told(found) == ("DCS-1", "above", "PM-1", False)
    assert found.steps == (
        "PM-1 is away until Mon 11 May 2026.",
        f"Nobody holds {GM} on Fri 1 May 2026.",
    )


# --- days ------------------------------------------------------------------------------

LEAVES = holds(PM, "PM-1", until=FRI_1_MAY)
COMES = holds(PM, "PM-9", since=FRI_1_MAY)


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2026, 4, 30), "PM-1"),
        (FRI_1_MAY, "PM-9"),
        (date(2026, 5, 2), "PM-9"),
    ],
)
def test_on_the_day_one_leaves_the_next_one_holds_the_post(day: date, who: str) -> None:
    for facts in ([LEAVES, COMES], [COMES, LEAVES]):
        assert told(ask(facts, on=day)) == (who, "holder", "", False)


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2026, 4, 30), "PM-1"),
        (FRI_1_MAY, "PM-2"),
        (date(2026, 5, 10), "PM-2"),
        (date(2026, 5, 11), "PM-1"),
    ],
)
def test_an_absence_ends_on_the_first_day_back(day: date, who: str) -> None:
    found = ask([*COUNCIL, away("PM-1")], on=day)

    assert told(found)[0] == who


def test_of_two_absences_the_one_that_ends_last_is_told() -> None:
    long = away("PM-1", calendar_days=20)

    found = ask([*COUNCIL, away("PM-1"), long, away("pm-1", calendar_days=2)])

    assert found.steps == ("PM-1 is away until Thu 21 May 2026.",)


def test_a_shared_mailbox_is_never_away() -> None:
    found = ask([holds(PM, "PM-BOX", mailbox=True), away("PM-BOX")])

    assert told(found) == ("PM-BOX", "holder", "", False)


# --- places ----------------------------------------------------------------------------

EVERYWHERE = holds(PM, "PM-Council")
IN_UNIT = holds(PM, "PM-Unit", team="east")
IN_TEAM = holds(PM, "PM-Team", team="North")
GROUPED = InUnit(team="north", unit="EAST")


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        ([EVERYWHERE, IN_UNIT, IN_TEAM, GROUPED], "PM-Team"),
        ([EVERYWHERE, IN_UNIT, GROUPED], "PM-Unit"),
        ([EVERYWHERE, IN_UNIT], "PM-Council"),
        ([IN_UNIT], None),
    ],
)
def test_the_team_comes_before_its_unit_and_the_unit_before_the_council(
    facts: list[AnyFact], who: str | None
) -> None:
    assert told(ask(facts, team=" NORTH "))[0] == who


def test_a_teams_holder_who_is_away_is_stood_in_for_from_the_council() -> None:
    deputy = holds(PM, "PM-2", role=Role.DEPUTY)

    found = ask([IN_TEAM, EVERYWHERE, deputy, away("PM-Team")])

    assert told(found) == ("PM-2", "deputy", "PM-Team", False)


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        ([], ("PM-Council", "wider", "PM-Team", False)),
        ([holds(PM, "PM-2", role=Role.DEPUTY, team="north")], ("PM-2", "deputy")),
        ([away("PM-Council")], ("GM-1", "above", "PM-Team", False)),
    ],
    ids=["no deputy of the team", "a deputy of the team", "both away"],
)
def test_a_teams_holder_who_is_away_is_stood_in_for_before_the_line_is_climbed(
    facts: list[AnyFact], who: tuple[object, ...]
) -> None:
    council: list[AnyFact] = [IN_TEAM, EVERYWHERE, away("PM-Team"), holds(GM, "GM-1")]
    line = Reporting(post=PM, above=GM)

    found = ask([*council, line, *facts])

    assert told(found)[: len(who)] == who


def test_a_party_is_not_judged_by_the_councils_holder_of_the_same_post() -> None:
    line: list[AnyFact] = [holds(GM, "GM-1"), Reporting(post=PM, above=GM)]

    found = ask([IN_TEAM, EVERYWHERE, *line], parties=frozenset({"PM-Team"}))

    assert told(found)[:2] == ("GM-1", "above")


@pytest.mark.parametrize(
    ("away_too", "gathered"), [([], True), (["PM-1"], True), (["PM-1", "PM-2"], False)]
)
def test_news_is_gathered_for_a_post_and_not_for_the_post_above(
    away_too: list[str], gathered: bool
) -> None:
    daily = {"digest": "daily"}
    facts: list[AnyFact] = [
        holds(PM, "PM-1", **daily),
        holds(PM, "PM-2", role=Role.DEPUTY, **daily),
        holds(GM, "GM-1", **daily),
        Reporting(post=PM, above=GM),
        *(away(one) for one in away_too),
    ]

    assert (ask(facts).digest is not None) == gathered


def test_a_post_is_found_by_the_councils_other_word_for_it() -> None:
    found = ask([*COUNCIL, Alias(words="Team Manager", post=PM)], "team  manager")

    assert told(found) == ("PM-1", "holder", "", False)


# --- officers --------------------------------------------------------------------------

QA = holds("qa-manager", "QA-1")
ON_DUTY = holds("officer", "DUTY-1", role=Role.DUTY)


@pytest.mark.parametrize(
    ("facts", "who", "route"),
    [
        ([officer(), QA, ON_DUTY], "IRO-7", "holder"),
        ([officer(), QA, ON_DUTY, away("IRO-7")], "DUTY-1", "duty"),
        ([officer(), QA, away("IRO-7")], "QA-1", "above"),
        ([officer(), QA, ON_DUTY, away("IRO-7"), away("DUTY-1")], "QA-1", "above"),
        ([officer(), away("IRO-7")], None, "above"),
    ],
)
def test_an_officer_who_is_away_is_stood_in_for_by_duty_and_then_their_manager(
    facts: list[AnyFact], who: str | None, route: str
) -> None:
    found = ask(facts, "officer", officer="iro-7")

    instead_of = "" if who == "IRO-7" else "IRO-7"
    assert told(found) == (who, route, instead_of, False)


def test_the_officers_managers_line_is_climbed_too() -> None:
    line: list[AnyFact] = [Reporting(post="qa-manager", above=DCS), holds(DCS, "DCS-1")]

    found = ask(
        [officer(), QA, *line, away("QA-1")], "officer-manager", officer="IRO-7"
    )

    assert told(found) == ("DCS-1", "above", "QA-1", False)


@pytest.mark.parametrize("known_as", ["IRO-7", "ADV-2"])
def test_an_officer_of_two_references_is_passed_over_by_either(known_as: str) -> None:
    facts: list[AnyFact] = [officer(alias="ADV-2"), QA]

    assert told(ask(facts, "officer", officer="IRO-7"))[0] == "ADV-2"
    for found in (
        ask([*facts, away(known_as)], "officer", officer="IRO-7"),
        ask(facts, "officer", officer="IRO-7", parties=frozenset({known_as})),
        ask(facts, "officer", officer="IRO-7", unreachable=frozenset({known_as})),
    ):
        assert told(found) == ("QA-1", "above", "ADV-2", False)
        assert found.steps[0].startswith("ADV-2 ")


def test_an_unknown_officer_is_named() -> None:
    found = ask([officer(), QA], "officer", officer="IRO-99")

    assert found == Found(None, steps=("No officer IRO-99 is known.",))


# --- one person ------------------------------------------------------------------------


@pytest.mark.parametrize("reference", ["PM-1", "pm-1", "ADV-2"])
def test_one_person_is_found_whatever_they_hold_now(reference: str) -> None:
    facts: list[AnyFact] = [LEAVES, COMES, officer(alias="ADV-2")]

    found = ask(facts, person=reference)

    assert found.route is Route.PERSON
    assert found.person is not None
    assert found.person.reference == reference


def test_one_person_whom_nobody_knows_is_not_made_up() -> None:
    assert ask(COUNCIL, person="PM-77").person is None


# --- circles ---------------------------------------------------------------------------


def test_a_reporting_line_in_a_circle_comes_to_an_end() -> None:
    circle = [
        Reporting(post=PM, above=GM),
        Reporting(post=GM, above=DCS),
        Reporting(post=DCS, above=PM),
    ]

    found = ask([holds(GM, "GM-1"), away("GM-1"), *circle])

    assert found.person is None
    assert len(found.steps) == 3


def test_a_line_of_a_thousand_posts_is_climbed_to_its_end() -> None:
    line = [Reporting(post=f"p-{n}", above=f"p-{n + 1}") for n in range(1000)]

    found = ask([*line, holds("p-1000", "TOP")], "p-0")

    assert told(found) == ("TOP", "above", "", True)
    assert len(found.steps) == 1000


# --- whatever a directory says -----------------------------------------------------------

POSTS = ["p-a", "p-b", "p-c", "p-d"]
PEOPLE = ["A", "B", "C", "D", "E"]
TEAMS = ["", "north", "east"]
DAYS = st.none() | st.dates(date(2026, 4, 28), date(2026, 5, 4))

holdings = st.builds(
    Holding,
    post=st.sampled_from([*POSTS, "officer"]),
    team=st.sampled_from(TEAMS),
    role=st.sampled_from(Role),
    reference=st.sampled_from(PEOPLE),
    address=st.just("somebody@anyshire.example"),
    since=DAYS,
    until=DAYS,
    mailbox=st.booleans(),
)
facts_of_any_kind = st.one_of(
    holdings,
    st.builds(
        Absence,
        reference=st.sampled_from(PEOPLE),
        since=st.dates(date(2026, 4, 28), FRI_1_MAY),
        until=st.dates(date(2026, 4, 29), date(2026, 5, 4)),
    ),
    st.builds(
        Reporting, post=st.sampled_from(POSTS), above=st.sampled_from([*POSTS, "p-z"])
    ),
    st.builds(InUnit, team=st.just("north"), unit=st.just("east")),
    st.builds(
        Officer,
        reference=st.sampled_from(PEOPLE),
        address=st.just("somebody@anyshire.example"),
        manager=st.none() | st.sampled_from(POSTS),
        alias=st.none() | st.sampled_from(["X", "Y"]),
    ),
)
some_people = st.frozensets(st.sampled_from([*PEOPLE, "X"]), max_size=3)


@given(
    facts=st.lists(facts_of_any_kind, max_size=25),
    post=st.sampled_from([*POSTS, "officer", "officer-manager", "p-z"]),
    officer=st.sampled_from([*PEOPLE, ""]),
    parties=some_people,
    unreachable=some_people,
)
def test_whatever_a_directory_says_nobody_is_told_who_must_not_or_cannot_be(
    facts: list[AnyFact],
    post: str,
    officer: str,
    parties: frozenset[str],
    unreachable: frozenset[str],
) -> None:
    book = Book(facts)
    asked = Asked(post, "north", FRI_1_MAY, officer, parties, unreachable)

    found = resolve(book, asked)

    if found.person is not None:
        who = found.person.reference
        assert who not in parties | unreachable
        in_a_mailbox = {
            one.reference for one in facts if isinstance(one, Holding) and one.mailbox
        }
        assert who in in_a_mailbox or book.absence(who, FRI_1_MAY) is None
    if found.instead_of:
        assert any(step.startswith(f"{found.instead_of} ") for step in found.steps)
    if found.vacant:
        assert found.steps
        assert "Nobody holds" in found.steps[0]
    if found.person is None or found.route not in {Route.HOLDER, Route.PERSON}:
        assert found.steps
    assert found.route is not Route.HOLDER or not found.instead_of or not found.person


@given(facts=st.lists(facts_of_any_kind, max_size=12))
def test_two_holders_on_one_day_are_always_found_by_the_check(
    facts: list[AnyFact],
) -> None:
    held = [
        one
        for one in facts
        if isinstance(one, Holding)
        and (one.since or date.min) <= FRI_1_MAY < (one.until or date.max)
    ]
    places = [(one.post, folded(one.team), one.role) for one in held]

    if len(set(places)) < len(places):
        assert any(fault.startswith("Two at once") for fault in faults_of(facts))


def test_who_is_told_keeps_the_address_that_the_directory_has() -> None:
    assert ask(COUNCIL).person == Person("PM-1", "pm-1@anyshire.example")
