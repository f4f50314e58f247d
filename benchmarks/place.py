"""Where one pass happens: a fresh server with a file database, and a mail catcher.

Every pass gets its own, so that none finds the disputes of the one before.
"""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from temporalio.client import Client

from benchmarks.sides import Side
from embedded.catcher import Catcher
from embedded.mailbox import Mailbox
from embedded.ports import ANY, HOST, choose_ports
from embedded.temporal_server import ServerOptions, temporal_server
from encryption.codec import data_converter
from encryption.keyring import KeyRing
from settings import Settings

MAILS = "mails.db"


@dataclass(frozen=True)
class Place:
    """Where everything is; travels to the worker's process as JSON.

    Attributes:
        home: A folder of its own, gone afterwards.
        address: Of the Temporal server.
        namespace: On it.
        smtp_port: Of the mail catcher.
    """

    home: str
    address: str
    namespace: str
    smtp_port: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read it back."""
        return cls(**data)

    @property
    def procedures(self) -> Path:
        """Folder of the procedures in use here."""
        return Path(self.home) / "procedures"

    @property
    def mails(self) -> Path:
        """File of the mail catcher here."""
        return Path(self.home) / MAILS

    def settings(self) -> Settings:
        """Return the settings of a worker here."""
        own: dict[str, Any] = (
            {"procedures_folder": self.procedures} if self.procedures.is_dir() else {}
        )
        return Settings(
            home=Path(self.home),
            smtp_host=HOST,
            smtp_port=self.smtp_port,
            smtp_security="none",
            **own,
        )

    def ring(self) -> KeyRing:
        """Return the key ring here, the same for every process."""
        file = self.settings().keys_file
        return KeyRing.read(file) if file.exists() else KeyRing.create(file)

    async def connect(self, side: Side, **options: Any) -> Client:
        """Connect as that side does; the leanest neither seals nor knows our types."""
        if side in (Side.DISPUTE, Side.FAKED):
            options["data_converter"] = data_converter(self.ring())
        elif side is Side.UNSEALED:
            from temporalio.contrib.pydantic import pydantic_data_converter

            options["data_converter"] = pydantic_data_converter
        return await Client.connect(self.address, namespace=self.namespace, **options)


@asynccontextmanager
async def fresh_place(*, time_skipping: bool = False) -> AsyncIterator[Place]:
    """Start a server and a mail catcher in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="disputes-bench-") as folder:
        home = Path(folder)
        ports = choose_ports(ANY)
        options = ServerOptions(
            port=ports.temporal, ui_port=ports.ui, time_skipping=time_skipping
        )
        with Mailbox(home / MAILS) as mailbox:
            async with (
                Catcher(mailbox) as catcher,
                temporal_server(home, options) as server,
            ):
                place = Place(folder, server.address, server.namespace, catcher.port)
                place.ring()
                yield place
