"""A council's own templates: where they lie, what is refused, everything at once."""

from pathlib import Path

import pytest

from activities.template_reading import TemplatesRefused, read_templates
from domain.errors import DisputeError

STAGES = {"anyshire": {1, 2, 3}, "west-sussex": {1}}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(TemplatesRefused) as refused:
        read_templates(folder, STAGES)
    assert str(refused.value).splitlines() == refused.value.faults
    return [one.removeprefix(f"{folder}/") for one in refused.value.faults]


def fault_of(folder: Path, text: str, name: str = "anyshire/reminder.j2") -> str:
    write(folder, name, text)
    [fault] = faults_of(folder)
    return fault


def test_a_refusal_is_one_of_the_projects_own() -> None:
    assert issubclass(TemplatesRefused, DisputeError)


def test_templates_for_all_stages_and_for_one_are_read(tmp_path: Path) -> None:
    write(tmp_path, "anyshire/reminder.j2", "{% set title %}Soon{% endset %}")
    write(tmp_path, "anyshire/stage-2/closed.j2", "{% set title %}Over{% endset %}")
    write(tmp_path, "README.md", "Who wrote them.")
    write(tmp_path, ".git/config", "nothing")

    assert read_templates(tmp_path, STAGES) is not None


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert read_templates(tmp_path, STAGES) is not None


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "none")[0].endswith(
        "none is no folder; name the one that holds <council>/<kind>.j2."
    )


def test_a_folder_that_is_a_link_is_read_like_any_other(tmp_path: Path) -> None:
    write(tmp_path, "..data/anyshire/reminder.j2", "{% set tilte %}x{% endset %}")
    (tmp_path / "anyshire").symlink_to(tmp_path / "..data" / "anyshire")

    assert "sets 'tilte'" in faults_of(tmp_path)[0]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "anyshire/remindr.j2",
            "there is no kind of notice called 'remindr'; write 'reminder'.",
        ),
        (
            "anyshire/xyz.j2",
            "there is no kind of notice called 'xyz'; write one of raised, ",
        ),
        ("anyshire/reminder.txt", "is no template; call it <kind>.j2"),
        ("anyshir/reminder.j2", "'anyshir' is not the short name of a council; write"),
        ("Any Shire/reminder.j2", "'Any Shire' is not the short name of a council"),
        (
            "anyshire/stage2/reminder.j2",
            "'stage2' is no stage; call the folder stage-2",
        ),
        ("anyshire/stage-02/reminder.j2", "'stage-02' is no stage"),
        (
            "anyshire/stage-9/reminder.j2",
            "anyshire has no stage 9; its stages are 1, 2",
        ),
        ("reminder.j2", "lies in the wrong place; put it into <council>/"),
        ("anyshire/stage-2/old/reminder.j2", "lies in the wrong place"),
    ],
)
def test_what_lies_in_the_wrong_place_is_named(
    tmp_path: Path, name: str, says: str
) -> None:
    fault = fault_of(tmp_path, "{% set title %}Soon{% endset %}", name)

    assert fault.startswith(f"{name}: {says}")


def test_where_the_councils_are_not_known_any_will_do(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/stage-9/reminder.j2", "{% set title %}x{% endset %}")

    assert read_templates(tmp_path) is not None


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("\n{% set title %}{{ deu }}{% endset %}", 2, "'deu' is not known here; write"),
        (
            "{% set title %}\n{{ notice.sayz }}{% endset %}",
            2,
            "'sayz' is not known here; write 'says'.",
        ),
        (
            "{% set title %}{% if acts %}x{% else %}\n\n{{ oops }}{% endif %}{% endset %}",
            3,
            "'oops' is not known here; write one of acts, ",
        ),
        ("{% set title %}x\n{% endfor %}", 2, "cannot be understood: "),
        ("\n{% set title %}{{ due|shout }}{% endset %}", 2, "cannot be understood: No"),
        (
            "\n{% set tilte %}x{% endset %}",
            2,
            "sets 'tilte', which no letter has; write",
        ),
        ("{# nothing yet #}", 1, "sets nothing; it may set subject, title, "),
        (
            "{% set title %}x{% endset %}\n\nDear reader,",
            3,
            "stands outside every {% set ... %}",
        ),
        ("{% set title %}x{% endset %}\n{{ due }}", 2, "stands outside every {% set"),
        ("{% set title %}\n{{ 1 // 0 }}{% endset %}", 2, "cannot be filled in: "),
        (
            "{% set title %}{% endset %}",
            1,
            "title comes to nothing for a notice to act",
        ),
        (
            "{% set subject %}{% if acts %}x{% endif %}{% endset %}",
            1,
            "subject comes to nothing for a notice for information; say",
        ),
        (
            '{% set title %}x{{ "\\ud800" }}{% endset %}',
            1,
            "cannot be filled in: 'utf-8' codec",
        ),
    ],
)
def test_what_a_template_says_wrong_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    write(tmp_path, "anyshire/reminder.j2", text)

    first = faults_of(tmp_path)[0]

    assert first.startswith(f"anyshire/reminder.j2:{line}: {says}")


@pytest.mark.parametrize(
    "reaches",
    [
        "notice.__class__.__mro__",
        "notice.update({'says': 'x'})",
        "''.__class__.__subclasses__()",
        "notice.about.child_reference",
        "range.__globals__",
        "lipsum(1)",
        "answers|random",
    ],
)
def test_a_template_reaches_the_facts_and_nothing_else(
    tmp_path: Path, reaches: str
) -> None:
    write(
        tmp_path,
        "anyshire/reminder.j2",
        f"{{% set title %}}x{{{{ {reaches} }}}}{{% endset %}}",
    )

    assert faults_of(tmp_path)


def test_other_files_cannot_be_drawn_in(tmp_path: Path) -> None:
    text = '{% set title %}x{% include "/etc/passwd" %}{% endset %}'

    assert "cannot be filled in" in fault_of(tmp_path, text)


def test_a_helper_of_the_templates_own_begins_with_an_underscore(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "anyshire/reminder.j2",
        "{% set _day = due or 'soon' %}{% set title %}Due {{ _day }}{% endset %}",
    )

    assert read_templates(tmp_path, STAGES) is not None


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path, "anyshire/reminder.j2", "{% set title %}{{ a }}\n{{ b }}{% endset %}"
    )
    write(tmp_path, "anyshire/raisd.j2", "")
    write(tmp_path, "anyshire/stage-7/closed.j2", "")
    (tmp_path / "anyshire" / "noted.j2").write_bytes(b"\xff\xfe{")

    assert [one.partition(": ")[0] for one in faults_of(tmp_path)] == [
        "anyshire/noted.j2",
        "anyshire/raisd.j2",
        "anyshire/stage-7/closed.j2",
        "anyshire/reminder.j2:1",
        "anyshire/reminder.j2:2",
    ]
