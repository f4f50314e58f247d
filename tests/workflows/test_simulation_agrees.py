"""What is simulated is what a real dispute does, on a real server, for every procedure."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from activities.opening import LookUp, OpeningActivities
from domain.calendar import WorkingCalendar
from domain.messages import RaiseDispute
from domain.notices import Notice
from domain.opening import Basis
from domain.record import Entry
from domain.script import Script
from domain.simulation import Course, simulate
from procedures.shelf import SHIPPED, Shelf
from starter.rehearsal_script import SCRIPTS, read_script
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes, a_raising
from tests.workflows.wandering import wander

INVENTED = Path(__file__).parents[1] / "procedures" / "invented"
NAMES = sorted(
    path.stem for room in (SHIPPED, INVENTED) for path in room.glob("*.yaml")
)
REHEARSED = sorted(path.stem for path in SCRIPTS.glob("*.yaml"))
MON_1_JUN = datetime(2026, 6, 1, 9, tzinfo=UTC)  # 10:00 in London
SURELY_AFTER = timedelta(seconds=5)
"""A dispute's clock starts a little after the server has taken the dispute."""
OUR_OWN_TIME = timedelta(seconds=50)
"""Longest that a busy machine may take for what the simulation does in no time."""

BasisOf = Callable[[str], Awaitable[Basis]]


@pytest.fixture
def shelf() -> Shelf:
    """The shipped procedures, and the invented ones."""
    return Shelf(SHIPPED, INVENTED)


@pytest.fixture
def basis_of(shelf: Shelf, calendar: WorkingCalendar) -> BasisOf:
    """What a dispute under a procedure is opened with."""
    opening = OpeningActivities(
        shelf, calendar, require_encrypted=False, allow_rehearsals=True
    )

    async def looked_up(name: str) -> Basis:
        authority = shelf.named(name).authority
        wanted = LookUp(authority=authority, procedure=name, at=MON_1_JUN)
        return await opening.look_up(wanted)

    return looked_up


async def lived_through(
    disputes: Disputes, postman: Postman, course: Course
) -> tuple[list[Entry], list[Notice]]:
    """The same dispute on the server, told the same at the same times."""
    dispute = await disputes.started(**raised_like(course.request))
    await dispute.pass_time(SURELY_AFTER)
    for at, together in groupby(course.spoken, key=lambda one: one[0]):
        if at > MON_1_JUN:
            await dispute.pass_until(at + SURELY_AFTER)
        for _, message in together:
            body = message.model_dump(mode="json", exclude_none=True)
            await dispute.handle.execute_update(
                message.kind, body, id=message.message_id
            )
    if course.situation.standing.is_open:
        await dispute.pass_until(course.ended_at + OUR_OWN_TIME)
    return await dispute.record(), await everybody_told(dispute, postman)


def raised_like(request: RaiseDispute) -> dict[str, object]:
    wanted = request.model_dump(mode="json", exclude_none=True)
    pretend = {"pretend_it_is": MON_1_JUN.isoformat()}
    reference = a_raising()["reference"]
    plain = {"start_stage": None, "start_because": None}
    return {**plain, **wanted, "reference": reference, "rehearsal": pretend}


async def everybody_told(dispute: ADispute, postman: Postman) -> list[Notice]:
    now = await dispute.situation()
    left_out = len(await dispute.entries("not-sent"))
    written = now.notices - now.waiting - left_out
    async with asyncio.timeout(30):
        while len(told := postman.notices(dispute.id)) < written:  # noqa: ASYNC110
            await asyncio.sleep(0)  # the postman's turn
    return sorted(told, key=lambda one: one.number)


def agree(course: Course, entries: list[Entry], notices: list[Notice]) -> None:
    """Fail unless both came to the same at the same minutes."""
    assert [(one.kind, one.stage, one.by) for one in entries] == [
        (one.kind, one.stage, one.by) for one in course.entries
    ]
    assert [plain(one) for one in notices] == [plain(one) for one in course.notices]
    for real, simulated in zip(entries, course.entries, strict=True):
        assert real.at == simulated.at, simulated
    for told, foreseen in zip(notices, course.notices, strict=True):
        assert told.due_at == foreseen.due_at, foreseen


def plain(notice: Notice) -> tuple[object, ...]:
    about = notice.about.stage, notice.about.standing
    return (notice.to, notice.kind, notice.purpose, notice.sent_by, *about, notice.says)


@pytest.mark.parametrize("name", NAMES)
async def test_nobody_answers(
    name: str, disputes: Disputes, postman: Postman, basis_of: BasisOf
) -> None:
    course = simulate(Script(), await basis_of(name), MON_1_JUN)

    agree(course, *await lived_through(disputes, postman, course))


@pytest.mark.parametrize("name", REHEARSED)
async def test_the_answers_of_its_rehearsal(
    name: str, disputes: Disputes, postman: Postman, basis_of: BasisOf
) -> None:
    script = read_script(SCRIPTS / f"{name}.yaml")
    course = simulate(script, await basis_of(name), MON_1_JUN)

    assert course.unsent == ()
    agree(course, *await lived_through(disputes, postman, course))


@pytest.mark.parametrize("name", NAMES)
async def test_answers_at_random(
    name: str, disputes: Disputes, postman: Postman, basis_of: BasisOf
) -> None:
    course = wander(await basis_of(name), MON_1_JUN, seed=f"{name}, Marigold")

    assert len(course.spoken) >= 5
    agree(course, *await lived_through(disputes, postman, course))
