"""The clock of a rehearsal goes by whole minutes; everybody else's does not."""

from datetime import UTC, datetime, timedelta

import pytest

from workflows import clock as clocks
from workflows.clock import Clock

NOW = datetime(2026, 11, 28, 16, 20, 7, 300_000, tzinfo=UTC)
TEN_O_CLOCK = datetime(2026, 3, 30, 10, tzinfo=UTC)


class Server:
    """Tells the time."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr(clocks, "workflow", server)
    return server


def test_a_dispute_has_everybodys_time_to_the_microsecond(server: Server) -> None:
    clock = Clock()

    assert (clock.now(), clock.ahead_by) == (NOW, timedelta(0))
    assert clock.until(NOW + timedelta(seconds=3)) == timedelta(seconds=3)


@pytest.mark.parametrize(
    ("passed", "shown"),
    [(timedelta(0), 0), (timedelta(seconds=59.999), 0), (timedelta(minutes=1), 1)],
)
def test_a_rehearsal_shows_the_minute_that_has_begun(
    server: Server, passed: timedelta, shown: int
) -> None:
    clock = Clock()
    clock.pretend(TEN_O_CLOCK)

    server.time += passed

    assert clock.now() == TEN_O_CLOCK + timedelta(minutes=shown)
    assert clock.exactly() == TEN_O_CLOCK + passed


def test_a_rehearsal_that_begins_within_a_minute_ends_it_after_what_is_left_of_it(
    server: Server,
) -> None:
    clock = Clock()
    clock.pretend(TEN_O_CLOCK - timedelta(seconds=2))

    assert clock.now() == TEN_O_CLOCK - timedelta(minutes=1)
    assert clock.until(TEN_O_CLOCK) == timedelta(seconds=2)


def test_a_rehearsal_wakes_when_its_clock_shows_the_time_and_not_before(
    server: Server,
) -> None:
    clock = Clock()
    clock.pretend(TEN_O_CLOCK)
    server.time += timedelta(seconds=30)

    assert clock.until(TEN_O_CLOCK + timedelta(minutes=1)) == timedelta(seconds=30)
    # What is due within a minute is seen to be due at the end of it.
    assert clock.until(TEN_O_CLOCK + timedelta(seconds=10)) == timedelta(seconds=30)
