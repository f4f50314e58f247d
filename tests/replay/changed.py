"""A workflow that somebody has changed without thinking of those that are running."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from domain.record import Situation
    from workflows.dispute import DisputeWorkflow


@workflow.defn(name="Dispute")
class OneActivityMore(DisputeWorkflow):
    """Does one more thing when a dispute is raised."""

    @workflow.run
    async def run(self, raised: RawValue) -> Situation:
        """Greet, then go on as before."""
        await workflow.execute_activity(
            "greet", start_to_close_timeout=timedelta(seconds=5)
        )
        return await super().run(raised)


@workflow.defn(name="Dispute")
class GatedActivityMore(DisputeWorkflow):
    """Does the same thing in disputes raised from now on, as decision 0004 asks."""

    @workflow.run
    async def run(self, raised: RawValue) -> Situation:
        """Greet where it is new, then go on as before."""
        if workflow.patched("greet"):
            await workflow.execute_activity(
                "greet", start_to_close_timeout=timedelta(seconds=5)
            )
        return await super().run(raised)
