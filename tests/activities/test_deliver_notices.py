"""The postman tells nobody twice and forgets nobody."""

import asyncio
import dataclasses
import logging
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory
from temporalio.testing import ActivityEnvironment

from activities.deliver import DeliverActivities
from activities.envelope import MailDelayed, Mailer, MailRefused, MailUnsure
from activities.letters import LetterSettings
from activities.people import FileDirectory, People, RehearsalDirectory
from activities.preview import example
from activities.storage import Claim, ClaimState, StorageUnavailable
from directory.book import Book
from directory.facts import Absence, AnyFact, Digest, Holding, Reporting, Role
from directory.resolving import Asked, Found, Person
from domain.in_calendars import changes
from domain.notices import (
    Delivered,
    DeliveryStatus,
    Notice,
    NoticeKind,
    NotSent,
    Outcome,
    Post,
    Purpose,
    WhenVacant,
)

DISPUTE = "dispute-anyshire-ANY-2026-0042"
LETTERS = LetterSettings("disputes@anyshire.example", "anyshire.example")
SENT, REFUSED = DeliveryStatus.SENT, DeliveryStatus.REFUSED
NOBODY, DELAYED = DeliveryStatus.NOBODY, DeliveryStatus.DELAYED


class FakeRecord:
    """A record in memory, which keeps what happened to it in order."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.claims: dict[str, Claim] = {}
        self.breaks: set[str] = set()

    async def append(self, post: Post) -> None:
        """Write it down."""
        self._do("append", post.dispute)

    async def claim(
        self, notice: Notice, dispute: str, message_id: str, address_hash: str
    ) -> Claim:
        """Claim it, alone."""
        self._do("claim", notice.key)
        found = self.claims.get(notice.key, Claim(ClaimState.NEW))
        if found.state is not ClaimState.SETTLED:
            self.claims[notice.key] = Claim(ClaimState.UNSURE)
        return found

    async def leave_out(
        self, notice: Notice, dispute: str, message_id: str, because: str
    ) -> None:
        """Keep that it is not sent."""
        self._do("leave out", notice.key)

    async def in_calendar(
        self, dispute: str, to: str, told: str
    ) -> dict[str, datetime]:
        """Tell what was put into a calendar, as the outcomes say."""
        found: dict[str, datetime] = {}
        for claim in self.claims.values():
            if claim.outcome is not None and claim.outcome.told == told:
                for put_in, name, begins_at in changes(claim.outcome.calendar):
                    found.pop(name, None)
                    found.update({name: begins_at} if put_in else {})
        return found

    async def release(self, key: str, said: str = "") -> None:
        """Forget the claim."""
        self._do("release", key)
        del self.claims[key]

    async def settle(self, key: str, outcome: Outcome) -> None:
        """Keep the outcome."""
        self._do("settle", key)
        self.claims[key] = Claim(ClaimState.SETTLED, outcome)

    def _do(self, what: str, to: str) -> None:
        if what in self.breaks:
            raise StorageUnavailable("the database cannot be reached")
        self.events.append(f"{what} {to.removeprefix(DISPUTE)}".strip())


class FakeMailer:
    """Takes every letter, but for what it is told to do with the next ones."""

    def __init__(self, *then: Exception | None) -> None:
        self.then = list(then)
        self.taken: list[EmailMessage] = []
        self.tried = 0

    async def send(self, message: EmailMessage) -> str:
        """Take it, or fail as told."""
        self.tried += 1
        failure = self.then.pop(0) if self.then else None
        if failure is not None:
            raise failure
        self.taken.append(message)
        return "250 OK"


class OnlySome:
    """A directory that knows the group manager and the officer IRO-7."""

    async def find(self, asked: Asked) -> Found:
        """Find them; a post that is `broken` breaks the directory."""
        if asked.post == "broken":
            raise KeyError("marigold@anyshire.example")
        if asked.post == "officer":
            iro = Person("IRO-7", "iro7@anyshire.example")
            return Found(iro if asked.officer else None)
        known = {"group-manager": Person("GM-1", f"gm.{asked.team}@anyshire.example")}
        return Found(known.get(asked.post))


def a_post(*to: str, **changes: Any) -> Post:
    """Return a post with one notice to each of these posts."""
    model = example(NoticeKind.STAGE_BEGUN)
    about = model.about.model_copy(update={"team": "north"})
    notices = tuple(
        model.model_copy(
            update={"key": f"{DISPUTE}/{n}", "number": n, "to": post, "about": about}
            | changes
        )
        for n, post in enumerate(to, start=1)
    )
    return Post(dispute=DISPUTE, situation=about, notices=notices)


def postman(
    record: FakeRecord, mailer: Mailer, people: People | None = None
) -> DeliverActivities:
    """Return the postman, in a rehearsal's directory where no other is given."""
    people = people or RehearsalDirectory("anyshire.example")
    return DeliverActivities(record, people, mailer, LETTERS)


