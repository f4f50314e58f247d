"""`disputes people`: who holds which post, who is away, and who would be told.

Exit codes: 0 done or in order, 1 refused or something is amiss, 3 not reachable.
"""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.people_absent import absent
from starter.people_directory import (
    NOBODY_IN_PARTICULAR,
    By,
    not_gone_by,
    with_store,
)
from starter.people_hand_over import hand_over
from starter.people_told import told
from starter.plain_help import InSections
from starter.session import (
    REFUSED,
    AsJson,
    answer,
    day_of,
    plain_sentences,
    settings_here,
)

if TYPE_CHECKING:
    from activities.people import People
    from activities.storage import Store
    from directory.facts import AnyFact
    from directory.resolving import Found
    from settings import Settings

people_app = typer.Typer(
    cls=InSections,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Who holds which post, who is away, and who would be told.",
)

A_MONTH = timedelta(days=31)


@people_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A directory, .yaml or .csv.")],
    by: By = NOBODY_IN_PARTICULAR,
    look: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; change nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Let the directory in the database say what a file says.

    Absences set by `people absent` stay, unless the file lists absences of its own.
    """
    with plain_sentences(as_json=as_json):
        from directory.files import read_directory

        wanted = read_directory(file)
        added, ended = with_store(lambda store: _import(store, wanted, by, look=look))
        verb = "would begin" if look else "begin"
        lines = [
            *(f"+ {fact.says()}" for fact in added),
            *(f"- {fact.says()}" for fact in ended),
            f"{len(added)} facts {verb}, {len(ended)} end.",
            *not_gone_by(),
        ]
        if (added or ended) and not look:
            lines.append("Tell open disputes with: disputes people hand-over")
        facts = {
            "begin": [_without_address(fact) for fact in added],
            "end": [_without_address(fact) for fact in ended],
        }
        answer(facts, "\n".join(lines), as_json=as_json)


@people_app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="A file; none: the directory in force.")
    ] = None,
    months: Annotated[
        int, typer.Option(min=0, max=24, help="How far ahead to look.")
    ] = 3,
    authority: Annotated[
        str | None, typer.Option(help="Only what this council's procedures need.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find what is amiss now or in the coming months: vacant posts, slips, loose ends."""
    with plain_sentences(as_json=as_json):
        from directory.book import Book
        from directory.checking import findings
        from procedures.shelf import Shelf

        settings = settings_here()
        book = Book(_facts(settings, file))
        today = day_of(None)
        procedures = [
            one
            for one in Shelf(settings.procedures_folder).all()
            if one.in_force_until is None or one.in_force_until >= today
            if authority in (None, one.authority)
        ]
        if not procedures:
            raise typer.BadParameter(
                f"there is no procedure in force of {authority!r}; see: disputes"
                " procedure list"
            )
        found = list(findings(book, procedures, today, months * A_MONTH))
        lines = found or [f"In order for {len(procedures)} procedures."]
        answer(found, "\n".join(lines), as_json=as_json)
        if found:
            raise typer.Exit(REFUSED)


