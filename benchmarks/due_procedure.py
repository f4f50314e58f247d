"""West Sussex with a first stage that falls due at a chosen minute of this very day.

Nothing else differs. Stages end when the office closes, so the office closes at that
minute; the limit is counted in calendar days, so that it does so on a Sunday too.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from domain.calendar import LONDON, london_day
from procedures.shelf import Shelf

NAME = "west-sussex-2020-06"
FIRST_STAGE = 1


def next_whole_minute(after: datetime) -> datetime:
    """Return the first whole minute at `after` or later that is not midnight."""
    minute = after.astimezone(LONDON).replace(second=0, microsecond=0)
    while minute < after or (minute.hour, minute.minute) == (0, 0):
        minute += timedelta(minutes=1)
    return minute


def write_due_procedure(folder: Path, now: datetime, due_at: datetime) -> None:
    """Write the procedure into `folder`, due at `due_at` if raised between now and then.

    Args:
        folder: Made if it is not there.
        now: When disputes begin to be raised, aware.
        due_at: A whole minute, aware.
    """
    procedure = Shelf().named(NAME).model_dump(mode="json", exclude_none=True)
    closes = due_at.astimezone(LONDON)
    procedure["timing"]["office_hours"] = f"Mon-Sun 00:00-{closes:%H:%M}"
    days = (london_day(due_at) - london_day(now)).days
    today = {"calendar_days": 1, "counting": "inclusive"}
    later = {"calendar_days": days, "counting": "next_day"}
    for stage in procedure["ladders"][0]["stages"]:
        if stage["number"] == FIRST_STAGE:
            stage["respond"]["fixed"] = later if days else today
            stage["reminders"] = []
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(procedure)  # every JSON text is a YAML text
    (folder / f"{NAME}.yaml").write_text(text, encoding="utf-8")
