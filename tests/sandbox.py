"""Temporal's sandbox, in which every workflow runs here; see decision 0015."""

from temporalio.worker.workflow_sandbox import (
    SandboxedWorkflowRunner,
    SandboxRestrictions,
)

PASSED_THROUGH = (
    "activities",
    "directory",
    "domain",
    "encryption",
    "sqlalchemy",
    "aiosmtplib",
    "jinja2",
    "cryptography",
    "ruamel",
)
"""What the sandbox need not load again for each dispute; the workflow file it does."""


def sandbox() -> SandboxedWorkflowRunner:
    """Return the sandbox, which guards the workflow file and loads little else."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(
            *PASSED_THROUGH
        )
    )
