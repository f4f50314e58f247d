"""Serving the codec endpoint over HTTP, for as long as its task lives."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable, Iterator

import uvicorn

from encryption.endpoint import build_endpoint
from encryption.endpoint_settings import EndpointSettings
from encryption.errors import EndpointRefused
from encryption.keyring import KeyRing

_LAST_ANSWERS_SECONDS = 5


async def serve(
    ring: KeyRing,
    settings: EndpointSettings,
    *,
    on_listening: Callable[[str], None] | None = None,
) -> None:
    """Serve until cancelled; then finish what is asked and return.

    Args:
        ring: Opens and seals.
        settings: Where, and for whom.
        on_listening: Told the endpoint's URL once connections are taken there.

    Raises:
        EndpointRefused: It may not be opened as configured, the host leads out of this
            machine in development, or the address is taken.
    """
    app = build_endpoint(ring, settings)
    with contextlib.closing(_listen(settings)) as listener:
        server = _Server(
            uvicorn.Config(
                app,
                access_log=False,
                log_config=None,
                lifespan="off",
                timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS,
            )
        )
        if on_listening is not None:  # Who connects now is answered in a moment.
            on_listening(_url(listener))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            server.should_exit = True
            await serving


class _Server(uvicorn.Server):
    """A server that leaves Ctrl-C and SIGTERM to the process it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(settings: EndpointSettings) -> socket.socket:
    where = f"{settings.host}, port {settings.port}"
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )
        family, _, _, _, address = found[0]
        if settings.mode == "development":
            _refuse_unless_loopback(str(address[0]))
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        raise EndpointRefused(
            f"The codec endpoint cannot listen on {where}: {error.strerror}; "
            "choose another DISPUTES_CODEC_PORT or stop what is there."
        ) from None


def _refuse_unless_loopback(address: str) -> None:
    # A name such as localhost may be made to lead elsewhere, so look where it leads.
    if not ipaddress.ip_address(address.partition("%")[0]).is_loopback:
        raise EndpointRefused(
            f"In development the codec endpoint may listen on this machine only, "
            f"not on {address}; set DISPUTES_CODEC_HOST=127.0.0.1."
        )


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
