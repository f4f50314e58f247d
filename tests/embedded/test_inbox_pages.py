"""What the inbox page shows, and what it does not let a mail do."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage

import httpx
import pytest

from embedded.catcher import Behaviour, Catcher
from embedded.inbox import PAGE, Inbox
from embedded.mailbox import Mailbox

SUN_22_NOV = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOST = "http://127.0.0.1:8025"


@pytest.fixture
async def page(mailbox: Mailbox, catcher: Catcher) -> AsyncIterator[httpx.AsyncClient]:
    app = Inbox(mailbox, catcher, first_step="disputes raise").app()
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url=HOST, headers={"accept": "text/html"}
    ) as client:
        yield client


def keep(mailbox: Mailbox, mail: EmailMessage | bytes, *to: str) -> int:
    source = mail if isinstance(mail, bytes) else mail.as_bytes()
    recipients = to or ("practice.manager@westfordshire.example",)
    return mailbox.keep(
        source, sender="d@x.example", recipients=recipients, at=SUN_22_NOV
    )


def a_mail(subject: str = "Stage 2 has begun", html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["X-Dispute-Reference"] = "ANY-2026-0007"
    mail.set_content("Please answer: https://answer.example/a?b=1&c=2 <b>now</b>\n")
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


async def test_an_empty_inbox_says_what_to_do(
    page: httpx.AsyncClient, catcher: Catcher
) -> None:
    shown = (await page.get("/")).text

    assert "No mails yet" in shown
    assert "disputes raise" in shown
    assert f"port {catcher.port}" in shown


async def test_the_list_shows_subject_recipient_reference_and_london_time(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    keep(mailbox, a_mail())

    shown = (await page.get("/")).text

    assert "Stage 2 has begun" in shown
    assert "practice.manager<wbr>@westfordshire.example" in shown
    assert "ANY-2026-0007" in shown
    assert "Sun 22 Nov, 09:30:00" in shown


async def test_a_subject_with_a_script_is_shown_and_not_run(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    number = keep(mailbox, a_mail("<script>alert(1)</script>"), "<i>@x.example")

    for address in ("/", f"/mails/{number}"):
        shown = (await page.get(address)).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
        assert "<script>alert" not in shown
        assert "<i>@x.example" not in shown


async def test_the_text_of_a_mail_is_escaped_and_its_links_can_be_followed(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    number = keep(mailbox, a_mail())

    shown = (await page.get(f"/mails/{number}")).text

    assert "&lt;b&gt;now&lt;/b&gt;" in shown
    assert 'href="https://answer.example/a?b=1&amp;c=2"' in shown
    assert 'rel="noopener noreferrer"' in shown


async def test_the_html_of_a_mail_is_shown_in_a_sandbox_that_runs_nothing(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    number = keep(mailbox, a_mail(html="<p>Bold</p><script>alert(1)</script>"))

    around = (await page.get(f"/mails/{number}")).text
    inside = await page.get(f"/mails/{number}/html")

    frame = around[around.index("<iframe") : around.index("</iframe")]
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "alert(1)" not in around
    rules = inside.headers["content-security-policy"]
    assert rules.startswith("sandbox ")
    assert "allow-scripts" not in rules
    assert "allow-same-origin" not in rules
    assert "default-src 'none'" in rules
    assert "<p>Bold</p>" in inside.text


@pytest.mark.parametrize("address", ["/", "/mails.json", "/mails/1", "/nothing"])
async def test_every_page_forbids_what_comes_from_elsewhere(
    page: httpx.AsyncClient, mailbox: Mailbox, address: str
) -> None:
    keep(mailbox, a_mail())

    headers = (await page.get(address)).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("address", ["/", "/mails/1"])
async def test_no_page_names_another_site(
    page: httpx.AsyncClient, mailbox: Mailbox, address: str
) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Plain"
    mail.set_content("Nothing to follow.")
    keep(mailbox, mail)

    shown = (await page.get(address)).text

    assert "http" not in shown.replace("http-equiv", "")


async def test_a_request_for_another_host_is_refused(page: httpx.AsyncClient) -> None:
    answer = await page.get("/mails.json", headers={"host": "evil.example:8025"})

    assert answer.status_code == 400


async def test_mails_can_be_filtered_by_recipient_and_by_dispute(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    keep(mailbox, a_mail("For the director"), "director@x.example")
    keep(mailbox, a_mail("For the manager"), "manager@x.example")

    to_director = (await page.get("/", params={"to": "director"})).text
    about = (await page.get("/mails.json", params={"dispute": "0007"})).json()
    nobody = (await page.get("/", params={"to": "nobody"})).text

    assert "For the director" in to_director
    assert "For the manager" not in to_director
    assert len(about["mails"]) == 2
    assert "No mail matches" in nobody


async def test_programs_get_the_same_as_json(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    number = keep(mailbox, a_mail(), "director@x.example")

    answer = await page.get("/mails.json")

    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text) == {
        "total": 1,
        "mails": [
            {
                "number": number,
                "received_at": "2026-11-22T09:30:00+00:00",
                "from": "d@x.example",
                "to": ["director@x.example"],
                "subject": "Stage 2 has begun",
                "dispute": "ANY-2026-0007",
                "message_id": "",
                "copies": 1,
                "url": f"/mails/{number}",
            }
        ],
    }


async def test_older_mails_are_a_page_away_and_none_is_missed(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    for number in range(PAGE + 1):
        keep(mailbox, a_mail(f"Mail {number}."))

    first = (await page.get("/")).text
    last = (await page.get("/?before=2")).text

    assert "Mail 0." not in first
    assert "Mail 1." in first
    assert 'href="/?before=2"' in first
    assert "Mail 0." in last


async def test_an_attachment_is_saved_and_never_shown(
    page: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    mail = a_mail()
    mail.add_attachment(
        b"<script>", maintype="text", subtype="html", filename='a"/../b\u2028.html'
    )
    number = keep(mailbox, mail)

    saved = await page.get(f"/mails/{number}/attachments/0")
    missing = await page.get(f"/mails/{number}/attachments/1")

    assert saved.content == b"<script>"
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith('attachment; filename="a..b')
    assert missing.status_code == 404


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff words",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno parts",
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!",
        b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ntext",
        b"From: <<<>>>\r\nTo: ,,\r\nDate: never\r\nMessage-ID: [\r\n\r\nhi",
    ],
)
async def test_a_broken_mail_is_shown_as_far_as_it_can_be_read(
    page: httpx.AsyncClient, mailbox: Mailbox, source: bytes
) -> None:
    number = keep(mailbox, source)

    for address in ("/", f"/mails/{number}", f"/mails/{number}/html"):
        assert (await page.get(address)).status_code == 200
    assert (await page.get(f"/mails/{number}/source")).content == source


@pytest.mark.parametrize("number", ["99", str(2**70)])
async def test_a_mail_that_is_not_there_is_said_not_to_be(
    page: httpx.AsyncClient, number: str
) -> None:
    answer = await page.get(f"/mails/{number}")

    assert answer.status_code == 404
    assert "There is no mail" in answer.text


async def test_the_mail_server_is_made_to_misbehave_from_the_page(
    page: httpx.AsyncClient, catcher: Catcher
) -> None:
    answer = await page.post(
        "/behaviour", data={"behaviour": "busy"}, headers={"origin": HOST}
    )
    shown = (await page.get("/")).text

    assert answer.status_code == 303
    assert catcher.behaviour is Behaviour.BUSY
    assert "misbehaving on purpose" in shown


async def test_another_site_cannot_make_the_mail_server_misbehave(
    page: httpx.AsyncClient, catcher: Catcher
) -> None:
    answer = await page.post(
        "/behaviour",
        data={"behaviour": "down"},
        headers={"origin": "http://evil.example"},
    )

    assert answer.status_code == 403
    assert catcher.behaviour is Behaviour.WORKS


async def test_an_unknown_behaviour_is_refused_with_those_that_are_known(
    page: httpx.AsyncClient,
) -> None:
    answer = await page.post("/behaviour", data={"behaviour": "moody"})

    assert answer.status_code == 422
    assert "&#39;moody&#39;; write one of: works, slow, busy" in answer.text
