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
from domain.procedure.time import Bounds, Span, Within
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


@pytest.mark.parametrize(
    ("name", "changes", "fault"),
    [
        (
            "west-sussex-2020-06",
            {"child": {"reference": "C-1", "kind": "grown-up"}},
            (
                "child.kind: 'grown-up' is not a kind of child here; write one of"
                " looked-after, child-protection-plan."
            ),
        ),
        (
            "west-sussex-2020-06",
            {"concerns": ["frogs"]},
            (
                "concerns: 'frogs' is not a concern here; write one of"
                " immediate-safety, significant-care-planning."
            ),
        ),
        (
            "hull-1",
            {"concerns": ["frogs"]},
            "concerns: 'frogs' is not a concern here; leave it out.",
        ),
        (
            "anyshire-2026-01",
            {"start_stage": 9},
            "start_stage: there is no stage 9; write one of 1, 2, 3.",
        ),
        (
            "hull-1",
            {"ladder": "reverse"},
            (
                "ladder: reverse is not for what iro raises; leave it out, and the right"
                " one is taken."
            ),
        ),
    ],
)
def test_what_the_procedure_does_not_have_is_answered_with_what_it_has(
    calendar: WorkingCalendar, name: str, changes: dict[str, Any], fault: str
) -> None:
    assert faults(PROCEDURES[name], calendar, **changes) == [fault]


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


def test_every_kind_of_child_that_a_role_acts_for_is_named(
    shelf: Shelf, calendar: WorkingCalendar
) -> None:
    durham = shelf.named("durham-1")
    (key, role), *_ = durham.officers.items()
    two = role.model_copy(update={"children": ("looked-after", "care-experienced")})
    changed = durham.model_copy(update={"officers": {key: two}})
    child = {"reference": "C-1", "kind": "child-protection"}

    assert faults(changed, calendar, child=child) == [
        (
            f"raised_by.role: {role.title} acts for looked-after, care-experienced; for"
            " child-protection name another role."
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
        west_sussex,
        calendar,
        start_stage=0,
        concerns=["immediate-safety", "significant-care-planning"],
    )

    stage = west_sussex.ladders[0].stages[0]
    assert found == (
        "start_stage: Informal resolution is not to be used where there is a concern"
        " about the child's immediate safety or a significant care planning concern;"
        f" start at a later stage ({stage.source})."
    )


@pytest.mark.parametrize(("concerns", "number"), [([], 0), (["immediate-safety"], 1)])
def test_where_nothing_is_said_it_starts_at_the_first_stage_that_is_fit(
    west_sussex: Procedure, concerns: list[str], number: int
) -> None:
    request = read_raised(raising("west-sussex", concerns=concerns, **EARLIER))

    assert first_stage(request, west_sussex).number == number


def test_where_no_stage_is_fit_it_starts_at_the_last_one(
    west_sussex: Procedure,
) -> None:
    ladder = west_sussex.ladders[0]
    unfit = tuple(
        stage.model_copy(update={"not_for": ("immediate-safety",)})
        for stage in ladder.stages
    )
    changed = west_sussex.model_copy(
        update={"ladders": (ladder.model_copy(update={"stages": unfit}),)}
    )
    request = read_raised(
        raising("west-sussex", concerns=["immediate-safety"], **EARLIER)
    )

    assert first_stage(request, changed).number == unfit[-1].number == 5


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


@pytest.mark.parametrize(
    "ago", [-timedelta(minutes=5), timedelta(days=1), timedelta(days=366)]
)
def test_five_minutes_ahead_one_day_and_366_days_ago_are_just_in_order(
    west_sussex: Procedure, calendar: WorkingCalendar, ago: timedelta
) -> None:
    why = "Snow." if ago > timedelta(days=1) else None
    raised_at = (MON_30_MAR - ago).isoformat()
    told: dict[str, Any] = {"raised_at": raised_at, "entered_late_because": why}

    assert faults(west_sussex, calendar, **told) == []


def test_what_is_entered_more_than_a_day_later_needs_its_reason(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    raised_at = (MON_30_MAR - timedelta(days=1, minutes=1)).isoformat()

    assert faults(west_sussex, calendar, raised_at=raised_at) == [
        (
            "entered_late_because: is missing; raised_at is in the past, so say why it is"
            " entered only now. Stage limits run from when the manager is told, never"
            " from before."
        )
    ]
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


def test_a_missing_limit_without_a_cap_is_asked_for_without_one(
    shelf: Shelf, calendar: WorkingCalendar
) -> None:
    lambeth = shelf.named("lambeth-2023-09")
    themes = [next(issue.key for issue in lambeth.issues())]

    assert faults(lambeth, calendar, start_stage=0, themes=themes) == [
        (
            "respond_within_working_days: is missing for stage 0; the officer sets that"
            " limit."
        )
    ]


def test_a_stage_that_is_none_is_asked_for_no_limit(
    shelf: Shelf, calendar: WorkingCalendar
) -> None:
    assert faults(shelf.named("merton-2017-11"), calendar, start_stage=9) == [
        "start_stage: there is no stage 9; write one of 1, 2, 3."
    ]


def test_the_shortest_limit_of_the_bounds_may_be_chosen_and_none_below(
    thistlemere: Procedure, calendar: WorkingCalendar
) -> None:
    ladder = thistlemere.ladders[0]
    first = ladder.stages[0]
    bounds = Within(officer_chooses=Bounds(least=Span(working_days=3)))
    stages = (first.model_copy(update={"respond": bounds}), *ladder.stages[1:])
    changed = thistlemere.model_copy(
        update={"ladders": (ladder.model_copy(update={"stages": stages}),)}
    )

    assert faults(changed, calendar, respond_within_working_days={"1": 3}) == []
    assert faults(changed, calendar, respond_within_working_days={"1": 2}) == [
        "respond_within_working_days: at least 3 working days."
    ]


def test_each_limit_that_is_not_the_officers_to_set_is_named(
    thistlemere: Procedure, west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    assert faults(west_sussex, calendar, respond_within_working_days={"1": 3}) == [
        (
            "respond_within_working_days: the officer sets no limit at"
            " stage 1; leave it out."
        )
    ]
    several = {"9": 3, "3": 3, "2": 16}
    assert faults(thistlemere, calendar, respond_within_working_days=several) == [
        "respond_within_working_days: there is no stage 9; leave it out.",
        (
            "respond_within_working_days: the officer sets no limit at"
            " stage 3; leave it out."
        ),
        "respond_within_working_days: at most 15 working days.",
    ]


@pytest.mark.parametrize(
    ("theme", "picked", "fault"),
    [
        ("dangerous-practice", {"elapsed_hours": 24}, None),
        ("dangerous-practice", {"working_days": 5}, None),
        (
            "dangerous-practice",
            {"elapsed_hours": 23},
            "issue_within: write 24 elapsed hours to 5 working days.",
        ),
        (
            "dangerous-practice",
            {"working_days": 6},
            "issue_within: write 24 elapsed hours to 5 working days.",
        ),
        (
            "visits-not-made",
            {"working_days": 5},
            "issue_within: no issue type named gives a range; leave it out.",
        ),
    ],
)
def test_a_limit_is_picked_within_the_range_of_the_issue_type(
    shelf: Shelf,
    calendar: WorkingCalendar,
    theme: str,
    picked: dict[str, int],
    fault: str | None,
) -> None:
    found = faults(shelf.named("hull-1"), calendar, themes=[theme], issue_within=picked)

    assert found == ([fault] if fault else [])


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
                calendar=WorkingCalendar.model_validate(calendar.model_dump()),
            )
        )
        for _ in range(2)
    )

    assert first.procedure is second.procedure
    assert first.procedure.fingerprint == west_sussex.fingerprint
    assert first.calendar is second.calendar
    assert first.calendar.version == calendar.version


