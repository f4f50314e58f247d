"""Where something stands in a procedure, for a program and in a manager's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.procedure.part import Part

Place = tuple[str | int, ...]
"""Keys and positions from the top: `("ladders", 0, "stages", 2, "title")`."""

_ITEMS = {
    "ladders": ("ladder", "name"),
    "stages": ("stage", "number"),
    "steps": ("step", "key"),
    "side_steps": ("side step", "key"),
    "checks": ("check", "key"),
    "issue_groups": ("issue group", "title"),
    "issues": ("issue", "key"),
    "override_events": ("event", "key"),
    "reports": ("report", "key"),
    "readings": ("reading", "id"),
    **dict.fromkeys(
        ("scope", "child_duties", "record_duties", "other_duties", "afterwards"),
        ("duty", "key"),
    ),
}
"""Lists of which an item is called by a word and a key of its own."""

_SAID_ANYWAY = ("post", "posts")
"""Keys left out at the end: what is told there speaks of a post."""


@dataclass(frozen=True)
class Broken:
    """A law that a procedure breaks.

    Attributes:
        at: Where it stands.
        says: What is wrong there, and what to write instead; without a full stop.
        rests_on: What it was judged by; were that unread, nothing could be said.
        sought_in: Key under which a name was sought; were all of that unread, the same.
    """

    at: Place
    says: str
    rests_on: Place | None = None
    sought_in: str | None = None


def parts(whole: Part, at: Place = ()) -> Iterator[tuple[Place, Part]]:
    """Yield `whole` and every part within it, each with its place."""
    yield at, whole
    for name in type(whole).model_fields:
        yield from _within(getattr(whole, name), (*at, name))


def _within(value: object, at: Place) -> Iterator[tuple[Place, Part]]:
    if isinstance(value, Part):
        yield from parts(value, at)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _within(one, (*at, key))
    elif isinstance(value, tuple):
        for position, one in enumerate(value):
            yield from _within(one, (*at, position))


def in_words(data: Any, place: Place) -> str:
    """Return a place as a manager would say it: `stage 3, tell`.

    Args:
        data: The procedure as plain mappings and lists, complete or not.
        place: Of something in it, or of something that is missing there.
    """
    words: list[str] = []
    around, name = data, ""
    for step in place:
        within = _step(around, step)
        if isinstance(step, int):
            item = _item(name, around, within, step)
            words = item if name == "issues" else words + item
        elif step not in _ITEMS and not (words and step in _SAID_ANYWAY):
            words.append(step)
        around, name = within, str(step)
    if place and place[-1] in _ITEMS:
        words.append(str(place[-1]))
    return ", ".join(words)


def _item(name: str, items: Any, item: Any, position: int) -> list[str]:
    """Say which item of a list; nothing of the only ladder, and of lists of names."""
    if name not in _ITEMS or (name == "ladders" and len(items) == 1):
        return []
    word, key = _ITEMS[name]
    own = _step(item, key)
    wanted = int if key == "number" else str
    called = own if isinstance(own, wanted) else f"({position + 1} in the list)"
    return [f"{word} {called}"]


def _step(around: Any, step: str | int) -> Any:
    if isinstance(around, Mapping):
        return around.get(step)
    if isinstance(around, Sequence) and isinstance(step, int) and step < len(around):
        return around[step]
    return None
