"""A dispute is raised: what refuses it, where it starts, how long the first stage has."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import WorkingCalendar, london
from domain.errors import RaiseRefused
from domain.messages import read_raised
from domain.opening import (
    Basis,
    check_raise,
    chosen_ladder,
    first_stage,
    rough_hours,
    shared,
)
from domain.procedure import Procedure
from domain.procedure.time import Span
from procedures.shelf import Shelf
from tests.domain.raisings import PROCEDURES
from tests.situations import MON_30_MAR, a_dispute, begun, raising

OFFICER = {"role": "reviewing-officer", "reference": "IRO-7"}
EARLIER = {"start_stage": None, "start_because": None}


def faults(
    procedure: Procedure,
    calendar: WorkingCalendar,
    allow_rehearsals: bool = True,
    **changes: Any,
) -> list[str]:
    """Every fault of a dispute with those changes; none if it may be raised."""
    basis = Basis(
        procedure=procedure, calendar=calendar, allow_rehearsals=allow_rehearsals
    )
    role = next(iter(procedure.officers))
    own = {"authority": procedure.authority, "raised_by": {**OFFICER, "role": role}}
    try:
        request = read_raised({**raising(), **own, **changes})
        check_raise(request, basis, MON_30_MAR)
    except RaiseRefused as refusal:
        return refusal.faults
    return []


def test_a_dispute_as_the_procedure_wants_it_has_no_faults(
    west_sussex: Procedure, anyshire: Procedure, calendar: WorkingCalendar
) -> None:
    assert faults(west_sussex, calendar) == []
    assert faults(anyshire, calendar) == []


def test_all_faults_come_at_once(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    found = faults(
        west_sussex,
        calendar,
        authority="hull",
        raised_by={"role": "cook", "reference": "IRO-7"},
        child={"reference": "C-1", "kind": "grown-up"},
        themes=["marmalade"],
        concerns=["frogs"],
        start_stage=9,
        respond_within_working_days={"1": 3},
        raised_at="2026-03-31T10:00:00+01:00",
    )

    assert [fault.split(":")[0] for fault in found] == [
        "procedure",
        "child.kind",
        "raised_by.role",
        "themes",
        "concerns",
        "start_stage",
        "respond_within_working_days",
        "raised_at",
    ]
    assert all(fault.endswith(".") for fault in found)


def test_a_role_that_is_none_is_answered_with_those_there_are(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    found = faults(
        west_sussex, calendar, raised_by={"role": "cook", "reference": "IRO-7"}
    )

    assert found == [
        "raised_by.role: 'cook' may not raise a dispute here; write one of iro, cpa."
    ]


def test_an_officer_raises_only_for_the_children_of_the_role(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    child = {"reference": "C-1", "kind": "child-protection-plan"}

    assert faults(west_sussex, calendar, child=child) == [
        (
            "raised_by.role: Independent Reviewing Officer acts for looked-after; for"
            " child-protection-plan name another role."
        )
    ]


def test_a_theme_is_one_of_the_councils_or_other(
    west_sussex: Procedure, anyshire: Procedure, calendar: WorkingCalendar
) -> None:
    closed = anyshire.model_copy(update={"other_issue_allowed": False})

    (found,) = faults(closed, calendar, themes=["other"])

    assert found == (
        "themes: 'other' is not an issue type here; write one of drift, visits,"
        " placement, education."
    )
    assert faults(west_sussex, calendar, themes=["family-finding", "other"]) == []


def test_informal_resolution_is_no_start_where_a_child_is_not_safe(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    (found,) = faults(
        west_sussex, calendar, start_stage=0, concerns=["immediate-safety"]
    )

    assert found.startswith(
        "start_stage: Informal resolution is not to be used where there is a concern"
        " about the child's immediate safety; start at a later stage (§3"
    )


@pytest.mark.parametrize(("concerns", "number"), [([], 0), (["immediate-safety"], 1)])
def test_where_nothing_is_said_it_starts_at_the_first_stage_that_is_fit(
    west_sussex: Procedure, concerns: list[str], number: int
) -> None:
    request = read_raised(raising("west-sussex", concerns=concerns, **EARLIER))

    assert first_stage(request, west_sussex).number == number


def test_where_a_role_usually_starts_gives_way_to_the_childs_safety(
    anyshire: Procedure,
) -> None:
    role = anyshire.officers["reviewing-officer"]
    eager = role.model_copy(update={"usually_starts_at": 1})
    officers = {**anyshire.officers, "reviewing-officer": eager}
    procedure = anyshire.model_copy(update={"officers": officers})
    request = read_raised(
        raising("anyshire", raised_by=OFFICER, concerns=["immediate-safety"], **EARLIER)
    )

    assert first_stage(request, procedure).number == 2


def test_a_start_above_the_usual_one_needs_its_reason(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    assert faults(west_sussex, calendar, start_stage=3, start_because=None) == [
        (
            "start_because: is missing; say why it starts at Stage 3 and passes over"
            " what is below it."
        )
    ]


# --- entered afterwards -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised_at", "fault"),
    [
        (
            "2026-03-30T10:06:00+01:00",
            (
                "raised_at: 2026-03-30T10:06:00+01:00 is in the future; it is Mon 30 Mar"
                " 2026 10:00. Leave it out to raise the dispute now."
            ),
        ),
        (
            "2025-03-01T10:00:00+00:00",
            (
                "raised_at: 2025-03-01T10:00:00+00:00 is over a year ago; raise it with"
                " today's date and tell the history in `tried`."
            ),
        ),
        (
            "0001-01-01T00:00:00+14:00",
            (
                "raised_at: 0001-01-01T00:00:00+14:00 is over a year ago; raise it with"
                " today's date and tell the history in `tried`."
            ),
        ),
    ],
)
def test_a_raising_in_the_future_or_long_ago_is_refused(
    west_sussex: Procedure, calendar: WorkingCalendar, raised_at: str, fault: str
) -> None:
    found = faults(
        west_sussex, calendar, raised_at=raised_at, entered_late_because="Snow."
    )

    assert found == [fault]


def test_what_is_entered_on_a_later_day_needs_its_reason(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    raised_at = "2026-03-26T10:00:00+00:00"

    (found,) = faults(west_sussex, calendar, raised_at=raised_at)

    assert found.startswith("entered_late_because: is missing;")
    assert (
        faults(west_sussex, calendar, raised_at=raised_at, entered_late_because="Snow.")
        == []
    )


def test_what_is_entered_afterwards_gives_the_manager_the_whole_limit(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    dispute = begun(
        west_sussex,
        calendar,
        raised_at="2026-03-02T10:00:00+00:00",
        entered_late_because="Snow.",
    )

    due = dispute.due()

    assert due is not None
    assert london(due) == "Wed 8 Apr 2026 17:00"
    assert dispute.entries[0].says.endswith("; entered afterwards.")


@pytest.mark.parametrize(
    ("raised_at", "afterwards"),
    [
        (None, False),
        ("2026-03-30T08:00:00Z", False),
        ("2026-03-29T09:00:00Z", False),
        ("2026-03-29T08:59:59Z", True),
    ],
)
def test_what_is_entered_more_than_a_day_later_is_said_to_be_entered_afterwards(
    west_sussex: Procedure,
    calendar: WorkingCalendar,
    raised_at: str | None,
    *,
    afterwards: bool,
) -> None:
    dispute = a_dispute(
        west_sussex, calendar, raised_at=raised_at, entered_late_because="Snow."
    )

    assert dispute.entries[0].says.endswith("; entered afterwards.") is afterwards


def test_the_record_keeps_what_was_raised_as_it_was_sent(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    more: dict[str, Any] = {
        "raised_at": "2026-03-30T08:00:00Z",
        "parties": ["SW-9"],
    }

    [raised] = a_dispute(west_sussex, calendar, **more).entries

    assert raising(**more).items() <= raised.details.items()


def test_a_shared_day_entered_afterwards_is_a_whole_day_still(
    calendar: WorkingCalendar,
) -> None:
    dispute = begun(
        PROCEDURES["quillshire-2025-04"],
        calendar,
        start_stage=2,
        concerns=["red"],
        raised_at="2026-03-27T10:00:00+00:00",
        entered_late_because="Snow.",
    )

    assert dispute.due() == MON_30_MAR + timedelta(hours=24)


# --- a limit that the officer sets --------------------------------------------------------


@pytest.mark.parametrize("days", [1, 20])
def test_a_limit_the_officer_sets_within_the_bounds_is_the_one_that_runs(
    shelf: Shelf, calendar: WorkingCalendar, days: int
) -> None:
    merton = shelf.named("merton-2017-11")
    chosen = {"1": days}

    assert faults(merton, calendar, respond_within_working_days=chosen) == []
    due = begun(merton, calendar, respond_within_working_days=chosen).due()
    assert due is not None
    assert (
        london(due) == {1: "Tue 31 Mar 2026 17:00", 20: "Wed 29 Apr 2026 17:00"}[days]
    )


def test_a_limit_outside_the_bounds_or_missing_is_refused(
    shelf: Shelf, calendar: WorkingCalendar
) -> None:
    merton = shelf.named("merton-2017-11")

    assert faults(merton, calendar, respond_within_working_days={"1": 21}) == [
        "respond_within_working_days: at most 20 working days."
    ]
    assert faults(merton, calendar) == [
        (
            "respond_within_working_days: is missing for stage 1; the officer sets that"
            " limit, at most 20 working days."
        )
    ]


def test_a_limit_that_the_procedure_sets_is_not_the_officers(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    assert faults(west_sussex, calendar, respond_within_working_days={"1": 3}) == [
        (
            "respond_within_working_days: at stage 1 the procedure sets the limit itself;"
            " leave it out."
        )
    ]


@pytest.mark.parametrize(
    ("of_limit", "of_stage", "by"),
    [("§2", "§1", ", by §2"), (None, "§1", ", by §1"), (None, None, "")],
)
def test_a_limit_is_explained_by_its_own_paragraph_else_by_that_of_its_stage(
    west_sussex: Procedure,
    calendar: WorkingCalendar,
    of_limit: str | None,
    of_stage: str | None,
    by: str,
) -> None:
    plain = west_sussex.model_dump(mode="json")
    stage = next(one for one in plain["ladders"][0]["stages"] if one["number"] == 1)
    stage["source"], stage["respond"]["source"] = of_stage, of_limit

    visit = begun(Procedure.model_validate(plain), calendar).visit

    assert visit is not None
    assert visit.clock is not None
    assert visit.clock.explain()[0] == (
        "Rule: 5 working days, where day 1 is the first working day after it starts"
        f"{by}. Calendar {calendar.version}."
    )


# --- the ladder, the rehearsal, what is shared ---------------------------------------


@pytest.mark.parametrize(
    ("concerns", "named", "ladder"),
    [
        ([], None, "usual"),
        (["immediate-safety"], None, "urgent"),
        (["immediate-safety"], "usual", "usual"),
        ([], "urgent", "urgent"),
    ],
)
def test_the_ladder_named_goes_before_the_one_made_for_such_a_dispute(
    shelf: Shelf, concerns: list[str], named: str | None, ladder: str
) -> None:
    request = read_raised(raising("durham", concerns=concerns, ladder=named))

    assert chosen_ladder(request, shelf.named("durham-1")).name == ladder


def test_a_ladder_that_is_none_is_answered_with_those_there_are(
    shelf: Shelf, calendar: WorkingCalendar
) -> None:
    assert faults(shelf.named("durham-1"), calendar, ladder="rope") == [
        "ladder: there is no 'rope'; write one of usual, urgent."
    ]


def test_a_rehearsal_is_refused_where_rehearsals_are_switched_off(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    rehearsal: dict[str, Any] = {"rehearsal": {}}

    assert faults(west_sussex, calendar, **rehearsal) == []
    assert faults(west_sussex, calendar, allow_rehearsals=False, **rehearsal) == [
        "rehearsal: rehearsals are switched off here; take it away."
    ]


def test_disputes_of_one_procedure_share_one_copy_of_it(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    first, second = (
        shared(
            Basis(
                procedure=Procedure.model_validate(west_sussex.model_dump()),
                calendar=calendar,
            )
        )
        for _ in range(2)
    )

    assert first.procedure is second.procedure
    assert first.procedure.fingerprint == west_sussex.fingerprint
    assert first.calendar is second.calendar
    assert first.calendar.version == calendar.version


@pytest.mark.parametrize(
    ("span", "hours"),
    [
        (Span(working_days=2), 48),
        (Span(calendar_days=2), 48),
        (Span(working_hours=2), 2),
        (Span(elapsed_hours=2), 2),
    ],
)
def test_bounds_are_compared_in_rough_hours(span: Span, hours: int) -> None:
    assert rough_hours(span) == hours


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2020, 6, 3), False),
        (date(2020, 6, 4), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_version_is_in_force_from_its_first_day_to_its_last(
    west_sussex: Procedure, day: date, *, in_force: bool
) -> None:
    ended = west_sussex.model_copy(update={"in_force_until": date(2026, 3, 31)})

    assert ended.is_in_force_on(day) is in_force
    assert west_sussex.is_in_force_on(day) is (day >= date(2020, 6, 4))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (None, "A dispute is raised with one JSON object"),
        ({}, "authority: is missing; it is needed."),
        (raising(issue=" "), "issue: is empty; write something."),
        (raising(isue="x"), "a key in it is not known; did you mean issue?"),
        (raising(themes=["other", "other"]), "themes: names a code twice; name each"),
        (raising(raised_at="2026-03-30T10:00:00"), "raised_at: needs an offset, as in"),
        (
            raising(child={"reference": "Marigold", "kind": "looked-after"}),
            "never a na",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_never_repeated(
    data: object, fault: str
) -> None:
    with pytest.raises(RaiseRefused) as refusal:
        read_raised(data)

    assert fault in str(refusal.value)
    assert "Marigold" not in str(refusal.value)


def test_the_clock_of_the_raising_program_may_be_a_little_ahead(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    ahead = datetime(2026, 3, 30, 9, 4, tzinfo=UTC).isoformat()

    assert faults(west_sussex, calendar, raised_at=ahead) == []
