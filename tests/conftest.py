"""Situations every test may start from."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar
from domain.procedure import Procedure
from procedures.shelf import Shelf

if "MUTANT_UNDER_TEST" in os.environ:
    # A mutant meets the same examples as the code it was made from, in its own time.
    settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, max_examples=30
    )
    settings.load_profile("mutants")

TEMPORAL = Path(__import__("sysconfig").get_path("scripts")) / "temporal"
"""The real server, installed by the development extra."""


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return read_calendar()


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(scope="session")
def west_sussex(shelf: Shelf) -> Procedure:
    return shelf.named("west-sussex-2020-06")
