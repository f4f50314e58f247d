"""Why some changes may live, each reason once."""

import re
from dataclasses import dataclass

from tests.mutants.survivors import Survivor


@dataclass(frozen=True)
class Because:
    """One reason, and the changes it stands for.

    Attributes:
        title: In a few words.
        because: Why no test can, or need, notice.
        places: Patterns of `Survivor.where` and of `Survivor.change`, in pairs.
    """

    title: str
    because: str
    places: tuple[tuple[str, str], ...]

    def explains(self, one: Survivor) -> bool:
        """True where this reason stands for that change."""
        return any(
            re.search(where, one.where) and re.search(change, one.change)
            for where, change in self.places
        )


ANYWHERE = r"^domain/"

EXPLAINED: tuple[Because, ...] = (
    Because(
        "A count that only says that something has changed",
        "The workflow looks anew at when to wake when `changes` is another number than"
        " before; where it begins, and by how much it rises, says nothing.",
        (
            (r"dispute\.py: Dispute\.mark_changed", r"=> self\.changes \+= 2$"),
            (r"dispute\.py: Dispute\.__init__", r"=> self\.changes = 1$"),
        ),
    ),
    Because(
        "A guard that only the type checker asks for",
        "Where the line is reached, a stage has begun and its clock is there; the other"
        " side of the `if` is for the types.",
        (
            (ANYWHERE, r"\((dispute|self|trial)\.(visit|stage|overall)\) or True"),
            (ANYWHERE, r"\((stage|clock|tried|visit)\) or True"),
            (ANYWHERE, r"if self\.visit else 0,? => .* if self\.visit else 1"),
            (ANYWHERE, r"visit is None or .* => .*visit is None and "),
        ),
    ),
    Because(
        "An argument that repeats what is so without it",
        "`escape` quotes unless told otherwise; of what pydantic says only the message is"
        " read; of several near names the first is taken.",
        (
            (r"drawing\.py: svg", r"quote="),
            (r"clock_proofs\.py: _clocks_of", r"include_(input|url)"),
            (r": (_nearest|_unknown_key)$", r"get_close_matches"),
        ),
    ),
    Because(
        "A first letter that is made a capital anyway",
        "`line` begins every sentence with a capital.",
        (
            (
                r"domain/explaining/",
                r'"(No|Good|It|Who|The|To|A) .* => .*"(no|good|it|who|the|to|a) ',
            ),
        ),
    ),
    Because(
        "Nothing is added twice by one more turn",
        "At the edge the stretch that is added is empty.",
        (
            (r"ledger_moves\.py: _office_time_between", r"part\[1\] <= last"),
            (r"calendar/due\.py: office_time", r"begins_at <= ends_at"),
        ),
    ),
    Because(
        "Set again before it is read",
        "The first stage sets it when it begins.",
        ((r"dispute\.py: Dispute\.__init__", r'None = None => .*None = ""'),),
    ),
    Because(
        "What cannot be otherwise",
        "The id of a reading has one `-A`; an open dispute always has an alarm, which is a"
        " property that is tested.",
        (
            (r"proofreading/whole\.py: _by_number", r"rpartition"),
            (r"simulation\.py: simulate", r"^break => return$"),
        ),
    ),
)
