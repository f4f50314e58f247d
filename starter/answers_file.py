"""A file of answers: what is raised and said in a dispute that is only played.

Everything wrong with it is said at once, each fault with its line; procedures/README.md
says what may stand in one.
"""

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.errors import RaiseRefused
from domain.messages import read_raised
from domain.opening import Basis, first_stage
from domain.procedure.places import Place
from domain.script import Script, ScriptRefused
from domain.simulation import Course, simulate
from procedures.marked_yaml import MarkedDocument, read_marked
from procedures.text_files import UnreadableFile, text_of
from starter.answers_raised import Found, faults_of_raised, ladder_of, sound_part
from starter.answers_said import faults_of_answers
from starter.answers_words import unknown
from starter.choices import OPTIONS

WRITE_THE_KEYS = "write the keys `raise` and `answers`."
NO_KEYS = f"is no file of answers; {WRITE_THE_KEYS}"


class AnswersFile:
    """What is to be played: a file, the options on top of it, or neither.

    Args:
        path: YAML; None: nobody answers.
        chosen: What the options choose, by key of `raise`; it comes on top.

    Raises:
        RaiseRefused: The file cannot be read at all.
    """

    def __init__(self, path: Path | None, chosen: dict[str, Any]) -> None:
        self._path = path
        self._chosen = chosen
        self._document = MarkedDocument(data={}) if path is None else _read(path)

    def played(self, basis: Basis, at: datetime) -> tuple[Script, Course]:
        """Play it without a server, and return what was played and how it went.

        Raises:
            RaiseRefused: With everything that is wrong.
            BeyondCoverage: It goes on past the last day that the calendar knows.
        """
        script = self.checked(basis, at)
        try:
            return script, simulate(script, basis, at)
        except ScriptRefused as refusal:
            raise RaiseRefused(
                self._in_order(
                    (("answers", number - 1), why) for number, why in refusal.answers
                )
            ) from None

    def checked(self, basis: Basis, at: datetime) -> Script:
        """Return it as a script, once nothing is wrong with it that shows beforehand.

        Raises:
            RaiseRefused: With everything that is wrong.
        """
        document, data = self._document, self._document.data
        faults = [(f"{self._path}:{one.line}", one.says) for one in document.faults]
        if data is None:
            raise RaiseRefused(_told(faults))
        found = [*_shape(data)]
        raised = self._raised(data)
        found += faults_of_raised(raised, basis, at)
        answers = data.get("answers", [])
        if isinstance(answers, list):
            wrong = (loc[1:] for loc, _ in found if loc[:1] == ("raise",) and loc[1:])
            sound = sound_part(raised, wrong)
            ladder = ladder_of(sound, basis.procedure)
            request = Script.model_validate({"raise": sound}).request(basis.procedure)
            start = first_stage(read_raised(request), basis.procedure).number
            found += faults_of_answers(answers, ladder, start, basis, at)
        if faults or found:
            raise RaiseRefused([*_told(faults), *self._in_order(found)])
        return Script.model_validate({"raise": raised, "answers": answers})

    def _raised(self, data: dict[str, Any]) -> dict[str, Any]:
        written = data.get("raise", {})
        raised = dict(written) if isinstance(written, dict) else {}
        for key, value in self._chosen.items():
            below = raised.get(key)
            if isinstance(value, dict) and isinstance(below, dict):
                raised[key] = {**below, **value}
            else:
                raised[key] = value
        return raised

    def _in_order(self, found: Iterable[Found]) -> list[str]:
        ordered = sorted(found, key=lambda one: self._place(one[0]))
        return _told((self._where(loc), says) for loc, says in ordered)

    def _place(self, loc: Place) -> tuple[int, str]:
        """The line of the file that it stands on; options come after the whole file."""
        option = self._option(loc)
        return (sys.maxsize if option else self._document.line_of(loc)), option

    def _where(self, loc: Place) -> str:
        if option := self._option(loc):
            return option
        return (
            f"{self._path}:{self._document.line_of(loc)}" if loc and self._path else ""
        )

    def _option(self, loc: Place) -> str:
        """The option that stands for it; empty where it is in the file."""
        *_, key = ("", *loc[1:2])
        return OPTIONS[str(key)] if key in self._chosen else ""


def _told(faults: Iterable[tuple[str, str]]) -> list[str]:
    said = (f"{where}: {says}" if where else says for where, says in faults)
    return list(dict.fromkeys(said))


def _read(path: Path) -> MarkedDocument:
    try:
        text = text_of(path, "a file of answers", WRITE_THE_KEYS)
    except UnreadableFile as refused:
        one = refused.fault
        raise RaiseRefused([f"{path}:{one.line}: {one.says}"]) from None
    return read_marked(text, NO_KEYS)


def _shape(data: dict[str, Any]) -> Iterable[Found]:
    for key in data:
        if key not in ("raise", "answers"):
            yield (key,), unknown(key, ("raise", "answers"), "key")
    if not isinstance(data.get("raise", {}), dict):
        yield ("raise",), "`raise` is written with keys, as in `themes: [drift]`."
    if not isinstance(data.get("answers", []), list):
        yield ("answers",), "`answers` is a list; begin each with `- at_stage:`."