@people_app.command()
def show(
    file: Annotated[
        Path | None, typer.Argument(help="A file; none: the directory in force.")
    ] = None,
    addresses: Annotated[
        bool, typer.Option("--addresses", help="Also where mail goes.")
    ] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="Every change there ever was instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the directory, a sentence for each fact."""
    with plain_sentences(as_json=as_json):
        if changes:
            _show_changes(as_json=as_json)
            return
        facts = _facts(settings_here(), file)
        lines = [_line(fact, addresses=addresses) for fact in facts]
        hidden = set() if addresses else {"address"}
        answer(
            [fact.model_dump(mode="json", exclude=hidden) for fact in facts],
            "\n".join(lines)
            or "It is empty; fill it with: disputes people import FILE",
            as_json=as_json,
        )


@people_app.command()
def who(
    post: Annotated[str, typer.Argument(help="Key of a post, or the council's word.")],
    team: Annotated[str, typer.Option(help="The child's team.")] = "",
    at: Annotated[
        str | None, typer.Option(metavar="DAY", help="2026-05-01; none: today.")
    ] = None,
    officer: Annotated[
        str, typer.Option(metavar="REF", help="For officer, or officer-manager.")
    ] = "",
    party: Annotated[
        list[str] | None,
        typer.Option(metavar="REF", help="May not stand in judgement; repeatable."),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="Ask a file instead.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say who would be told for a post, and why it is they."""
    with plain_sentences(as_json=as_json):
        from directory.resolving import Asked

        asked = Asked(post, team, day_of(at), officer, frozenset(party or ()))
        found = asyncio.run(_people(settings_here(), file).find(asked))
        answer(_as_facts(found), _in_words(found), as_json=as_json)
        if found.person is None:
            raise typer.Exit(REFUSED)


people_app.command()(absent)
people_app.command("hand-over")(hand_over)
people_app.command()(told)


async def _import(
    store: "Store", wanted: "tuple[AnyFact, ...]", by: str, *, look: bool
) -> "tuple[list[AnyFact], list[AnyFact]]":
    from activities.storage.directory import difference
    from directory.book import Book
    from directory.consistency import refuse_inconsistent
    from directory.facts import Absence

    known = await store.directory_facts()
    if not any(isinstance(fact, Absence) for fact in wanted):
        # Of those who have left, the absences end with them.
        staying = Book(wanted)
        wanted += tuple(
            fact
            for fact in known
            if isinstance(fact, Absence) and staying.address_of(fact.reference)
        )
    refuse_inconsistent(wanted)
    add, end = difference(known, wanted)
    if not look:
        await store.change_directory(add=add, end=end, by=by)
    return add, end


def _facts(settings: "Settings", file: Path | None) -> "tuple[AnyFact, ...]":
    """Return the facts of a file, or of what the worker goes by."""
    from directory.files import read_directory

    path = file or settings.people_file
    if path is not None:
        return read_directory(path)
    return with_store(lambda store: store.directory_facts())


def _people(settings: "Settings", file: Path | None) -> "People":
    """Return a file, or whatever the worker goes by."""
    from activities.people import FileDirectory, plugged_in
    from directory.book import Book

    if file is None and settings.staff_directory is not None:
        return plugged_in(settings.staff_directory)
    return FileDirectory(Book(_facts(settings, file)))


def _show_changes(*, as_json: bool) -> None:
    from domain.calendar import london

    changes = with_store(lambda store: store.directory_changes())
    lines = [
        f"{london(one.at)}  {one.by}  {'-' if one.ended else '+'} {one.fact.says()}"
        for one in changes
    ]
    facts = [
        {
            "at": one.at.isoformat(),
            "by": one.by,
            "ended": one.ended,
            "fact": _without_address(one.fact),
        }
        for one in changes
    ]
    answer(facts, "\n".join(lines) or "Nothing has ever been in it.", as_json=as_json)


def _without_address(fact: "AnyFact") -> dict[str, Any]:
    return fact.model_dump(mode="json", exclude={"address"})


def _line(fact: "AnyFact", *, addresses: bool) -> str:
    address = getattr(fact, "address", "")
    return f"{fact.says()} {address}".rstrip() if addresses else fact.says()


def _as_facts(found: "Found") -> dict[str, Any]:
    return {
        "reference": found.person.reference if found.person else None,
        "route": found.route.value if found.person else None,
        "instead_of": found.instead_of or None,
        "vacant": found.vacant,
        "steps": list(found.steps),
    }


def _in_words(found: "Found") -> str:
    if found.person is None:
        return "\n".join([*found.steps, "Nobody would be told."])
    stead = f", in place of {found.instead_of}" if found.instead_of else ""
    by = "" if found.route == "holder" else f" ({found.route.value})"
    return "\n".join([*found.steps, f"{found.person.reference}{by} is told{stead}."])
