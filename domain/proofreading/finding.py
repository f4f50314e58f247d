"""What a check yields."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeGuard

from domain.procedure.places import Place
from domain.procedure.time import Span


class Severity(StrEnum):
    """How bad a finding is."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is odd.

    Attributes:
        severity: `fault` or `warning`.
        where: Which part, in words: `Stage 2`.
        says: What is odd, and what to write instead.
        at: Where it stands.
        rests_on: What it was judged by; were part of that unread, nothing could be said.
    """

    severity: Severity
    where: str
    says: str
    at: Place
    rests_on: Place

    def within(self, part: Place) -> "Finding":
        """Return it as it stands in the whole, when judged by a part at `part`."""
        return replace(self, at=(*part, *self.at), rests_on=part)

    def sentence(self) -> str:
        """Return it as one line: `warning: Stage 2: ...`."""
        return f"{self.severity.value}: {self.where}: {self.says}"


def fault(where: str, says: str, at: Place, rests_on: Place = ()) -> Finding:
    """Return a finding that cannot be meant; without `rests_on`, judged by the whole."""
    return Finding(Severity.FAULT, where, says, at, rests_on)


def warning(where: str, says: str, at: Place, rests_on: Place = ()) -> Finding:
    """Return a finding that may be meant; without `rests_on`, judged by the whole."""
    return Finding(Severity.WARNING, where, says, at, rests_on)


def reaches(before: Span | None, limit: Span) -> TypeGuard[Span]:
    """True where `before` is as long as `limit`; units are compared only if alike."""
    if before is None or before.unit is not limit.unit:
        return False
    return before.amount >= limit.amount
