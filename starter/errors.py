"""What can go wrong between a person and a dispute; see `domain/errors.py` for the tree."""

from typing import ClassVar

from domain.errors import DisputeError


class NoSuchDispute(DisputeError):
    """No dispute bears that name."""


class AlreadyRaised(DisputeError):
    """A dispute of that reference has been raised before."""


class NoAnswer(DisputeError):
    """The server is there, but no worker answers.

    Attributes:
        exit_code: What a command ends with: 3, not reachable.
    """

    exit_code: ClassVar[int] = 3
