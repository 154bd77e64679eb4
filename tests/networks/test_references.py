"""References outside the corpus: known by an identifier or by their words, and never a paper twice."""

from dataclasses import replace

import polars as pl
import pytest

import kgraph
from kgraph.ledger import reconcile
from kgraph.networks import coupling, slice_graph
from kgraph.networks.references import identify_reference, read_references
from kgraph.records import Mention, Origin, Paper


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("https://doi.org/10.1000/ABC", "doi:10.1000/abc"),
        ("doi:10.48550/arxiv.2212.08073", "arxiv:2212.08073"),
        ("Bai and others, arXiv preprint arXiv:2212.08073v2", "arxiv:2212.08073"),
        ("openalex:W123", "openalex:W123"),
        ("Roe, J., On  Things; 1999.", "roe j on things 1999"),
        ("p17", None),
        ("id:10.1000/182", None),
        ("paper:of-the-corpus", None),
        ("ibid., p. 4", "ibid p 4"),
        ("", None),
    ],
)
def test_what_tells_a_reference_from_others(reference: str, expected: str | None) -> None:
    assert identify_reference(reference) == expected


def link(*references: tuple[str, ...]) -> kgraph.Graph:
    first = Paper(
        "paper:first", "A theory of things and more", Origin("x", 1), (Mention("Ann Lee", 1),), date="2001",
        identifiers=("arxiv:2212.08073",),
    )  # fmt: skip
    others = [
        Paper(f"paper:p{n}", f"Another paper {n}", Origin("x", n + 2), references=given)
        for n, given in enumerate(references)
    ]
    return kgraph.link(*reconcile([first, *others]), model=False)


def rows(graph: kgraph.Graph) -> list[tuple[str, ...]]:
    return sorted(read_references(graph).select("group", "item").rows())


def test_a_paper_of_the_corpus_is_one_work_however_it_is_printed() -> None:
    printed = "Lee A (2001) A theory of things and more. Thing Letters."
    graph = link(
        (printed,), (printed,), ("doi:10.48550/arxiv.2212.08073",), ("A theory of things and more (2001)",)
    )
    assert rows(graph) == [("paper:first", f"paper:p{n}") for n in range(4)]


def test_a_work_outside_has_one_name() -> None:
    graph = link(
        ("Roe, On Things, 1999",), ("ROE: on things. 1999", "doi:10.9/lonely"), ("roe on things (1999)",)
    )
    shared = [("ROE: on things. 1999", f"paper:p{n}") for n in range(3)]
    assert rows(graph) == [*shared, ("doi:10.9/lonely", "paper:p1")]


def test_cosine_divides_by_the_whole_list_of_references() -> None:
    graph = link(("doi:10.9/a", "doi:10.9/b"), ("doi:10.9/a", "doi:10.9/c", "doi:10.9/d", "doi:10.9/e"))
    links = coupling(graph, "cosine").edges(data="weight")
    assert list(links) == [("paper:p0", "paper:p1", round(1 / 8**0.5, 6))]


def test_papers_of_a_slice_couple_by_works_outside_it() -> None:
    graph = link(("A theory of things and more (2001)",), ("doi:10.48550/arxiv.2212.08073",))
    dated = graph.nodes.with_columns(year=pl.when(pl.col("id") != "paper:first").then(2020).otherwise("year"))
    part = slice_graph(slice_graph(replace(graph, nodes=dated), years=(2002, 2021)), years=(2020, 2020))
    links = coupling(part).edges(data=True)
    assert list(links) == [("paper:p0", "paper:p1", {"weight": 1, "shared": ["paper:first"]})]


def test_two_prints_of_a_work_in_one_paper_count_once() -> None:
    graph = link(("doi:10.9999/x", "https://doi.org/10.9999/X"), ("doi:10.9999/x",))
    network = kgraph.networks.coupling(graph)
    assert list(network.edges(data=True)) == [
        ("paper:p0", "paper:p1", {"weight": 1, "shared": ["doi:10.9999/x"]})
    ]


def test_a_corpus_without_references(toy: kgraph.Graph) -> None:
    assert rows(toy) == []
    assert kgraph.networks.coupling(toy).number_of_edges() == 0
