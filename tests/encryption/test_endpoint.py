"""The codec endpoint opens for those who may ask, and for nobody else."""

import json
import time
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from google.protobuf import json_format
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from temporalio.api.common.v1 import Payload

from encryption.codec import SEALED, SealingCodec
from encryption.endpoint import LARGEST_BODY, build_endpoint
from encryption.endpoint_settings import EndpointSettings
from encryption.errors import EndpointRefused
from encryption.keyring import KeyRing

UI = "http://localhost:8233"
TOKEN = "the-marigold-token-of-thirty-two-letters"
PLAIN = Payload(metadata={"encoding": b"json/plain"}, data=b'{"by": "team-manager"}')
SIGN_IN = ECKey.generate_key("P-256", parameters={"kid": "of-the-council"})
SOMEBODY_ELSE = ECKey.generate_key("P-256", parameters={"kid": "of-the-council"})
RULES: dict[str, Any] = {
    "jwks": KeySet([SIGN_IN]).as_dict(private=False),
    "issuer": "https://sign-in.example.gov.uk",
    "audience": "codec",
}


def _in_minutes(minutes: int) -> int:
    """A time as signed tokens bear it; the endpoint compares it with the real clock."""
    return int(time.time()) + minutes * 60


def _client(
    ring: KeyRing, *, host: str = "localhost", **settings: Any
) -> httpx.AsyncClient:
    known = EndpointSettings(**{"origins": (UI,), **settings})
    transport = httpx.ASGITransport(app=build_endpoint(ring, known))
    return httpx.AsyncClient(transport=transport, base_url=f"http://{host}:8081")


@pytest.fixture
async def at_a_desk(ring: KeyRing) -> AsyncIterator[httpx.AsyncClient]:
    """The endpoint in development."""
    async with _client(ring) as client:
        yield client


@pytest.fixture
async def in_production(ring: KeyRing) -> AsyncIterator[httpx.AsyncClient]:
    """The endpoint in production, with a token for programs and a sign-in service."""
    async with _client(
        ring, host="codec.example.gov.uk", mode="production", token=TOKEN, **RULES
    ) as client:
        yield client


def _body(*payloads: Payload) -> dict[str, Any]:
    return {"payloads": [json_format.MessageToDict(payload) for payload in payloads]}


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _signed(key: Any = SIGN_IN, alg: str = "ES256", **claims: Any) -> dict[str, str]:
    whole = {
        "iss": RULES["issuer"],
        "aud": RULES["audience"],
        "exp": _in_minutes(5),
        "permissions": ["default:read"],
        **claims,
    }
    kept = {name: value for name, value in whole.items() if value is not None}
    header = {"alg": alg, "kid": "of-the-council"}
    return _bearer(jwt.encode(header, kept, key, algorithms=[alg]))


async def test_what_the_endpoint_seals_it_opens_again(
    at_a_desk: httpx.AsyncClient,
) -> None:
    sealed = await at_a_desk.post("/encode", json=_body(PLAIN))
    opened = await at_a_desk.post("/decode", json=sealed.json())

    assert sealed.status_code == opened.status_code == 200
    assert "team-manager" not in sealed.text
    assert opened.json() == _body(PLAIN)
    assert opened.headers["cache-control"] == "no-store"


async def test_what_a_worker_sealed_is_opened_as_the_ui_asks_for_it(
    at_a_desk: httpx.AsyncClient, ring: KeyRing
) -> None:
    answer = await at_a_desk.post(
        "/decode?preserveStorageRefs=true",
        json=_body(SealingCodec(ring).seal(PLAIN)),
        headers={"Origin": UI, "X-Namespace": "default"},
    )

    assert answer.json() == _body(PLAIN)
    assert answer.headers["access-control-allow-origin"] == UI


async def test_plain_json_sealed_by_a_foreign_program_reaches_a_worker(
    at_a_desk: httpx.AsyncClient, ring: KeyRing
) -> None:
    by_hand = {
        "metadata": {"encoding": "anNvbi9wbGFpbg=="},
        "data": b64encode(PLAIN.data).decode(),
    }

    answer = await at_a_desk.post("/encode", json={"payloads": [by_hand]})

    [sealed] = answer.json()["payloads"]
    opened = SealingCodec(ring).open(json_format.ParseDict(sealed, Payload()))
    assert opened.data == PLAIN.data


async def test_what_cannot_be_opened_comes_back_as_it_came(
    at_a_desk: httpx.AsyncClient, strangers_ring: KeyRing
) -> None:
    foreign = SealingCodec(strangers_ring).seal(PLAIN)

    answer = await at_a_desk.post("/decode", json=_body(foreign, PLAIN))

    assert answer.json() == _body(foreign, PLAIN)


