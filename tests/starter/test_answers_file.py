"""A file of answers is refused with everything wrong in it, each with its line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.calendar import WorkingCalendar
from domain.errors import RaiseRefused
from domain.opening import Basis
from procedures.shelf import Shelf
from procedures.text_files import LARGEST_FILE
from starter.answers_file import AnswersFile
from tests.domain.raisings import INVENTED

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)  # 10:00 in London
POSTS = (
    "officer, reviewing-officer, conference-chair, social-worker, team-manager,"
    " service-manager, director, reviewing-team-manager"
)
BY_OFFICER = "    by: {post: reviewing-officer, reference: OFFICER-1}\n"
BY_MANAGER = "    by: {post: team-manager, reference: TM-4}\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


@pytest.fixture
def basis(calendar: WorkingCalendar) -> Basis:
    return Basis(procedure=Shelf().named("anyshire-2026-01"), calendar=calendar)


def refused(path: Path, text: str, basis: Basis) -> list[str]:
    """What is said of the file, without its name: `LINE: sentence`."""
    path.write_text(text, "utf-8")
    with pytest.raises(RaiseRefused) as refusal:
        AnswersFile(path, {}).played(basis, MON_30_MAR)
    return [fault.removeprefix(f"{path}:") for fault in refusal.value.faults]


def one_answer(said: str) -> str:
    return f"answers:\n  - at_stage: 1\n    send: note\n{BY_OFFICER}{said}"


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines(
    path: Path, basis: Basis
) -> None:
    text = f"""raise:
  raised_by: {{role: chair}}
  child: {{kind: looked-aftr}}
  themes: [drift, drifft]
  concerns: [safety]
  in_proceedings: perhaps
  colour: red
  start_stage: 9
  ladder: steep
