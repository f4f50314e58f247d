"""The postman: writes the record, then tells people, each notice for itself.

May be repeated as often as wanted: what is settled is not done again. A notice that
cannot be delivered yet makes the attempt fail, so that Temporal tries again; after
`give_up_after` it is reported `delayed` instead, and the workflow raises the alarm.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.envelope import Mailer
from activities.letters import LetterSettings, message_id
from activities.one_notice import Claims, OneNotice
from activities.outcomes import delayed, not_sent
from activities.people import People
from activities.storage import StorageError
from activities.templating import Templates
from domain.notices import Delivered, DeliveryStatus, Notice, NotSent, Outcome, Post

_LOG = logging.getLogger(__name__)
_FOUR_HOURS = timedelta(hours=4)
_TURN_COMES_WITHIN = timedelta(seconds=10)
_BEATS_A_TIMEOUT = 3
_NO_TIMEOUT_SET = timedelta(seconds=9)


class Record(Claims, Protocol):
    """The part of `activities.storage.Store` that a postman needs."""

    async def append(self, post: Post) -> None:
        """Write entries and situation."""
        ...

    async def leave_out(
        self, notice: Notice, dispute: str, message_id: str, because: str
    ) -> None:
        """Write that it is not sent, and why."""
        ...


class DeliverActivities:
    """Delivers what the workflow posts."""

    def __init__(
        self,
        store: Record,
        people: People,
        mailer: Mailer,
        letters: LetterSettings,
        templates: Templates | None = None,
        give_up_after: timedelta = _FOUR_HOURS,
        turn_comes_within: timedelta = _TURN_COMES_WITHIN,
    ) -> None:
        """Take the record, the directory, the mail server and what letters share.

        Args:
            store: Where entries, situations and claims rest.
            people: Who holds which post.
            mailer: Hands letters over.
            letters: Sender, domain and link of every letter.
            templates: The council's own wording; None for the shipped one.
            give_up_after: Counted from when the activity was first scheduled; after
                it, what is not delivered is reported `delayed`, not tried again.
            turn_comes_within: How long one attempt waits in all for earlier notices to
                the same addresses, which others may have in hand at this moment. Without
                it each of many notices to one officer would wait a whole round of
                Temporal's retries for the one before.
        """
        self._store = store
        self._mail_domain = letters.mail_domain
        self._one = OneNotice(store, people, mailer, letters, templates)
        self._give_up_after = give_up_after
        self._turn_comes_within = turn_comes_within.total_seconds()

    @activity.defn(name="deliver")
    async def deliver(self, post: Post) -> Delivered:
        """Write the record, then deliver every notice that is not delivered yet.

        Returns:
            What became of each notice, in order; `delayed` only after `give_up_after`.

        Raises:
            ApplicationError: Something remains to be done and is worth another try;
                type `RecordDelayed` or `MailDelayed`. Its text holds no address.
        """
        async with _heartbeats():
            record_waits = await self._append(post)
            left_out = [await self._leave_out(one, post) for one in post.not_sent]
            until = asyncio.get_running_loop().time() + self._turn_comes_within
            outcomes = [
                await self._tell(notice, post, until) for notice in post.notices
            ]
        if record_waits:
            raise ApplicationError(record_waits, type="RecordDelayed")
        outcomes = [*left_out, *outcomes]
        waiting = [one for one in outcomes if one.status is DeliveryStatus.DELAYED]
        if waiting and not self._gives_up():
            raise _mail_delayed(waiting, len(outcomes))
        return Delivered(outcomes=tuple(outcomes))

    async def _append(self, post: Post) -> str:
        """Write the record; return why it waits, or nothing.

        People are told all the same: a record that contradicts itself is a matter for
        the operator, and must not keep a manager from hearing of a date.
        """
        try:
            await self._store.append(post)
        except Exception as failure:  # noqa: BLE001  (any failure is worth a retry)
            says = _safely(failure)
            _LOG.error("The record of %s waits: %s", post.dispute, says)
            return f"The record of {post.dispute} waits: {says}"
        return ""

    async def _leave_out(self, left_out: NotSent, post: Post) -> Outcome:
        """Write that a notice is not sent; later ones then wait for it no longer."""
        notice, because = left_out.notice, left_out.because
        name = message_id(notice.key, self._mail_domain)
        try:
            await self._store.leave_out(notice, post.dispute, name, because)
        except Exception as failure:  # noqa: BLE001  (any failure is worth a retry)
            return delayed(notice, _safely(failure))
        return not_sent(notice, because)

    async def _tell(self, notice: Notice, post: Post, until: float) -> Outcome:
        """Deliver one notice; its failure, of whatever kind, stops no other."""
        try:
            return await self._one.deliver(notice, post, until)
        except Exception as failure:  # noqa: BLE001  (one letter never stops another)
            says = _safely(failure)
            _LOG.error("Notice %s waits: %s", notice.key, says)
            return delayed(notice, says)

    def _gives_up(self) -> bool:
        waited = datetime.now(UTC) - activity.info().scheduled_time
        return waited >= self._give_up_after


@asynccontextmanager
async def _heartbeats() -> AsyncIterator[None]:
    """Beat all the time, so that a worker that is killed is missed within seconds.

    The first beat comes after a pause: whoever is done before then sends none, and each
    that is sent is a write on the server, and charged for on a hosted one.
    """
    timeout = activity.info().heartbeat_timeout or _NO_TIMEOUT_SET
    pause_seconds = timeout.total_seconds() / _BEATS_A_TIMEOUT

    async def beat() -> None:
        while True:
            await asyncio.sleep(pause_seconds)
            activity.heartbeat()

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()


def _safely(failure: Exception) -> str:
    """Return a failure in words that cannot hold an address or what a person wrote."""
    if isinstance(failure, StorageError):
        return str(failure)  # promises to name files, servers, disputes and keys only
    return f"{type(failure).__name__}, which was not expected"


def _mail_delayed(waiting: list[Outcome], of: int) -> ApplicationError:
    """Return the failure that makes Temporal try again; expected, so benign."""
    reasons = Counter(one.said for one in waiting)
    why = "; ".join(f"{count} because {said}" for said, count in reasons.items())
    return ApplicationError(
        f"{len(waiting)} of {of} notices wait: {why}.",
        type="MailDelayed",
        category=ApplicationErrorCategory.BENIGN,
    )
