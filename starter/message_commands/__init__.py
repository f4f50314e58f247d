"""`disputes respond`, `decide`, `escalate` ...: one command for each message.

Each is a function that turns its own options into the message's own keys. What every
message has besides, who speaks, for whom, when, under which id, `sends` adds.

saying.py      sends, and the options every message shares
answers.py     a manager answers, the officer decides     clocks.py     more time, hold
moves.py       another stage, another ladder              promises.py   done, not done
endings.py     closing, withdrawing                       meetings.py   meetings, tasks
side_steps.py  mediation, legal advice, another carrier   around.py     child, court, events
cafcass.py     considered, referred, heard from
"""

from collections.abc import Callable

from starter.message_commands import (
    answers,
    around,
    cafcass,
    clocks,
    endings,
    meetings,
    moves,
    promises,
    side_steps,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "respond": answers.respond,
    "acknowledge": answers.acknowledge,
    "decide": answers.decide,
    "escalate": moves.escalate,
    "switch-ladder": moves.switch_ladder,
    "extend": clocks.extend,
    "hold": clocks.hold,
    "resume": clocks.resume,
    "correct-start": clocks.correct_start,
    "act-done": promises.act_done,
    "act-not-done": promises.act_not_done,
    "meeting-arranged": meetings.meeting_arranged,
    "meeting-held": meetings.meeting_held,
    "task-done": meetings.task_done,
    "inform-child": around.inform_child,
    "stay": around.stay,
    "report-event": around.report_event,
    "exchange-with-court": around.exchange_with_court,
    "open-side-step": side_steps.open_side_step,
    "close-side-step": side_steps.close_side_step,
    "hand-over": side_steps.hand_over,
    "consider-cafcass": cafcass.consider_cafcass,
    "refer-to-cafcass": cafcass.refer_to_cafcass,
    "hear-from-cafcass": cafcass.hear_from_cafcass,
    "confirm-checks": around.confirm_checks,
    "note": around.note,
    "good-practice": around.good_practice,
    "correct": around.correct,
    "close": endings.close,
    "withdraw": endings.withdraw,
}
"""Every command that sends a message, in the order in which help lists them."""
