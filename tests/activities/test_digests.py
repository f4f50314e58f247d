"""One mail a day with what is only for information, once, however often it is run."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from activities.digests import Alarm, Digests
from activities.envelope import MailDelayed, MailRefused, MailUnsure
from activities.letters import LetterSettings
from activities.people import FileDirectory
from activities.storage import Store
from activities.storage.digests import DigestClaim
from directory.book import Book
from directory.facts import Digest, Holding
from domain.notices import DeliveryStatus, Notice, NoticeKind, Outcome, Post

THU_5_MAR = datetime(2026, 3, 5, 6, tzinfo=UTC)
SETTINGS = LetterSettings("disputes@anyshire.example", "anyshire.example")
OTTER, BADGER = "WSX-2026-0042", "WSX-2026-0043"
DCS = Holding(post="dcs", reference="DCS-1", address="d@a.example", digest=Digest.DAILY)

MakePost = Callable[..., Post]
MakeNotice = Callable[..., Notice]


class Mailer:
    """Takes letters, but for what it is told to do with the next ones."""

    def __init__(self, *then: Exception) -> None:
        self.then = list(then)
        self.taken: list[EmailMessage] = []

    async def send(self, message: EmailMessage) -> str:
        """Take it, or fail as told."""
        self.taken.append(message)
        if self.then:
            raise self.then.pop(0)
        return "250 OK"


async def news(store: Store, a_post: MakePost, a_notice: MakeNotice) -> None:
    """Two disputes; of the first there are two things to tell the director."""
    for reference, kinds in (
        (OTTER, (NoticeKind.STAGE_BEGUN, NoticeKind.RESPONSE_RECEIVED)),
        (BADGER, (NoticeKind.CLOSED,)),
    ):
        dispute = f"dispute-west-sussex-{reference}"
        changes: dict[str, object] = {"reference": reference, "stage_title": "Stage 1"}
        if reference == BADGER:
            changes |= {"standing": "withdrawn", "due_at": None}
        await store.append(a_post(1, dispute=dispute, **changes))
        for number, kind in enumerate(kinds, start=1):
            key = f"{dispute}/{number}"
            notice = a_notice(number, key=key, kind=kind, to="dcs")
            await store.claim(notice, dispute, f"<{key}>", "a-hash")
            status = DeliveryStatus.DIGESTED
            await store.settle(key, Outcome(key=key, status=status, told="DCS-1"))


async def nobody_is_alarmed(claim: DigestClaim, said: str) -> None:
    """Fail: no digest was to be refused."""
    raise AssertionError(said)


def digests(
    store: Store,
    mailer: Mailer,
    at: datetime = THU_5_MAR,
    alarm: Alarm = nobody_is_alarmed,
) -> Digests:
    people = FileDirectory(Book([DCS]))
    return Digests(store, people, mailer, SETTINGS, at, alarm)


def plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_a_digest_has_one_line_for_each_dispute(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer()

    [sent] = await digests(store, mailer).send()

    assert (sent.told, sent.state) == ("DCS-1", "sent")
    assert sent.lines == (
        (
            "WSX-2026-0042 (Stage 1): stage begun, response received."
            " Next: Wed 11 Mar 2026 17:00."
        ),
        "WSX-2026-0043 (Stage 1): closed. It has ended: withdrawn.",
    )
    [message] = mailer.taken
    assert str(message["To"]) == "d@a.example"
    assert str(message["Subject"]) == "News of 2 disputes, Thu 5 Mar 2026"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    for line in sent.lines:
        assert line in plain(message).splitlines()


async def test_a_digest_holds_no_name_and_no_address(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer()

    await digests(store, mailer).send()

    for part in mailer.taken[0].walk():
        if part.get_content_maintype() == "text":
            text = part.get_content()
            assert not any(one in text for one in ("Pemberton", "C-1138", "@", "DCS-1"))


async def test_what_was_sent_is_not_sent_again_by_a_second_run(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer()
    await digests(store, mailer).send()

    again = await digests(store, mailer, THU_5_MAR + timedelta(days=1)).send()

    assert again == []
    assert len(mailer.taken) == 1
    [first, _] = await store.notices(f"dispute-west-sussex-{OTTER}")
    assert first.state == "digested"
    assert first.digest.startswith("digest/DCS-1/")


async def test_to_look_claims_nothing(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer()

    looked = await digests(store, mailer).look()
    [sent] = await digests(store, mailer).send()

    assert [one.state for one in looked] == ["would-be-sent"]
    assert looked[0].lines == sent.lines


async def test_what_was_certainly_not_taken_goes_with_the_next_run(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer(MailDelayed("digest", "450 later"))

    first = await digests(store, mailer).send()
    second = await digests(store, mailer, THU_5_MAR + timedelta(hours=1)).send()

    assert [one.state for one in (*first, *second)] == ["delayed", "sent"]
    assert first[0].lines == second[0].lines


async def test_what_may_have_been_taken_goes_again_under_the_same_message_id(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer(MailUnsure("digest", "no answer"))
    await digests(store, mailer).send()

    at_once = await digests(store, mailer, THU_5_MAR + timedelta(minutes=1)).send()
    later = await digests(store, mailer, THU_5_MAR + timedelta(hours=1)).send()

    assert at_once == [], "it is taken to be in somebody's hand"
    assert [one.state for one in later] == ["sent"]
    first, second = mailer.taken
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_mailbox_that_refuses_alarms_and_is_not_written_to_again(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    alarmed: list[tuple[list[tuple[str, int, str]], str]] = []

    async def alarm(claim: DigestClaim, said: str) -> None:
        sent = await store.in_digest(claim.key)
        alarmed.append(([(one.dispute, one.number, one.told) for one in sent], said))

    mailer = Mailer(MailRefused("digest", "550 unknown"))

    [refused] = await digests(store, mailer, alarm=alarm).send()

    assert (refused.state, refused.said) == ("refused", "550 unknown")
    each_disputes_last = [
        (f"dispute-west-sussex-{OTTER}", 2, "DCS-1"),
        (f"dispute-west-sussex-{BADGER}", 1, "DCS-1"),
    ]
    assert alarmed == [(each_disputes_last, "550 unknown")]
    assert await digests(store, mailer, THU_5_MAR + timedelta(hours=1)).send() == []


async def test_a_refusal_that_alarmed_nobody_is_met_again_by_a_later_run(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    alarmed: list[str] = []

    async def unreachable(claim: DigestClaim, said: str) -> None:
        raise OSError("no server")

    async def alarm(claim: DigestClaim, said: str) -> None:
        alarmed.append(claim.key)

    twice = MailRefused("digest", "550 unknown"), MailRefused("digest", "550 unknown")
    mailer = Mailer(*twice)

    with pytest.raises(OSError, match="no server"):
        await digests(store, mailer, alarm=unreachable).send()
    later = THU_5_MAR + timedelta(hours=1)
    [refused] = await digests(store, mailer, later, alarm).send()

    assert refused.state == "refused"
    assert len(alarmed) == 1


async def test_whose_address_is_not_known_keeps_their_news(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    nobody = FileDirectory(Book([]))
    mailer = Mailer()

    [found] = await Digests(
        store, nobody, mailer, SETTINGS, THU_5_MAR, nobody_is_alarmed
    ).send()

    assert found.state == "nobody"
    assert mailer.taken == []
    [sent] = await digests(store, mailer).send()
    assert sent.state == "sent"


async def test_two_runs_at_once_send_one_mail(
    store: Store, a_post: MakePost, a_notice: MakeNotice
) -> None:
    await news(store, a_post, a_notice)
    mailer = Mailer()

    await asyncio.gather(*(digests(store, mailer).send() for _ in range(4)))

    assert len(mailer.taken) == 1


async def test_what_is_left_out_holds_up_nothing_and_is_written_with_its_reason(
    store: Store, a_notice: MakeNotice
) -> None:
    dispute = f"dispute-west-sussex-{OTTER}"
    waits, follows = a_notice(1), a_notice(2)
    await store.claim(waits, dispute, "<1>", "a-hash")
    await store.release(waits.key, "450 later")

    await store.leave_out(waits, dispute, "<1>", "its stage is over")

    [row] = await store.notices(dispute)
    assert (row.state, row.said) == ("not-sent", "its stage is over")
    assert row.written_at == waits.at
    claim = await store.claim(follows, dispute, "<2>", "a-hash")
    assert claim.state.value == "new"


async def test_a_calendar_holds_what_was_put_in_and_not_taken_out(
    store: Store, a_notice: MakeNotice
) -> None:
    dispute = f"dispute-west-sussex-{OTTER}"
    due, meeting = "2026-03-11T16:30:00+00:00", "2026-03-10T10:00:00+00:00"
    for number, calendar in enumerate(
        (f"+ due {due}", f"+ meeting-1 {meeting}", "", f"- due {due}"), start=1
    ):
        notice = a_notice(number)
        await store.claim(notice, dispute, f"<{number}>", "a-hash")
        sent = Outcome(
            key=notice.key,
            status=DeliveryStatus.SENT,
            told="PM-3",
            calendar=calendar,
        )
        await store.settle(notice.key, sent)

    has = await store.in_calendar(dispute, "practice-manager", "PM-3")

    assert has == {"meeting-1": datetime.fromisoformat(meeting)}
    assert await store.in_calendar(dispute, "practice-manager", "PM-4") == {}
