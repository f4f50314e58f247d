"""The ladder drawn: as Mermaid text and as SVG."""

from xml.etree import ElementTree as ET

from domain.explaining import mermaid, svg
from domain.procedure import Procedure
from domain.procedure.ladder import Stage
from domain.procedure.people import Post, Responders

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

    assert '["<b>#lt;script#gt;#quot;&#35;</b><br/>A & B #lt;C#gt;' in drawn


def test_mermaid_leads_from_each_stage_to_the_next(west_sussex: Procedure) -> None:
    drawn = mermaid(west_sussex).splitlines()

    assert drawn[0] == "flowchart TD"
    for number in range(5):
        assert (
            f'    l1s{number} -- "unanswered, or the answer will not do" -->'
            f" l1s{number + 1}"
        ) in drawn
    assert any("Service Lead<br/>within 5 working days" in line for line in drawn)
