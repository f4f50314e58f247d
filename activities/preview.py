"""Letters to be looked at: for a manager to proof-read the wording, before anybody is told.

An example is invented, with everything that a notice of its kind may say. Where a
procedure is given it speaks of that council's posts and stages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from activities.letters import LetterSettings, letter_and_entries
from activities.templating import SHIPPED_PAGES, Templates
from directory.resolving import Person
from domain.calendar import london
from domain.in_calendars import DUE
from domain.notices import Notice, NoticeKind, Purpose
from domain.procedure import Procedure
from domain.record import Situation, Standing

REFERENCE = "ANY-2026-0042"
"""What every dispute here is called."""

_WED_8_APR = datetime(2026, 4, 8, 9, 30, tzinfo=UTC)
_WED_15_APR = datetime(2026, 4, 15, 16, tzinfo=UTC)
_WED_22_APR = datetime(2026, 4, 22, 16, tzinfo=UTC)
_INFORMS = frozenset(
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
        NoticeKind.REFERRED_TO_CAFCASS,
        NoticeKind.CAFCASS_HEARD,
        NoticeKind.EVENT_REPORTED,
        NoticeKind.NOTED,
        NoticeKind.CLOSED,
    }
)
_SAYS = {
    NoticeKind.RAISED: "IRO-7 has raised a dispute about drift in the care plan.",
    NoticeKind.STAGE_BEGUN: "{stage} has begun, because no answer came in time.",
    NoticeKind.REMINDER: "No answer has come yet.",
    NoticeKind.OVERDUE: "No answer came from the {post} by the date.",
    NoticeKind.ESCALATED: "It has gone past the stage before to {stage}.",
    NoticeKind.RESPONSE_RECEIVED: "The {post} has answered.",
    NoticeKind.DECIDE: "The {post} has answered, and all who were asked have.",
    NoticeKind.NOT_SATISFIED: "IRO-7 is not satisfied with the {post}'s answer.",
    NoticeKind.DEADLINE_MOVED: "Five more working days were granted.",
    NoticeKind.ON_HOLD: "The dispute is on hold while a hearing is awaited.",
    NoticeKind.RESUMED: "The hold has ended.",
    NoticeKind.AGREED: "Two actions were agreed with the {post}.",
    NoticeKind.ACTION_DUE: "Agreed action 1 is due soon.",
    NoticeKind.ACTION_REPORTED_DONE: "Agreed action 1 is reported done.",
    NoticeKind.ACTION_NOT_DONE: "Agreed action 1 was not done by Wed 15 Apr 2026.",
    NoticeKind.BROUGHT_TO_MIND: "Before closing it the procedure asks: the child's"
    " participants were told in writing (asked for).",
    NoticeKind.OVERALL_WARNING: "Eighteen of twenty working days have passed.",
    NoticeKind.OVERALL_PASSED: "Twenty working days have passed.",
    NoticeKind.CONSIDER_CAFCASS: "{stage} has begun.",
    NoticeKind.REFERRED_TO_CAFCASS: "The officer refers the case to Cafcass; the"
    " stages go on beside it.",
    NoticeKind.CAFCASS_HEARD: "Cafcass reports progress.",
    NoticeKind.CLOSED: "IRO-7 has closed the dispute.",
    NoticeKind.MESSAGE_REFUSED: "A response named stage 4, which has not begun.",
    NoticeKind.NOT_DELIVERED: "The mail to the {post} was refused.",
    NoticeKind.POST_VACANT: "Nobody holds the post of {post}.",
    NoticeKind.HANDED_OVER: "The post of {post} has passed to somebody else.",
    NoticeKind.EVENT_REPORTED: "A grave event: told at once; the stages go on.",
    NoticeKind.NOTED: "IRO-7 has added a note.",
}


class _Cast(NamedTuple):
    """Whom and what an example speaks of."""

    authority: str = "anyshire"
    stage: int = 2
    stage_title: str = "Stage 2"
    post: str = "group-manager"
    post_title: str = "Group Manager"
    officer_title: str = "Independent Reviewing Officer"
    above: str = "Head of Service"


@dataclass(frozen=True)
class Shown:
    """One letter that can be looked at.

    Attributes:
        notice: What it was made of.
        subject: Its subject.
        invented: True for an example; False where rules and a calendar made it.
        files: As text, as HTML, and the entry for a calendar where there is one.
    """

    notice: Notice
    subject: str
    invented: bool
    files: tuple[Path, ...]


def example(kind: NoticeKind, procedure: Procedure | None = None) -> Notice:
    """Return an invented notice of this kind, with everything a notice may say.

    Args:
        kind: Which.
        procedure: Whose posts and stages it speaks of; None for an invented council's.
    """
    cast = _cast(procedure) if procedure else _Cast()
    acts = kind not in _INFORMS
    closed = kind is NoticeKind.CLOSED
    number = list(NoticeKind).index(kind) + 1
    command = (
        f"disputes respond {cast.authority}/{REFERENCE} --as {cast.post}/YOUR-REF"
        " --answer TEXT"
    )
    return Notice(
        key=f"dispute-{cast.authority}-{REFERENCE}/{number}",
        number=number,
        kind=kind,
        to=cast.post,
        to_title=cast.post_title,
        purpose=Purpose.TO_ACT if acts else Purpose.FOR_INFORMATION,
        sent_by="officer",
        sent_by_title=cast.officer_title,
        about=Situation(
            reference=REFERENCE,
            authority=cast.authority,
            standing=Standing.RESOLVED if closed else Standing.AWAITING_RESPONSE,
            stage=cast.stage,
            stage_title=cast.stage_title,
            overall_due_at=_WED_22_APR,
        ),
        at=_WED_8_APR,
        says=_SAYS[kind].format(post=cast.post_title, stage=cast.stage_title),
        due_at=None if closed else _WED_15_APR,
        was_due_at=_WED_8_APR if kind is NoticeKind.DEADLINE_MOVED else None,
        otherwise="" if closed else f"Without an answer it goes to {cast.above}.",
        why=() if closed else ("Wed 8 Apr: told; day 0.", "Wed 15 Apr: day 5, due."),
        answers=(command,) if acts else (),
    )


def examples(kind: NoticeKind) -> list[Notice]:
    """Return examples for every purpose, and each with as little in it as may be."""
    full = example(kind)
    bare = {
        "about": full.about.model_copy(
            update={"stage": None, "stage_title": "", "overall_due_at": None}
        ),
        "sent_by": None,
        "sent_by_title": "",
        "due_at": None,
        "was_due_at": None,
        "asked": "",
        "otherwise": "",
        "why": (),
        "answers": (),
    }
    return [
        full.model_copy(update={"purpose": purpose, **less})
        for less in ({}, bare)
        for purpose in dict.fromkeys((full.purpose, *Purpose))
    ]


def preview(
    folder: Path,
    notices: Iterable[tuple[Notice, bool]] | None = None,
    *,
    heading: str = "Notices",
    templates: Templates | None = None,
) -> list[Shown]:
    """Write letters into `folder`, as text and as HTML, and an `index.html` of them all.

    Args:
        folder: Created if it is not there; files of the same names are replaced.
        notices: Each with True where it is invented; None for an example of each kind.
        heading: What stands at the top of the index.
        templates: With a council's own words; None for the shipped ones alone.

    Raises:
        OSError: The folder cannot be written to.
    """
    if notices is None:
        notices = [(example(kind), True) for kind in NoticeKind]
    folder.mkdir(parents=True, exist_ok=True)
    shown = []
    for number, (notice, invented) in enumerate(notices, start=1):
        message = _letter(notice, templates)
        name = f"{number:03d}-{notice.kind.value}-{notice.to}"
        files = tuple(_write(message, folder / name))
        shown.append(Shown(notice, str(message["Subject"]), invented, files))
    index = SHIPPED_PAGES.get_template("index.html.j2")
    facts = {"heading": heading, "groups": _groups(shown)}
    (folder / "index.html").write_text(index.render(facts), encoding="utf-8")
    return shown


def _cast(procedure: Procedure) -> _Cast:
    """Return the posts and stages of a procedure that an example may speak of."""
    stages = list(procedure.stages())
    asks = [one for one in stages if one.responders is not None] or stages
    here = asks[min(1, len(asks) - 1)]
    above = asks[min(2, len(asks) - 1)]
    post = here.responders.posts[0] if here.responders else next(iter(procedure.posts))
    return _Cast(
        authority=procedure.authority,
        stage=here.number,
        stage_title=here.title,
        post=post,
        post_title=procedure.title_of(post),
        officer_title=procedure.words.officer,
        above=above.title,
    )


def _letter(notice: Notice, templates: Templates | None) -> EmailMessage:
    domain = f"{notice.about.authority}.example"
    settings = LetterSettings(
        sender_address=f"disputes@{domain}",
        mail_domain=domain,
        link_template="https://case.example/{reference}",
    )
    person = Person(notice.to, f"{notice.to}@{domain}")
    reply_to = None if notice.to == "officer" else f"officer@{domain}"
    return letter_and_entries(
        notice,
        person,
        settings,
        reply_to,
        templates=templates,
        has={DUE: notice.was_due_at or notice.at},  # as though it had been asked
    ).message


def _write(message: EmailMessage, stem: Path) -> Iterable[Path]:
    head = "".join(
        f"{name}: {message[name]}\n"
        for name in ("Subject", "From", "To", "Reply-To")
        if message[name]
    )
    for part in message.walk():
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        kind, content = part.get_content_subtype(), part.get_content()
        suffix = {"plain": "txt", "html": "html", "calendar": "ics"}[kind]
        path = stem.with_name(f"{stem.name}.{suffix}")
        text = f"{head}\n{content}" if kind == "plain" else content
        path.write_text(
            text, encoding="utf-8", newline="" if kind == "calendar" else None
        )
        yield path


def _groups(shown: list[Shown]) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the rows of the index below the stage that each speaks of."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in shown:
        notice = one.notice
        where = notice.about.stage_title or "Before the first stage"
        if one.invented:
            where = "Examples of what the simulation did not come to"
        groups.setdefault(where, []).append(
            {
                "kind": notice.kind.value.replace("-", " "),
                "to": notice.to_title,
                "purpose": notice.purpose.value.replace("-", " "),
                "at": london(notice.at),
                "subject": one.subject,
                **{path.suffix[1:]: path.name for path in one.files},
            }
        )
    return list(groups.items())
