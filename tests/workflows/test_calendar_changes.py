"""A bank holiday proclaimed while a dispute runs, as on 10 September 2022."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer, Worker

from activities.opening import OpeningActivities
from domain.calendar import BankHoliday, WorkingCalendar, london
from domain.calendar_moves import moves_under
from domain.clock_proofs import proofs
from domain.clocks_now import ClocksNow
from domain.errors import CalendarError
from domain.ledger import OnCalendarChange
from domain.opening import Newer
from domain.procedure import Procedure
from procedures.shelf import Shelf
from tests.sandbox import sandbox
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper

MON_5_SEP_10 = "2022-09-05T10:00:00+01:00"
SAT_10_SEP = datetime(2022, 9, 10, 12, tzinfo=UTC)
MON_19_SEP = date(2022, 9, 19)
MON_12_SEP_7 = datetime(2022, 9, 12, 6, tzinfo=UTC)
TUE_20_SEP_7 = datetime(2022, 9, 20, 6, tzinfo=UTC)
MON_19_SEP_17 = datetime(2022, 9, 19, 16, tzinfo=UTC)
TUE_20_SEP_17 = datetime(2022, 9, 20, 16, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
OPERATOR = {"post": "operator", "reference": "OP-1"}

MERTON: dict[str, Any] = {
    "authority": "merton",
    "themes": ["other"],
    "respond_within_working_days": {1: 10},
    "rehearsal": {"pretend_it_is": MON_5_SEP_10},
}


class Office:
    """Where calendars are brought into force; remembers the last, or is shut."""

    def __init__(self) -> None:
        self.last: Newer | None = None
        self.is_shut = False
        self.asked = 0

    def current(self) -> Newer | None:
        """As `calendars.versions.Versions.current`."""
        self.asked += 1
        if self.is_shut:
            raise CalendarError("The folder cannot be read.")
        return self.last


class OneProcedure:
    """A shelf on which one procedure stands, whoever asks."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    def in_force(self, authority: str, day: datetime) -> Procedure:
        return self.procedure

    def named(self, name: str) -> Procedure:
        return self.procedure


