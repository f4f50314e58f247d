"""Days that were proclaimed late, as they were, from the list to the last letter.

The 2020 holiday was moved a year ahead; here the council takes the list in two days ahead.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.calendar import london
from tests.workflows.council import Council, a_council, write_list

AN_HOUR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Proclamation:
    """A day off that came late, and a dispute whose limit spans it.

    Attributes:
        name: What it was for.
        raised: When the dispute is raised, London time.
        working_days: How long its first stage has.
        taken_in: When the council takes the new list in, aware UTC.
        old: Bank holidays that the old list has instead.
        new: Those of the new list.
        was_due_at: By the old list, aware UTC.
        due_at: By the new one.
    """

    name: str
    raised: str
    working_days: int
    taken_in: datetime
    old: dict[str, str]
    new: dict[str, str]
    was_due_at: datetime
    due_at: datetime


MAY_2020 = Proclamation(
    "the early May holiday of 2020, moved to Fri 8 May",
    "2020-05-05T10:00:00+01:00",
    5,
    datetime(2020, 5, 6, 11, tzinfo=UTC),
    {"2020-05-04": "Early May bank holiday"},
    {"2020-05-08": "Early May bank holiday (VE day)"},
    datetime(2020, 5, 12, 16, tzinfo=UTC),
    datetime(2020, 5, 13, 16, tzinfo=UTC),
)
FUNERAL = Proclamation(
    "the State Funeral, Mon 19 Sep 2022, proclaimed on Sat 10 Sep",
    "2022-09-05T10:00:00+01:00",
    10,
    datetime(2022, 9, 10, 11, tzinfo=UTC),
    {},
    {"2022-09-19": "Bank Holiday for the State Funeral"},
    datetime(2022, 9, 19, 16, tzinfo=UTC),
    datetime(2022, 9, 20, 16, tzinfo=UTC),
)
CORONATION = Proclamation(
    "the Coronation, Mon 8 May 2023, taken in on Sat 29 Apr",
    "2023-04-24T10:00:00+01:00",
    9,
    datetime(2023, 4, 29, 11, tzinfo=UTC),
    {},
    {"2023-05-08": "Bank holiday for the coronation"},
    datetime(2023, 5, 8, 16, tzinfo=UTC),
    datetime(2023, 5, 9, 16, tzinfo=UTC),
)
PROCLAIMED = pytest.mark.parametrize(
    "day", [MAY_2020, FUNERAL, CORONATION], ids=lambda day: day.name
)


class Late:
    """A dispute that was told a date, and the list that moves it."""

    def __init__(
        self, council: Council, day: Proclamation, dispute: str, lists: dict[str, str]
    ) -> None:
        self.council = council
        self.day = day
        self.dispute = dispute
        self.new_list = lists["new"]

    @classmethod
    async def begin(cls, council: Council, day: Proclamation, folder: Path) -> "Late":
        """Put the old list in force, and raise the dispute under it."""
        lists = {
            "old": write_list(folder / "old.json", day.old, tuple(day.new)),
            "new": write_list(folder / "new.json", day.new, tuple(day.old)),
        }
        await council.answer("calendar", "import", lists["old"])
        dispute = await council.raised(
            day.raised,
            authority="merton",
            respond_within_working_days={1: day.working_days},
        )
        await council.pass_until(dispute, day.taken_in)
        return cls(council, day, dispute, lists)

    async def is_due(self) -> str:
        return (await self.council.disputes.situation(self.dispute)).due_says

    async def passed(self) -> list[str]:
        """When its limits passed."""
        entries = await self.council.disputes.record(self.dispute)
        return [london(one.at) for one in entries if one.kind == "limit-passed"]

    async def is_proved(self) -> None:
        """Every date is reached again from the record in SQL alone; and it replays."""
        proofs = await self.council.answer("calendar", "verify", self.dispute)
        assert {proof["agrees"] for proof in proofs} == {True}
        reached = {proof["again"] for proof in proofs}
        assert {london(self.day.was_due_at), london(self.day.due_at)} <= reached
        await self.council.replays(self.dispute)


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Council]:
    async with a_council(tmp_path_factory.mktemp("home")) as one:
        yield one


@PROCLAIMED
async def test_a_day_proclaimed_late_reaches_everybody_who_was_told_the_old_date(
    council: Council, day: Proclamation, tmp_path: Path
) -> None:
    late = await Late.begin(council, day, tmp_path)
    was, now = london(day.was_due_at), london(day.due_at)
    assert await late.is_due() == was
    told_before = council.told(late.dispute, was)

    await council.answer("calendar", "import", late.new_list)
    [foreseen] = await council.answer("calendar", "what-if", "current")
    assert (await late.is_due(), council.told(late.dispute, now)) == (was, set())
    [applied] = await council.answer("calendar", "apply", "current")
    # A day proclaimed at the weekend is told on the next working day.
    await council.pass_until(late.dispute, day.was_due_at - AN_HOUR)

    assert applied["moves"] == foreseen["moves"]
    assert applied["told"] == foreseen["told"]
    assert await late.is_due() == now
    told = council.told(late.dispute, now)
    assert told >= told_before
    assert len(told_before) == len(foreseen["told"]) > 1
    await council.pass_until(late.dispute, day.was_due_at + A_MINUTE)
    assert await late.passed() == []
    await council.pass_until(late.dispute, day.due_at + A_MINUTE)
    assert await late.passed() == [now]
    await late.is_proved()
    await council.end(late.dispute)


@PROCLAIMED
async def test_a_day_that_nobody_applied_is_found_before_anyone_is_escalated(
    council: Council, day: Proclamation, tmp_path: Path
) -> None:
    late = await Late.begin(council, day, tmp_path)
    was, now = london(day.was_due_at), london(day.due_at)
    told_before = council.told(late.dispute, was)
    await council.answer("calendar", "import", late.new_list)

    await council.pass_until(late.dispute, day.was_due_at + A_MINUTE)

    assert await late.passed() == []
    assert await late.is_due() == now
    # It was a day off, as is seen now: mail goes the next morning.
    await council.pass_until(late.dispute, day.due_at - AN_HOUR)
    assert council.told(late.dispute, now) >= told_before
    await council.pass_until(late.dispute, day.due_at + A_MINUTE)
    assert await late.passed() == [now]
    await late.is_proved()
    await council.end(late.dispute)
