"""The script of a dispute that is only played: what is raised, what is answered when.

Dates in it are relative, so that it can be played from any day. Instead of a date,
`{in_working_days: 5}` stands for the fifth working day after the message is sent, 0 for
the day itself; with `at: "14:00"` it is a moment of that day, London time.
"""

from datetime import date, datetime, time
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.calendar import WorkingCalendar, at_london, london_day
from domain.errors import DisputeRefused
from domain.messages import Message, RaiseDispute, read_message, read_raised
from domain.opening import chosen_ladder, first_stage
from domain.procedure import Procedure
from domain.procedure.ladder import Stage

TEN_O_CLOCK = time(10)
USUAL_LIMIT = 5
"""Working days, where the officer sets the limit and the script names none."""


class ScriptRefused(DisputeRefused):
    """Messages of a script that may not be taken when their time has come.

    Attributes:
        answers: Number of each within the script, from 1, and why not.
    """

    def __init__(self, answers: list[tuple[int, str]]) -> None:
        self.answers = answers
        super().__init__("\n".join(why for _, why in answers))


class Answer(BaseModel):
    """One message of the script; every further key is the message's own.

    Attributes:
        at_stage: Number of the stage at which it is sent.
        after_working_days: How long after the stage began; 0 is at once.
        at: London time of day at which it is sent; where none is named, ten o'clock,
            and on the day on which the stage began at once.
        send: Name of the message.
    """

    model_config = ConfigDict(extra="allow")

    at_stage: int
    after_working_days: int = Field(default=0, ge=0, le=60)
    at: time = TEN_O_CLOCK
    send: str

    def moment(self, began_at: datetime, calendar: WorkingCalendar) -> datetime:
        """When it is sent, aware UTC, at a stage that began at `began_at`.

        On the day on which the stage began it is sent at once, unless it names a time.
        """
        if self.after_working_days == 0:
            named = "at" in self.model_fields_set
            return (
                at_london(london_day(began_at), _minute(self.at)) if named else began_at
            )
        day = calendar.working_day(london_day(began_at), self.after_working_days)
        return at_london(day, _minute(self.at))

    def message(self, number: int, today: date, calendar: WorkingCalendar) -> Message:
        """Return it as it is sent on `today`.

        Raises:
            DisputeRefused: There is no such message, or it is not written as it must be.
        """
        said = {"message_id": f"script-{number}", **(self.model_extra or {})}
        return read_message(self.send, dated(said, today, calendar))


def why_not_sent(place: int) -> str:
    """Return why an answer was never sent.

    Args:
        place: Its place among those that were not, from 0: they are sent in their order,
            so that all the others wait for the first.
    """
    if place == 0:
        return "that stage never came, or was over before"
    return "it waited for the one before it"


class Script(BaseModel):
    """A whole dispute to be played.

    Attributes:
        raised: What is raised, without authority and procedure.
        answers: In order.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    raised: dict[str, Any] = Field(default={}, alias="raise")
    answers: tuple[Answer, ...] = ()

    def named(self, key: str, inner: str) -> Any:
        """What the script itself says of `key`, `raised_by`, under `inner`, `role`."""
        part = self.raised.get(key)
        return part.get(inner) if isinstance(part, dict) else None

    def request(self, procedure: Procedure) -> dict[str, Any]:
        """What is raised, with everything filled in that the script leaves out.

        Raises:
            RaiseRefused: It is not written as it must be.
        """
        data = self.filled(procedure)
        return {**_limits(read_raised(data), procedure), **data}

    def filled(self, procedure: Procedure) -> dict[str, Any]:
        """What is raised, without the limits that the officer would set.

        The role and the kind of child go together: of the two, the one that is named
        decides which of the other is taken.
        """
        role, kind = self._role_and_kind(procedure)
        return {
            "reference": "SCRIPT-1",
            "team": "north",
            "themes": [next((one.key for one in procedure.issues()), "other")],
            "issue": "A rehearsal of the procedure.",
            "impact": "None: it is a rehearsal.",
            "resolution_sought": "To see who is told what, and when.",
            "start_because": "To see what follows from there.",
            **self.raised,
            "raised_by": self._completed("raised_by", role=role, reference="OFFICER-1"),
            "child": self._completed("child", kind=kind, reference="C-1138"),
            "authority": procedure.authority,
            "procedure": procedure.name,
        }

    def _completed(self, key: str, **whole: str) -> Any:
        """What the script says under `key`, with what it leaves out of `whole`."""
        given = self.raised.get(key, {})
        return {**whole, **given} if isinstance(given, dict) else given

    def _role_and_kind(self, procedure: Procedure) -> tuple[str, str]:
        roles, kind = procedure.officers, self.named("child", "kind")
        acting = (role for role, one in roles.items() if kind in one.children)
        role = self.named("raised_by", "role") or next(acting, next(iter(roles)))
        known = role in tuple(roles)  # whatever it is that the script names
        acts_for = roles[role].children if known else tuple(procedure.children)
        return role, kind or acts_for[0]


def _limits(request: RaiseDispute, procedure: Procedure) -> dict[str, Any]:
    """The limits that the officer has to set, where the script sets none."""
    starts_at = first_stage(request, procedure)
    open_limits = {
        stage.number: days
        for stage in chosen_ladder(request, procedure).stages
        if (days := _working_days_to_choose(stage, starts=stage == starts_at))
        is not None
    }
    return {"respond_within_working_days": open_limits}


def _working_days_to_choose(stage: Stage, *, starts: bool) -> int | None:
    """Return what is taken where the officer has to choose; None: nothing has to be."""
    bounds = stage.respond.officer_chooses if stage.respond else None
    if bounds is None or bounds.usual is not None:
        return None
    if bounds.as_before and not starts:
        return None
    days = USUAL_LIMIT
    if bounds.most is not None:
        days = min(days, bounds.most.amount)
    if bounds.least is not None:
        days = max(days, bounds.least.amount)
    return days


def dated(said: Any, today: date, calendar: WorkingCalendar) -> Any:
    """Return what is said on `today`, with dates in the place of `in_working_days`."""
    if isinstance(said, list):
        return [dated(one, today, calendar) for one in said]
    if not isinstance(said, dict):
        return said
    rest = {key: dated(value, today, calendar) for key, value in said.items()}
    after = rest.pop("in_working_days", None)
    if after is None:
        return rest
    day = calendar.working_day(today, after) if after else today
    if not rest:
        return day.isoformat()
    if set(rest) == {"at"}:
        moment = at_london(day, _minute(time.fromisoformat(rest["at"])))
        return moment.isoformat()
    return {**rest, "due_on": day.isoformat()}


def _minute(of_day: time) -> int:
    return of_day.hour * 60 + of_day.minute
