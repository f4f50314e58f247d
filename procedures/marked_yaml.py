"""YAML text read into plain data, with the line on which each thing stands.

Only what a council needs is taken: mappings, lists, text, whole numbers, true and false.
Anchors, tags and merge keys are refused, since a manager could not read them, and since
a few lines of anchors can unfold into more than a machine holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from domain.procedure.places import Place, in_words

_TAG = "tag:yaml.org,2002:"
_TEXT = {f"{_TAG}str", f"{_TAG}timestamp"}


@dataclass
class Fault:
    """One thing wrong with a file.

    Attributes:
        line: Where it stands, counted from 1.
        says: What is wrong, and what to write instead.
        where: In which part of the procedure, in words; empty: the file itself.
    """

    line: int
    says: str
    where: str = ""

    def sentence(self) -> str:
        """Return it with the part it speaks of: `stage 1, tell: ...`."""
        return f"{self.where}: {self.says}" if self.where else self.says


@dataclass
class MarkedDocument:
    """A YAML document as plain data, with lines.

    Attributes:
        data: Mappings, lists, strings, numbers and truth values; dates are strings.
        lines: Line of each key and list item, by where it stands.
        faults: What could not be taken.
        faulty: Where something stands that was left out of `data` for a fault.
    """

    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    faulty: set[Place] = field(default_factory=set)

    def line_of(self, loc: Place) -> int:
        """Return the line of `loc`, or of the nearest thing around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


A_PROCEDURE = "is no procedure; write keys such as `name: anyshire-2026`."


def read_marked(text: str, wanted: str = A_PROCEDURE) -> MarkedDocument:
    """Read YAML text; whatever is wrong with it is in `faults` of what is returned.

    Args:
        text: YAML.
        wanted: Said of a text that has no keys.
    """
    document = MarkedDocument()
    document.faults += _tabs(text)
    if document.faults:
        return document
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        document.faults.append(Fault(line, f"is not YAML: {error.problem}."))
    except YAMLError as error:
        document.faults.append(Fault(1, f"is not YAML: {error}."))
    except RecursionError:
        document.faults.append(Fault(1, "is nested far too deep; write it flatter."))
    else:
        _Walk(document).take(root, wanted)
    return document


def _tabs(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield Fault(number, "is indented with a tab; use spaces.")


class _Walk:
    """One walk over the nodes of a document."""

    def __init__(self, document: MarkedDocument) -> None:
        self._document = document
        self._met: set[int] = set()
        self._within: list[tuple[Fault, Place]] = []

    def take(self, root: Node | None, wanted: str) -> None:
        if not isinstance(root, MappingNode):
            self._fault(root, wanted)
            return
        self._document.data = self._value(root, ())
        for fault, loc in self._within:
            fault.where = in_words(self._document.data, loc)

    def _fault(self, node: Node | None, says: str, loc: Place = ()) -> None:
        line = node.start_mark.line + 1 if node is not None else 1
        self._note(Fault(line, says), loc)

    def _note(self, fault: Fault, loc: Place) -> None:
        """Keep a fault; its words wait until everything around it is read."""
        self._document.faults.append(fault)
        self._within.append((fault, loc))

    def _value(self, node: Node, loc: Place) -> Any:
        value = self._value_or_none(node, loc)
        if value is None:
            self._document.faulty.add(loc)
        return value

    def _value_or_none(self, node: Node, loc: Place) -> Any:
        self._document.lines.setdefault(loc, node.start_mark.line + 1)
        if node.anchor or id(node) in self._met:
            self._fault(node, "uses an anchor (& or *); write it out in full.", loc)
            return None
        self._met.add(id(node))
        match node:
            case MappingNode():
                return self._mapping(node, loc)
            case SequenceNode():
                return [self._value(one, (*loc, n)) for n, one in enumerate(node.value)]
            case _:
                return self._scalar(node, loc)

    def _mapping(self, node: MappingNode, loc: Place) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = self._key(key_node, loc), key_node.start_mark.line + 1
            if key is None:
                continue
            place = (*loc, key)
            if key in taken:
                first = self._document.lines[place]
                self._fault(
                    key_node,
                    f"`{key}` is written twice, first on line {first}; keep one.",
                    loc,
                )
                continue
            self._document.lines[place] = line
            value = self._value(value_node, place)
            if value is not None:
                taken[key] = value
        return taken

    def _key(self, node: Node, loc: Place) -> str | None:
        if not isinstance(node, ScalarNode):
            self._fault(node, "has a key that is no plain word; write a word.", loc)
            return None
        if node.tag == f"{_TAG}merge":
            self._fault(node, "merges with `<<`; write it out in full.", loc)
            return None
        return str(node.value)

    def _scalar(self, node: Node, loc: Place) -> Any:
        text, tag = str(node.value), str(node.tag)
        if tag in _TEXT:
            return text
        if tag == f"{_TAG}bool":
            return text.lower() == "true"
        if tag == f"{_TAG}null":
            # The parser puts what is not there on the line where the next thing is.
            key = next(step for step in reversed(loc) if isinstance(step, str))
            item = "an item of " if isinstance(loc[-1], int) else ""
            says = f"{item}`{key}` is empty; write a value or take it away."
            around = loc[: len(loc) - 1 - loc[::-1].index(key)]
            self._note(Fault(self._document.line_of(loc), says), around)
            return None
        if tag == f"{_TAG}int" and text.lstrip("+-").isdecimal():
            return int(text[:20])
        if tag in {f"{_TAG}int", f"{_TAG}float"}:
            return text
        self._fault(node, f"has the tag {tag.removeprefix(_TAG)}; take it away.", loc)
        return None
