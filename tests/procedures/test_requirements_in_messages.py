"""What a document asks to be said can be said: the message has a place for it."""

import pytest

from domain.messages import RaiseDispute
from domain.rules import RULES
from tests.procedures.asked_for import meets

ROWS = [
    meets("WS-11", "inform_child", "views"),
    meets("WS-12", "close_dispute", "child_told"),
    meets("WS-16", "officer_decision", "actions"),
    meets("WS-18", "raise", "resolution_sought"),
    meets("WS-28", "raise", "timescale"),
    meets("WS-28", "raise", "impact"),
    meets("WS-45", "consider_cafcass", "consulted"),
    meets("WS-51", "inform_child", "complaint_made"),
    meets("WS-52", "inform_child", "complaint_explained"),
    meets("WS-52", "inform_child", "advocate_offered"),
    meets("WS-54", "inform_child", "complaint_made"),
    meets("HU-4", "raise", "start_stage"),
    meets("HU-13", "raise", "child_views"),
    meets("HU-13", "inform_child", "views"),
    meets("HU-23", "inform_child", "complaint_explained"),
    meets("HU-24", "inform_child", "advocate_offered"),
    meets("HU-26", "meeting_arranged", "takes_place_at"),
    meets("HU-29", "escalate", "to_stage"),
    meets("HU-30", "inform_child", "own_legal_advice_explained"),
    meets("HU-32", "officer_decision", "follow_up_on"),
    meets("HU-42", "hear_from_cafcass", "news"),
    meets("HU-43", "hear_from_cafcass", "text"),
    meets("HU-49", "exchange_with_court", "given"),
    meets("HU-50", "exchange_with_court", "given"),
    meets("HU-51", "exchange_with_court", "what"),
    meets("DU-16", "raise", "start_stage"),
    meets("DU-16", "raise", "start_because"),
    meets("DU-23", "manager_response", "collated"),
    meets("DU-35", "raise", "tried"),
    meets("DU-35", "raise", "timescale"),
    meets("DU-40", "extend_deadline", "benefit_for_child"),
    meets("DU-40", "extend_deadline", "further_enquiries"),
    meets("DU-46", "meeting_held", "outcome"),
    meets("DU-62", "close_dispute", "impact"),
    meets("LA-4", "raise", "start_stage"),
    meets("LA-15", "manager_response", "answer"),
    meets("LA-16", "inform_child", "advocate_offered"),
    meets("LA-17", "inform_child", "child_told"),
    meets("LA-20", "inform_child", "own_legal_advice_explained"),
    meets("LA-32", "escalate", "to_stage"),
    meets("LA-40", "escalate", "because"),
    meets("LA-69", "escalate", "to_stage"),
    meets("ME-6", "inform_child", "child_told"),
    meets("ME-7", "inform_child", "complaint_explained"),
    meets("ME-12", "officer_decision", "follow_up_on"),
    meets("ME-14", "raise", "start_stage"),
]


@pytest.mark.parametrize(("requirement", "kind", "field"), ROWS)
def test_there_is_a_message_with_a_place_for_it(
    requirement: str, kind: str, field: str
) -> None:
    message = RaiseDispute if kind == "raise" else RULES[kind].message

    assert field in message.model_fields, requirement
