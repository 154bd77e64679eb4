"""A paper with too many authors is said in the ledger and links none of them; one with two does."""

import kgraph
from kgraph import networks
from kgraph.ledger import reconcile
from kgraph.networks.caps import note_large_papers
from kgraph.records import Mention, Origin, Paper


def paper(number: int, authors: int) -> Paper:
    # No two names alike, and none an abbreviation of another.
    names = [
        f"Given{chr(97 + k % 26)}{chr(97 + k // 26)} Name{number}{chr(97 + k % 26)}{k}"
        for k in range(authors)
    ]
    mentions = tuple(Mention(name, place) for place, name in enumerate(names, start=1))
    return Paper(f"paper:p{number}", f"Collaboration number {number}", Origin("invented", number), mentions)


def build(*sizes: int) -> kgraph.Graph:
    papers = [paper(number, size) for number, size in enumerate(sizes)]
    return kgraph.link(*reconcile(papers), model=False)


def test_hyperauthorship_is_capped_and_told() -> None:
    graph = build(101, 100, 2, 1)
    note = "1 paper has more than 100 authors (paper:p0 with 101): it links nobody in networks of people"
    assert graph.ledger.notes[-1] == note
    network = networks.authors(graph)
    assert len(network) == 204
    assert network.number_of_edges() == 100 * 99 // 2 + 1
    assert network.graph == {"weighting": "full", "max_group": 100, "left_out": ["paper:p0"]}
    assert networks.authors(graph, max_group=101).number_of_edges() == 101 * 100 // 2 + 100 * 99 // 2 + 1


def test_many_are_one_note() -> None:
    graph = build(101, 103, 102, 101, 104)
    assert list(note_large_papers(graph)) == [
        "5 papers have more than 100 authors "
        "(paper:p4 with 104, paper:p1 with 103, paper:p2 with 102, 2 more): "
        "they link nobody in networks of people"
    ]


def test_no_note_without_such_a_paper(toy: kgraph.Graph) -> None:
    assert list(note_large_papers(toy)) == []