async def deliver(
    activities: DeliverActivities,
    post: Post,
    *,
    waited: timedelta = timedelta(0),
    environment: ActivityEnvironment | None = None,
) -> Delivered:
    """Run one attempt of an activity that was scheduled so long ago."""
    environment = environment or ActivityEnvironment()
    environment.info = dataclasses.replace(
        environment.info,
        scheduled_time=datetime.now(UTC) - waited,
    )
    return await environment.run(activities.deliver, post)


def statuses(delivered: Delivered) -> list[DeliveryStatus]:
    """Return what became of each notice."""
    return [outcome.status for outcome in delivered.outcomes]


async def test_the_record_is_written_before_anybody_is_told() -> None:
    record = FakeRecord()

    delivered = await deliver(postman(record, FakeMailer()), a_post("dcs", "legal"))

    assert record.events == [
        "append",
        "claim /1",
        "settle /1",
        "claim /2",
        "settle /2",
    ]
    assert delivered.outcomes[0] == Outcome(
        key=f"{DISPUTE}/1",
        status=SENT,
        told="dcs",
        said="250 OK",
        route="holder",
        calendar="+ due 2026-04-15T15:30:00+00:00",
    )


async def test_a_post_without_notices_only_writes_the_record() -> None:
    record = FakeRecord()

    assert await deliver(postman(record, FakeMailer()), a_post()) == Delivered()
    assert record.events == ["append"]


async def test_a_second_attempt_tells_nobody_twice() -> None:
    mailer = FakeMailer()
    activities, post = postman(FakeRecord(), mailer), a_post("dcs", "legal")

    first = await deliver(activities, post)
    second = await deliver(activities, post)

    assert first == second
    assert mailer.tried == 2


async def test_a_vacant_post_is_reported_and_stops_nobody_else() -> None:
    mailer = FakeMailer()
    activities = postman(FakeRecord(), mailer, OnlySome())

    delivered = await deliver(activities, a_post("vacant", "group-manager"))

    assert statuses(delivered) == [NOBODY, SENT]
    assert "no address is known for vacant" in delivered.outcomes[0].said


async def test_a_post_filled_later_does_not_unsay_what_was_sent() -> None:
    record = FakeRecord()
    post = a_post("dcs")
    sent = await deliver(postman(record, FakeMailer()), post)

    again = await deliver(postman(record, FakeMailer(), OnlySome()), post)

    assert again == sent


async def test_a_refused_letter_is_settled_and_stops_nobody_else() -> None:
    mailer = FakeMailer(MailRefused("1", "550 no such mailbox"))
    activities = postman(FakeRecord(), mailer)

    delivered = await deliver(activities, a_post("dcs", "legal"))

    assert statuses(delivered) == [REFUSED, SENT]
    assert delivered.outcomes[0].said == "550 no such mailbox"
    assert await deliver(activities, a_post("dcs", "legal")) == delivered


