"""The words of a notice, from the templates in `templates/`.

`templates/wording/` holds one small file for each kind of notice. It may set `subject`,
`title`, `happened`, `asked`, `otherwise` and `date_label`; what it leaves out is taken
from the notice itself. The two layouts set those words as plain text and as HTML.
"""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from domain.calendar import london
from domain.notices import Notice, Purpose

_WIDTH = 76
_ASKED = {
    Purpose.TO_ACT: "Please open the dispute and answer.",
    Purpose.FOR_INFORMATION: "Nothing. This is for your information.",
    Purpose.COPIED: "Nothing. This is a copy for you.",
}


@dataclass(frozen=True)
class Wording:
    """What a letter says.

    Attributes:
        subject: One line of references, titles of posts and dates.
        text: The body as plain text.
        html: The same body as HTML.
    """

    subject: str
    text: str
    html: str


def wording(notice: Notice, link: str, *, can_reply: bool) -> Wording:
    """Return the words of `notice`.

    Args:
        notice: What is to be said.
        link: Address of the dispute in the council's case system; empty for none.
        can_reply: True when a reply to the mail reaches the officer.
    """
    facts = _facts(notice)
    words = facts | _words(notice, facts)
    words |= {
        "link": link,
        "where": ", ".join([f"Dispute {notice.about.reference}", *_stage(notice)]),
        "sender_says": _sender_says(notice, can_reply=can_reply),
    }
    text = _TEMPLATES.get_template("layout.txt.j2").render(words)
    html = _TEMPLATES.get_template("layout.html.j2").render(words)
    return Wording(
        words["subject"],
        re.sub(r"\n{3,}", "\n\n", text).strip() + "\n",
        re.sub(r"\n\s*\n", "\n", html).strip() + "\n",
    )


def one_line(text: str) -> str:
    """Return `text` fit for a header: no line breaks, no control characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _facts(notice: Notice) -> dict[str, Any]:
    """Return everything that the templates may speak of."""
    about = notice.about
    return {
        "notice": notice,
        "acts": notice.purpose is Purpose.TO_ACT,
        "due": london(notice.due_at) if notice.due_at else "",
        "was_due": london(notice.was_due_at) if notice.was_due_at else "",
        "overall_due": london(about.overall_due_at) if about.overall_due_at else "",
        "standing": about.standing.value.replace("-", " "),
        "rehearsal": about.rehearsal,
        "answers": notice.answers,
        "why": notice.why,
    }


def _words(notice: Notice, facts: dict[str, Any]) -> dict[str, str]:
    """Return what the notice says: the template's words, else the notice's own."""
    template = _TEMPLATES.get_template(f"wording/{notice.kind.value}.j2")
    said = vars(template.make_module(facts))
    own = {
        "happened": notice.says,
        "asked": notice.asked or _ASKED[notice.purpose],
        "otherwise": notice.otherwise,
        "date_label": _date_label(notice),
        "answer_label": "How to answer" if facts["acts"] else "Where to look",
    }
    own |= {name: str(said[name]).strip() for name in _MAY_SAY if name in said}
    own["subject"] = _subject(notice, own["subject"])
    return own


_MAY_SAY = ("subject", "title", "happened", "asked", "otherwise", "date_label")


def _subject(notice: Notice, says: str) -> str:
    marks = ["REHEARSAL"] if notice.about.rehearsal else []
    marks.append(f"[{notice.about.reference}]")
    where = ", ".join(_stage(notice))
    marks.append(f"{where[0].upper()}{where[1:]}: {says}" if where else says)
    return one_line(" ".join(marks))


def _stage(notice: Notice) -> list[str]:
    title = notice.about.stage_title
    return [title] if title else []


def _date_label(notice: Notice) -> str:
    if notice.due_at is not None and notice.due_at <= notice.at:
        return "It was due"
    return "By when" if notice.purpose is Purpose.TO_ACT else "Next date"


def _sender_says(notice: Notice, *, can_reply: bool) -> str:
    behalf = f", on behalf of {notice.sent_by_title}" if notice.sent_by_title else ""
    reply = (
        "A reply to this mail goes to the officer; it is not an answer on the record."
        if can_reply
        else "Please do not reply to this mail: nobody reads replies to it."
    )
    return (
        f"Sent automatically by the dispute service{behalf}, to you as"
        f" {notice.to_title}. Written {london(notice.at)}, London time.\n\n{reply}"
    )


def _paragraphs(text: str) -> list[str]:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [block for block in blocks if block]


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Return paragraphs in lines of 76 characters; links and commands stay whole."""
    return "\n\n".join(
        textwrap.fill(
            block,
            _WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for block in _paragraphs(text)
    )


def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["paragraphs"] = _paragraphs
    found.filters["wrapped"] = _wrapped
    found.filters["listed"] = lambda line: _wrapped(line, "- ", "  ")
    return found


_TEMPLATES = _templates()
