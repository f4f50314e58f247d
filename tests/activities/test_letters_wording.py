"""What a letter says, of every kind and with every part left out."""

import html
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from activities.letters import LetterSettings, letter
from activities.preview import example, preview
from activities.templating import SHIPPED_PAGES
from directory.resolving import Person
from domain.notices import Notice, NoticeKind, Purpose
from domain.record import Standing

WED_8_APR_5PM = datetime(2026, 4, 8, 16, tzinfo=UTC)
FRI_6_MAR_5PM = datetime(2026, 3, 6, 17, tzinfo=UTC)
SETTINGS = LetterSettings(
    "disputes@anyshire.example", "anyshire.example", "https://case.example/{reference}"
)
GROUP_MANAGER = Person("GM-1", "gm1@anyshire.example")
HEADINGS = [
    "What happened",
    "What you are asked to do",
    "By when",
    "If nothing is done",
    "How to answer",
    "Who sent this",
    "How the date was reached",
]


def a_notice(kind: NoticeKind = NoticeKind.STAGE_BEGUN, **changes: Any) -> Notice:
    """Return an example of this kind, with changes to it or to its situation."""
    notice = example(kind)
    about = {name: changes.pop(name) for name in list(changes) if name in ABOUT}
    situation = notice.about.model_copy(update=about)
    return notice.model_copy(update=changes | {"about": situation})


ABOUT = {"reference", "stage", "stage_title", "rehearsal", "overall_due_at", "standing"}


def text_of(notice: Notice, reply_to: str | None = "iro7@anyshire.example") -> str:
    """Return the plain text of the letter."""
    return part_of(letter(notice, GROUP_MANAGER, SETTINGS, reply_to), "plain")


def html_of(notice: Notice) -> str:
    """Return the HTML of the letter."""
    return part_of(letter(notice, GROUP_MANAGER, SETTINGS, None), "html")


