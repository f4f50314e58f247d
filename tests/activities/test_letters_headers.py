"""The envelope of headers around the words."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from activities.envelope import MailRefused
from activities.letters import LetterSettings, address_hash, letter, message_id
from activities.preview import example
from directory.resolving import Person
from domain.notices import Notice, NoticeKind

SETTINGS = LetterSettings(
    "disputes@anyshire.example", "anyshire.example", "https://case.example/{reference}"
)
GROUP_MANAGER = Person("GM-1", "gm1@anyshire.example")


def a_notice(**changes: Any) -> Notice:
    """Return the notice that a stage has begun, with changes."""
    return example(NoticeKind.STAGE_BEGUN).model_copy(update=changes)


def read_back(message: EmailMessage) -> EmailMessage:
    """Return a letter as the reader's mail program gets it."""
    wire = message.as_bytes(policy=policy.SMTP)
    found = message_from_bytes(wire, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def bodies(message: EmailMessage) -> list[EmailMessage]:
    """Return the forms that the words of a letter come in, in their order."""
    forms = next(
        part
        for part in message.walk()
        if part.get_content_type() == "multipart/alternative"
    )
    assert isinstance(forms, EmailMessage)
    return [part for part in forms.iter_parts() if isinstance(part, EmailMessage)]


def test_a_letter_goes_from_the_service_to_one_person() -> None:
    found = read_back(letter(a_notice(), GROUP_MANAGER, SETTINGS, "i@anyshire.example"))

    assert found["To"] == "Group Manager <gm1@anyshire.example>"
    assert found["From"] == (
        '"Dispute service, on behalf of Independent Reviewing Officer"'
        " <disputes@anyshire.example>"
    )
    assert found["Reply-To"] == "i@anyshire.example"


def test_a_sender_with_a_name_keeps_it() -> None:
    settings = LetterSettings("Anyshire Disputes <d@anyshire.example>", "any.example")

    found = read_back(letter(a_notice(sent_by_title=""), GROUP_MANAGER, settings, None))

    assert found["From"] == "Anyshire Disputes <d@anyshire.example>"
    assert found["Reply-To"] is None


def test_a_letter_is_known_as_automatic_so_that_no_machine_answers() -> None:
    found = read_back(letter(a_notice(), GROUP_MANAGER, SETTINGS, None))

    assert found["Auto-Submitted"] == "auto-generated"
    assert found["X-Auto-Response-Suppress"] == "All"


def test_a_letter_can_be_sorted_and_found_by_reference_and_claim() -> None:
    found = read_back(letter(a_notice(), GROUP_MANAGER, SETTINGS, None))

    assert found["X-Dispute-Reference"] == "ANY-2026-0042"
    assert found["X-Dispute-Notice"] == "dispute-anyshire-ANY-2026-0042/2"


def test_text_comes_first_and_html_second_both_in_utf_8() -> None:
    notice = a_notice(to_title="Rhëolwr Grŵp")

    found = read_back(letter(notice, GROUP_MANAGER, SETTINGS, None))

    assert [
        (part.get_content_type(), part.get_content_charset()) for part in bodies(found)
    ] == [("text/plain", "utf-8"), ("text/html", "utf-8")]
    assert "Rhëolwr Grŵp" in str(found["To"])
    for part in bodies(found):
        assert "Rhëolwr Grŵp" in part.get_content()


def test_the_same_notice_makes_the_same_message_id_and_date_every_time() -> None:
    first = letter(a_notice(), GROUP_MANAGER, SETTINGS, None)
    again = letter(
        a_notice(says="Reworded."), Person("X", "x@y.example"), SETTINGS, None
    )

    assert first["Message-ID"] == again["Message-ID"]
    assert first["Date"] == again["Date"] == "Wed, 08 Apr 2026 09:30:00 +0000"


def test_a_message_id_depends_on_the_claim_key_and_does_not_tell_it() -> None:
    one = message_id("dispute-anyshire-ANY-2026-0042/1", "anyshire.example")
    two = message_id("dispute-anyshire-ANY-2026-0042/2", "anyshire.example")

    assert one != two
    assert one.endswith("@anyshire.example>")
    assert "0042" not in one


def test_line_breaks_in_a_title_or_reference_make_no_headers() -> None:
    notice = a_notice(
        to_title="Manager\r\nBcc: all@anyshire.example",
        sent_by_title="Officer\nBcc: all@anyshire.example",
        about=a_notice().about.model_copy(
            update={
                "reference": "ANY-1\r\nBcc: all@anyshire.example",
                "stage_title": "Stage\r\n\r\nBody",
            }
        ),
    )

    found = read_back(letter(notice, GROUP_MANAGER, SETTINGS, None))

    assert found["Bcc"] is None
    assert found.get_content_type() == "multipart/mixed"
    assert len(bodies(found)) == 2
    assert len(found["To"].addresses) == 1


@pytest.mark.parametrize(
    "address",
    [
        "gm1@anyshire.example\r\nBcc: all@anyshire.example",
        "gm1@anyshire.example\nSubject: Marzipan",
        "gm1@anyshire.example, all@anyshire.example",
        "Marigold Pemberton-Vole <gm1@anyshire.example>",
        "gm1",
        "",
    ],
)
def test_an_address_that_is_not_one_plain_address_is_refused_and_not_repeated(
    address: str,
) -> None:
    with pytest.raises(MailRefused) as refused:
        letter(a_notice(), Person("GM-1", address), SETTINGS, None)

    assert "address of group-manager is not one plain address" in str(refused.value)
    assert "gm1" not in str(refused.value)


def test_a_reply_address_that_cannot_be_used_stops_nobody_from_being_told() -> None:
    broken = "iro7@anyshire.example\r\nBcc: all@anyshire.example"

    found = read_back(letter(a_notice(), GROUP_MANAGER, SETTINGS, broken))

    assert found["Reply-To"] is None
    assert found["Bcc"] is None
    assert "Please do not reply" in bodies(found)[0].get_content()


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_same_notice_makes_the_same_letter_to_the_last_byte(
    kind: NoticeKind,
) -> None:
    first, again = (
        letter(example(kind), GROUP_MANAGER, SETTINGS, None).as_bytes(
            policy=policy.SMTP
        )
        for _ in range(2)
    )

    assert first == again


def test_who_stands_in_is_told_for_whom() -> None:
    found = letter(a_notice(), GROUP_MANAGER, SETTINGS, None, instead_of="GM-9")

    words = " ".join(bodies(found)[0].get_content().split())
    assert "to you as Group Manager, in place of GM-9." in words


def test_the_link_holds_the_reference_as_a_link_must() -> None:
    about = a_notice().about.model_copy(update={"reference": "ANY 42/é"})
    notice = a_notice(about=about, key="dispute-anyshire-42/7")
    settings = LetterSettings(
        "d@anyshire.example",
        "anyshire.example",
        "https://case.example/{authority}/{dispute}?ref={reference}",
    )

    found = read_back(letter(notice, GROUP_MANAGER, settings, None))

    link = "https://case.example/anyshire/dispute-anyshire-42?ref=ANY%2042%2F%C3%A9"
    for part in bodies(found):
        assert link in part.get_content()


def test_without_a_link_only_the_commands_are_offered() -> None:
    settings = LetterSettings("d@anyshire.example", "anyshire.example")

    found = letter(a_notice(), GROUP_MANAGER, settings, None)

    body = found.get_body(("plain",))
    assert body is not None
    assert "http" not in body.get_content()
    assert "disputes respond anyshire/ANY-2026-0042" in body.get_content()


def test_settings_that_cannot_work_are_refused_all_at_once() -> None:
    with pytest.raises(ValueError, match="sender_address") as refused:
        LetterSettings("disputes", "<any>", "javascript:{child}")

    said = str(refused.value).splitlines()
    assert [line.split()[0] for line in said] == [
        "sender_address",
        "mail_domain",
        "link_template",
        "link_template",
    ]


@pytest.mark.parametrize("template", ["https://case.example/{reference", "https://{}"])
def test_a_link_template_with_odd_braces_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="link_template"):
        LetterSettings("d@anyshire.example", "anyshire.example", template)


def test_an_address_is_stood_for_by_the_same_hash_however_it_is_written() -> None:
    assert address_hash("PM@Anyshire.example") == address_hash("pm@anyshire.example")
    assert "anyshire" not in address_hash("pm@anyshire.example")


def test_the_date_is_when_the_notice_was_written() -> None:
    at = datetime(2026, 4, 9, 8, tzinfo=UTC)

    found = letter(a_notice(at=at), GROUP_MANAGER, SETTINGS, None)

    assert found["Date"].datetime == at
