"""What nothing acts on is at least shown: `explain` prints it to the officer."""

import re
from functools import cache

import pytest

from domain.explaining import explain
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED
from tests.procedures.asked_for import follow
from tests.procedures.test_requirements_in_data import FILES, procedure_of
from tests.traceability import COUNCILS, Requirement, read_list

SAID = [
    pytest.param(one, path[0], id=one.id)
    for council in COUNCILS
    for one in read_list(council)
    if (
        path := re.findall(r"shown only, ((?:\w+_duties|scope|checks)\.[\w-]+)", one.by)
    )
]


@cache
def explained(name: str) -> str:
    """Return the whole procedure in sentences, its white space made uniform."""
    return " ".join(explain(read_procedure(SHIPPED / f"{name}.yaml")).split())


@pytest.mark.parametrize(("one", "path"), SAID)
def test_a_duty_that_is_shown_only_is_printed(one: Requirement, path: str) -> None:
    says = follow(procedure_of(one.id), path)[-1]["says"]

    assert " ".join(says.split()).rstrip(".") in explained(FILES[one.id[:2]])
