"""Where the scripts of rehearsals lie; what may be in one is said in domain/script.py."""

from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from domain.errors import RaiseRefused
from domain.messages import faults_of
from domain.procedure import Procedure
from domain.script import Script

SCRIPTS = Path(__file__).parent / "rehearsals"


def read_script(path: Path) -> Script:
    """Read a script from YAML.

    Raises:
        RaiseRefused: It cannot be read, with every fault.
    """
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        return Script.model_validate(data)
    except ValidationError as error:
        raise RaiseRefused([f"{path}: {one}" for one in faults_of(error)]) from None
    except (OSError, ValueError, YAMLError) as error:
        raise RaiseRefused([f"{path} cannot be read: {error}"]) from None


def shipped_for(procedure: Procedure) -> Path | None:
    """Return the file of answers shipped for a procedure; None: there is none."""
    shipped = SCRIPTS / f"{procedure.name}.yaml"
    return shipped if shipped.exists() else None


def script_of(procedure: Procedure) -> Script:
    """Return the script shipped for a procedure, or one in which nobody answers."""
    shipped = shipped_for(procedure)
    return read_script(shipped) if shipped else Script()
