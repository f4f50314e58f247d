"""A directory from a file of either kind."""

from pathlib import Path

from directory.consistency import refuse_inconsistent
from directory.csv_file import read_csv
from directory.errors import DirectoryError
from directory.facts import AnyFact
from directory.yaml_file import read_yaml


def read_directory(path: Path) -> tuple[AnyFact, ...]:
    """Read `.yaml`, `.yml` or `.csv`.

    Raises:
        DirectoryError: Everything that is wrong with it.
    """
    match path.suffix.lower():
        case ".yaml" | ".yml":
            facts = read_yaml(path)
        case ".csv":
            facts = read_csv(path)
        case _:
            raise DirectoryError([f"{path} is neither .yaml nor .csv; name it so."])
    refuse_inconsistent(facts)
    return facts
