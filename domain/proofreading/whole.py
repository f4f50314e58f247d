"""Checks of the procedure as a whole, and of each ladder."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.calendar import says_day
from domain.explaining.ladders import formal_limits, sum_in_words
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder
from domain.procedure.matters import Reading
from domain.procedure.part import Part
from domain.procedure.people import Ability
from domain.procedure.procedure import Status
from domain.proofreading.finding import Finding, fault, reaches, warning

STATUTORY_TOTAL = 20
"""Working days for the formal process, IRO Handbook 2010, paragraph 6.2."""

_READING_ID = re.compile(r"\b[A-Z]{2,4}-A\d+\b")


def of_the_whole(procedure: Procedure, on: date) -> Iterator[Finding]:
    """Yield what is odd about dates, roles, concerns and readings."""
    yield from _dates(procedure, on)
    yield from _roles(procedure)
    yield from _starting(procedure)
    yield from _readings(procedure)


def of_a_ladder(procedure: Procedure, ladder: Ladder) -> Iterator[Finding]:
    """Yield what is odd about a ladder apart from its stages."""
    yield from _totals(procedure, ladder)
    yield from _choice(procedure, ladder)


def _dates(procedure: Procedure, on: date) -> Iterator[Finding]:
    review, until = procedure.review_on, procedure.in_force_until
    if review is not None and review < on:
        yield warning(
            "review_on",
            f"it was due for review on {says_day(review)}; ask the council whether it"
            " still stands.",
        )
    if until is not None and until < procedure.in_force_from:
        yield fault(
            "in_force_until",
            f"{says_day(until)} is before in_force_from,"
            f" {says_day(procedure.in_force_from)}; it would never be in force.",
        )
    if procedure.status is Status.DRAFT and procedure.is_in_force_on(on):
        yield warning(
            "status", "it is a draft and yet in force; approve it, or date it later."
        )


def _roles(procedure: Procedure) -> Iterator[Finding]:
    for key, role in procedure.officers.items():
        stages = [
            stage
            for stage in procedure.stages()
            if stage.number == role.usually_starts_at
        ]
        if stages and all(stage.optional for stage in stages):
            yield warning(
                f"officers.{key}",
                f"it usually starts at {stages[0].title}, which is optional and passed"
                " over otherwise; name another stage, or take `optional` away.",
            )
    if not any(
        Ability.REFER_TO_CAFCASS in role.may for role in procedure.officers.values()
    ):
        yield warning(
            "officers",
            "no role may refer to Cafcass; give `may: [refer-to-cafcass]` to the"
            " reviewing officer of looked after children.",
        )


def _starting(procedure: Procedure) -> Iterator[Finding]:
    for ladder in procedure.ladders:
        for concern, words in procedure.concerns.items():
            if all(
                stage.optional or concern in stage.not_for for stage in ladder.stages
            ):
                yield fault(
                    ladder.title,
                    f"with {words} there is no stage to start at; take {concern} out of"
                    " one `not_for`.",
                )


def _readings(procedure: Procedure) -> Iterator[Finding]:
    listed = {one.id for one in procedure.readings}
    used = set(_ids_used(procedure))
    for unused in sorted(listed - used, key=_by_number):
        yield warning(
            f"reading {unused}",
            "nothing in this file rests on it; name it in a `reading` or `source`, or"
            " take it away.",
        )
    for unlisted in sorted(used - listed, key=_by_number):
        yield fault(
            f"reading {unlisted}", "it is named but not listed; add it to `readings`."
        )


def _by_number(reading: str) -> tuple[str, int]:
    letters, _, number = reading.partition("-A")
    return letters, int(number)


def _ids_used(value: Any) -> Iterator[str]:
    """Yield every id of a reading named anywhere but in the list of readings."""
    if isinstance(value, str):
        yield from _READING_ID.findall(value)
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _ids_used(inside)
    elif isinstance(value, tuple):
        for inside in value:
            yield from _ids_used(inside)
    elif isinstance(value, Part) and not isinstance(value, Reading):
        for name in type(value).model_fields:
            yield from _ids_used(getattr(value, name))


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
            )
    if ladder.overall is None:
        yield warning(
            ladder.title,
            "it has no limit on the whole; write `overall` with the 20 working days of"
            " the IRO Handbook, or why not in a reading.",
        )
    elif reaches(ladder.overall.warn_before, ladder.overall.within):
        yield warning(
            ladder.title,
            f"it warns {ladder.overall.warn_before.says()} before the end of"
            f" {ladder.overall.within.says()}: before it begins; warn later.",
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
        )
    for earlier in procedure.ladders[: procedure.ladders.index(ladder)]:
        if earlier.chosen_for == chosen:
            yield fault(
                ladder.title,
                f"{earlier.title} comes first and is chosen for the same, so that it is"
                " never reached; give them different `chosen_for`.",
            )
