"""`disputes raise`: from flags, a file or both; everything is checked before it starts."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.choices import OPTIONS
from starter.session import (
    AsJson,
    in_london,
    plain_sentences,
    settings_here,
    show_situation,
    text,
    with_client,
)

if TYPE_CHECKING:
    from domain.messages import RaiseDispute
    from settings import Settings

_FLAGS = {
    **OPTIONS,
    "resolution_sought": "--seek",
    "start_because": "--because",
    "respond_within_working_days": "--limit",
}
"""Keys of the contract that have another name as a flag."""

Pair = Annotated[str | None, typer.Option(metavar="CODE/REFERENCE")]


def raise_dispute(
    file: Annotated[
        Path | None, typer.Option("--from", help="YAML or JSON; flags come on top.")
    ] = None,
    authority: Annotated[str | None, typer.Option(help="west-sussex")] = None,
    reference: Annotated[str | None, typer.Option(help="WSX-2026-0042")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="ROLE/REFERENCE", help="iro/IRO-7")
    ] = None,
    child: Annotated[
        str | None, typer.Option(metavar="KIND/REFERENCE", help="looked-after/C-1138")
    ] = None,
    team: Annotated[str | None, typer.Option(help="The child's team.")] = None,
    theme: Annotated[
        list[str] | None, typer.Option(help="Issue type; repeat for more.")
    ] = None,
    issue: Annotated[str | None, typer.Option(help="The issue of concern.")] = None,
    impact: Annotated[str | None, typer.Option(help="Its impact on the child.")] = None,
    resolution_sought: Annotated[
        str | None, typer.Option("--seek", help="What you recommend.")
    ] = None,
    timescale: Annotated[str | None, typer.Option(help="By when, in words.")] = None,
    tried: Annotated[str | None, typer.Option(help="What has been tried.")] = None,
    child_views: Annotated[
        str | None, typer.Option(help="What the child says.")
    ] = None,
    concern: Annotated[
        list[str] | None, typer.Option(help="immediate-safety ...; repeat for more.")
    ] = None,
    in_proceedings: Annotated[
        bool | None, typer.Option("--in-proceedings", help="In care proceedings.")
    ] = None,
    start_stage: Annotated[int | None, typer.Option("--stage")] = None,
    start_because: Annotated[
        str | None, typer.Option("--because", help="Why it starts there.")
    ] = None,
    procedure: Annotated[str | None, typer.Option(help="A version by name.")] = None,
    ladder: Annotated[str | None, typer.Option(help="A ladder by name.")] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STAGE:WORKING_DAYS",
            help="1:5, where the procedure lets you set it; repeat for more.",
        ),
    ] = None,
    issue_within: Annotated[
        tuple[int, str] | None,
        typer.Option(
            metavar="AMOUNT UNIT",
            help="24 elapsed_hours, 5 working_days: where the issue gives a range.",
        ),
    ] = None,
    raised_at: Annotated[
        str | None,
        typer.Option(help="If entered later: 2026-03-27T15:30, London time."),
    ] = None,
    entered_late_because: Annotated[str | None, typer.Option()] = None,
    follows_on: Annotated[
        str | None, typer.Option(help="Reference of the dispute that it goes on from.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Raise a dispute. Everything is checked, and told at once, before it starts."""
    flags = {
        "authority": authority,
        "reference": reference,
        "raised_by": _pair(by, "role"),
        "child": _pair(child, "kind"),
        "team": team,
        "themes": theme or None,
        "issue": text(issue),
        "impact": text(impact),
        "resolution_sought": text(resolution_sought),
        "timescale": text(timescale),
        "tried": text(tried),
        "child_views": text(child_views),
        "concerns": concern or None,
        "in_proceedings": in_proceedings,
        "start_stage": start_stage,
        "start_because": text(start_because),
        "procedure": procedure,
        "ladder": ladder,
        "respond_within_working_days": _limits(limit),
        "issue_within": {issue_within[1]: issue_within[0]} if issue_within else None,
        "raised_at": in_london(raised_at),
        "entered_late_because": text(entered_late_because),
        "follows_on": follows_on,
    }
    with plain_sentences(as_json=as_json):
        request = _checked_flags(_from_file(file), flags, as_json=as_json)
        situation = with_client(lambda it: it.raise_dispute(request))
        show_situation(situation, as_json=as_json)


def _checked_flags(
    in_file: dict[str, Any], flags: dict[str, Any], *, as_json: bool
) -> "RaiseDispute":
    """Check what was given; people read of the flag for what no file says."""
    from domain.errors import RaiseRefused

    given = {key: value for key, value in flags.items() if value is not None}
    by_flag = set() if as_json else given.keys() | (flags.keys() - in_file.keys())
    try:
        return checked({**in_file, **given}, settings_here())
    except RaiseRefused as refused:
        faults = [_named_by_flag(one, by_flag) for one in refused.faults]
        raise RaiseRefused(faults) from None


def _named_by_flag(fault: str, keys: set[str]) -> str:
    """Return a fault with the flag in place of its key, if that is among `keys`."""
    place, _, says = fault.partition(":")
    key, dot, within = place.partition(".")
    if key not in keys:
        return fault
    flag = _FLAGS.get(key, f"--{key.replace('_', '-')}")
    return f"{flag}{dot and ', '}{within}:{says}"


def checked(data: dict[str, Any], settings: "Settings") -> "RaiseDispute":
    """Return the dispute to be raised, once nothing stands against it.

    Raises:
        RaiseRefused: With every fault.
        ProcedureError: There is no procedure for it.
    """
    from calendars.reader import read_calendar
    from domain.messages import read_raised
    from domain.opening import Basis, check_raise
    from procedures.shelf import Shelf

    request = read_raised(data)
    now = datetime.now(UTC)
    shelf = Shelf(settings.procedures_folder)
    procedure = (
        shelf.named(request.procedure)
        if request.procedure
        else shelf.in_force(request.authority, now)
    )
    calendar = read_calendar(settings.calendar_file, settings.closures_file)
    basis = Basis(
        procedure=procedure,
        calendar=calendar,
        allow_rehearsals=settings.allow_rehearsals,
    )
    check_raise(request, basis, now)
    return request


def _pair(given: str | None, code: str) -> dict[str, str] | None:
    if given is None:
        return None
    left, slash, reference = given.partition("/")
    if not slash:
        raise typer.BadParameter(
            f"{given!r}: write {code.upper()}/REFERENCE, parted by a slash."
        )
    return {code: left, "reference": reference}


def _limits(given: list[str] | None) -> dict[str, int] | None:
    """Return the limits that the officer sets, by stage number."""
    limits = {}
    for one in given or []:
        stage, _, days = one.partition(":")
        if not (stage.isdecimal() and days.isdecimal()):
            raise typer.BadParameter(
                f"--limit {one!r}: write STAGE:WORKING_DAYS, as in 1:5."
            )
        limits[stage] = int(days)
    return limits or None


def _from_file(path: Path | None) -> dict[str, Any]:
    from domain.errors import RaiseRefused

    if path is None:
        return {}
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RaiseRefused([f"{path} cannot be read: {error}."]) from None
    data = _parsed(path, written)
    if not isinstance(data, dict):
        raise RaiseRefused([f"{path} holds no mapping of keys to values."])
    return data


def _parsed(path: Path, written: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from domain.errors import RaiseRefused

    try:
        if path.suffix == ".json":
            return json.loads(written)
        return YAML(typ="safe", pure=True).load(written)
    except (ValueError, YAMLError) as error:
        raise RaiseRefused(
            [f"{path} is neither YAML nor JSON: {str(error).splitlines()[0]}."]
        ) from None
