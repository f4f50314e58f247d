"""Checks of one ladder apart from each of its stages."""

from collections.abc import Iterator

from domain.explaining.ladders import formal_limits, sum_in_words
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, WhenUnanswered
from domain.proofreading.finding import Finding, fault, reaches, warning

STATUTORY_TOTAL = 20
"""Working days for the formal process, IRO Handbook 2010, paragraph 6.2."""


def of_a_ladder(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    """Yield what is odd about a ladder, each in its place within the ladder."""
    yield from _totals(procedure, ladder)
    yield from _overall(ladder)
    yield from _choice(procedure, ladder)
    yield from _starting(procedure, ladder)
    yield from _shared_and_run_out(ladder)


def _totals(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    limits = formal_limits(ladder)
    whole = ladder.overall.within.working_days if ladder.overall else None
    for total, named in (
        (procedure.stated_total_working_days, "the total that the document states"),
        (whole, "the limit on the whole"),
        (STATUTORY_TOTAL, "the total in the IRO Handbook"),
    ):
        if total is not None and sum(limits) > total:
            yield warning(
                ladder.title,
                f"the formal stages have {sum_in_words(limits)}, over {named}, {total}:"
                " unanswered to the last, a dispute overruns it.",
                ("stages",),
            )


def _overall(ladder: Ladder) -> Iterator[Finding]:
    overall = ladder.overall
    if overall is None:
        yield warning(
            ladder.title,
            "it has no limit on the whole; write `overall` with the 20 working days of"
            " the IRO Handbook, or why not in a reading.",
            (),
        )
    elif reaches(overall.warn_before, overall.within):
        yield warning(
            ladder.title,
            f"it warns {overall.warn_before.says()} before the end of"
            f" {overall.within.says()}: before it begins; warn later.",
            ("overall", "warn_before"),
        )


def _choice(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    chosen = ladder.chosen_for
    if chosen is None:
        return
    if not any(getattr(chosen, name) for name in type(chosen).model_fields):
        yield warning(
            ladder.title,
            "`chosen_for` names nothing, so that it is never taken by itself; name"
            " officers, children, issue_types or severities.",
            ("chosen_for",),
        )
    for earlier in procedure.ladders[: procedure.ladders.index(ladder)]:
        if earlier.chosen_for == chosen:
            yield fault(
                ladder.title,
                f"{earlier.title} comes first and is chosen for the same, so that it is"
                " never reached; give them different `chosen_for`.",
                ("chosen_for",),
            )


def _starting(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    for concern, words in procedure.concerns.items():
        if all(stage.optional or concern in stage.not_for for stage in ladder.stages):
            yield fault(
                ladder.title,
                f"with {words} there is no stage to start at; take {concern} out of"
                " one `not_for`.",
                ("stages",),
            )


def _shared_and_run_out(ladder: Ladder) -> Iterator[Finding]:
    """Where stages share one limit, silence at the first should leave the next time."""
    for stage in ladder.stages:
        above = ladder.after(stage.number)
        if above is None or stage.when_unanswered is not WhenUnanswered.ESCALATE:
            continue
        here, there = (
            one.respond.fixed if one.respond else None for one in (stage, above)
        )
        both_shared = stage.clock_starts.is_shared and above.clock_starts.is_shared
        if both_shared and here and there and reaches(here, there):
            yield warning(
                above.title,
                f"it shares its limit with {stage.title}; where nobody answers there that"
                " has run out, and a limit of its own begins here. Give the one below"
                " less, or write `sent` in `clock_starts` here.",
                ("stages", ladder.stages.index(above), "respond"),
            )
