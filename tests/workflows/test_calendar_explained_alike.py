"""Dates told equal dates recorded equal dates explained, step by step."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from calendars.reader import ENGLAND_AND_WALES
from domain.calendar import london
from domain.clock_record import WHOLE_PROCESS, RecordedClock
from domain.messages import read_message
from tests.workflows.council import Council, a_council, write_list

MON_30_MAR_10 = "2026-03-30T10:00:00+01:00"
TUE_31_MAR_10 = datetime(2026, 3, 31, 9, tzinfo=UTC)
WED_1_APR_10 = datetime(2026, 4, 1, 9, tzinfo=UTC)
FRI_10_APR_12 = datetime(2026, 4, 10, 11, tzinfo=UTC)
OFFICER = {"post": "officer", "reference": "IRO-7"}
ANYSHIRE: dict[str, Any] = {
    "authority": "anyshire",
    "raised_by": {"role": "reviewing-officer", "reference": "IRO-7"},
    "themes": ["drift"],
}
MORE_TIME: dict[str, Any] = {
    "working_days": 5,
    "because": "The school is closed.",
    "benefit_for_child": "The school can be asked.",
}
A_HOLD = {"until": "2026-04-10", "because": "The expert is away."}


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Council]:
    async with a_council(tmp_path_factory.mktemp("home")) as one:
        yield one


class Witnesses:
    """Everybody who can say how the date of the present stage is reached."""

    def __init__(self, council: Council, dispute: str) -> None:
        self.council = council
        self.dispute = dispute

    async def agreed(self) -> list[str]:
        """Return the steps, once all have been found to give the same ones."""
        await self.council.everything_delivered(self.dispute)
        steps = await self.council.disputes.explain(self.dispute)
        [name] = [one for one in steps if one != WHOLE_PROCESS]
        asked = steps[name]
        recorded = await self._recorded(name)
        assert self.council.letters(self.dispute)[-1].why == asked
        assert await self.council.answer("explain", self.dispute) == steps
        assert list(recorded.ledger.explain()) == asked
        assert await self._proved(name) == asked
        await self._dates_agree(recorded)
        return asked

    async def _recorded(self, name: str) -> RecordedClock:
        """The clock as the record in SQL bore it last."""
        entries = await self.council.parts.store.entries(self.dispute)
        clocks = [one for entry in entries for one in entry.details.get("clocks", ())]
        return [
            RecordedClock.model_validate(one) for one in clocks if one["name"] == name
        ][-1]

    async def _proved(self, name: str) -> list[str]:
        proofs = await self.council.answer("calendar", "verify", self.dispute)
        assert {proof["agrees"] for proof in proofs} == {True}
        proved: list[str] = [one["how"] for one in proofs if one["of"] == name][-1]
        return proved

    async def _dates_agree(self, recorded: RecordedClock) -> None:
        """The date told is the date recorded and the one that the last step names."""
        now = await self.council.disputes.situation(self.dispute)
        if recorded.held:
            assert now.due_at is None or now.due_at != recorded.due_at
            return
        assert now.due_at == recorded.due_at == recorded.ledger.due()
        says = london(recorded.due_at)
        assert (
            says
            in (await self.council.disputes.explain(self.dispute))[recorded.name][-1]
        )
        letter = self.council.letters(self.dispute)[-1]
        assert f"{says}, London time" in letter.says


async def test_after_more_time_a_hold_and_a_new_calendar_all_give_the_same_steps(
    council: Council, tmp_path: Path
) -> None:
    await council.answer("calendar", "import", str(ENGLAND_AND_WALES))
    dispute = await council.raised(MON_30_MAR_10, **ANYSHIRE)
    witnesses = Witnesses(council, dispute)

    async def say(kind: str, **said: Any) -> list[str]:
        body = {"message_id": kind, "by": OFFICER, **said}
        await council.disputes.send(dispute, read_message(kind, body))
        return await witnesses.agreed()

    steps = await witnesses.agreed()
    assert steps[-1] == "Wed 8 Apr 2026 17:00: due"
    await council.pass_until(dispute, TUE_31_MAR_10)
    assert (
        "extended by 5 working days" in (await say("extend_deadline", **MORE_TIME))[-1]
    )
    await council.pass_until(dispute, WED_1_APR_10)
    assert "held; it was due Wed 15 Apr" in (await say("place_on_hold", **A_HOLD))[-1]
    await council.pass_until(dispute, FRI_10_APR_12)
    assert "resumed; due Wed 15 Apr" in (await witnesses.agreed())[-1]
    day = {"2026-04-17": "Marmalade Day bank holiday"}
    await council.answer("calendar", "import", write_list(tmp_path / "new.json", day))
    await council.answer("calendar", "apply", "current")

    steps = await witnesses.agreed()

    assert "(Fri 17 Apr 2026 is now a day off (Marmalade Day bank" in steps[-1]
    assert "Fri 3 Apr 2026: Good Friday, not counted" in steps
    await council.replays(dispute)


async def test_after_a_corrected_start_all_give_the_same_steps_and_the_new_date(
    council: Council,
) -> None:
    dispute = await council.raised(MON_30_MAR_10, **ANYSHIRE)
    witnesses = Witnesses(council, dispute)
    started = {"started_at": "2026-03-27T15:00:00+00:00", "because": "By hand, Friday."}
    message = {"message_id": "m-1", "by": OFFICER, **started}

    await council.disputes.send(dispute, read_message("correct_start", message))

    steps = await witnesses.agreed()
    corrected = "start corrected: it started Fri 27 Mar 2026 15:00; due Wed 8 Apr"
    assert any(corrected in step for step in steps)
    assert steps[-1] == "Tue 7 Apr 2026 17:00: due"
    await council.replays(dispute)
