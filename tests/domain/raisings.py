"""Any dispute that may be raised, under every procedure that ships or was invented."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar
from domain.dispute import Dispute
from domain.errors import RaiseRefused
from domain.messages import RaiseDispute, read_raised
from domain.opening import Basis, check_raise
from domain.procedure import Procedure
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED
from tests.domain.sayings import TEXT

INVENTED = Path(__file__).parents[1] / "procedures" / "invented"
FILES = sorted([*SHIPPED.glob("*.yaml"), *INVENTED.glob("*.yaml")])
PROCEDURES = {path.stem: read_procedure(path) for path in FILES}

_YEARS = read_calendar().between(date(2025, 1, 1), date(2030, 12, 31))


def _calendar_of(procedure: Procedure) -> WorkingCalendar:
    """The calendar as the dispute's opening hands it out."""
    hours = _YEARS.office_hours.parse(procedure.timing.office_hours)
    changes = {"office_hours": hours, "cut_from": _YEARS.version}
    return _YEARS.model_copy(update=changes)


BASES = {
    name: Basis(procedure=procedure, calendar=_calendar_of(procedure))
    for name, procedure in PROCEDURES.items()
}


@st.composite
def disputes(draw: st.DrawFn, name: str, now: datetime) -> Dispute:
    """A dispute just raised; what may not be raised as it was written is mended."""
    basis = BASES[name]
    plain = draw(_raisings(basis.procedure, now))
    try:
        request = _raised(plain, basis, now)
    except RaiseRefused:
        request = _raised({**plain, **_unremarkable(basis.procedure)}, basis, now)
    return Dispute(request, basis, now)


def _raised(plain: dict[str, Any], basis: Basis, now: datetime) -> RaiseDispute:
    request = read_raised(plain)
    check_raise(request, basis, now)
    return request


@st.composite
def _raisings(draw: st.DrawFn, procedure: Procedure, now: datetime) -> dict[str, Any]:
    role = draw(st.sampled_from(sorted(procedure.officers)))
    numbers = sorted({one.number for one in procedure.stages()})
    hours_ago = draw(st.sampled_from([None, None, None, 0, 30, 2000, 8000]))
    limits = st.dictionaries(
        st.sampled_from(numbers).map(str), st.integers(1, 12), max_size=2
    )
    ladders = [None, None, *(one.name for one in procedure.ladders)]
    return {
        "authority": procedure.authority,
        "reference": "X-2026-1",
        "raised_by": {"role": role, "reference": "IRO-7"},
        "child": {
            "reference": "C-1138",
            "kind": draw(st.sampled_from(procedure.officers[role].children)),
        },
        "team": "north",
        "themes": draw(_some(_themes(procedure), least=1, most=2)),
        "concerns": draw(_some(sorted(procedure.concerns), least=0, most=1)),
        "in_proceedings": draw(st.booleans()),
        "issue": TEXT,
        "impact": TEXT,
        "resolution_sought": TEXT,
        "start_stage": draw(st.one_of(st.none(), st.sampled_from(numbers))),
        "start_because": TEXT,
        "ladder": draw(st.sampled_from(ladders)),
        "respond_within_working_days": draw(st.one_of(st.just({}), limits)),
        "raised_at": hours_ago and (now - timedelta(hours=hours_ago)).isoformat(),
        "entered_late_because": TEXT,
    }


def _themes(procedure: Procedure) -> list[str]:
    keys = [one.key for one in procedure.issues()]
    return [*keys, "other"] if procedure.other_issue_allowed else keys


def _some(codes: list[str], *, least: int, most: int) -> st.SearchStrategy[list[str]]:
    if not codes:
        return st.just([])
    return st.lists(st.sampled_from(codes), min_size=least, max_size=most, unique=True)


def _unremarkable(procedure: Procedure) -> dict[str, Any]:
    """What makes any dispute one that may be raised."""
    open_limits = [
        str(one.number)
        for one in procedure.stages()
        if one.respond and one.respond.officer_chooses
    ]
    return {
        "start_stage": None,
        "ladder": None,
        "concerns": [],
        "raised_at": None,
        "respond_within_working_days": dict.fromkeys(open_limits, 5),
    }