async def test_no_payloads_in_are_no_payloads_out(at_a_desk: httpx.AsyncClient) -> None:
    answer = await at_a_desk.post("/decode", json={"payloads": []})

    assert answer.json() == {"payloads": []}


async def test_fields_of_a_later_version_are_passed_over(
    at_a_desk: httpx.AsyncClient, ring: KeyRing
) -> None:
    body = _body(SealingCodec(ring).seal(PLAIN))
    body["payloads"][0]["ofALaterVersion"] = {"x": 1}

    assert (await at_a_desk.post("/decode", json=body)).json() == _body(PLAIN)


async def test_the_uis_browser_is_told_what_it_may_send(
    in_production: httpx.AsyncClient,
) -> None:
    answer = await in_production.options(
        "/decode",
        headers={
            "Origin": UI,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,x-namespace",
        },
    )

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == UI
    assert "POST" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"]
    assert allowed == "content-type, x-namespace, authorization"


@pytest.mark.parametrize("method", ["OPTIONS", "POST"])
@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost:8233.evil.example", f"{UI}/"],
)
async def test_a_hostile_page_is_refused_and_may_not_read_the_answer(
    at_a_desk: httpx.AsyncClient, ring: KeyRing, method: str, origin: str
) -> None:
    answer = await at_a_desk.request(
        method,
        "/decode",
        content=json.dumps(_body(SealingCodec(ring).seal(PLAIN))),
        # What a page may send without asking first.
        headers={"Origin": origin, "Content-Type": "text/plain"},
    )

    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert "DISPUTES_CODEC_ORIGINS" in answer.json()["message"]


@pytest.mark.parametrize("host", ["rebound.evil.example", "192.168.1.7", "localhost."])
async def test_at_a_desk_only_this_machines_own_names_are_served(
    ring: KeyRing, host: str
) -> None:
    async with _client(ring, host=host) as client:
        answer = await client.post("/decode", json=_body(PLAIN))

    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
async def test_at_a_desk_every_name_of_this_machine_is_served(
    ring: KeyRing, host: str
) -> None:
    async with _client(ring, host=host) as client:
        answer = await client.post("/decode", json=_body(PLAIN))

    assert answer.status_code == 200


async def test_another_namespace_is_refused(at_a_desk: httpx.AsyncClient) -> None:
    answer = await at_a_desk.post(
        "/decode", json=_body(PLAIN), headers={"X-Namespace": "payroll"}
    )

    assert answer.status_code == 403
    assert "'default'" in answer.json()["message"]


@pytest.mark.parametrize("path", ["/decode", "/encode"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        _bearer("wrong"),
        _bearer(TOKEN[:-1]),
        _bearer(""),
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        _bearer("ümläut"),
    ],
)
async def test_nobody_without_the_right_token_is_admitted_in_production(
    in_production: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    coded = [(name.encode(), value.encode()) for name, value in headers.items()]

    answer = await in_production.post(path, json=_body(PLAIN), headers=coded)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "oken" in answer.json()["message"]


@pytest.mark.parametrize("path", ["/decode", "/encode"])
async def test_a_program_with_the_token_opens_and_seals(
    in_production: httpx.AsyncClient, path: str
) -> None:
    answer = await in_production.post(path, json=_body(PLAIN), headers=_bearer(TOKEN))

    assert answer.status_code == 200


async def test_a_token_that_is_set_is_wanted_at_a_desk_too(ring: KeyRing) -> None:
    async with _client(ring, token=TOKEN) as client:
        assert (await client.post("/decode", json=_body(PLAIN))).status_code == 401


@pytest.mark.parametrize(
    ("permissions", "decode", "encode"),
    [
        (["default:read"], 200, 403),
        (["payroll:admin", "default:write"], 200, 200),
        ("default:worker other:read", 200, 200),
        (["default:admin"], 200, 200),
        (["payroll:admin"], 403, 403),
        (["default:"], 403, 403),
        (["default"], 403, 403),
        ([], 403, 403),
        (None, 403, 403),
        ({"default:admin": True}, 403, 403),
    ],
)
async def test_somebody_signed_in_may_do_what_their_permissions_say(
    in_production: httpx.AsyncClient, permissions: Any, decode: int, encode: int
) -> None:
    headers = _signed(permissions=permissions)

    opened = await in_production.post("/decode", json=_body(PLAIN), headers=headers)
    sealed = await in_production.post("/encode", json=_body(PLAIN), headers=headers)

    assert (opened.status_code, sealed.status_code) == (decode, encode)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": _in_minutes(-60)},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": _in_minutes(60)},
        {"iss": "https://sign-in.evil.example"},
        {"iss": None},
        {"aud": "another-service"},
        {"aud": None},
    ],
)
async def test_a_signed_token_out_of_date_or_for_others_is_refused(
    in_production: httpx.AsyncClient, claims: dict[str, Any]
) -> None:
    answer = await in_production.post(
        "/decode", json=_body(PLAIN), headers=_signed(**claims)
    )

    assert answer.status_code == 401


