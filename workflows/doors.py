"""How messages come in: every kind as a signal and as an update of the same name.

Other programs send whatever they like, so handlers take the raw payload and never fail:
decoding happens in our hands, and a refusal is our sentence. A signal that cannot be
taken is kept and marked refused; an update is refused to its sender's face.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.errors import DisputeRefused
    from domain.messages import MESSAGES, Message
    from encryption.codec import came_sealed

UNREADABLE = "could not be read: it is not JSON, or no key opens it"


class Hears(Protocol):
    """What the doors need of the workflow behind them."""

    def take_signal(self, kind: str, data: object, *, sealed: bool) -> None:
        """Take, or keep as refused; never raise."""

    def take_update(self, kind: str, data: object, *, sealed: bool) -> Any:
        """Take what the validator let through; never raise."""

    def check_update(self, kind: str, data: object, *, sealed: bool) -> None:
        """Raise ApplicationError for what may not be taken."""

    def keep_refused(self, kind: str, why: str, data: object = None) -> None:
        """Keep a message that cannot be taken."""


def decoded(value: RawValue) -> tuple[object, bool]:
    """Return the JSON that a payload holds, and whether it came sealed.

    Raises:
        DisputeRefused: It holds none.
    """
    payload = value.payload
    if payload.metadata.get("encoding") == b"binary/null":
        return None, came_sealed(payload)
    try:
        data = workflow.payload_converter().from_payload(payload)
    except Exception as error:  # whatever a foreign program sent
        raise DisputeRefused(f"The message {UNREADABLE}.") from error
    return data, came_sealed(payload)


def _signal(kind: str, model: type[Message]) -> Callable[..., None]:
    class Door(Hears, Protocol):  # the SDK wants `self` without an annotation
        @workflow.signal(name=kind, description=model.describes)
        def signal(self, message: RawValue) -> None:
            try:
                data, sealed = decoded(message)
            except DisputeRefused as refusal:
                self.keep_refused(kind, str(refusal))
                return
            self.take_signal(kind, data, sealed=sealed)

    return _known_as(f"signal_{kind}", Door.signal)


def _update(kind: str, model: type[Message]) -> Callable[..., Any]:
    class Door(Hears, Protocol):
        @workflow.update(name=kind, description=model.describes)
        def update(self, message: RawValue) -> Any:
            data, sealed = decoded(message)
            return self.take_update(kind, data, sealed=sealed)

        @update.validator
        def validate(self, message: RawValue) -> None:
            try:
                data, sealed = decoded(message)
            except DisputeRefused as refusal:
                raise refused(str(refusal)) from None
            self.check_update(kind, data, sealed=sealed)

    return _known_as(f"update_{kind}", Door.update)


def _known_as(name: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    handler.__name__ = name
    handler.__qualname__ = f"Doors.{name}"
    return handler


class Doors:
    """A signal and an update for every kind of message, made once for all disputes."""


for _kind, _model in MESSAGES.items():
    setattr(Doors, f"signal_{_kind}", _signal(_kind, _model))
    setattr(Doors, f"update_{_kind}", _update(_kind, _model))


def refused(why: str, name: str = "DisputeRefused") -> ApplicationError:
    """The refusal as it reaches the sender, under its public name."""
    return ApplicationError(why, type=name, non_retryable=True)


def first_readable(args: Sequence[RawValue]) -> object:
    """Return the first argument that can be read, to find out who sent it."""
    for value in args:
        try:
            return decoded(value)[0]
        except DisputeRefused:
            continue
    return None
