"""Delivery status reports as mail servers write them, and everything that is none."""

import random
from collections.abc import Callable
from email import message_from_bytes, message_from_string
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.bounces import Bounce, read_report

KEY = "dispute-anyshire-ANY-2026-0042/7"
MESSAGE_ID = "<7.3f2a@anyshire.example>"


def our_letter(**headers: str) -> EmailMessage:
    """Return a letter as it went out, with text, HTML and an invitation."""
    letter = EmailMessage()
    plain = {
        "From": "disputes@anyshire.example",
        "To": "marigold@anyshire.example",
        "Subject": "[ANY-2026-0042] Stage 2: reply wanted",
        "Message-ID": MESSAGE_ID,
        "X-Dispute-Notice": KEY,
    }
    for name, value in (plain | headers).items():
        letter[name] = value
    letter.set_content("Your reply is wanted.\n")
    letter.add_alternative("<p>Your reply is wanted.</p>", subtype="html")
    letter.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar")
    return letter


def status_part(*blocks: str) -> Message:
    """Return the part for machines: one block a receiver, after the report's own."""
    part = Message()
    part["Content-Type"] = "message/delivery-status"
    for block in ("Reporting-MTA: dns; mail.anyshire.example", *blocks):
        part.attach(message_from_string(block))
    return part


FAILED = (
    "Final-Recipient: rfc822; marigold@anyshire.example\n"
    "Action: failed\nStatus: 5.1.1\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <marigold@anyshire.example> User unknown"
)


def report(*parts: Message, about: str = "delivery-status") -> bytes:
    """Return a whole report of these parts."""
    whole = MIMEMultipart("report", report_type=about)
    whole["From"] = "MAILER-DAEMON@mail.anyshire.example"
    whole["To"] = "disputes@anyshire.example"
    whole["Subject"] = "Undelivered Mail Returned to Sender"
    for part in parts:
        whole.attach(part)
    return whole.as_bytes()


def of_postfix(block: str = FAILED, letter: EmailMessage | None = None) -> bytes:
    """Return a report as Postfix writes it: prose, fields, the whole letter."""
    prose = MIMEText("This is the mail system at host mail.anyshire.example.\n")
    return report(prose, status_part(block), MIMEMessage(letter or our_letter()))


def of_exchange(block: str = FAILED) -> bytes:
    """Return a report as Exchange writes it: HTML too, and the headers alone."""
    prose = MIMEMultipart("alternative")
    prose.attach(MIMEText("Delivery has failed to these recipients.\n"))
    prose.attach(MIMEText("<p>Delivery has failed.</p>", "html", "utf-8"))
    headers = "".join(f"{name}: {value}\n" for name, value in our_letter().items())
    returned = MIMEText(headers, "rfc822-headers", "us-ascii")
    return report(prose, status_part(block), returned)


# --- reports -----------------------------------------------------------------------------


@pytest.mark.parametrize("written", [of_postfix, of_exchange])
def test_a_report_names_our_letter_and_what_became_of_it(
    written: Callable[[], bytes],
) -> None:
    assert read_report(written()) == Bounce(MESSAGE_ID, KEY, "5.1.1", for_good=True)


def test_a_report_with_the_line_ends_of_the_wire_is_read() -> None:
    assert read_report(of_postfix().replace(b"\n", b"\r\n")) == read_report(
        of_postfix()
    )


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded", ""])
def test_only_a_failure_is_for_good(action: str) -> None:
    block = FAILED.replace("failed", action).replace("5.1.1", "4.4.7")

    found = read_report(of_postfix(block))

    assert found is not None
    assert not found.for_good
    assert found.status == "4.4.7"


@pytest.mark.parametrize("action", ["Failed", " failed ", "FAILED"])
def test_the_case_of_a_word_does_not_matter(action: str) -> None:
    found = read_report(of_exchange(FAILED.replace("failed", action)))

    assert found is not None
    assert found.for_good


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("5.1.10", "5.1.10"),
        ("5.0.0 (undefined status)", "5.0.0"),
        ("", ""),
        ("550", ""),
        ("5.1.1marigold@anyshire.example", ""),
    ],
)
def test_only_a_code_is_taken_from_the_status(status: str, code: str) -> None:
    found = read_report(
        of_postfix(FAILED.replace("Status: 5.1.1", f"Status: {status}"))
    )

    assert found is not None
    assert found.status == code


def test_what_it_says_holds_no_address() -> None:
    found = read_report(of_postfix())

    assert found is not None
    assert found.says() == (
        "The receiving mail server reports it undeliverable (5.1.1)."
    )
    assert Bounce(MESSAGE_ID, KEY, "", for_good=True).says().endswith("undeliverable.")


def test_a_long_message_id_that_was_folded_is_put_together() -> None:
    long = f"<{'a' * 90}@anyshire.example>"
    raw = of_exchange().replace(
        f"Message-ID: {MESSAGE_ID}".encode(), f"Message-ID:\r\n {long}".encode()
    )

    found = read_report(raw)

    assert found is not None
    assert found.message_id == long


