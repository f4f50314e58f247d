"""Every letter that a council may send can be read: on paper, aloud, on a small screen."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from activities.preview import examples, preview
from calendars.reader import read_calendar
from domain.notices import Notice, NoticeKind
from domain.opening import Basis
from domain.script import Script
from domain.simulation import simulate
from procedures.shelf import Shelf
from starter.rehearsal_script import script_of

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)
LONGEST_LINE = 78
EMPTY = {"meta", "br", "hr", "link", "img", "input"}
SHELF = Shelf()


class Outline(HTMLParser):
    """What a screen reader makes of a page: language, headings, pictures, tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang = ""
        self.headings: list[int] = []
        self.loads: list[str] = []
        self.columns_without_scope = 0
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "html":
            self.lang = said.get("lang") or ""
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in {"img", "script", "iframe", "object", "video", "link"}:
            self.loads.append(tag)
        if "src" in said or "url(" in (said.get("style") or ""):
            self.loads.append(tag)
        self.columns_without_scope += tag == "th" and "scope" not in said
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module", params=SHELF.names())
def letters(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Write what one procedure sends as rehearsed, unanswered, and as examples."""
    procedure = SHELF.named(request.param)
    basis = Basis(procedure=procedure, calendar=read_calendar())
    told: list[tuple[Notice, bool]] = [
        (notice, False)
        for script in (script_of(procedure), Script())
        for notice in simulate(script, basis, MON_30_MAR).notices
    ]
    told += [(one, True) for kind in NoticeKind for one in examples(kind)]
    folder = tmp_path_factory.mktemp(procedure.name)
    preview(folder, told)
    return folder


def pages(folder: Path) -> dict[str, Outline]:
    found = {
        path.name: Outline(path.read_text(encoding="utf-8"))
        for path in folder.glob("*.html")
    }
    assert len(found) > len(NoticeKind)
    return found


def test_every_page_has_one_title_and_its_headings_in_order(letters: Path) -> None:
    for name, page in pages(letters).items():
        assert page.headings[0] == 1, name
        assert page.headings.count(1) == 1, name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), name
        assert page.open == [], name


def test_every_page_says_its_language_and_fetches_nothing(letters: Path) -> None:
    for name, page in pages(letters).items():
        assert page.lang == "en-GB", name
        assert page.loads == [], name
        assert page.columns_without_scope == 0, name


def test_no_line_of_text_is_too_long_but_links_and_commands(letters: Path) -> None:
    for path in letters.glob("*.txt"):
        _, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        long = [line for line in body.splitlines() if len(line) > LONGEST_LINE]
        whole = ("    disputes ", "    https://")
        assert [line for line in long if not line.startswith(whole)] == []


def test_every_letter_of_the_list_is_there(letters: Path) -> None:
    index = (letters / "index.html").read_text(encoding="utf-8")

    named = re.findall(r'href="([^"]+)"', index)
    assert sorted(named) == sorted(
        path.name for path in letters.iterdir() if path.name != "index.html"
    )
