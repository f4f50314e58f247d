"""`disputes respond`, `decide`, `escalate` ...: one command for each message."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import uuid4

import typer

from starter.session import (
    AsJson,
    DisputeName,
    plain_sentences,
    show_situation,
    text,
    with_client,
    workflow_id,
)

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
    typer.Option(help="When you took it: 2026-04-08T16:30:00+01:00"),
]
Because = Annotated[
    str, typer.Option(help="Why, in your words; @FILE or - reads it from there.")
]
Actions = Annotated[
    list[str] | None,
    typer.Option(
        "--action",
        metavar="OWNER:DATE:WHAT",
        help="practice-manager:2026-05-01:Update the plan; repeat for more.",
    ),
]


def say(  # the parts of every message
    kind: str,
    dispute: str,
    speaker: str,
    on_behalf_of: str | None,
    message_id: str | None,
    as_json: bool,
    **said: Any,
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
            "by": {key: value for key, value in by.items() if value is not None},
            **{key: value for key, value in said.items() if value is not None},
        }
        message = read_message(kind, body)
        situation = with_client(lambda it: it.send(workflow_id(dispute), message))
        show_situation(situation, as_json=as_json)


def actions_of(given: list[str] | None) -> list[dict[str, str]] | None:
    """Return `OWNER:DATE:WHAT` as the contract has it.

    Raises:
        typer.BadParameter: One is written otherwise.
    """
    if not given:
        return None
    actions = []
    for one in given:
        parts = one.split(":", 2)
        if len(parts) != 3:  # noqa: PLR2004 (owner, date, what)
            raise typer.BadParameter(
                f"--action {one!r}: write OWNER:DATE:WHAT, as in"
                " practice-manager:2026-05-01:Update the plan."
            )
        owner, due_on, what = parts
        actions.append({"owner": owner, "due_on": due_on, "what": what})
    return actions


def respond(
    dispute: DisputeName,
    speaker: SpeakerName,
    said: Annotated[str, typer.Option("--answer", help="What was or will be done.")],
    extent: Annotated[
        str, typer.Option(help="whole, partial or more-time-needed")
    ] = "whole",
    action: Actions = None,
    collated: Annotated[
        bool, typer.Option("--collated", help="It speaks for several teams.")
    ] = False,
    on_behalf_of: OnBehalfOf = None,
    received_at: ReceivedAt = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """A manager answers at the present stage."""
    say(
        "manager_response",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        answer=text(said),
        extent=extent,
        proposed_actions=actions_of(action),
        collated=collated or None,
        received_at=received_at,
    )


def decide(
    dispute: DisputeName,
    speaker: SpeakerName,
    because: Because,
    satisfied: Annotated[
        bool, typer.Option("--satisfied/--not-satisfied", help="Does it do?")
    ],
    outcome: Annotated[
        str, typer.Option(help="resolved, sufficiently-progressed, partly-settled")
    ] = "resolved",
    action: Actions = None,
    follow_up_on: Annotated[
        str | None, typer.Option(help="When you look again: 2026-05-01")
    ] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The officer is satisfied with the answer, or is not."""
    say(
        "officer_decision",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        satisfied=satisfied,
        because=text(because),
        outcome=outcome if satisfied else None,
        actions=actions_of(action),
        follow_up_on=follow_up_on,
    )


