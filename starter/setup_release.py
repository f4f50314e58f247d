"""Worker versions: who is asking for work, and which build is given it.

While workers are versioned, Temporal gives no work to a build until it is released.
"""

from datetime import UTC, datetime, timedelta

from starter.setup_server import (
    AT_ONCE,
    EACH_CALL,
    Done,
    Server,
    SetupRefused,
    persist,
)

SEEN_LATELY = timedelta(minutes=3)
"""A waiting worker asks again every minute; one that has not is not waiting."""


async def workers_of(server: Server, task_queue: str) -> list[str]:
    """Return the identity, `process@machine`, of each worker that lately asked for work.

    Raises:
        SetupRefused: There is no such namespace.
        NotReachable: The server is gone.
    """
    from temporalio.api.enums.v1 import TaskQueueType
    from temporalio.api.taskqueue.v1 import TaskQueue
    from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest

    found = await server.ask(
        server.client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=server.namespace,
                task_queue=TaskQueue(name=task_queue),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            ),
            timeout=EACH_CALL,
        )
    )
    since = datetime.now(UTC) - SEEN_LATELY
    return sorted(
        poller.identity
        for poller in found.pollers
        if poller.last_access_time.ToDatetime(UTC) >= since
    )


async def current_version(server: Server, deployment: str) -> str | None:
    """Return the build that is given all work; None while none has been released.

    Raises:
        NotReachable: The server is gone.
    """
    from temporalio.api.workflowservice.v1 import DescribeWorkerDeploymentRequest

    found = await server.find(
        server.client.workflow_service.describe_worker_deployment(
            DescribeWorkerDeploymentRequest(
                namespace=server.namespace, deployment_name=deployment
            ),
            timeout=EACH_CALL,
        )
    )
    if found is None:
        return None
    routing = found.worker_deployment_info.routing_config
    return routing.current_deployment_version.build_id or None


async def release(
    server: Server, deployment: str, build_id: str, patience: timedelta = AT_ONCE
) -> Done:
    """Give all work to the workers of one build from now on.

    Args:
        server: The server they work for.
        deployment: Name of the worker deployment.
        build_id: Their version.
        patience: How long to wait for the first of them to ask for work.

    Raises:
        SetupRefused: None of them has asked for work, or an older build serves a task
            queue that this one does not.
        NotReachable: The server is gone.
    """
    before = await current_version(server, deployment)
    if before == build_id:
        says = f"{deployment} {build_id} is the current version."
        return Done(changed=False, says=says)

    async def make_current() -> None:
        await _make_current(server, deployment, build_id)

    await persist(make_current, patience, SetupRefused)
    instead = f", instead of {before}" if before else ""
    says = f"{deployment} {build_id} is the current version now{instead}."
    return Done(changed=True, says=says)


async def _make_current(server: Server, deployment: str, build_id: str) -> None:
    from temporalio.api.workflowservice.v1 import (
        SetWorkerDeploymentCurrentVersionRequest,
    )

    call = server.client.workflow_service.set_worker_deployment_current_version(
        SetWorkerDeploymentCurrentVersionRequest(
            namespace=server.namespace,
            deployment_name=deployment,
            build_id=build_id,
            identity="disputes setup release",
        ),
        timeout=EACH_CALL,
    )
    missing = f"No worker of {deployment} {build_id} has asked for work yet"
    try:
        known = await server.find(call)
    except SetupRefused as refused:
        raise SetupRefused(f"{refused} {missing}?") from None
    if known is None:
        raise SetupRefused(
            f"{missing}; start one with DISPUTES_BUILD_ID={build_id}, then release."
        )
