"""One stage: who is asked, how long they have, what follows, and who is told."""

from collections.abc import Iterator

from domain.explaining.section import Section
from domain.explaining.words import (
    CLOCK_STARTS,
    by,
    condition,
    line,
    listed,
    officer,
    posts,
    span,
    the,
    those_needed,
    upper_first,
    within,
)
from domain.notices import Purpose
from domain.procedure import Procedure
from domain.procedure.ladder import (
    Ladder,
    Meeting,
    Stage,
    Step,
    StepStart,
    WhenUnanswered,
)
from domain.procedure.people import OFFICER, Needed, Responders, Telling
from domain.procedure.time import ClockStart, Reminder, Within

_ONE_CLOCK = (
    "All stages counted so share one clock. Where the dispute was taken to this order of"
    " stages later, it starts then; for a stage that begins when it has run out it starts"
    " anew."
)

_PURPOSES = {
    Purpose.TO_ACT: "to act",
    Purpose.FOR_INFORMATION: "for information",
    Purpose.COPIED: "as a copy",
}

_TOGETHER = {
    Needed.ALL: "All of them must be satisfied; what each of them agrees adds up, and no"
    " more is accepted than each accepts.",
    Needed.ANY: "One of them is enough, and speaks for all.",
}


def stage_section(procedure: Procedure, ladder: Ladder, stage: Stage) -> Section:
    """Return everything about one stage."""
    title = f"{stage.title} (stage {stage.number}, {stage.phase.value})"
    lines = (
        *_entering(procedure, stage),
        *_answering(procedure, stage),
        *_what_follows(procedure, ladder, stage),
        *_telling(procedure, stage),
        *(_reminder(procedure, one) for one in stage.reminders),
        *_doing(procedure, stage),
        *_satisfying(procedure, ladder, stage),
    )
    return Section(title, tuple(lines), f"{ladder.name} {stage.number}")


def _entering(procedure: Procedure, stage: Stage) -> Iterator[str]:
    if stage.source or stage.reading:
        yield line("Where it stands in the document", stage)
    if stage.optional:
        yield "It is passed over unless somebody calls for it."
    if stage.may_repeat:
        yield "It may be called again."
    for concern in stage.not_for:
        yield f"It is not where to start if there is {procedure.concerns[concern]}."
    for entered_when in stage.entered_when:
        yield line(f"The document names for it: {entered_when}")
    if stage.escalated_by != OFFICER:
        yield line(
            f"{the(procedure, stage.escalated_by)} takes the dispute to it, as"
            f" {officer(procedure)} may, and hears when it begins"
        )
    if stage.send is not None:
        who = the(procedure, stage.escalated_by)
        yield line(f"{who} sends it {within(procedure, stage.send)}", stage.send)


def _answering(procedure: Procedure, stage: Stage) -> Iterator[str]:
    if stage.responders is None:
        yield "Nobody is asked to answer: this stage only informs."
        return
    asked = stage.responders
    who = those_needed(procedure, asked.posts, asked.needed)
    are = "are all" if _all_answer(asked) else "is"
    if stage.respond is None:
        yield line(f"{who} {are} asked to answer; there is no limit", asked)
    else:
        yield line(
            f"{who} {are} asked to answer {within(procedure, stage.respond)},"
            f" {CLOCK_STARTS[stage.clock_starts]}{_until_the_meeting(stage)}",
            stage.respond,
            asked,
        )
        if stage.clock_starts.is_shared:
            yield _ONE_CLOCK
        yield from _if_none_is_set(procedure, stage.respond)
    if asked.lead is not None:
        marked = ", marked as collated; until then each of them is awaited"
        yield line(
            f"{the(procedure, asked.lead)} gives one answer for all of them"
            + (marked if _all_answer(asked) else "")
        )


def _all_answer(asked: Responders) -> bool:
    return asked.needed is Needed.ALL and len(asked.posts) > 1


def _until_the_meeting(stage: Stage) -> str:
    """From when a clock that a meeting starts is counted until then."""
    if stage.clock_starts is not ClockStart.MEETING_HELD:
        return ""
    last_day = stage.meeting is not None and stage.meeting.within is not None
    since = "from the last day for it" if last_day else "from when the stage begins"
    return f"; until one is arranged or held, {since}"


def _if_none_is_set(procedure: Procedure, limit: Within) -> Iterator[str]:
    """Yield what holds where a limit that is left open is not set."""
    if limit.by_issue_type:
        yield (
            "Of several types of issue the one whose time ends first counts; where none"
            " has a time, there is no limit."
        )
    bounds = limit.officer_chooses
    if bounds is not None and bounds.usual is None:
        who = upper_first(officer(procedure))
        later = "" if bounds.as_before else "; later, if none is set, there is no limit"
        yield f"{who} has to set it where it starts here{later}."


