"""`disputes run`, `rehearse`, `worker`: what keeps running, and what plays it through."""

import asyncio
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter import choices
from starter.session import plain_sentences
from starter.simulate_command import Raised, basis_for, moment

if TYPE_CHECKING:
    from domain.procedure import Procedure
    from domain.script import Script
    from settings import Settings
    from starter.embedded_stack import Everything

FIRST_PROCEDURE = "west-sussex-2020-06"
PACE_SECONDS = 1.0


@dataclass(frozen=True)
class Piece:
    """What is played: a procedure, what is raised and said, from when, how fast.

    Attributes:
        procedure: Which.
        script: What is raised and answered.
        at: The minute at which it pretends to start, aware UTC.
        pace: Seconds between steps.
    """

    procedure: "Procedure"
    script: "Script"
    at: datetime
    pace: float


Pace = Annotated[
    float | None,
    typer.Option(min=0.0, max=60.0, help="Seconds between steps; 0 is at once."),
]


def run(
    rehearsal: Annotated[
        bool, typer.Option(help="Play one dispute through first.")
    ] = True,
    pace: Pace = None,
) -> None:
    """Start everything here, play a dispute through, and stay up until Ctrl-C."""
    with plain_sentences():
        from settings import Settings

        settings = Settings.from_environment()
        asyncio.run(_run(settings, _pace(pace), rehearsal=rehearsal))


def rehearse(
    procedure: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE",
            help="west-sussex-2020-06, or a file such as mine.yaml.",
        ),
    ] = FIRST_PROCEDURE,
    answers: Annotated[
        Path | None,
        typer.Option(
            help="What is raised and answered, in YAML; none: as shipped, and where an"
            " option chooses otherwise nobody answers."
        ),
    ] = None,
    raised: Raised = None,
    by: choices.By = None,
    child: choices.Child = None,
    theme: choices.Theme = None,
    concern: choices.Concern = None,
    stage: choices.Stage = None,
    ladder: choices.Ladder = None,
    pace: Pace = None,
) -> None:
    """Play a procedure through on a real server with its clock moved on."""
    at = moment(raised)
    chosen = choices.chosen(by, child, theme, concern, stage, ladder)
    with plain_sentences():
        from settings import Settings

        settings = Settings.from_environment()
        asyncio.run(_rehearse(settings, procedure, answers, chosen, at, _pace(pace)))


def work() -> None:
    """Run one worker until Ctrl-C; start as many beside each other as you like."""
    with plain_sentences():
        import logging

        from starter.session import settings_here
        from worker import work as work_until_stopped

        settings = settings_here()
        logging.basicConfig(level=settings.log_level)
        asyncio.run(work_until_stopped(settings))


def _pace(pace: float | None) -> float:
    if pace is not None:
        return pace
    return PACE_SECONDS if sys.stdout.isatty() else 0.0


async def _run(settings: "Settings", pace: float, *, rehearsal: bool) -> None:
    from starter.embedded_stack import everything

    stopped = _on_stop()
    _say("Starting the Temporal server, the mail catcher, the record and a worker ...")
    async with everything(settings) as all_of_it:
        _say(_links(all_of_it))
        if rehearsal:
            playing = asyncio.create_task(_play_first(all_of_it, pace))
            await _whichever_is_first(playing, stopped.wait())
        failure = None
        if not stopped.is_set():
            _say(_STAYS_UP)
            ended = asyncio.create_task(all_of_it.stack.ended())
            await _whichever_is_first(ended, stopped.wait())
            failure = ended.result() if ended.done() and not ended.cancelled() else None
        _say("Stopping. Open disputes go on where they are at the next `make run`.")
    if failure is not None:
        raise failure


async def _play_first(all_of_it: "Everything", pace: float) -> None:
    from procedures.shelf import Shelf
    from starter.rehearsal_script import script_of

    procedure = Shelf(all_of_it.settings.procedures_folder).named(FIRST_PROCEDURE)
    piece = Piece(procedure, script_of(procedure), moment(None), pace)
    await _play(all_of_it, piece)


