"""What a dispute that is only played rests on, and why each of it was taken.

A script may leave out almost everything. What is taken in its place decides which ladder
is climbed, from where, and who is told: whoever reads the dates has to see it first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.calendar import says_day
from domain.messages import RaiseDispute
from domain.opening import OTHER_ISSUE, Basis, chosen_ladder, first_stage
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder
from domain.script import Script
from domain.stage_rules import issues_of


@dataclass(frozen=True)
class Premise:
    """One thing that the dates rest on.

    Attributes:
        about: What is chosen: `raised by`, `ladder`.
        taken: What is taken, as it is written in a file of answers.
        says: The same in words, and why, where nobody has chosen it.
    """

    about: str
    taken: tuple[str, ...]
    says: str


def premises(
    script: Script, request: RaiseDispute, basis: Basis
) -> tuple[Premise, ...]:
    """Return what `request`, made of `script`, rests on, in the order of reading."""
    procedure = basis.procedure
    return (
        _raised_by(script, request, procedure),
        _child(script, request, procedure),
        _about(script, request, procedure),
        *_concerns(request, procedure),
        _court(request),
        _ladder(request, procedure),
        _start(request, procedure),
        *_limits(script, request),
        _calendar(basis),
        _answers(script),
    )


def _raised_by(script: Script, request: RaiseDispute, procedure: Procedure) -> Premise:
    role = request.raised_by.role
    why = "" if script.named("raised_by", "role") else ", since no role is named"
    return Premise("raised by", (role,), f"{procedure.title_of(role)} ({role}){why}")


def _child(script: Script, request: RaiseDispute, procedure: Procedure) -> Premise:
    kind = request.child.kind
    why = "" if script.named("child", "kind") else ", since no kind of child is named"
    title = procedure.children[kind]
    return Premise("child", (kind,), f"{title} ({kind}){why}")


def _about(script: Script, request: RaiseDispute, procedure: Procedure) -> Premise:
    titles = {issue.key: issue.title for issue in issues_of(request, procedure)}
    titles[OTHER_ISSUE] = "an issue that is not listed"
    said = _keyed((titles[key], key) for key in request.themes)
    first = "the first one listed, " if procedure.issue(request.themes[0]) else ""
    why = "" if "themes" in script.raised else f", {first}since none is named"
    return Premise("about", request.themes, f"{said}{why}")


def _concerns(request: RaiseDispute, procedure: Procedure) -> Iterator[Premise]:
    if procedure.concerns:
        named = ((procedure.concerns[key], key) for key in request.concerns)
        says = _keyed(named) or "none"
        yield Premise("concerns", request.concerns, says)


def _court(request: RaiseDispute) -> Premise:
    says = "in care proceedings" if request.in_proceedings else "no care proceedings"
    return Premise("court", (str(request.in_proceedings).lower(),), says)


def _ladder(request: RaiseDispute, procedure: Procedure) -> Premise:
    ladder = chosen_ladder(request, procedure)
    if request.ladder is not None:
        why = "as named"
    elif len(procedure.ladders) == 1:
        why = "the only one"
    elif ladder.chosen_for is not None:
        why = "which is chosen for such a dispute"
    else:
        why = "taken where no other is chosen"
    return Premise("ladder", (ladder.name,), f"{ladder.title} ({ladder.name}), {why}")


def _start(request: RaiseDispute, procedure: Procedure) -> Premise:
    stage = first_stage(request, procedure)
    why = _why_there(request, procedure, stage.number)
    return Premise(
        "starts at",
        (str(stage.number),),
        f"{stage.title} (stage {stage.number}), {why}",
    )


def _why_there(request: RaiseDispute, procedure: Procedure, number: int) -> str:
    if request.start_stage is not None:
        return "as named"
    ladder = chosen_ladder(request, procedure)
    levels = {
        one.start_stage: one.title
        for one in reversed([*issues_of(request, procedure)])
        if one.start_stage is not None
    }
    if max(levels, default=None) == number:
        return f'where "{levels[number]}" starts'
    if procedure.officers[request.raised_by.role].usually_starts_at == number:
        return f"where the {procedure.title_of(request.raised_by.role)} usually starts"
    return _first_that_fits(ladder, request, number)


def _first_that_fits(ladder: Ladder, request: RaiseDispute, number: int) -> str:
    below = [one for one in ladder.stages if one.number < number]
    ruled_out = [one for one in below if set(one.not_for) & set(request.concerns)]
    if ruled_out:
        return "the first that may be used with these concerns"
    if below:
        return "the first that is not passed over"
    return "its first stage"


def _limits(script: Script, request: RaiseDispute) -> Iterator[Premise]:
    chosen = request.respond_within_working_days
    if not chosen:
        return
    said = ", ".join(f"{days} at stage {stage}" for stage, days in chosen.items())
    named = "respond_within_working_days" in script.raised
    why = "" if named else "; the officer sets them, and none is named"
    taken = tuple(f"{stage}:{days}" for stage, days in chosen.items())
    yield Premise("limits", taken, f"{said} (working days){why}")


def _calendar(basis: Basis) -> Premise:
    calendar = basis.calendar
    until = says_day(calendar.covered_until)
    says = f"version {calendar.version}, which reaches to {until}"
    return Premise("calendar", (calendar.version,), says)


def _answers(script: Script) -> Premise:
    number = len(script.answers)
    many = "1 message" if number == 1 else f"{number} messages"
    says = many if number else "nobody answers, and nobody says anything"
    return Premise("answers", (str(number),), says)


def _keyed(named: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{title} ({key})" for title, key in named)
