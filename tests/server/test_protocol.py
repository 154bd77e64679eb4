"""The SPARQL 1.1 Protocol over real HTTP: forms of requests, formats, refusals, limits."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib

import kgraph
from kgraph.quads import quads
from kgraph.vocabulary import BASE, iri
from tests.server.conftest import ROWS, SECONDS

COUNT = "SELECT (COUNT(?paper) AS ?papers) { ?paper a kg:Paper }"
LINEAGE = "CONSTRUCT WHERE { ?later kg:likelyBuildsOn ?earlier }"
# Four times over all facts: some 10^14 combinations.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    answer.raise_for_status()
    bindings = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


@pytest.mark.parametrize("form", ["get", "post form", "post direct"])
def test_the_three_ways_to_ask(client: httpx.Client, toy: kgraph.Graph, form: str) -> None:
    match form:
        case "get":
            answer = client.get("/sparql", params={"query": COUNT})
        case "post form":
            answer = client.post("/sparql", data={"query": COUNT})
        case _:
            headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
            answer = client.post("/sparql", content=COUNT, headers=headers)
    assert answer.headers["content-type"] == JSON
    assert rows(answer) == [{"papers": str(toy.count(kgraph.Kind.PAPER))}]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+json;q=0.9", JSON),
        ("image/png, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_select_in_the_format_that_is_accepted(client: httpx.Client, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


@pytest.mark.parametrize(
    ("accept", "media_type", "read_as"),
    [
        ("*/*", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("text/turtle", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_construct_in_the_format_that_is_accepted(
    client: httpx.Client, toy: kgraph.Graph, accept: str, media_type: str, read_as: ox.RdfFormat
) -> None:
    answer = client.get("/sparql", params={"query": LINEAGE}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    expected = {quad.triple for quad in quads(toy) if quad.predicate.value == iri("kg:likelyBuildsOn")}
    assert {quad.triple for quad in ox.parse(answer.content, read_as)} == expected != set()


def test_a_format_may_be_a_parameter(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": COUNT, "format": "csv"}, headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/csv")
    answer = client.get("/sparql", params={"query": LINEAGE, "format": "json-ld"})
    assert answer.headers["content-type"] == "application/ld+json"


def test_the_dataset_is_that_of_the_request(client: httpx.Client) -> None:
    ask = "ASK { ?later kg:likelyBuildsOn ?earlier }"
    graphs = {name: f"{BASE}graph/{name}" for name in ("asserted", "extracted", "inferred")}

    def holds(**dataset: Any) -> bool:
        return client.get("/sparql", params={"query": ask, **dataset}).json()["boolean"]

    assert holds()
    assert holds(**{"default-graph-uri": graphs["inferred"]})
    assert not holds(**{"default-graph-uri": [graphs["asserted"], graphs["extracted"]]})
    assert not holds(**{"named-graph-uri": graphs["inferred"]})
    named = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": graphs["inferred"]}
    assert rows(client.get("/sparql", params=named)) == [{"g": graphs["inferred"]}]


def test_nothing_is_fetched(client: httpx.Client, address: str) -> None:
    for query in (f"ASK FROM <{address}> {{ ?s ?p ?o }}", f"ASK {{ GRAPH <{address}> {{ ?s ?p ?o }} }}"):
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is False
    answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": address})
    assert answer.json()["boolean"] is False


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("request_", "status", "reason"),
    [
        (("GET", {"params": {"query": "SELECT ?x WHER { ?x ?y ?z }"}}), 400, "not valid SPARQL.*1:16"),
        (("GET", {"params": {"query": ""}}), 400, "no query"),
        (("GET", {"params": {"query": ["ASK {}", "ASK {}"]}}), 400, "one query, not 2"),
        (("GET", {"params": {"query": "ASK { SERVICE <http://a/> {} }"}}), 400, "SERVICE"),
        (("GET", {"params": {"query": "LOAD <http://a/>"}}), 400, "not valid SPARQL"),
        (("GET", {"params": {"query": "DELETE WHERE { ?s ?p ?o }"}}), 400, "not valid SPARQL"),
        (("GET", {"params": {"update": "CLEAR ALL"}}), 403, "read-only"),
        (("GET", {"params": {"query": "ASK {}", "default-graph-uri": "no iri"}}), 400, "absolute IRI"),
        (("GET", {"params": {"query": COUNT}, "headers": {"Accept": "image/png"}}), 406, "choose one of"),
        (("POST", {"data": {"update": "CLEAR ALL"}}), 403, "read-only"),
        (
            ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}),
            403,
            "only",
        ),
        (("POST", {"content": COUNT}), 415, "not as nothing"),
        (("POST", {"content": COUNT, "headers": {"Content-Type": "text/plain"}}), 415, "not as text/plain"),
        (("POST", {"content": b"query=%ff", "headers": FORM}), 400, "UTF-8"),
        (
            ("POST", {"content": b"\xff\xfe", "headers": {"Content-Type": "application/sparql-query"}}),
            400,
            "UTF-8",
        ),
        (("POST", {"content": b" " * (1 << 21), "headers": FORM}), 413, "1048576 bytes"),
        (("PUT", {"content": COUNT}), 405, ""),
        (("DELETE", {}), 405, ""),
    ],
)
def test_what_is_refused(client: httpx.Client, request_: Any, status: int, reason: str) -> None:
    method, arguments = request_
    answer = client.request(method, "/sparql", **arguments)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert re.search(reason, answer.text), answer.text


def test_pages_of_other_sites_may_ask(client: httpx.Client) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/sparql", headers=headers)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"


def test_only_local_names_are_answered(client: httpx.Client) -> None:
    """A name that somebody else's server gives this machine must not reach the graph."""
    assert client.get("/sparql", params={"query": COUNT}, headers={"Host": "example.org"}).status_code == 400


