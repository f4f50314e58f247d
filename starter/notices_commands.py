"""`disputes notices`: the letters that people get, to be proof-read before they do.

Exit codes: 0 done, 1 refused, 2 usage.
"""

import json
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.session import AsJson, plain_sentences
from starter.which_procedure import NameOrFile, shelf_here, taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from activities.preview import Shown
    from activities.templating import Templates
    from domain.notices import Notice
    from domain.opening import Basis
    from domain.procedure import Procedure
    from domain.script import Script
    from procedures.shelf import Shelf

notices_app = typer.Typer(
    help="Look at the letters that people get, in a council's own words.",
    no_args_is_help=True,
)


@notices_app.callback()
def notices() -> None:
    """Look at the letters that people get, in a council's own words."""


@notices_app.command()
def preview(
    which: NameOrFile,
    *,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to write; none: notices-NAME here."),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The council's own templates."),
    ] = None,
    open_nothing: Annotated[
        bool, typer.Option("--open-nothing", help="Do not show the list in a browser.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write every kind of letter a procedure sends, as text and HTML, with a list.

    They come from disputes played by the rules, raised on the next working day: as
    rehearsed, and from each stage with nobody answering. Kinds that do not occur there
    are invented.
    """
    with plain_sentences(as_json=as_json):
        from activities.preview import preview as written

        shelf = shelf_here()
        basis = _basis(taken(shelf, which))
        procedure = basis.procedure
        folder = to or Path(f"notices-{procedure.name}")
        own = _templates(templates, shelf, procedure)
        letters = list(_letters(basis, _soon(basis)))
        heading = f"{procedure.council}: notices of the {procedure.title}"
        with _written_to(folder):
            shown = written(folder, letters, heading=heading, templates=own)
    index = folder / "index.html"
    if as_json:
        facts = {"index": str(index), "letters": [_facts(one) for one in shown]}
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        return
    sys.stdout.write(_in_words(shown, index))
    if not open_nothing and sys.stdout.isatty():
        typer.launch(index.resolve().as_uri())


@contextmanager
def _written_to(folder: Path) -> "Iterator[None]":
    """Turn what a folder does not allow into a refusal."""
    from domain.errors import DisputeError

    try:
        yield
    except OSError as error:
        raise DisputeError(
            f"{folder} cannot be written to, {error.strerror}; name another folder"
            " with --to."
        ) from None


def _basis(procedure: "Procedure") -> "Basis":
    """Return what a dispute raised now would be opened with."""
    from calendars.reader import read_calendar
    from domain.opening import Basis
    from settings import Settings

    settings = Settings.from_environment()
    calendar = read_calendar(settings.calendar_file, settings.closures_file)
    hours = calendar.office_hours.parse(procedure.timing.office_hours)
    calendar = calendar.model_copy(update={"office_hours": hours})
    return Basis(procedure=procedure, calendar=calendar)


def _soon(basis: "Basis") -> "datetime":
    """Return ten o'clock on the next working day."""
    from datetime import UTC, datetime

    from domain.calendar import at_london, london_day

    day = basis.calendar.working_day(london_day(datetime.now(UTC)), 1)
    return at_london(day, 10 * 60)


def _templates(
    folder: Path | None, shelf: "Shelf", procedure: "Procedure"
) -> "Templates | None":
    """Return the council's own templates: those named, else those of the settings."""
    from activities.template_reading import read_templates
    from settings import Settings

    named = folder or Settings.from_environment().templates_folder
    if named is None:
        return None
    return read_templates(named, shelf.stages_by_authority(procedure))


# --- which letters ---------------------------------------------------------------------


def _letters(basis: "Basis", at: "datetime") -> "Iterator[tuple[Notice, bool]]":
    """Yield one letter of every sort, by stage, and an example of each kind missing."""
    from activities.preview import example
    from domain.notices import NoticeKind

    first: dict[tuple[Any, ...], Notice] = {}
    for notice in _played(basis, at):
        first.setdefault(_sort(notice), notice)
    order = list(dict.fromkeys(stage.title for stage in basis.procedure.stages()))
    titles = {title: number for number, title in enumerate(order)}
    for notice in sorted(
        first.values(), key=lambda one: titles.get(one.about.stage_title, -1)
    ):
        yield notice, False
    seen = {notice.kind for notice in first.values()}
    for kind in NoticeKind:
        if kind not in seen:
            yield example(kind, basis.procedure), True


def _sort(notice: "Notice") -> tuple[Any, ...]:
    """Return what two letters have to share to be worth reading only once."""
    return (
        notice.kind,
        notice.about.stage_title,
        notice.purpose,
        notice.sent_by,
        notice.to == "officer",
        notice.due_at is None,
        bool(notice.answers),
    )


def _played(basis: "Basis", at: "datetime") -> "Iterator[Notice]":
    """Yield what is told as rehearsed, and from every stage where nobody answers."""
    from activities.preview import REFERENCE
    from domain.errors import RaiseRefused
    from domain.simulation import simulate

    for script in _scripts(basis.procedure):
        script.raised["reference"] = REFERENCE
        # Not every dispute may start at every stage; those that may are enough.
        with suppress(RaiseRefused):
            yield from simulate(script, basis, at).notices


def _scripts(procedure: "Procedure") -> "Iterator[Script]":
    from domain.script import Script
    from starter.rehearsal_script import script_of

    yield script_of(procedure)
    yield Script()
    for ladder in procedure.ladders:
        for stage in ladder.stages:
            begun = {
                "ladder": ladder.name,
                "start_stage": stage.number,
                "start_because": "To see its letters.",
            }
            yield Script.model_validate({"raise": begun})


# --- what is said of them --------------------------------------------------------------


def _in_words(shown: "list[Shown]", index: Path) -> str:
    kinds = len({one.notice.kind for one in shown})
    invented = sum(one.invented for one in shown)
    played = len(shown) - invented
    return (
        f"Wrote {len(shown)} letters of {kinds} kinds: {played} from disputes played by"
        f" the rules, {invented} invented.\nTo read them, open {index}\n"
    )


def _facts(one: "Shown") -> dict[str, Any]:
    notice = one.notice
    return {
        "kind": notice.kind.value,
        "stage": notice.about.stage,
        "to": notice.to,
        "to_title": notice.to_title,
        "purpose": notice.purpose.value,
        "subject": one.subject,
        "invented": one.invented,
        "files": [str(path) for path in one.files],
    }
