"""What managers write by mistake is told on its line, in whole sentences, and no more.

The mistakes are listed in `made/`, each as a change of anyshire-2026-01.yaml and all that
`disputes procedure check` says then.
"""

from datetime import date
from pathlib import Path

import pytest

from procedures.checking import check_text
from tests.procedures.mistakes import Mistake, listed, written

MON_30_MAR_2026 = date(2026, 3, 30)
NAME = Path("anyshire-2026-01.yaml")
MADE = sorted((Path(__file__).parent / "made").glob("*.txt"))


@pytest.mark.parametrize(
    "mistake",
    [one for path in MADE for one in listed(path)],
    ids=lambda one: one.title,
)
def test_a_mistake_is_told_in_whole_sentences_and_nothing_else_is(
    mistake: Mistake,
) -> None:
    found = check_text(written(*mistake.edits), NAME, MON_30_MAR_2026)

    told = [f"{one.line} {one.severity.value}: {one.sentence()}" for one in found]
    assert told == list(mistake.told)


@pytest.mark.parametrize(("made", "count"), [("slips", 48), ("mistakes", 81)])
def test_a_list_is_read_to_its_end(made: str, count: int) -> None:
    (path,) = (one for one in MADE if one.stem == made)

    assert len(listed(path)) == count
