"""YAML text read into plain data, with the line on which each thing stands.

Only what a council needs is taken: mappings, lists, text, whole numbers, true and false.
Anchors, tags and merge keys are refused, since a manager could not read them, and since
a few lines of anchors can unfold into more than a machine holds.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from domain.procedure.places import Place, in_words
from procedures.fault_words import around, key_of
from procedures.yaml_slips import slip_in

_MOST_SLIPS = 20
_DASH = re.compile(r"-[a-z_]+:(\s|$)")
_RUN_ON = re.compile(r"([a-z_]+)(?::(\S.*)| (\d+))")
"""A key run together with its value: `working_days:5`, `working_days 5`."""

_SPACE = re.compile(r"\s")
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
        cut_off: True where it could not be read to its end.
    """

    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    faulty: set[Place] = field(default_factory=set)
    cut_off: bool = False

    def line_of(self, loc: Place) -> int:
        """Return the line of `loc`, or of the nearest thing around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


A_PROCEDURE = "is no procedure; write keys such as `name: anyshire-2026`."


def read_marked(text: str, wanted: str = A_PROCEDURE) -> MarkedDocument:
    """Read YAML text; whatever is wrong with it is in `faults` of what is returned.

    A slip that can be put right is told, and the text is read on as it was meant.

    Args:
        text: YAML.
        wanted: Said of a text that has no keys.
    """
    document = MarkedDocument()
    lines = text.split("\n")
    document.faults += _odd_beginnings(lines)
    try:
        root = _composed(document, lines)
    except RecursionError:
        document.faults.append(Fault(1, "is nested far too deep; write it flatter."))
    except YAMLError:
        document.cut_off = True
    else:
        _Walk(document, lines).take(root, wanted)
    return document


def _composed(document: MarkedDocument, lines: list[str]) -> Node | None:
    """Return the root node; slips are noted, and put right in `lines`.

    Raises:
        YAMLError: A line cannot be put right.
    """
    mended: set[int] = set()
    while True:
        try:
            root: Node | None = YAML(typ="safe", pure=True).compose("\n".join(lines))
        except YAMLError as error:
            slip = slip_in(lines, error)
            if slip.line in mended:
                raise
            document.faults.append(Fault(slip.line, slip.says))
            if not slip.mended or len(mended) == _MOST_SLIPS:
                raise
            mended.add(slip.line)
            first = slip.line - 1
            lines[first : first + len(slip.mended)] = slip.mended
        else:
            return root


def _odd_beginnings(lines: list[str]) -> list[Fault]:
    """Note what is wrong where lines begin, and put it right in `lines`."""
    faults = []
    for number, line in enumerate(lines, start=1):
        space = line[: len(line) - len(line.lstrip())]
        words = line[len(space) :]
        if words and space.strip(" "):
            what = "a tab" if "\t" in space else "a space that is none, from elsewhere"
            faults.append(Fault(number, f"is indented with {what}; use spaces."))
        if "\t" in words:
            faults.append(Fault(number, "holds a tab; use spaces."))
            words = words.replace("\t", " ")
        if _DASH.match(words):
            words = f"- {words[1:]}"
            says = f"needs a space after the dash; write `{words}`."
            faults.append(Fault(number, says))
        lines[number - 1] = _SPACE.sub(" ", space.expandtabs(2)) + words
    return faults


class _Walk:
    """One walk over the nodes of a document."""

    def __init__(self, document: MarkedDocument, lines: list[str]) -> None:
        self._document = document
        self._lines = lines
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
            self._empty(loc)
            return None
        if tag == f"{_TAG}int" and text.lstrip("+-").isdecimal():
            return int(text[:20])
        if tag in {f"{_TAG}int", f"{_TAG}float"}:
            return text
        self._fault(node, f"has the tag {tag.removeprefix(_TAG)}; take it away.", loc)
        return None

    def _empty(self, loc: Place) -> None:
        """Note an empty value, and why it is empty though something was written."""
        line, key = self._document.line_of(loc), key_of(loc)
        item = "an item of " if isinstance(loc[-1], int) else ""
        says = f"{item}`{key}` is empty; write a value or take it away."
        text = self._lines[line - 1]
        if re.search(rf"\b{re.escape(key)}:\s+#\S", text):
            says = f"`{key}` is empty: what follows # is a comment; write it in quotes."
        elif run_on := _RUN_ON.fullmatch(key):
            value = run_on[2] or run_on[3]
            says = f"`{key}` has no value; write `{run_on[1]}: {value}`."
        elif "{" in text and not item and f"{key}:" not in text:
            says = f"`{key}` has no value; words that hold a comma need quotes."
        self._note(Fault(line, says), around(loc))
