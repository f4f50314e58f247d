"""A council's own templates, proof-read when they are read.

    <folder>/<council>/<kind>.j2                   for every stage
    <folder>/<council>/stage-<number>/<kind>.j2    for one stage, before the other

Each is filled in with examples of its kind before any notice is. Everything wrong in all
of them is told at once, with file and line.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from activities.preview import examples
from activities.templating import (
    MAY_SAY,
    SHIPPED,
    OwnTemplate,
    Templates,
    facts_of,
    line_of,
    said_by,
)
from domain.errors import DisputeError
from domain.notices import NoticeKind

_ENDING = ".j2"
_STAGE = re.compile(r"stage-(0|[1-9][0-9]?)")
_COUNCIL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAY_BE_EMPTY = frozenset({"otherwise"})


class TemplatesRefused(DisputeError):
    """A council's own templates, which cannot be used as they are.

    Attributes:
        faults: Everything wrong, each one sentence with its file and line.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def read_templates(
    folder: Path, stages: Mapping[str, Collection[int]] | None = None
) -> Templates:
    """Read a council's own templates, or those of several.

    Files whose names begin with a full stop, and a `README`, are passed over.

    Args:
        folder: Holds one folder for each council.
        stages: The numbers of the stages of each council there is; None where they are
            not known, so that any council and stage will do.

    Raises:
        TemplatesRefused: With everything that is wrong in the folder.
    """
    if not folder.is_dir():
        raise TemplatesRefused(
            [f"{folder} is no folder; name the one that holds <council>/<kind>.j2."]
        )
    faults: list[str] = []
    own: dict[str, OwnTemplate] = {}
    for path in _files(folder):
        parts = path.relative_to(folder).parts
        if misplaced := list(_misplaced(parts, stages)):
            faults += [f"{path}: {says}" for says in misplaced]
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path}: cannot be read as UTF-8 ({type(error).__name__}).")
            continue
        own["/".join(parts).removesuffix(_ENDING)] = OwnTemplate(str(path), text)
    templates = Templates(own)
    for name, one in own.items():
        found = sorted(set(_faults(templates, name, one)))
        faults += [f"{one.path}:{line}: {says}" for line, says in found]
    if faults:
        raise TemplatesRefused(faults)
    return templates


# --- where they lie --------------------------------------------------------------------


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file; a link to a folder is one, as mounted volumes have them."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "README")):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _misplaced(
    parts: tuple[str, ...], stages: Mapping[str, Collection[int]] | None
) -> Iterator[str]:
    """Yield what is wrong with where a file lies and how it is called."""
    *folders, name = parts
    if not 1 <= len(folders) <= 2:  # noqa: PLR2004  (council, and perhaps stage)
        yield (
            "lies in the wrong place; put it into <council>/, or into"
            " <council>/stage-<number>/."
        )
        return
    yield from _unknown_kind(name)
    council = folders[0]
    if not _COUNCIL.fullmatch(council) or (
        stages is not None and council not in stages
    ):
        yield (
            f"{council!r} is not the short name of a council"
            f"{_meant(council, stages or ())}."
        )
        return
    for stage in folders[1:]:
        yield from _unknown_stage(stage, council, stages)


def _unknown_kind(name: str) -> Iterator[str]:
    kinds = [kind.value for kind in NoticeKind]
    if not name.endswith(_ENDING):
        yield f"is no template; call it <kind>{_ENDING}, or take it away."
    elif (kind := name.removesuffix(_ENDING)) not in kinds:
        meant = _meant(kind, kinds) or f"; write one of {', '.join(kinds)}"
        yield f"there is no kind of notice called {kind!r}{meant}."


def _unknown_stage(
    folder: str, council: str, stages: Mapping[str, Collection[int]] | None
) -> Iterator[str]:
    numbered = _STAGE.fullmatch(folder)
    if numbered is None:
        yield f"{folder!r} is no stage; call the folder stage-2 for stage 2."
    elif stages is not None and int(numbered[1]) not in stages[council]:
        known = ", ".join(str(number) for number in sorted(stages[council]))
        yield f"{council} has no stage {numbered[1]}; its stages are {known}."


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"; write {near[0]!r}" if near else ""


