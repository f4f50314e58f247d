"""The codec endpoint: opens payloads for the Temporal UI and the `temporal` command.

Whoever may ask it can read everything, so it is the most dangerous door of the house.
In development it listens on this machine alone. In production it wants a token (see
`access`) and belongs behind the council's own TLS.

    POST /decode   sealed payloads in, plain ones out; what cannot be opened comes back
                   as it came, and the UI shows it raw
    POST /encode   plain payloads in, sealed ones out
    GET  /health   {"status": "ok"}

Both take and give Temporal's own JSON, `{"payloads": [{"metadata": {}, "data": ""}]}`,
with every value in base64. Errors are `{"message": "one sentence"}`.

A program in any language seals the JSON for a signal like this, and sends the payload
it gets back as the signal's one argument::

    POST /encode
    {"payloads": [{"metadata": {"encoding": "anNvbi9wbGFpbg=="},
                   "data": "eyJieSI6ICJ0ZWFtLW1hbmFnZXIifQ=="}]}

where `anNvbi9wbGFpbg==` is base64 for `json/plain`, and `data` is the JSON in base64.

The browser's rules are kept strictly: a page of another origin is refused even where no
token is wanted, and so is a name other than this machine's own in development, which is
how a hostile page would reach a local port (DNS rebinding).
"""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from google.protobuf import json_format
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from temporalio.api.common.v1 import Payload, Payloads

from encryption.access import Gate, RequestRefused, Right
from encryption.codec import SealingCodec, without_mark
from encryption.endpoint_settings import LOOPBACK_NAMES, EndpointSettings
from encryption.errors import EndpointRefused
from encryption.keyring import KeyRing

__all__ = ["EndpointRefused", "EndpointSettings", "build_endpoint"]

LARGEST_BODY = 4 * 1024 * 1024
"""Bytes that one request may hold: Temporal's own limit for one message."""

_EXPECTED = (
    'expected {"payloads": [{"metadata": {"encoding": <base64>}, "data": <base64>}]}'
)
_ENCODING = re.compile(rb"[a-z]+/[a-z0-9.+-]+")
_HEADERS_ALLOWED = "content-type, x-namespace, authorization"


def build_endpoint(ring: KeyRing, settings: EndpointSettings) -> Starlette:
    """Return the endpoint as an ASGI app.

    Raises:
        EndpointRefused: It may not be opened as it is configured; all faults at once.
    """
    settings.refuse_if_unfit()
    door = _Door(SealingCodec(ring), settings)
    asked = ["POST", "OPTIONS"]
    return Starlette(
        routes=[
            Route("/decode", door.decode, methods=asked),
            Route("/encode", door.encode, methods=asked),
            Route("/health", _health, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _plainly},
    )


class _Door:
    """Judges who asks, then opens or seals."""

    def __init__(self, codec: SealingCodec, settings: EndpointSettings) -> None:
        self._codec = codec
        self._settings = settings
        self._gate: Gate = settings.gate()

    async def decode(self, request: Request) -> Response:
        async def opened(payloads: list[Payload]) -> list[Payload]:
            found = await self._codec.decode(payloads)
            return [without_mark(payload) for payload in found]

        return await self._answer(request, Right.OPEN, opened)

    async def encode(self, request: Request) -> Response:
        async def sealed(payloads: list[Payload]) -> list[Payload]:
            for payload in payloads:
                if not _ENCODING.fullmatch(payload.metadata.get("encoding", b"")):
                    message = "The encoding of a payload is missing or not in base64"
                    raise RequestRefused(400, f"{message}; {_EXPECTED}.")
            return await self._codec.encode(payloads)

        return await self._answer(request, Right.SEAL, sealed)

    async def _answer(
        self,
        request: Request,
        right: Right,
        change: Callable[[list[Payload]], Awaitable[list[Payload]]],
    ) -> Response:
        headers = {"Cache-Control": "no-store", "Vary": "Origin"}
        try:
            headers |= self._judge_sender(request)
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=headers)
            self._gate.admit(request.headers.get("authorization"), right)
            self._judge_namespace(request)
            payloads = await change(_payloads(await _body(request)))
        except RequestRefused as refused:
            if refused.status == 401:  # noqa: PLR2004 - known to all by its number.
                headers["WWW-Authenticate"] = "Bearer"
            return JSONResponse(
                {"message": refused.message}, refused.status, headers=headers
            )
        found = [json_format.MessageToDict(payload) for payload in payloads]
        return JSONResponse({"payloads": found}, headers=headers)

    def _judge_sender(self, request: Request) -> dict[str, str]:
        """Refuse hostile pages; return the headers that let an allowed page read on."""
        if self._settings.mode == "development":
            host = _host_name(request.headers.get("host", ""))
            if host not in LOOPBACK_NAMES:
                raise RequestRefused(
                    403, "In development, reach this endpoint as localhost only."
                )
        origin = request.headers.get("origin")
        if origin is None:
            return {}
        if origin not in self._settings.origins:
            raise RequestRefused(
                403,
                "Pages of this origin may not ask; add it to DISPUTES_CODEC_ORIGINS "
                "if they should.",
            )
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": "POST, OPTIONS",
            "Access-Control-Allow-Headers": _HEADERS_ALLOWED,
            "Access-Control-Max-Age": "600",
        }

    def _judge_namespace(self, request: Request) -> None:
        named = request.headers.get("x-namespace")
        if named is not None and named != self._settings.namespace:
            raise RequestRefused(
                403,
                f"Only the namespace {self._settings.namespace!r} is served here.",
            )


def _host_name(host: str) -> str:
    """Return a Host header's name without its port, in small letters."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


async def _body(request: Request) -> bytes:
    """Return the body, giving up as soon as it is too large."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_BODY:
                raise RequestRefused(
                    413, f"The body is over {LARGEST_BODY} bytes; send fewer payloads."
                )
    except ClientDisconnect:
        raise RequestRefused(400, "The body broke off.") from None
    return bytes(body)


def _payloads(body: bytes) -> list[Payload]:
    """Read Temporal's JSON; fields of a later version are passed over.

    The parser's own message may repeat the body, so it is not passed on.
    """
    try:
        found: Any = json.loads(body)
        # Indexed, since the parser takes a body without payloads for an empty one. An
        # empty object is one: so the `temporal` command writes a query's no arguments.
        listed = {"payloads": [] if found == {} else list(found["payloads"])}
        parsed = json_format.ParseDict(listed, Payloads(), ignore_unknown_fields=True)
    except (ValueError, TypeError, KeyError, RecursionError, json_format.ParseError):
        raise RequestRefused(400, f"The body cannot be read; {_EXPECTED}.") from None
    return list(parsed.payloads)


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _plainly(_: Request, error: Exception) -> Response:
    """Answer an unknown path or method in the same form as everything else."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = "Ask POST /decode, POST /encode or GET /health."
    return JSONResponse({"message": message}, status)
