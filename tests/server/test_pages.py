"""The pages of the server: what they say, that names are data, that they load nothing from elsewhere."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

import kgraph
from kgraph.library import library
from kgraph.quads import node_iri, quads
from kgraph.storage import save
from kgraph.vocabulary import BASE
from tests.server.conftest import serving

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def tiny_client(tiny: kgraph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("tiny")
    save(tiny, folder)
    (folder / "graph.html").write_text("<p>the page</p>", encoding="utf-8")
    (folder / "report").mkdir()
    (folder / "report" / "people.csv").write_text("person\nAnn Lee\n", encoding="utf-8")
    with serving(folder) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def page(client: httpx.Client, path: str, status: int = 200, **params: Any) -> str:
    answer = client.get(path, params=params or None, headers=HTML)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    # Everything that the page loads by itself is here, and it has no script or style of its own.
    loaded = re.findall(r"""<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]*)""", answer.text)
    assert [url for url in loaded if not url.startswith(("/", "data:,"))] == []
    assert not re.search(r"<script(?![^>]*src)|<style|<[^>]*\s(on\w+|style)=", answer.text)
    return answer.text


def test_the_front_page_counts(client: httpx.Client, toy: kgraph.Graph) -> None:
    said = words(page(client, "/"))
    assert f"{toy.count(kgraph.Kind.PAPER)} papers" in said
    assert f"{toy.count(kgraph.Kind.PERSON)} people" in said
    assert all(name in said for name in library())


def test_the_views_of_the_build(tiny_client: httpx.Client) -> None:
    assert '<a href="/views/graph.html">' in page(tiny_client, "/")
    assert tiny_client.get("/views/graph.html").text == "<p>the page</p>"
    for path in ("/views/report.html", "/views/nodes.parquet", "/views/..%2Fnodes.parquet", "/static/app.py"):
        assert tiny_client.get(path).status_code == 404


def test_the_tables_of_the_report(tiny_client: httpx.Client) -> None:
    table = tiny_client.get("/views/report/people.csv")
    assert (table.text, table.headers["content-type"]) == ("person\nAnn Lee\n", "text/csv; charset=utf-8")
    for name in ("papers.csv", "..%2Fnodes.parquet", "..", "people.csv%00", "People.csv", "build.json"):
        assert tiny_client.get(f"/views/report/{name}").status_code == 404


def test_a_community_lists_its_members(client: httpx.Client, toy: kgraph.Graph) -> None:
    first = toy.communities.filter(network="authors", community=1).row(0, named=True)
    html = page(client, "/community/authors-1")
    members = toy.scores.filter(network="authors", measure="community", value=1.0)["id"]
    assert f"kg:community of ({first['size']})" in words(html)
    for member in members:
        assert f'href="/{quote(node_iri(member).removeprefix(BASE))}"' in html


def test_the_query_page(client: httpx.Client) -> None:
    empty = page(client, "/sparql")
    assert "<textarea" in empty
    assert all(f'href="/queries/{name}"' in empty for name in library())
    assert "dcterms: http://purl.org/dc/terms/" in words(empty)


def test_an_answer_as_a_page(tiny_client: httpx.Client) -> None:
    text = "SELECT ?p ?name ?n { VALUES ?p { person:bo-ek } ?p foaf:name ?name BIND (2 AS ?n) }"
    html = page(tiny_client, "/sparql", query=text)
    [body] = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    cells = re.findall(r"<td.*?</td>", body)
    assert cells == [
        '<td><a href="/person/bo-ek">person:bo-ek</a></td>',
        "<td>Bo Ek</td>",
        '<td class="number">2</td>',
    ]
    [link] = re.findall(r'<a href="([^"]*)" download="answer.csv">', html)
    assert tiny_client.get(unescape(link)).text == (
        "p,name,n\r\nhttps://w3id.org/kgraph/id/person/bo-ek,Bo Ek,2\r\n"
    )
    assert "true" in words(page(tiny_client, "/sparql", query="ASK {}"))
    graph = words(page(tiny_client, "/sparql", query="CONSTRUCT WHERE { ?a kg:likelyBuildsOn ?b }"))
    assert "paper:new kg:likelyBuildsOn paper:old" in graph
    assert "Download as Turtle" in graph


def test_what_is_wrong_with_a_query_is_told_beside_it(client: httpx.Client) -> None:
    html = page(client, "/sparql", 400, query='SELECT "<script>" WHER')
    assert "not valid SPARQL: error at 1:" in words(html)
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_named_query(client: httpx.Client, toy: kgraph.Graph) -> None:
    form = page(client, "/queries/coauthors")
    assert re.search(r'<input name="person" value=""\s+required>', form)
    person = toy.of_kind(kgraph.Kind.PERSON).sort("id")["label"][0]
    expected = kgraph.query(toy, "coauthors", person=person)
    answered = page(client, "/queries/coauthors", person=person)
    assert f'value="{person}"' in answered
    [body] = re.findall(r"<tbody>(.*?)</tbody>", answered, re.DOTALL)
    assert body.count("<tr>") == len(expected.rows)
    data = client.get("/queries/coauthors", params={"person": person}, headers={"Accept": "text/csv"})
    assert data.text.count("\r\n") == len(expected.rows) + 1
    wrong = words(page(client, "/queries/coauthors", 400, person="Nobody At All"))
    assert "no person is called 'Nobody At All'" in wrong
    assert client.get("/queries/coauthors", params={"person": "Nobody At All"}).status_code == 400
    assert client.get("/queries/coauthors").status_code == 400
    assert client.get("/queries/none-such").status_code == 404


def test_every_named_query_without_parameters_is_answered(client: httpx.Client) -> None:
    for query in library().values():
        if not any(parameter.default is None for parameter in query.parameters):
            assert 'role="alert"' not in page(client, f"/queries/{query.name}")


def test_a_node_with_all_its_facts(tiny_client: httpx.Client) -> None:
    html = page(tiny_client, "/paper/old", view="facts")
    said = words(html)
    assert 'Old <script>alert("&")</script> {{paper}}' in said
    assert "<script>alert" not in html
    assert '<a href="/person/ann-lee">Ann Lee</a>' in html
    assert "dcterms:creator Ann Lee Bo Ek" in said
    assert said.index("kg:nameAsPrinted Ann Lee") < said.index("kg:nameAsPrinted Bo Ek")
    assert "kg:evidenceText Reward models" in said
    assert "Learning inferred" in said
    assert "cito:cites of (1) Reward models again" in said
    assert client_status(tiny_client, "/paper/none") == 404
    assert client_status(tiny_client, "/nothing/old") == 404


def test_a_keyword_as_a_page_says_what_it_is_and_where_that_stands(tiny_client: httpx.Client) -> None:
    html = page(tiny_client, "/keyword/reward-model")
    said = words(html)
    assert said.index("skos:definition A reward model is learned.") < said.index("skos:altLabel")
    assert "kg:evidenceText A reward model is learned." in said
    assert '<a href="/paper/old">Old &lt;script&gt;' in html


def client_status(client: httpx.Client, path: str) -> int:
    return client.get(path, headers=HTML).status_code


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/ld+json"])
def test_a_node_as_rdf(tiny: kgraph.Graph, tiny_client: httpx.Client, media_type: str) -> None:
    answer = tiny_client.get("/paper/old", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["access-control-allow-origin"] == "*"
    name = node_iri("paper:old")
    about = {
        quad.triple
        for quad in quads(tiny)
        if quad.subject.value.partition("#")[0] == name
        or (getattr(quad.object, "value", "") == name and "#" not in quad.subject.value)
    }
    read_as = ox.RdfFormat.from_media_type(media_type)
    assert {quad.triple for quad in ox.parse(answer.content, read_as)} == about


def test_every_node_is_under_its_address(toy: kgraph.Graph, tiny: kgraph.Graph, client: httpx.Client) -> None:
    for node in toy.nodes["id"]:
        path = "/" + node_iri(node).removeprefix("https://w3id.org/kgraph/id/")
        assert client.head(path).status_code == 200, node
    for path in ("/scheme/theme", "/scheme/keyword"):
        assert "skos:ConceptScheme" in client.get(path).text
