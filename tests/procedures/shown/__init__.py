"""Every procedure drawn and read back, as it was looked at.

What ships is drawn in `docs/pictures/procedures/`, for readers too; the rest is here. A
change shows there as a difference: open the drawing in a browser, proof-read the text,
then write all of it anew with `python -m tests.procedures.shown`.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from domain.calendar import london
from domain.explaining import explain, mermaid, svg
from domain.procedure import Procedure
from domain.procedure.laws import broken_laws, sentences
from domain.proofreading import proofread
from domain.script import Script
from domain.simulation import Course, simulate
from procedures.shelf import SHIPPED
from tests.domain.raisings import BASES, PROCEDURES
from tests.situations import MON_30_MAR

A_DAY = date(2026, 3, 30)
HERE = Path(__file__).parent
FOR_READERS = HERE.parents[2] / "docs" / "pictures" / "procedures"


def pictures() -> Iterator[tuple[Path, Callable[[], str]]]:
    """Where each picture stands, and how it is made."""
    for name, procedure in PROCEDURES.items():
        ships = (SHIPPED / f"{name}.yaml").exists()
        room = FOR_READERS if ships else HERE
        yield room / f"{name}.svg", partial(svg, procedure)
        yield HERE / f"{name}.mmd", partial(mermaid, procedure)
        yield HERE / f"{name}.txt", partial(_read_back, procedure)
        yield HERE / f"{name}.names.txt", partial(_names_used, procedure)


def _names_used(procedure: Procedure) -> str:
    """Every name in it that leads somewhere, as it is told where nothing is there."""
    nothing: dict[str, Any] = {
        "posts": {},
        "children": {},
        "concerns": {},
        "readings": (),
    }
    issues = tuple(
        group.model_copy(update={"issues": ()}) for group in procedure.issue_groups
    )
    empty = procedure.model_copy(update={**nothing, "issue_groups": issues})
    twice: dict[str, Any] = {
        "ladders": (*procedure.ladders, *procedure.ladders),
        "readings": (*procedure.readings, *procedure.readings),
        "issue_groups": (*procedure.issue_groups, *procedure.issue_groups),
    }
    doubled = procedure.model_copy(update=twice)
    return "\n".join(
        [
            "Where nothing is there:",
            *sentences(empty, broken_laws(empty)),
            "",
            "Where everything is there twice:",
            *sentences(doubled, broken_laws(doubled)),
            "",
        ]
    )


def _read_back(procedure: Procedure) -> str:
    """What it says in sentences, and what is odd about it."""
    odd = [one.sentence() for one in proofread(procedure, A_DAY)]
    course = simulate(Script(), BASES[procedure.name], MON_30_MAR)
    return "\n".join(
        [
            explain(procedure),
            "What is odd about it",
            *odd,
            "",
            "Where nobody answers",
            *_played(course),
            course.ends,
            "",
        ]
    )


def _played(course: Course) -> Iterator[str]:
    raised = course.request
    yield f"{raised.reference}, {raised.child}, {raised.team}:"
    yield f"{raised.issue} {raised.impact} {raised.resolution_sought}"
    for moment in course.moments():
        yield london(moment.at)
        yield from (f"    {one.kind}: {one.says}" for one in moment.entries)
        yield from (
            f"    -> {one.kind.value} to {one.to_title}" for one in moment.notices
        )
