"""Two versions compared, sentence by sentence."""

from collections.abc import Iterator
from difflib import get_close_matches

from domain.explaining.section import Section
from domain.explaining.whole import sections
from domain.procedure import Procedure

ALIKE = 0.6
"""From here on, of 1, two sentences are taken for one that was changed."""


def differences(old: Procedure, new: Procedure) -> tuple[Section, ...]:
    """Return what `new` says otherwise than `old`; empty when they say the same.

    Each section bears the heading it has in the explanation of the new version; a stage
    is the same stage though its title has changed. `No longer` begins what only the old
    version says, `Now` what only the new one does; of a sentence that was changed, one
    follows the other.
    """
    before = {_about(section): section for section in sections(old)}
    after = {_about(section): section for section in sections(new)}
    # In the order of the new version; what it has lost comes last.
    found = [*after, *(about for about in before if about not in after)]
    compared = (_compared(before.get(about), after.get(about)) for about in found)
    return tuple(section for section in compared if section.lines)


def _about(section: Section) -> str:
    return section.about or section.title


def _compared(before: Section | None, after: Section | None) -> Section:
    nothing = Section("", ())
    old, new = before or nothing, after or nothing
    lines = tuple(_changes(old.lines, new.lines))
    if before and after and before.own_title != after.own_title:
        lines = (f'It was called "{before.own_title}".', *lines)
    return Section(new.title or old.title, lines)


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    for line in gone:
        yield f"No longer: {line}"
        for changed in get_close_matches(line, come, n=1, cutoff=ALIKE):
            come.remove(changed)
            yield f"Now: {changed}"
    yield from (f"Now: {line}" for line in come)
