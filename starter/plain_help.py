"""The help text, in sections and whole sentences, without boxes.

Boxes need Rich, which takes longer to load than all the rest of `disputes --help`; and
plain lines read well in a log, in a pipe and aloud, through a screen reader.
"""

from typing import Any

from typer.core import TyperGroup

OTHERS = "Commands"
"""Heading over what stands in no section."""


class InSections(TyperGroup):
    """A group whose help lists its commands by `rich_help_panel`, none cut short.

    Give it to `typer.Typer(cls=InSections, rich_markup_mode=None)`, and to `add_typer`.
    """

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section for each panel, in the order of the first command of each."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is None or command.hidden:
                continue
            panel = getattr(command, "rich_help_panel", None)
            title = panel if isinstance(panel, str) else OTHERS
            first_paragraph = (command.help or "").partition("\n\n")[0]
            sections.setdefault(title, []).append((name, first_paragraph))
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)
