"""A file that cannot be run is refused with everything wrong, line by line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ProcedureError
from procedures.reader import parse_procedure

SMALL = """\
name: anyshire-1
authority: anyshire
council: Anyshire
title: Resolution of Disagreements
in_force_from: 2026-01-01
source: Anyshire, January 2026
children: {looked-after: Looked after child}
officers:
  iro:
    title: Reviewing Officer
    children: [looked-after]
    may: [refer-to-cafcass]
    manager: iro-manager
posts:
  team-manager: {title: Team Manager}
  iro-manager: {title: Manager of Reviewing Officers}
ladders:
  - overall: {within: {working_days: 20}, starts: raised}
    stages:
      - number: 1
        title: Stage 1
        responders: {posts: [team-manager]}
        respond:
          fixed: {working_days: 5}
          reading: AN-A1
        tell:
          - post: iro-manager
readings:
  - id: AN-A1
    point: Days or working days?
    reading: Working days.
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(ProcedureError) as refused:
        parse_procedure(text, Path("f.yaml"))
    return refused.value.faults


def changed(old: str, new: str, text: str = SMALL) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_a_whole_file_becomes_a_procedure() -> None:
    procedure = parse_procedure(SMALL, Path("f.yaml"))

    assert procedure.name == "anyshire-1"
    assert procedure.ladders[0].stages[0].title == "Stage 1"


def test_a_date_in_quotes_is_the_same_date() -> None:
    quoted = changed("2026-01-01", '"2026-01-01"')

    assert parse_procedure(quoted, Path("f.yaml")) == parse_procedure(
        SMALL, Path("f.yaml")
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "        respond:\n",
            "        respnd:\n",
            ("f.yaml:23: stage 1: `respnd` is not a key; did you mean `respond`?"),
        ),
        (
            "council: Anyshire\n",
            "",
            "f.yaml:1: `council` is missing; write it.",
        ),
        (
            "working_days: 5}",
            "working_days: five}",
            (
                "f.yaml:24: stage 1, respond, fixed: `working_days` is 'five';"
                " write a whole number without quotes, as in 5."
            ),
        ),
        (
            "working_days: 5}",
            'working_days: "5"}',
            (
                "f.yaml:24: stage 1, respond, fixed: `working_days` is '5'; write"
                " a whole number without quotes, as in 5."
            ),
        ),
        (
            "working_days: 5}",
            "working_days: true}",
            (
                "f.yaml:24: stage 1, respond, fixed: `working_days` is true; write"
                " a whole number without quotes, as in 5."
            ),
        ),
        (
            "working_days: 5}",
            "working_days: 5, elapsed_hours: 24}",
            (
                "f.yaml:24: stage 1, respond: `fixed`: name exactly one unit:"
                " working_days, working_hours, elapsed_hours or calendar_days, as in"
                " `{working_days: 5}`."
            ),
        ),
        (
            "posts: [team-manager]",
            "posts: [team-manger]",
            (
                "f.yaml:22: stage 1, responders: no post is called 'team-manger'; did you"
                " mean 'team-manager'?"
            ),
        ),
        (
            "reading: AN-A1\n        tell",
            "reading: AN-A2\n        tell",
            (
                "f.yaml:25: stage 1, respond, reading: no reading is called"
                " 'AN-A2'; did you mean 'AN-A1'?"
            ),
        ),
        (
            "title: Resolution of Disagreements\n",
            "title: Resolution of Disagreements\ntitle: Another\n",
            "f.yaml:5: `title` is written twice, first on line 4; keep one.",
        ),
        (
            "2026-01-01",
            "1st January 2026",
            (
                "f.yaml:5: `in_force_from` is '1st January 2026'; write a date, as in"
                " 2026-01-31."
            ),
        ),
        (
            "starts: raised",
            "starts: formaly",
            (
                "f.yaml:18: overall: `starts` is 'formaly'; did you mean"
                " 'formal-start'? Write one of raised, formal-start."
            ),
        ),
        (
            "  team-manager: {",
            "  Team Manager: {",
            (
                "f.yaml:15: posts: `Team Manager` cannot be a key; write small letters,"
                " digits and hyphens, as in team-manager."
            ),
        ),
        (
            "source: Anyshire, January 2026",
            "source:",
            "f.yaml:6: `source` is empty; write a value or take it away.",
        ),
        (
            "posts: [team-manager]",
            "posts: []",
            (
                "f.yaml:22: stage 1, responders: `posts` is an empty list; write at least"
                " one."
            ),
        ),
        (
            "  iro-manager: {",
            "\tiro-manager: {",
            "f.yaml:16: is indented with a tab; use spaces.",
        ),
        (
            "in_force_from: 2026-01-01",
            "in_force_from: &day 2026-01-01",
            "f.yaml:5: in_force_from: uses an anchor (& or *); write it out in full.",
        ),
        (
            "title: Team Manager",
            "title: !!python/name:os.system Team Manager",
            (
                "f.yaml:15: posts, team-manager, title: has the tag"
                " python/name:os.system; take it away."
            ),
        ),
        (
            "number: 1\n",
            "number: 1\n        usually_told_by_telephone_only: true\n",
            (
                "f.yaml:21: stage 1: `usually_told_by_telephone_only` is not a"
                " key; the keys here are number, title,"
            ),
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_write(
    old: str, new: str, fault: str
) -> None:
    faults = faults_of(changed(old, new))

    assert any(one.startswith(fault) for one in faults), faults


def test_one_mistake_makes_one_fault() -> None:
    misspelt = changed("        responders:", "        respondres:")

    assert faults_of(misspelt) == [
        ("f.yaml:22: stage 1: `respondres` is not a key; did you mean `responders`?")
    ]


def test_an_empty_key_that_is_needed_makes_one_fault() -> None:
    assert faults_of(changed("source: Anyshire, January 2026", "source:")) == [
        "f.yaml:6: `source` is empty; write a value or take it away."
    ]


def test_a_misspelt_key_is_not_also_called_missing() -> None:
    assert faults_of(changed("council: Anyshire\n", "counsil: Anyshire\n")) == [
        "f.yaml:3: `counsil` is not a key; did you mean `council`?"
    ]


def test_faults_of_every_kind_are_told_at_once_in_the_order_of_the_file() -> None:
    text = changed("council: Anyshire\n", "counsil: Anyshire\n")
    text = changed("2026-01-01", "tomorrow", text)
    text = changed("manager: iro-manager", "manager: iro-manger", text)
    text = changed("title: Stage 1", "title: Stage 1\n        title: Stage one", text)
    text = changed("working_days: 5}", "working_days: 0}", text)
    text = changed("post: iro-manager", "post: team-mangaer", text)
    text = changed("id: AN-A1", "id: 1", text)

    faults = faults_of(text)

    assert [int(one.split(":")[1]) for one in faults] == [3, 5, 13, 22, 25, 28, 30]


def test_two_stages_that_name_the_same_unknown_post_have_two_lines() -> None:
    second = """\
      - number: 2
        title: Stage 2
        responders: {posts: [chief]}
readings:"""
    text = changed("posts: [team-manager]", "posts: [chief]")

    faults = faults_of(changed("readings:", second, text))

    assert [one.split(": no post")[0] for one in faults] == [
        "f.yaml:22: stage 1, responders",
        "f.yaml:30: stage 2, responders",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "f.yaml:1: is no procedure; write keys such as `name: anyshire-2026`."),
        ("- a\n- b\n", "f.yaml:1: is no procedure"),
        ("a: [1, 2\n", "f.yaml:1: `[` is not closed with `]`; write `a: [1, 2]`."),
        ("Dear all,\n", "f.yaml:1: is no procedure"),
        ("? {a: b}\n: 1\n", "f.yaml:1: has a key that is no plain word"),
        ("a: \x00\n", "f.yaml:1: holds a character that cannot be seen"),
    ],
)
def test_what_is_no_procedure_at_all_is_refused_in_a_sentence(
    text: str, fault: str
) -> None:
    assert faults_of(text)[0].startswith(fault)


