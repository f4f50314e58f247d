"""Somebody else was told, or nobody: what the record says of it, and who is alarmed.

None of it stops a clock. A post that nobody holds alarms the officer and the officer's
manager, once for each post; where the procedure says `skip`, its stage is passed over.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.notices import Notice, NoticeKind, Outcome, WhenVacant
from domain.procedure.people import OFFICER

if TYPE_CHECKING:
    from domain.dispute import Dispute

_IN_WORDS = {
    "deputy": "their deputy",
    "duty": "whoever is on duty",
    "wider": "who holds it beyond the team",
    "above": "the post above",
}


def told_instead(
    dispute: "Dispute", notice: Notice, outcome: Outcome, at: datetime
) -> None:
    """Write down who was told in whose stead, once; raise the alarm about a vacancy."""
    if outcome.route in _IN_WORDS:
        _write_stead(dispute, notice, outcome, at)
    if outcome.vacant and dispute.told_instead.get(f"vacant {notice.to}") is None:
        dispute.told_instead[f"vacant {notice.to}"] = outcome.told
        _alarm(dispute, notice, outcome, at)
        _pass_over(dispute, notice.to, at)


def _write_stead(
    dispute: "Dispute", notice: Notice, outcome: Outcome, at: datetime
) -> None:
    if dispute.told_instead.get(notice.to) == outcome.told:
        return
    dispute.told_instead[notice.to] = outcome.told
    stead = f" on behalf of {outcome.instead_of}" if outcome.instead_of else ""
    dispute.write(
        at,
        "told-instead",
        f"{notice.to_title}: {outcome.told}, {_IN_WORDS[outcome.route]}, is told"
        f"{stead}.",
        details={"notice": notice.key, "because": list(outcome.why_instead)},
    )


def _alarm(dispute: "Dispute", notice: Notice, outcome: Outcome, at: datetime) -> None:
    instead = f"{outcome.told} is told instead" if outcome.told else "nobody is told"
    says = f"Nobody holds the post {notice.to_title} for this team; {instead}."
    dispute.write(
        at, "post-vacant", says, details={"because": list(outcome.why_instead)}
    )
    for post in dict.fromkeys((OFFICER, dispute.officers_manager)):
        if post != notice.to:
            telling.tell(
                dispute,
                NoticeKind.POST_VACANT,
                post,
                says,
                at,
                asked="Please see that the post is filled, or say who stands in.",
                otherwise="The clock runs on meanwhile.",
                urgent=True,
            )


def _pass_over(dispute: "Dispute", post: str, at: datetime) -> None:
    """The stage of a vacant post is passed over, where the procedure says so."""
    if dispute.procedure.when_vacant is WhenVacant.SKIP and post in dispute.missing():
        dispute.nobody_holds(post, at)
