"""Why the embedded stack did not start, or stopped.

    EmbeddedError           one of `domain.errors.DisputeError`
    ├── BinaryMissing       no `temporal` program was found
    ├── PortTaken           a port that was asked for by number is in use
    ├── AlreadyRunning      a stack is running in this folder
    └── ServerFailed        the Temporal server did not start, or stopped by itself
        └── PortLost        somebody took one of its ports while it started

Each message is one or more plain sentences that say what to do.
"""

from domain.errors import DisputeError


class EmbeddedError(DisputeError):
    """Root of what the embedded stack cannot do."""


class BinaryMissing(EmbeddedError):
    """No `temporal` program was found."""


class PortTaken(EmbeddedError):
    """A port that was asked for by number is in use."""


class AlreadyRunning(EmbeddedError):
    """A stack is running in this folder; the message says where."""


class ServerFailed(EmbeddedError):
    """The Temporal server did not start, or stopped by itself."""


class PortLost(ServerFailed):
    """Somebody took one of its ports between our looking and its start; try again."""
