"""The typed way to disputes for Python programs; other languages see docs/contract.md.

client = DisputeClient(await connect(settings))
raised = await client.raise_dispute(request)
situation = await client.send(raised.workflow_id, ManagerResponse(...))
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.clocks_now import ClocksNow
from domain.errors import DisputeError, DisputeRefused, RaiseRefused
from domain.messages import Message, RaiseDispute
from domain.record import Entry, Situation
from starter.errors import AlreadyRaised, NoAnswer, NoSuchDispute

PATIENCE = timedelta(seconds=15)
"""How long an answer from a worker is waited for."""

_LOOK_AGAIN_SECONDS = 0.1

_HAS_ENDED = ("already completed", "aborted by closing workflow")
"""Words of the server for a dispute that ended before, or in this very moment."""


class DisputeClient:
    """Raises disputes, speaks to them and asks them.

    Args:
        client: From `starter.connection.connect`, so that everything is sealed.
        task_queue: Where the workers take from.
    """

    def __init__(self, client: Client, task_queue: str = "disputes") -> None:
        self._client = client
        self._task_queue = task_queue

    async def raise_dispute(self, request: RaiseDispute) -> Situation | None:
        """Start the dispute, and return where it stands.

        Returns:
            The situation; None if no worker has opened it within the patience: then it
            is safe on the server, and opens as soon as a worker runs.

        Raises:
            AlreadyRaised: One of that reference has been raised before.
            RaiseRefused: It may not be raised as it was written.
            NoAnswer: The server could not be reached.
        """
        try:
            handle = await self._client.start_workflow(
                "Dispute",
                request.model_dump(mode="json", exclude_none=True),
                id=request.workflow_id,
                task_queue=self._task_queue,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
                static_summary=f"{request.reference}, team {request.team}",
            )
        except WorkflowAlreadyStartedError:
            raise AlreadyRaised(
                f"{request.workflow_id} has been raised before; look at it with"
                f" `disputes show {request.authority}/{request.reference}`, or give the"
                " new one another reference."
            ) from None
        except RPCError as error:
            raise NoAnswer(f"The Temporal server refused: {error.message}.") from None
        return await self._once_open(handle)

    async def send(self, dispute: str, message: Message) -> Situation | None:
        """Send a message and hear whether it was taken.

        Returns:
            The situation after it; None if the dispute was still being opened.

        Raises:
            DisputeRefused: It was not taken, and nothing has changed.
            NoSuchDispute: There is no such dispute, or it ended before.
            NoAnswer: No worker answered; the message may still be taken later, and
                sending the same `message_id` again is safe.
        """
        handle = self._client.get_workflow_handle(dispute)
        try:
            taken: Situation | None = await handle.execute_update(
                message.kind,
                message.model_dump(mode="json", exclude_none=True),
                id=message.message_id,
                result_type=Situation | None,  # type: ignore[arg-type]
                rpc_timeout=PATIENCE,
            )
            return taken  # noqa: TRY300 (what follows are refusals)
        except WorkflowUpdateFailedError as error:
            raise DisputeRefused(_reason(error.cause)) from None
        except WorkflowUpdateRPCTimeoutOrCancelledError:
            raise NoAnswer(
                "No worker answered; is one running (`disputes worker`)? The message may"
                " still be taken later. Sending it again with the same message id"
                f" {message.message_id!r} is safe."
            ) from None
        except RPCError as error:
            raise self._lost(dispute, error) from None

    async def signal(self, dispute: str, message: Message) -> None:
        """Leave a message without waiting; the server keeps it until a worker reads it.

        Raises:
            NoSuchDispute: There is no such dispute, or it ended before.
        """
        handle = self._client.get_workflow_handle(dispute)
        body = message.model_dump(mode="json", exclude_none=True)
        try:
            await handle.signal(message.kind, body)
        except RPCError as error:
            raise self._lost(dispute, error) from None

    async def situation(self, dispute: str) -> Situation:
        """Return where the dispute stands."""
        answer: Situation = await self._ask(dispute, "situation", Situation)
        return answer

    async def record(self, dispute: str) -> list[Entry]:
        """Return everything that happened, in order."""
        answer: list[Entry] = await self._ask(dispute, "record", list[Entry])
        return answer

    async def explain(self, dispute: str) -> dict[str, list[str]]:
        """Return how each due date was reached, by the name of its clock."""
        wanted = dict[str, list[str]]
        answer: dict[str, list[str]] = await self._ask(dispute, "explain", wanted)
        return answer

    async def clocks(self, dispute: str) -> ClocksNow:
        """Return its clocks as plain data: what a changed calendar could move."""
        answer: ClocksNow = await self._ask(dispute, "clocks", ClocksNow)
        return answer

    async def open_disputes(self, authority: str | None = None) -> AsyncIterator[str]:
        """Yield the workflow ids of disputes that still run."""
        query = "WorkflowType = 'Dispute' AND ExecutionStatus = 'Running'"
        if authority:
            query += f" AND DisputeAuthority = '{authority}'"
        async for one in self._client.list_workflows(query):
            yield one.id

    async def _ask(self, dispute: str, question: str, answer: Any) -> Any:
        handle = self._client.get_workflow_handle(dispute)
        try:
            return await handle.query(
                question, result_type=answer, rpc_timeout=PATIENCE
            )
        except WorkflowQueryFailedError as error:
            raise await self._why_no_answer(handle, str(error)) from None
        except RPCError as error:
            raise self._lost(dispute, error) from None

    async def _once_open(self, handle: WorkflowHandle[Any, Any]) -> Situation | None:
        """Ask until the dispute is open, was refused, or patience ends."""
        with_patience = asyncio.timeout(PATIENCE.total_seconds())
        try:
            async with with_patience:
                while True:
                    try:
                        return await self.situation(handle.id)
                    except NoAnswer:
                        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        except TimeoutError:
            return None

    async def _why_no_answer(
        self, handle: WorkflowHandle[Any, Any], said: str
    ) -> DisputeError:
        description = await handle.describe()
        if description.status is not WorkflowExecutionStatus.FAILED:
            return NoAnswer(said)
        try:
            await handle.result()
        except WorkflowFailureError as failure:
            return RaiseRefused(_reason(failure.cause).splitlines())
        return NoAnswer(said)

    def _lost(self, dispute: str, error: RPCError) -> DisputeError:
        if error.status is RPCStatusCode.NOT_FOUND:
            if any(words in error.message for words in _HAS_ENDED):
                return DisputeRefused(
                    f"{dispute} has ended; raise a new one if the matter is back."
                )
            return NoSuchDispute(
                f"There is no dispute {dispute}; `disputes list` shows those there are."
            )
        if error.status in (
            RPCStatusCode.DEADLINE_EXCEEDED,
            RPCStatusCode.FAILED_PRECONDITION,
            RPCStatusCode.CANCELLED,
        ):
            return NoAnswer(
                "No worker answered; is one running? Start one with `disputes worker`."
            )
        return NoAnswer(f"The Temporal server answered: {error.message}.")


def _reason(cause: BaseException | None) -> str:
    if isinstance(cause, ApplicationError):
        return cause.message
    return str(cause) if cause else "It was refused without a reason."
