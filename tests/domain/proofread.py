"""West Sussex's procedure with something odd about it, and what is told of that."""

from datetime import date
from typing import Any

from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.people import Responders
from domain.procedure.time import Span, Within
from domain.proofreading import proofread

TUE_1_SEP_2020 = date(2020, 9, 1)

ASKED = Responders(posts=("group-manager",))
FIVE = Within(fixed=Span(working_days=5))


def said(procedure: Procedure, on: date = TUE_1_SEP_2020) -> list[str]:
    return [one.sentence() for one in proofread(procedure, on)]


def with_last(procedure: Procedure, **stage: Any) -> Procedure:
    """The procedure with one more stage at its end."""
    last = Stage(**{"number": 9, "title": "Stage 9", "responders": ASKED, **stage})
    ladder = procedure.ladders[0]
    longer = ladder.model_copy(update={"stages": (*ladder.stages, last)})
    return procedure.model_copy(update={"ladders": (longer,)})


def with_ladder(procedure: Procedure, **changes: Any) -> Procedure:
    ladder = procedure.ladders[0].model_copy(update=changes)
    return procedure.model_copy(update={"ladders": (ladder,)})
