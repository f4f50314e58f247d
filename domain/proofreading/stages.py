"""Checks of one stage."""

from collections.abc import Callable, Iterator

from domain.procedure import Procedure
from domain.procedure.ladder import (
    Ladder,
    Meeting,
    Phase,
    Stage,
    StepStart,
    WhenUnanswered,
)
from domain.procedure.time import ClockStart, Within
from domain.proofreading.finding import Finding, fault, reaches, warning
from domain.proofreading.reckoning import is_longer


def of_a_stage(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[Finding]:
    """Yield what is odd about one stage."""
    for check in _CHECKS:
        yield from check(procedure, ladder, stage)


def _nobody(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[Finding]:
    if stage.responders is not None:
        return
    if not stage.tell:
        yield fault(
            stage.title,
            "nobody is asked to answer and nobody is told; name `responders` or `tell`.",
            (),
        )
    elif ladder.after(stage.number) is not None and stage.phase is not Phase.EXTERNAL:
        yield warning(
            stage.title,
            "nobody is asked to answer, though stages follow: it stops here until the"
            " officer takes it on.",
            (),
        )


def _no_end(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[Finding]:
    if stage.responders is None:
        return
    if stage.respond is None and stage.reading is None:
        yield warning(
            stage.title,
            "it has no limit and no reading says why: unanswered, it goes on without"
            " end; write `respond`, or a reading.",
            (),
        )
    if stage.respond is not None and stage.respond.reading is None:
        yield from _maybe_no_limit(procedure, stage, stage.respond)


def _maybe_no_limit(
    procedure: Procedure, stage: Stage, respond: Within
) -> Iterator[Finding]:
    bounds = respond.officer_chooses
    if bounds is not None and bounds.usual is None and not bounds.as_before:
        yield warning(
            stage.title,
            "where the officer sets no limit there is none; write `usual`.",
            ("respond",),
        )
    without = [issue.key for issue in procedure.issues() if issue.within is None]
    if respond.by_issue_type and without:
        yield warning(
            stage.title,
            f"its limit comes from the issue type, and these have none:"
            f" {', '.join(without)}.",
            ("respond",),
        )


def _unreachable(
    procedure: Procedure, ladder: Ladder, stage: Stage
) -> Iterator[Finding]:
    starts = {role.usually_starts_at for role in procedure.officers.values()}
    for issue in procedure.issues():
        starts |= {issue.start_stage, issue.or_stage}
    named = stage.number in starts or stage.entered_when or stage.reading
    if stage.optional and not named:
        yield warning(
            stage.title,
            "it is optional, and nothing says when it is reached; write `entered_when`.",
            ("optional",),
        )


def _untimely(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[Finding]:
    limit = stage.respond.fixed if stage.respond else None
    for position, reminder in enumerate(stage.reminders):
        place = ("reminders", position)
        if stage.respond is None:
            yield warning(
                stage.title,
                "it has a reminder but no limit, so that it is never sent; write"
                " `respond`, or take the reminder away.",
                place,
            )
        elif limit is not None and reaches(reminder.before, limit):
            yield warning(
                stage.title,
                f"a reminder {reminder.before.says()} before a limit of"
                f" {limit.says()} falls before the stage begins; remind later.",
                place,
            )


def _never_overdue(
    procedure: Procedure, ladder: Ladder, stage: Stage
) -> Iterator[Finding]:
    """After the limit nothing is awaited where the stage passes on by itself."""
    passes_on = stage.when_unanswered is WhenUnanswered.ESCALATE
    if stage.respond is None or not passes_on or ladder.after(stage.number) is None:
        return
    for position, reminder in enumerate(stage.reminders):
        if reminder.after is not None:
            yield warning(
                stage.title,
                f"a reminder {reminder.after.says()} after the limit is never sent: the"
                " stage passes on by itself at the limit; remind `before`, or write"
                " `when_unanswered: ask-officer`.",
                ("reminders", position, "after"),
            )


def _meetings(procedure: Procedure, ladder: Ladder, stage: Stage) -> Iterator[Finding]:
    if stage.meeting is not None:
        yield from _late_meeting(stage, stage.meeting)
        return
    if stage.clock_starts is ClockStart.MEETING_HELD:
        yield warning(
            stage.title,
            "its clock starts from a meeting, and it has none; write `meeting`, or"
            " another `clock_starts`.",
            ("clock_starts",),
        )
    for position, step in enumerate(stage.steps):
        if step.starts is StepStart.MEETING_HELD:
            yield warning(
                stage.title,
                f"the limit of {step.key} is counted from a meeting, and the stage has"
                " none; write `meeting`, or take `starts` away.",
                ("steps", position, "starts"),
            )


def _late_meeting(stage: Stage, meeting: Meeting) -> Iterator[Finding]:
    by, limit = (one.fixed if one else None for one in (meeting.within, stage.respond))
    if by is None or limit is None or meeting.reading is not None:
        return
    told = f"its meeting is to be held within {by.says()}, its limit is {limit.says()}"
    late = is_longer(by, limit)
    if late:
        says = f"{told}: it passes before the meeting; let the meeting come first."
        yield warning(stage.title, says, ("meeting", "within"))
    elif late is None:
        says = f"{told}: see that the meeting comes first, and write both in one unit."
        yield warning(stage.title, says, ("meeting", "within"))


_CHECKS: tuple[Callable[[Procedure, Ladder, Stage], Iterator[Finding]], ...] = (
    _nobody,
    _no_end,
    _unreachable,
    _untimely,
    _never_overdue,
    _meetings,
)
