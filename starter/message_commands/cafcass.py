"""Cafcass: considered, referred to, heard from; the stages go on beside it."""

from typing import Annotated, Any

import typer

from starter.message_commands.saying import Because, Consulted, sends
from starter.session import text


@sends("consider_cafcass")
def consider_cafcass(
    refer: Annotated[bool, typer.Option("--refer/--not-refer", help="Intended?")],
    because: Because,
    consulted: Consulted = None,
) -> dict[str, Any]:
    """The officer has considered a referral to Cafcass."""
    return {"refer": refer, "because": text(because), "consulted": consulted or None}


@sends("refer_to_cafcass")
def refer_to_cafcass(
    because: Because,
    consulted: Consulted = None,
    ticked: Annotated[
        list[str] | None, typer.Option(help="Precondition met; repeat for more.")
    ] = None,
    passed_over_because: Annotated[
        str | None, typer.Option(help="Why preconditions are passed over.")
    ] = None,
) -> dict[str, Any]:
    """The officer refers the case to Cafcass; the ladder goes on beside it."""
    return {
        "because": text(because),
        "consulted": consulted or None,
        "ticked": ticked or None,
        "passed_over_because": text(passed_over_because),
    }


@sends("hear_from_cafcass")
def hear_from_cafcass(
    news: Annotated[
        str,
        typer.Option(help="progress, withdrawal-asked, withdrawn or concluded"),
    ],
    said: Annotated[str, typer.Option("--text", help="What was said; @FILE or -.")],
) -> dict[str, Any]:
    """What was heard from Cafcass after a referral."""
    return {"news": news, "text": text(said)}
