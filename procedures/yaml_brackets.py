"""Slips of quotes and brackets, which begin on one line and are felt on another."""

import re

from procedures.fault_words import every_key
from procedures.yaml_stop import (
    ENTRY,
    Slip,
    Stop,
    at,
    key_column,
    line_above,
    quoted,
    with_quotes,
)

CLOSES = {"[": "]", "{": "}"}


def no_colon_before_brackets(stop: Stop) -> Slip | None:
    """Tell of a key that stands before a bracket without its colon."""
    key = re.match(r"^(\s*(?:-\s+)*[\w-]+)\s*([{\[].*)$", stop.text)
    if key is None:
        return None
    return at(stop.line, "has no colon after its key", f"{key[1]}: {key[2]}")


def quote_within(stop: Stop) -> Slip | None:
    """More words behind a quote that ended, or a quote that ended lines too late."""
    for number in range(stop.line):
        if _leaves_quote_open(stop.lines[number]):
            return _open_quote(stop.lines, number)
    return at(
        stop.line,
        "a quote ends in the middle; within quotes use the other kind",
        with_quotes(stop.text),
    )


def _leaves_quote_open(line: str) -> bool:
    entry = ENTRY.match(line)
    if entry is None or entry["value"][0] not in "'\"":
        return False
    quote, value = entry["value"][0], entry["value"]
    inner = value[1:].replace("''" if quote == "'" else '\\"', "")
    return quote not in inner


def _open_quote(lines: list[str], number: int) -> Slip | None:
    line = lines[number]
    entry = ENTRY.match(line)
    why = "a quote is opened and not closed"
    if entry is not None and entry["value"][0] in "'\"":
        ends_otherwise = entry["value"][-1] in "'\"" and not entry["rest"]
        words = line[:-1] if ends_otherwise else line.rstrip()
        return at(number, why, words + entry["value"][0])
    return Slip(number + 1, f"{why}; close it at the end of the words.")


def quote_to_the_end(stop: Stop) -> Slip | None:
    """Tell of a quote that was not closed to the end of the text."""
    return _open_quote(stop.lines, stop.began)


def closed_too_often(stop: Stop) -> Slip | None:
    """Tell of a bracket closed that was not opened."""
    no_colon = no_colon_before_brackets(stop)
    if no_colon is not None:
        return no_colon
    found = stop.text[stop.column]
    mended = stop.text[: stop.column] + stop.text[stop.column + 1 :]
    return at(stop.line, f"`{found}` closes what was not opened", mended)


def within_brackets(stop: Stop) -> Slip | None:
    """Tell of what went wrong between two brackets."""
    bracket = "[" if "']'" in stop.problem else "{"
    closes = CLOSES[bracket]
    at_the_end = "<stream end>" in stop.problem
    lower = stop.line != stop.began and key_column(stop.text) <= key_column(stop.first)
    if at_the_end or lower:
        last = stop.line if at_the_end and stop.text.strip() else line_above(stop)
        code = " ".join(stop.lines[stop.began : last + 1])
        mended = stop.lines[last].rstrip(" ,") + _missing_closers(code)
        return at(last, f"`{bracket}` is not closed with `{closes}`", mended)
    before, after = stop.text[: stop.column], stop.text[stop.column :]
    if after[:1] in {"}", "]"}:
        inside = before.rfind(bracket)
        key = re.search(r",\s*[\w-]+:\s", before[inside:])
        if key and bracket == "[":
            end = inside + key.start()
            mended = f"{before[:end]}]{before[end:]}{after}"
            return at(stop.line, "`[` is not closed with `]`", mended)
        mended = before + closes + after[1:]
        why = f"`{bracket}` must be closed with `{closes}`, not with `{after[0]}`"
        return at(stop.line, why, mended)
    if after[:1] == ":":
        return _colon_within_brackets(stop, before, after)
    mended = f"{before.rstrip()}, {after}"
    return at(stop.line, f"a comma is missing before `{after.split()[0]}`", mended)


def _colon_within_brackets(stop: Stop, before: str, after: str) -> Slip | None:
    word = re.search(r"([\w-]+)$", before)
    if word and word[1] in every_key():
        mended = f"{before[: word.start()].rstrip()}, {word[1]}{after}"
        return at(stop.line, f"a comma is missing before `{word[1]}`", mended)
    words = re.search(r"(?<=[{,:\[]\s)[^{,:\[\]]*$", before)
    end = re.match(r"[^,}\]]*", after)
    if words is None or end is None:
        return None
    value = (words[0] + end[0]).rstrip()
    rest = after[end.end() :]
    space = "" if rest.startswith(",") else " "
    mended = before[: words.start()] + quoted(value) + space + rest
    return at(stop.line, "a colon within words needs quotes around the words", mended)


def _missing_closers(line: str) -> str:
    """Return the brackets that close what a line leaves open."""
    code = re.sub(r"\"[^\"]*\"|'[^']*'|\s#.*$", "", line)
    open_: list[str] = []
    for letter in code:
        if letter in CLOSES:
            open_.append(CLOSES[letter])
        elif open_ and letter == open_[-1]:
            open_.pop()
    return "".join(reversed(open_))
