"""A dispute from its raising to its end, by nothing but commands and what they print."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from starter.cli import app
from tests.end_to_end.terminal import Terminal, typed
from tests.situations import raising

pytestmark = pytest.mark.end_to_end

OFFICER = ("--as", "iro/IRO-7")
MANAGER = ("--as", "practice-manager/PM-3")
TRACEBACK = "Traceback"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """`disputes run` in another terminal, and a folder that leads there."""
    home = tmp_path_factory.mktemp("homes") / "home"
    with (
        pytest.MonkeyPatch.context() as patch,
        Terminal(home, "--no-rehearsal") as terminal,
    ):
        patch.setenv("DISPUTES_HOME", str(home))
        terminal.until("rehearse NAME")
        yield home
        assert terminal.ctrl_c() == 0


def disputes(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def facts(*words: str) -> Any:
    """What a command answers a program."""
    answer = disputes(*words, "--json")
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.fixture
def raised(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A dispute of this test's own, as `AUTHORITY/REFERENCE`."""
    reference = f"WSX-{abs(hash(request.node.name)) % 10**12}"
    file = tmp_path / "dispute.json"
    file.write_text(json.dumps(raising(reference=reference)), encoding="utf-8")
    assert disputes("raise", "--from", str(file)).exit_code == 0
    return f"west-sussex/{reference}"


# --- raising --------------------------------------------------------------------------


def test_a_dispute_is_raised_by_flags_alone() -> None:
    now = facts(
        "raise",
        *("--authority", "west-sussex", "--reference", "WSX-FLAGS-1"),
        *("--by", "iro/IRO-7", "--child", "looked-after/C-1138"),
        *("--team", "north", "--theme", "other"),
        *("--issue", "No marmalade.", "--impact", "Dry toast.", "--seek", "Marmalade."),
        *("--stage", "1", "--because", "Talking changed nothing."),
    )

    assert (now["reference"], now["standing"]) == ("WSX-FLAGS-1", "awaiting-response")
    assert now["awaiting"] == ["Practice Manager"]


def test_a_dispute_is_raised_from_a_yaml_file_with_flags_on_top(tmp_path: Path) -> None:
    file = tmp_path / "dispute.yaml"
    file.write_text(
        "authority: west-sussex\n"
        "raised_by: {role: iro, reference: IRO-7}\n"
        "child: {reference: C-1138, kind: looked-after}\n"
        "team: north\n"
        "themes: [other]\n"
        "issue: >-\n  The marmalade plan\n  was never put into practice.\n"
        "impact: Breakfast is uncertain.\n"
        "resolution_sought: Marmalade.\n",
        encoding="utf-8",
    )

    now = facts("raise", "--from", str(file), "--reference", "WSX-YAML-1")

    assert (now["reference"], now["stage"]) == ("WSX-YAML-1", 0)


def test_everything_wrong_with_a_dispute_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "dispute.json"
    wrong: dict[str, Any] = {
        "team": "no team",
        "themes": [],
        "rased_by": "x",
        "child": {"kind": "x"},
    }
    file.write_text(json.dumps(raising(**wrong)), encoding="utf-8")

    refused = disputes("raise", "--from", str(file), "--json")

    assert refused.exit_code == 1
    faults = json.loads(refused.stderr)["refused"]
    assert [one.partition(":")[0] for one in faults] == [
        "child.reference",
        "team",
        "themes",
        "the whole",
    ]
    assert "did you mean raised_by?" in faults[-1]


def test_a_dispute_that_the_procedure_does_not_allow_is_refused_before_it_starts(
    tmp_path: Path,
) -> None:
    file = tmp_path / "dispute.json"
    file.write_text(json.dumps(raising(start_stage=77)), encoding="utf-8")

    refused = disputes("raise", "--from", str(file), "--theme", "breakfast")

    assert refused.exit_code == 1
    assert "there is no stage 77; write one of 0, 1, 2, 3, 4, 5." in refused.stderr
    assert "'breakfast' is not an issue type here" in refused.stderr


def test_the_same_reference_is_not_raised_twice(raised: str, tmp_path: Path) -> None:
    again = disputes("raise", "--from", str(tmp_path / "dispute.json"))

    assert again.exit_code == 1
    assert f"look at it with `disputes show {raised}`" in again.stderr


# --- speaking -------------------------------------------------------------------------


