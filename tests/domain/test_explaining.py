"""The sentences that a council's manager proof-reads; the same each time."""

import pytest

from domain.explaining import Section, differences, explain, sections
from domain.limits import Counting, Roll
from domain.procedure import Procedure
from domain.procedure.ladder import Acceptance, Ladder, Meeting, Stage, WhenUnanswered
from domain.procedure.matters import (
    GoodPractice,
    IssueGroup,
    IssueType,
    Monitoring,
    OverrideEvent,
    Report,
    Stay,
    WhenNotDone,
)
from domain.procedure.people import Condition, Needed, Responders, Telling
from domain.procedure.time import Bounds, Extension, Hold, Reminder, Span, Within
from tests.domain.raisings import PROCEDURES


def section(procedure: Procedure, title: str) -> Section:
    return next(one for one in sections(procedure) if one.title == title)


def stage_lines(procedure: Procedure, stage: Stage) -> tuple[str, ...]:
    """Return the explanation of `stage`, put in the place of the last one."""
    ladder = procedure.ladders[0]
    others = tuple(one for one in ladder.stages if one.number < stage.number)
    alone = ladder.model_copy(update={"stages": (*others, stage)})
    changed = procedure.model_copy(update={"ladders": (alone,)})
    title = f"{stage.title} (stage {stage.number}, {stage.phase.value})"
    return section(changed, title).lines


# --- West Sussex, as its manager reads it ----------------------------------------------


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        (
            "This version",
            "It is approved, and in force from Thu 4 Jun 2020.",
        ),
        ("This version", "It is due for review on Wed 31 Aug 2022."),
        (
            "Who may raise a dispute",
            (
                "Independent Reviewing Officer (iro), for"
                ' "Child or young person in care"; may refer to Cafcass; may pass over'
                " stages; the IRO/CPA Team Manager is told when they are behind. [§1, §2"
                " and §4 (WS-1, WS-4, WS-25)]"
            ),
        ),
        (
            "How time is counted",
            (
                "For a limit in days, day 1 is the first working day after it starts; it"
                " ends at closing time on the last. [§3 iv, §4 and §5 (WS-19, WS-32, WS-33,"
                " WS-34, WS-35, WS-36, WS-37); reading WS-A8]"
            ),
        ),
        (
            "The stages",
            (
                "The limits of the formal stages in working days add up to 5 + 5 + 5 + 5 ="
                " 20 working days."
            ),
        ),
        (
            "The stages",
            (
                "The whole is to end within 20 working days, counted from when the"
                " first stage begins that is formal or external. [§2 Independent Reviewing"
                " Officer (WS-8); reading WS-A1]"
            ),
        ),
        ("The stages", "It warns, and never stops the IRO/CPA."),
        (
            "Informal resolution (stage 0, informal)",
            (
                "It is not where to start if there is a concern about the child's immediate"
                " safety."
            ),
        ),
        (
            "Stage 2 (stage 2, formal)",
            (
                "The Group Manager is asked to answer within 5 working days, from the"
                " escalation to this stage. [§5 Stage 2 (WS-33); reading WS-A2]"
            ),
        ),
        (
            "Stage 2 (stage 2, formal)",
            "Without a full answer by then, it passes to Stage 3 by itself.",
        ),
        (
            "Stage 2 (stage 2, formal)",
            "If the IRO/CPA is not satisfied, it goes to Stage 3.",
        ),
        (
            "Stage 2 (stage 2, formal)",
            "1 working day before the limit, whoever has yet to answer is reminded.",
        ),
        (
            "Stage 4 (stage 4, formal)",
            (
                "Told when it begins: the Executive Director Children's Services, for"
                " information, in the name of the IRO/CPA Team Manager. [§5 Stage 4"
                " (WS-38); reading WS-A6]"
            ),
        ),
        (
            "Stage 5 (stage 5, formal)",
            (
                "The Executive Director Children's Services or the Deputy Director is asked"
                " to answer; there is no limit. [§5 Stage 5 (WS-40)]"
            ),
        ),
        (
            "Stage 5 (stage 5, formal)",
            (
                "When it begins, the IRO/CPA is asked to consider a referral to Cafcass, if"
                " they may make one."
            ),
        ),
        (
            "More time",
            "No extension is offered. [the document names none; reading WS-A15]",
        ),
        (
            "Watching what was agreed",
            (
                '"Sufficiently progressed" is only accepted with a date on which it is'
                " looked at again."
            ),
        ),
        (
            "Cafcass",
            (
                "The Independent Reviewing Officer may refer at any time; what follows here"
                " is advice, and never holds a referral back. [§6 (WS-43, WS-44, WS-45,"
                " WS-46); reading WS-A10]"
            ),
        ),
        (
            "Cafcass",
            "When what was agreed is not done, a referral is brought to mind.",
        ),
        (
            "Beside the stages",
            (
                "Independent legal advice, asked of the Principal Manager for Safeguarding,"
                " Quality and Practice, read by the IRO/CPA alone; it counts as asking for"
                " legal advice. [§8 (WS-49, WS-50); reading WS-A11]"
            ),
        ),
        (
            "What is asked beforehand",
            (
                "Before starting formally (asked for): The relevant manager has been"
                " advised of the intention to start formally. [§4 (WS-26)]"
            ),
        ),
        (
            "Duties to the child",
            (
                "The IRO/CPA: Share the use of the process with the child wherever"
                " appropriate; the child's voice is integral to it. [§2 Child's Voice"
                " (WS-11)]"
            ),
        ),
        (
            "Where the document is silent",
            (
                'WS-A2. Unclear: §5 says "days"; §3 iv and §4 say "working days". We read'
                " it as: Working days throughout."
            ),
        ),
    ],
)
def test_west_sussex_is_read_back_in_its_own_words(
    west_sussex: Procedure, title: str, sentence: str
) -> None:
    assert sentence in section(west_sussex, title).lines


