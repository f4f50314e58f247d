"""The worked examples of the contract, run as they stand in the document."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.record import Entry
from embedded.ports import ANY
from settings import Settings
from starter.client import DisputeClient
from starter.embedded_stack import Everything, everything
from starter.errors import NoAnswer
from tests.end_to_end.machine_room import ROOT

pytestmark = pytest.mark.end_to_end

DOCUMENT = ROOT / "docs" / "contract-examples.md"
ENDS_WITH_1 = ("This one is refused", "looks as if it had failed")
"""Words before an example that ends with 1; every other ends with 0."""


@dataclass(frozen=True)
class Example:
    """One example of the document.

    Attributes:
        before: The words before it.
        language: `bash` or `python`.
        code: What is to be run.
        answer: The lines that its answer must hold.
    """

    before: str
    language: str
    code: str
    answer: tuple[str, ...]

    @property
    def ends_with(self) -> int:
        """The exit code that the words before it tell."""
        return int(any(words in self.before for words in ENDS_WITH_1))


_FILE = re.compile(
    r"^`([\w-]+\.json)` is .*?```json\n(.*?)^```", re.DOTALL | re.MULTILINE
)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def the_files(document: str) -> dict[str, str]:
    """The JSON files of the document, by the name that stands before each."""
    return dict(
        re.findall(
            r"^`([\w-]+\.json)` is .*?```json\n(.*?)^```",
            document,
            re.DOTALL | re.MULTILINE,
        )
    )


def the_examples(document: str) -> list[Example]:
    """Every piece of code in the document with what it answers, in order."""
    blocks = list(_BLOCK.finditer(document))
    return [
        Example(
            document[(before.end() if before else 0) : block.start()],
            block[1],
            block[2],
            tuple(line.strip() for line in after[2].splitlines()),
        )
        for before, block, after in zip(
            [None, *blocks], blocks, blocks[1:], strict=False
        )
        if block[1] in ("bash", "python") and after[1] == "text"
    ]


@pytest.fixture(scope="module")
async def running(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Everything]:
    async with everything(Settings(home=tmp_path_factory.mktemp("home")), ANY) as up:
        yield up


@pytest.fixture(scope="module")
async def answers(
    running: Everything, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[int, str]]:
    """Run every example in its turn; return exit code and answer by its code."""
    folder = tmp_path_factory.mktemp("examples")
    document = DOCUMENT.read_text(encoding="utf-8")
    for name, written in the_files(document).items():
        (folder / name).write_text(written, encoding="utf-8")
    found = {}
    for example in the_examples(document):
        found[example.code] = await _run(example, folder, running)
        for raised in re.findall(
            r"workflow start[^|]*?--workflow-id (\S+)", example.code
        ):
            await _open(running, raised)
    return found


@pytest.mark.parametrize(
    "example",
    the_examples(DOCUMENT.read_text(encoding="utf-8")),
    ids=lambda example: " ".join(example.before.split())[-60:],
)
def test_an_example_of_the_contract_answers_what_is_shown_under_it(
    example: Example, answers: dict[str, tuple[int, str]]
) -> None:
    code, said = answers[example.code]
    lines = [" ".join(line.split()) for line in said.splitlines()]

    missing = [
        line
        for line in example.answer
        if not any(" ".join(line.split()) in heard for heard in lines)
    ]

    assert (code, missing) == (example.ends_with, []), said


def test_no_piece_of_code_in_the_document_goes_without_an_answer() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    run = sum(block[1] in ("bash", "python") for block in _BLOCK.finditer(document))

    assert len(the_examples(document)) == run


async def test_what_was_sent_by_grpc_stands_in_the_record(
    running: Everything, answers: dict[str, tuple[int, str]]
) -> None:
    disputes = DisputeClient(running.client)

    entries = await disputes.record("dispute-west-sussex-WSX-2026-0102")

    assert _kinds(entries) == [
        "raised",
        "stage-begun",
        "brought-to-mind",
        "response-received",
        "noted",
    ]


async def test_a_reference_is_raised_once_however_often_it_is_started(
    running: Everything, answers: dict[str, tuple[int, str]], tmp_path: Path
) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    for name, written in the_files(document).items():
        (tmp_path / name).write_text(written, encoding="utf-8")

    code, said = await _run(the_examples(document)[0], tmp_path, running)

    assert code == 1
    assert "already" in said.lower()


async def _open(running: Everything, dispute: str) -> None:
    """Wait out the moment in which a dispute is being opened and answers nothing."""
    async with asyncio.timeout(15):
        while True:
            try:
                await DisputeClient(running.client).situation(dispute)
            except NoAnswer:
                continue
            return


def _kinds(entries: list[Entry]) -> list[str]:
    return [entry.kind for entry in entries]


async def _run(example: Example, folder: Path, running: Everything) -> tuple[int, str]:
    """Run one example as its reader would, with the addresses of our own stack."""
    where = running.stack.running
    shell = ("bash", "-euo", "pipefail", "-c")
    command = shell if example.language == "bash" else (sys.executable, "-c")
    scripts = str(Path(sys.executable).parent)
    process = await asyncio.create_subprocess_exec(
        *command,
        example.code,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={
            "PATH": os.pathsep.join((scripts, os.defpath)),
            "HOME": str(folder),
            "TEMPORAL_ADDRESS": where.address,
            "TEMPORAL_NAMESPACE": where.namespace,
            "CODEC": where.codec,
        },
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()
