"""`disputes show`, `list`, `record`, `explain`: questions, which change nothing."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.session import (
    AsJson,
    DisputeName,
    answer,
    plain_sentences,
    settings_here,
    show_situation,
    with_client,
    workflow_id,
)

if TYPE_CHECKING:
    from activities.storage import ToldNotice
    from domain.record import Entry, Situation


def show(dispute: DisputeName, as_json: AsJson = False) -> None:
    """Where it stands, who is awaited, until when, what happens next."""
    with plain_sentences(as_json=as_json):
        situation = with_client(lambda it: it.situation(workflow_id(dispute)))
        show_situation(situation, as_json=as_json)


def explain(
    dispute: DisputeName,
    svg: Annotated[
        Path | None, typer.Option(help="Draw it as a calendar into this file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How each due date was reached, day by day."""
    with plain_sentences(as_json=as_json):
        if svg is not None:
            _draw(dispute, svg)
            return
        clocks = with_client(lambda it: it.explain(workflow_id(dispute)))
        lines = []
        for name, steps in clocks.items():
            lines += [name, *(f"  {step}" for step in steps), ""]
        answer(clocks, "\n".join(lines) or "No clock has started.", as_json=as_json)


def _draw(dispute: str, path: Path) -> None:
    """Draw every clock of a dispute as a calendar.

    Raises:
        DisputeError: The file cannot be written.
    """
    from domain.errors import DisputeError
    from starter.strip_days import strip
    from starter.strip_drawing import drawing

    now = with_client(lambda it: it.clocks(workflow_id(dispute)))
    title = f"How the dates of {now.dispute.removeprefix('dispute-')} are reached"
    try:
        path.write_text(drawing(title, [strip(one) for one in now.clocks]), "utf-8")
    except OSError as error:
        raise DisputeError(
            f"--svg: {path} cannot be written, {error.strerror}; name a file in a"
            " folder that is there."
        ) from None


def record(
    dispute: DisputeName,
    told: Annotated[
        bool, typer.Option("--told", help="Also who was told, and what became of it.")
    ] = False,
    restricted: Annotated[
        bool,
        typer.Option(
            "--restricted", help="With --json: also what is for the officer alone."
        ),
    ] = False,
    for_child: Annotated[
        bool,
        typer.Option(
            "--for-child",
            help="In short sentences, to be read with the child; nothing that anybody"
            " wrote.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Everything that happened, from the SQL record, long after Temporal forgot it."""
    with plain_sentences(as_json=as_json):
        entries, notices = asyncio.run(_from_store(workflow_id(dispute)))
        if for_child:
            from domain.for_child import for_child as in_short

            lines = in_short(entries)
            answer({"for_child": lines}, "\n".join(lines), as_json=as_json)
            return
        facts = {
            "entries": [_shown(one, restricted=restricted) for one in entries],
            **(
                {"told": [one.model_dump(mode="json") for one in notices]}
                if told
                else {}
            ),
        }
        answer(facts, _in_words(entries, notices if told else []), as_json=as_json)


def list_disputes(
    authority: Annotated[str | None, typer.Option()] = None,
    team: Annotated[str | None, typer.Option()] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only open ones.")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those past their due time.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 200,
    as_json: AsJson = False,
) -> None:
    """The disputes of the record, one a line."""
    with plain_sentences(as_json=as_json):
        now = datetime.now(UTC)
        found = asyncio.run(
            _situations(authority, team, open_only, now if overdue else None, limit)
        )
        facts = [one.model_dump(mode="json") for one in found]
        lines = "\n".join(_line(one) for one in found) or "No disputes."
        answer(facts, lines, as_json=as_json)


async def _situations(
    authority: str | None,
    team: str | None,
    open_only: bool,
    overdue_at: datetime | None,
    limit: int,
) -> list["Situation"]:
    from activities.storage import Store
    from starter.connection import open_ring

    settings = settings_here()
    async with Store.opened(settings.database_url, open_ring(settings)) as store:
        return await store.situations(
            authority=authority,
            team=team,
            open_only=open_only,
            overdue_at=overdue_at,
            limit=limit,
        )


async def _from_store(dispute: str) -> tuple[list["Entry"], list["ToldNotice"]]:
    from activities.storage import Store
    from starter.connection import open_ring
    from starter.recorded import entries_of

    settings = settings_here()
    async with Store.opened(settings.database_url, open_ring(settings)) as store:
        return await entries_of(store, dispute), await store.notices(dispute)


def _shown(entry: "Entry", *, restricted: bool) -> dict[str, Any]:
    """An entry as JSON; what is for the officer alone only where it is asked for."""
    shown = entry.model_dump(mode="json")
    if entry.details.get("restricted") and not restricted:
        shown["details"] = {"restricted": True}
    return shown


def _in_words(entries: list["Entry"], notices: list["ToldNotice"]) -> str:
    from domain.calendar import london

    lines = []
    for one in entries:
        who = f"  [{one.by}]" if one.by else ""
        lines.append(f"{one.number:>3}  {london(one.at)}  {one.says}{who}")
        if one.kind == "message-refused":  # the reason repeats nothing of what was sent
            lines.append(f"     {one.details['why']}")
    for notice in notices:
        when = london(notice.settled_at) if notice.settled_at else "not yet"
        written = f", written {london(notice.written_at)}" if notice.written_at else ""
        lines.append(
            f"  told {notice.to}: {notice.kind}, {notice.state}, {when}{written}"
        )
    return "\n".join(lines)


def _line(now: "Situation") -> str:
    waiting = ", ".join(now.awaiting) or "-"
    return (
        f"{now.authority}/{now.reference:<18} {now.standing.value:<18}"
        f" {now.stage_title:<14} {waiting:<34} {now.due_says}"
    ).rstrip()
