"""Who is told what when something happens; the wording around it lives with the mail.

Every function here only posts notices in the dispute's outbox. A notice repeats no word
that a person wrote: it says what happened by titles, codes and dates.

    notice.py    one notice, and the date that it tells
    whom.py      whoever heard of it before, and whomever the procedure names
    at_a_stage.py  what falls to somebody at a stage besides the answer
    asking.py    what is asked of somebody
    news.py      what has happened
"""

from domain.telling.asking import (
    SAY_WHETHER_SATISFIED,
    answer_wanted,
    ask_officer,
    ask_post,
    ask_to_consider_cafcass,
    ask_to_respond,
    bring_to_mind,
    may_refer_to_cafcass,
    may_still_refer_to_cafcass,
    recorder,
)
from domain.telling.news import (
    of_acceptance_in_part,
    of_agreement,
    of_move,
    of_no_acceptance,
    of_response,
    of_stage,
    of_undelivered,
    of_undone,
)
from domain.telling.notice import date_told, how_reached, owned, tell
from domain.telling.whom import everybody, holds, those_named

__all__ = [
    "SAY_WHETHER_SATISFIED",
    "answer_wanted",
    "ask_officer",
    "ask_post",
    "ask_to_consider_cafcass",
    "ask_to_respond",
    "bring_to_mind",
    "date_told",
    "everybody",
    "holds",
    "how_reached",
    "may_refer_to_cafcass",
    "may_still_refer_to_cafcass",
    "of_acceptance_in_part",
    "of_agreement",
    "of_move",
    "of_no_acceptance",
    "of_response",
    "of_stage",
    "of_undelivered",
    "of_undone",
    "owned",
    "recorder",
    "tell",
    "those_named",
]
