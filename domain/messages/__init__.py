"""What people and programs say to a dispute: one model for each thing.

A model here is the JSON that other programs send, as a signal and as an update of the
same name. They change only by adding optional keys, and what they accept is never made
narrower, because every message in a running dispute's history is read again at replay;
a new refusal belongs in the rules (`domain/rules`), never here.

said.py     what every message has       answers.py  a manager answers, the officer decides
raising.py  a dispute as it is raised    moves.py    another stage
agreed.py   what is to be done by when   clocks.py   more time, hold
endings.py  closing, withdrawing         beside.py   what never moves a stage
meetings.py meetings and tasks of a stage
reaching.py  seen, bounced, another holder of a post
beforehand.py  what the procedure asks beforehand is met
calendar_change.py  another calendar of working days
reading.py  decoded JSON in, a message or one refusal out
"""

from domain.messages.agreed import ActionDone, ActionNotDone, AgreedAction
from domain.messages.answers import Extent, ManagerResponse, OfficerDecision, Outcome
from domain.messages.beforehand import ConfirmChecks
from domain.messages.beside import (
    CloseSideStep,
    ConsiderCafcass,
    Correct,
    ExchangeWithCourt,
    GoodPractice,
    HandOver,
    HearFromCafcass,
    InformChild,
    Note,
    OpenSideStep,
    ReferToCafcass,
    ReportEvent,
    Stay,
)
from domain.messages.calendar_change import ChangeCalendar
from domain.messages.clocks import (
    CorrectStart,
    ExtendDeadline,
    PlaceOnHold,
    Resume,
)
from domain.messages.endings import ChildTold, CloseDispute, ClosingOutcome, Withdraw
from domain.messages.meetings import MeetingArranged, MeetingHeld, TaskDone
from domain.messages.moves import Escalate, EscalationReason, SwitchLadder
from domain.messages.raising import Child, RaisedBy, RaiseDispute, Rehearsal, dispute_id
from domain.messages.reaching import Acknowledge, DeliveryFailed, PostHandedOver
from domain.messages.reading import MESSAGES, faults_of, read_message, read_raised
from domain.messages.said import (
    LONGEST_TEXT,
    Code,
    Message,
    Reference,
    Said,
    Speaker,
    Text,
)
from domain.procedure.matters import CafcassNews

__all__ = [
    "LONGEST_TEXT",
    "MESSAGES",
    "Acknowledge",
    "ActionDone",
    "ActionNotDone",
    "AgreedAction",
    "CafcassNews",
    "ChangeCalendar",
    "Child",
    "ChildTold",
    "CloseDispute",
    "CloseSideStep",
    "ClosingOutcome",
    "Code",
    "ConfirmChecks",
    "ConsiderCafcass",
    "Correct",
    "CorrectStart",
    "DeliveryFailed",
    "Escalate",
    "EscalationReason",
    "ExchangeWithCourt",
    "ExtendDeadline",
    "Extent",
    "GoodPractice",
    "HandOver",
    "HearFromCafcass",
    "InformChild",
    "ManagerResponse",
    "MeetingArranged",
    "MeetingHeld",
    "Message",
    "Note",
    "OfficerDecision",
    "OpenSideStep",
    "Outcome",
    "PlaceOnHold",
    "PostHandedOver",
    "RaiseDispute",
    "RaisedBy",
    "ReferToCafcass",
    "Reference",
    "Rehearsal",
    "ReportEvent",
    "Resume",
    "Said",
    "Speaker",
    "Stay",
    "SwitchLadder",
    "TaskDone",
    "Text",
    "Withdraw",
    "dispute_id",
    "faults_of",
    "read_message",
    "read_raised",
]
