"""The five documents' tables: at each stage who is asked, and who is told beside them.

Asked is whoever answers, and whoever organises the meeting, if not the officer.

Nobody else hears of it but the officer, and whoever it has gone past. Posts that are told
only in some cases, such as in care proceedings, have tests of their own.
"""
# ruff: noqa: E501  (a row of a table is a line)

from collections.abc import Callable

import pytest

from domain.notices import NoticeKind, Purpose
from procedures.shelf import Shelf
from tests.domain.climbing import Climb

TABLE = """
west-sussex-2020-06 | usual  | 0 | practice-manager | social-worker
west-sussex-2020-06 | usual  | 1 | practice-manager | social-worker line-manager
west-sussex-2020-06 | usual  | 2 | group-manager | social-worker line-manager iro-team-manager
west-sussex-2020-06 | usual  | 3 | service-lead | social-worker line-manager iro-team-manager principal-manager
west-sussex-2020-06 | usual  | 4 | assistant-director deputy-director | social-worker line-manager executive-director iro-team-manager principal-manager ad-sqp
west-sussex-2020-06 | usual  | 5 | executive-director deputy-director | ad-sqp social-worker line-manager
hull-1              | usual  | 0 | social-worker team-manager |
hull-1              | usual  | 1 | group-manager | iro-manager
hull-1              | usual  | 2 | head-of-service | iro-manager
hull-1              | usual  | 3 | chief-executive | iro-manager
durham-1            | usual  | 1 | social-worker team-manager |
durham-1            | usual  | 2 | team-manager | operations-manager
durham-1            | usual  | 3 | operations-manager | strategic-manager
durham-1            | usual  | 4 | strategic-manager | operations-manager iro-operations-manager
durham-1            | usual  | 5 | head-of-csc iro-operations-manager | strategic-manager operations-manager
durham-1            | usual  | 6 | corporate-director iro-operations-manager | head-of-legal head-of-csc strategic-manager operations-manager
durham-1            | usual  | 7 | chief-executive iro-operations-manager | head-of-legal corporate-director head-of-csc
durham-1            | usual  | 8 | strategic-manager | team-manager operations-manager head-of-csc corporate-director chief-executive head-of-legal
durham-1            | urgent | 1 | operations-manager | team-manager
durham-1            | urgent | 2 | strategic-manager |
durham-1            | urgent | 3 | head-of-csc |
lambeth-2023-09     | usual  | 0 | social-worker team-manager |
lambeth-2023-09     | usual  | 1 | team-manager | social-worker service-manager qa-ad
lambeth-2023-09     | usual  | 2 | service-manager | social-worker team-manager qa-ad
lambeth-2023-09     | usual  | 3 | assistant-director | qa-ad social-worker team-manager service-manager
lambeth-2023-09     | usual  | 4 | director-csc | assistant-director qa-ad social-worker team-manager service-manager
lambeth-2023-09     | usual  | 5 | dcs | qa-ad social-worker team-manager service-manager
merton-2017-11      | usual  | 1 | social-worker team-manager |
merton-2017-11      | usual  | 2 | head-of-service |
merton-2017-11      | usual  | 3 | highest-level |
"""


def rows() -> list[list[str]]:
    """The rows of the table, a cell each."""
    return [
        [cell.strip() for cell in row.split("|")] for row in TABLE.split("\n") if row
    ]


@pytest.mark.parametrize(("procedure", "ladder", "stage", "asked", "told"), rows())
def test_a_stage_asks_and_tells_exactly_whom_its_document_names(
    climbing: Callable[..., Climb],
    procedure: str,
    ladder: str,
    stage: str,
    asked: str,
    told: str,
) -> None:
    climb = climbing(Shelf().named(procedure), ladder=ladder)
    here = climb.dispute.stage
    assert here is not None
    if here.number != int(stage):
        why = {"reason": "officers-judgement", "because": "It is time."}
        climb.say("escalate", None, to_stage=int(stage), **why)

    begun = [
        one
        for one in climb.told()
        if one.kind is NoticeKind.STAGE_BEGUN
        and one.about.stage == int(stage)
        and one.to != "officer"
    ]
    to_act = [one.to for one in begun if one.purpose is Purpose.TO_ACT]
    assert sorted(to_act) == sorted(asked.split())
    assert sorted({one.to for one in begun} - set(to_act)) == sorted(told.split())
