"""Write every reading anew: `python -m tests.stories`. Look at what `git diff` says."""

from tests.stories.shelf import READ, STORIES

for path in READ.glob("*.txt"):
    path.unlink()
for story in STORIES:
    (READ / f"{story.__name__}.txt").write_text(story().text(), encoding="utf-8")
