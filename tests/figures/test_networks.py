"""Network, scatter and flow: what is drawn, what the rows say, what the note says."""

import random
import re

import networkx as nx
import numpy as np

from kgraph.figures import (
    Bar,
    Figure,
    Flow,
    Link,
    NetworkMap,
    Node,
    Point,
    Ribbon,
    Scatter,
    draw_flow,
    draw_network,
    draw_scatter,
)
from kgraph.figures.placing import place_network
from tests.figures.marks import corners, shapes, texts, tips


def drawn(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


NODES = (
    Node("p:a", "Ann", 4.0, 1),
    Node("p:b", "Bo", 2.0, 1),
    Node("p:c", "Cy", 1.0, 2),
    Node("p:d", "Di", 3.0),
    Node("p:e", "Ed", 9.0),
)
LINKS = (
    Link("p:a", "p:b", 1.0),
    Link("p:c", "p:b", 8.0),
    Link("p:d", "p:a", 8.0),
    Link("p:e", "p:e", 5.0),
)


def test_network_draws_what_is_linked() -> None:
    data = NetworkMap(NODES, LINKS, "strength", ((1, "reward models"),), many="people")
    figure = drawn(draw_network(data))
    assert figure.columns == ("what", "id", "to", "label", "community", "strength", "weight")
    assert figure.rows == (
        ("node", "p:a", None, "Ann", 1, 4.0, None),
        ("node", "p:d", None, "Di", None, 3.0, None),
        ("node", "p:b", None, "Bo", 1, 2.0, None),
        ("node", "p:c", None, "Cy", 2, 1.0, None),
        ("link", "p:c", "p:b", None, None, None, 8.0),
        ("link", "p:d", "p:a", None, None, None, 8.0),
        ("link", "p:a", "p:b", None, None, None, 1.0),
    )
    assert tips(figure, "nodes-1") == ["Ann: strength 4, 1 reward models", "Bo: strength 2, 1 reward models"]
    assert tips(figure, "nodes-2") == ["Cy: strength 1, community 2"]
    assert tips(figure, "nodes") == ["Di: strength 3"]
    # A path for each width of links: two strong ones, one weak.
    assert [path.count("M") for n in (1, 2, 3, 4) for path in shapes(figure, f"links-{n}")] == [1, 2]
    assert texts(figure) == ["Ann", "Di", "Bo", "Cy", "1 reward models", "community 2"]
    assert figure.alt == (
        "Network of 4 people and 3 links in 2 communities, each with a colour and a shape. "
        "The largest by strength: Ann, Di, Bo."
    )
    assert figure.note == "Not drawn: 1 without a link to another one of them."


def test_network_without_links_is_none() -> None:
    assert draw_network(NetworkMap(NODES, LINKS[3:])) is None
    assert draw_network(NetworkMap((), ())) is None


def test_a_large_network_keeps_the_strongest_and_stays_small() -> None:
    graph = nx.barabasi_albert_graph(1000, 20, seed=1)
    chance = random.Random(1)
    nodes = tuple(Node(f"p:{n:04}", f"Person {n}", d, n % 15) for n, d in graph.degree())
    links = tuple(Link(f"p:{a:04}", f"p:{b:04}", chance.randint(1, 9)) for a, b in graph.edges())
    figure = drawn(draw_network(NetworkMap(nodes, links, "degree", many="people")))
    held = [row[1] for row in figure.rows if row[0] == "node"]
    lines = [row for row in figure.rows if row[0] == "link"]
    assert (len(held), len(lines)) == (300, 900)
    assert sum(path.count("M") for n in (1, 2, 3, 4) for path in shapes(figure, f"links-{n}")) == 900
    assert len(figure.svg) < 250_000
    # What hangs together among the 300 still does.
    before = graph.subgraph(int(str(node)[2:]) for node in held)
    after = nx.Graph((int(str(a)[2:]), int(str(b)[2:])) for _, a, b, *_ in lines)
    assert nx.number_connected_components(after) == nx.number_connected_components(before)
    assert figure.note == (
        "Of 1,000 people the 300 largest by degree are drawn. Of 5,520 links between them the 900 strongest "
        "that hold it together are drawn."
    )


def test_marks_do_not_overlap_and_stay_on_the_sheet() -> None:
    graph = nx.connected_caveman_graph(8, 6)
    groups = [node // 6 for node in graph]
    radii = [5.0] * len(graph)
    points = place_network(list(graph.edges()), groups, radii, 504, 400)
    gaps = np.hypot(*(points[:, np.newaxis] - points).transpose(2, 0, 1)) + 99 * np.eye(len(points))
    assert gaps.min() > 9
    assert points.min() >= 5
    assert (points <= (499, 395)).all()
    assert np.array_equal(points, place_network(list(graph.edges()), groups, radii, 504, 400))
    random.seed(99)
    assert np.array_equal(points, place_network(list(graph.edges()), groups, radii, 504, 400))


def test_separate_parts_and_a_line_have_places() -> None:
    assert place_network([(0, 1)], [None, None], [2, 2], 100, 50).tolist() == [[2.0, 25.0], [98.0, 25.0]]
    points = place_network([(0, 1), (2, 3)], [None] * 4, [2] * 4, 100, 50)
    assert len({tuple(point) for point in points.tolist()}) == 4


def test_scatter_marks_every_point() -> None:
    points = (
        Point("p:a", "Ann", 5, 0.5, 1),
        Point("p:b", "Bo", 4, 0.25),
        Point("p:c", "Cy", 1, 1.0, 1),
        Point("p:n", "Nan", float("nan"), 1.0, 1),
    )
    figure = drawn(draw_scatter(Scatter(points, "strength", "betweenness", ((1, "rewards"),))))
    assert figure.columns == ("id", "label", "community", "strength", "betweenness")
    assert figure.rows == (
        ("p:a", "Ann", 1, 5, 0.5),
        ("p:c", "Cy", 1, 1, 1.0),
        ("p:b", "Bo", None, 4, 0.25),
    )
    assert tips(figure, "points-1") == [
        "Ann: strength 5, betweenness 0.5",
        "Cy: strength 1, betweenness 1",
    ]
    assert tips(figure, "points") == ["Bo: strength 4, betweenness 0.25"]
    assert {"Ann", "Bo", "Cy", "strength", "betweenness", "1 rewards"} <= set(texts(figure))
    assert figure.note == ""


def test_scatter_axes_are_logarithmic_where_the_spread_is_wide() -> None:
    wide = tuple(Point(f"p:{n}", "", 10.0**n, 0.0 if n == 0 else 10.0**-n) for n in range(6))
    figure = drawn(draw_scatter(Scatter(wide, "strength", "betweenness")))
    assert {"strength (logarithmic)", "betweenness (logarithmic, 0 apart)"} <= set(texts(figure))
    assert {"1", "10", "100", "1,000", "10,000", "100,000", "0", "10⁻⁵", "0.0001", "0.1"} <= set(
        texts(figure)
    )
    numbers = list(map(float, re.findall(r'<use x="([\d.]+)"', figure.svg)))
    assert all(0 <= x <= 480 for x in numbers)


def test_scatter_of_many_marks_the_highest_and_dots_the_rest() -> None:
    points = tuple(Point(f"p:{n:03}", f"P {n}", n, (n * 7919) % 1000) for n in range(1000))
    figure = drawn(draw_scatter(Scatter(points, "strength", "betweenness")))
    assert len(tips(figure, "points")) == len(figure.rows) == 400
    assert figure.rows[0][0] == "p:999"
    assert figure.note == (
        "Marked are the 400 highest in either measure of 1,000 people; the others are faint dots."
    )
    [dots] = shapes(figure, "others")
    assert 0 < dots.count("M") <= 600


def test_scatter_of_too_little_is_none() -> None:
    same = tuple(Point(f"p:{n}", "", 1, 1) for n in range(9))
    assert draw_scatter(Scatter(same, "x", "y")) is None
    assert draw_scatter(Scatter((Point("a", "", 1, 2), Point("b", "", 2, 1)), "x", "y")) is None


BARS = (
    Bar(0, "t:a", "Parsing", 6),
    Bar(0, "t:b", "Translation", 4),
    Bar(1, "t:b", "Translation", 10),
    Bar(1, "t:c", "Empty", 0),
)
RIBBONS = (Ribbon(0, "t:a", "t:b", 3), Ribbon(0, "t:b", "t:b", 2), Ribbon(0, "t:a", "t:c", 1))


def test_flow_has_a_bar_for_each_theme_and_a_ribbon_for_each_flow() -> None:
    figure = drawn(draw_flow(Flow(("2000–09", "2010–19"), BARS, RIBBONS)))
    assert figure.columns == ("what", "period", "id", "label", "next period", "to", "value")
    assert figure.rows == (
        ("bar", "2000–09", "t:a", "Parsing", None, None, 6),
        ("bar", "2000–09", "t:b", "Translation", None, None, 4),
        ("bar", "2010–19", "t:b", "Translation", None, None, 10),
        ("ribbon", "2000–09", "t:a", "Parsing", "2010–19", "t:b", 3),
        ("ribbon", "2000–09", "t:b", "Translation", "2010–19", "t:b", 2),
    )
    assert tips(figure, "bars") == [
        "Parsing, 2000–09: 6 papers",
        "Translation, 2000–09: 4 papers",
        "Translation, 2010–19: 10 papers",
    ]
    assert tips(figure, "ribbons") == [
        "Parsing → Translation, 2000–09 to 2010–19: 3 links",
        "Translation → Translation, 2000–09 to 2010–19: 2 links",
    ]
    assert texts(figure) == ["2000–09", "2010–19", "Parsing 6", "Translation 4", "Translation 10"]
    assert figure.note == "Bars and numbers are papers, ribbons links."
    assert figure.alt == (
        "Alluvial diagram of 2 themes over 2 periods. The widest flow between two themes, 3 links, is from "
        "Parsing in 2000–09 to Translation in the next."
    )


def widths(figure: Figure) -> list[float]:
    """How wide each ribbon is where it leaves its bar."""
    found = []
    for path in shapes(figure, "ribbons"):
        numbers = [tuple(map(float, pair.split())) for pair in re.findall(r"-?[\d.]+ -?[\d.]+", path)]
        left = min(x for x, _ in numbers)
        ends = [y for x, y in numbers if x == left]
        found.append(max(ends) - min(ends))
    return found


def test_ribbons_are_as_wide_as_their_flow() -> None:
    figure = drawn(draw_flow(Flow(("a", "b"), BARS, RIBBONS)))
    one, other = widths(figure)
    assert abs(one / 3 - other / 2) < 0.1


def test_flows_beyond_the_bars_are_narrowed_and_the_note_says_so() -> None:
    ribbons = (Ribbon(0, "t:a", "t:b", 60), Ribbon(0, "t:b", "t:b", 2))
    figure = drawn(draw_flow(Flow(("a", "b"), BARS, ribbons)))
    assert figure.note == (
        "Bars and numbers are papers, ribbons links. Ribbons are drawn at 0.1 of the scale of the bars."
    )
    # All that the first bar has flows out of it, so it is as high as its ribbon.
    [first, *_] = shapes(figure, "bars")
    ends = [y for _, y in corners(first)]
    assert abs(max(ends) - min(ends) - widths(figure)[0]) < 0.3


def test_a_small_bar_with_many_links_does_not_narrow_all_the_rest() -> None:
    bars = (Bar(0, "t:a", "Large", 99), Bar(0, "t:b", "Small", 1), Bar(1, "t:a", "Large", 100))
    ribbons = (Ribbon(0, "t:a", "t:a", 50), Ribbon(0, "t:b", "t:a", 20))
    figure = drawn(draw_flow(Flow(("a", "b"), bars, ribbons)))
    assert figure.note == (
        "Bars and numbers are papers, ribbons links. A bar with more links than papers at that scale is as "
        "high as its ribbons."
    )
    large, small = widths(figure)
    assert abs(large / 50 - small / 20) < 0.1
    assert small > 20


def test_flow_says_how_many_ribbons_are_left_out() -> None:
    bars = tuple(Bar(p, f"t:{n:02}", f"T {n}", 20) for p in range(4) for n in range(12))
    ribbons = tuple(
        Ribbon(p, f"t:{a:02}", f"t:{b:02}", 1 + (a * b) % 3)
        for p in range(3)
        for a in range(12)
        for b in range(12)
    )
    figure = drawn(draw_flow(Flow(("a", "b", "c", "d"), bars, ribbons)))
    assert figure.note.endswith("The 300 widest ribbons are drawn, 132 others are not.")
    assert len(tips(figure, "ribbons")) == sum(row[0] == "ribbon" for row in figure.rows) == 300
    assert min(row[-1] for row in figure.rows if row[0] == "ribbon") >= 1


def test_flow_of_nothing_is_none() -> None:
    assert draw_flow(Flow((), (), ())) is None
    assert draw_flow(Flow(("a",), BARS[:2], ())) is None
    assert draw_flow(Flow(("a", "b"), BARS, RIBBONS[2:])) is None


def test_flow_says_how_many_themes_are_left_out() -> None:
    bars = tuple(Bar(p, f"t:{n:02}", f"T {n}", 20 - n) for p in (0, 1) for n in range(14))
    ribbons = tuple(Ribbon(0, f"t:{n:02}", f"t:{n:02}", 1) for n in range(14))
    figure = drawn(draw_flow(Flow(("a", "b"), bars, ribbons)))
    assert "The 12 largest themes of each period are drawn, 4 smaller ones are not." in figure.note
    assert (len(tips(figure, "bars")), len(tips(figure, "ribbons"))) == (24, 12)
