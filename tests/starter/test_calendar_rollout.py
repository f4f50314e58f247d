"""A rollout goes on past a dispute that does not answer, and gives up where none does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from domain.calendar import BankHoliday, WorkingCalendar
from domain.clocks_now import ClocksNow, clocks_now
from domain.dispute import Dispute
from domain.errors import DisputeRefused
from domain.messages import ChangeCalendar, Message, Speaker
from domain.procedure import Procedure
from domain.rules import check, receive
from starter.calendar_rollout import Effect, Rollout, State
from starter.client import DisputeClient
from starter.errors import NoAnswer, NoSuchDispute
from tests.situations import begun

OPERATOR = Speaker(post="operator", reference="OP-1")
TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)


class Server:
    """Disputes without a server: some open, some dumb, some gone; counts messages."""

    def __init__(self, disputes: dict[str, Dispute | None]) -> None:
        self.disputes = disputes
        self.gone: set[str] = set()
        self.sent: list[Message] = []

    async def open_disputes(self) -> AsyncIterator[str]:
        for name in self.disputes:
            yield name

    async def clocks(self, name: str) -> ClocksNow:
        if name in self.gone:
            raise NoSuchDispute("It has ended.")
        dispute = self.disputes[name]
        if dispute is None:
            raise NoAnswer("No worker answered.")
        return clocks_now(dispute).model_copy(update={"rehearsal": True})

    async def send(self, name: str, message: Message) -> None:
        dispute = self.disputes[name]
        assert dispute is not None
        check(dispute, message, TUE_31_MAR)
        receive(dispute, message, TUE_31_MAR)
        self.sent.append(message)


@pytest.fixture
def late_holiday(calendar: WorkingCalendar) -> WorkingCalendar:
    day = BankHoliday(on=date(2026, 4, 7), title="Marmalade Day")
    return calendar.model_copy(update={"bank_holidays": (*calendar.bank_holidays, day)})


def dispute(procedure: Procedure, calendar: WorkingCalendar) -> Dispute:
    return begun(procedure, calendar)


async def applied(server: Server, calendar: WorkingCalendar) -> list[Effect]:
    ticks: list[Any] = []
    client = cast("DisputeClient", server)
    rollout = Rollout(client, calendar, lambda done, of: ticks.append((done, of)))
    found = [one async for one in rollout.apply(OPERATOR, "Proclaimed.", 0)]
    assert ticks[-1] == (len(found), len(found))
    return found


async def test_a_dispute_that_does_not_answer_holds_up_no_other(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    one, other = dispute(west_sussex, calendar), dispute(west_sussex, calendar)
    server = Server({"a": one, "b": None, "c": None, "d": None, "e": other})

    found = await applied(server, late_holiday)

    assert [effect.state for effect in found] == [
        State.CHANGED,
        *[State.UNREACHED] * 3,
        State.CHANGED,
    ]
    assert other.calendar.version == late_holiday.version


async def test_where_nobody_answers_it_is_given_up(
    late_holiday: WorkingCalendar,
) -> None:
    server = Server(dict.fromkeys("abcdefgh"))

    with pytest.raises(NoAnswer):
        await applied(server, late_holiday)


async def test_broken_off_and_begun_again_it_sends_nothing_twice(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    server = Server({"a": dispute(west_sussex, calendar), "b": None})
    await applied(server, late_holiday)
    server.disputes["b"] = dispute(west_sussex, calendar)

    found = await applied(server, late_holiday)

    assert [effect.state for effect in found] == [State.HAS_IT, State.CHANGED]
    assert len(server.sent) == 2


async def test_what_is_sent_is_cut_to_the_dispute_and_bears_the_version(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    part = calendar.between(date(2025, 3, 1), calendar.covered_until)
    server = Server({"a": dispute(west_sussex, part)})

    await applied(server, late_holiday)

    sent = server.sent[0]
    assert isinstance(sent, ChangeCalendar)
    assert sent.version == late_holiday.version
    assert sent.calendar.covered_from == date(2025, 3, 1)


async def test_a_dispute_that_ended_meanwhile_and_one_that_refuses_are_told_apart(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    server = Server({"a": dispute(west_sussex, calendar), "b": None})
    server.gone.add("b")
    short = late_holiday.between(date(2025, 3, 1), date(2026, 12, 31))

    found = await applied(server, short)

    assert [effect.state for effect in found] == [State.REFUSED, State.ENDED]
    assert "ends on Thu 31 Dec 2026" in found[0].why
    assert DisputeRefused.__name__ not in found[0].why


class Crowded(Server):
    """Answers only once eight wait for an answer, or all that are left do."""

    def __init__(self, disputes: dict[str, Dispute | None]) -> None:
        super().__init__(disputes)
        self.most, self._waiting, self._left = 0, 0, len(disputes)
        self._enough = asyncio.Event()

    async def clocks(self, name: str) -> ClocksNow:
        self._waiting += 1
        self.most = max(self.most, self._waiting)
        if self._waiting == min(8, self._left):
            self._enough.set()
        await self._enough.wait()
        self._waiting -= 1
        self._left -= 1
        return await super().clocks(name)


async def test_what_if_asks_eight_at_once_and_answers_in_order(
    west_sussex: Procedure, calendar: WorkingCalendar, late_holiday: WorkingCalendar
) -> None:
    every = [begun(west_sussex, calendar, reference=f"WSX-{n:02}") for n in range(20)]
    server = Crowded({one.request.workflow_id: one for one in reversed(every)})
    rollout = Rollout(cast("DisputeClient", server), late_holiday, lambda *_: None)

    found = [effect.dispute async for effect in rollout.what_if()]

    assert server.most == 8
    assert found == sorted(server.disputes)
