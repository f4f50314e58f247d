"""A length of time in a procedure is reckoned with exactly the rules written beside it."""

from datetime import time

import pytest
from pydantic import ValidationError

from domain.limits import Counting, Limit, Roll, Unit
from domain.procedure.time import Span, Timing


def test_every_rule_that_a_span_names_goes_before_the_procedures_own() -> None:
    rules = {
        "counting": Counting.DEEMED,
        "roll": Roll.FORWARD,
        "skip_closures": True,
        "bank_holidays_stand": True,
        "cut_off": time(16),
    }

    span = Span.model_validate({"working_days": 2, **rules})

    assert span.limit(Counting.INCLUSIVE) == Limit.model_validate(
        {"amount": 2, "unit": Unit.WORKING_DAYS, **rules}
    )


def test_a_span_that_names_no_rule_is_counted_as_the_procedure_counts() -> None:
    assert Span(calendar_days=3).limit(Counting.INCLUSIVE) == Limit(
        amount=3, unit=Unit.CALENDAR_DAYS, counting=Counting.INCLUSIVE
    )


def test_office_hours_that_cannot_be_read_are_a_fault_of_the_procedure() -> None:
    with pytest.raises(ValidationError, match="cannot be read; write `Mon-Thu"):
        Timing(office_hours="Mon-Thurs 8.30-17.15")
