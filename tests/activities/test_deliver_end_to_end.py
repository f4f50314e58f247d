"""The postman with a real record in SQL and a real mail server that misbehaves."""

import dataclasses
from datetime import UTC, datetime

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.deliver import DeliverActivities
from activities.letters import LetterSettings
from activities.mail import Smtp
from activities.people import People, RehearsalDirectory, SqlDirectory
from activities.preview import example
from activities.storage import Store
from directory.facts import Holding, Role
from directory.resolving import Asked, Found, Person
from domain.notices import Delivered, DeliveryStatus, NoticeKind, Post
from tests.activities.postoffice import (
    CLOSE,
    PostOffice,
    open_post_office,
    settings_for,
)

DISPUTE = "dispute-anyshire-ANY-2026-0042"
LETTERS = LetterSettings("disputes@anyshire.example", "anyshire.example")


class OneMailbox:
    """A directory in which one mailbox holds every post."""

    async def find(self, asked: Asked) -> Found:
        """Find the mailbox."""
        return Found(Person("duty", "duty@anyshire.example"))


def a_post(*to: str) -> Post:
    """Return a post with one notice to each of these posts."""
    model = example(NoticeKind.STAGE_BEGUN)
    notices = tuple(
        model.model_copy(update={"key": f"{DISPUTE}/{n}", "number": n, "to": post})
        for n, post in enumerate(to, start=1)
    )
    return Post(dispute=DISPUTE, situation=model.about, notices=notices)


async def attempt(
    store: Store,
    office: PostOffice,
    post: Post,
    people: People | None = None,
) -> Delivered:
    """Run one attempt, with a connection of its own, as after a restart."""
    smtp = Smtp(settings_for(office, timeout_seconds=2.0))
    people = people or RehearsalDirectory("anyshire.example")
    activities = DeliverActivities(store, people, smtp, LETTERS)
    environment = ActivityEnvironment()
    environment.info = dataclasses.replace(
        environment.info,
        scheduled_time=datetime.now(UTC),
    )
    try:
        return await environment.run(activities.deliver, post)
    finally:
        smtp.close()


async def test_a_server_that_closes_before_its_answer_causes_exactly_one_resend(
    store: Store,
) -> None:
    office = PostOffice(at_body=[CLOSE])
    async with open_post_office(office):
        with pytest.raises(ApplicationError, match="gave no answer"):
            await attempt(store, office, a_post("dcs"))
        delivered = await attempt(store, office, a_post("dcs"))
        again = await attempt(store, office, a_post("dcs"))

    first, second = office.bodies
    assert first["Message-ID"] == second["Message-ID"]
    assert delivered.outcomes[0].status is DeliveryStatus.SENT
    assert delivered.outcomes[0].unsure
    assert again == delivered


async def test_a_server_that_puts_off_for_a_while_gets_each_letter_once_in_order(
    store: Store,
) -> None:
    office = PostOffice(at_recipient=["450 later"])
    async with open_post_office(office):
        with pytest.raises(ApplicationError, match="2 of 2 notices wait"):
            await attempt(store, office, a_post("dcs", "legal"), OneMailbox())
        assert office.bodies == []
        await attempt(store, office, a_post("dcs", "legal"), OneMailbox())

    assert [letter["X-Dispute-Notice"] for letter in office.taken] == [
        f"{DISPUTE}/1",
        f"{DISPUTE}/2",
    ]


async def test_the_record_shows_who_was_told_and_what_the_server_said(
    store: Store,
) -> None:
    office = PostOffice(at_recipient=["550 <dcs@anyshire.example> unknown"])
    async with open_post_office(office):
        await attempt(store, office, a_post("dcs", "legal"))

    refused, sent = await store.notices(DISPUTE)
    assert (refused.state, refused.told) == ("refused", "dcs")
    assert refused.said == "550 (address) unknown"
    assert (sent.state, sent.told, sent.unsure) == ("sent", "legal", False)
    assert await store.situation(DISPUTE) == a_post().situation


async def test_a_mailbox_that_refuses_is_passed_over_for_the_deputys(
    store: Store,
) -> None:
    dcs = {"post": "dcs", "since": None}
    await store.change_directory(
        add=[
            Holding(**dcs, reference="DCS-1", address="gone@anyshire.example"),
            Holding(
                **dcs,
                role=Role.DEPUTY,
                reference="DCS-2",
                address="deputy@anyshire.example",
            ),
        ],
        by="OPERATOR-1",
    )
    office = PostOffice(at_recipient=["550 5.1.1 no such mailbox"])
    async with open_post_office(office):
        first = await attempt(store, office, a_post("dcs"), SqlDirectory(store))
        again = await attempt(store, office, a_post("dcs"), SqlDirectory(store))

    [taken] = office.taken
    assert taken["To"].addresses[0].addr_spec == "deputy@anyshire.example"
    [kept] = await store.notices(DISPUTE)
    assert (kept.state, kept.told, kept.route) == ("sent", "DCS-2", "deputy")
    assert kept.instead_of == "DCS-1"
    assert first.outcomes[0].told == again.outcomes[0].told == "DCS-2"
