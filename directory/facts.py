"""The facts a directory is made of: each says one thing, and is kept for ever.

Days are days in London. A period is half-open: `until` is the first day it no longer
holds, so that one who leaves and one who comes share no day and leave none out.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
)

from directory.addresses import plausible
from domain.calendar import says_day
from domain.procedure.part import Key

Address = Annotated[str, AfterValidator(plausible)]
"""One plain mail address: `pm3@anyshire.example`."""


def _day_as_written(value: Any) -> Any:
    # pydantic takes a bare number for seconds since 1970: an empty cell that a
    # spreadsheet writes as 0 would end everything in that year.
    if isinstance(value, int | float) or (
        isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip())
    ):
        raise ValueError("must be a day, as in 2026-05-01")
    return value


Day = Annotated[date, BeforeValidator(_day_as_written)]
"""A day in London: `2026-05-01`."""


def _reference(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text):
        raise ValueError(
            "must be letters, digits, dots, hyphens and underscores, as in PM-3; a name"
            " has no place in the record"
        )
    return text


Reference = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80, strip_whitespace=True),
    AfterValidator(_reference),
]
"""What the record calls a person, a mailbox or a team: `PM-3`; never an address."""

Place = Annotated[
    str,
    StringConstraints(max_length=80, strip_whitespace=True),
    AfterValidator(_reference),
]
"""A team or a unit; empty for the whole council."""


def _on_one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line")
    return text


Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80, strip_whitespace=True),
    AfterValidator(_on_one_line),
]
"""A council's own words for a post: `Team Manager`."""


class Fact(BaseModel):
    """One thing the directory says."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """How somebody stands to a post: in it, in for it, or on duty for it."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    DUTY = "duty"


class Digest(StrEnum):
    """How often what is only for information is gathered into one mail."""

    DAILY = "daily"


class Holding(Fact):
    """Somebody holds a post, deputises for its holder, or is on duty for it.

    Attributes:
        post: Key of the post in the procedure.
        team: The team or unit it is held for; empty for the whole council.
        role: Holder, deputy or duty.
        reference: What the record calls them.
        address: Where mail goes.
        since: First day; None: always.
        until: First day they no longer do; None: without end.
        mailbox: A shared mailbox rather than a person: never absent.
        outside: Outside the council, without an account: answers by mail.
        digest: How often what is only for information is gathered into one mail; None:
            each notice is a mail of its own.
    """

    kind: Literal["holding"] = "holding"
    post: Key
    team: Place = ""
    role: Role = Role.HOLDER
    reference: Reference
    address: Address
    since: Day | None = None
    until: Day | None = None
    mailbox: bool = False
    outside: bool = False
    digest: Digest | None = None

    @property
    def known_as(self) -> tuple[str, ...]:
        """What they may be called elsewhere; what the record calls them comes first."""
        return (self.reference,)

    def says(self) -> str:
        """The fact as a sentence, without an address."""
        role = {Role.HOLDER: "holds", Role.DEPUTY: "deputises for"}.get(
            self.role, "is on duty for"
        )
        where = f" in {self.team}" if self.team else ""
        gathered = f"; news goes in a {self.digest} digest" if self.digest else ""
        return f"{self.reference} {role} {self.post}{where}{period(self)}{gathered}."


class Officer(Fact):
    """Somebody who raises disputes.

    Attributes:
        reference: As the case system sends it: `IRO-7`.
        address: Where mail goes.
        manager: Key of the post above; None where the procedure's own is meant.
        alias: What the record calls them, where not by `reference`.
    """

    kind: Literal["officer"] = "officer"
    reference: Reference
    address: Address
    manager: Key | None = None
    alias: Reference | None = None

    @property
    def known_as(self) -> tuple[str, ...]:
        """What they may be called elsewhere; what the record calls them comes first."""
        return (self.alias, self.reference) if self.alias else (self.reference,)

    def says(self) -> str:
        """The fact as a sentence, without an address."""
        above = f", under {self.manager}" if self.manager else ""
        return f"{self.reference} is an officer{above}."


class Reporting(Fact):
    """One post reports to another: where a notice goes when nobody holds the first."""

    kind: Literal["reporting"] = "reporting"
    post: Key
    above: Key

    def says(self) -> str:
        """The fact as a sentence."""
        return f"{self.post} reports to {self.above}."


class InUnit(Fact):
    """A team belongs to a unit, whose posts serve it where it has none of its own."""

    kind: Literal["unit"] = "unit"
    team: Reference
    unit: Reference

    def says(self) -> str:
        """The fact as a sentence."""
        return f"{self.team} belongs to {self.unit}."


class Alias(Fact):
    """The council's other word for a post."""

    kind: Literal["alias"] = "alias"
    words: Words
    post: Key

    def says(self) -> str:
        """The fact as a sentence."""
        return f"{self.words} is another word for {self.post}."


class Absence(Fact):
    """Somebody is away; whoever stands in is told instead.

    Attributes:
        reference: Who is away.
        since: First day away.
        until: First day back.
        set_by: Reference of whoever said so, who need not be the one away.
    """

    kind: Literal["absence"] = "absence"
    reference: Reference
    since: Day
    until: Day
    set_by: Reference | None = None

    def says(self) -> str:
        """The fact as a sentence."""
        return f"{self.reference} is away{period(self)}."


AnyFact = Annotated[
    Holding | Officer | Reporting | InUnit | Alias | Absence,
    Field(discriminator="kind"),
]
"""Any fact, told apart by its `kind`."""

FACTS: TypeAdapter[AnyFact] = TypeAdapter(AnyFact)
"""Reads a fact from JSON and writes it."""


def period(fact: Holding | Absence) -> str:
    """Return the period in words, such as ` from 1 May 2026 until 11 May 2026`."""
    since = f" from {says_day(fact.since)}" if fact.since else ""
    return since + (f" until {says_day(fact.until)}" if fact.until else "")