def test_a_dispute_goes_from_answer_to_close(raised: str) -> None:
    answered = facts("respond", raised, *MANAGER, "--answer", "On Monday.")
    decided = facts("decide", raised, *OFFICER, "--satisfied", "--because", "Good.")
    closed = facts(
        "close",
        raised,
        *OFFICER,
        *("--outcome", "resolved", "--impact", "Marmalade."),
        *("--child-told", "--how-or-why-not", "At breakfast."),
        *("--ticked", "participants-advised", "--ticked", "workflow-completed"),
    )
    late = disputes("note", raised, *OFFICER, "--text", "One thing more.")

    standings = [now["standing"] for now in (answered, decided, closed)]
    assert standings == ["awaiting-officer", "awaiting-officer", "resolved"]
    assert late.exit_code == 1
    assert "has ended" in late.stderr


def test_a_dispute_is_taken_to_another_stage_and_withdrawn(raised: str) -> None:
    up = disputes(
        "escalate",
        raised,
        *OFFICER,
        *("--to", "3", "--reason", "officers-judgement", "--because", "It is urgent."),
    )
    back = disputes("withdraw", raised, *OFFICER, "--because", "He likes jam now.")

    assert (up.exit_code, back.exit_code) == (0, 0)
    assert "Stands at   Stage 3, awaiting response" in up.stdout
    assert "withdrawn" in back.stdout


def test_what_somebody_may_not_say_is_refused_with_1_and_a_sentence(
    raised: str,
) -> None:
    refused = disputes("withdraw", raised, *MANAGER, "--because", "It is in hand.")

    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith(
        "Only the officer who raised it may send withdraw:"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("respond", "WSX-2026-0042", *MANAGER, "--answer", "x"),
        ("respond", "west-sussex/WSX-1", "--as", "PM-3", "--answer", "x"),
        ("decide", "west-sussex/WSX-1", *OFFICER, "--because", "x"),
        ("decide", "west-sussex/WSX-1", *OFFICER, "--satisfied", "--because", "@none"),
        ("explain",),
        ("raise", "--by", "IRO-7"),
        ("list", "--limit", "0"),
    ],
)
def test_what_is_typed_wrongly_ends_with_2(words: tuple[str, ...]) -> None:
    answer = disputes(*words)

    assert answer.exit_code == 2
    assert TRACEBACK not in answer.output


def test_a_message_to_a_dispute_that_is_not_there_is_refused() -> None:
    refused = disputes("withdraw", "west-sussex/WSX-0", *OFFICER, "--because", "x")

    assert refused.exit_code == 1
    assert "There is no dispute dispute-west-sussex-WSX-0" in refused.stderr


# --- asking ---------------------------------------------------------------------------


def test_show_record_explain_and_list_agree_with_each_other(raised: str) -> None:
    disputes("respond", raised, *MANAGER, "--answer", "On Monday.")
    reference = raised.partition("/")[2]

    now = facts("show", raised)
    record = facts("record", raised, "--told")
    clocks = facts("explain", raised)
    listed = facts("list", "--authority", "west-sussex", "--open")

    kinds = [entry["kind"] for entry in record["entries"]]
    assert kinds == ["raised", "stage-begun", "brought-to-mind", "response-received"]
    assert (now["entries"], now["notices"]) == (len(kinds), len(record["told"]))
    assert list(clocks) == ["Stage 1", "the whole process"]
    [mine] = [one for one in listed if one["reference"] == reference]
    assert (mine["standing"], mine["entries"]) == (now["standing"], now["entries"])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("show", "Awaiting    Practice Manager"),
        ("record", "Stage 1 begins; answer due"),
        ("explain", "Stage 1"),
    ],
)
def test_a_person_reads_the_answer_in_words(
    question: str, words: str, raised: str
) -> None:
    answer = disputes(question, raised)

    assert answer.exit_code == 0
    assert words in answer.stdout


@pytest.mark.parametrize("question", ["show", "record", "explain"])
def test_a_question_about_a_dispute_that_is_not_there_ends_with_1(
    question: str,
) -> None:
    answer = disputes(question, "west-sussex/WSX-0")

    assert answer.exit_code == 1
    assert "WSX-0" in answer.stderr
    assert TRACEBACK not in answer.output


def test_the_installed_command_answers_as_the_one_in_this_process(
    raised: str, home: Path
) -> None:
    answer = typed(home, "show", raised, "--json")

    assert (answer.returncode, json.loads(answer.stdout)) == (0, facts("show", raised))
