"""Whatever is wrong with a file, all the rest of it is judged in the same run."""

import re

import pytest

from tests.procedures.mistakes import ANYSHIRE, faults_of, line_of, written

RESPONDERS_1 = "responders: { posts: [team-manager], source: §4.2 }"
RESPONDERS_2 = "responders: { posts: [service-manager], source: §4.3 }"
RESPONDERS_3 = "responders: { posts: [director], source: §4.4 }"
RESPOND_2 = "respond: { fixed: { working_days: 5 }, source: §4.3 }"
RESPOND_3 = "respond: { fixed: { working_days: 5 }, source: §4.4 }"
TELL_3 = "tell: [{ post: reviewing-team-manager, source: §4.4 }]"
NO_POST = "no post is called"


def test_names_keys_values_and_laws_are_told_in_one_run() -> None:
    text = written(
        ("children: [child-protection]", "children: [child-protecton]"),
        (RESPONDERS_1, "responders: { posts: [team-manger], source: §4.2 }"),
        (RESPOND_2, "respnd: { fixed: { working_days: 5 }, source: §4.3 }"),
        ("number: 3", "number: 2"),
        (RESPOND_3, "respond: { fixed: { working_days: five }, source: §4.4 }"),
    )

    assert faults_of(text) == [
        (
            "42: officers, conference-chair, children: no kind of child is called"
            " 'child-protecton'; did you mean 'child-protection'?"
        ),
        f"70: stage 1, responders: {NO_POST} 'team-manger'; did you mean 'team-manager'?",
        "79: stage 2: `respnd` is not a key; did you mean `respond`?",
        (
            "83: stage 2, number: 2 comes after 2; the numbers of a ladder's stages must"
            " rise, each used once."
        ),
        (
            "86: stage 2, respond, fixed: `working_days` is 'five'; write a whole number"
            " without quotes, as in 5."
        ),
    ]


def test_a_name_is_told_on_its_own_line_though_the_same_word_stands_before() -> None:
    text = written(
        ("title: Anyshire Resolution of Professional Disagreements", "title: chief"),
        ("aliases: [TM]", "aliases: [chief]"),
        (TELL_3, "tell: [{ post: chief, source: §4.4 }]"),
    )

    assert faults_of(text) == [
        f"{line_of('post: chief', text)}: stage 3, tell: {NO_POST} 'chief'."
    ]


def test_an_item_that_cannot_be_read_moves_no_line_of_what_follows() -> None:
    text = written(
        ("      - number: 2\n", "      - Stage 2\n      - number: 2\n"),
        (TELL_3, "tell: [telephone, { post: rtm, source: §4.4 }]"),
    )

    assert faults_of(text) == [
        "76: an item of `stages` is 'Stage 2'; write keys with values below it.",
        "88: stage 3: an item of `tell` is 'telephone'; write { post: telephone }.",
        f"88: stage 3, tell: {NO_POST} 'rtm'.",
    ]


def test_two_items_taken_out_one_after_the_other_move_no_line() -> None:
    text = written(
        (TELL_3, "tell: [one, { purpose: copied }, { post: rtm }]"),
        ("consider_cafcass: true", "recorded_by: rtm"),
    )

    assert faults_of(text) == [
        "87: stage 3: an item of `tell` is 'one'; write { post: one }.",
        (
            "87: stage 3, tell: `post` is missing; write it: A post of this procedure, or"
            " `officer`."
        ),
        f"87: stage 3, tell: {NO_POST} 'rtm'.",
        f"89: stage 3, recorded_by: {NO_POST} 'rtm'.",
    ]


def test_what_only_follows_from_a_value_that_cannot_be_read_is_not_told() -> None:
    responders = written((RESPONDERS_3, "responders: { posts: director }"))
    number = written(
        ("number: 2\n", "number: two\n"), ("children: [looked-after], ", "")
    )

    assert [one.split(":")[0] for one in faults_of(responders)] == ["85"]
    assert [one.split(":")[0] for one in faults_of(number)] == ["76"]


def test_a_stage_whose_number_is_unknown_is_not_missed_by_what_names_it() -> None:
    text = written(
        ("number: 3\n", "numbre: three\n"),
        ("    source: §2.2", "    usually_starts_at: 3\n    source: §2.2"),
    )

    assert faults_of(text) == [
        "84: stage (3 in the list): `numbre` is not a key; did you mean `number`?",
        (
            "84: stage (3 in the list): `numbre` is 'three'; write a whole number without"
            " quotes, as in 5."
        ),
    ]


def test_a_post_with_a_key_that_cannot_be_is_not_missed_by_what_names_it() -> None:
    text = written(("  director: {", "  Director!: {"))

    assert faults_of(text) == [
        (
            "51: posts: `Director!` cannot be a key; write small letters, digits and"
            " hyphens, as in director."
        )
    ]


def test_a_post_that_is_put_aside_is_not_missed_by_what_names_it() -> None:
    text = written(
        (
            "  director: { title: Director of Children's Services, aliases: [DCS] }\n",
            "",
        ),
        (
            "  service-manager: {",
            "  director: Director of Services\n  service-manager: {",
        ),
        ("posts: [team-manager]", "posts: [team-manger]"),
    )

    assert faults_of(text) == [
        (
            "50: posts: `director` is 'Director of Services'; write { title: Director of"
            " Services }."
        ),
        f"70: stage 1, responders: {NO_POST} 'team-manger'; did you mean 'team-manager'?",
    ]


NO_KEYS = "write keys with values below it."
NO_LIST = "write a list, each item after a dash of its own."


