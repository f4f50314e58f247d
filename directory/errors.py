"""Why a directory cannot be used."""

from domain.errors import DisputeError


class DirectoryError(DisputeError):
    """A directory that cannot be used.

    Attributes:
        faults: Everything wrong, each one sentence with its place.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
