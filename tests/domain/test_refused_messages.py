"""What came in and could not be taken is kept, and its sender told, in our words only."""

from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.errors import DisputeRefused
from domain.messages import MESSAGES, read_message
from domain.procedure import Procedure
from domain.refusals import KEPT, LONGEST_KEPT, keep_refused
from domain.rules import check, receive
from domain.situation import situation_of
from tests.domain.climbing import Climb
from tests.situations import MON_30_MAR, a_dispute

NAME = "Marigold Pemberton-Vole"
OFFICER = {"post": "iro", "reference": "IRO-7"}
NO_STAGE = "No stage has begun yet; send it again in a moment."


def refused(climb: Climb, kind: str, data: object) -> str:
    """Send it as a signal does; returns why it was refused."""
    with pytest.raises(DisputeRefused) as refusal:
        read_message(kind, data)
    keep_refused(climb.dispute, kind, str(refusal.value), data, MON_30_MAR)
    return str(refusal.value)


def test_what_was_refused_is_kept_with_the_reason(in_west_sussex: Climb) -> None:
    why = refused(in_west_sussex, "note", {"message_id": "m-1", "by": OFFICER})

    kept = in_west_sussex.dispute.entries[-1]
    assert (kept.kind, kept.says) == ("message-refused", "Kept but not taken: note.")
    assert kept.details["why"] == why == "text: is missing; it is needed."
    assert '"message_id": "m-1"' in kept.details["said"]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (OFFICER, "officer"),
        ({"post": "officer", "reference": "IRO-7"}, "officer"),
        ({"post": "iro", "reference": "IRO-8"}, None),
        ({"post": "Practice Manager"}, "practice-manager"),
        ({"post": "the cook"}, None),
        ({"post": 7}, None),
        ("practice-manager", None),
    ],
)
def test_the_sender_is_told_where_the_sender_is_known(
    in_west_sussex: Climb, by: object, told: str | None
) -> None:
    before = in_west_sussex.told()[-1].number

    refused(in_west_sussex, "note", {"by": by})

    expected = [(told, "message-refused")] if told else []
    assert in_west_sussex.told_since(before) == expected


def test_who_only_sent_nonsense_hears_nothing_more_of_the_dispute(
    in_west_sussex: Climb,
) -> None:
    refused(in_west_sussex, "note", {"by": {"post": "complaints-manager"}})
    before = in_west_sussex.told()[-1]

    in_west_sussex.say("withdraw", because="Settled.")

    assert (before.to, before.due_at) == ("complaints-manager", None)
    assert "complaints-manager" not in {
        to for to, _ in in_west_sussex.told_since(before.number)
    }


@pytest.mark.parametrize(
    "data",
    [
        {NAME: "is sad", "by": OFFICER},
        {"text": [NAME], "by": OFFICER},
        {"text": "x", "by": {"post": "iro", "reference": NAME}},
        {"text": "x", "by": {"post": "iro", "reference": "IRO-7", NAME: NAME}},
        {"received_at": NAME, "by": OFFICER},
        NAME,
        [NAME],
    ],
)
def test_foreign_words_stay_in_the_sealed_details(
    in_west_sussex: Climb, data: object
) -> None:
    why = refused(in_west_sussex, "note", data)
    refused(in_west_sussex, NAME, data)

    seen = [why, situation_of(in_west_sussex.dispute).model_dump_json()]
    seen += [one.model_dump_json() for one in in_west_sussex.told()]
    seen += [f"{one.says} {one.by}" for one in in_west_sussex.dispute.entries]
    assert not any("Marigold" in one or "Pemberton" in one for one in seen)
    assert NAME in in_west_sussex.dispute.entries[-1].details["said"]


def test_only_a_hundred_are_kept_in_full_and_the_rest_are_counted(
    in_west_sussex: Climb,
) -> None:
    for _ in range(KEPT + 50):
        refused(in_west_sussex, "note", {"by": OFFICER})

    assert in_west_sussex.kinds().count("message-refused") == KEPT
    assert len(in_west_sussex.told_since(4)) == KEPT
    assert situation_of(in_west_sussex.dispute).refused == KEPT + 50


