"""Managers answer, the officer decides, and what was agreed is watched."""

from tests.stories.reading import Reading

ACTIONS = [
    {"what": "Order marmalade.", "owner": "social-worker", "due_on": "2026-04-20"},
    {"what": "Taste it.", "owner": "officer", "due_on": "2026-04-22"},
    {"what": "Butter, too.", "owner": "group-manager", "due_on": "2026-05-20"},
]


def every_answer_and_every_promise_in_west_sussex() -> Reading:
    it = Reading("west-sussex-2020-06", "2026-03-30 10:00", start_stage=4)
    it.says("manager_response", "social-worker", answer="Not asked.")
    it.says(
        "manager_response",
        "assistant-director",
        answer="By May.",
        extent="more-time-needed",
    )
    it.says(
        "manager_response", "assistant-director", answer="A part.", extent="partial"
    )
    it.says("officer_decision", satisfied=False, because="Half a plan.")
    it.says("escalate", reason="officers-judgement", because="Down again.", to_stage=2)
    it.says(
        "manager_response",
        "group-manager",
        answer="Marmalade is ordered.",
        proposed_actions=[ACTIONS[0]],
        partner_agencies=["the school"],
    )
    it.says("officer_decision", "group-manager", satisfied=True, because="It is fine.")
    it.says("officer_decision", satisfied=True, because="It will do.", actions=ACTIONS)
    it.says("place_on_hold", because="Easter.", until="2026-04-15")
    it.says("action_done", "social-worker", action=1, evidence="Seen on the table.")
    it.says("action_done", "social-worker", action=2)
    it.says("action_done", action=1)
    it.says("action_done", action=9)
    it.says("escalate", reason="new-information", because="The jar is empty.")
    it.on("2026-04-23 09:00")
    it.says("manager_response", "service-lead", answer="Bought again.")
    it.says(
        "officer_decision",
        satisfied=True,
        because="Enough for now.",
        outcome="sufficiently-progressed",
    )
    it.says(
        "officer_decision",
        satisfied=True,
        because="Enough for now.",
        outcome="sufficiently-progressed",
        follow_up_on="2026-05-05",
    )
    it.says("action_not_done", action=4, because="It is not enough.")
    it.on("2026-05-01 12:00")
    it.says("manager_response", "deputy-director", answer="Late, but whole.")
    it.says("manager_response", "assistant-director", answer="Late, but whole.")
    it.says(
        "officer_decision",
        satisfied=True,
        because="It is done.",
        actions=[
            {"what": "Say so.", "owner": "deputy-director", "due_on": "2026-05-08"}
        ],
    )
    it.on("2026-05-06 12:00")
    it.says("action_done", action=5, evidence="She has said so.")
    it.says("officer_decision", satisfied=True, because="Again.")
    it.says(
        "close_dispute",
        outcome="resolved",
        impact="She has marmalade.",
        child_told={"told": True, "how_or_why_not": "At breakfast."},
    )
    it.says(
        "close_dispute",
        outcome="resolved",
        impact="She has marmalade.",
        child_told={"told": True, "how_or_why_not": "At breakfast."},
        ticked=["participants-advised", "workflow-completed"],
    )
    it.says("note", text="After the end.")
    it.slips_in("note", text="After the end.")
    return it


def several_must_accept_in_hull() -> Reading:
    it = Reading("hull-1", "2026-03-30 10:00", themes=["health-assessment"])
    it.says("meeting_arranged", takes_place_at="2026-04-01T14:00:00+01:00")
    it.on("2026-04-02 09:00")
    it.says(
        "meeting_held", held_on="2026-04-01", attended=["group-manager"], outcome="Tea."
    )
    it.says("manager_response", "group-manager", answer="It is booked.")
    it.says("officer_decision", satisfied=False, because="It is not.")
    it.on("2026-04-20 09:00")
    it.says("escalate", reason="officers-judgement", because="Once more.", to_stage=1)
    it.says("refer_to_cafcass", because="It is time.", passed_over_because="He moves.")
    for news in ("progress", "withdrawal-asked", "withdrawn", "concluded"):
        it.says("hear_from_cafcass", news=news, text="By letter.")
    for step in (
        "mediation",
        "helpline",
        "independent-legal-advice",
        "after-proceedings",
    ):
        it.says("open_side_step", because="It may help.", step=step)
    it.on("2026-05-20 09:00")
    it.reads_clocks()
    it.says("withdraw", because="She has moved to her aunt.")
    return it


def hull_in_reverse() -> Reading:
    it = Reading(
        "hull-1",
        "2026-03-30 10:00",
        role="staff",
        raised_by={"role": "staff", "reference": "staff-1"},
        themes=["other"],
        ladder="reverse",
    )
    it.says("refer_to_cafcass", because="It is time.")
    it.on("2026-04-20 09:00")
    it.says("officer_decision", satisfied=True, because="The plan stays.")
    it.says("officer_decision", "staff", satisfied=True, because="The plan stays.")
    it.on("2026-05-20 09:00")
    return it


def a_dispute_in_durham_with_everything_it_asks_for() -> Reading:
    it = Reading("durham-1", "2026-03-30 10:00", themes=["drift-and-delay"])
    it.says("meeting_arranged", takes_place_at="2026-04-01T14:00:00+01:00")
    it.says("extend_deadline", working_days=3, because="A holiday.")
    it.says(
        "extend_deadline",
        working_days=3,
        because="A holiday.",
        benefit_for_child="The plan will be whole.",
        further_enquiries="The school is asked.",
    )
    it.says("manager_response", "team-manager", answer="Here it is.")
    it.says("officer_decision", satisfied=False, because="It is a list.")
    it.on("2026-04-10 09:00")
    for step in (
        "safeguarding-procedure",
        "several-teams",
        "guardian-told",
        "legal-advice",
    ):
        it.says("open_side_step", because="It may help.", step=step)
    it.says("switch_ladder", ladder="urgent", because="He is at risk.")
    it.on("2026-05-20 09:00")
    it.reads_clocks()
    it.says(
        "close_dispute",
        outcome="not-resolved",
        impact="None.",
        child_told={"told": False, "how_or_why_not": "He did not want to."},
        passed_over_because="It is with the court.",
    )
    return it


def what_durham_watches() -> Reading:
    it = Reading("durham-1", "2026-03-30 10:00", themes=["drift-and-delay"])
    it.says("manager_response", "social-worker", answer="Here it is.")
    it.says("officer_decision", satisfied=False, because="It is a list.")
    it.says("manager_response", "team-manager", answer="Here is a plan.")
    it.says(
        "officer_decision",
        satisfied=True,
        because="It is a plan.",
        actions=[
            {"what": "Do it.", "owner": "social-worker", "due_on": "2026-04-08"},
            {"what": "Look.", "owner": "team-manager", "due_on": "2030-12-31"},
        ],
    )
    it.says(
        "officer_decision",
        satisfied=True,
        because="It is a plan.",
        actions=[{"what": "Look.", "owner": "team-manager", "due_on": "2031-01-02"}],
    )
    it.on("2026-04-30 10:00")
    it.says("action_done", action=2)
    it.on("2026-05-20 10:00")
    return it


STORIES = (
    every_answer_and_every_promise_in_west_sussex,
    several_must_accept_in_hull,
    hull_in_reverse,
    a_dispute_in_durham_with_everything_it_asks_for,
    what_durham_watches,
)
