"""The worker: the one place that knows which record, which mail and which people are real.

Run it with `disputes worker`, or `python worker.py`; as many beside each other as wanted.
"""

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta

from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkerDeploymentConfig

from activities.deliver import DeliverActivities
from activities.letters import LetterSettings
from activities.mail import Smtp, SmtpSettings
from activities.opening import OpeningActivities
from activities.people import (
    FileDirectory,
    FirstOf,
    People,
    RehearsalDirectory,
    SqlDirectory,
    plugged_in,
)
from activities.storage import Store, migrate
from activities.template_reading import read_templates
from activities.templating import Templates
from calendars.coverage import warnings
from calendars.reader import read_calendar
from calendars.versions import Versions
from domain.calendar import london_day
from domain.errors import DisputeError
from encryption.keyring import KeyRing
from procedures.shelf import Shelf
from settings import Settings
from starter.calendar_choice import in_force
from starter.connection import connect, open_ring
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper

GRACE = timedelta(seconds=30)
"""How long a stopping worker lets activities finish."""

EXAMPLE_DOMAIN = "anyshire.example"
"""Where mail goes while no people file is set, which only development allows."""

_log = logging.getLogger("disputes.worker")


def smtp_of(settings: Settings) -> SmtpSettings:
    """Return how the mail server is spoken to."""
    password = settings.smtp_password
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        timeout_seconds=settings.smtp_timeout_seconds,
        ca_file=str(settings.smtp_ca_file) if settings.smtp_ca_file else None,
        connections=settings.smtp_connections,
        per_domain_per_minute=settings.smtp_per_domain_per_minute,
    )


def people_of(settings: Settings, store: Store) -> People:
    """Return who holds which post, by another program, by a file, or by the database.

    Until the database's directory has been filled, development tells invented people
    and production nobody, which raises the alarm.
    """
    if settings.staff_directory is not None:
        return plugged_in(settings.staff_directory)
    if settings.people_file is not None:
        return FileDirectory.read(settings.people_file)
    in_database = SqlDirectory(store)
    if settings.mode == "production":
        return in_database
    return FirstOf(in_database, RehearsalDirectory(EXAMPLE_DOMAIN))


def letters_of(settings: Settings) -> LetterSettings:
    """Return what every letter has in common."""
    return LetterSettings(
        sender_address=settings.mail_from,
        mail_domain=settings.mail_domain,
        link_template=settings.link_template,
    )


def templates_of(settings: Settings) -> Templates | None:
    """Return the council's own templates; None where it has none.

    Raises:
        TemplatesRefused: Everything wrong with them.
    """
    if settings.templates_folder is None:
        return None
    stages = Shelf(settings.procedures_folder).stages_by_authority()
    return read_templates(settings.templates_folder, stages)


@asynccontextmanager
async def dispute_worker(
    settings: Settings, client: Client, ring: KeyRing
) -> AsyncIterator[Worker]:
    """Make a worker with everything real behind it; not started yet.

    Args:
        settings: Everything that differs from place to place.
        client: Connected with the converter that seals.
        ring: Seals what rests in the record.

    Raises:
        DisputeError: The database, people file, calendar or a setting is unusable.
    """
    await migrate(settings.database_url)
    async with Store.opened(settings.database_url, ring) as store:
        with closing(Smtp(smtp_of(settings))) as mailer:
            opening = OpeningActivities(
                Shelf(settings.procedures_folder),
                read_calendar(settings.calendar_file, settings.closures_file),
                require_encrypted=settings.require_encrypted,
                allow_rehearsals=settings.allow_rehearsals,
                mail_at_any_hour=settings.mail_at_any_hour,
                brought_into_force=Versions(settings.calendars_folder).current,
            )
            letters = letters_of(settings)
            people = people_of(settings, store)
            deliver = DeliverActivities(
                store, people, mailer, letters, templates=templates_of(settings)
            )
            yield Worker(
                client,
                task_queue=settings.task_queue,
                workflows=[DisputeWorkflow],
                activities=[opening.look_up, opening.look_again, deliver.deliver],
                interceptors=[Doorkeeper()],
                graceful_shutdown_timeout=GRACE,
                workflow_runner=UnsandboxedWorkflowRunner(),  # decision 0015
                deployment_config=deployment_of(settings),
            )


def deployment_of(settings: Settings) -> WorkerDeploymentConfig | None:
    """Return this worker's version, if workers are versioned here.

    A running dispute goes on with the newest version: a mended rule must reach it, and
    what it was promised stands in its own history.
    """
    if settings.build_id is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(settings.deployment_name, settings.build_id),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
    )


async def work(settings: Settings) -> None:
    """Work until SIGINT or SIGTERM, then finish what is in hand."""
    settings.refuse_if_unfit()
    ring = open_ring(settings)
    client = await connect(settings, ring)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    for warning in warnings(in_force(settings).calendar, london_day(datetime.now(UTC))):
        _log.warning("%s", warning)
    async with dispute_worker(settings, client, ring) as worker, worker:
        _log.info("Working on the task queue %s.", settings.task_queue)
        await stopped.wait()
        _log.info("Stopping; what is in hand is finished first.")


def main() -> int:
    """Run one worker; return the exit code."""
    try:
        settings = Settings.from_environment()
        logging.basicConfig(level=settings.log_level)
        asyncio.run(work(settings))
    except DisputeError as error:
        sys.stderr.write(f"{error}\n")
        return int(getattr(error, "exit_code", 1))
    finally:
        # The SDK's own threads may abort a process that ends at once after a worker.
        sys.stdout.flush()
        time.sleep(0.25)
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main())
