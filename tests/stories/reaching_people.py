"""Letters that come back, that nobody takes, and that wait for the morning."""

from typing import Any

from domain.notices import DeliveryStatus, Notice, Outcome
from tests.stories.reading import Comes, Reading, arrives

OPERATOR = "operator"


def to(post: str, **comes: Any) -> Comes:
    """What becomes of letters to one post; every other letter arrives."""

    def outcome(notice: Notice) -> Outcome:
        usual = arrives(notice)
        return usual.model_copy(update=comes) if notice.to == post else usual

    return outcome


def letters_that_do_not_arrive() -> Reading:
    it = Reading("west-sussex-2020-06", "2026-03-30 10:00")
    it.says("delivery_failed", OPERATOR, notice=99, told_reference="X-1", said="5.1.1")
    it.says("delivery_failed", OPERATOR, notice=1, told_reference="PM-1", said="5.1.1")
    it.says("delivery_failed", OPERATOR, notice=4, told_reference="IRO-7", said="5.1.1")
    it.says("delivery_failed", OPERATOR, notice=3, told_reference="LM-1", said="5.1.1")
    handed: dict[str, Any] = {"from_reference": "PM-1", "to_reference": "PM-8"}
    it.says("post_handed_over", OPERATOR, post="the-cook", **handed)
    it.says("post_handed_over", OPERATOR, post="practice-manager", **handed)
    it.says("post_handed_over", OPERATOR, post="social-worker", **handed)
    it.says("note", OPERATOR, text="Anybody may.")
    it.comes = to(
        "practice-manager",
        told="PM-9",
        route="deputy",
        instead_of="PM-8",
        why_instead=("PM-8 is away until Mon 13 Apr 2026.",),
    )
    it.on("2026-04-07 18:00")
    it.says("acknowledge", "practice-manager", text="Seen.")
    it.comes = to(
        "group-manager",
        told="SL-1",
        route="above",
        vacant=True,
        why_instead=("Nobody holds group-manager.",),
    )
    it.on("2026-04-16 10:00")
    it.comes = to("service-lead", status=DeliveryStatus.REFUSED, said="550 unknown")
    it.on("2026-04-16 10:00")
    it.comes = to(
        "assistant-director", status=DeliveryStatus.NOBODY, told="", vacant=True
    )
    it.on("2026-04-30 10:00")
    it.comes = to("deputy-director", status=DeliveryStatus.DELAYED, said="450 later")
    it.on("2026-05-06 18:00")
    it.comes = arrives
    it.on("2026-05-10 10:00")
    it.comes = to("officer", status=DeliveryStatus.DELAYED, said="450 later")
    it.on("2026-05-15 10:00")
    it.comes = to("officer", status=DeliveryStatus.REFUSED, said="550 unknown")
    it.on("2026-06-01 10:00")
    it.says("withdraw", because="She has moved to her aunt.")
    return it


def delayed_and_overtaken() -> Reading:
    """The mail server is away while everything changes; what is untrue is not sent."""
    it = Reading("anyshire-2026-01", "2026-03-30 10:00", themes=["drift"])
    it.comes = lambda notice: Outcome(key=notice.key, status=DeliveryStatus.DELAYED)
    it.says(
        "extend_deadline",
        working_days=2,
        because="The school is closed.",
        benefit_for_child="It can be asked.",
    )
    it.says("acknowledge", "team-manager", text="Seen.")
    it.on("2026-03-31 10:00")
    it.says("place_on_hold", because="Easter.", until="2026-04-08")
    it.says("resume", because="It was moved.")
    it.says("manager_response", "team-manager", answer="Whole.")
    it.says(
        "officer_decision",
        satisfied=True,
        because="It will do.",
        actions=[{"what": "Toast.", "owner": "social-worker", "due_on": "2026-04-20"}],
    )
    it.on("2026-04-01 10:00")
    it.says("action_done", "social-worker", action=1)
    it.says("action_not_done", action=1, because="It is burnt.")
    it.comes = arrives
    it.on("2026-04-02 10:00")
    it.says("manager_response", "service-manager", answer="Whole.")
    it.comes = lambda notice: Outcome(key=notice.key, status=DeliveryStatus.DELAYED)
    it.says("officer_decision", satisfied=False, because="It is not.")
    it.says(
        "post_handed_over",
        OPERATOR,
        post="director",
        from_reference="D-1",
        to_reference="D-2",
    )
    it.says("withdraw", because="She has moved.")
    it.comes = arrives
    it.on("2026-04-03 10:00")
    it.on("2026-04-08 10:00")
    return it


def what_waits_for_the_morning_and_is_overtaken() -> Reading:
    it = Reading("anyshire-2026-01", "2026-03-30 10:00", themes=["drift"])
    it.on("2026-03-31 22:00")
    it.says(
        "extend_deadline",
        working_days=1,
        because="The school is closed.",
        benefit_for_child="It can be asked.",
    )
    it.on("2026-03-31 22:30")
    it.says("correct_start", because="Earlier.", started_at="2026-03-27T15:00:00+01:00")
    it.on("2026-03-31 23:00")
    it.says("place_on_hold", because="Easter.", until="2026-04-08")
    it.on("2026-03-31 23:30")
    it.says("resume", because="It was moved.")
    it.on("2026-04-01 08:00")
    it.on("2026-04-01 22:00")
    it.says("manager_response", "team-manager", answer="Whole.")
    it.says("meeting_arranged", takes_place_at="2026-04-02T06:30:00+01:00")
    it.says("meeting_arranged", takes_place_at="2026-04-02T14:30:00+01:00")
    it.says(
        "officer_decision",
        satisfied=True,
        because="It will do.",
        actions=[{"what": "Toast.", "owner": "social-worker", "due_on": "2026-04-20"}],
    )
    it.says("action_done", "social-worker", action=1)
    it.says("action_done", action=1)
    it.on("2026-04-02 08:00")
    it.on("2026-04-02 22:00")
    it.says(
        "post_handed_over",
        OPERATOR,
        post="team-manager",
        from_reference="TM-1",
        to_reference="TM-2",
    )
    it.says(
        "close_dispute",
        outcome="partly-settled",
        impact="Toast.",
        child_told={"told": True, "how_or_why_not": "At breakfast."},
    )
    it.on("2026-04-08 10:00")
    return it


STORIES = (
    letters_that_do_not_arrive,
    delayed_and_overtaken,
    what_waits_for_the_morning_and_is_overtaken,
)
