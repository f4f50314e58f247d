"""Everything this project refuses, in one tree.

    DisputeError
    ├── DisputeRefused          a message that may not be taken as things stand
    ├── RaiseRefused            a dispute that may not be raised as it was written
    ├── ProcedureError          a procedure file that cannot be run
    └── CalendarError           a date that cannot be worked out
        └── BeyondCoverage      ... because no calendar reaches that far

The class names reach other programs as the `type` of a failure: they are public.
Each message is one or more plain sentences, addressed to the person who can act.
"""


class DisputeError(Exception):
    """Root of everything refused."""


class DisputeRefused(DisputeError):
    """A message that may not be taken as things stand; says what to do instead."""


class RaiseRefused(DisputeError):
    """A dispute that may not be raised as it was written.

    Attributes:
        faults: Everything wrong, each one sentence naming the field.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class ProcedureError(DisputeError):
    """A procedure file that cannot be run.

    Attributes:
        faults: Everything wrong, each one sentence with its file and line.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class CalendarError(DisputeError):
    """A date that cannot be worked out."""


class BeyondCoverage(CalendarError):
    """A date past the last day that the calendar knows."""
