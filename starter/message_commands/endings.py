"""The officer closes it, or takes it back."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import Because, sends
from starter.session import text

ChildTold = Annotated[
    bool, typer.Option("--child-told/--child-not-told", help="Was the child told?")
]
HowOrWhyNot = Annotated[str, typer.Option(help="How the child was told, or why not.")]


@sends("close_dispute")
def close(
    outcome: Annotated[
        str,
        typer.Option(
            help="resolved, sufficiently-progressed, partly-settled, not-resolved,"
            " referred-out, superseded, closed-by-events"
        ),
    ],
    impact: Annotated[str, typer.Option(help="What it changed for the child.")],
    child_told: ChildTold,
    how_or_why_not: HowOrWhyNot,
    because: Annotated[
        str | None, typer.Option(help="Why, if it was not resolved.")
    ] = None,
    ticked: Annotated[
        list[str] | None,
        typer.Option(help="A check before closing that is met; repeat for more."),
    ] = None,
    passed_over_because: Annotated[
        str | None, typer.Option(help="Why checks that are not ticked are passed over.")
    ] = None,
) -> dict[str, Any]:
    """The officer closes it: outcome, impact, what the child was told."""
    return {
        "outcome": outcome,
        "impact": text(impact),
        "child_told": {"told": child_told, "how_or_why_not": text(how_or_why_not)},
        "because": text(because),
        "ticked": ticked or None,
        "passed_over_because": text(passed_over_because),
    }


@sends("withdraw")
def withdraw(because: Because) -> dict[str, Any]:
    """The officer takes the dispute back."""
    return {"because": text(because)}
