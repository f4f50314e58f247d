"""Bank holidays of England and Wales as the law makes them: the rule, and exceptions.

The rule is Schedule 1 to the Banking and Financial Dealings Act 1971, with the days the
common law keeps (Christmas Day, Good Friday) and those proclaimed every year since
1974 and 1978 (New Year's Day, the early May holiday). What a proclamation added or
moved stands below, year by year.

`england-and-wales.json` was written with it, and a test holds the two together:

    python -m calendars.statute 2028-12-26 2030 > calendars/england-and-wales.json

The first date is the last on the list published at https://www.gov.uk/bank-holidays;
the year is the last to project. Later days are marked `projected`.
"""

import json
import sys
from datetime import date, timedelta
from typing import Any

from domain.calendar import BankHoliday, Status

FIRST_YEAR = 1995

MOVED = {
    date(1995, 5, 1): date(1995, 5, 8),
    date(2002, 5, 27): date(2002, 6, 4),
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
"""Bank holidays that were kept on another day, by proclamation."""

ADDED = {
    date(1999, 12, 31): "Millennium bank holiday",
    date(2002, 6, 3): "Golden Jubilee bank holiday",
    date(2011, 4, 29): "Royal wedding bank holiday",
    date(2012, 6, 5): "Queen\u2019s Diamond Jubilee",
    date(2022, 6, 3): "Platinum Jubilee bank holiday",
    date(2022, 9, 19): "Bank Holiday for the State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
}
"""Bank holidays that were proclaimed for one year."""

_VE_DAY = (date(1995, 5, 8), date(2020, 5, 8))
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6


def bank_holidays(year: int) -> dict[date, str]:
    """Return the bank holidays of a year on weekdays, with their titles, in order.

    A holiday that falls on a weekend is listed on the day kept in its place, as GOV.UK
    lists it.

    Args:
        year: From 1995 on; later than what is proclaimed, it is a projection.
    """
    by_rule = {**_new_year(year), **_easter(year), **_mondays(year), **_christmas(year)}
    kept = {MOVED.get(day, day): title for day, title in by_rule.items()}
    for day in _VE_DAY:
        if day in kept:
            kept[day] += " (VE day)"
    kept.update((day, title) for day, title in ADDED.items() if day.year == year)
    return dict(sorted(kept.items()))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm of "Nature", 20 April 1876, as given by Meeus.
    """
    century, year_of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (
        32 + 2 * (century % 4) + 2 * (year_of_century // 4) - moon - year_of_century % 4
    ) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _new_year(year: int) -> dict[date, str]:
    day = date(year, 1, 1)
    while day.weekday() in (_SATURDAY, _SUNDAY):
        day += timedelta(days=1)
    return {day: "New Year\u2019s Day"}


def _easter(year: int) -> dict[date, str]:
    sunday = easter_sunday(year)
    return {
        sunday - timedelta(days=2): "Good Friday",
        sunday + timedelta(days=1): "Easter Monday",
    }


def _mondays(year: int) -> dict[date, str]:
    return {
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
    }


def _monday_from(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _christmas(year: int) -> dict[date, str]:
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    match christmas.weekday():
        case 4:  # Friday: only Boxing Day needs another day.
            boxing = date(year, 12, 28)
        case 5:  # Saturday: both do.
            christmas, boxing = date(year, 12, 27), date(year, 12, 28)
        case 6:  # Sunday: Boxing Day keeps its Monday.
            christmas = date(year, 12, 27)
    return {christmas: "Christmas Day", boxing: "Boxing Day"}


def snapshot(official_until: date, last_year: int) -> str:
    """Return the text of `england-and-wales.json`.

    Args:
        official_until: Last date on the published list.
        last_year: Last year to project.
    """
    days = [
        BankHoliday(
            on=day,
            title=title,
            status=Status.OFFICIAL if day <= official_until else Status.PROJECTED,
        )
        for year in range(FIRST_YEAR, last_year + 1)
        for day, title in bank_holidays(year).items()
    ]
    contents = {
        "division": "england-and-wales",
        "provenance": (
            "Written by calendars/statute.py from the Banking and Financial Dealings Act"
            " 1971, Schedule 1, and the proclamations in the London Gazette. From 2012"
            " to the last official day it agrees with the list published at"
            " https://www.gov.uk/bank-holidays.json; later days are projected."
        ),
        "coverage": {
            "from": f"{FIRST_YEAR}-01-01",
            "official_until": official_until.isoformat(),
            "until": f"{last_year}-12-31",
        },
    }
    events = [
        {"date": day.on.isoformat(), "title": day.title, "status": day.status.value}
        for day in days
    ]
    return _one_event_a_line(contents, events)


def _one_event_a_line(contents: dict[str, Any], events: list[dict[str, str]]) -> str:
    """Write JSON so that a change of one holiday is a change of one line."""
    text = json.dumps({**contents, "events": []}, indent=2, ensure_ascii=False)
    lines = ",\n    ".join(json.dumps(event, ensure_ascii=False) for event in events)
    return text.replace('"events": []', f'"events": [\n    {lines}\n  ]') + "\n"


if __name__ == "__main__":
    sys.stdout.write(snapshot(date.fromisoformat(sys.argv[1]), int(sys.argv[2])))
