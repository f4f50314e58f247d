"""What is odd about a procedure though every key of it is right.

A file that can be read can still say something that no council means: a stage that nobody
reaches, a limit that nobody keeps, a total that the stages overrun. Better learnt at a desk
than in a dispute. Each check yields findings; none changes anything.

A `fault` cannot be meant and should stop a release. A `warning` may be meant: a stage whose
`reading` says so is taken at its word where silence is the question.

    finding.py  what a check yields
    whole.py    dates, roles, readings
    ladders.py  one ladder: totals, when it is chosen, where it starts
    stages.py   one stage
"""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.procedure import Procedure
from domain.procedure.places import Place
from domain.proofreading.finding import Finding, Severity
from domain.proofreading.ladders import of_a_ladder
from domain.proofreading.stages import of_a_stage
from domain.proofreading.whole import of_the_whole

__all__ = ["Finding", "Severity", "proofread"]


def proofread(procedure: Procedure, on: date) -> tuple[Finding, ...]:
    """Return everything that is odd about `procedure`, looked at on the day `on`."""
    findings = list(of_the_whole(procedure, on))
    for position, ladder in enumerate(procedure.ladders):
        place = ("ladders", position)
        findings += _within(place, of_a_ladder(procedure, ladder))
        for number, stage in enumerate(ladder.stages):
            odd = of_a_stage(procedure, ladder, stage)
            findings += _within((*place, "stages", number), odd)
    return tuple(findings)


def _within(place: Place, found: Iterable[Finding]) -> Iterator[Finding]:
    return (one.within(place) for one in found)
