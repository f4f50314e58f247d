"""A council's procedure: everything that differs from one council to another."""

import hashlib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from domain.notices import WhenVacant
from domain.procedure.ladder import Ladder, SideStep, Stage
from domain.procedure.laws import LawsBroken, broken_laws
from domain.procedure.matters import (
    Cafcass,
    Check,
    Duty,
    GoodPractice,
    IssueGroup,
    IssueType,
    Monitoring,
    OverrideEvent,
    Reading,
    Report,
    Stay,
)
from domain.procedure.part import Key, Part, Words
from domain.procedure.people import OFFICER, OfficerRole, Post
from domain.procedure.time import Extension, Hold, Span, Timing


class Status(StrEnum):
    """How far the council has taken the document."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


class Vocabulary(Part):
    """The council's own words for what every procedure has."""

    process: Words = "dispute resolution process"
    dispute: Words = "dispute"
    concern: Words = "issue of concern"
    officer: Words = "officer"
    stage: Words = "stage"


_IN_ORDER: set[str] = set()
"""Fingerprints of procedures that break no law across their parts."""


class Procedure(Part):
    """One version of one council's procedure.

    A version once released is never edited: open disputes carry their own copy, and a
    correction is a new version with its own `in_force_from`.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    authority: Key
    council: Words
    title: Words
    status: Status = Status.APPROVED
    in_force_from: date
    in_force_until: date | None = None
    review_on: date | None = None
    source: Words = Field(description="The document this was made from.")
    words: Vocabulary = Vocabulary()
    scope: tuple[Duty, ...] = Field(
        default=(), description="What it is for, and what it is not for."
    )
    timing: Timing = Timing()
    children: dict[Key, Words] = Field(min_length=1, description="Kinds of child.")
    officers: dict[Key, OfficerRole] = Field(min_length=1)
    posts: dict[Key, Post] = Field(min_length=1)
    when_vacant: WhenVacant = Field(
        default=WhenVacant.DEPUTISE,
        description="What becomes of a notice to a post that nobody holds.",
    )
    concerns: dict[Key, Words] = Field(
        default={}, description="Concerns that decide where a dispute may start."
    )
    ladders: tuple[Ladder, ...] = Field(min_length=1)
    extension: Extension = Extension(offered=False)
    hold: Hold = Hold(offered=False)
    monitoring: Monitoring = Monitoring()
    cafcass: Cafcass = Cafcass()
    side_steps: tuple[SideStep, ...] = ()
    checks: tuple[Check, ...] = ()
    issue_groups: tuple[IssueGroup, ...] = ()
    other_issue_allowed: bool = True
    child_duties: tuple[Duty, ...] = ()
    record_duties: tuple[Duty, ...] = ()
    other_duties: tuple[Duty, ...] = Field(
        default=(), description="Of managers, of the service, and around the court."
    )
    stay: Stay | None = None
    override_events: tuple[OverrideEvent, ...] = ()
    good_practice: GoodPractice = GoodPractice(recorded=False)
    reports: tuple[Report, ...] = ()
    stated_total_working_days: int | None = Field(
        default=None, description="The total the document itself states."
    )
    readings: tuple[Reading, ...] = ()

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        """Look once at each procedure: it is read again with every dispute replayed."""
        if self.fingerprint not in _IN_ORDER:
            broken = tuple(broken_laws(self))
            if broken:
                raise LawsBroken(self, broken)
            _IN_ORDER.add(self.fingerprint)
        return self

    @cached_property
    def fingerprint(self) -> str:
        """Twelve characters that change with any key of the procedure."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    def ladder(self, name: str) -> Ladder | None:
        """Return the ladder of that name, or None."""
        return next((ladder for ladder in self.ladders if ladder.name == name), None)

    def issues(self) -> Iterator[IssueType]:
        """Every issue type of every group."""
        for group in self.issue_groups:
            yield from group.issues

    def issue(self, key: str) -> IssueType | None:
        """Return the issue type of that key, or None."""
        return next((issue for issue in self.issues() if issue.key == key), None)

    def title_of(self, post: str) -> str:
        """The council's words for a post, an officer role or the officer."""
        if post == OFFICER:
            return self.words.officer
        if post in self.posts:
            return self.posts[post].title
        return self.officers[post].title if post in self.officers else post

    def post_called(self, words: str) -> str | None:
        """Return the key of the post that goes by `words`: key, title or alias."""
        if words in self.posts or words == OFFICER:
            return words
        wanted = words.casefold()
        for key, post in self.posts.items():
            names = (key, post.title, *post.aliases)
            if wanted in {name.casefold() for name in names}:
                return key
        return None

    def may_refer(self, role: str, kind: str) -> bool:
        """True where an officer of `role` may refer a child of `kind` to Cafcass."""
        kinds = self.cafcass.children or self.children
        return self.cafcass.needs in self.officers[role].may and kind in kinds

    def stages(self) -> Iterator[Stage]:
        """Every stage of every ladder."""
        for ladder in self.ladders:
            yield from ladder.stages

    def asked_again_every(self, ladder: Ladder) -> Span:
        """Return after how long a waiting officer is asked again on `ladder`."""
        return ladder.chase_officer_every or self.timing.chase_officer_every

    def is_in_force_on(self, day: date) -> bool:
        """True when new disputes raised on `day` run under this version."""
        ended = self.in_force_until is not None and day > self.in_force_until
        return (
            self.status is not Status.RETIRED
            and self.in_force_from <= day
            and (not ended)
        )
