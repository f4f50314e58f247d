"""What it is, who may raise a dispute, and how time is counted."""

from collections.abc import Iterator

from domain.calendar import says_day
from domain.explaining.section import Section
from domain.explaining.words import by, children, condition, line, listed, span, the
from domain.ledger import OnCalendarChange
from domain.limits import COUNTING
from domain.notices import WhenVacant
from domain.procedure import Procedure
from domain.procedure.matters import Duty
from domain.procedure.people import OFFICER, Ability, OfficerRole

_ABILITIES = {
    Ability.REFER_TO_CAFCASS: "may refer to Cafcass",
    Ability.BYPASS: "may pass over stages",
}

_CALENDAR_CHANGE = {
    OnCalendarChange.EXTEND: "moves a date later, never nearer",
    OnCalendarChange.FOLLOW: "moves a date either way",
    OnCalendarChange.FREEZE: "moves no date that was told",
}


def front(procedure: Procedure) -> Iterator[Section]:
    """Yield the sections before the stages."""
    yield Section("This version", tuple(_version(procedure)))
    if procedure.scope:
        scope = (_scope(procedure, one) for one in procedure.scope)
        yield Section("What it is for", tuple(scope))
    yield Section("Who may raise a dispute", tuple(_officers(procedure)))
    yield Section("Who takes part", tuple(_posts(procedure)))
    yield Section("How time is counted", tuple(_timing(procedure)))


def _scope(procedure: Procedure, duty: Duty) -> str:
    apart = by(procedure, duty.by) + condition(procedure, duty.when)
    return line(f"{duty.says.removesuffix('.')}{apart}", duty)


def _version(procedure: Procedure) -> Iterator[str]:
    yield (
        f"Its name is {procedure.name}; the council's short name is"
        f" {procedure.authority}."
    )
    yield f"{procedure.council} calls it {procedure.title}."
    yield line(f"It was made from: {procedure.source}")
    until = procedure.in_force_until
    yield f"It is {procedure.status.value}, and in force from" + (
        f" {says_day(procedure.in_force_from)}"
        + (f" until {says_day(until)}." if until else ".")
    )
    if procedure.review_on:
        yield f"It is due for review on {says_day(procedure.review_on)}."
    words = procedure.words
    yield (
        f'The council says "{words.process}" for the process, "{words.dispute}" for a'
        f' dispute, "{words.concern}" for what it is about, "{words.officer}" for the'
        f' officer and "{words.stage}" for a stage.'
    )


def _officers(procedure: Procedure) -> Iterator[str]:
    for key, role in procedure.officers.items():
        yield line(_officer(procedure, key, role), role)
    for words in procedure.concerns.values():
        yield f"It is asked whether there is {words}."


def _officer(procedure: Procedure, key: str, role: OfficerRole) -> str:
    kinds = children(procedure, role.children)
    said = f"{role.title} ({key}), for {kinds}"
    said += "".join(f"; {_ABILITIES[ability]}" for ability in role.may)
    if role.usually_starts_at is not None:
        said += f"; usually starts at stage {role.usually_starts_at}"
    return f"{said}; {the(procedure, role.manager)} is told when they are behind"


def _posts(procedure: Procedure) -> Iterator[str]:
    for post in procedure.posts.values():
        said = post.title
        if post.aliases:
            said += f", also called {listed(post.aliases)}"
        said += ", outside the council" if post.outside else ""
        said += ", a shared mailbox" if post.mailbox else ""
        yield line(said, post)


_VACANT = {
    WhenVacant.DEPUTISE: "whoever stands in is told, up the line if need be",
    WhenVacant.HOLD: "nobody else is told until somebody holds it",
    WhenVacant.SKIP: "its stage is passed over at once",
}


def _timing(procedure: Procedure) -> Iterator[str]:
    timing = procedure.timing
    yield line(
        f"For a limit in days, {COUNTING[timing.counting]}; it ends at closing time on"
        " the last",
        timing,
    )
    yield line(f"The office is open {timing.office_hours}")
    sent = timing.notices_sent
    hours = (
        f"that can wait goes {sent}, on working days" if sent else "goes at any hour"
    )
    yield line(f"Mail {hours}")
    change = _CALENDAR_CHANGE[timing.on_calendar_change]
    yield line(f"A change in the calendar {change}")
    yield line(
        f"While {the(procedure, OFFICER)} is waited for, they are asked again every"
        f" {span(timing.chase_officer_every)}"
    )
    yield line(
        "Who says that they work on it is not reminded for"
        f" {span(timing.acknowledged_for)}; the clock runs on"
    )
    yield line(
        "The start of a running clock may be corrected by at most"
        f" {span(timing.start_corrected_within)}"
    )
    yield line(f"Where nobody holds a post, {_VACANT[procedure.when_vacant]}")
