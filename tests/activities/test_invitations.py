"""What a letter puts into the reader's calendar, moves there, and takes out again."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from activities.letters import LetterSettings, letter_and_entries
from activities.preview import example
from directory.resolving import Person
from domain.notices import Notice, NoticeKind, Purpose
from domain.record import Standing

SETTINGS = LetterSettings(
    "Disputes <disputes@anyshire.example>",
    "anyshire.example",
    "https://case.example/{reference}",
)
GROUP_MANAGER = Person("GM-1", "gm1@anyshire.example")
OFFICER_ADDRESS = "iro7@anyshire.example"
WED_15_APR_5PM = datetime(2026, 4, 15, 16, tzinfo=UTC)
FRI_6_MAR_5PM = datetime(2026, 3, 6, 17, tzinfo=UTC)
ASKED = {"due": WED_15_APR_5PM - timedelta(minutes=30)}
"""What stands in the calendar of somebody who was asked to answer."""
RESPOND = "disputes respond anyshire/ANY-2026-0042 --as group-manager/YOUR-REF"


def a_notice(kind: NoticeKind = NoticeKind.STAGE_BEGUN, **changes: Any) -> Notice:
    return example(kind).model_copy(update=changes)


def sent(notice: Notice, has: dict[str, datetime] | None = None) -> EmailMessage:
    """Return a letter as it arrives; `has` stands in the reader's calendar already."""
    made = letter_and_entries(
        notice, GROUP_MANAGER, SETTINGS, OFFICER_ADDRESS, has=has
    ).message
    found = message_from_bytes(made.as_bytes(policy=policy.SMTP), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def part_of(message: EmailMessage) -> EmailMessage | None:
    found = [one for one in message.walk() if one.get_content_subtype() == "calendar"]
    assert len(found) <= 1
    return found[0] if found and isinstance(found[0], EmailMessage) else None


def entry_of(notice: Notice, has: dict[str, datetime] | None = None) -> tuple[str, Any]:
    """Return the method and the entry that a notice makes."""
    part = part_of(sent(notice, has))
    assert part is not None
    calendar = Calendar.from_ical(part.get_content())
    [event] = calendar.walk("VEVENT")
    method = str(calendar["METHOD"])
    assert part.get_param("method") == method
    return method, event


def has_an_entry(notice: Notice) -> bool:
    return part_of(sent(notice)) is not None


def test_who_is_asked_gets_the_due_date_for_the_calendar() -> None:
    method, event = entry_of(a_notice())

    assert method == "PUBLISH"
    assert event.decoded("dtend") == WED_15_APR_5PM
    assert event.decoded("dtstart") == WED_15_APR_5PM - timedelta(minutes=30)
    assert str(event["summary"]) == (
        "[ANY-2026-0042] Stage 2: reply due Wed 15 Apr 2026 17:00"
    )
    assert str(event["organizer"]) == "mailto:disputes@anyshire.example"
    assert "attendee" not in event  # RFC 5546, section 3.2.1


def test_whoever_is_asked_for_something_else_than_the_answer_reads_so() -> None:
    _, organiser = entry_of(a_notice(answers=()))
    _, decider = entry_of(a_notice(NoticeKind.DECIDE, answers=()))

    assert str(organiser["summary"]) == (
        "[ANY-2026-0042] Stage 2: to be done by Wed 15 Apr 2026 17:00"
    )
    assert "decision due" in str(decider["summary"])


def test_times_are_told_in_utc_so_that_no_time_zone_is_needed() -> None:
    part = part_of(sent(a_notice()))

    assert part is not None
    lines = part.get_content().splitlines()
    assert "DTSTART:20260415T153000Z" in lines
    assert "DTEND:20260415T160000Z" in lines
    assert not any("TZID" in line for line in lines)


def test_a_limit_that_runs_out_at_midnight_stands_on_the_day_that_ends() -> None:
    midnight = datetime(2026, 4, 15, 23, tzinfo=UTC)  # Thu 16 Apr 00:00 in London

    _, event = entry_of(a_notice(due_at=midnight))

    assert event.decoded("dtstart") == datetime(2026, 4, 15, 22, 30, tzinfo=UTC)


def test_the_letter_comes_first_and_the_entry_lies_beside_it() -> None:
    message = sent(a_notice())

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    part = part_of(message)
    assert part is not None
    assert part.get_filename() == "due-date.ics"
    body = message.get_body(("plain",))
    assert body is not None
    assert "attached as an entry for your calendar" in body.get_content()


def test_the_entry_names_nobody_and_no_address_of_the_reader() -> None:
    part = part_of(sent(a_notice()))

    assert part is not None
    text = part.get_content()
    assert "gm1" not in text
    assert "GM-1" not in text
    assert "C-1138" not in text


def test_a_later_notice_moves_the_same_entry() -> None:
    later = WED_15_APR_5PM + timedelta(days=7)
    moved = a_notice(
        NoticeKind.DEADLINE_MOVED, due_at=later, answers=(RESPOND,), number=40
    )

    _, first = entry_of(a_notice())
    method, second = entry_of(moved)

    assert method == "PUBLISH"
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"]
    assert second.decoded("dtend") == later


def test_each_post_and_each_dispute_has_an_entry_of_its_own() -> None:
    names = {
        str(entry_of(notice)[1]["uid"])
        for notice in (
            a_notice(),
            a_notice(to="service-lead"),
            a_notice(key="dispute-anyshire-ANY-2026-0043/2"),
        )
    }

    assert len(names) == 3
    assert all(name.endswith("@anyshire.example") for name in names)
    assert not any("2026" in name or "manager" in name for name in names)


def test_a_retry_is_the_same_letter_and_the_next_notice_another_turn() -> None:
    _, first = entry_of(a_notice(number=3))
    _, again = entry_of(a_notice(number=3))
    _, after = entry_of(a_notice(number=4))

    assert first.to_ical() == again.to_ical()
    assert after["sequence"] == 4


@pytest.mark.parametrize(
    "notice",
    [
        a_notice(purpose=Purpose.FOR_INFORMATION),
        a_notice(purpose=Purpose.COPIED),
        a_notice(due_at=None),
        a_notice(due_at=FRI_6_MAR_5PM),
        a_notice(NoticeKind.CONSIDER_CAFCASS),
        a_notice(NoticeKind.NOTED),
        a_notice(NoticeKind.DEADLINE_MOVED, answers=()),
        a_notice(NoticeKind.DEADLINE_MOVED, answers=(RESPOND,), to="officer"),
        a_notice(NoticeKind.CLOSED, to="officer"),
    ],
    ids=lambda notice: f"{notice.kind.value} {notice.purpose.value} {notice.to}",
)
def test_who_is_asked_for_nothing_by_a_date_gets_no_entry(notice: Notice) -> None:
    assert not has_an_entry(notice)


@pytest.mark.parametrize(
    "notice",
    [
        a_notice(NoticeKind.CLOSED, number=40),
        a_notice(NoticeKind.ESCALATED, number=40),
        a_notice(NoticeKind.ON_HOLD, number=40),
        a_notice(NoticeKind.DEADLINE_MOVED, due_at=None, number=40),
        a_notice(NoticeKind.HANDED_OVER, purpose=Purpose.COPIED, to_reference="GM-9"),
    ],
    ids=lambda notice: notice.kind.value,
)
def test_a_date_that_no_longer_stands_is_taken_out(notice: Notice) -> None:
    _, asked = entry_of(a_notice())

    method, event = entry_of(notice, ASKED)

    assert method == "CANCEL"
    assert event.decoded("dtstart") == ASKED["due"]
    assert str(event["status"]) == "CANCELLED"
    assert event["uid"] == asked["uid"]
    assert event["sequence"] > asked["sequence"]


def test_a_date_taken_out_by_a_hold_comes_back_when_the_clock_runs_again() -> None:
    _, held = entry_of(a_notice(NoticeKind.ON_HOLD, number=7), ASKED)
    method, event = entry_of(a_notice(NoticeKind.RESUMED, number=8, answers=(RESPOND,)))

    assert method == "PUBLISH"
    assert event["uid"] == held["uid"]
    assert event["sequence"] > held["sequence"]


def test_a_withdrawn_dispute_puts_nothing_into_a_calendar() -> None:
    about = a_notice().about.model_copy(update={"standing": Standing.WITHDRAWN})

    assert not has_an_entry(a_notice(about=about))


def test_a_meeting_is_an_invitation_that_can_be_accepted() -> None:
    meets_at = datetime(2026, 4, 13, 13, tzinfo=UTC)
    notice = a_notice(NoticeKind.NOTED, meets_at=meets_at)

    method, event = entry_of(notice)

    assert method == "REQUEST"
    assert event.decoded("dtstart") == meets_at
    assert str(event["organizer"]) == f"mailto:{OFFICER_ADDRESS}"
    assert str(event["attendee"]) == "mailto:gm1@anyshire.example"
    assert event["attendee"].params["RSVP"] == "TRUE"
    assert event["uid"] != entry_of(a_notice())[1]["uid"]
    assert [part.get_content_type() for part in sent(notice).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]


def test_a_rehearsal_is_marked_in_the_calendar_too() -> None:
    about = a_notice().about.model_copy(update={"rehearsal": True})

    _, event = entry_of(a_notice(about=about))

    assert str(event["summary"]).startswith("REHEARSAL [ANY-2026-0042]")


def test_line_breaks_in_titles_make_no_lines_of_their_own() -> None:
    title = "Stage 2\r\nATTENDEE:mailto:all@anyshire.example"
    about = a_notice().about.model_copy(update={"stage_title": title})

    _, event = entry_of(
        a_notice(about=about, asked="Please\r\nDTSTART:19700101T000000Z")
    )

    assert "attendee" not in event
    assert event.decoded("dtend") == WED_15_APR_5PM


@pytest.mark.parametrize(
    "kind", [NoticeKind.ESCALATED, NoticeKind.CLOSED, NoticeKind.ON_HOLD]
)
def test_who_was_sent_no_entry_is_not_asked_to_take_one_out(kind: NoticeKind) -> None:
    assert not has_an_entry(a_notice(kind, purpose=Purpose.FOR_INFORMATION))


def test_a_meeting_is_called_off_when_the_dispute_is_closed() -> None:
    meets_at = datetime(2026, 4, 13, 13, tzinfo=UTC)
    _, invited = entry_of(a_notice(NoticeKind.NOTED, meets_at=meets_at))

    method, event = entry_of(
        a_notice(NoticeKind.CLOSED, number=40), {"meeting-2": meets_at}
    )

    assert method == "CANCEL"
    assert event["uid"] == invited["uid"]
    assert event["sequence"] > invited["sequence"]
    assert str(event["attendee"]) == str(invited["attendee"])
    assert str(event["organizer"]) == str(invited["organizer"])
    assert event.decoded("dtstart") == meets_at


def test_a_date_and_a_meeting_are_both_taken_out_at_the_end() -> None:
    meets_at = datetime(2026, 4, 13, 13, tzinfo=UTC)
    made = letter_and_entries(
        a_notice(NoticeKind.CLOSED, number=40),
        GROUP_MANAGER,
        SETTINGS,
        OFFICER_ADDRESS,
        has={**ASKED, "meeting-2": meets_at},
    )

    parts = [
        part for part in made.message.walk() if part.get_content_subtype() == "calendar"
    ]
    assert [part.get_param("method") for part in parts] == ["CANCEL", "CANCEL"]
    assert made.calendar.splitlines() == [
        f"- due {ASKED['due'].isoformat()}",
        f"- meeting-2 {meets_at.isoformat()}",
    ]


@pytest.mark.parametrize(
    ("kind", "meets_at"),
    [
        (NoticeKind.CLOSED, FRI_6_MAR_5PM),
        (NoticeKind.ESCALATED, WED_15_APR_5PM),
        (NoticeKind.ON_HOLD, WED_15_APR_5PM),
    ],
)
def test_a_meeting_that_was_or_still_takes_place_is_left_where_it_is(
    kind: NoticeKind, meets_at: datetime
) -> None:
    notice = a_notice(kind, purpose=Purpose.FOR_INFORMATION)

    assert part_of(sent(notice, {"meeting-1": meets_at})) is None
