"""A new council's file is another's, with its comments, as a draft."""

from datetime import date
from pathlib import Path

import pytest

from domain.errors import ProcedureError
from domain.procedure import Procedure
from domain.procedure.procedure import Status
from procedures.beginning import begun_from, still_naming
from procedures.reader import parse_procedure
from procedures.shelf import SHIPPED, Shelf

FRI_1_JAN_2027 = date(2027, 1, 1)
BORSETSHIRE = "Borsetshire: County Council"


def begun(origin: str, council: str = BORSETSHIRE) -> tuple[str, Procedure]:
    text = (SHIPPED / f"{origin}.yaml").read_text(encoding="utf-8")
    name, text = begun_from(
        text, Shelf().named(origin), "borsetshire", council, FRI_1_JAN_2027
    )
    return text, parse_procedure(text, Path(f"{name}.yaml"))


@pytest.mark.parametrize("origin", Shelf().names())
def test_every_shipped_procedure_can_be_begun_from(origin: str) -> None:
    _, new = begun(origin)

    assert new.name == "borsetshire-2027-01"
    assert new.authority == "borsetshire"
    assert new.council == BORSETSHIRE
    assert new.status is Status.DRAFT
    assert new.in_force_from == FRI_1_JAN_2027
    assert new.review_on is None
    assert new.ladders == Shelf().named(origin).ladders


def test_comments_stay_beside_what_they_explain() -> None:
    text, _ = begun("west-sussex-2020-06")

    assert 'fixed: { working_days: 5 } # §3 iv: "confirms within 5 working' in text
    assert "approved 4 June 2020." not in text


def test_every_line_of_the_header_is_a_comment() -> None:
    text, _ = begun("west-sussex-2020-06", council="Borset\nname: other")

    header = text.split("\nname: borsetshire-2027-01\n", maxsplit=1)[0]

    assert all(line.startswith("#") or not line for line in header.splitlines())


def test_a_short_name_that_will_not_do_is_refused() -> None:
    text = (SHIPPED / "west-sussex-2020-06.yaml").read_text(encoding="utf-8")
    origin = Shelf().named("west-sussex-2020-06")

    with pytest.raises(ProcedureError, match="`authority` is 'Bor Set'; write small"):
        begun_from(text, origin, "Bor Set", "Borset", FRI_1_JAN_2027)


def test_a_file_whose_names_stand_elsewhere_is_refused() -> None:
    origin = Shelf().named("west-sussex-2020-06")

    with pytest.raises(ProcedureError, match="has no line that begins with `name:`"):
        begun_from("{name: x}\n", origin, "borset", "Borset", FRI_1_JAN_2027)


def test_lines_in_which_the_other_council_is_still_named_are_found() -> None:
    text, _ = begun("merton-2017-11")

    named = [text.splitlines()[number - 1] for number in still_naming(text, "merton")]

    assert named == [
        "title: Merton Dispute Resolution Process for IROs",
        "  principal-solicitor: { title: Principal Solicitor for LB Merton }",
    ]


def test_a_council_of_two_words_is_found_in_words_and_not_in_the_name_of_its_file() -> (
    None
):
    text = "# begun from west-sussex-2020-06\ntitle: West Sussex\nlink: west-sussex\n"

    assert still_naming(text, "west-sussex") == [2, 3]
