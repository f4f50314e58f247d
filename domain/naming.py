"""Who is meant, as the record and the letters say it.

Where others raise an issue with the officer, whoever raised it decides: there *the
officer* would be the wrong one.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from domain.explaining.words import listed, the, upper_first
from domain.procedure.people import OFFICER

if TYPE_CHECKING:
    from domain.dispute import Dispute


def whoever_raised_it(dispute: "Dispute") -> str:
    """Return who decides, within a sentence: `the officer`."""
    if dispute.ladder.reverse:
        return the(dispute.procedure, OFFICER)
    return "the officer"


def who(dispute: "Dispute", post: str, *, within: bool = False) -> str:
    """Return who has spoken, at the beginning of a sentence or `within` it."""
    officer = post == OFFICER
    named = whoever_raised_it(dispute) if officer else the(dispute.procedure, post)
    return named if within else upper_first(named)


def titles(dispute: "Dispute", posts: Iterable[str]) -> str:
    """Return several posts by their titles: `Team Manager and Director`."""
    return listed(dispute.procedure.title_of(post) for post in posts)
