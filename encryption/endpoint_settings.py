"""How the codec endpoint is opened, and when it may not be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from encryption.access import Gate, SignInRules, read_key_set
from encryption.errors import EndpointRefused

if TYPE_CHECKING:
    from settings import Settings

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST_TOKEN = 32


@dataclass(frozen=True)
class EndpointSettings:
    """Where the endpoint listens, and whom it answers.

    Attributes:
        mode: `production` wants a token or a sign-in service; `development` listens on
            this machine alone and wants none, unless one is given.
        host: Address to listen on.
        port: 0 takes any that is free.
        origins: Of the UIs that may ask, such as `https://temporal.example.gov.uk`.
        namespace: The one Temporal namespace that is served.
        token: Bearer token for programs, at least 32 characters.
        jwks: Public keys of the sign-in service, or the file they are in. Read once.
        issuer: Of signed tokens.
        audience: Of signed tokens.
        permission_claim: Claim of signed tokens that lists permissions.
    """

    mode: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = 8081
    origins: tuple[str, ...] = ()
    namespace: str = "default"
    token: str | None = field(default=None, repr=False)
    jwks: Path | Mapping[str, Any] | None = None
    issuer: str | None = None
    audience: str | None = None
    permission_claim: str = "permissions"

    @classmethod
    def of(cls, settings: "Settings", namespace: str) -> "EndpointSettings":
        """Return the endpoint's part of the project's settings."""
        token = settings.codec_token
        return cls(
            mode=settings.mode,
            host=settings.codec_host,
            port=settings.codec_port,
            origins=settings.codec_origins,
            namespace=namespace,
            token=token.get_secret_value() if token else None,
            jwks=settings.codec_jwks_file,
            issuer=settings.codec_issuer,
            audience=settings.codec_audience,
            permission_claim=settings.codec_permission_claim,
        )

    def faults(self) -> list[str]:
        """Return all that is wrong, each one sentence."""
        found = []
        if self.mode == "development" and self.host not in LOOPBACK_NAMES:
            found.append(
                f"In development the codec endpoint may listen on this machine only, "
                f"not on {self.host!r}; set DISPUTES_CODEC_HOST=127.0.0.1, or "
                "DISPUTES_MODE=production with a token."
            )
        if self.mode == "production" and self.token is None and self.jwks is None:
            found.append(
                "In production the codec endpoint wants DISPUTES_CODEC_TOKEN_FILE or "
                "DISPUTES_CODEC_JWKS_FILE; without either, anyone could read all."
            )
        if self.token is not None and len(self.token) < _SHORTEST_TOKEN:
            found.append(
                f"DISPUTES_CODEC_TOKEN is {len(self.token)} characters long; "
                f"use at least {_SHORTEST_TOKEN}, drawn at random."
            )
        return found + self._sign_in_faults()

    def refuse_if_unfit(self) -> None:
        """Do nothing, or refuse.

        Raises:
            EndpointRefused: Something is wrong; all of it at once.
        """
        if found := self.faults():
            raise EndpointRefused(*found)

    def gate(self) -> Gate:
        """Return whom to admit.

        Raises:
            ValueError: The sign-in service's keys cannot be read.
        """
        if self.jwks is None:
            return Gate(self.token)
        rules = SignInRules(
            keys=read_key_set(self.jwks),
            issuer=self.issuer or "",
            audience=self.audience or "",
            permission_claim=self.permission_claim,
            namespace=self.namespace,
        )
        return Gate(self.token, rules)

    def _sign_in_faults(self) -> list[str]:
        if self.jwks is None:
            return []
        found = [
            f"Signed tokens are taken, so set {name} to what they must name."
            for name, value in (
                ("DISPUTES_CODEC_ISSUER", self.issuer),
                ("DISPUTES_CODEC_AUDIENCE", self.audience),
            )
            if not value
        ]
        try:
            read_key_set(self.jwks)
        except ValueError as error:
            found.append(str(error))
        return found
