"""Checks of lengths that bound one another, wherever they stand."""

from collections.abc import Iterator

from domain.procedure import Procedure
from domain.procedure.matters import IssueType
from domain.procedure.part import Part
from domain.procedure.places import in_words, parts
from domain.procedure.time import Bounds
from domain.proofreading.finding import Finding, fault, warning
from domain.proofreading.reckoning import is_longer

_RISING: dict[type[Part], tuple[tuple[str, str], ...]] = {
    Bounds: (("least", "most"), ("least", "usual"), ("usual", "most")),
    IssueType: (("within", "within_at_most"),),
}
"""Pairs of keys of which the first must not be longer than the second."""


def of_lengths(procedure: Procedure) -> Iterator[Finding]:
    """Yield each pair of lengths that is the wrong way round, or cannot be compared."""
    for at, part in parts(procedure):
        for low, high in _RISING.get(type(part), ()):
            shorter, longer = getattr(part, low), getattr(part, high)
            if shorter is None or longer is None:
                continue
            where = in_words(procedure.model_dump(), at)
            told = f"`{low}`, {shorter.says()}, and `{high}`, {longer.says()},"
            wrong = is_longer(shorter, longer)
            if wrong is None:
                yield warning(
                    where,
                    f"{told} are in different units and cannot be compared; write both"
                    " in one.",
                    (*at, low),
                    at,
                )
            elif wrong:
                yield fault(
                    where,
                    f"{told} are the wrong way round; change one.",
                    (*at, low),
                    at,
                )
