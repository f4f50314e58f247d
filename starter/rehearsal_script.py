"""The script of a rehearsal: what is raised, and what is answered when."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from domain.calendar import WorkingCalendar, at_london, london_day
from domain.errors import RaiseRefused
from domain.messages import faults_of
from domain.procedure import Procedure

SCRIPTS = Path(__file__).parent / "rehearsals"
TEN_O_CLOCK = 10 * 60


class Answer(BaseModel):
    """One message of the script; every further key is the message's own.

    Attributes:
        at_stage: Number of the stage at which it is sent.
        after_working_days: How long after the stage began; sent at ten o'clock.
        send: Name of the message.
    """

    model_config = ConfigDict(extra="allow")

    at_stage: int
    after_working_days: int = Field(default=0, ge=0, le=60)
    send: str

    def moment(self, began_at: datetime, calendar: WorkingCalendar) -> datetime:
        """When it is sent, aware UTC, at a stage that began at `began_at`."""
        if self.after_working_days == 0:
            return began_at
        day = calendar.working_day(london_day(began_at), self.after_working_days)
        return at_london(day, TEN_O_CLOCK)

    def body(
        self, number: int, today: date, calendar: WorkingCalendar
    ) -> dict[str, Any]:
        """The message as JSON; `in_working_days` of an action becomes its date."""
        said = dict(self.model_extra or {})
        said.setdefault("message_id", f"rehearsal-{number}")
        said["actions"] = [
            _dated(action, today, calendar) for action in said.get("actions", [])
        ]
        if not said["actions"]:
            del said["actions"]
        return said


class Script(BaseModel):
    """A whole rehearsal.

    Attributes:
        raised: What is raised, without authority and procedure.
        answers: In order.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    raised: dict[str, Any] = Field(default={}, alias="raise")
    answers: tuple[Answer, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a script from YAML.

        Raises:
            RaiseRefused: It cannot be read, with every fault.
        """
        try:
            data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
            return cls.model_validate(data)
        except ValidationError as error:
            raise RaiseRefused([f"{path}: {one}" for one in faults_of(error)]) from None
        except (OSError, ValueError, YAMLError) as error:
            raise RaiseRefused([f"{path} cannot be read: {error}"]) from None

    @classmethod
    def of(cls, procedure: Procedure) -> Self:
        """The script shipped for a procedure, or one in which nobody answers."""
        shipped = SCRIPTS / f"{procedure.name}.yaml"
        return cls.read(shipped) if shipped.exists() else cls()

    def request(self, procedure: Procedure) -> dict[str, Any]:
        """What is raised, with everything filled in that the script leaves out."""
        role, officer = next(iter(procedure.officers.items()))
        plain = {
            "raised_by": {"role": role, "reference": "OFFICER-1"},
            "child": {"reference": "C-1138", "kind": officer.children[0]},
            "team": "north",
            "themes": [next((one.key for one in procedure.issues()), "other")],
            "issue": "A rehearsal of the procedure.",
            "impact": "None: it is a rehearsal.",
            "resolution_sought": "To see who is told what, and when.",
        }
        return {
            **plain,
            **self.raised,
            "authority": procedure.authority,
            "procedure": procedure.name,
        }


def _dated(
    action: dict[str, Any], today: date, calendar: WorkingCalendar
) -> dict[str, Any]:
    dated = dict(action)
    after = dated.pop("in_working_days", None)
    if after is not None:
        dated["due_on"] = calendar.working_day(today, after).isoformat()
    return dated
