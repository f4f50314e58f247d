"""What goes on beside the stages, and never moves them."""

from pydantic import Field

from domain.messages.endings import ChildTold
from domain.messages.said import Code, Message, Text
from domain.procedure.matters import CafcassNews


class ConsiderCafcass(Message):
    """The officer has thought about a referral to Cafcass, and says what came of it.

    Attributes:
        refer: Whether the officer intends to refer.
        because: Why, or why not.
        consulted: Posts consulted.
    """

    kind = "consider_cafcass"
    describes = "The officer has considered a referral to Cafcass."

    refer: bool
    because: Text
    consulted: tuple[str, ...] = ()


class ReferToCafcass(Message):
    """The officer refers the child's case to Cafcass; the ladder goes on beside it.

    Attributes:
        because: Why.
        consulted: Posts consulted.
        ticked: Keys of the preconditions that are met.
        passed_over_because: Why required preconditions that are not ticked are passed
            over; section 25B(3) of the Children Act 1989 knows none.
    """

    kind = "refer_to_cafcass"
    describes = "The officer refers the case to Cafcass; the ladder goes on."

    because: Text
    consulted: tuple[str, ...] = ()
    ticked: tuple[Code, ...] = ()
    passed_over_because: Text | None = None


class Note(Message):
    """Something to be kept with the dispute that changes nothing.

    Attributes:
        text: What is to be kept.
    """

    kind = "note"
    describes = "Something to be kept with the dispute that changes nothing."

    text: Text


class GoodPractice(Message):
    """Good practice, recognised and kept without any limit.

    Attributes:
        text: What was done well, and by which post.
    """

    kind = "good_practice"
    describes = "Good practice is recognised; it is recorded, without any limit."

    text: Text


class Correct(Message):
    """Something in the record was wrong; it stays, with this beside it.

    Attributes:
        entry: Number of the entry.
        text: What is right.
    """

    kind = "correct"
    describes = "An entry of the record was wrong; this stands beside it."

    entry: int = Field(ge=1)
    text: Text


class InformChild(Message):
    """What the child was told meanwhile, what they say, and what they were offered.

    Attributes:
        child_told: Whether, and how or why not.
        views: What the child says.
        advocate_offered: Whether an advocate was offered.
        complaint_explained: Whether the right to complain was explained.
        complaint_made: Whether a complaint has been made; it runs beside.
        own_legal_advice_explained: Whether the child's own legal advice was.
    """

    kind = "inform_child"
    describes = "What the child was told, says, and was offered."

    child_told: ChildTold
    views: Text | None = None
    advocate_offered: bool | None = None
    complaint_explained: bool | None = None
    complaint_made: bool | None = None
    own_legal_advice_explained: bool | None = None


class ReportEvent(Message):
    """An event of which some are told at once, by whoever first knows.

    Attributes:
        event: Key of an override event of the procedure.
        because: What is known.
    """

    kind = "report_event"
    describes = "An event of which some are told at once, by whoever first knows."

    event: Code
    because: Text


class Stay(Message):
    """No action prejudicial to the child meanwhile: asked for, or breached.

    Attributes:
        breached: True: it has been breached.
        because: What is to be halted, or what was done.
    """

    kind = "stay"
    describes = "Prejudicial action is to be halted meanwhile, or was not."

    breached: bool = False
    because: Text


class OpenSideStep(Message):
    """Something beside the stages begins: mediation, legal advice, LSCP, partner.

    Attributes:
        step: Key of a side step of the procedure.
        because: Why.
        conflict: True where the post asked first has declared a conflict of interest.
        consulted: Posts with whom it was settled.
    """

    kind = "open_side_step"
    describes = "Mediation, legal advice or another step beside the stages begins."

    step: Code
    because: Text
    conflict: bool = False
    consulted: tuple[str, ...] = ()


class CloseSideStep(Message):
    """What came of a step beside the stages; the stages go on either way.

    Attributes:
        step: Key of a side step that was opened.
        outcome: What came of it; only the officer may read it where it is privileged.
    """

    kind = "close_side_step"
    describes = "What came of a step beside the stages."

    step: Code
    outcome: Text


class HearFromCafcass(Message):
    """What was heard from Cafcass, or told to them, after a referral.

    Attributes:
        news: What kind.
        text: What was said.
    """

    kind = "hear_from_cafcass"
    describes = "What was heard from Cafcass after a referral."

    news: CafcassNews
    text: Text


class ExchangeWithCourt(Message):
    """Information given to the authority's solicitor or the court, or received.

    Attributes:
        given: True: given; false: received.
        what: What.
    """

    kind = "exchange_with_court"
    describes = "Information given to the solicitor or the court, or received."

    given: bool
    what: Text


class HandOver(Message):
    """Another post carries the dispute from here; the officer may always speak too.

    Attributes:
        to_post: Key of the post.
        because: Why, and with whom it was agreed.
    """

    kind = "hand_over"
    describes = "Another post carries the dispute from here."

    to_post: Code
    because: Text
