"""A piece says of each node and edge what the tables say."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

import kgraph
from kgraph.evidence import citation_rule
from kgraph.page import make_piece, pieces
from kgraph.page.pieces import FIELDS, MEASURES, RELATIONS, STATUSES
from kgraph.page.topics import list_lanes
from kgraph.vocabulary import PARTS, Kind, Relation


def whole(graph: kgraph.Graph) -> dict[str, Any]:
    return make_piece(graph, graph.nodes, graph.edges, list_lanes(graph))


def node_of(piece: Mapping[str, Any], name: str) -> dict[str, Any]:
    [node] = [node for node in piece["nodes"] if node["id"] == name]
    return node


def read_edge(piece: Mapping[str, Any], edge: list[Any]) -> dict[str, Any]:
    """An edge of a piece, with every number put back into words."""
    ids = [node["id"] for node in piece["nodes"]]
    texts = [{0: node["label"], 1: node.get("abstract")} for node in piece["nodes"]]
    source, target, relation, weight, status, reason = edge

    def read(span: Any, node: int) -> Any:
        return span if isinstance(span, str) else texts[node][span[0]][span[1] : span[2]]

    return {
        "source": ids[source],
        "relation": RELATIONS[relation].value,
        "target": ids[target],
        "weight": weight,
        "status": STATUSES[status].value,
        "position": reason.get("position"),
        "printed": reason.get("printed"),
        "rule": reason.get("rule"),
        "texts": [read(span, source) for span in reason.get("spans", ())]
        + [
            read(span, node) for span, node in zip(reason.get("passages", ()), (source, target), strict=False)
        ],
        "basis": [ids[node] for node in reason.get("basis", ())],
        "parts": [(PARTS[part], value) for part, value in reason.get("parts", ())],
        "uncertain": reason.get("uncertain", False),
    }


def tell_edge(row: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """The same from a row of the table of edges."""
    printed = row["name_as_printed"]
    return {
        "source": row["source"],
        "relation": row["relation"],
        "target": row["target"],
        "weight": row["weight"],
        "status": row["status"],
        "position": row["position"],
        "printed": printed if printed != labels[row["target"]] else None,
        "rule": citation_rule(row) if row["rule"] else None,
        "texts": [span["text"] for span in row["evidence"] or ()],
        "basis": row["basis"] or [],
        "parts": [(part["name"], part["value"]) for part in row["parts"] or ()],
        "uncertain": bool(row["direction_uncertain"]),
    }


@pytest.mark.parametrize("name", ["toy", "tiny", "cited"])
def test_each_edge_is_the_row_it_came_from(name: str, request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(name)
    piece, labels = whole(graph), graph.labels()
    told = [tell_edge(row, labels) for row in graph.edges.iter_rows(named=True)]
    assert [read_edge(piece, edge) for edge in piece["edges"]] == told
    assert piece["cut"] is None


def test_a_paper_says_what_is_known_of_it(tiny: kgraph.Graph) -> None:
    piece = whole(tiny)
    old, lone = node_of(piece, "paper:old"), node_of(piece, "paper:lone")
    numbers = {node["id"]: number for number, node in enumerate(piece["nodes"])}
    scores = old.pop("scores")
    assert old == {
        "id": "paper:old",
        "kind": "paper",
        "label": 'Old <script>alert("&")</script> {{paper}}',
        "date": "2017-05-01",
        "year": 2017,
        "abstract": "Reward models. A reward model is learned.",
        "categories": ["cs.LG"],
        "lane": numbers["theme:reward"],
        "organization": numbers["organization:uni-o"],
        "links": 9,
    }
    keys = MEASURES[Kind.PAPER]
    assert len(scores) == len(keys)
    assert scores[keys.index(("citations", "citation_count"))] == 1
    del lone["scores"]
    assert lone == {"id": "paper:lone", "kind": "paper", "label": "孤", "links": 0}


def test_a_person_and_a_keyword_have_what_their_papers_say(tiny: kgraph.Graph) -> None:
    piece = whole(tiny)
    numbers = {node["id"]: number for number, node in enumerate(piece["nodes"])}
    themes = [numbers["theme:learning"], numbers["theme:reward"]]
    ann, word = node_of(piece, "person:ann-lee"), node_of(piece, "keyword:reward-model")
    ann.pop("scores")
    word.pop("scores")
    assert ann == {
        "id": "person:ann-lee",
        "kind": "person",
        "label": "Ann Lee",
        "names": ["A. Lee"],
        "reason": "one Lee",
        "lane": numbers["theme:reward"],
        "organization": numbers["organization:uni-o"],
        "themes": themes,
        "papers": 2,
        "years": [2017, 2020],
        "links": 2,
    }
    assert word == {
        "id": "keyword:reward-model",
        "kind": "keyword",
        "label": "reward model",
        "names": ["Reward models"],
        "definition": "A reward model is learned.",
        "definitionSource": numbers["paper:old"],
        "lane": numbers["theme:reward"],
        "themes": themes,
        "papers": 2,
        "years": [2017, 2020],
        "links": 2,
    }
    assert node_of(piece, "keyword:script")["minor"] is True


def test_scores_are_those_of_the_table(toy: kgraph.Graph) -> None:
    found = {
        (node["id"], *key, value)
        for node in whole(toy)["nodes"]
        for key, value in zip(MEASURES[Kind(node["kind"])], node.get("scores", ()), strict="scores" in node)
        if value is not None
    }
    assert found == set(toy.scores.iter_rows())


def test_what_is_not_in_the_piece_goes_by_its_label(tiny: kgraph.Graph) -> None:
    papers = tiny.of_kind(Kind.PAPER)
    edges = tiny.edges.filter(pl.col("target").str.starts_with("paper:"))
    piece = make_piece(tiny, papers, edges, list_lanes(tiny))
    old = node_of(piece, "paper:old")
    assert (old["lane"], old["organization"], old["links"]) == ("Reward modeling", "Uni Ö", 9)
    [basis] = [edge[5]["basis"] for edge in piece["edges"] if "basis" in edge[5]]
    assert basis == ["Ann Lee", "reward model"]


def test_long_abstracts_are_cut_to_one_length(toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths = toy.nodes["abstract"].drop_nulls().str.len_bytes().to_list()
    monkeypatch.setattr(pieces, "MAX_TEXT", sum(lengths) - 100)
    piece = whole(toy)
    cut = piece["cut"]
    assert cut < max(lengths)
    abstracts = dict(toy.of_kind(Kind.PAPER).select("id", "abstract").drop_nulls().iter_rows())
    shown = {node["id"]: node["abstract"] for node in piece["nodes"] if "abstract" in node}
    assert shown == {paper: text[:cut] for paper, text in abstracts.items()}
    # Spans behind the cut are there as text, so that every edge still says what it rests on.
    told = [tell_edge(row, toy.labels()) for row in toy.edges.iter_rows(named=True)]
    assert [read_edge(piece, edge) for edge in piece["edges"]] == told
    behind = [
        span["text"]
        for row in toy.edges.iter_rows(named=True)
        for span in row["evidence"] or ()
        if span["field"] == FIELDS[1] and span["end"] > cut
    ]
    kept = [
        span
        for edge in piece["edges"]
        for span in (*edge[5].get("spans", ()), *edge[5].get("passages", ()))
        if isinstance(span, str)
    ]
    assert kept == behind
    assert behind


@pytest.mark.parametrize(
    ("texts", "room", "cut"),
    [
        (["a" * 300, "b" * 300], 600, None),
        (["a" * 300, "b" * 500], 700, 400),
        (["ä" * 300, "b" * 100], 500, 400),
        (["a" * 900, "b" * 900], 10, 200),
        ([], 10, None),
    ],
)
def test_the_cut_leaves_short_ones_whole(
    texts: list[str], room: int, cut: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MAX_TEXT", room)
    assert pieces._cut(pl.Series(texts, dtype=pl.String)) == cut


def test_a_paper_of_too_many_authors_says_so(toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote = toy.of_relation(Relation.CREATOR)
    counts = dict(wrote.group_by("source").agg(pl.col("target").n_unique()).rows())
    most = max(counts.values())
    monkeypatch.setattr("kgraph.page.pieces.MAX_GROUP", most - 1)
    nodes = make_piece(toy, toy.nodes, toy.edges, list_lanes(toy))["nodes"]
    large = {node["id"] for node in nodes if node.get("large")}
    assert large == {paper for paper, authors in counts.items() if authors == most} != set()
