"""How the inbox answers: templates, and the headers that keep its pages safe."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

_LONDON = ZoneInfo("Europe/London")

SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of our own pages: nothing from elsewhere, nothing inside another page."""

SAFE_MAIL = {
    **SAFE,
    "Content-Security-Policy": (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    ),
}
"""Headers of what others wrote: no script runs and nothing is loaded."""


def page(template: str, **shown: object) -> Response:
    """Return a page for people."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(shown), headers=SAFE)


async def say(request: Request, error: Exception) -> Response:
    """Answer what went wrong, as a page for people and as a sentence for programs."""
    if not isinstance(error, HTTPException):  # pragma: no cover (registered so)
        raise error
    sentence = error.detail if error.detail.endswith(".") else "There is no such page."
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(
            f"{sentence}\n", error.status_code, {**SAFE, **(error.headers or {})}
        )
    shown = _TEMPLATES.get_template("wrong.html").render(sentence=sentence)
    return HTMLResponse(shown, error.status_code, {**SAFE, **(error.headers or {})})


def _london(at: datetime) -> str:
    return f"{at.astimezone(_LONDON):%a %d %b, %H:%M:%S}"


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["london"] = _london
    return made


_TEMPLATES = _templates()