async def test_a_delayed_letter_fails_the_attempt_after_the_others_have_gone() -> None:
    record = FakeRecord()
    mailer = FakeMailer(MailDelayed("1", "the mail server cannot be reached"))

    with pytest.raises(ApplicationError) as failure:
        await deliver(postman(record, mailer), a_post("dcs", "legal"))

    assert len(mailer.taken) == 1
    assert "release /1" in record.events
    assert failure.value.type == "MailDelayed"
    assert failure.value.category is ApplicationErrorCategory.BENIGN
    assert not failure.value.non_retryable
    assert failure.value.message == (
        "1 of 2 notices wait: 1 because the mail server cannot be reached."
    )


async def test_a_mail_server_that_comes_back_gets_what_waited() -> None:
    mailer = FakeMailer(MailDelayed("1", "down"), MailDelayed("2", "down"))
    activities, post = postman(FakeRecord(), mailer), a_post("dcs", "legal")

    with pytest.raises(ApplicationError):
        await deliver(activities, post)
    delivered = await deliver(activities, post)

    assert statuses(delivered) == [SENT, SENT]
    assert [outcome.unsure for outcome in delivered.outcomes] == [False, False]


async def test_after_the_last_hour_what_waits_is_reported_delayed() -> None:
    mailer = FakeMailer(None, MailDelayed("2", "the mail server cannot be reached"))
    activities, post = postman(FakeRecord(), mailer), a_post("dcs", "legal")

    delivered = await deliver(activities, post, waited=timedelta(hours=4))

    assert statuses(delivered) == [SENT, DELAYED]
    assert delivered.outcomes[1].said == "the mail server cannot be reached"


async def test_a_new_round_sends_what_an_earlier_one_gave_up() -> None:
    mailer = FakeMailer(MailDelayed("1", "down"))
    activities, post = postman(FakeRecord(), mailer), a_post("dcs")
    await deliver(activities, post, waited=timedelta(hours=5))

    assert statuses(await deliver(activities, post)) == [SENT]


async def test_a_notice_goes_in_the_same_attempt_once_the_earlier_one_has_gone() -> (
    None
):
    class EarlierInHand(FakeRecord):
        """Another attempt has an earlier notice to the same address, three looks long."""

        async def claim(self, *bid: Any) -> Claim:
            if self.events.count("looks") < 3:
                self.events.append("looks")
                return Claim(ClaimState.SOON)
            return await super().claim(*bid)

    record, mailer = EarlierInHand(), FakeMailer()

    assert statuses(await deliver(postman(record, mailer), a_post("dcs"))) == [SENT]
    assert record.events[1:] == ["looks", "looks", "looks", "claim /1", "settle /1"]


async def test_an_attempt_does_not_wait_for_ever_for_an_earlier_notice() -> None:
    class EarlierStuck(FakeRecord):
        async def claim(self, *_: Any) -> Claim:
            return Claim(ClaimState.SOON)

    mailer = FakeMailer()
    people = RehearsalDirectory("anyshire.example")
    activities = DeliverActivities(
        *(EarlierStuck(), people, mailer, LETTERS),
        turn_comes_within=timedelta(milliseconds=60),
    )

    with pytest.raises(
        ApplicationError, match="2 of 2 notices wait: 2 because an earl"
    ):
        await deliver(activities, a_post("dcs", "legal"))

    assert mailer.tried == 0


async def test_a_doubtful_letter_goes_once_more_and_says_so() -> None:
    mailer = FakeMailer(MailUnsure("1", "no answer"))
    activities, post = postman(FakeRecord(), mailer), a_post("dcs")

    with pytest.raises(ApplicationError, match="no answer"):
        await deliver(activities, post)
    delivered = await deliver(activities, post)

    assert statuses(delivered) == [SENT]
    assert delivered.outcomes[0].unsure
    assert mailer.tried == 2


async def test_a_worker_killed_while_sending_leaves_a_doubtful_letter() -> None:
    record, post = FakeRecord(), a_post("dcs")
    await record.claim(post.notices[0], DISPUTE, "", "")

    delivered = await deliver(postman(record, FakeMailer()), post)

    assert delivered.outcomes[0].unsure


