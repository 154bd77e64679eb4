"""The live explorer over HTTP: the page, its parts, and what is refused."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

import kgraph
from kgraph.errors import GraphError
from kgraph.page import build_index, describe, describe_link, describe_neighbours, render_live, script, style
from kgraph.server import create_app
from kgraph.server.bodies import encode
from kgraph.vocabulary import Relation

THEME = "theme:language-models"


@pytest.fixture(scope="module")
def opened(folder: Path) -> kgraph.Graph:
    return kgraph.open(folder)


def test_the_page_is_under_the_policy_of_the_server(client: httpx.Client, opened: kgraph.Graph) -> None:
    answer = client.get("/explore")
    assert answer.text == render_live(opened)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert (policy["default-src"], policy["script-src"], policy["style-src"], policy["connect-src"]) == (
        "'none'",
        "'self'",
        "'self'",
        "'self'",
    )


def test_the_graph_is_what_the_page_on_disk_has(client: httpx.Client, opened: kgraph.Graph) -> None:
    answer = client.get("/explore/graph")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == describe(opened)


def test_a_step_is_the_neighbours_of_a_node(client: httpx.Client, opened: kgraph.Graph) -> None:
    index = build_index(opened)
    for node in (THEME, "person:hugo-bell", opened.of_kind(kgraph.Kind.ORGANIZATION)["id"][0]):
        answer = client.get("/explore/around", params={"node": node})
        assert answer.json() == describe_neighbours(index, node)
    given = {"node": THEME, "relation": "subject", "side": "1", "offset": "2"}
    answer = client.get("/explore/around", params=given)
    assert answer.json() == describe_neighbours(index, THEME, Relation.SUBJECT, 1, 2)


def test_a_link_comes_with_what_proves_it(client: httpx.Client, opened: kgraph.Graph) -> None:
    one, other = opened.of_relation(Relation.CREATOR)["target"].unique().sort().head(2)
    answer = client.get("/explore/link", params={"one": one, "other": other})
    assert answer.json() == describe_link(build_index(opened), one, other)


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/explore/graph?all=1", 400, "there is no parameter 'all': this address takes none"),
        ("/explore/around", 400, "the parameter 'node' is missing: give the id of a node"),
        ("/explore/around?node=", 400, "the parameter 'node' is missing: give the id of a node"),
        ("/explore/around?node=paper:none", 404, "the graph has no node paper:none"),
        ("/explore/around?node=%3Cb%3E", 404, "the graph has no node <b>"),
        (
            f"/explore/around?node={THEME}&limit=9",
            400,
            "there is no parameter 'limit': choose of node, relation, side, offset",
        ),
        (f"/explore/around?node={THEME}&node=a", 400, "the parameter 'node' is given twice"),
        (
            f"/explore/around?node={THEME}&relation=hates",
            400,
            "'relation' cannot be 'hates': choose one of creator, affiliation, subject, mentions, broader, "
            "cites, likelyBuildsOn",
        ),
        (f"/explore/around?node={THEME}&side=2", 400, "'side' cannot be '2': choose one of 0, 1"),
        (
            f"/explore/around?node={THEME}&offset=-1",
            400,
            "'offset' is a whole number from 0 to 10000000, not '-1'",
        ),
        (
            f"/explore/around?node={THEME}&offset=10000001",
            400,
            "'offset' is a whole number from 0 to 10000000, not '10000001'",
        ),
        (f"/explore/link?one={THEME}", 400, "the parameter 'other' is missing: give the id of a node"),
        (
            f"/explore/link?one={THEME}&other={THEME}",
            400,
            "'one' and 'other' are the same node: name two",
        ),
        (f"/explore/link?one={THEME}&other=theme:none", 404, "the graph has no node theme:none"),
    ],
)
def test_what_is_refused_has_a_reason(client: httpx.Client, path: str, status: int, reason: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()) == (status, {"error": reason})
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/explore", "/explore/graph", f"/explore/around?node={THEME}"])
def test_nothing_is_sent_twice(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_the_files_of_the_page_are_served(client: httpx.Client) -> None:
    for name, text, kind in (("js", script(), "text/javascript"), ("css", style(), "text/css")):
        answer = client.get(f"/static/explorer.{name}")
        assert answer.text == text
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
        assert "etag" in answer.headers


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("identity", False),
        ("br", False),
        ("", False),
    ],
)
def test_who_takes_it_gets_it_compressed(client: httpx.Client, accepted: str, compressed: bool) -> None:
    with client.stream("GET", "/explore/graph", headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == ("gzip" if compressed else None)
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = gzip.decompress(sent) if compressed else sent
    assert plain == client.get("/explore/graph").content


def test_a_body_is_the_same_bytes_each_time() -> None:
    assert encode("grün", "text/plain") == encode("grün", "text/plain")
    assert encode("a", "text/plain").tag != encode("b", "text/plain").tag


def test_the_graph_is_opened_once_and_not_before_it_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_counted(directory: Path) -> kgraph.Graph:
        opened.append(directory)
        return kgraph.open(directory)

    monkeypatch.setattr("kgraph.server.site.open_graph", open_counted)
    with TestClient(create_app(folder), base_url="http://localhost") as client:
        assert client.get("/static/explorer.css").status_code == 200
        assert opened == []
        for address in ("/explore", "/explore/graph", f"/explore/around?node={THEME}", "/explore"):
            assert client.get(address).status_code == 200
    assert opened == [folder]


def test_a_graph_that_cannot_be_opened_has_a_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> kgraph.Graph:
        raise GraphError("it was written by another version of kgraph: build it again")

    monkeypatch.setattr("kgraph.server.site.open_graph", refuse)
    with TestClient(create_app(folder), base_url="http://localhost") as client:
        for path in ("/explore", "/explore/graph", f"/explore/around?node={THEME}"):
            answer = client.get(path, headers={"Accept": "application/json"})
            assert (answer.status_code, answer.text) == (
                503,
                "it was written by another version of kgraph: build it again\n",
            )


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def explorer(address: str) -> Iterator[tuple[Any, list[str], list[str]]]:
    """A tab at the explorer, what it asked of the server, and what went wrong in it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        tab = browser.new_page()
        asked: list[str] = []
        wrong: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on(
            "response", lambda answer: answer.status < 400 or wrong.append(f"{answer.status} {answer.url}")
        )
        tab.on("console", lambda message: wrong.append(f"console {message.type}: {message.text}"))
        tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        yield tab, asked, wrong
        browser.close()


@pytest.mark.browser
def test_the_explorer_runs_under_the_policy_and_asks_its_server_alone(
    explorer: tuple[Any, list[str], list[str]], address: str
) -> None:
    tab, asked, wrong = explorer
    tab.goto(f"{address}explore#node={THEME}")
    tab.wait_for_selector("html[data-ready]")
    tab.get_by_role("heading", name="Language models").first.wait_for()
    assert f"{address}explore/graph" in asked
    assert f"{address}explore/around?node=theme%3Alanguage-models" in asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert wrong == []
