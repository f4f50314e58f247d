"""Two councils made up here: what is explained of who is asked and told is what is done."""

from datetime import UTC, datetime
from typing import Any

import pytest

from calendars.reader import read_calendar
from domain.explaining import explain
from domain.opening import Basis
from domain.procedure import Procedure
from domain.script import Script
from domain.simulation import Course, simulate

FRI_1_MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)  # 10:00 in London
FIVE_DAYS = {"fixed": {"working_days": 5}}


def _council(name: str, posts: str, ladders: list[dict[str, Any]]) -> Procedure:
    titles = {key: key.replace("-", " ").title() for key in posts.split()}
    children = ["looked-after"]
    return Procedure.model_validate(
        {
            "name": f"{name}-1",
            "authority": name,
            "council": name.title(),
            "title": "Challenge",
            "in_force_from": "2025-01-01",
            "source": "Made up",
            "children": {"looked-after": "Looked after child"},
            "officers": {
                "iro": {"title": "IRO", "children": children, "manager": "qa-manager"},
                "worker": {
                    "title": "Worker",
                    "children": children,
                    "manager": "qa-manager",
                },
            },
            "posts": {
                key: {"title": title, "outside": key == "ward-sister"}
                for key, title in titles.items()
            },
            "ladders": ladders,
        }
    )


BRACKENFORD = _council(
    "brackenford",
    "team-manager school-lead ward-sister service-manager clerk director qa-manager",
    [
        {
            "stages": [
                {
                    "number": 1,
                    "title": "Teams",
                    "responders": {
                        "posts": ["team-manager", "school-lead", "ward-sister"],
                        "needed": "all",
                        "lead": "team-manager",
                    },
                    "respond": FIVE_DAYS,
                    "accepted_by": {"posts": ["officer", "service-manager"]},
                    "followed_up_by": "clerk",
                    "when_not_done_tell": ["service-manager", "director"],
                },
                {
                    "number": 2,
                    "title": "Top",
                    "responders": {"posts": ["director"]},
                    "respond": FIVE_DAYS,
                    "escalated_by": "qa-manager",
                    "send": {"fixed": {"working_days": 2}},
                    "recorded_by": "clerk",
                    "write_up": {"fixed": {"working_days": 3}},
                },
            ]
        }
    ],
)

OLD_MARSH = _council(
    "old-marsh",
    "reviewing-officer qa-manager director",
    [
        {
            "stages": [
                {
                    "number": 1,
                    "title": "Director",
                    "responders": {"posts": ["director"]},
                    "respond": FIVE_DAYS,
                    "accepted_by": {
                        "posts": ["reviewing-officer", "qa-manager"],
                        "needed": "any",
                    },
                }
            ],
            "hands_over_to": "old-marsh-courts-1",
        },
        {
            "name": "reverse",
            "title": "About the officer",
            "reverse": True,
            "chosen_for": {"officers": ["worker"]},
            "stages": [
                {
                    "number": 1,
                    "title": "Talk",
                    "responders": {"posts": ["reviewing-officer"]},
                    "respond": FIVE_DAYS,
                    "accepted_by": {"posts": ["officer", "qa-manager"]},
                }
            ],
        },
    ],
)

TOAST = {"what": "Toast", "owner": "school-lead", "in_working_days": 2}


def _answer(post: str, **said: Any) -> dict[str, Any]:
    by = {"post": post, "reference": "X-1"}
    plain = {"at_stage": 1, "after_working_days": 1, "send": "manager_response"}
    return {**plain, "by": by, "answer": "Yes.", **said}


def _decision(post: str, *, satisfied: bool, **said: Any) -> dict[str, Any]:
    reference = "OFFICER-1" if post in ("iro", "worker") else "X-1"
    return {
        "at_stage": 1,
        "after_working_days": 2,
        "send": "officer_decision",
        "by": {"post": post, "reference": reference},
        "satisfied": satisfied,
        "because": "So.",
        **said,
    }


def _played(
    procedure: Procedure, *answers: dict[str, Any], role: str = "iro"
) -> Course:
    raised = {"raised_by": {"role": role, "reference": "OFFICER-1"}}
    script = Script.model_validate({"raise": raised, "answers": answers})
    basis = Basis(procedure=procedure, calendar=read_calendar())
    return simulate(script, basis, FRI_1_MAY)


def _told(course: Course, kind: str) -> list[tuple[str, str]]:
    """Who was told something of that kind, and for what purpose."""
    notices = (one for one in course.notices if one.kind == kind)
    return list(dict.fromkeys((one.to, one.purpose.value) for one in notices))


def _said(course: Course) -> list[str]:
    return [one.says for one in course.entries]


