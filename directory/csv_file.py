"""The directory as a CSV file, as a spreadsheet or a staff system writes it.

One row for each person in a post. `post`, `reference` and `address` must be there;
`team`, `unit`, `role`, `from`, `until`, `above`, `mailbox`, `outside` and `digest` may be.
An officer who raises disputes has the post `officer`, and their manager's post in `above`;
for them none of the others counts, but `role`: a deputy or one on duty is in for all
officers.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from directory.errors import DirectoryError
from directory.facts import FACTS, AnyFact
from domain.procedure.people import OFFICER

NEEDED = ("post", "reference", "address")
MAY_BE = (
    "team",
    "unit",
    "role",
    "from",
    "until",
    "above",
    "mailbox",
    "outside",
    "digest",
)
_LIKE_A_NAME = re.compile(r"[A-Za-z][A-Za-z _-]*")


def read_csv(path: Path) -> tuple[AnyFact, ...]:
    """Read a directory file.

    Raises:
        DirectoryError: Everything that is wrong with it, each with its line.
    """
    rows = csv.DictReader(io.StringIO(_text(path)), strict=True, restkey="")
    facts: dict[AnyFact, None] = {}
    faults: list[str] = []
    try:
        if wrong_header := _header_faults(rows.fieldnames or ()):
            raise DirectoryError([f"{path.name}, line 1: {it}" for it in wrong_header])
        for row in rows:
            found, wrong_here = _facts(row)
            facts |= dict.fromkeys(found)
            where = f"{path.name}, line {rows.line_num}: "
            faults += [where + fault for fault in wrong_here]
    except csv.Error as wrong:
        faults.append(
            f"{path.name}, line {rows.reader.line_num}: {wrong}; look at its quotes."
        )
    if faults:
        raise DirectoryError(faults)
    return tuple(facts)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # spreadsheets write a mark first
    except OSError as wrong:
        says = f"{path} cannot be read: {wrong.strerror or type(wrong).__name__}."
        raise DirectoryError([says]) from None
    except UnicodeDecodeError:
        says = f"{path} is not UTF-8; save it as `CSV UTF-8`."
        raise DirectoryError([says]) from None


def _header_faults(header: Any) -> list[str]:
    known = (*NEEDED, *MAY_BE)
    missing = [name for name in NEEDED if name not in header]
    strange = [
        # Where the first line is missing, its place is taken by somebody's address.
        name if _LIKE_A_NAME.fullmatch(name) else f"column {number}"
        for number, name in enumerate(header, start=1)
        if name not in known
    ]
    faults = []
    if missing:
        faults.append(f"the column {', '.join(missing)} is missing.")
    if strange:
        faults.append(
            f"{', '.join(strange)} is not a column of the directory; it knows"
            f" {', '.join(known)}."
        )
    if len(set(header)) < len(header):
        faults.append("a column is there twice.")
    return faults


def _facts(row: Mapping[str, Any]) -> tuple[list[AnyFact], list[str]]:
    """Return what one row says, and everything that is wrong with it."""
    if "" in row or None in row.values():
        says = "it has more or fewer fields than the first line has columns."
        return [], [says]
    said = {key: value.strip() for key, value in row.items() if value.strip()}
    officer = said.get("post") == OFFICER and said.get("role", "holder") == "holder"
    facts: list[AnyFact] = []
    faults = list(_not_for_officers(said)) if officer else []
    for plain in _of_officer(said) if officer else _of_post(said):
        try:
            facts.append(FACTS.validate_python(plain))
        except ValidationError as wrong:
            faults += [_says(dict(error)) for error in wrong.errors()]
    return facts, list(dict.fromkeys(faults))


def _not_for_officers(said: Mapping[str, str]) -> Iterator[str]:
    for name in ("unit", "from", "until", "mailbox", "outside", "digest"):
        if name in said:
            yield (
                f"{name} is not for an officer; leave it empty, and take the line out"
                " when they leave."
            )


def _of_officer(said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    named = {key: said[key] for key in ("reference", "address") if key in said}
    yield {"kind": "officer", "manager": said.get("above")} | named


def _of_post(said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    if not said:
        return  # a spreadsheet writes its empty lines too
    columns = {
        {"from": "since"}.get(key, key): value
        for key, value in said.items()
        if key not in ("above", "unit")
    }
    yield {"kind": "holding"} | columns
    if "above" in said and "post" in said:
        yield {"kind": "reporting", "post": said["post"], "above": said["above"]}
    if "unit" in said and "team" in said:
        yield {"kind": "unit", "team": said["team"], "unit": said["unit"]}


def _says(error: dict[str, Any]) -> str:
    """Return one of pydantic's findings in our words; never the value."""
    field = str(error["loc"][-1])
    column = {"since": "from", "manager": "above"}.get(field, field)
    kind = str(error["type"])
    if kind == "missing":
        return f"{column} is empty."
    if kind == "value_error":
        return f"{column} {error['ctx']['error']}."
    if column == "digest":
        return "digest must be daily, or left empty."
    return f"{column} {_IN_OUR_WORDS.get(kind, str(error['msg']).lower())}."


_IN_OUR_WORDS = {
    "string_pattern_mismatch": "must be small letters, digits and hyphens, as in "
    "practice-manager",
    "string_too_long": "is too long; keep to 80 characters (a post: 60)",
    "enum": "must be holder, deputy or duty",
    "bool_parsing": "must be yes or no",
    "date_from_datetime_parsing": "must be a day, as in 2026-05-01",
}
