"""A new council's file, begun from another's.

The text is changed line by line and not written anew, so that every comment stays beside
the number it belongs to.
"""

import json
import re
from datetime import date
from pathlib import Path

from domain.errors import ProcedureError
from domain.procedure import Procedure
from procedures.reader import parse_procedure

_HEADER = """\
{council}: begun from {origin}.

Nothing here is the council's own yet. Go through it from top to bottom, against the
document: change each number and each post, and put your own paragraph beside it. Give the
readings your own ids, and keep only those that hold. `disputes procedure explain FILE`
reads it back in sentences; `disputes procedure check FILE` says what is wrong. When it is
right, write `status: approved`.
"""


def begun_from(
    text: str, origin: Procedure, authority: str, council: str, first_day: date
) -> tuple[str, str]:
    """Return the name of the new procedure, and the text of its file.

    Args:
        text: Of the file that it is begun from.
        origin: What that file holds.
        authority: Short name of the new council.
        council: Its name in full.
        first_day: When it is to come into force; it is a draft until somebody says so.

    Raises:
        ProcedureError: The names will not do, or the text has no line for one of them.
    """
    name = f"{authority}-{first_day:%Y-%m}"
    source = f"to be written; begun from {origin.name}"
    text = _without_header(text)
    for key, value in (
        ("name", name),
        ("authority", authority),
        ("council", json.dumps(council, ensure_ascii=False)),
        ("status", "draft"),
        ("in_force_from", first_day.isoformat()),
        ("source", source),
    ):
        text = _with(text, key, value, origin)
    for key in ("in_force_until", "review_on"):
        text = _line_of(key).sub("", text, count=1)
    text = _header(council, origin) + text
    parse_procedure(text, Path(f"{name}.yaml"))
    return name, text


def still_naming(text: str, authority: str) -> list[int]:
    """Return the lines of a new file, from 1, that still name the other council.

    Args:
        text: Of the new file.
        authority: Short name of the council that it was begun from: `west-sussex`.
    """
    other = re.compile(rf"\b{authority.replace('-', '[ -]')}\b(?!-\d)", re.IGNORECASE)
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if other.search(line)
    ]


def _header(council: str, origin: Procedure) -> str:
    one_line = " ".join(council.split())
    lines = _HEADER.format(council=one_line, origin=origin.name).splitlines()
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n"


def _line_of(key: str) -> re.Pattern[str]:
    """A key at the left margin, with the lines below that belong to its value."""
    return re.compile(rf"^{key}:.*\n(?:[ ]+\S.*\n)*", re.MULTILINE)


def _with(text: str, key: str, value: str, origin: Procedure) -> str:
    line = f"{key}: {value}\n"
    changed, found = _line_of(key).subn(lambda _: line, text, count=1)
    if found:
        return changed
    if key == "status":
        return _line_of("in_force_from").sub(lambda it: line + it[0], text, count=1)
    raise ProcedureError(
        [f"{origin.name} has no line that begins with `{key}:`; begin from another."]
    )


def _without_header(text: str) -> str:
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    while lines and (lines[0].startswith(("#", "---")) or not lines[0].strip()):
        lines.pop(0)
    return "".join(lines)
