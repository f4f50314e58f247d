"""What a notice says and bears, and in which disputes somebody is told at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.notices import NoticeKind
from domain.procedure import Procedure
from domain.procedure.people import Condition
from domain.telling import holds, of_move
from procedures.reader import read_procedure
from procedures.shelf import Shelf
from tests.domain.climbing import Climb
from tests.domain.raisings import INVENTED
from tests.situations import MON_30_MAR, a_dispute, say


@pytest.fixture
def followed_up(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> Callable[[str, str], Climb]:
    """Agreed at Stage 1 of Anyshire: one is to do it, and another looks after it."""

    def _followed_up(looks_after: str, owner: str) -> Climb:
        plain = anyshire.model_dump(mode="json")
        plain["ladders"][0]["stages"][0]["followed_up_by"] = looks_after
        climb = climbing(Procedure.model_validate(plain))
        toast = {"what": "Toast", "owner": owner, "due_on": "2026-04-10"}
        climb.say("officer_decision", satisfied=True, because="OK", actions=[toast])
        return climb

    return _followed_up


# --- what a notice bears ----------------------------------------------------------------


def test_a_notice_before_the_first_stage_says_its_news_alone(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    dispute = a_dispute(west_sussex, calendar)

    say(dispute, MON_30_MAR, "hear_from_cafcass", news="progress", text="Soon.")

    [notice] = dispute.outbox
    assert (notice.to, notice.says, notice.visit, notice.due_at) == (
        "officer",
        "Cafcass reports progress.",
        0,
        None,
    )


def test_a_notice_calls_what_it_is_about_by_the_councils_own_word(
    climbing: Callable[..., Climb],
) -> None:
    concerns = read_procedure(INVENTED / "marrowby-concerns-1.yaml")

    assert {one.called for one in climbing(concerns).told()} == {"concern"}


@pytest.mark.parametrize(
    ("purpose", "asked"),
    [
        (
            "to-act",
            (
                "Death of a child was reported. Please see at once to what falls to you"
                " because of it; what is known is in the record."
            ),
        ),
        ("for-information", ""),
    ],
)
def test_who_is_to_act_on_an_event_reads_what_it_is_and_what_is_asked(
    climbing: Callable[..., Climb], shelf: Shelf, purpose: str, asked: str
) -> None:
    plain = shelf.named("lambeth-2023-09").model_dump(mode="json")
    plain["override_events"][0]["tell"] = [{"post": "dcs", "purpose": purpose}]
    climb = climbing(Procedure.model_validate(plain))

    climb.say("report_event", event="child-death", because="It was in the night.")

    [notice] = [one for one in climb.told() if one.to == "dcs"]
    assert (notice.purpose, notice.asked) == (purpose, asked)
    assert notice.says == "Death of a child: told at once; the stages go on."
    assert (
        notice.otherwise == "The stages go on meanwhile; none of them waits for this."
    )


@pytest.mark.parametrize(
    ("purpose", "asked"),
    [
        ("to-act", "Please see to what falls to you because of the referral."),
        ("for-information", ""),
    ],
)
def test_who_is_to_act_on_a_referral_is_asked_to(
    climbing: Callable[..., Climb], anyshire: Procedure, purpose: str, asked: str
) -> None:
    plain = anyshire.model_dump(mode="json")
    plain["checks"] = []
    plain["cafcass"]["tell"] = [{"post": "director", "purpose": purpose}]
    climb = climbing(Procedure.model_validate(plain))

    climb.say("refer_to_cafcass", because="It is time.")

    [notice] = [one for one in climb.told() if one.to == "director"]
    assert notice.asked == asked


# --- a stage begins ---------------------------------------------------------------------


def test_where_nobody_is_asked_to_answer_the_officer_is_told_so_and_asked(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    climb = climbing(thistlemere)

    climb.say("escalate", reason="unsatisfactory", because="No.", to_stage=3)

    [asked] = [one for one in climb.told() if one.kind is NoticeKind.DECIDE]
    assert asked.says == (
        "The Mayor is told has begun. Reason: unsatisfactory. Nobody is asked to answer"
        " at this stage."
    )


@pytest.mark.parametrize(
    ("purpose", "asked"),
    [("to-act", "Please see to what falls to you at this stage."), ("copied", "")],
)
def test_who_is_to_act_at_a_stage_without_answering_is_asked_to(
    climbing: Callable[..., Climb], anyshire: Procedure, purpose: str, asked: str
) -> None:
    plain = anyshire.model_dump(mode="json")
    tell = [{"post": "director", "purpose": purpose}]
    plain["ladders"][0]["stages"][0]["tell"] = tell
    climb = climbing(Procedure.model_validate(plain))

    [notice] = [one for one in climb.told() if one.to == "director"]
    assert (notice.purpose, notice.asked, notice.answers) == (purpose, asked, ())


@pytest.mark.parametrize(
    ("in_proceedings", "sent_by"), [(True, "director"), (False, None)]
)
def test_a_responder_hears_in_the_name_that_the_procedure_says_where_its_condition_holds(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    in_proceedings: bool,
    sent_by: str | None,
) -> None:
    plain = anyshire.model_dump(mode="json")
    in_its_name = {
        "post": "team-manager",
        "sent_by": "director",
        "when": {"in_proceedings": True},
    }
    plain["ladders"][0]["stages"][0]["tell"] = [in_its_name]

    climb = climbing(Procedure.model_validate(plain), in_proceedings=in_proceedings)

    [asked] = [one for one in climb.told() if one.to == "team-manager"]
    assert (asked.purpose, asked.sent_by) == ("to-act", sent_by)


# --- a date moves -----------------------------------------------------------------------


def test_a_date_is_told_anew_to_whoever_was_told_another_that_was_still_to_come(
    in_west_sussex: Climb,
) -> None:
    dispute, day = in_west_sussex.dispute, timedelta(days=1)
    stands = dispute.wakes_at()
    assert stands is not None
    dispute.told = {
        "social-worker": None,
        "practice-manager": stands,
        "line-manager": stands - day,
        "group-manager": MON_30_MAR,
        "service-lead": MON_30_MAR - day,
    }
    before = in_west_sussex.told()[-1].number

    of_move(dispute, MON_30_MAR, "It has moved.")
    in_west_sussex.wake()

    assert in_west_sussex.told_since(before) == [
        ("line-manager", "deadline-moved"),
        ("group-manager", "deadline-moved"),
    ]


# --- what was agreed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("looks_after", "owner", "hear"),
    [
        # the director has been told nothing before
        (
            "director",
            "team-manager",
            [
                ("social-worker", "for-information"),
                ("director", "for-information"),
                ("team-manager", "to-act"),
            ],
        ),
        (
            "director",
            "director",
            [
                ("team-manager", "for-information"),
                ("social-worker", "for-information"),
                ("director", "to-act"),
            ],
        ),
        (
            "social-worker",
            "team-manager",
            [("social-worker", "for-information"), ("team-manager", "to-act")],
        ),
    ],
)
def test_of_an_agreement_everybody_hears_once_and_who_looks_after_it_too(
    followed_up: Callable[[str, str], Climb],
    looks_after: str,
    owner: str,
    hear: list[tuple[str, str]],
) -> None:
    agreed = [
        one
        for one in followed_up(looks_after, owner).told()
        if one.kind is NoticeKind.AGREED
    ]

    assert [(one.to, one.purpose) for one in agreed] == hear
    assert {(one.says, one.at) for one in agreed} == {
        ("The officer is satisfied: resolved.", MON_30_MAR)
    }


# --- conditions -------------------------------------------------------------------------


@pytest.fixture
def about_breakfast(climbing: Callable[..., Climb]) -> Climb:
    """Fernmoor, about breakfast and no proceedings, at the stage where it started."""
    fernmoor = read_procedure(INVENTED / "fernmoor-2.yaml")
    return climbing(fernmoor, themes=["breakfast"], in_proceedings=False)


CONDITIONS = [
    (None, True),
    ({}, True),
    ({"themes": ["bedtime", "breakfast"]}, True),
    ({"themes": ["bedtime"]}, False),
    ({"children": ["child-protection", "looked-after"]}, True),
    ({"children": ["child-protection"]}, False),
    ({"in_proceedings": False}, True),
    ({"in_proceedings": True}, False),
    ({"themes": ["breakfast"], "in_proceedings": True}, False),
    ({"themes": ["bedtime"], "in_proceedings": False}, False),
]


@pytest.mark.parametrize(("asks", "so"), CONDITIONS)
def test_a_condition_holds_where_everything_it_asks_is_so(
    about_breakfast: Climb, asks: dict[str, Any] | None, so: bool
) -> None:
    when = None if asks is None else Condition.model_validate(asks)

    assert holds(when, about_breakfast.dispute) is so


def test_a_dispute_starts_at_its_first_stage_and_at_no_later_one(
    about_breakfast: Climb,
) -> None:
    dispute = about_breakfast.dispute
    starts, goes_on = Condition(starts_here=True), Condition(starts_here=False)
    assert (holds(starts, dispute), holds(goes_on, dispute)) == (True, False)

    about_breakfast.say("escalate", reason="unsatisfactory", because="No.")

    assert (holds(starts, dispute), holds(goes_on, dispute)) == (False, True)


# --- somebody outside the council ----------------------------------------------------


def test_whoever_is_outside_the_council_answers_through_the_officer(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    inside, outside = climbing(thistlemere).told()[:2]

    asked = (
        "Please answer what has been or will be done to resolve the issue of concern, by"
        " Wed 8 Apr 2026 17:00."
    )
    assert (inside.to, inside.asked) == ("team-manager", asked)
    assert (outside.to, outside.asked) == (
        "ward-sister",
        f"{asked} Tell the officer, who puts it on the record for you.",
    )
    assert [len(one.answers) for one in (inside, outside)] == [2, 0]


def test_whoever_is_outside_and_must_be_satisfied_says_so_through_the_officer(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    plain = thistlemere.model_dump(mode="json")
    plain["posts"]["health-lead"]["outside"] = True
    climb = climbing(Procedure.model_validate(plain))

    climb.say("officer_decision", satisfied=True, because="OK")

    asked = climb.told()[-1]
    assert asked.asked == (
        "Please say whether you are satisfied with the answer. Tell the officer, who puts"
        " it on the record for you."
    )
    assert asked.answers == ()


def test_whoever_is_outside_reads_in_every_letter_that_asks_how_they_are_heard(
    climbing: Callable[..., Climb], thistlemere: Procedure
) -> None:
    plain = thistlemere.model_dump(mode="json")
    plain["ladders"][0]["stages"][0]["reminders"] = [{"before": {"working_days": 1}}]
    climb = climbing(Procedure.model_validate(plain))
    toast = {"what": "Toast.", "owner": "ward-sister", "due_on": "2026-04-24"}
    climb.pass_until(datetime(2026, 4, 8, 12, tzinfo=UTC))
    climb.say("officer_decision", satisfied=True, because="OK", actions=[toast])
    lead = {"post": "health-lead", "reference": "HL-1"}
    climb.say("officer_decision", lead, satisfied=True, because="OK")
    climb.pass_until(datetime(2026, 4, 24, 9, tzinfo=UTC))

    asked = [one for one in climb.told() if one.to == "ward-sister" and one.asked]

    assert [one.kind for one in asked] == [
        "stage-begun",
        "reminder",
        "agreed",
        "action-due",
    ]
    heard = " Tell the officer, who puts it on the record for you."
    assert [one.asked.count(heard) for one in asked] == [1, 1, 1, 1]
    assert {one.answers for one in asked} == {()}


def test_whoever_is_outside_and_has_nothing_to_say_is_not_sent_to_the_officer(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("hull-1"), themes=["care-plan-absent"])

    climb.say("open_side_step", step="helpline", because="To ask.")

    [told] = [one for one in climb.told() if one.to == "cafcass-helpline"]
    assert told.asked == "Please get in touch with the officer."
