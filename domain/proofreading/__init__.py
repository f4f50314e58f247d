"""What is odd about a procedure though every key of it is right.

A file that can be read can still say something that no council means: a stage that nobody
reaches, a limit that nobody keeps, a total that the stages overrun. Better learnt at a desk
than in a dispute. Each check yields findings; none changes anything.

A `fault` cannot be meant and should stop a release. A `warning` may be meant: a stage whose
`reading` says so is taken at its word where silence is the question.

    finding.py  what a check yields
    whole.py    dates, roles, concerns, readings, totals
    stages.py   one stage
"""

from datetime import date

from domain.procedure import Procedure
from domain.proofreading.finding import Finding, Severity
from domain.proofreading.stages import of_a_stage
from domain.proofreading.whole import of_a_ladder, of_the_whole

__all__ = ["Finding", "Severity", "proofread"]


def proofread(procedure: Procedure, on: date) -> tuple[Finding, ...]:
    """Return everything that is odd about `procedure`, looked at on the day `on`."""
    findings = list(of_the_whole(procedure, on))
    for ladder in procedure.ladders:
        findings += of_a_ladder(procedure, ladder)
        for stage in ladder.stages:
            findings += of_a_stage(procedure, ladder, stage)
    return tuple(findings)
