"""One Temporal server as the setup speaks to it: patient, and in plain sentences.

No key ring is needed here: nothing that is sealed passes through.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from domain.errors import DisputeError
from starter.connection import NotReachable, connection_config

if TYPE_CHECKING:
    from temporalio.client import Client
    from temporalio.service import RPCError

EACH_CALL = timedelta(seconds=10)
"""Longest wait for one answer."""

AT_ONCE = timedelta(0)
"""No patience: what does not work now is told now."""

_BETWEEN_TRIES_SECONDS = 0.5
_LOOK = "Is it running? If it is elsewhere, set TEMPORAL_ADDRESS."

Answer = TypeVar("Answer")


class SetupRefused(DisputeError):
    """The server cannot be prepared as it is; says what to do instead."""


@dataclass(frozen=True)
class Done:
    """What a step of the setup came to.

    Attributes:
        changed: Whether anything is different from before.
        says: One plain sentence.
    """

    changed: bool
    says: str


class Server:
    """A server that answered, and the namespace that Temporal's variables name.

    Attributes:
        client: Speaks to it; without any key.
        address: Where it is.
        namespace: Need not be there yet.
    """

    def __init__(self, client: "Client", address: str) -> None:
        """Use a connected client; `reach` is the usual way."""
        self.client = client
        self.address = address
        self.namespace = client.namespace

    @classmethod
    async def reach(cls, patience: timedelta = AT_ONCE) -> "Server":
        """Connect, and keep trying for as long as `patience` lasts.

        Raises:
            ConnectionUnclear: Temporal's variables or configuration file are wrong.
            NotReachable: No server answered, or it does not let us in.
        """
        from temporalio.client import Client

        config = connection_config()
        address = config["target_host"]

        async def connect() -> "Client":
            try:
                async with asyncio.timeout(EACH_CALL.total_seconds()):
                    return await Client.connect(**config)
            except TimeoutError:
                raise NotReachable(address, f"nothing was heard. {_LOOK}") from None
            except (RuntimeError, ValueError) as error:
                raise NotReachable(address, f"{_first(error)}. {_LOOK}") from None

        return cls(await persist(connect, patience, NotReachable), address)

    async def ask(self, call: Awaitable[Answer]) -> Answer:
        """Return the answer to one call.

        Raises:
            NotReachable: The server is gone, or does not let us in.
            SetupRefused: It said no.
        """
        from temporalio.service import RPCError

        try:
            return await call
        except RPCError as error:
            raise self._explained(error) from None

    async def find(self, call: Awaitable[Answer]) -> Answer | None:
        """Return the answer to one call, or None when the server knows no such thing.

        Raises:
            NotReachable: The server is gone, or does not let us in.
            SetupRefused: It said no.
        """
        from temporalio.service import RPCError, RPCStatusCode

        try:
            return await call
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise self._explained(error) from None

    def _explained(self, error: "RPCError") -> DisputeError:
        from temporalio.service import RPCStatusCode

        said = _first(error)
        if error.status in (
            RPCStatusCode.PERMISSION_DENIED,
            RPCStatusCode.UNAUTHENTICATED,
        ):
            why = f"it does not let us in ({said}). Look at TEMPORAL_API_KEY."
            return NotReachable(self.address, why)
        if error.status in (
            RPCStatusCode.UNAVAILABLE,
            RPCStatusCode.DEADLINE_EXCEEDED,
            RPCStatusCode.CANCELLED,
        ):
            return NotReachable(self.address, f"{said}. {_LOOK}")
        return SetupRefused(f"The Temporal server at {self.address} said no: {said}.")


async def persist(
    step: Callable[[], Awaitable[Answer]],
    patience: timedelta,
    *unless: type[DisputeError],
) -> Answer:
    """Take a step again and again while it fails in a way that may pass by itself.

    Args:
        step: What to try.
        patience: For how long; the last failure is raised then.
        unless: Failures that may pass.
    """
    clock = asyncio.get_running_loop()
    until = clock.time() + patience.total_seconds()
    while True:
        try:
            return await step()
        except unless:
            if clock.time() >= until:
                raise
        await asyncio.sleep(_BETWEEN_TRIES_SECONDS)


def _first(error: Exception) -> str:
    """Return the first line of what a library says, without its full stop."""
    return (str(error).strip().partition("\n")[0] or type(error).__name__).rstrip(".")
