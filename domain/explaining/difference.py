"""Two versions compared, sentence by sentence."""

from domain.explaining.section import Section
from domain.explaining.whole import sections
from domain.procedure import Procedure


def differences(old: Procedure, new: Procedure) -> tuple[Section, ...]:
    """Return what `new` says otherwise than `old`; empty when they say the same.

    Each section bears the heading it has in the explanation. `No longer` begins what
    only the old version says, `Now` what only the new one does.
    """
    before = {section.title: section for section in sections(old)}
    after = {section.title: section for section in sections(new)}
    # In the order of the new version; what it has lost comes last.
    titles = [*after, *(title for title in before if title not in after)]
    compared = (
        Section(title, _changes(before.get(title), after.get(title)))
        for title in titles
    )
    return tuple(section for section in compared if section.lines)


def _changes(before: Section | None, after: Section | None) -> tuple[str, ...]:
    old, new = before.lines if before else (), after.lines if after else ()
    return (
        *(f"No longer: {line}" for line in old if line not in new),
        *(f"Now: {line}" for line in new if line not in old),
    )
