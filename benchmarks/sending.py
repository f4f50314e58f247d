"""Budget: how fast letters are handed to a mail server, beside a bare loop over it."""

import asyncio
import time
from email.message import EmailMessage

from aiosmtplib import SMTP

from activities.mail import Smtp, SmtpSettings
from benchmarks.findings import Budget, Figure, Finding
from benchmarks.progress import Bar
from benchmarks.sink import mail_sink
from benchmarks.size import Size
from embedded.ports import HOST

NAME = "sending"
TITLE = "Handing letters to a mail server"
AT_LEAST = Budget("at least 0.5 of its rate", least=0.5)


async def measure(size: Size, bar: Bar) -> Finding:
    """Send the same letters both ways, by turns."""
    bar.expect(size.rounds * 2)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(size.rounds):
        for rates, send in ((ours, _ours), (bare, _bare)):
            async with mail_sink() as port:
                began = time.perf_counter()
                await send(_letters(size.letters), port)
                rates.append(size.letters / (time.perf_counter() - began))
            bar.step()
    return Finding(
        name=NAME,
        title=f"{size.letters} letters handed to a mail server on this machine",
        beside="aiosmtplib alone, one connection, one letter after another",
        figures=[Figure("letters", "a second", ours, bare, AT_LEAST, on_ratio=True)],
        notes=(
            (
                "The pace for each domain is off. Writing the letter, claiming and"
                " settling it are not in it; those are in what is due together."
            ),
        ),
    )


def _letters(count: int) -> list[EmailMessage]:
    letters = []
    for number in range(count):
        letter = EmailMessage()
        letter["From"] = "disputes@anyshire.example"
        letter["To"] = f"manager-{number % 40}@anyshire.example"
        letter["Subject"] = f"An answer is due: ANY-2026-{number:04}"
        letter["Message-ID"] = f"<{number}@anyshire.example>"
        letter.set_content("The marmalade plan waits for your answer.\n" * 20)
        letters.append(letter)
    return letters


async def _ours(letters: list[EmailMessage], port: int) -> None:
    settings = SmtpSettings(HOST, port, security="none", per_domain_per_minute=0)
    mailer = Smtp(settings)
    try:
        await asyncio.gather(*(mailer.send(letter) for letter in letters))
    finally:
        mailer.close()


async def _bare(letters: list[EmailMessage], port: int) -> None:
    async with SMTP(hostname=HOST, port=port, use_tls=False, start_tls=False) as client:
        for letter in letters:
            await client.send_message(letter)