def test_a_letter_of_ours_inside_another_is_not_the_one_that_came_back() -> None:
    outer = EmailMessage()
    outer["Message-ID"] = "<outer@elsewhere.example>"
    outer.set_content("See the notice below.")
    outer.add_attachment(our_letter())

    found = read_report(of_postfix(letter=outer))

    assert found is not None
    assert found.message_id == "<outer@elsewhere.example>"


def test_a_report_with_attachments_a_gateway_added_is_read() -> None:
    added = MIMEApplication(b"\0\1\2" * 100, Name="disclaimer.bin")
    inner = MIMEMultipart("mixed")
    inner.attach(MIMEText("Checked for viruses."))
    inner.attach(added)

    raw = report(inner, status_part(FAILED), MIMEMessage(our_letter()), added)

    assert read_report(raw) == Bounce(MESSAGE_ID, KEY, "5.1.1", for_good=True)


# --- what is none ------------------------------------------------------------------------


def in_prose() -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Undeliverable: [ANY-2026-0042] Stage 2: reply wanted"
    mail.set_content(f"Your message {MESSAGE_ID} did not reach marigold.\n550 5.1.1\n")
    return mail.as_bytes()


def out_of_office() -> bytes:
    mail = EmailMessage()
    mail["Auto-Submitted"] = "auto-replied"
    mail["In-Reply-To"] = MESSAGE_ID
    mail.set_content("I am away until Monday.")
    return mail.as_bytes()


def read_receipt() -> bytes:
    said = MIMEBase("message", "disposition-notification")
    said.set_payload("Disposition: manual-action/MDN-sent-manually; displayed\n")
    return report(
        MIMEText("It was read."),
        said,
        MIMEMessage(our_letter()),
        about="disposition-notification",
    )


@pytest.mark.parametrize(
    "raw",
    [
        in_prose(),
        out_of_office(),
        read_receipt(),
        our_letter().as_bytes(),
        report(MIMEText("Sorry."), status_part(FAILED)),
        report(MIMEText("Sorry."), MIMEMessage(our_letter())),
        report(MIMEText("Sorry."), status_part(), MIMEMessage(our_letter())),
        report(),
        b"",
        b"\0" * 100,
        b"Content-Type: multipart/report\n\nno boundary",
        (
            b"Content-Type: multipart/report; boundary=x\n\n--x\n"
            b"Content-Type: message/delivery-status\n\n--x\n"
            b"Content-Type: message/rfc822\n\n--x--\n"
        ),
    ],
    ids=range(12),
)
def test_what_is_no_report_about_one_letter_is_passed_over(raw: bytes) -> None:
    assert read_report(raw) is None


def test_a_report_about_somebody_elses_letter_has_their_message_id() -> None:
    theirs = EmailMessage()
    theirs["Message-ID"] = "<1@elsewhere.example>"
    theirs.set_content("Hello.")

    assert read_report(of_postfix(letter=theirs)) == Bounce(
        "<1@elsewhere.example>", "", "5.1.1", for_good=True
    )


@pytest.mark.parametrize("value", ["<", "<@>", "\udcff", "=?x?q?=00?=", "(" * 500, ","])
def test_a_broken_message_id_breaks_nothing(value: str) -> None:
    raw = of_exchange().replace(
        MESSAGE_ID.encode(), value.encode("utf-8", "surrogateescape")
    )

    found = read_report(raw)

    assert found is not None
    assert "\n" not in found.message_id


@pytest.mark.parametrize("charset", ["x-unknown", "utf-16", "idna", "rot13", '"'])
@pytest.mark.parametrize(
    "encoding", ["base64", "quoted-printable", "x-uuencode", "zip"]
)
def test_a_wrong_charset_or_encoding_breaks_nothing(
    charset: str, encoding: str
) -> None:
    raw = of_exchange()
    raw = raw.replace(b'"us-ascii"', f'"{charset}"'.encode())
    raw = raw.replace(b"Encoding: 7bit", f"Encoding: {encoding}".encode())

    read_report(raw)


def test_two_megabytes_of_garbage_are_passed_over() -> None:
    noise = random.Random(42).randbytes(2_000_000)

    assert read_report(noise) is None
    assert (
        read_report(b"Content-Type: multipart/report; boundary=x\n\n" + noise) is None
    )
    found = read_report(of_postfix() + noise)
    assert found is not None
    assert found.message_id == MESSAGE_ID


def test_a_thousand_parts_in_each_other_break_nothing() -> None:
    layers = b"".join(
        b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(1000)
    )

    assert read_report(layers) is None


@given(cuts=st.lists(st.integers(0, 3000), min_size=1, max_size=4), data=st.binary())
def test_a_report_that_was_damaged_on_its_way_breaks_nothing(
    cuts: list[int], data: bytes
) -> None:
    raw = of_postfix()
    for cut in cuts:
        raw = raw[:cut] + data + raw[cut + len(data) + 1 :]

    found = read_report(raw)

    assert found is None or "\n" not in found.message_id + found.key + found.status


def test_the_reports_above_are_what_the_email_package_reads_as_reports() -> None:
    for raw in (of_postfix(), of_exchange()):
        whole = message_from_bytes(raw)
        assert whole.get_content_type() == "multipart/report"
        assert whole.get_param("report-type") == "delivery-status"
