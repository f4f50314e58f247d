"""A heading and the sentences below it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """Part of an explanation.

    Attributes:
        title: Its heading.
        lines: Its sentences, each whole.
    """

    title: str
    lines: tuple[str, ...]

    def text(self) -> str:
        """Return it as plain text: the heading underlined, a dash before each line."""
        return "\n".join(
            [self.title, "-" * len(self.title), *(f"- {line}" for line in self.lines)]
        )
