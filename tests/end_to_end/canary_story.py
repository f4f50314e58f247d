"""A dispute full of canaries, taken along every path that a word can take."""

import json
from collections.abc import Awaitable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError
from temporalio.testing import TimeSkipper

from domain.messages import MESSAGES, Message, dispute_id
from embedded.catcher import Behaviour
from starter.embedded_stack import Everything
from tests.end_to_end.canaries import Aviary
from tests.end_to_end.filled_in import filled_in
from tests.situations import OFFICER, raising

MANAGER = {"post": "practice-manager", "reference": "PM-3"}
ENDINGS = ("close_dispute", "withdraw")


class Story:
    """Raises disputes and speaks to them, with a canary wherever somebody may write.

    Args:
        everything: Up and running.
        aviary: Where the canaries come from.
    """

    def __init__(self, everything: Everything, aviary: Aviary) -> None:
        self._client: Client = everything.client
        self._catcher = everything.stack.catcher
        self._skipper = TimeSkipper(everything.client)
        self._canary = aviary.canary
        self._sent = 0

    async def tell(self, reference: str) -> WorkflowHandle[Any, Any]:
        """Play everything; the dispute of that reference ends closed."""
        handle = await self.start(reference)
        await self._answers(handle)
        await self._refusals(handle)
        await self._rubbish(handle)
        await self._questions(handle)
        await self._mail_fails(handle)
        await self._agreement(handle)
        await self._ending(handle)
        return handle

    async def start(self, reference: str) -> WorkflowHandle[Any, Any]:
        """Raise a dispute and leave it at its first stage."""
        return await self._raise(self._full(reference))

    async def end(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Take a dispute back, and wait until everybody has been told."""
        await self._say(handle, "withdraw", because=self._canary("withdraw.because"))
        await handle.result()

    async def every_kind(self, reference: str) -> None:
        """Send every message there is with every key it has; some are taken."""
        handle = await self.start(reference)
        going_on = (one for one in MESSAGES.items() if one[0] not in ENDINGS)
        for kind, model in going_on:
            await handle.signal(kind, self._filled_in(model, f"signal-{kind}"))
            with suppress(WorkflowUpdateFailedError):
                body = self._filled_in(model, f"update-{kind}")
                await handle.execute_update(kind, body)
        await self.end(handle)

    async def refused_at_raising(self, reference: str) -> list[str]:
        """Raise what may not be raised; return the sentences it was refused with.

        Codes and references are not among the canaries: by the contract they are nobody's
        words, and those that are taken stand in the columns of Temporal's lists.
        """
        misread = self._full(f"{reference}-1") | {
            self._canary("raise, a key"): self._canary("raise, under an unknown key"),
            "raised_at": self._canary("raise.raised_at"),
            "raised_by": {"role": "iro", "reference": self._canary("raise, no digit")},
            "respond_within_working_days": {self._canary("raise, a stage"): 5},
            "rehearsal": {self._canary("raise.rehearsal, a key"): "x"},
            "procedure": f"The plan of {self._canary('raise.procedure')}",
        }
        unruly = self._full(f"{reference}-2") | {
            "themes": ["no-such-theme"],
            "ladder": "no-such-ladder",
            "child": {"reference": "C-1", "kind": "no-such-kind"},
            "start_stage": 77,
        }
        unknown = self._full(f"{reference}-3") | {"procedure": "no-such-procedure"}
        wordy = f"It is {self._canary('raise, no object')} who is meant."
        return [
            await self._refused(f"{reference}-{number}", data)
            for number, data in enumerate((misread, unruly, unknown, wordy), start=1)
        ]

    async def speak_plainly(self, handle: WorkflowHandle[Any, Any], word: str) -> None:
        """Send `word` as a program does that seals nothing."""
        body = {"message_id": "p-1", "by": MANAGER, "text": word, word: word}
        plain = await Client.connect(
            self._client.service_client.config.target_host,
            namespace=self._client.namespace,
        )
        stranger = plain.get_workflow_handle(handle.id)
        await stranger.signal("note", body)
        await stranger.signal(word, body)
        odd = Payload(metadata={"encoding": b"text/" + word.encode()}, data=b"x")
        await stranger.signal("note", RawValue(odd))
        forged = Payload(
            metadata={"encoding": b"binary/sealed", "key-id": word.encode()},
            data=b"\x01" + bytes([len(word)]) + word.encode() + bytes(40),
        )
        await stranger.signal("note", RawValue(forged))
        await stranger.signal("note", args=[body, RawValue(odd)])
        await self._in_vain(stranger.execute_update("note", body, id="p-2"))

    # --- the chapters ----------------------------------------------------------------

    async def _answers(self, handle: WorkflowHandle[Any, Any]) -> None:
        set_free = self._canary
        await self._say(
            handle,
            "manager_response",
            {
                "post": set_free("by.post"),
                "reference": "DEPUTY-1",
                "on_behalf_of": "practice-manager",
            },
            answer=set_free("manager_response.answer"),
            proposed_actions=[_action(set_free("proposed_actions.what"))],
        )
        await self._signal(
            handle,
            "manager_response",
            MANAGER | {"on_behalf_of": set_free("by.on_behalf_of")},
            answer=set_free("manager_response.answer, in part"),
            extent="partial",
        )
        await self._say(
            handle,
            "officer_decision",
            satisfied=False,
            because=set_free("officer_decision.because"),
        )
        await self._say(
            handle,
            "escalate",
            reason="officers-judgement",
            because=set_free("escalate.because"),
            to_stage=3,
        )
        await self._cafcass_and_notes(handle)

    async def _cafcass_and_notes(self, handle: WorkflowHandle[Any, Any]) -> None:
        set_free = self._canary
        await self._say(
            handle,
            "consider_cafcass",
            refer=True,
            because=set_free("consider_cafcass.because"),
            consulted=[set_free("consider_cafcass.consulted")],
        )
        await self._say(
            handle,
            "refer_to_cafcass",
            because=set_free("refer_to_cafcass.because"),
            consulted=[set_free("refer_to_cafcass.consulted")],
            ticked=[set_free("refer_to_cafcass.ticked")],
            passed_over_because=set_free("refer_to_cafcass.passed_over_because"),
        )
        anybody = {"post": set_free("note, by.post"), "reference": "X-1"}
        await self._say(handle, "note", anybody, text=set_free("note.text"))
        await self._signal(handle, "note", text=set_free("note.text, as a signal"))

    async def _refusals(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Well-formed messages which the procedure or the rules do not allow."""
        set_free = self._canary
        for doing in (self._signal, self._say_in_vain):
            await doing(
                handle,
                "extend_deadline",
                MANAGER,
                working_days=3,
                because=set_free("extend_deadline.because"),
                benefit_for_child=set_free("extend_deadline.benefit_for_child"),
                further_enquiries=set_free("extend_deadline.further_enquiries"),
            )
            await doing(
                handle,
                "place_on_hold",
                until="2026-06-01",
                because=set_free("place_on_hold.because"),
            )
            await doing(handle, "resume", because=set_free("resume.because"))
            await doing(
                handle,
                "withdraw",
                MANAGER | {"on_behalf_of": set_free("refused, by.on_behalf_of")},
                because=set_free("withdraw.because, refused"),
            )
            await doing(
                handle,
                "officer_decision",
                satisfied=True,
                because=set_free("officer_decision.because, refused"),
                actions=[_action(set_free("what"), owner=set_free("actions.owner"))],
            )

    async def _rubbish(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Messages that are wrong in themselves; the sender is somebody to be told."""
        set_free = self._canary
        for doing in (self._signal, self._say_in_vain):
            await doing(handle, "note", MANAGER, **{set_free("a key"): "x"})
            await doing(
                handle,
                "manager_response",
                {**MANAGER, set_free("a key in by"): set_free("under a key in by")},
                answer=set_free("malformed, answer"),
                extent=set_free("extent"),
                received_at=set_free("received_at"),
                stage=set_free("stage"),
                proposed_actions=[{set_free("a key in an action"): "x"}],
            )
            await doing(
                handle, "note", {"post": set_free("by.post, refused"), "reference": "x"}
            )
        body = set_free("a text instead of an object")
        for rubbish in (body, [body], {"by": body}, {body: body}, 7, None):
            await handle.signal("officer_decision", rubbish)
        broken = _not_json(set_free("broken JSON"))
        await handle.signal("escalate", RawValue(broken))
        await handle.signal("escalate", args=[body, RawValue(broken)])
        await handle.signal("escalate", args=[])
        await self._in_vain(handle.execute_update("escalate", RawValue(broken)))
        await self._in_vain(handle.execute_update("escalate", args=[body, body]))

    async def _questions(self, handle: WorkflowHandle[Any, Any]) -> None:
        word = self._canary("an argument of a query")
        for name in ("situation", "no_such_question"):
            for asked in (word, RawValue(_not_json(word))):
                with suppress(WorkflowQueryFailedError):
                    await handle.query(name, asked)

    async def _mail_fails(self, handle: WorkflowHandle[Any, Any]) -> None:
        """The postman's activity fails for an hour, and for one address for good."""
        self._catcher.unknown_addresses.add("service-lead@anyshire.example")
        await self._catcher.behave(Behaviour.BUSY)
        await self._say(
            handle,
            "escalate",
            reason="serious-safeguarding",
            because=self._canary("escalate.because, while no mail is taken"),
        )
        await self._pass_time(handle, timedelta(minutes=1))
        await self._catcher.behave(Behaviour.WORKS)
        await self._pass_time(handle, timedelta(hours=1))

    async def _agreement(self, handle: WorkflowHandle[Any, Any]) -> None:
        set_free = self._canary
        kept, broken, late = (set_free(f"actions.what, {n}") for n in "123")
        await self._say(
            handle,
            "officer_decision",
            satisfied=True,
            because=set_free("officer_decision.because, satisfied"),
            outcome="sufficiently-progressed",
            actions=[_action(kept), _action(broken), _action(late)],
            follow_up_on="2026-05-08",
        )
        evidence = set_free("action_done.evidence")
        await self._say(handle, "action_done", MANAGER, action=1, evidence=evidence)
        because = set_free("action_not_done.because")
        await self._say(handle, "action_not_done", action=2, because=because)
        await self._say(
            handle,
            "officer_decision",
            satisfied=True,
            because=set_free("officer_decision.because, again"),
            actions=[_action(set_free("actions.what, never done"))],
        )
        await self._pass_time(handle, timedelta(days=60))

    async def _ending(self, handle: WorkflowHandle[Any, Any]) -> None:
        set_free = self._canary
        await self._say(
            handle,
            "close_dispute",
            outcome="not-resolved",
            impact=set_free("close_dispute.impact"),
            child_told={
                "told": False,
                "how_or_why_not": set_free("child_told.how_or_why_not"),
            },
            because=set_free("close_dispute.because"),
            passed_over_because=set_free("close_dispute.passed_over_because"),
        )
        await handle.result()
        with suppress(RPCError):
            await self._say(handle, "note", text=set_free("note, after the end"))

    # --- how it is said --------------------------------------------------------------

    def _full(self, reference: str) -> dict[str, Any]:
        texts = ("issue", "impact", "resolution_sought", "timescale", "tried")
        more = ("child_views", "start_because", "entered_late_because")
        return raising(
            reference=reference,
            raised_at="2026-03-26T10:00:00Z",
            rehearsal={"pretend_it_is": "2026-03-30T10:00:00+01:00"},
            **{field: self._canary(f"raise.{field}") for field in (*texts, *more)},
        )

    async def _start(self, reference: str, data: Any) -> WorkflowHandle[Any, Any]:
        return await self._client.start_workflow(
            "Dispute",
            data,
            id=dispute_id("west-sussex", reference),
            task_queue="disputes",
            static_summary=self._canary("the summary of the workflow"),
            memo={"note": self._canary("the memo of the workflow")},
        )

    async def _raise(self, data: dict[str, Any]) -> WorkflowHandle[Any, Any]:
        handle = await self._start(data["reference"], data)
        await self._pass_time(handle, timedelta(seconds=1))
        return handle

    async def _refused(self, reference: str, data: Any) -> str:
        handle = await self._start(reference, data)
        with pytest.raises(WorkflowFailureError) as failure:
            await handle.result()
        assert isinstance(failure.value.cause, ApplicationError)
        return failure.value.cause.message

    async def _pass_time(self, handle: WorkflowHandle[Any, Any], t: timedelta) -> None:
        await self._skipper.fast_forward(handle, t)

    def _filled_in(self, model: type[Message], message_id: str) -> dict[str, Any]:
        body = filled_in(model, self._canary)
        return {**body, "message_id": message_id, "by": OFFICER}

    def _body(self, by: dict[str, str] | None, said: dict[str, Any]) -> dict[str, Any]:
        self._sent += 1
        return {"message_id": f"m-{self._sent}", "by": by or OFFICER, **said}

    async def _say(
        self,
        handle: WorkflowHandle[Any, Any],
        kind: str,
        by: dict[str, str] | None = None,
        **said: Any,
    ) -> None:
        body = self._body(by, said)
        await handle.execute_update(kind, body, id=body["message_id"])

    async def _say_in_vain(
        self,
        handle: WorkflowHandle[Any, Any],
        kind: str,
        by: dict[str, str] | None = None,
        **said: Any,
    ) -> None:
        await self._in_vain(self._say(handle, kind, by, **said))

    async def _signal(
        self,
        handle: WorkflowHandle[Any, Any],
        kind: str,
        by: dict[str, str] | None = None,
        **said: Any,
    ) -> None:
        await handle.signal(kind, json.loads(json.dumps(self._body(by, said))))

    async def _in_vain(self, saying: Awaitable[Any]) -> None:
        """Let an update be refused; that it is taken is a fault of this story."""
        with pytest.raises(WorkflowUpdateFailedError):
            await saying


def _not_json(word: str) -> Payload:
    data = f'{{"by": {word}'.encode()
    return Payload(metadata={"encoding": b"json/plain"}, data=data)


def _action(what: str, owner: str = "practice-manager") -> dict[str, str]:
    return {"what": what, "owner": owner, "due_on": date(2026, 5, 8).isoformat()}
