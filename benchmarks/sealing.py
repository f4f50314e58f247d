"""What sealing costs: the codec against none."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import DataConverter

from benchmarks.crowds import each
from benchmarks.findings import Figure, Finding
from benchmarks.place import fresh_place
from benchmarks.progress import Bar
from benchmarks.sides import Side, Starter, raising
from benchmarks.size import Size
from benchmarks.workers import worker_process
from calendars.reader import read_calendar
from domain.dispute import Dispute
from domain.messages import read_raised
from domain.notices import Post
from domain.opening import Basis
from domain.postbag import Postbag
from encryption.codec import data_converter
from encryption.keyring import KeyRing
from procedures.shelf import Shelf

NAME = "sealing"
TITLE = "Sealing every payload"
FRI_20_NOV = datetime(2026, 11, 20, 10, tzinfo=UTC)
SIDES = (Side.UNSEALED, Side.FAKED)


@dataclass(frozen=True)
class Sample:
    """A payload that travels.

    Attributes:
        name: In words.
        value: What is encoded.
        kind: What it is decoded to.
    """

    name: str
    value: Any
    kind: Any


async def measure(size: Size, bar: Bar) -> Finding:
    """Seal payloads by turns, then open disputes by turns."""
    samples = _samples()
    bar.expect(size.rounds * (len(samples) + len(SIDES)))
    async with fresh_place() as place:
        figures = await _payloads(samples, place.ring(), size, bar)
    opened: dict[Side, list[float]] = {side: [] for side in SIDES}
    for _ in range(size.rounds):
        for side in SIDES:
            opened[side].append(await _opening(side, size.starts))
            bar.step()
    figures.append(
        Figure(
            "opening a dispute, worker's processor time",
            "ms",
            opened[Side.FAKED],
            opened[Side.UNSEALED],
        )
    )
    return Finding(
        name=NAME,
        title="Every payload sealed and opened again",
        beside="the same without the codec",
        figures=figures,
        notes=(
            "Encoding and decoding, both counted; the last with the postman faked.",
        ),
    )


def _samples() -> list[Sample]:
    basis = Basis(
        procedure=Shelf().named("west-sussex-2020-06"), calendar=read_calendar()
    )
    dispute = Dispute(read_raised(raising(1)), basis, FRI_20_NOV)
    stage = dispute.next_stage()
    assert stage is not None, "a dispute just opened has a first stage"
    dispute.begin(stage, FRI_20_NOV)
    return [
        Sample("a dispute as it is raised", raising(1), dict),
        Sample(
            "a round of the postman", Postbag().take(dispute, dispute.raised_at), Post
        ),
        Sample("procedure and calendar", basis, Basis),
    ]


async def _payloads(
    samples: list[Sample], ring: KeyRing, size: Size, bar: Bar
) -> list[Figure]:
    sealing, figures = data_converter(ring), []
    for sample in samples:
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(size.rounds):
            for number, converter in enumerate((sealing, pydantic_data_converter)):
                once = await _there_and_back(sample, converter, size.payloads)
                times[number].append(once)
            bar.step()
        [sealed] = await sealing.encode([sample.value])
        [plain] = await pydantic_data_converter.encode([sample.value])
        what = f"{sample.name} ({plain.ByteSize():,} B, {sealed.ByteSize():,} B sealed)"
        figures.append(Figure(what, "ms", *times))
    return figures


async def _there_and_back(
    sample: Sample, converter: DataConverter, times: int
) -> float:
    """Return milliseconds for one encoding and one decoding."""
    began = time.perf_counter()
    for _ in range(times):
        payloads = await converter.encode([sample.value])
        await converter.decode(payloads, [sample.kind])
    return (time.perf_counter() - began) / times * 1000


async def _opening(side: Side, count: int) -> float:
    """Return milliseconds of processor time for each dispute opened."""
    async with fresh_place() as place, worker_process(side, place) as worker:
        starter = Starter(side, await place.connect(side))
        await each(1, starter.start)
        before = await worker.until(side.laps_to_open)
        await each(count, lambda number: starter.start(1 + number))
        after = await worker.until((1 + count) * side.laps_to_open)
    return (after.processor_seconds - before.processor_seconds) / count * 1000
