"""A rehearsal takes a procedure by name, or from a file that is on no shelf yet."""

import shutil
from pathlib import Path

import pytest

from domain.errors import DisputeError, ProcedureError
from procedures.shelf import SHIPPED, Shelf
from settings import Settings
from starter.rehearsal_shelf import shelf_with
from starter.stack_commands import _check_it_is_known_there

INVENTED = Path(__file__).parents[1] / "procedures" / "invented"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, procedures_folder=SHIPPED)


def test_a_name_is_looked_up_on_the_shelf_that_the_workers_have(
    settings: Settings,
) -> None:
    with shelf_with(settings, "hull-1") as (known_there, procedure):
        assert procedure.name == "hull-1"
        assert known_there is settings


def test_a_file_from_elsewhere_stands_beside_all_others_while_it_is_rehearsed(
    settings: Settings,
) -> None:
    with shelf_with(settings, str(INVENTED / "thistlemere-3.yaml")) as (its_own, found):
        names = Shelf(its_own.procedures_folder).names()
        assert found.name == "thistlemere-3"
        assert {"thistlemere-3", "west-sussex-2020-06"} <= set(names)

    assert not its_own.procedures_folder.exists()
    assert "thistlemere-3" not in Shelf(settings.procedures_folder).names()


def test_a_changed_copy_of_a_file_of_the_shelf_is_rehearsed_as_it_is_written(
    settings: Settings, tmp_path: Path
) -> None:
    mine = tmp_path / "merton-2017-11.yaml"
    text = (SHIPPED / mine.name).read_text("utf-8")
    mine.write_text(
        text.replace("title: Head of Service\n", "title: My Head\n"), "utf-8"
    )

    with shelf_with(settings, str(mine)) as (_, procedure):
        assert [one.title for one in procedure.stages()][1] == "My Head"


def test_a_file_that_is_not_there_or_not_in_order_is_refused_under_its_own_name(
    settings: Settings, tmp_path: Path
) -> None:
    broken = tmp_path / "broken-1.yaml"
    broken.write_text("name: broken-1\n", "utf-8")

    for path in (broken, tmp_path / "missing-1.yaml"):
        with (
            pytest.raises(ProcedureError, match=path.name),
            shelf_with(settings, str(path)),
        ):
            pass


def test_a_running_stack_is_not_asked_for_a_file_that_its_workers_cannot_know(
    settings: Settings, tmp_path: Path
) -> None:
    shutil.copy(INVENTED / "thistlemere-3.yaml", tmp_path)

    with (
        shelf_with(settings, str(tmp_path / "thistlemere-3.yaml")) as (its_own, _),
        pytest.raises(DisputeError, match="put the file there, or stop it first"),
    ):
        _check_it_is_known_there(settings, its_own)
    _check_it_is_known_there(settings, settings)
