"""The procedure language: what a council writes in its YAML file, as models.

people.py     posts, officers, who answers, who is told
time.py       limits, clocks, extension, hold, the limit on the whole
ladder.py     stages in their order
matters.py    issues, preconditions, duties, monitoring, Cafcass, reports
procedure.py  the whole

places.py      where something stands
references.py  names that lead nowhere
laws.py        what must hold across the parts

There are no conditions and no expressions: where a procedure needs an *if*, it gets a key
with a name that a manager understands.
"""

from domain.procedure.procedure import Procedure

__all__ = ["Procedure"]
