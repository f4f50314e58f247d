"""Two versions compared, sentence by sentence."""

from collections.abc import Iterator
from difflib import get_close_matches

from domain.explaining.section import Section
from domain.explaining.whole import sections
from domain.procedure import Procedure

_NOTHING = Section("", ())


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
    compared = (
        _compared(before.get(about, _NOTHING), after.get(about, _NOTHING))
        for about in found
    )
    return tuple(section for section in compared if section.lines)


def _about(section: Section) -> str:
    return section.about or section.title


def _compared(old: Section, new: Section) -> Section:
    lines = tuple(_changes(old.lines, new.lines))
    if old.own_title and new.own_title and old.own_title != new.own_title:
        lines = (f'It was called "{old.own_title}".', *lines)
    return Section(new.title or old.title, lines)


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    for line in gone:
        yield f"No longer: {line}"
        for changed in get_close_matches(line, come, n=1):
            come.remove(changed)
            yield f"Now: {changed}"
    yield from (f"Now: {line}" for line in come)