def test_the_whole_is_plain_text_with_headings_and_the_same_each_time(
    west_sussex: Procedure,
) -> None:
    text = explain(west_sussex)

    assert text.startswith(
        "West Sussex County Council: Dispute Resolution Process\n"
        "======================================================\n\n"
        "This version\n------------\n- Its name is west-sussex-2020-06;"
    )
    assert explain(west_sussex) == text


def test_every_line_of_every_section_is_a_sentence(west_sussex: Procedure) -> None:
    lines = [line for one in sections(west_sussex) for line in one.lines]

    assert [one for one in lines if not one.endswith((".", "]", "?"))] == []
    assert [one for one in lines if ".." in one or one[0].islower()] == []


# --- what other councils write ---------------------------------------------------------


@pytest.mark.parametrize(
    ("respond", "words"),
    [
        (
            Within(fixed=Span(calendar_days=14, roll=Roll.FORWARD)),
            "within 14 calendar days (moved on to the next working day)",
        ),
        (
            Within(fixed=Span(working_days=5, skip_closures=True)),
            "within 5 working days (council closure days are not counted)",
        ),
        (
            Within(fixed=Span(working_days=5, counting=Counting.INCLUSIVE)),
            (
                "within 5 working days (day 1 is the day it starts, if that is a working"
                " day and not over)"
            ),
        ),
        (
            Within(
                officer_chooses=Bounds(
                    usual=Span(working_days=5), most=Span(working_days=10)
                )
            ),
            (
                "within the time the IRO/CPA sets for this dispute (at most 10 working"
                " days; if none is set, 5 working days)"
            ),
        ),
        (Within(by_issue_type=True), "within the time its type of issue has"),
        (Within(fixed=Span(elapsed_hours=24)), "within 24 elapsed hours"),
    ],
)
def test_a_limit_is_told_with_everything_that_is_said_of_it(
    west_sussex: Procedure, respond: Within, words: str
) -> None:
    asked = Responders(posts=("group-manager",))
    stage = Stage(number=9, title="Stage 9", responders=asked, respond=respond)

    assert (
        f"The Group Manager is asked to answer {words}, from when it is sent."
        in stage_lines(west_sussex, stage)
    )


