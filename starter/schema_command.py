"""`disputes schema`: JSON Schemas of everything that other programs send and are answered.

What is sent is described as it is read, with optional keys; what is answered as it is
written, with every key there. `docs/schemas` holds the same, one file for each name.
"""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from starter.session import REFUSED, USAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)$", re.MULTILINE)
"""One entry below `Attributes:` in a docstring whose own indentation is taken off."""


def schema(
    name: Annotated[
        str,
        typer.Argument(help="RaiseDispute, a message, Situation or Entry; none: all."),
    ] = "",
    write: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write NAME.json files there instead."),
    ] = None,
) -> None:
    """Print the JSON Schemas of the contract, or write them as files."""
    found = schemas()
    if name and name not in found:
        typer.echo(
            f"NAME: there is no {name!r}; write one of {', '.join(found)}.", err=True
        )
        raise typer.Exit(USAGE)
    chosen = {name: found[name]} if name else found
    if write is not None:
        _write(chosen, write)
    else:
        typer.echo(as_text(chosen[name] if name else chosen), nl=False)


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema of the contract by its name, in the contract's order."""
    from domain.messages import MESSAGES, RaiseDispute
    from domain.record import Entry, Situation

    sent: dict[str, type[BaseModel]] = {"RaiseDispute": RaiseDispute, **MESSAGES}
    answered: dict[str, type[BaseModel]] = {"Situation": Situation, "Entry": Entry}
    found = {name: _schema(name, model) for name, model in sent.items()}
    for name, model in answered.items():
        found[name] = _schema(name, model, "serialization")
        # Every key is always written, also where a default would do.
        found[name]["required"] = list(model.model_fields)
    return found


def as_text(value: dict[str, Any]) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _write(chosen: dict[str, dict[str, Any]], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, one in chosen.items():
            (folder / f"{name}.json").write_text(as_text(one), encoding="utf-8")
    except OSError as error:
        typer.echo(
            f"--write: {folder} cannot be written, {error.strerror}; name a folder"
            " that you may write to.",
            err=True,
        )
        raise typer.Exit(REFUSED) from None
    typer.echo(f"Wrote {len(chosen)} file(s) to {folder}.")


def _schema(
    name: str,
    model: "type[BaseModel]",
    mode: Literal["validation", "serialization"] = "validation",
) -> dict[str, Any]:
    found = model.model_json_schema(mode=mode)
    inherited = {
        key: says
        for one in reversed(model.__mro__)
        for key, says in _attributes(one.__doc__ or "")
    }
    _tell_each_key(found, inherited)
    for one in found.get("$defs", {}).values():
        _tell_each_key(one, dict(_attributes(one.get("description", ""))))
    return {"$schema": DIALECT, "$id": f"{name}.json", **found}


def _tell_each_key(part: dict[str, Any], said: dict[str, str]) -> None:
    """Move what a docstring says of each attribute to the key that it is about."""
    about, _, _ = part.get("description", "").partition("\n\nAttributes:")
    if about:
        part["description"] = _one_line(about)
    for key, described in part.get("properties", {}).items():
        form = described.get("description", "")
        if says := f"{said.get(key, '')} {form}".strip():
            described["description"] = says


def _attributes(docstring: str) -> "Iterator[tuple[str, str]]":
    from inspect import cleandoc

    _, _, listed = cleandoc(docstring).partition("Attributes:\n")
    for key, says in _ATTRIBUTE.findall(listed):
        yield key, _one_line(says)


def _one_line(text: str) -> str:
    return " ".join(text.split())
