"""What lives is counted and listed, with its reason or as not explained."""

from collections import Counter

import pytest

from tests.mutants import report
from tests.mutants.explained import EXPLAINED, Because
from tests.mutants.survivors import Survivor, _survivor

GUARD = Because("A guard", "It is there for the types.", ((r"diary\.py", r"or True"),))
DIFF = """\
--- domain/diary.py
+++ domain/diary.py
@@ -1,2 +1,2 @@
 def still_stands():
-    return line if line else ""
+    return line if (line) or True else ""
"""


@pytest.fixture
def guarded() -> Survivor:
    """A change of a guard in the diary."""
    return _survivor("domain/diary.py", "domain.diary.x_still_stands__mutmut_3", DIFF)


def test_a_change_is_told_by_its_place_and_its_lines(guarded: Survivor) -> None:
    method = _survivor("domain/d.py", "domain.d.xǁDisputeǁbegin__mutmut_12", DIFF)

    assert guarded.where == "domain/diary.py: still_stands"
    assert guarded.number == 3
    assert guarded.change == (
        'return line if line else "" => return line if (line) or True else ""'
    )
    assert (method.function, method.number) == ("Dispute.begin", 12)


def test_what_a_reason_stands_for_is_listed_under_it(
    guarded: Survivor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "EXPLAINED", (GUARD,))
    counted = {"domain/diary.py": Counter(noticed=9, alive=1)}

    page, unexplained = report.page(counted, [guarded])

    assert unexplained == []
    assert "| `domain` | 10 | 9 (90.0 %) | 1 |" in page
    assert "## A guard: 1\n\nIt is there for the types.\n" in page
    assert "- domain/diary.py: still_stands\n  - `return line" in page


def test_what_has_not_been_tried_yet_is_said_so() -> None:
    tried = {"domain/diary.py": Counter(noticed=9)}
    untried = {**tried, "domain/tasks.py": Counter({"noticed": 2, "not tried": 3})}

    assert "not been tried" not in report.page(tried, [])[0]
    assert "\n\n3 of them have not been tried yet.\n" in report.page(untried, [])[0]


def test_what_nothing_explains_is_said_so(
    guarded: Survivor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "EXPLAINED", ())

    page, unexplained = report.page({}, [guarded])

    assert unexplained == [guarded]
    assert "## Not explained" in page


def test_every_reason_is_given_once() -> None:
    assert len({one.title for one in EXPLAINED}) == len(EXPLAINED)
