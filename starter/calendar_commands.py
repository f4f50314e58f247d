"""`disputes calendar`: when something is due, and why; a year at a glance.

What happens when the calendar changes stands in `calendar_change_commands.py` and
`calendar_rollout_commands.py`. Exit codes here: 0 answered, 2 for a question that cannot
be answered as it was put.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from starter.calendar_change_commands import COMMANDS as CHANGE_COMMANDS
from starter.calendar_rollout_commands import COMMANDS as ROLLOUT_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starter.calendar_batch import Row
    from starter.calendar_choice import Choice

_USAGE = 2
_LONG_BATCH = 500

_OPTIONS = {
    "start": "--from",
    "amount": "--amount",
    "unit": "--unit",
    "rule": "--rule",
    "office_hours": "--office-hours",
    "closure_days": "--closures",
    "bank_holidays": "--with or --without",
}

calendar_app = typer.Typer(
    help="When something is due, and why; what happens when the calendar changes.",
    no_args_is_help=True,
)

From = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="WHEN",
        help="Start of the clock, as 2026-03-30T10:00; London time without an offset.",
    ),
]
Amount = Annotated[str, typer.Option(metavar="N", help="How many.")]
UnitName = Annotated[
    str,
    typer.Option(
        "--unit", help="working_days, working_hours, elapsed_hours or calendar_days."
    ),
]
Rule = Annotated[
    str,
    typer.Option(
        help="Which day is day 1, for working days: next_day, deemed or inclusive."
    ),
]
Roll = Annotated[
    str,
    typer.Option(help="Calendar days that end on a day off: none or forward."),
]
Hours = Annotated[
    str,
    typer.Option(
        "--office-hours",
        help="As in 'Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45'.",
    ),
]
ClosureDays = Annotated[
    str, typer.Option("--closures", metavar="DATES", help="Days off of the council.")
]
Without = Annotated[
    str,
    typer.Option(metavar="DATES", help="Bank holidays that are none after all."),
]
With = Annotated[
    str,
    typer.Option("--with", metavar="DATES", help="Bank holidays not on the list."),
]
Batch = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="CSV file of questions, or - for the input; answers id,due,due_utc.",
    ),
]
ListFile = Annotated[
    Path | None,
    typer.Option("--list", help="List of bank holidays, if not the one in force."),
]
ClosuresFile = Annotated[
    Path | None, typer.Option("--closures-file", help="YAML file of closure days.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@calendar_app.command()
def due(
    *,
    from_: From = "",
    amount: Amount = "",
    unit: UnitName = "",
    rule: Rule = "",
    roll: Roll = "",
    office_hours: Hours = "",
    closures: ClosureDays = "",
    without: Without = "",
    with_: With = "",
    batch: Batch = "",
    list_file: ListFile = None,
    as_json: AsJson = False,
) -> None:
    """Say when a limit runs out, and how that is reached, day by day."""
    chosen = _calendar(list_file)
    if batch:
        others = (from_, amount, unit, rule, roll, office_hours, closures)
        if any((*others, without, with_)):
            _refuse("--batch: comes alone; put everything else into the file.")
        _answer_batch(batch, chosen, as_json=as_json)
        return
    words = {
        "start": from_,
        "amount": amount,
        "unit": unit,
        "rule": _rule(unit, rule, roll),
        "office_hours": office_hours,
        "closure_days": closures,
        "bank_holidays": " ".join(
            ["official", *_signed("-", without), *_signed("+", with_)]
        ),
    }
    _answer(words, chosen, as_json=as_json)


@calendar_app.command()
def year(
    number: Annotated[int, typer.Argument(metavar="YEAR", help="As in 2027.")],
    *,
    list_file: ListFile = None,
    closures_file: ClosuresFile = None,
    as_json: AsJson = False,
) -> None:
    """Show a year: its bank holidays, closure days and weekends."""
    from domain.errors import CalendarError
    from starter.calendar_year import draw_year, year_facts

    chosen = _calendar(list_file, closures_file)
    try:
        if as_json:
            facts = year_facts(chosen.calendar, number)
            facts["warnings"] = _warnings(chosen)
            sys.stdout.write(json.dumps(facts, indent=2) + "\n")
            return
        from rich.console import Console

        draw_year(chosen.calendar, number, Console(highlight=False))
    except CalendarError as error:
        _refuse(str(error))
    except ValueError:
        _refuse(f"YEAR: is {number}; write a year such as 2027.")
    sys.stdout.write(_sentence(chosen.says))
    sys.stdout.writelines(f"{warning}\n" for warning in _warnings(chosen))


def _warnings(chosen: "Choice") -> list[str]:
    from datetime import UTC, datetime

    from calendars.coverage import warnings
    from domain.calendar import london_day

    return [*warnings(chosen.calendar, london_day(datetime.now(UTC)))]


def _calendar(listed: Path | None, closures: Path | None = None) -> "Choice":
    from domain.errors import DisputeError
    from starter.calendar_choice import from_files
    from starter.session import settings_here

    try:
        return from_files(settings_here(), listed, closures)
    except DisputeError as error:
        _refuse(str(error))


def _sentence(says: str) -> str:
    return f"{says[:1].upper()}{says[1:]}.\n"


def _rule(unit: str, rule: str, roll: str) -> str:
    """Return the rule that `--rule` and `--roll` name together."""
    if roll not in ("", "none", "forward"):
        _refuse(f"--roll: is {roll!r}; write none or forward.")
    if unit != "calendar_days":
        if roll == "forward":
            _refuse("--roll: is for calendar_days; leave it out.")
        return rule
    if rule in ("", "next_day"):
        return "roll_forward" if roll == "forward" else "no_roll"
    return rule


def _signed(sign: str, dates: str) -> list[str]:
    return [f"{sign}{day}" for day in dates.replace(",", " ").split()]


def _answer(words: dict[str, str], chosen: "Choice", *, as_json: bool) -> None:
    from domain.calendar import LONDON, london_closing, reckon
    from domain.errors import CalendarError
    from starter.calendar_questions import Asking

    try:
        asked = Asking(chosen.calendar).read(words, _OPTIONS)
        reckoning = reckon(asked.limit, asked.started_at, asked.calendar)
    except CalendarError as error:
        _refuse(str(error))
    if as_json:
        facts = {
            "due": reckoning.due_at.astimezone(LONDON).isoformat(),
            "due_utc": reckoning.due_at.isoformat(),
            "limit": reckoning.limit.says(),
            "projected": reckoning.projected,
            "calendar": asked.bank_holidays_of,
            "calendar_says": chosen.says,
            "steps": reckoning.lines(),
        }
        sys.stdout.write(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
        return
    lines = [london_closing(reckoning.due_at), *(f"  {x}" for x in reckoning.lines())]
    if reckoning.projected:
        lines.append("Projected: bank holidays so far ahead are not yet published.")
    sys.stdout.write("\n".join(lines) + "\n" + _sentence(chosen.says))


def _answer_batch(source: str, chosen: "Choice", *, as_json: bool) -> None:
    from domain.errors import CalendarError
    from starter.calendar_batch import (
        answers,
        read_rows,
        unused_columns,
        write_csv,
        write_json,
    )

    try:
        if source == "-":
            rows = read_rows(sys.stdin)
        else:
            with Path(source).open(encoding="utf-8-sig", newline="") as file:
                rows = read_rows(file)
    except OSError as error:
        _refuse(f"--batch: {source} cannot be read, {error.strerror}; name a CSV file.")
    except CalendarError as error:
        _refuse(f"--batch: {source}: {error}")
    for name in unused_columns(rows):
        sys.stderr.write(f"Column {name!r} is not used.\n")
    if not chosen.is_shipped:  # the columns of the answer have no room for it
        sys.stderr.write(_sentence(chosen.says))
    write = write_json if as_json else write_csv
    if write(answers(_watched(rows), chosen.calendar), sys.stdout, sys.stderr):
        raise typer.Exit(_USAGE)


def _watched(rows: "list[Row]") -> "Iterable[Row]":
    """Return `rows`, with a bar on the error stream if a person waits for many."""
    if len(rows) < _LONG_BATCH or not sys.stderr.isatty():
        return rows
    from rich.console import Console
    from rich.progress import track

    return track(rows, "Counting", console=Console(stderr=True), transient=True)


def _refuse(faults: str) -> NoReturn:
    sys.stderr.write(faults + "\n")
    raise typer.Exit(_USAGE)


for _name, _command in (*CHANGE_COMMANDS.items(), *ROLLOUT_COMMANDS.items()):
    calendar_app.command(_name)(_command)