async def test_a_notice_that_cannot_be_written_stops_nobody_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    record, mailer = FakeRecord(), FakeMailer()
    activities = postman(record, mailer, OnlySome())

    with caplog.at_level(logging.ERROR), pytest.raises(ApplicationError) as failure:
        await deliver(activities, a_post("broken", "group-manager"))

    assert len(mailer.taken) == 1
    assert "KeyError" in failure.value.message
    assert "marigold" not in failure.value.message + caplog.text
    assert "claim /1" not in record.events


async def test_a_record_that_cannot_be_written_keeps_nobody_from_being_told() -> None:
    record, mailer = FakeRecord(), FakeMailer()
    record.breaks = {"append"}

    with pytest.raises(ApplicationError, match="cannot be reached") as failure:
        await deliver(postman(record, mailer), a_post("dcs"), waited=timedelta(hours=9))

    assert failure.value.type == "RecordDelayed"
    assert len(mailer.taken) == 1


async def test_a_letter_whose_outcome_could_not_be_written_goes_again_as_doubtful() -> (
    None
):
    record, mailer = FakeRecord(), FakeMailer()
    activities, post = postman(record, mailer), a_post("dcs")
    record.breaks = {"settle"}
    with pytest.raises(ApplicationError, match="database cannot be reached"):
        await deliver(activities, post)
    record.breaks = set()

    delivered = await deliver(activities, post)

    assert delivered.outcomes[0].unsure


async def test_nothing_that_is_logged_or_raised_holds_an_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    mailer = FakeMailer(OSError("gm.north@anyshire.example"))

    with caplog.at_level(logging.DEBUG), pytest.raises(ApplicationError) as failure:
        await deliver(
            postman(FakeRecord(), mailer, OnlySome()), a_post("group-manager")
        )

    assert "anyshire.example" not in str(failure.value) + caplog.text


async def test_the_manager_of_the_team_is_told_and_may_reply_to_the_officer() -> None:
    mailer = FakeMailer()
    post = a_post("group-manager", reply_to_reference="IRO-7")

    await deliver(postman(FakeRecord(), mailer, OnlySome()), post)

    [taken] = mailer.taken
    assert taken["To"].addresses[0].addr_spec == "gm.north@anyshire.example"
    assert taken["Reply-To"] == "iro7@anyshire.example"


async def test_the_officer_is_found_by_reference_and_not_told_to_reply_to_himself() -> (
    None
):
    mailer = FakeMailer()
    post = a_post("officer", to_reference="IRO-7", reply_to_reference="IRO-7")

    delivered = await deliver(postman(FakeRecord(), mailer, OnlySome()), post)

    assert delivered.outcomes[0].told == "IRO-7"
    assert mailer.taken[0]["Reply-To"] is None


async def test_it_beats_while_a_mail_server_keeps_it_waiting() -> None:
    beats = 0
    enough = asyncio.Event()

    class SlowMailer(FakeMailer):
        async def send(self, message: EmailMessage) -> str:
            await enough.wait()
            return await super().send(message)

    def beat(*_: object) -> None:
        nonlocal beats
        beats += 1
        if beats == 4:
            enough.set()

    environment = ActivityEnvironment()
    environment.on_heartbeat = beat
    environment.info = dataclasses.replace(
        environment.info, heartbeat_timeout=timedelta(milliseconds=30)
    )
    async with asyncio.timeout(5):
        delivered = await deliver(
            postman(FakeRecord(), SlowMailer()), a_post("dcs"), environment=environment
        )

    assert statuses(delivered) == [SENT]


async def test_a_cancelled_attempt_leaves_a_doubtful_letter() -> None:
    begun = asyncio.Event()

    class StuckMailer(FakeMailer):
        async def send(self, message: EmailMessage) -> str:
            begun.set()
            return await asyncio.Future[str]()

    record, post = FakeRecord(), a_post("dcs")
    attempt = asyncio.create_task(deliver(postman(record, StuckMailer()), post))
    await begun.wait()
    attempt.cancel()
    with pytest.raises(asyncio.CancelledError):
        await attempt

    delivered = await deliver(postman(record, FakeMailer()), post)

    assert delivered.outcomes[0].unsure


