"""A postman who says that everything was delivered, and keeps nothing."""

from typing import Any

from temporalio import activity
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
)
from temporalio.worker import Interceptor as WorkerInterceptor

from domain.notices import Delivered, DeliveryStatus, Outcome, Post


class Forgetful(ClientInterceptor, WorkerInterceptor):
    """Stands in for `deliver`; every other activity is left as it is."""

    def intercept_activity(
        self, next: ActivityInboundInterceptor
    ) -> ActivityInboundInterceptor:
        """Stand before each activity."""
        return _Forgetful(next)


class _Forgetful(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        if activity.info().activity_type != "deliver":
            return await super().execute_activity(input)
        post: Post = input.args[0]
        sent = (
            Outcome(key=one.key, status=DeliveryStatus.SENT, told=one.to, said="250 OK")
            for one in post.notices
        )
        return Delivered(outcomes=tuple(sent))
