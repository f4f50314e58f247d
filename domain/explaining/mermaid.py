"""The ladder as Mermaid text, for a page that draws it."""

from collections.abc import Iterator
from itertools import pairwise

from domain.explaining.shortly import handed_over, ladder_rows, stage_rows, watched
from domain.explaining.stages import told_shortly, why_onward
from domain.explaining.words import in_words_of_raiser
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, Stage


def mermaid(procedure: Procedure) -> str:
    """Return a Mermaid flowchart: stages, who is asked, limits, who is told."""
    lines = ["flowchart TD"]
    for number, ladder in enumerate(procedure.ladders, start=1):
        lines += _ladder(procedure, ladder, f"l{number}")
    return "\n".join(lines) + "\n"


def _ladder(procedure: Procedure, ladder: Ladder, name: str) -> Iterator[str]:
    title = "<br/>".join(
        _quoted(says) for says in (ladder.title, *ladder_rows(procedure, ladder))
    )
    in_their_words = in_words_of_raiser(procedure, ladder)
    yield f'  subgraph {name} ["{title}"]'
    yield "    direction TB"
    for stage in ladder.stages:
        yield f"    {_stage(in_their_words, stage, name)}"
        if stage.optional:
            yield f"    style {_node(name, stage)} stroke-dasharray: 6 4"
    for stage in ladder.stages:
        yield from _onward(ladder, stage, name)
    yield "  end"
    yield f'  {name} -- "accepted" --> watched{name}["{_quoted(watched(procedure))}"]'
    onward = handed_over(ladder)
    if onward is not None:
        yield f'  {name} -- "at its end" --> over{name}["{_quoted(onward)}"]'


def _stage(procedure: Procedure, stage: Stage, ladder: str) -> str:
    lines = [f"<b>{_quoted(stage.title)}</b>"]
    lines += [_quoted(row) for row in stage_rows(procedure, stage)]
    told = told_shortly(procedure, stage)
    if told:
        lines.append(f"<i>told: {_quoted(told)}</i>")
    return f'{_node(ladder, stage)}["{"<br/>".join(lines)}"]'


def _onward(ladder: Ladder, stage: Stage, name: str) -> Iterator[str]:
    above = ladder.after(stage.number)
    if above is not None:
        yield _edge(name, stage, above, why_onward(stage))
    for below, called_for in pairwise(ladder.stages):
        if below is stage and called_for.optional:
            yield _edge(name, stage, called_for, "when called for")


def _edge(name: str, stage: Stage, above: Stage, words: str) -> str:
    return f'    {_node(name, stage)} -- "{words}" --> {_node(name, above)}'


def _node(ladder: str, stage: Stage) -> str:
    return f"{ladder}s{stage.number}"


def _quoted(words: str) -> str:
    """Return words that Mermaid takes for words and not for its own signs."""
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        words = words.replace(sign, code)
    return words
