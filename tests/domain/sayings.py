"""Anything that anybody may send to a dispute, sensible or not, as other programs do.

Made from the messages themselves: a new kind, or a new key of one, is tried at once.
"""

import types
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel

from domain.dispute import Dispute
from domain.messages import MESSAGES, Message, read_message

CANARY = "Pemberton-Vole"
"""Stands in every text that a person writes; must never be seen outside `details`."""

TEXT = f"Marigold {CANARY} said so."

OFTEN = 4
"""How much more often the messages that move a dispute are sent than the others."""

MOVERS = (
    "manager_response",
    "officer_decision",
    "escalate",
    "extend_deadline",
    "place_on_hold",
    "resume",
    "correct_start",
    "action_done",
    "action_not_done",
    "switch_ladder",
    "change_calendar",
)
_ENDS = ("withdraw", "close_dispute")
_LONG_AGO = "0001-01-01T00:00:00+14:00"
_FAR_AHEAD = "9999-12-31T23:59:59-14:00"
_SMALL = st.integers(1, 9)


def sayings(dispute: Dispute, now: datetime) -> st.SearchStrategy[Message]:
    """Messages of every kind that can be read at all."""
    beside = [one for one in MESSAGES if one not in (*MOVERS, *_ENDS)]
    kinds = [*MOVERS * OFTEN, *beside, *_ENDS]
    return st.sampled_from(kinds).flatmap(lambda kind: saying(kind, dispute, now))


def saying(kind: str, dispute: Dispute, now: datetime) -> st.SearchStrategy[Message]:
    """Messages of one kind."""
    body = _Writer(dispute, now).of_model(MESSAGES[kind])
    return body.map(lambda data: read_message(kind, data))


