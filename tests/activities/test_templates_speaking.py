"""Whose words a letter bears: the stage's, the council's, or the shipped ones."""

import html
import logging
from pathlib import Path

import pytest

from activities.letters import LetterSettings, letter
from activities.preview import example
from activities.template_reading import read_templates
from activities.templating import OwnTemplate, Templates
from activities.wording import wording
from directory.resolving import Person
from domain.notices import NoticeKind

SETTINGS = LetterSettings("disputes@anyshire.example", "anyshire.example")
GROUP_MANAGER = Person("GM-1", "gm1@anyshire.example")
REMINDER = example(NoticeKind.REMINDER).model_copy(
    update={"says": "Marzipan & nougat are wanted."}
)


def own(**texts: str) -> Templates:
    """Return templates of these texts; `__` stands for a slash, `_` for a hyphen."""
    return Templates(
        {
            name.replace("__", "/").replace("_", "-"): OwnTemplate(f"/own/{name}", text)
            for name, text in texts.items()
        }
    )


def title_of(templates: Templates | None) -> str:
    return wording(
        REMINDER, "", can_reply=False, templates=templates
    ).text.splitlines()[0]


def test_a_councils_words_come_before_the_shipped_ones() -> None:
    templates = own(anyshire__reminder="{% set title %}Only to remind you{% endset %}")

    assert title_of(templates) == "Only to remind you"
    assert title_of(None) == "A reminder"


def test_a_stages_words_come_before_the_councils() -> None:
    council = "{% set title %}Council{% endset %}{% set asked %}Please.{% endset %}"
    templates = own(
        anyshire__reminder=council,
        anyshire__stage_2__reminder="{% set title %}Stage two{% endset %}",
        anyshire__stage_3__reminder="{% set title %}Stage three{% endset %}",
        hull__reminder="{% set title %}Hull{% endset %}",
    )

    assert title_of(templates) == "Stage two"
    said = wording(REMINDER, "", can_reply=False, templates=templates)
    assert "\nPlease.\n" in said.text
    assert said.subject.endswith(
        "Stage 2: reminder, reply wanted by Wed 15 Apr 2026 17:00"
    )


def test_a_councils_words_reach_text_and_html_alike_and_escaped() -> None:
    templates = own(
        anyshire__reminder="{% set happened %}<b>{{ notice.says }}</b>{% endset %}"
    )

    said = wording(REMINDER, "", can_reply=False, templates=templates)

    assert "<b>Marzipan & nougat are wanted.</b>" in said.text
    assert html.escape("<b>Marzipan & nougat are wanted.</b>") in said.html


def test_a_subject_over_several_lines_makes_one_header() -> None:
    templates = own(
        anyshire__reminder="{% set subject %}soon\r\nBcc: x@y.example{% endset %}"
    )

    message = letter(REMINDER, GROUP_MANAGER, SETTINGS, None, templates=templates)

    assert message["Bcc"] is None
    assert message["Subject"] == "[ANY-2026-0042] Stage 2: soon Bcc: x@y.example"


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("{% set title %}\n{{ deu }}{% endset %}", 2, "UndefinedError"),
        ("\n\n{% set title %}{% endfor %}", 3, "TemplateSyntaxError"),
        ("{% set title %}{{ {}[notice.says] }}{% endset %}", 1, "UndefinedError"),
        ("{% set title %}{{ notice.says + 1 }}{% endset %}", 1, "TypeError"),
        ("{% set title %}{{ ''.__class__ }}{% endset %}", 1, "SecurityError"),
        ('{% set title %}{{ "\\ud800" }}{% endset %}', 1, "UnicodeEncodeError"),
        (
            "{% macro m() %}\n\n{{ m() }}{% endmacro %}{% set title = m() %}",
            3,
            "RecursionError",
        ),
    ],
)
def test_a_broken_template_never_stops_a_notice(
    text: str, line: int, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    templates = own(anyshire__reminder=text)

    with caplog.at_level(logging.ERROR):
        message = letter(REMINDER, GROUP_MANAGER, SETTINGS, None, templates=templates)

    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().startswith("A reminder\n")
    [record] = caplog.records
    said = record.getMessage()
    assert f"/own/anyshire__reminder, line {line}," in said
    assert fault in said
    assert REMINDER.key in said
    assert "Marzipan" not in caplog.text


def test_a_broken_template_of_a_stage_leaves_the_councils_words() -> None:
    templates = own(
        anyshire__reminder="{% set title %}Council{% endset %}",
        anyshire__stage_2__reminder="{% set title %}{{ oops }}{% endset %}",
    )

    assert title_of(templates) == "Council"


def test_what_was_proof_read_is_what_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "anyshire" / "reminder.j2"
    path.parent.mkdir()
    path.write_text("{% set title %}Proof-read{% endset %}", encoding="utf-8")
    templates = read_templates(tmp_path)

    path.write_text("{% set title %}Scribbled{% endset %}", encoding="utf-8")

    assert title_of(templates) == "Proof-read"
