"""The order of the stages, and the limit on the whole."""

from collections.abc import Iterator
from dataclasses import replace

from domain.explaining.section import Section
from domain.explaining.stages import stage_section
from domain.explaining.words import (
    in_words_of_raiser,
    line,
    listed,
    officer,
    posts,
    span,
    the,
    themes,
)
from domain.procedure import Procedure
from domain.procedure.ladder import Choice, Ladder, Phase, Stage
from domain.procedure.time import ClockStart, Overall, OverallStart, Span

_STARTS = {
    OverallStart.RAISED: "when the dispute is raised",
    OverallStart.FORMAL_START: "when the first stage begins that is formal or external",
}


def ladders(procedure: Procedure) -> Iterator[Section]:
    """Yield the sections of every ladder: its order, then its stages."""
    several = len(procedure.ladders) > 1
    for ladder in procedure.ladders:
        title = f"The stages: {ladder.title}" if several else "The stages"
        yield Section(title, tuple(_ladder(procedure, ladder)), ladder.name)
        seen_by_raiser = in_words_of_raiser(procedure, ladder)
        for stage in ladder.stages:
            section = stage_section(seen_by_raiser, ladder, stage)
            within = f"{ladder.title}: " if several else ""
            yield replace(section, title=f"{within}{section.title}", within=within)


def formal_stages(ladder: Ladder) -> list[Stage]:
    """Return the stages whose limits make up the formal process.

    Left out are optional stages, those that only inform, and those of a clock that
    several stages share.
    """
    return [
        stage
        for stage in ladder.stages
        if is_formal(stage) and not stage.clock_starts.is_shared
    ]


def is_formal(stage: Stage) -> bool:
    """True for a formal stage that every dispute comes to and somebody answers at."""
    must_come_there = stage.phase is Phase.FORMAL and not stage.optional
    return must_come_there and stage.responders is not None


def time_to_meet_first(stage: Stage) -> Span | None:
    """Return the time for the meeting from which the limit runs; None: it runs at once."""
    within = stage.meeting.within if stage.meeting else None
    runs_from_it = stage.clock_starts is ClockStart.MEETING_HELD
    return within.fixed if within and runs_from_it else None


def formal_limits(ladder: Ladder) -> list[int]:
    """Return the fixed limits, in working days, of the stages that are formal."""
    spans = [
        stage.respond.fixed
        for stage in formal_stages(ladder)
        if stage.respond is not None
    ]
    return [one.working_days for one in spans if one and one.working_days]


def sum_in_words(limits: list[int]) -> str:
    """Return `5 + 5 + 5 = 15 working days`."""
    return f"{' + '.join(map(str, limits))} = {sum(limits)} working days"


def _ladder(procedure: Procedure, ladder: Ladder) -> Iterator[str]:
    order = listed(stage.title for stage in ladder.stages)
    yield line(f"{ladder.title} ({ladder.name}): {order}, in this order", ladder)
    if len(procedure.ladders) > 1:
        yield line(chosen(procedure, ladder.chosen_for))
    if ladder.reverse:
        yield (
            f"Here others raise an issue with {officer(procedure)}; it is taken for that,"
            " and for nothing else."
        )
    limits = formal_limits(ladder)
    if len(limits) > 1:
        yield (
            "The limits of the formal stages in working days add up to"
            f" {sum_in_words(limits)}."
        )
        if any(time_to_meet_first(stage) for stage in formal_stages(ladder)):
            yield "The time to hold the meeting comes on top where a limit runs from it."
    usual = ladder.chosen_for is None  # a document states the total of its usual stages
    if usual and procedure.stated_total_working_days is not None:
        stated = procedure.stated_total_working_days
        yield f"The document itself states a total of {stated} working days."
    if ladder.chase_officer_every is not None:
        again = span(ladder.chase_officer_every)
        yield line(f"{officer(procedure)} is asked again every {again} here")
    if ladder.overall is not None:
        yield from _overall(in_words_of_raiser(procedure, ladder), ladder.overall)
    else:
        yield "There is no limit on the whole."
    if ladder.hands_over_to is not None:
        yield (
            f"At its end it hands over to the procedure {ladder.hands_over_to}, where"
            " it is raised anew and names this one."
        )


def chosen(procedure: Procedure, choice: Choice | None) -> str:
    """Return what a ladder is taken for."""
    if choice is None:
        return "It is taken for everything that no other order is chosen for"
    said = [
        f"{lead} {listed(names, 'or')}"
        for lead, names in (
            ("raised by", [the(procedure, one) for one in choice.officers]),
            ("for", [f'"{procedure.children[one]}"' for one in choice.children]),
            ("about", themes(procedure, choice.issue_types)),
            ("where there is", [procedure.concerns[one] for one in choice.severities]),
        )
        if names
    ]
    return f"It is taken by itself for a dispute {', '.join(said)}"


def _overall(procedure: Procedure, overall: Overall) -> Iterator[str]:
    yield line(
        f"The whole is to end within {span(overall.within)}, counted from"
        f" {_STARTS[overall.starts]}",
        overall,
    )
    told = posts(procedure, ("officer", *overall.tell))
    are = "are" if overall.tell else "is"
    if overall.warn_before is not None:
        before = span(overall.warn_before)
        yield line(f"{before} before that, and when it has passed, {told} {are} told")
    else:
        yield line(f"When it has passed, {told} {are} told")
    if len(procedure.ladders) > 1:
        yield (
            "A dispute that is taken to another order goes by what that says of the"
            " whole; a limit that would have passed already is counted from then."
        )
    yield f"It warns, and never stops {officer(procedure)}."