def test_a_stage_says_everything_that_is_not_usual(west_sussex: Procedure) -> None:
    stage = Stage(
        number=9,
        title="Panel",
        responders=Responders(
            posts=("group-manager", "service-lead"),
            needed=Needed.ALL,
            lead="service-lead",
        ),
        respond=Within(fixed=Span(working_days=4)),
        when_unanswered=WhenUnanswered.ASK_OFFICER,
        send=Within(fixed=Span(working_days=2)),
        write_up=Within(fixed=Span(working_days=3)),
        reminders=(Reminder(after=Span(working_days=1), to=("ad-sqp",)),),
        meeting=Meeting(needed=True, attend=("group-manager",)),
        escalated_by="iro-team-manager",
        accepted_by=Acceptance(posts=("officer", "iro-team-manager")),
        recorded_by="iro-team-manager",
        followed_up_by="service-lead",
        when_not_done_tell=("ad-sqp",),
        monitoring_meeting=False,
        optional=True,
        may_repeat=True,
        tell=(
            Telling(
                post="complaints-manager",
                when=Condition(
                    in_proceedings=True,
                    starts_here=True,
                    themes=("family-finding",),
                    children=("looked-after",),
                ),
            ),
        ),
    )

    assert stage_lines(west_sussex, stage) == (
        "It is passed over unless somebody calls for it.",
        "It may be called again.",
        (
            "The IRO/CPA Team Manager takes the dispute to it, as the IRO/CPA may, and"
            " hears when it begins."
        ),
        "The IRO/CPA Team Manager sends it within 2 working days.",
        (
            "The Group Manager and the Service Lead are all asked to answer within 4"
            " working days, from when it is sent."
        ),
        (
            "The Service Lead gives one answer for all of them, marked as collated; until"
            " then each of them is awaited."
        ),
        (
            "Without a full answer by then, the IRO/CPA is asked what to do, and asked"
            " again until they decide."
        ),
        (
            "If the IRO/CPA or the IRO/CPA Team Manager is not satisfied, there is no stage"
            " above this one."
        ),
        (
            "Told when it begins: the Complaints Manager, for information, only in care"
            " proceedings, at the stage where the dispute starts, about"
            ' "Family finding or placement search", for'
            ' "Child or young person in care".'
        ),
        (
            "1 working day after the limit, the Assistant Director Safeguarding Quality and"
            " Practice is reminded."
        ),
        "A meeting must be held; the IRO/CPA organises it, with the Group Manager.",
        (
            "Whether the answer will do is said by the IRO/CPA and the IRO/CPA Team"
            " Manager."
        ),
        (
            "All of them must be satisfied; what each of them agrees adds up, and no more"
            " is accepted than each accepts."
        ),
        "Whoever has yet to say so is asked again every 5 working days.",
        (
            "The IRO/CPA Team Manager records the outcome, and is asked to when the answer"
            " is accepted."
        ),
        (
            "The outcome is written up within 3 working days, from when the answer is"
            " accepted."
        ),
        "The Service Lead follows up what was agreed here.",
        (
            "The Assistant Director Safeguarding Quality and Practice hears of it if what"
            " was agreed here is not done."
        ),
        "No meeting follows what was agreed here.",
    )


def test_a_stage_that_only_informs_says_so(west_sussex: Procedure) -> None:
    stage = Stage(number=9, title="For information", tell=(Telling(post="cafcass"),))

    assert stage_lines(west_sussex, stage)[:2] == (
        "Nobody is asked to answer: this stage only informs.",
        "Told when it begins: Cafcass, for information.",
    )


def test_what_may_be_called_for_above_the_last_stage_is_named(
    west_sussex: Procedure,
) -> None:
    chief = Stage(
        number=9,
        title="Chief Executive",
        optional=True,
        responders=Responders(posts=("executive-director",)),
    )
    ladder = west_sussex.ladders[0]
    longer = ladder.model_copy(update={"stages": (*ladder.stages, chief)})
    changed = west_sussex.model_copy(update={"ladders": (longer,)})

    assert (
        "If the IRO/CPA is not satisfied, they may call for Chief Executive."
        in section(changed, "Stage 5 (stage 5, formal)").lines
    )


def test_extension_and_hold_are_told_where_they_are_offered(
    west_sussex: Procedure,
) -> None:
    changed = west_sussex.model_copy(
        update={
            "extension": Extension(
                offered=True,
                at_most=Span(working_days=5),
                times=2,
                needs_benefit_for_child=True,
                needs_further_enquiries=True,
            ),
            "hold": Hold(offered=True, at_most=Span(working_days=10), source="§7"),
        }
    )

    assert section(changed, "More time").lines == (
        (
            "The IRO/CPA may extend a limit by at most 5 working days, 2 times at a"
            " stage, saying what the child gains by waiting and what is still to be found"
            " out."
        ),
        (
            "The IRO/CPA may place a dispute on hold until an agreed date, for at most 10"
            " working days; this stops the stage limit, and at the end what was left of the"
            " limit runs on from there. [§7]"
        ),
    )


