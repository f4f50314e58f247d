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
            (ANYWHERE, r"\((here|stage|clock|tried|visit)\) or True"),
            (ANYWHERE, r"if self\.visit else 0,? => .* if self\.visit else 1"),
            (ANYWHERE, r"visit is None or .* => .*visit is None and "),
            (r"whole_process\.py: _counted_anew$", r"is not None or before is not"),
            (r"speakers\.py: _takes_nothing_there$", r"message, Escalate\)\) or True"),
            (r"speakers\.py: _takes_nothing_there$", r"if stage else 0 => .* else 1$"),
        ),
    ),
    Because(
        "An argument that repeats what is so without it",
        "However many near names there are, the first is taken.",
        (
            (
                r": (_nearest|_unknown|_unknown_key)$",
                r"get_close_matches\(.* => .*(n=2|, \)|known, cutoff)",
            ),
        ),
    ),
    Because(
        "A beginning that is replaced before it is read",
        "A place begins with a key, which is the name that the next step reads.",
        ((r"procedure/places\.py: in_words$", r'name = data, "" => .*"XXXX"$'),),
    ),
    Because(
        "A case that says what is so without it",
        "It is written out so that the type checker sees that no unit is left out.",
        (
            (
                r"reckoning\.py: in_working_days$",
                r"^case Unit\.WORKING_HOURS: return None",
            ),
        ),
    ),
    Because(
        "A clock that is only tried",
        "It is asked whether the calendar reaches so far; that the meeting was held"
        " changes what is said of the move, and no date.",
        ((r"meetings\.py: _arranged_faults$", r"held=False\) => .*held=True\)$"),),
    ),
    Because(
        "A first letter that is made a capital anyway",
        "`line` begins every sentence with a capital.",
        (
            (
                r"domain/explaining/",
                (
                    r'"(No|Good|It|Who|The|To|A|Where) .* => '
                    r'.*"(no|good|it|who|the|to|a|where) '
                ),
            ),
        ),
    ),
    Because(
        "Nothing is added twice by one more turn",
        "At the edge the stretch that is added is empty.",
        (
            (r"ledger_moves\.py: _office_time_between", r"part\[1\] <= last"),
            (r"calendar/due\.py: office_time", r"begins_at <= ends_at"),
            (
                r"calendar/due\.py: _office_time_back$",
                r"begins_at <= ends_at|due_day\(until\), (1, )?skip_closures",
            ),
        ),
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
    Because(
        "A key of that length is near to none of ours",
        "Near means four fifths alike; the longest key of ours has 27 letters, and one cut"
        " at 60 or 61 cannot be so near to any: no name is offered either way.",
        ((r"messages/reading\.py: _unknown_key$", r"\[:60\].* => .*\[:61\]"),),
    ),
    Because(
        "A reminder for the very moment at which it makes no sense any more",
        "Such a line is written off unsaid as it comes due (`until` is that moment), and"
        " the dispute looks again at that moment anyway, since its limit passes then.",
        ((r"diary\.py: _acknowledged", r"at >= due\):? => .*at > due"),),
    ),
    Because(
        "The time of day is asked only of what waited",
        "What sets somebody right is new, and goes as it was just written. Nothing that it"
        " takes along is a line of the diary that still stands: such a line tells the date"
        " that stands, so that nobody had to be set right.",
        (
            (
                r"postbag\.py: Postbag\.take",
                r"dispute\.outbox, at\) => .*dispute\.outbox, None\)",
            ),
        ),
    ),
    Because(
        "A quick look before a thorough one",
        "On the first and the last day that a calendar knows, `must_cover` is asked as"
        " well, and has nothing against them.",
        (
            (
                r"calendar/days\.py: WorkingCalendar\.(is_working_day|working_day)$",
                r"^if not first <= at <= last: => if not first (< at <=|<= at <) last:$",
            ),
        ),
    ),
    Because(
        "A last day that is not asked about",
        "Only a day outside the calendar gets to this line, so it is never the last day"
        " itself.",
        (
            (
                r"calendar/days\.py: WorkingCalendar\.working_day$",
                r"_unreached\(reached > last\)\) => .*_unreached\(reached >= last\)\)$",
            ),
        ),
    ),
    Because(
        "A parameter of somebody else's signature",
        "Pydantic's `model_copy` has it; here all parts are frozen, and nobody reads it.",
        ((r"calendar/days\.py: WorkingCalendar\.model_copy$", r"^deep: bool = False"),),
    ),
    Because(
        "Office time of a day that is passed over anyway",
        "The days are then told one by one; a closure that is skipped is told as not"
        " counted, and what was noted for it is never read.",
        (
            (
                r"calendar/steps\.py: _working_hours$",
                r"limit\.skip_closures => started_at, calendar, None$",
            ),
        ),
    ),
    Because(
        "Lists that are of one length",
        "`strict` would only say that one is shorter. A ledger has a move for its start and"
        " one for each event; a dispute and its copy have the same clocks.",
        (
            (r"domain/ledger\.py: Ledger\._since$", r"strict=True"),
            (r"calendar_changes\.py: _take_over$", r"strict=True"),
        ),
    ),
    Because(
        "Nothing, and an empty text instead of nothing",
        "It is only asked whether there is one, and neither is.",
        (
            (r"dispute\.py: Dispute\.settle", r'call = None => self\.call = ""$'),
            (
                r"dispute\.py: Dispute\.(take_ladder|__init__)$",
                r'shared_clock(: Ledger \| None)? = None => .* = ""$',
            ),
            (
                r"dispute\.py: Dispute\.__init__",
                r"days_set_last: .* = None => .*\"\"$",
            ),
            (
                r"domain/ledger\.py: Ledger\._tell$",
                r'^held_at(: datetime \| None)? = None => .* = ""$',
            ),
        ),
    ),
    Because(
        "No, and nothing instead of no",
        "It is only asked whether it is so, and neither says that it is.",
        (
            (
                r"(rules/around\.py: _cafcass|dispute\.py: Dispute\.__init__)$",
                r"referred_to_cafcass = False => .* = None$",
            ),
            (r"rules/endings\.py: _others_know$", r"privileged=False.* => .*=None"),
        ),
    ),
    Because(
        "What is left out is not on its way itself",
        "Numbers are given once, and a notice that is left out is in none of the places"
        " that are searched, so none there has its very number.",
        ((r"rechecking\.py: _set_right$", r"number > left_out.* => .*number >= left"),),
    ),
    Because(
        "Set again before it is read",
        "Each stage sets it when it begins.",
        ((r"dispute\.py: Dispute\.__init__", r'accepted: .* = None => .*""$'),),
    ),
)
