"""The commands that a notice offers for answering, ready to be copied."""

from typing import TYPE_CHECKING

from domain.procedure.people import OFFICER

if TYPE_CHECKING:
    from domain.dispute import Dispute


def commands_for(dispute: "Dispute", post: str) -> tuple[str, ...]:
    """Return the commands that `post` may use now; empty where it is only told."""
    if not dispute.standing.is_open:
        return ()
    about = f"{dispute.request.authority} {dispute.request.reference}"
    if post in dispute.awaited() and post in dispute.responders():
        return (f"disputes respond {about} --as {post} --answer TEXT",)
    owned = [one for one in dispute.agreed if one.is_watched and one.owner == post]
    if post != OFFICER:
        return tuple(
            f"disputes act-done {about} {one.number} --as {post}" for one in owned
        )
    return (
        f"disputes decide {about} --satisfied --because TEXT",
        f"disputes escalate {about} --reason CODE --because TEXT",
        f"disputes show {about}",
    )
