"""What mutmut found: the changes that no test noticed."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

FOUND = Path("mutants") / "domain"
_NOTICED = "noticed"
_ALIVE = "alive"
_BECAME = {0: _ALIVE, 33: _ALIVE, None: "not tried"}
"""By mutmut's exit codes: 33 where no test reaches it. All others end a test run."""


@dataclass(frozen=True)
class Survivor:
    """A change that no test noticed.

    Attributes:
        file: `domain/diary.py`.
        function: `still_stands`, or `Dispute.begin`.
        number: Of the change within the function, as mutmut counts.
        was: The lines as they are.
        becomes: The lines as they were changed.
    """

    file: str
    function: str
    number: int
    was: str
    becomes: str

    @property
    def where(self) -> str:
        """`domain/diary.py: still_stands`."""
        return f"{self.file}: {self.function}"

    @property
    def change(self) -> str:
        """Both, with an arrow between."""
        return f"{self.was} => {self.becomes}"


def tally() -> dict[str, Counter[str]]:
    """How many changes of each file were noticed, live, or were not tried."""
    counted = {}
    for file, codes in _results():
        found = Counter(_BECAME.get(code, _NOTICED) for code in codes.values())
        if found:
            counted[file] = found
    return counted


def survivors() -> Iterator[Survivor]:
    """Every change that lives, by file and function."""
    diff_of = import_module("mutmut.mutation.diff_apply").get_diff_for_mutant
    for file, codes in _results():
        for name, code in codes.items():
            if _BECAME.get(code) == _ALIVE:
                yield _survivor(file, name, diff_of(name, path=file))


def _results() -> Iterator[tuple[str, dict[str, int | None]]]:
    for path in sorted(FOUND.rglob("*.meta")):
        file = path.relative_to(FOUND.parent).as_posix().removesuffix(".meta")
        yield file, json.loads(path.read_text("utf-8"))["exit_code_by_key"]


def _survivor(file: str, name: str, diff: str) -> Survivor:
    function, _, number = name.rpartition("__mutmut_")
    lines = diff.splitlines()[2:]
    return Survivor(
        file=file,
        function=_plain(function.rpartition(".")[2]),
        number=int(number),
        was=_said(lines, "-"),
        becomes=_said(lines, "+"),
    )


def _plain(function: str) -> str:
    """`x_still_stands` and `xǁDisputeǁbegin` as people write them."""
    if "ǁ" in function:
        return ".".join(function.split("ǁ")[1:])
    return re.sub("^x_", "", function)


def _said(lines: list[str], sign: str) -> str:
    return " ".join(one[1:].strip() for one in lines if one.startswith(sign))
