"""What is no YAML is read on as it was meant, as far as that can be told."""

import pytest

from procedures.marked_yaml import read_marked


@pytest.mark.parametrize("text", ["a: [1, 2", "a: [1, 2\n", "a:\n  [1,\n   2"])
def test_a_bracket_that_is_open_at_the_end_of_the_text_is_closed_there(
    text: str,
) -> None:
    document = read_marked(text)

    assert document.data == {"a": [1, 2]}
    assert len(document.faults) == 1


def test_what_cannot_be_put_right_is_read_no_further() -> None:
    document = read_marked("a: |x\nb: [1\n")

    assert document.cut_off
    assert [one.line for one in document.faults] == [1]


def test_a_file_full_of_slips_is_given_up_after_twenty() -> None:
    document = read_marked("".join(f"a{one}: b: c\n" for one in range(30)))

    assert document.cut_off
    assert [one.line for one in document.faults] == list(range(1, 22))


def test_a_line_that_stays_wrong_when_put_right_is_told_once() -> None:
    document = read_marked("a: [b: [c}\nd: 1\n")

    assert [one.line for one in document.faults] == [1]
