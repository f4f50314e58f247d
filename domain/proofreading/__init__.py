"""What is odd about a procedure though every key of it is right.

A file that can be read can still say something that no council means: a stage that nobody
reaches, a limit that nobody keeps, a total that the stages overrun. Better learnt at a desk
than in a dispute. Each check yields findings; none changes anything.

A `fault` cannot be meant and should stop a release. A `warning` may be meant: a stage whose
`reading` says so is taken at its word where silence is the question.

    finding.py  what a check yields
    whole.py    dates, roles, readings
    lengths.py  lengths that bound one another
    quotes.py   words that stand in quotes of their own
    ladders.py  one ladder: when it is chosen, where it starts, what takes over
    totals.py   what the limits of a ladder add up to
    reckoning.py  lengths in different units
    stages.py   one stage
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from domain.procedure import Procedure
from domain.procedure.places import Place
from domain.proofreading.finding import Finding, Severity
from domain.proofreading.ladders import of_a_ladder
from domain.proofreading.lengths import of_lengths
from domain.proofreading.quotes import of_quotes
from domain.proofreading.stages import of_a_stage
from domain.proofreading.whole import of_the_whole

__all__ = ["Finding", "Severity", "proofread"]


def proofread(
    procedure: Procedure, on: date, others: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return everything that is odd about a procedure.

    Args:
        procedure: What is looked at.
        on: The day on which it is looked at.
        others: Names of all procedures that it may hand over to; None: not known.
    """
    findings = [
        *of_the_whole(procedure, on),
        *of_lengths(procedure),
        *of_quotes(procedure),
    ]
    for position, ladder in enumerate(procedure.ladders):
        place = ("ladders", position)
        findings += _within(place, of_a_ladder(procedure, ladder, others))
        for number, stage in enumerate(ladder.stages):
            odd = of_a_stage(procedure, ladder, stage)
            findings += _within((*place, "stages", number), odd)
    return tuple(findings)


def _within(place: Place, found: Iterable[Finding]) -> Iterator[Finding]:
    return (one.within(place) for one in found)
