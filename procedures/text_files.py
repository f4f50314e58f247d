"""A file as text, or in one sentence why it is none."""

from pathlib import Path

from procedures.marked_yaml import Fault

LARGEST_FILE = 250_000
"""In bytes; the longest procedure we know is an eighth of it."""

BEGIN_ONE = "`disputes procedure new` begins one from another council's."

_PLAIN = "write it in a plain text editor, and save it as UTF-8."
_BEGINNINGS = {
    b"PK\x03\x04": f"is no text, but a Word, Excel or zip file; {_PLAIN}",
    b"\xd0\xcf\x11\xe0": f"is no text, but an old Word or Excel file; {_PLAIN}",
    b"{\\rtf": f"is a rich text file; {_PLAIN}",
    b"%PDF": f"is a PDF; {_PLAIN}",
    b"\xff\xfe": "is saved as UTF-16; save it as UTF-8.",
    b"\xfe\xff": "is saved as UTF-16; save it as UTF-8.",
}
"""What is told of a file, by the bytes it begins with."""


class UnreadableFile(Exception):
    """A file that holds no text.

    Attributes:
        fault: Why, in one sentence.
    """

    def __init__(self, says: str, line: int = 1) -> None:
        self.fault = Fault(line, says)
        super().__init__(says)


def text_of(path: Path, wanted: str = "a procedure", if_empty: str = BEGIN_ONE) -> str:
    r"""Return the text of a file, its lines ended by `\n`, without a byte order mark.

    Args:
        path: The file.
        wanted: What it should hold, in words.
        if_empty: What to do where nothing stands in it, as a sentence.

    Raises:
        UnreadableFile: It is not there, too large, no text, or not UTF-8.
    """
    held = _bytes_of(path, wanted)
    for beginning, says in _BEGINNINGS.items():
        if held.startswith(beginning):
            raise UnreadableFile(says)
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            "is not UTF-8, a letter here cannot be read; save the file as UTF-8.", line
        ) from None
    if not text.strip():
        raise UnreadableFile(f"is empty; {if_empty}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes_of(path: Path, wanted: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(
                f"is larger than {LARGEST_FILE:,} bytes; name {wanted}."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("is not there; see how its name is spelt.") from None
    except OSError as error:
        raise UnreadableFile(
            f"cannot be read, {error.strerror}; name {wanted}."
        ) from None
