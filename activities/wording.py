"""The words of a notice, from the templates in `templates/`, or a council's own.

`templates/wording/` holds one small file for each kind of notice. It may set `subject`,
`title`, `happened`, `asked`, `otherwise` and `date_label`; what it leaves out is taken
from the notice itself. The two layouts set those words as plain text and as HTML.
"""

import re
from dataclasses import dataclass

from activities.invitations import is_still_asked
from activities.templating import SHIPPED, SHIPPED_PAGES, Templates, facts_of
from domain.calendar import london
from domain.notices import Notice, Purpose

_ASKED = {
    Purpose.TO_ACT: "Please open it and answer.",
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


def wording(
    notice: Notice,
    link: str,
    *,
    can_reply: bool,
    instead_of: str = "",
    attached: str = "",
    templates: Templates | None = None,
) -> Wording:
    """Return the words of `notice`.

    Args:
        notice: What is to be said.
        link: Address of the dispute in the council's case system; empty for none.
        can_reply: True when a reply to the mail reaches the officer.
        instead_of: Reference of the holder in whose stead the reader is told.
        attached: One sentence about what is attached; empty for nothing.
        templates: With a council's own; None for the shipped ones alone.
    """
    words = facts_of(notice) | _words(notice, templates or SHIPPED)
    words |= {
        "link": link,
        "attached": attached,
        "where": ", ".join([_called(notice), *_stage(notice)]),
        "sender_says": _sender_says(notice, can_reply=can_reply, instead_of=instead_of),
    }
    text = SHIPPED_PAGES.get_template("layout.txt.j2").render(words)
    html = SHIPPED_PAGES.get_template("layout.html.j2").render(words)
    return Wording(
        words["subject"],
        re.sub(r"\n{3,}", "\n\n", text).strip() + "\n",
        re.sub(r"\n\s*\n", "\n", html).strip() + "\n",
    )


def one_line(text: str) -> str:
    """Return `text` fit for a header: no line breaks, no control characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _words(notice: Notice, templates: Templates) -> dict[str, str]:
    """Return what the letter says: the templates' words, else the notice's own."""
    own = {
        "happened": notice.says,
        "asked": notice.asked or _ASKED[notice.purpose],
        "otherwise": notice.otherwise,
        "date_label": _date_label(notice),
        "answer_label": (
            "How to answer"
            if notice.purpose is Purpose.TO_ACT or is_still_asked(notice)
            else "Where to look"
        ),
    }
    own |= templates.words(notice)
    own["subject"] = _subject(notice, own["subject"])
    return own


def _subject(notice: Notice, says: str) -> str:
    marks = ["REHEARSAL"] if notice.about.rehearsal else []
    marks.append(f"[{notice.about.reference}]")
    where = ", ".join(_stage(notice))
    marks.append(f"{where[0].upper()}{where[1:]}: {says}" if where else says)
    return one_line(" ".join(marks))


def _called(notice: Notice) -> str:
    """Return what it is, in the council's word for it: `Practice alert LAM-2026-7`."""
    word = notice.called
    return f"{word[:1].upper()}{word[1:]} {notice.about.reference}"


def _stage(notice: Notice) -> list[str]:
    title = notice.about.stage_title
    return [title] if title else []


def _date_label(notice: Notice) -> str:
    if notice.due_at is not None and notice.due_at <= notice.at:
        return "It was due"
    return "By when" if notice.purpose is Purpose.TO_ACT else "Next date"


def _sender_says(notice: Notice, *, can_reply: bool, instead_of: str) -> str:
    behalf = f", on behalf of {notice.sent_by_title}" if notice.sent_by_title else ""
    stead = f", in place of {instead_of}" if instead_of else ""
    reply = (
        "A reply to this mail goes to the officer; it is not an answer on the record."
        if can_reply
        else "Please do not reply to this mail: nobody reads replies to it."
    )
    return (
        f"Sent automatically{behalf}, to you as"
        f" {notice.to_title}{stead}. Written {london(notice.at)}, London time.\n\n{reply}"
    )
