"""What must hold across the parts of a procedure, each breach with its place.

All of them are looked at together, so that none hides another.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from domain.procedure.ladder import Ladder, SideStep
from domain.procedure.matters import Check, IssueType, Reading
from domain.procedure.part import Part
from domain.procedure.people import Responders
from domain.procedure.places import Broken, in_words, parts
from domain.procedure.references import unknown_references
from domain.procedure.time import Within

if TYPE_CHECKING:
    from domain.procedure.procedure import Procedure

_NAMED: dict[type[Part], tuple[str, str]] = {
    Ladder: ("ladder", "name"),
    IssueType: ("issue type", "key"),
    Reading: ("reading", "id"),
    Check: ("check", "key"),
    SideStep: ("side step", "key"),
}
"""What messages and other parts call by a name of its own."""


class LawsBroken(ValueError):
    """A procedure whose parts are each in order, but not together.

    Attributes:
        procedure: The whole, to be looked at further; never to be run.
        broken: Every law that it breaks.
    """

    def __init__(self, procedure: "Procedure", broken: tuple[Broken, ...]) -> None:
        self.procedure = procedure
        self.broken = broken
        super().__init__("\n".join(sentences(procedure, broken)))


def sentences(procedure: "Procedure", broken: Iterable[Broken]) -> list[str]:
    """Return each breach in one sentence that begins with where it stands."""
    data = procedure.model_dump()
    return [f"{in_words(data, one.at)}: {one.says}" for one in broken]


def broken_laws(procedure: "Procedure") -> Iterator[Broken]:
    """Yield every law that the procedure breaks."""
    yield from unknown_references(procedure)
    yield from _twice(procedure)
    yield from _takers_of_the_rest(procedure)
    yield from _of_stages(procedure)
    yield from _leads(procedure)
    yield from _set_by_nobody(procedure)


def _twice(procedure: "Procedure") -> Iterator[Broken]:
    met: set[tuple[str, str]] = set()
    for at, part in parts(procedure):
        named = _NAMED.get(type(part))
        if named is None:
            continue
        thing, key = named
        name = getattr(part, key)
        if (thing, name) in met:
            says = f"{thing} {name!r} is written twice; give each its own name"
            yield Broken((*at, key), says)
        met.add((thing, name))


def _takers_of_the_rest(procedure: "Procedure") -> Iterator[Broken]:
    rest = [
        position
        for position, ladder in enumerate(procedure.ladders)
        if ladder.chosen_for is None
    ]
    if not rest:
        yield Broken(
            ("ladders",),
            "every ladder has `chosen_for`; take it away from the one for all the rest",
            rests_on=("ladders",),
        )
    for position in rest[1:]:
        yield Broken(
            ("ladders", position),
            "a ladder before it is without `chosen_for` already, and takes all the"
            " rest; say in `chosen_for` which disputes take this one",
            rests_on=("ladders",),
        )


def _of_stages(procedure: "Procedure") -> Iterator[Broken]:
    for at, ladder in enumerate(procedure.ladders):
        for position, stage in enumerate(ladder.stages):
            place = ("ladders", at, "stages", position)
            below = (one.number for one in ladder.stages[:position])
            highest = max(below, default=None)
            if highest is not None and stage.number <= highest:
                yield Broken(
                    (*place, "number"),
                    f"{stage.number} comes after {highest}; the numbers of a ladder's"
                    " stages must rise, each used once",
                    rests_on=("ladders", at, "stages", position - 1, "number"),
                )
            if stage.respond is not None and stage.responders is None:
                yield Broken(
                    (*place, "respond"),
                    "there is a limit to respond but nobody to answer; name"
                    " `responders`, or take `respond` away",
                    rests_on=(*place, "responders"),
                )


def _leads(procedure: "Procedure") -> Iterator[Broken]:
    for at, part in parts(procedure):
        if isinstance(part, Responders) and part.lead not in (None, *part.posts):
            yield Broken(
                (*at, "lead"),
                f"{part.lead!r} leads but is not among the posts asked; add it to"
                " `posts`",
                rests_on=(*at, "posts"),
            )


def _set_by_nobody(procedure: "Procedure") -> Iterator[Broken]:
    """Only the time to answer can be set for one dispute, by its officer or its issue."""
    for at, part in parts(procedure):
        if isinstance(part, Within) and part.fixed is None and at[-1] != "respond":
            form = "officer_chooses" if part.officer_chooses else "by_issue_type"
            yield Broken(
                (*at, form),
                "only in `respond` can a time be set for each dispute, so that here there"
                " would be none; write `fixed`, as in `{ fixed: { working_days: 5 } }`",
            )
