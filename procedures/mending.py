"""A document's data, changed so that it can be looked at further.

Keys are renamed, things are put aside or filled in; of everything that is left it is
known where it stands in the file as written.
"""

import copy
from typing import Any

from domain.procedure.places import Place

NOT_WRITTEN = "not-written"
"""Stands for what is missing, only to look further."""

_GONE = object()
_NAMING = ("key", "id", "name", "number")
"""Keys whose values other parts of a procedure name."""


class MendedData:
    """Plain data under repair.

    Attributes:
        data: As it is now.
        put_aside: Where in the file stood what was taken out, or filled in only to look
            further.
        names_gone: What other parts may name, and cannot find any more.
    """

    def __init__(self, data: Any, put_aside: set[Place]) -> None:
        """Begin with `data`, from which what stood at `put_aside` is missing already."""
        self.data = copy.deepcopy(data)
        self.put_aside = set(put_aside)
        self.names_gone = {NOT_WRITTEN, *(str(one[-1]) for one in put_aside if one)}
        self._renamed: dict[Place, str] = {}
        self._items_gone: dict[Place, set[int]] = {}

    def as_written(self, place: Place) -> Place:
        """Return where in the file stood what now stands at `place`."""
        written: Place = ()
        for step in place:
            if isinstance(step, int):
                position = step
                for gone in sorted(self._items_gone.get(written, ())):
                    position += gone <= position
                written = (*written, position)
            else:
                written = (*written, self._renamed.get((*written, step), step))
        return written

    def reads(self, place: Place) -> bool:
        """True where nothing that stands at, in or around `place` was put aside."""
        written = self.as_written(place)
        return not any(
            aside[: len(written)] == written or written[: len(aside)] == aside
            for aside in self.put_aside
        )

    def value_at(self, place: Place) -> Any:
        """Return what stands at `place` now, or None."""
        value = self.data
        for step in place:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def has(self, place: Place) -> bool:
        """True where something stands at `place` now."""
        around = self.value_at(place[:-1])
        return isinstance(around, dict) and place[-1] in around

    def rename(self, place: Place, name: str) -> None:
        """Give a key another name."""
        around = self.value_at(place[:-1])
        around[name] = around.pop(place[-1])
        written = self.as_written(place)
        self._renamed[(*written[:-1], name)] = str(written[-1])

    def fill(self, place: Place, value: Any) -> None:
        """Write something only to look further."""
        self.put_aside.add(self.as_written(place))
        self.names_gone.add(str(value))
        self.value_at(place[:-1])[place[-1]] = copy.deepcopy(value)

    def miss(self, place: Place) -> None:
        """Count as unread what belongs at `place` and was written elsewhere."""
        self.put_aside.add(self.as_written(place))

    def take_out(self, place: Place) -> None:
        """Put aside what stands at `place`; list items go with `sweep`."""
        around, last = self.value_at(place[:-1]), place[-1]
        self.put_aside.add(self.as_written(place))
        if isinstance(around, dict) and last in around:
            self.names_gone |= {str(last), *_names_in(around.pop(last), str(last))}
        elif isinstance(around, list) and isinstance(last, int):
            self.names_gone.update(_names_in(around[last], ""))
            around[last] = _GONE

    def sweep(self) -> None:
        """Close the gaps in lists."""
        self._sweep(self.data, ())

    def _sweep(self, value: Any, place: Place) -> None:
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for step, one in inside:
            if isinstance(one, dict | list):
                self._sweep(one, (*place, step))
        if isinstance(value, list) and _GONE in value:
            written = self.as_written(place)
            gone = {
                int(self.as_written((*place, position))[-1])
                for position, one in enumerate(value)
                if one is _GONE
            }
            self._items_gone.setdefault(written, set()).update(gone)
            value[:] = [one for one in value if one is not _GONE]


def _names_in(value: Any, key: str) -> set[str]:
    """Return what others may name of what is taken out with `value`."""
    if isinstance(value, dict):
        within = (_names_in(one, name) for name, one in value.items())
        return set(value).union(*within)
    if isinstance(value, list):
        return set().union(*(_names_in(one, "") for one in value))
    return {str(value)} if key in _NAMING else set()
