"""Where two long texts part: what a person wants to see of a reading that has changed."""

from itertools import zip_longest


def first_difference(was: str, now: str, lines: int = 12) -> str:
    """Return the first lines that differ, as they were and as they are; empty: none."""
    before, after = was.splitlines(), now.splitlines()
    for number, (old, new) in enumerate(zip_longest(before, after), start=1):
        if old != new:
            there, here = before[number - 1 :], after[number - 1 :]
            return "\n".join(
                [
                    f"from line {number} on it was:",
                    *there[:lines],
                    "and is now:",
                    *here[:lines],
                ]
            )
    return "" if was == now else "they differ in how they end"
