"""Checks of the procedure as a whole."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.calendar import says_day
from domain.procedure import Procedure
from domain.procedure.matters import Reading
from domain.procedure.part import Part
from domain.procedure.people import Ability
from domain.procedure.places import Place
from domain.procedure.procedure import Status
from domain.proofreading.finding import Finding, fault, warning

_READING_ID = re.compile(r"\b[A-Z]{2,4}-A\d+\b")


def of_the_whole(procedure: Procedure, on: date) -> Iterator[Finding]:
    """Yield what is odd about dates, roles and readings."""
    yield from _dates(procedure, on)
    yield from _roles(procedure)
    yield from _readings(procedure)


def _dates(procedure: Procedure, on: date) -> Iterator[Finding]:
    review, until = procedure.review_on, procedure.in_force_until
    if review is not None and review < on:
        yield warning(
            "review_on",
            f"it was due for review on {says_day(review)}; ask the council whether it"
            " still stands.",
            ("review_on",),
            ("review_on",),
        )
    if until is not None and until < procedure.in_force_from:
        yield fault(
            "in_force_until",
            f"{says_day(until)} is before in_force_from,"
            f" {says_day(procedure.in_force_from)}; it would never be in force.",
            ("in_force_until",),
            ("in_force_from",),
        )
    if procedure.status is Status.DRAFT and procedure.is_in_force_on(on):
        yield warning(
            "status",
            "it is a draft and yet in force; approve it, or date it later.",
            ("status",),
            ("in_force_from",),
        )


def _roles(procedure: Procedure) -> Iterator[Finding]:
    for key, role in procedure.officers.items():
        stages = [
            stage
            for stage in procedure.stages()
            if stage.number == role.usually_starts_at
        ]
        if stages and all(stage.optional for stage in stages):
            yield warning(
                f"officers.{key}",
                f"it usually starts at {stages[0].title}, which is optional and passed"
                " over otherwise; name another stage, or take `optional` away.",
                ("officers", key, "usually_starts_at"),
                ("ladders",),
            )
    if not any(
        Ability.REFER_TO_CAFCASS in role.may for role in procedure.officers.values()
    ):
        yield warning(
            "officers",
            "no role may refer to Cafcass; give `may: [refer-to-cafcass]` to the"
            " reviewing officer of looked after children.",
            ("officers",),
            ("officers",),
        )


def _readings(procedure: Procedure) -> Iterator[Finding]:
    listed = {one.id: at for at, one in enumerate(procedure.readings)}
    used: dict[str, Place] = {}
    for at, reading in _ids_used(procedure, ()):
        used.setdefault(reading, at)
    for unused in sorted(listed.keys() - used, key=_by_number):
        yield warning(
            f"reading {unused}",
            "nothing in this file rests on it; name it in a `reading` or `source`, or"
            " take it away.",
            ("readings", listed[unused]),
        )
    for unlisted in sorted(used.keys() - listed, key=_by_number):
        yield fault(
            f"reading {unlisted}",
            "it is named but not listed; add it to `readings`.",
            used[unlisted],
            ("readings",),
        )


def _by_number(reading: str) -> tuple[str, int]:
    letters, _, number = reading.partition("-A")
    return letters, int(number)


def _ids_used(value: Any, at: Place) -> Iterator[tuple[Place, str]]:
    """Yield every id of a reading named anywhere but in the list of readings."""
    if isinstance(value, str):
        for reading in _READING_ID.findall(value):
            yield at, reading
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _ids_used(inside, (*at, key))
    elif isinstance(value, tuple):
        for position, inside in enumerate(value):
            yield from _ids_used(inside, (*at, position))
    elif isinstance(value, Part) and not isinstance(value, Reading):
        for name in type(value).model_fields:
            yield from _ids_used(getattr(value, name), (*at, name))
