"""What a stage asks besides an answer: meetings, and tasks of its own."""

from datetime import date

from pydantic import AwareDatetime

from domain.messages.said import Code, Message, Text


class MeetingArranged(Message):
    """A meeting of the present stage has been arranged.

    Attributes:
        takes_place_at: When.
    """

    kind = "meeting_arranged"
    describes = "A meeting of the present stage has been arranged."

    takes_place_at: AwareDatetime


class MeetingHeld(Message):
    """A meeting of the present stage has been held.

    Attributes:
        held_on: When.
        attended: Posts that were there.
        outcome: What came of it.
    """

    kind = "meeting_held"
    describes = "A meeting of the present stage has been held."

    held_on: date
    attended: tuple[str, ...] = ()
    outcome: Text


class TaskDone(Message):
    """A task that the procedure sets at the present stage has been done.

    Attributes:
        task: Its key: of a step, or `send`, `meeting`, `write-up`.
        evidence: How one can tell.
    """

    kind = "task_done"
    describes = "A task that the procedure sets at this stage has been done."

    task: Code
    evidence: Text | None = None