def test_watching_events_stay_good_practice_and_reports_are_told(
    west_sussex: Procedure,
) -> None:
    changed = west_sussex.model_copy(
        update={
            "monitoring": Monitoring(
                when_not_done=WhenNotDone.SAME_STAGE,
                meeting_within=Within(fixed=Span(working_days=10)),
                meet=("officer", "group-manager"),
                repeatable=False,
                follow_up_needed=False,
            ),
            "override_events": (
                OverrideEvent(
                    key="death",
                    title="The child has died",
                    tell=(Telling(post="executive-director"),),
                ),
            ),
            "stay": Stay(always=True, says="No change of placement."),
            "good_practice": GoodPractice(recorded=True, copied_to=("ad-sqp",)),
            "reports": (
                Report.model_validate(
                    {
                        "key": "yearly",
                        "title": "Annual report",
                        "every": "year",
                        "audience": ["elected members"],
                        "contains": ["themes", "times"],
                        "counts_informal": True,
                    }
                ),
            ),
            "issue_groups": (
                IssueGroup(
                    title="Delay",
                    issues=(
                        IssueType(
                            key="late",
                            title="Late plan",
                            kinds=("delay",),
                            start_stage=1,
                            or_stage=2,
                            or_stage_when="resources are needed",
                            responders=("group-manager", "service-lead"),
                            within=Span(working_days=7),
                            within_at_most=Span(working_days=14),
                            stay=True,
                            restricted=True,
                        ),
                    ),
                ),
            ),
            "other_issue_allowed": False,
        }
    )
    text = explain(changed)

    for sentence in (
        "the same stage begins again by itself.",
        (
            "A meeting of the IRO/CPA and the Group Manager looks at it within 10 working"
            " days; one that is not reported held by then comes back like what was not"
            " done."
        ),
        "It is watched once only; where it is watched again, that is said.",
        (
            "The child has died: the Executive Director Children's Services, for"
            " information."
        ),
        "Meanwhile, always: No change of placement.",
        (
            "Good practice is recorded, without a limit, and copied to the Assistant"
            " Director Safeguarding Quality and Practice."
        ),
        (
            "Annual report, every year, for elected members; it counts informal disputes;"
            " in it: themes and times."
        ),
        (
            "Late plan (late); counted as delay; starts at stage 1; or at stage 2 when"
            " resources are needed; answered there by the Group Manager or the Service"
            " Lead; within 7 working days, at most 14 working days; action is halted"
            " meanwhile; personnel matters are kept apart."
        ),
        "Only what is listed may be raised.",
    ):
        assert sentence in text


def test_several_ladders_say_when_each_is_taken(west_sussex: Procedure) -> None:
    first = west_sussex.ladders[0]
    urgent = Ladder.model_validate(
        {
            **first.model_dump(exclude_none=True),
            "name": "urgent",
            "title": "Urgent",
            "chosen_for": {"officers": ["iro"], "severities": ["immediate-safety"]},
            "hands_over_to": "west-sussex-2020-06",
        }
    )
    changed = west_sussex.model_copy(update={"ladders": (first, urgent)})

    lines = section(changed, "The stages: Urgent").lines

    assert (
        "It is taken by itself for a dispute raised by the Independent Reviewing"
        " Officer, where there is a concern about the child's immediate safety."
    ) in lines
    assert (
        "At its end it hands over to the procedure west-sussex-2020-06, where it is"
        " raised anew and names this one."
    ) in lines
    assert section(changed, "Urgent: Stage 1 (stage 1, formal)").lines


# --- two versions ----------------------------------------------------------------------


def test_two_versions_differ_in_the_sentences_that_differ(
    west_sussex: Procedure,
) -> None:
    ladder = west_sussex.ladders[0]
    slower = tuple(
        stage.model_copy(update={"respond": Within(fixed=Span(working_days=7))})
        if stage.number == 2
        else stage
        for stage in ladder.stages
    )
    new = west_sussex.model_copy(
        update={"ladders": (ladder.model_copy(update={"stages": slower}),)}
    )

    found = {one.title: one.lines for one in differences(west_sussex, new)}

    assert found == {
        "The stages": (
            (
                "No longer: The limits of the formal stages in working days add up to"
                " 5 + 5 + 5 + 5 = 20 working days."
            ),
            (
                "Now: The limits of the formal stages in working days add up to"
                " 5 + 7 + 5 + 5 = 22 working days."
            ),
        ),
        "Stage 2 (stage 2, formal)": (
            (
                "No longer: The Group Manager is asked to answer within 5 working days,"
                " from the escalation to this stage. [§5 Stage 2 (WS-33); reading WS-A2]"
            ),
            (
                "Now: The Group Manager is asked to answer within 7 working days, from the"
                " escalation to this stage. [§5 Stage 2 (WS-33)]"
            ),
        ),
    }


