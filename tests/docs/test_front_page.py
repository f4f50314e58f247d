"""The front page shows what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_story_on_the_front_page_is_the_story_that_runs() -> None:
    workflow = (ROOT / "workflows" / "dispute.py").read_text(encoding="utf-8")
    [story] = re.findall(r"```python\n(dispute = .*?)```", README, re.DOTALL)

    running = " ".join(workflow.split())
    assert " ".join(story.split()) in running


def test_the_two_commands_of_the_front_page_are_targets_of_make() -> None:
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ make (\w+)", README, re.MULTILINE)

    assert commands == ["run", "test"]
    assert all(f"\n{command}:" in targets for command in commands)


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)

    assert pictures
    assert [one for one in pictures if not (ROOT / one).is_file()] == []


def test_before_the_command_is_used_the_front_page_says_how_it_is_found() -> None:
    assert "`. .venv/bin/activate`" in README[: README.index("$ disputes")]
