"""`python -m tests.mutants`: run mutmut, then write `docs/mutants.md`.

With `--report` nothing is run: what was found last is written again.
"""

import subprocess
import sys
from pathlib import Path

from tests.mutants.report import page
from tests.mutants.survivors import survivors, tally

PAGE = Path("docs/mutants.md")


def main() -> int:
    """Return 1 where a change lives that nobody has explained."""
    if "--report" not in sys.argv:
        mutmut = Path(sys.executable).with_name("mutmut")
        subprocess.run([mutmut, "run"], check=True)
    text, unexplained = page(tally(), survivors())
    PAGE.write_text(text, encoding="utf-8")
    for one in unexplained:
        sys.stdout.write(f"{one.where} [{one.number}]\n  {one.was}\n  {one.becomes}\n")
    sys.stdout.write(f"{PAGE} is written; {len(unexplained)} live unexplained.\n")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
