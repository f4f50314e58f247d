"""Sentences say what the rules do, where the document's word alone would say otherwise."""

import pytest

from domain.explaining import sections
from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.matters import Duty
from domain.procedure.people import Condition, Responders
from domain.procedure.time import Bounds, ClockStart, Span, Within
from tests.domain.raisings import PROCEDURES
from tests.domain.test_explaining import section, stage_lines

FIVE_DAYS = Span(working_days=5)


ONE_CLOCK = (
    "All stages counted so share one clock. Where the dispute was taken to this order of"
    " stages later, it starts then; for a stage that begins when it has run out it starts"
    " anew."
)


def asked(limit: Within, start: ClockStart = ClockStart.SENT) -> Stage:
    return Stage(
        number=9,
        title="Panel",
        responders=Responders(posts=("service-lead",)),
        respond=limit,
        clock_starts=start,
    )


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (
            ClockStart.RECORDED,
            "from when they are told, which is taken for when it is recorded",
        ),
        (ClockStart.SENT, "from when it is sent"),
        (
            ClockStart.ASSIGNED,
            "from when they are told, which is taken for when it is assigned",
        ),
        (
            ClockStart.RECEIVED,
            "from when they are told, which is taken for when it is received",
        ),
        (ClockStart.ESCALATED, "from the escalation to this stage"),
        (
            ClockStart.AGREED,
            "from when they are told, which is taken for when it is agreed",
        ),
    ],
)
def test_each_limit_says_from_when_it_is_counted(
    west_sussex: Procedure, start: ClockStart, says: str
) -> None:
    lines = stage_lines(west_sussex, asked(Within(fixed=FIVE_DAYS), start))

    assert lines[0] == (
        f"The Service Lead is asked to answer within 5 working days, {says}."
    )
    assert lines[1].startswith("Without a full answer by then")


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (ClockStart.RAISED, "from when the dispute was raised"),
        (
            ClockStart.IDENTIFIED,
            (
                "from when the dispute was raised, which is taken for when the problem was"
                " identified"
            ),
        ),
    ],
)
def test_a_limit_that_stages_share_says_so(
    west_sussex: Procedure, start: ClockStart, says: str
) -> None:
    lines = stage_lines(west_sussex, asked(Within(fixed=FIVE_DAYS), start))

    assert lines[0] == (
        f"The Service Lead is asked to answer within 5 working days, {says}."
    )
    assert lines[1] == ONE_CLOCK
    assert lines[2].startswith("Without a full answer by then")


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        (
            Within(by_issue_type=True),
            (
                "Of several types of issue the one whose time ends first counts; where none"
                " has a time, there is no limit."
            ),
        ),
        (
            Within(officer_chooses=Bounds(most=FIVE_DAYS)),
            (
                "The IRO/CPA has to set it where it starts here; later, if none is set,"
                " there is no limit."
            ),
        ),
        (
            Within(officer_chooses=Bounds(as_before=True)),
            "The IRO/CPA has to set it where it starts here.",
        ),
    ],
)
def test_a_limit_that_is_left_open_says_what_holds_where_nobody_sets_it(
    west_sussex: Procedure, limit: Within, says: str
) -> None:
    assert stage_lines(west_sussex, asked(limit))[1] == says


@pytest.mark.parametrize(
    "limit", [Within(fixed=FIVE_DAYS), Within(officer_chooses=Bounds(usual=FIVE_DAYS))]
)
def test_a_limit_that_there_always_is_says_no_more(
    west_sussex: Procedure, limit: Within
) -> None:
    assert stage_lines(west_sussex, asked(limit))[1].startswith("Without a full answer")


def test_of_the_whole_whoever_raised_it_is_told_where_others_raise_it() -> None:
    title = "The stages: The service raises a concern about an IRO or CP Chair"

    *_, told, _, stops = section(PROCEDURES["lambeth-2023-09"], title).lines

    assert (told, stops) == (
        (
            "4 working days before that, and when it has passed, the service, about an IRO"
            " or CP Chair and the Assistant Director for Quality Assurance are told."
        ),
        "It warns, and never stops the service, about an IRO or CP Chair.",
    )


def test_a_dispute_taken_to_another_order_goes_by_what_that_says_of_the_whole() -> None:
    other = (
        "A dispute that is taken to another order goes by what that says of the whole; a"
        " limit that would have passed already is counted from then."
    )

    several = section(
        PROCEDURES["durham-1"], "The stages: Stages of the Resolution Process"
    )
    alone = section(PROCEDURES["anyshire-2026-01"], "The stages")

    assert several.lines[-2:] == (
        other,
        "It warns, and never stops the Independent Reviewing Officer.",
    )
    assert other not in alone.lines


@pytest.mark.parametrize(("times", "says"), [(1, "once"), (2, "2 times")])
def test_an_extension_says_how_often_it_is_offered(times: int, says: str) -> None:
    plain = PROCEDURES["anyshire-2026-01"].model_dump(mode="json")
    plain["extension"]["times"] = times
    procedure = Procedure.model_validate(plain)

    assert section(procedure, "More time").lines[0] == (
        "The reviewing officer may extend a limit by at most 5 working days,"
        f" {says} at a stage, saying what the child gains by waiting. [§5.1]"
    )


def test_what_was_agreed_and_is_not_done_opens_the_last_stage_again() -> None:
    found = section(PROCEDURES["anyshire-2026-01"], "Watching what was agreed")

    assert found.lines[0] == (
        "If what was agreed is not done by its date, it goes to the next stage by itself;"
        " the last begins again. [§6.1]"
    )


def test_what_it_is_for_says_for_whom_and_when_where_that_is_not_always(
    west_sussex: Procedure,
) -> None:
    plain = Duty(key="a", says="All concerns.")
    apart = Duty(
        key="b",
        says="Court timetables.",
        by="service-lead",
        when=Condition(in_proceedings=True, children=("looked-after",)),
    )
    procedure = west_sussex.model_copy(update={"scope": (plain, apart)})

    assert section(procedure, "What it is for").lines == (
        "All concerns.",
        (
            "Court timetables (by the Service Lead), only in care proceedings, for"
            ' "Child or young person in care".'
        ),
    )


def test_a_stage_at_which_nobody_is_asked_says_nothing_of_an_answer() -> None:
    told = next(
        one
        for one in sections(PROCEDURES["thistlemere-3"])
        if one.title.startswith("The Mayor is told")
    )

    assert not any("answer will do" in sentence for sentence in told.lines)
