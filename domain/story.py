"""The story of one dispute on a clock that moves only when told: no server, no waiting.

The loop is the workflow's (`workflows/dispute.py`, `run` and `_until`). That both come to
the same is tested for every procedure.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from domain.diary import next_line_at, write_diary
from domain.dispute import Dispute
from domain.held_back import next_sending_at, send_what_waited
from domain.messages import Message, RaiseDispute
from domain.notices import Notice
from domain.opening import Basis, check_raise
from domain.postbag import Postbag
from domain.rules import check, receive


class Story:
    """One dispute and its clock.

    Attributes:
        dispute: As it stands.
        now: What its clock shows, aware UTC.
        notices: Everything that was sent, in the order of writing.
    """

    def __init__(self, request: RaiseDispute, basis: Basis, at: datetime) -> None:
        """Raise a dispute at `at`, aware UTC.

        Raises:
            RaiseRefused: It may not be raised as it was written.
        """
        check_raise(request, basis, at)
        self.dispute = Dispute(request, basis, at)
        self.now = at
        self.notices: list[Notice] = []
        self._postbag = Postbag()
        self._story = self._run()
        self._wake()

    def alarm(self) -> datetime | None:
        """When it looks again by itself; None once it has ended."""
        moments = (
            self.dispute.wakes_at(),
            next_line_at(self.dispute),
            next_sending_at(self.dispute),
        )
        return min((one for one in moments if one is not None), default=None)

    def ring(self) -> bool:
        """Let time pass until the next alarm; False if there is none."""
        alarm = self.alarm()
        if alarm is None:
            return False
        self.now = max(self.now, alarm)
        self._wake()
        return True

    def hear(self, message: Message, at: datetime) -> None:
        """Take a message at `at`, before the limit that passes at the same moment.

        Raises:
            DisputeRefused: It may not be taken as things stand.
        """
        self.may_hear(message, at)
        self.now = max(self.now, at)
        receive(self.dispute, message, self.now)
        self._wake()

    def may_hear(self, message: Message, at: datetime) -> None:
        """Refuse a message that could not be taken at `at`; nothing changes.

        Raises:
            DisputeRefused: It may not be taken as things stand.
        """
        check(self.dispute, message, max(self.now, at))

    def _wake(self) -> None:
        next(self._story, None)
        send_what_waited(self.dispute, self.now)
        while self._postbag.is_filled_by(self.dispute):
            # Everything that is handed over here arrives: the postman brings no news.
            post = self._postbag.take(self.dispute, self.now)
            self.notices = sorted((*self.notices, *post.notices), key=_number)

    def _run(self) -> Iterator[None]:
        dispute = self.dispute
        while stage := dispute.next_stage():
            dispute.begin(stage, self.now)
            yield from self._until(dispute.stage_is_over)
            if dispute.is_agreed:
                yield from self._until(dispute.watching_is_over)

    def _until(self, happened: Callable[[], bool]) -> Iterator[None]:
        while not happened():
            write_diary(self.dispute, self.now)
            due = self.dispute.wakes_at()
            if due is not None and due <= self.now:
                self.dispute.time_is_up(self.now)
                continue
            yield


def _number(notice: Notice) -> int:
    return notice.number
