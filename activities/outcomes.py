"""What became of one notice, in the words that the record keeps."""

from directory.resolving import Found
from domain.notices import DeliveryStatus, Notice, Outcome


def delayed(notice: Notice, said: str, *, unsure: bool = False) -> Outcome:
    """Not delivered yet, and worth another try."""
    return Outcome(
        key=notice.key, status=DeliveryStatus.DELAYED, said=said, unsure=unsure
    )


def not_sent(notice: Notice, because: str) -> Outcome:
    """Left out, since it is overtaken."""
    return Outcome(key=notice.key, status=DeliveryStatus.NOT_SENT, said=because)


def refused(notice: Notice, said: str) -> Outcome:
    """No mail server will ever take it as it is."""
    return Outcome(key=notice.key, status=DeliveryStatus.REFUSED, said=said)


def told(notice: Notice, found: Found, said: str, status: DeliveryStatus) -> Outcome:
    """A letter was made for somebody, and this became of it."""
    return Outcome(
        key=notice.key,
        status=status,
        told=found.person.reference if found.person else "",
        said=said,
        route=found.route.value,
        instead_of=found.instead_of,
        vacant=found.vacant,
        why_instead=found.steps,
    )


def nobody(notice: Notice, found: Found) -> Outcome:
    """Nobody is known who could be told."""
    return Outcome(
        key=notice.key,
        status=DeliveryStatus.NOBODY,
        said=f"no address is known for {notice.to}; add it to the directory",
        instead_of=found.instead_of,
        vacant=found.vacant,
        why_instead=found.steps,
    )
