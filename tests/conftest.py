"""Situations every test may start from."""

from pathlib import Path

import pytest

from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar
from domain.procedure import Procedure
from procedures.shelf import Shelf

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
