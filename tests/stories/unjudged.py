"""What slips in unjudged: nothing is lost, nothing is believed, nothing fails."""

from typing import Any

from tests.stories.reading import Reading


def everything_that_no_door_has_judged() -> Reading:
    it = Reading("west-sussex-2020-06", "2026-03-30 10:00")
    it.slips_in("manager_response", "the-cook", answer="Whole.")
    it.slips_in("report_event", because="In the park.", event="a-storm")
    it.slips_in("acknowledge", "the-cook", text="Seen.")
    it.slips_in("acknowledge", "group-manager", text="Seen.")
    it.slips_in("open_side_step", because="For tea.", step="a-walk")
    it.slips_in("close_side_step", step="a-walk", outcome="Tea.")
    it.slips_in("hand_over", because="Leave.", to_post="the-cook")
    it.slips_in("task_done", task="no-such-task")
    it.slips_in("meeting_held", held_on="2026-12-01", outcome="Tea.")
    it.slips_in("meeting_arranged", takes_place_at="2026-03-01T10:00:00+00:00")
    it.slips_in("confirm_checks", ticked=["no-such-check"])
    it.slips_in(
        "delivery_failed", "operator", notice=99, told_reference="X", said="5.1.1"
    )
    it.slips_in("delivery_failed", notice=1, told_reference="X", said="5.1.1")
    it.slips_in(
        "post_handed_over",
        "operator",
        post="the-cook",
        from_reference="C-1",
        to_reference="C-2",
    )
    it.slips_in("correct", entry=999, text="Nothing.")
    it.slips_in("extend_deadline", working_days=3, because="Time.")
    it.slips_in("place_on_hold", because="Easter.", until="2026-04-08")
    it.slips_in("place_on_hold", because="Easter.", until="2026-04-09")
    it.slips_in("resume", because="Back.")
    it.slips_in("resume", because="Back.")
    it.slips_in(
        "correct_start", because="Earlier.", started_at="2020-03-27T15:00:00+01:00"
    )
    it.slips_in("action_done", action=9)
    it.slips_in("action_not_done", action=9, because="None.")
    it.slips_in("escalate", reason="officers-judgement", because="Up.", to_stage=99)
    it.slips_in("switch_ladder", ladder="nowhere", because="Off.")
    it.slips_in("refer_to_cafcass", because="It is time.")
    it.slips_in("officer_decision", "the-cook", satisfied=True, because="Tasty.")
    it.on("2026-04-20 10:00")
    it.slips_in("manager_response", "practice-manager", answer="Whole, and late.")
    it.slips_in(
        "close_dispute",
        outcome="resolved",
        impact="None.",
        child_told={"told": False, "how_or_why_not": "He was asleep."},
    )
    it.slips_in("withdraw", because="Again.")
    it.on("2026-04-30 10:00")
    return it


def what_the_door_for_signals_keeps() -> Reading:
    it = Reading("west-sussex-2020-06", "2026-03-30 10:00")
    iro, manager = {"post": "iro", "reference": "IRO-7"}, {"post": "practice-manager"}
    manager["reference"] = "PM-1"
    answers: dict[str, Any] = {"message_id": "a-1", "by": manager, "answer": "Whole."}
    decides: dict[str, Any] = {"message_id": "d-1", "by": iro, "satisfied": True}
    endless: list[Any] = []
    endless.append(endless)
    it.comes_by_signal("dance", {"message_id": "m-1", "by": iro})
    it.comes_by_signal("dance" * 30, {"by": {"post": "the-cook", "reference": "C-1"}})
    it.comes_by_signal("note", "a text")
    it.comes_by_signal("note", {"message_id": "n-1", "by": "somebody", "text": "Tea."})
    it.comes_by_signal("note", {"message_id": "n-1", "by": {"post": 7}, "text": "Tea."})
    it.comes_by_signal("note", {"message_id": "n-1", "by": iro, "text": endless})
    it.comes_by_signal("manager_response", {**answers, "anwser": "Whole."})
    it.comes_by_signal("manager_response", {**answers, "the_plan": "Whole."})
    it.comes_by_signal("manager_response", {**answers, "x" * 200: "Whole."})
    it.comes_by_signal("manager_response", {**answers, "answer": "", "extent": "half"})
    it.comes_by_signal(
        "manager_response", {**answers, "proposed_actions": [{"wat": 1}]}
    )
    it.comes_by_signal("manager_response", {**answers, "proposed_actions": "Tea."})
    it.comes_by_signal(
        "manager_response", {**answers, "by": {**manager, "pots": "practice-manager"}}
    )
    it.comes_by_signal(
        "manager_response",
        {**answers, "by": {"post": "group-manager", "reference": "GM-1"}},
    )
    it.comes_by_signal("officer_decision", decides)
    it.comes_by_signal(
        "officer_decision", {**decides, "by": {**iro, "reference": "X-9"}}
    )
    it.comes_by_signal(
        "officer_decision",
        {
            **decides,
            "because": "It is.",
            "actions": [{"what": "Tea.", "owner": "cook"}],
        },
    )
    it.comes_by_signal("manager_response", answers)
    return it


STORIES = (
    everything_that_no_door_has_judged,
    what_the_door_for_signals_keeps,
)
