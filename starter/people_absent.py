"""`disputes people absent`: somebody is away, or back; others may say it for them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from starter.people_directory import (
    NOBODY_IN_PARTICULAR,
    By,
    not_gone_by,
    with_store,
)
from starter.session import AsJson, answer, day_of, plain_sentences

if TYPE_CHECKING:
    from activities.storage import Store
    from directory.facts import AnyFact


def absent(
    reference: Annotated[str, typer.Argument(help="Who is away: PM-3.")],
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="First day; none: today."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day back.")
    ] = None,
    back: Annotated[
        bool,
        typer.Option("--back", help="They are back: every absence of theirs ends."),
    ] = False,
    by: By = NOBODY_IN_PARTICULAR,
    as_json: AsJson = False,
) -> None:
    """Say that somebody is away, or back; another than they themselves may say it."""
    with plain_sentences(as_json=as_json):
        if back:
            ended = with_store(lambda store: _end_absences(store, reference, by))
            lines = [f"- {fact.says()}" for fact in ended]
            says = "\n".join(lines) or f"{reference} was not said to be away."
            answer(
                [fact.model_dump(mode="json") for fact in ended], says, as_json=as_json
            )
            return
        if until is None:
            raise typer.BadParameter(
                "an absence needs an end; write the first day back with --until, and"
                " change it if need be."
            )
        fact = with_store(
            lambda store: _be_absent(store, reference, day_of(since), day_of(until), by)
        )
        lines = [f"+ {fact.says()}", *not_gone_by()]
        answer(fact.model_dump(mode="json"), "\n".join(lines), as_json=as_json)


async def _be_absent(
    store: "Store", reference: str, since: date, until: date, by: str
) -> "AnyFact":
    from directory.consistency import refuse_inconsistent

    set_by = None if by == NOBODY_IN_PARTICULAR else by
    fact = _absence(reference=reference, since=since, until=until, set_by=set_by)
    refuse_inconsistent([*await store.directory_facts(), fact])
    await store.change_directory(add=[fact], by=by)
    return fact


def _absence(**said: Any) -> "AnyFact":
    """Return the fact; raises DirectoryError for a reference that is none."""
    from pydantic import ValidationError

    from directory.errors import DirectoryError
    from directory.facts import Absence

    options = {"reference": "The reference", "set_by": "--by"}
    try:
        return Absence(**said)
    except ValidationError as wrong:
        faults = []
        for error in wrong.errors():
            says = str(error["msg"]).removeprefix("Value error, ")
            option = options.get(str(error["loc"][0]), error["loc"][0])
            faults.append(f"{option} {says[:1].lower()}{says[1:]}.")
        raise DirectoryError(faults) from None


async def _end_absences(store: "Store", reference: str, by: str) -> "list[AnyFact]":
    from directory.book import folded
    from directory.facts import Absence

    ended = [
        fact
        for fact in await store.directory_facts()
        if isinstance(fact, Absence) and folded(fact.reference) == folded(reference)
    ]
    await store.change_directory(end=ended, by=by)
    return list(ended)
