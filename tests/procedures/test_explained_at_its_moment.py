"""`explain` says when the officer is asked, and from when a limit counts."""

import pytest

from domain.explaining import explain
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "durham-1",
            (
                "The same is shared with the Guardian, asked of the Children's "
                "Guardian, only in care proceedings; the Independent Reviewing "
                "Officer is reminded of it when it is raised. [§4 (DU-25)]"
            ),
        ),
        (
            "durham-1",
            (
                "To be done (by the Chief Executive) (within 1 working day of the "
                "meeting): Send the written response to the IRO and the IRO "
                "Operations Manager. [§8 CE (DU-83); reading DU-A5]"
            ),
        ),
        (
            "durham-1",
            (
                "The Head of Children's Social Care is asked to answer within 8 "
                "elapsed hours, from the escalation to this stage. [§7 (DU-54); "
                "reading DU-A22]"
            ),
        ),
        (
            "hull-1",
            (
                "Told when Cafcass is asked whether to withdraw: the Cafcass Legal "
                "team, to act. [§4.10 (HU-42)]"
            ),
        ),
        (
            "hull-1",
            (
                "Meanwhile, where the Independent Reviewing Officer asks for it, and "
                "in every dispute about an issue that halts action: Plans for the "
                "move are halted during the process. [App. 1 (HU-65)]"
            ),
        ),
        (
            "hull-1",
            (
                "Here others raise an issue with the Independent Reviewing Officer; "
                "it is taken for that, and for nothing else."
            ),
        ),
        (
            "merton-2017-11",
            (
                "The Head of Service (Core Social Work / Permanence and Placements) "
                "is asked to answer within the time the Independent Reviewing Officer"
                " sets for this dispute (at most 20 working days; if none is set, the"
                " limit set last), from when it is sent. [§2.2 (ME-8, ME-9, ME-10); "
                "reading ME-A8; §2.5 (ME-15)]"
            ),
        ),
        (
            "west-sussex-2020-06",
            (
                "Early review or core group meeting; the IRO/CPA is reminded of it "
                "when an answer is accepted. [§7 (WS-48)]"
            ),
        ),
        (
            "west-sussex-2020-06",
            (
                "The IRO/CPA is asked about each at its moment. Closing and referring"
                " want what is asked for to be ticked, or a reason to go on without "
                "it; nothing else waits for it."
            ),
        ),
    ],
)
def test_it_is_read_back_as_it_is_done(name: str, sentence: str) -> None:
    said = explain(read_procedure(SHIPPED / f"{name}.yaml"))

    assert sentence in " ".join(said.split())
