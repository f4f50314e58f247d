"""The rules read no clock and know nobody: only the standard library and pydantic."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "domain").rglob("*.py"))

WITH_PYDANTIC = {"annotated_types", "pydantic", "pydantic_core", "typing_extensions"}
WITH_PYDANTIC |= {"typing_inspection"}

IMPORT_ALL = """
import importlib, json, pkgutil, sys
before = set(sys.modules)
import domain
for module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(module.name)
print(json.dumps(sorted({name.split(".")[0] for name in set(sys.modules) - before})))
"""

FORBIDDEN_MODULES = {"os", "random", "secrets", "time", "uuid", "locale", "threading"}
FORBIDDEN_CALLS = {"now", "utcnow", "today"}
"""Of `datetime` or `date`; a story told by us has a `now` too."""


def test_importing_every_rule_pulls_in_only_the_standard_library_and_pydantic() -> None:
    found = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )

    pulled_in = set(json.loads(found.stdout))
    strangers = pulled_in - sys.stdlib_module_names - WITH_PYDANTIC - {"domain"}
    assert {name for name in strangers if not name.startswith("_")} == set()


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: str(path.relative_to(ROOT / "domain"))
)
def test_no_rule_reads_a_clock_a_die_or_the_environment(path: Path) -> None:
    assert list(looks_outside(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "from time import monotonic",
        "import os.path",
        "from datetime import datetime\ndatetime.now(None)",
        "from datetime import date\nlater = date.today",
        "import datetime\ndatetime.datetime.utcnow()",
        "import random as dice",
        "open('x')",
    ],
)
def test_the_guard_sees_what_it_is_to_see(code: str) -> None:
    assert list(looks_outside(ast.parse(code)))


def looks_outside(tree: ast.AST) -> Iterator[str]:
    """Yield each place that asks something of the world around."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                names = {one.name.split(".")[0] for one in node.names}
            case ast.ImportFrom():
                names = {(node.module or "").split(".")[0]}
            case ast.Attribute(
                value=ast.Name(id="datetime" | "date")
                | ast.Attribute(attr="datetime" | "date")
            ) if node.attr in FORBIDDEN_CALLS:
                yield f"line {node.lineno}: .{node.attr}"
                continue
            case ast.Call(func=ast.Name(id="open" | "input" | "print")):
                yield f"line {node.lineno}: a file or the screen"
                continue
            case _:
                continue
        if names & FORBIDDEN_MODULES:
            yield f"line {node.lineno}: imports {', '.join(names)}"
