"""The pages to read: profiles, search, why two nodes are linked, and a graph that is built anew."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from string import ascii_lowercase
from urllib.parse import quote

import httpx
import polars as pl
import pytest
from click.testing import CliRunner

import kgraph
from kgraph.cli import main
from kgraph.profiles import PROFILED, Named, Node, compute_profile
from kgraph.scores import score
from kgraph.server.rendering import node_path
from kgraph.storage import save
from tests.charts import chart
from tests.server.conftest import serving
from tests.server.test_pages import HTML, page, words

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} & \"q' “z”"
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def hostile_client(tiny: kgraph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A graph of which every node is called as markup."""
    folder = tmp_path_factory.mktemp("hostile")
    spoiled = {
        name: pl.when(pl.col(name).is_null()).then(None).otherwise(pl.lit(HOSTILE))
        for name in ("label", "abstract", "venue", "definition", "reason")
    }
    edges = tiny.edges.with_columns(
        name_as_printed=pl.when(pl.col("name_as_printed").is_null()).then(None).otherwise(pl.lit(HOSTILE))
    )
    save(replace(tiny, nodes=tiny.nodes.with_columns(**spoiled), edges=edges), folder)
    with serving(folder) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.mark.parametrize("kind", PROFILED)
def test_a_profile_links_all_that_it_names(client: httpx.Client, toy: kgraph.Graph, kind: str) -> None:
    for node in toy.of_kind(kgraph.Kind(kind))["id"].head(6):
        profile = compute_profile(toy, node)
        html = page(client, node_path(node))
        said = words(re.sub(r"</?a\b[^>]*>", "", html))
        assert f'href="{node_path(node)}?view=facts"' in html
        for panel in profile.panels:
            assert panel.title in said
            assert all(" ".join(sentence.split()) in said for sentence in panel.sentences)
            for row in panel.rows:
                for value in row:
                    named = value.nodes if isinstance(value, Named) else [value]
                    for one in named:
                        assert not isinstance(one, Node) or f'<a href="{node_path(one.id)}">' in html, one
        # Every query is a link, and every link of the page leads somewhere.
        asked = [link for link in links(html) if link.startswith(("/queries/", "/sparql?"))]
        commands = [one for panel in profile.panels for one in panel.commands if one.name == "query"]
        assert len(asked) == len(commands) > 0
    for link in asked:
        assert client.get(link, headers=HTML).status_code == 200, link


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'<a [^>]*href="([^"]*)"', html)]


def test_a_query_of_a_panel_has_the_rows_of_the_panel(client: httpx.Client, toy: kgraph.Graph) -> None:
    node = "person:imani-mwangi"
    panel = next(one for one in compute_profile(toy, node).panels if one.name == "coauthors")
    [link] = [one for one in links(page(client, node_path(node))) if "/queries/coauthors" in one]
    rows = client.get(link, headers={"Accept": "text/csv"}).text.splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == [row[0].label for row in panel.rows]  # type: ignore[union-attr]


def test_all_facts_stay_where_they_were(client: httpx.Client) -> None:
    facts = page(client, "/person/imani-mwangi", view="facts")
    assert "foaf:name" in words(facts)
    assert '<a href="/person/imani-mwangi">profile</a>' in facts
    keyword = page(client, "/keyword/red-teaming")
    assert "skos:prefLabel" in words(keyword)
    assert ">profile</a>" not in keyword
    assert '<a href="/explore#node=keyword%3Ared-teaming">' in keyword
    assert ">explore from here</a>" not in page(client, "/community/authors-1")
    for path in ("/person/nobody", "/paper/none", "/keyword/none", "/theme/", "/organization/%20"):
        assert "Search for a title or a name" in words(page(client, path, 404)), path
    assert client.get("/person/nobody").status_code == 404


def test_the_years_are_a_figure_with_words(client: httpx.Client, toy: kgraph.Graph) -> None:
    spans = {
        node: len(next(one for one in compute_profile(toy, node).panels if one.name == "years").rows)
        for node in toy.of_kind(kgraph.Kind.THEME)["id"]
    }
    node = max(sorted(spans), key=lambda one: spans[one])
    assert spans[node] >= 3
    html = page(client, node_path(node))
    [figure] = re.findall(r"<figure>(<svg.*?</svg>)</figure>", html, re.DOTALL)
    assert "Bar chart:" in figure


def test_nothing_in_a_name_is_markup(tiny: kgraph.Graph, hostile_client: httpx.Client) -> None:
    paths = ["/", "/search?q=script", f"/search?q={quote(HOSTILE)}", f"/why?one={quote(HOSTILE)}&other=x"]
    paths += ["/why?one=paper:old&other=paper:new", "/why?one=paper:old&other=person:ann-lee"]
    for node in tiny.nodes["id"]:
        paths += [node_path(node), f"{node_path(node)}?view=facts"]
    for path in paths:
        answer = hostile_client.get(path, headers=HTML)
        assert answer.status_code in (200, 300), path
        assert "<script>alert" not in answer.text, path
        assert HOSTILE in words(answer.text), path
    answer = hostile_client.get("/search", params={"q": "script"}, headers=JSON)
    assert {one["label"] for one in answer.json()["results"]} == {HOSTILE}


