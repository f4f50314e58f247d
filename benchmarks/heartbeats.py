"""Counts the heartbeats that reach the server; no history shows them."""

from typing import Self

from temporalio.runtime import MetricBuffer, Runtime, TelemetryConfig

ROOM = 100_000
REQUESTS = "temporal_request"
OPERATION = "RecordActivityTaskHeartbeat"


class Heartbeats:
    """Reads the requests that the SDK has made from the SDK's own metrics.

    Attributes:
        runtime: Give it to the client that is to be counted.
    """

    def __init__(self) -> None:
        """Nothing has been counted yet."""
        self._buffer = MetricBuffer(ROOM)
        self.runtime = Runtime(telemetry=TelemetryConfig(metrics=self._buffer))
        self._counted = 0

    @classmethod
    def if_wanted(cls, wanted: str) -> Self | None:
        """Return a counter for the word `count`."""
        return cls() if wanted == "count" else None

    def count(self) -> int:
        """Return how many reached the server until now."""
        for update in self._buffer.retrieve_updates():
            name, labels = update.metric.name, update.attributes
            if name == REQUESTS and labels.get("operation") == OPERATION:
                self._counted += int(update.value)
        return self._counted