# --- whoever is told instead -------------------------------------------------------------


def holding(post: str, reference: str, role: Role = Role.HOLDER) -> Holding:
    """Return somebody in a post."""
    address = f"{reference.lower()}@anyshire.example"
    return Holding(post=post, reference=reference, address=address, role=role)


PM_1 = holding("practice-manager", "PM-1")
PM_2 = holding("practice-manager", "PM-2", Role.DEPUTY)
GM_1 = holding("group-manager", "GM-1")
ABOVE = Reporting(post="practice-manager", above="group-manager")


def council(*facts: AnyFact) -> FileDirectory:
    """Return a directory that says this."""
    return FileDirectory(Book(facts))


def receivers(mailer: FakeMailer) -> list[str]:
    """Return to which mailboxes letters were taken."""
    return [one["To"].addresses[0].username for one in mailer.taken]


async def test_a_mailbox_that_refuses_is_passed_over_for_the_deputy() -> None:
    record, mailer = FakeRecord(), FakeMailer(MailRefused("1", "550 no such mailbox"))
    activities = postman(record, mailer, council(PM_1, PM_2))

    [outcome] = (await deliver(activities, a_post("practice-manager"))).outcomes

    assert receivers(mailer) == ["pm-2"]
    assert (outcome.status, outcome.told, outcome.route) == (SENT, "PM-2", "deputy")
    assert outcome.instead_of == "PM-1"
    assert outcome.why_instead == (
        "PM-1 was refused: 550 no such mailbox",
        "PM-1 could not be reached by mail.",
    )
    assert record.claims[f"{DISPUTE}/1"].outcome == outcome


async def test_without_a_deputy_a_refusal_goes_up_the_line() -> None:
    mailer = FakeMailer(MailRefused("1", "550 no such mailbox"))
    activities = postman(FakeRecord(), mailer, council(PM_1, GM_1, ABOVE))

    [outcome] = (await deliver(activities, a_post("practice-manager"))).outcomes

    assert receivers(mailer) == ["gm-1"]
    assert (outcome.told, outcome.route) == ("GM-1", "above")


async def test_where_both_mailboxes_refuse_the_first_refusal_stands() -> None:
    mailer = FakeMailer(MailRefused("1", "550 first"), MailRefused("1", "550 second"))
    people = council(PM_1, PM_2, GM_1, ABOVE)

    delivered = await deliver(
        postman(FakeRecord(), mailer, people),
        a_post("practice-manager", "group-manager"),
    )

    assert statuses(delivered) == [REFUSED, SENT]
    first = delivered.outcomes[0]
    assert (first.told, first.said) == ("PM-1", "550 first")
    assert mailer.tried == 3


async def test_a_refusal_with_nobody_standing_in_stands() -> None:
    mailer = FakeMailer(MailRefused("1", "550 no such mailbox"))
    activities = postman(FakeRecord(), mailer, council(PM_1))

    delivered = await deliver(activities, a_post("practice-manager"))

    assert statuses(delivered) == [REFUSED]
    assert mailer.tried == 1


async def test_a_second_route_that_is_put_off_is_tried_again() -> None:
    refused, later = MailRefused("1", "550 gone"), MailDelayed("1", "451 later")
    mailer = FakeMailer(refused, later, refused)
    activities = postman(FakeRecord(), mailer, council(PM_1, PM_2))
    with pytest.raises(ApplicationError, match="451 later"):
        await deliver(activities, a_post("practice-manager"))

    [outcome] = (await deliver(activities, a_post("practice-manager"))).outcomes

    assert (outcome.status, outcome.told) == (SENT, "PM-2")
    assert receivers(mailer) == ["pm-2"]