def escalate(
    dispute: DisputeName,
    speaker: SpeakerName,
    reason: Annotated[
        str,
        typer.Option(
            help="no-response, unsatisfactory, agreed-task-not-done,"
            " officers-judgement, serious-safeguarding"
        ),
    ],
    because: Because,
    to_stage: Annotated[
        int | None, typer.Option("--to", help="Any stage; none means the next.")
    ] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The officer takes it to the next stage, or to any other, now."""
    say(
        "escalate",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        reason=reason,
        because=text(because),
        to_stage=to_stage,
    )


def extend(
    dispute: DisputeName,
    speaker: SpeakerName,
    working_days: Annotated[int, typer.Option(help="How many to add.")],
    because: Because,
    benefit_for_child: Annotated[str | None, typer.Option()] = None,
    further_enquiries: Annotated[str | None, typer.Option()] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """More working days at the present stage, if the procedure offers them."""
    say(
        "extend_deadline",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        working_days=working_days,
        because=text(because),
        benefit_for_child=text(benefit_for_child),
        further_enquiries=text(further_enquiries),
    )


def hold(
    dispute: DisputeName,
    speaker: SpeakerName,
    until: Annotated[str, typer.Option(help="The agreed date: 2026-05-01")],
    because: Because,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The clock stops until an agreed date, if the procedure offers that."""
    say(
        "place_on_hold",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        until=until,
        because=text(because),
    )


def resume(
    dispute: DisputeName,
    speaker: SpeakerName,
    because: Annotated[str | None, typer.Option(help="Why.")] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The clock runs again before the agreed date."""
    say(
        "resume",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        because=text(because),
    )


def act_done(
    dispute: DisputeName,
    action: Annotated[int, typer.Argument(help="Number of the agreed action.")],
    speaker: SpeakerName,
    evidence: Annotated[str | None, typer.Option(help="How one can tell.")] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """Something agreed has been done."""
    say(
        "action_done",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        action=action,
        evidence=text(evidence),
    )


def act_not_done(
    dispute: DisputeName,
    action: Annotated[int, typer.Argument(help="Number of the agreed action.")],
    speaker: SpeakerName,
    because: Because,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """Something agreed has not been done: the dispute comes back."""
    say(
        "action_not_done",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        action=action,
        because=text(because),
    )


def close(
    dispute: DisputeName,
    speaker: SpeakerName,
    outcome: Annotated[
        str,
        typer.Option(
            help="resolved, sufficiently-progressed, partly-settled, not-resolved,"
            " referred-out, superseded, closed-by-events"
        ),
    ],
    impact: Annotated[str, typer.Option(help="What it changed for the child.")],
    child_told: Annotated[
        bool, typer.Option("--child-told/--child-not-told", help="Was the child told?")
    ],
    how_or_why_not: Annotated[
        str, typer.Option(help="How the child was told, or why not.")
    ],
    because: Annotated[
        str | None, typer.Option(help="Why, if it was not resolved.")
    ] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The officer closes it: outcome, impact, what the child was told."""
    say(
        "close_dispute",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        outcome=outcome,
        impact=text(impact),
        child_told={"told": child_told, "how_or_why_not": text(how_or_why_not)},
        because=text(because),
    )


def withdraw(
    dispute: DisputeName,
    speaker: SpeakerName,
    because: Because,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The officer takes the dispute back."""
    say(
        "withdraw",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        because=text(because),
    )


def consider_cafcass(
    dispute: DisputeName,
    speaker: SpeakerName,
    refer: Annotated[bool, typer.Option("--refer/--not-refer", help="Intended?")],
    because: Because,
    consulted: Annotated[
        list[str] | None, typer.Option(help="Posts consulted.")
    ] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The officer has considered a referral to Cafcass."""
    say(
        "consider_cafcass",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        refer=refer,
        because=text(because),
        consulted=consulted or None,
    )


def refer_to_cafcass(
    dispute: DisputeName,
    speaker: SpeakerName,
    because: Because,
    consulted: Annotated[
        list[str] | None, typer.Option(help="Posts consulted.")
    ] = None,
    ticked: Annotated[list[str] | None, typer.Option(help="Preconditions met.")] = None,
    passed_over_because: Annotated[
        str | None, typer.Option(help="Why preconditions are passed over.")
    ] = None,
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """The officer refers the case to Cafcass; the ladder goes on beside it."""
    say(
        "refer_to_cafcass",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        because=text(because),
        consulted=consulted or None,
        ticked=ticked or None,
        passed_over_because=text(passed_over_because),
    )


def note(
    dispute: DisputeName,
    speaker: SpeakerName,
    said: Annotated[str, typer.Option("--text", help="What is to be kept.")],
    on_behalf_of: OnBehalfOf = None,
    message_id: MessageId = None,
    as_json: AsJson = False,
) -> None:
    """Keep something with the dispute that changes nothing."""
    say(
        "note",
        dispute,
        speaker,
        on_behalf_of,
        message_id,
        as_json,
        text=text(said),
    )


COMMANDS: dict[str, Callable[..., None]] = {
    "respond": respond,
    "decide": decide,
    "escalate": escalate,
    "extend": extend,
    "hold": hold,
    "resume": resume,
    "act-done": act_done,
    "act-not-done": act_not_done,
    "consider-cafcass": consider_cafcass,
    "refer-to-cafcass": refer_to_cafcass,
    "note": note,
    "close": close,
    "withdraw": withdraw,
}
