"""A figure of every kind from the same made-up corpus, whose names are as hard as names can be."""

from collections.abc import Sequence

from kgraph import figures
from kgraph.figures import Figure

HARD = (
    "price $x_1$ of $100 & <script>alert(1)</script>",
    r"back\slash \frac{1}{2} ^caret_ {brace}",
    "one\ntwo\r\tthree",
    "emoji 🦜🏽 and 孤獨的研究者",
    "שלום עולם",
    "nul\x00 bell\x07 \ufffe lone \ud800",
    "]]> --> <!-- &amp; %s {0}",
    "<title>x</title>",
    "a very long name " * 20,
    "",
)
PLAIN = tuple(f"name {letter}" for letter in "abcdefghij")


def draw_all(labels: Sequence[str] = HARD) -> list[Figure]:
    """The figures, in one order; each name is among the labels of each but the timeline."""
    ids = [f"x:{place}" for place in range(len(labels))]
    named = list(zip(ids, labels, strict=True))
    series = tuple(
        figures.Series(node, label, tuple((year, (year + place) % 5 + 1) for year in range(2001, 2021)))
        for place, (node, label) in enumerate(named)
    )
    shares = tuple(
        figures.Series(
            line.id, line.label, tuple((y, v / 20) for y, v in line.values), group=labels[place % 2]
        )
        for place, line in enumerate(series)
    )
    groups = tuple((place + 1, label) for place, label in enumerate(labels))
    nodes = tuple(
        figures.Node(node, label, 1 + place, place + 1) for place, (node, label) in enumerate(named)
    )
    links = tuple(figures.Link(ids[0], other, 1 + place) for place, other in enumerate(ids[1:]))
    points = tuple(
        figures.Point(node, label, place, 10.0 ** (place - 7), place + 1)
        for place, (node, label) in enumerate(named)
    )
    bars = tuple(figures.Bar(period, node, label, 5) for period in range(3) for node, label in named)
    ribbons = tuple(
        figures.Ribbon(period, node, ids[place - period], 2.0)
        for period in range(2)
        for place, node in enumerate(ids)
    )
    bursts = tuple(
        figures.Burst(node, label, 2001 + place, None if place % 3 == 0 else 2003 + place, 1.5 * place)
        for place, (node, label) in enumerate(named)
    )
    drawn = [
        figures.draw_timeline(
            figures.Timeline(((2001, 3), (2004, 1)), ((2001, 5), (2004, 2)), title=labels[0])
        ),
        figures.draw_heat_map(figures.HeatMap(series)),
        figures.draw_trends(figures.Trends(shares)),
        figures.draw_bursts(figures.Bursts(bursts, 2001, 2020)),
        figures.draw_network(figures.NetworkMap(nodes, links, groups=groups)),
        figures.draw_scatter(figures.Scatter(points, labels[1], "betweenness", groups)),
        figures.draw_flow(figures.Flow((labels[0], "later", "last"), bars, ribbons)),
    ]
    assert None not in drawn
    return [figure for figure in drawn if figure is not None]
