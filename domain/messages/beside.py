"""What goes on beside the stages, and never moves them."""

from domain.messages.said import Code, Message, Text


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
