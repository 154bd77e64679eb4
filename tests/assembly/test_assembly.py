"""The two tables, compared whole."""

from dataclasses import replace

import polars as pl
import pytest

import kgraph
from kgraph.assembly import add_edges
from kgraph.vocabulary import Kind, Relation


def test_nodes_are_sorted_and_complete(tiny: kgraph.Graph) -> None:
    assert tiny.nodes["id"].to_list() == [
        "keyword:reward-model",
        "keyword:script",
        "organization:uni-o",
        "paper:lone",
        "paper:new",
        "paper:old",
        "person:ann-lee",
        "person:bo-ek",
        "theme:learning",
        "theme:reward",
    ]
    assert {kind: tiny.count(kind) for kind in Kind} == {
        Kind.PAPER: 3,
        Kind.PERSON: 2,
        Kind.THEME: 2,
        Kind.KEYWORD: 2,
        Kind.ORGANIZATION: 1,
    }


def test_a_paper_row(tiny: kgraph.Graph) -> None:
    row = tiny.nodes.row(by_predicate=pl.col("id") == "paper:new", named=True)
    assert row == {
        "id": "paper:new",
        "kind": "paper",
        "label": "Reward models again",
        "names": None,
        "date": "2020",
        "year": 2020,
        "abstract": None,
        "venue": "Workshop | One",
        "doi": "10.1000/x(1)y",
        "identifiers": ["doi:10.1000/x(1)y", "arxiv:2001.00001"],
        "type": "preprint",
        "categories": [],
        "author_keywords": ["Script"],
        "references": ["paper:old", "10.1/unknown"],
        "authors_truncated": True,
        "shared": None,
        "definition": None,
        "definition_source": None,
        "reason": None,
        "iri": None,
        "close_match": None,
        "origin": "a.txt:4",
    }


def test_a_keyword_row_says_what_it_is(tiny: kgraph.Graph) -> None:
    row = tiny.nodes.row(by_predicate=pl.col("id") == "keyword:reward-model", named=True)
    assert {name: value for name, value in row.items() if value is not None} == {
        "id": "keyword:reward-model",
        "kind": "keyword",
        "label": "reward model",
        "names": ["Reward models", "reward model"],
        "shared": True,
        "definition": "A reward model is learned.",
        "definition_source": {"paper": "paper:old", "field": "abstract", "start": 15, "end": 41},
    }


def test_what_a_paper_says_of_an_author_stays_with_the_name(tiny: kgraph.Graph) -> None:
    creators = tiny.of_relation(Relation.CREATOR).select("source", "position", "identifiers", "organizations")
    assert creators.rows() == [
        ("paper:new", 1, None, None),
        ("paper:old", 1, ["orcid:0000-0002-1825-0097"], ["organization:uni-o"]),
        ("paper:old", 2, None, None),
    ]
    assert dict(tiny.of_kind(Kind.PERSON).select("id", "identifiers").iter_rows()) == {
        "person:ann-lee": ["orcid:0000-0002-1825-0097"],
        "person:bo-ek": None,
    }


def test_edges_say_relation_and_status(tiny: kgraph.Graph) -> None:
    assert tiny.edges.select("source", "relation", "target", "status").rows() == [
        ("paper:old", "affiliation", "organization:uni-o", "asserted"),
        ("theme:reward", "broader", "theme:learning", "asserted"),
        ("paper:new", "cites", "paper:old", "asserted"),
        ("paper:new", "creator", "person:ann-lee", "asserted"),
        ("paper:old", "creator", "person:ann-lee", "asserted"),
        ("paper:old", "creator", "person:bo-ek", "asserted"),
        ("paper:new", "likelyBuildsOn", "paper:old", "inferred"),
        ("paper:new", "mentions", "keyword:reward-model", "extracted"),
        ("paper:old", "mentions", "keyword:reward-model", "extracted"),
        ("paper:old", "mentions", "keyword:script", "asserted"),
        ("paper:old", "subject", "theme:learning", "inferred"),
        ("paper:old", "subject", "theme:reward", "extracted"),
    ]


def test_a_lineage_edge_carries_its_reasons(tiny: kgraph.Graph) -> None:
    [edge] = tiny.of_relation(Relation.LIKELY_BUILDS_ON).rows(named=True)
    assert edge == {
        "source": "paper:new",
        "relation": "likelyBuildsOn",
        "target": "paper:old",
        "status": "inferred",
        "weight": 0.8123,
        "position": None,
        "name_as_printed": None,
        "identifiers": None,
        "organizations": None,
        "rule": None,
        "evidence": [
            {"field": "title", "start": 0, "end": 19, "text": "Reward models again"},
            {"field": "abstract", "start": 15, "end": 41, "text": "A reward model is learned."},
        ],
        "basis": ["person:ann-lee", "keyword:reward-model"],
        "parts": [
            {"name": "text", "value": 0.4},
            {"name": "people", "value": 0.3123},
            {"name": "context", "value": 0.1},
        ],
        "direction_uncertain": False,
    }


def test_evidence_stands_where_it_says(toy: kgraph.Graph) -> None:
    papers = {row["id"]: row for row in toy.of_kind(Kind.PAPER).iter_rows(named=True)}
    spans = [
        (papers[edge["source"]], span)
        for edge in toy.of_relation(Relation.SUBJECT, Relation.MENTIONS).iter_rows(named=True)
        for span in edge["evidence"]
    ]
    assert len(spans) > 50
    for paper, span in spans:
        text = paper["label"] if span["field"] == "title" else paper["abstract"]
        assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("relation", Relation)
def test_edges_of_a_relation_come_to_where_they_belong(tiny: kgraph.Graph, relation: Relation) -> None:
    own = tiny.of_relation(relation)
    without = replace(tiny, edges=tiny.edges.filter(pl.col("relation") != relation.value))
    assert not own.is_empty()
    assert add_edges(without, own.reverse()).edges.equals(tiny.edges)
    assert add_edges(without, own.clear()).edges.equals(without.edges)