def test_disputes_of_two_procedures_keep_each_their_own(
    west_sussex: Procedure, anyshire: Procedure, calendar: WorkingCalendar
) -> None:
    for procedure in (west_sussex, anyshire):
        basis = Basis(procedure=procedure, calendar=calendar)

        assert shared(basis).procedure.name == procedure.name


# --- the calendar -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (date(2026, 3, 30), date(2026, 6, 30), None),
        (
            date(2026, 3, 31),
            date(2026, 12, 31),
            (
                "The calendar of bank holidays begins on Tue 31 Mar 2026, after the dispute"
                " is raised; load a list that begins earlier."
            ),
        ),
        (
            date(2026, 1, 1),
            date(2026, 6, 29),
            (
                "The calendar of bank holidays ends on Mon 29 Jun 2026, too soon for a"
                " dispute raised now; load a newer list, and raise it again."
            ),
        ),
    ],
)
def test_the_calendar_knows_the_day_of_raising_and_the_92_days_after_it(
    west_sussex: Procedure,
    calendar: WorkingCalendar,
    first: date,
    last: date,
    fault: str | None,
) -> None:
    found = faults(west_sussex, calendar.between(first, last))

    assert found == ([fault] if fault else [])


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


def test_the_clock_of_the_raising_program_may_be_a_little_ahead(
    west_sussex: Procedure, calendar: WorkingCalendar
) -> None:
    ahead = datetime(2026, 3, 30, 9, 4, tzinfo=UTC).isoformat()

    assert faults(west_sussex, calendar, raised_at=ahead) == []
