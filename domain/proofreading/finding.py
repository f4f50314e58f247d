"""What a check yields."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard

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
    """

    severity: Severity
    where: str
    says: str

    def sentence(self) -> str:
        """Return it as one line: `warning: Stage 2: ...`."""
        return f"{self.severity.value}: {self.where}: {self.says}"


def fault(where: str, says: str) -> Finding:
    """Return a finding that cannot be meant."""
    return Finding(Severity.FAULT, where, says)


def warning(where: str, says: str) -> Finding:
    """Return a finding that may be meant."""
    return Finding(Severity.WARNING, where, says)


def reaches(before: Span | None, limit: Span) -> TypeGuard[Span]:
    """True where `before` is as long as `limit`; units are compared only if alike."""
    if before is None or before.unit is not limit.unit:
        return False
    return before.amount >= limit.amount
