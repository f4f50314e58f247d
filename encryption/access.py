"""Who may ask the codec endpoint to open or seal.

Two proofs are taken, either or both as configured:

- one bearer token, for programs; it gives both rights;
- a token signed by the council's sign-in service (JWT), which the Temporal UI passes
  on. It must not have expired, must name the configured issuer and audience, and hold
  a permission for the namespace in the form that Temporal itself uses:
  `disputes:read` opens; `disputes:write`, `:worker` and `:admin` open and seal.

Sealing is the greater right: the workflows trust what came sealed.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

# Only signatures that the endpoint can check but not make: never HS256, never "none".
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
_CLOCK_LEEWAY_SECONDS = 30


class Right(StrEnum):
    """What somebody may ask for."""

    OPEN = "decode"
    SEAL = "encode"


_GRANTS = {
    "read": {Right.OPEN},
    "write": {Right.OPEN, Right.SEAL},
    "worker": {Right.OPEN, Right.SEAL},
    "admin": {Right.OPEN, Right.SEAL},
}


class RequestRefused(Exception):
    """A request that the endpoint does not answer.

    Attributes:
        status: The HTTP status: 401 if who asks has not shown who they are, 403 if
            they may not, 400 and 413 for what cannot be read.
        message: One sentence that says what to do.
    """

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class SignInRules:
    """How a signed token is judged.

    Attributes:
        keys: The sign-in service's public keys.
        issuer: What the token's `iss` must be.
        audience: What the token's `aud` must name.
        permission_claim: Claim that lists permissions, as a list or parted by spaces.
        namespace: The Temporal namespace that a permission must be for.
    """

    keys: KeySet
    issuer: str
    audience: str
    permission_claim: str
    namespace: str


@dataclass(frozen=True)
class Gate:
    """Admits whoever shows a proof that is configured; everybody if none is.

    Attributes:
        token: The bearer token of programs, if there is one.
        sign_in: How signed tokens are judged, if they are taken.
    """

    token: str | None = None
    sign_in: SignInRules | None = None

    def admit(self, authorization: str | None, right: Right) -> None:
        """Return if the bearer of this Authorization header has `right`.

        Raises:
            RequestRefused: They have not shown it.
        """
        if self.token is None and self.sign_in is None:
            return
        scheme, _, shown = (authorization or "").partition(" ")
        shown = shown.strip()
        if scheme.lower() != "bearer" or not shown:
            raise RequestRefused(401, "Send a token: `Authorization: Bearer <token>`.")
        if self.token is not None and _same(shown, self.token):
            return
        if self.sign_in is None:
            raise RequestRefused(401, "This token is not the one that is configured.")
        _judge(shown, right, self.sign_in)


def read_key_set(source: Path | Mapping[str, Any]) -> KeySet:
    """Return the public keys of a JWKS, from its file or as it is.

    Raises:
        ValueError: It is not a JWKS; one sentence.
    """
    try:
        found = source
        if isinstance(found, Path):
            found = json.loads(found.read_text(encoding="utf-8"))
        return KeySet.import_key_set(found)  # type: ignore[arg-type]
    except OSError as error:
        raise ValueError(f"{source} cannot be read: {error.strerror}.") from None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        name = source if isinstance(source, Path) else "The given key set"
        raise ValueError(
            f'{name} is not a JSON Web Key Set; expected {{"keys": [...]}}.'
        ) from None


def _same(shown: str, token: str) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return hmac.compare_digest(shown.encode(), token.encode())


def _judge(shown: str, right: Right, rules: SignInRules) -> None:
    claims = _claims(shown, rules)
    listed = claims.get(rules.permission_claim)
    if isinstance(listed, str):
        listed = listed.split()
    if not isinstance(listed, list):
        listed = []
    for permission in listed:
        namespace, _, role = str(permission).rpartition(":")
        if namespace == rules.namespace and right in _GRANTS.get(role, ()):
            return
    needed = " or ".join(
        f"{rules.namespace}:{role}"
        for role, rights in _GRANTS.items()
        if right in rights
    )
    raise RequestRefused(
        403,
        f"To {right} here, the claim {rules.permission_claim!r} of the token "
        f"must hold {needed}.",
    )


def _claims(shown: str, rules: SignInRules) -> Mapping[str, Any]:
    """Return what a signed token claims, once it proves true and meant for us."""
    wanted = jwt.JWTClaimsRegistry(
        leeway=_CLOCK_LEEWAY_SECONDS,
        exp={"essential": True},
        iss={"essential": True, "value": rules.issuer},
        aud={"essential": True, "value": rules.audience},
    )
    try:
        claims = jwt.decode(shown, rules.keys, algorithms=_ALGORITHMS).claims
        wanted.validate(claims)
    except ExpiredTokenError:
        raise RequestRefused(401, "The token has expired; sign in again.") from None
    except (JoseError, ValueError, TypeError, KeyError):
        raise RequestRefused(
            401,
            "The token is not one for us: its signature, issuer, audience or dates "
            "are not what is configured.",
        ) from None
    return claims
