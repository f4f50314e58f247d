"""An absent, a missing and a partial manager, a hand-over and a bounce, on real servers."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from typing import Any

import pytest

from domain.calendar import LONDON
from domain.messages import read_raised
from embedded.mailbox import parse
from tests.activities.postoffice import PostOffice, open_post_office
from tests.situations import raising
from tests.workflows.council import Council, a_council
from tests.workflows.postman import PATIENCE_SECONDS

pytestmark = pytest.mark.end_to_end

PEOPLE = """\
post,team,role,reference,address,from,until,above,digest
practice-manager,north,,PM-1,pm1@anyshire.example,,,group-manager,
practice-manager,north,deputy,PM-2,pm2@anyshire.example,,,,
practice-manager,south,,PM-3,pm3@anyshire.example,,,group-manager,
practice-manager,west,,PM-5,pm5@anyshire.example,,,group-manager,
practice-manager,west,deputy,PM-6,pm6@anyshire.example,,,,
practice-manager,coast,,PM-7,pm7@anyshire.example,,,group-manager,
group-manager,,,GM-1,gm1@anyshire.example,,,,
social-worker,,,SW-1,sw1@anyshire.example,,,,
social-worker,marsh,,SW-9,sw9@anyshire.example,,,,daily
iro-team-manager,,,TM-1,tm1@anyshire.example,,,,
officer,,,IRO-7,iro7@anyshire.example,,,iro-team-manager,
"""

REPORT = """\
From: mailer-daemon@anyshire.example
To: disputes@anyshire.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=part

--part
Content-Type: text/plain

It could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.anyshire.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1

--part
Content-Type: text/rfc822-headers

{headers}
--part--
"""


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Council]:
    """A council whose directory is filled from a CSV file."""
    home = tmp_path_factory.mktemp("council")
    file = home / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    async with a_council(home / "home") as council:
        await council.answer("people", "import", str(file))
        yield council


async def raised(council: Council, team: str, **changes: Any) -> str:
    """Raise a dispute in a team, by today's clock, and let the post go out."""
    plain = raising(reference=f"DIR-{team}-1", team=team, **changes)
    request = read_raised(plain)
    await council.disputes.raise_dispute(request)
    await council.everything_delivered(request.workflow_id)
    return request.workflow_id


async def told(council: Council, dispute: str, kind: str) -> list[tuple[str, str, str]]:
    """Who was told what of this kind: post, reference, by which route."""
    store = council.parts.store
    return [
        (one.to, one.told, one.route)
        for one in await store.notices(dispute)
        if one.kind == kind
    ]


