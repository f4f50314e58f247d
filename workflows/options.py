"""What we promise of each activity, in one place."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig, LocalActivityConfig


def opening(summary: str) -> ActivityConfig:
    """Looking up procedure and calendar: for ever, until the files can be read."""
    return {
        "summary": summary,
        "start_to_close_timeout": timedelta(seconds=30),
        "retry_policy": RetryPolicy(
            initial_interval=timedelta(seconds=1),
            maximum_interval=timedelta(minutes=1),
        ),
    }


def looking_again() -> LocalActivityConfig:
    """Asking for the calendar again: once and briefly, for a limit never waits for it.

    Local, so that it costs one event.
    """
    return {
        "schedule_to_close_timeout": timedelta(seconds=5),
        "retry_policy": RetryPolicy(maximum_attempts=1),
    }


def delivering(summary: str) -> ActivityConfig:
    """Record and mail: for ever; the activity says itself when it has tried long enough.

    The heartbeat tells within 15 seconds that a worker has died.
    """
    return {
        "summary": summary,
        "start_to_close_timeout": timedelta(minutes=10),
        "heartbeat_timeout": timedelta(seconds=15),
        "retry_policy": RetryPolicy(
            initial_interval=timedelta(seconds=5),
            maximum_interval=timedelta(minutes=15),
        ),
    }
