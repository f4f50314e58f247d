"""Hull, Durham, Lambeth and Merton: nothing of their documents is left out."""

import re

import pytest

from domain.procedure import Procedure
from tests.procedures.documents import (
    DURHAM,
    HULL,
    LAMBETH,
    MERTON,
    under,
)


@pytest.mark.parametrize(
    ("procedure", "letters", "requirements", "points"),
    [
        (HULL, "HU", 73, 16),
        (DURHAM, "DU", 94, 22),
        (LAMBETH, "LA", 83, 17),
        (MERTON, "ME", 22, 8),
    ],
)
def test_every_requirement_and_every_unclear_point_has_a_line(
    procedure: Procedure, letters: str, requirements: int, points: int
) -> None:
    sources = " ".join(under("source", procedure.model_dump()))

    named = {int(n) for n in re.findall(rf"\b{letters}-(\d+)\b", sources)}
    readings = [reading.id for reading in procedure.readings]

    assert sorted(set(range(1, requirements + 1)) - named) == []
    assert readings == [f"{letters}-A{n}" for n in range(1, points + 1)]


@pytest.mark.parametrize(
    ("procedure", "of_no_effect"),
    [
        (HULL, {"HU-A11", "HU-A15"}),
        (DURHAM, set[str]()),
        (LAMBETH, set[str]()),
        (MERTON, {"ME-A3"}),
    ],
)
def test_every_reading_has_a_line_that_rests_on_it_unless_it_changes_nothing(
    procedure: Procedure, of_no_effect: set[str]
) -> None:
    rested_on = set(under("reading", procedure.model_dump(exclude={"readings"})))

    assert {one.id for one in procedure.readings} - rested_on == of_no_effect


@pytest.mark.parametrize("procedure", [HULL, DURHAM, LAMBETH, MERTON])
def test_every_limit_to_answer_names_its_paragraph(procedure: Procedure) -> None:
    limits = [one.respond for one in procedure.stages() if one.respond]

    assert [one for one in limits if not one.source] == []