class _Writer:
    """Writes values for the keys of a model: by the name of the key, else by its type."""

    def __init__(self, dispute: Dispute, now: datetime) -> None:
        self._dispute = dispute
        procedure = dispute.procedure
        stages = [one.number for one in dispute.ladder.stages]
        posts = [*procedure.posts, "officer", CANARY]
        days = _days(now)
        self._days = days
        self._moments = _moments(now)
        self._by_name: dict[str, st.SearchStrategy[Any]] = {
            "by": self._speakers(),
            "message_id": st.integers(1, 10**6).map(lambda n: f"m-{n}"),
            "owner": st.sampled_from(posts),
            "to_post": _codes(procedure.posts),
            "stage": st.one_of(st.sampled_from(stages), _SMALL),
            "to_stage": st.one_of(st.sampled_from(stages), _SMALL),
            "ladder": _codes(one.name for one in procedure.ladders),
            "step": _codes(one.key for one in procedure.side_steps),
            "event": _codes(one.key for one in procedure.override_events),
            "task": _codes(
                ["send", "meeting", "write-up"],
                (step.key for one in procedure.stages() for step in one.steps),
            ),
            "post": st.sampled_from(posts),
            "told_reference": st.sampled_from(["PM-3", "GM-1"]),
            "from_reference": st.sampled_from(["PM-3", "GM-1"]),
            "to_reference": st.sampled_from(["PM-8", "GM-1"]),
            "ticked": st.lists(
                _codes(one.key for one in procedure.checks), min_size=1, max_size=3
            ),
            "working_days": st.one_of(_SMALL, st.just(100)),
            "calendar": _calendars(dispute, now),
            "version": st.sampled_from(["frogs-1", "frogs-2"]),
        }

    def of_model(self, model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
        needed: dict[str, st.SearchStrategy[Any]] = {}
        optional: dict[str, st.SearchStrategy[Any]] = {}
        for name, field in model.model_fields.items():
            values = self._by_name.get(name)
            if values is None:
                values = self._of_type(field.annotation)
            (needed if field.is_required() else optional)[name] = values
        return st.fixed_dictionaries(needed, optional=optional)

    def _of_type(self, kind: Any) -> st.SearchStrategy[Any]:
        inner = [one for one in get_args(kind) if one not in (type(None), Ellipsis)]
        if get_origin(kind) in (Union, types.UnionType):
            return self._of_type(inner[0])
        if get_origin(kind) is tuple:
            return st.lists(self._of_type(inner[0]), max_size=3)
        if get_origin(kind) is not None:  # Annotated
            return self._of_type(inner[0])
        if issubclass(kind, Enum):
            return st.sampled_from([one.value for one in kind])
        if issubclass(kind, BaseModel):
            return self.of_model(kind)
        plain: dict[Any, st.SearchStrategy[Any]] = {
            bool: st.booleans(),
            int: _SMALL,
            str: st.just(TEXT),
            date: self._days,
            AwareDatetime: self._moments,
        }
        return plain[kind]

    def _speakers(self) -> st.SearchStrategy[dict[str, str]]:
        """Officers and impostors, everybody asked, and posts that nobody knows."""
        raised_by = self._dispute.request.raised_by
        officer = st.sampled_from(
            [
                {"post": raised_by.role, "reference": raised_by.reference},
                {"post": "officer", "reference": raised_by.reference},
                {
                    "post": raised_by.role,
                    "reference": "DEPUTY-1",
                    "on_behalf_of": raised_by.reference,
                },
            ]
        )
        posts = [*self._dispute.procedure.posts]
        asked = st.sampled_from(self._dispute.responders() or posts).map(
            lambda post: {"post": post, "reference": "PM-3"}
        )
        anybody = st.sampled_from([*posts, raised_by.role]).flatmap(self._named)
        operator = st.just({"post": "operator", "reference": "OP-1"})
        return st.one_of(officer, officer, asked, asked, anybody, operator)

    def _named(self, post: str) -> st.SearchStrategy[dict[str, str]]:
        title = self._dispute.procedure.title_of(post)
        names = [post, title, title.upper(), f"{post}x", f"No {CANARY}"]
        return st.fixed_dictionaries(
            {"post": st.sampled_from(names), "reference": st.just("X1")},
            optional={"on_behalf_of": st.sampled_from([post, CANARY, "IRO-8"])},
        )


def _codes(*several: Any) -> st.SearchStrategy[str]:
    known = [one for codes in several for one in codes]
    return st.sampled_from([*known, *known, "pemberton-vole"])


def _calendars(dispute: Dispute, now: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """The present calendar with days off added, or cut short."""
    whole = dispute.calendar.model_dump(mode="json", exclude={"cut_from"})
    soon = st.integers(0, 60).map(
        lambda n: (now + timedelta(days=n)).date().isoformat()
    )
    shut = st.sets(soon, max_size=9).map(
        lambda days: [{"on": day, "reason": "Frogs"} for day in sorted(days)]
    )
    free = st.lists(
        st.sampled_from([one.on.isoformat() for one in dispute.calendar.bank_holidays]),
        max_size=2,
        unique=True,
    )
    ends = st.sampled_from([whole["covered_until"], "2026-12-31", "2035-12-31"])
    return st.builds(
        lambda closures, worked, until: {
            **whole,
            "closures": closures,
            "working_after_all": worked,
            "covered_until": until,
        },
        shut,
        free,
        ends,
    )


def _days(now: datetime) -> st.SearchStrategy[str]:
    """Mostly days to come; some past, some beyond every calendar."""
    near = st.integers(-3, 40).map(lambda n: now.date() + timedelta(days=n))
    odd = st.sampled_from([date.min, date(2031, 1, 1), date(2099, 5, 5), date.max])
    return st.one_of(near, near, near, odd).map(date.isoformat)


def _moments(now: datetime) -> st.SearchStrategy[str]:
    """Mostly shortly before now; some absurd."""
    near = st.integers(-400, 3).map(lambda h: (now + timedelta(hours=h)).isoformat())
    return st.one_of(near, near, st.sampled_from([_LONG_AGO, _FAR_AHEAD]))


def _nested() -> Iterator[st.SearchStrategy[Any]]:
    plain = st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5))
    yield st.lists(plain, max_size=3)
    yield st.dictionaries(st.text(max_size=5), plain, max_size=3)


JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [
            None,
            TEXT,
            10**300,
            {"by": {"post": CANARY, "reference": TEXT}, CANARY: TEXT},
            {"by": {"post": "officer", "reference": "IRO-7"}, "text": [TEXT]},
            {"message_id": "j-1", TEXT: {CANARY: [TEXT]}, "text": TEXT},
            {"message_id": "j-2", "by": {"post": "officer", "reference": TEXT}},
        ]
    ),
    *_nested(),
)
"""JSON that is no message."""
