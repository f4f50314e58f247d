"""What a played dispute rests on is said in words, and why each of it was taken."""

from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.messages import read_raised
from domain.opening import Basis
from domain.premises import Premise, premises
from domain.procedure import Procedure
from domain.script import Script
from procedures.shelf import SHIPPED, Shelf
from tests.domain.raisings import INVENTED

SHELF = Shelf(SHIPPED, INVENTED)


def rested_on(
    name: str | Procedure, calendar: WorkingCalendar, *answers: Any, **raised: Any
) -> dict[str, Premise]:
    procedure = SHELF.named(name) if isinstance(name, str) else name
    script = Script.model_validate({"raise": raised, "answers": answers})
    request = read_raised(script.request(procedure))
    found = premises(script, request, Basis(procedure=procedure, calendar=calendar))
    return {one.about: one for one in found}


def test_where_nothing_is_named_everything_says_why_it_is_taken(
    calendar: WorkingCalendar,
) -> None:
    found = rested_on("anyshire-2026-01", calendar)

    assert [(one.about, one.taken, one.says) for one in found.values()] == [
        (
            "raised by",
            ("reviewing-officer",),
            "Independent Reviewing Officer (reviewing-officer), since no role is named",
        ),
        (
            "child",
            ("looked-after",),
            "Looked after child (looked-after), since no kind of child is named",
        ),
        (
            "about",
            ("drift",),
            "Drift or delay in the plan (drift), the first one listed, since none is named",
        ),
        ("concerns", (), "none"),
        ("court", ("false",), "no care proceedings"),
        ("ladder", ("usual",), "Three stages (usual), the only one"),
        ("starts at", ("1",), "Stage 1: Team Manager (stage 1), its first stage"),
        (
            "calendar",
            (calendar.version,),
            f"version {calendar.version}, which reaches to Tue 31 Dec 2030",
        ),
        ("answers", ("0",), "nobody answers, and nobody says anything"),
    ]


def test_what_is_named_says_no_more_than_what_it_is(calendar: WorkingCalendar) -> None:
    found = rested_on(
        "anyshire-2026-01",
        calendar,
        raised_by={"role": "conference-chair"},
        child={"kind": "child-protection"},
        themes=["visits", "other"],
        concerns=["immediate-safety"],
        in_proceedings=True,
        ladder="usual",
        start_stage=2,
    )

    assert [(one.taken, one.says) for one in found.values()][:7] == [
        (("conference-chair",), "Conference Chair (conference-chair)"),
        (
            ("child-protection",),
            "Child on a child protection plan (child-protection)",
        ),
        (
            ("visits", "other"),
            (
                "Visits not made or the child not seen alone (visits), an issue that is not"
                " listed (other)"
            ),
        ),
        (
            ("immediate-safety",),
            "a concern about the child's immediate safety (immediate-safety)",
        ),
        (("true",), "in care proceedings"),
        (("usual",), "Three stages (usual), as named"),
        (("2",), "Stage 2: Service Manager (stage 2), as named"),
    ]


def test_a_role_of_which_only_the_reference_is_named_is_still_taken_for_want_of_one(
    calendar: WorkingCalendar,
) -> None:
    found = rested_on(
        "anyshire-2026-01", calendar, raised_by={"reference": "RO-7"}, child={}
    )

    assert found["raised by"].says.endswith(", since no role is named")
    assert found["child"].says.endswith(", since no kind of child is named")


def test_where_no_issue_is_listed_none_is_called_the_first(
    calendar: WorkingCalendar,
) -> None:
    found = rested_on("thistlemere-3", calendar)

    assert found["about"].says == (
        "an issue that is not listed (other), since none is named"
    )
    assert "concerns" not in found


@pytest.mark.parametrize(
    ("concerns", "says"),
    [
        ([], "Green, everything else (green), taken where no other is chosen"),
        (["amber"], "Amber (amber), which is chosen for such a dispute"),
    ],
)
def test_of_several_ladders_it_is_said_why_one_is_taken(
    calendar: WorkingCalendar, concerns: list[str], says: str
) -> None:
    found = rested_on("quillshire-2025-04", calendar, concerns=concerns)

    assert found["ladder"].says == says


@pytest.mark.parametrize(
    ("name", "raised", "says"),
    [
        (
            "hull-1",
            {"themes": ["assessment-or-plan", "not-informed-or-consulted"]},
            (
                'where "Assessment, Care Plan, Pathway Plan or PEP not provided or'
                ' inadequate" starts'
            ),
        ),
        (
            "hull-1",
            {"themes": ["not-informed-or-consulted", "no-social-worker"]},
            'where "No social worker allocated" starts',
        ),
        (
            "lambeth-2023-09",
            {"raised_by": {"role": "cp-chair"}},
            "where the CP Chair usually starts",
        ),
        (
            "anyshire-2026-01",
            {"concerns": ["immediate-safety"]},
            "the first that may be used with these concerns",
        ),
    ],
)
def test_why_it_starts_at_its_stage_is_said(
    calendar: WorkingCalendar, name: str, raised: dict[str, Any], says: str
) -> None:
    assert rested_on(name, calendar, **raised)["starts at"].says.endswith(f", {says}")


def test_a_first_stage_that_is_passed_over_is_said_to_be(
    calendar: WorkingCalendar,
) -> None:
    plain = SHELF.named("anyshire-2026-01").model_dump(mode="json")
    plain["ladders"][0]["stages"][0]["optional"] = True

    found = rested_on(Procedure.model_validate(plain), calendar)

    assert found["starts at"].says == (
        "Stage 2: Service Manager (stage 2), the first that is not passed over"
    )


def test_limits_that_the_officer_has_to_set_are_said_to_be_supposed(
    calendar: WorkingCalendar,
) -> None:
    supposed = rested_on("merton-2017-11", calendar)["limits"]
    named = rested_on(
        "merton-2017-11", calendar, respond_within_working_days={1: 3, 2: 4}
    )["limits"]

    later = rested_on("merton-2017-11", calendar, start_stage=2)["limits"]

    # What follows goes by the limit that was set last.
    assert supposed.says == (
        "5 at stage 1 (working days); the officer sets them, and none is named"
    )
    assert (supposed.taken, later.taken) == (("1:5",), ("1:5", "2:5"))
    assert named.says == "3 at stage 1, 4 at stage 2 (working days)"
    assert "limits" not in rested_on("anyshire-2026-01", calendar)


@pytest.mark.parametrize(("number", "says"), [(1, "1 message"), (2, "2 messages")])
def test_it_is_said_how_much_is_answered(
    calendar: WorkingCalendar, number: int, says: str
) -> None:
    answers = [{"at_stage": 1, "send": "note"}] * number

    found = rested_on("anyshire-2026-01", calendar, *answers)["answers"]

    assert (found.taken, found.says) == ((str(number),), says)