@pytest.fixture
def known_in_time(calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar with the funeral's bank holiday."""
    return calendar


@pytest.fixture
def as_it_was(calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar before the funeral's bank holiday was proclaimed."""
    days = [day for day in calendar.bank_holidays if day.on != MON_19_SEP]
    return calendar.model_copy(update={"bank_holidays": days})


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def works_in(env: WorkflowEnvironment, postman: Postman, office: Office) -> Any:
    """Workers on a shelf and a calendar of the test's own."""

    @asynccontextmanager
    async def working(shelf: Any, calendar: WorkingCalendar) -> AsyncIterator[Disputes]:
        opening = OpeningActivities(
            shelf,
            calendar,
            require_encrypted=False,
            allow_rehearsals=True,
            brought_into_force=office.current,
        )
        queue = f"disputes-{secrets.token_hex(6)}"
        async with Worker(
            env.client,
            task_queue=queue,
            workflows=[DisputeWorkflow],
            activities=[opening.look_up, opening.look_again, postman.deliver],
            interceptors=[Doorkeeper()],
            workflow_runner=sandbox(),
        ):
            yield Disputes(env, env.client, queue)

    return working


@pytest.fixture
async def in_merton(
    works_in: Any, shelf: Shelf, as_it_was: WorkingCalendar
) -> AsyncIterator[ADispute]:
    """A dispute of Mon 5 Sep 2022, with ten working days to answer: due Mon 19 Sep."""
    async with works_in(shelf, as_it_was) as disputes:
        dispute = await disputes.raised(**MERTON)
        assert (await dispute.situation()).due_at == MON_19_SEP_17
        yield dispute


def proclaimed(calendar: WorkingCalendar, **changes: Any) -> dict[str, Any]:
    return {
        "calendar": calendar.model_dump(mode="json"),
        "version": calendar.version,
        "because": "Proclaimed on 10 September.",
        **changes,
    }


async def clocks(dispute: ADispute) -> ClocksNow:
    answer: ClocksNow = await dispute.handle.query("clocks", result_type=ClocksNow)
    return answer


async def told_of_the_move(dispute: ADispute, postman: Postman) -> dict[str, str]:
    """Who has been told the new date, and in what words."""
    await dispute.pass_time(A_MINUTE)
    return {
        one.to: one.says
        for one in postman.notices(dispute.id)
        if one.kind == "deadline-moved"
        and (one.was_due_at, one.due_at) == (MON_19_SEP_17, TUE_20_SEP_17)
    }


def told_the_first_date(dispute: ADispute, postman: Postman) -> set[str]:
    notices = postman.notices(dispute.id)
    return {one.to for one in notices if one.due_at == MON_19_SEP_17}


async def replays(dispute: ADispute, env: WorkflowEnvironment) -> None:
    replayer = Replayer(
        workflows=[DisputeWorkflow],
        interceptors=[Doorkeeper()],
        data_converter=env.client.data_converter,
        workflow_runner=sandbox(),
    )
    await replayer.replay_workflow(await dispute.handle.fetch_history())


# --- by signal -------------------------------------------------------------------------


async def test_a_holiday_proclaimed_nine_days_ahead_moves_the_date_and_all_are_told(
    in_merton: ADispute,
    known_in_time: WorkingCalendar,
    postman: Postman,
    env: WorkflowEnvironment,
) -> None:
    before = told_the_first_date(in_merton, postman)
    await in_merton.pass_until(SAT_10_SEP)

    await in_merton.signal("change_calendar", OPERATOR, **proclaimed(known_in_time))
    await in_merton.pass_until(MON_12_SEP_7 + A_MINUTE)  # proclaimed on a Saturday

    told = await told_of_the_move(in_merton, postman)
    assert set(told) == before >= {"officer"}
    assert "Mon 19 Sep 2022 is now a day off (Bank Holiday for" in told["officer"]
    moved = (await in_merton.entries("deadline-moved"))[0]
    assert moved.details["was_due_at"] == "2022-09-19T16:00:00Z"
    assert moved.details["due_at"] == "2022-09-20T16:00:00Z"
    await in_merton.pass_until(MON_19_SEP_17 + A_MINUTE)
    assert await in_merton.begun() == [1]
    await in_merton.pass_until(TUE_20_SEP_17 + A_MINUTE)
    assert london((await in_merton.entries("limit-passed"))[0].at) == (
        "Tue 20 Sep 2022 17:00"
    )
    await replays(in_merton, env)


async def test_a_calendar_sent_twice_or_anew_under_its_version_changes_nothing(
    in_merton: ADispute, known_in_time: WorkingCalendar, postman: Postman
) -> None:
    await in_merton.pass_until(SAT_10_SEP)
    await in_merton.say("change_calendar", OPERATOR, **proclaimed(known_in_time))
    kinds = await in_merton.kinds()

    again = await in_merton.say(
        "change_calendar", OPERATOR, **proclaimed(known_in_time)
    )

    assert again.due_at == TUE_20_SEP_17
    assert await in_merton.kinds() == kinds


async def test_nobody_but_an_operator_changes_the_calendar(
    in_merton: ADispute, known_in_time: WorkingCalendar
) -> None:
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await in_merton.say("change_calendar", **proclaimed(known_in_time))

    assert "Only an operator may send change_calendar" in str(refused.value.cause)


async def test_a_calendar_that_ends_too_soon_is_refused_and_nothing_changes(
    in_merton: ADispute, known_in_time: WorkingCalendar
) -> None:
    short = known_in_time.between(date(2022, 1, 1), date(2022, 12, 31))

    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await in_merton.say("change_calendar", OPERATOR, **proclaimed(short))

    assert "ends on Sat 31 Dec 2022; an open dispute needs" in str(refused.value.cause)
    assert await in_merton.entries("calendar-changed") == []


# --- without a signal ------------------------------------------------------------------


async def test_without_a_signal_the_change_is_found_before_anyone_is_escalated(
    in_merton: ADispute,
    known_in_time: WorkingCalendar,
    office: Office,
    postman: Postman,
    env: WorkflowEnvironment,
) -> None:
    before = told_the_first_date(in_merton, postman)
    started = (await in_merton.handle.describe()).start_time
    office.last = Newer(calendar=known_in_time, since=started + timedelta(days=5))

    await in_merton.pass_until(MON_19_SEP_17 + A_MINUTE)

    assert await in_merton.begun() == [1]
    await in_merton.pass_until(TUE_20_SEP_7 + A_MINUTE)  # the Monday was a day off
    assert set(await told_of_the_move(in_merton, postman)) == before
    changed = (await in_merton.entries("calendar-changed"))[0]
    assert changed.by is None
    assert changed.says.endswith("found when a limit passed.")
    await in_merton.pass_until(TUE_20_SEP_17 + A_MINUTE)
    assert await in_merton.entries("limit-passed")
    await replays(in_merton, env)


async def test_a_holiday_brought_into_force_after_the_limit_moves_nothing(
    in_merton: ADispute, known_in_time: WorkingCalendar, office: Office
) -> None:
    started = (await in_merton.handle.describe()).start_time
    office.last = Newer(calendar=known_in_time, since=started + timedelta(days=20))

    await in_merton.pass_until(MON_19_SEP_17 + A_MINUTE)

    assert london((await in_merton.entries("limit-passed"))[0].at) == (
        "Mon 19 Sep 2022 17:00"
    )
    assert await in_merton.entries("deadline-moved") == []


async def test_a_folder_that_cannot_be_read_never_holds_up_a_limit(
    in_merton: ADispute, office: Office
) -> None:
    asked, office.is_shut = office.asked, True

    await in_merton.pass_until(MON_19_SEP_17 + A_MINUTE)

    assert await in_merton.entries("limit-passed")
    assert office.asked == asked + 1


async def test_the_calendar_is_asked_for_once_for_each_limit(
    in_merton: ADispute, office: Office
) -> None:
    asked = office.asked

    await in_merton.pass_until(MON_19_SEP_17 + A_MINUTE)

    assert office.asked == asked + 1


async def test_looking_again_costs_one_event(
    in_merton: ADispute, office: Office
) -> None:
    await in_merton.pass_until(MON_19_SEP_17 + A_MINUTE)

    history = await in_merton.handle.fetch_history()
    assert [
        event.HasField("marker_recorded_event_attributes") for event in history.events
    ].count(True) == 1


# --- what may move ---------------------------------------------------------------------

THE_2020_LIST = {
    "rehearsal": {"pretend_it_is": "2020-04-24T10:00:00+01:00"},
    "respond_within_working_days": {1: 8},
}
WED_6_MAY_17 = "Wed 6 May 2020 17:00"
THU_7_MAY_17 = "Thu 7 May 2020 17:00"


@pytest.mark.parametrize(
    ("rule", "due", "moved"),
    [
        (OnCalendarChange.EXTEND, THU_7_MAY_17, 0),
        (OnCalendarChange.FOLLOW, WED_6_MAY_17, 1),
        (OnCalendarChange.FREEZE, THU_7_MAY_17, 0),
    ],
)
async def test_the_may_holiday_of_2020_moved_and_with_it_a_date_only_if_it_follows(
    works_in: Any,
    shelf: Shelf,
    calendar: WorkingCalendar,
    rule: OnCalendarChange,
    due: str,
    moved: int,
) -> None:
    # The early May bank holiday was to be Mon 4 May, and was moved to Fri 8 May.
    merton = shelf.named("merton-2017-11")
    timing = merton.timing.model_copy(update={"on_calendar_change": rule})
    one = OneProcedure(merton.model_copy(update={"timing": timing}))
    holidays = {day.on: day for day in calendar.bank_holidays}
    del holidays[date(2020, 5, 8)]
    holidays[date(2020, 5, 4)] = BankHoliday(
        on=date(2020, 5, 4), title="Early May bank holiday"
    )
    first = calendar.model_copy(update={"bank_holidays": list(holidays.values())})
    async with works_in(one, first) as disputes:
        dispute = await disputes.raised(**{**MERTON, **THE_2020_LIST})
        assert london((await dispute.situation()).due_at) == THU_7_MAY_17
        foreseen = moves_under(
            await clocks(dispute), calendar, datetime(2020, 4, 27, tzinfo=UTC)
        )

        now = await dispute.say("change_calendar", OPERATOR, **proclaimed(calendar))

        assert london(now.due_at) == due
        entries = [
            entry
            for entry in await dispute.entries("deadline-moved")
            if entry.details["of"] != "the whole process"
        ]
        assert len(entries) == moved
        assert [move.says() for move in foreseen] == [
            entry.says for entry in await dispute.entries("deadline-moved")
        ]


async def test_every_date_of_a_dispute_is_reached_again_from_its_record_alone(
    in_merton: ADispute, known_in_time: WorkingCalendar
) -> None:
    await in_merton.pass_until(SAT_10_SEP)
    await in_merton.say("change_calendar", OPERATOR, **proclaimed(known_in_time))
    await in_merton.pass_until(TUE_20_SEP_17 + A_MINUTE)

    found = list(proofs(await in_merton.record()))

    assert [one for one in found if not one.agrees] == []
    assert ("Tue 20 Sep 2022 17:00", "Tue 20 Sep 2022 17:00") in [
        (one.told, one.again) for one in found
    ]
    assert any("limit passed" in one.of for one in found)
