"""What goes on beside the stages is recorded and told, and never moves them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.calendar import london
from domain.procedure import Procedure
from domain.procedure.people import Telling
from domain.rules import receive
from domain.tasks import tasks_of
from procedures.shelf import Shelf
from tests.domain.climbing import THE_OFFICER, Climb
from tests.procedures.watched import LAMBETH, manager, raised
from tests.situations import MON_30_MAR, message

BECAUSE: dict[str, Any] = {"because": "His rights are at stake."}
TICKED_NOTHING: dict[str, Any] = {
    **BECAUSE,
    "passed_over_because": "The law does not ask for it.",
}
CPA: dict[str, Any] = {
    "raised_by": {"role": "cpa", "reference": "IRO-7"},
    "child": {"reference": "C-2", "kind": "child-protection-plan"},
}


@pytest.fixture
def in_durham_at_the_top(climbing: Callable[..., Climb], shelf: Shelf) -> Climb:
    """At the last stage, where a written response follows the meeting."""
    return climbing(shelf.named("durham-1"), start_stage=7, start_because="High.")


def where(climb: Climb) -> tuple[Any, ...]:
    dispute = climb.dispute
    number = dispute.stage.number if dispute.stage else None
    return number, dispute.standing, dispute.wakes_at(), len(climb.begun)


@pytest.mark.parametrize(
    ("kind", "said", "entry"),
    [
        ("note", {"text": "It rained."}, "noted"),
        ("consider_cafcass", {"refer": False, **BECAUSE}, "cafcass-considered"),
        ("refer_to_cafcass", TICKED_NOTHING, "referred-to-cafcass"),
        ("meeting_held", {"held_on": "2026-03-30", "outcome": "Tea."}, "meeting-held"),
        (
            "meeting_arranged",
            {"takes_place_at": "2026-04-01T10:00:00+01:00"},
            "meeting-arranged",
        ),
        ("open_side_step", {"step": "legal-advice", **BECAUSE}, "side-step-opened"),
        ("hand_over", {"to_post": "principal-manager", **BECAUSE}, "handed-over"),
        ("correct", {"entry": 1, "text": "It was Tuesday."}, "corrected"),
        ("stay", BECAUSE, "stay-asked"),
        ("exchange_with_court", {"given": True, "what": "Dates."}, "court-information"),
        ("hear_from_cafcass", {"news": "concluded", "text": "Done."}, "cafcass-heard"),
        (
            "inform_child",
            {"child_told": {"told": True, "how_or_why_not": "On a walk."}},
            "child-informed",
        ),
    ],
)
def test_nothing_beside_the_stages_moves_them(
    in_west_sussex: Climb, kind: str, said: dict[str, Any], entry: str
) -> None:
    before = where(in_west_sussex)

    in_west_sussex.say(kind, **said)

    assert where(in_west_sussex) == before
    assert in_west_sussex.dispute.entries[-1].kind == entry
    assert in_west_sussex.dispute.entries[-1].message_id is not None


# --- Cafcass ------------------------------------------------------------------------------


def test_what_the_procedure_asks_before_cafcass_is_advice_that_may_be_passed_over(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("hull-1"))

    refusal = climb.refusal("refer_to_cafcass", **BECAUSE)
    climb.say("refer_to_cafcass", **TICKED_NOTHING)

    assert refusal.startswith("The procedure asks first: Internal negotiation")
    assert refusal.endswith(
        "Tick what is met in `ticked`, or say in `passed_over_because` why you go on"
        " without it: the law does not ask for it."
    )
    assert climb.kinds()[-1] == "referred-to-cafcass"


def test_an_officer_of_a_child_not_looked_after_has_no_such_power(
    climbing: Callable[..., Climb], west_sussex: Procedure
) -> None:
    climb = climbing(west_sussex, **CPA)

    assert climb.refusal("refer_to_cafcass", **TICKED_NOTHING) == (
        "A referral under section 25B(3) is for the reviewing officer of a looked after"
        " child; Child Protection Advisor asks that officer, or the partnership."
    )


def test_a_dispute_is_referred_while_it_is_on_hold(in_anyshire: Climb) -> None:
    in_anyshire.say("place_on_hold", until="2026-04-10", because="Away.")

    in_anyshire.say("refer_to_cafcass", **TICKED_NOTHING)

    assert in_anyshire.dispute.is_held


@pytest.mark.parametrize(("in_proceedings", "told"), [(True, 1), (False, 0)])
def test_who_is_told_of_a_referral_only_in_some_cases_is_told_only_in_those(
    climbing: Callable[..., Climb],
    anyshire: Procedure,
    in_proceedings: bool,
    told: int,
) -> None:
    plain = anyshire.model_dump(mode="json")
    plain["cafcass"]["tell"] = [
        {"post": "director", "when": {"in_proceedings": True}, "purpose": "copied"}
    ]
    climb = climbing(Procedure.model_validate(plain), in_proceedings=in_proceedings)
    before = climb.told()[-1].number

    climb.say("refer_to_cafcass", **TICKED_NOTHING)

    since = [one for one in climb.told() if one.number > before]
    assert [(one.to, one.says) for one in since] == [
        (
            "director",
            "The officer refers the case to Cafcass; the stages go on beside it.",
        )
    ] * told


def test_what_is_heard_from_cafcass_is_told_once_to_each(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    plain = shelf.named("hull-1").model_dump(mode="json")
    plain["cafcass"]["tell_of_news"]["concluded"].append({"post": "officer"})
    climb = climbing(Procedure.model_validate(plain))
    before = climb.told()[-1].number

    climb.say("hear_from_cafcass", news="concluded", text="Done.")

    since = [one for one in climb.told() if one.number > before]
    assert [(one.to, one.says) for one in since] == [
        ("officer", "Cafcass has concluded."),
        ("iro-manager", "Cafcass has concluded."),
    ]


# --- corrections and praise ---------------------------------------------------------------


def test_the_last_entry_may_be_corrected_and_none_that_is_not_there(
    in_west_sussex: Climb,
) -> None:
    last = len(in_west_sussex.dispute.entries)

    refusal = in_west_sussex.refusal("correct", entry=last + 1, text="It was Tuesday.")
    in_west_sussex.say("correct", entry=last, text="It was Tuesday.")

    assert refusal == f"entry: there are {last} entries; name one of them."
    assert in_west_sussex.dispute.entries[-1].says == (
        f"Entry {last} is corrected; it stands beside the correction."
    )


def test_praise_where_the_procedure_records_none_belongs_in_a_note(
    in_anyshire: Climb,
) -> None:
    assert in_anyshire.refusal("good_practice", text="Well done.") == (
        "Anyshire Resolution of Professional Disagreements does not record good practice;"
        " send a note instead."
    )


# --- meetings and tasks -------------------------------------------------------------------


def test_everybody_at_the_stage_hears_when_a_meeting_takes_place(
    in_west_sussex: Climb,
) -> None:
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("meeting_arranged", takes_place_at="2026-04-01T10:00:00+01:00")

    told = [one for one in in_west_sussex.told() if one.number > before]
    assert [one.to for one in told] == ["officer", "practice-manager"]
    assert told[0].says == "A meeting takes place Wed 1 Apr 2026 10:00."


@pytest.mark.parametrize(
    ("kind", "said", "fault"),
    [
        (
            "meeting_arranged",
            {"takes_place_at": "2026-03-30T09:59:00+01:00"},
            "takes_place_at has passed; send meeting_held for a meeting that was.",
        ),
        (
            "meeting_arranged",
            {"takes_place_at": "9999-12-31T23:59:59-14:00"},
            "takes_place_at is after Tue 31 Dec 2030, where the calendar ends.",
        ),
        (
            "meeting_held",
            {"held_on": "2026-03-31", "outcome": "Tea."},
            "held_on is in the future; send meeting_arranged for a meeting to come.",
        ),
        (
            "task_done",
            {"task": "juggle"},
            "task: no such task is open; open are meeting, initiate-on-mosaic.",
        ),
        ("correct", {"entry": 99, "text": "No."}, "name one of them."),
        (
            "hand_over",
            {"to_post": "cook", **BECAUSE},
            "to_post: there is no such post;",
        ),
        (
            "open_side_step",
            {"step": "yoga", **BECAUSE},
            "professionals-meeting, legal-",
        ),
        (
            "close_side_step",
            {"step": "legal-advice", "outcome": "None."},
            "step: that one is not open; open are none.",
        ),
        (
            "report_event",
            {"event": "flood", **BECAUSE},
            "event: the procedure has none.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(
    in_west_sussex: Climb, kind: str, said: dict[str, Any], fault: str
) -> None:
    assert fault in in_west_sussex.refusal(kind, **said)


def test_a_meeting_to_come_begins_after_now(in_west_sussex: Climb) -> None:
    refusal = in_west_sussex.refusal(
        "meeting_arranged", takes_place_at=MON_30_MAR.isoformat()
    )

    assert refusal == (
        "takes_place_at has passed; send meeting_held for a meeting that was."
    )


def test_a_meeting_may_be_arranged_until_the_calendar_closes(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("meeting_arranged", takes_place_at="2030-12-31T17:00:00+00:00")

    assert in_west_sussex.dispute.entries[-1].says == (
        "A meeting takes place Tue 31 Dec 2030 17:00."
    )


def response_due(climb: Climb) -> str:
    """When Durham's written response is due, which follows the meeting."""
    [due] = [
        one.due_at for one in tasks_of(climb.dispute) if one.key == "written-response"
    ]
    assert due is not None
    return london(due)


