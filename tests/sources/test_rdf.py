"""A graph that goes out as RDF comes back as the same graph."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph import rdf
from kgraph.identifiers import paper_id
from kgraph.ledger import reconcile
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import rdf as reader
from kgraph.vocabulary import Kind
from tests.conftest import rebased


def assert_same(one: kgraph.Graph, other: kgraph.Graph) -> None:
    assert one.nodes.equals(other.nodes)
    assert one.edges.equals(other.edges)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig"])
def test_the_toy_corpus_comes_back(toy: kgraph.Graph, tmp_path: Path, suffix: str) -> None:
    rdf.write(toy, tmp_path / f"graph{suffix}")
    again = kgraph.build([tmp_path / f"graph{suffix}"], model=False)
    assert_same(again, toy)
    assert rdf.serialize(again) == rdf.serialize(toy)


@pytest.mark.parametrize("base", ["https://example.org/paper/a/", "urn:x:"])
def test_another_base_comes_back(demo: kgraph.Graph, tmp_path: Path, base: str) -> None:
    rdf.write(rebased(demo, base), tmp_path / "graph.ttl")
    assert_same(kgraph.build([tmp_path / "graph.ttl"], model=False), demo)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PAPERS = st.builds(
    lambda title, names, abstract, date, doi, words, truncated, line, identifiers, people, type_: Paper(
        id=paper_id(title, date[:4] if date else None, names[0] if names else None),
        title=title,
        origin=Origin("file: one.txt", line),
        mentions=tuple(
            Mention(name, place, tuple(people), tuple(words[:place]))
            for place, name in enumerate(names, start=1)
        ),
        abstract=abstract,
        date=date,
        authors_truncated=truncated,
        organizations=tuple(words),
        categories=tuple(words),
        keywords=tuple(words),
        venue=title,
        doi=doi,
        references=tuple(words),
        identifiers=tuple(identifiers),
        type=type_,
    ),
    title=TEXT,
    names=st.lists(TEXT, max_size=3),
    abstract=st.none() | TEXT,
    date=st.sampled_from([None, "1999", "2020-02", "2021-12-31"]),
    doi=st.none() | TEXT,
    words=st.lists(TEXT, max_size=3, unique=True),
    truncated=st.booleans(),
    line=st.integers(1, 99),
    identifiers=st.lists(
        st.sampled_from(["doi:10.1000/1", "doi:10.1000/2", "arxiv:2001.00001", "pmid:1", "s2:a b"]),
        max_size=3,
        unique=True,
    ),
    people=st.lists(st.sampled_from(["orcid:0000-0002-1825-0097", "s2:7"]), max_size=2, unique=True),
    type_=st.sampled_from([None, "preprint", "article-journal", "webpage"]),
)


@settings(max_examples=40)
@given(st.lists(PAPERS, max_size=4))
def test_any_letters_come_back(papers: list[Paper]) -> None:
    kept, ledger = reconcile(papers)
    graph = kgraph.link(kept, ledger, model=False)
    for suffix in (".ttl", ".nq"):
        text = rdf.serialize(graph, suffix).decode()
        again, account = reconcile(reader.parse(text.split("\n"), "graph.ttl"))
        assert account.rejected == ()
        assert_same(kgraph.link(again, account, model=False), graph)


SENTENCES = (
    "Hedge trimming is the task of cutting plants that stand in a row.",
    "Hedge trimming (HT) is a craft that keeps gardens in shape.\n",
    'We study hedge trimming, "an art" & <b>more</b>.',
    "A rain gauge is an instrument that measures rainfall; 9 < 10.",
    "Rain gauges help hedge trimming.",
)


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join), min_size=2, max_size=4))
def test_definitions_come_back(abstracts: list[str]) -> None:
    titles = [f"Hedge trimming {number}" for number in range(len(abstracts))]
    papers = [
        Paper(paper_id(title, None, None), title, Origin("a", 1), abstract=text or None)
        for title, text in zip(titles, abstracts, strict=True)
    ]
    graph = kgraph.link(*reconcile(papers), model=False)
    for suffix in (".ttl", ".nq"):
        lines = rdf.serialize(graph, suffix).decode().split("\n")
        assert_same(kgraph.link(*reconcile(reader.parse(lines, "graph.ttl")), model=False), graph)
    texts = " ".join(abstracts)
    if "is the task" in texts:
        found = graph.of_kind(Kind.KEYWORD).filter(pl.col("label").str.to_lowercase() == "hedge trimming")
        assert found["definition"].to_list() == [SENTENCES[0]]


def test_what_is_broken_is_rejected() -> None:
    start = "@prefix kg: <https://w3id.org/kgraph/ns#> .\n"
    [broken] = reader.parse([start, "<http://x/paper/1> a kg:Paper ; ."], "g.ttl")
    assert isinstance(broken, Rejected)
    [untitled] = reader.parse([start, "<http://x/paper/1> a kg:Paper ."], "g.ttl")
    assert untitled == Rejected(
        Origin("g.ttl", 1),
        "a kg:Paper without a title or outside the base of its graph",
        "<http://x/paper/1>",
    )
    [garbage] = reader.parse([start, "<http://x/paper/1> a kg:Pap"], "g.ttl")
    assert isinstance(garbage, Rejected)
    assert garbage.reason.startswith("no valid RDF")


def test_without_prefixes_it_is_quads(tiny: kgraph.Graph) -> None:
    text = rdf.serialize(rebased(tiny, "urn:x:"), ".nq").decode()
    papers = [record for record in reader.parse(text.split("\n"), "g.nq") if isinstance(record, Paper)]
    assert [paper.id for paper in papers] == ["paper:lone", "paper:new", "paper:old"]
    assert papers[1].references == ("paper:old", "10.1/unknown")
