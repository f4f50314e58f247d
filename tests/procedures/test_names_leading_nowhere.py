"""A name in a procedure file that nothing stands behind is found when it is read."""

import pytest

from domain.errors import ProcedureError
from procedures.reader import parse_procedure
from procedures.shelf import SHIPPED


@pytest.mark.parametrize(
    ("file", "written", "misspelt", "says"),
    [
        (
            "durham-1",
            "sent_by: iro-operations-manager",
            "sent_by: iro-operation-manager",
            "stage 8, tell, sent_by: no post is called 'iro-operation-manager'",
        ),
        (
            "durham-1",
            "followed_up_by: strategic-manager",
            "followed_up_by: stategic-manager",
            "stage 3, followed_up_by: no post is called 'stategic-manager'",
        ),
        (
            "durham-1",
            "when_not_done_tell: [operations-manager]",
            "when_not_done_tell: [operation-manager]",
            "stage 4, when_not_done_tell: no post is called 'operation-manager'",
        ),
        (
            "durham-1",
            "severities: [immediate-safety]",
            "severities: [imediate-safety]",
            "ladder urgent, chosen_for, severities: no concern is called 'imediate-safety'",
        ),
        (
            "hull-1",
            "if_conflicted: independent-lawyer",
            "if_conflicted: independent-lawer",
            "side step independent-legal-advice, if_conflicted: no post is called",
        ),
        (
            "hull-1",
            "not_before_stage: 1",
            "not_before_stage: 9",
            "side step independent-legal-advice, not_before_stage: there is no stage 9",
        ),
        (
            "hull-1",
            "start_stage: 0",
            "start_stage: 8",
            (
                "issue not-informed-or-consulted, start_stage: there is no"
                " stage 8; the stages are 0, 1, 2, 3."
            ),
        ),
        (
            "hull-1",
            "or_stage: 2",
            "or_stage: 7",
            "issue order-discharge, or_stage: there is no stage 7",
        ),
        (
            "lambeth-2023-09",
            "when: { children: [looked-after] }",
            "when: { children: [lookedafter] }",
            (
                "side step reconvene-review, when, children: no kind of"
                " child is called 'lookedafter'"
            ),
        ),
        (
            "lambeth-2023-09",
            "chosen_for: { officers: [service] }",
            "chosen_for: { officers: [servise] }",
            "ladder reverse, chosen_for, officers: no officer role is called 'servise'",
        ),
        (
            "lambeth-2023-09",
            "made_by: lscp",
            "made_by: lcsp",
            "report lscp-annual, made_by: no post is called 'lcsp'",
        ),
        (
            "merton-2017-11",
            "agreed_with: [head-of-service-safeguarding]",
            "agreed_with: [head-of-safeguarding]",
            (
                "side step taken-forward, agreed_with: no post is called"
                " 'head-of-safeguarding'"
            ),
        ),
        (
            "merton-2017-11",
            "reading: ME-A4",
            "reading: ME-A14",
            "no reading is called 'ME-A14'",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_found(
    file: str, written: str, misspelt: str, says: str
) -> None:
    path = SHIPPED / f"{file}.yaml"
    text = path.read_text()
    assert written in text

    with pytest.raises(ProcedureError) as refused:
        parse_procedure(text.replace(written, misspelt, 1), path)

    assert says in str(refused.value)
