"""The ladder drawn: as Mermaid text and as SVG."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from domain.explaining import mermaid, svg
from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.people import Post, Responders
from tests.domain.raisings import PROCEDURES

SVG = "{http://www.w3.org/2000/svg}"


def words_of(picture: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(picture).iter(f"{SVG}text")]


def test_the_picture_tells_each_stage_its_limit_and_who_is_told(
    west_sussex: Procedure,
) -> None:
    words = words_of(svg(west_sussex))

    assert words[:3] == [
        "West Sussex County Council: Dispute Resolution Process",
        "Informal resolution, then five formal stages",
        "In all 20 working days; it warns, and stops nobody.",
    ]
    assert words.count("Answer within 5 working days") == 5
    assert words.count("No limit to answer") == 1
    assert words.count("unanswered, or the answer will not do") == 5
    assert "Told:" in words


def test_the_first_stage_stands_at_the_bottom(west_sussex: Procedure) -> None:
    words = words_of(svg(west_sussex))

    titles = [one for one in words if one.startswith(("Stage", "Informal resolution"))]

    assert titles[1:] == [
        "Stage 5",
        "Stage 4",
        "Stage 3",
        "Stage 2",
        "Stage 1",
        "Informal resolution",
    ]


def test_nothing_is_drawn_outside_the_picture(west_sussex: Procedure) -> None:
    root = ET.fromstring(svg(west_sussex))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])

    for one in root.iter(f"{SVG}rect"):
        assert float(one.attrib.get("x", 0)) + float(one.attrib["width"]) <= width
        assert float(one.attrib.get("y", 0)) + float(one.attrib["height"]) <= height
    for one in root.iter(f"{SVG}text"):
        assert float(one.attrib["y"]) <= height


def with_a_sly_stage(procedure: Procedure) -> Procedure:
    sly = Stage(
        number=9,
        title='<script>"&#',
        optional=True,
        responders=Responders(posts=("sly",)),
    )
    ladder = procedure.ladders[0]
    longer = ladder.model_copy(update={"stages": (*ladder.stages, sly)})
    posts = {**procedure.posts, "sly": Post(title="A & B <C>")}
    return procedure.model_copy(update={"ladders": (longer,), "posts": posts})


def test_signs_in_titles_are_words_in_the_picture(west_sussex: Procedure) -> None:
    picture = svg(with_a_sly_stage(west_sussex))

    assert "<script>" not in picture
    assert {'<script>"&#', "Only when called for", "Asked: A & B <C>"} <= set(
        words_of(picture)
    )


def test_signs_in_the_name_of_a_council_are_words_for_who_cannot_see_the_picture(
    west_sussex: Procedure,
) -> None:
    quoted = west_sussex.model_copy(update={"council": 'The "Toast" & Jam'})

    label = ET.fromstring(svg(quoted)).get("aria-label")

    assert label == f'The "Toast" & Jam: {west_sussex.title}'


def test_signs_in_titles_are_words_in_mermaid(west_sussex: Procedure) -> None:
    drawn = mermaid(with_a_sly_stage(west_sussex))

    assert (
        '["<b>#lt;script#gt;#quot;&#35;</b><br/>Only when called for<br/>Asked: A & B'
        in (drawn)
    )
    assert "A & B #lt;C#gt;" in drawn


def test_mermaid_leads_from_each_stage_to_the_next(west_sussex: Procedure) -> None:
    drawn = mermaid(west_sussex).splitlines()

    assert drawn[0] == "flowchart TD"
    for number in range(5):
        assert (
            f'    l1s{number} -- "unanswered, or the answer will not do" -->'
            f" l1s{number + 1}"
        ) in drawn
    assert any(
        "Asked: Service Lead<br/>Answer within 5 working days<br/>" in line
        for line in drawn
    )


def altered(name: str, **stage: object) -> Procedure:
    """A procedure whose first stage says otherwise."""
    plain = PROCEDURES[name].model_dump(mode="json")
    plain["ladders"][0]["stages"][0].update(stage)
    return Procedure.model_validate(plain)


@pytest.mark.parametrize(
    ("meeting", "says"),
    [
        ({"needed": True}, "A meeting must be held"),
        ({"needed": False}, "A meeting may be held"),
        (
            {"needed": True, "within": {"fixed": {"working_days": 3}}},
            "A meeting must be held within 3 working days",
        ),
    ],
)
def test_a_meeting_is_drawn_with_whether_it_is_needed_and_by_when(
    meeting: dict[str, object], says: str
) -> None:
    procedure = altered("anyshire-2026-01", meeting=meeting)

    assert words_of(svg(procedure)).count(says) == 1
    assert f"<br/>{says}<br/>" in mermaid(procedure)


@pytest.mark.parametrize(
    ("needed", "joined"), [("all", "and"), ("any", "or")], ids=["all", "any"]
)
def test_who_is_asked_and_who_must_accept_are_joined_by_what_is_needed(
    needed: str, joined: str
) -> None:
    posts = ["officer", "director"]
    procedure = altered(
        "anyshire-2026-01",
        responders={"posts": ["team-manager", "social-worker"], "needed": needed},
        accepted_by={"posts": posts, "needed": needed},
    )
    asked = f"Asked: Team Manager {joined} Social Worker"
    accepted = (
        f"Must accept: reviewing officer {joined} Director of Children's Services"
    )

    words = " ".join(words_of(svg(procedure)))
    assert asked in words
    assert accepted in words
    assert asked in mermaid(procedure)
    assert accepted in mermaid(procedure)


def test_the_times_to_send_the_report_and_to_write_up_the_outcome_are_drawn() -> None:
    days = {"fixed": {"working_days": 2}}
    procedure = altered("anyshire-2026-01", send=days, write_up=days)

    rows = mermaid(procedure).split("<br/>")
    first, last = (
        rows.index("The report is sent within 2 working days"),
        rows.index("The outcome is written up within 2 working days"),
    )
    assert rows[first + 1 : last] == [
        "Asked: Team Manager",
        "Answer within 5 working days",
    ]
    assert rows[first] in words_of(svg(procedure))
    assert rows[last] in words_of(svg(procedure))


def test_who_is_told_only_sometimes_is_drawn_with_when() -> None:
    court = {"post": "director", "when": {"in_proceedings": True}}
    procedure = altered("anyshire-2026-01", tell=[court, {"post": "social-worker"}])
    director = "Director of Children's Services"

    told = f"told: {director} (only in care proceedings) and Social Worker"
    assert f"<i>{told}</i>" in mermaid(procedure)
    assert f"{director}, only in care proceedings" in words_of(svg(procedure))


def test_where_the_officer_alone_accepts_nobody_is_said_to_have_to() -> None:
    procedure = PROCEDURES["anyshire-2026-01"]

    assert "Must accept" not in svg(procedure) + mermaid(procedure)


@pytest.mark.parametrize(
    ("follows", "says"),
    [
        ("next-stage", "goes to the next stage; the last opens again"),
        ("same-stage", "opens the same stage again"),
        ("ask-officer", "goes back to whoever raised it, to say what follows"),
    ],
)
def test_the_last_line_says_what_something_not_done_opens_again(
    follows: str, says: str
) -> None:
    plain = PROCEDURES["anyshire-2026-01"].model_dump(mode="json")
    plain["monitoring"]["when_not_done"] = follows
    procedure = Procedure.model_validate(plain)
    watched = f"What is agreed is watched; if it is not done, it {says}."

    assert words_of(svg(procedure))[-1] == watched
    assert f'  l1 -- "accepted" --> watchedl1["{watched}"]' in mermaid(procedure)


def test_a_ladder_that_hands_over_says_to_which_procedure() -> None:
    procedure, other = PROCEDURES["marrowby-concerns-1"], PROCEDURES["merton-2017-11"]
    over = "Then it is raised anew under marrowby-disputes-1"

    words = words_of(svg(procedure))

    assert words[2:5] == [over, "at its end", "Concern repeated"]
    assert f'  l1 -- "at its end" --> overl1["{over}"]' in mermaid(procedure)
    assert "at its end" not in svg(other) + mermaid(other)


def test_each_of_several_ladders_says_what_it_is_taken_for() -> None:
    procedure = PROCEDURES["quillshire-2025-04"]
    rest = "It is taken for everything that no other order is chosen for."
    amber = (
        "It is taken by itself for a dispute where there is a concern that gets worse"
        " with time."
    )

    words = words_of(svg(procedure))

    assert words[1:3] == ["Green, everything else", rest]
    assert words[words.index("Amber") + 1] == amber
    assert f'subgraph l2 ["Amber<br/>{amber}<br/>In all 28 calendar' in mermaid(
        procedure
    )
    assert "It is taken" not in svg(PROCEDURES["anyshire-2026-01"])


def test_a_stage_that_is_passed_over_is_drawn_dashed_and_reached_when_called_for() -> (
    None
):
    drawn = mermaid(PROCEDURES["fernmoor-2"]).splitlines()

    assert [line.strip() for line in drawn if "dasharray" in line] == [
        "style l1s3 stroke-dasharray: 6 4",
        "style l1s4 stroke-dasharray: 6 4",
    ]
    assert [line.strip() for line in drawn if "-->" in line and "s" in line][:3] == [
        'l1s1 -- "unanswered, or the answer will not do" --> l1s2',
        'l1s2 -- "when called for" --> l1s3',
        'l1s3 -- "when called for" --> l1s4',
    ]
    assert svg(PROCEDURES["fernmoor-2"]).count('stroke-dasharray="6 4"') == 2


def test_a_long_name_goes_on_below_itself_and_nothing_is_drawn_upon_it(
    west_sussex: Procedure,
) -> None:
    ladder = west_sussex.ladders[0].model_copy(update={"title": "Step by step " * 8})
    long = west_sussex.model_copy(
        update={"title": "Resolving what is disputed " * 3, "ladders": (ladder,)}
    )

    rows = [
        (one.text or "", float(one.attrib["y"]))
        for one in ET.fromstring(svg(long)).iter(f"{SVG}text")
    ]

    assert rows[:5] == [
        (
            "West Sussex County Council: Resolving what is disputed Resolving what is",
            40.0,
        ),
        ("disputed Resolving what is disputed", 64.0),
        (
            "Step by step Step by step Step by step Step by step Step by step Step by",
            94.0,
        ),
        ("step Step by step Step by step", 112.0),
        ("In all 20 working days; it warns, and stops nobody.", 130.0),
    ]


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_no_two_things_are_drawn_upon_each_other(name: str) -> None:
    root = ET.fromstring(svg(PROCEDURES[name]))
    texts = [
        (float(one.attrib["x"]), float(one.attrib["y"]))
        for one in root.iter(f"{SVG}text")
    ]
    boxes = [
        (float(one.attrib["y"]), float(one.attrib["height"]))
        for one in root.iter(f"{SVG}rect")
        if "x" in one.attrib
    ]

    for column in {x for x, _ in texts}:
        rows = sorted(y for x, y in texts if x == column)
        assert all(below - above >= 18 for above, below in pairwise(rows))
    for (y, height), (below, _) in pairwise(boxes):
        assert below >= y + height + 40
