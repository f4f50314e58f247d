"""Names used in a procedure that nothing of that name stands behind."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from domain.procedure.ladder import Choice, Ladder, Stage
from domain.procedure.matters import Duty, Reading, Report
from domain.procedure.part import Part
from domain.procedure.people import OFFICER, Condition, Telling

if TYPE_CHECKING:
    from domain.procedure.procedure import Procedure


def unknown_references(procedure: "Procedure") -> Iterator[str]:
    """Yield one sentence for each name that leads nowhere."""
    yield from _unknown("post", _posts_used(procedure), {*procedure.posts, OFFICER})
    yield from _unknown("kind of child", _children_used(procedure), procedure.children)
    yield from _unknown("concern", _concerns_used(procedure), procedure.concerns)
    yield from _unknown("issue type", _themes_used(procedure), _themes(procedure))
    yield from _unknown("officer role", _roles_used(procedure), {*procedure.officers})
    yield from _unknown("reading", _readings_used(procedure), _reading_ids(procedure))
    yield from _unknown_stages(procedure)
    yield from _repeated(procedure)


def _unknown(
    thing: str, used: Iterator[tuple[str, str]], known: "dict[str, str] | set[str]"
) -> Iterator[str]:
    for name, where in used:
        if name not in known:
            yield f"{where}: no {thing} is called {name!r}{_nearest(name, known)}"


def _nearest(name: str, known: "dict[str, str] | set[str]") -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _posts_used(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for role in procedure.officers.values():
        yield role.manager, f"officer {role.title}, manager"
    for ladder in procedure.ladders:
        for post in ladder.overall.tell if ladder.overall else ():
            yield post, f"ladder {ladder.name}, overall limit"
        for stage in ladder.stages:
            yield from _posts_of_stage(stage)
    for telling in procedure.cafcass.tell:
        yield telling.post, "cafcass, tell"
    for news, named in procedure.cafcass.tell_of_news.items():
        for telling in named:
            yield telling.post, f"cafcass, tell_of_news, {news.value}"
    for part in _parts(procedure):
        yield from _posts_named_anywhere(part)
    for post in (*procedure.cafcass.consult, *procedure.good_practice.copied_to):
        yield post, "cafcass or good practice"
    yield from _posts_of_matters(procedure)


def _posts_of_matters(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for issue in procedure.issues():
        for post in issue.responders:
            yield post, f"issue type {issue.key}, responders"
    for event in procedure.override_events:
        for telling in event.tell:
            yield telling.post, f"override event {event.key}"
    for step in procedure.side_steps:
        for asked in (step.asked_of, step.if_conflicted, *step.agreed_with):
            if asked:
                yield asked, f"side step {step.key}"
    for post in (*procedure.monitoring.meet, procedure.monitoring.recorded_by):
        yield post, "monitoring"


def _posts_named_anywhere(part: Part) -> Iterator[tuple[str, str]]:
    match part:
        case Telling(sent_by=str(post)):
            yield post, f"tell {part.post}, sent_by"
        case Duty():
            yield part.by, f"duty {part.key}, by"
        case Report(made_by=str(post)):
            yield post, f"report {part.key}, made_by"


def _posts_of_stage(stage: Stage) -> Iterator[tuple[str, str]]:
    where = f"stage {stage.number}"
    if stage.responders:
        for post in stage.responders.posts:
            yield post, f"{where}, responders"
    for telling in stage.tell:
        yield telling.post, f"{where}, tell"
    for reminder in stage.reminders:
        for post in reminder.to:
            yield post, f"{where}, reminder"
    if stage.meeting:
        for post in (stage.meeting.organiser, *stage.meeting.attend):
            yield post, f"{where}, meeting"
    for post in (stage.escalated_by, stage.recorded_by, *stage.accepted_by.posts):
        yield post, where
    for step in stage.steps:
        yield step.by, f"{where}, step {step.key}"
    yield from _posts_afterwards(stage, where)


def _posts_afterwards(stage: Stage, where: str) -> Iterator[tuple[str, str]]:
    if stage.followed_up_by:
        yield stage.followed_up_by, f"{where}, followed_up_by"
    for post in stage.when_not_done_tell:
        yield post, f"{where}, when_not_done_tell"


def _children_used(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for role in procedure.officers.values():
        for kind in role.children:
            yield kind, f"officer {role.title}"
    for kind in procedure.cafcass.children:
        yield kind, "cafcass, children"
    for part in _parts(procedure):
        if isinstance(part, (Condition, Choice)):
            for kind in part.children:
                yield kind, f"{type(part).__name__.lower()}, children"


def _concerns_used(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for stage in procedure.stages():
        for concern in stage.not_for:
            yield concern, f"stage {stage.number}, not_for"
    for ladder, chosen_for in _choices(procedure):
        for concern in chosen_for.severities:
            yield concern, f"ladder {ladder}, severities"


def _themes_used(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for ladder, chosen_for in _choices(procedure):
        for theme in chosen_for.issue_types:
            yield theme, f"ladder {ladder}, issue_types"
    for part in _parts(procedure):
        if isinstance(part, Condition):
            for theme in part.themes:
                yield theme, "condition, themes"


def _themes(procedure: "Procedure") -> set[str]:
    return {issue.key for issue in procedure.issues()}


def _roles_used(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for ladder, chosen_for in _choices(procedure):
        for role in chosen_for.officers:
            yield role, f"ladder {ladder}, officers"


def _choices(procedure: "Procedure") -> Iterator[tuple[str, Choice]]:
    for ladder in procedure.ladders:
        if ladder.chosen_for is not None:
            yield ladder.name, ladder.chosen_for


def _reading_ids(procedure: "Procedure") -> set[str]:
    return {reading.id for reading in procedure.readings}


def _readings_used(procedure: "Procedure") -> Iterator[tuple[str, str]]:
    for part in _parts(procedure):
        reading = getattr(part, "reading", None)
        if reading and not isinstance(part, Reading):
            yield reading, type(part).__name__.lower()


def _parts(whole: Part) -> Iterator[Part]:
    """Yield `whole` and every part within it."""
    yield whole
    for name in type(whole).model_fields:
        value = getattr(whole, name)
        yield from _parts_within(value)


def _parts_within(value: object) -> Iterator[Part]:
    if isinstance(value, Part):
        yield from _parts(value)
    elif isinstance(value, (Mapping, tuple)):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _parts_within(one)


def _unknown_stages(procedure: "Procedure") -> Iterator[str]:
    numbers = {stage.number for stage in procedure.stages()}
    named = [(issue.start_stage, f"issue {issue.key}") for issue in procedure.issues()]
    named += [(issue.or_stage, f"issue {issue.key}") for issue in procedure.issues()]
    named += [
        (role.usually_starts_at, f"officer {role.title}")
        for role in procedure.officers.values()
    ]
    named += [
        (step.not_before_stage, f"side step {step.key}")
        for step in procedure.side_steps
    ]
    for number, where in named:
        if number is not None and number not in numbers:
            yield f"{where}: there is no stage {number}; stages are {sorted(numbers)}"


def _repeated(procedure: "Procedure") -> Iterator[str]:
    for thing, names in (
        ("ladder", [ladder.name for ladder in procedure.ladders]),
        ("issue type", [issue.key for issue in procedure.issues()]),
        ("reading", [reading.id for reading in procedure.readings]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{thing} {name!r} is written twice; give each its own name"
    if sum(_takes_the_rest(ladder) for ladder in procedure.ladders) != 1:
        yield "exactly one ladder must be without `chosen_for`: the one for the rest"


def _takes_the_rest(ladder: Ladder) -> bool:
    return ladder.chosen_for is None