def test_an_answer_that_is_cut_says_so(client: httpx.Client) -> None:
    whole = client.get("/sparql", params={"query": f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}"})
    assert len(rows(whole)) == ROWS
    assert whole.headers["kgraph-rows"] == str(ROWS)
    assert "kgraph-cut" not in whole.headers
    assert whole.headers["kgraph-limits"] == f"rows={ROWS}, characters=20000000, seconds={SECONDS:g}"
    cut = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert len(rows(cut)) == ROWS
    assert cut.headers["kgraph-cut"] == f"cut at {ROWS} rows"
    graph = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    assert len(list(ox.parse(graph.content, ox.RdfFormat.TURTLE))) <= ROWS
    assert graph.headers["kgraph-cut"] == f"cut at {ROWS} rows"
    page = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept": "text/html"})
    assert f"This is not all: the answer was cut at {ROWS} rows" in page.text


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(client: httpx.Client) -> None:
    started = time.monotonic()
    ended = client.get("/sparql", params={"query": ENDLESS})
    assert ended.status_code == 503
    assert ended.text.startswith(f"the query was ended after {SECONDS:g} seconds")
    assert time.monotonic() - started < 10 * SECONDS
    assert rows(client.get("/sparql", params={"query": COUNT}))


def test_all_workers_may_be_lost_at_once(client: httpx.Client) -> None:
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(client.get, "/sparql", params={"query": ENDLESS}) for _ in range(6)]
        assert [answer.result().status_code for answer in asked] == [503] * 6
    assert rows(client.get("/sparql", params={"query": COUNT}))


def test_a_crowd_is_told_to_come_back(client: httpx.Client) -> None:
    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(client.get, "/sparql", params={"query": ENDLESS}) for _ in range(20)]
        answers = [answer.result() for answer in asked]
    refused = [answer for answer in answers if "are being asked" in answer.text]
    assert {answer.status_code for answer in answers} == {503}
    assert refused
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}
    assert rows(client.get("/sparql", params={"query": COUNT}))


def test_service_description(client: httpx.Client, address: str) -> None:
    for path in ("/sparql", "/sparql/"):
        answer = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
        described = rdflib.Graph().parse(data=answer.text, format="turtle")
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        [service] = described.subjects(rdflib.RDF.type, sd.Service)
        assert described.value(service, sd.endpoint) == rdflib.URIRef(f"{address}sparql")
        assert set(described.objects(service, sd.supportedLanguage)) == {sd.SPARQL11Query}
        named = {str(name) for name in described.objects(None, sd.name)}
        assert named == {
            f"{BASE}graph/{status}" for status in ("asserted", "extracted", "inferred", "scores")
        }


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper(address: str, toy: kgraph.Graph) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    endpoint = wrapper.SPARQLWrapper(f"{address}sparql")
    papers = str(toy.count(kgraph.Kind.PAPER))
    for method in (wrapper.GET, wrapper.POST):
        endpoint.setMethod(method)
        endpoint.setQuery(COUNT)
        endpoint.setReturnFormat(wrapper.JSON)
        assert endpoint.queryAndConvert()["results"]["bindings"][0]["papers"]["value"] == papers
        endpoint.setReturnFormat(wrapper.XML)
        assert papers in endpoint.queryAndConvert().toxml()
        endpoint.setReturnFormat(wrapper.CSV)
        assert endpoint.queryAndConvert().decode() == f"papers\r\n{papers}\r\n"
        endpoint.setQuery(LINEAGE)
        for name in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD):
            endpoint.setReturnFormat(name)
            answer = endpoint.queryAndConvert()
            graph = (
                answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format=name)
            )
            assert len(graph) == toy.of_relation(kgraph.Relation.LIKELY_BUILDS_ON).height
        endpoint.setQuery("ASK WHERE {")
        endpoint.setReturnFormat(wrapper.JSON)
        with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
            endpoint.query()


def test_a_port_that_is_taken(address: str, folder: Path) -> None:
    port = address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "kgraph", "serve", "--from", str(folder), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert (
        done.stderr
        == f"kgraph: port {port} cannot be used (address already in use): choose another with --port\n"
    )
