"""Posts, limits and conditions of a procedure in words."""

from collections.abc import Iterable
from typing import Any

from domain.limits import COUNTING, Roll, Unit
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder
from domain.procedure.people import OFFICER, Condition, Needed
from domain.procedure.time import ClockStart, Span, Within

CLOCK_STARTS = {
    ClockStart.RAISED: "from when the dispute was raised",
    ClockStart.IDENTIFIED: "from when the dispute was raised, which is taken for when the"
    " problem was identified",
    ClockStart.RECORDED: "from when they are told, which is taken for when it is recorded",
    ClockStart.SENT: "from when it is sent",
    ClockStart.ASSIGNED: "from when they are told, which is taken for when it is assigned",
    ClockStart.RECEIVED: "from when they are told, which is taken for when it is received",
    ClockStart.MEETING_HELD: "from the meeting",
    ClockStart.ESCALATED: "from the escalation to this stage",
    ClockStart.AGREED: "from when they are told, which is taken for when it is agreed",
}


def listed(words: Iterable[str], joined_by: str = "and") -> str:
    """Return `a, b and c`."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} {joined_by} {last}" if most else last


def the(procedure: Procedure, post: str) -> str:
    """Return a post as it stands within a sentence: `the Practice Manager`."""
    title = procedure.title_of(post).removeprefix("The ")
    known = procedure.posts.get(post)
    # Cafcass is a name; the Independent legal adviser is not.
    is_a_name = known is not None and known.outside and " " not in title
    return title if is_a_name else f"the {title}"


def officer(procedure: Procedure) -> str:
    """Return the officer as they stand within a sentence: `the IRO/CPA`."""
    return the(procedure, OFFICER)


def in_words_of_raiser(procedure: Procedure, ladder: Ladder) -> Procedure:
    """Return the procedure with the words for who raises disputes of this ladder.

    Where the service raises an issue with the officer, whoever is satisfied, or decides,
    is not the officer.
    """
    chosen = ladder.chosen_for
    if not ladder.reverse or chosen is None or not chosen.officers:
        return procedure
    raisers = listed((procedure.title_of(one) for one in chosen.officers), "or")
    words = procedure.words.model_copy(update={"officer": raisers})
    return procedure.model_copy(update={"words": words})


def posts(procedure: Procedure, keys: Iterable[str], joined_by: str = "and") -> str:
    """Return several posts: `the Group Manager and the Service Lead`."""
    return listed((the(procedure, key) for key in keys), joined_by)


def those_needed(procedure: Procedure, keys: tuple[str, ...], needed: Needed) -> str:
    """Return posts of whom any one, or all, are needed."""
    return posts(procedure, keys, "and" if needed is Needed.ALL else "or")


def upper_first(sentence: str) -> str:
    """Return the sentence with a capital letter first, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """Return the sentence with one full stop at its end."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def line(sentence: str, *parts: Any) -> str:
    """Return a whole sentence, followed by what its parts rest on, in brackets."""
    grounds: list[str] = []
    for part in parts:
        source, reading = (getattr(part, name, None) for name in ("source", "reading"))
        grounds += [source] if source else []
        grounds += [f"reading {reading}"] if reading else []
    known = "; ".join(dict.fromkeys(grounds))
    return upper_first(ended(sentence)) + (f" [{known}]" if known else "")


def span(length: Span) -> str:
    """Return a length of time with everything that is said of it."""
    apart = []
    if length.counting is not None:
        apart.append(COUNTING[length.counting])
    if length.unit is Unit.CALENDAR_DAYS and length.roll is Roll.FORWARD:
        apart.append("moved on to the next working day")
    if length.skip_closures:
        apart.append("council closure days are not counted")
    if length.bank_holidays_stand:
        apart.append("no bank holiday is counted, though the council works on it")
    if length.cut_off is not None:
        apart.append(
            f"what comes after {length.cut_off:%H:%M} came the next working day"
        )
    return length.says() + (f" ({'; '.join(apart)})" if apart else "")


def within(procedure: Procedure, limit: Within) -> str:
    """Return how long there is: `within 5 working days`."""
    if limit.fixed is not None:
        return f"within {span(limit.fixed)}"
    bounds = limit.officer_chooses
    if bounds is None:  # of the three forms there is only `limit.by_issue_type` left
        return "within the time its type of issue has"
    apart = [
        f"{said} {span(length)}"
        for said, length in (
            ("at least", bounds.least),
            ("at most", bounds.most),
            ("if none is set,", bounds.usual),
        )
        if length is not None
    ]
    apart += ["if none is set, the limit set last"] if bounds.as_before else []
    told = f" ({'; '.join(apart)})" if apart else ""
    return f"within the time {officer(procedure)} sets for this dispute{told}"


def condition(procedure: Procedure, when: Condition | None) -> str:
    """Return when something holds, to be put after it; empty for always."""
    if when is None:
        return ""
    said = []
    if when.in_proceedings is not None:
        said.append(f"{'in' if when.in_proceedings else 'outside'} care proceedings")
    if when.starts_here is not None:
        where = "the dispute starts" if when.starts_here else "it does not start"
        said.append(f"at the stage where {where}")
    if when.themes:
        said.append(f"about {listed(themes(procedure, when.themes), 'or')}")
    if when.children:
        said.append(f"for {children(procedure, when.children)}")
    return f", only {', '.join(said)}" if said else ""


def children(procedure: Procedure, keys: Iterable[str]) -> str:
    """Return kinds of child in the council's words, in quotation marks."""
    return listed((f'"{procedure.children[kind]}"' for kind in keys), "or")


def themes(procedure: Procedure, keys: Iterable[str]) -> list[str]:
    """Return the titles of issue types, in quotation marks."""
    found = (procedure.issue(key) for key in keys)
    return [f'"{issue.title}"' for issue in found if issue is not None]


def by(procedure: Procedure, post: str) -> str:
    """Return ` (by the Team Manager)`, or nothing for the officer's own."""
    return "" if post == OFFICER else f" (by {the(procedure, post)})"
