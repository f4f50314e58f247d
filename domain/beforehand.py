"""What a procedure asks to be seen to before something is done: its checks.

They are brought to the officer's mind at the moment they name, and ticked as they are
met. Closing and referring ask for the required ones, or for a reason to go on without;
nothing else waits for them, since silence moves a dispute on as well.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from domain.procedure.matters import Action, Check, Weight

if TYPE_CHECKING:
    from domain.dispute import Dispute


def not_ticked(
    dispute: "Dispute", before: Action, ticked: Collection[str] = ()
) -> list[Check]:
    """Return the checks before that action that nobody has said to be met.

    Args:
        dispute: Which dispute.
        before: Which action.
        ticked: Keys ticked with the message that asks for it.
    """
    met = {*dispute.ticked, *ticked}
    return [
        check
        for check in dispute.procedure.checks
        if check.before is before and check.key not in met
    ]


def faults(
    dispute: "Dispute",
    before: Action,
    ticked: Collection[str],
    passed_over_because: str | None,
    since: str = "",
) -> Iterator[str]:
    """Yield what is missing where a required check is neither ticked nor passed over.

    Args:
        dispute: Which dispute.
        before: Which action.
        ticked: Keys ticked with the message.
        passed_over_because: Why the rest is passed over, if the message says.
        since: What is added to the advice, ` as ...`.
    """
    if passed_over_because is not None:
        return
    missing = not_ticked(dispute, before, ticked)
    required = [check.says for check in missing if check.weight is Weight.REQUIRED]
    if required:
        yield (
            "The procedure asks first: "
            + "; ".join(says.removesuffix(".") for says in required)
            + ". Tick what is met in `ticked`, or say in `passed_over_because` why you"
            f" go on without it{since}."
        )


def in_words(checks: Collection[Check]) -> str:
    """Return checks, at least one, as a sentence: `A plan (asked for); B (advised).`."""
    weights = {Weight.REQUIRED: "asked for", Weight.ADVISED: "advised"}
    said = (f"{one.says.removesuffix('.')} ({weights[one.weight]})" for one in checks)
    return "; ".join(said) + "."