# --- what they say ---------------------------------------------------------------------


def _faults(
    templates: Templates, name: str, one: OwnTemplate
) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with one template, each with its line."""
    kind = NoticeKind(name.rpartition("/")[2])
    try:
        tree = SHIPPED.parsed(one.text)
        seen = [
            *_unknown_words(tree, kind),
            *_unknown_sets(tree),
            *((line, _LOST) for line in _outside(tree)),
        ]
    except TemplateSyntaxError as error:
        yield error.lineno, f"cannot be understood: {error.message}"
        return
    # A name that is not known would only be told once more by filling it in.
    yield from seen or _filled_in(templates, name, one, kind)


_LOST = (
    "stands outside every {% set ... %}, where it is lost; put it between"
    " {% set happened %} and {% endset %}, or make it a comment, {# ... #}."
)


def _unknown_words(tree: nodes.Template, kind: NoticeKind) -> Iterator[tuple[int, str]]:
    """Yield names that no notice fills in, wherever they stand."""
    facts = facts_of(examples(kind)[0])
    known = {*facts, *SHIPPED.offers}
    unknown = find_undeclared_variables(tree) - known
    for name in tree.find_all(nodes.Name):
        if name.name in unknown and name.ctx == "load":
            yield name.lineno, _is_unknown(name.name, facts)
    for attribute in tree.find_all(nodes.Getattr):
        of = attribute.node
        of_notice = isinstance(of, nodes.Name) and of.name == "notice"
        if of_notice and attribute.attr not in facts["notice"]:
            yield attribute.lineno, _is_unknown(attribute.attr, facts["notice"])


def _is_unknown(name: str, known: Collection[str]) -> str:
    meant = _meant(name, known) or f"; write one of {', '.join(sorted(known))}"
    return f"{name!r} is not known here{meant}."


def _unknown_sets(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield names set that no letter has; a helper's name begins with `_`."""
    named = 0
    for one in tree.find_all((nodes.Assign, nodes.AssignBlock)):
        for target in one.find_all(nodes.Name):
            if target.ctx != "store" or target.name.startswith("_"):
                continue
            named += 1
            if target.name not in MAY_SAY:
                meant = _meant(target.name, MAY_SAY)
                instead = meant or f"; it may set {', '.join(MAY_SAY)}"
                says = f"sets {target.name!r}, which no letter has{instead}."
                yield target.lineno, says
    if not named:
        yield 1, f"sets nothing; it may set {', '.join(MAY_SAY)}."


def _outside(node: nodes.Node) -> Iterator[int]:
    """Yield the lines of what stands outside everything that is set."""
    for child in node.iter_child_nodes():
        if isinstance(child, (nodes.AssignBlock, nodes.Macro, nodes.CallBlock)):
            continue
        if isinstance(child, nodes.Output):
            for part in child.nodes:
                if not isinstance(part, nodes.TemplateData):
                    yield part.lineno
                elif part.data.strip():
                    before = len(part.data) - len(part.data.lstrip())
                    yield part.lineno + part.data[:before].count("\n")
        else:
            yield from _outside(child)


def _filled_in(
    templates: Templates, name: str, one: OwnTemplate, kind: NoticeKind
) -> Iterator[tuple[int, str]]:
    """Yield what goes wrong when it is filled in, for each example of its kind."""
    empty: dict[str, str] = {}
    for notice in examples(kind):
        try:
            said = said_by(templates.template(name), facts_of(notice))
        except TemplateSyntaxError as error:
            yield error.lineno, f"cannot be understood: {error.message}"
            return
        except TemplateError as error:
            yield line_of(error, one.path), f"cannot be filled in: {error.message}."
            continue
        except Exception as error:  # noqa: BLE001  (whatever a template comes to)
            yield line_of(error, one.path), f"cannot be filled in: {error}."
            continue
        for word, text in said.items():
            if not text and word not in _MAY_BE_EMPTY:
                empty.setdefault(word, notice.purpose.value.replace("-", " "))
    for word, purpose in empty.items():
        yield 1, f"{word} comes to nothing for a notice {purpose}; {_SAY}"


_SAY = "say something there, or take it away to have the usual words."
