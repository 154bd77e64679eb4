"""Networks as files: read back by other readers, the same nodes, links and attributes."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph as ig
import networkx as nx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.errors import OutputError, UnknownNameError
from kgraph.exchange import FORMATS, write_network
from kgraph.exchange.flat import clean_text, flatten_network
from kgraph.networks import NETWORKS

HARD = [
    'He said "so" & <b>left</b>',
    "one\ntwo\r\tthree; four, five",
    "emoji 🦜 孤",
    "nul\x00 bell\x07 \ufffe",
    "",
    "'",
    "back\\slash\\",
]
titles = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(HARD)), min_size=8, max_size=8)

Facts = tuple[dict[str, Any], dict[Any, Any], bool]


def with_titles(graph: kgraph.Graph, given_titles: list[str]) -> kgraph.Graph:
    words = [given_titles[place % len(given_titles)] for place in range(graph.nodes.height)]
    return replace(graph, nodes=graph.nodes.with_columns(label=pl.Series(words, dtype=pl.String)))


def facts(network: Any) -> Facts:
    links = {
        (a, b) if network.is_directed() else frozenset((a, b)): data
        for a, b, data in network.edges(data=True)
    }
    return dict(network.nodes(data=True)), links, network.is_directed()


def read_gexf(path: Path) -> Any:
    network = nx.read_gexf(path, version="1.3")
    for _, data in network.nodes(data=True):
        assert data.pop("viz")["color"]["a"] == 1.0
        if "start" in data:
            assert data.pop("start").startswith(data.get("date") or str(data["first_year"]))
    for _, _, data in network.edges(data=True):
        del data["id"]
        assert data.pop("start", None) == (f"{data['first_year']}-01-01" if "first_year" in data else None)
    network.graph.clear()
    return network


def read_cytoscape(path: Path) -> Any:
    network = nx.cytoscape_graph(json.loads(path.read_text("utf-8")), name="label")
    for node, data in network.nodes(data=True):
        assert data.pop("id") == data.pop("value") == node
        assert data.pop("name") == (data["label"] or node)
    for _, _, data in network.edges(data=True):
        del data["source"], data["target"]
    return network


def read_node_link(path: Path) -> Any:
    return nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="links")


# What the bundled example has none of.
CITED = {"citations", "coupling", "cocitation", "organizations"}
READERS: dict[str, Callable[[Path], Any]] = {
    ".gexf": read_gexf,
    ".graphml": nx.read_graphml,
    ".cyjs": read_cytoscape,
    ".json": read_node_link,
}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("suffix", READERS)
def test_another_reader_finds_every_attribute(
    demo: kgraph.Graph, cited: kgraph.Graph, tmp_path: Path, suffix: str, name: str
) -> None:
    graph = cited if name in CITED else demo
    [path] = write_network(graph, tmp_path / f"network{suffix}", name)
    expected = flatten_network(graph, name)
    assert expected.number_of_edges() > 0
    assert facts(READERS[suffix](path)) == facts(expected)


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_titles=titles)
def test_titles_are_data(tiny: kgraph.Graph, tmp_path: Path, suffix: str, given_titles: list[str]) -> None:
    graph = with_titles(tiny, given_titles)
    [path] = write_network(graph, tmp_path / f"network{suffix}", "papers")
    assert facts(READERS[suffix](path)) == facts(flatten_network(graph, "papers"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_titles=titles)
def test_tables_hold_every_title(tiny: kgraph.Graph, tmp_path: Path, given_titles: list[str]) -> None:
    graph = with_titles(tiny, given_titles)
    expected = flatten_network(graph, "papers")
    nodes, edges = write_network(graph, tmp_path / "papers.csv", "papers")
    with nodes.open(encoding="utf-8", newline="") as file:
        rows = {row["Id"]: row for row in csv.DictReader(file)}
    for node, data in expected.nodes(data=True):
        written = {name: value for name, value in rows[node].items() if value and name not in {"Id", "Label"}}
        assert rows[node]["Label"] == data["label"]
        assert written == {k: str(v) for k, v in data.items() if k != "label" and v != ""}
    with edges.open(encoding="utf-8", newline="") as file:
        links = {(row["Source"], row["Target"]): row for row in csv.DictReader(file)}
    assert links == {
        (a, b): {
            "Source": a,
            "Target": b,
            "Type": "Undirected",
            "Weight": str(data["weight"]),
            "shared": data["shared"],
        }
        for a, b, data in expected.edges(data=True)
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_titles=titles)
def test_igraph_and_networkx_read_pajek(tiny: kgraph.Graph, tmp_path: Path, given_titles: list[str]) -> None:
    graph = with_titles(tiny, given_titles)
    expected = flatten_network(graph, "papers")
    [path] = write_network(graph, tmp_path / "papers.net", "papers")
    by_igraph, by_networkx = ig.Graph.Read_Pajek(str(path)), nx.read_pajek(path)
    number = {node: place for place, node in enumerate(expected)}
    links = {frozenset((number[a], number[b])): w for a, b, w in expected.edges(data="weight")}
    assert {frozenset(edge.tuple): edge["weight"] for edge in by_igraph.es} == links
    assert not by_igraph.is_directed()
    names = by_igraph.vs["name"]
    assert len(set(names)) == len(names) == len(by_networkx) == len(expected)
    for place, data in enumerate(expected.nodes[node] for node in expected):
        assert names[place].startswith(data["label"].replace('"', "'").replace("\\", "/"))


def test_pajek_tells_namesakes_apart_and_has_arcs(tiny: kgraph.Graph, tmp_path: Path) -> None:
    graph = with_titles(tiny, ['a "b"'])
    [path] = write_network(graph, tmp_path / "lineage.net", "lineage")
    assert path.read_text("utf-8") == (
        "*Vertices 3\n1 \"a 'b' (paper:lone)\"\n2 \"a 'b' (paper:new)\"\n3 \"a 'b' (paper:old)\"\n"
        "*Arcs\n2 3 1.0\n"
    )


@pytest.mark.parametrize("name", NETWORKS)
def test_igraph_reads_graphml(demo: kgraph.Graph, cited: kgraph.Graph, tmp_path: Path, name: str) -> None:
    graph = cited if name in CITED else demo
    [path] = write_network(graph, tmp_path / "network.graphml", name)
    expected, found = flatten_network(graph, name), ig.Graph.Read_GraphML(str(path))
    assert found.is_directed() == expected.is_directed()
    assert dict(zip(found.vs["id"], found.vs["label"], strict=True)) == dict(expected.nodes(data="label"))
    assert found.es["weight"] == [weight for _, _, weight in expected.edges(data="weight")]


def test_gexf_has_colours_and_days(tiny: kgraph.Graph, tmp_path: Path) -> None:
    [path] = write_network(tiny, tmp_path / "papers.gexf", "papers")
    root = ElementTree.parse(path).getroot()
    space = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    starts = {node.get("id"): node.get("start") for node in root.iterfind(".//g:node", space)}
    assert starts == {"paper:lone": None, "paper:new": "2020-01-01", "paper:old": "2017-05-01"}
    colors = [color.attrib for color in root.iterfind(".//viz:color", space)]
    assert colors == [{"r": "0", "g": "114", "b": "178", "a": "1.0"}] * 3
    members = {node.get("id"): node for node in root.iterfind(".//g:node", space)}
    assert members["paper:new"].find("viz:color", space).attrib == colors[0]  # the first community
    assert (root.get("version"), root.find("g:meta", space).attrib) == ("1.3", {})
    assert root.find("g:graph", space).get("timeformat") == "date"


def test_vosviewer_files(tiny: kgraph.Graph, tmp_path: Path) -> None:
    graph = with_titles(tiny, ['a; "b", <c>'])
    items, links = write_network(graph, tmp_path / "x.vos.txt", "lineage")
    assert (items.name, links.name) == ("x.map.txt", "x.net.txt")
    with items.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert rows == [
        ["id", "label", "description", "weight<Links>", "weight<Total link strength>", "score<Year>"],
        ["1", 'a; "b", <c>', "paper, paper:lone", "0", "0", ""],
        ["2", 'a; "b", <c>', "paper, paper:new", "1", "1.0", "2020"],
        ["3", 'a; "b", <c>', "paper, paper:old", "1", "1.0", "2017"],
    ]
    assert links.read_text("utf-8") == "2\t3\t1.0\n"
    [online] = write_network(graph, tmp_path / "x.vos.json", "lineage")
    content = json.loads(online.read_text("utf-8"))
    assert content["network"]["items"][1] == {
        "id": 2,
        "label": 'a; "b", <c>',
        "description": "paper, paper:new",
        "weights": {"Links": 1, "Total link strength": 1.0},
        "scores": {"Year": 2020},
    }
    assert content["network"]["links"] == [{"source_id": 2, "target_id": 3, "strength": 1.0}]


@pytest.mark.parametrize("suffix", FORMATS)
def test_equal_graphs_give_equal_bytes(tiny: kgraph.Graph, tmp_path: Path, suffix: str) -> None:
    first = write_network(tiny, tmp_path / f"one{suffix}", "topics")
    second = write_network(tiny, tmp_path / f"two{suffix}", "topics")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(tmp_path.iterdir()) == sorted((*first, *second))


@pytest.mark.parametrize("name", NETWORKS)
def test_attributes_are_scalars_of_one_type_each(demo: kgraph.Graph, name: str) -> None:
    network = flatten_network(demo, name)
    for rows in (network.nodes(data=True), ((a, data) for a, _, data in network.edges(data=True))):
        types = {(key, type(value)) for _, data in rows for key, value in data.items()}
        assert len(types) == len({key for key, _ in types})
        assert {kind for _, kind in types} <= {str, bool, int, float}


def test_text_is_one_line_that_xml_allows() -> None:
    assert [clean_text(text) for text in HARD] == [
        'He said "so" & <b>left</b>', "one two three; four, five", "emoji 🦜 孤", "nul bell", "", "'",
        "back\\slash\\",
    ]  # fmt: skip


def test_unknown_names_and_places(tiny: kgraph.Graph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"no format of networks fits 'x\.doc'.*\.gexf"):
        write_network(tiny, tmp_path / "x.doc", "papers")
    with pytest.raises(UnknownNameError, match="there is no network 'cats': choose one of authors"):
        write_network(tiny, tmp_path / "x.gexf", "cats")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        write_network(tiny, tmp_path / "file" / "x.gexf", "papers")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_truth_values_in_graphml_are_those_of_xml(tiny: kgraph.Graph, tmp_path: Path) -> None:
    [path] = write_network(tiny, tmp_path / "papers.graphml", "papers")
    root = ElementTree.parse(path).getroot()
    [key] = root.iterfind("./{*}key[@attr.type='boolean']")
    found = [data.text for data in root.iterfind(f".//{{*}}node/{{*}}data[@key='{key.get('id')}']")]
    assert found == ["false", "true", "false"]


def test_vosviewer_has_documents_and_their_mean_year_of_people(tiny: kgraph.Graph, tmp_path: Path) -> None:
    items, _ = write_network(tiny, tmp_path / "x.vos.txt", "authors")
    assert items.read_text("utf-8") == (
        "id\tlabel\tdescription\tweight<Links>\tweight<Total link strength>\tweight<Documents>\t"
        "score<Avg. pub. year>\n"
        '1\t"Ann Lee"\t"person, person:ann-lee"\t1\t1.0\t2\t2018.5\n'
        '2\t"Bo Ek"\t"person, person:bo-ek"\t1\t1.0\t1\t2017.0\n'
    )


@pytest.mark.parametrize("name", NETWORKS)
def test_polars_reads_parquet(cited: kgraph.Graph, tmp_path: Path, name: str) -> None:
    expected = flatten_network(cited, name)
    nodes, edges = map(pl.read_parquet, write_network(cited, tmp_path / "x.parquet", name))
    assert nodes.columns[:3] == ["id", "label", "kind"]
    assert edges.columns[:3] == ["source", "target", "weight"]
    assert {*nodes.dtypes, *edges.dtypes} <= {pl.String, pl.Boolean, pl.Int64, pl.Float64}
    rows = [
        {key: value for key, value in row.items() if value is not None} for row in nodes.iter_rows(named=True)
    ]
    assert rows == [{"id": node, **data} for node, data in expected.nodes(data=True)]
    links = [
        {key: value for key, value in row.items() if value is not None} for row in edges.iter_rows(named=True)
    ]
    assert links == [{"source": a, "target": b, **data} for a, b, data in expected.edges(data=True)]


def test_parquet_without_links_has_its_columns(toy: kgraph.Graph, tmp_path: Path) -> None:
    _, edges = write_network(toy, tmp_path / "x.parquet", "coupling")
    assert pl.read_parquet(edges).schema == {
        "source": pl.String, "target": pl.String, "weight": pl.Float64,
    }  # fmt: skip


def test_what_is_no_paper_has_its_years(tiny: kgraph.Graph) -> None:
    network = flatten_network(tiny, "authors")
    assert {node: [data[key] for key in YEARS] for node, data in network.nodes(data=True)} == {
        "person:ann-lee": [2, 2017, 2020, 2018.5],
        "person:bo-ek": [1, 2017, 2017, 2017.0],
    }
    assert list(network.edges(data=True)) == [
        (
            "person:ann-lee",
            "person:bo-ek",
            {"weight": 1.0, "papers": "paper:old", "first_year": 2017, "last_year": 2017},
        )
    ]


YEARS = ("papers", "first_year", "last_year", "mean_year")


def test_the_network_says_how_it_was_made(cited: kgraph.Graph, tmp_path: Path) -> None:
    [path] = write_network(cited, tmp_path / "x.json", "papers", weighting="cosine", backbone=0.4)
    told = json.loads(path.read_text("utf-8"))["graph"]
    network = flatten_network(cited, "papers", "cosine", 0.4)
    assert (
        told
        == network.graph
        == {
            "network": "papers",
            "weighting": "cosine",
            "max_group": 100,
            "left_out": 0,
            "backbone_alpha": 0.4,
            "backbone_nodes": told["backbone_nodes"],
            "backbone_links": round(network.number_of_edges() / 10, 6),
            "backbone_weight": told["backbone_weight"],
        }
    )
    assert 0 < told["backbone_links"] < told["backbone_weight"] < 1
    [path] = write_network(cited, tmp_path / "x.cyjs", "authors")
    assert json.loads(path.read_text("utf-8"))["data"] == {
        "network": "authors", "weighting": "full", "max_group": 100, "left_out": 0,
    }  # fmt: skip


def test_scores_are_those_of_the_weighting(demo: kgraph.Graph) -> None:
    assert "pagerank" in next(iter(flatten_network(demo, "papers").nodes.values()))
    assert "pagerank" in next(iter(flatten_network(demo, "papers", "fractional").nodes.values()))
    assert "pagerank" not in next(iter(flatten_network(demo, "papers", "full").nodes.values()))


@pytest.mark.parametrize("name", NETWORKS)
def test_tables_pajek_and_vosviewer_hold_every_link(cited: kgraph.Graph, tmp_path: Path, name: str) -> None:
    expected = flatten_network(cited, name)
    number = {node: place for place, node in enumerate(expected, start=1)}
    weights = {(number[a], number[b]): weight for a, b, weight in expected.edges(data="weight")}
    _, edges = write_network(cited, tmp_path / "x.csv", name)
    with edges.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(number[row["Source"]], number[row["Target"]]): float(row["Weight"]) for row in rows} == weights
    [path] = write_network(cited, tmp_path / "x.net", name)
    pajek = ig.Graph.Read_Pajek(str(path))
    assert pajek.is_directed() == expected.is_directed()
    found = {(edge.source + 1, edge.target + 1): edge["weight"] for edge in pajek.es}
    assert found == weights
    _, links = write_network(cited, tmp_path / "x.vos.txt", name)
    lines = [line.split("\t") for line in links.read_text("utf-8").splitlines()]
    undirected = {frozenset(pair): weight for pair, weight in weights.items()}
    assert {frozenset((int(a), int(b))): float(weight) for a, b, weight in lines} == undirected
