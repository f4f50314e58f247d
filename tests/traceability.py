"""Which test proves which requirement; `python -m tests.traceability` writes it down.

The lists in `docs/requirements/` say what each document asks and how it is met. Tests
carry the requirements they prove as a marker, `@pytest.mark.meets("WS-32")`; they are
read, not run. From both comes `docs/traceability.md`.

`met` in a list is one of

- `procedure-key`, `rule`, `message`, `notice`, `record`: what in the product meets it.
  Where `by` begins with "shown only", nothing acts on it: `explain` prints it.
- `report-to-come`, `not-yet`: named in the data, and not built.
- `outside`: done by people or by the case system.

`proof: wanted` says that it is met and that no test proves it yet.
"""

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

PROJECT = Path(__file__).parents[1]
LISTS = PROJECT / "docs" / "requirements"
PAGE = PROJECT / "docs" / "traceability.md"
COUNCILS = {
    "west-sussex": "West Sussex",
    "hull": "Hull",
    "durham": "Durham",
    "lambeth": "Lambeth",
    "merton": "Merton",
}
MET = ("procedure-key", "rule", "message", "notice", "record")
UNMET = ("report-to-come", "outside", "not-yet")
WATCHED = "procedures/test_behaviour_"
"""Where the tests of the procedure files begin that play disputes; the rest read data."""

SHARES = (
    "run by a test",
    "data held by a test",
    "met, test wanted",
    "shown only",
    "report to come",
    "outside",
    "not yet",
)


@dataclass(frozen=True)
class Requirement:
    """One requirement or reading of a council's document.

    Attributes:
        id: Such as `WS-32`, or `WS-A9` for a reading.
        kinds: What it is about; a reading is `READING`.
        asks: What it asks, in few words of ours.
        met: How it is met, as the module says.
        by: By what, or why it lies outside.
        proof: `wanted` where it is met and no test proves it; else empty.
    """

    id: str
    kinds: tuple[str, ...]
    asks: str
    met: str
    by: str
    proof: str = ""

    @property
    def is_reading(self) -> bool:
        """True for a reading, false for a requirement."""
        return "-A" in self.id

    @property
    def is_shown_only(self) -> bool:
        """True where `explain` prints it and nothing acts on it."""
        return self.by.startswith("shown only")


def read_list(council: str) -> list[Requirement]:
    """Return the requirements of a council, in the order of its list."""
    text = (LISTS / f"{council}.yaml").read_text("utf-8")
    rows = YAML(typ="safe").load(text)["requirements"]
    return [Requirement(**{**row, "kinds": tuple(row["kinds"])}) for row in rows]


def markers() -> dict[str, set[str]]:
    """Return, for each requirement named in a marker, the tests that name it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((PROJECT / "tests").rglob("*.py")):
        text = path.read_text("utf-8")
        if "meets(" in text:
            where = path.relative_to(PROJECT / "tests").as_posix()
            for requirement, test in _markers_of(ast.parse(text), where):
                found[requirement].add(test)
    return found


def share_of(one: Requirement, tests: set[str]) -> str:
    """Return into which of `SHARES` a requirement falls."""
    if one.met in UNMET:
        return one.met.replace("-", " ")
    if one.is_shown_only:
        return "shown only"
    if not tests:
        return "met, test wanted"
    runs = any(not test.startswith("procedures/") or WATCHED in test for test in tests)
    return "run by a test" if runs else "data held by a test"


def page() -> str:
    """Return `docs/traceability.md` as it should be."""
    tests = markers()
    parts = [_HEAD, *_shares(tests)]
    for council, name in COUNCILS.items():
        parts += [
            f"\n## {name}\n",
            "| id | asks | met | by | tests |",
            "|" + " --- |" * 5,
        ]
        parts += [_row(one, tests.get(one.id, set())) for one in read_list(council)]
    return "\n".join(parts) + "\n"


_HEAD = """# Traceability

Written by `python -m tests.traceability`; do not edit. Each requirement of the five
documents, how it is met and which test says so. *Run by a test*: a test makes it happen.
*Data held by a test*: the procedure file says it, or a message has a place for it, and a
test fails when that is no longer so; nobody has watched it happen under that number.
*Shown only*: `explain` prints it and the officer sees to it; the program does not.
A test that is named beside a requirement that is not built holds its data alone.
"""


def _markers_of(tree: ast.Module, where: str) -> Iterator[tuple[str, str]]:
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                for call in ast.walk(decorator):
                    inside.add(call)
                    for requirement in _named_in(call):
                        yield requirement, f"{where}::{node.name}"
    for node in ast.walk(tree):
        if node not in inside:
            for requirement in _named_in(node):
                yield requirement, where


def _named_in(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    called = node.func
    name = (
        called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    )
    if name != "meets":
        return
    for given in node.args:
        named = given.value if isinstance(given, ast.Constant) else None
        if isinstance(named, str) and re.fullmatch(r"[A-Z]{2}-A?\d+", named):
            yield named


def _shares(tests: dict[str, set[str]]) -> Iterator[str]:
    yield "| | " + " | ".join(SHARES) + " | all |"
    yield "|" + " --- |" * (len(SHARES) + 2)
    total: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for council, name in COUNCILS.items():
        for reading in (False, True):
            counted = Counter(
                share_of(one, tests.get(one.id, set()))
                for one in read_list(council)
                if one.is_reading is reading
            )
            total[reading] += counted
            yield _counted(f"{name}, {_WHAT[reading]}", counted)
    for reading in (False, True):
        yield _counted(f"**All {_WHAT[reading]}**", total[reading])


_WHAT = {False: "requirements", True: "readings"}


def _counted(title: str, counted: Counter[str]) -> str:
    cells = [str(counted[share]) for share in SHARES]
    return f"| {title} | " + " | ".join(cells) + f" | {counted.total()} |"


def _row(one: Requirement, tests: set[str]) -> str:
    named = "<br>".join(f"`{test}`" for test in sorted(tests)) or one.proof or "-"
    cells = (one.id, one.asks, one.met, one.by, named)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def by_kind(tests: dict[str, set[str]]) -> str:
    """Return the shares of each kind of requirement, as lines of text."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for council in COUNCILS:
        for one in read_list(council):
            for kind in one.kinds:
                kinds[kind][share_of(one, tests.get(one.id, set()))] += 1
    return "\n".join(_counted(kind, kinds[kind]) for kind in sorted(kinds))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write("\n".join(_shares(markers())) + "\n\n" + by_kind(markers()) + "\n")
