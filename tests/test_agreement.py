"""The same numbers everywhere: page, report, profile, network file, SPARQL and API tell one thing."""

from collections import Counter

import polars as pl
import pytest

import kgraph
from kgraph import centrality, page, trends
from kgraph.profiles import compute_profile
from kgraph.report import Report, compute_report
from kgraph.report.document import flatten
from kgraph.scores import write_number
from kgraph.vocabulary import Kind


@pytest.fixture(scope="module")
def told(toy: kgraph.Graph) -> Report:
    return compute_report(toy)


def rows(told: Report, key: str) -> list[dict]:
    table = told.table(key)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def answers(graph: kgraph.Graph, query: str, **parameters: str) -> list[dict]:
    answer = kgraph.query(graph, query, **parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def figure(told: Report, name: str) -> list[dict]:
    [found] = [one for one in told.figures() if one.name == name]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_scores(toy: kgraph.Graph, told: Report) -> None:
    """Report, SPARQL, profile and the measure itself, to the last digit that is written."""
    network = kgraph.to_networkx(toy, network="authors")
    exact = {measure: getattr(centrality, measure)(network) for measure in centrality.MEASURES}
    asked = {row["person"]: row for row in answers(toy, "central-people")}
    for row, person in zip(rows(told, "people"), asked, strict=True):
        profile = compute_profile(toy, person)
        [standing] = [panel for panel in profile.panels if panel.name == "standing"]
        in_profile = {str(one[0]).lower(): one[1] for one in standing.rows}
        for measure in centrality.MEASURES:
            written = float(write_number(exact[measure][person]))
            assert row[measure] == float(asked[person][measure]) == written
            assert in_profile[measure] == pytest.approx(written, rel=1e-3)


def test_papers_by_year(toy: kgraph.Graph, told: Report) -> None:
    years = Counter(toy.of_kind(Kind.PAPER)["year"].drop_nulls().to_list())
    query = "SELECT ?y (COUNT(?p) AS ?n) WHERE { ?p a kg:Paper ; fabio:hasPublicationYear ?y } GROUP BY ?y"
    in_sparql = {int(year): int(papers) for year, papers in kgraph.query(toy, query).rows}
    in_api = {year.year: year.papers for year in trends.count_years(toy).years if year.papers}
    in_figure = {row["from"]: row["papers"] for row in figure(told, "timeline") if row["papers"]}
    assert dict(years) == in_sparql == in_api == in_figure


def test_themes_by_year(toy: kgraph.Graph, told: Report) -> None:
    in_sparql = {
        (row["name"], int(row["year"])): int(row["papers"]) for row in answers(toy, "themes-by-year")
    }
    in_figure = {
        (row["theme"], row["from"]): row["papers"] for row in figure(told, "heat-map") if row["papers"]
    }
    assert in_figure == in_sparql


def test_communities(toy: kgraph.Graph, told: Report) -> None:
    asked = answers(toy, "communities")
    for name in ("authors", "papers", "topics"):
        in_sparql = {
            (row["label"], int(row["size"]), int(row["papers"])) for row in asked if row["network"] == name
        }
        in_table = toy.communities.filter(pl.col("network") == name).select("label", "size", "papers")
        in_report = {
            (row["named by"], row["size"], row["papers"]) for row in rows(told, f"communities-{name}")
        }
        assert in_sparql == set(in_table.iter_rows()) >= in_report
        assert len(in_report) == min(len(in_sparql), 12)


def test_citations(tiny: kgraph.Graph) -> None:
    told = compute_report(tiny)
    [cited] = rows(told, "cited-papers")
    [asked] = answers(tiny, "cited-papers")
    counted = centrality.citation_count(kgraph.to_networkx(tiny))
    assert int(flatten(cited["citations"])) == int(asked["citations"]) == counted["paper:old"] == 1
    held = {row["person"]: row["h-index"] for row in rows(told, "h-index")}
    labels = tiny.labels()
    of_all = centrality.h_index(kgraph.to_networkx(tiny))
    assert held == {labels[person]: h for person, h in of_all.items() if h}


def test_nodes_links_and_scores_of_networks(toy: kgraph.Graph, told: Report) -> None:
    """What the report counts in a network is in the page's view of it, with the scores of the graph."""
    described = page.describe(toy)
    nodes = described["piece"]["nodes"]
    views = {view["name"]: view for view in described["views"]}
    for row in rows(told, "networks"):
        name = row["network"]
        network = kgraph.to_networkx(toy, network=name)
        shown = {nodes[number]["id"] for number in views[name]["nodes"]}
        assert set(network) <= shown
        assert (row["nodes"], row["links"]) == (network.number_of_nodes(), network.number_of_edges())
        if name == "lineage":
            continue
        links = {frozenset((nodes[a]["id"], nodes[b]["id"])) for a, b, _, _ in views[name]["links"]}
        assert links == {frozenset(link) for link in network.edges}
        for node in (nodes[number] for number in views[name]["nodes"]):
            measures = described["measures"][node["kind"]]
            on_page = {
                measure: value
                for (of, measure), value in zip(measures, node["scores"], strict=True)
                if of == name and value is not None
            }
            stored = toy.scores.filter((pl.col("network") == name) & (pl.col("id") == node["id"]))
            assert on_page == dict(stored.select("measure", "value").iter_rows())
