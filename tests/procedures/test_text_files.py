"""A file that holds no procedure is refused in one sentence."""

from pathlib import Path

import pytest

from domain.errors import ProcedureError
from procedures.reader import read_procedure
from procedures.shelf import SHIPPED
from procedures.text_files import LARGEST_FILE

ANYSHIRE = (SHIPPED / "anyshire-2026-01.yaml").read_text(encoding="utf-8")
EDITOR = "write it in a plain text editor, and save it as UTF-8."


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (b"PK\x03\x04\x14", f"1: is no text, but a Word, Excel or zip file; {EDITOR}"),
        (
            b"\xd0\xcf\x11\xe0\xa1",
            f"1: is no text, but an old Word or Excel file; {EDITOR}",
        ),
        (b"{\\rtf1 name: anyshire", f"1: is a rich text file; {EDITOR}"),
        (b"%PDF-1.7", f"1: is a PDF; {EDITOR}"),
        (
            "name: anyshire".encode("utf-16"),
            "1: is saved as UTF-16; save it as UTF-8.",
        ),
        (
            b"\xfe\xff" + "name: anyshire".encode("utf-16-be"),
            "1: is saved as UTF-16; save it as UTF-8.",
        ),
        (
            "name: anyshire\ncouncil: Bés\n".encode("latin-1"),
            "2: is not UTF-8, a letter here cannot be read; save the file as UTF-8.",
        ),
        (
            b"\xef\xbb\xbf \r\n\r\n",
            "1: is empty; `disputes procedure new` begins one from another council's.",
        ),
        (
            b"#" * (LARGEST_FILE + 1),
            "1: is larger than 250,000 bytes; name a procedure.",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(
    tmp_path: Path, held: bytes, told: str
) -> None:
    path = tmp_path / "anyshire-2026-01.yaml"
    path.write_bytes(held)

    with pytest.raises(ProcedureError) as refused:
        read_procedure(path)

    assert refused.value.faults == [f"{path}:{told}"]


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "anyshire-2026-01.yaml"
    held = ANYSHIRE.encode()
    path.write_bytes(held + b"#" * (LARGEST_FILE - len(held)))

    assert read_procedure(path).name == "anyshire-2026-01"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProcedureError) as refused:
        read_procedure(tmp_path / "gone.yaml")

    assert refused.value.faults == [
        f"{tmp_path}/gone.yaml:1: is not there; see how its name is spelt."
    ]


def test_a_folder_is_no_procedure(tmp_path: Path) -> None:
    with pytest.raises(ProcedureError) as refused:
        read_procedure(tmp_path)

    assert refused.value.faults == [
        f"{tmp_path}:1: cannot be read, Is a directory; name a procedure."
    ]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends_and_a_byte_order_mark_are_no_faults(
    tmp_path: Path, line_end: str
) -> None:
    path = tmp_path / "anyshire-2026-01.yaml"
    text = ANYSHIRE.replace("council: Any", "counsil: Any")
    path.write_bytes(ANYSHIRE.replace("\n", line_end).encode("utf-8-sig"))
    other = tmp_path / "other.yaml"
    other.write_bytes(text.replace("\n", line_end).encode("utf-8-sig"))

    with pytest.raises(ProcedureError) as refused:
        read_procedure(other)

    assert read_procedure(path).name == "anyshire-2026-01"
    assert refused.value.faults == [
        f"{other}:8: `counsil` is not a key; did you mean `council`?"
    ]
