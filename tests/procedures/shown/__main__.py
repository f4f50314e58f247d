"""Draw every picture anew: `python -m tests.procedures.shown`. Look at each."""

from tests.procedures.shown import pictures

for path, made in pictures():
    path.write_text(made(), encoding="utf-8")
