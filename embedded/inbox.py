"""A page to read the caught mails, for people; and `/mails.json`, for programs.

Whoever sends a mail decides what is in it, so nothing of it is trusted: text is
escaped, HTML is shown in a sandbox that runs no script and loads nothing, and only
requests that name this machine as their host are answered, or a web page elsewhere
could read the mails by giving its own name our address (DNS rebinding).
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from embedded import letter
from embedded.catcher import Behaviour, Catcher
from embedded.mailbox import Mail, Mailbox
from embedded.pages import SAFE, SAFE_MAIL, page, say

PAGE = 100
"""Mails on one page."""

_BEYOND = 2**62
"""No mail has a number like this, and SQLite can still count so far."""

_STATIC = Path(__file__).with_name("static")
_TREATMENTS = {
    Behaviour.WORKS: "takes every mail",
    Behaviour.SLOW: "takes every mail after a few seconds",
    Behaviour.BUSY: "asks senders to come back later (451)",
    Behaviour.REFUSING: "refuses every mail for good (550)",
    Behaviour.FORGETFUL: "takes the mail, then breaks off before saying so",
    Behaviour.DOWN: "does not answer at all",
}


@dataclass(frozen=True)
class Inbox:
    """The page.

    Attributes:
        mailbox: What it shows.
        catcher: Whose behaviour it can change.
        first_step: The command that an empty inbox advises.
    """

    mailbox: Mailbox
    catcher: Catcher
    first_step: str = "disputes --help"

    def app(self) -> Starlette:
        """Return the web application."""
        return Starlette(
            routes=[
                Route("/", self.overview),
                Route("/mails.json", self.overview_json),
                Route("/mails/{number:int}", self.mail),
                Route("/mails/{number:int}/html", self.html),
                Route("/mails/{number:int}/source", self.source),
                Route("/mails/{number:int}/attachments/{part:int}", self.attachment),
                Route("/behaviour", self.behave, methods=["POST"]),
                Mount("/static", StaticFiles(directory=_STATIC)),
            ],
            middleware=[
                Middleware(
                    TrustedHostMiddleware,
                    allowed_hosts=["127.0.0.1", "localhost"],
                    www_redirect=False,
                )
            ],
            exception_handlers={HTTPException: say},
        )

    async def overview(self, request: Request) -> Response:
        """Show the mails, newest first."""
        wanted, before = _wanted(request)
        mails = self.mailbox.mails(**wanted, before=before, limit=PAGE + 1)
        older = mails[PAGE - 1].number if len(mails) > PAGE else None
        return page(
            "list.html",
            mails=mails[:PAGE],
            total=self.mailbox.count(),
            wanted=wanted,
            is_filtered=any(wanted.values()),
            before=before,
            older=older and f"/?{urlencode({**_query(wanted), 'before': older})}",
            newest=f"/?{urlencode(_query(wanted))}",
            recipients=self.mailbox.recipients(),
            disputes=self.mailbox.disputes(),
            behaviour=self.catcher.behaviour,
            treatments=_TREATMENTS,
            smtp_port=self.catcher.port,
            first_step=self.first_step,
        )

    async def overview_json(self, request: Request) -> Response:
        """Tell programs the same."""
        wanted, before = _wanted(request)
        mails = self.mailbox.mails(**wanted, before=before, limit=PAGE)
        return JSONResponse(
            {"total": self.mailbox.count(), "mails": [_plain(mail) for mail in mails]},
            headers=SAFE,
        )

    async def mail(self, request: Request) -> Response:
        """Show one mail, its HTML where it has some, or its text if asked."""
        mail, source = self._found(request)
        said = letter.read(source)
        views = ["html"] * bool(said.html) + ["text"] * bool(said.text or not said.html)
        asked = request.query_params.get("as", "")
        return page(
            "mail.html",
            mail=mail,
            said=said,
            views=views,
            view=asked if asked in views else views[0],
        )

    async def html(self, request: Request) -> Response:
        """Give the HTML of a mail, for the sandboxed frame."""
        said = letter.read(self._found(request)[1])
        # Links of a mail open in a tab of their own; the frame goes nowhere.
        content = f'<!doctype html><base target="_blank">{said.html}'
        return HTMLResponse(content.encode("utf-8", "replace"), headers=SAFE_MAIL)

    async def source(self, request: Request) -> Response:
        """Give a mail as it came over the wire."""
        _, source = self._found(request)
        return Response(
            source, media_type="text/plain; charset=utf-8", headers=SAFE_MAIL
        )

    async def attachment(self, request: Request) -> Response:
        """Give one attachment, to be saved and not shown."""
        said = letter.read(self._found(request)[1])
        part = request.path_params["part"]
        if part >= len(said.attachments):
            raise HTTPException(404, "This mail has no such attachment.")
        found = said.attachments[part]
        safe = "".join(
            c for c in found.name if c.isascii() and (c.isalnum() or c in "._-")
        )
        return Response(
            found.content,
            media_type="application/octet-stream",
            headers={
                **SAFE_MAIL,
                "Content-Disposition": f'attachment; filename="{safe or "attachment"}"',
            },
        )

    async def behave(self, request: Request) -> Response:
        """Make the mail server behave differently."""
        _refuse_other_sites(request)
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        asked = form.get("behaviour", [""])[0]
        if asked not in set(Behaviour):
            raise HTTPException(
                422,
                f"behaviour is {asked[:40]!r}; write one of: {', '.join(Behaviour)}.",
            )
        await self.catcher.behave(Behaviour(asked))
        return RedirectResponse("/", status_code=303, headers=SAFE)

    def _found(self, request: Request) -> tuple[Mail, bytes]:
        number = request.path_params["number"]
        # Beyond what SQLite can count there is no mail either.
        found = self.mailbox.mail(number) if number < _BEYOND else None
        if found is None:
            raise HTTPException(404, f"There is no mail {str(number)[:20]}.")
        return found


def _refuse_other_sites(request: Request) -> None:
    """Let only our own page, or no page at all (such as curl), change anything."""
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{request.headers.get('host')}":
        raise HTTPException(403, "Another site may not change this mail server.")


def _wanted(request: Request) -> tuple[dict[str, str], int | None]:
    """Read the filter and the page from the address; what is no number is no page."""
    asked = request.query_params
    wanted = {
        "recipient": asked.get("to", "").strip(),
        "dispute": asked.get("dispute", "").strip(),
    }
    before = asked.get("before", "")
    is_number = before.isascii() and before.isdigit()
    return wanted, min(int(before[:18]), _BEYOND) if is_number else None


def _query(wanted: dict[str, str]) -> dict[str, str]:
    asked = {"to": wanted["recipient"], "dispute": wanted["dispute"]}
    return {name: value for name, value in asked.items() if value}


def _plain(mail: Mail) -> dict[str, object]:
    return {
        "number": mail.number,
        "received_at": mail.received_at.isoformat(),
        "from": mail.sender,
        "to": list(mail.recipients),
        "subject": mail.subject,
        "dispute": mail.dispute,
        "message_id": mail.message_id,
        "copies": mail.copies,
        "url": f"/mails/{mail.number}",
    }
