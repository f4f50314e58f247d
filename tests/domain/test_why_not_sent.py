"""Why an answer of a script was not sent: its stage was over, or another came first."""

from domain.script import why_not_sent


def test_the_first_that_was_not_sent_waited_for_a_stage_that_never_came() -> None:
    assert why_not_sent(0) == "that stage never came, or was over before"


def test_every_one_after_it_waited_for_the_one_before() -> None:
    assert why_not_sent(1) == "it waited for the one before it"
    assert why_not_sent(2) == "it waited for the one before it"
