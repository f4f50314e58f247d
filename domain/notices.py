"""Who is to be told what; the wording lives with the mail.

A notice holds references, codes, titles and dates only: never a child's name, and never
what a person wrote, because mail is read on trains and forwarded.
"""

from enum import StrEnum

from pydantic import AwareDatetime

from domain.record import Entry, Situation, Written


class Purpose(StrEnum):
    """Why somebody is told."""

    TO_ACT = "to-act"
    FOR_INFORMATION = "for-information"
    COPIED = "copied"


class NoticeKind(StrEnum):
    """What a notice says; there is one template for each."""

    RAISED = "raised"
    STAGE_BEGUN = "stage-begun"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    RESPONSE_RECEIVED = "response-received"
    DECIDE = "decide"
    NOT_SATISFIED = "not-satisfied"
    DEADLINE_MOVED = "deadline-moved"
    ON_HOLD = "on-hold"
    RESUMED = "resumed"
    AGREED = "agreed"
    ACTION_DUE = "action-due"
    ACTION_REPORTED_DONE = "action-reported-done"
    ACTION_NOT_DONE = "action-not-done"
    OVERALL_WARNING = "overall-warning"
    OVERALL_PASSED = "overall-passed"
    CONSIDER_CAFCASS = "consider-cafcass"
    REFERRED_TO_CAFCASS = "referred-to-cafcass"
    CAFCASS_HEARD = "cafcass-heard"
    CLOSED = "closed"
    MESSAGE_REFUSED = "message-refused"
    NOT_DELIVERED = "not-delivered"
    POST_VACANT = "post-vacant"
    HANDED_OVER = "handed-over"
    BROUGHT_TO_MIND = "brought-to-mind"
    EVENT_REPORTED = "event-reported"
    NOTED = "noted"


class Notice(Written):
    """One thing to tell one post.

    Attributes:
        key: Claim key, `dispute-west-sussex-WSX-2026-0042/12`, the same at every retry;
            it also makes the Message-ID.
        number: 1, 2, 3 ... within the dispute: notices to one address go in this order.
        kind: Which template.
        to: Key of the post in the procedure, such as `practice-manager`, or `officer`.
        to_title: The council's words for that post.
        to_reference: Whose, where one person is meant rather than whoever holds the
            post: the officer's reference, or that of a former holder.
        reply_to_reference: The officer's reference, for the reply address.
        purpose: Asked to act, for information, or copied.
        sent_by: Key of the post in whose name the procedure says it goes, if it does.
        sent_by_title: The council's words for that post.
        urgent: True for what may go outside office hours.
        called: The council's word for a dispute.
        about: The situation when it was written.
        at: When it was written, aware UTC.
        says: One or two sentences: what happened.
        asked: What the reader is asked to do, or empty.
        otherwise: What happens if nobody does anything, or empty.
        due_at: The date the notice tells, if it tells one.
        own_date: True where that is the reader's own, and moves with no other.
        was_due_at: The date told before, when it has moved.
        meets_at: When a meeting takes place, if it tells of one to come.
        why: How the date was reached, one line a step.
        answers: Ready commands for answering, such as `disputes respond ...`.
    """

    key: str
    number: int
    kind: NoticeKind
    to: str
    to_title: str
    to_reference: str = ""
    reply_to_reference: str = ""
    purpose: Purpose = Purpose.FOR_INFORMATION
    sent_by: str | None = None
    sent_by_title: str = ""
    urgent: bool = False
    called: str = "dispute"
    about: Situation
    at: AwareDatetime
    send_from: AwareDatetime | None = None
    visit: int = 0
    matter: str = ""
    says: str
    asked: str = ""
    otherwise: str = ""
    due_at: AwareDatetime | None = None
    own_date: bool = False
    was_due_at: AwareDatetime | None = None
    meets_at: AwareDatetime | None = None
    why: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class NotSent(Written):
    """A notice that was written and is not sent, since it is no longer true.

    Attributes:
        notice: As it was written.
        because: Why it is not sent, as the end of a sentence.
    """

    notice: Notice
    because: str


class WhenVacant(StrEnum):
    """What becomes of a notice to a post that nobody holds.

    `deputise` it goes to whoever stands in, up the line if need be; `hold` it waits until
    somebody holds the post; `skip` likewise nobody else is told, and the stage passes on.
    No clock stops, and the officer and their manager hear of it at once.
    """

    DEPUTISE = "deputise"
    HOLD = "hold"
    SKIP = "skip"


class Post(Written):
    """One delivery to the record and the mail: what happened since the last.

    Attributes:
        dispute: Workflow id.
        entries: New entries, in order.
        situation: As it stands after them.
        notices: To be mailed, in order.
        not_sent: Written and not to be mailed after all; the record says why.
        parties: References of people who may not stand in judgement; a notice to a post
            that one of them holds goes to the post above.
        unreachable: References of people whose mail came back.
        when_vacant: What the procedure says of a post that nobody holds.
    """

    dispute: str
    entries: tuple[Entry, ...] = ()
    situation: Situation
    notices: tuple[Notice, ...] = ()
    not_sent: tuple[NotSent, ...] = ()
    parties: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    when_vacant: WhenVacant = WhenVacant.DEPUTISE


class DeliveryStatus(StrEnum):
    """What became of a notice.

    `sent` the server took it; `refused` it never will (bad address, 5xx);
    `nobody` no address is known for the post; `delayed` not yet, still to be tried;
    `digested` it goes with the reader's next digest; `not-sent` it was no longer true.
    """

    SENT = "sent"
    REFUSED = "refused"
    NOBODY = "nobody"
    DELAYED = "delayed"
    DIGESTED = "digested"
    NOT_SENT = "not-sent"


class Outcome(Written):
    """What became of one notice.

    Attributes:
        key: Of the notice.
        status: See `DeliveryStatus`.
        told: Reference of the person or mailbox that was told; never an address.
        said: What the mail server said, or why nothing was sent.
        unsure: True when an earlier attempt may already have been taken by the server.
        route: `holder`, or how they came to be told: `deputy`, `duty`, `above`.
        instead_of: Reference of the holder in whose stead they were told.
        vacant: True when nobody held the post on that day.
        why_instead: Why the holder was not told, a line a step.
        calendar: What the letter did to the reader's calendar, a line an entry:
            `+ due 2026-04-15T15:30:00+00:00` put in or moved, `- due ...` taken out.
    """

    key: str
    status: DeliveryStatus
    told: str = ""
    said: str = ""
    unsure: bool = False
    route: str = ""
    instead_of: str = ""
    vacant: bool = False
    why_instead: tuple[str, ...] = ()
    calendar: str = ""


class Delivered(Written):
    """What became of each notice of one `Post`."""

    outcomes: tuple[Outcome, ...] = ()

    @classmethod
    def nothing_of(cls, post: Post) -> "Delivered":
        """What became of a post that did not get through at all: all to be tried."""
        return cls(
            outcomes=tuple(
                Outcome(key=notice.key, status=DeliveryStatus.DELAYED)
                for notice in (*post.notices, *(one.notice for one in post.not_sent))
            )
        )
