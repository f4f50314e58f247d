"""`disputes procedure simulate`: who would be told what and when, without a server.

The dates come from the very rules that a dispute runs by (`domain/simulation.py`).
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter import choices
from starter.session import AsJson, plain_sentences
from starter.which_procedure import NameOrFile, shelf_here, taken

if TYPE_CHECKING:
    from domain.notices import Notice
    from domain.opening import Basis
    from domain.premises import Premise
    from domain.procedure import Procedure
    from domain.simulation import Course

Raised = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="2026-03-30T10:00, London time unless it bears an offset; none: now.",
    ),
]

TOLD_AS = {"to-act": "asked", "for-information": "informed", "copied": "copied"}
"""How a person says what a notice is for."""


def simulate(
    which: NameOrFile,
    *,
    raised: Raised = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            help="What is raised and answered, in YAML; none: nobody answers."
        ),
    ] = None,
    rehearsed: Annotated[
        bool,
        typer.Option("--rehearsed", help="With the answers `rehearse` would play."),
    ] = False,
    by: choices.By = None,
    child: choices.Child = None,
    theme: choices.Theme = None,
    concern: choices.Concern = None,
    stage: choices.Stage = None,
    ladder: choices.Ladder = None,
    as_json: AsJson = False,
) -> None:
    """Tell every date, and who is told what, for a start and answers of your own."""
    if answers is not None and rehearsed:
        raise typer.BadParameter("say either --answers or --rehearsed.")
    at = moment(raised)
    chosen = choices.chosen(by, child, theme, concern, stage, ladder)
    with plain_sentences(as_json=as_json):
        from domain.premises import premises
        from starter.answers_file import AnswersFile
        from starter.rehearsal_script import shipped_for

        procedure = taken(shelf_here(), which)
        basis = basis_for(procedure)
        path = shipped_for(procedure) if rehearsed else answers
        script, course = AnswersFile(path, chosen).played(basis, at)
        rests_on = premises(script, course.request, basis)
        if as_json:
            facts = {"procedure": procedure.name, **_facts(rests_on, course)}
            sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        else:
            lines = _in_words(rests_on, course, procedure)
            sys.stdout.writelines(f"{line}\n" for line in lines)


def moment(written: str | None) -> datetime:
    """Return when it is raised, aware UTC.

    Raises:
        typer.BadParameter: It is no moment.
    """
    from domain.calendar import at_london

    if written is None:
        return datetime.now(UTC).replace(second=0, microsecond=0)
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(
            f"--raised {written!r} is no moment; write it as 2026-03-30T10:00."
        ) from None
    if read.tzinfo is not None:
        return read.astimezone(UTC).replace(second=0, microsecond=0)
    return at_london(read.date(), read.hour * 60 + read.minute)


def basis_for(procedure: "Procedure") -> "Basis":
    """Return what a dispute under that procedure would be opened with."""
    from calendars.reader import read_calendar
    from domain.opening import Basis
    from settings import Settings

    settings = Settings.from_environment()
    calendar = read_calendar(settings.calendar_file, settings.closures_file)
    hours = calendar.office_hours.parse(procedure.timing.office_hours)
    return Basis(
        procedure=procedure,
        calendar=calendar.model_copy(update={"office_hours": hours}),
    )


# --- for people ------------------------------------------------------------------------


def _in_words(
    rests_on: "tuple[Premise, ...]", course: "Course", procedure: "Procedure"
) -> Iterator[str]:
    from domain.calendar import london
    from domain.script import why_not_sent

    yield f"{procedure.council}, {procedure.title} ({procedure.name})"
    yield ""
    yield from choices.premises_in_words(rests_on)
    for moment in course.moments():
        yield ""
        yield london(moment.at)
        for entry in moment.entries:
            yield f"  {entry.says}" + (f"  [{entry.by}]" if entry.by else "")
        for notice in moment.notices:
            yield f"    {_told_in_words(notice)}"
    yield ""
    yield course.ends
    for place, answer in enumerate(course.unsent):
        yield (
            f"Not sent: {answer.send} at stage {answer.at_stage}; {why_not_sent(place)}."
        )


def _told_in_words(notice: "Notice") -> str:
    from domain.calendar import london

    due = f", due {london(notice.due_at)}" if notice.due_at else ""
    sender = f", in the name of {notice.sent_by_title}" if notice.sent_by else ""
    about = notice.kind.value.replace("-", " ")
    goes = f", goes {london(notice.send_from)}" if notice.send_from else ""
    return f"{TOLD_AS[notice.purpose]:<9} {notice.to_title}: {about}{due}{sender}{goes}"


# --- for programs ----------------------------------------------------------------------


def _facts(rests_on: "tuple[Premise, ...]", course: "Course") -> dict[str, Any]:
    return {
        "rests_on": [
            {"about": one.about, "taken": one.taken, "says": one.says}
            for one in rests_on
        ],
        "raised_at": course.entries[0].at.isoformat(),
        "moments": [
            {
                "at": moment.at.isoformat(),
                "happened": [
                    {
                        "kind": entry.kind,
                        "stage": entry.stage,
                        "by": entry.by,
                        "says": entry.says,
                    }
                    for entry in moment.entries
                ],
                "told": [_told(notice) for notice in moment.notices],
            }
            for moment in course.moments()
        ],
        "ends": course.ends,
        "situation": course.situation.model_dump(mode="json"),
        "not_sent": [one.model_dump(mode="json") for one in course.unsent],
    }


def _told(notice: "Notice") -> dict[str, Any]:
    keys = {
        "to",
        "to_title",
        "kind",
        "purpose",
        "sent_by",
        "sent_by_title",
        "due_at",
        "was_due_at",
        "send_from",
        "urgent",
        "says",
        "asked",
        "otherwise",
    }
    return {**notice.model_dump(mode="json", include=keys)}
