"""A heading and the sentences below it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """Part of an explanation.

    Attributes:
        title: Its heading.
        lines: Its sentences, each whole.
        about: What it is about, where its heading may be changed: a ladder, a stage.
        within: Beginning of the heading that is another's: of the ladder of a stage.
    """

    title: str
    lines: tuple[str, ...]
    about: str = field(default="", compare=False)
    within: str = field(default="", compare=False)

    @property
    def own_title(self) -> str:
        """Its heading without the part that is another's."""
        return self.title.removeprefix(self.within)

    def text(self) -> str:
        """Return it as plain text: the heading underlined, a dash before each line."""
        return "\n".join(
            [self.title, "-" * len(self.title), *(f"- {line}" for line in self.lines)]
        )