async def test_an_expired_token_is_said_to_have_expired(
    in_production: httpx.AsyncClient,
) -> None:
    headers = _signed(exp=1)

    answer = await in_production.post("/decode", json=_body(PLAIN), headers=headers)

    assert answer.json() == {"message": "The token has expired; sign in again."}


async def test_a_token_signed_by_somebody_else_is_refused(
    in_production: httpx.AsyncClient,
) -> None:
    headers = _signed(key=SOMEBODY_ELSE)

    answer = await in_production.post("/decode", json=_body(PLAIN), headers=headers)

    assert answer.status_code == 401


async def test_a_token_signed_with_the_public_key_as_a_password_is_refused(
    in_production: httpx.AsyncClient,
) -> None:
    password = OctKey.import_key(json.dumps(SIGN_IN.as_dict(private=False)))
    headers = _signed(key=password, alg="HS256")

    answer = await in_production.post("/decode", json=_body(PLAIN), headers=headers)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        '{"payload": []}',
        '{"payloads": {}x}',
        '{"payloads": 7}',
        '{"payloads": [7]}',
        '{"payloads": [{"metadata": {"encoding": 7}, "data": "Marigold"}]}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
@pytest.mark.parametrize("path", ["/decode", "/encode"])
async def test_a_body_that_cannot_be_read_is_refused_with_what_was_expected(
    at_a_desk: httpx.AsyncClient, path: str, body: str | bytes
) -> None:
    answer = await at_a_desk.post(path, content=body)

    assert answer.status_code == 400
    assert '{"payloads": [{"metadata"' in answer.json()["message"]
    assert "Marigold" not in answer.text


@pytest.mark.parametrize(
    "metadata", [{}, {"encoding": "!"}, {"encoding": "json/plain"}, {"encoding": ""}]
)
async def test_a_payload_whose_encoding_cannot_be_right_is_not_sealed(
    at_a_desk: httpx.AsyncClient, metadata: dict[str, str]
) -> None:
    body = {"payloads": [{"metadata": metadata, "data": "IiI="}]}

    answer = await at_a_desk.post("/encode", json=body)

    assert answer.status_code == 400
    assert "encoding" in answer.json()["message"]


async def test_a_body_that_is_too_large_is_refused_before_it_is_all_there(
    at_a_desk: httpx.AsyncClient,
) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1024 * 1024
            yield bytes(1024 * 1024)

    answer = await at_a_desk.post("/decode", content=endless())

    assert answer.status_code == 413
    assert taken < 2 * LARGEST_BODY


async def test_anybody_may_ask_whether_it_is_well(
    in_production: httpx.AsyncClient,
) -> None:
    assert (await in_production.get("/health")).json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/decode", 405), ("POST", "/", 404), ("POST", "/decode/x", 404)],
)
async def test_anything_else_is_answered_with_what_may_be_asked(
    at_a_desk: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await at_a_desk.request(method, path)

    assert answer.status_code == status
    assert "POST /decode" in answer.json()["message"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"host": "0.0.0.0"}, ["this machine only"]),
        ({"mode": "production"}, ["DISPUTES_CODEC_TOKEN_FILE"]),
        ({"token": "short"}, ["5 characters long"]),
        ({"jwks": {"keys": []}}, ["ISSUER", "AUDIENCE", "not a JSON Web Key Set"]),
        ({**RULES, "jwks": Path("/nowhere.json")}, ["/nowhere.json cannot be read"]),
    ],
)
def test_an_unsafe_endpoint_is_not_opened_and_says_everything_wrong(
    ring: KeyRing, settings: dict[str, Any], said: list[str]
) -> None:
    with pytest.raises(EndpointRefused) as refusal:
        build_endpoint(ring, EndpointSettings(**settings))

    assert len(refusal.value.faults) == len(said)
    for fault, words in zip(refusal.value.faults, said, strict=True):
        assert words in fault


async def test_the_sign_in_keys_may_stand_in_a_file(
    ring: KeyRing, tmp_path: Path
) -> None:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps(RULES["jwks"]))

    async with _client(ring, **{**RULES, "jwks": path}) as client:
        answer = await client.post("/decode", json=_body(PLAIN), headers=_signed())

    assert answer.status_code == 200


def test_the_token_is_not_shown_in_a_log() -> None:
    assert TOKEN not in repr(EndpointSettings(token=TOKEN))


def test_a_sealed_payload_says_so_in_its_encoding(ring: KeyRing) -> None:
    assert SealingCodec(ring).seal(PLAIN).metadata["encoding"] == SEALED
