"""The page about mutants: how many were noticed, and why the rest may live."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from tests.mutants.explained import EXPLAINED, Because
from tests.mutants.survivors import Survivor

_HEAD = """\
# Changes that no test notices

Written by `make mutants`. Each line of `domain/` is changed in every way that
[mutmut](https://mutmut.readthedocs.io) knows, one change at a time: a comparison turned
round, a word in capitals, an argument left out. The tests of rules, procedures,
calendars and stories run against each. A change that lives is a thing the tests would
not miss, unless there is a reason below. What was found of a function stands until the
function changes; remove `mutants/` to try everything anew.
"""


def page(
    counted: dict[str, Counter[str]], alive: Iterable[Survivor]
) -> tuple[str, list[Survivor]]:
    """Return the page, and the survivors that nothing explains."""
    by_reason: dict[Because, list[Survivor]] = defaultdict(list)
    unexplained = []
    for one in alive:
        reason = next((why for why in EXPLAINED if why.explains(one)), None)
        if reason is None:
            unexplained.append(one)
        else:
            by_reason[reason].append(one)
    lines = [_HEAD, *_table(counted), "", *_untried(counted)]
    for reason in EXPLAINED:
        lines += _because(reason, by_reason[reason])
    if unexplained:
        lines += _unexplained(unexplained)
    return "\n".join(lines), unexplained


def _unexplained(alive: list[Survivor]) -> Iterator[str]:
    counted = Counter(one.file for one in alive)
    yield from (f"## Not explained: {len(alive)}", "")
    yield "Nobody has said yet why these may live; `python -m tests.mutants --report`"
    yield from ("prints each of them.", "", "| in | live |", "| --- | ---: |")
    yield from (f"| `{file}` | {count} |" for file, count in counted.most_common())
    yield ""


def _table(counted: dict[str, Counter[str]]) -> Iterator[str]:
    rooms: dict[str, Counter[str]] = defaultdict(Counter)
    for file, found in counted.items():
        rooms[file.rpartition("/")[0]] += found
        rooms["all"] += found
    yield "| in | changed | noticed | live |"
    yield "| --- | ---: | ---: | ---: |"
    for room, found in sorted(rooms.items(), key=lambda one: (one[0] == "all", one[0])):
        total = found.total()
        share = 100 * found["noticed"] / total
        noticed = f"{found['noticed']:,} ({share:.1f} %)"
        name = room if room == "all" else f"`{room}`"
        yield f"| {name} | {total:,} | {noticed} | {found['alive']:,} |"


def _untried(counted: dict[str, Counter[str]]) -> Iterator[str]:
    untried = sum(found["not tried"] for found in counted.values())
    if untried:
        yield from (f"{untried:,} of them have not been tried yet.", "")


def _because(reason: Because, alive: list[Survivor]) -> Iterator[str]:
    if alive:
        yield from (f"## {reason.title}: {len(alive)}", "", reason.because, "")
        yield from (*_listed(alive), "")


def _listed(alive: list[Survivor]) -> Iterator[str]:
    where = ""
    for one in alive:
        if one.where != where:
            where = one.where
            yield f"- {where}"
        yield f"  - `{_short(one.was)}` → `{_short(one.becomes)}`"


def _short(code: str) -> str:
    plain = code.replace("`", "'")
    return plain if len(plain) <= 100 else f"{plain[:97]}..."