@pytest.mark.parametrize("when_vacant", [WhenVacant.HOLD, WhenVacant.SKIP])
async def test_a_vacant_post_tells_nobody_else_where_the_procedure_says_so(
    when_vacant: WhenVacant,
) -> None:
    mailer = FakeMailer()
    post = a_post("practice-manager", "group-manager")
    post = post.model_copy(update={"when_vacant": when_vacant})

    delivered = await deliver(
        postman(FakeRecord(), mailer, council(PM_2, GM_1, ABOVE)), post
    )

    assert statuses(delivered) == [NOBODY, SENT]
    assert receivers(mailer) == ["gm-1"]
    vacant = delivered.outcomes[0]
    assert vacant.vacant
    assert vacant.told == ""
    assert vacant.why_instead[0].startswith("Nobody holds practice-manager on ")


@pytest.mark.parametrize("when_vacant", list(WhenVacant))
async def test_a_post_that_is_held_is_told_whatever_is_said_of_vacant_ones(
    when_vacant: WhenVacant,
) -> None:
    mailer = FakeMailer()
    post = a_post("practice-manager").model_copy(update={"when_vacant": when_vacant})

    await deliver(postman(FakeRecord(), mailer, council(PM_1, PM_2)), post)

    assert receivers(mailer) == ["pm-1"]


async def test_a_vacant_post_is_deputised_and_the_outcome_says_so() -> None:
    mailer = FakeMailer()
    activities = postman(FakeRecord(), mailer, council(PM_2))

    [outcome] = (await deliver(activities, a_post("practice-manager"))).outcomes

    assert (outcome.told, outcome.route, outcome.vacant) == ("PM-2", "deputy", True)


async def test_parties_and_those_whose_mail_came_back_are_passed_over() -> None:
    mailer = FakeMailer()
    people = council(PM_1, PM_2, GM_1, ABOVE)
    post = a_post("practice-manager")

    for passed_over in ({"parties": ("PM-1",)}, {"unreachable": ("PM-1",)}):
        activities = postman(FakeRecord(), mailer, people)
        await deliver(activities, post.model_copy(update=passed_over))

    assert receivers(mailer) == ["gm-1", "pm-2"]


async def test_a_former_holder_is_told_in_person() -> None:
    mailer = FakeMailer()
    left = PM_1.model_copy(update={"until": datetime(2020, 1, 1, tzinfo=UTC).date()})
    comes = holding("practice-manager", "PM-9")
    activities = postman(FakeRecord(), mailer, council(left, comes))

    [outcome] = (
        await deliver(activities, a_post("practice-manager", to_reference="PM-1"))
    ).outcomes

    assert receivers(mailer) == ["pm-1"]
    assert (outcome.told, outcome.route) == ("PM-1", "person")


@pytest.mark.parametrize(("rehearsal", "who"), [(True, "pm-2"), (False, "pm-1")])
async def test_a_rehearsal_asks_for_the_pretended_day(
    rehearsal: bool,
    who: str,
) -> None:
    mailer = FakeMailer()
    written_at = example(NoticeKind.STAGE_BEGUN).at
    away = Absence(
        reference="PM-1",
        since=written_at.date(),
        until=written_at.date() + timedelta(days=1),
    )
    post = a_post("practice-manager")
    situation = post.situation.model_copy(update={"rehearsal": rehearsal})

    await deliver(
        postman(FakeRecord(), mailer, council(PM_1, PM_2, away)),
        post.model_copy(update={"situation": situation}),
    )

    assert receivers(mailer) == [who]


class GathersFor:
    """A directory in which the news of one post is gathered."""

    def __init__(self, post: str) -> None:
        self.post = post

    async def find(self, asked: Asked) -> Found:
        """Find anybody."""
        person = Person(asked.post, f"{asked.post}@anyshire.example")
        digest = Digest.DAILY if asked.post == self.post else None
        return Found(person, digest=digest)


