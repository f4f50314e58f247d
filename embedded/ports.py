"""Which ports the embedded stack listens on: the usual ones, or free ones."""

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import MappingProxyType

from embedded.errors import PortTaken

HOST = "127.0.0.1"
"""Everything listens here and nowhere else: nothing is reached from another machine."""

USUAL: Mapping[str, int] = MappingProxyType(
    {"temporal": 7233, "ui": 8233, "smtp": 1025, "inbox": 8025, "codec": 8081}
)
"""The ports people expect: Temporal's own, and those of well-known mail catchers."""

ANY: Mapping[str, int] = MappingProxyType(dict.fromkeys(USUAL, 0))
"""Free ports for all, as tests want them."""

_TITLES = {
    "temporal": "Temporal",
    "ui": "the Temporal UI",
    "smtp": "the mail server",
    "inbox": "the inbox page",
    "codec": "the codec endpoint",
}


@dataclass(frozen=True)
class Ports:
    """One port for each part of the stack.

    Attributes:
        temporal: Temporal's gRPC.
        ui: The Temporal UI.
        smtp: The mail server.
        inbox: The page that shows the mails.
        codec: Where the Temporal UI has payloads decoded.
        notes: One sentence for each part that is not at its usual port.
    """

    temporal: int
    ui: int
    smtp: int
    inbox: int
    codec: int
    notes: tuple[str, ...] = ()


def choose_ports(
    prefer: Mapping[str, int] = USUAL, *, insist: Mapping[str, int] | None = None
) -> Ports:
    """Return a port for each part, all different and all free a moment ago.

    Args:
        prefer: Wished port by part; a part that is missing, or 0, gets any free one.
        insist: Ports that a person asked for by number; these are never replaced.

    Raises:
        PortTaken: One or more of `insist` are in use; all of them are named.
    """
    insist = insist or {}
    chosen: dict[str, int] = {}
    notes: list[str] = []
    faults: list[str] = []
    with ExitStack() as held:
        # All are held until all are chosen, or two parts might get the same one. Those
        # wished for come first, or a free one might be just what another wishes for.
        wishes = {part: insist.get(part) or prefer.get(part, 0) for part in USUAL}
        for part in sorted(USUAL, key=lambda part: wishes[part] == 0):
            wished = wishes[part]
            found = _hold(wished, held)
            if found is None and part in insist:
                faults.append(
                    f"Port {wished}, asked for {_TITLES[part]}, is in use on this "
                    f"machine; end what uses it or ask for another port."
                )
            if found is None:
                found = _hold(0, held) or 0
                notes.append(
                    f"Port {wished} is taken, so {_TITLES[part]} is at port {found}."
                )
            chosen[part] = found
    if faults:
        raise PortTaken("\n".join(faults))
    return Ports(**chosen, notes=tuple(notes))


def _hold(port: int, held: ExitStack) -> int | None:
    """Occupy `port` until `held` closes; return its number, or None if it is taken."""
    probe = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
    # As the servers do: else the port of a stack stopped a minute ago counts as taken.
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((HOST, port))
        # A bind alone succeeds beside another socket that is bound but not listening.
        probe.listen(1)
    except OSError:
        return None
    number: int = probe.getsockname()[1]
    return number
