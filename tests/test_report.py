"""The report: the graph's own numbers, and names that cannot break out of HTML or Markdown."""

from dataclasses import replace

import networkx as nx
import pytest

import kgraph
from kgraph import report, scores
from kgraph.vocabulary import Kind


def test_counts_and_shapes_are_those_of_the_graph(toy: kgraph.Graph) -> None:
    computed = report.compute_report(toy)
    assert computed.counts == {kind.value: toy.count(kind) for kind in Kind}
    assert computed.links == toy.edges.height
    assert sum(count for _, count in computed.years) == toy.count(Kind.PAPER)
    assert [shape.network for shape in computed.shapes] == ["authors", "papers", "topics", "lineage"]
    for shape in computed.shapes:
        network = kgraph.to_networkx(toy, network=shape.network)
        assert (shape.nodes, shape.links) == (network.number_of_nodes(), network.number_of_edges())
        assert shape.density == nx.density(network)


def test_rankings_hold_networkx_own_values(toy: kgraph.Graph) -> None:
    people = report.compute_report(toy).rankings[0]
    network = kgraph.to_networkx(toy, network="authors")
    expected = nx.pagerank(network, tol=1e-12, max_iter=1000)
    assert len(people.rows) == min(report.TOP, toy.count(Kind.PERSON))
    for row in people.rows:
        assert row.scores["pagerank"] == pytest.approx(expected[row.id], rel=1e-3)
    scores = [row.scores["pagerank"] for row in people.rows]
    assert scores == sorted(scores, reverse=True)


def test_equal_scores_share_a_rank(tiny: kgraph.Graph) -> None:
    people = report.compute_report(tiny).rankings[0]
    assert [(row.rank, row.label, row.fact) for row in people.rows] == [
        (1, "Ann Lee", "2"),
        (1, "Bo Ek", "1"),
    ]


def test_names_are_data_in_html(tiny: kgraph.Graph) -> None:
    html = report.render_html(report.compute_report(tiny))
    assert "<script" not in html
    assert "Old &lt;script&gt;alert(&#34;&amp;&#34;)&lt;/script&gt; {{paper}}" in html


def test_names_are_data_in_markdown(tiny: kgraph.Graph) -> None:
    markdown = report.render_markdown(report.compute_report(tiny))
    assert r'Old &lt;script&gt;alert("&amp;")&lt;/script&gt; \{\{paper\}\}' in markdown
    assert "<script" not in markdown
    for line in markdown.splitlines():
        if line.startswith("|"):
            assert line.rstrip().endswith("|")


def test_tables_in_markdown_are_whole(toy: kgraph.Graph) -> None:
    tables = [[]]
    for line in report.render_markdown(report.compute_report(toy)).splitlines():
        if line.startswith("|"):
            tables[-1].append(line.replace(r"\|", "").count("|"))
        elif tables[-1]:
            tables.append([])
    tables = [table for table in tables if table]
    assert len(tables) == 6
    assert all(len(set(table)) == 1 and len(table) > 2 for table in tables)


def test_betweenness_above_the_budget_is_sampled_and_said(
    toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "PATH_BUDGET", 1)
    computed = report.compute_report(toy)
    assert computed.sampled == ("authors", "papers", "topics")
    assert "Betweenness and closeness are estimated from 500 sampled nodes." in report.render_markdown(
        computed
    )


def test_the_main_path_with_the_reason_of_each_step(tiny: kgraph.Graph) -> None:
    title = 'Old <script>alert("&")</script> {{paper}}'
    computed = report.compute_report(tiny)
    assert computed.path == (
        (2017, title, ""),
        (2020, "Reward models again", "cites it: found by id paper:old"),
    )
    assert "2. **Reward models again** (2020): cites it: found by id paper:old" in report.render_markdown(
        computed
    )
    assert "<li>Reward models again (2020)<small>cites it: found by id paper:old</small></li>" in (
        report.render_html(computed)
    )
    inferred = tiny.edges.filter(tiny.edges["relation"] != kgraph.Relation.CITES.value)
    _, (_, _, why) = report.compute_report(replace(tiny, edges=inferred)).path
    assert why.startswith("likely builds on it (about 4 in 5): score 0.81; made of text 0.40")


def test_the_ledger_stands_in_the_report(tiny: kgraph.Graph) -> None:
    text = report.render_markdown(report.compute_report(tiny))
    assert "| b.txt | 2 | 1 | 0 | 1 | abstract 1, date 1, authors 1, references 1 |" in text
    assert "| total | 5 | 3 | 1 | 1 | abstract 2, date 1, authors 1, references 2 |" in text
    assert "b.txt: no paper has a date: no lineage" in text


def test_a_graph_of_one_undated_paper(tiny: kgraph.Graph) -> None:
    lone = tiny.nodes.filter(tiny.nodes["id"] == "paper:lone")
    computed = report.compute_report(scores.score(replace(tiny, nodes=lone, edges=tiny.edges.clear())))
    assert computed.years == computed.path == ()
    assert "Main path" not in report.render_markdown(computed) + report.render_html(computed)
    assert "1 papers" not in report.render_markdown(computed)
    assert "1 paper," in report.render_html(computed)
