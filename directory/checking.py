"""What a council does not want to find out on the day a notice is sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

from directory.book import Book, folded
from directory.facts import Absence, Holding, InUnit, Officer
from directory.resolving import OFFICERS_MANAGER, Asked, Found, resolve
from domain.calendar import says_day
from domain.procedure import Procedure
from domain.procedure.people import OFFICER

LOOKS_AHEAD = timedelta(days=92)
"""How far ahead gaps are looked for: time enough to fill a post."""


def findings(
    book: Book,
    procedures: Sequence[Procedure],
    on: date,
    ahead: timedelta = LOOKS_AHEAD,
) -> Iterator[str]:
    """Return what is amiss from `on` until `ahead` later, a sentence each.

    Posts that a procedure needs and nobody holds, in each team; officers nobody is
    above; words that lead to no post; addresses that look mistyped.
    """
    days = _days_that_differ(book, on, on + ahead)
    for post, needed_by in _needed(procedures).items():
        for team in _teams(book, post):
            yield from _gaps(book, post, team, needed_by, days)
    yield from _officers(book, on)
    yield from _leading_nowhere(book)
    yield from _mistyped(book)


def _needed(procedures: Sequence[Procedure]) -> Mapping[str, str]:
    """Return each post that is needed, and which procedures need it."""
    needed: dict[str, list[str]] = {}
    for procedure in procedures:
        for post in procedure.posts:
            if post not in (OFFICER, OFFICERS_MANAGER):
                needed.setdefault(post, []).append(procedure.name)
    return {post: ", ".join(names) for post, names in needed.items()}


def _teams(book: Book, post: str) -> list[str]:
    """Return where the post has to be held.

    Where somebody holds it for the whole council: there, and in each team that has a
    holder of its own. Where teams alone have it: in every team. Empty is the council.
    """
    held = [one for one in book.facts if isinstance(one, Holding)]
    own = {folded(one.team): one.team for one in held if one.post == post}
    if "" in own or not own:
        return ["", *sorted(team for team in own.values() if team)]
    grouped = [one for one in book.facts if isinstance(one, InUnit)]
    units = {folded(one.unit) for one in grouped}
    named = [*(one.team for one in held if one.team), *(one.team for one in grouped)]
    teams = {folded(team): team for team in named}
    return sorted(name for team, name in teams.items() if team not in units)


def _days_that_differ(book: Book, first: date, last: date) -> list[date]:
    """Return the first day, and each on which somebody comes, leaves or returns."""
    changes = {first}
    for one in book.facts:
        if isinstance(one, Holding | Absence):
            changes |= {day for day in (one.since, one.until) if day}
    return sorted(day for day in changes if first <= day <= last)


def _gaps(
    book: Book, post: str, team: str, needed_by: str, days: Sequence[date]
) -> Iterator[str]:
    """Say the first day on which nobody holds the post, once."""
    for day in days:
        found = resolve(book, Asked(post=post, team=team, on=day))
        if not found.vacant and found.person is not None:
            continue
        where = f"{post} in {team}" if team else post
        says = "Nobody holds" if found.vacant else "Nobody is there for"
        yield (
            f"{says} {where} on {says_day(day)}, which {needed_by} needs:"
            f" {_instead(found)}"
        )
        return


def _instead(found: Found) -> str:
    if found.person is None:
        return "nobody could be told. Put somebody there, or a post above it."
    return f"{found.person.reference} would be told instead."


def _officers(book: Book, on: date) -> Iterator[str]:
    for one in book.facts:
        if not isinstance(one, Officer):
            continue
        asked = Asked(OFFICERS_MANAGER, "", on, officer=one.reference)
        if resolve(book, asked).person is None:
            yield (
                f"Nobody is above the officer {one.reference}: nobody hears when they"
                " cannot be reached. Give them a manager whose post somebody holds."
            )


def _leading_nowhere(book: Book) -> Iterator[str]:
    known = {*book.posts, OFFICER, OFFICERS_MANAGER}
    for post, above in book.reporting.items():
        if above not in known:
            yield f"{post} reports to {above}, a post that nobody holds."


def _mistyped(book: Book) -> Iterator[str]:
    """Find domains that look like a slip of another one that is used more."""
    used: dict[str, list[str]] = {}
    for one in book.facts:
        if isinstance(one, Holding | Officer):
            domain = one.address.rpartition("@")[2].lower()
            used.setdefault(domain, []).append(one.reference)
    for domain, references in used.items():
        others = [other for other in used if len(used[other]) > len(references)]
        if close := get_close_matches(domain, others, n=1, cutoff=0.85):
            yield (
                f"The address of {', '.join(sorted(set(references)))} ends in {domain};"
                f" is {close[0]} meant?"
            )
