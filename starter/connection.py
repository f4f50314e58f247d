"""The one way to the Temporal server, for the command, the worker and everything else.

Where the server is, is said by Temporal's own variables and files (TEMPORAL_ADDRESS,
TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS..., TEMPORAL_PROFILE), so that the
`temporal` command beside us finds the same one. Nothing here may be imported early that
imports `temporalio`: see the law of this room.
"""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from domain.errors import DisputeError

if TYPE_CHECKING:
    from temporalio.client import Client
    from temporalio.envconfig import ClientConnectConfig

    from encryption.keyring import KeyRing
    from settings import Settings

_PATIENCE_SECONDS = 10
_NOT_LET_IN = ("does not have permission", "valid authentication credentials")
"""Words of the gRPC library for its codes PERMISSION_DENIED and UNAUTHENTICATED."""


class NotReachable(DisputeError):
    """No Temporal server answers, or it does not let us in.

    Attributes:
        address: Where it was looked for.
        exit_code: What a command ends with: 3, not reachable.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, address: str, why: str) -> None:
        self.address = address
        super().__init__(f"No Temporal server answers at {address}: {why}")


class ConnectionUnclear(DisputeError):
    """Temporal's variables or files contradict themselves or name what is not there.

    Attributes:
        exit_code: What a command ends with: 2, usage.
    """

    exit_code: ClassVar[int] = 2


def connection_config() -> "ClientConnectConfig":
    """Return where the server is and how to reach it, with nothing left open.

    Raises:
        ConnectionUnclear: Temporal's variables or configuration file are wrong.
    """
    from temporalio.envconfig import ClientConfig

    try:
        config = ClientConfig.load_client_connect_config()
    except (RuntimeError, ValueError, OSError) as error:
        raise ConnectionUnclear(
            f"Temporal's own settings cannot be used: {error}. "
            "Look at the TEMPORAL_ variables and at the file TEMPORAL_CONFIG_FILE."
        ) from None
    config.setdefault("target_host", "localhost:7233")
    config.setdefault("namespace", "default")
    return config


async def connect(settings: "Settings", ring: "KeyRing | None" = None) -> "Client":
    """Return a client that seals and opens with the key ring.

    Args:
        settings: Says where the key ring is, and whether it must be private.
        ring: A ring that is already open, instead of the file's.

    Raises:
        KeyRingMissing: There is no key ring file; names it and the command to make one.
        KeyRingRefused: It cannot be used.
        ConnectionUnclear: Temporal's variables or configuration file are wrong.
        NotReachable: No server answers within ten seconds, or it does not let us in.
    """
    from temporalio.client import Client

    from encryption.codec import data_converter

    config = connection_config()
    converter = data_converter(ring or open_ring(settings))
    address = config["target_host"]
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await Client.connect(**config, data_converter=converter)
    except TimeoutError:
        raise NotReachable(
            address, f"nothing was heard for {_PATIENCE_SECONDS} seconds. {_ADVICE}"
        ) from None
    except (RuntimeError, ValueError) as error:
        raise NotReachable(address, _why(str(error))) from None


def open_ring(settings: "Settings") -> "KeyRing":
    """Read the key ring that the settings name; in production it must be private.

    Raises:
        KeyRingMissing: There is no such file; names it and the command to make one.
        KeyRingRefused: It cannot be used; all its faults.
    """
    from encryption.keyring import KeyRing

    private = settings.mode == "production"
    return KeyRing.read(settings.keys_file, must_be_private=private)


_ADVICE = "Is `make run` running? If the server is elsewhere, set TEMPORAL_ADDRESS."


def _why(said: str) -> str:
    """Turn what the library says into what somebody can do about it."""
    if any(sign in said for sign in _NOT_LET_IN):
        return "it does not let us in. Look at TEMPORAL_API_KEY or the certificates."
    if "invalid target URL" in said:
        return "that is no address. Set TEMPORAL_ADDRESS to host:port."
    if "dns error" in said:
        return f"that name is not known. {_ADVICE}"
    return f"the connection is refused. {_ADVICE}"
