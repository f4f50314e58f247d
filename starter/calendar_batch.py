"""Many questions to the calendar at once: a CSV file in, a CSV file out.

A row that cannot be answered is named on the error stream, with what to write instead;
the others are answered all the same.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from domain.calendar import LONDON, WorkingCalendar, due_at
from domain.errors import CalendarError
from starter.calendar_questions import OPTIONAL, REQUIRED, Asking

COLUMNS = ("id", *REQUIRED, *OPTIONAL)
_TOO_MANY = "more"

Row = tuple[int, dict[str, str]]
"""Line in the file, as a spreadsheet numbers its rows, and the cells by column."""


@dataclass(frozen=True)
class Answer:
    """What a row gets: a due time, or what is wrong with it.

    Attributes:
        id: As the row has it.
        line: Line of the row in the file; the header is line 1.
        due_at: Aware UTC, or None where it cannot be worked out.
        faults: Everything wrong with the row, one sentence each.
        calendar: Version of the calendar whose bank holidays count; None: none do.
    """

    id: str
    line: int
    due_at: datetime | None
    faults: tuple[str, ...] = ()
    calendar: str | None = None


def read_rows(source: TextIO) -> list[Row]:
    """Return the rows of a CSV file whose first line names the columns.

    Raises:
        CalendarError: A column is missing, or the file is no CSV.
    """
    try:
        lines = csv.DictReader(source, restkey=_TOO_MANY, restval="")
        # Spreadsheets write a mark before the first name, and people write capitals.
        named = [
            name.strip().lstrip("\ufeff").lower() for name in lines.fieldnames or ()
        ]
        lines.fieldnames = named
        _check_columns(named)
        return [(lines.line_num, row) for row in lines]
    except csv.Error as error:
        raise CalendarError(f"The file is no CSV: {error}.") from None
    except UnicodeDecodeError:
        raise CalendarError("The file is not UTF-8 text; save it as UTF-8.") from None


def _check_columns(named: list[str]) -> None:
    missing = [name for name in ("id", *REQUIRED) if name not in named]
    if missing:
        raise CalendarError(
            f"The file has no column {', '.join(missing)}; let its first line name"
            f" {','.join(COLUMNS)}."
        )


def unused_columns(rows: Iterable[Row]) -> list[str]:
    """Return the columns that mean nothing here; perhaps somebody misspelt one."""
    first = next(iter(rows), None)
    cells = first[1] if first else {}
    return [name for name in cells if name not in (*COLUMNS, _TOO_MANY)]


def answers(rows: Iterable[Row], official: WorkingCalendar) -> Iterator[Answer]:
    """Yield the answer to each row, in order.

    Args:
        rows: As `read_rows` returns them.
        official: Calendar whose bank holidays `official` means, the one in force.
    """
    asking = Asking(official)
    for line, row in rows:
        name = row["id"].strip()
        faults = [] if name else ["id: is empty; write what to call this row."]
        if _TOO_MANY in row:
            faults.append(
                "has more cells than the header; put quotes around a cell that holds a"
                ' comma, as in "Fri 08:45-12:30,13:30-16:45".'
            )
            yield Answer(name, line, None, tuple(faults))
            continue
        due = version = None
        try:
            asked = asking.read(row)
            version = asked.bank_holidays_of
            due = due_at(asked.limit, asked.started_at, asked.calendar)
        except CalendarError as error:
            faults += str(error).splitlines()
        yield Answer(name, line, None if faults else due, tuple(faults), version)


def write_csv(answered: Iterable[Answer], out: TextIO, complaints: TextIO) -> int:
    """Write `id,due,due_utc` for each row that can be answered.

    Args:
        answered: In the order of the file.
        out: Gets the CSV; times are ISO 8601, in London time and in UTC.
        complaints: Gets a line for each fault.

    Returns:
        How many rows could not be answered.
    """
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("id", "due", "due_utc"))
    bad = 0
    for answer in answered:
        bad += _complain(answer, complaints)
        if answer.due_at is not None:
            table.writerow((answer.id, *_both_times(answer.due_at)))
    return bad


def write_json(answered: Iterable[Answer], out: TextIO, complaints: TextIO) -> int:
    """Write the same as `write_csv` as a JSON list of objects, with the calendar."""
    found: list[dict[str, str | None]] = []
    bad = 0
    for answer in answered:
        bad += _complain(answer, complaints)
        if answer.due_at is not None:
            due, due_utc = _both_times(answer.due_at)
            facts = {"id": answer.id, "due": due, "due_utc": due_utc}
            found.append({**facts, "calendar": answer.calendar})
    out.write(json.dumps(found, indent=2) + "\n")
    return bad


def _complain(answer: Answer, complaints: TextIO) -> bool:
    complaints.writelines(
        f"Row {answer.line}, id {answer.id or 'empty'}: {fault}\n"
        for fault in answer.faults
    )
    return bool(answer.faults)


def _both_times(due: datetime) -> tuple[str, str]:
    return due.astimezone(LONDON).isoformat(), due.isoformat()