def _what_follows(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[str]:
    above = ladder.after(stage.number)
    if stage.responders is not None and stage.respond is not None:
        if stage.when_unanswered is WhenUnanswered.ESCALATE and above is not None:
            yield f"Without a full answer by then, it passes to {above.title} by itself."
        else:
            yield (
                f"Without a full answer by then, {officer(procedure)} is asked what to do,"
                " and asked again until they decide."
            )
    if stage.responders is not None:
        yield _if_not_satisfied(procedure, ladder, stage)
    if stage.consider_cafcass:
        yield (
            f"When it begins, {officer(procedure)} is asked to consider a referral to"
            " Cafcass, if they may make one."
        )


def _if_not_satisfied(procedure: Procedure, ladder: Ladder, stage: Stage) -> str:
    asked = dict.fromkeys((OFFICER, *stage.accepted_by.posts))
    unsatisfied = f"If {posts(procedure, asked, 'or')} is not satisfied"
    they = "they" if len(asked) == 1 else officer(procedure)
    above = ladder.after(stage.number)
    if above is None:
        higher = (one.title for one in ladder.stages if one.number > stage.number)
        called_for = listed(higher, "or")
        if called_for:
            return f"{unsatisfied}, {they} may call for {called_for}."
        return f"{unsatisfied}, there is no stage above this one."
    if stage.when_unsatisfactory is WhenUnanswered.ESCALATE:
        return f"{unsatisfied}, it goes to {above.title}."
    say = "say" if len(asked) == 1 else "says"
    return f"{unsatisfied}, {they} {say} what comes next."


def _telling(procedure: Procedure, stage: Stage) -> Iterator[str]:
    for telling in stage.tell:
        yield line(f"Told when it begins: {told(procedure, telling)}", telling)
    for kind, words in stage.wording.items():
        yield line(f"The notice `{kind.value}` adds: {words}")


def told(procedure: Procedure, telling: Telling) -> str:
    """Return who is told, why, when and in whose name."""
    said = f"{the(procedure, telling.post)}, {_PURPOSES[telling.purpose]}"
    if telling.sent_by is not None:
        said += f", in the name of {the(procedure, telling.sent_by)}"
    return said + condition(procedure, telling.when)


def _reminder(procedure: Procedure, reminder: Reminder) -> str:
    when = next(
        f"{span(length)} {side}"
        for length, side in ((reminder.before, "before"), (reminder.after, "after"))
        if length is not None
    )
    who = posts(procedure, reminder.to) if reminder.to else "whoever has yet to answer"
    return line(f"{when} the limit, {who} is reminded")


def _doing(procedure: Procedure, stage: Stage) -> Iterator[str]:
    for step in stage.steps:
        yield _step(procedure, step)
    if stage.meeting is not None:
        yield _meeting(procedure, stage.meeting)


def _step(procedure: Procedure, step: Step) -> str:
    lead = "To be done" if step.required else "To be done where it applies"
    after = " of the meeting" if step.starts is StepStart.MEETING_HELD else ""
    limit = f" ({within(procedure, step.within)}{after})" if step.within else ""
    still = " (also once this stage is over)" if step.outlasts_stage else ""
    return line(
        f"{lead}{by(procedure, step.by)}{limit}{still}: {step.says}",
        step,
        step.within,
    )


def _meeting(procedure: Procedure, meeting: Meeting) -> str:
    said = "A meeting " + ("must be held" if meeting.needed else "may be held")
    if meeting.within is not None:
        said += f" {within(procedure, meeting.within)}"
    said += f"; {the(procedure, meeting.organiser)} organises it"
    if meeting.attend:
        said += f", with {posts(procedure, meeting.attend)}"
    return line(said, meeting, meeting.within)


def _satisfying(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[str]:
    if stage.responders is not None:
        accepted = stage.accepted_by
        who = those_needed(procedure, accepted.posts, accepted.needed)
        yield line(f"Whether the answer will do is said by {who}")
        if len(accepted.posts) > 1:
            yield _TOGETHER[accepted.needed]
        if accepted.posts != (OFFICER,):
            again = span(procedure.asked_again_every(ladder))
            yield f"Whoever has yet to say so is asked again every {again}."
    if stage.recorded_by != OFFICER:
        yield line(
            f"{the(procedure, stage.recorded_by)} records the outcome, and is asked to when"
            " the answer is accepted"
        )
    if stage.write_up is not None:
        yield line(
            f"The outcome is written up {within(procedure, stage.write_up)}, from when"
            " the answer is accepted",
            stage.write_up,
        )
    if stage.followed_up_by is not None:
        who = the(procedure, stage.followed_up_by)
        yield line(f"{who} follows up what was agreed here")
    if stage.when_not_done_tell:
        who = upper_first(posts(procedure, stage.when_not_done_tell))
        hear = "hears" if len(stage.when_not_done_tell) == 1 else "hear"
        yield f"{who} {hear} of it if what was agreed here is not done."
    if not stage.monitoring_meeting:
        yield "No meeting follows what was agreed here."


def told_shortly(procedure: Procedure, stage: Stage) -> str:
    """Return the titles of those who are told when `stage` begins, with the condition."""
    return listed(_title_and_when(procedure, one) for one in stage.tell)


def _title_and_when(procedure: Procedure, telling: Telling) -> str:
    title, only = procedure.title_of(telling.post), condition(procedure, telling.when)
    return f"{title} ({only.removeprefix(', ')})" if only else title


def why_onward(stage: Stage) -> str:
    """Return in a few words what leads from `stage` to the one above it."""
    reasons = []
    if stage.respond is not None and stage.when_unanswered is WhenUnanswered.ESCALATE:
        reasons.append("unanswered")
    satisfies = stage.when_unsatisfactory is WhenUnanswered.ESCALATE
    if stage.responders is not None and satisfies:
        reasons.append("the answer will not do")
    return ", or ".join(reasons) if reasons else "when the officer takes it on"