def test_what_follows_a_meeting_follows_the_first_that_was_held(
    in_durham_at_the_top: Climb,
) -> None:
    climb = in_durham_at_the_top
    climb.say("meeting_held", held_on="2026-03-30", outcome="Tea.")
    assert response_due(climb) == "Tue 31 Mar 2026 17:00"
    climb.pass_until(datetime(2026, 3, 31, 15, tzinfo=UTC))

    climb.say("meeting_held", held_on="2026-03-31", outcome="More tea.")

    assert response_due(climb) == "Tue 31 Mar 2026 17:00"


def test_nothing_follows_a_meeting_said_to_have_been_held_on_a_day_to_come(
    in_durham_at_the_top: Climb,
) -> None:
    climb = in_durham_at_the_top
    before = response_due(climb)

    never = message("meeting_held", THE_OFFICER, held_on="2026-04-20", outcome="Tea.")
    receive(climb.dispute, never, MON_30_MAR)

    assert response_due(climb) == before


def test_a_meeting_at_the_end_of_time_breaks_nothing(in_west_sussex: Climb) -> None:
    absurd = message(
        "meeting_arranged", THE_OFFICER, takes_place_at="9999-12-31T23:59:59-14:00"
    )

    receive(in_west_sussex.dispute, absurd, MON_30_MAR)

    assert in_west_sussex.dispute.entries[-1].says == "A meeting is arranged."


