"""`disputes procedure`: its answers, its exit codes, its refusals."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from procedures.shelf import SHIPPED
from starter.procedure_commands import procedure_app

WEST_SUSSEX = SHIPPED / "west-sussex-2020-06.yaml"


def run(*words: str) -> Result:
    return CliRunner().invoke(procedure_app, list(words))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    text = WEST_SUSSEX.read_text(encoding="utf-8")
    path = tmp_path / "broken.yaml"
    text = text.replace("council: West", "counsil: West")
    path.write_text(text.replace("[service-lead]", "[service-leed]"), encoding="utf-8")
    return path


def test_list_names_every_procedure_and_whether_it_is_in_force() -> None:
    result = run("list", "--on", "2020-06-03")

    assert result.exit_code == 0
    assert (
        "west-sussex-2020-06: West Sussex County Council, Dispute Resolution Process;"
        " approved, not in force, from 2020-06-04.\n"
    ) in result.stdout


def test_list_in_json_has_a_row_for_each_file() -> None:
    rows = json.loads(run("list", "--on", "2026-03-30", "--json").stdout)

    row = next(one for one in rows if one["name"] == "west-sussex-2020-06")
    assert row["in_force"] is True
    assert row["authority"] == "west-sussex"


def test_list_goes_on_past_a_file_that_cannot_be_run(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_PROCEDURES_FOLDER", str(broken.parent))

    result = run("list")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "broken: cannot be run, 3 faults; see `disputes procedure check broken`."
    ]


def test_check_of_a_sound_procedure_warns_and_ends_well() -> None:
    result = run("check", "west-sussex-2020-06", "--on", "2026-03-30")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "west-sussex-2020-06: 0 faults, 1 warning.",
        (
            "  line 15, warning: review_on: it was due for review on Wed 31 Aug 2022; ask"
            " the council whether it still stands."
        ),
    ]


def test_check_without_a_name_checks_every_procedure() -> None:
    result = run("check", "--on", "2020-07-01", "--json")

    assert result.exit_code == 0
    answers = json.loads(result.stdout)
    assert {path.stem for path in SHIPPED.glob("*.yaml")} == set(answers)
    assert answers["west-sussex-2020-06"] == []


def test_check_tells_every_fault_with_its_line_and_is_refused(broken: Path) -> None:
    result = run("check", str(broken), "west-sussex-2020-06", "--on", "2020-07-01")

    name_first = f"{broken}: 4 faults, 0 warnings."
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == name_first
    assert result.stdout.splitlines()[1:3] == [
        (
            "  line 9, fault: name: holds the procedure 'west-sussex-2020-06'; call the"
            " file west-sussex-2020-06.yaml, or write `name: broken`."
        ),
        "  line 11, fault: `counsil` is not a key; did you mean `council`?",
    ]
    assert result.stdout.splitlines()[-1] == "west-sussex-2020-06: nothing to say."


def test_check_in_json_has_file_line_severity_part_and_sentence(broken: Path) -> None:
    result = run("check", str(broken), "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)[str(broken)][2] == {
        "file": str(broken),
        "line": 15,
        "severity": "warning",
        "where": "review_on",
        "says": "it was due for review on Wed 31 Aug 2022; ask the council whether it"
        " still stands.",
    }


def test_check_of_a_folder_checks_each_procedure_in_it(tmp_path: Path) -> None:
    whole = tmp_path / "west-sussex-2020-06.yaml"
    whole.write_bytes(WEST_SUSSEX.read_bytes())
    other = tmp_path / "mine.yml"
    other.write_bytes(WEST_SUSSEX.read_bytes())
    (tmp_path / "letter.txt").write_text("Dear all,", encoding="utf-8")

    result = run("check", str(tmp_path), "--on", "2020-07-01")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{other}: 1 fault, 0 warnings.",
        (
            "  line 9, fault: name: the file must end with .yaml; call it"
            " west-sussex-2020-06.yaml."
        ),
        f"{whole}: nothing to say.",
    ]


def test_check_of_a_folder_without_a_procedure_says_so(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{tmp_path}: 1 fault, 0 warnings.",
        (
            "  line 1, fault: is a folder that holds no file ending with .yaml; name"
            " another."
        ),
    ]


def test_check_knows_what_takes_over_from_the_shelf_and_from_what_is_checked(
    tmp_path: Path,
) -> None:
    text = WEST_SUSSEX.read_text(encoding="utf-8")
    path = tmp_path / WEST_SUSSEX.name
    other = tmp_path / "away" / "west-sussex-court-1.yaml"
    for name, code in (("hull-1", 0), ("west-sussex-court-1", 1)):
        handing = f"  - name: usual\n    hands_over_to: {name}\n"
        path.write_text(text.replace("  - name: usual\n", handing), encoding="utf-8")
        assert run("check", str(path)).exit_code == code

    assert (
        "there is no such procedure" not in run("check", str(path), str(other)).stdout
    )


def test_check_goes_on_past_a_file_that_is_not_there(tmp_path: Path) -> None:
    gone = tmp_path / "gone.yaml"

    result = run("check", str(gone), "west-sussex-2020-06", "--on", "2020-07-01")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{gone}: 1 fault, 0 warnings.",
        "  line 1, fault: is not there; see how its name is spelt.",
        "west-sussex-2020-06: nothing to say.",
    ]


def test_check_takes_a_file_that_is_there_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("procedure.docx").write_bytes(b"PK\x03\x04...")

    result = run("check", "procedure.docx")

    assert result.exit_code == 1
    assert "line 1, fault: is no text, but a Word, Excel or zip file" in result.stdout


def test_check_on_a_day_that_is_none_is_a_usage_error() -> None:
    assert run("check", "west-sussex-2020-06", "--on", "tomorrow").exit_code == 2


def test_check_of_an_unknown_name_is_refused_with_the_nearest() -> None:
    result = run("check", "west-sussex")

    assert result.exit_code == 1
    assert "No procedure is called 'west-sussex'; did you mean" in result.stdout


def test_explain_reads_a_file_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(WEST_SUSSEX.read_bytes())

    assert run("explain", str(path)).stdout == run("explain", WEST_SUSSEX.stem).stdout
    assert "Stage 5 (stage 5, formal)\n" in run("explain", WEST_SUSSEX.stem).stdout


def test_explain_in_json_has_sections_with_sentences() -> None:
    found = json.loads(run("explain", WEST_SUSSEX.stem, "--json").stdout)

    assert found[0]["title"] == "This version"
    assert found[0]["lines"][0].startswith("Its name is west-sussex-2020-06")


def test_explain_of_a_broken_file_is_refused_in_sentences(broken: Path) -> None:
    result = run("explain", str(broken))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{broken}:11: `counsil` is not a key")


def test_explain_of_a_broken_file_is_refused_in_json(broken: Path) -> None:
    result = run("explain", str(broken), "--json")

    assert result.exit_code == 1
    assert len(json.loads(result.stderr)["refused"]) == 3


def test_a_diagram_is_mermaid_or_a_picture() -> None:
    assert run("diagram", WEST_SUSSEX.stem).stdout.startswith("flowchart TD\n")
    assert run("diagram", WEST_SUSSEX.stem, "--mermaid").stdout.startswith("flowchart")
    assert run("diagram", WEST_SUSSEX.stem, "--svg").stdout.startswith("<svg ")


def test_a_diagram_cannot_be_both() -> None:
    result = run("diagram", WEST_SUSSEX.stem, "--svg", "--mermaid")

    assert result.exit_code == 2
    assert "either --svg or --mermaid" in result.stderr


def test_diff_tells_in_sentences_what_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "west-sussex-2027-01.yaml"
    text = WEST_SUSSEX.read_text(encoding="utf-8")
    path.write_text(text.replace("offered: false", "offered: true"), encoding="utf-8")

    lines = run("diff", WEST_SUSSEX.stem, str(path)).stdout.splitlines()

    assert lines[0] == "More time"
    assert lines[2] == (
        "- No longer: No extension is offered. [the document names none; reading WS-A15]"
    )
    assert "- Now: The IRO/CPA may extend a limit." in lines[3]


def test_diff_of_the_same_says_that_nothing_differs() -> None:
    result = run("diff", WEST_SUSSEX.stem, WEST_SUSSEX.stem)

    assert result.stdout.endswith("say the same.\n")
    assert (
        json.loads(run("diff", WEST_SUSSEX.stem, str(WEST_SUSSEX), "--json").stdout)
        == []
    )


def begin(folder: Path, *more: str, origin: str = WEST_SUSSEX.stem) -> Result:
    return run(
        "new",
        "--from",
        origin,
        "--authority",
        "borsetshire",
        "--council",
        "Borsetshire County Council",
        "--in-force-from",
        "2027-01-01",
        "--into",
        str(folder),
        *more,
    )


def test_new_writes_a_file_that_checks_clean_of_faults(tmp_path: Path) -> None:
    result = begin(tmp_path)

    path = tmp_path / "borsetshire-2027-01.yaml"
    assert result.exit_code == 0
    assert result.stdout == f"Wrote {path}; it says at its top what to do next.\n"
    assert run("check", str(path)).exit_code == 0


def test_new_says_where_the_other_council_is_still_named(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    said = begin(tmp_path, origin="merton-2017-11")
    as_json = begin(other, "--json", origin="merton-2017-11")

    path = tmp_path / "borsetshire-2027-01.yaml"
    title, solicitor = json.loads(as_json.stdout)["still_naming"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[title - 1] == "title: Merton Dispute Resolution Process for IROs"
    assert lines[solicitor - 1].endswith("Principal Solicitor for LB Merton }")
    assert said.stdout == (
        f"Wrote {path}; it says at its top what to do next.\n"
        f"Still naming the other council, by line: {title}, {solicitor}.\n"
    )


def test_new_from_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    word = tmp_path / "procedure.docx"
    word.write_bytes(b"PK\x03\x04\xff")

    result = begin(tmp_path, origin=str(word))

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{word}:1: is no text, but a Word, Excel or zip")


def test_new_never_overwrites_a_file(tmp_path: Path) -> None:
    begin(tmp_path)
    path = tmp_path / "borsetshire-2027-01.yaml"
    path.write_text("mine", encoding="utf-8")

    result = begin(tmp_path)

    assert result.exit_code == 1
    assert result.stderr == f"{path} is there already; name another folder or day.\n"
    assert path.read_text(encoding="utf-8") == "mine"


def test_new_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = begin(tmp_path / "gone", "--json")

    assert result.exit_code == 1
    assert "cannot be written" in json.loads(result.stderr)["refused"][0]


def test_a_day_that_is_no_date_is_a_matter_of_usage() -> None:
    result = run("list", "--on", "tomorrow")

    assert result.exit_code == 2
    assert "is no date; write it as 2026-03-30" in result.stderr