@pytest.mark.parametrize(
    ("mistake", "fault"),
    [
        (("children:\n", "children: all\nchild:\n"), f"`children` is 'all'; {NO_KEYS}"),
        (("officers:\n", "officers: all\nroles:\n"), f"`officers` is 'all'; {NO_KEYS}"),
        (("posts:\n", "posts: all\npeople:\n"), f"`posts` is 'all'; {NO_KEYS}"),
        (("concerns: {", "concerns: all\nc: {"), f"`concerns` is 'all'; {NO_KEYS}"),
        (("ladders:\n", "ladders: all\nl:\n"), f"`ladders` is 'all'; {NO_LIST}"),
        (
            ("issue_groups:\n", "issue_groups: all\ngroups:\n"),
            f"`issue_groups` is 'all'; {NO_LIST}",
        ),
    ],
    ids=["children", "officers", "posts", "concerns", "ladders", "issue_groups"],
)
def test_what_cannot_be_read_at_all_hides_no_name_elsewhere_and_is_not_missed(
    mistake: tuple[str, str], fault: str
) -> None:
    theme = "side_steps: [{ key: talk, title: A talk, when: { themes: [drift] } }]\n"
    text = written(
        mistake,
        ("hold:\n", f"{theme}hold:\n  reading: AN-A1\n"),
        ("    source: §2.2\n", "    source: §2.2\n    usually_starts_at: 2\n"),
    )

    told = [one.split(": ", 1)[1] for one in faults_of(text)]

    assert [one for one in told if "is not a key; the keys here are" not in one] == [
        fault,
        "hold, reading: no reading is called 'AN-A1'.",
    ][:: -1 if "issue_groups" in fault else 1]


def test_every_key_that_is_missing_is_told_with_all_the_rest() -> None:
    text = written(
        ("authority: anyshire\n", ""),
        ("    manager: reviewing-team-manager\n    source: §2.2", "    source: §2.2"),
        (TELL_3, "tell: [{ post: rtm, source: §4.4 }]"),
    )

    assert faults_of(text) == [
        (
            "6: `authority` is missing; write it: Small letters, digits and hyphens:"
            " `practice-manager`."
        ),
        (
            "39: officers, conference-chair: `manager` is missing; write it: Post told when"
            " this officer cannot be reached or is behind."
        ),
        f"85: stage 3, tell: {NO_POST} 'rtm'.",
    ]


def test_a_sound_file_has_no_fault() -> None:
    assert faults_of(ANYSHIRE) == []


def test_who_takes_the_rest_is_judged_once_all_of_the_ladders_can_be_read() -> None:
    for_chairs = "    chosen_for: { officers: [conference-chair] }\n"
    all_chosen = ("    stages:\n", f"{for_chairs}    stages:\n")
    not_read = ("ladders:\n", "ladders:\n  - the rest\n")

    assert faults_of(written(all_chosen)) == [
        (
            "58: ladders: every ladder has `chosen_for`; take it away from the one for all"
            " the rest."
        )
    ]
    assert faults_of(written(all_chosen, not_read)) == [
        "59: an item of `ladders` is 'the rest'; write keys with values below it."
    ]


def test_a_ladder_whose_choice_cannot_be_read_is_not_taken_for_one_without() -> None:
    urgent = (
        "  - name: urgent\n"
        "    chosen_for: immediate-safety\n"
        "    stages: [{ number: 1, title: Director, responders: { posts: [director] } }]\n"
    )

    [told] = faults_of(written(("ladders:\n", f"ladders:\n{urgent}")))

    assert told == (
        "60: ladder urgent: `chosen_for` is 'immediate-safety'; write keys with values"
        " below it."
    )


def test_a_lead_is_not_missed_among_posts_that_cannot_be_read() -> None:
    asked = "{ posts: [team-manager, { post: director }], lead: director }"

    assert faults_of(written((RESPONDERS_1, f"responders: {asked}"))) == [
        (
            "70: stage 1, responders: an item of `posts` is a group of keys; write words;"
            " put a number or true/false in quotes."
        )
    ]


URGENT = (
    "  - name: urgent\n"
    "    chosen_for: { officers: [conference-chair], severities: [immediate-safety],"
    " issue_types: [drift], children: [looked-after] }\n"
    "    stages: [{ number: 1, title: Director, responders: { posts: [director] } }]\n"
)


READING = "readings: [{ id: AN-A1, point: Who?, reading: The first. }]"


@pytest.mark.parametrize(
    ("key", "write"),
    [
        ("posts", "keys with values below it"),
        ("children", "keys with values below it"),
        ("concerns", "keys with values below it"),
        ("officers", "keys with values below it"),
        ("issue_groups", "a list, each item after a dash of its own"),
        ("ladders", "a list, each item after a dash of its own"),
        ("readings", "a list, each item after a dash of its own"),
    ],
)
def test_names_are_not_missed_in_a_list_of_which_nothing_can_be_read(
    key: str, write: str
) -> None:
    names_all = written(
        ("ladders:\n", f"ladders:\n{URGENT}"),
        ("title: Drift or delay in the plan", "title: Drift, start_stage: 2"),
        ("extension:\n", f"{READING}\n\nextension:\n"),
        (TELL_3, TELL_3.replace("source:", "reading: AN-A1, source:")),
    )
    block = re.compile(rf"^{key}:.*\n(?:(?: .*)?\n)*", re.MULTILINE)
    text, found = block.subn(f"{key}: none\n\n", names_all)

    assert found == 1
    assert faults_of(names_all) == []
    assert faults_of(text) == [
        f"{line_of(f'{key}: none', text)}: `{key}` is 'none'; write {write}."
    ]
