"""`disputes codec`: serve the codec endpoint, by which the Temporal UI reads disputes."""

import asyncio
import signal
from typing import TYPE_CHECKING

import typer

from starter.session import plain_sentences

if TYPE_CHECKING:
    from encryption.endpoint_settings import EndpointSettings
    from encryption.keyring import KeyRing


def serve_codec_command() -> None:
    """Serve the codec endpoint until Ctrl-C; whoever may ask it can read everything."""
    with plain_sentences():
        from encryption.endpoint_settings import EndpointSettings
        from settings import Settings
        from starter.connection import connection_config, open_ring

        settings = Settings.from_environment()
        endpoint = EndpointSettings.of(settings, connection_config()["namespace"])
        endpoint.refuse_if_unfit()
        asyncio.run(_until_stopped(open_ring(settings), endpoint))


async def _until_stopped(ring: "KeyRing", endpoint: "EndpointSettings") -> None:
    """Serve; SIGTERM and Ctrl-C end it after the last answer."""
    from encryption.serving import serve

    def listening(url: str) -> None:
        typer.echo(f"The codec endpoint listens at {url}.")

    serving = asyncio.ensure_future(serve(ring, endpoint, on_listening=listening))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, serving.cancel)
    await serving