def test_a_long_one_is_cut_short(in_west_sussex: Climb) -> None:
    refused(in_west_sussex, "note", {"text": ["x" * 100_000]})

    assert len(in_west_sussex.dispute.entries[-1].details["said"]) == LONGEST_KEPT


def test_what_came_as_bare_bytes_is_kept_as_it_came(in_west_sussex: Climb) -> None:
    refused(in_west_sussex, "note", b"Marmalade")

    assert in_west_sussex.dispute.entries[-1].details["said"] == "\"b'Marmalade'\""


def nested(depth: int) -> Any:
    data: Any = {}
    for _ in range(depth):
        data = {"text": data}
    return data


@pytest.mark.parametrize(
    "data",
    [
        nested(100_000),
        {"text": 10**5000},
        {"text": float("nan")},
        {"text": "\ud800"},
        {"text": {1, 2}},
    ],
    ids=["deep", "long number", "no number", "half a letter", "no JSON"],
)
def test_what_no_json_can_hold_breaks_nothing(
    in_west_sussex: Climb, data: object
) -> None:
    refused(in_west_sussex, "note", data)

    assert in_west_sussex.kinds()[-1] == "message-refused"


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_kind_names_all_that_is_missing_at_once(kind: str) -> None:
    with pytest.raises(DisputeRefused) as refusal:
        read_message(kind, {})

    assert "message_id: is missing; it is needed." in str(refusal.value)
    assert "by: is missing; it is needed." in str(refusal.value)


@pytest.mark.parametrize(
    ("data", "came_with"),
    [(None, "nothing"), ([], "a list"), ("x", "a str"), (7, "a int")],
)
def test_what_is_no_object_is_told_what_was_wanted(
    data: object, came_with: str
) -> None:
    with pytest.raises(DisputeRefused) as refusal:
        read_message("note", data)

    assert str(refusal.value) == (
        f"note needs one JSON object, as in docs/contract.md; it came with {came_with}."
    )


def test_a_message_heard_twice_changes_nothing_though_it_says_something_else(
    in_west_sussex: Climb,
) -> None:
    first = read_message("note", {"message_id": "a", "by": OFFICER, "text": "One."})
    second = read_message(
        "withdraw", {"message_id": "a", "by": OFFICER, "because": "Two."}
    )
    receive(in_west_sussex.dispute, first, MON_30_MAR)
    entries = len(in_west_sussex.dispute.entries)

    check(in_west_sussex.dispute, second, MON_30_MAR)
    receive(in_west_sussex.dispute, second, MON_30_MAR)

    assert len(in_west_sussex.dispute.entries) == entries
    assert in_west_sussex.dispute.standing.is_open


@pytest.mark.parametrize(
    ("kind", "said", "says"),
    [
        ("place_on_hold", {"until": "2026-04-02", "because": "So."}, NO_STAGE),
        ("officer_decision", {"satisfied": True, "because": "So."}, NO_STAGE),
        ("escalate", {"reason": "officers-judgement", "because": "So."}, NO_STAGE),
        (
            "manager_response",
            {"answer": "Whole.", "by": {"post": "team-manager", "reference": "TM-1"}},
            "Nobody has been asked to answer; send a note instead.",
        ),
    ],
)
def test_before_the_first_stage_it_is_to_be_sent_again(
    anyshire: Procedure,
    calendar: WorkingCalendar,
    kind: str,
    said: dict[str, Any],
    says: str,
) -> None:
    officer = {"post": "officer", "reference": "IRO-7"}
    raised_by = {"role": "reviewing-officer", "reference": "IRO-7"}
    early = a_dispute(anyshire, calendar, raised_by=raised_by)
    body = {"message_id": "m-1", "by": officer, **said}

    with pytest.raises(DisputeRefused) as refusal:
        check(early, read_message(kind, body), MON_30_MAR)

    assert str(refusal.value) == says