async def told_at_last(
    council: Council, dispute: str, kind: str
) -> list[tuple[str, str, str]]:
    """Wait for news that only follows from what became of another notice."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if await told(council, dispute, kind):
                break
            await asyncio.sleep(0.05)
    await council.everything_delivered(dispute)
    return await told(council, dispute, kind)


async def test_a_deputy_is_told_on_behalf_of_a_manager_who_is_away(
    council: Council,
) -> None:
    away = ("PM-1", "--from", "2026-01-01", "--until", "2099-01-01")
    await council.answer("people", "absent", *away)

    dispute = await raised(council, "north")

    assert ("practice-manager", "PM-2", "deputy") in (
        await told(council, dispute, "stage-begun")
    )
    missed = await council.answer("people", "told", "PM-1")
    assert {(one["told"], one["dispute"]) for one in missed} == {("PM-2", dispute)}
    [letter] = letters(council, dispute, "pm2@anyshire.example")
    assert "PM-1" in letter
    assert letters(council, dispute, "pm1@anyshire.example") == []


async def test_a_post_that_nobody_holds_alarms_the_officer_and_their_manager(
    council: Council,
) -> None:
    dispute = await raised(council, "east")

    alarmed = await told_at_last(council, dispute, "post-vacant")
    assert {post for post, _, _ in alarmed} == {"officer", "iro-team-manager"}
    assert ("practice-manager", "GM-1", "above") in (
        await told(council, dispute, "stage-begun")
    )


async def test_a_manager_who_is_a_party_is_passed_over_upward(
    council: Council,
) -> None:
    dispute = await raised(council, "south", parties=["PM-3"])

    assert letters(council, dispute, "pm3@anyshire.example") == []
    [(_, who, route)] = [
        one
        for one in await told(council, dispute, "stage-begun")
        if one[0] == "practice-manager"
    ]
    assert (who, route) == ("GM-1", "above")


async def test_a_hand_over_tells_old_and_new_holder_and_moves_no_date(
    council: Council, tmp_path: Path
) -> None:
    dispute = await raised(council, "coast")
    before = await council.disputes.situation(dispute)
    file = tmp_path / "people.csv"
    today = datetime.now(LONDON).date()
    now = (
        f"practice-manager,coast,,PM-7,pm7@anyshire.example,,{today},group-manager,\n"
        f"practice-manager,coast,,PM-8,pm8@anyshire.example,{today},,,\n"
    )
    was = "practice-manager,coast,,PM-7,pm7@anyshire.example,,,group-manager,\n"
    file.write_text(PEOPLE.replace(was, now), encoding="utf-8")
    await council.answer("people", "import", str(file))

    changed = await council.answer("people", "hand-over")

    assert [(one["old"], one["new"]) for one in changed] == [("PM-7", "PM-8")]
    handed = await told_at_last(council, dispute, "handed-over")
    after = await council.disputes.situation(dispute)
    assert after.due_at == before.due_at
    assert {who for _, who, _ in handed} == {"PM-7", "PM-8"}
    assert await council.answer("people", "hand-over") == []


async def test_a_bounced_mail_in_a_mailbox_takes_the_second_route_and_raises_the_alarm(
    council: Council, tmp_path: Path
) -> None:
    dispute = await raised(council, "west")
    [number] = numbers(council, dispute, "pm5@anyshire.example")
    taken = council.parts.stack.mailbox.mail(number)
    assert taken is not None
    report, box = report_of(parse(taken[1])), tmp_path / "box"
    Maildir(box).add(report)
    file = tmp_path / "bounce.eml"
    file.write_bytes(report)

    [handed] = await council.answer("mail", "bounced", "--mailbox", str(box))
    assert handed["taken"]
    assert await council.answer("mail", "bounced", "--mailbox", str(box)) == []
    alarmed = await told_at_last(council, dispute, "not-delivered")
    assert letters(council, dispute, "pm6@anyshire.example") != []
    assert [post for post, _, _ in alarmed] == ["officer"]
    await council.answer("mail", "bounced", str(file))
    await council.everything_delivered(dispute)
    assert await told(council, dispute, "not-delivered") == alarmed


async def test_a_digest_that_a_mailbox_refuses_for_good_raises_the_alarm(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute = await raised(council, "marsh")
    assert letters(council, dispute, "sw9@anyshire.example") == []
    refusing = PostOffice(at_recipient=["550 5.1.1 no such mailbox"])

    async with open_post_office(refusing):
        monkeypatch.setenv("DISPUTES_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("DISPUTES_SMTP_PORT", str(refusing.port))
        result = await council.run("mail", "digest", "--json")

    [digest] = json.loads(result.stdout)
    assert (result.exit_code, digest["state"]) == (1, "refused")
    alarmed = await told_at_last(council, dispute, "not-delivered")
    assert [post for post, _, _ in alarmed] == ["officer"]


def numbers(council: Council, dispute: str, to: str) -> list[int]:
    """Numbers of the mails to this address about a dispute."""
    reference = dispute.removeprefix("dispute-west-sussex-")
    mails = council.parts.stack.mailbox.mails(dispute=reference, recipient=to)
    return [one.number for one in mails]


def letters(council: Council, dispute: str, to: str) -> list[str]:
    """What the mails to this address about a dispute say."""
    found = (
        council.parts.stack.mailbox.mail(number)
        for number in numbers(council, dispute, to)
    )
    plain = (parse(one[1]).get_body(("plain",)) for one in found if one is not None)
    return [one.get_content() for one in plain if one is not None]


def report_of(letter: EmailMessage) -> bytes:
    """The delivery status report that a mail server sends back for a letter."""
    headers = "".join(f"{name}: {value}\n" for name, value in letter.items())
    return REPORT.format(to=letter["To"], headers=headers).encode()
