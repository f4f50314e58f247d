"""Filling templates in: what they may speak of, and whose template speaks.

A council's own template (`template_reading.py`) speaks before the shipped one of that
kind, and one for a stage before one for all stages. Templates run in a sandbox and reach
nothing but the facts given to them here.
"""

import logging
import re
import textwrap
import traceback
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    nodes,
    select_autoescape,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from activities.invitations import is_still_asked
from domain.calendar import london
from domain.notices import Notice, Purpose

_LOG = logging.getLogger(__name__)
_WIDTH = 76
MAY_SAY = ("subject", "title", "happened", "asked", "otherwise", "date_label")
"""What a template of a kind may set."""


@dataclass(frozen=True)
class OwnTemplate:
    """A council's own template.

    Attributes:
        path: Where it was read from, for whoever has to put it right.
        text: As it was when it was read; a later change waits for the next reading.
    """

    path: str
    text: str


class Templates:
    """The shipped templates, and a council's own before them."""

    def __init__(self, own: Mapping[str, OwnTemplate] | None = None) -> None:
        """Take a council's own; `template_reading.read_templates` proof-reads them.

        Args:
            own: By name: `anyshire/raised`, or for one stage `anyshire/stage-2/raised`.
        """
        self._own = dict(own or {})
        self._environment = sandbox(FunctionLoader(self._load))

    def words(self, notice: Notice) -> dict[str, str]:
        """Return what the templates say of `notice`, by the names of `MAY_SAY`.

        A council's own template that fails is passed over and logged, in words that
        repeat nothing of the notice: a fault in it never stops a notice.
        """
        facts = facts_of(notice)
        shipped = SHIPPED_PAGES.get_template(f"wording/{notice.kind.value}.j2")
        words = said_by(shipped, facts)
        for name in _own_names(notice):
            if name in self._own:
                words |= self._own_words(name, notice, facts)
        return words

    def template(self, name: str) -> Template:
        """Return a council's own template, ready to be filled in.

        Raises:
            TemplateError: There is none of that name, or it cannot be understood.
        """
        return self._environment.get_template(name)

    @property
    def offers(self) -> Collection[str]:
        """Names that every template knows besides the facts of a notice."""
        return frozenset(self._environment.globals)

    def parsed(self, text: str) -> nodes.Template:
        """Return what a template says, as a tree.

        Raises:
            TemplateSyntaxError: It cannot be understood.
        """
        return self._environment.parse(text)

    def _own_words(
        self, name: str, notice: Notice, facts: dict[str, Any]
    ) -> dict[str, str]:
        try:
            return said_by(self.template(name), facts)
        except Exception as fault:  # noqa: BLE001  (whatever it is, the notice goes out)
            path = self._own[name].path
            # Without a traceback, which may repeat words of the notice.
            _LOG.error(
                "Template %s, line %s, fails (%s); notice %s goes without its words.",
                path,
                line_of(fault, path),
                type(fault).__name__,
                notice.key,
            )
            return {}

    def _load(self, name: str) -> tuple[str, str, None] | None:
        found = self._own.get(name)
        return (found.text, found.path, None) if found else None


def facts_of(notice: Notice) -> dict[str, Any]:
    """Return everything that the templates may speak of.

    Plain words and no object of ours: a template reaches what stands here and nothing
    else, so that none can mail the child's reference.
    """
    about = notice.about
    return {
        "notice": {
            "says": notice.says,
            "asked": notice.asked,
            "otherwise": notice.otherwise,
            "to_title": notice.to_title,
            "sent_by_title": notice.sent_by_title,
            "reference": about.reference,
            "called": notice.called,
            "stage_title": about.stage_title,
        },
        "acts": notice.purpose is Purpose.TO_ACT,
        "still_asked": is_still_asked(notice),
        "due": london(notice.due_at) if notice.due_at else "",
        "was_due": london(notice.was_due_at) if notice.was_due_at else "",
        "overall_due": london(about.overall_due_at) if about.overall_due_at else "",
        "standing": about.standing.value.replace("-", " "),
        "rehearsal": about.rehearsal,
        "answers": notice.answers,
        "why": notice.why,
    }


def said_by(template: Template, facts: dict[str, Any]) -> dict[str, str]:
    """Return what a template sets, of the names in `MAY_SAY`.

    Raises:
        Exception: Whatever goes wrong in it, and words that no mail can hold.
    """
    said = vars(template.make_module(facts))
    words = {name: str(said[name]).strip() for name in MAY_SAY if name in said}
    for text in words.values():
        text.encode()  # half of a pair of code units would only fail in the mail
    return words


def line_of(fault: Exception, path: str) -> int:
    """Return the line of the template at `path` in which something went wrong."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.lineno
    frames = [
        (frame, number)
        for frame, number in traceback.walk_tb(fault.__traceback__)
        if frame.f_code.co_filename == path
    ]
    if not frames:
        return 1
    frame, number = frames[-1]
    template = frame.f_globals.get("__jinja_template__")
    if isinstance(template, Template):
        return template.get_corresponding_lineno(number)
    return number


def _own_names(notice: Notice) -> Iterator[str]:
    """Yield the names of a council's own templates; the one that decides comes last."""
    about, kind = notice.about, notice.kind.value
    yield f"{about.authority}/{kind}"
    if about.stage is not None:
        yield f"{about.authority}/stage-{about.stage}/{kind}"


def _paragraphs(text: str) -> list[str]:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [block for block in blocks if block]


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Return paragraphs in lines of 76 characters; links and commands stay whole."""
    return "\n\n".join(
        textwrap.fill(
            block,
            _WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for block in _paragraphs(text)
    )


def sandbox(loader: BaseLoader) -> SandboxedEnvironment:
    """Return where templates are filled in: they reach facts and filters, no more.

    A name that is not known is an error and never a gap. Nothing in it is left to
    chance, so that the same notice always has the same words.
    """
    found = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    del found.globals["lipsum"], found.filters["random"]
    found.filters["paragraphs"] = _paragraphs
    found.filters["wrapped"] = _wrapped
    found.filters["listed"] = lambda line: _wrapped(line, "- ", "  ")
    return found


def _shipped() -> SandboxedEnvironment:
    return sandbox(FileSystemLoader(Path(__file__).with_name("templates")))


SHIPPED_PAGES = _shipped()
"""The shipped templates by file name: the layouts, and pages that are no letter."""

SHIPPED = Templates()
"""The words that come with the program, and no council's own."""