async def _rehearse(
    settings: "Settings",
    name: str,
    answers: Path | None,
    chosen: dict[str, Any],
    at: datetime,
    pace: float,
) -> None:
    from embedded.running import running
    from starter.rehearsal_shelf import shelf_with

    with shelf_with(settings, name) as (its_own, procedure):
        # Played without a server first: what is wrong is said before anything starts.
        script = _rehearsed(procedure, answers, chosen, at)
        piece = Piece(procedure, script, at, pace)
        if running(settings.home) is not None:
            _check_it_is_known_there(settings, its_own)
            await _in_the_running_stack(settings, piece)
            return
        from starter.embedded_stack import everything

        async with everything(its_own) as all_of_it:
            await _play(all_of_it, piece)


def _rehearsed(
    procedure: "Procedure",
    answers: Path | None,
    chosen: dict[str, Any],
    at: datetime,
) -> "Script":
    """Return what is to be played, and say what it rests on."""
    from domain.premises import premises
    from starter.answers_file import AnswersFile
    from starter.rehearsal_script import shipped_for

    path = answers or (None if chosen else shipped_for(procedure))
    basis = basis_for(procedure)
    script, course = AnswersFile(path, chosen).played(basis, at)
    for line in choices.premises_in_words(premises(script, course.request, basis)):
        _say(line)
    return script


def _check_it_is_known_there(settings: "Settings", its_own: "Settings") -> None:
    """Refuse a file from elsewhere while a stack runs whose workers cannot know it.

    Raises:
        DisputeError: Says where to put it.
    """
    from domain.errors import DisputeError

    if its_own is not settings:
        raise DisputeError(
            "What `disputes run` keeps going knows the procedures of"
            f" {settings.procedures_folder} alone; put the file there, or stop it first."
        )


async def _in_the_running_stack(settings: "Settings", piece: Piece) -> None:
    from activities.storage import Store
    from starter.connection import connect, open_ring
    from starter.session import settings_here

    settings = settings_here()
    ring = open_ring(settings)
    client = await connect(settings, ring)
    async with Store.opened(settings.database_url, ring) as store:
        await _narrated(client, settings, store, piece)


async def _play(all_of_it: "Everything", piece: Piece) -> None:
    await _narrated(all_of_it.client, all_of_it.settings, all_of_it.store, piece)


async def _narrated(
    client: Any, settings: "Settings", store: Any, piece: Piece
) -> None:
    from calendars.reader import read_calendar
    from starter.rehearsal import Rehearsal

    calendar = read_calendar(settings.calendar_file, settings.closures_file)
    queue = settings.task_queue
    rehearsal = Rehearsal(client, queue, store, calendar, _say, piece.pace)
    reference = f"REHEARSAL-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    await rehearsal.play(piece.procedure, piece.script, reference, piece.at)
    _say("")


async def _whichever_is_first(task: "asyncio.Task[Any]", other: Any) -> None:
    waiting = asyncio.ensure_future(other)
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if task.done():
        task.result()
    else:
        task.cancel()


def _on_stop() -> asyncio.Event:
    """An event that is set by Ctrl-C and by SIGTERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _links(all_of_it: "Everything") -> str:
    where = all_of_it.stack.running
    columns = f"{where.ui}/namespaces/{where.namespace}/workflows"
    notes = "".join(f"  {note}\n" for note in where.notes)
    return (
        f"{notes}"
        f"  Temporal UI   {columns}?query=WorkflowType%3D%22Dispute%22\n"
        f"  Inbox         {where.inbox}\n"
        f"  Record        {all_of_it.settings.home}/record.db\n"
    )


_STAYS_UP = """Everything stays up, in real time, until Ctrl-C. In another terminal:

  .venv/bin/disputes raise --help      raise a dispute of your own
  .venv/bin/disputes list              see where each one stands
  .venv/bin/disputes rehearse NAME     play another council's procedure through
"""
