"""Who takes part: posts, officers, who must answer, who is told."""

from enum import StrEnum

from pydantic import Field

from domain.notices import Purpose
from domain.procedure.part import Key, Part, Source, Words

OFFICER = "officer"
"""The post that every procedure has: whoever raised this dispute."""

OPERATOR = "operator"
"""Post of whoever runs the service; no procedure names it."""


class Post(Part):
    """A post, resolved to a person for the child's team when somebody is told."""

    title: Words = Field(description="The council's words for it.")
    aliases: tuple[Words, ...] = Field(
        default=(), description="Other words the document uses for the same post."
    )
    outside: bool = Field(
        default=False, description="Outside the council, without an account."
    )
    mailbox: bool = Field(
        default=False, description="A shared mailbox rather than a person."
    )
    reading: str | None = Field(
        default=None, description="Id of the reading that made these one post."
    )


class Ability(StrEnum):
    """What only some officers may do."""

    REFER_TO_CAFCASS = "refer-to-cafcass"
    BYPASS = "bypass"


class OfficerRole(Part):
    """A role that may raise a dispute."""

    title: Words = Field(description="The council's words: `Child Protection Advisor`.")
    children: tuple[Key, ...] = Field(
        min_length=1, description="Kinds of child this role acts for."
    )
    may: tuple[Ability, ...] = Field(
        default=(), description="What this role may do that not every role may."
    )
    usually_starts_at: int | None = Field(
        default=None, description="Stage where this role usually starts; advice."
    )
    manager: Key = Field(
        description="Post told when this officer cannot be reached or is behind."
    )
    reading: str | None = None
    source: Source | None = None


class Needed(StrEnum):
    """How many of several are needed."""

    ANY = "any"
    ALL = "all"


class Responders(Part):
    """Who is asked to answer at a stage; nobody at a stage that only informs."""

    posts: tuple[Key, ...] = Field(min_length=1, description="Posts asked.")
    needed: Needed = Field(
        default=Needed.ANY, description="`any` one answers for all, or `all` answer."
    )
    lead: Key | None = Field(
        default=None, description="Gives one collated answer for several teams."
    )
    source: Source | None = None


class Condition(Part):
    """When somebody is told; every line that is given must hold."""

    in_proceedings: bool | None = Field(
        default=None, description="Only in care proceedings (true), or only not."
    )
    themes: tuple[Key, ...] = Field(
        default=(), description="Only for these issue types."
    )
    children: tuple[Key, ...] = Field(
        default=(), description="Only for these kinds of child."
    )
    starts_here: bool | None = Field(
        default=None, description="Only where the dispute starts (true), or only later."
    )


class Telling(Part):
    """One post to be told, and how."""

    post: Key = Field(description="A post of this procedure, or `officer`.")
    purpose: Purpose = Purpose.FOR_INFORMATION
    when: Condition | None = Field(default=None, description="Told only if this holds.")
    sent_by: Key | None = Field(
        default=None, description="Post in whose name the document says it goes."
    )
    reading: str | None = Field(
        default=None, description="Id of the reading this line rests on: `WS-A6`."
    )
    source: Source | None = None
