"""`check` tells faults and what is odd together, each on its line."""

from datetime import date
from pathlib import Path

import pytest

from procedures.checking import check_file, check_text
from procedures.shelf import SHIPPED, Shelf
from tests.procedures.mistakes import ANYSHIRE, line_of, written

MON_30_MAR_2026 = date(2026, 3, 30)
NAME = Path("anyshire-2026-01.yaml")
RESPOND_2 = "respond: { fixed: { working_days: 5 }, source: §4.3 }"
REMINDER_3 = "reminders: [{ before: { working_days: 1 } }]\n        consider"


def told(text: str, path: Path = NAME) -> list[str]:
    return [
        f"{one.line} {one.severity.value}: {one.sentence()}"
        for one in check_text(text, path, MON_30_MAR_2026)
    ]


def test_the_example_is_sound() -> None:
    assert told(ANYSHIRE) == []


@pytest.mark.parametrize("name", Shelf().names())
def test_a_shipped_procedure_has_each_warning_on_a_line_that_speaks_of_it(
    name: str,
) -> None:
    path = SHIPPED / f"{name}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()

    for one in check_file(path, MON_30_MAR_2026, ()):
        first = lines[one.line - 1].split("#")[0].strip()
        assert first.split(":")[0].removeprefix("- ") in {
            "stages", "respond", "status", "review_on",
        }  # fmt: skip


def test_what_is_odd_is_told_on_its_line_beside_the_faults() -> None:
    text = written(
        (RESPOND_2, "respnd: { fixed: { working_days: 5 }, source: §4.3 }"),
        (REMINDER_3, "reminders: [{ before: { working_days: 7 } }]\n        consider"),
    )

    assert told(text) == [
        "79 fault: stage 2: `respnd` is not a key; did you mean `respond`?",
        (
            "88 warning: Stage 3: Director: a reminder 7 working days before a limit of 5"
            " working days falls before the stage begins; remind later."
        ),
    ]


def test_a_warning_about_a_stage_has_the_line_of_that_stage() -> None:
    limit = f"        {RESPOND_2}\n"
    reminder = "reminders: [{ before: { working_days: 1 } }]"
    text = written((limit, "")).replace(f"        {reminder}\n", "", 2)
    text = text.replace(reminder, "reminders: []")

    assert told(text) == [
        (
            f"{line_of('number: 2', text)} warning: Stage 2: Service Manager: it has no"
            " limit and no reading says why: unanswered, it goes on without end; write"
            " `respond`, or a reading."
        )
    ]


def test_what_cannot_be_said_of_a_stage_with_a_gap_is_said_to_wait() -> None:
    text = written(
        (RESPOND_2, "respond: { fixed: { working_days: 50, calendar_days: 3 } }"),
        ("at_most: { working_days: 10 }", "at_most: { working_days: 0 }"),
    )

    assert told(text) == [
        (
            "76 note: what is odd about stage 2, and about the sum of the limits, is looked"
            " at once these faults are mended."
        ),
        (
            "79 fault: stage 2, respond: `fixed`: name exactly one unit: working_days,"
            " working_hours, elapsed_hours or calendar_days, as in `{working_days: 5}`."
        ),
        "102 fault: hold, at_most: `working_days` is 0; write 1 or more.",
    ]


def test_where_no_stage_can_be_read_the_stages_are_said_to_wait() -> None:
    assert told(written(("ladders:\n", "stages:\n"))) == [
        "6 fault: `ladders` is missing; write it.",
        "6 note: the stages are looked at once these faults are mended.",
        "58 fault: `stages` is not a key here; it belongs below `ladders`.",
    ]


def test_a_text_without_keys_has_one_fault() -> None:
    assert told("Dear all,\n") == [
        "1 fault: is no procedure; write keys such as `name: anyshire-2026`."
    ]


def test_a_name_that_is_not_the_files_is_told_on_its_line() -> None:
    assert told(ANYSHIRE, Path("mine.yaml")) == [
        (
            "6 fault: name: holds the procedure 'anyshire-2026-01'; call the file"
            " anyshire-2026-01.yaml, or write `name: mine`."
        )
    ]
    assert told(
        written(("name: anyshire-2026-01", "name: any-1")), Path("any-1.yaml")
    ) == [
        (
            "6 fault: name: the name 'any-1' must begin with the council's short name, as"
            " in anyshire-2026-01."
        )
    ]


@pytest.mark.parametrize("key", ["name", "authority"])
def test_a_name_that_cannot_be_read_is_not_compared_with_the_files(key: str) -> None:
    text = written((f"{key}: anyshire", f"{key}: Anyshire"))

    assert len(told(text)) == 1


def test_a_reading_that_is_not_listed_is_told_once() -> None:
    text = written(
        ("hold:\n  offered: true", "hold:\n  offered: true\n  reading: AN-A1"),
        ("source: §5.1", "source: §5.1, AN-A2"),
    )

    assert told(text) == [
        ("99 fault: reading AN-A2: it is named but not listed; add it to `readings`."),
        "102 fault: hold, reading: no reading is called 'AN-A1'.",
    ]


def test_a_reading_is_not_called_idle_while_parts_of_the_file_are_unread() -> None:
    reading = "readings: [{ id: AN-A1, point: What?, reading: That. }]\nchild_duties:"
    idle = written(("child_duties:", reading))

    assert len(told(idle)) == 1
    assert (
        len(told(written(("at_most: { working_days: 10 }", "at_most: 10"), text=idle)))
        == 1
    )


def test_what_takes_over_may_lie_beside_the_file_or_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / NAME
    over = (
        "    title: Three stages\n",
        "    title: T\n    hands_over_to: anyshire-court-1\n",
    )
    path.write_text(written(over), encoding="utf-8")

    alone = [one.sentence() for one in check_file(path, MON_30_MAR_2026, ())]
    elsewhere = check_file(path, MON_30_MAR_2026, {"anyshire-court-1"})
    (tmp_path / "anyshire-court-1.yaml").touch()

    assert alone == [
        (
            "T: it hands over to 'anyshire-court-1', and there is no such procedure; write"
            " its file first."
        )
    ]
    assert elsewhere == []
    assert check_file(path, MON_30_MAR_2026, ()) == []