ansers: []
answers:
  - at_stage: 1
    at: "09:00"
    send: manager_respons
{BY_MANAGER}  - at_stage: 7
    send: manager_response
    by: {{post: teem-manager, reference: TM-4}}
    answr: Soon.
  - at_stage: 2
    after_working_days: 3
    send: place_on_hold
{BY_OFFICER}    until: 2026-13-01
    because: Snow.
  - at_stage: 2
    after_working_days: 1
    send: note
{BY_OFFICER}    text: Rain.
  - at_stage: 1
    after_working_days: 4
    send: note
{BY_OFFICER}    text: Sun.
"""

    found = refused(path, text, basis)

    assert found[0] == (
        "2: `chair` is no role here; write one of reviewing-officer, conference-chair."
    )
    assert [one.partition(":")[0] for one in found] == [
        *("2", "3", "4", "5", "6", "7", "8", "9", "10"),
        *("13", "14", "16", "16", "18", "19", "24", "27", "31"),
    ]


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        (
            "themes: [drifft]",
            (
                "`drifft` is no issue type here; did you mean `drift`? Write one of drift,"
                " visits, placement, education, other."
            ),
        ),
        (
            "concerns: [rain]",
            "`rain` is no concern here; write one of immediate-safety.",
        ),
        ("ladder: steep", "`steep` is no ladder here; write one of usual."),
        (
            "child: {kind: teenager}",
            (
                "`teenager` is no kind of child here; write one of looked-after,"
                " child-protection."
            ),
        ),
        (
            "start_stage: 9",
            "`start_stage`: there is no stage 9; write one of 1, 2, 3.",
        ),
        (
            "raised_at: 2026-04-01T10:00:00+01:00",
            (
                "`raised_at`: 2026-04-01T10:00:00+01:00 is in the future; it is Mon 30 Mar"
                " 2026 10:00. Leave it out to raise the dispute now."
            ),
        ),
        (
            "raised_at: 2026-04-01",
            (
                "`raised_at` is '2026-04-01'; write a moment, as in"
                ' 2026-03-30T14:00:00+01:00 or {in_working_days: 5, at: "14:00"}.'
            ),
        ),
        (
            "raised_by: {reference: Thomas}",
            (
                "`raised_by.reference` is 'Thomas'; write letters and digits with at least"
                " one digit, as in IRO-7; no name."
            ),
        ),
        (
            "raised_by: reviewing-officer",
            "`raised_by` is 'reviewing-officer'; write keys with values.",
        ),
        (
            "raised_by: {role: [reviewing-officer]}",
            "`raised_by.role` is ['reviewing-officer']; write words.",
        ),
        ("themes: []", "`themes` is []; write at least one."),
        ("themes: drift", "`themes` is 'drift'; write a list."),
        ("issue: ''", "`issue` is ''; write something."),
        (
            "team: red team",
            "`team` is 'red team'; write small letters, digits and hyphens.",
        ),
        (
            "start_stage: first",
            "`start_stage` is 'first'; write a whole number, as in 5.",
        ),
        ("in_proceedings: maybe", "`in_proceedings` is 'maybe'; write true or false."),
        ("authority: hull", "`authority` is set by what is played; take it away."),
        (
            "themes: [drift, drift]",
            "`themes` is ['drift', 'drift']: names a code twice; name each once.",
        ),
        (
            "raised_by: {rolle: x}",
            (
                "`rolle` is no key here; did you mean `role`? Write one"
                " of role, reference."
            ),
        ),
    ],
)
def test_what_is_raised_wrongly_says_what_may_be_written(
    path: Path, basis: Basis, raised: str, says: str
) -> None:
    assert refused(path, f"raise:\n  {raised}\n", basis) == [f"2: {says}"]


def test_a_procedure_without_concerns_says_that_there_is_none(
    path: Path, calendar: WorkingCalendar
) -> None:
    procedure = Shelf(INVENTED).named("thistlemere-3")

    found = refused(
        path,
        "raise: {concerns: [rain]}\n",
        Basis(procedure=procedure, calendar=calendar),
    )

    assert found == ["1: `rain` is no concern here, where there is none; leave it out."]


@pytest.mark.parametrize(
    ("said", "line", "says"),
    [
        ("", 2, "`text` is missing; write it."),
        (
            "    txt: Rain.\n    text: Rain.\n",
            5,
            (
                "`txt` is no key here; did you mean `text`? Write one of by, received_at,"
                " text."
            ),
        ),
        ("    text: 5\n", 5, "`text` is 5; write words."),
        (
            "    text: Rain.\n    at: 25:00\n",
            6,
            "`at` is '25:00'; write a time of day, as in \"14:00\".",
        ),
        (
            "    text: Rain.\n    after_working_days: 61\n",
            6,
            (
                "`after_working_days` is 61; write 0 to 60, counted from when the stage"
                " begins."
            ),
        ),
        (
            "    text: Rain.\n    after_working_days: -1\n",
            6,
            (
                "`after_working_days` is -1; write 0 to 60, counted from when the stage"
                " begins."
            ),
        ),
        (
            '    text: Rain.\n    at: "09:59"\n',
            6,
            (
                "09:59 is before the dispute is raised, Mon 30 Mar 2026 10:00; name a later"
                " time, or a later day."
            ),
        ),
        (
            "    text: Rain.\n    received_at: yesterday\n",
            6,
            (
                "`received_at` is 'yesterday'; write a moment, as in"
                ' 2026-03-30T14:00:00+01:00 or {in_working_days: 5, at: "14:00"}.'
            ),
        ),
    ],
)
def test_what_is_said_wrongly_says_what_may_be_written(
    path: Path, basis: Basis, said: str, line: int, says: str
) -> None:
    assert refused(path, one_answer(said), basis) == [f"{line}: {says}"]


@pytest.mark.parametrize(
    ("answer", "line", "says"),
    [
        (
            "send: place_on_hold\n    because: Snow.\n    until: soon",
            6,
            "`until` is 'soon'; write a date, as in 2026-03-30 or {in_working_days: 5}.",
        ),
        (
            "send: place_on_hold\n    because: Snow.\n    until: {in_working_days: soon}",
            6,
            "`in_working_days` is 'soon'; write a whole number, as in 5.",
        ),
        (
            "send: meeting_arranged\n    takes_place_at: {in_working_days: 251, at: noon}",
            5,
            "`in_working_days` is 251; write a whole number, as in 5.",
        ),
        (
            (
                "send: meeting_held\n    held_on: {in_working_days: 0}\n    outcome: Tea.\n"
                "    attended: [team-manager, directr]"
            ),
            7,
            f"`directr` is no post here; did you mean `director`? Write one of {POSTS}.",
        ),
        (
            "send: hand_over\n    because: Illness.\n    to_post: mayor",
            6,
            f"`mayor` is no post here; write one of {POSTS}.",
        ),
        (
            (
                "send: officer_decision\n    satisfied: true\n    because: Good.\n"
                "    actions: [{what: Tea, owner: mayor, in_working_days: 1}]"
            ),
            7,
            f"`mayor` is no post here; write one of {POSTS}.",
        ),
        (
            "send: officer_decision\n    satisfied: 7\n    because: Good.",
            5,
            "`satisfied` is 7; write true or false.",
        ),
        (
            (
                "send: officer_decision\n    satisfied: true\n    because: Good.\n"
                "    outcome: solved"
            ),
            7,
            (
                "`outcome` is 'solved'; write one of resolved, sufficiently-progressed,"
                " partly-settled."
            ),
        ),
        (
            (
                "send: officer_decision\n    satisfied: true\n    because: Good.\n"
                "    actions: [{whatt: A, what: Tea, owner: director, due_on: 2026-04-01}]"
            ),
            7,
            (
                "`whatt` is no key here; did you mean `what`? Write one of what, owner,"
                " due_on."
            ),
        ),
    ],
)
def test_each_message_is_held_to_its_own_keys(
    path: Path, basis: Basis, answer: str, line: int, says: str
) -> None:
    text = f"answers:\n  - at_stage: 1\n{BY_OFFICER}    {answer}\n"

    assert f"{line}: {says}" in refused(path, text, basis)


def test_answers_are_put_in_the_order_in_which_they_are_sent(
    path: Path, basis: Basis
) -> None:
    def note(stage: int, day: int, at: str) -> str:
        return (
            f"  - at_stage: {stage}\n    after_working_days: {day}\n    at: '{at}'\n"
            f"    send: note\n{BY_OFFICER}    text: Rain.\n"
        )

    sent = note(2, 2, "11:00"), note(2, 2, "10:59"), note(1, 2, "11:00")

    assert refused(path, f"answers:\n{''.join(sent)}", basis) == [
        (
            "9: It is sent before the answer above it; put the answers in the order in"
            " which they are sent."
        ),
        (
            "14: Stage 1 comes before stage 2 of the answer above it; put the answers in"
            " the order in which they are sent."
        ),
    ]


def test_after_a_message_that_takes_it_elsewhere_a_lower_stage_may_come(
    path: Path, basis: Basis
) -> None:
    down = (
        f"    send: escalate\n{BY_OFFICER}    reason: officers-judgement\n"
        "    because: They know best.\n    to_stage: 1\n"
    )
    path.write_text(
        f"raise: {{start_stage: 2}}\nanswers:\n  - at_stage: 2\n{down}"
        f"  - at_stage: 1\n    send: note\n{BY_OFFICER}    text: Rain.\n",
        "utf-8",
    )

    _, course = AnswersFile(path, {}).played(basis, MON_30_MAR)

    assert [message.kind for _, message in course.spoken] == ["escalate", "note"]


def test_a_stage_of_another_ladder_may_come_once_the_ladder_is_switched(
    path: Path, calendar: WorkingCalendar
) -> None:
    basis = Basis(
        procedure=Shelf(INVENTED).named("quillshire-2025-04"), calendar=calendar
    )
    by = "    by: {post: iro, reference: OFFICER-1}\n"
    above = f"  - at_stage: 2\n    send: note\n{by}    text: Rain.\n"
    at_talk = f"  - at_stage: 0\n    send: note\n{by}    text: Rain.\n"
    switch = (
        f"  - at_stage: 2\n    send: switch_ladder\n{by}    because: Fire.\n"
        "    ladder: green\n"
    )
    red = "raise: {concerns: [red], start_stage: 2}\nanswers:\n"

    assert refused(path, f"{red}{above}{at_talk}", basis) == [
        "7: There is no stage 0; write one of 1, 2."
    ]
    path.write_text(f"{red}{switch}{at_talk}", "utf-8")
    _, course = AnswersFile(path, {}).played(basis, MON_30_MAR)
    assert [message.kind for _, message in course.spoken] == ["switch_ladder", "note"]


def test_what_only_the_course_can_tell_is_said_of_every_answer_with_its_line(
    path: Path, basis: Basis
) -> None:
    text = (
        f"answers:\n  - at_stage: 1\n    send: resume\n{BY_OFFICER}"
        f"  - at_stage: 1\n    send: manager_response\n{BY_MANAGER}    answer: Yes.\n"
        f"  - at_stage: 1\n    send: place_on_hold\n{BY_OFFICER}    because: Snow.\n"
        "    until: 2026-03-30\n"
    )

    assert refused(path, text, basis) == [
        "2: Answer 1, resume at stage 1: It is not on hold, so there is nothing to resume.",
        "9: Answer 3, place_on_hold at stage 1: until must be after today, 2026-03-30.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "- just a list\n",
            "1: is no file of answers; write the keys `raise` and `answers`.",
        ),
        ("raise: [1]\n", "1: `raise` is written with keys, as in `themes: [drift]`."),
        ("answers: {a: 1}\n", "1: `answers` is a list; begin each with `- at_stage:`."),
        ("answers: [words]\n", "1: An answer is written with keys, as in `send:`."),
        ("raise: &x {team: a}\n", "1: uses an anchor (& or *); write it out in full."),
    ],
)
def test_what_has_not_the_shape_of_a_file_of_answers_is_refused(
    path: Path, basis: Basis, text: str, says: str
) -> None:
    assert says in refused(path, text, basis)


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (None, "is not there; see how its name is spelt."),
        (b"", "is empty; write the keys `raise` and `answers`."),
        (
            "raise: {team: é}".encode("latin-1"),
            "is not UTF-8, a letter here cannot be read; save the file as UTF-8.",
        ),
        (
            b"PK\x03\x04",
            (
                "is no text, but a Word, Excel or zip file; write it in a plain text"
                " editor, and save it as UTF-8."
            ),
        ),
        (
            b"#" * (LARGEST_FILE + 1),
            "is larger than 250,000 bytes; name a file of answers.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    path: Path, held: bytes | None, told: str
) -> None:
    if held is not None:
        path.write_bytes(held)

    with pytest.raises(RaiseRefused) as refusal:
        AnswersFile(path, {})

    assert refusal.value.faults == [f"{path}:1: {told}"]


def test_a_calendar_that_ends_too_soon_is_no_fault_of_the_file(
    path: Path, basis: Basis
) -> None:
    path.write_text("raise: {team: a}\n", "utf-8")

    with pytest.raises(RaiseRefused) as refusal:
        AnswersFile(path, {}).played(basis, datetime(2030, 12, 2, 10, tzinfo=UTC))

    assert refusal.value.faults == [
        (
            "The calendar of bank holidays ends on Tue 31 Dec 2030, too soon for a dispute"
            " raised now; load a newer list, and raise it again."
        )
    ]
