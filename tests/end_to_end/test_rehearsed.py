"""What `disputes rehearse` prints is what `simulate` foresees, moment by moment.

The servers are on free ports of their own: others may stand on the usual ones.
"""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from calendars.reader import read_calendar
from domain.procedure import Procedure
from domain.script import Script
from embedded.ports import ANY
from procedures.shelf import SHIPPED, Shelf
from settings import Settings
from starter.embedded_stack import Everything, everything
from starter.procedure_commands import procedure_app
from starter.rehearsal import Rehearsal
from starter.rehearsal_script import read_script, script_of
from starter.simulate_command import moment

pytestmark = pytest.mark.end_to_end

RAISED = "2026-03-30T10:00"
MOMENT = r"\w{3} \d{1,2} \w{3} \d{4} \d\d:\d\d"
ON_HOLD = """\
answers:
  - at_stage: 1
    at: "11:15"
    send: place_on_hold
    by: {post: officer, reference: OFFICER-1}
    until: {in_working_days: 2}
    because: The child is in hospital.
  - at_stage: 2
    at: "14:07"
    send: place_on_hold
    by: {post: officer, reference: OFFICER-1}
    until: {in_working_days: 3}
    because: The manager is in court.
  - at_stage: 2
    after_working_days: 1
    at: "12:30"
    send: resume
    by: {post: officer, reference: OFFICER-1}
"""

Course = dict[str, tuple[list[str], list[tuple[str, str]]]]
"""By moment: what happened, and who was told of what."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anyshire by days as it is, and a council whose stages have hours."""
    folder = tmp_path_factory.mktemp("shelf")
    text = (SHIPPED / "anyshire-2026-01.yaml").read_text("utf-8")
    (folder / "anyshire-2026-01.yaml").write_text(text, "utf-8")
    by_hours = text.replace("anyshire", "hourshire").replace(
        "respond: { fixed: { working_days: 5 }",
        "respond: { fixed: { elapsed_hours: 30 }",
    )
    (folder / "hourshire-2026-01.yaml").write_text(by_hours, "utf-8")
    return folder


@pytest.fixture(scope="module")
async def whole(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Everything]:
    """Server, mail catcher, worker and record, in a folder of their own."""
    home = tmp_path_factory.mktemp("home")
    settings = Settings(home=home, procedures_folder=shelf)
    async with everything(settings, prefer=ANY) as parts:
        yield parts


async def rehearsed(
    whole: Everything, procedure: Procedure, script: Script
) -> list[str]:
    said: list[str] = []
    queue, calendar = whole.settings.task_queue, read_calendar()
    rehearsal = Rehearsal(whole.client, queue, whole.store, calendar, said.append)
    reference = f"REHEARSAL-{procedure.authority}-1"
    await rehearsal.play(procedure, script, reference, moment(RAISED))
    return said


def simulated(procedure: Path, *told: str) -> list[str]:
    words = ["simulate", str(procedure), "--raised", RAISED, *told]
    result = CliRunner().invoke(procedure_app, words)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def as_rehearsed(lines: Iterable[str], procedure: Procedure) -> Course:
    course, at = defaultdict[str, tuple[list[str], list[tuple[str, str]]]](new), ""
    for line in lines:
        if happened := re.fullmatch(rf" *({MOMENT})  (.*)", line):
            at = happened[1]
            course[at][0].append(happened[2])
        elif line.lstrip().startswith("told: "):
            for post, kind in re.findall(r"([a-z-]+) \(([a-z-]+)\)", line):
                told = procedure.title_of(post), kind.replace("-", " ")
                course[at][1].append(told)
    return course


def as_simulated(lines: Iterable[str]) -> Course:
    course, at = defaultdict[str, tuple[list[str], list[tuple[str, str]]]](new), ""
    for line in lines:
        if re.fullmatch(MOMENT, line):
            at = line
        elif told := re.match(r"    \w+ +(.*): ([a-z ]+)", line):
            course[at][1].append((told[1], told[2]))
        elif at and line.startswith("  "):
            course[at][0].append(re.sub(r"  \[.*\]$", "", line.strip()))
    return course


def new() -> tuple[list[str], list[tuple[str, str]]]:
    return [], []


def agree(real: Course, foreseen: Course) -> None:
    assert list(real) == list(foreseen)
    for at, (happened, told) in foreseen.items():
        assert real[at][0] == happened, at
        assert sorted(real[at][1]) == sorted(told), at


async def test_answers_by_days_are_rehearsed_as_they_are_simulated_to_the_very_end(
    whole: Everything, shelf: Path
) -> None:
    procedure = Shelf(shelf).named("anyshire-2026-01")

    said = await rehearsed(whole, procedure, script_of(procedure))

    foreseen = simulated(shelf / "anyshire-2026-01.yaml", "--rehearsed")
    agree(as_rehearsed(said, procedure), as_simulated(foreseen))
    assert said[-1] == "The rehearsal has ended: resolved."


async def test_hours_after_a_hold_end_at_the_minute_foreseen_and_the_last_limit_passes(
    whole: Everything, shelf: Path, tmp_path: Path
) -> None:
    procedure = Shelf(shelf).named("hourshire-2026-01")
    answers = tmp_path / "answers.yaml"
    answers.write_text(ON_HOLD, "utf-8")

    said = await rehearsed(whole, procedure, read_script(answers))

    foreseen = simulated(shelf / "hourshire-2026-01.yaml", "--answers", str(answers))
    agree(as_rehearsed(said, procedure), as_simulated(foreseen))
    assert (
        "  Thu 2 Apr 2026 13:45  Stage 1: Team Manager: no full answer by the limit."
        in (said)
    )
    assert said[-1] == (
        f"The rehearsal has ended. {foreseen[-1]} Here it is withdrawn, so that nobody is"
        " asked about a rehearsal."
    )
