"""What this room refuses, as part of the one tree in `domain.errors`.

    DisputeError
    ├── KeyRingRefused      a key ring file that cannot be used
    │   └── KeyRingMissing  ... because there is none
    ├── UnknownKey          sealed with a key that is not in the ring
    ├── NotOurs             not sealed by us, or altered since
    └── EndpointRefused     an endpoint that may not be opened as it is configured

No message holds key material or anything that was sealed.
"""

from domain.errors import DisputeError


class KeyRingRefused(DisputeError):
    """A key ring file that cannot be used.

    Attributes:
        faults: Everything wrong, each one sentence naming the file.
    """

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(faults))


class KeyRingMissing(KeyRingRefused):
    """There is no key ring file where one is expected."""


class UnknownKey(DisputeError):
    """Sealed with a key that is not in the ring.

    Attributes:
        key_id: The key that is wanted; an id is no secret.
    """

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(
            f"Key {key_id!r} is not in the key ring; "
            "add it to the key ring file, or ask whoever sealed this for it."
        )


class NotOurs(DisputeError):
    """Not sealed by us, or altered since, or sealed for another purpose."""

    def __init__(self) -> None:
        super().__init__(
            "This was not sealed with our keys for this purpose, or was altered since."
        )


class EndpointRefused(DisputeError):
    """A codec endpoint that may not be opened as it is configured.

    Attributes:
        faults: Everything wrong, each one sentence naming the setting.
    """

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(faults))
