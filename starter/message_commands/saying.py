"""Saying something to a dispute: the options every message shares, and the sending."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from starter.session import (
    AsJson,
    DisputeName,
    in_london,
    plain_sentences,
    show_situation,
    with_client,
    workflow_id,
)

if TYPE_CHECKING:
    from domain.messages import Message
    from domain.record import Situation
    from starter.client import DisputeClient

SpeakerName = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="POST/REFERENCE",
        help="Who speaks: iro/IRO-7, practice-manager/PM-3",
    ),
]
OnBehalfOf = Annotated[
    str | None,
    typer.Option("--for", help="Post or reference of whom the speaker stands in for."),
]
MessageId = Annotated[
    str | None,
    typer.Option(help="Sent twice under one id, it is taken once. Made up if missing."),
]
ReceivedAt = Annotated[
    str | None,
    typer.Option(help="When you took it: 2026-04-08T16:30, London time."),
]
Because = Annotated[
    str, typer.Option(help="Why, in your words; @FILE or - reads it from there.")
]
Consulted = Annotated[
    list[str] | None, typer.Option(help="Post consulted; repeat for more.")
]

Words = Callable[..., dict[str, Any]]
"""From the options of one command to the keys of its message; None leaves a key out."""


def sends(kind: str) -> Callable[[Words], Callable[..., None]]:
    """Make a command of a function that returns the keys of one message.

    The command has the function's options, and those of every message around them: the
    dispute, who speaks, for whom, when it was taken, the id, and `--json`.

    Args:
        kind: Name of the message on the wire.
    """

    def command_of(words: Words) -> Callable[..., None]:
        def command(**given: Any) -> None:
            shared = {key: given.pop(key) for key in _SHARED}
            _say(kind, words(**given), **shared)

        signature = _around(inspect.signature(words))
        command.__name__, command.__doc__ = words.__name__, words.__doc__
        command.__signature__ = signature  # type: ignore[attr-defined]
        command.__annotations__ = {
            name: one.annotation for name, one in signature.parameters.items()
        }
        return command

    return command_of


def _say(
    kind: str,
    said: dict[str, Any],
    *,
    dispute: DisputeName,
    speaker: SpeakerName,
    on_behalf_of: OnBehalfOf = None,
    received_at: ReceivedAt = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """Send one message as an update, and show what follows from it."""
    post, slash, reference = speaker.rpartition("/")
    if not slash:
        raise typer.BadParameter(
            f"--as {speaker!r}: write POST/REFERENCE, as in practice-manager/PM-3."
        )
    with plain_sentences(as_json=as_json):
        from domain.messages import read_message

        by = {"post": post, "reference": reference, "on_behalf_of": on_behalf_of}
        body = {
            "message_id": message_id or str(uuid4()),
            "by": _given(by),
            **_given({"received_at": in_london(received_at), **said}),
        }
        message = read_message(kind, body)
        situation = with_client(
            lambda it: _said_and_seen(it, workflow_id(dispute), message)
        )
        show_situation(situation, as_json=as_json)


_SHARED = {
    name: one
    for name, one in inspect.signature(_say).parameters.items()
    if one.kind is inspect.Parameter.KEYWORD_ONLY
}
"""What every message has, by name; the dispute and the speaker come first in help."""


def _around(own: inspect.Signature) -> inspect.Signature:
    """Return the signature of the command whose own options are `own`."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    middle = [one.replace(kind=keyword) for one in own.parameters.values()]
    dispute, speaker, *rest = _SHARED.values()
    return inspect.Signature([dispute, speaker, *middle, *rest])


def _given(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}


async def _said_and_seen(
    client: "DisputeClient", dispute: str, message: "Message"
) -> "Situation | None":
    """Send a message, then look: the story has gone on by then, to another stage say."""
    if await client.send(dispute, message) is None:
        return None
    return await client.situation(dispute)
