"""The whole explanation."""

from domain.explaining.after import after
from domain.explaining.front import front
from domain.explaining.ladders import ladders
from domain.explaining.matters import matters
from domain.explaining.section import Section
from domain.procedure import Procedure


def sections(procedure: Procedure) -> tuple[Section, ...]:
    """Return what the procedure says, in the order in which it is proof-read."""
    return (
        *front(procedure),
        *ladders(procedure),
        *after(procedure),
        *matters(procedure),
    )


def explain(procedure: Procedure) -> str:
    """Return the procedure as plain text, the same each time for the same procedure."""
    title = f"{procedure.council}: {procedure.title}"
    parts = (section.text() for section in sections(procedure))
    return "\n\n".join([f"{title}\n{'=' * len(title)}", *parts]) + "\n"
