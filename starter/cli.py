"""The command `disputes`: a verb for everything that people and programs may do.

Exit codes: 0 done, 1 refused, 2 usage, 3 not reachable.
"""

import os
import sys

import typer

from starter.audit_command import audit
from starter.calendar_commands import calendar_app
from starter.codec_command import serve_codec_command
from starter.key_commands import keys_app
from starter.mail_commands import mail_app
from starter.message_commands import COMMANDS
from starter.notices_commands import notices_app
from starter.people_commands import people_app
from starter.plain_help import InSections
from starter.procedure_commands import procedure_app
from starter.question_commands import explain, list_disputes, record, show
from starter.raise_command import raise_dispute
from starter.schema_command import schema
from starter.setup_commands import setup_app
from starter.stack_commands import rehearse, run, work

app = typer.Typer(
    name="disputes",
    cls=InSections,
    rich_markup_mode=None,
    help="Durable dispute resolution for children's social care.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

TRY = "To try it"
ASK = "To look at disputes"
SPEAK = "To raise a dispute and speak to it"
KEEP = "To keep it going"

app.command("run", rich_help_panel=TRY)(run)
app.command("rehearse", rich_help_panel=TRY)(rehearse)
app.command("raise", rich_help_panel=SPEAK)(raise_dispute)
for name, command in COMMANDS.items():
    app.command(name, rich_help_panel=SPEAK)(command)
app.command("show", rich_help_panel=ASK)(show)
app.command("list", rich_help_panel=ASK)(list_disputes)
app.command("record", rich_help_panel=ASK)(record)
app.command("explain", rich_help_panel=ASK)(explain)
app.add_typer(procedure_app, cls=InSections, name="procedure", rich_help_panel=ASK)
app.add_typer(notices_app, cls=InSections, name="notices", rich_help_panel=ASK)
app.add_typer(calendar_app, cls=InSections, name="calendar", rich_help_panel=ASK)
app.add_typer(people_app, cls=InSections, name="people", rich_help_panel=KEEP)
app.add_typer(mail_app, cls=InSections, name="mail", rich_help_panel=KEEP)
app.command("worker", rich_help_panel=KEEP)(work)
app.command("audit", rich_help_panel=KEEP)(audit)
app.command("codec", rich_help_panel=KEEP)(serve_codec_command)
app.add_typer(setup_app, cls=InSections, name="setup", rich_help_panel=KEEP)
app.command("schema", rich_help_panel=ASK)(schema)
app.add_typer(keys_app, cls=InSections, name="keys", rich_help_panel=KEEP)


def main() -> None:
    """Run the command, and end at once.

    The SDK's threads abort a Python that is being torn down now and then, so a process
    that has used the SDK does not tear itself down.
    """
    code = 0
    try:
        app(prog_name="disputes")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    if "temporalio" in sys.modules:
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