def test_a_search_as_a_page_and_as_json(client: httpx.Client, toy: kgraph.Graph) -> None:
    html = page(client, "/search", q="RED team")
    said = words(html)
    assert 'value="RED team"' in html
    assert re.search(r"^.*\d+ nodes for “RED team” papers ", said)
    assert '<a href="/theme/red-teaming">' in html
    answer = client.get("/search", params={"q": "red team", "limit": "2"}, headers=JSON)
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert len(found["results"]) == 2 < found["total"]
    assert set(found["results"][0]) == {"id", "kind", "label", "year"}
    people = client.get("/search", params={"q": "imani", "kind": "person", "format": "json"}, headers=HTML)
    assert people.json() == {
        "total": 1,
        "results": [{"id": "person:imani-mwangi", "kind": "person", "label": "Imani Mwangi", "year": None}],
    }
    assert "Nothing has all these words" in words(page(client, "/search", q="zzzz"))
    assert "Give words of a title" in words(page(client, "/search"))
    assert client.get("/search?limit=-1&q=a").status_code == 200
    assert len(page(client, "/search", q="x" * 5000)) < 10_000


def test_a_search_of_many_says_how_many_of_how_many(tmp_path: Path) -> None:
    save(score(chart(people=dict.fromkeys(ascii_lowercase, "a"))), tmp_path)
    with serving(tmp_path) as address, httpx.Client(base_url=address, timeout=30) as client:
        html = page(client, "/search", q="person")
        assert html.count('<a href="/person/') == 20
        [more] = re.findall(r"The 20 most central of 26\. <a href=\"([^\"]*)\">", html)
        whole = page(client, unescape(more))
        assert whole.count('<a href="/person/') == 26
        assert "All 26, the most central first." in words(whole)


def test_why_as_a_form_an_answer_and_json(client: httpx.Client, folder: Path) -> None:
    form = page(client, "/why", one="person:imani-mwangi")
    assert 'name="one" value="person:imani-mwangi"' in form
    one, other = "Imani Mwangi", "ewan mcdonald"
    html = page(client, "/why", one=one, other=other)
    asked = ("why", "--from", str(folder), "--format", "json", one, other)
    expected = json.loads(CliRunner().invoke(main, asked).stdout)
    assert client.get("/why", params={"one": one, "other": other}, headers=JSON).json() == expected
    said = words(html)
    assert all(tie["text"] in said for tie in expected["ties"])
    for node in (
        expected["one"],
        expected["other"],
        *(node for tie in expected["ties"] for node in tie["nodes"]),
    ):
        assert f'<a href="{node_path(node)}">' in html, node


def test_why_with_names_that_are_not_clear(client: httpx.Client) -> None:
    several = page(client, "/why", 300, one="Wei Zhang", other="Hugo Bell")
    assert "“Wei Zhang” may be" in words(several)
    offered = [link for link in links(several) if link.startswith("/why?one=person%3Awei-zhang")]
    assert len(offered) == 2
    for link in offered:
        assert client.get(link, headers=HTML).status_code == 200
    assert "Nothing is called “nobody at all”." in words(
        page(client, "/why", 404, one="nobody at all", other="Hugo Bell")
    )
    refused = client.get("/why", params={"one": "Wei Zhang", "other": "Hugo Bell"})
    assert refused.status_code == 300
    assert [one["id"] for one in refused.json()["candidates"]["Wei Zhang"]] == [
        "person:wei-zhang",
        "person:wei-zhang-2",
    ]
    assert client.get("/why").status_code == 400
    assert "name two nodes" in words(page(client, "/why", 400, one="Hugo Bell", other="person:hugo-bell"))


def test_every_page_leads_to_the_others(client: httpx.Client) -> None:
    for path in ("/", "/sparql", "/why", "/search", "/person/imani-mwangi", "/keyword/red-teaming"):
        html = page(client, path)
        assert {"/", "/explore", "/sparql", "/why"} <= set(links(html)), path
        assert '<form action="/search" role="search"' in html


def test_a_graph_that_is_built_anew_is_seen(tiny: kgraph.Graph, toy: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?paper a kg:Paper }", "format": "csv"}
    with serving(tmp_path) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert client.get("/sparql", params=count).text.split() == ["n", "3"]
        assert client.get("/person/imani-mwangi", headers=HTML).status_code == 404
        save(toy, tmp_path)
        assert "Imani Mwangi" in words(page(client, "/person/imani-mwangi"))
        assert client.get("/person/bo-ek", headers=HTML).status_code == 404
        papers = str(toy.count(kgraph.Kind.PAPER))
        assert client.get("/sparql", params=count).text.split() == ["n", papers]
        assert client.get("/search?q=imani", headers=JSON).json()["total"] == 1
        # What cannot be opened is said, and what was there before stays.
        (tmp_path / "edges.parquet").rename(tmp_path / "gone")
        said = words(page(client, "/"))
        assert "The graph was changed and cannot be opened" in said
        assert f"{papers} papers" in said
        (tmp_path / "gone").rename(tmp_path / "edges.parquet")
        assert "cannot be opened" not in words(page(client, "/"))


def test_the_explorer_is_that_of_the_new_graph(tiny: kgraph.Graph, toy: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    with serving(tmp_path) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/explore/around?node=person:bo-ek").status_code == 200
        save(toy, tmp_path)
        assert client.get("/explore/around?node=person:bo-ek").status_code == 404
        assert client.get("/explore/around?node=person:imani-mwangi").status_code == 200
