"""What happens around a dispute: the child, the court, grave events, notes."""

from typing import Annotated, Any

import typer

from starter.message_commands.endings import ChildTold, HowOrWhyNot
from starter.message_commands.saying import Because, sends
from starter.session import text


@sends("inform_child")
def inform_child(
    child_told: ChildTold,
    how_or_why_not: HowOrWhyNot,
    views: Annotated[str | None, typer.Option(help="What the child says.")] = None,
    advocate_offered: Annotated[
        bool | None, typer.Option("--advocate-offered/--advocate-not-offered")
    ] = None,
    complaint_explained: Annotated[
        bool | None, typer.Option("--complaint-explained/--complaint-not-explained")
    ] = None,
    complaint_made: Annotated[
        bool | None, typer.Option("--complaint-made/--no-complaint-made")
    ] = None,
    own_legal_advice_explained: Annotated[
        bool | None,
        typer.Option("--legal-advice-explained/--legal-advice-not-explained"),
    ] = None,
) -> dict[str, Any]:
    """What the child was told, says, and was offered."""
    return {
        "child_told": {"told": child_told, "how_or_why_not": text(how_or_why_not)},
        "views": text(views),
        "advocate_offered": advocate_offered,
        "complaint_explained": complaint_explained,
        "complaint_made": complaint_made,
        "own_legal_advice_explained": own_legal_advice_explained,
    }


@sends("stay")
def stay(
    because: Because,
    breached: Annotated[
        bool, typer.Option("--breached", help="It was done all the same.")
    ] = False,
) -> dict[str, Any]:
    """Action that may harm the child is to wait meanwhile, or did not."""
    return {"because": text(because), "breached": breached or None}


@sends("report_event")
def report_event(
    event: Annotated[
        str, typer.Argument(help="Its name in the procedure: child-death")
    ],
    because: Because,
) -> dict[str, Any]:
    """An event of which some are told at once, by whoever first knows."""
    return {"event": event, "because": text(because)}


@sends("exchange_with_court")
def exchange_with_court(
    given: Annotated[
        bool, typer.Option("--given/--received", help="Given, or received?")
    ],
    what: Annotated[str, typer.Option(help="What; @FILE or -.")],
) -> dict[str, Any]:
    """Information given to the solicitor or the court, or received from them."""
    return {"given": given, "what": text(what)}


@sends("note")
def note(
    said: Annotated[str, typer.Option("--text", help="What is to be kept.")],
) -> dict[str, Any]:
    """Keep something with the dispute that changes nothing."""
    return {"text": text(said)}


@sends("good_practice")
def good_practice(
    said: Annotated[
        str, typer.Option("--text", help="What was done well; @FILE or -.")
    ],
) -> dict[str, Any]:
    """Recognise good practice; it is recorded, and copied as the procedure says."""
    return {"text": text(said)}


@sends("confirm_checks")
def confirm_checks(
    ticked: Annotated[
        list[str],
        typer.Argument(help="Checks of the procedure that are met: manager-advised"),
    ],
    because: Annotated[
        str | None, typer.Option(help="How one can tell, or what was said.")
    ] = None,
) -> dict[str, Any]:
    """What the procedure asks beforehand is met."""
    return {"ticked": ticked, "because": text(because)}


@sends("correct")
def correct(
    entry: Annotated[int, typer.Argument(help="Number of the entry in the record.")],
    said: Annotated[str, typer.Option("--text", help="What is right.")],
) -> dict[str, Any]:
    """An entry of the record was wrong; this stands beside it."""
    return {"entry": entry, "text": text(said)}
