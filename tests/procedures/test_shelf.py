"""The shelf hands out the version in force, and names what it cannot hand out."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.errors import ProcedureError
from procedures.shelf import SHIPPED, Shelf

MON_30_MAR_2026 = datetime(2026, 3, 30, 9, tzinfo=UTC)

VERSION = """\
name: {name}
authority: {authority}
council: Anyshire
title: {title}
status: {status}
in_force_from: {since}
source: Anyshire
children: {{looked-after: Looked after child}}
officers:
  iro: {{title: IRO, children: [looked-after], manager: team-manager}}
posts:
  team-manager: {{title: Team Manager}}
ladders:
  - stages:
      - {{number: 1, title: Stage 1, responders: {{posts: [team-manager]}}}}
"""


@pytest.fixture
def shelf_of(tmp_path: Path) -> "type[Written]":
    Written.folder = tmp_path
    return Written


class Written:
    """Files of an invented council, written where a shelf looks for them."""

    folder: Path

    @classmethod
    def version(
        cls,
        name: str,
        since: str,
        *,
        authority: str = "anyshire",
        status: str = "approved",
        title: str = "Disagreements",
        file: str | None = None,
    ) -> Path:
        path = cls.folder / f"{file or name}.yaml"
        path.write_text(
            VERSION.format(
                name=name, since=since, authority=authority, status=status, title=title
            ),
            encoding="utf-8",
        )
        return path


def faults(shelf: Shelf, authority: str, at: datetime = MON_30_MAR_2026) -> list[str]:
    with pytest.raises(ProcedureError) as refused:
        shelf.in_force(authority, at)
    return refused.value.faults


def test_the_shipped_west_sussex_is_in_force() -> None:
    shelf = Shelf()

    assert shelf.in_force("west-sussex", MON_30_MAR_2026) is shelf.named(
        "west-sussex-2020-06"
    )


def test_of_several_the_one_that_came_into_force_last_is_taken(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("anyshire-1", "2024-01-01")
    shelf_of.version("anyshire-2", "2026-03-01")
    shelf_of.version("anyshire-3", "2026-04-01")
    shelf_of.version("anyshire-4", "2026-03-15", status="retired")

    assert Shelf(tmp_path).in_force("anyshire", MON_30_MAR_2026).name == "anyshire-2"


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (datetime(2026, 5, 31, 22, 59, tzinfo=UTC), "anyshire-1"),
        (datetime(2026, 5, 31, 23, 0, tzinfo=UTC), "anyshire-2"),  # 1 June in London
    ],
)
def test_a_version_comes_into_force_at_midnight_in_london(
    shelf_of: type[Written], tmp_path: Path, at: datetime, name: str
) -> None:
    shelf_of.version("anyshire-1", "2024-01-01")
    shelf_of.version("anyshire-2", "2026-06-01")

    assert Shelf(tmp_path).in_force("anyshire", at).name == name


def test_two_versions_in_force_from_the_same_day_are_refused(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("anyshire-1", "2026-01-01")
    shelf_of.version("anyshire-2", "2026-01-01")

    assert faults(Shelf(tmp_path), "anyshire") == [
        (
            "anyshire has two procedures in force from Thu 1 Jan 2026, anyshire-1 and"
            " anyshire-2; give one of them `in_force_until`, `status: retired` or"
            " another `in_force_from`."
        )
    ]


def test_none_in_force_yet_says_from_when_there_is_one(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("anyshire-1", "2026-04-01")

    assert faults(Shelf(tmp_path), "anyshire") == [
        (
            "anyshire has no procedure in force on Mon 30 Mar 2026: anyshire-1"
            " (approved) from Wed 1 Apr 2026."
        )
    ]


def test_an_unknown_council_is_told_the_nearest_first(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("borset-1", "2026-01-01", authority="borset")
    shelf_of.version("anyshire-1", "2026-01-01")

    assert faults(Shelf(tmp_path), "anyshyre") == [
        ("No council is called 'anyshyre'; did you mean 'anyshire'? Others are borset.")
    ]


def test_an_unknown_name_is_told_the_nearest_first() -> None:
    with pytest.raises(ProcedureError, match="did you mean 'west-sussex-2020-06'"):
        Shelf().named("west-sussex-2020-60")


def test_a_shelf_with_nothing_on_it_says_so(tmp_path: Path) -> None:
    assert faults(Shelf(tmp_path), "anyshire") == [
        "No council is called 'anyshire'; there are none yet."
    ]


def test_a_broken_file_stands_only_in_the_way_of_its_own_council(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("anyshire-1", "2026-01-01")
    (tmp_path / "borset-1.yaml").write_text("name: borset-1\n", encoding="utf-8")
    shelf = Shelf(tmp_path)

    assert shelf.in_force("anyshire", MON_30_MAR_2026).name == "anyshire-1"
    assert "borset-1.yaml:1: `authority` is missing" in faults(shelf, "borset")[0]
    with pytest.raises(ProcedureError, match="is missing"):
        shelf.all()


def test_a_council_whose_name_begins_like_anothers_has_its_own_versions(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("sussex-1", "2024-01-01", authority="sussex")
    shelf_of.version("sussex-east-1", "2026-01-01", authority="sussex-east")
    shelf = Shelf(tmp_path)

    assert shelf.in_force("sussex", MON_30_MAR_2026).name == "sussex-1"
    assert shelf.in_force("sussex-east", MON_30_MAR_2026).name == "sussex-east-1"


def test_a_file_is_called_as_the_procedure_in_it(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    path = shelf_of.version("anyshire-1", "2026-01-01", file="anyshire-2")

    with pytest.raises(ProcedureError) as refused:
        Shelf(tmp_path).named("anyshire-2")
    assert refused.value.faults == [
        (
            f"{path}:1: holds the procedure 'anyshire-1'; call the file"
            " anyshire-1.yaml, or write `name: anyshire-2`."
        )
    ]


def test_a_name_begins_with_its_councils(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("borset-1", "2026-01-01")

    with pytest.raises(ProcedureError, match="must begin with the council's short"):
        Shelf(tmp_path).named("borset-1")


def test_a_council_keeps_its_own_in_an_extra_folder(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("anyshire-2099-01", "2026-02-01")
    shelf = Shelf(SHIPPED, extra=tmp_path)

    assert shelf.in_force("anyshire", MON_30_MAR_2026).name == "anyshire-2099-01"
    assert "west-sussex-2020-06" in shelf.names()


def test_the_same_name_in_both_folders_is_refused(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("west-sussex-2020-06", "2026-02-01", authority="west-sussex")

    with pytest.raises(ProcedureError, match=r"is there twice, as .*; keep one"):
        Shelf(SHIPPED, extra=tmp_path).named("west-sussex-2020-06")


def test_a_file_is_read_once_and_again_when_it_has_changed(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    path = shelf_of.version("anyshire-1", "2026-01-01")
    shelf = Shelf(tmp_path)
    first = shelf.named("anyshire-1")
    assert shelf.named("anyshire-1") is first

    shelf_of.version("anyshire-1", "2026-01-01", title="Changed")
    os.utime(path, ns=(0, 0))

    assert shelf.named("anyshire-1").title == "Changed"


def test_versions_of_a_council_are_told_oldest_first(
    shelf_of: type[Written], tmp_path: Path
) -> None:
    shelf_of.version("anyshire-b", "2024-01-01")
    shelf_of.version("anyshire-a", "2026-01-01")

    versions = Shelf(tmp_path).versions("anyshire")

    assert [one.in_force_from for one in versions] == [
        date(2024, 1, 1),
        date(2026, 1, 1),
    ]
