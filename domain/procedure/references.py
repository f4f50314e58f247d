"""Names used in a procedure that nothing of that name stands behind."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from domain.procedure.ladder import (
    Acceptance,
    Choice,
    Meeting,
    SideStep,
    Stage,
    Step,
)
from domain.procedure.matters import (
    Cafcass,
    Duty,
    GoodPractice,
    IssueType,
    Monitoring,
    Reading,
    Report,
)
from domain.procedure.part import Part
from domain.procedure.people import (
    OFFICER,
    Condition,
    OfficerRole,
    Responders,
    Telling,
)
from domain.procedure.places import Broken, Place, parts
from domain.procedure.time import Overall, Reminder

if TYPE_CHECKING:
    from collections.abc import Collection

    from domain.procedure.procedure import Procedure

_POSTS: dict[type[Part], tuple[str, ...]] = {
    OfficerRole: ("manager",),
    Overall: ("tell",),
    Responders: ("posts",),
    Telling: ("post", "sent_by"),
    Reminder: ("to",),
    Meeting: ("organiser", "attend"),
    Step: ("by",),
    Acceptance: ("posts",),
    Stage: ("escalated_by", "recorded_by", "followed_up_by", "when_not_done_tell"),
    Duty: ("by",),
    Report: ("made_by",),
    Cafcass: ("consult",),
    GoodPractice: ("copied_to",),
    IssueType: ("responders",),
    SideStep: ("asked_of", "if_conflicted", "agreed_with"),
    Monitoring: ("meet", "recorded_by"),
}
_CHILDREN: dict[type[Part], tuple[str, ...]] = {
    OfficerRole: ("children",),
    Cafcass: ("children",),
    Condition: ("children",),
    Choice: ("children",),
}
_CONCERNS: dict[type[Part], tuple[str, ...]] = {
    Stage: ("not_for",),
    Choice: ("severities",),
}
_ISSUES: dict[type[Part], tuple[str, ...]] = {
    Choice: ("issue_types",),
    Condition: ("themes",),
}
_ROLES: dict[type[Part], tuple[str, ...]] = {Choice: ("officers",)}
_STAGES: dict[type[Part], tuple[str, ...]] = {
    OfficerRole: ("usually_starts_at",),
    IssueType: ("start_stage", "or_stage"),
    SideStep: ("not_before_stage",),
}


def unknown_references(procedure: "Procedure") -> Iterator[Broken]:
    """Yield each name that leads nowhere, with its place."""
    issues = {issue.key for issue in procedure.issues()}
    numbers = {stage.number for stage in procedure.stages()}
    ids = {reading.id for reading in procedure.readings}
    for at, part in parts(procedure):
        for thing, sought_in, keys, known in (
            ("post", "posts", _POSTS, {*procedure.posts, OFFICER}),
            ("kind of child", "children", _CHILDREN, procedure.children),
            ("concern", "concerns", _CONCERNS, procedure.concerns),
            ("issue type", "issue_groups", _ISSUES, issues),
            ("officer role", "officers", _ROLES, procedure.officers),
        ):
            for place, name in _names(at, part, keys.get(type(part), ())):
                if name not in known:
                    says = _unknown(thing, str(name), known)
                    yield Broken(place, says, sought_in=sought_in)
        for place, number in _names(at, part, _STAGES.get(type(part), ())):
            if number not in numbers:
                there = ", ".join(map(str, sorted(numbers)))
                yield Broken(
                    place,
                    f"there is no stage {number}; the stages are {there}",
                    sought_in="ladders",
                )
        reading = getattr(part, "reading", None)
        if reading and not isinstance(part, Reading) and reading not in ids:
            says = _unknown("reading", reading, ids)
            yield Broken((*at, "reading"), says, sought_in="readings")


def _names(
    at: Place, part: Part, keys: tuple[str, ...]
) -> Iterator[tuple[Place, str | int]]:
    """Yield what stands under `keys` of one part, whether one name or a list."""
    for key in keys:
        value = getattr(part, key)
        if isinstance(value, tuple):
            for position, name in enumerate(value):
                yield (*at, key, position), name
        elif value is not None:
            yield (*at, key), value


def _unknown(thing: str, name: str, known: "Collection[str]") -> str:
    near = get_close_matches(name, sorted(known), n=1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"no {thing} is called {name!r}{meant}"