def part_of(message: EmailMessage, subtype: str) -> str:
    """Return one alternative of a letter."""
    part = message.get_body((subtype,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content


def bare(kind: NoticeKind, purpose: Purpose, standing: Standing) -> Notice:
    """Return a notice with everything left out that may be left out."""
    full = example(kind)
    return Notice(
        key=full.key,
        number=1,
        kind=kind,
        to=full.to,
        to_title=full.to_title,
        purpose=purpose,
        about=full.about.model_copy(
            update={
                "stage": None,
                "stage_title": "",
                "overall_due_at": None,
                "standing": standing,
            }
        ),
        at=full.at,
        says=full.says,
    )


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_notice_of_any_kind_can_be_read_with_and_without_every_part(
    kind: NoticeKind, purpose: Purpose
) -> None:
    for notice in (
        a_notice(kind, purpose=purpose),
        a_notice(kind, purpose=purpose, rehearsal=True, was_due_at=WED_8_APR_5PM),
        bare(kind, purpose, Standing.CLOSED_BY_EVENTS),
    ):
        text, markup = text_of(notice), html_of(notice)

        assert notice.says in " ".join(text.split())
        assert html.escape(notice.says, quote=False) in html.unescape(markup)
        assert "None" not in text + markup
        assert "{" not in text + markup


@pytest.mark.parametrize("kind", NoticeKind)
def test_text_and_html_say_the_same_in_the_same_order(kind: NoticeKind) -> None:
    notice = a_notice(kind)
    text, markup = text_of(notice, None), html_of(notice)
    shown = re.sub(r"<title>.*?</title>|<[^>]*>", " ", markup)

    said = re.sub(r"(?m)^-+$|^- ", " ", text)
    assert html.unescape(shown).split() == said.split()


def test_a_letter_that_asks_says_its_seven_things_in_order() -> None:
    text = text_of(a_notice())

    found = re.findall(r"(?m)^(.+)\n-{3,}$", text)
    assert found == HEADINGS


def test_the_subject_tells_dispute_stage_and_date() -> None:
    message = letter(a_notice(), GROUP_MANAGER, SETTINGS, None)

    assert message["Subject"] == (
        "[ANY-2026-0042] Stage 2: reply wanted by Wed 15 Apr 2026 17:00"
    )


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_subject_never_repeats_a_sentence(kind: NoticeKind) -> None:
    notice = a_notice(kind, says="Marzipan.", asked="Nougat.", otherwise="Praline.")

    subject = str(letter(notice, GROUP_MANAGER, SETTINGS, None)["Subject"])

    assert not {"Marzipan", "Nougat", "Praline"} & set(re.findall(r"\w+", subject))
    assert subject.startswith("[ANY-2026-0042] ")


def test_dates_are_told_in_london_time_summer_and_winter() -> None:
    summer = text_of(a_notice(due_at=WED_8_APR_5PM))
    winter = text_of(a_notice(due_at=FRI_6_MAR_5PM))

    assert "Wed 8 Apr 2026 17:00, London time" in summer
    assert "Fri 6 Mar 2026 17:00, London time" in winter


def test_a_date_that_moved_tells_the_old_one_too() -> None:
    notice = a_notice(NoticeKind.DEADLINE_MOVED, was_due_at=WED_8_APR_5PM)

    text = " ".join(text_of(notice).split())

    assert "You were told Wed 8 Apr 2026 17:00. That date no longer holds." in text
    assert "The new date ------------ Wed 15 Apr 2026 17:00" in text


def test_a_date_that_has_passed_is_not_called_a_date_to_come() -> None:
    text = text_of(a_notice(NoticeKind.OVERDUE, due_at=FRI_6_MAR_5PM))

    assert "It was due\n----------\nFri 6 Mar 2026 17:00" in text


def test_what_is_overdue_need_not_be_an_answer() -> None:
    text = text_of(a_notice(NoticeKind.OVERDUE, says="It was due: hold the meeting."))

    assert "The time for this has passed" in text
    said = (
        "It was due: hold the meeting.\n\nIt is still welcome, and is recorded as late."
    )
    assert said in text


def test_how_the_date_was_reached_stands_at_the_end() -> None:
    text = text_of(a_notice(why=("Wed 8 Apr: told; day 0.", "Wed 15 Apr: day 5.")))

    assert text.endswith("- Wed 8 Apr: told; day 0.\n- Wed 15 Apr: day 5.\n")


def test_lines_are_short_but_commands_and_links_stay_whole() -> None:
    long_word = "ANY-2026-0042-and-so-on-" * 4
    command = "disputes respond " + "any-shire " * 12 + "--answer TEXT"
    notice = a_notice(
        says="A sentence that goes on and on. " * 9,
        otherwise=f"It is about {long_word} all the same.",
        answers=(command,),
        why=("Day by day it goes on. " * 9,),
    )

    lines = text_of(notice).splitlines()

    assert f"    {command}" in lines
    assert long_word in lines
    whole = {f"    {command}", long_word}
    assert max(len(line) for line in lines if line not in whole) <= 76


def test_markup_in_a_title_is_shown_as_it_is_written() -> None:
    markup = html_of(
        a_notice(
            to_title="<b>Manager</b>",
            sent_by_title="A & B",
            says="<script>alert(1)</script>",
            answers=("disputes show '<x>'",),
            why=("1 < 2",),
        )
    )

    assert "<script>" not in markup
    assert "<b>" not in markup
    assert "&lt;script&gt;" in markup
    assert "A &amp; B" in markup


def test_a_rehearsal_is_marked_before_anything_else() -> None:
    message = letter(a_notice(rehearsal=True), GROUP_MANAGER, SETTINGS, None)

    assert str(message["Subject"]).startswith("REHEARSAL [ANY-2026-0042]")
    assert part_of(message, "plain").startswith("REHEARSAL. Nothing in this mail is")
    assert "REHEARSAL. Nothing in this mail is real" in part_of(message, "html")
    assert "REHEARSAL" not in text_of(a_notice())


def test_who_is_only_told_is_asked_for_nothing() -> None:
    text = text_of(a_notice(purpose=Purpose.COPIED))

    assert "Nothing. This is a copy for you." in text
    assert "Your reply is wanted" not in text


def test_a_letter_says_on_whose_behalf_it_comes_and_where_a_reply_goes() -> None:
    with_officer = " ".join(text_of(a_notice()).split())
    without = " ".join(text_of(a_notice(sent_by_title=""), None).split())

    assert "on behalf of Independent Reviewing Officer, to you as" in with_officer
    assert "A reply to this mail goes to the officer" in with_officer
    assert "on behalf of" not in without
    assert "Please do not reply to this mail" in without


def test_every_kind_can_be_previewed(tmp_path: Path) -> None:
    shown = preview(tmp_path / "letters")

    assert [one.notice.kind for one in shown] == list(NoticeKind)
    assert len({one.subject for one in shown}) == len(NoticeKind)
    for one in shown:
        text, markup = (path.read_text(encoding="utf-8") for path in one.files[:2])
        assert text.startswith(f"Subject: {one.subject}\n")
        assert f"<title>{html.escape(one.subject, quote=False)}</title>" in markup


@pytest.mark.parametrize("kind", [NoticeKind.DEADLINE_MOVED, NoticeKind.RESUMED])
def test_who_is_still_asked_is_not_told_that_nothing_is_asked(kind: NoticeKind) -> None:
    command = "disputes respond anyshire/ANY-2026-0042 --as group-manager/YOUR-REF"

    asked = text_of(a_notice(kind, answers=(command,)))
    informed = text_of(a_notice(kind, answers=()))
    officer = text_of(a_notice(kind, answers=(command,), to="officer"))

    still = "Nothing new: your answer is still wanted, by Wed 15 Apr 2026 17:00."
    assert still in " ".join(asked.split())
    assert "How to answer" in asked
    assert "Nothing. This is for your information." in informed
    assert "Nothing. This is for your information." in officer


def test_a_command_is_broken_at_its_spaces_only() -> None:
    markup = html_of(a_notice(answers=("disputes respond --answer TEXT",)))

    assert '<span style="white-space:nowrap">--answer</span>' in markup


def test_a_word_missing_from_a_template_is_an_error_and_never_a_gap() -> None:
    template = SHIPPED_PAGES.from_string("due {{ deu }}")

    with pytest.raises(UndefinedError, match="deu"):
        template.render(due="Wed 15 Apr 2026 17:00")


def test_every_template_belongs_to_a_kind() -> None:
    folder = Path(__file__).parents[2] / "activities" / "templates" / "wording"

    assert {path.stem for path in folder.glob("*.j2")} == set(NoticeKind)


def test_a_grave_event_reads_in_the_subject_as_one_to_read_at_once() -> None:
    told = a_notice(NoticeKind.EVENT_REPORTED, stage_title="")

    assert subject_and_title(told) == (
        "told at once, please read now",
        "An event of which you are told at once",
    )


@pytest.mark.parametrize(
    ("purpose", "asked"),
    [
        (
            Purpose.FOR_INFORMATION,
            "Please read it now; what is known is in the record. Nothing else is asked of",
        ),
        (Purpose.TO_ACT, "Please see to it."),
    ],
)
def test_of_a_grave_event_everybody_is_asked_to_read_now(
    purpose: Purpose, asked: str
) -> None:
    text = text_of(
        a_notice(NoticeKind.EVENT_REPORTED, purpose=purpose, asked="Please see to it.")
    )

    _, _, after = " ".join(text.split()).partition("you are asked to do ")
    assert after.strip("- ").startswith(asked)


def test_who_is_asked_to_see_to_something_noted_reads_so_in_the_subject() -> None:
    asked = a_notice(NoticeKind.NOTED, purpose=Purpose.TO_ACT, stage_title="")
    told = a_notice(NoticeKind.NOTED, purpose=Purpose.FOR_INFORMATION, stage_title="")

    assert subject_and_title(asked) == (
        "you are asked to see to something",
        "You are asked to see to something",
    )
    assert subject_and_title(told) == ("a note for the record", "Something was noted")


@pytest.mark.parametrize(
    ("kind", "acts", "subject"),
    [
        (NoticeKind.REFERRED_TO_CAFCASS, True, "the case is referred to Cafcass"),
        (NoticeKind.REFERRED_TO_CAFCASS, False, "the case is referred to Cafcass"),
        (NoticeKind.CAFCASS_HEARD, True, "you are asked about the referral to Cafcass"),
        (NoticeKind.CAFCASS_HEARD, False, "news of the referral to Cafcass"),
    ],
)
def test_what_concerns_cafcass_reads_so_in_the_subject(
    kind: NoticeKind, acts: bool, subject: str
) -> None:
    purpose = Purpose.TO_ACT if acts else Purpose.FOR_INFORMATION
    title = f"{subject[0].upper()}{subject[1:]}"

    told = subject_and_title(a_notice(kind, purpose=purpose, stage_title=""))

    assert told == (subject, title)


def test_who_is_to_act_at_a_stage_without_answering_is_not_asked_for_a_reply() -> None:
    changes = {"purpose": Purpose.TO_ACT, "stage_title": "", "answers": ()}
    notice = a_notice(NoticeKind.STAGE_BEGUN, **changes)

    assert subject_and_title(notice) == (
        "you are asked to see to something",
        "A stage has begun",
    )
    assert "You are asked as Group Manager." in text_of(notice)
    assert "is recorded as late" not in text_of(notice)


def test_an_answer_that_does_not_satisfy_is_nobodys_in_the_subject() -> None:
    notice = a_notice(NoticeKind.NOT_SATISFIED, stage_title="")

    assert subject_and_title(notice) == (
        "the answer is not accepted",
        "The answer is not accepted",
    )


def subject_and_title(notice: Notice) -> tuple[str, str]:
    """Return the subject after the reference, and the first line of the text."""
    message = letter(notice, GROUP_MANAGER, SETTINGS, None)
    _, subject = str(message["Subject"]).split("] ", 1)
    return subject, part_of(message, "plain").splitlines()[0]