def test_a_bomb_of_anchors_does_not_go_off() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    bomb = "\n".join(["a0: &a0 [x]", *levels]) + "\n"

    faults = faults_of(bomb)

    assert "f.yaml:1: a0: uses an anchor (& or *); write it out in full." in faults


def test_what_is_nested_without_end_is_refused() -> None:
    assert faults_of("a: " + "[" * 20_000) == [
        "f.yaml:1: is nested far too deep; write it flatter."
    ]


def test_an_empty_item_of_a_list_makes_one_fault() -> None:
    assert faults_of(changed("posts: [team-manager]", "posts: [team-manager, ~]")) == [
        (
            "f.yaml:22: stage 1, responders: an item of `posts` is empty; write a value or"
            " take it away."
        )
    ]


def test_every_fault_of_a_file_stands_on_a_line_of_its_own() -> None:
    text = changed(
        "council: Anyshire\n", "", changed("title: Stage 1", "titel: Stage 1")
    )

    with pytest.raises(ProcedureError) as refused:
        parse_procedure(text, Path("f.yaml"))

    assert len(refused.value.faults) == 2
    assert str(refused.value).splitlines() == refused.value.faults


LINES = SMALL.splitlines()
line_numbers = st.integers(0, len(LINES) - 1)
pieces = st.sampled_from(["", "~", "[]", "{}", "true", "7", "x", "2026-01-01", "a: b"])


@given(st.lists(st.tuples(line_numbers, st.integers(0, 3), pieces), max_size=5))
def test_whatever_becomes_of_a_file_it_is_read_or_refused_with_lines(
    damages: list[tuple[int, int, str]],
) -> None:
    lines = list(LINES)
    for number, kind, piece in damages:
        key, colon, _ = lines[number].partition(":")
        match kind:
            case 0:
                lines[number] = f"{key}{colon} {piece}"
            case 1:
                lines[number] = ""
            case 2:
                lines[number] = lines[number].replace("a", "e", 1)
            case _:
                lines[number] = f"{lines[number]}\n{lines[number]}"

    text = "\n".join(lines) + "\n"

    for fault in _faults_if_any(text):
        file, line, says = fault.split(":", maxsplit=2)
        assert file == "f.yaml"
        assert 1 <= int(line) <= text.count("\n") + 1
        assert says.strip().endswith((".", "?"))


def _faults_if_any(text: str) -> list[str]:
    try:
        parse_procedure(text, Path("f.yaml"))
    except ProcedureError as refused:
        return refused.faults or ["refused without a fault"]
    return []
