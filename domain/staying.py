"""What is not to be done to the child meanwhile, where the procedure or the issue asks it.

The officer may ask for it in any dispute (`domain/rules/around.py`); here it is asked by
the document itself, of everybody who is told that a stage begins.
"""

from typing import TYPE_CHECKING

from domain.stage_rules import issues_of

if TYPE_CHECKING:
    from domain.dispute import Dispute

IS_TO_WAIT = "Action prejudicial to the child is to wait for the resolution."
WAS_TAKEN = "Action was taken that should have waited for the resolution."


def is_asked_by_the_procedure(dispute: "Dispute") -> bool:
    """True where every dispute halts such action, or this one's issue does."""
    rule = dispute.procedure.stay
    issues = issues_of(dispute.request, dispute.procedure)
    return (rule is not None and rule.always) or any(one.stay for one in issues)


def sentence(dispute: "Dispute", says: str = IS_TO_WAIT) -> str:
    """Return `says`, and the words of the procedure where it has some."""
    rule = dispute.procedure.stay
    return f"{says} {rule.says}" if rule is not None else says


def meanwhile(dispute: "Dispute") -> str:
    """Return that sentence as a notice goes on with it; empty where nobody asks it."""
    asked = is_asked_by_the_procedure(dispute)
    return f" Meanwhile: {sentence(dispute)}" if asked else ""
