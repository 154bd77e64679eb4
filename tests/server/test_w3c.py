"""The W3C's protocol tests, against a store that holds the data they speak of.

Left out, each for a reason of a read-only endpoint: the seven `update_…` tests, which change the data. The
seven `bad_update_…` tests are run: a malformed update is refused as every update is.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib

import kgraph
from kgraph.storage import save
from kgraph.store import store_path
from tests.server.conftest import serving

pytestmark = pytest.mark.shared_data

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
CHANGES = {
    "update_base_uri", "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_full",
    "update_dataset_named_graphs", "update_post_direct", "update_post_form",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(
    toy: kgraph.Graph, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("w3c")
    save(toy, folder)
    store = ox.Store(str(store_path(folder)))
    store.add_graph(ox.NamedNode(DATA.format(0)))
    for number in (1, 2, 3):
        text = (shared_data / "w3c" / "sparql11" / "protocol" / f"data{number}.nt").read_bytes()
        store.load(text, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(DATA.format(number)))
    store.flush()
    del store
    with (
        serving(folder) as address,
        httpx.Client(base_url=address, timeout=60, follow_redirects=True) as client,
    ):
        yield client


def test_the_w3c_protocol_tests(client: httpx.Client, shared_data: Path) -> None:
    manifest = rdflib.Graph().parse(shared_data / "w3c" / "sparql11" / "protocol" / "manifest.ttl")
    tests = manifest.items(next(manifest.objects(None, MF.entries)))
    names = {str(test).rpartition("#")[2]: test for test in tests}
    assert len(names) == 34
    assert set(names) > CHANGES
    wrong = {}
    for name in sorted(set(names) - CHANGES):
        for request in requests(manifest, names[name]):
            if problem := ask(client, manifest, request):
                wrong[name] = problem
    assert wrong == {}


def requests(manifest: rdflib.Graph, test: Any) -> Iterator[Any]:
    connection = manifest.value(test, MF.action)
    return manifest.items(manifest.value(connection, HT.requests))


def ask(client: httpx.Client, manifest: rdflib.Graph, request: Any) -> str:
    """What is wrong with the answer to a request of the manifest; empty if nothing is."""
    body = manifest.value(request, HT.body)
    text = str(manifest.value(body, CNT.chars) or "") if body else ""
    charset = str(manifest.value(body, CNT.characterEncoding) or "UTF-8") if body else "UTF-8"
    headers = {
        str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
        for header in manifest.items(manifest.value(request, HT.headers) or rdflib.RDF.nil)
    }
    answer = client.request(
        str(manifest.value(request, HT.methodName)),
        str(manifest.value(request, HT.absolutePath)),
        content=text.encode(charset),
        headers=headers,
    )
    expected = manifest.value(request, HT.resp)
    statuses = map(str, manifest.objects(expected, MF.expectedStatus))
    classes = {status.rpartition("StatusCode")[2][0] for status in statuses}
    if str(answer.status_code)[0] not in classes:
        return f"{answer.status_code} {answer.text} instead of {sorted(classes)}"
    boolean = manifest.value(expected, MF.expectedBoolean)
    if boolean is not None and answer.json()["boolean"] is not boolean.toPython():
        return f"{answer.text} instead of {boolean}"
    form = str(manifest.value(expected, MF.expectedFormat) or "")
    media_type = answer.headers["content-type"].partition(";")[0]
    if form == "RDF" and media_type not in RDF:
        return f"{media_type} instead of RDF"
    if form in ("boolean", "tabular") and not media_type.startswith(("application/sparql-results", "text/")):
        return f"{media_type} instead of results"
    return ""


RDF = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