@pytest.mark.parametrize(
    ("procedure", "sentence"),
    [
        (
            BRACKENFORD,
            (
                "The Team Manager, the School Lead and the Ward Sister are all asked to"
                " answer within 5 working days, from when it is sent."
            ),
        ),
        (BRACKENFORD, "Without a full answer by then, it passes to Top by itself."),
        (BRACKENFORD, "The Team Manager gives one answer for all of them, marked as"),
        (
            BRACKENFORD,
            "said by the officer and the Service Manager.\n- All of them must",
        ),
        (BRACKENFORD, "The Clerk follows up what was agreed here."),
        (
            BRACKENFORD,
            "The Service Manager and the Director hear of it if what was agreed",
        ),
        (
            BRACKENFORD,
            "The Qa Manager takes the dispute to it, as the officer may, and",
        ),
        (BRACKENFORD, "The Qa Manager sends it within 2 working days."),
        (BRACKENFORD, "The Clerk records the outcome, and is asked to when the"),
        (
            OLD_MARSH,
            "said by the Reviewing Officer or the Qa Manager.\n- One of them is enough",
        ),
        (
            OLD_MARSH,
            "If the officer, the Reviewing Officer or the Qa Manager is not satisfied,",
        ),
        (OLD_MARSH, "At its end it hands over to the procedure old-marsh-courts-1,"),
        (OLD_MARSH, "said by the Worker and the Qa Manager.\n- All of them must be"),
    ],
)
def test_it_is_explained(procedure: Procedure, sentence: str) -> None:
    assert sentence in explain(procedure)


def test_all_of_them_are_asked_and_without_one_of_them_it_passes_on() -> None:
    course = _played(BRACKENFORD, _answer("school-lead"), _answer("team-manager"))

    assert _told(course, "stage-begun")[:3] == [
        ("team-manager", "to-act"),
        ("school-lead", "to-act"),
        ("ward-sister", "to-act"),
    ]
    assert "Teams: no full answer by the limit." in _said(course)


def test_one_answer_for_all_is_put_to_both_who_must_be_satisfied() -> None:
    course = _played(BRACKENFORD, _answer("team-manager", collated=True))

    assert _told(course, "response-received") == [
        ("officer", "to-act"),
        ("service-manager", "to-act"),
    ]
    assert "Teams: no full answer by the limit." not in _said(course)


def test_what_was_agreed_is_followed_up_and_told_of_when_it_is_not_done() -> None:
    course = _played(
        BRACKENFORD,
        _answer("team-manager", collated=True),
        _decision("iro", satisfied=True, actions=[TOAST]),
        _decision("service-manager", satisfied=True),
    )

    assert _told(course, "action-due") == [
        ("school-lead", "to-act"),
        ("clerk", "to-act"),
        ("officer", "to-act"),
    ]
    assert _told(course, "action-not-done") == [
        ("school-lead", "for-information"),
        ("officer", "for-information"),
        ("service-manager", "for-information"),
        ("director", "for-information"),
    ]


def test_whoever_takes_it_there_sends_it_and_another_writes_it_up() -> None:
    course = _played(
        BRACKENFORD,
        _answer("director", at_stage=2, after_working_days=3),
        _decision("iro", at_stage=2, after_working_days=3, satisfied=True),
    )

    assert ("qa-manager", "to-act") in _told(course, "stage-begun")
    assert _told(course, "overdue") == [("qa-manager", "to-act"), ("clerk", "to-act")]


def test_one_of_two_others_is_enough_and_the_officer_closes_it() -> None:
    course = _played(
        OLD_MARSH, _answer("director"), _decision("qa-manager", satisfied=True)
    )

    assert "The Qa Manager is satisfied: resolved." in _said(course)
    assert _told(course, "decide")[0] == ("officer", "to-act")


def test_at_its_end_the_officer_is_asked_to_raise_it_anew() -> None:
    course = _played(
        OLD_MARSH, _answer("director"), _decision("qa-manager", satisfied=False)
    )

    assert _said(course)[-4:-2] == [
        "The Qa Manager is not satisfied with the answer.",
        "This procedure ends here; old-marsh-courts-1 takes over.",
    ]
    assert "This procedure ends here; old-marsh-courts-1 takes over." in course.ends


def test_in_reverse_whoever_raised_it_and_another_must_be_satisfied() -> None:
    course = _played(
        OLD_MARSH,
        _answer("reviewing-officer"),
        _decision("worker", satisfied=True),
        role="worker",
    )

    says = "The Worker is satisfied: resolved. Still to say so: Qa Manager."
    assert says in _said(course)
    assert course.situation.awaiting == ("Qa Manager",)
    assert course.situation.next_says == (
        "The Qa Manager is asked again until they say whether they are satisfied."
    )
    assert course.situation.next_says in course.ends
