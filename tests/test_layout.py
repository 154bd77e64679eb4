"""Places of nodes: seeded, whole pixels, labels apart."""

from itertools import combinations

import kgraph
from kgraph import layout


def rows(graph: kgraph.Graph) -> tuple[list, list]:
    return graph.nodes.rows(named=True), graph.edges.rows(named=True)


def test_the_same_places_each_time(demo: kgraph.Graph) -> None:
    places = layout.place_nodes(*rows(demo))
    assert places == layout.place_nodes(*rows(demo))
    assert set(places) == set(demo.nodes["id"])
    assert all(isinstance(x, int) and isinstance(y, int) for x, y in places.values())


def test_few_labels_overlap(demo: kgraph.Graph) -> None:
    places = layout.place_nodes(*rows(demo))
    papers = [places[paper] for paper in demo.of_kind(kgraph.Kind.PAPER)["id"]]
    width, height = layout._PAPER_BOX
    overlapping = [
        (one, other)
        for one, other in combinations(papers, 2)
        if abs(one[0] - other[0]) < width * 0.8 and abs(one[1] - other[1]) < height * 0.8
    ]
    assert overlapping == []


def test_separate_parts_stay_near() -> None:
    nodes = [{"id": f"paper:{n}", "kind": "paper", "shared": None, "close_match": None} for n in range(6)]
    edges = [{"source": f"paper:{n}", "target": f"paper:{n + 1}"} for n in (0, 1, 3, 4)]
    places = layout.place_nodes(nodes, edges)
    assert len(set(places.values())) == 6
    assert max(abs(x) for x, _ in places.values()) < 1000


def test_a_minor_keyword_stands_by_its_paper() -> None:
    nodes = [
        {"id": "paper:1", "kind": "paper", "shared": None, "close_match": None},
        {"id": "keyword:a", "kind": "keyword", "shared": False, "close_match": None},
    ]
    places = layout.place_nodes(nodes, [{"source": "paper:1", "target": "keyword:a"}])
    assert places == {"paper:1": (0, 0), "keyword:a": (70, 0)}


def test_many_nodes_take_the_other_layout(demo: kgraph.Graph, monkeypatch) -> None:
    monkeypatch.setattr(layout, "MAX_STRESS", 10)
    places = layout.place_nodes(*rows(demo))
    assert places == layout.place_nodes(*rows(demo))
    assert len(set(places.values())) > 100
