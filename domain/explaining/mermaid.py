"""The ladder as Mermaid text, for a page that draws it."""

from collections.abc import Iterator

from domain.explaining.stages import told_shortly, why_onward
from domain.explaining.words import in_words_of_raiser, listed, within
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, Stage


def mermaid(procedure: Procedure) -> str:
    """Return a Mermaid flowchart: stages, who is asked, limits, who is told."""
    lines = ["flowchart TD"]
    for number, ladder in enumerate(procedure.ladders, start=1):
        lines += _ladder(procedure, ladder, f"l{number}")
    return "\n".join(lines) + "\n"


def _ladder(procedure: Procedure, ladder: Ladder, name: str) -> Iterator[str]:
    title = ladder.title
    if ladder.overall is not None:
        title += f" (in all {ladder.overall.within.says()})"
    yield f'  subgraph {name} ["{_quoted(title)}"]'
    yield "    direction TB"
    for stage in ladder.stages:
        yield f"    {_stage(in_words_of_raiser(procedure, ladder), stage, name)}"
    for stage in ladder.stages:
        yield from _onward(ladder, stage, name)
    yield "  end"
    yield f'  {name} -- "accepted" --> watched{name}["Agreed actions are watched"]'


def _stage(procedure: Procedure, stage: Stage, ladder: str) -> str:
    lines = [f"<b>{_quoted(stage.title)}</b>"]
    if stage.responders is not None:
        asked = (procedure.title_of(post) for post in stage.responders.posts)
        lines.append(_quoted(listed(asked, "or")))
        limit = within(procedure, stage.respond) if stage.respond else "no limit"
        lines.append(_quoted(limit))
    else:
        lines.append("informs only")
    told = told_shortly(procedure, stage)
    if told:
        lines.append(f"<i>told: {_quoted(told)}</i>")
    return f'{_node(ladder, stage)}["{"<br/>".join(lines)}"]'


def _onward(ladder: Ladder, stage: Stage, name: str) -> Iterator[str]:
    above = ladder.after(stage.number)
    if above is None:
        return
    said = why_onward(stage)
    yield f'    {_node(name, stage)} -- "{said}" --> {_node(name, above)}'


def _node(ladder: str, stage: Stage) -> str:
    return f"{ladder}s{stage.number}"


def _quoted(words: str) -> str:
    """Return words that Mermaid takes for words and not for its own signs."""
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        words = words.replace(sign, code)
    return words
