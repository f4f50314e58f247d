"""What is said while a manager is waited for, and moves nothing."""

from tests.stories.reading import Reading

CHILD_TOLD = {"told": True, "how_or_why_not": "At breakfast."}
NOT_TOLD = {"told": False, "how_or_why_not": "She is on a school trip."}


def everything_beside_the_stages_in_west_sussex() -> Reading:
    it = Reading(
        "west-sussex-2020-06", "2026-03-30 10:00", concerns=["immediate-safety"]
    )
    it.on("2026-03-30 11:00")
    it.says(
        "inform_child", child_told=CHILD_TOLD, views="Marmalade.", advocate_offered=True
    )
    it.says("inform_child", child_told=NOT_TOLD, complaint_made=True)
    it.says("stay", because="The move on Friday.")
    it.says("stay", because="It took place.", breached=True)
    it.says("note", "practice-manager", text="Telephoned.")
    it.says("correct", entry=1, text="It was the plan of March.")
    it.says("correct", entry=999, text="Nothing.")
    it.says("good_practice", text="The toast was warm.")
    it.says("exchange_with_court", given=True, what="The stage.")
    it.says("exchange_with_court", given=False, what="An order.")
    it.says("consider_cafcass", because="Not yet.", refer=False)
    it.says(
        "consider_cafcass", because="Soon.", refer=True, consulted=["iro-team-manager"]
    )
    it.says("refer_to_cafcass", because="It is time.")
    it.says("hear_from_cafcass", news="rumour")
    it.says(
        "refer_to_cafcass",
        because="It is time.",
        ticked=["cafcass-test"],
        passed_over_because="She moves tomorrow.",
    )
    for news in ("progress", "withdrawal-asked", "withdrawn", "concluded"):
        it.says("hear_from_cafcass", news=news, text="By letter.")
    it.says("confirm_checks", ticked=["no-such-check"])
    it.says("confirm_checks", ticked=["manager-advised"], because="On Monday.")
    it.says("report_event", because="In the park.", event="a-storm")
    it.says("acknowledge", "group-manager", text="Seen.")
    it.says("acknowledge", "practice-manager", text="Seen.")
    it.says("open_side_step", because="For tea.", step="a-walk")
    it.says("close_side_step", step="legal-advice", outcome="None.")
    for step in ("legal-advice", "professionals-meeting", "early-review"):
        it.says(
            "open_side_step",
            because="It may help.",
            step=step,
            consulted=["iro-team-manager"],
        )
    it.says("close_side_step", step="a-walk", outcome="Tea.")
    it.says("close_side_step", step="legal-advice", outcome="For one reader.")
    it.says("close_side_step", step="early-review", outcome="On 4 May.")
    it.says("task_done", task="initiate-on-mosaic", evidence="On the record.")
    it.says("hand_over", because="Leave.", to_post="the-cook")
    it.says("hand_over", because="Leave.", to_post="iro-team-manager")
    it.says("meeting_arranged", takes_place_at="2026-03-01T10:00:00+00:00")
    it.says("meeting_arranged", takes_place_at="2026-04-02T10:00:00+01:00")
    it.says("meeting_held", held_on="2026-12-01", outcome="Tea.")
    it.on("2026-04-02 12:00")
    it.says(
        "meeting_held",
        held_on="2026-04-02",
        attended=["practice-manager"],
        outcome="Tea.",
    )
    it.says("task_done", task="no-such-task")
    it.on("2026-05-30 12:00")
    return it


def events_and_a_child_protected_in_lambeth() -> Reading:
    it = Reading(
        "lambeth-2023-09",
        "2026-03-30 10:00",
        role="cp-chair",
        themes=["no-social-worker", "visits"],
    )
    it.says("refer_to_cafcass", because="It is time.")
    for event in ("child-death", "abduction", "judicial-review", "media"):
        it.says("report_event", "social-worker", because="This morning.", event=event)
    it.says("good_practice", text="The toast was warm.")
    for step in (
        "lscp-referral",
        "independent-legal-advice",
        "partner-escalation",
        "reconvene-review",
    ):
        it.says("open_side_step", because="It may help.", step=step, conflict=True)
    it.says(
        "close_side_step", step="independent-legal-advice", outcome="For one reader."
    )
    it.says("confirm_checks", ticked=["talked-with-line-manager", "level-talked-over"])
    it.on("2026-05-15 12:00")
    return it


def merton_hands_a_problem_to_the_head_of_service() -> Reading:
    it = Reading("merton-2017-11", "2026-03-30 10:00")
    it.says("open_side_step", because="It is theirs.", step="no-such-step")
    it.says("open_side_step", because="It is theirs.", step="taken-forward")
    it.says(
        "officer_decision", "head-of-service", satisfied=False, because="Not enough."
    )
    it.says("note", "head-of-service", text="I am on it.")
    it.on("2026-04-10 12:00")
    it.says("manager_response", "head-of-service", answer="A letter.")
    it.says(
        "officer_decision",
        satisfied=False,
        because="A letter is no plan.",
        respond_within_working_days=3,
    )
    it.says("close_side_step", step="taken-forward", outcome="Given back.")
    it.says("officer_decision", "head-of-service", satisfied=True, because="Now it is.")
    for step in ("legal-advice", "independent-legal-advice", "partner-agency"):
        it.says("open_side_step", because="It may help.", step=step)
    it.on("2026-06-30 12:00")
    it.reads_clocks()
    return it


STORIES = (
    everything_beside_the_stages_in_west_sussex,
    events_and_a_child_protected_in_lambeth,
    merton_hands_a_problem_to_the_head_of_service,
)
