"""How much is measured: enough to judge by, everything the budgets name, or a taste."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of everything.

    Attributes:
        rounds: How often sides take turns.
        due_together: Stages that fall due at one instant.
        lead_seconds: First guess of what it takes to open each of them.
        starts: Disputes started one after another, as fast as they go.
        cached: Open disputes kept in a worker's memory.
        history_events: Length of the history replayed.
        replays: How often it is replayed in a round.
        reckonings: Due dates worked out in a round.
        commands: How often a command is run.
        payloads: How often each payload is sealed in a round.
        letters: Handed to a mail server in a round.
        open_disputes: Open when somebody asks what a new bank holiday would move.
    """

    rounds: int
    due_together: int
    lead_seconds: float
    starts: int
    cached: int
    history_events: int
    replays: int
    reckonings: int
    commands: int
    payloads: int
    letters: int
    open_disputes: int


USUAL = Size(
    rounds=3,
    due_together=150,
    lead_seconds=0.2,
    starts=150,
    cached=300,
    history_events=200,
    replays=10,
    reckonings=100_000,
    commands=9,
    payloads=300,
    letters=1000,
    open_disputes=10_000,
)
"""About half an hour on two slow cores."""

FULL = Size(
    rounds=3,
    due_together=500,
    lead_seconds=0.15,
    starts=500,
    cached=300,
    history_events=200,
    replays=30,
    reckonings=500_000,
    commands=25,
    payloads=1000,
    letters=1000,
    open_disputes=10_000,
)
"""Exactly the numbers of the budgets; well over an hour."""

TASTE = Size(
    rounds=1,
    due_together=2,
    lead_seconds=2.0,
    starts=3,
    cached=3,
    history_events=30,
    replays=1,
    reckonings=200,
    commands=1,
    payloads=2,
    letters=5,
    open_disputes=20,
)
"""To see that everything runs; the figures say nothing."""
