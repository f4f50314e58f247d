"""Example letters of every kind, for a manager to proof-read the wording."""

from datetime import UTC, datetime
from pathlib import Path

from activities.letters import LetterSettings, letter
from activities.people import Person
from domain.notices import Notice, NoticeKind, Purpose
from domain.record import Situation, Standing

_SETTINGS = LetterSettings(
    sender_address="disputes@anyshire.example",
    mail_domain="anyshire.example",
    link_template="https://case.example/{reference}",
)
_WED_8_APR = datetime(2026, 4, 8, 9, 30, tzinfo=UTC)
_WED_15_APR = datetime(2026, 4, 15, 16, tzinfo=UTC)
_WED_22_APR = datetime(2026, 4, 22, 16, tzinfo=UTC)
_ANSWER = "disputes respond anyshire ANY-2026-0042 --as group-manager --answer TEXT"
_FOR_INFORMATION = frozenset(
    {
        NoticeKind.RAISED,
        NoticeKind.ESCALATED,
        NoticeKind.DEADLINE_MOVED,
        NoticeKind.ON_HOLD,
        NoticeKind.RESUMED,
        NoticeKind.AGREED,
        NoticeKind.ACTION_REPORTED_DONE,
        NoticeKind.OVERALL_WARNING,
        NoticeKind.OVERALL_PASSED,
        NoticeKind.NOTED,
    }
)
_SAYS = {
    NoticeKind.RAISED: "IRO-7 has raised a dispute about drift in the care plan.",
    NoticeKind.STAGE_BEGUN: "Group Manager has begun, because no answer came in time.",
    NoticeKind.REMINDER: "No answer has come yet.",
    NoticeKind.OVERDUE: "No answer came from the Group Manager by the date.",
    NoticeKind.ESCALATED: "It has gone past Practice Manager to Group Manager.",
    NoticeKind.RESPONSE_RECEIVED: "The Group Manager has answered.",
    NoticeKind.DECIDE: "The Group Manager has answered, and all who were asked have.",
    NoticeKind.NOT_SATISFIED: "IRO-7 is not satisfied with the Group Manager's answer.",
    NoticeKind.DEADLINE_MOVED: "Five more working days were granted.",
    NoticeKind.ON_HOLD: "The dispute is on hold while a hearing is awaited.",
    NoticeKind.RESUMED: "The hold has ended.",
    NoticeKind.AGREED: "Two actions were agreed with the Group Manager.",
    NoticeKind.ACTION_DUE: "Agreed action 1 is due soon.",
    NoticeKind.ACTION_REPORTED_DONE: "Agreed action 1 is reported done.",
    NoticeKind.ACTION_NOT_DONE: "Agreed action 1 was not done by Wed 15 Apr 2026.",
    NoticeKind.OVERALL_WARNING: "Eighteen of twenty working days have passed.",
    NoticeKind.OVERALL_PASSED: "Twenty working days have passed.",
    NoticeKind.CONSIDER_CAFCASS: "Head of Service has begun.",
    NoticeKind.CLOSED: "IRO-7 has closed the dispute.",
    NoticeKind.MESSAGE_REFUSED: "A response named stage 4, which has not begun.",
    NoticeKind.NOT_DELIVERED: "The mail to the Group Manager was refused.",
    NoticeKind.NOTED: "IRO-7 has added a note.",
}


def preview(folder: Path) -> list[Path]:
    """Write an example letter of every kind into `folder`, as text and as HTML.

    Args:
        folder: Created if it is not there; files of the same names are replaced.

    Returns:
        The files written, `raised.txt`, `raised.html` and so on. The subject is the
        first line of the text and the title of the HTML.
    """
    folder.mkdir(parents=True, exist_ok=True)
    person = Person("GM-1", "gm1@anyshire.example")
    written = []
    for kind in NoticeKind:
        message = letter(example(kind), person, _SETTINGS, "iro7@anyshire.example")
        text, html = (part.get_content() for part in message.iter_parts())
        for suffix, content in (
            ("txt", f"Subject: {message['Subject']}\n\n{text}"),
            ("html", html),
        ):
            path = folder / f"{kind.value}.{suffix}"
            path.write_text(content, encoding="utf-8")
            written.append(path)
    return written


def example(kind: NoticeKind) -> Notice:
    """Return an invented notice of this kind, with everything a notice may say."""
    acts = kind not in _FOR_INFORMATION and kind is not NoticeKind.CLOSED
    closed = kind is NoticeKind.CLOSED
    about = Situation(
        reference="ANY-2026-0042",
        authority="anyshire",
        standing=Standing.RESOLVED if closed else Standing.AWAITING_RESPONSE,
        stage=2,
        stage_title="Stage 2",
        overall_due_at=_WED_22_APR,
    )
    return Notice(
        key=f"dispute-anyshire-ANY-2026-0042/{list(NoticeKind).index(kind) + 1}",
        number=list(NoticeKind).index(kind) + 1,
        kind=kind,
        to="group-manager",
        to_title="Group Manager",
        purpose=Purpose.TO_ACT if acts else Purpose.FOR_INFORMATION,
        sent_by="officer",
        sent_by_title="Independent Reviewing Officer",
        about=about,
        at=_WED_8_APR,
        says=_SAYS[kind],
        due_at=None if closed else _WED_15_APR,
        was_due_at=_WED_8_APR if kind is NoticeKind.DEADLINE_MOVED else None,
        otherwise="" if closed else "Without an answer it goes to Head of Service.",
        why=() if closed else ("Wed 8 Apr: told; day 0.", "Wed 15 Apr: day 5, due."),
        answers=(_ANSWER,) if acts else (),
    )
