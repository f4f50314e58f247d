"""Whether every notice arrived once, and to each person in order."""

from collections import defaultdict
from dataclasses import dataclass

from activities.envelope import NOTICE_HEADER
from benchmarks.place import Place
from embedded.mailbox import Mailbox, parse


@dataclass(frozen=True)
class Arrived:
    """What a mail catcher has taken.

    Attributes:
        mails: How many.
        again: Of them, those that had arrived before.
        overtaken: Of them, those that arrived after a later one about the same dispute
            to the same person.
    """

    mails: int
    again: int
    overtaken: int


def arrived(place: Place) -> Arrived:
    """Look through everything that the catcher of `place` has taken."""
    numbers: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    with Mailbox(place.mails) as mailbox:
        for number in range(1, mailbox.count() + 1):
            taken = mailbox.mail(number)
            assert taken is not None, "mails are numbered without a gap"
            mail, source = taken
            dispute, _, notice = str(parse(source)[NOTICE_HEADER]).rpartition("/")
            numbers[dispute, mail.recipients].append(int(notice))
    every = list(numbers.values())
    return Arrived(
        mails=sum(len(one) for one in every),
        again=sum(len(one) - len(set(one)) for one in every),
        overtaken=sum(
            later < max(one[:place_in_line])
            for one in every
            for place_in_line, later in enumerate(one)
            if place_in_line
        ),
    )
