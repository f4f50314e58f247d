"""What is wrong with the `answers` of a file, as far as it shows before they are played."""

import json
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from pydantic import ValidationError

from domain.calendar import at_london, london, london_day
from domain.messages import MESSAGES
from domain.opening import Basis
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder
from domain.procedure.people import OFFICER, OPERATOR
from domain.procedure.places import Place
from domain.script import Answer, dated
from starter.answers_raised import Found
from starter.answers_words import says, unknown

FORM = tuple(Answer.model_fields)
WHEN = {"at_stage", "after_working_days", "at"}

MOST_DAYS = 250
"""A year of working days: what is farther off was hardly meant."""

_BEGINS_ANEW = {"escalate", "switch_ladder", "action_not_done"}
"""After these the same stage may begin again, or one below it."""


def faults_of_answers(
    answers: list[Any], ladder: Ladder, start: int, basis: Basis, at: datetime
) -> Iterator[Found]:
    """Yield everything that is wrong with the answers.

    Args:
        answers: As they were read.
        ladder: The one that is climbed first.
        start: Number of the stage at which the dispute starts.
        basis: What it is opened with.
        at: When it is raised, aware UTC.
    """
    switched = any(_sends(one) == "switch_ladder" for one in answers)
    ladders = basis.procedure.ladders if switched else (ladder,)
    numbers = sorted({stage.number for one in ladders for stage in one.stages})
    before: dict[str, Any] = {}
    for number, one in enumerate(answers):
        if not isinstance(one, dict):
            yield ("answers", number), "An answer is written with keys, as in `send:`."
            continue
        found = [
            *_form(one),
            *_message(one, basis, at),
            *_speaker(one, basis.procedure),
        ]
        if isinstance(_sends(one), str) and not {loc[0] for loc, _ in found} & WHEN:
            found += _time(one, before, numbers, start, at)
            before = one if one["at_stage"] in numbers else before
        yield from ((("answers", number, *loc), sentence) for loc, sentence in found)


def _sends(answer: Any) -> Any:
    return answer.get("send") if isinstance(answer, dict) else None


def _form(answer: dict[str, Any]) -> Iterator[Found]:
    try:
        Answer.model_validate_json(json.dumps(answer))
    except ValidationError as error:
        for fault in error.errors():
            sentence = says(fault, Answer)
            if fault["type"] in {"greater_than_equal", "less_than_equal"}:
                sentence = (
                    f"`after_working_days` is {fault['input']}; write 0 to 60, counted from"
                    " when the stage begins."
                )
            yield fault["loc"], sentence
    send = _sends(answer)
    if isinstance(send, str) and send not in MESSAGES:
        yield ("send",), unknown(send, MESSAGES, "message")


def _message(answer: dict[str, Any], basis: Basis, at: datetime) -> Iterator[Found]:
    model = MESSAGES.get(str(_sends(answer)))
    if model is None:
        return
    said = {key: value for key, value in answer.items() if key not in FORM}
    undated = [*_undated(said)]
    yield from undated
    faulty = {loc[0] for loc, _ in undated}
    plain = {key: value for key, value in said.items() if key not in faulty}
    whole = {"message_id": "script-1", **plain}
    try:
        today = london_day(at)
        model.model_validate_json(json.dumps(dated(whole, today, basis.calendar)))
    except ValidationError as error:
        for fault in error.errors():
            if fault["loc"][0] not in faulty:
                yield fault["loc"], says(fault, model)


def _undated(said: Any, loc: Place = ()) -> Iterator[Found]:
    """Yield what stands in the place of a date and gives none."""
    if isinstance(said, list):
        for number, one in enumerate(said):
            yield from _undated(one, (*loc, number))
    if not isinstance(said, dict):
        return
    for key, value in said.items():
        yield from _undated(value, (*loc, key))
    if "in_working_days" not in said:
        return
    days = said["in_working_days"]
    if not isinstance(days, int) or abs(days) > MOST_DAYS:
        sentence = f"`in_working_days` is {days!r}; write a whole number, as in 5."
        yield (*loc, "in_working_days"), sentence
    if set(said) == {"in_working_days", "at"} and not _is_time(said["at"]):
        sentence = f'`at` is {said["at"]!r}; write a time of day, as in "14:00".'
        yield (*loc, "at"), sentence


def _is_time(written: Any) -> bool:
    try:
        time.fromisoformat(written)
    except (ValueError, TypeError):
        return False
    return True


def _speaker(answer: dict[str, Any], procedure: Procedure) -> Iterator[Found]:
    """Yield every name of a post that the procedure does not know."""
    known = (OFFICER, *procedure.officers, *procedure.posts)
    for loc, post in _posts(answer):
        called = procedure.post_called(post) or post
        if called not in (*known, OPERATOR):
            yield loc, unknown(post, known, "post")


def _posts(answer: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    by = answer.get("by")
    named: list[tuple[Place, Any]] = [(("to_post",), answer.get("to_post"))]
    if isinstance(by, dict):
        named.append((("by", "post"), by.get("post")))
    for key in ("attended", "consulted"):
        for number, post in enumerate(_list(answer.get(key))):
            named.append(((key, number), post))
    for key in ("actions", "proposed_actions"):
        for number, action in enumerate(_list(answer.get(key))):
            if isinstance(action, dict):
                named.append(((key, number, "owner"), action.get("owner")))
    yield from ((loc, post) for loc, post in named if isinstance(post, str))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _time(
    answer: dict[str, Any],
    before: dict[str, Any],
    numbers: list[int],
    start: int,
    at: datetime,
) -> Iterator[Found]:
    """Yield why it cannot be sent when it says, after the answer that stands above it."""
    stage = answer["at_stage"]
    if stage not in numbers:
        known = ", ".join(map(str, numbers))
        yield ("at_stage",), f"There is no stage {stage}; write one of {known}."
        return
    read = Answer.model_validate_json(json.dumps(answer))
    first_day = stage == start and read.after_working_days == 0
    if first_day and "at" in answer and _on_day_of(at, read) < at:
        sentence = (
            f"{read.at:%H:%M} is before the dispute is raised, {london(at)}; name a later"
            " time, or a later day."
        )
        yield ("at",), sentence
    if before and before["send"] not in _BEGINS_ANEW:
        yield from _out_of_order(read, Answer.model_validate_json(json.dumps(before)))


def _on_day_of(at: datetime, answer: Answer) -> datetime:
    return at_london(london_day(at), answer.at.hour * 60 + answer.at.minute)


def _out_of_order(answer: Answer, before: Answer) -> Iterator[Found]:
    advice = "put the answers in the order in which they are sent"
    if answer.at_stage < before.at_stage:
        sentence = (
            f"Stage {answer.at_stage} comes before stage {before.at_stage} of the answer"
            f" above it; {advice}."
        )
        yield ("at_stage",), sentence
    elif answer.at_stage == before.at_stage and _when(answer) < _when(before):
        sentence = f"It is sent before the answer above it; {advice}."
        yield ("after_working_days",), sentence


def _when(answer: Answer) -> tuple[int, time]:
    at_once = answer.after_working_days == 0 and "at" not in answer.model_fields_set
    return answer.after_working_days, time.min if at_once else answer.at