def test_a_title_that_was_changed_is_said_once_and_what_else_is_new_beside_it() -> None:
    old = PROCEDURES["quillshire-2025-04"]
    plain = old.model_dump(mode="json")
    ladder = plain["ladders"][0]
    ladder["title"] = "Green"
    ladder["stages"][0]["title"] = "Talk"
    ladder["stages"][1]["when_unanswered"] = "ask-officer"

    found = {
        one.title: one.lines
        for one in differences(old, Procedure.model_validate(plain))
    }

    assert list(found) == [
        "The stages: Green",
        "Green: Talk (stage 0, informal)",
        "Green: Early challenge (stage 1, pre-formal)",
    ]
    assert found["The stages: Green"] == (
        'It was called "The stages: Green, everything else".',
        (
            "No longer: Green, everything else (green): Talk first, Early challenge and"
            " Formal challenge, in this order."
        ),
        "Now: Green (green): Talk, Early challenge and Formal challenge, in this order.",
    )
    assert found["Green: Talk (stage 0, informal)"] == (
        'It was called "Talk first (stage 0, informal)".',
    )
    assert found["Green: Early challenge (stage 1, pre-formal)"] == (
        (
            "No longer: Without a full answer by then, it passes to Formal challenge by"
            " itself."
        ),
        (
            "Now: Without a full answer by then, the officer is asked what to do, and asked"
            " again until they decide."
        ),
    )


def test_a_sentence_that_was_changed_is_followed_by_what_it_is_now() -> None:
    old = PROCEDURES["anyshire-2026-01"]
    plain = old.model_dump(mode="json")
    plain["posts"]["social-worker"]["title"] = "Key Worker"
    plain["posts"]["director"]["title"] = "The Director of Children's Services, DCS"
    del plain["posts"]["service-manager"]
    for stage in plain["ladders"][0]["stages"]:
        stage["responders"]["posts"] = ["director"]

    found = {
        one.title: one.lines
        for one in differences(old, Procedure.model_validate(plain))
    }

    assert found["Who takes part"] == (
        "No longer: Social Worker.",
        "Now: Key Worker.",
        "No longer: Service Manager.",
        "No longer: Director of Children's Services, also called DCS.",
        "Now: The Director of Children's Services, DCS, also called DCS.",
    )


def test_only_the_nearest_sentence_is_taken_for_the_one_that_was_changed() -> None:
    old, new = (
        PROCEDURES["anyshire-2026-01"].model_dump(mode="json") for _ in range(2)
    )
    for plain, titles in ((old, ("North", "East")), (new, ("Northern", "Northeast"))):
        for post, title in zip(("social-worker", "director"), titles, strict=True):
            plain["posts"][post]["title"] = f"Team Leader {title}"
            plain["posts"][post]["aliases"] = []

    found = {
        one.title: one.lines
        for one in differences(
            Procedure.model_validate(old), Procedure.model_validate(new)
        )
    }

    assert found["Who takes part"] == (
        "No longer: Team Leader North.",
        "Now: Team Leader Northern.",
        "No longer: Team Leader East.",
        "Now: Team Leader Northeast.",
    )


def test_the_council_and_what_it_calls_the_document_are_compared_too(
    west_sussex: Procedure,
) -> None:
    other = west_sussex.model_copy(update={"council": "East", "title": "Process"})

    [found] = differences(west_sussex, other)

    assert found.lines == (
        "No longer: West Sussex County Council calls it Dispute Resolution Process.",
        "Now: East calls it Process.",
    )


def test_a_version_does_not_differ_from_itself(west_sussex: Procedure) -> None:
    assert differences(west_sussex, west_sussex) == ()


def test_a_section_that_a_version_lost_comes_last_and_one_it_has_won_where_it_stands(
    west_sussex: Procedure,
) -> None:
    event = OverrideEvent(key="flood", title="A flood", tell=(Telling(post="cafcass"),))
    flooded = west_sussex.model_copy(update={"override_events": (event,)})
    says = "A flood: Cafcass, for information."

    won = differences(west_sussex, flooded)
    lost = differences(flooded, west_sussex)

    assert [(one.title, one.lines) for one in won] == [
        ("Events to be told at once", (f"Now: {says}",))
    ]
    assert [(one.title, one.lines) for one in lost] == [
        ("Events to be told at once", (f"No longer: {says}",))
    ]
