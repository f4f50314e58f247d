"""`disputes calendar import`, `versions`, `diff`: which calendar is in force.

Disputes raised from then on use it; `calendar_rollout_commands.py` brings it to those
that are open. Exit codes: 0 done, 1 refused.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starter.calendar_choice import calendar_named, in_force
from starter.session import AsJson, answer, plain_sentences, settings_here

if TYPE_CHECKING:
    from domain.calendar.difference import DayChange
    from domain.messages import Speaker

Operator = Annotated[
    str,
    typer.Option("--as", metavar="operator/REFERENCE", help="Who does it."),
]
Because = Annotated[str, typer.Option(help="Why, in your words; for the record.")]
Calendar = Annotated[
    str,
    typer.Argument(
        metavar="CALENDAR",
        help="A version, its beginning, current, shipped, or a list file.",
    ),
]
NOBODY_IN_PARTICULAR = "operator/OP-1"


def import_calendar(
    file: Annotated[
        Path, typer.Argument(help="A list: one of ours, or as GOV.UK publishes it.")
    ],
    closures: Annotated[
        Path | None,
        typer.Option(help="Closure days; none: those of the settings, or as before."),
    ] = None,
    confirm_removals: Annotated[
        bool, typer.Option("--confirm-removals", help="More than two days off vanish.")
    ] = False,
    because: Because = "A list of bank holidays was published.",
    speaker: Operator = NOBODY_IN_PARTICULAR,
    as_json: AsJson = False,
) -> None:
    """Take in a list of bank holidays; disputes raised from now on use it."""
    with plain_sentences(as_json=as_json):
        from calendars.importing import prepared
        from calendars.reader import read_calendar
        from calendars.versions import Provenance, Versions
        from domain.calendar import london_day

        settings, now, by = settings_here(), datetime.now(UTC), operator(speaker)
        versions = Versions(settings.calendars_folder)
        before = in_force(settings).calendar
        listed = read_calendar(file, closures or settings.closures_file)
        taken = prepared(
            listed, before, london_day(now), removals_confirmed=confirm_removals
        )
        imported = None
        if taken.calendar.version != before.version or not versions.imported():
            provenance = Provenance(
                source=file.name,
                source_sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                by=f"{by.post} / {by.reference}",
                because=because,
            )
            imported = versions.add(taken.calendar, provenance, now)
        facts = {
            "imported": imported is not None,
            "version": taken.calendar.version,
            "supersedes": imported.supersedes if imported else "",
            "changes": _facts(taken.changes),
            "notes": taken.notes,
        }
        lines = [
            f"Version {taken.calendar.version} is in force for new disputes."
            if imported
            else f"Version {taken.calendar.version} is in force already.",
            *_changes_in_words(taken.changes),
            *(f"Note: {note}" for note in taken.notes),
        ]
        if imported and taken.changes:
            lines.append(
                "Open disputes: look with `disputes calendar what-if current`, then"
                " `disputes calendar apply current`."
            )
        answer(facts, "\n".join(lines), as_json=as_json)


def versions(as_json: AsJson = False) -> None:
    """List the calendars that were brought into force, the present one last."""
    with plain_sentences(as_json=as_json):
        from calendars.versions import Versions
        from domain.calendar import london

        imported = Versions(settings_here().calendars_folder).imported()
        lines = [
            f"{one.number:>3}  {one.version}  {london(one.imported_at)}  {one.by}"
            f"  {one.source}: {one.because}"
            for one in imported
        ]
        answer(
            [one.model_dump(mode="json") for one in imported],
            "\n".join(lines) or "None yet; a worker uses the list that comes with it.",
            as_json=as_json,
        )


def diff(old: Calendar, new: Calendar, as_json: AsJson = False) -> None:
    """Show which days differ between two calendars."""
    with plain_sentences(as_json=as_json):
        from domain.calendar.difference import difference

        settings = settings_here()
        changes = difference(
            calendar_named(settings, old), calendar_named(settings, new)
        )
        answer(_facts(changes), "\n".join(_changes_in_words(changes)), as_json=as_json)


def operator(written: str) -> "Speaker":
    """Return who does it.

    Raises:
        DisputeRefused: It is not written as `operator/REFERENCE`.
    """
    from domain.errors import DisputeRefused
    from domain.messages import Speaker

    post, _, reference = written.partition("/")
    try:
        return Speaker(post=post, reference=reference)
    except ValueError:
        raise DisputeRefused(
            f"--as: is {written!r}; write operator/REFERENCE, as in operator/OP-7."
        ) from None


def _facts(changes: "list[DayChange]") -> list[dict[str, str | None]]:
    return [
        {"on": one.on.isoformat(), "was": one.was, "now": one.now} for one in changes
    ]


def _changes_in_words(changes: "list[DayChange]") -> list[str]:
    return [f"  {one.says()}" for one in changes] or ["No day differs."]


COMMANDS: dict[str, Callable[..., None]] = {
    "import": import_calendar,
    "versions": versions,
    "diff": diff,
}
