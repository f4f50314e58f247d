"""`disputes people told REF`: what one person was told, in every dispute.

For somebody back from leave, taking a post over, or asked what they knew and when.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from starter.people_directory import with_store
from starter.session import AsJson, answer, plain_sentences

if TYPE_CHECKING:
    from activities.storage.told import ToldNotice


def told(
    reference: Annotated[str, typer.Argument(help="Whom: PM-3.")],
    as_json: AsJson = False,
) -> None:
    """What one person was told in every dispute, or somebody else in their stead."""
    with plain_sentences(as_json=as_json):
        found = with_store(lambda store: store.told(reference))
        lines = [_line(one, reference) for one in found]
        nothing = f"The record has nothing that {reference} was told."
        facts = [one.model_dump(mode="json") for one in found]
        answer(facts, "\n".join(lines) or nothing, as_json=as_json)


def _line(notice: "ToldNotice", person: str) -> str:
    from domain.calendar import london

    when = london(notice.settled_at) if notice.settled_at else "not yet"
    stead = "" if notice.told == person else f", to {notice.told} in their stead"
    unsure = ", perhaps twice" if notice.unsure else ""
    return (
        f"{when}  {notice.dispute.removeprefix('dispute-')}  {notice.kind}"
        f" as {notice.to}: {notice.state}{stead}{unsure}"
    )
