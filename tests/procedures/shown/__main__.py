"""Draw every picture anew: `python -m tests.procedures.shown`. Look at each."""

from tests.procedures.shown import pictures

for path, picture in pictures():
    path.write_text(picture, encoding="utf-8")
