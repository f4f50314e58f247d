"""What may be chosen for a dispute that is only played: options on top of its answers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from domain.premises import Premise

OPTIONS = {
    "raised_by": "--by",
    "child": "--child",
    "themes": "--theme",
    "concerns": "--concern",
    "start_stage": "--stage",
    "ladder": "--ladder",
}
"""The option that stands for a key of `raise`."""

By = Annotated[
    str | None, typer.Option("--by", metavar="ROLE", help="Who raises it: iro.")
]
Child = Annotated[
    str | None, typer.Option(metavar="KIND", help="The kind of child: looked-after.")
]
Theme = Annotated[
    list[str] | None, typer.Option(help="The issue type; repeat for more.")
]
Concern = Annotated[
    list[str] | None, typer.Option(help="immediate-safety ...; repeat for more.")
]
Stage = Annotated[int | None, typer.Option(help="Where it starts, by its number.")]
Ladder = Annotated[str | None, typer.Option(help="A ladder by name.")]


def chosen(
    by: str | None,
    child: str | None,
    theme: list[str] | None,
    concern: list[str] | None,
    stage: int | None,
    ladder: str | None,
) -> dict[str, Any]:
    """Return what the options choose, by key of `raise` in a file of answers."""
    options = {
        "raised_by": _pair(by, "role"),
        "child": _pair(child, "kind"),
        "themes": theme or None,
        "concerns": concern or None,
        "start_stage": stage,
        "ladder": ladder,
    }
    return {key: value for key, value in options.items() if value is not None}


def _pair(given: str | None, code: str) -> dict[str, str] | None:
    """Return `iro`, or `iro/IRO-7` as `disputes raise` takes it, as keys."""
    if given is None:
        return None
    left, slash, reference = given.partition("/")
    return {code: left, **({"reference": reference} if slash else {})}


def premises_in_words(premises: "Iterable[Premise]") -> list[str]:
    """Return what a played dispute rests on, one line each."""
    return [
        f"It rests on this; {', '.join(OPTIONS.values())} choose otherwise:",
        *(f"  {one.about:<11}{one.says}." for one in premises),
    ]
