"""The officer closes a dispute, or takes it back; nothing else ends it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.beside import GOES_ON
from domain.record import Standing
from domain.rules import receive
from domain.situation import situation_of
from procedures.shelf import Shelf
from tests.domain.climbing import THE_OFFICER, Climb
from tests.situations import MON_30_MAR, SEEN_TO, message

TOAST = {"what": "Toast", "owner": "social-worker", "due_on": "2026-04-10"}


def closing(outcome: str, **more: Any) -> dict[str, Any]:
    told = {"told": True, "how_or_why_not": "At breakfast."}
    plain = {"outcome": outcome, "impact": "Toast.", "child_told": told}
    return {**plain, "ticked": SEEN_TO, **more}


def test_withdrawal_ends_it_and_everybody_else_is_told(in_west_sussex: Climb) -> None:
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("withdraw", because="Settled at the school gate.")

    assert in_west_sussex.dispute.standing is Standing.WITHDRAWN
    assert in_west_sussex.told_since(before) == [
        ("practice-manager", "closed"),
        ("social-worker", "closed"),
        ("line-manager", "closed"),
    ]
    assert in_west_sussex.dispute.closed_at == MON_30_MAR


@pytest.mark.parametrize("ending", ["withdraw", "close_dispute"])
def test_where_another_carries_it_and_ends_it_the_officer_is_told(
    in_west_sussex: Climb, ending: str
) -> None:
    in_west_sussex.say("hand_over", to_post="ad-sqp", because="Away.")
    carrier = {"post": "ad-sqp", "reference": "AD-1"}
    before = in_west_sussex.told()[-1].number
    said = closing("resolved") if ending == "close_dispute" else {"because": "Enough."}

    in_west_sussex.say(ending, carrier, **said)

    assert in_west_sussex.told_since(before) == [
        ("practice-manager", "closed"),
        ("social-worker", "closed"),
        ("line-manager", "closed"),
        ("officer", "closed"),
    ]


@pytest.mark.parametrize(
    "outcome", ["not-resolved", "referred-out", "superseded", "closed-by-events"]
)
def test_an_end_without_a_solution_needs_its_reason(
    in_west_sussex: Climb, outcome: str
) -> None:
    refusal = in_west_sussex.refusal("close_dispute", **closing(outcome))
    in_west_sussex.say("close_dispute", **closing(outcome, because="He is eighteen."))

    assert refusal == f"because: is missing; say why it is closed as {outcome}."
    assert in_west_sussex.dispute.standing.value == outcome


@pytest.mark.parametrize(
    "outcome", ["resolved", "sufficiently-progressed", "partly-settled"]
)
def test_a_dispute_is_not_closed_as_settled_over_what_is_still_to_be_done(
    in_west_sussex: Climb, outcome: str
) -> None:
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="OK", actions=[TOAST]
    )

    refusal = in_west_sussex.refusal("close_dispute", **closing(outcome))

    assert refusal == (
        "Agreed actions [1] are not settled; say action_done or action_not_done for each"
        " first."
    )


def test_what_is_settled_is_closed_with_its_outcome(in_west_sussex: Climb) -> None:
    in_west_sussex.say(
        "officer_decision", satisfied=True, because="OK", actions=[TOAST]
    )
    in_west_sussex.say("action_done", action=1)

    in_west_sussex.say("close_dispute", **closing("resolved"))

    assert in_west_sussex.dispute.entries[-1].says == "Closed by the officer: resolved."
    assert in_west_sussex.alarm() is None


@pytest.mark.parametrize("kind", ["withdraw", "close_dispute"])
def test_only_the_officer_ends_a_dispute(in_west_sussex: Climb, kind: str) -> None:
    by = {"post": "practice-manager", "reference": "PM-3"}
    said = closing("resolved") if kind == "close_dispute" else {"because": "Enough."}

    refusal = in_west_sussex.refusal(kind, by, **said)

    assert refusal.startswith(
        f"Only the officer who raised it may send {kind}: by.post"
    )


def test_after_the_end_every_message_is_refused_with_what_to_do(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("withdraw", because="Settled.")

    assert in_west_sussex.refusal("note", text="One more thing.") == (
        "The dispute WSX-2026-0042 has ended (withdrawn); raise a new one if the matter"
        " is back."
    )


def test_what_crosses_the_end_on_its_way_is_kept_whole_and_told_to_nobody(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("withdraw", because="Settled.")
    before = in_west_sussex.told()[-1].number

    late = message("note", THE_OFFICER, text="One more thing.")
    receive(in_west_sussex.dispute, late, MON_30_MAR)

    kept = in_west_sussex.dispute.entries[-1]
    assert (kept.kind, kept.details["text"]) == ("came-too-late", "One more thing.")
    assert in_west_sussex.told_since(before) == []


def test_after_the_end_time_brings_nothing(in_west_sussex: Climb) -> None:
    in_west_sussex.say("withdraw", because="Settled.")
    before = in_west_sussex.told()[-1].number

    in_west_sussex.pass_until(MON_30_MAR + timedelta(days=300))

    assert in_west_sussex.told_since(before) == []
    assert situation_of(in_west_sussex.dispute).may_send == ()


# --- what goes on beside it ---------------------------------------------------------------

NOTHING_FIRST: dict[str, Any] = {
    "because": "His rights.",
    "passed_over_because": "It cannot wait.",
}
MEDIATION = (
    "Mediation, where IRO and manager disagree on how to meet an abuse of rights"
)
ADVICE = "Informal legal advice on a possible breach of human rights"
ENDINGS: list[tuple[str, dict[str, Any], str]] = [
    ("withdraw", {"because": "Enough."}, "Withdrawn by the officer."),
    (
        "close_dispute",
        closing("resolved", passed_over_because="Read out."),
        "Closed by the officer: resolved.",
    ),
]


@pytest.fixture
def in_hull(climbing: Callable[..., Climb], shelf: Shelf) -> Climb:
    return climbing(shelf.named("hull-1"), themes=["care-plan-absent"])


def last_words(climb: Climb) -> tuple[str, set[str]]:
    """What the record says of the end, and what everybody told of it reads."""
    told = {one.says for one in climb.told() if one.kind == "closed"}
    return climb.dispute.entries[-1].says, told


@pytest.mark.parametrize(("kind", "said", "ended"), ENDINGS)
def test_the_record_of_the_end_names_what_it_leaves_open_and_no_letter_does(
    in_hull: Climb, kind: str, said: dict[str, Any], ended: str
) -> None:
    in_hull.say("refer_to_cafcass", **NOTHING_FIRST)
    in_hull.say("open_side_step", step="mediation", because="We do not agree.")
    in_hull.say("open_side_step", step="helpline", because="To ask.")

    in_hull.say(kind, **said)

    still = f"It leaves open: the referral to Cafcass; {MEDIATION}; {ADVICE}."
    assert last_words(in_hull) == (f"{ended} {still}", {f"{ended} {GOES_ON}"})


@pytest.mark.parametrize(("kind", "said", "ended"), ENDINGS)
def test_of_what_is_for_the_officer_alone_nobody_else_hears_that_it_goes_on(
    in_hull: Climb, kind: str, said: dict[str, Any], ended: str
) -> None:
    in_hull.say("open_side_step", step="helpline", because="To ask.")

    in_hull.say(kind, **said)

    assert last_words(in_hull) == (f"{ended} It leaves open: {ADVICE}.", {ended})


@pytest.mark.parametrize("news", ["withdrawn", "concluded"])
@pytest.mark.parametrize(("kind", "said", "ended"), ENDINGS)
def test_what_has_ended_before_is_not_left_open(
    in_hull: Climb, kind: str, said: dict[str, Any], ended: str, news: str
) -> None:
    in_hull.say("refer_to_cafcass", **NOTHING_FIRST)
    in_hull.say("open_side_step", step="mediation", because="We do not agree.")
    in_hull.say("hear_from_cafcass", news=news, text="Thank you.")
    in_hull.say("close_side_step", step="mediation", outcome="We agree.")

    in_hull.say(kind, **said)

    assert last_words(in_hull) == (ended, {ended})


@pytest.mark.parametrize("news", ["progress", "withdrawal-asked"])
def test_a_referral_stays_open_while_cafcass_is_only_heard_from(
    in_hull: Climb, news: str
) -> None:
    in_hull.say("refer_to_cafcass", **NOTHING_FIRST)
    in_hull.say("hear_from_cafcass", news=news, text="We read it.")

    in_hull.say("withdraw", because="Enough.")

    says = "Withdrawn by the officer."
    assert last_words(in_hull) == (
        f"{says} It leaves open: the referral to Cafcass.",
        {f"{says} {GOES_ON}"},
    )


def test_whoever_carries_it_carries_it_to_its_end(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(
        shelf.named("merton-2017-11"),
        themes=["other"],
        respond_within_working_days={"1": 3},
    )
    climb.say("open_side_step", step="taken-forward", because="The team is stuck.")

    climb.say("withdraw", because="Enough.")

    assert last_words(climb)[0] == "Withdrawn by the officer."


def test_the_officer_reads_once_it_is_agreed_that_closing_leaves_something_open(
    in_hull: Climb,
) -> None:
    in_hull.say("refer_to_cafcass", **NOTHING_FIRST)
    in_hull.say("open_side_step", step="helpline", because="To ask.")

    in_hull.say("officer_decision", satisfied=True, because="It will do.")

    says = [
        one.says for one in in_hull.dispute.entries if one.kind == "brought-to-mind"
    ]
    told = [one for one in in_hull.told() if one.kind == "brought-to-mind"]
    assert says[-1] == f"Closing it leaves open: the referral to Cafcass; {ADVICE}."
    assert (told[-1].to, told[-1].says) == ("officer", GOES_ON)
