"""`disputes procedure`: look at procedures, proof-read them, play them, begin a new one.

Exit codes: 0 done, 1 refused, 2 usage. `check` ends with 0 where there are only warnings.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.session import REFUSED, AsJson, day_of, plain_sentences
from starter.simulate_command import simulate
from starter.which_procedure import NameOrFile, file_of, shelf_here, taken

if TYPE_CHECKING:
    from datetime import date

    from domain.explaining import Section
    from domain.procedure import Procedure

procedure_app = typer.Typer(
    help="Look at the councils' procedures, proof-read, simulate, begin a new one.",
    no_args_is_help=True,
)

NamesOrFiles = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME|FILE...", help="None: every procedure there is."),
]
Day = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Look at it as on this day; none: today."),
]


@procedure_app.command("list")
def list_procedures(*, on: Day = None, as_json: AsJson = False) -> None:
    """List every procedure, and which are in force."""
    with plain_sentences(as_json=as_json):
        from domain.errors import ProcedureError

        shelf, day, rows = shelf_here(), day_of(on), []
        for name in shelf.names():
            try:
                rows.append(_row(shelf.named(name), day))
            except ProcedureError as error:
                rows.append({"name": name, "faults": error.faults})
        if as_json:
            _print_json(rows)
        else:
            _print(map(_row_in_words, rows))


@procedure_app.command()
def check(
    which: NamesOrFiles = None, *, on: Day = None, as_json: AsJson = False
) -> None:
    """Say what is wrong with procedures, and what is odd about them, by line."""
    from starter.procedure_check import checked, in_words

    with plain_sentences(as_json=as_json):
        answers = checked(shelf_here(), which, day_of(on))
    if as_json:
        _print_json({name: answer.facts() for name, answer in answers.items()})
    else:
        for name, answer in answers.items():
            _print(in_words(name, answer))
    if any(answer.has_faults for answer in answers.values()):
        raise typer.Exit(REFUSED)


@procedure_app.command()
def explain(which: NameOrFile, *, as_json: AsJson = False) -> None:
    """Read a procedure back in sentences, to be proof-read against the document."""
    with plain_sentences(as_json=as_json):
        from domain import explaining

        procedure = taken(shelf_here(), which)
        if as_json:
            _print_json(_sections(explaining.sections(procedure)))
        else:
            sys.stdout.write(explaining.explain(procedure))


@procedure_app.command()
def diagram(
    which: NameOrFile,
    *,
    svg: Annotated[bool, typer.Option("--svg", help="A picture, as SVG.")] = False,
    mermaid: Annotated[
        bool, typer.Option("--mermaid", help="Mermaid text; so it is without either.")
    ] = False,
) -> None:
    """Draw the stages with their limits, who is asked and who is told."""
    if svg and mermaid:
        raise typer.BadParameter("say either --svg or --mermaid.")
    with plain_sentences():
        from domain import explaining

        procedure = taken(shelf_here(), which)
        draw = explaining.svg if svg else explaining.mermaid
        sys.stdout.write(draw(procedure))


@procedure_app.command()
def diff(old: NameOrFile, new: NameOrFile, *, as_json: AsJson = False) -> None:
    """Say in sentences what NEW says otherwise than OLD."""
    with plain_sentences(as_json=as_json):
        from domain import explaining

        shelf = shelf_here()
        found = explaining.differences(taken(shelf, old), taken(shelf, new))
        if as_json:
            _print_json(_sections(found))
        elif found:
            _print("\n\n".join(section.text() for section in found).splitlines())
        else:
            _print([f"{old} and {new} say the same."])


@procedure_app.command()
def new(
    *,
    origin: Annotated[
        str, typer.Option("--from", metavar="NAME|FILE", help="Begin from this one.")
    ],
    authority: Annotated[
        str, typer.Option(help="Short name of the council: anyshire.")
    ],
    council: Annotated[str, typer.Option(help="Its name: Anyshire County Council.")],
    in_force_from: Annotated[
        str | None, typer.Option(metavar="DATE", help="None: today.")
    ] = None,
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where to write the file.")
    ] = Path(),
    as_json: AsJson = False,
) -> None:
    """Begin a council's procedure from another's; never overwrites a file."""
    day = day_of(in_force_from)
    with plain_sentences(as_json=as_json):
        from procedures.beginning import begun_from, still_naming

        shelf = shelf_here()
        other = taken(shelf, origin)
        text = file_of(shelf, origin).read_text(encoding="utf-8-sig")
        name, text = begun_from(text, other, authority, council, day)
        path = _write(into / f"{name}.yaml", text)
        lines = still_naming(text, other.authority)
        if as_json:
            _print_json({"written": str(path), "name": name, "still_naming": lines})
            return
        said = [f"Wrote {path}; it says at its top what to do next."]
        if lines:
            numbers = ", ".join(map(str, lines))
            said.append(f"Still naming the other council, by line: {numbers}.")
        _print(said)


procedure_app.command()(simulate)


def _row(procedure: "Procedure", day: "date") -> dict[str, Any]:
    return {
        "name": procedure.name,
        "authority": procedure.authority,
        "council": procedure.council,
        "title": procedure.title,
        "status": procedure.status.value,
        "in_force_from": procedure.in_force_from.isoformat(),
        "in_force": procedure.is_in_force_on(day),
        "fingerprint": procedure.fingerprint,
    }


def _row_in_words(row: dict[str, Any]) -> str:
    from starter.procedure_check import count

    if "faults" in row:
        return (
            f"{row['name']}: cannot be run, {count(len(row['faults']), 'fault')}; see"
            f" `disputes procedure check {row['name']}`."
        )
    now = "in force" if row["in_force"] else "not in force"
    return (
        f"{row['name']}: {row['council']}, {row['title']}; {row['status']}, {now},"
        f" from {row['in_force_from']}."
    )


def _sections(found: "Iterable[Section]") -> list[dict[str, Any]]:
    return [{"title": one.title, "lines": list(one.lines)} for one in found]


def _write(path: Path, text: str) -> Path:
    from domain.errors import ProcedureError

    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ProcedureError(
            [f"{path} is there already; name another folder or day."]
        ) from None
    except OSError as error:
        raise ProcedureError(
            [f"{path} cannot be written, {error.strerror}; name another folder."]
        ) from None
    return path


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _print_json(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
