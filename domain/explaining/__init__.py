"""A procedure read back in sentences, for the manager who knows the document.

The YAML is for whoever writes a procedure; these sentences are for whoever has to say
that it is right. They are worked out from the procedure alone, so that what is proof-read
is what will run.

    words.py        posts, limits and conditions in words
    front.py        title, who may raise, how time is counted
    ladders.py      the order of the stages, the limit on the whole
    stages.py       one stage: who is asked, how long, what follows, who is told
    after.py        more time, watching, Cafcass, what stands beside the stages
    matters.py      issues, duties, reports, readings
    difference.py   two versions compared, sentence by sentence
    shortly.py      a ladder and its stages in few words, for both pictures
    mermaid.py      the ladder as Mermaid text
    drawing.py      the ladder as SVG
"""

from domain.explaining.difference import differences
from domain.explaining.drawing import svg
from domain.explaining.mermaid import mermaid
from domain.explaining.section import Section
from domain.explaining.whole import explain, sections

__all__ = ["Section", "differences", "explain", "mermaid", "sections", "svg"]
