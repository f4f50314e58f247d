"""Checks of one ladder apart from each of its stages."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from domain.procedure import Procedure
from domain.procedure.ladder import Choice, Ladder, WhenUnanswered
from domain.proofreading.finding import Finding, fault, reaches, warning
from domain.proofreading.totals import of_totals


def of_a_ladder(
    procedure: Procedure, ladder: Ladder, others: Collection[str] | None
) -> Iterator[Finding]:
    """Yield what is odd about a ladder, each in its place within the ladder."""
    yield from of_totals(procedure, ladder)
    yield from _overall(ladder)
    yield from _stated(procedure, ladder)
    yield from _titles(ladder)
    yield from _handing_over(procedure, ladder, others)
    yield from _choice(procedure, ladder)
    yield from _starting(procedure, ladder)
    yield from _shared_and_run_out(ladder)


def _overall(ladder: Ladder) -> Iterator[Finding]:
    overall = ladder.overall
    if overall is None and ladder.reading is None:
        yield warning(
            ladder.title,
            "it has no limit on the whole; write `overall` with the 20 working days of"
            " the IRO Handbook, or why not in a reading.",
            (),
        )
    elif overall is not None and reaches(overall.warn_before, overall.within):
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
        return
    for earlier in procedure.ladders[: procedure.ladders.index(ladder)]:
        if earlier.chosen_for is None or not _includes(earlier.chosen_for, chosen):
            continue
        same = earlier.chosen_for == chosen
        yield fault(
            ladder.title,
            f"{earlier.title} comes first and is chosen for"
            + (
                " the same, so that it is never reached; give them different"
                " `chosen_for`."
                if same
                else " all of that too, so that it is never reached; write it before"
                " that one."
            ),
            ("chosen_for",),
        )
    yield from _nobodys(procedure, ladder, chosen)


def _includes(wide: Choice, narrow: Choice) -> bool:
    """True where whatever `narrow` fits, `wide` fits too."""
    given = [
        (set(getattr(wide, name)), set(getattr(narrow, name)))
        for name in type(wide).model_fields
        if getattr(wide, name)
    ]
    return bool(given) and all(fewer and fewer <= more for more, fewer in given)


def _nobodys(procedure: Procedure, ladder: Ladder, chosen: Choice) -> Iterator[Finding]:
    """The officers named may act for none of the children named."""
    acted_for = {
        kind for name in chosen.officers for kind in procedure.officers[name].children
    }
    if chosen.officers and chosen.children and not acted_for & set(chosen.children):
        yield fault(
            ladder.title,
            "none of its `officers` acts for one of its `children`, so that it is never"
            " taken; name others.",
            ("chosen_for",),
        )


def _handing_over(
    procedure: Procedure, ladder: Ladder, others: Collection[str] | None
) -> Iterator[Finding]:
    name = ladder.hands_over_to
    if name == procedure.name:
        yield fault(
            ladder.title,
            "it hands over to the procedure that it belongs to; name another, or take"
            " `hands_over_to` away.",
            ("hands_over_to",),
        )
    elif name is not None and others is not None and name not in others:
        near = get_close_matches(name, sorted({*others} - {procedure.name}))
        meant = f"did you mean {near[0]!r}?" if near else "write its file first."
        yield fault(
            ladder.title,
            f"it hands over to {name!r}, and there is no such procedure; {meant}",
            ("hands_over_to",),
        )


def _stated(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    stated, overall = procedure.stated_total_working_days, ladder.overall
    if stated is None or overall is None or ladder.chosen_for is not None:
        return
    days = overall.within.working_days
    if days not in (None, stated) and overall.reading is None:
        yield warning(
            ladder.title,
            f"its limit on the whole is {overall.within.says()}, and the document states"
            f" {stated}; write the same, or say why not in a reading.",
            ("overall", "within"),
        )


def _titles(ladder: Ladder) -> Iterator[Finding]:
    titles = [stage.title for stage in ladder.stages]
    for position, title in enumerate(titles):
        if title in titles[:position]:
            yield warning(
                ladder.title,
                f"two of its stages are called {title!r}; give each its own title.",
                ("stages", position, "title"),
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