def test_a_task_is_done_once(in_west_sussex: Climb) -> None:
    in_west_sussex.say("task_done", task="initiate-on-mosaic")

    assert in_west_sussex.dispute.entries[-1].says == (
        "The task initiate-on-mosaic is done."
    )
    assert in_west_sussex.refusal("task_done", task="initiate-on-mosaic") == (
        "task: no such task is open; open are meeting."
    )


def test_nobody_is_reminded_of_a_meeting_that_is_held_only_if_needed(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.pass_until(datetime(2026, 5, 1, tzinfo=UTC))

    assert "overdue" not in in_west_sussex.kinds()


def test_durham_reminds_of_a_meeting_that_must_be_held(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    climb = climbing(shelf.named("durham-1"), start_stage=4, start_because="High.")
    climb.pass_until(datetime(2026, 4, 8, 16, tzinfo=UTC))

    assert "It was due Wed 8 Apr 2026 17:00: Stage 4: Strategic Manager: hold the" in (
        " ".join(one.says for one in climb.told() if one.to == "officer")
    )


# --- side steps and other carriers --------------------------------------------------------


def test_what_came_of_privileged_advice_is_for_the_officer_alone(
    in_west_sussex: Climb,
) -> None:
    in_west_sussex.say("open_side_step", step="legal-advice", **BECAUSE)
    in_west_sussex.say("close_side_step", step="legal-advice", outcome="Sue.")

    ended = in_west_sussex.dispute.entries[-1]
    assert ended.details["restricted"] is True
    assert ended.says == (
        "Independent legal advice: ended; what came of it is for the officer alone."
    )


def test_where_the_first_has_a_conflict_the_other_carries_it(
    climbing: Callable[..., Climb], anyshire: Procedure
) -> None:
    plain = anyshire.model_dump(mode="json")
    plain["side_steps"] = [
        {
            "key": "partner",
            "title": "A partner takes it forward",
            "asked_of": "director",
            "if_conflicted": "service-manager",
            "carries_it": True,
        }
    ]
    climb = climbing(Procedure.model_validate(plain))
    before = climb.told()[-1].number

    climb.say("open_side_step", step="partner", conflict=True, **BECAUSE)

    assert climb.told_since(before) == [("service-manager", "noted")]
    carrier = {"post": "service-manager", "reference": "SM-1"}
    climb.say("consider_cafcass", carrier, refer=False, **BECAUSE)
    climb.say("close_side_step", step="partner", outcome="Nothing.")
    assert climb.refusal("withdraw", carrier, **BECAUSE).startswith("Only the officer")


def test_the_post_it_was_handed_to_may_decide_and_so_may_the_officer(
    in_west_sussex: Climb,
) -> None:
    carrier = {"post": "principal-manager", "reference": "PR-1"}
    in_west_sussex.say("hand_over", to_post="principal-manager", **BECAUSE)

    in_west_sussex.say("officer_decision", carrier, satisfied=False, **BECAUSE)
    in_west_sussex.say("officer_decision", satisfied=False, **BECAUSE)

    assert [one.visit.stage.number for one in in_west_sussex.begun] == [1, 2, 3]


def test_where_another_carries_it_and_is_satisfied_the_officer_is_told(
    in_west_sussex: Climb,
) -> None:
    carrier = {"post": "principal-manager", "reference": "PR-1"}
    in_west_sussex.say("hand_over", to_post="principal-manager", **BECAUSE)
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("officer_decision", carrier, satisfied=True, **BECAUSE)

    assert [
        to for to, kind in in_west_sussex.told_since(before) if kind == "agreed"
    ] == [
        "practice-manager",
        "social-worker",
        "line-manager",
        "officer",
    ]


# --- events and the stay ------------------------------------------------------------------


def test_an_event_that_is_none_is_answered_with_those_there_are() -> None:
    assert raised(LAMBETH).refusal("report_event", event="flood", **BECAUSE) == (
        "event: write one of child-death, life-changing-injury, abduction,"
        " judicial-review, media."
    )


def test_an_officer_who_reports_an_event_is_not_told_of_it() -> None:
    climb = raised(LAMBETH)
    before = climb.told()[-1].number

    climb.say("report_event", event="child-death", **BECAUSE)

    told = [("dcs", "event-reported"), ("lscp", "event-reported")]
    assert climb.told_since(before, urgent=True) == told


def test_an_officer_whom_the_procedure_names_is_told_once_of_an_event(
    climbing: Callable[..., Climb], shelf: Shelf
) -> None:
    lambeth = shelf.named("lambeth-2023-09")
    event = lambeth.override_events[0]
    named = event.model_copy(update={"tell": (Telling(post="officer"),)})
    procedure = lambeth.model_copy(update={"override_events": (named,)})
    climb = climbing(procedure, start_stage=1, start_because="Talking did not help.")
    before = climb.told()[-1].number
    climb.say("report_event", manager("team-manager"), event=named.key, **BECAUSE)

    assert climb.told_since(before) == [("officer", "event-reported")]


def test_a_breached_stay_reaches_the_officers_manager_too(
    in_west_sussex: Climb,
) -> None:
    before = in_west_sussex.told()[-1].number

    in_west_sussex.say("stay", breached=True, because="He was moved.")

    assert in_west_sussex.told_since(before, urgent=True) == [
        ("practice-manager", "noted"),
        ("iro-team-manager", "noted"),
    ]
