"""A council's own staff directory, plugged in by its name."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from activities.people import plugged_in
from directory.errors import DirectoryError
from directory.resolving import Asked, Found, Person
from settings import Settings
from tests.starter.conftest import disputes

OURS = f"{__name__}:Staff"
TODAY = date(2026, 3, 30)


class Staff:
    """Knows one manager."""

    async def find(self, asked: Asked) -> Found:
        """Return her for every post."""
        return Found(Person("PM-77", "pm77@anyshire.example"))


class Nothing:
    """Knows nobody, and how to find nobody."""


def test_the_class_that_is_named_is_asked() -> None:
    found = asyncio.run(plugged_in(OURS).find(Asked("practice-manager", "", TODAY)))

    assert found.person == Person("PM-77", "pm77@anyshire.example")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no.such.module:Staff", "cannot be used: No module named"),
        (f"{__name__}:NoSuchClass", "cannot be used"),
        ("not a name", "cannot be used"),
        (f"{__name__}:Nothing", "has no `find`"),
    ],
)
def test_a_name_that_leads_nowhere_is_said_so(name: str, says: str) -> None:
    with pytest.raises(DirectoryError, match=says):
        plugged_in(name)


def test_who_would_be_told_is_asked_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_HOME", str(tmp_path))
    monkeypatch.setenv("DISPUTES_STAFF_DIRECTORY", OURS)

    result = disputes("people", "who", "practice-manager", "--team", "north")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "PM-77 is told."


def test_one_place_only_says_who_holds_which_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "people.csv"
    file.touch()
    monkeypatch.setenv("DISPUTES_PEOPLE_FILE", str(file))
    monkeypatch.setenv("DISPUTES_STAFF_DIRECTORY", OURS)

    [fault] = Settings.from_environment().faults()

    assert "in one place only" in fault
