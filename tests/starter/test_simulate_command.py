"""`disputes procedure simulate`: the told dates for people and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from procedures.shelf import SHIPPED
from starter.procedure_commands import procedure_app

WEST_SUSSEX = SHIPPED / "west-sussex-2020-06.yaml"
FROM_STAGE_1 = "raise: {start_stage: 1, start_because: Talking changed nothing.}\n"
ANSWERED = """answers:
  - at_stage: 1
    after_working_days: 2
    send: manager_response
    by: {post: practice-manager, reference: PM-3}
    answer: Marmalade is ordered.
  - at_stage: 1
    after_working_days: 3
    send: officer_decision
    by: {post: iro, reference: OFFICER-1}
    satisfied: false
    because: Ordered is not eaten.
"""


def simulate(*words: str) -> Result:
    return CliRunner().invoke(
        procedure_app, ["simulate", WEST_SUSSEX.stem, "--raised", *words]
    )


@pytest.fixture
def unanswered(tmp_path: Path) -> Path:
    path = tmp_path / "unanswered.yaml"
    path.write_text(FROM_STAGE_1, encoding="utf-8")
    return path


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    path = tmp_path / "answered.yaml"
    path.write_text(FROM_STAGE_1 + ANSWERED, encoding="utf-8")
    return path


def begun(facts: dict[str, object]) -> list[str]:
    moments = facts["moments"]
    assert isinstance(moments, list)
    return [
        f"{one['stage']} {moment['at']}"
        for moment in moments
        for one in moment["happened"]
        if one["kind"] == "stage-begun"
    ]


def test_west_sussex_unanswered_comes_to_the_told_dates(unanswered: Path) -> None:
    result = simulate("2026-03-30T10:00", "--answers", str(unanswered), "--json")

    assert result.exit_code == 0
    assert begun(json.loads(result.stdout)) == [
        "1 2026-03-30T09:00:00+00:00",
        "2 2026-04-08T16:00:00+00:00",
        "3 2026-04-15T16:00:00+00:00",
        "4 2026-04-22T16:00:00+00:00",
        "5 2026-04-29T16:00:00+00:00",
    ]


def test_people_read_by_date_what_happened_and_who_was_told(unanswered: Path) -> None:
    lines = simulate(
        "2026-03-30T10:00", "--answers", str(unanswered)
    ).stdout.splitlines()

    first = lines.index("Mon 30 Mar 2026 10:00")
    assert lines[first + 2] == "  Stage 1 begins; answer due Wed 8 Apr 2026 17:00."
    assert lines[first + 3].startswith("  Before the formal start the procedure asks:")
    assert lines[first + 4 : first + 6] == [
        "    asked     Practice Manager: stage begun, due Wed 8 Apr 2026 17:00",
        "    informed  Social Worker: stage begun, due Wed 8 Apr 2026 17:00",
    ]
    named = "in the name of IRO/CPA Team Manager"
    assert any("Executive Director" in one and named in one for one in lines)
    assert "Nothing more happens by itself" in lines[-1]


def test_an_answer_and_a_decision_bring_the_next_stage_forward(answered: Path) -> None:
    result = simulate("2026-03-30T10:00", "--answers", str(answered), "--json")

    assert begun(json.loads(result.stdout))[:2] == [
        "1 2026-03-30T09:00:00+00:00",
        "2 2026-04-02T09:00:00+00:00",
    ]


def test_programs_are_told_purpose_name_and_date_of_each_notice(
    unanswered: Path,
) -> None:
    result = simulate("2026-03-30T10:00", "--answers", str(unanswered), "--json")

    asked = json.loads(result.stdout)["moments"][0]["told"][0]
    assert (asked["to"], asked["purpose"], asked["due_at"]) == (
        "practice-manager",
        "to-act",
        "2026-04-08T16:00:00Z",
    )


def test_a_start_with_an_offset_is_the_same_moment(unanswered: Path) -> None:
    with_offset = simulate("2026-03-30T11:00+02:00", "--answers", str(unanswered))

    london = simulate("2026-03-30T10:00", "--answers", str(unanswered))
    assert with_offset.stdout == london.stdout


def test_the_rehearsal_that_is_shipped_can_be_simulated() -> None:
    result = simulate("2026-06-01T10:00", "--rehearsed")

    assert result.exit_code == 0
    assert result.stdout.endswith("It has ended: resolved.\n")


def test_a_file_can_be_simulated_before_it_is_on_the_shelf(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(WEST_SUSSEX.read_bytes())

    words = ["simulate", str(path), "--raised", "2026-03-30T10:00"]
    result = CliRunner().invoke(procedure_app, words)

    assert result.exit_code == 0
    assert "(west-sussex-2020-06)" in result.stdout


def test_an_answer_that_is_not_taken_is_refused_with_its_number(
    answered: Path,
) -> None:
    text = answered.read_text(encoding="utf-8")
    answered.write_text(text.replace("OFFICER-1", "IRO-8"), encoding="utf-8")

    result = simulate("2026-03-30T10:00", "--answers", str(answered))

    assert result.exit_code == 1
    assert result.stderr == (
        f"{answered}:8: Answer 2, officer_decision at stage 1: Only the officer who raised"
        " it may send officer_decision: by.post 'iro' with by.reference 'OFFICER-1', or"
        " somebody of that post with by.on_behalf_of 'OFFICER-1'.\n"
    )


def test_of_what_was_not_sent_it_is_said_what_it_waited_for(answered: Path) -> None:
    late = """  - at_stage: 2
    after_working_days: 60
    send: note
    by: {post: iro, reference: OFFICER-1}
    text: Too late.
  - at_stage: 3
    send: note
    by: {post: iro, reference: OFFICER-1}
    text: In time, but behind it.
