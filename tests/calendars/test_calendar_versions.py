"""Calendars brought into force are kept as they were, whoever imports and reads at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from calendars.versions import Provenance, Versions
from domain.calendar import BankHoliday, WorkingCalendar
from domain.errors import CalendarError

SAT_10_SEP = datetime(2022, 9, 10, 12, tzinfo=UTC)
WHERE_FROM = Provenance(
    source="bank-holidays.json",
    source_sha256="0",
    by="operator / OP-1",
    because="Test.",
)


def with_day(calendar: WorkingCalendar, day: date) -> WorkingCalendar:
    more = BankHoliday(on=day, title="Marmalade Day")
    return calendar.model_copy(
        update={"bank_holidays": (*calendar.bank_holidays, more)}
    )


def test_before_the_first_import_nothing_is_in_force(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "not-there-yet")

    assert versions.current() is None
    assert versions.imported() == []


def test_what_is_read_is_what_was_added_under_the_version_it_had(
    tmp_path: Path, calendar: WorkingCalendar
) -> None:
    Versions(tmp_path).add(calendar, WHERE_FROM, SAT_10_SEP)

    newer = Versions(tmp_path).current()

    assert newer is not None
    assert (newer.calendar.version, newer.since) == (calendar.version, SAT_10_SEP)
    assert newer.calendar.bank_holidays == calendar.bank_holidays


def test_a_reader_that_stays_sees_the_next_import(
    tmp_path: Path, calendar: WorkingCalendar
) -> None:
    reader, operator = Versions(tmp_path), Versions(tmp_path)
    operator.add(calendar, WHERE_FROM, SAT_10_SEP)
    first = reader.current()

    assert reader.current() is first, "what has not changed is not read again"
    later = with_day(calendar, date(2026, 4, 7))
    operator.add(later, WHERE_FROM, SAT_10_SEP + timedelta(days=1))

    second = reader.current()
    assert second is not None
    assert second.calendar.version == later.version


def test_many_importing_at_once_each_supersede_the_one_before(
    tmp_path: Path, calendar: WorkingCalendar
) -> None:
    several = [with_day(calendar, date(2026, 6, day)) for day in range(1, 6)]

    with ThreadPoolExecutor() as pool:
        list(
            pool.map(
                lambda one: Versions(tmp_path).add(one, WHERE_FROM, SAT_10_SEP), several
            )
        )

    imported = Versions(tmp_path).imported()
    assert [one.number for one in imported] == [1, 2, 3, 4, 5]
    assert {one.version for one in imported} == {one.version for one in several}
    assert [one.supersedes for one in imported[1:]] == [
        one.version for one in imported[:-1]
    ]


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, calendar: WorkingCalendar
) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CalendarError, match="DISPUTES_CALENDARS_FOLDER"):
        Versions(tmp_path / "file").add(calendar, WHERE_FROM, SAT_10_SEP)


def test_an_entry_of_the_index_that_cannot_be_read_is_named(
    tmp_path: Path, calendar: WorkingCalendar
) -> None:
    Versions(tmp_path).add(calendar, WHERE_FROM, SAT_10_SEP)
    (tmp_path / "index" / "0002.json").write_text("{")

    with pytest.raises(CalendarError, match=r"0002\.json: cannot be read"):
        Versions(tmp_path).current()
