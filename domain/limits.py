"""Limits: how long somebody has, and by which rule it is counted.

A limit always names its unit. "24 hours" alone may mean one working day, 24 hours of
office time or 24 hours on the clock, so a number without a unit is never accepted.
"""

from datetime import time
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

LONGEST = 10_000
"""The largest amount of any unit: beyond it somebody has mistyped."""


class Unit(StrEnum):
    """What is counted.

    `working_days` days on which the office works; `working_hours` office time only;
    `elapsed_hours` hours on the clock, day and night; `calendar_days` every day.
    """

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    ELAPSED_HOURS = "elapsed_hours"
    CALENDAR_DAYS = "calendar_days"


class Counting(StrEnum):
    """Which day is day 1. Hours have no day 1: for them the rule says nothing.

    `next_day` day 0 is the London date of the trigger, whatever day and hour that is,
    and day 1 follows it. `deemed` a trigger on a non-working day or after closing time
    is first taken to have come on the next working day, which is then day 0.
    `inclusive` day 1 is the trigger's own date if that is counted at all, and the
    trigger comes before closing time.
    """

    NEXT_DAY = "next_day"
    DEEMED = "deemed"
    INCLUSIVE = "inclusive"


class Roll(StrEnum):
    """What happens to calendar days that end on a non-working day.

    `none` they end there; `forward` they end on the next working day. The other units
    never end on a non-working day or do not mind it: for them it says nothing.
    """

    NONE = "none"
    FORWARD = "forward"


COUNTING = {
    Counting.NEXT_DAY: "day 1 is the first working day after it starts",
    Counting.DEEMED: "what starts after closing time starts on the next working day",
    Counting.INCLUSIVE: "day 1 is the day it starts, if that is a working day and not over",
}
"""Each counting rule in words."""


class Limit(BaseModel):
    """How long somebody has, and how it is counted.

    Attributes:
        amount: How many of `unit`, from 1 to 10,000.
        unit: What is counted.
        counting: Which day is day 1; days only.
        roll: Where calendar days may not end; calendar days only.
        skip_closures: False, the default, counts the council's own closure days as
            working days, as statutory limits do. True treats them as non-working.
        bank_holidays_stand: False, the default, counts a bank holiday on which the
            council works after all. True does not: the list holds.
        cut_off: London time of day after which a trigger is taken to have come on the
            next working day; None: closing time. Under `deemed` only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int = Field(ge=1, le=LONGEST)
    unit: Unit
    counting: Counting = Counting.NEXT_DAY
    roll: Roll = Roll.NONE
    skip_closures: bool = False
    bank_holidays_stand: bool = False
    cut_off: time | None = None

    def rule(self) -> str:
        """Return the counting rule in words."""
        if self.cut_off is None or self.counting is not Counting.DEEMED:
            return COUNTING[self.counting]
        return f"what starts after {self.cut_off:%H:%M} starts on the next working day"

    def says(self) -> str:
        """Return the limit in words, as in `5 working days` or `1 calendar day`."""
        noun = self.unit.value.replace("_", " ")
        return f"{self.amount} {noun.removesuffix('s') if self.amount == 1 else noun}"
