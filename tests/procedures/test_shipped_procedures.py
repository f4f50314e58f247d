"""What comes with the program is in order, and its keys are explained."""

import importlib
import inspect
import re
from datetime import date
from pathlib import Path

import pytest

from domain import explaining, procedure
from domain.explaining import explain, mermaid, svg
from domain.limits import Unit
from domain.procedure.part import Part
from domain.proofreading import Severity, proofread
from procedures.shelf import SHIPPED, Shelf

NAMES = Shelf().names()
MON_30_MAR_2026 = date(2026, 3, 30)
README = (SHIPPED / "README.md").read_text(encoding="utf-8")
EXPLAINING = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(inspect.getfile(explaining)).parent.glob("*.py")
)


def models() -> list[type[Part]]:
    """Return every model of the procedure language."""
    room = Path(inspect.getfile(procedure)).parent
    found = []
    for path in sorted(room.glob("*.py")):
        module = importlib.import_module(f"domain.procedure.{path.stem}")
        for one in vars(module).values():
            if inspect.isclass(one) and issubclass(one, Part) and one is not Part:
                found += [one] if one.__module__ == module.__name__ else []
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_procedure_is_free_of_faults(name: str) -> None:
    found = proofread(Shelf().named(name), on=MON_30_MAR_2026)

    assert [one.sentence() for one in found if one.severity is Severity.FAULT] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_procedure_can_be_read_back_and_drawn(name: str) -> None:
    shipped = Shelf().named(name)

    assert explain(shipped).startswith(f"{shipped.council}: {shipped.title}\n===")
    assert mermaid(shipped).startswith("flowchart TD\n")
    assert svg(shipped).endswith("</svg>\n")


@pytest.mark.parametrize("model", models(), ids=lambda one: one.__name__)
def test_every_key_stands_in_the_readme_under_the_name_of_its_part(
    model: type[Part],
) -> None:
    section = rf"^### {model.__name__}\n(.*?)(?=^##|\Z)"
    found = re.search(section, README, re.MULTILINE | re.DOTALL)
    assert found, f"procedures/README.md needs a heading `### {model.__name__}`"
    rows = re.findall(r"^\| (`[^|]*`) \|", found[1], re.MULTILINE)
    explained = {key for row in rows for key in re.findall(r"`([^`]*)`", row)}

    assert explained == set(model.model_fields), "write a row for each key, and no more"


@pytest.mark.parametrize("model", models(), ids=lambda one: one.__name__)
def test_every_key_is_read_back_in_the_explanation(model: type[Part]) -> None:
    # Sources and readings are taken by name for every line alike, units by `Limit.says`.
    taken_otherwise = {"source", "reading", *(unit.value for unit in Unit)}
    keys = set(model.model_fields) - taken_otherwise

    missing = [key for key in keys if not re.search(rf"\.{key}\b", EXPLAINING)]

    assert missing == [], "a key that is not read back cannot be proof-read"