"""
    with answered.open("a", encoding="utf-8") as file:
        file.write(late)

    result = simulate("2026-03-30T10:00", "--answers", str(answered))

    assert result.stdout.splitlines()[-2:] == [
        "Not sent: note at stage 2; that stage never came, or was over before.",
        "Not sent: note at stage 3; it waited for the one before it.",
    ]


def test_a_script_with_an_unknown_key_is_refused(unanswered: Path) -> None:
    unanswered.write_text("raized: {}\n", encoding="utf-8")

    result = simulate("2026-03-30T10:00", "--answers", str(unanswered), "--json")

    assert result.exit_code == 1
    assert json.loads(result.stderr)["refused"] == [
        (
            f"{unanswered}:1: `raized` is no key here; did you mean `raise`? Write one of"
            " raise, answers."
        )
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("tomorrow",), "is no moment"),
        (
            ("2026-03-30T10:00", "--answers", "x.yaml", "--rehearsed"),
            "either --answers or --rehearsed",
        ),
    ],
)
def test_what_cannot_be_meant_is_a_matter_of_usage(
    words: tuple[str, ...], says: str
) -> None:
    result = simulate(*words)

    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize("at", ["1950-01-02T10:00", "2060-01-02T10:00"])
def test_a_start_the_calendar_does_not_know_is_refused(at: str) -> None:
    result = simulate(at)

    assert result.exit_code == 1
    assert "calendar" in result.stderr


def rested_on(*words: str) -> dict[str, tuple[list[str], str]]:
    facts = json.loads(simulate("2026-03-30T10:00", *words, "--json").stdout)
    return {one["about"]: (one["taken"], one["says"]) for one in facts["rests_on"]}


def test_people_read_first_what_the_dates_rest_on() -> None:
    lines = simulate("2026-03-30T10:00").stdout.splitlines()

    assert lines[1:5] == [
        "",
        (
            "It rests on this; --by, --child, --theme, --concern, --stage, --ladder choose"
            " otherwise:"
        ),
        "  raised by  Independent Reviewing Officer (iro), since no role is named.",
        (
            "  child      Child or young person in care (looked-after), since no kind of"
            " child is named."
        ),
    ]
    assert lines[lines.index("Mon 30 Mar 2026 10:00") - 2] == (
        "  answers    nobody answers, and nobody says anything."
    )


def test_options_choose_what_the_dates_rest_on(answered: Path) -> None:
    words = ("--by", "cpa", "--theme", "other", "--theme", "contact-arrangements")
    more = ("--concern", "immediate-safety", "--stage", "2", "--ladder", "usual")

    taken = rested_on("--answers", str(answered), *words, *more)

    assert taken["raised by"][0] == ["cpa"]
    assert taken["child"][0] == ["child-protection-plan"]
    assert taken["about"][0] == ["other", "contact-arrangements"]
    assert taken["concerns"][0] == ["immediate-safety"]
    assert taken["starts at"] == (["2"], "Stage 2 (stage 2), as named")
    assert taken["ladder"][1].endswith(", as named")
    assert taken["answers"] == (["2"], "2 messages")


def test_a_kind_of_child_that_is_chosen_is_raised_for_by_who_acts_for_it() -> None:
    assert rested_on("--child", "child-protection-plan")["raised by"][0] == ["cpa"]
    assert rested_on("--by", "cpa/CPA-2")["child"][0] == ["child-protection-plan"]


def test_options_that_cannot_be_meant_are_refused_together_with_what_may_be_written() -> (
    None
):
    words = (
        "--by",
        "IRO",
        "--child",
        "teenager",
        "--concern",
        "safety",
        "--stage",
        "9",
    )

    result = simulate(
        "2026-03-30T10:00", *words, "--ladder", "steep", "--theme", "rain"
    )

    assert result.exit_code == 1
    *lines, last = result.stderr.splitlines()
    assert lines == [
        "--by: `IRO` is no role here; write one of iro, cpa.",
        (
            "--child: `teenager` is no kind of child here; write one of looked-after,"
            " child-protection-plan."
        ),
        (
            "--concern: `safety` is no concern here; write one of immediate-safety,"
            " significant-care-planning."
        ),
        "--ladder: `steep` is no ladder here; write one of usual.",
        "--stage: `start_stage`: there is no stage 9; write one of 0, 1, 2, 3, 4, 5.",
    ]
    assert last.startswith(
        "--theme: `rain` is no issue type here; write one of care-plan"
    )


def test_an_option_comes_on_top_of_the_file_and_leaves_the_rest_of_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "by.yaml"
    path.write_text("raise: {raised_by: {role: cpa, reference: CPA-2}}\n", "utf-8")

    result = simulate("2026-03-30T10:00", "--answers", str(path), "--by", "iro")

    assert "Raised by Independent Reviewing Officer CPA-2 under" in result.stdout