NEWS: dict[str, Any] = {
    "kind": NoticeKind.NOTED,
    "purpose": Purpose.FOR_INFORMATION,
    "answers": (),
}


async def test_news_for_somebody_who_has_it_gathered_is_not_mailed_singly() -> None:
    record, mailer = FakeRecord(), FakeMailer()
    activities = postman(record, mailer, GathersFor("dcs"))

    delivered = await deliver(activities, a_post("dcs", "legal", **NEWS))

    assert statuses(delivered) == [DeliveryStatus.DIGESTED, SENT]
    assert delivered.outcomes[0].told == "dcs"
    assert [str(one["To"]) for one in mailer.taken] == [
        "Group Manager <legal@anyshire.example>"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": Purpose.TO_ACT},
        {"urgent": True},
        {"kind": NoticeKind.NOT_DELIVERED},
        {"kind": NoticeKind.POST_VACANT},
        {"kind": NoticeKind.DEADLINE_MOVED, "answers": ("disputes respond ...",)},
        {"to_reference": "GM-9"},
        {"meets_at": datetime(2026, 4, 13, 13, tzinfo=UTC)},
    ],
    ids=["asked", "urgent", "alarm", "vacant", "still asked", "in person", "a meeting"],
)
async def test_what_is_not_mere_news_is_mailed_singly_all_the_same(
    changes: dict[str, Any],
) -> None:
    activities = postman(FakeRecord(), FakeMailer(), GathersFor("dcs"))

    delivered = await deliver(activities, a_post("dcs", **(NEWS | changes)))

    assert statuses(delivered) == [SENT]


async def test_an_end_that_takes_a_date_out_is_no_news_for_a_digest() -> None:
    record, mailer = FakeRecord(), FakeMailer()
    activities = postman(record, mailer, GathersFor("dcs"))
    await deliver(activities, a_post("dcs"))

    closed = {"kind": NoticeKind.CLOSED, "key": f"{DISPUTE}/2", "number": 2}
    delivered = await deliver(activities, a_post("dcs", **(NEWS | closed)))

    assert statuses(delivered) == [SENT]
    assert delivered.outcomes[0].calendar == "- due 2026-04-15T15:30:00+00:00"
    assert "METHOD:CANCEL" in str(mailer.taken[-1])


async def test_what_is_no_longer_true_is_settled_before_anything_is_sent() -> None:
    record, mailer = FakeRecord(), FakeMailer()
    post = a_post("dcs", "legal")
    first, second = post.notices
    left_out = NotSent(notice=first, because="its stage is over")
    post = post.model_copy(update={"notices": (second,), "not_sent": (left_out,)})

    delivered = await deliver(postman(record, mailer), post)

    assert record.events == ["append", "leave out /1", "claim /2", "settle /2"]
    assert statuses(delivered) == [DeliveryStatus.NOT_SENT, SENT]
    assert len(mailer.taken) == 1


async def test_what_the_record_cannot_leave_out_is_tried_again() -> None:
    record = FakeRecord()
    record.breaks = {"leave out"}
    post = a_post("dcs")
    left_out = NotSent(notice=post.notices[0], because="its stage is over")
    post = post.model_copy(update={"notices": (), "not_sent": (left_out,)})

    with pytest.raises(ApplicationError) as failed:
        await deliver(postman(record, FakeMailer()), post)

    assert failed.value.type == "MailDelayed"


async def test_a_rehearsal_asks_who_is_there_on_the_day_it_pretends_to_send() -> None:
    asked: list[Asked] = []

    class Asks(OnlySome):
        async def find(self, wanted: Asked) -> Found:
            asked.append(wanted)
            return await super().find(wanted)

    morning = datetime(2026, 4, 9, 6, tzinfo=UTC)
    post = a_post("group-manager", send_from=morning)
    about = post.situation.model_copy(update={"rehearsal": True})
    post = post.model_copy(update={"situation": about})

    await deliver(postman(FakeRecord(), FakeMailer(), Asks()), post)

    assert asked[0].on == morning.date()
