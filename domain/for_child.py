"""The record of a dispute in short sentences, for the officer to read with the child.

Made of what happened and when, and of nothing that anybody wrote: what it was about the
officer tells in their own words. What a child need not hear, mails that came back or
who was reminded, is left out.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from domain.calendar import london_day
from domain.record import Entry

_RIGHTS = (
    "If you want to know more, or do not agree, tell {whom}. You can have an advocate, who"
    " helps you to say what you want, and you can make a complaint."
)
RIGHTS = _RIGHTS.format(whom="the officer who checks your plan")
RIGHTS_ELSEWHERE = _RIGHTS.format(whom="somebody you trust")

_SAID = {
    "raised": "the officer who checks your plan said that something has to be put right.",
    "response-received": "somebody who was asked has answered.",
    "not-satisfied": "the officer said that the answer is not good enough for you.",
    "accepted": "the officer said that the answer will do.",
    "action-done": "something that was promised has been done.",
    "action-not-done": "something that was promised had not been done.",
    "placed-on-hold": "it was agreed to wait for a while.",
    "resumed": "the waiting was over.",
    "meeting-held": "there was a meeting about it.",
    "stay-asked": "everybody was told to change nothing that could harm you meanwhile.",
    "referred-to-cafcass": "the officer asked Cafcass, who stand up for children in court,"
    " to look at it.",
    "withdrawn": "the officer took it back.",
}

_SAID_OF_THE_OFFICER = {
    "raised": "somebody who works with you did not agree with the officer who checks your"
    " plan.",
    "not-satisfied": "the answer was not good enough.",
    "accepted": "it was said that the answer will do.",
    "withdrawn": "it was taken back.",
}
"""Where it is the officer who was challenged."""

_SAID_BY_ANOTHER = {
    "not-satisfied": "somebody who has to agree said that the answer is not good enough"
    " for you.",
    "accepted": "those who have to agree said that the answer will do.",
}
"""Where it was not the officer who said it, or said it last."""

_ENDED: dict[str | None, str] = {
    "resolved": "it was settled.",
    "sufficiently-progressed": "enough had been done, and it was closed.",
    "partly-settled": "a part of it was settled, and it was closed.",
    "not-resolved": "it was closed, and is not settled.",
}


def for_child(entries: Iterable[Entry]) -> list[str]:
    """Return the record as a child may hear it, a sentence or two each.

    Args:
        entries: Of one dispute, oldest first.
    """
    told = list(entries)
    of_the_officer = any("about_the_officer" in entry.details for entry in told)
    says = _SAID | _SAID_OF_THE_OFFICER if of_the_officer else _SAID
    lines = [
        f"On {_in_full(london_day(entry.at))} {said}"
        for entry, said in _worth_telling(told, says)
    ]
    rights = RIGHTS_ELSEWHERE if of_the_officer else RIGHTS
    return [*lines, rights] if lines else []


def _worth_telling(
    entries: list[Entry], says: dict[str, str]
) -> Iterator[tuple[Entry, str]]:
    begun = 0
    for entry in entries:
        said = says.get(entry.kind)
        if entry.kind == "stage-begun":
            begun += 1
            said = _asked(entry, first=begun == 1)
        elif entry.kind == "closed":
            said = _ENDED.get(entry.details.get("outcome"), "it was closed.")
        elif entry.kind == "child-informed" and _was_told(entry):
            said = "you were told how it was going."
        elif "said_by" in entry.details:
            said = _SAID_BY_ANOTHER.get(entry.kind)
        if said is not None:
            yield entry, said


def _asked(entry: Entry, *, first: bool) -> str:
    due = entry.details.get("due_at")
    until = f" by {_in_full(london_day(datetime.fromisoformat(due)))}" if due else ""
    if first:
        return f"the people in charge of it were asked to answer{until}."
    return f"it went on to other people, who were asked to answer{until}."


def _was_told(entry: Entry) -> bool:
    return bool(entry.details.get("child_told", {}).get("told"))


def _in_full(day: date) -> str:
    """Return `Monday 30 March 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
