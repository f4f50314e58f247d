"""The doorkeeper: stops calls whose number of arguments would freeze a workflow.

The Temporal UI's own dialog sends a signal without an argument when its box is empty.
The SDK would raise inside the workflow task, which is then retried for ever; so the
count is looked at before anything is decoded.
"""

from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleSignalInput,
    HandleUpdateInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

with workflow.unsafe.imports_passed_through():
    from domain.messages import MESSAGES
    from workflows.doors import refused


class Doorkeeper(Interceptor):
    """Worker interceptor that keeps miscounted calls away from the handlers."""

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: ARG002 (the SDK's signature)
    ) -> type[WorkflowInboundInterceptor] | None:
        """Return the part that stands inside each workflow."""
        return _AtTheDoor


class _AtTheDoor(WorkflowInboundInterceptor):
    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:
        if len(input.args) != 1:
            raise ApplicationError(
                f"A dispute is started with one JSON object, as in docs/contract.md;"
                f" it came with {len(input.args)} arguments.",
                type="RaiseRefused",
                non_retryable=True,
            )
        return await super().execute_workflow(input)

    async def handle_signal(self, input: HandleSignalInput) -> None:
        if input.signal in MESSAGES and len(input.args) != 1:
            why = _miscounted(input.signal, len(input.args))
            workflow.instance().keep_refused(input.signal, why)
            return
        await super().handle_signal(input)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:
        if len(input.args) != 1:
            raise refused(_miscounted(input.update, len(input.args)))
        super().handle_update_validator(input)


def _miscounted(kind: str, count: int) -> str:
    return (
        f"{kind} needs one JSON object, as in docs/contract.md; it came with {count}"
        " arguments."
    )
