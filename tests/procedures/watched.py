"""How the procedures are watched: disputes raised under the files that ship, and played.

The files of behaviour raise their disputes with `raised`, and read what was told with
`as_told` and `told_of`.
"""

from datetime import datetime
from typing import Any

from domain.calendar import london
from domain.dispute import Dispute
from domain.messages import read_raised
from domain.notices import NoticeKind
from domain.opening import check_raise
from domain.record import Standing
from tests.domain.climbing import Begun, Climb
from tests.domain.raisings import BASES
from tests.situations import MON_30_MAR, raising

WEST_SUSSEX, HULL, DURHAM = "west-sussex-2020-06", "hull-1", "durham-1"
LAMBETH, MERTON = "lambeth-2023-09", "merton-2017-11"
ALL_FIVE = (WEST_SUSSEX, HULL, DURHAM, LAMBETH, MERTON)

USUAL: dict[str, dict[str, Any]] = {
    HULL: {"themes": ["assessment-or-plan"]},  # time hangs on the subject there
    LAMBETH: {"respond_within_working_days": {0: 5}},
    MERTON: {"respond_within_working_days": {1: 5, 2: 5, 3: 5}},
}
"""What a dispute needs in a council beside what every dispute needs."""

WITHOUT_ANYTHING_FIRST: dict[str, Any] = {
    "because": "His rights are at stake.",
    "passed_over_because": "The law does not ask for it.",
}
CLOSED: dict[str, Any] = {
    "outcome": "resolved",
    "impact": "He has marmalade.",
    "child_told": {"told": True, "how_or_why_not": "At breakfast."},
    "passed_over_because": "Nothing differs from the plan.",
}


def raised(name: str, at: datetime = MON_30_MAR, **changes: Any) -> Climb:
    """Raise a dispute under the procedure `name`, or be refused.

    Raises:
        RaiseRefused: It may not be raised as it was written.
    """
    basis = BASES[name]
    procedure = basis.procedure
    role = changes.pop("role", next(iter(procedure.officers)))
    kinds = procedure.officers[role].children
    kind = "looked-after" if "looked-after" in kinds else kinds[0]
    usual = {
        "raised_by": {"role": role, "reference": "IRO-7"},
        "child": {"reference": "C-1138", "kind": kind},
        "start_stage": None,
        **USUAL.get(name, {}),
    }
    request = read_raised(raising(procedure.authority, **{**usual, **changes}))
    check_raise(request, basis, at)
    return Climb(Dispute(request, basis, at), at)


def manager(post: str) -> dict[str, str]:
    """Whoever holds that post, as a speaker."""
    return {"post": post, "reference": "M-3"}


def answer(climb: Climb, *posts: str) -> None:
    """Each of those asked gives a whole answer."""
    for post in posts:
        climb.say("manager_response", manager(post), answer="Marmalade is ordered.")


def asked_now(climb: Climb) -> tuple[str, ...]:
    """Posts asked at the present stage."""
    return climb.dispute.responders()


def standing(climb: Climb) -> Standing:
    """Where it stands, in one word."""
    return climb.dispute.standing


def as_told(begun: Begun) -> tuple[str, str, dict[str, str]]:
    """A stage as people were told of it: title, date in London, and whom for what."""
    told = [one for one in begun.told if one.kind is NoticeKind.STAGE_BEGUN]
    purposes = {one.to: one.purpose.value for one in told}
    dates = {london(one.due_at) if one.due_at else "" for one in told}
    assert len(purposes) == len(told), "nobody is told the same thing twice"
    assert len(dates) == 1, "everybody is told the same date"
    return begun.visit.stage.title, dates.pop(), purposes


def told_of(climb: Climb, kind: str) -> list[tuple[str, str]]:
    """Who was told that, and when, London time."""
    return [(one.to, london(one.at)) for one in climb.told() if one.kind == kind]


def where(climb: Climb) -> tuple[Any, ...]:
    """Stage, standing, date, and how often a stage was entered."""
    dispute = climb.dispute
    stage = dispute.stage.number if dispute.stage else None
    return stage, dispute.standing, dispute.wakes_at(), len(climb.begun)
